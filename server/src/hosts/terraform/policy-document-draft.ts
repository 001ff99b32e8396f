/** A whole policy as the statements of a data source `aws_iam_policy_document`, with the places that the author fills in. */
import { type NewObject, type NewValue } from "../../syntax/change.ts";
import { type Draft, type DraftPart } from "../../syntax/draft.ts";
import { isNewObject, markedValue } from "../../syntax/draft-marks.ts";
import { type HclPrint, printText } from "../../syntax/hcl-print.ts";
import { type DraftForm } from "../../syntax/json-draft.ts";
import { printStatement } from "./policy-document-print.ts";

/**
 * The body of the data source; the first line is not indented. Undefined for what it cannot say: it refuses two statements
 * of one Sid, and it reads `&{` as `${`. Source: "Data Source: aws_iam_policy_document" (Terraform AWS provider).
 */
export function draftStatements(policy: Draft, form: DraftForm): readonly DraftPart[] | undefined {
  const marked = markedValue(policy, withTheirVariables);
  const lines = isNewObject(marked?.value) ? bodyOf(marked.value, form.newline) : undefined;
  return lines && marked?.withStops(laidOut(lines, form));
}

/** The data source itself. */
export function draftWholeDocument(policy: Draft, newline: string): readonly DraftPart[] | undefined {
  const form: DraftForm = { objects: "lines", newline, unit: "  ", indent: "  " };
  const parts = draftStatements(policy, form);
  const head = [`data "aws_iam_policy_document" "`, { stop: "policy" }, `" {${newline}  `];
  return parts && [...head, ...parts, `${newline}}${newline}`];
}

function laidOut(lines: readonly string[], { newline, indent }: DraftForm): string {
  return lines.map((line, index) => (index === 0 || line === "" ? line : indent + line)).join(newline);
}

function bodyOf({ members }: NewObject, newline: string): readonly string[] | undefined {
  const print: HclPrint = { newline, unit: "  ", form: "lines", copy: () => ({ text: "null", indent: "" }) };
  const own = new Map(members);
  const [version = "2008-10-17", id, statement] = ["Version", "Id", "Statement"].map((name) => own.get(name));
  if (own.size > [...own.keys()].filter((name) => NAMES.has(name)).length || statement === undefined) return undefined;
  if (typeof version !== "string" || (id !== undefined && typeof id !== "string")) return undefined;
  const statements = Array.isArray(statement) ? (statement as readonly NewValue[]) : [statement];
  const lines = [
    ...(version === "2012-10-17" ? [] : [`version = ${printText(version)}`]),
    ...(id === undefined ? [] : [`policy_id = ${printText(id)}`]),
  ];
  const sids = new Set<string>();
  for (const one of statements) {
    if (!isNewObject(one)) return undefined;
    const sid = one.members.find(([name]) => name === "Sid")?.[1];
    if (typeof sid === "string" && sids.size === sids.add(sid).size) return undefined;
    // Without an Effect the provider writes Allow.
    const written = one.members.some(([name]) => name === "Effect") ? printStatement(one, print) : undefined;
    if (written === undefined) return undefined;
    lines.push(...(lines.length > 0 ? [""] : []), ...written.flatMap((line) => line.split(newline)));
  }
  return lines.length === 0 ? undefined : lines;
}

const NAMES: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);

/** Terraform would read policy variables as its own. */
function withTheirVariables(text: string): string | undefined {
  return text.includes("&{") ? undefined : text.replaceAll("${", "&{");
}
