/** A policy, or one statement of it, in another form: read back by our own readers, and proved to say the same. */
import { Effort } from "../../domains/effort.ts";
import { hostOf, readSource } from "../../hosts/index.ts";
import { readPolicy } from "../../policy/read-policy.ts";
import { type PolicyKind } from "../../policy/policy.ts";
import { policySide, samePolicies } from "../../proof/comparing/same-policies.ts";
import { type NewObject, type NewValue } from "../../syntax/change.ts";
import { type Print, printJson, printNewDocument } from "../../syntax/json-print.ts";
import { readJson } from "../../syntax/json.ts";
import { type ObjectValue, WITHOUT_HOLES } from "../../syntax/value.ts";
import { printBlock, type YamlPrint } from "../../syntax/yaml-print.ts";
import { resultOf } from "../../text/steps.ts";
import { type PolicyDocument } from "../document.ts";
import { writtenIn } from "../refactorings/written.ts";
import { type ConvertedForm, type ConvertedPart, FORM_NAMES, type Written } from "./forms.ts";
import { settledObject } from "./settled-policy.ts";
import { toCdk } from "./to-cdk.ts";
import { withVisibleText } from "./visible-text.ts";
import { toJsonencode, toPolicyDocument } from "./to-terraform.ts";

/** Places are counted from 0; `statement` is undefined for the whole policy. */
export function convertPolicy(
  { source, policies }: PolicyDocument,
  place: number,
  statement: number | undefined,
  form: ConvertedForm,
): Written {
  const found = policies[place];
  if (found === undefined) return { problem: "There is no such policy. Policies are counted from 1." };
  const { policy, kind } = found;
  const object = statement === undefined ? policy.object : policy.statements[statement]?.object;
  if (object === undefined) return { problem: "There is no such statement. Statements are counted from 1." };
  // In JSON a placeholder is a text like any other until somebody fills it in.
  const settled = settledObject(object, hostOf(source)?.id === "json" ? "literal" : "unknown");
  if ("problem" in settled) return settled;
  const part = statement === undefined ? "policy" : "statement";
  const asWritten = writeAs(form, settled.value, part);
  if ("problem" in asWritten) return asWritten;
  const written = { text: withVisibleText(asWritten.text, form) };
  // What the CDK makes of a statement is said by how it is written; the others are read again.
  const version = policy.version?.text;
  const whole = statement === undefined ? settled.value : policyOf(settled.value, version);
  const isSame = form.startsWith("cdk-") || readsAs(whole, wrapped(form, written.text, part, version), kind.kind);
  return isSame
    ? written
    : { problem: `It could not be shown that ${FORM_NAMES[form]} says the same. Copy it as JSON.` };
}

function writeAs(form: ConvertedForm, value: NewObject, part: ConvertedPart): Written {
  switch (form) {
    case "json":
      return { text: printNewDocument(value) };
    case "compact":
      return { text: printJson(value, "", ON_ONE_LINE) };
    case "jsonencode":
      return toJsonencode(value);
    case "terraform":
      return toPolicyDocument(value, part);
    case "cloudformation":
      return { text: part === "statement" ? printBlock([value], "", YAML) : printBlock(value, "", YAML) };
    case "cdk-typescript":
      return toCdk(value, part, "typescript");
    case "cdk-python":
      return toCdk(value, part, "python");
  }
}

/** IAM counts no white space, but other services do. Source: "IAM and AWS STS quotas". */
const ON_ONE_LINE: Print = {
  form: { newline: "\n", unit: "", gap: "", padding: "", lists: "inline", objects: "inline" },
  copy: () => ({ text: "null", indent: "" }),
};

/** Texts in quotes, so that no reader takes a number or a date for one. */
const YAML: YamlPrint = {
  newline: "\n",
  unit: "  ",
  dashIndent: "  ",
  quotes: { sign: "double", everywhere: true },
  lists: "lines",
  functions: "names",
  copy: () => ({ text: "null", column: undefined }),
  hasLines: () => false,
};

function policyOf(statement: NewValue, version: string | undefined): NewObject {
  return { members: [...(version === undefined ? [] : [["Version", version] as const]), ["Statement", [statement]]] };
}

interface FileText {
  readonly path: string;
  readonly text: string;
}

/** A file in which the text stands where people put it. */
function wrapped(form: ConvertedForm, text: string, part: ConvertedPart, version: string | undefined): FileText {
  const isPart = part === "statement";
  switch (form) {
    case "json":
    case "compact":
    case "cdk-typescript":
    case "cdk-python": {
      const head = version === undefined ? "" : `"Version": ${JSON.stringify(version)}, `;
      return { path: "policy.json", text: isPart ? `{ ${head}"Statement": [${text}] }` : text };
    }
    case "jsonencode": {
      const head = version === undefined ? "" : `Version = ${JSON.stringify(version)}, `;
      const inner = isPart ? `jsonencode({ ${head}Statement = [${text.slice("jsonencode(".length, -1)}] })` : text;
      return { path: "main.tf", text: `resource "aws_iam_policy" "p" {\n  policy = ${inner}\n}\n` };
    }
    case "terraform": {
      const head = version === "2012-10-17" ? "" : `version = ${JSON.stringify(version ?? "2008-10-17")}\n`;
      return {
        path: "main.tf",
        text: isPart ? `data "aws_iam_policy_document" "p" {\n${head}${text}\n}\n` : `${text}\n`,
      };
    }
    case "cloudformation": {
      const document = isPart
        ? `${version === undefined ? "" : `Version: ${JSON.stringify(version)}\n`}Statement:\n${indented(text, "  ")}`
        : text;
      return { path: "template.yaml", text: `${TEMPLATE}${indented(document, "        ")}\n` };
    }
  }
}

const TEMPLATE = `Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
`;

function indented(text: string, indent: string): string {
  return text
    .split("\n")
    .map((line) => indent + line)
    .join("\n");
}

/** Enough for the longest policies. */
const EFFORT = 4_000_000;

function readsAs(source: NewObject, { path, text }: FileText, kind: PolicyKind): boolean {
  const { sites } = resultOf(readSource({ path, languageId: undefined, text }));
  const [site, ...others] = sites;
  if (site === undefined || others.length > 0 || site.broken) return false;
  const json = printNewDocument(source);
  const { root } = readJson(json, WITHOUT_HOLES);
  if (root?.kind !== "object") return false;
  return isSame(root, site.root, kind);
}

/** A placeholder in the one file may be plain text in the other: what counts is the text. */
export function isSame(one: ObjectValue, other: ObjectValue, kind: PolicyKind): boolean {
  const left = settledObject(one, "literal");
  const right = settledObject(other, "literal");
  if ("problem" in left || "problem" in right) return false;
  const [ours, theirs] = [printNewDocument(left.value), printNewDocument(right.value)];
  if (ours === theirs) return true;
  const sides = [ours, theirs].map((json) => {
    const { root } = readJson(json, WITHOUT_HOLES);
    return root?.kind === "object" ? policySide(readPolicy(root), kind, writtenIn(json)) : undefined;
  });
  const [first, second] = sides;
  return first !== undefined && second !== undefined && samePolicies(first, second, new Effort(EFFORT));
}
