/** What to do where a message does not say who asked for what: how to find it out, and what a delivering service needs. */
import { readArn } from "../policy/arn.ts";
import { newObject } from "../syntax/change.ts";
import { printNewDocument } from "../syntax/json-print.ts";
import { type DeliveredLogs, type Denial, type NamelessCaller } from "../message/denial.ts";
import { awsCommand } from "./aws-command.ts";
import { eventSelection } from "./event-of-call.ts";
import { type DeniedRequest } from "./denied-request.ts";
import { type ExplanationFix } from "./fixes/fix.ts";
import { BALANCER, logStatement } from "./log-bucket.ts";
import { type NextStep } from "./next-step.ts";

/** How to learn who asked. A load balancer asks by itself. */
export function whoSteps(denial: Denial, { principal }: DeniedRequest): readonly NextStep[] {
  if (principal !== undefined || denial.delivery === "load-balancer-logs") return [];
  return [{ step: "say-who", is: denial.nameless, commands: commandsFor(denial.nameless) }];
}

/** Source: the pages of these commands in the AWS CLI Command Reference. */
function commandsFor(caller: NamelessCaller | undefined): readonly string[] {
  switch (caller) {
    case "function-role":
      return ['aws lambda get-function-configuration --function-name "$FUNCTION" --query Role'];
    case "pipeline-role":
      return ['aws codepipeline get-pipeline --name "$PIPELINE" --query pipeline.roleArn'];
    case "build-role":
      return ['aws codebuild batch-get-projects --names "$PROJECT" --query "projects[].serviceRole"'];
    case "deployment-role":
      return [
        'aws deploy get-deployment-group --application-name "$APPLICATION" --deployment-group-name "$GROUP" --query deploymentGroupInfo.serviceRoleArn',
      ];
    case "backup-role":
      return ['aws backup describe-backup-job --backup-job-id "$JOB" --query IamRoleArn'];
    case "trail-role":
      return ['aws cloudtrail describe-trails --query "trailList[].CloudWatchLogsRoleArn"'];
    case "replication-role":
      return ['aws s3api get-bucket-replication --bucket "$BUCKET" --query ReplicationConfiguration.Role'];
    case "puller":
      return ['aws ecs describe-task-definition --task-definition "$TASK" --query taskDefinition.executionRoleArn'];
    case "rule-target":
      return ['aws events list-targets-by-rule --rule "$RULE" --query "Targets[].[Arn,RoleArn]"'];
    case "stack-set":
      return [
        'aws cloudformation describe-stack-set --stack-set-name "$STACK_SET" --query StackSet.AdministrationRoleARN',
      ];
    case "device":
      return ['aws iot list-attached-policies --target "$CERTIFICATE_ARN"'];
    case "api":
      return [
        'aws apigateway get-integration --rest-api-id "$API" --resource-id "$RESOURCE" --http-method "$METHOD" --query credentials',
      ];
    case "launcher":
      return grantEvents();
    case "web-client":
      return [];
    case undefined:
      return awsCommand("sts", "get-caller-identity", "--query", "Arn");
  }
}

/** Source: AWS re:Post on instances with encrypted volumes that stop as they start. */
function grantEvents(): readonly string[] {
  const of = "AttributeKey=EventName,AttributeValue=CreateGrant";
  return awsCommand(
    "cloudtrail",
    "lookup-events",
    "--lookup-attributes",
    of,
    "--query",
    "Events[].CloudTrailEvent",
    "--output",
    "text",
  );
}

/**
 * The command that shows the ARN of what a message names in IAM's words (`role deployer`), with its path; none for what
 * the call is to make. Source: AWS CLI Command Reference, "iam".
 */
export function arnCommands(said: string | undefined, { action }: Denial): readonly string[] {
  const [, word = "", name] = /^(role|user|group|instance profile) ([\w+=,.@-]{1,128})$/.exec(said ?? "") ?? [];
  if (name === undefined || /:(?:Create|Add)/i.test(action ?? "")) return [];
  const kind = word.replace(" ", "-");
  const field = kind === "instance-profile" ? "InstanceProfile" : kind.charAt(0).toUpperCase() + kind.slice(1);
  return awsCommand("iam", `get-${kind}`, `--${kind}-name`, name, "--query", `${field}.Arn`);
}

