/**
 * What the arguments of the AWS providers' resource types hold: policy documents, and what only looks like one. Sources: the
 * resource pages of the "hashicorp/aws" provider in the Terraform Registry; those of "hashicorp/awscc", whose types and
 * arguments are named as CloudFormation's.
 */
import { type PolicyHolderName } from "../../policy/kinds.ts";
import { type PolicyKind } from "../../policy/policy.ts";

/**
 * What an argument holds: a policy of a kind, a template of CloudFormation, in whose resources policies stand, or a document
 * with a Statement that IAM has nothing to do with.
 */
export type ArgumentContent = PolicyKind | "template" | "other-document";

/** `path`: the names of the blocks from the resource to the argument, and its own, joined by dots. */
export function contentOfArgument(type: string, path: string): ArgumentContent | undefined {
  return isOfOtherCloud(type) ? "other-document" : CONTENTS.get(`${type} ${path}`);
}

/** Some clouds and stores have policies of the same words, with actions and resources of their own. */
function isOfOtherCloud(type: string): boolean {
  return OTHER_CLOUDS.has(type.slice(0, Math.max(0, type.indexOf("_"))));
}

/** The providers' names in the Terraform Registry, as their resource types begin. */
const OTHER_CLOUDS: ReadonlySet<string> = new Set([
  "alicloud",
  "flexibleengine",
  "huaweicloud",
  "minio",
  "opentelekomcloud",
  "scaleway",
  "tencentcloud",
  "volcengine",
  "wasabi",
  "yandex",
]);

/** Of what the policy in an argument of the type is, or how IAM keeps it. */
export function holderOfType(type: string): PolicyHolderName | undefined {
  return HOLDERS.get(type);
}

const HOLDERS: ReadonlyMap<string, PolicyHolderName> = new Map<string, PolicyHolderName>([
  ["aws_backup_vault_policy", "vault"],
  ["aws_ecr_registry_policy", "registry"],
  ["aws_ecr_repository_policy", "repository"],
  ["aws_elasticsearch_domain", "domain"],
  ["aws_elasticsearch_domain_policy", "domain"],
  ["aws_iam_group_policy", "group"],
  ["aws_iam_policy", "managed"],
  ["aws_iam_role", "role"],
  ["aws_iam_role_policy", "role"],
  ["aws_iam_user_policy", "user"],
  ["aws_kms_external_key", "key"],
  ["aws_kms_key", "key"],
  ["aws_kms_key_policy", "key"],
  ["aws_kms_replica_external_key", "key"],
  ["aws_kms_replica_key", "key"],
  ["aws_opensearch_domain", "domain"],
  ["aws_opensearch_domain_policy", "domain"],
  ["aws_s3_bucket", "bucket"],
  ["aws_s3_bucket_policy", "bucket"],
  ["aws_sns_topic", "topic"],
  ["aws_sns_topic_policy", "topic"],
  ["aws_ssoadmin_permission_set_inline_policy", "permission-set"],
  ["aws_sqs_queue", "queue"],
  ["aws_sqs_queue_policy", "queue"],
  ["awscc_backup_backup_vault", "vault"],
  ["awscc_ecr_registry_policy", "registry"],
  ["awscc_ecr_repository", "repository"],
  ["awscc_iam_group", "group"],
  ["awscc_iam_group_policy", "group"],
  ["awscc_iam_managed_policy", "managed"],
  ["awscc_iam_role", "role"],
  ["awscc_iam_role_policy", "role"],
  ["awscc_iam_user", "user"],
  ["awscc_iam_user_policy", "user"],
  ["awscc_kms_key", "key"],
  ["awscc_kms_replica_key", "key"],
  ["awscc_s3_bucket_policy", "bucket"],
  ["awscc_sns_topic_inline_policy", "topic"],
  ["awscc_sns_topic_policy", "topic"],
  ["awscc_sso_permission_set", "permission-set"],
  ["awscc_sqs_queue_inline_policy", "queue"],
  ["awscc_sqs_queue_policy", "queue"],
]);

