/** Whole policies for a file that has none yet: each says nothing that a check objects to, and its names are stops. */
import { type PolicyKind } from "../../policy/policy.ts";
import { draftObject } from "../../syntax/draft.ts";
import { ACCOUNT, bucket, policy, type PolicyStart, region, stop, text } from "./policy-start.ts";
import { RESOURCE_POLICIES } from "./resource-policy-starts.ts";

/** Those of the kind if it is known, else all; without those that only another service's resources have. */
export function policyStarts(kind: PolicyKind, service?: string): readonly PolicyStart[] {
  const own = POLICY_STARTS.filter((start) => start.kind === kind);
  const all = own.length > 0 ? own : POLICY_STARTS;
  return all.filter((start) => start.service === undefined || service === undefined || start.service === service);
}

const READ_A_BUCKET = policy(
  draftObject({
    Effect: "Allow",
    Action: ["s3:GetObject"],
    Resource: [text("arn:aws:s3:::", bucket, "/*")],
  }),
);

/**
 * Sources: "Policies and permissions in AWS Identity and Access Management"; "Compare AWS STS credentials"; "Deny access to AWS based on the requested
 * AWS Region" (AWS Organizations); "Resource control policy examples"; "Use a bucket policy to restrict access to a VPC
 * endpoint"; "Grant permission to tag Amazon EC2 resources during creation"; "Thing policy variables" (AWS IoT Core).
 */
