/**
 * The fixed phrases with which services refuse a request without the usual sentence.
 * Sources: the error pages of the services; the phrases are those that they send today.
 */
import { type CompactText } from "./compact-text.ts";
import { readAction } from "./denied-action.ts";
import { readValue } from "./message-value.ts";
import { type DenialPhrase, type PhraseReader, plain } from "./phrase-reader.ts";
import {
  ASSUMED_BY_NAME,
  assumedBy,
  assumedByName,
  assumedByPrincipal,
  modelData,
  trainingData,
} from "./role-of-service.ts";
import {
  destination,
  executionRole,
  functionOfApi,
  functionOfLogs,
  imageOfFunction,
  stream,
} from "./refused-services.ts";
import { DELIVERY_PHRASES } from "./refused-delivery.ts";
import { BEANSTALK_PHRASES } from "./refused-beanstalk.ts";
import { BROKER_PHRASES } from "./refused-brokers.ts";
import { databaseUser, PAM_OF_RDS, SECRET_OF_PROXY, secretOfProxy } from "./refused-databases.ts";
import { GIT_STATUS, repositoryOfGit } from "./refused-git.ts";
import { fileTransfer, TRANSFER_ERROR } from "./transfer-log.ts";
import { decrypt, keyOfDatabase, keyOfSecret } from "./refused-keys.ts";
import { LAUNCH_PHRASES } from "./refused-launch.ts";
import { MOUNT_PHRASES } from "./refused-mounts.ts";
import { PACKAGE_ADDRESS, packageAddress } from "./refused-packages.ts";
import { PIPELINE_PHRASES } from "./refused-pipelines.ts";
import { SEARCH_PHRASES } from "./refused-search.ts";
import { REPLICATION_REASON, replication } from "./refused-replication.ts";
import { CALL_PHRASES } from "./refused-calls.ts";
import { SETUP_PHRASES } from "./refused-setups.ts";
import { USE_PHRASES } from "./refused-use.ts";
import { TOOL_PHRASES } from "./tool-lines.ts";
import { objectArn } from "./resource-elsewhere.ts";

