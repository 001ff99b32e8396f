/** The place in a policy that a cursor in a data source `aws_iam_policy_document` has. */
import { attributeNamed, type HclAttribute, type HclBlock, type HclBody } from "../../syntax/hcl-tree.ts";
import { type Span, spanHolds } from "../../text/span.ts";
import { type OwnName, type PolicyCursor, type WrittenBefore } from "../policy-cursor.ts";
import {
  newListSpot,
  newValueSpot,
  opensItem,
  type Spot,
  spotInText,
  type SpotText,
  startOfReference,
  textsIn,
  typingAt,
} from "./cursor-spot.ts";
import { type DocumentBlock, everyBlock, LISTS, PRINCIPALS } from "./policy-document.ts";

interface Around {
  readonly source: string;
  readonly offset: number;
  readonly statement: DocumentBlock;
  readonly index: number;
  readonly form: DocumentForm;
}

/** A data source has blocks; what a module is given as its statements are objects of the same names. */
export type DocumentForm = "blocks" | "objects";

/** Undefined where no part of a policy is typed. */
export function cursorInDocument(
  block: HclBlock,
  source: string,
  offset: number,
  form: DocumentForm = "blocks",
): PolicyCursor | undefined {
  const statements = everyBlock(block.body, "statement");
  const index = statements.findIndex((one) => isInBody(one.body, offset));
  const statement = statements[index];
  if (statement !== undefined) return inStatement({ source, offset, statement, index, form });
  const version = attributeNamed(block.body, "version");
  const spot = version && spotIn(version, source, offset);
  const typing = spot && typingAt(spot, "value", source, offset);
  return typing && { path: ["Version"], statement: 0, ...typing, object: NOTHING, inStatement: NOTHING };
}

function isInBody({ span }: HclBody, offset: number): boolean {
  return spanHolds(span, offset);
}

const NOTHING: WrittenBefore = { keys: [], textsOf: () => [] };

const ELEMENTS: ReadonlyMap<string, string> = new Map([...LISTS, ["effect", "Effect"], ["sid", "Sid"]]);

function inStatement(around: Around): PolicyCursor | undefined {
  const { statement, offset, source } = around;
  for (const [type, element] of [...PRINCIPALS, ["condition", "Condition"] as const]) {
    const inner = everyBlock(statement.body, type).find((one) => isInBody(one.body, offset));
    if (inner !== undefined)
      return element === "Condition" ? inCondition(inner, around) : inPrincipal(inner, element, around);
  }
  for (const attribute of statement.body.attributes) {
    const element = ELEMENTS.get(attribute.name);
    const spot = element === undefined ? undefined : spotIn(attribute, source, offset);
    if (element !== undefined && spot !== undefined) return cursor(["Statement", element], "value", spot, around);
  }
  const name = typedName(source, offset);
  return name && { ...cursor(["Statement"], "key", elementSpot(name, around), around), nameOf };
}

function inPrincipal({ body }: DocumentBlock, element: string, around: Around): PolicyCursor | undefined {
  const { source, offset } = around;
  const [type, identifiers] = [attributeNamed(body, "type"), attributeNamed(body, "identifiers")];
  const atType = type && spotIn(type, source, offset);
  if (atType !== undefined) return cursor(["Statement", element], "key", atType, around);
  const spot = identifiers && spotIn(identifiers, source, offset);
  if (spot !== undefined) return cursor(["Statement", element, textOf(type, source)], "value", spot, around);
  return atArgument(["Statement", element], PRINCIPAL_ARGUMENTS, body, around);
}

function inCondition({ body }: DocumentBlock, around: Around): PolicyCursor | undefined {
  const { source, offset } = around;
  const [test, variable, values] = ["test", "variable", "values"].map((name) => attributeNamed(body, name));
  const path = ["Statement", "Condition"];
  const atTest = test && spotIn(test, source, offset);
  if (atTest !== undefined) return cursor(path, "key", atTest, around);
  const ofTest = [...path, textOf(test, source)];
  const atKey = variable && spotIn(variable, source, offset);
  if (atKey !== undefined) return cursor(ofTest, "key", atKey, around);
  const spot = values && spotIn(values, source, offset);
  if (spot !== undefined) return cursor([...ofTest, textOf(variable, source)], "value", spot, around);
  return atArgument(path, CONDITION_ARGUMENTS, body, around);
}

/** As wide as the longest of the block, as `terraform fmt` writes them; the last is a list. */
const CONDITION_ARGUMENTS = ["test     ", "variable ", "values   "];
const PRINCIPAL_ARGUMENTS = ["type        ", "identifiers "];

/** At a name in a block whose names are none of the policy's. */
function atArgument(
  path: readonly string[],
  names: readonly string[],
  body: HclBody,
  around: Around,
): PolicyCursor | undefined {
  const { source, offset } = around;
  const span = typedName(source, offset);
  if (span === undefined) return undefined;
  const hasSign = hasSignBehind(source, span);
  const written = body.attributes.filter(({ nameSpan }) => !spanHolds(nameSpan, offset)).map(({ name }) => name);
  const ownNames = names.flatMap((padded, index): OwnName[] => {
    const name = padded.trim();
    if (written.includes(name)) return [];
    const [open, close] = index === names.length - 1 ? ['["', '"]'] : ['"', '"'];
    const parts = hasSign ? [name] : [`${padded}= ${open}`, { stop: "" }, close];
    return [{ name, insertion: { span, parts, lead: 0, also: [] } }];
  });
  return {
    ...cursor(
      path,
      "key",
      { typed: source.slice(span.start, offset), rest: "", hasValue: hasSign, write: () => undefined },
      around,
    ),
    ownNames,
  };
}

