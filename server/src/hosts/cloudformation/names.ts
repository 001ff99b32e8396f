/**
 * The ARNs and names that resources of a template have, and what `Ref` and `Fn::GetAtt` give of them. Sources: "Return
 * values" of the types in the resource type reference of the "AWS CloudFormation Template Reference Guide", and "Actions,
 * resources, and condition keys for AWS services" for the forms of ARNs.
 */
import { type FilledText, holeOf, TextBuilding } from "../../syntax/filled-text.ts";
import {
  type HoleFacts,
  ID_OF_KEY,
  MADE_UP_ID,
  memberNamed,
  type ObjectValue,
  SECRET_SUFFIX,
  type Value,
} from "../../syntax/value.ts";

export interface NamedType {
  /** `{…}` is a property of the resource, its name, or what nobody knows. */
  readonly form: string;
  /** The property with its name. */
  readonly name: string;
  readonly ref: "name" | "arn" | "url" | "id";
  /** The attributes that are the name. */
  readonly named: readonly string[];
  /** The attributes that are the ARN. */
  readonly arns: readonly string[];
  /** The attribute that is an ARN of something that belongs to it, and the form of that. */
  readonly further: { readonly attribute: string; readonly form: string } | undefined;
  /** The attribute that is the name, and the ARN of what is called after the resource. */
  readonly namesakes: { readonly attribute: string; readonly form: string } | undefined;
  /** No colon and no slash may be in the name. */
  readonly isPlain: boolean;
}

export function namedType(type: string): NamedType | undefined {
  return TYPES.get(type);
}

const P = "arn:{partition}";
const R = "{region}:{account}";

