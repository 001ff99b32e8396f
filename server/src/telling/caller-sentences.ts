/** What the caller does so that a Deny does not apply, and why it is not for this request to be exempted. */
import { type NamelessCaller } from "../message/denial.ts";
import { type CredentialNeed, type Guard, type NextAdvice } from "../denial/next-step.ts";
import { name, type Phrase, say, value } from "../wording/phrase.ts";

export const CREDENTIALS: Readonly<Record<CredentialNeed, Phrase>> = {
  mfa: say`Get credentials that carry MFA, and send the request with them.`,
  newer: say`This session is revoked if it began before the time in the policy. Get new credentials: assume the role again, or sign in again.`,
  "session-name": say`Assume the role with a session name that the policy accepts.`,
  "source-identity": say`Assume the role with the source identity. The caller and the role's trust policy both have to allow ${name("sts:SetSourceIdentity")}.`,
  "external-id": say`Assume the role with the external ID.`,
};

export const GUARDS: Readonly<Record<Guard, Phrase>> = {
  "exempts-nobody": say`The Deny exempts callers by what everyone this policy applies to has in common, such as the account. Here it exempts nobody. If the account of the resource was meant, write ${name("aws:ResourceAccount")} in the condition. If not, ask whoever wrote the Deny what it is for.`,
  "root-user": say`The Deny keeps the root user from working in the account. Use a user or a role of the account instead.`,
  "own-part": say`The Deny keeps each caller to what is their own, and this request is for something else. Ask for the caller's own part, or use the credentials of the owner.`,
  "own-boundary": say`The Deny keeps whoever has the permissions boundary from changing or removing it. The change has to come from whoever set the boundary, with credentials that it does not limit.`,
  deputy: say`The Deny lets AWS services act for known accounts and organizations alone. Find out whose resource the service acted for. If that is one of yours, ask whoever maintains the Deny to list its account or organization.`,
  "instance-network": say`The Deny keeps the credentials of an instance to the network of the instance: only a request through a VPC endpoint carries the VPC and the address that it compares. Send the request from the instance, through an endpoint of the service in its VPC. If somebody else has the credentials, revoke the sessions of the role.`,
  perimeter: say`The Deny is a perimeter: only requests within known networks, accounts and organizations pass. Send the request from inside, or ask whoever maintains the perimeter.`,
  "perimeter-of-resources": say`The Deny is a perimeter: only resources of known accounts and organizations pass. Use one of those. If this resource is meant, ask whoever maintains the perimeter to list it, or the account that owns it.`,
  region: say`The Deny keeps work in certain Regions, and what was asked for is in another one. Use a resource in a Region that the Deny allows. Whoever maintains the Deny decides whether to allow another Region.`,
  stop: say`The Deny stops every request, so an exception would defeat it: such a policy is attached when credentials have leaked or an account is suspended. Ask whoever attached it whether the reason is gone, and have it detached.`,
  tagged: say`The Deny protects resources by their tags. Look up the tags of this one. If the request is meant, whoever manages the tags changes or removes the tag first.`,
  time: say`The Deny is for a time, such as a freeze of changes. Send the request when it is over, or ask whoever maintains the Deny.`,
  unsigned: say`Nobody signed the request, so it is of no account and of no organization, and the Deny is for such requests as well. Send it with credentials. If the call is made without them by design, as that for a guest's identity is, ask whoever maintains the Deny to leave its action out.`,
  "second-factor-of-user": say`The Deny is for requests without MFA. Get credentials that carry MFA, and send the request with them.`,
  "second-factor": say`The Deny is for requests without MFA, and the credentials of a role do not say whether there was any. Send the request as a user who signed in with MFA, or ask whoever maintains the Deny to exempt the sessions of roles whose trust policies require MFA.`,
};

/** How a request is sent to a Region. */
export function regionInWords({ region, makes }: Extract<NextAdvice, { step: "choose-region" }>): Phrase {
  if (/[*?]/.test(region))
    return say`Choose a Region that fits ${value(region)}: with ${name("--region")} in the AWS CLI, at the top of the page in the console.`;
  return makes === "bucket"
    ? say`Create the bucket in ${name(region)}. The Region of the request and the location of the bucket have to be the same.`
    : say`Choose the Region ${name(region)}: with ${name(`--region ${region}`)} in the AWS CLI, at the top of the page in the console, or for a whole shell like this:`;
}

/** Where Amazon Bedrock may have chosen the Region of a model. */
export function profileInWords(region: string | undefined): Phrase {
  return region === undefined
    ? say`A global inference profile led to this model, so Amazon Bedrock chose its Region, and another Region for the call does not help. Name a profile of Regions that are all allowed, or the model itself. If neither will do, ask whoever maintains the policy to exempt Bedrock's models.`
    : say`Check whether the call names an inference profile (${value("us.…")}, ${value("eu.…")}): then Amazon Bedrock chose ${name(region)}, and another Region for the call does not help. Name a profile of Regions that are all allowed, or the model itself. If neither will do, ask whoever maintains the policy to allow Bedrock's models in ${name(region)}.`;
}

