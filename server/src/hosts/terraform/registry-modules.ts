/**
 * Inputs of modules in the Terraform Registry that are given a whole policy. Sources: the pages of the modules
 * "terraform-aws-modules" (variables.tf of "iam", "lambda", "s3-bucket", "kms", "ecr" and their like) in the Terraform
 * Registry.
 */
import { type PolicyKind } from "../../policy/policy.ts";

/** `source` as the call of a module writes it. */
export function kindOfInput(source: string | undefined, name: string): PolicyKind | undefined {
  if (source === undefined) return undefined;
  return KINDS.get(`${source.replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, "")} ${name}`);
}

const IAM = "terraform-aws-modules/iam/aws//modules";

const ROWS: readonly (readonly [module: string, kind: PolicyKind, inputs: readonly string[]])[] = [
  [`${IAM}/iam-policy`, "identity", ["policy"]],
  [`${IAM}/iam-assumable-role`, "trust", ["custom_role_trust_policy"]],
  [`${IAM}/iam-role`, "identity", ["source_inline_policy_documents", "override_inline_policy_documents"]],
  [`${IAM}/iam-user`, "identity", ["source_inline_policy_documents", "override_inline_policy_documents"]],
  [
    `${IAM}/iam-role-for-service-accounts`,
    "identity",
    [
      "source_policy_documents",
      "override_policy_documents",
      "source_inline_policy_documents",
      "override_inline_policy_documents",
    ],
  ],
  ["terraform-aws-modules/lambda/aws", "identity", ["policy_json", "policy_jsons"]],
  ["terraform-aws-modules/step-functions/aws", "identity", ["policy_json", "policy_jsons"]],
  ["terraform-aws-modules/eventbridge/aws", "identity", ["policy_json", "policy_jsons"]],
  ["terraform-aws-modules/eks-pod-identity/aws", "identity", ["source_policy_documents", "override_policy_documents"]],
  [
    "terraform-aws-modules/eks/aws//modules/karpenter",
    "trust",
    ["iam_role_source_assume_policy_documents", "iam_role_override_assume_policy_documents"],
  ],
  ["terraform-aws-modules/s3-bucket/aws", "resource", ["policy"]],
  ["terraform-aws-modules/s3-bucket/aws//modules/vectors", "resource", ["policy"]],
  [
    "terraform-aws-modules/s3-bucket/aws//modules/table-bucket",
    "resource",
    ["table_bucket_policy", "table_bucket_source_policy_documents", "table_bucket_override_policy_documents"],
  ],
  ["terraform-aws-modules/kms/aws", "resource", ["policy", "source_policy_documents", "override_policy_documents"]],
  [
    "terraform-aws-modules/eks/aws",
    "resource",
    ["kms_key_source_policy_documents", "kms_key_override_policy_documents"],
  ],
  ["terraform-aws-modules/ecr/aws", "resource", ["repository_policy", "registry_policy"]],
  ["terraform-aws-modules/ecr/aws//modules/repository-template", "resource", ["repository_policy"]],
  ["terraform-aws-modules/secrets-manager/aws", "resource", ["source_policy_documents", "override_policy_documents"]],
  [
    "terraform-aws-modules/sns/aws",
    "resource",
    ["topic_policy", "source_topic_policy_documents", "override_topic_policy_documents"],
  ],
  [
    "terraform-aws-modules/sqs/aws",
    "resource",
    [
      "source_queue_policy_documents",
      "override_queue_policy_documents",
      "source_dlq_queue_policy_documents",
      "override_dlq_queue_policy_documents",
    ],
  ],
];

const KINDS: ReadonlyMap<string, PolicyKind> = new Map(
  ROWS.flatMap(([module, kind, inputs]) => inputs.map((input) => [`${module} ${input}`, kind] as const)),
);
