/** The sentences for refusals that no policy of IAM makes: what refused, why, and what helps. */
import { type LakeFormationCause, type LakeFormationTarget } from "../message/lake-formation.ts";
import { type NonPolicyCause, type S3Fault, type S3Setting } from "../message/non-policy-cause.ts";
import { name, type Phrase, say } from "../wording/phrase.ts";

/** The heading. */
export function titleOfCause(cause: NonPolicyCause): Phrase {
  return cause.cause === "lake-formation" ? say`Denied by Lake Formation, not by IAM` : TITLES[cause.cause];
}

const TITLES: Readonly<Record<Exclude<NonPolicyCause["cause"], "lake-formation">, Phrase>> = {
  "s3-setting": say`Denied by a setting of the bucket`,
  "s3-request": say`Denied for how the request was made`,
  "root-assumes-role": say`Denied: the root user cannot assume a role`,
  "user-is-no-role": say`Denied: a user cannot be assumed`,
  "session-credentials": say`Denied: session credentials cannot make this call`,
  "mfa-code": say`Denied: the MFA code was not accepted`,
  "cross-account-pass-role": say`Denied: the role belongs to another account`,
  "bedrock-account": say`Denied: Amazon Bedrock is not open to this account here`,
  "bedrock-model": say`Denied: this account has no access to the model yet`,
  "api-authorizer": say`Denied by the API's own authorizer`,
  "graphql-field": say`Denied by the authorization of the GraphQL API`,
  "database-role": say`The database has no role for this`,
  "identity-provider": say`The account does not know the token's issuer`,
  quicksight: say`Denied by Amazon QuickSight's own permissions`,
  "s3-acls-disabled": say`The bucket takes no ACLs`,
  "s3-access-disabled": say`AWS has turned off access to this object`,
  "kms-key-disabled": say`The KMS key is disabled`,
  "kms-key-pending-deletion": say`The KMS key is about to be deleted`,
  "region-disabled": say`The Region is not enabled for this account`,
  "organization-access": say`The organization has not enabled the service`,
  "organization-account": say`This account cannot make this call for the organization`,
  quota: say`A quota of the account is used up`,
  "account-standing": say`AWS does not accept the account as it is`,
  "marketplace-terms": say`The account has not subscribed to the AWS Marketplace product`,
  "docker-login": say`Docker is not signed in to Amazon ECR`,
  "test-delivery": say`CloudWatch Logs could not deliver its test message`,
  "service-not-enabled": say`The service is not enabled for this account`,
  "identity-center-assignment": say`IAM Identity Center has no such role for you`,
  firewall: say`Blocked before the request reached AWS's permissions`,
};

/** One sentence: no policy is at fault, but this. */
export function causeInWords(cause: NonPolicyCause): Phrase {
  switch (cause.cause) {
    case "s3-setting":
      return SETTINGS[cause.setting];
    case "s3-request":
      return FAULTS[cause.fault].what;
    case "lake-formation":
      return lakeFormationInWords(cause);
    case "organization-access":
      return say`No policy is at fault: the organization has to enable trusted access for ${cause.service === null ? "this service" : name(cause.service)} first.`;
    default:
      return CAUSES[cause.cause];
  }
}

type PlainCause = Exclude<
  NonPolicyCause["cause"],
  "s3-setting" | "s3-request" | "lake-formation" | "organization-access"
>;

