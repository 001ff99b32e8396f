/** The condition keys that statements mostly ask for: which come first of those that the requests carry. */
import { type PolicyKind } from "../../policy/policy.ts";
import { type CompletionPlace } from "./candidate.ts";

/** Names of the reference, best first: what the kind of policy and its callers suggest, then what the actions do. */
export function usualKeys({ kind, statement, named, beside }: UsualPlace): readonly string[] {
  const ofKind = kind.basis === "content" ? undefined : KEYS_OF_KIND[kind.kind];
  const types = statement?.principal?.form === "typed" ? statement.principal.types.map(({ type }) => type) : [];
  const services = new Set([...named, ...beside].map((action) => action.slice(0, action.indexOf(":")).toLowerCase()));
  return [
    ...(types.includes("Service") ? KEYS_OF_SERVICES : []),
    ...(types.includes("AWS") && assumes(named) ? KEYS_OF_TRUST : []),
    ...(ofKind ?? []),
    ...[...services].flatMap((prefix) => KEYS_OF_SERVICE[prefix] ?? []),
    ...COMMON_KEYS,
  ];
}

type UsualPlace = Pick<CompletionPlace, "kind" | "statement" | "named" | "beside">;

function assumes(named: readonly string[]): boolean {
  return named.some((action) => /^sts:AssumeRole$/i.test(action));
}

/** Who calls for whom. Source: "The confused deputy problem", IAM User Guide. */
const KEYS_OF_SERVICES = ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID"];

/** Source: "Access to AWS accounts owned by third parties", IAM User Guide. */
const KEYS_OF_TRUST = ["sts:ExternalId", "aws:PrincipalOrgID", "aws:PrincipalArn", "sts:RoleSessionName"];

/** Sources: "Building a data perimeter on AWS"; "Example service control policies". */
const KEYS_OF_KIND: Readonly<Partial<Record<PolicyKind, readonly string[]>>> = {
  scp: ["aws:RequestedRegion", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:ResourceOrgID"],
  rcp: ["aws:PrincipalOrgID", "aws:SourceOrgID", "aws:PrincipalIsAWSService", "aws:SecureTransport"],
  "vpc-endpoint": ["aws:PrincipalOrgID", "aws:ResourceOrgID", "aws:PrincipalAccount", "aws:ResourceAccount"],
};

/** By prefix. Sources: the guides of the services, "Policy condition keys" and "Identity-based policy examples". */
export const KEYS_OF_SERVICE: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ["dynamodb:LeadingKeys", "dynamodb:Attributes", "dynamodb:Select"],
  ec2: [
    "aws:ResourceTag/${TagKey}",
    "aws:RequestTag/${TagKey}",
    "ec2:InstanceType",
    "ec2:CreateAction",
    "ec2:Vpc",
    "ec2:Subnet",
    "ec2:Region",
  ],
  iam: ["iam:PassedToService", "iam:PermissionsBoundary", "iam:PolicyARN", "iam:AWSServiceName"],
  kms: ["kms:ViaService", "kms:CallerAccount", "kms:GrantIsForAWSResource", "kms:ResourceAliases"],
  lambda: ["lambda:FunctionArn", "lambda:FunctionUrlAuthType", "lambda:Principal"],
  s3: [
    "s3:prefix",
    "s3:delimiter",
    "s3:x-amz-server-side-encryption",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3:x-amz-acl",
    "s3:ExistingObjectTag/<key>",
    "s3:ResourceAccount",
    "s3:TlsVersion",
  ],
  secretsmanager: ["secretsmanager:SecretId", "secretsmanager:VersionStage"],
  sns: ["sns:Protocol", "sns:Endpoint"],
  sts: ["sts:ExternalId", "sts:RoleSessionName", "sts:SourceIdentity"],
};

/** The global keys that most conditions are about, those of guards first. */
export const COMMON_KEYS = [
  "aws:SecureTransport",
  "aws:MultiFactorAuthPresent",
  "aws:PrincipalOrgID",
  "aws:PrincipalAccount",
  "aws:SourceAccount",
  "aws:SourceArn",
  "aws:PrincipalArn",
  "aws:RequestedRegion",
  "aws:SourceIp",
  "aws:SourceVpce",
];
