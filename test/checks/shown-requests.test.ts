/** The request beside a finding does what the finding says: the engine decides it over the whole policy. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type ReportedFinding } from "../../server/src/checks/check.ts";
import { contextOf } from "../../server/src/evaluation/request.ts";
import { traceStatements } from "../../server/src/evaluation/evaluate.ts";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import { slotOfKind } from "../../server/src/policy/slots.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn, subjectOf } from "../support/annotated.ts";

interface Shown {
  readonly code: string;
  readonly kind: PolicyKind;
  readonly statement: Readonly<Record<string, unknown>>;
  /** What becomes of the request. */
  readonly outcome: "allowed" | "denied" | "not denied";
  /** What it has or lacks, as the finding says. */
  readonly asked: Readonly<Record<string, string | null>>;
}

const BUCKET = ["arn:aws:s3:::example-bucket", "arn:aws:s3:::example-bucket/*"];
const OBJECTS = "arn:aws:s3:::example-bucket/*";
const GITHUB = "token.actions.githubusercontent.com";

const SHOWN: readonly Shown[] = [
  {
    code: "also-when-absent",
    kind: "identity",
    statement: allow("s3:GetObject", OBJECTS, { StringNotEquals: { "aws:SourceVpce": "vpce-0123456789abcdef0" } }),
    outcome: "allowed",
    asked: { "aws:SourceVpce": null },
  },
  {
    code: "set-operator-on-single-value",
    kind: "identity",
    statement: allow("s3:GetObject", OBJECTS, {
      "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
    }),
    outcome: "allowed",
    asked: { "aws:PrincipalOrgID": null },
  },
  {
    code: "always-holds",
    kind: "identity",
    statement: deny("ec2:StopInstances", "*", { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } }),
    outcome: "denied",
    asked: {},
  },
  {
    code: "private-source-ip",
    kind: "identity",
    statement: deny("*", "*", { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } }),
    outcome: "denied",
    asked: { "aws:SourceIp": "203.0.113.7" },
  },
  {
    code: "mfa-condition",
    kind: "identity",
    statement: deny("ec2:StopInstances", "*", { Bool: { "aws:MultiFactorAuthPresent": "false" } }),
    outcome: "not denied",
    asked: { "aws:MultiFactorAuthPresent": null },
  },
  {
    code: "mfa-condition",
    kind: "identity",
    statement: allow("ec2:StopInstances", "*", { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } }),
    outcome: "allowed",
    asked: { "aws:MultiFactorAuthPresent": null },
  },
  {
    code: "denies-other-callers",
    kind: "rcp",
    statement: {
      ...deny("s3:*", "*", { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }),
      Principal: "*",
    },
    outcome: "denied",
    asked: { "aws:PrincipalOrgID": null, "aws:PrincipalIsAWSService": "true" },
  },
  {
    code: "denies-only-together",
    kind: "scp",
    statement: deny("ec2:RunInstances", "arn:aws:ec2:*:*:instance/*", {
      Null: { "aws:RequestTag/team": "true", "aws:RequestTag/stage": "true" },
    }),
    outcome: "not denied",
    asked: { "aws:RequestTag/stage": null },
  },
  {
    code: "denies-only-together",
    kind: "resource",
    statement: {
      ...deny("s3:PutObject", OBJECTS, {
        StringNotEquals: {
          "s3:x-amz-server-side-encryption": "aws:kms",
          "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:111122223333:key/1",
        },
      }),
      Principal: "*",
    },
    outcome: "not denied",
    asked: { "s3:x-amz-server-side-encryption": "aws:kms" },
  },
  {
    code: "denies-only-together",
    kind: "resource",
    statement: {
      ...deny("s3:*", BUCKET, {
        Bool: { "aws:SecureTransport": "false" },
        NumericLessThan: { "s3:TlsVersion": "1.2" },
      }),
      Principal: "*",
    },
    outcome: "not denied",
    asked: { "aws:SecureTransport": "true" },
  },
  {
    code: "avoidable-prefix",
    kind: "identity",
    statement: deny("s3:ListBucket", BUCKET[0], { StringLike: { "s3:prefix": "secret/*" } }),
    outcome: "not denied",
    asked: { "s3:prefix": "secret" },
  },
  {
    code: "avoidable-prefix",
    kind: "identity",
    statement: allow("s3:ListBucket", BUCKET[0], { StringNotLike: { "s3:prefix": "secret/*" } }),
    outcome: "allowed",
    asked: { "s3:prefix": "secret" },
  },
  {
    code: "attributes-without-select",
    kind: "identity",
    statement: allow("dynamodb:Query", "arn:aws:dynamodb:eu-west-1:111122223333:table/orders", {
      "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id"] },
    }),
    outcome: "allowed",
    asked: { "dynamodb:Attributes": null, "dynamodb:Select": "ALL_ATTRIBUTES" },
  },
  {
    code: "string-operator-on-arn",
    kind: "resource",
    statement: {
      ...allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs", {
        StringLike: { "aws:SourceArn": "arn:aws:sns:*:111122223333:alerts" },
      }),
      Principal: { Service: "sns.amazonaws.com" },
    },
    outcome: "allowed",
    asked: {},
  },
  {
    code: "passes-any-role",
    kind: "identity",
    statement: allow("iam:PassRole", "*"),
    outcome: "allowed",
    asked: { "iam:PassedToService": "ec2.amazonaws.com" },
  },
  {
    code: "privilege-escalation",
    kind: "identity",
    statement: allow("iam:PutUserPolicy", "*"),
    outcome: "allowed",
    asked: {},
  },
  {
    code: "not-resource-with-allow",
    kind: "identity",
    statement: { Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::example-bucket" },
    outcome: "allowed",
    asked: {},
  },
  {
    code: "open-to-everyone",
    kind: "resource",
    statement: { ...allow("s3:PutObject", OBJECTS), Principal: "*" },
    outcome: "allowed",
    asked: {},
  },
  {
    code: "service-without-source",
    kind: "resource",
    statement: {
      ...allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs"),
      Principal: { Service: "sns.amazonaws.com" },
    },
    outcome: "allowed",
    asked: {},
  },
  {
    code: "github-subject",
    kind: "trust",
    statement: trust(GITHUB, { StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } }),
    outcome: "allowed",
    asked: { [`${GITHUB}:sub`]: "repo:another-org/another-repo:ref:refs/heads/main" },
  },
  {
    code: "github-subject",
    kind: "trust",
    statement: trust(GITHUB, {
      StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" },
      StringLike: { [`${GITHUB}:sub`]: "repo:my-org*" },
    }),
    outcome: "allowed",
    asked: { [`${GITHUB}:sub`]: "repo:my-organother" },
  },
  {
    code: "token-without-subject",
    kind: "trust",
    statement: trust("gitlab.com", { StringEquals: { "gitlab.com:aud": "https://gitlab.com" } }),
    outcome: "allowed",
    asked: { "gitlab.com:aud": "https://gitlab.com" },
  },
];

