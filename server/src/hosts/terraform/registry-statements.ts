/**
 * Inputs of modules in the Terraform Registry that are statements, each an object with the arguments of a block
 * `statement` of `aws_iam_policy_document`. Sources: "variables.tf" and "main.tf" ("iam.tf") of the modules of
 * "terraform-aws-modules" that are named here.
 */
import { type PolicyHolderName } from "../../policy/kinds.ts";
import { type PolicyKind } from "../../policy/policy.ts";

export interface StatementsInput {
  readonly kind: PolicyKind;
  readonly holder?: PolicyHolderName;
  /** The argument that decides whether the module makes a policy of them. */
  readonly switch?: ModuleSwitch;
  /** A statement without resources is about what the module makes. */
  readonly ownResource?: true;
  /** `conditions` is read as `condition` is. */
  readonly conditions?: true;
  /** The input that names what has the policy, and the type of that. */
  readonly subject?: { readonly name: string; readonly type: string };
}

export interface ModuleSwitch {
  readonly name: string;
  /** What it is where the call does not say. */
  readonly default: "on" | "off";
}

/** `source` as the call of a module writes it. Undefined for an input that is none. */
export function statementsInput(source: string | undefined, name: string): StatementsInput | undefined {
  return source === undefined ? undefined : INPUTS.get(`${registryName(source)} ${name}`);
}

/**
 * A module as the registry calls it: by that name, by Terragrunt's `tfr://`, or by the address of its repository. Sources:
 * "Module Sources" of the Terraform documentation; "terraform" of Terragrunt's.
 */
export function registryName(source: string): string {
  const [address = ""] = source.split("?", 1);
  const [, name, below = ""] = REPOSITORY.exec(address) ?? [];
  if (name !== undefined) return `terraform-aws-modules/${name}/aws${below}`;
  return address.replace(/^tfr:\/\/\/?/, "").replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, "");
}

const REPOSITORY =
  /^(?:git::)?(?:https:\/\/|ssh:\/\/git@|git@)?github\.com[/:]terraform-aws-modules\/terraform-aws-([\w-]+)(?:\.git)?(\/\/[\w/.-]+)?$/;

const off = (name: string): ModuleSwitch => ({ name, default: "off" });
const on = (name: string): ModuleSwitch => ({ name, default: "on" });

const ATTACHED: StatementsInput = { kind: "identity", switch: off("attach_policy_statements") };
const OF_ROLE: StatementsInput = { kind: "identity", holder: "role" };
const INLINE = { kind: "identity", switch: off("create_inline_policy") } as const;
const QUEUE = { kind: "resource", holder: "queue", ownResource: true, conditions: true } as const;
const IAM = "terraform-aws-modules/iam/aws//modules";
const ECS = "terraform-aws-modules/ecs/aws";
const EKS = "terraform-aws-modules/eks/aws//modules";

const ROWS: readonly (readonly [modules: readonly string[], input: string, is: StatementsInput])[] = [
  [
    ["lambda", "step-functions", "eventbridge"].map((name) => `terraform-aws-modules/${name}/aws`),
    "policy_statements",
    ATTACHED,
  ],
  [["terraform-aws-modules/lambda/aws"], "assume_role_policy_statements", { kind: "trust" }],
  [
    ["terraform-aws-modules/sqs/aws"],
    "queue_policy_statements",
    { ...QUEUE, switch: off("create_queue_policy"), subject: { name: "name", type: "aws_sqs_queue" } },
  ],
  [
    ["terraform-aws-modules/sqs/aws"],
    "dlq_queue_policy_statements",
    { ...QUEUE, switch: off("create_dlq_queue_policy"), subject: { name: "dlq_name", type: "aws_sqs_queue" } },
  ],
  [
    ["terraform-aws-modules/sns/aws"],
    "topic_policy_statements",
    {
      ...{ kind: "resource", holder: "topic", ownResource: true, conditions: true },
      ...{ switch: on("create_topic_policy"), subject: { name: "name", type: "aws_sns_topic" } },
    },
  ],
  [["terraform-aws-modules/kms/aws"], "key_statements", { kind: "resource", holder: "key" }],
  [
    ["terraform-aws-modules/secrets-manager/aws"],
    "policy_statements",
    { kind: "resource", switch: off("create_policy"), subject: { name: "name", type: "aws_secretsmanager_secret" } },
  ],
  [
    ["terraform-aws-modules/ecr/aws", "terraform-aws-modules/ecr/aws//modules/repository-template"],
    "repository_policy_statements",
    {
      ...{ kind: "resource", holder: "repository", switch: on("create_repository_policy") },
      subject: { name: "repository_name", type: "aws_ecr_repository" },
    },
  ],
  [
    ["terraform-aws-modules/s3-bucket/aws//modules/table-bucket"],
    "table_bucket_policy_statements",
    { kind: "resource", ownResource: true, conditions: true, switch: off("create_table_bucket_policy") },
  ],
  [[ECS, `${ECS}//modules/cluster`, `${ECS}//modules/service`], "task_exec_iam_statements", OF_ROLE],
  [[ECS, `${ECS}//modules/cluster`], "infrastructure_iam_role_statements", OF_ROLE],
  [[ECS, `${ECS}//modules/cluster`], "node_iam_role_statements", OF_ROLE],
  [[`${ECS}//modules/service`], "iam_role_statements", OF_ROLE],
  [[`${ECS}//modules/service`], "tasks_iam_role_statements", OF_ROLE],
  [[`${ECS}//modules/express-service`], "execution_iam_statements", OF_ROLE],
  [[`${ECS}//modules/express-service`], "task_iam_role_statements", OF_ROLE],
  [
    ["eks-managed-node-group", "self-managed-node-group", "fargate-profile"].map((name) => `${EKS}/${name}`),
    "iam_role_policy_statements",
    OF_ROLE,
  ],
  [[`${EKS}/karpenter`, `${EKS}/capability`], "iam_policy_statements", { kind: "identity" }],
  [[`${EKS}/karpenter`], "queue_policy_statements", { kind: "resource", holder: "queue" }],
  [[`${EKS}/hybrid-node-role`], "policy_statements", { kind: "identity" }],
  // Also of the policies that it has for add-ons, which other switches attach.
  [["terraform-aws-modules/eks-pod-identity/aws"], "policy_statements", { kind: "identity", conditions: true }],
  [[`${IAM}/iam-role`], "trust_policy_permissions", { kind: "trust" }],
  [
    [`${IAM}/iam-role`, `${IAM}/iam-role-for-service-accounts`],
    "inline_policy_permissions",
    { ...INLINE, holder: "role" },
  ],
  [[`${IAM}/iam-user`], "inline_policy_permissions", { ...INLINE, holder: "user" }],
  [
    [`${IAM}/iam-group`, `${IAM}/iam-role-for-service-accounts`],
    "permissions",
    { kind: "identity", holder: "managed", switch: on("create_policy") },
  ],
];

const INPUTS: ReadonlyMap<string, StatementsInput> = new Map(
  ROWS.flatMap(([modules, input, is]) => modules.map((one) => [`${one} ${input}`, is] as const)),
);
