/** The sentences for policies that AWS did not accept: which rule they break, and what to look for. */
import { type PolicyRejection, type RejectionRule } from "../message/policy-rejection.ts";
import { name, type Phrase, say, sentences } from "../wording/phrase.ts";

/** Two sentences: no request was denied, and which rule the policy breaks. */
export function rejectionInWords({ rule, named }: PolicyRejection): Phrase {
  const broken = named === null || !NAMES_PART.has(rule) ? RULES[rule] : say`${RULES[rule]} AWS names ${name(named)}.`;
  return sentences(say`No request was denied: AWS did not accept the text of a policy.`, broken);
}

/** Rules whose sentence names the part of the policy. */
const NAMES_PART: ReadonlySet<RejectionRule> = new Set([
  "principal",
  "prohibited-field",
  "missing-field",
  "resource-format",
  "region-in-arn",
  "effect",
  "condition",
  "vendor",
]);

const RULES: Readonly<Record<RejectionRule, Phrase>> = {
  principal: say`A principal in it does not exist or is not written in a form that AWS knows.`,
  "action-and-resource": say`An action in it works on none of the resources of its statement.`,
  "condition-and-action": say`A condition key in it is never part of a request for the statement's actions on its resources.`,
  resource: say`A resource in it is not one that this bucket's policy can be about.`,
  action: say`An action in it does not exist or does not belong to the service of the resource.`,
  "action-of-service": say`An action in it is one that this kind of policy cannot grant.`,
  "key-locked": say`With this key policy, whoever saved it could not change it again.`,
  "legacy-parsing": say`AWS could not read it as a policy.`,
  "prohibited-field": say`It has an element that this kind of policy must not have.`,
  "missing-field": say`A statement in it has no value for an element that it must have.`,
  "resource-format": say`A resource in it is neither an ARN nor ${name("*")}.`,
  "region-in-arn": say`An IAM ARN in it has a Region, and ARNs of IAM have none.`,
  "vendor-prefix": say`An action or a condition key in it has no service in front, as in ${name("s3:GetObject")}.`,
  sid: say`A ${name("Sid")} in it has a character that is not allowed, or two statements have the same one.`,
  version: say`Its ${name("Version")} is missing or older than ${name("2012-10-17")}.`,
  "trust-action": say`A role's trust policy has an action that does not assume the role.`,
  "trust-policy": say`The service that is to assume the role cannot do so under its trust policy.`,
  syntax: say`Its JSON or its structure is wrong.`,
  size: say`It is longer than AWS allows for this kind of policy.`,
  "repository-policy": say`Amazon ECR does not say which part of the repository policy is wrong.`,
  "queue-policy": say`Amazon SQS does not say which part of the queue's policy is wrong.`,
  "api-policy": say`API Gateway does not say which part is wrong: the structure or a principal.`,
  "topic-policy": say`Amazon SNS does not say which part of the topic's policy is wrong.`,
  "domain-policy": say`OpenSearch Service does not take this access policy for the domain.`,
  "log-policy": say`CloudWatch Logs cannot read it; most often a service stands under ${name("AWS")}.`,
  "vault-policy": say`AWS Backup takes no policy for this vault that lets other accounts in.`,
  "registry-policy": say`Amazon ECR does not say which part of the registry policy is wrong.`,
  "device-policy": say`AWS IoT Core could not read it as a policy for devices.`,
  "organization-policy": say`It does not follow the syntax of the type of policy that AWS Organizations was given.`,
  "queue-quota": say`A statement in it has more actions than SQS accepts in one.`,
  effect: say`A statement in it has an ${name("Effect")} other than ${name("Allow")} and ${name("Deny")}.`,
  condition: say`A condition in it has an operator or a key that does not exist.`,
  vendor: say`An action or an ARN in it names a service that does not exist.`,
  characters: say`It has a character that IAM does not take in a policy.`,
  "document-type": say`The template writes the policy as another type of value than its property takes.`,
  unsaid: say`The message does not say which part is wrong.`,
};

