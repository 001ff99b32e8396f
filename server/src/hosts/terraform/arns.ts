/**
 * The ARNs and names that resources of the AWS provider have, as far as their arguments settle them. Sources: the resource
 * pages of the "hashicorp/aws" provider, and "Actions, resources, and condition keys for AWS services" for the forms.
 */

/** How the ARNs of a type are made: in `form`, `{…}` is an argument of the resource, or what nobody knows. */
interface NamedType {
  readonly form: string | undefined;
  /** The argument with the resource's name, and the one with what it begins with. */
  readonly name: string;
  /** The attributes that are the name as well. */
  readonly alsoName: readonly string[];
  /** No colon and no slash may be in the name. */
  readonly isPlain: boolean;
}

export function namedType(type: string): NamedType | undefined {
  return TYPES.get(type);
}

const P = "arn:{partition}";
const R = "{region}:{account}";

const ROWS: readonly (readonly [type: string, form: string | undefined, name: string, ...alsoName: string[]])[] = [
  ["aws_iam_role", `${P}:iam::{account}:role{path}{name}`, "name", "id"],
  ["aws_iam_user", `${P}:iam::{account}:user{path}{name}`, "name", "id"],
  ["aws_iam_group", `${P}:iam::{account}:group{path}{name}`, "name", "id"],
  ["aws_iam_policy", `${P}:iam::{account}:policy{path}{name}`, "name"],
  ["aws_iam_instance_profile", `${P}:iam::{account}:instance-profile{path}{name}`, "name", "id"],
  ["aws_iam_openid_connect_provider", `${P}:iam::{account}:oidc-provider/{host}`, ""],
  ["aws_iam_saml_provider", `${P}:iam::{account}:saml-provider/{name}`, "name"],
  ["aws_s3_bucket", `${P}:s3:::{name}`, "bucket", "id"],
  ["aws_s3_directory_bucket", `${P}:s3express:${R}:bucket/{name}`, "bucket", "id"],
  ["aws_sqs_queue", `${P}:sqs:${R}:{name}`, "name"],
  ["aws_sns_topic", `${P}:sns:${R}:{name}`, "name"],
  ["aws_dynamodb_table", `${P}:dynamodb:${R}:table/{name}`, "name", "id"],
  ["aws_kms_key", `${P}:kms:${R}:key/{key}`, "", "id", "key_id"],
  ["aws_kms_alias", `${P}:kms:${R}:{name}`, "name"],
  ["aws_lambda_function", `${P}:lambda:${R}:function:{name}`, "function_name", "id"],
  ["aws_secretsmanager_secret", `${P}:secretsmanager:${R}:secret:{name}-{suffix}`, "name"],
  ["aws_cloudwatch_log_group", `${P}:logs:${R}:log-group:{name}`, "name", "id"],
  ["aws_ecr_repository", `${P}:ecr:${R}:repository/{name}`, "name", "id"],
  ["aws_kinesis_stream", `${P}:kinesis:${R}:stream/{name}`, "name"],
  ["aws_kinesis_firehose_delivery_stream", `${P}:firehose:${R}:deliverystream/{name}`, "name"],
  ["aws_sfn_state_machine", `${P}:states:${R}:stateMachine:{name}`, "name"],
  ["aws_cloudwatch_event_bus", `${P}:events:${R}:event-bus/{name}`, "name", "id"],
  ["aws_cloudwatch_event_rule", `${P}:events:${R}:rule/{rule}`, "name"],
  ["aws_codebuild_project", `${P}:codebuild:${R}:project/{name}`, "name"],
  ["aws_codecommit_repository", `${P}:codecommit:${R}:{name}`, "repository_name", "id"],
  ["aws_codepipeline", `${P}:codepipeline:${R}:{name}`, "name"],
  ["aws_ecs_cluster", `${P}:ecs:${R}:cluster/{name}`, "name"],
  ["aws_ecs_task_definition", `${P}:ecs:${R}:task-definition/{name}:{id}`, "family"],
  ["aws_eks_cluster", `${P}:eks:${R}:cluster/{name}`, "name", "id"],
  ["aws_db_instance", `${P}:rds:${R}:db:{name}`, "identifier"],
  ["aws_rds_cluster", `${P}:rds:${R}:cluster:{name}`, "cluster_identifier", "id"],
  ["aws_athena_workgroup", `${P}:athena:${R}:workgroup/{name}`, "name", "id"],
  ["aws_ses_domain_identity", `${P}:ses:${R}:identity/{name}`, "domain", "id"],
  ["aws_ses_email_identity", `${P}:ses:${R}:identity/{name}`, "email", "id"],
  ["aws_cloudwatch_log_destination", `${P}:logs:${R}:destination:{name}`, "name", "id"],
  ["aws_efs_file_system", `${P}:elasticfilesystem:${R}:file-system/{id}`, "", "id"],
  ["aws_elasticsearch_domain", `${P}:es:${R}:domain/{name}`, "domain_name"],
  ["aws_opensearch_domain", `${P}:es:${R}:domain/{name}`, "domain_name"],
  ["aws_cloudfront_distribution", `${P}:cloudfront::{account}:distribution/{id}`, ""],
  ["aws_acm_certificate", `${P}:acm:${R}:certificate/{id}`, ""],
  ["aws_backup_vault", `${P}:backup:${R}:backup-vault:{name}`, "name", "id"],
  ["aws_glue_catalog_database", `${P}:glue:${R}:database/{name}`, "name"],
  ["aws_glue_crawler", `${P}:glue:${R}:crawler/{name}`, "name", "id"],
  ["aws_glue_job", `${P}:glue:${R}:job/{name}`, "name", "id"],
  ["aws_vpc", `${P}:ec2:${R}:vpc/vpc-{id}`, ""],
  ["aws_vpc_endpoint", `${P}:ec2:${R}:vpc-endpoint/vpce-{id}`, ""],
  ["aws_subnet", `${P}:ec2:${R}:subnet/subnet-{id}`, ""],
  ["aws_security_group", `${P}:ec2:${R}:security-group/sg-{id}`, ""],
  ["aws_instance", `${P}:ec2:${R}:instance/i-{id}`, ""],
  ["aws_ssm_parameter", `${P}:ssm:${R}:parameter{path}`, "name", "id"],
];

