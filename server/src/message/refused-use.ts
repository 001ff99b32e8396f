/**
 * The phrases of services that look, before they do anything, whether they may use a role or a bucket. The service is the
 * caller, unless it looks with the permissions of whoever called it.
 */
import { type CompactText } from "./compact-text.ts";
import { type DeliveredLogs } from "./denial.ts";
import { readValue } from "./message-value.ts";
import { type DenialPhrase, type PhraseReader, plain } from "./phrase-reader.ts";
import { bucketAt } from "./refused-delivery.ts";
import { objectArn } from "./resource-elsewhere.ts";

/**
 * Sources: AWS CloudFormation User Guide, "Troubleshooting CloudFormation"; AWS Glue User Guide, "Troubleshooting errors in
 * AWS Glue"; Amazon EMR Management Guide, "Service role for Amazon EMR" and "Using service-linked roles for Amazon EMR";
 * AWS re:Post on Amazon Athena, Amazon Cognito, AWS CloudTrail and AWS Config.
 */
export const USE_PHRASES: readonly (readonly [phrase: RegExp, read: PhraseReader])[] = [
  [/shouldbegivenassumerolepermissionsforglueservice/g, taken("glue.amazonaws.com")],
  [/(?:isinvalidorcannotbeassumed|cannotbefoundorassumed)/g, taken("cloudformation.amazonaws.com")],
  [/couldnotassumerole(?=arn:)/g, allowsPrincipal],
  [/invalididentitypoolconfiguration\.?checkassignediamroles/g, identityPool],
  [/unabletoverify\/createoutputbucket/g, outputBucket],
  [/accessdeniedwhenwriting(?:outputtourl|tolocation):?(?=s3:)/g, outputObject],
  [/incorrects3bucketpolicyisdetectedforbucket:?/g, bucketOfTrail],
  [/insufficientdeliverypolicytos3bucket:?/g, channelOfConfig],
  [/servicerole(?=\S{3,700}?hasinsufficientec2permissions)/g, roleOfCluster],
  [
    /service-?linkedrole["'`]?awsserviceroleforemr\w{1,40}["'`]?(?=.{0,40}isrequired\.?.{0,80}permissiontocreateit)/g,
    neededRole,
  ],
  [/amazonathenaexperiencedapermissionerror/g, plain],
  [/isnotauthorizedtodecryptrecordsinstream/g, recordsOfStream],
  [/specifiedkmskeydoesnotexistorisnotallowedtobeusedwith(?:arn)?/g, keyOfLogs],
  [/cannotbeinvoked\.checkthespecifiedfunctionarn/g, functionOfConfig],
  [/secretsmanagercannotinvokethespecifiedlambdafunction/g, functionOfRotation],
  [/doesnotallowawscodebuildto(?!.{0,700}isnotauthorizedtoperform)/g, roleOfBuild],
  [/doesnotgiveyoupermissiontoperformoperationsinthefollowingawsservice/g, roleOfDeployment],
  [/tesrespondedwithstatuscode:403/g, tokenExchange],
  // Where the role is named behind it, those words say more.
  [
    /awsbackupdoesnothavepermissiontodescriberesource(?=arn:)(?!.{0,900}sufficientpermissionstoexecute)/g,
    resourceOfBackup,
  ],
  [/fortroubleshootingfunctionurlauthorizationissues/g, functionUrl],
];

/** AWS Backup: `AWS Backup does not have permission to describe resource ARN`, with a call of that resource's service. */
function resourceOfBackup(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const arn = readValue(readable, phrase.end, phrase.end + 700);
  return { ...phrase, nameless: "backup-role", resource: arn.value?.replace(/\.$/, "") ?? null, end: arn.end };
}

const ROLE = /\brole\s+["'`]?(arn:[^\s"'`,;]{10,300}?)[.,]?["'`]?\s+$/i;

/** The ARN of the role stands right before the phrase, or nowhere. */
function taken(service: string): PhraseReader {
  return (readable, compact, at, found) => {
    const phrase = plain(readable, compact, at, found);
    const role = ROLE.exec(readable.slice(Math.max(0, phrase.start - 340), phrase.start))?.[1] ?? null;
    return { ...phrase, principalArn: service, action: "sts:AssumeRole", resource: role };
  };
}

/** Amazon SageMaker: `Could not assume role ARN. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.` */
function allowsPrincipal(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const role = readValue(readable, phrase.end, phrase.end + 400);
  const rest = readable.slice(role.end, role.end + 200);
  const service = /\ballows\s+principal\s+["'`]?([a-z0-9.-]{2,60}\.amazonaws\.com)/.exec(rest);
  if (service?.[1] === undefined) return null;
  const resource = role.value?.replace(/\.$/, "") ?? null;
  return { ...phrase, principalArn: service[1], action: "sts:AssumeRole", resource, end: role.end };
}

