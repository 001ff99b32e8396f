/** Why a statement never matches, or an entry contributes nothing: each cause once, in the words that are shown. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { KEY_OCCASIONS } from "../../server/src/catalog/catalog.ts";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import { NEVER_CODES, type NeverCode, type StatementProof } from "../../server/src/proof/proof.ts";
import { deadInWords } from "../../server/src/wording/dead-entry.ts";
import { documentedFacts } from "../../server/src/wording/key-fact.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { neverInWords } from "../../server/src/wording/never.ts";
import { policyOfJson } from "../support/evaluation.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { type Json, proofIn, type ProofSetting } from "../support/proof.ts";

const catalog = miniCatalog();
const DATA = "(AWS data of 2026-01-31)";
const OBJECTS: Json = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::alpha/*" };
const QUEUES = ["arn:aws:sqs:us-east-1:111111111111:q", "arn:aws:sqs:us-east-1:222222222222:q"];
const on = (condition: Json): Json => ({ Condition: condition });

interface Said {
  readonly proof: StatementProof;
  /** Of the statement, or of each of its dead entries. */
  readonly messages: readonly string[];
}

function said(own: Json, setting: ProofSetting = {}): Said {
  const written = Object.entries({ ...OBJECTS, ...own }).filter(([, value]) => value !== undefined);
  const policy = policyOfJson({ Version: "2012-10-17", Statement: Object.fromEntries(written) });
  const statement = policy.statements[0]!;
  const proof = proofIn(policy, { catalog, ...setting });
  const phrases =
    proof.verdict === "never"
      ? [neverInWords(proof.reason, statement, catalog)]
      : proof.dead.map((dead) => deadInWords(dead, statement, catalog));
  return { proof, messages: phrases.map(phraseToMessage) };
}

interface Never {
  readonly own: Json;
  readonly kind?: "resource";
  readonly names?: "strict";
  readonly message: string;
}

