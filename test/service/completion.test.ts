/** What is offered at a cursor, what becomes of the text, and that no item makes it worse. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Catalog } from "../../server/src/catalog/catalog.ts";
import { POLICY_KINDS, type PolicyKind } from "../../server/src/policy/policy.ts";
import { type CompletionItem, completePolicy } from "../../server/src/service/completion/complete-policy.ts";
import { documentCompletion } from "../../server/src/service/completion/document-completion.ts";
import { KEY_VALUES } from "../../server/src/service/completion/key-values.ts";
import { knownNames } from "../../server/src/service/completion/known-names.ts";
import { SERVICE_PRINCIPALS } from "../../server/src/service/completion/service-principals.ts";
import { POLICY_STARTS } from "../../server/src/service/completion/whole-policies.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { openService } from "../../server/src/service/index.ts";
import { plainText } from "../../server/src/syntax/draft.ts";
import { jsonDraft } from "../../server/src/syntax/json-draft.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { afterTaking, editsOf, itemsAt, itemsInFile, labelsAt, NO_NAMES, questionAt } from "../support/completed.ts";
import { HOLDERS } from "../support/document-holders.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { policyAtCursor } from "../support/policy-at-cursor.ts";
import { eighthOf } from "../support/searching.ts";

const catalog = miniCatalog();
const service = openService({ catalog: realCatalog, log: { error: (message) => assert.fail(message) } });

/** A statement of a policy whose kind nobody says. */
function inStatement(members: string): string {
  return `{ "Statement": [{ ${members} }] }`;
}

function inCondition(condition: string, action = "ec2:RunInstances"): string {
  return inStatement(`"Action": "${action}", "Condition": { ${condition} }`);
}