/** What to do where nothing here shows it. */
export const CORRECTIONS: Readonly<Record<RejectionRule, Phrase>> = {
  principal: say`Check every ${name("Principal")}: each user and role must exist, and account numbers have 12 digits. An ARN cannot have a wildcard.`,
  "action-and-resource": say`Check each statement: bucket actions need the ARN of the bucket, object actions the ARN with ${name("/*")}.`,
  "condition-and-action": say`Give the actions that carry the condition key a statement of their own, without the others.`,
  resource: say`Check that every ${name("Resource")} is the ARN of the bucket that the policy is for, or of its objects.`,
  action: say`Check the names of the actions, and that all belong to the service of the resource.`,
  "action-of-service": say`Keep only actions of the service whose resource policy it is, and only those on this resource.`,
  "key-locked": say`Add a statement that allows the account's root principal or your own identity ${name("kms:PutKeyPolicy")}.`,
  "legacy-parsing": say`Check that the file holds one JSON document, that no variable in it was left empty, and that ${name("Version")} stands first.`,
  "prohibited-field": say`Take the element out: identity-based policies have no ${name("Principal")}, and trust policies no ${name("Resource")}. Check, too, that it is the kind of policy that you meant to save.`,
  "missing-field": say`Check that every statement has ${name("Effect")}, ${name("Action")} and what its kind of policy needs besides: ${name("Resource")} or ${name("Principal")}. An empty list counts as missing.`,
  "resource-format": say`Check every ${name("Resource")}: a variable that was not set leaves an empty string.`,
  "region-in-arn": say`Take the Region out: an IAM ARN has two colons between ${name("iam")} and the account.`,
  "vendor-prefix": say`Write the service's prefix and a colon in front of each action and condition key.`,
  sid: say`Write every ${name("Sid")} with letters and digits only, and each of them once.`,
  version: say`Write ${name('"Version": "2012-10-17"')} as the first element.`,
  "trust-action": say`Keep only ${name("sts:AssumeRole")} and its variants in the trust policy. What the role may do belongs in an identity-based policy.`,
  "trust-policy": say`Check that the trust policy names the service, and allows it every action that it needs: EKS Pod Identity needs ${name("sts:AssumeRole")} and ${name("sts:TagSession")}.`,
  syntax: say`Check the policy with ${name("iam-verdict lint")}, or open its file here.`,
  size: say`Merge statements, use wildcards, or split the policy. AWS does not count white space in policies of IAM, but it does in SCPs.`,
  "repository-policy": say`Check that no statement has a ${name("Resource")}, that the actions are ${name("ecr:")} actions, and that every principal exists.`,
  "queue-policy": say`Check that every principal exists, that each statement has a ${name("Resource")}, and that the actions are ones on a queue: ${name("sqs:ListQueues")} and ${name("sqs:CreateQueue")} are not.`,
  "api-policy": say`Check that every principal exists, then the structure of the policy.`,
  "topic-policy": say`Check that each statement has a ${name("Principal")} that exists, actions of ${name("sns:")} only, and a ${name("Sid")} of its own.`,
  "domain-policy": say`Name who may use the domain, or limit ${name("*")} by ${name("aws:SourceIp")}. A domain in a VPC takes no condition on ${name("aws:SourceIp")}: use its security groups.`,
  "log-policy": say`Put services such as ${name("delivery.logs.amazonaws.com")} under ${name("Service")}.`,
  "vault-policy": say`Allow principals of the vault's own account only, or turn on cross-account backup in the organization.`,
  "registry-policy": say`Check that each statement has a ${name("Resource")} with ARNs of repositories, and that every principal exists.`,
  "device-policy": say`Check that all actions begin with ${name("iot:")}. Each ${name("Resource")} must be the ARN of a client, a topic or a topic filter.`,
  "organization-policy": say`Check the elements: an SCP has no ${name("Principal")}, and an RCP denies with ${name('"Principal": "*"')}. Check, too, that the type is the one that you meant.`,
  "queue-quota": say`Split the statement into statements of seven actions at most.`,
  effect: say`Write ${name("Allow")} or ${name("Deny")}, in exactly this case.`,
  condition: say`Check the names of the operators, such as ${name("StringEquals")}, and of the condition keys.`,
  vendor: say`Check the prefix of every action and the third field of every ARN.`,
  characters: say`Look for curly quotes, dashes and spaces that were copied from a document, and write them anew.`,
  "document-type": say`Write the policy as a string that holds JSON where the property is a string, as in ${name("AWS::Logs::ResourcePolicy")}, and as an object elsewhere.`,
  unsaid: say`Paste the whole message: the sentence after the code says what is wrong.`,
};
