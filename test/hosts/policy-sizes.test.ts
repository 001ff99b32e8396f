/** How long a policy may be, by what the file says of whose inline policy it is. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findingsOfCases } from "../support/planted-cases.ts";
import { quarterOf } from "../support/searching.ts";

/** A policy of about so many characters, in few long entries. */
function policyOf(characters: number): string {
  const resources: string[] = [];
  for (let left = characters - 90; left > 40;) {
    const start = `arn:aws:s3:::reports/${String(resources.length).padStart(4, "0")}`;
    const resource = start.padEnd(Math.min(left, 400), "/archive-of-the-department");
    resources.push(resource);
    left -= resource.length + 3;
  }
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: resources }],
  });
}

const TRUST = `{Version: "2012-10-17", Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "sts:AssumeRole"}]}`;

const template =
  (resource: (document: string) => string) =>
  (document: string): string =>
    `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  R: ${resource(document)}\n`;

const inlineOf = (type: string): ((document: string) => string) =>
  template(
    (document) =>
      `{Type: "AWS::IAM::${type}", Properties: {${type === "Role" ? `AssumeRolePolicyDocument: ${TRUST}, ` : ""}Policies: [{PolicyName: p, PolicyDocument: ${document}}]}}`,
  );

const policyIn = (property: string): ((document: string) => string) =>
  template(
    (document) => `{Type: "AWS::IAM::Policy", Properties: {PolicyName: p, ${property}, PolicyDocument: ${document}}}`,
  );

const terraform =
  (type: string, rest: string, argument = "policy") =>
  (document: string): string =>
    `resource "${type}" "r" {\n  ${rest}\n  ${argument} = <<EOT\n${document}\nEOT\n}\n`;

/** The most characters that AWS takes, and a file with a policy. */
const PLACES: readonly (readonly [name: string, most: number, path: string, file: (document: string) => string])[] = [
  ["a role's in CloudFormation", 10_240, "t.yaml", inlineOf("Role")],
  ["a user's in CloudFormation", 2_048, "t.yaml", inlineOf("User")],
  ["a group's in CloudFormation", 5_120, "t.yaml", inlineOf("Group")],
  ["a policy of a role", 10_240, "t.yaml", policyIn("Roles: [a]")],
  ["a policy of a group", 5_120, "t.yaml", policyIn("Groups: [a]")],
  ["a policy of a role and a group", 10_240, "t.yaml", policyIn("Roles: [a], Groups: [b]")],
  [
    "a managed policy",
    6_144,
    "t.yaml",
    template((document) => `{Type: "AWS::IAM::ManagedPolicy", Properties: {Roles: [a], PolicyDocument: ${document}}}`),
  ],
  [
    "a permission set's",
    32_768,
    "t.yaml",
    template((document) => `{Type: "AWS::SSO::PermissionSet", Properties: {Name: n, InlinePolicy: ${document}}}`),
  ],
  [
    "a function's in SAM",
    10_240,
    "t.yaml",
    template((document) => `{Type: "AWS::Serverless::Function", Properties: {Policies: [${document}]}}`),
  ],
  [
    "a service's role in the Serverless Framework",
    10_240,
    "serverless.yml",
    (document) =>
      `service: s\nprovider: {name: aws, iam: {role: {statements: ${JSON.stringify((JSON.parse(document) as { Statement: unknown }).Statement)}}}}\n`,
  ],
  ["a role's in Terraform", 10_240, "main.tf", terraform("aws_iam_role_policy", `role = "a"`)],
  ["a user's in Terraform", 2_048, "main.tf", terraform("aws_iam_user_policy", `user = "a"`)],
  ["a group's in Terraform", 5_120, "main.tf", terraform("aws_iam_group_policy", `group = "a"`)],
  ["a managed policy in Terraform", 6_144, "main.tf", terraform("aws_iam_policy", `name = "a"`)],
  [
    "an inline_policy block",
    10_240,
    "main.tf",
    (document) =>
      `resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = data.x.y.json\n  inline_policy {\n    name = "p"\n    policy = <<EOT\n${document}\nEOT\n  }\n}\n`,
  ],
];