/** The paths of the arguments of a type that hold a document, of whatever kind. */
export function documentArgumentsOf(type: string): readonly string[] {
  return ARGUMENTS.get(type) ?? NONE;
}

const NONE: readonly string[] = [];

/** An organization's policy says in an argument of its own what it is. */
export const ORGANIZATION_POLICY = "aws_organizations_policy";

const ARGUMENT_KINDS: readonly (readonly [content: ArgumentContent, places: readonly string[]])[] = [
  [
    "identity",
    [
      "aws_iam_policy policy",
      "aws_iam_role_policy policy",
      "aws_iam_user_policy policy",
      "aws_iam_group_policy policy",
      "aws_iam_role inline_policy.policy",
      "aws_ssoadmin_permission_set_inline_policy inline_policy",
      "awscc_iam_managed_policy policy_document",
      "awscc_iam_role_policy policy_document",
      "awscc_iam_user_policy policy_document",
      "awscc_iam_group_policy policy_document",
      "awscc_iam_role policies.policy_document",
      "awscc_iam_user policies.policy_document",
      "awscc_iam_group policies.policy_document",
      "awscc_sso_permission_set inline_policy",
    ],
  ],
  ["trust", ["aws_iam_role assume_role_policy", "awscc_iam_role assume_role_policy_document"]],
  ["session", ["aws_transfer_user policy", "aws_transfer_access policy", "aws_rolesanywhere_profile session_policy"]],
  [
    "resource",
    [
      "aws_organizations_resource_policy content",
      "aws_s3_bucket policy",
      "aws_s3_bucket_policy policy",
      "aws_s3_access_point policy",
      "aws_s3control_access_point_policy policy",
      "aws_s3control_bucket_policy policy",
      "aws_s3control_multi_region_access_point_policy details.policy",
      "aws_s3control_object_lambda_access_point_policy policy",
      "aws_s3control_access_grants_instance_resource_policy policy",
      "aws_s3tables_table_bucket_policy resource_policy",
      "aws_s3tables_table_policy resource_policy",
      "aws_s3vectors_vector_bucket_policy policy",
      "aws_fsx_s3_access_point_attachment s3_access_point.policy",
      "aws_kms_key policy",
      "aws_kms_external_key policy",
      "aws_kms_replica_key policy",
      "aws_kms_replica_external_key policy",
      "aws_kms_key_policy policy",
      "aws_sqs_queue policy",
      "aws_sqs_queue_policy policy",
      "aws_sns_topic policy",
      "aws_sns_topic_policy policy",
      "aws_secretsmanager_secret policy",
      "aws_secretsmanager_secret_policy policy",
      "aws_dynamodb_resource_policy policy",
      "aws_kinesis_resource_policy policy",
      "aws_ecr_repository_policy policy",
      "aws_ecr_registry_policy policy",
      "aws_ecr_repository_creation_template repository_policy",
      "aws_ecrpublic_repository_policy policy",
      "aws_efs_file_system_policy policy",
      "aws_elasticsearch_domain access_policies",
      "aws_elasticsearch_domain_policy access_policies",
      "aws_opensearch_domain access_policies",
      "aws_opensearch_domain_policy access_policies",
      "aws_api_gateway_rest_api policy",
      "aws_api_gateway_rest_api_policy policy",
      "aws_api_gateway_domain_name policy",
      "aws_cloudwatch_event_bus_policy policy",
      "aws_schemas_registry_policy policy",
      "aws_backup_vault_policy policy",
      "aws_glacier_vault access_policy",
      "aws_glacier_vault_lock policy",
      "aws_codeartifact_domain_permissions_policy policy_document",
      "aws_codeartifact_repository_permissions_policy policy_document",
      "aws_codebuild_resource_policy policy",
      "aws_cloudwatch_log_resource_policy policy_document",
      "aws_cloudwatch_log_destination_policy access_policy",
      "aws_cloudwatch_log_delivery_destination_policy delivery_destination_policy",
      "aws_cloudsearch_domain_service_access_policy access_policy",
      "aws_oam_sink_policy policy",
      "aws_msk_cluster_policy policy",
      "aws_networkfirewall_resource_policy policy",
      "aws_glue_resource_policy policy",
      "aws_redshift_resource_policy policy",
      "aws_redshiftserverless_resource_policy policy",
      "aws_sagemaker_model_package_group_policy resource_policy",
      "aws_prometheus_resource_policy policy_document",
      "aws_xray_resource_policy policy_document",
      "aws_vpclattice_auth_policy policy",
      "aws_vpclattice_resource_policy policy",
      "aws_acmpca_policy policy",
      "aws_ses_identity_policy policy",
      "aws_sesv2_email_identity_policy policy",
      "aws_media_store_container_policy policy",
      "awscc_s3_bucket_policy policy_document",
      "awscc_s3_access_point policy",
      "awscc_s3express_bucket_policy policy_document",
      "awscc_sqs_queue_inline_policy policy_document",
      "awscc_sqs_queue_policy policy_document",
      "awscc_sns_topic_inline_policy policy_document",
      "awscc_sns_topic_policy policy_document",
      "awscc_kms_key key_policy",
      "awscc_kms_replica_key key_policy",
      "awscc_secretsmanager_resource_policy resource_policy",
      "awscc_dynamodb_table resource_policy.policy_document",
      "awscc_kinesis_resource_policy resource_policy",
      "awscc_ecr_registry_policy policy_text",
      "awscc_ecr_repository repository_policy_text",
      "awscc_efs_file_system file_system_policy",
      "awscc_events_event_bus policy",
      "awscc_logs_resource_policy policy_document",
      "awscc_opensearchservice_domain access_policies",
      "awscc_apigateway_rest_api policy",
      "awscc_backup_backup_vault access_policy",
      "awscc_organizations_resource_policy content",
    ],
  ],
  [
    "vpc-endpoint",
    [
      "awscc_ec2_vpc_endpoint policy_document",
      "aws_vpc_endpoint policy",
      "aws_vpc_endpoint_policy policy",
      "aws_odb_network s3_policy_document",
    ],
  ],
  ["iot", ["aws_iot_policy policy", "awscc_iot_policy policy_document"]],
  [
    "template",
    [
      "aws_cloudformation_stack template_body",
      "aws_cloudformation_stack_set template_body",
      "awscc_cloudformation_stack template_body",
      "awscc_cloudformation_stack_set template_body",
    ],
  ],
  // Own languages, which only share a word or two with IAM's.
  [
    "other-document",
    [
      "aws_cloudformation_stack policy_body",
      "aws_cloudwatch_log_account_policy policy_document",
      "aws_cloudwatch_log_data_protection_policy policy_document",
      "aws_cloudwatch_log_index_policy policy_document",
      "aws_ecr_lifecycle_policy policy",
      "aws_networkmanager_core_network base_policy_document",
      "aws_networkmanager_core_network_policy_attachment policy_document",
      "aws_opensearchserverless_access_policy policy",
      "aws_opensearchserverless_security_policy policy",
      "aws_opensearchserverless_lifecycle_policy policy",
      "aws_sns_topic_data_protection_policy policy",
      "aws_sns_topic_subscription filter_policy",
      "aws_verifiedaccess_endpoint policy_document",
      "aws_verifiedaccess_group policy_document",
    ],
  ],
];

const CONTENTS: ReadonlyMap<string, ArgumentContent> = new Map(
  ARGUMENT_KINDS.flatMap(([content, places]) => places.map((place) => [place, content] as const)),
);

const ARGUMENTS: ReadonlyMap<string, readonly string[]> = argumentsByType();

function argumentsByType(): ReadonlyMap<string, readonly string[]> {
  const byType = new Map<string, string[]>([[ORGANIZATION_POLICY, ["content"]]]);
  for (const [, places] of ARGUMENT_KINDS) {
    for (const place of places) {
      const [type = "", path = ""] = place.split(" ");
      byType.set(type, [...(byType.get(type) ?? []), path]);
    }
  }
  return byType;
}