const ROWS: readonly (readonly [type: string, ref: NamedType["ref"], name: string, form: string, ...arns: string[]])[] =
  [
    ["AWS::IAM::Role", "name", "RoleName", `${P}:iam::{account}:role{path}{name}`, "Arn"],
    ["AWS::IAM::User", "name", "UserName", `${P}:iam::{account}:user{path}{name}`, "Arn"],
    ["AWS::IAM::Group", "name", "GroupName", `${P}:iam::{account}:group{path}{name}`, "Arn"],
    [
      "AWS::IAM::InstanceProfile",
      "name",
      "InstanceProfileName",
      `${P}:iam::{account}:instance-profile{path}{name}`,
      "Arn",
    ],
    ["AWS::IAM::ManagedPolicy", "arn", "ManagedPolicyName", `${P}:iam::{account}:policy{path}{name}`, "PolicyArn"],
    ["AWS::IAM::OIDCProvider", "arn", "", `${P}:iam::{account}:oidc-provider/{host}`, "Arn"],
    ["AWS::IAM::SAMLProvider", "arn", "Name", `${P}:iam::{account}:saml-provider/{name}`, "Arn"],
    ["AWS::S3::Bucket", "name", "BucketName", `${P}:s3:::{name}`, "Arn"],
    ["AWS::SQS::Queue", "url", "QueueName", `${P}:sqs:${R}:{name}`, "Arn"],
    ["AWS::SNS::Topic", "arn", "TopicName", `${P}:sns:${R}:{name}`, "TopicArn"],
    ["AWS::DynamoDB::Table", "name", "TableName", `${P}:dynamodb:${R}:table/{name}`, "Arn"],
    ["AWS::DynamoDB::GlobalTable", "name", "TableName", `${P}:dynamodb:${R}:table/{name}`, "Arn"],
    ["AWS::Serverless::SimpleTable", "name", "TableName", `${P}:dynamodb:${R}:table/{name}`, "Arn"],
    ["AWS::KMS::Key", "id", "", `${P}:kms:${R}:key/{key}`, "Arn"],
    ["AWS::KMS::ReplicaKey", "id", "", `${P}:kms:${R}:key/{key}`, "Arn"],
    ["AWS::Lambda::Function", "name", "FunctionName", `${P}:lambda:${R}:function:{name}`, "Arn"],
    ["AWS::Serverless::Function", "name", "FunctionName", `${P}:lambda:${R}:function:{name}`, "Arn"],
    ["AWS::SecretsManager::Secret", "arn", "Name", `${P}:secretsmanager:${R}:secret:{name}-{suffix}`, "Id"],
    ["AWS::Logs::LogGroup", "name", "LogGroupName", `${P}:logs:${R}:log-group:{name}:*`, "Arn"],
    ["AWS::ECR::Repository", "name", "RepositoryName", `${P}:ecr:${R}:repository/{name}`, "Arn"],
    ["AWS::Kinesis::Stream", "name", "Name", `${P}:kinesis:${R}:stream/{name}`, "Arn"],
    [
      "AWS::KinesisFirehose::DeliveryStream",
      "name",
      "DeliveryStreamName",
      `${P}:firehose:${R}:deliverystream/{name}`,
      "Arn",
    ],
    ["AWS::StepFunctions::StateMachine", "arn", "StateMachineName", `${P}:states:${R}:stateMachine:{name}`, "Arn"],
    ["AWS::Serverless::StateMachine", "arn", "Name", `${P}:states:${R}:stateMachine:{name}`, "Arn"],
    // On another bus than the default one, its name and its ARN have that of the bus as well.
    ["AWS::Events::Rule", "id", "", `${P}:events:${R}:rule/{rule}`, "Arn"],
    ["AWS::Events::EventBus", "name", "Name", `${P}:events:${R}:event-bus/{name}`, "Arn"],
    ["AWS::CodeBuild::Project", "name", "Name", `${P}:codebuild:${R}:project/{name}`, "Arn"],
    ["AWS::CodeCommit::Repository", "id", "RepositoryName", `${P}:codecommit:${R}:{name}`, "Arn"],
    ["AWS::ECS::Cluster", "name", "ClusterName", `${P}:ecs:${R}:cluster/{name}`, "Arn"],
    ["AWS::EC2::Instance", "id", "", `${P}:ec2:${R}:instance/i-{id}`],
    ["AWS::EC2::Subnet", "id", "", `${P}:ec2:${R}:subnet/subnet-{id}`],
    ["AWS::EC2::VPC", "id", "", `${P}:ec2:${R}:vpc/vpc-{id}`],
    ["AWS::EC2::VPCEndpoint", "id", "", `${P}:ec2:${R}:vpc-endpoint/vpce-{id}`],
    ["AWS::EFS::FileSystem", "id", "", `${P}:elasticfilesystem:${R}:file-system/{id}`, "Arn"],
    ["AWS::Cognito::UserPool", "id", "", `${P}:cognito-idp:${R}:userpool/{id}`, "Arn"],
    ["AWS::CloudFront::Distribution", "id", "", `${P}:cloudfront::{account}:distribution/{id}`],
    ["AWS::ApiGateway::RestApi", "id", "", `${P}:execute-api:${R}:{id}`],
    ["AWS::ApiGatewayV2::Api", "id", "", `${P}:execute-api:${R}:{id}`],
    ["AWS::Serverless::Api", "id", "", `${P}:execute-api:${R}:{id}`],
    ["AWS::Serverless::HttpApi", "id", "", `${P}:execute-api:${R}:{id}`],
    ["AWS::AppSync::GraphQLApi", "arn", "", `${P}:appsync:${R}:apis/{api}`, "Arn"],
    ["AWS::Athena::WorkGroup", "name", "Name", `${P}:athena:${R}:workgroup/{name}`],
    ["AWS::Batch::JobDefinition", "arn", "JobDefinitionName", `${P}:batch:${R}:job-definition/{name}:{revision}`],
    ["AWS::Batch::JobQueue", "arn", "JobQueueName", `${P}:batch:${R}:job-queue/{name}`, "JobQueueArn"],
    ["AWS::Bedrock::Agent", "id", "", `${P}:bedrock:${R}:agent/{id}`, "AgentArn"],
    ["AWS::Bedrock::KnowledgeBase", "id", "", `${P}:bedrock:${R}:knowledge-base/{id}`, "KnowledgeBaseArn"],
    ["AWS::CodePipeline::Pipeline", "name", "Name", `${P}:codepipeline:${R}:{name}`],
    ["AWS::Cognito::IdentityPool", "id", "", `${P}:cognito-identity:${R}:identitypool/{id}`],
    ["AWS::DSQL::Cluster", "id", "", `${P}:dsql:${R}:cluster/{id}`, "ResourceArn"],
    ["AWS::ECS::Service", "arn", "ServiceName", `${P}:ecs:${R}:service/{cluster}/{name}`, "ServiceArn"],
    ["AWS::ECS::TaskDefinition", "arn", "Family", `${P}:ecs:${R}:task-definition/{name}:{revision}`],
    ["AWS::Events::ApiDestination", "name", "Name", `${P}:events:${R}:api-destination/{name}/{uid}`, "Arn"],
    ["AWS::Events::Connection", "name", "Name", `${P}:events:${R}:connection/{name}/{uid}`, "Arn"],
    ["AWS::Glue::Crawler", "name", "Name", `${P}:glue:${R}:crawler/{name}`],
    ["AWS::Glue::Job", "name", "Name", `${P}:glue:${R}:job/{name}`],
    ["AWS::Kendra::Index", "id", "", `${P}:kendra:${R}:index/{id}`, "Arn"],
    ["AWS::MSK::Cluster", "arn", "ClusterName", `${P}:kafka:${R}:cluster/{name}/{uid}`, "Arn"],
    ["AWS::MSK::ServerlessCluster", "arn", "ClusterName", `${P}:kafka:${R}:cluster/{name}/{uid}`, "Arn"],
    ["AWS::OpenSearchServerless::Collection", "id", "", `${P}:aoss:${R}:collection/{id}`, "Arn"],
    ["AWS::Pipes::Pipe", "name", "Name", `${P}:pipes:${R}:pipe/{name}`, "Arn"],
    ["AWS::Route53::HostedZone", "id", "", `${P}:route53:::hostedzone/{id}`],
    ["AWS::S3::AccessPoint", "name", "Name", `${P}:s3:${R}:accesspoint/{name}`, "Arn"],
    ["AWS::S3Express::DirectoryBucket", "name", "BucketName", `${P}:s3express:${R}:bucket/{name}`, "Arn"],
    ["AWS::Scheduler::ScheduleGroup", "name", "Name", `${P}:scheduler:${R}:schedule-group/{name}`, "Arn"],
    ["AWS::Timestream::Database", "name", "DatabaseName", `${P}:timestream:${R}:database/{name}`, "Arn"],
    ["AWS::OpenSearchService::Domain", "name", "DomainName", `${P}:es:${R}:domain/{name}`, "Arn"],
    ["AWS::Elasticsearch::Domain", "name", "DomainName", `${P}:es:${R}:domain/{name}`, "Arn", "DomainArn"],
    ["AWS::Backup::BackupVault", "name", "BackupVaultName", `${P}:backup:${R}:backup-vault:{name}`, "BackupVaultArn"],
  ];

