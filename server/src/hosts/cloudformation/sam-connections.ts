/**
 * What each connection of AWS SAM allows the role at one of its ends. Source: "IAM policies created by connectors" of the "AWS
 * Serverless Application Model Developer Guide", as of May 2026.
 */
import { type TemplateStatement } from "./sam-policy-templates.ts";

export interface Connection extends TemplateStatement {
  readonly permission: string;
  /** The role of the source has it; else that of the destination. */
  readonly isOfSource: boolean;
}

export const PERMISSIONS = ["Read", "Write"];

/** The type of what SAM makes of one of its own. */
export function typeOfSam(type: string): string {
  return MADE_BY_SAM.get(type) ?? type;
}

const MADE_BY_SAM: ReadonlyMap<string, string> = new Map([
  ["AWS::Serverless::Function", "AWS::Lambda::Function"],
  ["AWS::Serverless::SimpleTable", "AWS::DynamoDB::Table"],
  ["AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine"],
]);

export function connectionsOf(source: string, destination: string): readonly Connection[] {
  return CONNECTIONS.filter((one) => one.sources.includes(source) && one.destination === destination);
}

interface Row extends Connection {
  readonly sources: readonly string[];
  readonly destination: string;
}

/** In each line: sources, destination, permission, resources, actions. `D` is the destination's ARN, `S` the source's. */
const LINES = `
Lambda::Function,StepFunctions::StateMachine,AppSync::DataSource | DynamoDB::Table | Read | D D/index/* | dynamodb:GetItem,Query,Scan,BatchGetItem,ConditionCheckItem,PartiQLSelect
Lambda::Function,StepFunctions::StateMachine,AppSync::DataSource | DynamoDB::Table | Write | D D/index/* | dynamodb:PutItem,UpdateItem,DeleteItem,BatchWriteItem,PartiQLDelete,PartiQLInsert,PartiQLUpdate
Lambda::Function,StepFunctions::StateMachine | S3::Bucket | Read | D D/* | s3:GetObject,GetObjectAcl,GetObjectLegalHold,GetObjectRetention,GetObjectTorrent,GetObjectVersion,GetObjectVersionAcl,GetObjectVersionForReplication,GetObjectVersionTorrent,ListBucket,ListBucketMultipartUploads,ListBucketVersions,ListMultipartUploadParts
Lambda::Function,StepFunctions::StateMachine | S3::Bucket | Write | D D/* | s3:AbortMultipartUpload,DeleteObject,DeleteObjectVersion,PutObject,PutObjectLegalHold,PutObjectRetention,RestoreObject
Lambda::Function | SQS::Queue | Read | D | sqs:ReceiveMessage,GetQueueAttributes
Lambda::Function | SQS::Queue | Write | D | sqs:DeleteMessage,SendMessage,ChangeMessageVisibility,PurgeQueue
StepFunctions::StateMachine | SQS::Queue | Write | D | sqs:SendMessage
Lambda::Function,StepFunctions::StateMachine | SNS::Topic | Write | D | sns:Publish
Lambda::Function,StepFunctions::StateMachine | Lambda::Function | Write | D | lambda:InvokeAsync,InvokeFunction
AppSync::DataSource | Lambda::Function | Write | D D:* | lambda:InvokeAsync,InvokeFunction
Lambda::Function,StepFunctions::StateMachine,AppSync::DataSource,Events::Rule | Events::EventBus | Write | D | events:PutEvents
Lambda::Function | Location::PlaceIndex | Read | D | geo:DescribePlaceIndex,GetPlace,SearchPlaceIndexForPosition,SearchPlaceIndexForSuggestions,SearchPlaceIndexForText
Lambda::Function | StepFunctions::StateMachine | Read | D | states:DescribeStateMachine,ListExecutions
Lambda::Function | StepFunctions::StateMachine | Read | RUNS | states:DescribeExecution,DescribeStateMachineForExecution,GetExecutionHistory
Lambda::Function | StepFunctions::StateMachine | Write | D | states:StartExecution,StartSyncExecution
Lambda::Function,StepFunctions::StateMachine | StepFunctions::StateMachine | Write | RUNS | states:StopExecution
StepFunctions::StateMachine | StepFunctions::StateMachine | Read | RUNS | states:DescribeExecution
StepFunctions::StateMachine | StepFunctions::StateMachine | Read | RULE | events:DescribeRule
StepFunctions::StateMachine | StepFunctions::StateMachine | Write | D | states:StartExecution
StepFunctions::StateMachine | StepFunctions::StateMachine | Write | RULE | events:PutTargets,PutRule
Events::Rule | StepFunctions::StateMachine | Write | D | states:StartExecution
DynamoDB::Table | Lambda::Function | Read | S/stream/* | dynamodb:DescribeStream,GetRecords,GetShardIterator,ListStreams
SQS::Queue | Lambda::Function | Read | S | sqs:ReceiveMessage,GetQueueAttributes
SQS::Queue | Lambda::Function | Write | S | sqs:DeleteMessage
`;

const IN_STATES = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}";
const IN_EVENTS = "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}";

const CONNECTIONS: readonly Row[] = LINES.split("\n").flatMap((line): readonly Row[] => {
  const [sources, destination, permission, resources, actions] = line.split(" | ");
  if (sources === undefined || permission === undefined || resources === undefined || actions === undefined) return [];
  const [service = "", names = ""] = actions.split(":");
  return [
    {
      sources: sources.split(",").map((type) => `AWS::${type}`),
      destination: `AWS::${destination ?? ""}`,
      permission,
      isOfSource: !/^S\b/.test(resources),
      resources: resources.split(" ").map(resourceOf),
      actions: names.split(",").map((name) => `${service}:${name}`),
      condition: undefined,
    },
  ];
});

/** As `Fn::Sub` has it. */
function resourceOf(written: string): string {
  if (written === "RUNS") return `${IN_STATES}:execution:\${Name}:*`;
  if (written === "RULE") return `${IN_EVENTS}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`;
  return written.replace(/^S/, "${Source}").replace(/^D/, "${Destination}");
}
