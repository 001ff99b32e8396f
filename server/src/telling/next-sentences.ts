/* eslint-disable max-lines -- a sentence for each step, so that they can be read one after the other */
/** What to do next, in sentences. */
import { type NextAdvice, type StatementToCopy } from "../denial/next-step.ts";
import { listed, listedWhole, name, type Phrase, say, value } from "../wording/phrase.ts";
import { holderOfPolicy, policyOfResource } from "../wording/resource-policy.ts";
import { stateInWords, versionsOfAws } from "./attachment-sentences.ts";
import { factsInWords } from "./fact-sentences.ts";
import { valueInWords } from "./value-sentences.ts";
import {
  CREDENTIALS,
  GUARDS,
  holderInWords,
  inItsAccountInWords,
  linkedCallerInWords,
  linkedRoleInWords,
  NAMELESS,
  deploymentInWords,
  modelsInWords,
  profileInWords,
  regionInWords,
} from "./caller-sentences.ts";
import { statementInWords, whichStatement } from "./place-sentences.ts";
import { layerName } from "../wording/layer.ts";
import { API } from "../denial/function-permission.ts";
import { NOT_BY_IDENTITY, notByIdentity } from "./unknown-sentences.ts";
import { cureInWords } from "./non-policy-sentences.ts";
import { CORRECTIONS } from "./rejection-sentences.ts";
import { lookInSystem } from "./other-system-sentences.ts";
import { subjectInWords } from "./token-sentences.ts";
import { deliveryInWords, logBucketInWords } from "./delivery-sentences.ts";
import { type NoRole } from "../denial/role-only.ts";
import { type OtherGate } from "../denial/other-gates.ts";
import { type TaskName } from "../catalog/tasks.ts";

