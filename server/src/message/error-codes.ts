/** The error codes with which AWS services refuse a request. */

const DENIAL_CODES =
  /^(?:Client\.)?(?:(?:KMS\.?|Kms)?AccessDenied(?:Exception|Fault|Error)?|Unauthorized(?:Tagging)?Operation|AuthorizationError(?:Exception)?|AuthorizationException|ForbiddenException|NotAuthorizedError|UnauthorizedAccess(?:Exception)?|InsufficientPrivilegesException|403 Forbidden|403|Forbidden)$/;

export function isDenialCode(code: string): boolean {
  return DENIAL_CODES.test(code) || OF_FIREHOSE.test(code);
}

/** What every web server answers, and how many frameworks name such an error: only beside something of AWS it is AWS's. */
export function isCommonCode(code: string): boolean {
  return /^(?:403 Forbidden|403|Forbidden|ForbiddenException|AuthorizationE(?:rror|xception)|UnauthorizedAccess(?:Exception)?)$/.test(
    code,
  );
}

/** Amazon Data Firehose names what refused: `S3.AccessDenied`. */
const OF_FIREHOSE = /^(?:S3|Kinesis|Redshift|Lambda|Glue|ES|OS|AS|Splunk|Iceberg)\.AccessDenied$/;

/** `Client.UnauthorizedOperation`, `KMS.AccessDeniedException`: the qualifier is part of the code. */
export function isQualifiedCode(code: string): boolean {
  return /^(?:Client|KMS)\./.test(code) || OF_FIREHOSE.test(code);
}

/** For the compact text: codes that stand in running text, longest first. What it finds is still to be compared with case. */
export const DENIAL_WORD =
  /(?:client\.)?(?:(?:kms\.?)?accessdenied(?:exception|fault|error)?|unauthorized(?:tagging)?operation|authorizationerror(?:exception)?|authorizationexception|forbiddenexception|notauthorizederror|unauthorizedaccess(?:exception)?|insufficientprivilegesexception)/g;

/** Classes that an SDK throws for every error: they say nothing about this one. */
const GENERAL_CLASS = new RegExp(
  [
    String.raw`^(?:Boto|Sdk|SDK|Aws|AWS|Amazon)?(?:Client|Service|Server|Request|Response|Http|HTTP|API|Api|Runtime)?(?:Response|Operation|Request|Status|StatusCode)?(?:Error|Exception|Fault)$`,
    String.raw`^(?:Spark|Hive|Meta|Analysis|SQL|Sql|Query\w*|Presto\w*|Trino\w*|Airflow|Dbt|Cdk|CDK|Gradle|Maven|Plugin\w*|Docker\w*|Helm|Kube\w*|Jenkins|Ansible|Pulumi|Terraform|Amplify|Serverless|Py4J\w*|Flink|Kafka|Connect|Step|Stage|Pipeline\w*|Nested\w*|Storage|Transfer\w*|Runner\w*|Script\w*|Hadoop\w*|Sasl\w*)(?:Error|Exception)$`,
    String.raw`^(?:Value|Type|Toolkit|Waiter|ResourceInitialization|Fetch|Axios|NativeCommand|Remote|Execution|Illegal\w+|Mojo\w*|Deployment|Deploy|Unhandled|Fatal|Provider|Custom\w*|Stack\w*|Wrapped\w*|Task\w*|Job\w*|Build\w*|Invocation|Provisioning|Sync|Reconcile|Config\w*|Credential\w*|Process\w*|Command|General|Unknown|Aggregate|TargetInvocation|UndeclaredThrowable|Unchecked\w*|IO|S3Upload\w*|Completion|Uncaught)(?:Error|Exception)$`,
    String.raw`^(?:Amazon|AWS)\w*Exception$`,
    String.raw`^(?:S3|S3Service|Iam|Sts|Ec2|Athena|Kms|Sns|Sqs|Lambda|Glue|Ecr|Ecs|Eks|Ssm|Rds|Efs|Emr|Sfn|DynamoDb|CloudFormation|CloudFront|CloudTrail|CloudWatch|CloudWatchLogs|Route53|Redshift|Kinesis|SecretsManager|S3Control|Bedrock\w*|SageMaker|Organizations|Cognito\w*)Exception$`,
  ].join("|"),
);

/** The codes of services that end in "Error"; every other class of that form is a tool's or a language's. */
const SERVICE_ERRORS =
  /^(?:Validation|Authorization|NotAuthorized|Internal|InternalServer|InternalService|InvalidParameter|InvalidAction|Throttling|KMS[A-Za-z]{0,40})Error$/;

/** Codes of EC2, Elastic Load Balancing, RDS, S3 and SES that do not say by their ending what they are. */
const WITHOUT_ENDING =
  /^(?:Invalid(?:ConfigurationRequest|Argument|Parameter|ParameterValue|S3Configuration|LambdaFunction|SnsTopic)|LogDestinationPermissionIssue)$/;

/** Can the word be the code of an error that a service sent? `ValidationError` can, `ClientError` cannot. */
export function isServiceCode(word: string): boolean {
  if (isDenialCode(word)) return true;
  if (word.endsWith("Error")) return SERVICE_ERRORS.test(word);
  if (WITHOUT_ENDING.test(word)) return true;
  return /^[A-Z][A-Za-z0-9.]{3,80}(?:Exception|Fault|Operation|Denied)$/.test(word) && !GENERAL_CLASS.test(word);
}

/** What a language throws itself: `System.InvalidOperationException`, `java.nio.file.AccessDeniedException`. */
export function isClassOfLanguage(name: string): boolean {
  return /^(?:System|java|javax|jakarta|kotlinx?|scala|groovy)\./.test(name);
}

/** `software.amazon.awssdk.services.sqs.model.SqsException`: the Java SDK has one such class for each service. */
export function isClassOfService(name: string): boolean {
  const match = /\bservices?\.(\w+)\.model\.(\w+?)Exception$/.exec(name);
  return match !== null && match[1]?.toLowerCase() === match[2]?.toLowerCase();
}