describe("what is offered", () => {
  const cases: readonly (readonly [marked: string, first: readonly string[]])[] = [
    [`{ "<|>" }`, ["Version", "Statement", "Id"]],
    [`{ <|> }`, ["Version", "Statement", "Id"]],
    [`{ Ver<|> }`, ["Version", "Statement", "Id"]],
    [`{ "Version": "2012-10-17", <|> }`, ["Statement", "Id"]],
    [`{ "Version": "<|>" }`, ["2012-10-17", "2008-10-17"]],
    [`{ "Version": 2012<|> }`, ["2012-10-17", "2008-10-17"]],
    [`{ "Statement": <|> }`, ["Allow …", "Deny …"]],
    [`{ "Statement": [<|>] }`, ["Allow …", "Deny …"]],
    [`{ "Statement": [{ "Effect": "Allow" }, <|>] }`, ["Allow …", "Deny …"]],
    [`{ "Statement": [{ "<|>" }] }`, ["Effect", "Action", "Resource", "Condition", "Sid", "Principal"]],
    [`{ "Statement": { <|> } }`, ["Effect", "Action", "Resource", "Condition", "Sid", "Principal"]],
    [
      `{ "Statement": [{ "Effect": "Allow", "NotAction": "s3:*",\n "<|>"\n, "Resource": "*" }] }`,
      ["Condition", "Sid", "Principal"],
    ],
    [
      `{ "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Not<|>" }] }`,
      ["Condition", "Sid", "Principal", "NotPrincipal"],
    ],
    [`{ "Statement": [{ "Effect": "<|>" }] }`, ["Allow", "Deny"]],
    [`{ "Statement": [{ "Effect": <|> }] }`, ["Allow", "Deny"]],
    [`{ "Statement": [{ "Effect": De<|> }] }`, ["Allow", "Deny"]],
    [`{ "Statement": [{ "Action": "<|>" }] }`, ["s3:", "ec2:", "iam:"]],
    [`{ "Statement": [{ "Action": ["s3:GetObject", "<|>"] }] }`, ["s3:", "ec2:", "iam:"]],
    [`{ "Statement": [{ "Action": ["s3:GetObject",\n <|>] }] }`, ["s3:", "ec2:", "iam:"]],
    [`{ "Statement": [{ "Action": ["s3:GetObject"\n "<|>"] }] }`, ["s3:", "ec2:", "iam:"]],
    [
      `{ "Statement": [{ "Action": "sqs:<|>" }] }`,
      ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    ],
    [
      `{ "Statement": [{ "Action": [sqs:<|>] }] }`,
      ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    ],
    [
      `{ "Statement": [{ "NotAction": ["SQS:Se<|>"] }] }`,
      ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    ],
    [
      `{ "Statement": [{ "Action": "sqs:*<|>" }] }`,
      ["sqs:*", "sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"],
    ],
    [
      `{ "Statement": [{ "Action": "s3:GetObject", "Resource": "<|>" }] }`,
      ["arn:aws:s3:::bucket/*", "arn:aws:s3:*:*:accesspoint/access-point/object/*", "*"],
    ],
    [`{ "Statement": [{ "Action": "s3:ListAllMyBuckets", "Resource": "<|>" }] }`, ["*"]],
    [`{ "Statement": [{ "Action": "*", "Resource": "<|>" }] }`, ["*"]],
    [`{ "Statement": [{ "Principal": "<|>" }] }`, ["AWS", "Service", "Federated", "CanonicalUser", "*"]],
    [`{ "Statement": [{ "Principal": <|> }] }`, ["AWS", "Service", "Federated", "CanonicalUser", "*"]],
    [`{ "Statement": [{ "Principal": { "<|>" } }] }`, ["AWS", "Service", "Federated", "CanonicalUser"]],
    [`{ "Statement": [{ "Principal": { Ser<|> } }] }`, ["AWS", "Service", "Federated", "CanonicalUser"]],
    [`{ "Statement": [{ "Principal": { "AWS": "*", "<|>" } }] }`, ["Service", "Federated", "CanonicalUser"]],
    [`{ "Statement": [{ "Principal": { "AWS": ["<|>"] } }] }`, ["arn:aws:iam::111122223333:root"]],
    [`{ "Statement": [{ "Principal": { "Service": "<|>" } }] }`, ["lambda.amazonaws.com", "ec2.amazonaws.com"]],
    [`{ "Statement": [{ "Action": "sqs:SendMessage", "Principal": { "Service": "<|>" } }] }`, ["sns.amazonaws.com"]],
    [
      `{ "Statement": [{ "Principal": { "Federated": "<|>" } }] }`,
      ["arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"],
    ],
    [`{ "Statement": [{ "Principal": { "CanonicalUser": "<|>" } }] }`, []],
    [`{ "Statement": [{ "Condition": { "<|>" } }] }`, ["StringEquals", "StringNotEquals"]],
    [`{ "Statement": [{ "Condition": <|> }] }`, ["StringEquals", "StringNotEquals"]],
    [`{ "Statement": [{ "Condition": "<|>" }] }`, ["StringEquals", "StringNotEquals"]],
    [`{ "Statement": [{ "Condition": [<|>] }] }`, []],
    [inCondition(`"StringLike": <|>`, "s3:ListBucket"), ["s3:prefix"]],
    [`{ "Statement": [{ "Condition": { Str<|> } }] }`, ["StringEquals", "StringNotEquals"]],
    [inCondition(`"<|>": { "aws:SecureTransport": "true" }`), ["Bool", "Null", "BoolIfExists"]],
    [inCondition(`"Str<|>": { "aws:SourceIp": "10.0.0.0/8" }`), ["IpAddress", "NotIpAddress", "Null"]],
    [inCondition(`"StringLike": { "<|>" }`, "s3:ListBucket"), ["s3:prefix"]],
    [inCondition(`"StringLike": { s3<|> }`, "s3:ListBucket"), ["s3:prefix"]],
    [inCondition(`"NumericLessThan": { "<|>" }`, "s3:ListBucket"), ["s3:max-keys"]],
    [inCondition(`"NullIfExists": { "aws:SecureTransport": "<|>" }`), []],
    [inCondition(`"Bool": { "aws:SecureTransport": "<|>" }`), ["true", "false"]],
    [inCondition(`"Bool": { "aws:SecureTransport": fal<|> }`), ["true", "false"]],
    [inCondition(`"StringEquals": { "s3:prefix": "<|>" }`), []],
    [inCondition(`"StringEquals": { "s3:x-amz-acl": "<|>" }`), ["bucket-owner-full-control", "private"]],
    [
      inCondition(`"StringEquals": { "S3:X-Amz-Acl": ["private", "<|>"] }`),
      ["bucket-owner-full-control", "public-read"],
    ],
    [inCondition(`"StringEquals": { "aws:RequestedRegion": "<|>" }`), ["us-east-1", "us-east-2"]],
    [inCondition(`"StringEquals": { "iam:PassedToService": "<|>" }`), ["lambda.amazonaws.com"]],
    [inCondition(`"StringEquals": { "kms:ViaService": "<|>" }`), ["s3.us-east-1.amazonaws.com"]],
    [inCondition(`"StringLike": { "kms:ViaService": "<|>" }`), ["s3.*.amazonaws.com"]],
    [inCondition(`"StringEquals": { "aws:PrincipalOrgID": "<|>" }`), ["o-exampleorgid"]],
    [
      inCondition(`"ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "<|>" }`),
      ["o-exampleorgid/r-ab12/ou-ab12-11111111/"],
    ],
    [inCondition(`"StringEquals": { "aws:PrincipalAccount": "<|>" }`), ["111122223333"]],
    [inCondition(`"StringEquals": { "aws:PrincipalType": "<|>" }`), ["User", "AssumedRole"]],
    [inCondition(`"StringEquals": { "aws:SourceVpc": "<|>" }`), ["vpc-0123456789abcdef0"]],
    [inCondition(`"StringEquals": { "aws:SourceVpce": "<|>" }`), ["vpce-0123456789abcdef0"]],
    [inCondition(`"IpAddress": { "aws:SourceIp": "<|>" }`), ["203.0.113.0/24"]],
    [inCondition(`"DateLessThan": { "aws:CurrentTime": "<|>" }`), ["2026-01-31T00:00:00Z"]],
    [inCondition(`"ArnLike": { "aws:PrincipalArn": "<|>" }`), ["arn:aws:iam::111122223333:role/role"]],
    [
      inCondition(`"StringLike": { "token.actions.githubusercontent.com:sub": "<|>" }`),
      ["repo:my-org/my-repo:ref:refs/heads/main"],
    ],
    [inCondition(`"StringEquals": { "sts:ExternalId": "<|>" }`), []],
    [inStatement(`"Sid": "<|>"`), []],
    [`{ "Id": "<|>" }`, []],
    [inStatement(`"Effect": "Allow" <|>`), []],
    [`{ "Statement": [ /* { "<|>" */ ] }`, []],
    [`{ "__proto__": { "<|>" } }`, []],
    [inStatement(`"__proto__": { "<|>" }`), []],
    [inStatement(`"Condition": { "__proto__": { "__proto__": "<|>" } }`), []],
  ];
  for (const [marked, first] of cases) {
    test(marked.replaceAll("\n", " "), () => {
      const labels = labelsAt(marked);
      assert.deepEqual(first.length === 0 ? labels : labels.slice(0, first.length), first);
    });
  }
});

