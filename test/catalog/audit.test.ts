/** What `npm run catalog:audit` finds, on a reference of one service. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Attestations, NOTHING_ATTESTED, type Release, type ReleaseAction } from "../../scripts/catalog-form.mjs";
import { proveRow } from "../../server/src/service/prove.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { grantedActions } from "../precision/granted-actions.ts";
import { outcomeOf } from "../precision/audit-outcome.ts";
import { auditCatalog, type CatalogAudit, type CatalogSources } from "../precision/audit-catalog.ts";
import { realCatalog, REPOSITORY } from "./real-catalog.ts";

const BUCKET = "arn:${Partition}:s3:::${BucketName}";
const OBJECT = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";

describe("an entry of the overlay", () => {
  const grant = { action: "s3:GetObject", arn: "arn:aws:s3:::bucket", page: "a page" };

  test("with an ARN is needed as long as the proofs would call the action dead there without it", () => {
    const audit = audited({ attested: { resources: [grant] } });
    assert.deepEqual(audit.failures, []);
    assert.deepEqual(silencedBy("s3:GetObject on arn:aws:s3:::bucket", audit), ["s3:GetObject"]);
  });

  test("with an ARN that the reference lists now is to be removed", () => {
    const release = releaseOf([action("GetObject", ["object", "bucket"]), action("ListBucket", ["bucket"])]);
    const { failures } = audited({ release, older: release, attested: { resources: [grant] } });
    assert.deepEqual(failures, ["s3:GetObject on arn:aws:s3:::bucket: the reference lists it, remove the entry"]);
  });

  test("of a whole service names the actions that it is for", () => {
    const audit = audited({ attested: { resources: [{ ...grant, action: "s3:*" }] } });
    assert.deepEqual(silencedBy("s3:* on arn:aws:s3:::bucket", audit), ["s3:GetObject"]);
  });

  const named: readonly (readonly [what: string, attested: Partial<Attestations>, failures: readonly string[]])[] = [
    ["a name that nobody lists", { actions: [{ name: "s3:Hidden", page: "a page" }] }, []],
    [
      "an action that the reference lists now",
      { actions: [{ name: "s3:getobject", page: "a page" }] },
      ["action s3:getobject: the reference lists it, remove the entry"],
    ],
    ["a service that nobody lists", { actions: [{ name: "device:*", page: "a page" }] }, []],
    [
      "a service that the reference lists now",
      { actions: [{ name: "s3:*", page: "a page" }] },
      ["action s3:*: the reference lists it, remove the entry"],
    ],
    ["a key that nobody lists", { keys: [{ name: "s3:Hidden", page: "a page" }] }, []],
    [
      "a key that the reference lists now",
      { keys: [{ name: "s3:PREFIX", page: "a page" }] },
      ["key s3:PREFIX: the reference lists it, remove the entry"],
    ],
    [
      "a key that the reference does not list with the action",
      { carriedKeys: [{ action: "s3:GetObject", key: "s3:hidden", page: "a page" }] },
      [],
    ],
  ];
  for (const [what, attested, failures] of named) {
    test(`${what}${failures.length > 0 ? ", and the command fails" : ""}`, () => {
      const audit = audited({ attested });
      assert.deepEqual(audit.failures, failures);
      const said: string[] = [];
      assert.equal(
        outcomeOf(audit.failures, (line) => said.push(line)),
        failures.length > 0 ? 1 : 0,
      );
      assert.deepEqual(
        said,
        failures.map((failure) => `FAILED: ${failure}`),
      );
    });
  }
});

test("of a key is needed until the reference lists it with the action", () => {
  const carriedKeys = [{ action: "s3:ListBucket", key: "s3:prefix", page: "a page" }];
  const release = releaseOf([{ ...action("ListBucket", ["bucket"]), conditionKeys: ["s3:prefix"] }]);
  assert.deepEqual(audited({ attested: { carriedKeys } }).failures, []);
  assert.deepEqual(audited({ release, attested: { carriedKeys } }).failures, [
    "s3:ListBucket with s3:prefix: the reference lists it, remove the entry",
  ]);
});

describe("a prefix of several pages", () => {
  const pages = [
    { name: "one", prefix: "s3", actions: ["GetObject", "Shared"] },
    { name: "two", prefix: "s3", actions: ["ListBucket", "Shared"] },
  ];
  const noted = (actions: readonly string[]): Partial<Attestations> => ({
    sharedPages: { services: { s3: { pages: ["one", "two"], actions } } },
  });

  test("is noted with the actions that stand on more than one", () => {
    const audit = audited({ pages, attested: noted(["Shared"]) });
    assert.deepEqual(audit.failures, []);
    assert.deepEqual(silencedBy("pages of s3", audit), ["s3:Shared"]);
  });

  test("that is not noted is a failure, and so is a noted action that stands on one", () => {
    assert.deepEqual(audited({ pages }).failures, ["pages of s3: it has several pages, add them to the overlay"]);
    assert.deepEqual(audited({ pages, attested: noted(["Shared", "ListBucket"]) }).failures, [
      "pages of s3: ListBucket stands on one page, remove it",
    ]);
    assert.deepEqual(audited({ pages, attested: noted([]) }).failures, [
      "pages of s3: Shared stands on several pages, add it",
    ]);
  });

  test("that has become one page is a failure", () => {
    const { failures } = audited({ pages: pages.slice(0, 1), attested: noted(["Shared"]) });
    assert.deepEqual(failures, ["pages of s3: it has one page, remove the entry"]);
  });
});

test("where the sources disagree is named", () => {
  const older = releaseOf([action("GetObject", ["object", "bucket"]), action("Old", [])]);
  const { disagreements } = audited({ older, pages: [{ name: "one", prefix: "s3", actions: ["GetObject", "New"] }] });
  assert.deepEqual(Object.fromEntries(disagreements.map(({ what, names }) => [what, names])), {
    "actions that only the newer release has": ["s3:listbucket"],
    "actions that only the older release has": ["s3:old"],
    "actions that lost a resource type": ["s3:getobject (bucket)"],
    "actions that lost a condition key": [],
    "actions on no page": ["s3:listbucket"],
    "actions on a page only": ["s3:new"],
  });
});

test("an action is granted where a policy names it with an ARN of its listed types", () => {
  const granting = (Action: string | readonly string[], Resource: string, Effect = "Allow") => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: { Effect, Action, Resource } });
    const [document] = readDocument({ path: "p.json", languageId: "json", text }, "identity").policies;
    assert.ok(document);
    return grantedActions([{ document }], catalog);
  };
  const object = "arn:aws:s3:::reports/*";
  assert.deepEqual(granting(["s3:ListBucket", "s3:getobject"], object), { s3: ["GetObject"] });
  assert.deepEqual(granting("s3:Get*", object), {});
  assert.deepEqual(granting("s3:GetObject", "*"), {});
  assert.deepEqual(granting("s3:GetObject", "arn:aws:s3:::*"), {});
  assert.deepEqual(granting("s3:GetObject", object, "Deny"), {});
});

const catalog = realCatalog();
const overlay = JSON.parse(
  readFileSync(join(REPOSITORY, "server", "data", "reference-overlay.json"), "utf8"),
) as Attestations;

describe("an ARN that AWS documents beside the reference is taken by its action", () => {
  for (const { action, arn } of overlay.resources) {
    test(`${action} on ${arn}`, () => {
      const statement = { Effect: "Allow", Action: action, Resource: arn };
      const { proof } = proveRow({ statement }, () => catalog, new Map());
      assert.notEqual(proof.verdict, "never");
      assert.deepEqual(proof.verdict === "never" ? [] : proof.dead, []);
    });
  }
});

test("the table of docs/catalog.md has every prefix of several pages", () => {
  const page = readFileSync(join(REPOSITORY, "docs", "catalog.md"), "utf8");
  const rows = Array.from(page.matchAll(/^\| `([a-z-]+)` +\| +(\d+) \| +(\d+) \| +(\d+) \| +(\d+) \|/gm), (row) =>
    row.slice(1),
  );
  const expected = Object.entries(overlay.sharedPages.services).map(([prefix, { pages, actions }]) => {
    const service = catalog.service(prefix);
    const listed = new Set(service?.actionTraits.flatMap(({ resources }) => resources.map(({ type }) => type)));
    const unlisted = service?.resourceTypes.filter(({ name }) => !listed.has(name)).length;
    return [prefix, pages.length, service?.actionNames.length, actions.length, unlisted].map(String);
  });
  assert.deepEqual(rows, expected);
});

test("docs/catalog.md says of how many actions the list of resource types is shown to be whole", () => {
  const traits = catalog.servicePrefixes.flatMap((prefix) => {
    const service = catalog.service(prefix);
    return service?.actionNames.map((_, row) => service.actionTraits[row]?.resourcesAttested) ?? [];
  });
  const attested = traits.filter((is) => is === true).length;
  const percent = Math.round((100 * attested) / traits.length);
  const said = `so for ${thousands(attested)} of the ${thousands(traits.length)} actions (${percent} %)`;
  assert.ok(readFileSync(join(REPOSITORY, "docs", "catalog.md"), "utf8").includes(said), said);
});

function thousands(count: number): string {
  return count.toLocaleString("en-US");
}

function audited(
  given: Partial<Omit<CatalogSources, "attested">> & { attested?: Partial<Attestations> },
): CatalogAudit {
  const release = releaseOf([action("GetObject", ["object"]), action("ListBucket", ["bucket"])]);
  return auditCatalog({
    release,
    older: release,
    pages: [],
    ...given,
    attested: { ...NOTHING_ATTESTED, ...given.attested },
  });
}

function silencedBy(entry: string, { silenced }: CatalogAudit): readonly string[] | undefined {
  return silenced.find((one) => one.entry === entry)?.names;
}

function action(name: string, types: readonly string[]): ReleaseAction {
  return {
    name,
    description: `does ${name}`,
    accessLevel: "Read",
    resourceTypes: types.map((type) => ({ name: type, required: true, conditionKeys: [], dependentActions: [] })),
    conditionKeys: [],
    dependentActions: [],
    isPermissionOnly: false,
  };
}

function releaseOf(actions: readonly ReleaseAction[]): Release {
  const service = {
    prefix: "s3",
    name: "Amazon S3",
    actions,
    resourceTypes: [
      { key: "bucket", arn: BUCKET },
      { key: "object", arn: OBJECT },
    ],
    conditionKeys: [{ key: "s3:prefix", description: "", type: "String" }],
  };
  return { source: "test", version: "1.0.202601310", services: [service] };
}
