/** What a template says of whose policy is whose, in the forms in which people write it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { selectPolicies } from "../../server/src/workspace/select-policies.ts";
import { patternOf } from "../../server/src/syntax/filled-text.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspace, type WorkspacePolicies } from "../../server/src/workspace/workspace.ts";

const ACCOUNT = "111122223333";

function selectedIn(text: string, role: string, resource: string, action?: string): ReturnType<typeof selectPolicies> {
  return selectPolicies(readWorkspace([{ path: "template.yaml", text }], EMPTY_CONFIG), {
    ...{
      principal: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/run`,
      resource,
      possibleResources: [],
      ...(action !== undefined && { action }),
    },
    ...{ resourceAccount: undefined, endpoint: undefined, denying: undefined },
  });
}

const DOCUMENT = `{ Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "sqs:SendMessage", Resource: "*" }] }`;
const managed = (policies: string, more = ""): string => `Transform: AWS::Serverless-2016-10-31
Conditions:
  Sends: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  SendPolicy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: ${DOCUMENT}
  Mailer:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Policies: ${policies}
${more}`;

describe("a managed policy among the policies of a function of SAM", () => {
  const rows: readonly (readonly [policies: string, more: string, basis: string, attachedIf?: string])[] = [
    ["[!Ref SendPolicy]", "", "declared"],
    ["!Ref SendPolicy", "", "declared"],
    ["[AWSLambdaExecute, !GetAtt SendPolicy.PolicyArn]", "", "declared"],
    ["[!If [Sends, !Ref SendPolicy, !Ref AWS::NoValue]]", "", "declared", "Condition: Sends"],
    // Its own role has none of them.
    ["[!Ref SendPolicy]", "      Role: !Sub arn:aws:iam::${AWS::AccountId}:role/mail", "none"],
    // What a statement is about is not attached by it.
    [
      `[{ Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "iam:GetPolicy", Resource: !Ref SendPolicy }] }]`,
      "",
      "none",
    ],
  ];
  for (const [policies, more, basis, attachedIf] of rows) {
    test(`${policies} ${more.trim()}`, () => {
      const { identity } = selectedIn(managed(policies, more), "mail-MailerRole-1AB2CD3", "*");
      const one = identity.find(({ name }) => name.includes("template.yaml"));
      assert.equal(one?.basis, basis);
      const { policies: all } = workspaceOf(managed(policies, more));
      const [found] = all.filter(({ name }) => name.includes("template.yaml"));
      assert.equal(found?.binding.declared.attachedIf, attachedIf);
    });
  }
});

function workspaceOf(text: string): WorkspacePolicies {
  return readWorkspace([{ path: "template.yaml", text }], EMPTY_CONFIG);
}

describe("a policy of a resource is that of what it names", () => {
  const FUNCTION = `  Mailer:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: nodejs22.x }\n`;
  const permission = (name: string): string =>
    `Resources:\n${FUNCTION}  Calls:\n    Type: AWS::Lambda::Permission\n    Properties: { FunctionName: ${name}, Action: "lambda:InvokeFunction", Principal: events.amazonaws.com }\n`;
  const role = (parameter: string): string =>
    `Parameters:\n  RoleName: ${parameter}\nResources:\n  Mail:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: !Ref RoleName\n      AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: "sts:AssumeRole" }] }\n`;
  const rows: readonly (readonly [what: string, text: string, resources: readonly string[]])[] = [
    ["a function by its ARN", permission("!GetAtt Mailer.Arn"), ["arn:*:lambda:*:*:function:*-Mailer-*"]],
    ["the alias that SAM makes", permission("!Ref Mailer.Alias"), ["arn:*:lambda:*:*:function:*-Mailer-*:*"]],
    ["what is no part of it", permission("!GetAtt Mailer.Runtime"), []],
    ["a role without a default", role("{ Type: String }"), []],
  ];
  for (const [what, text, resources] of rows) {
    test(what, () => assert.deepEqual(workspaceOf(text).policies[0]?.binding.declared.resources, resources));
  }
});

describe("a name that a parameter gives is", () => {
  const trust = `{ Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: "sts:AssumeRole" }] }`;
  const role = `Parameters:\n  Name: { Type: String, Default: mail }\nResources:\n  Mail:\n    Type: AWS::IAM::Role\n    Properties: { RoleName: !Ref Name, AssumeRolePolicyDocument: ${trust} }\n`;
  const bucket = (name: string): string =>
    `Parameters:\n  Name: { Type: String, Default: acme-mail }\nResources:\n  Mail:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: !Ref Name }\n  P:\n    Type: AWS::S3::BucketPolicy\n    Properties: { Bucket: ${name}, PolicyDocument: ${DOCUMENT.replace("Action", 'Principal: "*", Action')} }\n`;
  const rows: readonly (readonly [what: string, text: string, resource: string, basis: string])[] = [
    ["a role's by default", role, `arn:aws:iam::${ACCOUNT}:role/mail`, "declared"],
    ["perhaps another role's", role, `arn:aws:iam::${ACCOUNT}:role/post`, "none"],
    ["a bucket's by default", bucket("!Ref Mail"), "arn:aws:s3:::acme-mail/1", "declared"],
    ["perhaps another bucket's", bucket("!Ref Mail"), "arn:aws:s3:::globex-mail/1", "none"],
    ["that of a bucket named by it", bucket("!Ref Name"), "arn:aws:s3:::acme-mail/1", "declared"],
  ];
  for (const [what, text, resource, basis] of rows) {
    test(what, () => {
      const { resource: found } = selectedIn(text, "app", resource, "sts:AssumeRole");
      assert.equal(found.map((one) => one.basis).join(), basis);
    });
  }
});

describe("what a statement refers to is known by its form", () => {
  const rows: readonly (readonly [type: string, properties: string, written: string, arn: string])[] = [
    ["Serverless::Function", "AutoPublishAlias: live", "!Ref It.Alias", "arn:*:lambda:*:*:function:*:live"],
    ["Serverless::Function", "FunctionName: mail", '!Sub "${It.Alias}"', "arn:*:lambda:*:*:function:mail:*"],
    ["Serverless::Function", "FunctionName: mail", "!Ref It.Version", "arn:*:lambda:*:*:function:mail:*"],
    ["Events::ApiDestination", "Name: mail", "!GetAtt It.Arn", "arn:*:events:*:*:api-destination/mail/*"],
    ["DSQL::Cluster", "DeletionProtectionEnabled: true", "!GetAtt It.ResourceArn", "arn:*:dsql:*:*:cluster/*"],
    ["Batch::JobQueue", "JobQueueName: mail", "!Ref It", "arn:*:batch:*:*:job-queue/mail"],
    ["ECS::TaskDefinition", "Family: mail", "!Ref It", "arn:*:ecs:*:*:task-definition/mail:*"],
    ["Glue::Job", "Name: mail", '!Sub "arn:aws:glue:eu-west-1:1:job/${It}"', "arn:aws:glue:eu-west-1:1:job/mail"],
  ];
  for (const [type, properties, written, arn] of rows) {
    test(`${written} of ${type}`, () => {
      const text = `Resources:\n  It:\n    Type: AWS::${type}\n    Properties: { ${properties} }\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties: { PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "*", Resource: ${written} }] } }\n`;
      const entries = workspaceOf(text).policies.at(-1)?.policy.statements[0]?.resource?.entries ?? [];
      assert.deepEqual(entries.map(patternOf), [arn]);
    });
  }
});
