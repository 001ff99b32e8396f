// Every kind of policy written from nothing by somebody who takes what is offered: how many keys it takes, and that
// nothing is found in the end. More keys than it takes now would be a step back.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createTypist } from "./typist.mjs";

const MARK = "<|>";
const TAB = { key: "Tab" };
const ENTER = { key: "Enter" };
const OBJECT = "arn:aws:s3:::bucket/*";

const keys = (key, times) => ({ key, times });
/** A whole policy that is offered in an empty file, with as many places to fill in. */
const whole = (name, path, label, stops, most) => ({
  title: `${name}, whole`,
  path,
  steps: [label, keys("Tab", stops)],
  most,
});
/** Element by element, from the first brace. */
const built = (name, path, most, ...steps) => ({
  title: `${name}, element by element`,
  path,
  steps: [{ type: "{" }, "Version", "Statement", ...steps],
  most,
});
const template = (properties) =>
  `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Own:\n    Type: ${properties.type}\n    Properties:\n      ${properties.name}:${MARK}\n`;

/** A step is a label that is taken, a key, or a text that is typed or pasted. Names of files are of one kind of policy each. */
const WRITTEN = [
  whole("identity policy", "identity-policy/whole-identity.json", "Identity policy", 1, 3),
  whole("trust policy for a service", "trust/whole-service.json", "Trust policy for an AWS service", 1, 3),
  whole("trust policy for an account", "trust/whole-account.json", "Trust policy for another account", 2, 5),
  whole("trust policy for OIDC", "trust/whole-oidc.json", "Trust policy for GitHub Actions", 4, 8),
  whole("trust policy for SAML", "trust/whole-saml.json", "Trust policy for SAML", 2, 7),
  whole("bucket policy", "bucket-policy/whole-tls.json", "Bucket policy that requires TLS", 1, 3),
  whole("key policy", "key-policy/whole-key.json", "Key policy", 1, 4),
  whole("SCP", "scp/whole-scp.json", "SCP that allows Regions", 2, 4),
  whole("RCP", "rcp/whole-rcp.json", "RCP that allows the organization", 1, 3),
  whole("permissions boundary", "boundary/whole-boundary.json", "Permissions boundary", 0, 2),
  whole("endpoint policy", "vpc-endpoint/whole-endpoint.json", "VPC endpoint policy", 1, 3),
  whole("session policy", "session-policy/whole-session.json", "Session policy", 1, 3),
  built("identity policy", "identity-policy/built-identity.json", 20, "s3:GetObject", TAB, OBJECT, TAB, TAB),
  built(
    "identity policy with a condition",
    "identity-policy/built-condition.json",
    29,
    ...["s3:GetObject", TAB, OBJECT, TAB, TAB, keys("ArrowRight", 2)],
    ...["Condition", "StringEquals", "aws:PrincipalOrgID", "o-exampleorgid"],
  ),
  built(
    "trust policy for a service",
    "trust/built-service.json",
    16,
    ...["Service", "lambda.amazonaws.com", TAB, TAB, "sts:AssumeRole"],
  ),
  built(
    "trust policy for an account",
    "trust/built-account.json",
    26,
    ...["AWS", "arn:aws:iam::111122223333:root", keys("Tab", 3), "sts:AssumeRole", keys("ArrowRight", 2)],
    ...["Condition", "StringEquals", "sts:ExternalId"],
  ),
  built(
    "bucket policy",
    "bucket-policy/built-bucket.json",
    28,
    ...["AWS", "arn:aws:iam::111122223333:role/role", keys("Tab", 4), "s3:GetObject", TAB, OBJECT, TAB, TAB],
  ),
  built(
    "key policy",
    "key-policy/built-key.json",
    24,
    ...["AWS", "arn:aws:iam::111122223333:root", keys("Tab", 3), "kms:*", TAB, "*"],
  ),
  built("SCP", "scp/built-scp.json", 25, "organizations:LeaveOrganization", TAB, "*"),
  built(
    "RCP",
    "rcp/built-rcp.json",
    27,
    ...["s3:*", TAB, "*", keys("ArrowRight", 2), "Condition", "Bool", "aws:SecureTransport", "false"],
  ),
  built(
    "permissions boundary",
    "boundary/built-boundary.json",
    23,
    ...["dynamodb:Query", TAB, "arn:aws:dynamodb:*:*:table/table", keys("Tab", 3)],
  ),
  built(
    "session policy",
    "session-policy/built-session.json",
    18,
    ...["sqs:SendMessage", TAB, "arn:aws:sqs:*:*:queue", keys("Tab", 3)],
  ),
  built("endpoint policy", "vpc-endpoint/built-endpoint.json", 19, "s3:GetObject", TAB, OBJECT, TAB, TAB),
  {
    title: "Terraform: in jsonencode",
    path: "encoded/encoded.tf",
    text: `resource "aws_iam_policy" "p" {\n  name   = "p"\n  policy = jsonencode(${MARK})\n}\n`,
    steps: ["Identity policy", TAB],
    most: 4,
  },
  {
    title: "Terraform: in jsonencode, element by element",
    path: "built/built.tf",
    text: `resource "aws_iam_policy" "p" {\n  name   = "p"\n  policy = jsonencode(${MARK})\n}\n`,
    steps: [{ type: "{" }, "Version", "Statement", "s3:GetObject", TAB, OBJECT, TAB],
    most: 18,
  },
  {
    title: "Terraform: in an empty aws_iam_policy_document",
    path: "document/document.tf",
    text: `data "aws_iam_policy_document" "d" {${MARK}}\n`,
    steps: [ENTER, "statement", "s3:GetObject", TAB, OBJECT, TAB],
    most: 15,
  },
  {
    title: "Terraform: an assume_role_policy",
    path: "assumed/assumed.tf",
    text: `resource "aws_iam_role" "r" {\n  name               = "r"\n  assume_role_policy = ${MARK}\n}\n`,
    steps: ["Trust policy for an AWS service", TAB],
    most: 4,
  },
  {
    title: "CloudFormation: a PolicyDocument",
    path: "cloudformation/whole.yaml",
    text: template({ type: "AWS::IAM::ManagedPolicy", name: "PolicyDocument" }),
    steps: [ENTER, "Identity policy", TAB],
    most: 5,
  },
  {
    title: "CloudFormation: a PolicyDocument, element by element",
    path: "cloudformation/built.yaml",
    text: template({ type: "AWS::IAM::ManagedPolicy", name: "PolicyDocument" }),
    steps: [
      ENTER,
      "Version",
      "Effect",
      "Allow",
      ENTER,
      "Action",
      "s3:GetObject",
      ENTER,
      "Resource",
      "arn:aws:s3:::bucket/*",
    ],
    most: 40,
  },
  {
    title: "CloudFormation: an AssumeRolePolicyDocument",
    path: "cloudformation/assumed.yaml",
    text: template({ type: "AWS::IAM::Role", name: "AssumeRolePolicyDocument" }),
    steps: [ENTER, "Trust policy for an AWS service", TAB],
    most: 5,
  },
];