/** The form of what `Ref` gives of a queue. */
export const QUEUE_URL = "https://sqs.{region}.{domain}/{account}/{name}";

/** Types whose names may hold slashes. */
const SEPARATED: ReadonlySet<string> = new Set([
  "AWS::SecretsManager::Secret",
  "AWS::Logs::LogGroup",
  "AWS::ECR::Repository",
  "AWS::Events::EventBus",
  "AWS::Glue::Crawler",
  "AWS::Glue::Job",
]);

const STREAM = { attribute: "StreamArn", form: `${P}:dynamodb:${R}:table/{name}/stream/{label}` };

const FURTHER: ReadonlyMap<string, NamedType["further"]> = new Map([
  ["AWS::DynamoDB::Table", STREAM],
  ["AWS::DynamoDB::GlobalTable", STREAM],
]);

/** Source: "Actions, resources, and condition keys for AWS Step Functions", on executions. */
const EXECUTIONS = { attribute: "Name", form: `${P}:states:${R}:execution:{name}` };

const NAMESAKES: ReadonlyMap<string, NamedType["namesakes"]> = new Map([
  ["AWS::StepFunctions::StateMachine", EXECUTIONS],
  ["AWS::Serverless::StateMachine", EXECUTIONS],
]);

const TYPES: ReadonlyMap<string, NamedType> = new Map(
  ROWS.map(([type, ref, name, form, ...arns]) => {
    const namesakes = NAMESAKES.get(type);
    const named = [name, namesakes?.attribute ?? ""].filter((one) => one !== "");
    return [
      type,
      { form, name, ref, named, arns, further: FURTHER.get(type), namesakes, isPlain: !SEPARATED.has(type) },
    ];
  }),
);

/** One text each, which no template has. */
export const PSEUDO_PARAMETERS: ReadonlyMap<string, HoleFacts> = new Map<string, HoleFacts>([
  ["AWS::Partition", { stands: "partition" }],
  ["AWS::Region", { stands: "region" }],
  ["AWS::AccountId", { stands: "account" }],
  ["AWS::StackName", { isName: true }],
  ["AWS::URLSuffix", { isName: true }],
]);

/** A part of a form that AWS makes up. An ID is written as the template refers to it. */
export function madeUpPart(name: string, resource: MadeResource): FilledText {
  const { logicalId } = resource;
  if (name === "suffix") return holeOf("${suffix}", { isName: true, variable: SECRET_SUFFIX });
  if (IDS.has(name)) return holeOf(`\${${logicalId}}`, { isName: true, variable: beginningOfId(resource) + logicalId });
  return holeOf(`\${${name}}`, { isName: true });
}

