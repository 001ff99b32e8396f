/**
 * Examples that pages of the IAM User Guide work through, in our own names: what the page says comes out, comes out.
 * One row a sentence of the page; every row of a page asks about the same policies.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type PolicySet } from "../../server/src/evaluation/policy-set.ts";
import {
  ALLOW_ALL,
  ALLOW_OTHER,
  conditionResult,
  decisionOf,
  named,
  OTHER_ACCOUNT,
  policyOfJson,
  type RequestFacts,
  ROLE,
  ROOT,
  SESSION,
  USER,
} from "../support/evaluation.ts";

interface Example {
  readonly page: string;
  readonly about: string;
  readonly policies: Partial<PolicySet>;
  readonly rows: readonly (readonly [asked: string, facts: RequestFacts, decision: string])[];
}

const bucket = (name: string): readonly string[] => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`];

const EXAMPLES: readonly Example[] = [
  {
    page: "Policy evaluation for requests within a single account",
    about: "a user with a bucket of its own, kept from all buckets with logs",
    policies: {
      identity: [
        named(
          { Effect: "Allow", Action: ["s3:GetBucketLocation", "s3:ListAllMyBuckets"], Resource: "arn:aws:s3:::*" },
          { Effect: "Allow", Action: "s3:*", Resource: bucket("ann") },
          { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::*log*" },
        ),
      ],
      resource: named({ Effect: "Allow", Principal: { AWS: USER }, Action: "s3:*", Resource: bucket("ann") }),
    },
    rows: [
      ["saves into logs", { action: "s3:PutObject", resource: "arn:aws:s3:::ann-logs/x" }, "ExplicitlyDenied"],
      ["saves into its own", { action: "s3:PutObject", resource: "arn:aws:s3:::ann/x" }, "Allowed"],
      ["saves elsewhere", { action: "s3:PutObject", resource: "arn:aws:s3:::bob/x" }, "ImplicitlyDenied"],
    ],
  },
  {
    page: "The difference between explicit and implicit denies",
    about: "reading IAM except reports",
    policies: {
      identity: [
        named(
          { Effect: "Allow", Action: ["iam:Get*", "iam:List*"], Resource: "*" },
          { Effect: "Deny", Action: "iam:*Report", Resource: "*" },
        ),
        named({ Effect: "Allow", Action: "iam:GenerateCredentialReport", Resource: "*" }),
      ],
    },
    rows: [
      ["reads a user", { action: "iam:GetUser", resource: USER }, "Allowed"],
      ["creates a policy", { action: "iam:CreatePolicy", resource: "*" }, "ImplicitlyDenied"],
      ["reads a report", { action: "iam:GetOrganizationsAccessReport", resource: "*" }, "ExplicitlyDenied"],
      [
        "asks for a report allowed elsewhere",
        { action: "iam:GenerateCredentialReport", resource: "*" },
        "ExplicitlyDenied",
      ],
    ],
  },
  {
    page: "Cross-account policy evaluation logic",
    about: "a bucket of another account that lets a user read and write objects",
    policies: {
      identity: [
        named(
          { Effect: "Allow", Action: "s3:*Object*", Resource: "arn:aws:s3:::prod/*" },
          { Effect: "Deny", Action: "s3:*", Resource: ["arn:aws:s3:::*log*", "arn:aws:s3:::*log*/*"] },
        ),
      ],
      resource: named({
        Effect: "Allow",
        Principal: { AWS: USER },
        Action: ["s3:GetObject*", "s3:PutObject*", "s3:ReplicateObject"],
        Resource: "arn:aws:s3:::prod/*",
      }),
    },
    rows: [
      [
        "saves into logs",
        { action: "s3:PutObject", resource: "arn:aws:s3:::prod-logs/x", owner: OTHER_ACCOUNT },
        "ExplicitlyDenied",
      ],
      ["saves", { action: "s3:PutObject", resource: "arn:aws:s3:::prod/x", owner: OTHER_ACCOUNT }, "Allowed"],
      [
        "deletes, which the other account does not allow",
        { action: "s3:DeleteObject", resource: "arn:aws:s3:::prod/x", owner: OTHER_ACCOUNT },
        "ImplicitlyDenied",
      ],
      [
        "reads the bucket's policy, which neither allows",
        { action: "s3:GetBucketPolicy", resource: "arn:aws:s3:::prod", owner: OTHER_ACCOUNT },
        "ImplicitlyDenied",
      ],
    ],
  },
  {
    page: "Permissions boundaries for IAM entities",
    about: "a boundary of three services around a policy for a fourth",
    policies: {
      identity: [named({ Effect: "Allow", Action: "iam:CreateUser", Resource: "*" })],
      boundary: [named({ Effect: "Allow", Action: ["s3:*", "cloudwatch:*", "ec2:*"], Resource: "*" })],
    },
    rows: [
      ["creates a user", { action: "iam:CreateUser", resource: USER }, "ImplicitlyDenied"],
      ["reads an object", { action: "s3:GetObject" }, "ImplicitlyDenied"],
    ],
  },
  {
    page: "AWS JSON policy elements: NotPrincipal",
    about: "a Deny for all but a session, its role and its account",
    policies: {
      identity: [named(ALLOW_ALL)],
      resource: named({ Effect: "Deny", NotPrincipal: { AWS: [SESSION, ROLE, ROOT] }, Action: "s3:*", Resource: "*" }),
    },
    rows: [
      ["that session", { principal: SESSION }, "Allowed"],
      ["a user", { principal: "arn:aws:iam::222222222222:user/bob" }, "ExplicitlyDenied"],
    ],
  },
  {
    page: "AWS JSON policy elements: Principal",
    about: "everyone whose role has an ARN, against boundary and session policy",
    policies: {
      identity: [],
      boundary: [named(ALLOW_OTHER)],
      session: [named(ALLOW_OTHER)],
      resource: named({
        ...ALLOW_ALL,
        Principal: "*",
        Condition: { ArnEquals: { "aws:PrincipalArn": ROLE } },
      }),
    },
    rows: [
      ["a session of the role", { principal: SESSION, context: { "aws:PrincipalArn": ROLE } }, "Allowed"],
      ["another session", { principal: SESSION, context: { "aws:PrincipalArn": `${ROLE}2` } }, "ImplicitlyDenied"],
    ],
  },
  {
    page: "IAM JSON policy elements: Condition operators",
    about: "a home directory, listed by a prefix that may be empty",
    policies: {
      identity: [
        named(
          {
            Effect: "Allow",
            Action: "s3:ListBucket",
            Resource: "arn:aws:s3:::b",
            Condition: { StringLike: { "s3:prefix": ["", "home/", "home/${aws:username}/"] } },
          },
          {
            Effect: "Allow",
            Action: "s3:*",
            Resource: ["arn:aws:s3:::b/home/${aws:username}", "arn:aws:s3:::b/home/${aws:username}/*"],
          },
        ),
      ],
    },
    rows: (
      [
        ["s3:ListBucket", "arn:aws:s3:::b", "", "Allowed"],
        ["s3:ListBucket", "arn:aws:s3:::b", "home/ann/", "Allowed"],
        ["s3:ListBucket", "arn:aws:s3:::b", "home/bob/", "ImplicitlyDenied"],
        ["s3:PutObject", "arn:aws:s3:::b/home/ann/x", undefined, "Allowed"],
        ["s3:PutObject", "arn:aws:s3:::b/home/bob/x", undefined, "ImplicitlyDenied"],
      ] as const
    ).map(([action, resource, prefix, decision]) => [
      `${action} on ${resource} with prefix ${prefix ?? "none"}`,
      {
        action,
        resource,
        context: { "aws:username": "ann", ...(prefix === undefined ? {} : { "s3:prefix": prefix }) },
      },
      decision,
    ]),
  },
  {
    page: "IAM policy elements: Variables and tags",
    about: "queues that bear the user's name",
    policies: {
      identity: [
        named({ Effect: "Allow", Action: "sqs:*", Resource: "arn:aws:sqs:us-east-2:*:${aws:username}-queue" }),
      ],
    },
    rows: [
      [
        "its own",
        {
          action: "sqs:SendMessage",
          resource: "arn:aws:sqs:us-east-2:111111111111:ann-queue",
          context: { "AWS:UserName": "ann" },
        },
        "Allowed",
      ],
      [
        "of another Region",
        {
          action: "sqs:SendMessage",
          resource: "arn:aws:sqs:us-east-1:111111111111:ann-queue",
          context: { "aws:username": "ann" },
        },
        "ImplicitlyDenied",
      ],
      [
        "by a session, which has no user name",
        { action: "sqs:SendMessage", resource: "arn:aws:sqs:us-east-2:111111111111:ann-queue", principal: SESSION },
        "ImplicitlyDenied",
      ],
    ],
  },
];