const JSON_POLICY =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::files/*"}]}\n';

const PASTED = [
  {
    title: "pasted behind policy =",
    path: "pasted-argument/pasted-argument.tf",
    text: `resource "aws_iam_policy" "p" {\n  policy = ${MARK}\n}\n`,
    holds: /^ {2}policy = jsonencode\(\{\n {4}Version = "2012-10-17"\n/m,
  },
  {
    title: "pasted into braces",
    path: "pasted-braces/pasted-braces.tf",
    text: `resource "aws_iam_policy" "p" {\n  policy = jsonencode({${MARK}})\n}\n`,
    holds: /^ {2}policy = jsonencode\(\{\n {4}Version = "2012-10-17"\n[^]*\n {2}\}\)\n\}\n$/m,
  },
  {
    title: "pasted into an empty data source",
    path: "pasted-document/pasted-document.tf",
    text: `data "aws_iam_policy_document" "d" {\n  ${MARK}\n}\n`,
    holds: /^ {2}statement \{\n {4}effect {4}= "Allow"\n/m,
  },
  {
    title: "pasted into an empty file",
    path: "pasted-file/pasted-file.tf",
    holds: /^data "aws_iam_policy_document" "policy" \{\n {2}statement \{\n {4}effect/m,
  },
  {
    title: "pasted into a template",
    path: "cloudformation/pasted-template.yaml",
    text: template({ type: "AWS::IAM::ManagedPolicy", name: "PolicyDocument" }).replace(MARK, ` ${MARK}`),
    holds: /^ {6}PolicyDocument:\n {8}Version: "2012-10-17"\n {8}Statement:\n {10}- Effect: Allow\n/m,
  },
  {
    title: "pasted where none belongs, it stays as it is",
    path: "identity-policy/pasted-json.json",
    holds: /^\{"Version": "2012-10-17", "Statement"/,
  },
].map((one) => ({ ...one, steps: [{ paste: JSON_POLICY }], most: 1 }));

const POLICIES = [...WRITTEN, ...PASTED];

/** What is there before anybody types, by path. */
export const authoringFiles = {
  "identity-policy/awake.json":
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObjectt", "Resource": "*"}}',
  ...Object.fromEntries(POLICIES.map(({ path, text = "" }) => [path, text.replace(MARK, "")])),
};

const AWAKE = {
  title: "the extension is awake",
  async run(workbench) {
    await workbench.openPath("identity-policy/awake.json");
    await workbench.squiggles.first().waitFor({ state: "attached" });
  },
};

const ownSteps = POLICIES.map(({ title, path, text = MARK, steps, most, holds }) => ({
  title,
  async run(workbench) {
    await workbench.openPath(path);
    const before = text.slice(0, text.indexOf(MARK)).split("\n");
    if (text !== MARK) await workbench.goTo(before.length, before.at(-1).length + 1);
    const typist = createTypist(workbench.page);
    for (const step of steps) {
      if (typeof step === "string") await typist.take(step);
      else if (step.type !== undefined) await typist.type(step.type);
      else if (step.paste !== undefined) await typist.paste(step.paste);
      else for (let times = step.times ?? 1; times > 0; times--) await typist.press(step.key);
    }
    await workbench.save();
    const written = readFileSync(join(workbench.folder, path), "utf8");
    if (holds !== undefined) assert.match(written, holds);
    assert.equal(findingsIn(join(workbench.folder, path)), "", written);
    assert.equal(await workbench.squiggles.count(), 0, written);
    assert.ok(typist.keys <= most, `${typist.keys} keys, and it took ${most}\n${written}`);
    return `${typist.keys} keys for ${written.length - authoringFiles[path].length} characters, ${typist.openedByHand} lists asked for`;
  },
}));

/** The first has to come before any other. */
export const authoringSteps = [AWAKE, ...ownSteps];

const CLI = join(import.meta.dirname, "../../../dist/cli.js");

/** Findings of any severity, and whatever keeps the file from being read. */
function findingsIn(path) {
  const { stdout, stderr } = spawnSync(process.execPath, [CLI, "lint", path], { encoding: "utf8" });
  return /^No findings in 1 policy, /.test(stdout) && stderr === "" ? "" : stdout + stderr;
}