// eslint-disable-next-line max-lines-per-function -- a sentence for each step, one below the other
export function nextInWords(next: NextAdvice): Phrase {
  switch (next.step) {
    case "caller-identity":
      return next.principal === undefined
        ? say`Check which identity you are using.`
        : next.principal === "anonymous"
          ? say`Check why the request carries no credentials: AWS saw an anonymous caller.`
          : say`Check that ${name(next.principal)} is the identity that was meant to make the request.`;
    case "identity-policies":
      return say`List what is attached to the caller, and save those policies here. ${name("iam-verdict aws fetch")} does both in one step, as does Fetch from AWS in VS Code.`;
    case "snapshot-without":
      return say`The snapshot of the account ${name(next.account)} in ${name(next.file)} has no ${next.is} ${name(next.name)}. It was saved before the ${next.is} was created, or it shows only a part of the account: save it again.`;
    case "federated-user":
      return say`Find the user who got the credentials of ${name(next.name)} with ${name("sts:GetFederationToken")}: the policies of that user and the policy that is passed in this call both have to allow the request.`;
    case "boundary":
      return say`Check which permissions boundary the caller has.`;
    case "scp":
      return say`List the SCPs that are attached to the account${next.account === undefined ? "" : say` ${name(next.account)}`}, then those of the organizational units above it.`;
    case "scps-of-level":
      return next.levels.length === 1
        ? say`List the SCPs that are attached to ${listed(next.levels.map(name), "and")}. According to AWS, none of them allows the request.`
        : say`List the SCPs that are attached to ${listed(next.levels.map(name), "and")}. One of these levels has no SCP that allows the request.`;
    case "attach-full-access":
      return say`Unless other SCPs are meant to allow what ${name(next.level)} may do, attach FullAWSAccess to it again. The SCPs that only deny keep their effect.`;
    case "management-account":
      return say`Check which account is the management account of the organization, and correct ${name("iam-verdict.json")}.`;
    case "also-needs":
      return say`Check that ${listed(next.actions.map(name), "and")} ${next.actions.length === 1 ? "is" : "are"} allowed, too: the same call needs ${next.actions.length === 1 ? "it" : "them"}.`;
    case "other-gate":
      return OTHER_GATES[next.gate];
    case "same-task":
      if (next.task === "get-token")
        return say`${TASK_NAMES[next.task]} also needs ${listedWhole(next.actions.map(name), "and")} with ${name('"Resource": "*"')}. Allow it in the same policy, or the next call is denied.`;
      return say`${TASK_NAMES[next.task]} also needs ${listedWhole(next.actions.map(name), "and")}. Allow what is missing in the same place, or the next call is denied.`;
    case "same-call": {
      const types = listed(next.types.map(name), "and");
      return say`AWS decides this call once for each of its resources. Nothing here allows ${name(next.action)} on its ${types}: allow it there as well.`;
    }
    case "key-of-alias":
      return say`Check which key ${name(next.alias)} belongs to, then say in ${name("iam-verdict.json")} whose policy it is by the ARN of the key.`;
    case "key-of-secret":
      return say`Check the key of the secret: across accounts it has to be a customer managed key. Its key policy and the caller's own policies both have to allow ${name("kms:Decrypt")}.`;
    case "key-of-object":
      return say`Look up which key encrypts the ${next.of}.`;
    case "key-state":
      return say`Check that the key exists in the Region of the call and that it is enabled. AWS gives the same answer for a key that it does not find there.`;
    case "key-grants":
      return say`Look at the grants of the key. A grant can allow ${name(next.action)}, too, until it is retired or revoked.`;
    case "caller-lacks-key":
      return say`Allow ${name(next.action)} on the ARN of the key in a policy of the caller as well. It is not needed where the key policy names the caller.`;
    case "missing-object":
      return say`Check that the object exists. Without ${name("s3:ListBucket")} on ${name(next.bucket)}, S3 answers 403 instead of 404 for an object that does not exist.`;
    case "rcp":
      return say`List the RCPs that are attached to the account of the resource, then those of the organizational units above it.`;
    case "resource-policy":
      return next.resource === undefined
        ? say`Fetch ${policyOfResource(undefined, next.of).ofHolder}.`
        : say`Fetch ${policyOfResource(next.resource).policy} of ${name(holderOfPolicy(next.resource))}.`;
    case "in-its-account":
      return inItsAccountInWords(next);
    case "key-policy":
      return say`Fetch the key's policy.`;
    case "trust-policy":
      return say`Fetch the role's trust policy.`;
    case "session-policy":
      return say`Look at the session policy that is passed when the session is created. It is not stored anywhere.`;
    case "vpc-endpoint":
      return say`Fetch the policies of the VPC endpoints.`;
    case "named-policy":
      return say`Fetch ${name(next.arn)}, which the message names.`;
    case "decode-message":
      return say`Put the encoded message into ${name("MESSAGE")} and decode it, then paste the result here.`;
    case "authorization-details":
      return say`Open the details of authorization ${name(next.id)} in the IAM console. AWS keeps them for 24 hours.`;
    case "made-if": {
      // A policy without a name goes by its file.
      const made = next.policyName === next.file ? say`the policy` : name(next.policyName);
      const [does, done] = next.does === "make" ? ["makes", "made"] : ["attaches", "attached"];
      return say`${name(next.file)} ${does} ${made} only under a condition, ${name(next.condition)}: check whether it was ${done}.`;
    }
    case "deployed-version":
      return say`Compare the deployed policies with the files here: a change may not be deployed yet.`;
    case "version-of-aws":
      return versionsOfAws(next.policies);
    case "propagation":
      return say`If a policy was changed just now, wait and try again: IAM can take a few minutes to apply it.`;
    case "state-attachment":
    case "state-kind":
      return stateInWords(next);
    case "separate-policy":
      return say`If ${name(next.policyName)} is attached, save it in a file of its own, and say so in ${name("iam-verdict.json")}. What is said there of ${name(next.file)} counts for every policy in it.`;
    case "copy-statement":
      return next.ofAws === undefined
        ? say`If the request should be allowed, add this statement to ${policyToExtend(next)}:`
        : say`AWS manages ${name(next.ofAws)}, so you cannot add to it. If the request should be allowed, write a policy of your own with this statement and with whatever else ${next.holder === undefined ? "the caller" : name(next.holder)} may do, and set it as the permissions boundary:`;
    case "copy-to-cdk": {
      const construct = next.construct === undefined ? say`` : say` of ${name(next.construct)}`;
      const grant =
        next.grant === undefined
          ? say``
          : say`. ${name(next.grant.call)} of the resource's own construct does it, too${next.grant.allowsMore ? ", and allows more" : ""}`;
      return say`The AWS CDK made ${name(next.file)}, so change its code. If the request should be allowed, give this statement to ${name(next.method)}${construct}, then deploy again${grant}:`;
    }
    case "say-units":
      return say`Say in ${name("iam-verdict.json")}, under ${name("organization")}, which levels are above the account ${name(next.account)}. The command shows the next one above it; run it again for that one, up to the root.`;
    case "add-fact":
      return factsInWords([next.key]);
    case "tags-of-resource":
    case "tags-of-caller":
    case "id-of-caller":
    case "tags-of-call":
    case "passed-service":
    case "source-of-call":
    case "organization-id":
    case "event-of-call":
      return valueInWords(next);
    case "get-credentials":
      return CREDENTIALS[next.need];
    case "tag-sessions":
      return say`Give the sessions the tag ${name(next.tag)}: by ${name("--tags")} when the role is assumed, by the identity provider, or in IAM Identity Center by an attribute for access control. The role's trust policy has to allow ${name("sts:TagSession")}.`;
    case "bucket-behind":
      return next.refuses === undefined
        ? say`Check the policy of the bucket behind the access point ${name(next.accessPoint)}: it has to let the request pass, too.`
        : say`Check the policy of the bucket behind the access point ${name(next.accessPoint)}: it has to let the request pass, too. If the access point is restricted to a VPC, send the request through an endpoint of that VPC.`;
    case "execution-policies":
      return say`The bootstrap of the AWS CDK made this role. Put what is missing into a managed policy, and bootstrap again with the ARNs of all policies that the role should have, separated by commas.`;
    case "second-factor-of-user":
      return say`The credentials of a role do not say whether there was MFA, so ${statementInWords(next.place)} never allows a request of this session. ${next.names === undefined ? say`Make the request as a user who signed in with MFA, or ask whoever maintains the policy to let the session in without that condition.` : say`It names the role: ask whoever maintains the policy to let ${name(next.names)} in without that condition.`}`;
    case "second-factor-in-trust":
      return say`The credentials of a role do not say whether there was MFA, so the condition of ${statementInWords(next.place)} does not hold for them. Ask for MFA in the trust policy of the role ${name(next.role)} instead.`;
    case "mount-with-tls":
      return next.isUnsigned
        ? say`Mount the file system with the EFS mount helper and its options ${name("tls")} and ${name("iam")}: without them the client is anonymous, and whatever names a principal is not about it.`
        : say`Mount the file system with the EFS mount helper and its option ${name("tls")}.`;
    case "deploy-copy":
      return say`Unless a tool such as Terraform manages ${name(next.policyName)}, save its edited document as ${name("policy.json")} and put it in force:`;
    case "cli-options":
      return say`With the AWS CLI, add ${listed(next.options.map(name), "and")} to the command.`;
    case "choose-region":
      return regionInWords(next);
    case "models-of-profile":
      return modelsInWords(next.profile);
    case "deployment-policy":
      return deploymentInWords(next.role);
    case "service-of-key":
      return say`Find out which service used the key: in the CloudTrail event of the call to the key, ${name("invokedBy")} names it, and ${name("kms:ViaService")} is that name with the Region, such as ${value(`rds.${next.region}.amazonaws.com`)}. Without ${name("invokedBy")} the caller used the key directly, and the request does not carry ${name("kms:ViaService")}.`;
    case "region-of-profile":
      return profileInWords(next.region);
    case "guest-session":
      return say`Amazon Cognito limits the guests of an identity pool by a session policy of its own, and no policy of yours goes beyond it. Let the users sign in, and allow the request for the role of authenticated users.`;
    case "name-work-group":
      return say`Name the work group ${name(next.workGroup)}, which ${statementInWords(next.place)} allows: a query that names none runs in ${name("primary")}. With the AWS CLI, add ${name(`--work-group ${next.workGroup}`)}.`;
    case "guard-worked":
      return GUARDS[next.guard];
    case "role-path":
      return next.hasPath
        ? say`Look up the ARN of the role ${name(next.role)}, and write it in the policy: what is there now is the ARN of a role without a path.`
        : say`Look up the ARN of the role ${name(next.role)}, and add it as the fact ${name("aws:PrincipalArn")}: the ARN of a session does not show the path of its role.`;
    case "other-side":
      return next.layer === "identity"
        ? say`The resource is in another account, so the caller's own policies have to allow it, too: no file here is known to be one of them.`
        : say`The resource is in another account, so the ${layerName(next.layer)} has to allow it, too: no file here is known to be it.`;
    case "add-permission":
      if (next.qualifier === undefined)
        return next.isUnseen
          ? say`If the call should be allowed, give the permission on the function ${name(next.function)}:`
          : say`AWS Lambda takes the statement as a permission of the function ${name(next.function)}.`;
      return say`Give the permission on ${name(`${next.function}:${next.qualifier}`)} itself: each version and alias of a function has a policy of its own.`;
    case "permission-for-service":
      return next.principal === API
        ? say`If the integration has no role, let API Gateway call the function:`
        : say`If the call should be allowed, let ${name(next.principal)} call the function:`;
    case "declare-permission":
      return next.assumed === undefined
        ? say`${name(next.file)} makes the function, so add the permission there rather than by the command, then deploy:`
        : say`${name(next.file)} makes the function, so add the permission there rather than by the command, then deploy. This one is for calls from ${name(next.assumed)}, the only source of its kind there:`;
    case "stands-for": {
      const written = listed(
        next.references.map((one) => name(one.written)),
        "and",
      );
      const values = listed(
        next.references.map((one) => value(one.value)),
        "and",
      );
      const found = say`Find out what ${written} ${next.references.length === 1 ? "stands" : "stand"} for where the policy is deployed. With ${values}, ${statementInWords(next.place)} covers ${name(next.resource)}`;
      return next.keys.length === 0
        ? say`${found}, but AWS found no Allow: correct the value, or deploy the policy as it is here.`
        : say`${found}, so it is the ${conditionsOn(next.keys)} that did not hold.`;
    }
    case "add-layer-permission":
      return say`Whoever owns the layer ${name(next.layer)} has to give this version of it to the account ${name(next.account)}. AWS Lambda takes that as a command:`;
    case "policy-full":
      return say`An exception does not fit: ${name(next.policyName)} has ${next.size.toLocaleString("en-US")} of the ${next.limit.toLocaleString("en-US")} characters that AWS takes. Shorten the policy first, or move a part of it into another one.`;
    case "unlimited-session":
      return say`Check that ${statementInWords(next.place)} is deployed: it names the caller itself, and a ${layerName(next.layer)} does not limit what such a statement allows.`;
    case "deny-exceptions":
      return next.denies === 1
        ? say`The Deny applies only to requests that meet its ${conditionsOn(next.keys)}. Check whether yours can avoid that.`
        : say`Each of these Denies applies only to requests that meet its conditions. They are on ${listed(next.keys.map(name), "and")}. Check whether yours can avoid that.`;
    case "assume-first":
      return say`The AWS CDK could not assume ${name(next.role)}, and went on with the credentials of the caller, who is not meant to have these permissions. Find out first why the role was refused: the caller needs ${name("sts:AssumeRole")} on it, and its trust policy has to let the caller in.`;
    case "use-region":
      return say`The Deny covers every Region except ${listed(next.regions.map(name), "and")}, and ${name(next.resource)} is in ${name(next.region)}. Check whether a resource in an allowed Region will do.`;
    case "not-by-identity":
      return next.layer === "resource" ? notByIdentity(next.resource, next.of) : NOT_BY_IDENTITY[next.layer];
    case "cure":
      return cureInWords(next.cause);
    case "renew-credentials":
      return say`Sign in again or renew the credentials. Then check that AWS accepts them.`;
    case "check-credentials":
      return say`Check which credentials are in use: environment variables come before profiles. If the signature is wrong, check the clock of the machine, too.`;
    case "wait":
      return say`Wait, then try again. In code, let the SDK retry with backoff.`;
    case "check-place":
      return say`Check the name, then whether the account and the Region are the ones you mean.`;
    case "paste-more":
      return say`Paste the whole message, from "User:" or the error code to its end.`;
    case "paste-message":
      return say`Save the policy in a file here: its findings are listed there. To have a denial explained, paste the message that AWS or a tool printed.`;
    case "correct-policy":
      return CORRECTIONS[next.rule];
    case "look-at-finding":
      return say`Look at ${name(next.file)}, line ${next.line}: ${next.message} (${name(next.code)})`;
    case "look-at-text":
      return say`Look at ${name(next.file)}, line ${next.line}: it has ${name(next.text)}, which AWS names.`;
    case "change-there": {
      const where = say`${name(next.file)}, line ${next.line}`;
      if (next.element === undefined)
        return say`The statement is written in ${where}, as ${name(next.name)}: change it there, so that it lets ${name(next.wanted)} through.`;
      const what = { action: "actions", resource: "resources", principal: "principals" }[next.element];
      const todo = next.isPart ? "it has to be" : next.isOpen ? "check that it has" : "add";
      return say`The ${what} of ${whichStatement(next.place)} come from ${name(next.name)}, which is written in ${where}: ${todo} ${name(next.wanted)}.`;
    }
    case "look-there":
      return next.system === undefined ? say`Look at the permissions of that system.` : lookInSystem(next.system);
    case "others-part":
      return say`What ${statementInWords(next.place)} allows is each caller's own part, and this request is for another one. Ask for the caller's own part, or have the request sent by whoever the other part belongs to.`;
    case "leaked-keys":
      return say`AWS attached this policy because the user's credentials were exposed. Leave it attached: deactivate the access keys, create new ones, and follow the instructions in the support case that AWS opened.`;
    case "own-role":
      return say`The caller already has a session of ${name(next.role)}: use its credentials as they are, without this call. A new session is needed only for tags or a session policy.`;
    case "unlock-policy":
      return say`If nobody else can change the policy of the ${next.of}, the root user of the account of the ${next.of} still can. For a member account of an organization, the management account gets a session for that:`;
    case "ask-owner":
      return next.place.effect === "Deny"
        ? say`Ask whoever maintains ${name(next.place.file)} whether the Deny is meant to apply to this request. It has no condition that the request could meet.`
        : say`Ask whoever maintains ${name(next.place.file)} whether the conditions of ${whichStatement(next.place)} should include this request.`;
    case "token-subject":
      return subjectInWords(next.issuer, next.key);
    case "write-like":
      return say`Write ${name(next.operator.replace(/equals/i, "Like"))} instead of ${name(next.operator)} in ${whichStatement(next.place)} of ${name(next.place.file)}. As it is, only a token with a ${name("*")} in it fits, and there is none.`;
    case "token-claims":
      if (next.token === "saml") {
        return say`Compare the SAML assertion with the trust policy of the role: its ${name("Role")} attribute has to name both the role and the ${name("Federated")} provider, and its conditions are on keys such as ${name("SAML:aud")}. The CloudTrail event of the call contains the values, and can be explained here, too.`;
      }
      return say`Compare the claims of the token with the trust policy of the role: with its ${name("Federated")} provider, and with its conditions on ${name("sub")} and ${name("aud")}. The CloudTrail event of the call contains the claims, and can be explained here, too.`;
    case "linked-caller":
      return linkedCallerInWords(next.role);
    case "linked-role":
      return linkedRoleInWords(next);
    case "give-role":
      return say`Give ${name(next.action)} the ARN of a role. ${name(next.resource)} is the ARN of ${NO_ROLE_WORDS[next.is]}, so no policy allows this request.`;
    case "say-who":
      // What it may do is in policies of another kind, which are attached to no principal of IAM.
      if (next.is === "device") return NAMELESS.device;
      return say`Say who made the request: add the fact ${name("principal=ARN")}. ${NAMELESS[next.is ?? "yourself"]}`;
    case "find-event":
      return next.isData
        ? say`If a trail logs the data events, find the event of the call there, and paste it here in place of the message: it says who asked for what.`
        : say`Find the event of the call in CloudTrail, and paste it here in place of the message: it says who asked for what.`;
    case "let-deliver":
      return deliveryInWords(next);
    case "log-bucket":
      return logBucketInWords(next);
    case "take-back-fact":
      return say`Remove the fact on ${name(next.key)}. If it is true, paste the message of a request for which it is true.`;
    case "say-role":
      return say`Say which role was requested: add the fact ${name("resource=ARN")} with the ARN of the role.`;
    case "say-resource":
      return next.perhaps === undefined
        ? say`Say which resource was requested: add the fact ${name("resource=ARN")}.`
        : say`Say which resource was requested: add the fact ${name("resource=ARN")}. The text around the message names ${name(next.perhaps)}.`;
    case "check-action":
      return say`Check the action: AWS lists no ${name(next.action)}. Did you mean ${listed(next.near.map(name), "or")}? If a part of the message was cut off or misread, paste it again, or add the fact ${name("action=service:Name")} (AWS data of ${next.date}).`;
    case "check-account":
      return say`Check the account: ${name(next.account)} is not an account ID, which has 12 digits. If the message was read from a picture, correct it and paste it again.`;
    case "say-what":
      if (next.copies !== undefined)
        return say`${name(next.copies)} needs ${name("s3:GetObject")} on the source and ${name("s3:PutObject")} on the destination. Check both, and say which one is missing: add the fact ${name("action=s3:GetObject")} or ${name("action=s3:PutObject")}.`;
      return next.perhaps === undefined
        ? say`Say which action was requested: add the fact ${name("action=service:Name")}.`
        : say`Say which action was requested: add the fact ${name(`action=${next.perhaps}`)} if a file was to be read.`;
  }
}