for (const { page, about, policies, rows } of EXAMPLES) {
  describe(`${page}: ${about}`, () => {
    for (const [asked, facts, decision] of rows) {
      test(`${asked}: ${decision}`, () => assert.equal(decisionOf(facts, policies).decision, decision));
    }
  });
}

describe("IAM JSON policy elements: Resource: a * in the middle", () => {
  const policy = policyOfJson({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*/test/*" },
  });
  const decide = (key: string): string =>
    decisionOf({ resource: `arn:aws:s3:::b/${key}` }, { identity: [{ name: "p", policy }] }).decision;

  for (const key of ["1/test/o", "1/2/test/3/o", "1///test///o", "1/test/.jpg", "/test/o", "1/test/"]) {
    test(`takes in ${key}`, () => assert.equal(decide(key), "Allowed"));
  }
  for (const key of ["1-test/o", "test/o", "1/2/test.jpg"]) {
    test(`leaves out ${key}`, () => assert.equal(decide(key), "ImplicitlyDenied"));
  }
});

const ATTRIBUTES = (operator: string, ...wanted: string[]): object => ({
  [operator]: { "dynamodb:Attributes": wanted },
});
const TAGGED = {
  StringEqualsIgnoreCase: {
    "aws:PrincipalTag/department": ["finance", "hr", "legal"],
    "aws:PrincipalTag/role": ["audit", "security"],
  },
  StringEquals: { "aws:PrincipalAccount": "111111111111" },
};
const MEMBER = {
  "aws:PrincipalTag/department": "HR",
  "aws:PrincipalTag/role": "audit",
  "aws:PrincipalAccount": "111111111111",
};

describe("conditions of the pages", () => {
  type Context = Readonly<Record<string, string | readonly string[]>>;
  for (const [page, condition, context, holds] of [
    ["Conditions with multiple context keys or values: all keys, any value", TAGGED, MEMBER, true],
    ["…: one key fails", TAGGED, { ...MEMBER, "aws:PrincipalTag/role": "sales" }, false],
    ["…: one operator fails", TAGGED, { ...MEMBER, "aws:PrincipalAccount": "222222222222" }, false],
    ["…: none of the values of a negated operator", { StringNotEquals: { k: ["a", "b"] } }, { k: "b" }, false],
    ["…: none of them, indeed", { StringNotEquals: { k: ["a", "b"] } }, { k: "c" }, true],
    [
      "Set operators: all requested attributes are listed",
      ATTRIBUTES("ForAllValues:StringEquals", "ID", "Message", "Tags"),
      { "dynamodb:Attributes": ["ID", "Message", "Tags"] },
      true,
    ],
    [
      "…: one is not",
      ATTRIBUTES("ForAllValues:StringEquals", "PostDateTime", "Message", "Tags"),
      { "dynamodb:Attributes": ["PostDateTime", "UserName"] },
      false,
    ],
    [
      "…: one of those forbidden",
      ATTRIBUTES("ForAnyValue:StringEquals", "ID", "PostDateTime"),
      { "dynamodb:Attributes": ["UserName", "Message", "PostDateTime"] },
      true,
    ],
    [
      "…: none of those forbidden",
      ATTRIBUTES("ForAnyValue:StringEquals", "ID"),
      { "dynamodb:Attributes": ["UserName"] },
      false,
    ],
    ["…: no attribute, for all", ATTRIBUTES("ForAllValues:StringEquals", "ID"), {}, true],
    ["…: no attribute, for any", ATTRIBUTES("ForAnyValue:StringEquals", "ID"), {}, false],
    [
      "…: no attribute, but one required",
      { ...ATTRIBUTES("ForAllValues:StringEquals", "ID"), Null: { "dynamodb:Attributes": "false" } },
      {},
      false,
    ],
    [
      "Condition operators, ARN: a * stays between its colons",
      { ArnLike: { k: "arn:aws:someservice:*:111122223333:finance/*" } },
      { k: "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt" },
      false,
    ],
    [
      "…, String: it does not",
      { StringLike: { k: "arn:aws:someservice:*:111122223333:finance/*" } },
      { k: "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt" },
      true,
    ],
    [
      "…, IP address: both families",
      { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:DB8:1234:5678::/64"] } },
      { "aws:SourceIp": "2001:db8:1234:5678:9::1" },
      true,
    ],
    ["…, IP address: no key through an endpoint", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, {}, false],
    [
      "…, IfExists: an image has no instance type",
      { StringLikeIfExists: { "ec2:InstanceType": ["t1.*", "t2.*"] } },
      {},
      true,
    ],
    ["…, without IfExists it fails", { StringLike: { "ec2:InstanceType": ["t1.*", "t2.*"] } }, {}, false],
    [
      "…, IfExists: a type that is not listed",
      { StringLikeIfExists: { "ec2:InstanceType": ["t1.*", "t2.*"] } },
      { "ec2:InstanceType": "m5.large" },
      false,
    ],
    ["…, IfExists: negated, without the tag", { StringNotEqualsIfExists: { "aws:RequestTag/t": "x" } }, {}, true],
    ["…, Null: no temporary credentials", { Null: { "aws:TokenIssueTime": "true" } }, {}, true],
    [
      "…, Null: temporary ones",
      { Null: { "aws:TokenIssueTime": "true" } },
      { "aws:TokenIssueTime": "2020-01-01T00:00:01Z" },
      false,
    ],
    [
      "…, Date: issued in time",
      { DateGreaterThan: { "aws:TokenIssueTime": "2020-01-01T00:00:01Z" } },
      { "aws:TokenIssueTime": "2020-01-01T00:00:02Z" },
      true,
    ],
    [
      "…, Date: no temporary credentials",
      { DateGreaterThan: { "aws:TokenIssueTime": "2020-01-01T00:00:01Z" } },
      {},
      false,
    ],
    ["…, Numeric: up to ten", { NumericLessThanEquals: { "s3:max-keys": "10" } }, { "s3:max-keys": "10" }, true],
    // The page's own `key` stands for a name to be filled in.
    [
      "…, Binary",
      { BinaryEquals: { "acme:seal": "QmluYXJ5VmFsdWVJbkJhc2U2NA==" } },
      { "acme:seal": "QmluYXJ5VmFsdWVJbkJhc2U2NA==" },
      true,
    ],
  ] as readonly (readonly [string, object, Context, boolean])[]) {
    test(`${page}: ${holds}`, () => assert.equal(conditionResult(condition, { context }), holds));
  }
});
