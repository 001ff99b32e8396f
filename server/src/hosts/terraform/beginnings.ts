/** Where in a file of Terraform a policy is begun, and how: an argument without a value, a data source without statements. */
import { hclDraft } from "../../syntax/hcl-draft.ts";
import { encodeHclText } from "../../syntax/hcl-template.ts";
import { attributeNamed, type HclAttribute, type HclBlock, type HclExpression } from "../../syntax/hcl-tree.ts";
import { draftObject, type Draft, type DraftPart } from "../../syntax/draft.ts";
import { type PolicyKind } from "../../policy/policy.ts";
import { spanHolds, type Span } from "../../text/span.ts";
import { blankJson, membersBetween } from "../blank-object.ts";
import { type Beginning, type BeginningName } from "../host.ts";
import { type Insertion } from "../policy-cursor.ts";
import { begunBlocks, begunDocument } from "./begun-blocks.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { typedName } from "./cursor-in-document.ts";
import { formAt, indentAt, opensItem } from "./cursor-spot.ts";
import { type TerraformFile, type TerraformModule } from "./module.ts";
import { draftStatements, draftWholeDocument } from "./policy-document-draft.ts";
import { documentArgumentsOf } from "./types.ts";
import { argumentsAt } from "./policy-arguments.ts";
import { kindOfUse } from "./kind-of-use.ts";

const DOCUMENT = "aws_iam_policy_document";

/** Undefined where none is. */
export function beginningAt(around: Around): Beginning | undefined {
  const { file, offset } = around;
  const block = file.body.blocks.find(({ body }) => spanHolds(body.span, offset));
  if (block === undefined) return betweenBlocks(around);
  const [type = ""] = block.labels.map(({ text }) => text);
  if (block.type === "data" && type === DOCUMENT) return inDocument(block, around);
  return block.type === "resource" ? inResource(block, type, around) : inOther(block, around);
}

interface Around {
  readonly file: TerraformFile;
  readonly module: TerraformModule;
  readonly offset: number;
  /** What uses a data source says of it. */
  kindOf(document: HclBlock): PolicyKind | undefined;
}

/** A block of its own, on a line that is empty or has one word. */
function betweenBlocks({ file: { path, text, body }, offset }: Around): Beginning | undefined {
  const start = lineStart(text, offset);
  if (start === undefined || !/^[ \t]*\r?(?:\n|$)/.test(text.slice(offset, offset + 100))) return undefined;
  const isWithin = [...body.blocks, ...body.attributes].some(({ span }) => span.start < start && start < span.end);
  if (isWithin) return undefined;
  const newline = newlineOf(text);
  const span = { start, end: offset };
  const begun = BEGINS_BLOCKS.test(path)
    ? { names: [begunDocument(span, newline)], things: begunBlocks(span, newline) }
    : { names: [] };
  if (start < offset) return { kind: undefined, write: undefined, ...begun };
  const write = (policy: Draft): Insertion | undefined => insertionOf(span, draftWholeDocument(policy, newline));
  return { kind: "unknown", isOpen: true, write, ...begun };
}

/** Files of values, of Terragrunt and of Packer have no resources. */
const BEGINS_BLOCKS = /\.(?:tf|tofu)$/i;

/** Of the line on which nothing but a word stands before the offset. */
function lineStart(text: string, offset: number): number | undefined {
  const before = text.slice(Math.max(0, offset - LONGEST_WORD), offset);
  const [word = ""] = /\w*$/.exec(before) ?? [];
  const start = offset - word.length;
  return start === 0 || text.charAt(start - 1) === "\n" ? start : undefined;
}

const LONGEST_WORD = 40;

function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function insertionOf(span: Span, parts: readonly DraftPart[] | undefined, lead = 0): Insertion | undefined {
  return parts && { span, parts, lead, also: [] };
}