describe("a statement of each kind has the elements of its kind", () => {
  const offered: Readonly<Record<PolicyKind, readonly string[]>> = {
    identity: ["Effect", "Action", "Resource", "Condition", "Sid", "NotAction", "NotResource"],
    boundary: ["Effect", "Action", "Resource", "Condition", "Sid", "NotAction", "NotResource"],
    session: ["Effect", "Action", "Resource", "Condition", "Sid", "NotAction", "NotResource"],
    scp: ["Effect", "Action", "Resource", "Condition", "Sid", "NotAction", "NotResource"],
    trust: ["Effect", "Principal", "Action", "Condition", "Sid", "NotAction"],
    rcp: ["Effect", "Principal", "Action", "Resource", "Condition", "Sid", "NotResource"],
    resource: ["Effect", "Principal", "Action", "Resource", "Condition", "Sid", "NotAction", "NotResource"],
    "vpc-endpoint": ["Effect", "Principal", "Action", "Resource", "Condition", "Sid", "NotAction", "NotResource"],
    iot: ["Effect", "Action", "Resource", "Condition", "Sid", "NotAction", "NotResource"],
    unknown: ["Effect", "Action", "Resource", "Condition", "Sid", "Principal", "NotAction", "NotResource"],
  };
  for (const kind of POLICY_KINDS) {
    test(kind, () => assert.deepEqual(labelsAt(inStatement(`"<|>"`), { kind }), offered[kind]));
  }
  test("an RCP only denies, and for everyone", () => {
    assert.deepEqual(labelsAt(inStatement(`"Effect": "<|>"`), { kind: "rcp" }), ["Deny"]);
    assert.deepEqual(
      afterTaking(inStatement(`"<|>"`), "Principal", { kind: "rcp" }),
      inStatement(`"Principal": "*"<|>`),
    );
  });
  test("the policy of a device has actions, keys and variables that the service reference lacks", () => {
    const kind = "iot";
    const device = (marked: string): readonly string[] => labelsAt(marked, { kind });
    assert.ok(device(inStatement(`"Action": "<|>"`)).includes("iot:Connect"));
    assert.ok(!device(inStatement(`"Action": "iot:<|>"`)).includes("iot:CreateThing"));
    const arn = "arn:aws:iot:us-east-1:111122223333:client/";
    assert.equal(
      device(`{ "Version": "2012-10-17", ${inStatement(`"Resource": "${arn}\${<|>"`).slice(1)}`)[0],
      "iot:ClientId",
    );
    assert.ok(device(inCondition(`"Bool": { "<|>" }`)).includes("iot:Connection.Thing.IsAttached"));
    assert.ok(device(inCondition(`"ForAnyValue:StringEquals": { "<|>" }`)).includes("iot:ConnectAttributes"));
  });
  test("a trust policy has the action of its principals", () => {
    const trusted = (principal: string): readonly string[] =>
      labelsAt(inStatement(`"Principal": ${principal}, "Action": "<|>"`), { kind: "trust" });
    assert.deepEqual(trusted(`{ "Service": "ec2.amazonaws.com" }`).slice(0, 2), ["sts:AssumeRole", "sts:TagSession"]);
    assert.equal(trusted(`{ "Federated": "arn:aws:iam::111122223333:saml-provider/x" }`)[0], "sts:AssumeRoleWithSAML");
    assert.equal(trusted(`{ "Federated": "accounts.google.com" }`)[0], "sts:AssumeRoleWithWebIdentity");
    assert.deepEqual(labelsAt(inStatement(`"Principal": { "<|>" }`), { kind: "trust" }), [
      "Service",
      "AWS",
      "Federated",
    ]);
  });
});

describe("an action is found by any part of its name", () => {
  const cases: readonly (readonly [typed: string, first: string])[] = [
    ["GetObject", "s3:GetObject"],
    ["getobj", "s3:GetObject"],
    ["PassRole", "iam:PassRole"],
    ["Message", "sqs:SendMessage"],
    ["instances", "ec2:DescribeInstances"],
  ];
  for (const [typed, first] of cases) {
    test(typed, () => {
      const actions = itemsAt(inStatement(`"Action": "${typed}<|>"`)).filter(({ kind }) => kind === "action");
      assert.equal(actions[0]?.label, first);
    });
  }
  test("and taken with its service", () =>
    assert.equal(
      afterTaking(inStatement(`"Action": GetObject<|>`), "s3:GetObject"),
      inStatement(`"Action": "s3:GetObject"<|>`),
    ));

  const operations: readonly (readonly [typed: string, label: string, action: string])[] = [
    ["HeadObj", "HeadObject", "s3:GetObject"],
    ["ListObjectsV2", "ListObjectsV2", "s3:ListBucket"],
    ["aws s3 ls", "aws s3 ls", "s3:ListAllMyBuckets"],
    ["s3api head-object", "s3api head-object", "s3:GetObject"],
  ];
  for (const [typed, label, action] of operations) {
    test(`or of an operation whose permission has another name: ${typed}`, () =>
      assert.equal(
        afterTaking(inStatement(`"Action": ["${typed}<|>"]`), label),
        inStatement(`"Action": ["${action}<|>"]`),
      ));
  }
  test("and a command that needs several is not guessed", () =>
    assert.deepEqual(
      itemsAt(inStatement(`"Action": "aws s3 mv s3://aa/x s3://bb/y<|>"`)).map(({ label }) => label),
      [],
    ));
});