const CAUSES: Readonly<Record<PlainCause, Phrase>> = {
  "user-is-no-role": say`No policy is at fault: AssumeRole takes the ARN of a role, and the call gave that of a user.`,
  "root-assumes-role": say`No policy is at fault: AWS never lets the root user of an account assume a role.`,
  "session-credentials": say`No policy is at fault: STS takes this call only with the long-term keys of an IAM user.`,
  "mfa-code": say`No policy is at fault: STS could not validate the MFA code or the serial number of the device.`,
  "cross-account-pass-role": say`No policy is at fault: a role can be passed only to a resource of its own account.`,
  "bedrock-account": say`No policy is at fault: Amazon Bedrock, or this model, is not available to the account in this Region.`,
  "bedrock-model": say`The account has no access to this model in this Region. Bedrock subscribes to a model with its first call, and that has not worked so far.`,
  "api-authorizer": say`No IAM policy is at fault: the API's Lambda authorizer answered with a policy that denies the call.`,
  "graphql-field": say`AWS AppSync refused a field: the authorization rules of the API decide. For a caller that signs in with IAM, ${name("appsync:GraphQL")} counts as well.`,
  "database-role": say`No policy is at fault: no IAM role is associated with the database for this feature, or the database cannot use it yet.`,
  "identity-provider": say`No policy is at fault: IAM has no OpenID Connect provider for the issuer of the token in the account of the role.`,
  quicksight: say`No policy of the caller is at fault: QuickSight itself may not read the manifest file or its bucket.`,
  "s3-acls-disabled": say`No policy is at fault: ACLs are disabled on the bucket. Its Object Ownership is ${name("BucketOwnerEnforced")}, as it is for every new bucket.`,
  "s3-access-disabled": say`No policy is at fault: Amazon S3 has turned off all access to the bucket or object, for everyone.`,
  "kms-key-disabled": say`No policy is at fault: the KMS key is disabled, and nobody can use a disabled key.`,
  "kms-key-pending-deletion": say`No policy is at fault: the KMS key is scheduled for deletion, and nobody can use such a key.`,
  "region-disabled": say`No policy is at fault: the Region, or AWS STS in it, is not enabled for the account.`,
  "organization-account": say`No policy is at fault: only an account of an organization can make this call, often only its management account or a delegated administrator.`,
  quota: say`No policy is at fault: the request would exceed a quota of the account.`,
  "account-standing": say`No policy is at fault: the account is not verified, is suspended, or is not signed up for the service.`,
  "marketplace-terms": say`No policy is at fault: nobody has accepted the terms of this AWS Marketplace product in the account.`,
  "docker-login": say`No policy is at fault: Docker sent no credentials to the registry, or a token that has expired. A token is valid for 12 hours.`,
  "test-delivery": say`The message does not say why: the stream may not be active yet, or its role may not write to it.`,
  "service-not-enabled": say`No policy is at fault: the account does not use the service in this Region yet.`,
  "identity-center-assignment": say`No policy is at fault: nobody has assigned this permission set of this account to the person who signed in, or the profile names another one.`,
  firewall: say`No IAM policy is at fault: either the path or the API key of the call is wrong, or a firewall (AWS WAF) blocked it.`,
};

const SETTINGS: Readonly<Record<S3Setting, Phrase>> = {
  BlockPublicAcls: say`No policy is at fault: the Block Public Access setting ${name("BlockPublicAcls")} of the bucket, or of its account, rejects ACLs that would make something public.`,
  BlockPublicPolicy: say`No policy is at fault: the Block Public Access setting ${name("BlockPublicPolicy")} of the bucket, or of its account, rejects bucket policies that would make something public.`,
  IgnorePublicAcls: say`No policy is at fault: the Block Public Access setting ${name("IgnorePublicAcls")} of the bucket, or of its account, makes S3 ignore every ACL that grants access to the public.`,
  RestrictPublicBuckets: say`No policy is at fault: the Block Public Access setting ${name("RestrictPublicBuckets")} limits a bucket with a public policy to its own account and to AWS services. It is set on the bucket or on the account.`,
  BlockPublicAccess: say`No policy is at fault: Block Public Access of the bucket, or of its account, rejects what would make something public.`,
  "SSE-C": say`No policy is at fault: the bucket rejects uploads that are encrypted with the caller's own keys (SSE-C). Encrypt with SSE-S3 or SSE-KMS instead.`,
};

/** Sources: the same as of what reads them (`message/non-policy-cause.ts`). */
const FAULTS: Readonly<Record<S3Fault, { readonly what: Phrase; readonly cure: Phrase }>> = {
  "unsigned-headers": {
    what: say`No IAM policy is at fault: the request has headers that its signature does not cover.`,
    cure: say`Sign the URL with every ${name("x-amz-")} header that the client sends, or stop sending them.`,
  },
  "form-policy": {
    what: say`No IAM policy is at fault: the upload does not meet the POST policy that was signed with its form.`,
    cure: say`Compare the fields of the form with the conditions of the POST policy, and its ${name("expiration")} with the time of the upload. Then sign the form again.`,
  },
  "signature-version": {
    what: say`No IAM policy is at fault: an object that is encrypted with AWS KMS takes requests of Signature Version 4 only.`,
    cure: say`Set the client to Signature Version 4 and to the Region of the bucket, then sign the URL again.`,
  },
  "query-parameters": {
    what: say`No IAM policy is at fault: the signed URL has lost some of its parameters.`,
    cure: say`Use the whole URL, as it was signed. A shell needs quotes around it because of the ${name("&")}.`,
  },
};

function lakeFormationInWords({ permission, target }: LakeFormationCause): Phrase {
  const lacks = permission === null ? say`a permission of its own` : say`its permission ${name(permission)}`;
  const on = target === null ? "" : say` on ${targetInWords(target)}`;
  return say`Lake Formation refused, not IAM: the caller does not have ${lacks}${on}. The caller needs it in addition to IAM permissions.`;
}

function targetInWords(target: LakeFormationTarget): Phrase {
  switch (target.target) {
    case "catalog":
      return say`the Data Catalog`;
    case "database":
      return say`the database ${name(target.database)}`;
    case "table":
      return say`the table ${name(target.database === null ? target.table : `${target.database}.${target.table}`)}`;
    case "location":
      return say`the location ${name(target.location)}`;
    case "named":
      return say`${name(target.named)}`;
  }
}

