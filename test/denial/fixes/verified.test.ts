/** What a fix rests on: a request that can be sent, and nothing that is only presumed. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { readWorkspaceConfig } from "../../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { miniCatalog } from "../../support/mini-catalog.ts";

const ANN = "arn:aws:iam::111111111111:user/ann";
const DENIED = `User: ${ANN} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::alpha/red"`;

type Statement = Readonly<Record<string, unknown>>;

function explained(message: string, files: Readonly<Record<string, Statement>>, config: object) {
  const texts = Object.entries(files).map(([path, statement]) => ({
    path,
    text: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, undefined, 2),
  }));
  const workspace = readWorkspace(texts, readWorkspaceConfig("iam-verdict.json", JSON.stringify(config)).config);
  const { fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() });
  return fixes.map((fix) => ({ title: fixTitleText(fix), verified: fix.verified, risks: fix.risks }));
}

describe("a request that would pass", () => {
  const allow = (condition: object): readonly string[] =>
    explained(
      `${DENIED} because no identity-based policy allows the s3:GetObject action`,
      { "ann.json": { Effect: "Allow", Action: "*", Resource: "*", Condition: condition } },
      { policies: [{ files: "ann.json", kind: "identity", attachedTo: [ANN] }] },
    ).map(({ title }) => title);

  test("leaves out what another of its keys excludes, where the condition holds without it", () => {
    const titles = allow({
      StringEqualsIfExists: { "aws:SourceVpce": "vpce-0b" },
      IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
    });
    assert.deepEqual(titles, ['Send the request from an address in "203.0.113.0/24"']);
  });

  test("is not offered where no request carries both of its keys", () => {
    const titles = allow({
      StringEquals: { "aws:SourceVpce": "vpce-0b" },
      IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
    });
    assert.deepEqual(titles, []);
  });
});

test("a fix is not verified where another Deny asks whose the resource is, and nobody told", () => {
  const guards = {
    "all.json": { Effect: "Deny", Action: "s3:*", Resource: "*" },
    "own.json": {
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:ResourceAccount": "111111111111" } },
    },
  };
  const config = { policies: [{ files: "*.json", kind: "scp", targets: ["r-root"] }] };
  const [exempt] = explained(`${DENIED} with an explicit deny in a service control policy`, guards, config);
  assert.equal(exempt?.title, `Exempt ${ANN} from statement 1 of all.json`);
  assert.equal(exempt.verified, false);
  const open = exempt.risks.flatMap((risk) => (risk.risk === "may-still-deny" ? risk.places : []));
  assert.deepEqual(
    open.map(({ file }) => file),
    ["own.json"],
  );
});

test("a Deny that only the presumed owner rules out is named beside another that may have matched", () => {
  const workspace = readWorkspace(
    [
      {
        path: "tag.json",
        text: JSON.stringify({
          Version: "2012-10-17",
          Statement: {
            Effect: "Deny",
            Action: "*",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        }),
      },
      {
        path: "own.json",
        text: JSON.stringify({
          Version: "2012-10-17",
          Statement: {
            Effect: "Deny",
            Action: "*",
            Resource: "*",
            Condition: { StringNotEquals: { "aws:ResourceAccount": "111111111111" } },
          },
        }),
      },
    ],
    readWorkspaceConfig(
      "iam-verdict.json",
      JSON.stringify({ policies: [{ files: "*.json", kind: "scp", targets: ["r-root"] }] }),
    ).config,
  );
  const message = `${DENIED} with an explicit deny in a service control policy`;
  const { culprits, assumptions } = explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() });
  assert.deepEqual(
    culprits.map(({ place, certain }) => [place.file, certain]),
    [
      ["tag.json", false],
      ["own.json", false],
    ],
  );
  assert.deepEqual(
    assumptions.filter(({ assumption }) => assumption === "conditions-held" || assumption === "callers-account"),
    [],
  );
});

describe("a fix in a policy that others have, too", () => {
  const risksWith = (attachedTo: readonly string[], groups: object): readonly (readonly string[])[] =>
    explained(
      `${DENIED} because no identity-based policy allows the s3:GetObject action`,
      { "shared.json": { Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::alpha/red" } },
      { policies: [{ files: "shared.json", kind: "identity", attachedTo }], groups },
    ).map(({ risks }) => risks.flatMap((one) => (one.risk === "shared-policy" ? one.holders : [])));

  test("names the group, not its members", () => {
    const group = "arn:aws:iam::111111111111:group/readers";
    const found = risksWith([group], { readers: ["ann", "bob"] });
    assert.ok(found.length > 0);
    for (const holders of found) assert.deepEqual(holders, [group]);
  });

  test("names other users and roles, and nobody where the caller alone has it", () => {
    const role = "arn:aws:iam::111111111111:role/app";
    for (const holders of risksWith([ANN, role], {})) assert.deepEqual(holders, [role]);
    for (const holders of risksWith([ANN], {})) assert.deepEqual(holders, []);
  });
});

describe("the role of a session, whose path does not show, in the policy of a resource of its account", () => {
  const KEY = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const SESSION = "arn:aws:sts::111111111111:assumed-role/report/i-0abc";
  const offered = (action: string, resource: string, layer: string) =>
    explained(
      `User: ${SESSION} is not authorized to perform: ${action} on resource: ${resource} because no resource-based policy allows the ${action} action`,
      {
        "own.json": {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111111111111:role/ingest" },
          Action: action,
          Resource: layer === "key-policy" ? "*" : resource,
        },
      },
      { policies: [{ files: "own.json", resource }] },
    );

  test("is verified where a condition means the role under any path, and not where the role is named without one", () => {
    const fixes = offered("kms:Decrypt", KEY, "key-policy");
    assert.deepEqual(
      fixes.map(({ title, verified }) => [title, verified]),
      [
        ["Add arn:aws:iam::111111111111:role/report to the principals of statement 1 of own.json", false],
        ["Add a statement to own.json that allows kms:Decrypt", false],
        ["Add a statement to own.json that allows kms:Decrypt to role/report under any path", true],
      ],
    );
  });

  test("is never let in as everyone by a bucket policy, which S3 may refuse as public", () => {
    const fixes = offered("s3:GetObject", "arn:aws:s3:::alpha/red", "resource");
    assert.ok(!fixes.some(({ title }) => title.includes("any path")), JSON.stringify(fixes));
  });
});
