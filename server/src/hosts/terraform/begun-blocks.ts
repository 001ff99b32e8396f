/** What a configuration of Terraform is begun with: resources that have a policy, and little else that must be filled in. */
import { type Draft, type DraftPart } from "../../syntax/draft.ts";
import { hclDraft } from "../../syntax/hcl-draft.ts";
import { type Span } from "../../text/span.ts";
import { type BeginningName, type BeginningThing } from "../host.ts";
import { type Insertion } from "../policy-cursor.ts";

interface BegunBlock extends Pick<BeginningThing, "policies"> {
  readonly type: string;
  /** Of these policies, in the same order. */
  readonly write: (policies: readonly (readonly DraftPart[])[]) => readonly DraftPart[];
}

/** Names that stand in the policies as well (`service/completion/policy-start.ts`) are typed once. */
const APP = { stop: "app" };
const BUCKET = { stop: "amzn-s3-demo-bucket" };
const REGION = { stop: "us-east-1" };
const ACCOUNT = { stop: "111122223333" };
const SECRET = { stop: "secret" };

/** Source: "Argument Reference" of each (Terraform AWS provider). */
const BLOCKS: readonly BegunBlock[] = [
  {
    type: "aws_iam_role",
    policies: [{ kind: "trust" }, { kind: "identity" }],
    write: ([trust = [], identity = []]) => [
      ...block("aws_iam_role", APP, ['name = "', APP, '"'], ["assume_role_policy = ", ...trust]),
      "\n\n",
      ...block("aws_iam_role_policy", APP, ["role = aws_iam_role.", APP, ".name"], ["policy = ", ...identity]),
    ],
  },
  {
    type: "aws_iam_policy",
    policies: [{ kind: "identity" }],
    write: ([own = []]) => block("aws_iam_policy", APP, ['name = "', APP, '"'], ["policy = ", ...own]),
  },
  {
    type: "aws_s3_bucket_policy",
    policies: [{ kind: "resource", service: "s3" }],
    write: ([own = []]) =>
      block("aws_s3_bucket_policy", { stop: "bucket" }, ['bucket = "', BUCKET, '"'], ["policy = ", ...own]),
  },
  {
    type: "aws_kms_key",
    policies: [{ kind: "resource", service: "kms" }],
    write: ([own = []]) => block("aws_kms_key", { stop: "key" }, ["policy = ", ...own]),
  },
  {
    type: "aws_sqs_queue_policy",
    policies: [{ kind: "resource", service: "sqs" }],
    write: ([own = []]) =>
      block(
        "aws_sqs_queue_policy",
        { stop: "queue" },
        ['queue_url = "https://sqs.', REGION, ".amazonaws.com/", ACCOUNT, "/", { stop: "my-queue" }, '"'],
        ["policy = ", ...own],
      ),
  },
  {
    type: "aws_sns_topic_policy",
    policies: [{ kind: "resource", service: "sns" }],
    write: ([own = []]) =>
      block(
        "aws_sns_topic_policy",
        { stop: "topic" },
        ['arn = "arn:aws:sns:', REGION, ":", ACCOUNT, ":", { stop: "my-topic" }, '"'],
        ["policy = ", ...own],
      ),
  },
  {
    type: "aws_secretsmanager_secret_policy",
    policies: [{ kind: "resource", service: "secretsmanager" }],
    write: ([own = []]) =>
      block(
        "aws_secretsmanager_secret_policy",
        SECRET,
        ["secret_arn = aws_secretsmanager_secret.", SECRET, ".arn"],
        ["policy = ", ...own],
      ),
  },
];

function block(type: string, name: DraftPart, ...lines: readonly (readonly DraftPart[])[]): readonly DraftPart[] {
  const body = lines.flatMap((parts, index) => [index === 0 ? "  " : "\n  ", ...parts, "\n"]);
  return [`resource "${type}" "`, name, '" {\n', ...body, "}"];
}

/** Each in place of what is typed there. */
export function begunBlocks(span: Span, newline: string): readonly BeginningThing[] {
  const encoded = (policy: Draft): readonly DraftPart[] => [
    "jsonencode(",
    ...hclDraft(policy, { objects: "lines", newline: "\n", unit: "  ", indent: "  " }),
    ")",
  ];
  return BLOCKS.map(({ type, policies, write }) => ({
    label: `resource "${type}"`,
    detail: policies.length > 1 ? "with its policies" : "with its policy",
    policies,
    write: (drafts) => inserted(span, write(drafts.map(encoded)), newline),
  }));
}

/** A data source without statements, in which completion goes on. */
export function begunDocument(span: Span, newline: string): BeginningName {
  const parts = ['data "aws_iam_policy_document" "', { stop: "policy" }, '" {\n  ', { stop: "" }, "\n}"];
  return { name: 'data "aws_iam_policy_document"', insertion: inserted(span, parts, newline), leads: true };
}

function inserted(span: Span, parts: readonly DraftPart[], newline: string): Insertion {
  const written = parts.map((part) => (typeof part === "string" ? part.replaceAll("\n", newline) : part));
  return { span, parts: written, lead: 0, also: [] };
}