/** What to do about it, for the list of next steps. */
export function cureInWords(cause: NonPolicyCause): Phrase {
  switch (cause.cause) {
    case "s3-setting":
      return cause.setting === "SSE-C"
        ? say`Look at the bucket's encryption settings.`
        : say`Look at the bucket's Block Public Access settings, and at those of the account; leave them on unless the public is meant to have it.`;
    case "s3-request":
      return FAULTS[cause.fault].cure;
    case "lake-formation":
      return say`Ask a data lake administrator to grant ${cause.permission === null ? "the permission" : name(cause.permission)} to the caller in Lake Formation. Where the group ${name("IAMAllowedPrincipals")} keeps its grant on the database or table, IAM policies alone decide.`;
    case "organization-access":
      return say`Ask whoever runs the organization to enable trusted access for the service, from the management account.`;
    default:
      return CURES[cause.cause];
  }
}

const CURES: Readonly<Record<PlainCause, Phrase>> = {
  "user-is-no-role": say`Give the call the ARN of a role in place of the user's. If there is no role yet, make one whose trust policy names the caller.`,
  "root-assumes-role": say`Sign in with an IAM user, IAM Identity Center or another role. Then assume the role from there.`,
  "session-credentials": say`Make the call with the access keys of an IAM user, or use AssumeRole instead.`,
  "mfa-code": say`Check the serial number of the MFA device, and try again with the next code. Each code works once.`,
  "cross-account-pass-role": say`Pass a role of the account in which the resource is created; compare both account IDs.`,
  "bedrock-account": say`Check the Region of the call and whether the account has access to the model there; if both are right, ask AWS Support.`,
  "bedrock-model": say`See what is missing with the command below. The first call needs a caller with ${name("aws-marketplace:Subscribe")}, ${name("aws-marketplace:Unsubscribe")} and ${name("aws-marketplace:ViewSubscriptions")}, an account with a valid means of payment, and for Anthropic's models the form on what they are used for. After that it may take some minutes.`,
  "api-authorizer": say`Look at the policy that the authorizer returns for this token, and at the method ARNs in it; cached answers count for all methods.`,
  "graphql-field": say`Look at the authorization modes of the API, and at the rules of the field and its type in the schema.`,
  "database-role": say`Associate a role with the database (${name("aws rds add-role-to-db-cluster")}, for a single instance ${name("add-role-to-db-instance")}) for the feature, such as ${name("s3Import")}. For Aurora MySQL, name the role in the cluster's parameter group as well.`,
  "identity-provider": say`Create the provider in the account of the role (${name("aws iam create-open-id-connect-provider")}), or correct the address: it is the issuer of the token, character by character.`,
  quicksight: say`Give QuickSight access to the bucket of the manifest file: in QuickSight, under Security and permissions.`,
  "s3-acls-disabled": say`Leave the ACL out of the call (${name("--acl")}), and give access in the bucket policy. Only where something cannot do without ACLs, set Object Ownership to ${name("BucketOwnerPreferred")}.`,
  "s3-access-disabled": say`Check the name of the bucket; if it is yours, ask AWS Support why access is turned off.`,
  "kms-key-disabled": say`Enable the key (${name("aws kms enable-key")}), or use another one.`,
  "kms-key-pending-deletion": say`Cancel the deletion (${name("aws kms cancel-key-deletion")}), then enable the key. Otherwise use another key.`,
  "region-disabled": say`Enable the Region for the account, or STS in it (IAM console, account settings); or make the call in a Region that is enabled.`,
  "organization-account": say`Make the call from the organization's management account, or from a delegated administrator of the service.`,
  quota: say`Delete what is no longer needed, or ask for a higher quota in the Service Quotas console. Most quotas count for one Region.`,
  "account-standing": say`Look at the account's page in the console for what is open; then ask AWS Support.`,
  "marketplace-terms": say`Subscribe to the product at the address in the message, in the account of the call (this needs ${name("aws-marketplace:Subscribe")}), then try again. An image from outside AWS Marketplace needs no subscription.`,
  "docker-login": say`Sign in to the registry in its Region, with credentials that may call ${name("ecr:GetAuthorizationToken")}, then try again.`,
  "test-delivery": say`Check that the stream is active. Then look at the role that the subscription filter passes: its trust policy has to let ${name("logs.amazonaws.com")} in. On the stream its policy has to allow ${name("kinesis:PutRecord")}, for Firehose ${name("firehose:PutRecord")}. A destination in another account needs an access policy that names this account.`,
  "service-not-enabled": say`Enable the service for the account in the Region of the call, or make the call in a Region that has it. In an organization its delegated administrator may have to add the account.`,
  "identity-center-assignment": say`Compare ${name("sso_account_id")} and ${name("sso_role_name")} of the profile in ${name("~/.aws/config")} with what the access portal offers. If it is not there, ask whoever runs IAM Identity Center to assign the permission set to you or to your group.`,
  firewall: say`Check the path, the stage and the API key of the call; then the rules of AWS WAF or CloudFront in front of it.`,
};
