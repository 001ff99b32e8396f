/** How long a policy may be, by its kind and by the service that keeps it. */
import { type PolicyHolderName } from "../policy/kinds.ts";
import { MANAGED_POLICY, ORGANIZATION_POLICY, type SizeQuota } from "../policy/size-quota.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { certainKind, namesPrincipals } from "./kind-rules.ts";
import { owningService } from "./owning-service.ts";

export interface Quota extends SizeQuota {
  /** With its article. */
  readonly policy: string;
  /** It is what all of them may have together, so others of them beside it make nothing better. */
  readonly isShared?: true;
  /** A higher one that holds for some such policies. */
  readonly otherwise?: { readonly policy: string; readonly most: number };
}

/** No policy without principals may be longer, of whatever kind it is: a permission set takes the longest. */
export const LONGEST_WITHOUT_PRINCIPALS = 32_768;

const MANAGED: Quota = { policy: "a managed policy", ...MANAGED_POLICY };
/** Of a role's, a user's and a group's it is the sum over all of them. */
const INLINE: ReadonlyMap<PolicyHolderName, Quota> = new Map<PolicyHolderName, Quota>([
  ["role", { policy: "the inline policies of a role", most: 10_240, counts: "withoutSpace", isShared: true }],
  ["user", { policy: "the inline policies of a user", most: 2_048, counts: "withoutSpace", isShared: true }],
  ["group", { policy: "the inline policies of a group", most: 5_120, counts: "withoutSpace", isShared: true }],
  ["inline", { policy: "the inline policies of a role", most: 10_240, counts: "withoutSpace", isShared: true }],
  [
    "permission-set",
    { policy: "the inline policy of a permission set", most: LONGEST_WITHOUT_PRINCIPALS, counts: "characters" },
  ],
]);
const IDENTITY: Quota = {
  ...MANAGED,
  otherwise: { policy: "an inline policy of a role", most: 10_240 },
};

/**
 * Sources: "IAM and AWS STS quotas"; "Quotas and service limits for AWS Organizations"; "Amazon SQS policy quotas";
 * "Amazon SNS API permissions: Actions and resources reference"; "Bucket policies for Amazon S3"; "AWS KMS quotas";
 * "Control access to VPC endpoints using endpoint policies"; AssumeRole in the AWS STS API Reference;
 * CreatePolicy in the AWS IoT API Reference; PutInlinePolicyToPermissionSet in the IAM Identity Center API Reference.
 * Undefined where none is known.
 */
export function quotaOf(subject: PolicyUnderCheck): Quota | undefined {
  switch (certainKind(subject)) {
    case "identity":
      return quotaOfHolder(subject.kind.holder) ?? IDENTITY;
    case "boundary":
      return MANAGED;
    case "session":
      return { policy: "a session policy", most: 2_048, counts: "characters" };
    case "trust":
      return {
        policy: "a trust policy",
        most: 2_048,
        counts: "withoutSpace",
        otherwise: { policy: "a trust policy in an account with a raised quota", most: 8_192 },
      };
    case "scp":
      return {
        policy: "an SCP",
        ...ORGANIZATION_POLICY,
        otherwise: { policy: "an SCP of an organization with a higher quota", most: 10_240 },
      };
    case "rcp":
      return { policy: "an RCP", ...ORGANIZATION_POLICY };
    case "vpc-endpoint":
      return { policy: "an endpoint policy", most: 20_480, counts: "characters" };
    case "iot":
      return { policy: "an AWS IoT Core policy", most: 2_048, counts: "withoutSpace" };
    case "resource":
      return QUOTAS_OF_SERVICES.get(owningService(subject) ?? "");
    case undefined:
      return subject.kind.kind === "identity" && !namesPrincipals(subject) ? IDENTITY : undefined;
  }
}

function quotaOfHolder(holder: PolicyHolderName | undefined): Quota | undefined {
  return holder === "managed" ? MANAGED : holder && INLINE.get(holder);
}

const QUOTAS_OF_SERVICES: ReadonlyMap<string, Quota> = new Map<string, Quota>([
  ["s3", { policy: "a bucket policy", most: 20_480, counts: "characters" }],
  ["kms", { policy: "a key policy", most: 32_768, counts: "characters" }],
  ["sqs", { policy: "the policy of a queue", most: 8_192, counts: "characters" }],
  ["sns", { policy: "the policy of a topic", most: 30_720, counts: "characters" }],
]);
