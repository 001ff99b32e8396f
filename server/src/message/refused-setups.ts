/**
 * The phrases of services that try, when something is set up, whether a role or a destination lets them in. The call
 * itself was allowed: the service is the caller of what was refused.
 */
import { type CompactText } from "./compact-text.ts";
import { readValue } from "./message-value.ts";
import { type DenialPhrase, type PhraseReader, plain } from "./phrase-reader.ts";
import { bucketAt } from "./refused-delivery.ts";
import { ACTIONS_FOR_LOGGING } from "./refused-action.ts";
import { assumedBy } from "./role-of-service.ts";

/**
 * Sources: Amazon ECS Developer Guide, "Amazon ECS infrastructure IAM role for load balancers"; Amazon VPC User Guide, "IAM
 * role for publishing flow logs to CloudWatch Logs"; Amazon EKS User Guide, "Amazon EKS cluster IAM role"; Amazon RDS User
 * Guide, "Setting up and enabling Enhanced Monitoring"; API Gateway Developer Guide, "Set up CloudWatch logging for REST
 * APIs"; Amazon OpenSearch Service Developer Guide, "Monitoring OpenSearch logs with Amazon CloudWatch Logs"; Amazon
 * GuardDuty User Guide, "Exporting generated findings to Amazon S3"; Amazon SES Developer Guide, "Giving permissions to
 * Amazon SES for email receiving"; AWS CloudFormation User Guide, "Grant self-managed permissions"; Amazon CloudFront Developer
 * Guide, "Set up IAM permissions and roles for Lambda@Edge"; IAM Roles Anywhere User Guide, "Trust model".
 */
export const SETUP_PHRASES: readonly (readonly [phrase: RegExp, read: PhraseReader])[] = [
  [/unabletoassumeroleandvalidatethespecifiedtargetgrouparn/g, assumedBy("ecs.amazonaws.com")],
  [/unabletoassumegiveniamrole/g, assumedBy("vpc-flow-logs.amazonaws.com")],
  [/rolecouldnotbeassumedbecausethetrustedentityisnotcorrect/g, assumedBy("eks.amazonaws.com")],
  [/executionrolemustbeassumablewithedgelambda\.amazonaws\.com/g, roleOfEdge],
  [
    /iamrolearnvalueisinvalidordoesnotincludetherequiredpermissionsfor:?enhanced_monitoring/g,
    needs("monitoring.rds.amazonaws.com", ["sts:AssumeRole"]),
  ],
  [/iamrolearnvalueisinvalidordoesnotincludetherequiredpermissionsfor(?!:?enhanced_monitoring)/g, plain],
  [
    /rolearndoesnothaverequiredpermissions(?:configured|settoapigateway)|apigatewaycouldnotsuccessfullywritetocloudwatchlogsusingthearnspecified/g,
    needs("apigateway.amazonaws.com", ["sts:AssumeRole", "logs:CreateLogStream", "logs:PutLogEvents"]),
  ],
  [
    /guarddutyserviceprincipaldoesnothavepermissiontothekmskeyortheresource/g,
    needs("guardduty.amazonaws.com", ["s3:PutObject", "s3:GetBucketLocation", "kms:GenerateDataKey"]),
  ],
  [/resourceaccesspolicyspecifiedforthecloudwatchlogsloggroup/g, groupOfDomain],
  [/couldnot(?:writetobucket|invokelambdafunction|publishtosnstopic):/g, actionOfRule],
  [/rolewithtrustrelationshiptorole/g, roleOfStackSet],
  [/unabletoassumerolefor:?(?=arn:)/g, roleOfCertificate],
  [/\[rslvr-01605\]missingpermissiontolog(?:destination|:\*)?/g, logsOfResolver],
];

/**
 * Amazon Route 53 Resolver, whose caller sets up where the queries are logged. Source: Amazon CloudWatch Logs User Guide,
 * "Enable logging from AWS services", on logs sent to CloudWatch Logs.
 */
function logsOfResolver(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  return { ...plain(readable, compact, at, found), additionalActions: ACTIONS_FOR_LOGGING };
}