export const POLICY_STARTS: readonly PolicyStart[] = [
  {
    label: "Identity policy",
    kind: "identity",
    detail: "what a user, group or role may do",
    policy: READ_A_BUCKET,
  },
  {
    label: "Launch EC2 instances only with tags",
    kind: "identity",
    detail: "RunInstances is decided on several resources, and only some of them get tags",
    policy: policy(
      draftObject({
        Sid: "LaunchWithTag",
        Effect: "Allow",
        Action: "ec2:RunInstances",
        Resource: ["arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:volume/*"],
        Condition: draftObject({
          StringEquals: { members: [[text("aws:RequestTag/", stop("team")), text(stop("my-team"))]], open: false },
        }),
      }),
      draftObject({
        Sid: "UseAtLaunch",
        Effect: "Allow",
        Action: "ec2:RunInstances",
        Resource: [
          "arn:aws:ec2:*::image/*",
          "arn:aws:ec2:*:*:key-pair/*",
          "arn:aws:ec2:*:*:network-interface/*",
          "arn:aws:ec2:*:*:security-group/*",
          "arn:aws:ec2:*:*:subnet/*",
        ],
      }),
      draftObject({
        Sid: "TagAtLaunch",
        Effect: "Allow",
        Action: "ec2:CreateTags",
        Resource: ["arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:volume/*"],
        Condition: draftObject({ StringEquals: draftObject({ "ec2:CreateAction": "RunInstances" }) }),
      }),
    ),
  },
  {
    label: "Trust policy for an AWS service",
    kind: "trust",
    detail: "a service may assume the role",
    policy: policy(
      draftObject({
        Effect: "Allow",
        Principal: draftObject({ Service: text(stop("lambda"), ".amazonaws.com") }),
        Action: "sts:AssumeRole",
      }),
    ),
  },
  {
    label: "Trust policy for another account",
    kind: "trust",
    detail: "an account that knows the external ID may assume the role",
    policy: policy(
      draftObject({
        Effect: "Allow",
        Principal: draftObject({ AWS: text("arn:aws:iam::", ACCOUNT, ":root") }),
        Action: "sts:AssumeRole",
        Condition: draftObject({ StringEquals: draftObject({ "sts:ExternalId": text(stop("external-id")) }) }),
      }),
    ),
  },
  {
    label: "Trust policy for GitHub Actions",
    kind: "trust",
    detail: "workflows of one branch of one repository may assume the role",
    policy: policy(
      draftObject({
        Effect: "Allow",
        Principal: draftObject({
          Federated: text("arn:aws:iam::", ACCOUNT, ":oidc-provider/token.actions.githubusercontent.com"),
        }),
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: draftObject({
          StringEquals: draftObject({
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": text(
              "repo:",
              stop("my-org"),
              "/",
              stop("my-repo"),
              ":ref:refs/heads/",
              stop("main"),
            ),
          }),
        }),
      }),
    ),
  },
  {
    label: "Trust policy for SAML",
    kind: "trust",
    detail: "users of an identity provider may assume the role",
    policy: policy(
      draftObject({
        Effect: "Allow",
        Principal: draftObject({ Federated: text("arn:aws:iam::", ACCOUNT, ":saml-provider/", stop("provider")) }),
        Action: "sts:AssumeRoleWithSAML",
        Condition: draftObject({
          StringEquals: draftObject({ "SAML:aud": "https://signin.aws.amazon.com/saml" }),
        }),
      }),
    ),
  },
  ...RESOURCE_POLICIES,
  {
    label: "SCP that allows Regions",
    kind: "scp",
    detail: "denies other Regions, except for services that are global",
    policy: policy(
      draftObject({
        Sid: "DenyOtherRegions",
        Effect: "Deny",
        NotAction: [
          "account:*",
          "budgets:*",
          "ce:*",
          "cloudfront:*",
          "globalaccelerator:*",
          "health:*",
          "iam:*",
          "organizations:*",
          "route53:*",
          "route53domains:*",
          "shield:*",
          "support:*",
          "trustedadvisor:*",
        ],
        Resource: "*",
        Condition: draftObject({
          StringNotEquals: draftObject({
            "aws:RequestedRegion": [text(stop("eu-central-1")), text(stop("eu-west-1"))],
          }),
        }),
      }),
    ),
  },
  {
    label: "RCP that allows the organization",
    kind: "rcp",
    detail: "denies access to buckets from outside of the organization, except for AWS services",
    policy: policy(
      draftObject({
        Sid: "DenyOutsideOrganization",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: "*",
        Condition: draftObject({
          StringNotEqualsIfExists: draftObject({ "aws:PrincipalOrgID": text(stop("o-exampleorgid")) }),
          BoolIfExists: draftObject({ "aws:PrincipalIsAWSService": "false" }),
        }),
      }),
    ),
  },
  {
    label: "Permissions boundary",
    kind: "boundary",
    detail: "the most that a user or role may do",
    policy: policy(
      draftObject({
        Effect: "Allow",
        Action: ["cloudwatch:*", "logs:*", "s3:*"],
        Resource: "*",
      }),
    ),
  },
  {
    label: "Session policy",
    kind: "session",
    detail: "the most that the session may do",
    policy: READ_A_BUCKET,
  },
  {
    label: "VPC endpoint policy",
    kind: "vpc-endpoint",
    detail: "only the organization's identities, only its resources",
    policy: policy(
      draftObject({
        Effect: "Allow",
        Principal: "*",
        Action: "*",
        Resource: "*",
        Condition: draftObject({
          StringEquals: draftObject({
            "aws:PrincipalOrgID": text(stop("o-exampleorgid")),
            "aws:ResourceOrgID": text(stop("o-exampleorgid")),
          }),
        }),
      }),
    ),
  },
  {
    label: "AWS IoT Core policy",
    kind: "iot",
    detail: "a device connects under its own name and publishes to its own topics",
    policy: policy(
      draftObject({
        Effect: "Allow",
        Action: ["iot:Connect"],
        Resource: [text("arn:aws:iot:", region, ":", ACCOUNT, ":client/${iot:Connection.Thing.ThingName}")],
        Condition: draftObject({ Bool: draftObject({ "iot:Connection.Thing.IsAttached": "true" }) }),
      }),
      draftObject({
        Effect: "Allow",
        Action: ["iot:Publish"],
        Resource: [text("arn:aws:iot:", region, ":", ACCOUNT, ":topic/${iot:Connection.Thing.ThingName}/*")],
      }),
    ),
  },
];
