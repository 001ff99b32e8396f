/** The place in a policy that a cursor in a data source `aws_iam_policy_document` has. */
import { attributeNamed, type HclAttribute, type HclBlock, type HclBody } from "../../syntax/hcl-tree.ts";
import { type Span, spanHolds } from "../../text/span.ts";
import { type PolicyCursor, type WrittenBefore } from "../policy-cursor.ts";
import { newValueSpot, opensItem, type Spot, spotInText, type SpotText, textsIn, typingAt } from "./cursor-spot.ts";
import { type DocumentBlock, everyBlock, LISTS, PRINCIPALS } from "./policy-document.ts";

interface Around {
  readonly source: string;
  readonly offset: number;
  readonly statement: DocumentBlock;
  readonly index: number;
}

/** Undefined where no part of a policy is typed. */
export function cursorInDocument(block: HclBlock, source: string, offset: number): PolicyCursor | undefined {
  const statements = everyBlock(block.body, "statement");
  const index = statements.findIndex((one) => isInBody(one.body, offset));
  const statement = statements[index];
  if (statement !== undefined) return inStatement({ source, offset, statement, index });
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
  return name && cursor(["Statement"], "key", elementSpot(name, around), around);
}

function inPrincipal({ body }: DocumentBlock, element: string, around: Around): PolicyCursor | undefined {
  const { source, offset } = around;
  const [type, identifiers] = [attributeNamed(body, "type"), attributeNamed(body, "identifiers")];
  const atType = type && spotIn(type, source, offset);
  if (atType !== undefined) return cursor(["Statement", element], "key", atType, around);
  const spot = identifiers && spotIn(identifiers, source, offset);
  return spot && cursor(["Statement", element, textOf(type, source)], "value", spot, around);
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
  return spot && cursor([...ofTest, textOf(variable, source)], "value", spot, around);
}

function textOf(attribute: HclAttribute | undefined, source: string): string {
  return textsIn(attribute?.value, source)[0] ?? "";
}

/** In the value of an argument: in a text, or where one may begin. */
function spotIn({ nameSpan, value, span }: HclAttribute, source: string, offset: number): Spot | undefined {
  if (offset <= nameSpan.end || (!spanHolds(span, offset) && value.kind !== "missing")) return undefined;
  if (value.kind === "template") return spotInText(value, source, offset);
  if (value.kind === "missing") {
    return /^\s*=[ \t]*$/.test(source.slice(nameSpan.end, offset)) ? newValueSpot(offset) : undefined;
  }
  if (value.kind !== "tuple") return undefined;
  const item = value.items.find((one) => spanHolds(one.span, offset));
  if (item !== undefined) return item.kind === "template" ? spotInText(item, source, offset) : undefined;
  return offset > value.span.start && opensItem(source, offset) ? newValueSpot(offset) : undefined;
}

/** A name on a line of its own, as far as it is typed; undefined where something else stands. */
function typedName(source: string, offset: number): Span | undefined {
  const line = source.slice(source.lastIndexOf("\n", offset - 1) + 1, offset);
  const name = /^[ \t]*([A-Za-z_]*)$/.exec(line)?.[1];
  if (name === undefined) return undefined;
  const rest = /^\w*/.exec(source.slice(offset, offset + 100))?.[0] ?? "";
  return { start: offset - name.length, end: offset + rest.length };
}

const ARGUMENTS: ReadonlyMap<string, string> = new Map([...ELEMENTS].map(([written, element]) => [element, written]));
const BLOCKS: ReadonlyMap<string, string> = new Map([...PRINCIPALS].map(([written, element]) => [element, written]));

/** An element is an argument or a block, with the cursor where its first text goes. */
function elementSpot(span: Span, { source, offset }: Around): Spot {
  const line = source.slice(source.lastIndexOf("\n", span.start - 1) + 1, span.start);
  const hasSign = /^[ \t]*[={]/.test(source.slice(span.end, span.end + 20));
  return {
    typed: source.slice(span.start, offset),
    rest: source.slice(offset, Math.max(offset, span.end)),
    hasValue: hasSign,
    write: (element) => elementText(element, line, hasSign, span),
  };
}

function elementText(element: string, indent: string, hasSign: boolean, span: Span): SpotText | undefined {
  const argument = ARGUMENTS.get(element);
  if (argument !== undefined) {
    const [open, close] = LISTS.has(argument) ? ['["', '"]'] : ['"', '"'];
    const newText = hasSign ? argument : `${argument} = ${open}${close}`;
    return { span, newText, caret: hasSign ? undefined : newText.length - close.length };
  }
  const block = BLOCKS.get(element);
  const name = element === "Condition" ? "condition" : block;
  if (name === undefined) return undefined;
  const [first = "", ...others] =
    element === "Condition" ? ["test     ", "variable ", "values   "] : ["type        ", "identifiers "];
  const before = `${name} {\n${indent}  ${first}= "`;
  const rest = others.map((one, index) => `\n${indent}  ${one}= ${index === others.length - 1 ? "[]" : '""'}`).join("");
  return {
    span,
    newText: hasSign ? name : `${before}"${rest}\n${indent}}`,
    caret: hasSign ? undefined : before.length,
  };
}

function cursor(path: readonly string[], at: PolicyCursor["at"], spot: Spot, around: Around): PolicyCursor {
  const { statement, index, source, offset } = around;
  const written = writtenIn(statement.body, source);
  const own = path.length === 1 ? written : NOTHING;
  return { path, statement: index, ...typingAt(spot, at, source, offset), object: own, inStatement: written };
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