function inDocument(block: HclBlock, around: Around): Beginning | undefined {
  const { body } = block;
  const { file, offset } = around;
  if (body.blocks.some((inner) => spanHolds(inner.body.span, offset))) return undefined;
  const list = body.attributes.find(({ name, value }) => LISTS.has(name) && spanHolds(value.span, offset));
  if (list !== undefined) {
    const isItem = list.value.kind === "tuple" && opensItem(file.text, offset);
    return isItem ? { kind: undefined, names: documentNames(around, block), write: undefined } : undefined;
  }
  const span = typedName(file.text, offset) ?? betweenBraces(block, file.text);
  if (span === undefined) return undefined;
  const isOnLine = !file.text.slice(body.span.start, span.start).includes("\n");
  const names = isOnLine ? [] : documentParts(block, span, file.text);
  if (body.blocks.length > 0) return { kind: undefined, names, write: undefined };
  const outer = indentAt(file.text, block.span.start);
  const newline = newlineOf(file.text);
  const indent = isOnLine ? `${outer}  ` : indentAt(file.text, span.start);
  const write = (policy: Draft): Insertion | undefined => {
    const parts = draftStatements(policy, { objects: "lines", newline, unit: "  ", indent });
    return insertionOf(span, isOnLine && parts ? [newline + indent, ...parts, newline + outer] : parts);
  };
  return { kind: around.kindOf(block) ?? "unknown", names, write };
}

/** `{}` on the line of its block. */
function betweenBraces({ body }: HclBlock, text: string): Span | undefined {
  return /^[ \t]*$/.test(text.slice(body.span.start, body.span.end)) ? body.span : undefined;
}

const LISTS: ReadonlySet<string> = new Set(["source_policy_documents", "override_policy_documents"]);

/** The blocks and arguments of the data source, those that most have first. */
function documentParts({ body }: HclBlock, span: Span, text: string): readonly BeginningName[] {
  const indent = /[ \t]*$/.exec(text.slice(0, span.start))?.[0] ?? "";
  const statement: readonly DraftPart[] = [
    `statement {\n${indent}  actions   = ["`,
    { stop: "" },
    `"]\n${indent}  resources = ["`,
    { stop: "" },
    `"]\n${indent}}`,
  ];
  const written = (name: string): boolean => {
    const attribute = attributeNamed(body, name);
    return attribute !== undefined && !spanHolds(attribute.nameSpan, span.end);
  };
  const argument = (name: string, open: string, close: string): readonly BeginningName[] =>
    written(name) ? [] : [nameAt(name, span, [`${name} = ${open}`, { stop: "" }, close], true)];
  return [
    nameAt("statement", span, statement, true),
    ...[...LISTS].flatMap((name) => argument(name, "[", "]")),
    ...argument("policy_id", '"', '"'),
    ...argument("version", '"', '"'),
  ];
}

function inResource(block: HclBlock, type: string, around: Around): Beginning | undefined {
  const scope = scopeOfBlock(block, around.file, around.module);
  for (const argument of documentArgumentsOf(type)) {
    const kind = kindOfUse(type, argument, block, scope);
    if (kind === undefined || kind === "other-document" || kind === "template") continue;
    for (const { attribute } of argumentsAt(block.body, argument.split("."), scope)) {
      const begun = inArgument(attribute, kind, around);
      if (begun !== undefined) return { ...begun, ...serviceOf(type) };
    }
  }
  return undefined;
}

/** Whose policy it is, where policies are known of that service; that of a registry is none of its repositories. */
function serviceOf(type: string): Pick<Beginning, "service"> {
  return { service: type.startsWith("aws_ecr_registry") ? "" : (type.split("_")[1] ?? "") };
}

function inArgument(attribute: HclAttribute, kind: PolicyKind, around: Around): Beginning | undefined {
  const { nameSpan, value } = attribute;
  const { file, offset } = around;
  const { text } = file;
  const word = wordAt(value, offset);
  if (word === undefined) return inCall(value, kind, around) ?? inHeredoc(value, kind, around);
  const isHere = offset > nameSpan.end && /^\s*=[ \t]*$/.test(text.slice(nameSpan.end, word.start));
  if (!isHere) return undefined;
  const write = (policy: Draft): Insertion => {
    const draft = hclDraft(policy, formAt(text, word.start));
    return { span: word, parts: ["jsonencode(", ...draft, ")"], lead: 0, also: [] };
  };
  return { kind, names: [...documentNames(around, undefined, word), skeleton(kind, write)], write };
}

/** Nothing, or a word that is being typed. */
function wordAt(value: HclExpression, offset: number): Span | undefined {
  if (value.kind === "missing") return { start: offset, end: offset };
  const isWord = value.kind === "reference" && value.steps.length === 0 && value.span.end === offset;
  return isWord ? value.span : undefined;
}