/**
 * The event of the call. Sources: AWS CLI Command Reference, "lookup-events"; AWS CloudTrail User Guide, "Logging data
 * events": requests for objects are in no event history.
 */
export function eventSteps(denial: Denial, { action, principal }: DeniedRequest): readonly NextStep[] {
  const isOfKnownRole = denial.nameless !== undefined && denial.nameless !== "web-client";
  if (denial.delivery !== undefined || isOfKnownRole || denial.encodedMessage) return [];
  if (action !== undefined && principal !== undefined) return [];
  if (action !== undefined && UNLOGGED.test(action)) return [];
  const isData = isDataEvent(action, denial);
  return [{ step: "find-event", isData, commands: isData ? [] : lookUp(denial, action) }];
}

function isDataEvent(action: string | undefined, { errorCode, requestId, nameless }: Denial): boolean {
  if (action !== undefined) return OF_OBJECTS.test(action);
  if (nameless === "web-client") return true;
  // Only S3 answers with this code and an id of another form.
  return errorCode === "AccessDenied" && requestId !== null && !UUID.test(requestId);
}

const OF_OBJECTS =
  /^(?:s3:(?:Get|Put|Delete|Restore|Abort|List)(?:Object|MultipartUpload|Bucket$)|dynamodb:(?:Get|Put|Update|Delete|Batch|Query|Scan)|lambda:Invoke)/i;
/**
 * Of these CloudTrail's history has nothing. Sources: Amazon RDS User Guide, "IAM database authentication", on limitations;
 * Amazon MSK Developer Guide, "Log API calls with AWS CloudTrail"; Amazon OpenSearch Service Developer Guide, "Monitoring
 * Amazon OpenSearch Service API calls with AWS CloudTrail", on the configuration API alone.
 */
const UNLOGGED = /^(?:(?:rds-db|kafka-cluster):connect|es:ESHttp\w+|aoss:\w+AccessAll)$/i;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function lookUp({ requestId, operation, region }: Denial, action: string | undefined): readonly string[] {
  const inRegion = region === null ? [] : ["--region", region];
  if (requestId !== null && UUID.test(requestId)) {
    const query = `Events[?contains(CloudTrailEvent, '${requestId}')].CloudTrailEvent`;
    return awsCommand("cloudtrail", "lookup-events", "--query", query, "--output", "text", ...inRegion);
  }
  const selection = eventSelection(operation, action);
  return selection.length === 0
    ? []
    : awsCommand("cloudtrail", "lookup-events", ...selection, "--output", "text", ...inRegion);
}

/** Of a delivery of which the usual comparison cannot say all. */
export function deliverySteps(
  { delivery, logs }: Denial,
  { asked }: DeniedRequest,
  fixes: readonly ExplanationFix[],
): readonly NextStep[] {
  if (delivery === undefined) return [];
  const arn = readArn(asked.said ?? "");
  const isBucket = arn?.service === "s3" && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(arn.resource);
  const bucket = isBucket ? arn.resource : undefined;
  const isToCopy = bucket !== undefined && delivery === "load-balancer-logs" && fixes.length === 0;
  const text = isToCopy ? statementFor(`arn:${arn?.partition ?? "aws"}:s3:::${bucket}`, logs) : undefined;
  const commands =
    bucket === undefined ? [] : awsCommand("s3api", "get-bucket-policy", "--bucket", bucket, "--query", "Policy");
  return [{ step: "let-deliver", delivery, resource: bucket, text, commands }];
}

function statementFor(bucket: string, logs: DeliveredLogs = {}): string {
  const { account, prefix } = logs;
  const elements = logStatement({ service: BALANCER, bucket, account: account ?? "ACCOUNT", prefix });
  return printNewDocument(newObject(elements ?? {}));
}

export function decodeStep(): NextStep {
  return {
    step: "decode-message",
    commands: ['aws sts decode-authorization-message --encoded-message "$MESSAGE"'],
  };
}

/** What AWS keeps of a refusal of which it says no more than a number. */
export function detailsOf({ authorizationId: id }: Denial): readonly NextStep[] {
  return id === undefined ? [] : [{ step: "authorization-details", commands: [], id }];
}