describe("the request beside a finding", () => {
  for (const { code, kind, statement, outcome, asked } of SHOWN) {
    test(`${code}: it is ${outcome}`, () => {
      const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      const reading = { kind, catalog: realCatalog() };
      const witness = findingsIn(text, reading).find((one) => one.code === code)?.witness;
      assert.ok(witness, "there is one");
      assert.equal(outcomeOf(witness, text, kind), outcome);
      assert.equal(witness.matches, outcome !== "not denied");
      const context = new Map(witness.context);
      for (const [key, held] of Object.entries(asked)) {
        assert.deepEqual(context.get(key) ?? null, held, key);
        assert.equal(witness.absent.includes(key), held === null, key);
      }
    });
  }
});

test("a request is about something in the Region in which it is made, where any will do", () => {
  const made = (condition: object): unknown => {
    const queues = "arn:aws:sqs:*:111122223333:jobs";
    const statement = allow("sqs:SendMessage", queues, {
      StringNotEquals: { "aws:SourceVpce": "vpce-0123456789abcdef0" },
      ...condition,
    });
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const [found] = findingsIn(text, { kind: "identity", catalog: realCatalog() }).flatMap(
      ({ witness }) => witness?.resource ?? [],
    );
    return found;
  };
  assert.equal(made({}), "arn:aws:sqs:us-east-1:111122223333:jobs");
  const inRegion = { StringEquals: { "aws:RequestedRegion": "eu-central-1" } };
  assert.equal(made(inRegion), "arn:aws:sqs:eu-central-1:111122223333:jobs");
});

test("a statement of which something is filled in elsewhere shows no request", () => {
  const statement = allow("${actions}", OBJECTS, { StringNotEquals: { "aws:SourceVpce": "${endpoint}" } });
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const findings = findingsIn(text, { kind: "identity", catalog: realCatalog() });
  assert.deepEqual(
    findings.filter(({ witness }) => witness !== undefined),
    [],
  );
});

function allow(action: string, resource: unknown, condition?: object): Readonly<Record<string, unknown>> {
  return { Effect: "Allow", Action: action, Resource: resource, ...(condition && { Condition: condition }) };
}

function deny(action: string, resource: unknown, condition: object): Readonly<Record<string, unknown>> {
  return { Effect: "Deny", Action: action, Resource: resource, Condition: condition };
}

function trust(host: string, condition: object): Readonly<Record<string, unknown>> {
  return {
    ...{ Effect: "Allow", Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${host}` } },
    ...{ Action: "sts:AssumeRoleWithWebIdentity", Condition: condition },
  };
}

/** By every statement of the policy. */
function outcomeOf(
  { principal, action, resource, context }: NonNullable<ReportedFinding["witness"]>,
  text: string,
  kind: PolicyKind,
): string {
  const { policy } = subjectOf(text, { kind });
  const request = {
    principal: principal ?? "arn:aws:iam::111122223333:user/somebody",
    action,
    resource: { arn: resource, accountId: undefined },
    context: contextOf(new Map(context), { unlisted: "absent" }),
  };
  const named = { name: "", policy };
  const level = [{ orgIdentifier: "r-ab12", policies: [named] }];
  const slot = slotOfKind(kind);
  const set = {
    identity: slot === "identity" ? [named] : [],
    ...(slot === "resource" && { resource: named }),
    ...(slot === "scp" && { scps: level }),
    ...(slot === "rcp" && { rcps: level }),
  };
  const traces = traceStatements(request, set);
  const of = (effect: string): readonly string[] =>
    traces.filter((one) => one.effect === effect).map(({ matches }) => matches);
  if (of("Deny").includes("yes")) return "denied";
  if (of("Deny").includes("unknown") || of("Allow").includes("unknown")) return "open";
  if (of("Allow").includes("yes")) return "allowed";
  return of("Deny").length > 0 ? "not denied" : "not allowed";
}