describe("while the text is half typed", () => {
  const cases: readonly (readonly [title: string, marked: string, label: string, after: string])[] = [
    [
      "a key without its end",
      `{ "Statement": [{\n  "Eff<|>\n}] }`,
      "Effect",
      `{ "Statement": [{\n  "Effect": "<|>"\n}] }`,
    ],
    ["a key in its quotes", `{ "Statement": [{ "Eff<|>" }] }`, "Effect", `{ "Statement": [{ "Effect": "<|>" }] }`],
    ["a bare word", inStatement(`Res<|>`), "Resource", inStatement(`"Resource": ["<|>"]`)],
    ["a bare word, the cursor in it", inStatement(`Re<|>so`), "Resource", inStatement(`"Resource": ["<|>"]`)],
    [
      "a bare word before another member",
      `{ "Statement": [{\n  Eff<|>\n  "Resource": "*"\n}] }`,
      "Effect",
      `{ "Statement": [{\n  "Effect": "<|>",\n  "Resource": "*"\n}] }`,
    ],
    [
      "a bare condition key, behind its colon",
      inStatement(`"Condition": { "StringEquals": { aws:Us<|> } }`),
      "aws:username",
      inStatement(`"Condition": { "StringEquals": { "aws:username": "<|>" } }`),
    ],
    [
      "a bare condition key, at its colon",
      inStatement(`"Condition": { "StringEquals": { aws:<|> } }`),
      "aws:username",
      inStatement(`"Condition": { "StringEquals": { "aws:username": "<|>" } }`),
    ],
    [
      "a condition whose brace has not been written",
      `{ "Statement": [{ "Condition": <|> }] }`,
      "StringLike",
      `{ "Statement": [{ "Condition": { "StringLike": { <|> } } }] }`,
    ],
    [
      "a condition that begins with quotes",
      `{ "Statement": [{ "Condition": "<|>" }] }`,
      "StringLike",
      `{ "Statement": [{ "Condition": { "StringLike": { <|> } } }] }`,
    ],
    [
      "an operator whose brace has not been written",
      inCondition(`"StringLike": <|>`, "s3:ListBucket"),
      "s3:prefix",
      inCondition(`"StringLike": { "s3:prefix": "<|>" }`, "s3:ListBucket"),
    ],
    ["a key that has its value", inStatement(`"Act<|>": "s3:*"`), "Action", inStatement(`"Action"<|>: "s3:*"`)],
    ["a bare key that has its value", inStatement(`Act<|>: "s3:*"`), "Action", inStatement(`"Action"<|>: "s3:*"`)],
    [
      "a key after a line that lacks its comma",
      `{ "Statement": [{\n  "Effect": "Allow"\n  "<|>"\n}] }`,
      "Action",
      `{ "Statement": [{\n  "Effect": "Allow",\n  "Action": ["<|>"]\n}] }`,
    ],
    [
      "a bare key after a line that lacks its comma",
      `{ "Statement": [{\n  "Action": ["s3:*"] // all\n  res<|>\n}] }`,
      "Resource",
      `{ "Statement": [{\n  "Action": ["s3:*"], // all\n  "Resource": ["<|>"]\n}] }`,
    ],
    [
      "a value that has not begun",
      `{ "Statement": [{ "Effect": <|> }] }`,
      "Deny",
      `{ "Statement": [{ "Effect": "Deny"<|> }] }`,
    ],
    ["a bare value", inStatement(`"Effect": al<|>`), "Allow", inStatement(`"Effect": "Allow"<|>`)],
    [
      "a value whose comma is missing behind it",
      `{ "Statement": [{\n  "Effect": "<|>"\n  "Resource": "*"\n}] }`,
      "Deny",
      `{ "Statement": [{\n  "Effect": "Deny",<|>\n  "Resource": "*"\n}] }`,
    ],
    [
      "an action whose string has no end",
      `{ "Statement": [{\n  "Action": ["s3:Ge<|>]\n}] }`,
      "s3:GetObject",
      `{ "Statement": [{\n  "Action": ["s3:GetObject"<|>]\n}] }`,
    ],
    [
      "an action in its quotes, the cursor in the middle",
      `{ "Statement": [{ "Action": ["s3:Ge<|>tObject", "x"] }] }`,
      "s3:PutObject",
      `{ "Statement": [{ "Action": ["s3:PutObject<|>", "x"] }] }`,
    ],
    [
      "a service, after which the name follows",
      `{ "Statement": [{ "Action": <|> }] }`,
      "s3:",
      `{ "Statement": [{ "Action": "s3:<|>" }] }`,
    ],
    [
      "a service in quotes",
      `{ "Statement": [{ "Action": "<|>" }] }`,
      "s3:",
      `{ "Statement": [{ "Action": "s3:<|>" }] }`,
    ],
    [
      "a key whose end the author writes",
      inCondition(`"StringEquals": { "aws:Req<|>" }`),
      "aws:RequestTag/${TagKey}",
      inCondition(`"StringEquals": { "aws:RequestTag/<|>": "" }`),
    ],
    [
      "a policy that ends at the cursor",
      `{ "Statement": [{ "Action": "s3:ListBucket", "Condition": { "StringEquals": { "<|>`,
      "s3:prefix",
      `{ "Statement": [{ "Action": "s3:ListBucket", "Condition": { "StringEquals": { "s3:prefix": "<|>"`,
    ],
    [
      "an ARN, whose names the author writes",
      inStatement(`"Action": "s3:PutObject", "Resource": "<|>"`),
      "arn:aws:s3:::bucket/*",
      inStatement(`"Action": "s3:PutObject", "Resource": "arn:aws:s3:::<|>bucket/*"`),
    ],
    [
      "a resource where only one works",
      inStatement(`"Action": "s3:ListAllMyBuckets", "<|>"`),
      "Resource",
      inStatement(`"Action": "s3:ListAllMyBuckets", "Resource": "*"<|>`),
    ],
    ["principals, on one line", inStatement(`"<|>"`), "Principal", inStatement(`"Principal": { <|> }`)],
    [
      "principals, on lines",
      `{\n  "Statement": [\n    {\n      "<|>"\n    }\n  ]\n}`,
      "Principal",
      `{\n  "Statement": [\n    {\n      "Principal": {\n        <|>\n      }\n    }\n  ]\n}`,
    ],
    [
      "principals in the place of a text",
      inStatement(`"Principal": "<|>"`),
      "AWS",
      inStatement(`"Principal": { "AWS": "<|>" }`),
    ],
    [
      "a type of principal",
      inStatement(`"Principal": { <|> }`),
      "Service",
      inStatement(`"Principal": { "Service": "<|>" }`),
    ],
    [
      "conditions, with tabs",
      `{\n\t"Statement": {\n\t\tCon<|>\n\t}\n}`,
      "Condition",
      `{\n\t"Statement": {\n\t\t"Condition": {\n\t\t\t<|>\n\t\t}\n\t}\n}`,
    ],
    ["an operator", inStatement(`"Condition": { "<|>" }`), "Bool", inStatement(`"Condition": { "Bool": { <|> } }`)],
    [
      "a key with its usual operator",
      inCondition(`"<|>"`),
      "aws:SourceIp",
      inCondition(`"IpAddress": { "aws:SourceIp": "<|>" }`),
    ],
    [
      "a key with several values",
      inCondition(`"ForAnyValue:StringEquals": { "<|>" }`),
      "aws:TagKeys",
      inCondition(`"ForAnyValue:StringEquals": { "aws:TagKeys": ["<|>"] }`),
    ],
    [
      "the list of statements",
      `{\n  "<|>"\n}`,
      "Statement",
      `{\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": ["<|>"],\n      "Resource": [""]\n    }\n  ]\n}`,
    ],
    [
      "a further statement",
      `{\n  "Statement": [\n    {\n      "Effect": "Allow"\n    }\n    <|>\n  ]\n}`,
      "Deny …",
      `{\n  "Statement": [\n    {\n      "Effect": "Allow"\n    },\n    {\n      "Effect": "Deny",\n      "Action": ["<|>"],\n      "Resource": [""]\n    }\n  ]\n}`,
    ],
    [
      "a version, on the policy's line",
      `{ <|>\n  "Statement": [] }`,
      "Version",
      `{ "Version": "2012-10-17",<|>\n  "Statement": [] }`,
    ],
  ];
  for (const [title, marked, label, after] of cases) test(title, () => assert.equal(afterTaking(marked, label), after));
});