interface MadeResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: ObjectValue;
}

/** Source: "Multi-Region keys in AWS KMS" (AWS KMS Developer Guide). */
function beginningOfId({ type, properties }: MadeResource): string {
  if (type === "AWS::KMS::ReplicaKey") return ID_OF_KEY.inSeveral;
  if (type !== "AWS::KMS::Key") return MADE_UP_ID;
  const value = memberNamed(properties, "MultiRegion")?.value;
  const said = value?.kind === "boolean" ? String(value.value) : value?.kind === "string" ? value.text : undefined;
  if (value === undefined || said === "false") return ID_OF_KEY.inOneRegion;
  return said === "true" ? ID_OF_KEY.inSeveral : MADE_UP_ID;
}

const IDS: ReadonlySet<string> = new Set(["id", "key"]);

/** How a template writes the ARN of what has neither its name nor an attribute with its ARN; undefined where it has one. */
export function writtenById(logicalId: string, { form, arns, ref }: NamedType): string | undefined {
  if (arns.length > 0 || ref !== "id") return undefined;
  return inPlaceOfDeployment(form.replace(/(?:[a-z]+-)?\{id\}$/, () => `\${${logicalId}}`));
}

/** A form with the pseudo parameters for where it is deployed. */
export function inPlaceOfDeployment(form: string): string {
  return form.replace(/(?<!\$)\{(\w+)\}/g, (hole, part: string) => PSEUDO.get(part) ?? hole);
}

const PSEUDO: ReadonlyMap<string, string> = new Map([
  ["partition", "${AWS::Partition}"],
  ["region", "${AWS::Region}"],
  ["account", "${AWS::AccountId}"],
]);

/** `{"Ref": "Name"}`; also a name such as `TopicArn`, which elsewhere would be one to fill in. */
export function nameReferred(value: Value | undefined): string | undefined {
  const name = value?.kind === "object" && value.members.length === 1 ? memberNamed(value, "Ref")?.value : undefined;
  return name?.kind === "string" ? name.text : undefined;
}

/**
 * The resource that a value refers to by `Ref`, or a managed policy by its attribute `PolicyArn`. Source: "Return values" of
 * "AWS::IAM::ManagedPolicy".
 */
export function resourceReferred(value: Value | undefined): string | undefined {
  const attribute =
    value?.kind === "object" && value.members.length === 1 ? memberNamed(value, "Fn::GetAtt")?.value : undefined;
  if (attribute === undefined) return nameReferred(value);
  const whole = attribute.kind === "array" ? attribute.items.map(textAlone).join(".") : textAlone(attribute);
  return whole.endsWith(POLICY_ARN) ? whole.slice(0, -POLICY_ARN.length) : undefined;
}

const POLICY_ARN = ".PolicyArn";

function textAlone(value: Value): string {
  return value.kind === "string" ? value.text : "";
}

/**
 * What SAM makes of a function beside it, referred to as `Fn.Alias`. Source: "Referencing resources" of the "AWS Serverless
 * Application Model Developer Guide", on `AutoPublishAlias`.
 */
export function isVersionOfSam(attribute: string): boolean {
  return attribute === "Alias" || attribute === "Version";
}

export function isFunctionName(key: string): boolean {
  return key === "Ref" || key.startsWith("Fn::");
}

/** An ID that AWS makes up, behind what those of the type begin with. */
export function idText(logicalId: string, { form }: NamedType, template: InFile): FilledText {
  const building = new TextBuilding();
  building.add(/\/([a-z]+-)\{id\}$/.exec(form)?.[1] ?? "");
  const { text, holes } = openName(logicalId, template, { isName: true, isOwnName: true });
  building.add(text, holes);
  return building.result();
}

interface InFile {
  readonly path: string | undefined;
}

/** What nobody knows of a resource's name: the same wherever its template refers to it. */
export function openName(logicalId: string, { path }: InFile, facts: HoleFacts = {}): FilledText {
  return holeOf(`\${${logicalId}}`, { ...facts, ...(path !== undefined && { reference: `${path} ${logicalId}` }) });
}

/** `Role${Name}` and `Role&{Name}` of a loop, with what each resource has there. Source: "Fn::ForEach". */
export function withoutLoopNames(logicalId: string): string {
  return logicalId.replace(/[$&]\{[^{}]*\}/g, "*");
}