/** On the lines of a heredoc that says nothing yet: the policy is then JSON. */
function inHeredoc(value: HclExpression, kind: PolicyKind, { file: { text }, offset }: Around): Beginning | undefined {
  if (value.kind !== "template" || value.form !== "heredoc" || !value.closed) return undefined;
  const blank = blankJson(text, value.inner, offset);
  if (blank === undefined) return undefined;
  const encoded = (part: DraftPart): DraftPart =>
    typeof part === "string" ? encodeHclText(part, "heredoc", "") : { stop: encodeHclText(part.stop, "heredoc", "") };
  const write = (policy: Draft): Insertion => {
    const insertion = blank(policy);
    return { ...insertion, parts: insertion.parts.map(encoded) };
  };
  return { kind, isText: true, names: [], write };
}

/** Between the brackets of `jsonencode`: nothing, a word, or braces on one line. */
function inCall(value: HclExpression, kind: PolicyKind, { file: { text }, offset }: Around): Beginning | undefined {
  if (value.kind !== "call" || value.name !== "jsonencode") return undefined;
  const [argument] = value.arguments;
  const isWithin = value.nameSpan.end < offset && offset < value.span.end;
  const span = argument === undefined ? { start: offset, end: offset } : spanOfNothing(argument, text, offset);
  if (!isWithin) return undefined;
  if (span === undefined) {
    const between = argument && membersBetween(text, argument.span, offset, hclDraft);
    return between && { kind, names: [], write: between };
  }
  const isBraces = text.charAt(span.start) === "{";
  const write = (policy: Draft): Insertion => ({
    span,
    parts: hclDraft(policy, formAt(text, span.start)),
    lead: isBraces ? offset - span.start : 0,
    also: [],
  });
  return { kind, names: isBraces ? [] : [skeleton(kind, write)], write };
}

function spanOfNothing(argument: HclExpression, text: string, offset: number): Span | undefined {
  if (argument.kind !== "object") return wordAt(argument, offset);
  const { span } = argument;
  const isEmpty = /^\{[ \t]*\}$/.test(text.slice(span.start, span.end));
  return isEmpty && span.start < offset && offset < span.end ? span : undefined;
}

/** What a module is given as its policy, or a local value that is called one. */
function inOther({ body }: HclBlock, around: Around): Beginning | undefined {
  const { offset } = around;
  const attribute = body.attributes.find(({ span }) => span.start < offset && offset < span.end);
  if (attribute === undefined || !/polic(?:y|ies)/i.test(attribute.name)) return undefined;
  return inCall(attribute.value, "unknown", around);
}

/** What every policy of the kind has. */
function skeleton(kind: PolicyKind, write: (policy: Draft) => Insertion): BeginningName {
  const blank: Draft = { text: [{ stop: "" }] };
  const action: Draft = kind === "trust" ? "sts:AssumeRole" : [blank];
  const statement = draftObject({
    Effect: kind === "scp" || kind === "rcp" ? "Deny" : "Allow",
    Principal: PRINCIPALS.get(kind),
    Action: action,
    Resource: kind === "trust" ? undefined : "*",
  });
  const insertion = write(draftObject({ Version: "2012-10-17", Statement: [statement] }));
  return { name: "jsonencode({ … })", insertion, leads: true };
}

const PRINCIPALS: ReadonlyMap<PolicyKind, Draft> = new Map<PolicyKind, Draft>([
  ["trust", draftObject({ Service: { text: [{ stop: "" }] } })],
  ["resource", draftObject({ AWS: { text: [{ stop: "" }] } })],
  ["vpc-endpoint", "*"],
  ["rcp", "*"],
]);

/** The documents of the module, but for one of them itself. */
function documentNames(
  { module, offset }: Around,
  but: HclBlock | undefined,
  span: Span = { start: offset, end: offset },
): readonly BeginningName[] {
  return module.documents.flatMap(({ block }) => {
    const name = block.labels[1]?.text;
    if (name === undefined || block === but) return [];
    const isSeveral = ["count", "for_each"].map((repeats) => attributeNamed(block.body, repeats) !== undefined);
    const index = isSeveral[0] === true ? "[0]" : isSeveral[1] === true ? "[each.key]" : "";
    const reference = `data.${DOCUMENT}.${name}${index}.json`;
    return [nameAt(reference, span, [reference], false)];
  });
}

function nameAt(name: string, span: Span, parts: readonly DraftPart[], leads: boolean): BeginningName {
  return { name, insertion: { span, parts, lead: 0, also: [] }, leads };
}