describe("what the list has already is not offered again", () => {
  const at = (list: string): readonly string[] => labelsAt(inStatement(`"Effect": "Allow", "Action": [${list}]`));

  test("a name, in any case, and what a wildcard beside it matches", () => {
    assert.ok(!at(`"S3:getobject", "s3:<|>"`).includes("s3:GetObject"));
    assert.ok(at(`"s3:GetObject", "s3:<|>"`).includes("s3:PutObject"));
    assert.ok(!at(`"s3:Get*", "s3:<|>"`).includes("s3:GetObject"));
    assert.ok(!at(`"s3:GetObject" "s3:<|>"`).includes("s3:GetObject"), "a comma is missing");
  });

  test("the entry under the cursor is, and everything where the list has all", () => {
    assert.ok(at(`"s3:GetObject<|>"`).includes("s3:GetObject"));
    assert.ok(at(`"s3:*", "s3:<|>"`).includes("s3:GetObject"));
  });
});

describe("variables", () => {
  test("that no request of the statement carries are not offered", () => {
    const inResource = (rest: string): readonly string[] =>
      labelsAt(
        `{ "Version": "2012-10-17", "Statement": [{ "Action": "s3:GetObject", ${rest}"Resource": "arn:aws:s3:::b/\${<|>}" }] }`,
      );
    assert.ok(!inResource("").includes("aws:PrincipalServiceName"));
    assert.ok(!inResource("").includes("aws:ResourceTag/key"));
    assert.ok(inResource("").includes("aws:username"));
    assert.ok(inResource('"Principal": "*", ').includes("aws:PrincipalServiceName"));
  });

  const policy = (members: string): string => `{ "Version": "2012-10-17", "Statement": [{ ${members} }] }`;
  const cases: readonly (readonly [title: string, marked: string, first: string | undefined])[] = [
    ["in a resource", policy(`"Resource": "arn:aws:s3:::b/\${<|>"`), "aws:username"],
    ["in a resource, half typed", policy(`"Resource": "arn:aws:s3:::b/\${aws:use<|>}/x"`), "aws:username"],
    ["in a condition", policy(`"Condition": { "StringLike": { "s3:prefix": "\${<|>" } }`), "aws:username"],
    ["not before the fifth colon", policy(`"Resource": "arn:aws:s3:\${<|>"`), undefined],
    ["not under a number", policy(`"Condition": { "NumericEquals": { "s3:max-keys": "\${<|>" } }`), undefined],
    ["not in an action", policy(`"Action": "s3:\${<|>"`), undefined],
    ["not in the old version", inStatement(`"Resource": "arn:aws:s3:::b/\${<|>"`), undefined],
  ];
  for (const [title, marked, first] of cases) test(title, () => assert.equal(labelsAt(marked)[0], first));

  test("are closed, and keep what follows", () => {
    const marked = policy(`"Resource": "arn:aws:s3:::b/\${aws:u<|>}/x"`);
    assert.equal(afterTaking(marked, "aws:userid"), policy(`"Resource": "arn:aws:s3:::b/\${aws:userid}<|>/x"`));
    const open = policy(`"Resource": "arn:aws:s3:::b/\${<|>/x"`);
    assert.equal(
      afterTaking(open, "aws:PrincipalTag/key"),
      policy(`"Resource": "arn:aws:s3:::b/\${aws:PrincipalTag/<|>key}/x"`),
    );
  });
});