/** Amazon Cognito: the trust policy of the role does not take the tokens of this identity pool. */
function identityPool(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  return { ...phrase, principalArn: "cognito-identity.amazonaws.com", action: "sts:AssumeRoleWithWebIdentity" };
}

/** Amazon Athena looks for the bucket with the permissions of the caller. */
function outputBucket(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const bucket = bucketAt(readable, phrase.end);
  return { ...phrase, operation: "GetBucketLocation", service: "s3", additionalActions: OUTPUT, ...bucket };
}

/** Source: "Identity-based policies for Amazon Athena", on query results. */
const OUTPUT = ["s3:ListBucket", "s3:PutObject"];

function outputObject(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const path = readValue(readable, phrase.end, phrase.end + 1100);
  const resource = path.value === null ? null : objectArn(path.value);
  return resource === null ? null : { ...phrase, operation: "PutObject", service: "s3", resource, end: path.end };
}

/** A service that is to write into a bucket reads its access control list first. */
function bucketOf(service: string): PhraseReader {
  return (readable, compact, at, found) => {
    const phrase = plain(readable, compact, at, found);
    const bucket = bucketAt(readable, phrase.end);
    const needs = { operation: "GetBucketAcl", service: "s3", additionalActions: ["s3:PutObject"] };
    return { ...phrase, principalArn: service, ...needs, ...bucket };
  };
}

/** AWS CloudTrail. The command in front of the error may say that the trail is an organization's, and the prefix of its logs. */
function bucketOfTrail(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = bucketOf("cloudtrail.amazonaws.com")(readable, compact, at, found);
  if (phrase === null) return null;
  const before = readable.slice(Math.max(0, phrase.start - 1500), phrase.start);
  // What another command says in front of it is about another trail.
  const command = before.slice(Math.max(0, before.lastIndexOf("aws cloudtrail ")));
  const isOfOrganization = /\s--is-organization-trail\b/.test(command);
  const written = /\s--s3-key-prefix[\s=]{1,9}["']?([^\s"']{1,200})/.exec(command)?.[1];
  if (!isOfOrganization && written === undefined) return phrase;
  return { ...phrase, logs: { ...(isOfOrganization && { isOfOrganization }), ...prefixOf(written) } };
}

/** A variable of the shell says that there is one, and not which. */
function prefixOf(written: string | undefined): DeliveredLogs {
  if (written === undefined) return {};
  return /^[\w!.*()/-]+$/.test(written) ? { prefix: written } : { isPrefixOpen: true };
}

/** AWS Config: `… s3 bucket: acme, unable to write to bucket` or `…, unable to assume role: arn:aws:iam::…:role/config` */
function channelOfConfig(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const principalArn = "config.amazonaws.com";
  const phrase = bucketOf(principalArn)(readable, compact, at, found);
  if (phrase === null) return null;
  const label = /^,\s{1,3}unable\s+to\s+assume\s+role:\s{0,3}/.exec(readable.slice(phrase.end, phrase.end + 60));
  if (label === null) {
    const prefix = /\bs3 key prefix is '([^'\s]{1,200})'/.exec(readable.slice(phrase.end, phrase.end + 120))?.[1];
    return prefix === undefined || prefix === "null" ? phrase : { ...phrase, logs: { prefix } };
  }
  const start = phrase.end + label[0].length;
  const role = readValue(readable, start, start + 400);
  const resource = role.value?.replace(/\.$/, "") ?? null;
  return { ...plain(readable, compact, at, found), principalArn, action: "sts:AssumeRole", resource, end: role.end };
}

/** Amazon EMR of the role it was given, by its ARN or its name: `Service role ARN has insufficient EC2 permissions`. */
function roleOfCluster(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const role = readValue(readable, phrase.end, phrase.end + 700);
  const principalArn = role.value?.startsWith("arn:") === true ? role.value : null;
  return { ...phrase, principalArn, service: "ec2", end: role.end };
}

/** Amazon EMR, in an account that has not the role yet: `Service-linked role 'NAME' for EMR is required.` */
function neededRole(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const role = /AWSServiceRoleFor\w{1,60}/.exec(readable.slice(phrase.start, phrase.end))?.[0];
  return { ...phrase, action: "iam:CreateServiceLinkedRole", resource: role === undefined ? null : `role ${role}` };
}