const PHRASES: readonly (readonly [phrase: RegExp, read: PhraseReader])[] = [
  [/accesstotheresource(?=https?:|arn:|<)/g, deniedResource],
  [/insufficientlakeformationpermission(?:\(s\)|s)?/g, lakeFormation],
  [
    /theciphertextreferstoacustomermasterkeythatdoesnotexist|theciphertextreferstoa[a-z]{0,30}keythatdoesnotexist/g,
    decrypt,
  ],
  [/s3error:accessdenied/g, template],
  [/accesshasbeendeniedbys3/g, deniedByS3],
  [/havesufficientpermissionstocall(?=[a-z0-9]{2,30}\.[a-z])/g, withoutSdkCall],
  [/accesstokmsisnotallowed/g, keyOfSecret],
  [/doesnotexist,isnotenabled,?oryoudonothavepermissionstoaccess(?:it|thekey|thiskey)/g, keyOfDatabase],
  [/accessdeniedforoperation(?=aws::|[a-z]+::)/g, plain],
  [/api:(?=[a-z0-9-]{1,40}:[a-z0-9]{1,80}accessdenied)/g, deniedCall],
  [/api:(?=[a-z0-9-]{1,40}:[a-z0-9]{1,80}(?:the)?user(?:is|was)?(?:not|un)authori[sz]ed)/g, deniedCall],
  // The sentence was cut off.
  [/api:(?=[a-z0-9-]{1,40}:[a-z0-9]{1,80}user:arn:(?!.{0,600}notauthori[sz]ed))/g, deniedCall],
  [/(?:not|n't|nt)havepermissions?tocreate(?:the|an?)?(?:[a-z0-9]{1,30})?service-?linkedrole/g, serviceLinkedRole],
  [
    /(?:insufficient|missing|lacks?)permissions?tocreate(?:the|an?)?(?:[a-z0-9]{1,30})?service-?linkedrole/g,
    serviceLinkedRole,
  ],
  [/service-?linkedrolecreationaccessdenied/g, serviceLinkedRole],
  // Amazon RDS, Amazon DocumentDB and Amazon Neptune.
  [/(?:verify|check|ensure|sure)thatyouhavepermissions?tocreate(?:the|an?)?service-?linkedrole/g, serviceLinkedRole],
  [/rolesmaynotbeassumedbyrootaccounts?/g, rootAssumes],
  [/requesterisnotauthorizedtoaccessrequestedpermissions/g, plain],
  [/notauthorizedtoperformtherequiredawsmarketplaceactions/g, marketplace],
  [/(?:execution|customer)roledoes(?:not|n)havepermissionstocall(?=[a-z]{4,60}?on[a-z0-9]{2,40})/g, executionRole],
  [/theroledefinedforthefunctioncannotbeassumedbylambda/g, assumedBy("lambda.amazonaws.com")],
  [/apigatewaydoesnothavepermissiontoassumetheprovidedrole/g, assumedBy("apigateway.amazonaws.com")],
  [/mustallowawseventbridgeschedulertoassumetherole/g, assumedBy("scheduler.amazonaws.com")],
  [/firehoseisunabletoassumerole(?=arn:)/g, assumedBy("firehose.amazonaws.com")],
  [/ecswasunabletoassumetherole/g, assumedBy("ecs-tasks.amazonaws.com")],
  [/eksdoesnothavepermissionstoassumetheassociatedrole/g, assumedBy("pods.eks.amazonaws.com", "sts:TagSession")],
  [
    /neithertheglobalserviceprincipalstates\.amazonaws\.com[^]{0,80}?toassumetheprovidedrole/g,
    assumedBy("states.amazonaws.com"),
  ],
  [ASSUMED_BY_NAME, assumedByName],
  [/sagemakerisunabletoperform:sts:assumeroleontherole/g, assumedBy("sagemaker.amazonaws.com")],
  [/doesnothaveatrustrelationshipallowingcognitotoassumetherole/g, assumedBy("cognito-idp.amazonaws.com")],
  // AWS Glue, which calls itself "Service".
  [
    /serviceisunabletoassume(?:provided)?role(?=.{0,600}pleaseverifyrole'?strustpolicy)/g,
    assumedBy("glue.amazonaws.com"),
  ],
  [/cannotbeassumedbyprincipal/g, assumedByPrincipal],
  [/couldnotaccessmodeldataat(?=s3:)/g, modelData],
  [/nos3objectsfoundunders3url(?=s3:)/g, trainingData],
  [/lambdawasunabletodecrypttheenvironmentvariablesbecausekmsaccesswasdenied(?!.{0,300}isnotauthorized)/g, decrypt],
  [/couldnotexecutethelambdafunction\.makesureyouhavegivencloudwatchlogspermissiontoexecute/g, functionOfLogs],
  [/cannotaccessstream(?=arn:)/g, stream],
  [/lambdadoesnothavepermissiontoaccesstheecrimage/g, imageOfFunction],
  [/notauthorizedtoinvokefunction\[(?=arn:)/g, destination],
  [/permissionsonthedestination(?:queue|topic)donotallows3topublish/g, destination],
  [/permissiondeniedons3path:?(?=s3:)/g, pathOfAthena],
  [/principaldoesnothaveanyprivilegeonspecifiedresource/g, plain],
  [/invalidpermissionsonlambdafunction/g, functionOfApi],
  [/cross-accountpassroleisnotallowed/g, passRole],
  [/accesstorole(?=arn:)/g, forbiddenRole],
  [/cross-accountlogaccess(?:for[a-z0-9]{1,20})?isnotallowed/g, plain],
  [/youdonthaveaccesstothemodel/g, plain],
  [/cannotcall(?=getfederationtokenwithsession|getsessiontokenwithsession|assumerolewithsession)/g, cannotCall],
  [/multifactorauthenticationfailed/g, plain],
  [/youdon'?thavepermissionstoaccessthisresource/g, organizations],
  [/insufficientpermissiontoaccessthemanifestfile/g, plain],
  [/updatedyourpermissionstoallowthe(?=[a-z0-9-]{1,40}:[a-z0-9]{1,80}action)/g, missingAction],
  [/youdo?n(?:o?t|'t)havepermissions?to(?:perform(?:the)?)?:?(?=[a-z0-9-]{2,40}:[a-z])/g, withoutPermission],
  [/notallowedtoexecute(?=\[?[a-z0-9-]{1,40}:)/g, notAllowed],
  ...CALL_PHRASES,
  ...USE_PHRASES,
  ...SETUP_PHRASES,
  ...DELIVERY_PHRASES,
  ...PIPELINE_PHRASES,
  [REPLICATION_REASON, replication],
  [TRANSFER_ERROR, fileTransfer],
  [GIT_STATUS, repositoryOfGit],
  [PACKAGE_ADDRESS, packageAddress],
  [PAM_OF_RDS, databaseUser],
  [SECRET_OF_PROXY, secretOfProxy],
  ...BEANSTALK_PHRASES,
  ...BROKER_PHRASES,
  ...LAUNCH_PHRASES,
  ...MOUNT_PHRASES,
  ...SEARCH_PHRASES,
  ...TOOL_PHRASES,
];

/** More of the same add nothing. */
const MOST_PHRASES = 1000;

export function findDenialPhrases(readable: string, compact: CompactText): DenialPhrase[] {
  const found: DenialPhrase[] = [];
  for (const [phrase, read] of PHRASES) {
    for (const match of compact.text.matchAll(phrase)) {
      if (found.length >= MOST_PHRASES) break;
      const one = read(readable, compact, match.index, match[0]);
      if (one !== null) found.push(one);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** `Access to the resource https://sqs.… is denied.` */
function deniedResource(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const resource = readValue(readable, phrase.end, phrase.end + 1000);
  const after = compact.fromReadable(resource.end);
  const denied = /^[.]?isdenied/.exec(compact.text.slice(after, after + 10));
  if (denied === null) return null;
  return { ...phrase, resource: resource.value, end: compact.toReadable(after + denied[0].length - 1) + 1 };
}

/** `Insufficient Lake Formation permission(s): Required Describe on mydb`: what it requires is no IAM action. */
function lakeFormation(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const rest = readable.slice(phrase.end, phrase.end + 200);
  const on = /^[\s:]{0,4}(?:Required [A-Za-z ]{1,60}?)?\s?\bon\s+(?=[\w"'`])/.exec(rest);
  if (on === null) return phrase;
  const start = phrase.end + on[0].length;
  const value = readValue(readable, start, start + 300);
  return { ...phrase, resource: value.value, end: value.end };
}

/** CloudFormation: `API: s3:PutBucketPolicy Access Denied`. */
function deniedCall(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  if (/\w/.test(readable.charAt(phrase.start - 1))) return null;
  const action = readAction(readable, phrase.end, /^\s*(?:Access\s*Denied|(?:The\s+)?User\b)/i);
  if (action === null || action.action === null) return null;
  return { ...phrase, action: action.action, end: action.end };
}

/** The S3 console: `After you … have updated your permissions to allow the s3:ListBucket action, refresh this page`. */
function missingAction(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const action = readAction(readable, phrase.end, /^\s*action/);
  return action === null || action.action === null ? null : { ...phrase, action: action.action, end: action.end };
}

/**
 * The console: `You don't have permission to ec2:DescribeInstances.` Elastic Beanstalk: `You do not have permission to
 * perform the 's3:CreateBucket' action.`
 */
function withoutPermission(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const action = readAction(readable, phrase.end, /^[\s.'"`]*(?:To request|on |action\b|$)/);
  return action === null || action.action === null ? null : { ...phrase, action: action.action, end: action.end };
}

/** AWS Backup: `Principal [ARN] is not allowed to execute [backup:StartBackupJob] on the resource ARN`. */
function notAllowed(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const action = readAction(readable, phrase.end + (/^\s*\[/.exec(readable.slice(phrase.end))?.[0].length ?? 0), /^\]/);
  const before = /principal\s*\[?\s*([^\s[\]]{1,300})\]?\s+is\s+$/i.exec(
    readable.slice(Math.max(0, phrase.start - 340), phrase.start),
  );
  if (action === null || action.action === null || before === null) return null;
  const label = /^\]?\s*on\s+(?:the\s+)?resource:?\s*/i.exec(readable.slice(action.end, action.end + 40));
  const resource =
    label === null ? null : readValue(readable, action.end + label[0].length, action.end + label[0].length + 1000);
  return {
    ...phrase,
    principalArn: before[1] ?? null,
    action: action.action,
    resource: resource?.value ?? null,
    start: phrase.start - before[0].length,
    end: resource?.end ?? action.end,
  };
}

/**
 * Amazon Cognito: `Access to Role 'arn:aws:iam::111122223333:role/app' is forbidden.`
 * Source: Amazon Cognito Developer Guide, "Using role-based access control".
 */
function forbiddenRole(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const role = readValue(readable, phrase.end, phrase.end + 1000);
  const after = compact.fromReadable(role.end);
  if (!compact.text.startsWith("isforbidden", after)) return null;
  return { ...phrase, action: "iam:PassRole", resource: role.value, end: compact.toReadable(after + 10) + 1 };
}

/** Amazon Athena: `Permission denied on S3 path: s3://bucket/prefix`, with which action it does not say. */
function pathOfAthena(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const path = readValue(readable, phrase.end, phrase.end + 1100);
  const resource = path.value === null ? null : objectArn(path.value);
  return resource === null ? null : { ...phrase, resource, end: path.end };
}

/**
 * AWS Organizations: `You don't have permissions to access this resource.` Other programs say so, too: without a word of
 * AWS it counts where it is the whole text.
 */
function organizations(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const isAll = compact.text.replace(/\.$/, "").length === found.length;
  return isAll || /\baws\b|\bOrganizations?\b|AccessDenied|boto|\bSCPs?\b/i.test(readable)
    ? { ...phrase, service: "organizations" }
    : null;
}

/**
 * CloudFormation: `An error occurred (ValidationError) when calling the CreateChangeSet operation: S3 error: Access Denied`.
 * It reads the template with the permissions of the caller.
 * Source: AWS re:Post, "How do I resolve the Amazon S3 "Access Denied" error in CloudFormation?"
 */
function template(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const isTemplate = OF_TEMPLATE.test(compact.text.slice(Math.max(0, at - 80), at)) || isCallOfCdk(compact.text, at);
  return { ...plain(readable, compact, at, found), action: isTemplate ? "s3:GetObject" : null };
}

/** The CDK prints the whole call: `Call failed: createChangeSet({"StackName":…}) => S3 error: Access Denied` */
function isCallOfCdk(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LONGEST_CALL), at);
  return (
    /^callfailed:(?:createchangeset|createstack|updatestack)\(/.test(before.slice(before.lastIndexOf("callfailed:"))) &&
    before.endsWith(")=>")
  );
}

const LONGEST_CALL = 6000;

const OF_TEMPLATE =
  /whencallingthe(?:create(?:changeset|stack)|updatestack|validatetemplate|gettemplatesummary|estimatetemplatecost)operation/;

/**
 * AWS Lambda fetches the code with the permissions of the caller: `Your access has been denied by S3, please make sure
 * your request credentials have permission to GetObject for BUCKET/KEY. S3 Error Code: AccessDenied. …`
 */
function deniedByS3(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const rest = readable.slice(phrase.end, phrase.end + 1400);
  const call = /\bpermission\s+to\s+(GetObject\w{0,10})\s+for\s+(?=\S)/.exec(rest.slice(0, 140));
  if (call === null) return phrase;
  const start = phrase.end + call.index + call[0].length;
  const object = readValue(readable, start, start + 1100);
  const code = /^[.\s]{0,4}(?:S3\s+)?Error\s+Code:\s+\w+/.exec(readable.slice(object.end, object.end + 60));
  return {
    ...phrase,
    action: `s3:${call[1] ?? ""}`,
    resource: object.value?.includes("/") === true ? `arn:aws:s3:::${object.value.replace(/^\/+/, "")}` : object.value,
    end: object.end + (code?.[0].length ?? 0),
  };
}

/** AWS CodePipeline: `You do not have sufficient permissions to call s3.putObject for the deployment bucket`. */
function withoutSdkCall(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const call = /^\s{1,3}([a-z0-9]{2,30})\.([a-z]\w{2,60})\b/.exec(readable.slice(phrase.end, phrase.end + 100));
  const [, service, name] = call ?? [];
  if (call === null || service === undefined || name === undefined) return null;
  const operation = name.charAt(0).toUpperCase() + name.slice(1);
  return { ...phrase, nameless: "pipeline-role", operation, service, end: phrase.end + call[0].length };
}

/** API Gateway: `Caller does not have permissions to create a Service Linked Role.` */
function serviceLinkedRole(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  return { ...plain(readable, compact, at, found), action: "iam:CreateServiceLinkedRole" };
}

/** Source: AWS STS API Reference, "AssumeRole": the root user cannot call it. */
function rootAssumes(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  return { ...plain(readable, compact, at, found), operation: "AssumeRole", principalType: "root" };
}

/** Amazon Bedrock: `… the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe)`. */
function marketplace(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const list = /^\s*\(([^()]{10,300})\)/.exec(readable.slice(phrase.end, phrase.end + 320))?.[1] ?? "";
  const [action = null, ...additionalActions] = list.split(",").map((one) => one.replace(/[\s"'`*]/g, ""));
  return { ...phrase, action, additionalActions };
}

function passRole(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  return { ...plain(readable, compact, at, found), action: "iam:PassRole" };
}

function cannotCall(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const name = /^\s*(\w{1,60})/.exec(readable.slice(phrase.end, phrase.end + 80));
  return { ...phrase, operation: name?.[1] ?? null };
}