/** What a call through an inference profile needs beside the model of one Region. */
export function modelsInWords(profile: string | undefined): Phrase {
  return profile === undefined
    ? say`If the call names an inference profile, it needs the model in every Region of the profile: look them up, and allow each.`
    : say`The inference profile ${name(profile)} needs the model in every Region that it leads to: look them up, and allow each.`;
}

/** What the service role of a deployment group needs. */
export function deploymentInWords(role: string): Phrase {
  return say`AWS CodeDeploy works with the role ${name(role)}, and the message does not say which action is missing. Attach the policy that AWS keeps for such roles. For deployments to Amazon ECS that is ${name("AWSCodeDeployRoleForECS")}, for AWS Lambda ${name("AWSCodeDeployRoleForLambda")}.`;
}

/** What to do where the policies of the caller are AWS's own. */
export function linkedRoleInWords({ role, layer }: Extract<NextAdvice, { step: "linked-role" }>): Phrase {
  const own = say`${name(role)} is a service-linked role: only AWS writes its policies.`;
  switch (layer) {
    case "key-policy":
      return say`${own} Let the key policy name the role. For encrypted volumes it needs ${name("kms:CreateGrant")} as well.`;
    case "resource":
      return say`${own} Let the policy of the resource name the role.`;
    case undefined:
      return say`${own} Look at the documentation of the service for what it can do, and ask AWS Support if that should include this request.`;
  }
}

/** Where the resource has no policy that could let in another account. */
export function inItsAccountInWords({ service, account }: Extract<NextAdvice, { step: "in-its-account" }>): Phrase {
  const there = say`Use credentials of the account ${name(account)}: sign in there, or assume a role of that account.`;
  return service === "quicksight"
    ? say`Resources of Amazon QuickSight have permissions instead of policies, and only a template is shared with a whole account (${name("aws quicksight update-template-permissions")}). ${there}`
    : say`Resources of ${name(service)} have no policies of their own, so no policy can let in a caller of another account. ${there}`;
}

/** Where AWS names a policy that restricts no service-linked role. */
export function linkedCallerInWords(role: string): Phrase {
  return say`Look up the path of ${name(role)}. If it begins with ${name("/aws-service-role/")}, find the event of the call in CloudTrail, which says whose request was denied. If not, the role only has such a name: add the fact ${name("aws:PrincipalArn=ARN")} with the ARN of the role, then explain again.`;
}

/** Whose credentials they were that the message does not name. */
export const NAMELESS: Readonly<Record<NamelessCaller | "yourself", Phrase>> = {
  yourself: say`If it was you, this command shows it, with the same profile.`,
  "web-client": say`A browser signs nothing: write ${name("principal=anonymous")} if you opened the address in one. Write ${name("principal=cloudfront.amazonaws.com")} if CloudFront asked for the file.`,
  "function-role": say`It is the execution role of the Lambda function.`,
  "pipeline-role": say`It is the service role of the pipeline, or the role of the action if that has one.`,
  "build-role": say`It is the service role of the CodeBuild project.`,
  "deployment-role": say`It is the service role of the deployment group.`,
  "backup-role": say`It is the role of the backup job.`,
  "trail-role": say`It is the role with which the trail writes to CloudWatch Logs.`,
  "replication-role": say`It is the role of the replication rule, or of the Batch Operations job.`,
  "rule-target": say`It is the role of the rule's target. A target without a role is called by ${name("events.amazonaws.com")}.`,
  "stack-set": say`It is the administration role of the stack set, in the account of the stack set.`,
  puller: say`In Amazon ECS it is the task execution role, in Amazon EKS the role of the node.`,
  api: say`API Gateway calls the function as ${name("apigateway.amazonaws.com")}, or with the role of the integration if that has one.`,
  launcher: say`It is whoever launched the instance: for an Auto Scaling group its service-linked role, by default ${name("AWSServiceRoleForAutoScaling")}; for Karpenter the role of its controller. CloudTrail has the refused call as an event of KMS.`,
  device: say`A device made the request. What it may do is in the policies of AWS IoT Core that are attached to its certificate, and this command lists them. A log entry of AWS IoT Core has the ID of the certificate in ${name("principalId")}.`,
};

/** What is attached to a session of IAM Identity Center is attached to its permission set. */
export function holderInWords(holder: string): Phrase {
  const set = /:assumed-role\/AWSReservedSSO_([^/]+)_[0-9a-f]{16}(?:\/|$)/.exec(holder)?.[1];
  return set === undefined ? say`${name(holder)}` : say`the permission set ${name(set)}`;
}