describe("the length of a policy", () => {
  const findingsIn = findingsOfCases();
  const sizes = async (name: string, path: string, text: string): Promise<readonly string[]> => {
    const found = await findingsIn({ about: [name], files: new Map([[path, text]]) });
    return found.filter(({ code }) => code === "policy-size").map(({ severity }) => severity);
  };

  for (const [index, [name, most, path, file]] of quarterOf([...PLACES.entries()], 0)) {
    test(`${name} can have ${most} characters`, async () => {
      assert.deepEqual(await sizes(`fits-${index}`, path, file(policyOf(most - 200))), []);
      assert.deepEqual(await sizes(`long-${index}`, path, file(policyOf(most + 200))), ["error"]);
    });
  }

  const inTemplate = (...documents: readonly string[]): string => {
    const policies = documents.map((document, index) => `{PolicyName: p${index}, PolicyDocument: ${document}}`);
    return template(() => `{Type: "AWS::IAM::User", Properties: {Policies: [${policies.join(", ")}]}}`)("");
  };
  const inModule = (more: string, ...documents: readonly string[]): string =>
    documents
      .map(
        (document, index) =>
          `resource "aws_iam_user_policy" "p${index}" {\n  user = "a"\n${more}  policy = <<EOT\n${document}\nEOT\n}\n`,
      )
      .join("");
  const [long, short] = [policyOf(1_400), policyOf(900)];

  test("the inline policies of one are counted together, and told once", async () => {
    assert.deepEqual(await sizes("together-yaml", "t.yaml", inTemplate(long, short)), ["error"]);
    assert.deepEqual(await sizes("together-three", "t.yaml", inTemplate(short, short, short)), ["error"]);
    assert.deepEqual(await sizes("together-tf", "main.tf", inModule("", long, short)), ["error"]);
  });

  test("not those that fit, are of several, or may not be there", async () => {
    const others = inModule("", long) + inModule("", short).replace('"p0"', '"q"').replace('"a"', '"b"');
    assert.deepEqual(await sizes("fit-yaml", "t.yaml", inTemplate(short, short)), []);
    assert.deepEqual(await sizes("fit-tf", "main.tf", inModule("", short, short)), []);
    assert.deepEqual(await sizes("others-tf", "main.tf", others), []);
    assert.deepEqual(await sizes("counted-tf", "main.tf", inModule("  count = var.own ? 1 : 0\n", long, short)), []);
    assert.deepEqual(
      await sizes(
        "accounts-tf",
        "main.tf",
        inModule("  provider = aws.other\n", long) + inModule("", short).replace("p0", "q"),
      ),
      [],
    );
    const chosen = inTemplate(long, short)
      .replace("{PolicyName: p1", "!If [Own, {PolicyName: p1")
      .replace(/\}\]\}\}/, "}, !Ref AWS::NoValue]]}}");
    assert.deepEqual(await sizes("chosen-yaml", "t.yaml", chosen), []);
  });

  test("nothing is said of what AWS has already", async () => {
    const document = JSON.parse(policyOf(12_000)) as unknown;
    const role = "arn:aws:iam::111122223333:role/a";
    const snapshot = {
      RoleDetailList: [{ RoleName: "a", Arn: role, RolePolicyList: [{ PolicyName: "p", PolicyDocument: document }] }],
      Policies: [
        {
          PolicyName: "q",
          Arn: "arn:aws:iam::111122223333:policy/q",
          DefaultVersionId: "v1",
          PolicyVersionList: [{ VersionId: "v1", IsDefaultVersion: true, Document: document }],
        },
      ],
    };
    assert.deepEqual(await sizes("snapshot", "account.json", JSON.stringify(snapshot)), []);
  });
});