export function conditionsOn(keys: readonly string[]): Phrase {
  return say`condition${keys.length === 1 ? "" : "s"} on ${listed(keys.map(name), "and")}`;
}

const NO_ROLE_WORDS: Readonly<Record<NoRole, string>> = {
  user: "a user",
  group: "a group",
  policy: "a policy",
  "assumed-role": "a role's session",
  "federated-user": "a federated user",
  "instance-profile": "an instance profile",
};

function policyToExtend({ layer, holder, of }: StatementToCopy): Phrase {
  const isNamed = holder !== undefined && holder !== "*";
  switch (layer) {
    case "identity":
      return say`a policy that is attached to ${holder === undefined ? "the caller" : holderInWords(holder)}`;
    case "resource": {
      const { policy, ofHolder } = policyOfResource(holder, of);
      return isNamed && of === undefined ? say`${policy} of ${name(holderOfPolicy(holder))}` : say`${ofHolder}`;
    }
    case "session":
      return say`the session policy that is passed when ${isNamed ? say`a session of ${name(holder)}` : "the session"} is created`;
    case "trust":
      return isNamed ? say`the ${layerName(layer)} of ${name(holder)}` : say`the trust policy of the role`;
    case "boundary":
    case "key-policy":
    case "scp":
    case "rcp":
    case "vpc-endpoint":
      return say`the ${layerName(layer)} of ${isNamed ? name(holder) : "the resource"}`;
  }
}

