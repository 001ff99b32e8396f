/** Whatever the policies and the message: what is offered settles the denial, reads as JSON and is no wider. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { readWorkspaceConfig } from "../../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { miniCatalog } from "../../support/mini-catalog.ts";
import { assertSettles, assertWrittenAsMeant, edited } from "./trial.ts";
import { searchUntilMet } from "../../support/searching.ts";

const CALLER = "arn:aws:iam::111122223333:user/zoe";
const BUCKET = "arn:aws:s3:::acme";
const ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:GetObjct", "s3:*", "s3:Get*", "sqs:SendMessage", "*"];
const RESOURCES = [
  BUCKET,
  `${BUCKET}/*`,
  `${BUCKET}/a`,
  "arn:aws:s3:::other/*",
  "arn:aws:sqs:eu-central-1:111122223333:q",
  "*",
];
const CONDITIONS = [
  undefined,
  { Bool: { "aws:MultiFactorAuthPresent": "true" } },
  { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
  { StringEquals: { "aws:RequestedRegion": ["eu-west-1"] } },
  { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } },
  { StringNotLike: { "aws:PrincipalArn": ["arn:aws:iam::111122223333:user/ann"] } },
  { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
  { ArnNotLike: { "aws:SourceArn": "arn:aws:s3:::x" }, Null: { "aws:TokenIssueTime": "true" } },
];

const oneOrMore = (pool: readonly string[]): fc.Arbitrary<string | string[]> =>
  fc.oneof(fc.constantFrom(...pool), fc.uniqueArray(fc.constantFrom(...pool), { minLength: 1, maxLength: 3 }));

const statement = (ofResource: boolean): fc.Arbitrary<object> =>
  fc
    .record({
      effect: fc.constantFrom("Allow", "Deny"),
      sid: fc.constantFrom(undefined, "A", "B"),
      principal: fc.constantFrom<unknown>(
        "*",
        { AWS: "arn:aws:iam::111122223333:user/ann" },
        { AWS: ["arn:aws:iam::777788889999:root"] },
      ),
      actions: oneOrMore(ACTIONS),
      resources: oneOrMore(RESOURCES),
      notAction: fc.boolean(),
      notResource: fc.boolean(),
      condition: fc.constantFrom(...CONDITIONS),
    })
    .map(({ effect, sid, principal, actions, resources, notAction, notResource, condition }) => ({
      Sid: sid,
      Effect: effect,
      ...(ofResource ? { Principal: principal } : {}),
      [notAction && effect === "Deny" ? "NotAction" : "Action"]: actions,
      [notResource && effect === "Deny" ? "NotResource" : "Resource"]: resources,
      Condition: condition,
    }));

const policyText = (ofResource: boolean): fc.Arbitrary<string> =>
  fc
    .record({
      statements: fc.oneof(fc.array(statement(ofResource), { minLength: 1, maxLength: 4 }), statement(ofResource)),
      indent: fc.constantFrom(undefined, 2, 4, "\t"),
      newline: fc.constantFrom("\n", "\r\n"),
    })
    .map(({ statements, indent, newline }) =>
      JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, indent).replaceAll("\n", newline),
    );

const CLAUSES = [
  "because no identity-based policy allows the s3:GetObject action",
  "because no resource-based policy allows the s3:GetObject action",
  "because no permissions boundary allows the s3:GetObject action",
  "because no service control policy allows the s3:GetObject action",
  "with an explicit deny in an identity-based policy",
  "with an explicit deny in a resource-based policy",
  "with an explicit deny in a service control policy",
  "with an explicit deny in a permissions boundary",
  "",
];

const { config } = readWorkspaceConfig(
  "iam-verdict.json",
  JSON.stringify({
    policies: [
      { files: "identity.json", kind: "identity", attachedTo: [CALLER] },
      { files: "boundary.json", kind: "boundary", attachedTo: [CALLER] },
      { files: "scp.json", kind: "scp", targets: ["111122223333"] },
      { files: "bucket.json", kind: "resource", resource: BUCKET, account: "777788889999" },
    ],
  }),
);

describe("every fix that is offered", () => {
  const catalog = miniCatalog();

  test("settles the denial by the files, keeps them readable and adds no wildcard", () => {
    let offered = 0;
    const property = fc.property(
      fc.record({
        identity: policyText(false),
        boundary: policyText(false),
        scp: policyText(false),
        bucket: policyText(true),
        clause: fc.constantFrom(...CLAUSES),
        region: fc.constantFrom(undefined, "us-east-1"),
      }),
      ({ clause, region, ...texts }) => {
        const files = Object.entries(texts).map(([name, text]) => ({ path: `${name}.json`, text }));
        const message = `User: ${CALLER} is not authorized to perform: s3:GetObject on resource: "${BUCKET}/a" ${clause}`;
        const facts = new Map(region === undefined ? [] : [["aws:RequestedRegion", region]]);
        const trial = { message, files, config, facts, catalog };
        const explanation = explainDenial({ ...trial, workspace: readWorkspace(files, config) });
        for (const fix of explanation.fixes) {
          offered++;
          for (const { text } of edited(files, fix)) assert.doesNotThrow(() => void JSON.parse(text));
          assertWrittenAsMeant(fix, files);
          assertSettles(explanation, fix, trial);
        }
      },
    );
    searchUntilMet({ usual: 200, least: 50, met: () => ({ offered }) }, (from) => {
      fc.assert(property, from);
    });
  });
});
