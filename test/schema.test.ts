/** The schema of `iam-verdict.json` offers what the reader knows, and the page shows what is true. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, test } from "node:test";
import { format } from "prettier";
import { SEVERITIES } from "../server/src/checks/check.ts";
import { CHECK_GROUPS, GROUP_SUMMARIES } from "../server/src/checks/check-groups.ts";
import { ALL_CHECKS } from "../server/src/checks/index.ts";
import { POLICY_KINDS } from "../server/src/policy/policy.ts";
import { readConfigFile, readConfigSettings } from "../server/src/service/config-reading.ts";

interface Schema {
  $ref?: string;
  description?: string;
  anyOf?: readonly Schema[];
  enum?: readonly unknown[];
  enumDescriptions?: readonly string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  definitions?: Record<string, Schema>;
}

const SCHEMA = "schemas/iam-verdict.schema.json";
const schema = JSON.parse(readFileSync(SCHEMA, "utf8")) as Schema;
const page = readFileSync("docs/configuration.md", "utf8");
const example = {
  $schema: "iam-verdict.schema.json",
  policies: [
    {
      files: "a/*.json",
      kind: "scp",
      name: "Guard",
      arn: "arn:aws:organizations::444455556666:policy/o-1/service_control_policy/p-1",
      targets: ["ou-1"],
    },
    { files: "orders.json", kind: "resource", resource: "arn:aws:s3:::orders", account: "111122223333" },
    { files: "endpoint.json", kind: "vpc-endpoint", endpoint: "vpce-0123" },
    { files: "dev.json", kind: "identity", attachedTo: ["arn:aws:iam::111122223333:role/dev"] },
    { files: "b.json", attachedTo: "arn:aws:iam::111122223333:role/dev", targets: "r-root" },
  ],
  organization: { accounts: { "111122223333": ["r-root", "ou-1"] }, managementAccount: "444455556666" },
  groups: { "arn:aws:iam::111122223333:group/developers": ["arn:aws:iam::111122223333:user/ann", "bob"] },
  facts: { "aws:SourceVpce": "vpce-0123", "aws:TagKeys": ["team"], "aws:SecureTransport": true },
  severity: { "unknown-action": "off" },
  suppress: [{ code: "unknown-action", files: "c.json", statement: "Sid", reason: "known", until: "2027-01-31" }],
};

describe("schema of iam-verdict.json", () => {
  test("offers the codes of all checks", async () => {
    const codes = { enum: ALL_CHECKS.map(({ code }) => code), enumDescriptions: ALL_CHECKS.map((one) => one.summary) };
    const named = [...CHECK_GROUPS.map((group) => ({ code: group, summary: GROUP_SUMMARIES[group] })), ...ALL_CHECKS];
    const severities = Object.fromEntries(
      named.map(({ code, summary }) => [code, { description: summary, $ref: "#/definitions/severity" }]),
    );
    if (process.env["UPDATE"] === "1") {
      Object.assign(schema.definitions?.["code"] ?? {}, codes);
      Object.assign(schema.properties?.["severity"] ?? {}, { properties: severities });
      writeFileSync(SCHEMA, await format(JSON.stringify(schema), { parser: "json", printWidth: 120 }));
      return;
    }
    assert.deepEqual(schema.definitions?.["code"], codes, "run: UPDATE=1 npm test schema");
    assert.deepEqual(schema.properties?.["severity"]?.properties, severities, "run: UPDATE=1 npm test schema");
  });

  test("an example of everything is accepted by the reader", () =>
    assert.deepEqual(readConfigFile("iam-verdict.json", JSON.stringify(example)).problems, []));

  // The reader tells every mistake with its place, here and on the command line. If the schema told some too, an editor
  // would show them twice.
  test("completes and explains, and refuses nothing", () => {
    const harmless = new Set([
      ...["$schema", "$comment", "title", "description", "properties", "items", "additionalProperties", "definitions"],
      ...["$ref", "defaultSnippets", "enumDescriptions", "anyOf"],
    ]);
    const refusing: string[] = [];
    const visit = (part: Schema, path: string): void => {
      // What stands beside an alternative that takes everything refuses nothing.
      if (part.anyOf !== undefined) assert.deepEqual(part.anyOf.at(-1), {}, path);
      for (const name of Object.keys(part)) if (!harmless.has(name)) refusing.push(`${path} ${name}`);
      for (const [name, property] of Object.entries(part.properties ?? {})) visit(property, `${path}/${name}`);
      for (const inner of [part.items, part.additionalProperties]) if (inner !== undefined) visit(inner, `${path}/*`);
    };
    visit(schema, "");
    for (const [name, definition] of Object.entries(schema.definitions ?? {}))
      if (name !== "code") visit(definition, name);
    assert.deepEqual(refusing, []);
  });

  test("the example has every name of the schema", () => {
    const names = (name: string): readonly string[] => Object.keys(schema.definitions?.[name]?.properties ?? {}).sort();
    assert.deepEqual(Object.keys(example).sort(), Object.keys(schema.properties ?? {}).sort());
    const ofEntries = new Set(example.policies.flatMap((entry) => Object.keys(entry)));
    assert.deepEqual([...ofEntries].sort(), names("policyEntry"));
    assert.deepEqual(Object.keys(example.organization).sort(), names("organization"));
    assert.deepEqual(Object.keys(example.suppress[0]!).sort(), names("suppression"));
  });

  test("kinds and severities are those of the code", () => {
    assert.deepEqual(schema.definitions?.["kind"]?.anyOf?.[0]?.enum, POLICY_KINDS);
    assert.deepEqual(schema.definitions["severity"]?.anyOf?.[0]?.enum, [...SEVERITIES, "off"]);
  });

  test("every name and every allowed value is explained on hover", () => {
    const bare: string[] = [];
    const visit = (part: Schema, path: string): void => {
      for (const [name, property] of Object.entries(part.properties ?? {})) {
        if (describedBy(property) === undefined) bare.push(`${path}/${name}`);
      }
      if (part.enum !== undefined && part.enumDescriptions?.length !== part.enum.length) bare.push(path);
      for (const alternative of part.anyOf ?? []) visit(alternative, path);
    };
    visit(schema, "");
    for (const [name, definition] of Object.entries(schema.definitions ?? {})) visit(definition, name);
    assert.deepEqual(bare, []);
  });
});

describe("docs/configuration.md", () => {
  const blocks = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map((match) => match[1] ?? "");

  test("has examples", () => assert.ok(blocks.length >= 5));

  for (const block of blocks) {
    const value = JSON.parse(block) as Readonly<Record<string, unknown>>;
    const setting = value["iamVerdict.policies"];
    test(`the example with ${Object.keys(value).join(", ")} is valid`, () => {
      const readings =
        setting === undefined
          ? [readConfigFile("iam-verdict.json", block)]
          : readConfigSettings({ policies: setting, severity: undefined });
      assert.deepEqual(
        readings.flatMap(({ problems }) => problems),
        [],
      );
    });
  }

  test("names everything that an entry, a suppression and the organization may say", () => {
    for (const definition of ["policyEntry", "suppression", "organization"]) {
      for (const name of Object.keys(schema.definitions?.[definition]?.properties ?? {})) {
        assert.ok(page.includes(`\`${name}\``), name);
      }
    }
    for (const kind of POLICY_KINDS) assert.ok(page.includes(`| \`${kind}\``), kind);
  });
});

function resolved(part: Schema): Schema {
  if (part.$ref === undefined) return part;
  const definition = schema.definitions?.[part.$ref.replace("#/definitions/", "")];
  assert.ok(definition !== undefined, part.$ref);
  return definition;
}

function describedBy(part: Schema): string | undefined {
  return part.description ?? resolved(part).description;
}