function textOf(attribute: HclAttribute | undefined, source: string): string {
  return textsIn(attribute?.value, source)[0] ?? "";
}

const TAKES_LIST: ReadonlySet<string> = new Set([...LISTS.keys(), "identifiers", "values"]);

/** In the value of an argument: in a text, or where one may begin. */
function spotIn({ name, nameSpan, value, span }: HclAttribute, source: string, offset: number): Spot | undefined {
  if (offset <= nameSpan.end || (!spanHolds(span, offset) && value.kind !== "missing")) return undefined;
  if (value.kind === "template") return spotInText(value, source, offset);
  if (value.kind === "missing") {
    if (!/^\s*=[ \t]*$/.test(source.slice(nameSpan.end, offset))) return undefined;
    return TAKES_LIST.has(name) ? newListSpot(source, offset) : newValueSpot(source, offset);
  }
  const start = startOfReference(value, source, offset);
  if (start !== undefined) {
    return TAKES_LIST.has(name) ? newListSpot(source, offset, start) : newValueSpot(source, offset, start);
  }
  if (value.kind !== "tuple") return undefined;
  const item = value.items.find((one) => spanHolds(one.span, offset));
  if (item?.kind === "template") return spotInText(item, source, offset);
  const begun = item && startOfReference(item, source, offset);
  if (begun !== undefined) return newValueSpot(source, offset, begun);
  if (item !== undefined) return undefined;
  return offset > value.span.start && opensItem(source, offset) ? newValueSpot(source, offset) : undefined;
}

/** A name on a line of its own, as far as it is typed; undefined where something else stands. */
export function typedName(source: string, offset: number): Span | undefined {
  const line = source.slice(source.lastIndexOf("\n", offset - 1) + 1, offset);
  const name = /^[ \t]*([A-Za-z_]*)$/.exec(line)?.[1];
  if (name === undefined) return undefined;
  const rest = /^\w*/.exec(source.slice(offset, offset + 100))?.[0] ?? "";
  return { start: offset - name.length, end: offset + rest.length };
}

function hasSignBehind(source: string, { end }: Span): boolean {
  return /^[ \t]*[={]/.test(source.slice(end, end + 20));
}

const ARGUMENTS: ReadonlyMap<string, string> = new Map([...ELEMENTS].map(([written, element]) => [element, written]));
const BLOCKS: ReadonlyMap<string, string> = new Map([
  ...[...PRINCIPALS].map(([written, element]) => [element, written] as const),
  ["Condition", "condition"],
]);

function nameOf(element: string): string {
  return ARGUMENTS.get(element) ?? BLOCKS.get(element) ?? element;
}

/** The element of a statement that an argument or a block of the data source becomes. */
export function elementOfArgument(name: string): string | undefined {
  return ELEMENTS.get(name) ?? [...BLOCKS].find(([, written]) => written === name)?.[0];
}

/** An element is an argument or a block, with the cursor where its first text goes. */
function elementSpot(span: Span, { source, offset, form }: Around): Spot {
  const line = source.slice(source.lastIndexOf("\n", span.start - 1) + 1, span.start);
  const hasSign = hasSignBehind(source, span);
  return {
    typed: source.slice(span.start, offset),
    rest: source.slice(offset, Math.max(offset, span.end)),
    hasValue: hasSign,
    write: (element) => elementText(element, line, { hasSign, span, form }),
  };
}

function elementText(
  element: string,
  indent: string,
  { hasSign, span, form }: { readonly hasSign: boolean; readonly span: Span; readonly form: DocumentForm },
): SpotText | undefined {
  const argument = ARGUMENTS.get(element);
  if (argument !== undefined) {
    const [open, close] = LISTS.has(argument) ? ['["', '"]'] : ['"', '"'];
    const newText = hasSign ? argument : `${argument} = ${open}${close}`;
    return { span, newText, caret: hasSign ? undefined : newText.length - close.length };
  }
  const name = BLOCKS.get(element);
  if (name === undefined) return undefined;
  const [first = "", ...others] = element === "Condition" ? CONDITION_ARGUMENTS : PRINCIPAL_ARGUMENTS;
  const [open, close] = form === "blocks" ? ["{", "}"] : ["= [{", "}]"];
  const before = `${name} ${open}\n${indent}  ${first}= "`;
  const rest = others.map((one, index) => `\n${indent}  ${one}= ${index === others.length - 1 ? "[]" : '""'}`).join("");
  return {
    span,
    newText: hasSign ? name : `${before}"${rest}\n${indent}${close}`,
    caret: hasSign ? undefined : before.length,
  };
}

function cursor(path: readonly string[], at: PolicyCursor["at"], spot: Spot, around: Around): PolicyCursor {
  const { statement, index, source, offset } = around;
  const written = writtenIn(statement.body, source);
  const own = path.length === 1 ? written : NOTHING;
  const typing = typingAt({ ...spot, variableSign: "&" }, at, source, offset);
  return { path, statement: index, ...typing, object: own, inStatement: written };
}

function writtenIn(body: HclBody, source: string): WrittenBefore {
  const blocks = body.blocks.flatMap(({ type }) => PRINCIPALS.get(type) ?? (type === "condition" ? "Condition" : []));
  return {
    keys: [...body.attributes.flatMap(({ name }) => ELEMENTS.get(name) ?? []), ...blocks],
    textsOf: (element) =>
      body.attributes
        .filter(({ name }) => ELEMENTS.get(name) === element)
        .flatMap(({ value }) => textsIn(value, source)),
  };
}
