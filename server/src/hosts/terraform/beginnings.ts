/** Where in a file of Terraform a policy is begun, and how: an argument without a value, a data source without statements. */
import { hclDraft } from "../../syntax/hcl-draft.ts";
import { attributeNamed, type HclAttribute, type HclBlock } from "../../syntax/hcl-tree.ts";
import { draftObject, type Draft, type DraftPart } from "../../syntax/draft.ts";
import { type PolicyKind } from "../../policy/policy.ts";
import { spanHolds, type Span } from "../../text/span.ts";
import { type Beginning, type BeginningName } from "../host.ts";
import { type Insertion } from "../policy-cursor.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { typedName } from "./cursor-in-document.ts";
import { formAt, opensItem } from "./cursor-spot.ts";
import { type TerraformFile, type TerraformModule } from "./module.ts";
import { documentArgumentsOf } from "./types.ts";
import { argumentsAt, kindOfUse } from "./uses.ts";

const DOCUMENT = "aws_iam_policy_document";

/** Undefined where none is. */
export function beginningAt(file: TerraformFile, module: TerraformModule, offset: number): Beginning | undefined {
  const block = file.body.blocks.find(({ body }) => spanHolds(body.span, offset));
  const [type = ""] = block?.labels.map(({ text }) => text) ?? [];
  if (block?.type === "data" && type === DOCUMENT) return inDocument(block, { file, module, offset });
  return block?.type === "resource" ? inResource(block, type, { file, module, offset }) : undefined;
}

interface Around {
  readonly file: TerraformFile;
  readonly module: TerraformModule;
  readonly offset: number;
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
  const span = typedName(file.text, offset);
  if (span === undefined) return undefined;
  return { kind: undefined, names: documentParts(block, span, file.text), write: undefined };
}

const LISTS: ReadonlySet<string> = new Set(["source_policy_documents", "override_policy_documents"]);

/** The blocks and arguments of the data source, those that most have first. */
function documentParts({ body }: HclBlock, span: Span, text: string): readonly BeginningName[] {
  const indent = /[ \t]*$/.exec(text.slice(0, span.start))?.[0] ?? "";
  const statement: readonly DraftPart[] = [
    `statement {\n${indent}  actions   = ["`,
    { stop: "" },
    `"]\n${indent}  resources = [""]\n${indent}}`,
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
    if (kind === undefined || kind === "other-document") continue;
    for (const { attribute } of argumentsAt(block.body, argument.split("."))) {
      const begun = inArgument(attribute, kind, around);
      if (begun !== undefined) return { ...begun, ...serviceOf(type) };
    }
  }
  return undefined;
}

/** Whose policy it is, where policies are known of that service. */
function serviceOf(type: string): Pick<Beginning, "service"> {
  return { service: type.split("_")[1] ?? "" };
}

function inArgument({ nameSpan, value }: HclAttribute, kind: PolicyKind, around: Around): Beginning | undefined {
  const { file, offset } = around;
  const { text } = file;
  if (value.kind === "missing") {
    const isHere = offset > nameSpan.end && /^\s*=[ \t]*$/.test(text.slice(nameSpan.end, offset));
    if (!isHere) return undefined;
    const write = (policy: Draft): Insertion => encoded(policy, text, offset);
    return { kind, names: [...documentNames(around, undefined), skeleton(kind, write)], write };
  }
  const isCall = value.kind === "call" && value.name === "jsonencode" && value.arguments.length === 0;
  if (!isCall || offset <= value.nameSpan.end || offset >= value.span.end) return undefined;
  const write = (policy: Draft): Insertion => ({
    span: { start: offset, end: offset },
    parts: hclDraft(policy, formAt(text, offset)),
    lead: 0,
    also: [],
  });
  return { kind, names: [skeleton(kind, write)], write };
}

function encoded(policy: Draft, text: string, offset: number): Insertion {
  const draft = hclDraft(policy, formAt(text, offset));
  return { span: { start: offset, end: offset }, parts: ["jsonencode(", ...draft, ")"], lead: 0, also: [] };
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
function documentNames({ module, offset }: Around, but: HclBlock | undefined): readonly BeginningName[] {
  const span = { start: offset, end: offset };
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