/**
 * Amazon CloudWatch Logs, which uses the key in its own name: `The specified KMS key does not exist or is not allowed to be
 * used with Arn 'arn:aws:logs:…'`. Source: Amazon CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS
 * Key Management Service".
 */
function keyOfLogs(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const group = readValue(readable, phrase.end, phrase.end + 600);
  const [, partition, region] = /^arn:(aws[a-z-]{0,20}):logs:([a-z0-9-]{4,30}):/.exec(group.value ?? "") ?? [];
  const principalArn =
    region === undefined ? null : `logs.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`;
  return { ...phrase, principalArn, additionalActions: OF_ENCRYPTED_LOGS, end: group.end };
}

const OF_ENCRYPTED_LOGS = [
  ...["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"],
];

/**
 * Amazon Kinesis Data Streams, whose caller needs the stream's key: `User ARN is not authorized to decrypt records in stream
 * ACCOUNT:NAME:TIME`. Source: Amazon Kinesis Data Streams Developer Guide, "Permissions to use user-generated KMS keys".
 */
function recordsOfStream(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const user = /\bUser:?\s{1,3}(arn:[^\s"'`]{10,600})\s{1,3}$/.exec(
    readable.slice(Math.max(0, phrase.start - 640), phrase.start),
  );
  const start = phrase.start - (user?.[0].length ?? 0);
  return { ...phrase, principalArn: user?.[1] ?? null, action: "kms:Decrypt", start };
}

/** Source: AWS Lambda Developer Guide, "Control access to Lambda function URLs". */
function functionUrl(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  return { ...phrase, action: "lambda:InvokeFunctionUrl", additionalActions: ["lambda:InvokeFunction"] };
}

/**
 * AWS Config: `The AWS Lambda function ARN cannot be invoked. Check the specified function ARN, and check the function's
 * permissions.` Source: AWS Config Developer Guide, "Creating AWS Config Custom Lambda Rules".
 */
function functionOfConfig(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const named = /\b(arn:aws[a-z-]{0,20}:lambda:[^\s"'`,]{10,300})\s+$/.exec(
    readable.slice(Math.max(0, phrase.start - 340), phrase.start),
  );
  const needs = { principalArn: "config.amazonaws.com", additionalActions: ["lambda:InvokeFunction"] };
  return { ...phrase, ...needs, resource: named?.[1] ?? null };
}

/**
 * AWS Secrets Manager: `Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants
 * access to the principal secretsmanager.amazonaws.com.` Source: AWS Secrets Manager User Guide, "Permissions for rotation".
 */
function functionOfRotation(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const rest = /^[^]{0,200}?\bsecretsmanager\.amazonaws\.com/.exec(readable.slice(phrase.end, phrase.end + 300));
  const needs = { principalArn: "secretsmanager.amazonaws.com", additionalActions: ["lambda:InvokeFunction"] };
  return { ...phrase, ...needs, end: phrase.end + (rest?.[0].length ?? 0) };
}

/**
 * AWS CodeBuild, of which the sentence behind the words is cut off: `Service role ARN does not allow AWS CodeBuild to create
 * Amazon CloudWatch Logs log streams for build ARN.`
 */
function roleOfBuild(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const role = ROLE.exec(readable.slice(Math.max(0, phrase.start - 340), phrase.start))?.[1] ?? null;
  const isOfLogs = /^\s*create\s+Amazon\s+CloudWatch\s+Logs\s+log\s+streams/.test(
    readable.slice(phrase.end, phrase.end + 80),
  );
  const needs = isOfLogs ? { additionalActions: ["logs:CreateLogStream"] } : {};
  return { ...phrase, principalArn: role, nameless: "build-role", ...needs };
}

/** AWS CodeDeploy: `The IAM role ARN does not give you permission to perform operations in the following AWS service: …` */
function roleOfDeployment(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  return {
    ...phrase,
    principalArn: ROLE.exec(readable.slice(Math.max(0, phrase.start - 340), phrase.start))?.[1] ?? null,
    nameless: "deployment-role",
  };
}

/**
 * AWS IoT Greengrass, whose core device gets the credentials of a role by its certificate: `TES responded with status code:
 * 403. Caching response. {"message":"Access Denied"}`. Source: AWS IoT Greengrass Developer Guide, "Authorize core devices to
 * interact with AWS services".
 */
function tokenExchange(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  return { ...phrase, nameless: "device", additionalActions: ["iot:AssumeRoleWithCertificate"] };
}
