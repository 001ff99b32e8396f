/** The services under resource control policies. Source: "Resource control policies (RCPs)", AWS Organizations User Guide. */
export const RCP_SERVICES_DATE = "2026-09-26";

export const RCP_SERVICES: ReadonlySet<string> = new Set(
  `aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch cloudtrail-data
  codeartifact codebuild codecommit codepipeline cognito-identity cognito-idp comprehend comprehendmedical
  compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose fis fms gamelift health
  inspector-scan kendra kinesisvideo kms logs memorydb networkmonitor notifications opensearch pca-connector-ad
  personalize polly pricing resource-groups rolesanywhere s3 secretsmanager servicediscovery signin sqs sts support swf
  textract timestream-influxdb transcribe transfer translate wafv2 workspaces xray`.split(/\s+/),
);
