/**
 * Inputs of modules in the Terraform Registry that are given a whole policy. Sources: the pages of the modules
 * "terraform-aws-modules" (variables.tf of "iam", "lambda", "s3-bucket", "kms", "ecr" and their like) in the Terraform
 * Registry.
 */
import { type PolicyKind } from "../../policy/policy.ts";
import { type ModuleSwitch, statementsInput, registryName } from "./registry-statements.ts";

/** `source` as the call of a module writes it. */
export function kindOfInput(source: string | undefined, name: string): PolicyKind | undefined {
  if (source === undefined) return undefined;
  return KINDS.get(`${registryName(source)} ${name}`);
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

/**
 * The argument without which the input of such a module makes no policy; undefined where there is none. Sources:
 * "variables.tf" and "iam.tf" of these modules.
 */
export function switchOfInput(source: string | undefined, name: string): ModuleSwitch | undefined {
  const isSwitched = source !== undefined && ATTACHING.has(registryName(source)) && /^policy_json/.test(name);
  return isSwitched ? { name: `attach_${name}`, default: "off" } : statementsInput(source, name)?.switch;
}

const ATTACHING: ReadonlySet<string> = new Set([
  "terraform-aws-modules/lambda/aws",
  "terraform-aws-modules/step-functions/aws",
  "terraform-aws-modules/eventbridge/aws",
]);

/** A module that makes a role or a user, and attaches managed policies to it. */
export interface HolderOfModule {
  /** The inputs that name it; the first that is given counts. */
  readonly names: readonly string[];
  /** The input that makes a prefix of the name, unless it is false. */
  readonly prefix: string | undefined;
  /** The inputs with the ARNs of managed policies: one, a list or a map of them. */
  readonly policies: readonly string[];
  /** The output with the name of the role; undefined for a user. */
  readonly output: string | undefined;
}

/** Undefined for a module that makes neither, or that is not known. */
export function holderMadeBy(source: string | undefined): HolderOfModule | undefined {
  return source === undefined ? undefined : HOLDERS.get(registryName(source));
}

const ROLE = { names: ["role_name"], prefix: undefined, output: "iam_role_name" };
const PREFIXED = { names: ["name"], prefix: "use_name_prefix", output: "name" };

/** Version 6 of "iam" has other modules than version 5, with other inputs. */
const HOLDERS: ReadonlyMap<string, HolderOfModule> = new Map<string, HolderOfModule>([
  [`${IAM}/iam-role-for-service-accounts-eks`, { ...ROLE, policies: ["role_policy_arns"] }],
  [`${IAM}/iam-assumable-role-with-oidc`, { ...ROLE, policies: ["role_policy_arns"] }],
  [`${IAM}/iam-eks-role`, { ...ROLE, policies: ["role_policy_arns"] }],
  [`${IAM}/iam-assumable-role`, { ...ROLE, policies: ["custom_role_policy_arns"] }],
  [`${IAM}/iam-github-oidc-role`, { ...PREFIXED, prefix: undefined, policies: ["policies"] }],
  [`${IAM}/iam-role`, { ...PREFIXED, policies: ["policies"] }],
  [`${IAM}/iam-role-for-service-accounts`, { ...PREFIXED, policies: ["policies"] }],
  [`${IAM}/iam-user`, { ...PREFIXED, prefix: undefined, output: undefined, policies: ["policies", "policy_arns"] }],
  [
    "terraform-aws-modules/eks-pod-identity/aws",
    { ...PREFIXED, output: "iam_role_name", policies: ["additional_policy_arns"] },
  ],
  [
    "terraform-aws-modules/lambda/aws",
    {
      ...{ names: ["role_name", "function_name"], prefix: undefined },
      ...{ policies: ["policy", "policies"], output: "lambda_role_name" },
    },
  ],
]);