const NEVER: Readonly<Record<NeverCode, readonly Never[]>> = {
  "action-matches-nothing": [
    {
      own: { Action: "s3:" },
      message: "This Allow never allows: 'Action' matches no action. Correct the entries of 'Action'.",
    },
    {
      own: { Action: undefined, NotAction: "*" },
      message: "This Allow never allows: 'NotAction' excludes every action. Name fewer actions in 'NotAction'.",
    },
  ],
  "unknown-action": [
    {
      own: { Action: "s3:GetObjct" },
      names: "strict",
      message: `This Allow never allows: 'Action' matches no known action. Correct the entries of 'Action'. ${DATA}`,
    },
  ],
  "resource-matches-nothing": [
    {
      own: { Resource: "arn:aws:${aws:username}:::alpha" },
      message:
        "This Allow never allows: no resource has an ARN that 'Resource' matches. Correct the entries of 'Resource'.",
    },
    {
      own: { Resource: [] },
      message:
        "This Allow never allows: no resource has an ARN that 'Resource' matches. Name at least one in 'Resource'.",
    },
    {
      own: { Resource: undefined, NotResource: "*" },
      message: "This Allow never allows: 'NotResource' excludes every resource. Name fewer resources in 'NotResource'.",
    },
  ],
  "resource-not-of-action": [
    {
      own: { Effect: "Deny", Resource: "arn:aws:s3:::alpha" },
      message: `This Deny never denies: 's3:GetObject' acts on an S3 object, not on 'arn:aws:s3:::alpha'. Name an S3 object in 'Resource'. ${DATA}`,
    },
    {
      own: { Resource: QUEUES[0] },
      message: `This Allow never allows: 's3:GetObject' does not act on '${QUEUES[0]}'. Name a resource in 'Resource' that it acts on. ${DATA}`,
    },
    {
      own: { Resource: QUEUES },
      message: `This Allow never allows: its actions do not act on the resources that it names. Name a resource in 'Resource' that it acts on. ${DATA}`,
    },
  ],
  "principal-matches-nothing": [
    {
      own: { Principal: { AWS: [] } },
      kind: "resource",
      message:
        "This Allow never allows: its principals include nobody who can make a request. Name a principal that can make requests.",
    },
  ],
  "condition-never-holds": [
    {
      own: on({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }),
      message: `This Allow never allows: no request meets its condition on 'aws:SourceIp'. AWS's APIs see a public IP address in 'aws:SourceIp'. For requests through a VPC endpoint, use 'aws:VpcSourceIp'. Change or remove the condition. ${DATA}`,
    },
    {
      own: on({ DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } }),
      message: `This Allow never allows: the time that its condition on 'aws:CurrentTime' asks for is over. Set a later time, or remove the statement. ${DATA}`,
    },
    {
      own: on({
        DateGreaterThan: { "aws:CurrentTime": "2019-01-01T00:00:00Z" },
        DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" },
      }),
      message: `This Allow never allows: the time that its condition on 'aws:CurrentTime' asks for is over. Set a later time, or remove the statement. ${DATA}`,
    },
  ],
  "conditions-contradict": [
    {
      own: on({ StringEquals: { "s3:TlsVersion": "1" }, StringNotEquals: { "s3:TlsVersion": "1" } }),
      message:
        "This Allow never allows: its conditions on 's3:TlsVersion' contradict each other. Change or remove one of them.",
    },
  ],
  "keys-exclude-each-other": [
    {
      own: {
        Action: "ec2:RunInstances",
        Resource: "*",
        ...on({
          "ForAllValues:StringEquals": { "aws:TagKeys": ["Owner"] },
          StringLike: { "aws:RequestTag/CostCenter": "*" },
        }),
      },
      message: `This Allow never allows: no request meets both conditions. A request with 'aws:RequestTag/CostCenter' has 'CostCenter' in 'aws:TagKeys'. Change or remove one of them. ${DATA}`,
    },
    {
      own: on({
        "ForAllValues:StringEquals": { "aws:CalledVia": ["athena.amazonaws.com"] },
        StringEquals: { "aws:CalledViaFirst": "glue.amazonaws.com" },
      }),
      message: `This Allow never allows: no request meets both conditions. The service in 'aws:CalledViaFirst' is always one of those in 'aws:CalledVia'. Change or remove one of them. ${DATA}`,
    },
    {
      own: on({
        IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
        StringEquals: { "aws:SourceVpce": "vpce-0123456789abcdef0" },
      }),
      message: `This Allow never allows: a request has 'aws:SourceIp' only if it does not come through a VPC endpoint, and 'aws:SourceVpce' only if it does. Remove one, or write a statement for each if either is enough. ${DATA}`,
    },
    {
      own: on({
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/build" },
        StringEquals: { "aws:PrincipalAccount": "111111111111" },
      }),
      message: `This Allow never allows: no request meets both conditions. 'aws:PrincipalAccount' is always the account in 'aws:PrincipalArn'. Change or remove one of them. ${DATA}`,
    },
  ],
  "key-not-in-request": [
    {
      own: { Action: ["s3:GetObject", "s3:DeleteObject"], ...on({ StringEquals: { "s3:prefix": "home/" } }) },
      message: `This Allow never allows: requests for 's3:GetObject' and 's3:DeleteObject' do not carry 's3:prefix'. Use a key that they carry, or remove the condition. ${DATA}`,
    },
    {
      own: {
        Action: undefined,
        NotAction: ["s3:*", "sts:*", "iam:PassRole"],
        ...on({ StringEquals: { "s3:prefix": "home/" } }),
      },
      message: `This Allow never allows: requests for its actions do not carry 's3:prefix'. Use a key that they carry, or remove the condition. ${DATA}`,
    },
    {
      own: {
        Action: ["s3:ListBucket", "s3:PutObject"],
        Resource: "*",
        ...on({ StringEquals: { "s3:prefix": "home/", "s3:x-amz-acl": "private" } }),
      },
      message: `This Allow never allows: no request for 's3:ListBucket' and 's3:PutObject' meets its conditions on 's3:prefix' and 's3:x-amz-acl' together. Remove one, or write a statement for each if either is enough. ${DATA}`,
    },
  ],
  "no-combination": [
    {
      own: {
        Action: "sqs:SendMessage",
        Resource: QUEUES[0],
        ...on({ StringEquals: { "aws:ResourceAccount": "222222222222" } }),
      },
      message: `This Allow never allows: each part can hold by itself, but no request meets all of them. For these resources, 'aws:ResourceAccount' is the account in their ARN. Change one of the parts, or write several statements. ${DATA}`,
    },
  ],
};