const OTHER_GATES: Readonly<Record<OtherGate, Phrase>> = {
  collection: say`Check the data access policies of the collection, too: one of them has to name the caller and permit the operation, as well as IAM. A request that is signed for ${name("es")} instead of ${name("aoss")} also ends in 403.`,
  domain: say`If the domain has fine-grained access control, check that the caller is mapped to a role in OpenSearch, too: no IAM policy does that.`,
  "launch-template": say`Look at what the launch template has: tags need ${name("ec2:CreateTags")}, too, and an instance profile needs ${name("iam:PassRole")} for its role.`,
  organization: say`Check which account the call came from: only the management account of the organization, or a delegated administrator, may make it. Then look at the policies.`,
  "image-layers": say`If the image is pulled through a VPC endpoint for Amazon S3, check the policy of the endpoint: the layers lie in a bucket of Amazon ECR, and it has to allow ${name("s3:GetObject")} on everything in that bucket.`,
  mount: say`Check that the file system and its access point exist and are available, too: AWS Lambda answers the same if they are not.`,
};

const TASK_NAMES: Readonly<Record<TaskName, string>> = {
  "push-image": "Pushing an image to Amazon ECR",
  "pull-image": "Pulling an image from Amazon ECR",
  "session-channels": "The agent that opens a session of Session Manager",
  "write-logs": "Writing to a log stream",
  "report-tests": "Writing a test report",
  "read-configuration": "Reading a configuration of AWS AppConfig",
  "get-token": "Getting a token for packages or images",
  "send-traces": "Sending traces to AWS X-Ray",
  "send-encrypted": "Sending to an encrypted topic or queue",
  "upload-encrypted": "Uploading in parts to a bucket that a key of AWS KMS encrypts",
};
