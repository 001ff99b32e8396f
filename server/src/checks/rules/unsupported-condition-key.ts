import { name, say } from "../../wording/phrase.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { conditionEntries } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { owningService } from "../owning-service.ts";

const MESSAGES = messagesOf({
  inKeyPolicy: (key: string) =>
    say`KMS takes ${name(key)} in identity-based policies only, because a key policy belongs to one key alone, and rejects a key policy with it. Remove this condition.`,
  inVpc: (key: string) =>
    say`OpenSearch Service rejects a condition on ${name(key)} in the policy of a domain that is in a VPC. Remove it, and limit the addresses in the domain's security groups.`,
});

/**
 * Sources: "Use tags to control access to KMS keys" and "kms:ResourceAliases" of AWS KMS, with its answer "These condition keys
 * are not permitted in a key policy: aws:ResourceTag, kms:ResourceTag, kms:ResourceAliases"; "About access policies on VPC
 * domains" of Amazon OpenSearch Service, with its answer "You can’t attach an IP-based policy to a domain that has a VPC
 * endpoint".
 */
export const unsupportedConditionKey: Check = {
  code: "unsupported-condition-key",
  severity: "error",
  summary: "The service that stores the policy does not support this condition key in it.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    if (owningService(subject) === "kms") yield* ofKeys(subject);
    if (certainKind(subject) === "resource" && subject.kind.holder === "vpc-domain") yield* ofVpcDomains(subject);
  },
};

function* ofKeys({ policy }: PolicyUnderCheck): Generator<Finding> {
  for (const { entry } of conditionEntries(policy)) {
    if (entry.keyHoles.length > 0 || !OF_IDENTITY_POLICIES.test(entry.key)) continue;
    yield { span: entry.keySpan, ...MESSAGES.inKeyPolicy(entry.key) };
  }
}

const OF_IDENTITY_POLICIES = /^(?:kms:ResourceAliases|(?:aws|kms):ResourceTag\/.+)$/i;

function* ofVpcDomains({ policy }: PolicyUnderCheck): Generator<Finding> {
  for (const { entry } of conditionEntries(policy)) {
    if (entry.keyHoles.length > 0 || !/^aws:SourceIp$/i.test(entry.key)) continue;
    yield { span: entry.keySpan, ...MESSAGES.inVpc(entry.key) };
  }
}
