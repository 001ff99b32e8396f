/** The forms into which a policy can be copied. */

export const CONVERTED_FORMS = [
  "json",
  "compact",
  "terraform",
  "jsonencode",
  "cloudformation",
  "cdk-typescript",
  "cdk-python",
] as const;
export type ConvertedForm = (typeof CONVERTED_FORMS)[number];

/** A whole policy, or one of its statements. */
export type ConvertedPart = "policy" | "statement";

export const FORM_NAMES: Readonly<Record<ConvertedForm, string>> = {
  json: "JSON",
  compact: "JSON as AWS accepts it: compact, without comments",
  terraform: "Terraform: aws_iam_policy_document",
  jsonencode: "Terraform: jsonencode",
  cloudformation: "CloudFormation: YAML",
  "cdk-typescript": "AWS CDK: TypeScript",
  "cdk-python": "AWS CDK: Python",
};

/** What a form cannot say, and why. */
export interface ConversionProblem {
  readonly problem: string;
}

export type Written = { readonly text: string } | ConversionProblem;
