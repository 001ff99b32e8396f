/** What `iam-verdict.json` says of the organization and of every request, and what the user tells, reach the verdict. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assumptionInWords } from "../../server/src/telling/assumption-sentences.ts";
import { summaryOf, titleOf } from "../../server/src/telling/headline.ts";
import { eventSelection } from "../../server/src/denial/event-of-call.ts";
import { type Explanation } from "../../server/src/denial/explanation.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const ACCOUNT = "111122223333";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/dev`;
const SENDS = `User: arn:aws:sts::${ACCOUNT}:assumed-role/dev/job is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`;

interface Given {
  readonly message: string;
  readonly config: object;
  readonly files: Readonly<Record<string, object>>;
  readonly facts?: readonly (readonly [string, string | readonly string[]])[];
}

function explain({ message, config, files, facts = [] }: Given): Explanation {
  const read = readWorkspaceConfig("iam-verdict.json", JSON.stringify(config));
  assert.deepEqual(read.problems, []);
  const texts = Object.entries(files).map(([path, statement]) => ({
    path,
    text: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  }));
  const workspace = readWorkspace(texts, read.config);
  return explainDenial({ message, workspace, facts: new Map(facts), catalog: miniCatalog() });
}

const DENY_ALL = { Sid: "All", Effect: "Deny", Action: "*", Resource: "*" };
const ALLOW_ALL = { Sid: "All", Effect: "Allow", Action: "*", Resource: "*" };
const ALLOW_S3 = { Sid: "Data", Effect: "Allow", Action: "s3:*", Resource: "*" };

describe("organization", () => {
  const scps = { policies: [{ files: "scp/*.json", kind: "scp", targets: ["ou-prod"] }] };
  const explicit = `${SENDS} with an explicit deny in a service control policy`;

  test("the SCPs of the account's levels are looked at", () => {
    const organization = { accounts: { [ACCOUNT]: ["r-root", "ou-prod"] } };
    const found = explain({ message: explicit, config: { ...scps, organization }, files: { "scp/a.json": DENY_ALL } });
    assert.deepEqual([found.verdict, found.layer], ["explained", "scp"]);
  });
  test("those of other levels are not", () => {
    const organization = { accounts: { [ACCOUNT]: ["r-root", "ou-test"] } };
    const found = explain({ message: explicit, config: { ...scps, organization }, files: { "scp/a.json": DENY_ALL } });
    assert.deepEqual([found.verdict, found.culprits.length], ["not-covered", 0]);
  });
  test("each level has to allow", () => {
    const config = {
      policies: [
        { files: "scp/root.json", kind: "scp", targets: ["r-root"] },
        { files: "scp/prod.json", kind: "scp", targets: ["ou-prod"] },
      ],
      organization: { accounts: { [ACCOUNT]: ["r-root", "ou-prod"] } },
    };
    const message = `${SENDS} because no service control policy allows the sqs:SendMessage action`;
    const found = explain({ message, config, files: { "scp/root.json": ALLOW_ALL, "scp/prod.json": ALLOW_S3 } });
    assert.deepEqual([found.verdict, found.reason, found.layer], ["explained", "no-allow", "scp"]);
    assert.deepEqual(
      found.fixes.flatMap(({ edits }) => edits.map(({ file }) => file)).filter((file) => file !== "scp/prod.json"),
      [],
    );
  });
  test("the management account is under none of them", () => {
    const organization = { accounts: { [ACCOUNT]: ["r-root", "ou-prod"] }, managementAccount: ACCOUNT };
    const found = explain({ message: SENDS, config: { ...scps, organization }, files: { "scp/a.json": DENY_ALL } });
    assert.deepEqual(found.culprits, []);
    assert.notEqual(found.verdict, "explained");
  });
  test("RCPs are those of the account that owns the resource", () => {
    const rcp = { Sid: "All", Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*" };
    const message = `${SENDS.replace(`eu-west-1:${ACCOUNT}`, "eu-west-1:444455556666")} with an explicit deny in a resource control policy`;
    const config = (owner: string): object => ({
      policies: [{ files: "rcp/*.json", kind: "rcp", targets: ["ou-data"] }],
      organization: {
        accounts: { [owner]: ["r-root", "ou-data"], [owner === ACCOUNT ? "444455556666" : ACCOUNT]: ["r-root"] },
      },
    });
    const files = { "rcp/a.json": rcp };
    assert.equal(explain({ message, config: config("444455556666"), files }).verdict, "explained");
    assert.equal(explain({ message, config: config(ACCOUNT), files }).verdict, "not-covered");
  });
});

describe("facts of every request", () => {
  const config = (facts: object): object => ({
    policies: [{ files: "identity/*.json", kind: "identity", attachedTo: [ROLE] }],
    facts,
  });
  const message = `${SENDS} because no identity-based policy allows the sqs:SendMessage action`;
  const files = {
    "identity/a.json": {
      ...ALLOW_ALL,
      Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } },
    },
  };
  const truthOf = ({ nearMisses }: Explanation): unknown =>
    nearMisses[0]?.elements.find(({ element }) => element === "condition")?.truth;

  test("a condition on one is decided and not left open", () => {
    assert.equal(truthOf(explain({ message, config: config({}), files })), "unknown");
    const found = explain({ message, config: config({ "AWS:sourcevpce": "vpce-2" }), files });
    assert.equal(truthOf(found), "no");
    assert.deepEqual(found.unknowns, []);
  });
  test("a key with several values takes a list", () => {
    const tagged = {
      "identity/a.json": {
        ...ALLOW_ALL,
        Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "cost"] } },
      },
    };
    const ask = (keys: readonly string[]): unknown =>
      truthOf(explain({ message, config: config({ "aws:TagKeys": keys }), files: tagged }));
    assert.equal(ask(["team", "owner"]), "no");
    const allowed = explain({ message, config: config({ "aws:TagKeys": ["team", "cost"] }), files: tagged });
    assert.equal(allowed.verdict, "workspace-allows");
  });
  test("what the user tells comes before them", () => {
    const found = explain({
      message,
      config: config({ "aws:SourceVpce": "vpce-2" }),
      files,
      facts: [["aws:SourceVpce", "vpce-1"]],
    });
    assert.equal(found.verdict, "workspace-allows");
  });
});

describe("a fact that the message contradicts is told", () => {
  const words = ({ assumptions, request }: Explanation): readonly string[] =>
    assumptions
      .filter(({ assumption }) => assumption === "fact-differs")
      .map((one) => phraseToPlainText(assumptionInWords(one, request)));
  const allowed = {
    "identity/a.json": { ...ALLOW_ALL, Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } },
  };
  const bound = { policies: [{ files: "identity/*.json", kind: "identity", attachedTo: [ROLE] }] };
  const message = `${SENDS} because no identity-based policy allows the sqs:SendMessage action`;

  const headline = (found: Explanation): readonly string[] => [titleOf(found), summaryOf(found)].map(phraseToPlainText);

  test("of the user: in the headline, with what holds without it", () => {
    const found = explain({ message, config: bound, files: allowed, facts: [["aws:RequestedRegion", "us-east-1"]] });
    assert.equal(found.verdict, "contradiction");
    assert.deepEqual(headline(found), [
      "What you say contradicts the message",
      `You say that aws:RequestedRegion is "us-east-1", but the message says "eu-west-1". Without that fact: No statement in the identity-based policy here allows sqs:SendMessage on arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs for arn:aws:sts::${ACCOUNT}:assumed-role/dev/job.`,
    ]);
  });
  test("of the user, where only the files show it", () => {
    const queue = `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`;
    const found = explain({
      message: `${SENDS} with an explicit deny in a resource-based policy`,
      config: { policies: [{ files: "queue.json", kind: "resource", resource: queue }] },
      files: {
        "queue.json": {
          ...DENY_ALL,
          Sid: "TlsOnly",
          Principal: "*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      },
      facts: [
        ["aws:SecureTransport", "true"],
        ["aws:SourceIp", "198.51.100.1"],
      ],
    });
    assert.equal(found.verdict, "contradiction");
    assert.deepEqual(
      found.refuted.map(({ key }) => key),
      ["aws:SecureTransport"],
    );
    assert.match(
      headline(found).join(" "),
      /^What you say contradicts the message You say that aws:SecureTransport is "true"/,
    );
  });
  test("of the user, about who asked", () => {
    const found = explain({
      message,
      config: bound,
      files: { "identity/a.json": ALLOW_S3 },
      facts: [["principal", `arn:aws:iam::${ACCOUNT}:user/someone`]],
    });
    assert.deepEqual(
      found.refuted.map(({ key, told }) => [key, told]),
      [["principal", `arn:aws:iam::${ACCOUNT}:user/someone`]],
    );
  });
  test("of the user, which changes nothing: beside the assumptions", () => {
    const found = explain({ message, config: bound, files: allowed, facts: [["aws:RequestedRegion", "eu-north-1"]] });
    assert.equal(found.verdict, "explained");
    assert.deepEqual(words(found), ['aws:RequestedRegion is "eu-north-1", as you say; the message says "eu-west-1".']);
  });
  test("of the workspace file: the message is taken, and the difference is said", () => {
    const config = { ...bound, facts: { "aws:RequestedRegion": "us-east-1" } };
    const found = explain({ message, config, files: allowed });
    assert.equal(found.verdict, "explained");
    assert.deepEqual(words(found), [
      'aws:RequestedRegion is "eu-west-1", as the message says; the workspace file says "us-east-1".',
    ]);
  });
  test("an event's own facts count as the message", () => {
    const event = JSON.stringify({
      eventVersion: "1.08",
      eventSource: "sqs.amazonaws.com",
      eventName: "SendMessage",
      sourceIPAddress: "203.0.113.4",
      errorCode: "AccessDenied",
      errorMessage: message,
    });
    const found = explain({ message: event, config: bound, files: allowed, facts: [["aws:SourceIp", "10.0.0.1"]] });
    assert.deepEqual(words(found), ['aws:SourceIp is "10.0.0.1", as you say; the message says "203.0.113.4".']);
    assert.deepEqual(words(explain({ message: event, config: bound, files: allowed })), []);
  });
});

describe("where the values of unknown keys can be read", () => {
  const secret = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:db-AbCdEf`;
  const asks = (action: string, resource: string): string =>
    `User: arn:aws:sts::${ACCOUNT}:assumed-role/dev/job is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
  const rows: readonly (readonly [action: string, resource: string, condition: object, commands: readonly string[]])[] =
    [
      [
        "secretsmanager:GetSecretValue",
        secret,
        { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } },
        [
          `aws resourcegroupstaggingapi get-resources --resource-arn-list ${secret} --region eu-west-1`,
          "aws iam list-role-tags --role-name dev",
        ],
      ],
      [
        "s3:GetObject",
        "arn:aws:s3:::reports/2026/it",
        { StringEquals: { "s3:ExistingObjectTag/team": "${aws:PrincipalTag/team}" } },
        ["aws s3api get-object-tagging --bucket reports --key 2026/it", "aws iam list-role-tags --role-name dev"],
      ],
      [
        "s3:GetObject",
        "arn:aws:s3:::reports/2026/it",
        { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } },
        ["aws s3api get-bucket-tagging --bucket reports", "aws iam list-role-tags --role-name dev"],
      ],
      [
        "iam:PassRole",
        `arn:aws:iam::${ACCOUNT}:role/apps/task`,
        { StringEquals: { "iam:PassedToService": "ecs.amazonaws.com" } },
        ["aws iam get-role --role-name task --query Role.AssumeRolePolicyDocument"],
      ],
      [
        "sqs:SendMessage",
        `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`,
        { StringEquals: { "aws:PrincipalOrgID": "o-abc1234567" } },
        ["aws organizations describe-organization --query Organization.Id"],
      ],
      [
        "sqs:SendMessage",
        `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`,
        { StringEquals: { "aws:UserAgent": "${aws:PrincipalTag/agent}" } },
        [
          "aws iam list-role-tags --role-name dev",
          "aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=SendMessage --query 'Events[].CloudTrailEvent' --region eu-west-1",
        ],
      ],
      // Reads of objects are in no event history.
      [
        "s3:GetObject",
        "arn:aws:s3:::reports/a",
        { StringEquals: { "aws:UserAgent": "${aws:PrincipalTag/agent}" } },
        ["aws iam list-role-tags --role-name dev"],
      ],
    ];
  for (const [action, resource, Condition, commands] of rows) {
    test(`${action} under ${JSON.stringify(Condition)}`, () => {
      const files = { "roles/dev/a.json": { Effect: "Allow", Action: action, Resource: "*", Condition } };
      const { next } = explain({ message: asks(action, resource), config: {}, files });
      assert.deepEqual(
        next.flatMap((step) => step.commands),
        commands,
      );
    });
  }
});

test("whose RCP it is nobody is asked to say where the owner of the resource is not known", () => {
  const partner = "arn:aws:iam::999988887777:user/ann";
  const message = `User: ${partner} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::share/a" with an explicit deny in a resource control policy`;
  const Condition = { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-abc1234567" } };
  const files = { "rcp/a.json": { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*", Condition } };
  const found = explain({ message, config: {}, files });
  assert.deepEqual(
    found.fixes.filter(({ change }) => change.change === "say-attached"),
    [],
  );
});

describe("a policy that AWS names by its ARN", () => {
  const arn = "arn:aws:organizations::999988887777:policy/o-b2fpbzyd95/service_control_policy/p-v4qqk7we";
  const message = `User: arn:aws:iam::111122223333:user/ann is not authorized to perform: rds:CreateDBInstance on resource: arn:aws:rds:eu-west-2:111122223333:db:test with an explicit deny in a service control policy: ${arn}`;
  const denying = {
    Effect: "Deny",
    Action: "rds:*",
    Resource: "*",
    Condition: { Bool: { "rds:StorageEncrypted": "false" } },
  };
  const saidFor = (action: string, more: object): readonly (string | undefined)[] =>
    explain({
      message,
      config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"], ...more }] },
      files: { "scp.json": { ...denying, Action: action } },
    }).fixes.flatMap(({ change }) => (change.change === "say-attached" ? [change.arn] : []));

  test("may be the attached one that fits, which can be said", () => assert.deepEqual(saidFor("rds:*", {}), [arn]));
  test("is not one that denies something else", () => assert.deepEqual(saidFor("s3:*", {}), []));
  test("is not one that is said to be another", () =>
    assert.deepEqual(saidFor("rds:*", { arn: arn.replace("v4qqk7we", "zzzz9999") }), []));
});

describe("the event of a call", () => {
  for (const [operation, action, selection] of [
    ["StartRecovery", "iam:PassRole", "AttributeKey=EventName,AttributeValue=StartRecovery"],
    [null, "sqs:SendMessage", "AttributeKey=EventName,AttributeValue=SendMessage"],
    [null, "s3:ListAllMyBuckets", "AttributeKey=EventName,AttributeValue=ListBuckets"],
    [null, undefined, undefined],
  ] as const) {
    test(`of ${operation ?? "no operation"} and ${action ?? "no action"}`, () => {
      assert.equal(eventSelection(operation, action)[1], selection);
    });
  }
  test("has the name of another call where the action is a permission alone, and quotes the message", () => {
    for (const action of ["iam:PassRole", "sts:TagSession", "aws-marketplace:ViewSubscriptions"]) {
      const [option, query] = eventSelection(null, action);
      assert.equal(option, "--query");
      assert.ok(query?.includes(`contains(CloudTrailEvent, '${action}')`));
    }
  });
});