describe("names that are used here already", () => {
  const known = {
    ...NO_NAMES,
    resources: ["arn:aws:s3:::logs", "arn:aws:s3:::logs/2026", "arn:aws:sqs:eu-west-1:222233334444:jobs"],
    principals: ["arn:aws:iam::222233334444:role/deploy"],
    providers: ["arn:aws:iam::222233334444:oidc-provider/gitlab.com"],
    accounts: ["222233334444"],
    organizations: ["o-abcdefghij"],
    tags: ["team"],
  };
  const cases: readonly (readonly [marked: string, first: string])[] = [
    [inStatement(`"Action": "s3:ListBucket", "Resource": "<|>"`), "arn:aws:s3:::logs"],
    [inStatement(`"Action": "s3:GetObject", "Resource": "<|>"`), "arn:aws:s3:::logs/2026"],
    [inStatement(`"Action": "sqs:SendMessage", "Resource": "<|>"`), "arn:aws:sqs:eu-west-1:222233334444:jobs"],
    [
      inStatement(`"Action": "lambda:InvokeFunction", "Resource": "<|>"`),
      "arn:aws:lambda:*:222233334444:function:function",
    ],
    [inStatement(`"Principal": { "AWS": "<|>" }`), "arn:aws:iam::222233334444:role/deploy"],
    [inStatement(`"Principal": { "Federated": "<|>" }`), "arn:aws:iam::222233334444:oidc-provider/gitlab.com"],
    [inCondition(`"StringEquals": { "aws:ResourceAccount": "<|>" }`), "222233334444"],
    [inCondition(`"StringEquals": { "aws:PrincipalOrgID": "<|>" }`), "o-abcdefghij"],
    [inCondition(`"ArnLike": { "aws:PrincipalArn": "<|>" }`), "arn:aws:iam::222233334444:role/deploy"],
    [inCondition(`"ForAnyValue:StringEquals": { "aws:TagKeys": "<|>" }`), "team"],
  ];
  for (const [marked, first] of cases) test(marked, () => assert.equal(labelsAt(marked, { known })[0], first));

  test("tags stand before the tag that is still to be named", () => {
    const labels = labelsAt(inCondition(`"StringEquals": { "<|>" }`), { known });
    const at = labels.indexOf("aws:PrincipalTag/team");
    assert.ok(at >= 0 && at < labels.indexOf("aws:PrincipalTag/${TagKey}"), labels.join());
    const marked = inCondition(`"StringEquals": { "aws:Pr<|>" }`);
    assert.match(afterTaking(marked, "aws:PrincipalTag/team", { known }), /\{ "aws:PrincipalTag\/team": "<\|>" \}/);
  });

  test("tags are read from the keys of conditions, and from what aws:TagKeys is compared with", () => {
    const conditions = {
      StringEquals: { "aws:RequestTag/team": "a", "s3:ExistingObjectTag/x": "b", "aws:ResourceTag/team": "a" },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["cost", "t*", "${aws:username}"] },
    };
    const statement = { Effect: "Allow", Action: "ec2:*", Resource: "*", Condition: conditions };
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const { policies } = readDocument({ path: "policy.json", languageId: "json", text }, undefined);
    assert.deepEqual(knownNames(policies.map(({ policy }) => policy)).tags, ["team", "cost"]);
  });
});

