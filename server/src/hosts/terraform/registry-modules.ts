/**
 * Inputs of modules in the Terraform Registry that are given a whole policy. Sources: the pages of the modules
 * "terraform-aws-modules/iam", "lambda", "s3-bucket", "kms" and "ecr" in the Terraform Registry.
 */
import { type PolicyKind } from "../../policy/policy.ts";

/** `source` as the call of a module writes it. */
export function kindOfInput(source: string | undefined, name: string): PolicyKind | undefined {
  if (source === undefined) return undefined;
  return KINDS.get(`${source.replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, "")} ${name}`);
}

const IAM = "terraform-aws-modules/iam/aws//modules";

const KINDS: ReadonlyMap<string, PolicyKind> = new Map<string, PolicyKind>([
  [`${IAM}/iam-policy policy`, "identity"],
  [`${IAM}/iam-assumable-role custom_role_trust_policy`, "trust"],
  ["terraform-aws-modules/lambda/aws policy_json", "identity"],
  ["terraform-aws-modules/lambda/aws policy_jsons", "identity"],
  ["terraform-aws-modules/s3-bucket/aws policy", "resource"],
  ["terraform-aws-modules/kms/aws policy", "resource"],
  ["terraform-aws-modules/ecr/aws repository_policy", "resource"],
]);