describe("a statement that never matches says why", () => {
  for (const code of NEVER_CODES) {
    for (const { own, kind, names, message } of NEVER[code]) {
      test(`${code}: ${message}`, () => {
        const { proof, messages } = said(own, {
          ...(kind === undefined ? {} : { kind }),
          ...(names === undefined ? {} : { names }),
        });
        assert.equal(proof.verdict === "never" ? proof.reason.code : proof.verdict, code);
        assert.deepEqual(messages, [message]);
      });
    }
  }
});

describe("an entry that contributes nothing says why", () => {
  const cases: readonly (readonly [own: Json, message: string])[] = [
    [
      { Action: ["s3:GetObject", "s3:ListBucket"] },
      `'s3:ListBucket' acts on an S3 bucket, and this statement names none, so this entry has no effect. Add a resource that it acts on, or remove the entry. ${DATA}`,
    ],
    [
      { Action: ["s3:ListBucket", "ec2:RunInstances"], Resource: "arn:aws:s3:::alpha" },
      `'ec2:RunInstances' does not act on any resource of this statement, so this entry has no effect. Add a resource that it acts on, or remove the entry. ${DATA}`,
    ],
    [
      { Action: ["s3:GetObject", "s3:"] },
      "'s3:' matches no action, so this entry has no effect. Correct or remove it.",
    ],
    [
      { Action: ["s3:GetObject", "s3:ListBucket"], Resource: "*", ...on({ StringEquals: { "s3:prefix": "home/" } }) },
      `No request for 's3:GetObject' meets the condition on 's3:prefix', so this entry has no effect. Move it to its own statement, or remove it. ${DATA}`,
    ],
    [
      { Resource: ["arn:aws:s3:::alpha/*", QUEUES[0]] },
      `No action of this statement acts on an SQS queue, so this entry has no effect. Add such an action, or remove the entry. ${DATA}`,
    ],
    [
      { Resource: ["arn:aws:s3:::alpha/*", "arn:aws:ec2:*:*:*"] },
      `No action of this statement acts on this resource, so this entry has no effect. Add such an action, or remove the entry. ${DATA}`,
    ],
    [
      { Resource: ["arn:aws:s3:::alpha/*", "arn:aws:${aws:username}:::alpha"] },
      "No resource has this ARN, so this entry has no effect. Correct or remove it.",
    ],
    [
      {
        Action: "sqs:SendMessage",
        Resource: QUEUES,
        ...on({ StringEquals: { "aws:ResourceAccount": "222222222222" } }),
      },
      `No request on this resource meets the condition on 'aws:ResourceAccount', so this entry has no effect. For these resources, 'aws:ResourceAccount' is the account in their ARN. Change or remove it. ${DATA}`,
    ],
    [
      on({ StringEquals: { "s3:TlsVersion": ["1", "2"] }, StringNotEquals: { "s3:TlsVersion": "1" } }),
      "Another condition on 's3:TlsVersion' rules out this value, so it has no effect. Change or remove it.",
    ],
    [
      on({ IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"] } }),
      `No request has this value of 'aws:SourceIp', so it has no effect. AWS's APIs see a public IP address in 'aws:SourceIp'. For requests through a VPC endpoint, use 'aws:VpcSourceIp'. Correct or remove it. ${DATA}`,
    ],
    [
      on({ DateLessThan: { "aws:CurrentTime": ["2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"] } }),
      `This time is over, so the value has no effect. Remove it. ${DATA}`,
    ],
    [
      on({
        ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::111111111111:role/a", "arn:aws:iam::222222222222:role/b"] },
        StringEquals: { "aws:PrincipalAccount": "111111111111" },
      }),
      `No request with this value of 'aws:PrincipalArn' meets the condition on 'aws:PrincipalAccount', so it has no effect. 'aws:PrincipalAccount' is always the account in 'aws:PrincipalArn'. Change or remove it. ${DATA}`,
    ],
  ];
  const strictly: readonly (readonly [own: Json, message: string])[] = [
    [
      { Action: ["s3:GetObject", "s3:GetObjct"] },
      `'s3:GetObjct' matches no known action, so this entry has no effect. Correct or remove it. ${DATA}`,
    ],
    [
      { Action: undefined, NotAction: ["s3:GetObject", "s3:GetObjct"], Resource: "*" },
      `This entry matches no action, so it excludes nothing. Correct or remove it. ${DATA}`,
    ],
  ];
  for (const [own, message] of strictly) {
    test(message, () => assert.deepEqual(said(own, { names: "strict" }).messages, [message]));
  }
  for (const [own, message] of cases) test(message, () => assert.deepEqual(said(own).messages, [message]));
});

describe("what a kind of policy and its Principal say of the caller is told", () => {
  const trusts = (principal: unknown): Json => ({ Principal: principal, Resource: "*" });
  const cases: readonly (readonly [own: Json, kind: PolicyKind, message: string])[] = [
    [
      on({ Bool: { "aws:PrincipalIsAWSService": "true" } }),
      "scp",
      `This Allow never allows: no request meets its condition on 'aws:PrincipalIsAWSService'. 'aws:PrincipalIsAWSService' is 'false' in every request that a user or role makes, also when an AWS service uses the role. Change or remove the condition. ${DATA}`,
    ],
    [
      on({ StringEquals: { "aws:PrincipalServiceName": "sns.amazonaws.com" } }),
      "identity",
      `This Allow never allows: no request meets its condition on 'aws:PrincipalServiceName'. A request has 'aws:PrincipalServiceName' only if an AWS service makes it. Change or remove the condition. ${DATA}`,
    ],
    [
      { Principal: "*", ...on({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }) },
      "vpc-endpoint",
      `This Allow never allows: no request meets its condition on 'aws:SourceIp'. A request has 'aws:SourceIp' only if it does not come through a VPC endpoint. Change or remove the condition. ${DATA}`,
    ],
    [
      {
        ...trusts({ AWS: "arn:aws:iam::111111111111:role/a" }),
        ...on({ StringEquals: { "aws:PrincipalAccount": "222222222222" } }),
      },
      "resource",
      `This Allow never allows: each part can hold by itself, but no request meets all of them. 'aws:PrincipalAccount' always describes a caller that 'Principal' names. Change one of the parts, or write several statements. ${DATA}`,
    ],
    [
      {
        ...trusts({ Federated: "accounts.google.com" }),
        Action: "sts:AssumeRoleWithWebIdentity",
        Resource: undefined,
        ...on({ StringEquals: { "graph.facebook.com:app_id": "1" } }),
      },
      "trust",
      `This Allow never allows: each part can hold by itself, but no request meets all of them. 'graph.facebook.com:app_id' is a claim of another identity provider than 'Principal' names. Change one of the parts, or write several statements. ${DATA}`,
    ],
  ];
  for (const [own, kind, message] of cases) {
    test(message, () => assert.deepEqual(said(own, { kind }).messages, [message]));
  }
});

test("each occasion on which a request has a key is a sentence of its own", () => {
  const facts = KEY_OCCASIONS.map((occasion) => ({ fact: "only-if", key: "aws:Key", occasion }) as const);
  const sentences = documentedFacts(facts).map(phraseToMessage);
  assert.equal(new Set(sentences).size, KEY_OCCASIONS.length);
  for (const sentence of sentences) assert.match(sentence, /^A request has 'aws:Key' only if \S.*\.$/);
});

test("without the service reference no date is named", () => {
  const { proof, messages } = said(on({ StringEquals: { "a:b": "1" }, StringNotEquals: { "a:b": "1" } }), {
    catalog: undefined,
  });
  assert.equal(proof.verdict, "never");
  assert.deepEqual(messages, [
    "This Allow never allows: its conditions on 'a:b' contradict each other. Change or remove one of them.",
  ]);
});