describe("a file that has no policy yet", () => {
  const labels = (marked: string, path: string, languageId = "json"): readonly string[] | undefined =>
    itemsInFile(marked, path, languageId)?.map(({ label }) => label);
  const all = POLICY_STARTS.map(({ label }) => label);
  const trust = all.filter((label) => label.startsWith("Trust"));
  const cases: readonly (readonly [
    marked: string,
    path: string,
    language: string,
    first: readonly string[] | undefined,
  ])[] = [
    ["<|>", "a.txt", "iam-policy", all],
    ["  <|>\n", "untitled", "iam-policy", all],
    ["  <|>\n", "Untitled-1", "json", all],
    ["<|>", "iam/deploy.json", "json", all],
    ["<|>", "queue-policy.json", "json", ["Queue policy for an SNS topic"]],
    [
      `{ "Statement": [{ <|> }] }`,
      "deploy.json",
      "json",
      ["Effect", "Action", "Resource", "Condition", "Sid", "Principal", "NotAction", "NotResource"],
    ],
    [`{ "Statement": "<|>" }`, "deploy.json", "json", undefined],
    ["<|>", "deploy-policy.json", "json", all],
    ["<|>", "policies/deploy.json", "json", all],
    ["<|>", "trust/deploy.json", "json", trust],
    ["tr<|>", "trust/deploy.json", "json", trust],
    ["{<|>}", "trust/deploy.json", "json", ["Version", "Statement", "Id", ...trust]],
    ["{ <|> }", "scp/guard.json", "json", ["Version", "Statement", "Id", "SCP that allows Regions"]],
    [`{\n  "<|>"\n}`, "scp/guard.json", "json", ["Version", "Statement", "Id"]],
    [`{ "Version": "2012-10-17",\n  <|>\n}`, "guard.json", "json", ["Statement", "Id"]],
    ["<|>", "package.json", "json", undefined],
    ["{ <|> }", "package.json", "json", undefined],
    [`{ "name": "x", <|> }`, "settings.json", "json", undefined],
    ["<|>", "policy.hcl", "hcl", undefined],
  ];
  for (const [marked, path, language, first] of cases) {
    test(`${path}: ${marked.replaceAll("\n", " ")}`, () => assert.deepEqual(labels(marked, path, language), first));
  }

  for (const { label, kind, policy } of POLICY_STARTS) {
    test(`${label}: nothing is found in it`, () => {
      const form = { objects: "lines", newline: "\n", unit: "  ", indent: "" } as const;
      assert.deepEqual(findingsIn(plainText(jsonDraft(policy, form)), kind), []);
    });
  }
});

function findingsIn(text: string, kind: PolicyKind | undefined): readonly string[] {
  const stated = { config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-26" };
  const configuration = service.configure(kind === undefined ? stated : { ...stated, kind });
  const document = readDocument({ path: "a.json", languageId: "iam-policy", text }, configuration.kindOf("a.json"));
  const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: true });
  while (run.phase !== "done") run.step();
  return run.found.map(({ code }) => code);
}

describe("condition keys", () => {
  const at = (operator: string, rest = "", action = "ec2:RunInstances"): readonly string[] =>
    labelsAt(inCondition(`"${operator}": { ${rest}"<|>" }`, action));

  test("of the statement's actions come before global ones", () => {
    const labels = at("StringEquals");
    assert.ok(labels.indexOf("ec2:InstanceType") < labels.indexOf("aws:PrincipalOrgID"), labels.join());
  });

  test("suit the operator", () => {
    assert.ok(at("IpAddress").includes("aws:SourceIp"));
    assert.ok(!at("IpAddress").includes("ec2:InstanceType"));
    assert.equal(at("ForAnyValue:StringEquals")[0], "aws:TagKeys");
    assert.ok(!at("StringEquals").includes("aws:TagKeys"));
    assert.ok(at("ArnLike").includes("aws:PrincipalArn"));
  });

  test("that are already there are left out", () => {
    assert.ok(!at("StringEquals", `"EC2:instancetype": "t3.micro", `).includes("ec2:InstanceType"));
  });

  test("that no request of the statement carries are left out", () => {
    assert.ok(!at("StringEquals", "", "s3:ListBucket").includes("aws:RequestTag/${TagKey}"));
    assert.ok(!labelsAt(inCondition(`"StringEquals": { "kms:<|>" }`)).includes("kms:ViaService"));
  });

  test("that only some of the actions carry stand behind those of all, and say whose requests lack them", () => {
    const actions = (list: string): string =>
      inStatement(`"Action": [${list}], "Condition": { "StringLike": { "s3:<|>" } }`);
    const details = (list: string): readonly (readonly [string, string | undefined])[] =>
      itemsAt(actions(list), { catalog: realCatalog() }).map(({ label, detail }) => [label, detail]);
    const keys = details(`"s3:GetObject", "s3:ListBucket"`);
    const first = keys.findIndex(([, detail]) => detail?.includes("not in requests of") === true);
    assert.ok(first > 0, JSON.stringify(keys));
    assert.deepEqual(new Map(keys).get("s3:prefix"), "String · not in requests of s3:GetObject");
    assert.ok(keys.findIndex(([label]) => label === "s3:ResourceAccount") < first);
    assert.equal(new Map(details(`"s3:ListBucket"`)).get("s3:prefix"), "String");
    assert.equal(
      new Map(details(`"s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"`)).get("s3:prefix"),
      "String · only in requests of s3:ListBucket",
    );
    assert.match(
      new Map(details(`"s3:*Object*"`)).get("s3:ExistingObjectTag/<key>") ?? "",
      /^String · not in requests of \d+ of \d+ actions$/,
    );
  });

  test("of a service that is typed are offered while no action is known", () => {
    assert.ok(labelsAt(inStatement(`"Condition": { "StringEquals": { "kms:<|>" } }`)).includes("kms:ViaService"));
  });
});

