/** A policy in HCL: as the data source that makes it, or as a call of `jsonencode`. */
import { append } from "../../domains/append.ts";
import { printStatement } from "../../hosts/terraform/policy-document-print.ts";
import { type NewObject, type NewValue } from "../../syntax/change.ts";
import { type HclPrint, printHcl, printText } from "../../syntax/hcl-print.ts";
import { type ConvertedPart, type Written } from "./forms.ts";
import { holdsText, isObject, listOf, memberOf } from "./settled-policy.ts";

const PRINT: HclPrint = { newline: "\n", unit: "  ", form: "lines", copy: () => ({ text: "null", indent: "" }) };

export function toJsonencode(value: NewObject): Written {
  return { text: `jsonencode(${printHcl(value, "", PRINT)})` };
}

const ARGUMENTS = new Set(["Version", "Id", "Statement"]);

/**
 * The provider reads `&{…}` where IAM has `${…}`, which Terraform would read as its own, and refuses two statements of one
 * Sid. Source: "Data Source: aws_iam_policy_document" (Terraform AWS provider).
 */
export function toPolicyDocument(value: NewObject, part: ConvertedPart): Written {
  if (holdsText(value, "&{")) {
    return { problem: "It contains '&{', which aws_iam_policy_document reads as '${'. Copy it as jsonencode." };
  }
  if (part === "statement") return statementText(value);
  const strange = value.members.find(([key]) => !ARGUMENTS.has(key))?.[0];
  if (strange !== undefined)
    return { problem: `aws_iam_policy_document has no argument for '${strange}'. Remove it first.` };
  const statements = listOf(memberOf(value, "Statement"));
  // An empty one is none.
  const sids = statements.flatMap((one) => (isObject(one) ? memberOf(one, "Sid") || [] : []));
  if (new Set(sids).size < sids.length) {
    return {
      problem: "Two of its statements have the same Sid, which aws_iam_policy_document refuses. Give each its own.",
    };
  }
  const lines: string[] = [];
  const version = memberOf(value, "Version") ?? "2008-10-17";
  const id = memberOf(value, "Id");
  if (typeof version !== "string" || (id !== undefined && typeof id !== "string")) return UNREADABLE;
  if (version !== "2012-10-17") lines.push(`version = ${printText(version)}`);
  if (id !== undefined) lines.push(`policy_id = ${printText(withTheirVariables(id))}`);
  for (const statement of statements) {
    const written = isObject(statement) ? statementText(statement) : UNREADABLE;
    if ("problem" in written) return written;
    if (lines.length > 0) lines.push("");
    append(lines, written.text.split("\n"));
  }
  const body = lines.map((line) => (line === "" ? "" : `  ${line}`)).join("\n");
  return { text: `data "aws_iam_policy_document" "policy" {\n${body}\n}` };
}

const UNREADABLE = { problem: "One of its elements has a form that AWS does not accept. Correct it first." };

function statementText(statement: NewObject): Written {
  // Without one the provider writes Allow.
  if (memberOf(statement, "Effect") === undefined) return { problem: "A statement has no Effect. Add it first." };
  const lines = printStatement(variablesIn(statement), PRINT);
  return lines === undefined
    ? { problem: "aws_iam_policy_document cannot express one of its elements. Copy it as jsonencode." }
    : { text: lines.join("\n") };
}

function variablesIn({ members }: NewObject): NewObject {
  return { members: members.map(([key, value]) => [withTheirVariables(key), withVariables(value)]) };
}

function withVariables(value: NewValue): NewValue {
  if (typeof value === "string") return withTheirVariables(value);
  if ("copyOf" in value) return value;
  return "members" in value ? variablesIn(value) : value.map(withVariables);
}

function withTheirVariables(text: string): string {
  return text.replaceAll("${", "&{");
}