/** The words name no action: these are what the service does there. */
function needs(principalArn: string, additionalActions: readonly string[]): PhraseReader {
  return (readable, compact, at, found) => ({
    ...plain(readable, compact, at, found),
    principalArn,
    additionalActions,
  });
}

/** Lambda@Edge, which names the role two sentences on: `Update the IAM role and try again. Role: ARN` */
function roleOfEdge(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const role = /^[^]{0,140}?\bRole:\s+(arn:[^\s"'`,;()]{10,600})/.exec(readable.slice(phrase.end, phrase.end + 800));
  const principalArn = "edgelambda.amazonaws.com";
  const named = role?.[1] === undefined ? {} : { resource: role[1], end: phrase.end + role[0].length };
  return { ...phrase, principalArn, action: "sts:AssumeRole", ...named };
}

/**
 * IAM Roles Anywhere, whose one call is CreateSession. Other tools say the same of roles of their own. The credential helper
 * prints nothing but the time, the code and the words.
 */
function roleOfCertificate(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = assumedBy("rolesanywhere.amazonaws.com", "sts:TagSession", "sts:SetSourceIdentity")(
    readable,
    compact,
    at,
    found,
  );
  const { start, end } = phrase ?? { start: 0, end: 0 };
  const around = readable.slice(Math.max(0, start - 400), end + 400);
  const isAlone = /(?:^|\n)(?:[\d/:. -]{0,40})AccessDeniedException: $/.test(
    readable.slice(Math.max(0, start - 90), start),
  );
  if (isAlone && /^[^\n]{0,600}\s*$/.test(readable.slice(end))) return phrase;
  return /\bCreateSession\b|\brolesanywhere\b|\bRoles\s?Anywhere\b|\baws_signing_helper\b/i.test(around)
    ? phrase
    : null;
}

/** `The Resource Access Policy specified for the CloudWatch Logs log group NAME does not grant sufficient permissions for …` */
function groupOfDomain(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const rest = /^\s+(?:(\S{1,512})\s+)?does\s+not\s+grant\s+sufficient\s+permissions\s+for\s+Amazon\b/.exec(
    readable.slice(phrase.end, phrase.end + 640),
  );
  if (rest === null) return null;
  const additionalActions = ["logs:CreateLogStream", "logs:PutLogEvents"];
  const end = phrase.end + rest[0].length;
  return { ...phrase, principalArn: "es.amazonaws.com", additionalActions, resource: rest[1] ?? null, end };
}

/** Amazon SES, of what a receipt rule does with a mail. Other programs say so, too, without the code. */
function actionOfRule(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const around = readable.slice(Math.max(0, phrase.start - 300), phrase.end + 500);
  if (!/\bInvalid(?:S3Configuration|LambdaFunction|SnsTopic)(?:Exception)?\b/.test(around)) return null;
  const additionalActions = [ACTIONS_OF_RULE.find(([of]) => found.includes(of))?.[1] ?? "s3:PutObject"];
  const isBucket = found.includes("bucket");
  const value = readValue(readable, phrase.end, phrase.end + 600);
  const named = isBucket ? bucketAt(readable, phrase.end) : { resource: value.value, end: value.end };
  return { ...phrase, principalArn: "ses.amazonaws.com", additionalActions, ...named };
}

const ACTIONS_OF_RULE: readonly (readonly [of: string, action: string])[] = [
  ["bucket", "s3:PutObject"],
  ["function", "lambda:InvokeFunction"],
  ["topic", "sns:Publish"],
];

/** `Account 111122223333 should have 'EXECUTION' role with trust relationship to Role 'ADMINISTRATION'.` */
function roleOfStackSet(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const before = /\bshould\s+have\s+["'`]([\w+=,.@/-]{1,128})["'`]\s+$/.exec(
    readable.slice(Math.max(0, phrase.start - 240), phrase.start),
  );
  if (before?.[1] === undefined) return null;
  const start = phrase.start - before[0].length;
  return { ...phrase, action: "sts:AssumeRole", resource: `role ${before[1]}`, nameless: "stack-set", start };
}