/** Keys of identity providers are filled in from a template. */
const PROVIDER_KEY = /^[a-z.-]+\.com:/;

describe("the tables of names", () => {
  test("have keys that the reference knows", () => {
    const unknown = KEY_VALUES.flatMap(({ keys }) => keys).filter(
      (key) => !PROVIDER_KEY.test(key) && realCatalog().conditionKey(key) === undefined,
    );
    assert.deepEqual(unknown, []);
  });
  test("have every key and every service once", () => {
    const keys = KEY_VALUES.flatMap((row) => row.keys);
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(new Set(SERVICE_PRINCIPALS).size, SERVICE_PRINCIPALS.length);
  });
});

describe("of too many items", () => {
  const many = Array.from({ length: 2000 }, (_, index) => `Do${index}`);
  const crowded: Catalog = {
    ...catalog,
    servicePrefixes: catalog.servicePrefixes,
    service: (prefix) => {
      const s3 = catalog.service("s3");
      return prefix === "big" && s3 !== undefined
        ? { ...s3, prefix: "big", name: "Big", actionNames: many, accessLevels: [] }
        : undefined;
    },
  };
  const result = (typed: string): ReturnType<typeof completePolicy> => {
    const subject = policyAtCursor(`{ "Statement": [{ "Action": "${typed}<|>" }] }`);
    return completePolicy(subject, questionAt(subject.offset, { catalog: crowded }));
  };

  test("only some hundred are given, and it is said that there are more", () => {
    const { items, isIncomplete } = result("big:");
    assert.equal(items.length, 500);
    assert.ok(isIncomplete);
  });

  test("those that begin with what is typed are given", () => {
    const labels = result("big:do1999").items.map(({ label }) => label);
    assert.deepEqual(labels, ["big:Do1999"]);
  });
});

describe("a policy in a string is completed as it would be alone, written as the string is", () => {
  const policyText = `{ "Statement": [{ "Effect": "Allow", "Action": "s3:", "Condition": { "StringLike": { "": "" } }, }] }`;
  for (const { name, hold } of eighthOf(HOLDERS, 0)) {
    test(name, () => {
      const file = hold(policyText);
      const [policy] = readDocument({ path: "a.json", languageId: "json", text: file }, undefined).policies;
      const [alone] = readDocument({ path: "a.json", languageId: "json", text: policyText }, undefined).policies;
      assert.ok(policy !== undefined && alone !== undefined);
      let taken = 0;
      for (let offset = 0; offset <= policyText.length; offset++) {
        const { items } = completePolicy({ ...alone, text: policyText }, questionAt(offset));
        const question = questionAt(outerOffset(file, policyText, offset, hold));
        const { items: held } = completePolicy({ ...policy, text: file }, question);
        assert.deepEqual(
          held.map(({ label }) => label),
          items.map(({ label }) => label),
          policyText.slice(0, offset),
        );
        for (const [index, item] of items.slice(0, 3).entries()) {
          const after = applyEdits(file, editsOf(held[index]!));
          assert.equal(after, hold(applyEdits(policyText, editsOf(item))));
          taken++;
        }
      }
      assert.ok(taken > 50, `only ${taken} were taken`);
    });
  }
});

/** Where an offset of the document is in the file that holds it: behind what the file has of the text before it. */
function outerOffset(file: string, document: string, offset: number, hold: (document: string) => string): number {
  const marked = hold(`${document.slice(0, offset)}MARK${document.slice(offset)}`);
  assert.equal(marked.replace("MARK", ""), file);
  return marked.indexOf("MARK");
}

test("what stands in a function of a template is completed as if it stood there alone", () => {
  const allow = `{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "<|>" }`;
  const alone = labelsAt(`{ "Statement": [${allow}] }`);
  assert.ok(alone.length > 1);
  assert.deepEqual(labelsAt(`{ "Statement": [{ "Fn::If": ["Prod", ${allow}, { "Ref": "AWS::NoValue" }] }] }`), alone);
});

describe("the text beside an item", () => {
  const cases: readonly (readonly [kind: CompletionItem["kind"], label: string, words: RegExp])[] = [
    ["element", "NotAction", /Every action \*\*except\*\*/],
    ["version", "2012-10-17", /current version/],
    ["principal-type", "Service", /AWS services/],
    ["action", "s3:GetObject", /Grants permission to retrieve objects/],
    ["action", "s3:*", /Matches 6 actions/],
    ["key", "aws:SourceIp", /Type IPAddress/],
    ["operator", "ForAnyValue:StringLike", /at least one/],
  ];
  for (const [kind, label, words] of cases) {
    test(`${kind} ${label}`, () => assert.match(documentCompletion(kind, label, catalog) ?? "", words));
  }
  test("an effect needs none", () => assert.equal(documentCompletion("effect", "Allow", catalog), undefined));
});

test("the workspace file is offered no elements of a policy, although its name speaks of IAM", () => {
  for (const path of ["iam-verdict.json", "iam/iam-verdict.json"]) {
    assert.deepEqual(itemsInFile(`{ "<|>" }`, path, "jsonc") ?? [], []);
  }
});
