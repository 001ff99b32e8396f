/** Resources that a template is begun with: those that have a policy, and little else that must be filled in. */
import { type PolicyKind } from "../../policy/policy.ts";
import { type Draft, draftObject, type DraftPart, type DraftText } from "../../syntax/draft.ts";

export interface BegunResource {
  readonly label: string;
  readonly type: string;
  /** What the template may call it. */
  readonly id: string;
  readonly policies: readonly { readonly kind: PolicyKind; readonly service?: string }[];
  /** Of these policies, in the same order. */
  readonly properties: (policies: readonly Draft[]) => Draft;
}

/** Below its name in the template. */
export function bodyOfResource({ type, properties }: BegunResource, policies: readonly Draft[]): Draft {
  return draftObject({ Type: type, Properties: properties(policies) });
}

/** With its name. */
export function wholeResource(resource: BegunResource, policies: readonly Draft[]): Draft {
  const id: DraftText = { text: [{ stop: resource.id }] };
  return { members: [[id, bodyOfResource(resource, policies)]], open: false };
}

export function templateOfResource(resource: BegunResource, policies: readonly Draft[]): Draft {
  return draftObject({ AWSTemplateFormatVersion: "2010-09-09", Resources: wholeResource(resource, policies) });
}

/** Names that stand in the policies as well (`service/completion/policy-start.ts`) are typed once. */
const BUCKET = { stop: "amzn-s3-demo-bucket" };
const REGION = { stop: "us-east-1" };
const ACCOUNT = { stop: "111122223333" };

const text = (...parts: readonly DraftPart[]): DraftText => ({ text: parts });

export const ROLE: BegunResource = {
  label: "Role with a policy",
  type: "AWS::IAM::Role",
  id: "AppRole",
  policies: [{ kind: "trust" }, { kind: "identity" }],
  properties: ([trust, identity]) =>
    draftObject({
      AssumeRolePolicyDocument: trust,
      Policies: [draftObject({ PolicyName: text({ stop: "app" }), PolicyDocument: identity })],
    }),
};

/** Source: the required properties of each in the "AWS CloudFormation Template Reference Guide". */
export const BEGUN_RESOURCES: readonly BegunResource[] = [
  ROLE,
  {
    label: "Managed policy",
    type: "AWS::IAM::ManagedPolicy",
    id: "AppPolicy",
    policies: [{ kind: "identity" }],
    properties: ([identity]) => draftObject({ PolicyDocument: identity }),
  },
  {
    label: "Bucket policy",
    type: "AWS::S3::BucketPolicy",
    id: "BucketPolicy",
    policies: [{ kind: "resource", service: "s3" }],
    properties: ([own]) => draftObject({ Bucket: text(BUCKET), PolicyDocument: own }),
  },
  {
    label: "Key with its policy",
    type: "AWS::KMS::Key",
    id: "Key",
    policies: [{ kind: "resource", service: "kms" }],
    properties: ([own]) => draftObject({ KeyPolicy: own }),
  },
  {
    label: "Queue policy",
    type: "AWS::SQS::QueuePolicy",
    id: "QueuePolicy",
    policies: [{ kind: "resource", service: "sqs" }],
    properties: ([own]) =>
      draftObject({
        Queues: [text("https://sqs.", REGION, ".amazonaws.com/", ACCOUNT, "/", { stop: "my-queue" })],
        PolicyDocument: own,
      }),
  },
  {
    label: "Topic policy",
    type: "AWS::SNS::TopicPolicy",
    id: "TopicPolicy",
    policies: [{ kind: "resource", service: "sns" }],
    properties: ([own]) =>
      draftObject({
        Topics: [text("arn:aws:sns:", REGION, ":", ACCOUNT, ":", { stop: "my-topic" })],
        PolicyDocument: own,
      }),
  },
  {
    label: "Policy of a secret",
    type: "AWS::SecretsManager::ResourcePolicy",
    id: "SecretPolicy",
    policies: [{ kind: "resource", service: "secretsmanager" }],
    properties: ([own]) => draftObject({ SecretId: text({ stop: "my-secret" }), ResourcePolicy: own }),
  },
];
