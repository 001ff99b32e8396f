/** Keys that hold the same of a request: each beside a twin that a request meets. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { proveRow } from "../../server/src/service/prove.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { conditionNeverHolds } from "../../server/src/checks/rules/condition-never-holds.ts";
import { findingsIn } from "../support/annotated.ts";

type Conditions = Readonly<Record<string, unknown>>;

function verdictOn(action: string, condition: Conditions): string {
  const statement = { Effect: "Allow", Action: action, Resource: "*", Condition: condition };
  const { proof } = proveRow({ statement, kind: "identity" }, realCatalog, new Map());
  return proof.verdict === "never" ? proof.reason.code : proof.verdict;
}

const TAGS: readonly (readonly [action: string, condition: Conditions, verdict: string])[] = [
  [
    "ec2:StopInstances",
    { StringEquals: { "aws:ResourceTag/env": "prod", "ec2:ResourceTag/env": "dev" } },
    "keys-exclude-each-other",
  ],
  [
    "ec2:StopInstances",
    { StringEquals: { "aws:ResourceTag/env": "prod", "ec2:ResourceTag/env": ["dev", "prod"] } },
    "satisfiable",
  ],
  [
    "ec2:StopInstances",
    { StringEquals: { "aws:ResourceTag/env": "prod" }, StringEqualsIfExists: { "ec2:ResourceTag/env": "dev" } },
    "satisfiable",
  ],
  // An instance may have both tags, and which of them a key then holds is not known.
  ["ec2:StopInstances", { StringEquals: { "aws:ResourceTag/env": "prod", "ec2:ResourceTag/Env": "dev" } }, "unknown"],
  [
    "ec2:StopInstances",
    { StringEquals: { "aws:ResourceTag/env": "prod", "ec2:ResourceTag/team": "dev" } },
    "satisfiable",
  ],
  [
    "iam:CreateAccessKey",
    { StringLike: { "iam:ResourceTag/env": "prod-*" }, StringEquals: { "aws:ResourceTag/env": "dev" } },
    "keys-exclude-each-other",
  ],
  // What the key of another service is about is not known.
  ["ssm:SendCommand", { StringEquals: { "aws:ResourceTag/env": "prod", "ec2:ResourceTag/env": "dev" } }, "unknown"],
];

test("a service's own key of a tag holds what the global one holds", () => {
  for (const [action, condition, verdict] of TAGS) {
    assert.equal(verdictOn(action, condition), verdict, JSON.stringify(condition));
  }
});

test("a request that is shown has one time in both keys", () => {
  const statement = {
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: "*",
    Condition: {
      DateGreaterThan: { "aws:CurrentTime": "2027-06-01T00:00:00Z" },
      NumericLessThan: { "aws:EpochTime": "1811894401" },
    },
  };
  const { proof } = proveRow({ statement, kind: "identity" }, realCatalog, new Map());
  assert.ok(proof.verdict === "satisfiable");
  const { context } = proof.witness;
  const time = Date.parse(String(context.get("aws:CurrentTime")));
  assert.equal(time / 1000, Number(context.get("aws:EpochTime")));
});

test("a Deny of sessions that were revoked long ago is a hint, an Allow for them a warning", () => {
  const severities = ["Allow", "Deny"].map((Effect) => {
    const statement = {
      ...{ Effect, Action: "s3:GetObject", Resource: "*" },
      Condition: { DateLessThan: { "aws:TokenIssueTime": "2020-01-01T00:00:00Z" } },
    };
    const text = JSON.stringify({ Version: "2012-10-17", Statement: statement });
    return findingsIn(text, { kind: "identity", checks: [conditionNeverHolds] }).map(({ severity }) => severity);
  });
  assert.deepEqual(severities, [["warning"], ["hint"]]);
});