/**
 * The forms of other attributes: URLs, IDs that AWS makes up, and ARNs of something else than the resource itself. IAM gives the URL of a provider
 * back without its scheme, so Terraform has it so.
 */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ["aws_api_gateway_rest_api.execution_arn", `${P}:execute-api:${R}:{id}`],
  ["aws_apigatewayv2_api.execution_arn", `${P}:execute-api:${R}:{id}`],
  ["aws_kms_alias.target_key_arn", `${P}:kms:${R}:key/{key}`],
  ["aws_dynamodb_table.stream_arn", `${P}:dynamodb:${R}:table/{name}/stream/{label}`],
  ["aws_sqs_queue.id", "https://sqs.{region}.{domain}/{account}/{name}"],
  ["aws_sqs_queue.url", "https://sqs.{region}.{domain}/{account}/{name}"],
  ["aws_iam_openid_connect_provider.url", "{host}"],
  ["aws_vpc.id", "vpc-{id}"],
  ["aws_vpc_endpoint.id", "vpce-{id}"],
  ["aws_subnet.id", "subnet-{id}"],
  ["aws_security_group.id", "sg-{id}"],
  ["aws_instance.id", "i-{id}"],
]);

/** Attributes that are an address of the resource, where people look for its ARN. */
const ADDRESSES: ReadonlyMap<string, string> = new Map([
  ["aws_s3_bucket.bucket_domain_name", "{name}.s3.{domain}"],
  ["aws_s3_bucket.bucket_regional_domain_name", "{name}.s3.{region}.{domain}"],
  ["aws_opensearch_domain.endpoint", "{endpoint}.{region}.es.{domain}"],
  ["aws_elasticsearch_domain.endpoint", "{endpoint}.{region}.es.{domain}"],
]);

/** The form of the address that the attribute is. */
export function addressForm(type: string, attribute: string): string | undefined {
  return ADDRESSES.get(`${type}.${attribute}`);
}

/** The form of the attribute, as that of an ARN is given. */
export function otherForm(type: string, attribute: string): string | undefined {
  return OTHERS.get(`${type}.${attribute}`);
}

/** Types whose names may hold slashes. */
const SEPARATED: ReadonlySet<string> = new Set([
  "aws_kms_alias",
  "aws_secretsmanager_secret",
  "aws_cloudwatch_log_group",
  "aws_ecr_repository",
  "aws_cloudwatch_event_bus",
  "aws_glue_job",
  "aws_ssm_parameter",
]);

const TYPES: ReadonlyMap<string, NamedType> = new Map(
  ROWS.map(([type, form, name, ...alsoName]) => [type, { form, name, alsoName, isPlain: !SEPARATED.has(type) }]),
);
