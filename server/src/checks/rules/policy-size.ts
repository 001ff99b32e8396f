import { MANAGED_POLICY, ORGANIZATION_POLICY, type SizeQuota } from "../../policy/size-quota.ts";
import { writtenSize } from "../../policy/written-size.ts";
import { counted, say } from "../../wording/phrase.ts";
import { type Check, type PolicyUnderCheck, type Severity } from "../check.ts";
import { certainKind, namesPrincipals } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { owningService } from "../owning-service.ts";

const MESSAGES = messagesOf({
  tooLong: (size: number, policy: string, most: number) =>
    say`This policy has at least ${counted(size)} characters, but ${policy} can have ${counted(most)}, so AWS rejects it. Put some of its statements into another policy.`,
  onlyElsewhere: (size: number, policy: string, most: number, other: string) =>
    say`This policy has at least ${counted(size)} characters, and ${policy} can have ${counted(most)}. Only ${other} can be so long. Put some of its statements into another policy, or use wildcards for actions.`,
});

interface Quota extends SizeQuota {
  /** With its article. */
  readonly policy: string;
  /** A higher one that holds for some such policies. */
  readonly otherwise?: { readonly policy: string; readonly most: number };
}

const MANAGED: Quota = { policy: "a managed policy", ...MANAGED_POLICY };
const IDENTITY: Quota = {
  ...MANAGED,
  otherwise: { policy: "an inline policy of a role", most: 10_240 },
};

/**
 * Sources: "IAM and AWS STS quotas"; "Quotas and service limits for AWS Organizations"; "Amazon SQS policy quotas";
 * "Amazon SNS API permissions: Actions and resources reference"; "Bucket policies for Amazon S3"; "AWS KMS quotas";
 * "Control access to VPC endpoints using endpoint policies"; AssumeRole in the AWS STS API Reference.
 */
function quotaOf(subject: PolicyUnderCheck): Quota | undefined {
  switch (certainKind(subject)) {
    case "identity":
      return subject.kind.holder === "managed" ? MANAGED : IDENTITY;
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
    case "resource":
      return QUOTAS_OF_SERVICES.get(owningService(subject) ?? "");
    case undefined:
      return subject.kind.kind === "identity" && !namesPrincipals(subject) ? IDENTITY : undefined;
  }
}

const QUOTAS_OF_SERVICES: ReadonlyMap<string, Quota> = new Map<string, Quota>([
  ["s3", { policy: "a bucket policy", most: 20_480, counts: "characters" }],
  ["kms", { policy: "a key policy", most: 32_768, counts: "characters" }],
  ["sqs", { policy: "the policy of a queue", most: 8_192, counts: "characters" }],
  ["sns", { policy: "the policy of a topic", most: 30_720, counts: "characters" }],
]);

export const policySize: Check = {
  code: "policy-size",
  severity: "error",
  summary: "A policy is longer than AWS takes it.",
  messages: MESSAGES,
  *find(subject) {
    const quota = quotaOf(subject);
    if (quota === undefined || subject.broken || subject.policy.openNames) return;
    const { object, statementMember, span } = subject.policy;
    const size = writtenSize(object)[quota.counts];
    if (size <= quota.most) return;
    const { otherwise } = quota;
    const isPossible = otherwise !== undefined && size <= otherwise.most;
    yield {
      span: statementMember?.keySpan ?? { start: span.start, end: span.start + 1 },
      ...(isPossible
        ? MESSAGES.onlyElsewhere(size, quota.policy, quota.most, otherwise.policy)
        : MESSAGES.tooLong(size, otherwise?.policy ?? quota.policy, otherwise?.most ?? quota.most)),
      ...severityOf(subject, isPossible),
    };
  },
};

/** What is only guessed, and what some accounts take, is a warning. */
function severityOf(subject: PolicyUnderCheck, isPossible: boolean): { readonly severity?: Severity } {
  return isPossible || certainKind(subject) === undefined ? { severity: "warning" } : {};
}
