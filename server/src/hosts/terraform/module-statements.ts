/**
 * Statements that a module of the Terraform Registry is given as objects, of which it makes the blocks of an
 * `aws_iam_policy_document`. Sources: those of `registry-statements.ts`.
 */
import {
  attributeNamed,
  type HclAttribute,
  type HclBlock,
  type HclExpression,
  type HclObject,
  type HclStep,
  type HclTemplatePart,
} from "../../syntax/hcl-tree.ts";
import { memberNamed, memberWith, objectWith, type ObjectValue, type Value } from "../../syntax/value.ts";
import { arrayAt, eitherOf } from "../placed-values.ts";
import { nameOfKey } from "./expression-parts.ts";
import { attributeOf, blockOf, itemsOf, openAt } from "./made-blocks.ts";
import { textOf } from "./evaluate.ts";
import { NOTHING_REPLACED } from "./merged-documents.ts";
import { sourceOfCall } from "./module.ts";
import { policyOfDocument } from "./policy-document.ts";
import { arnOutputsOfRegistry } from "./registry-outputs.ts";
import { switchOfInput } from "./registry-modules.ts";
import { type ModuleSwitch, type StatementsInput, statementsInput } from "./registry-statements.ts";
import { type Scope } from "./scope.ts";
import { type StatementAdditions } from "./statement-additions.ts";
import { statementsWritten } from "./statements-written.ts";

export interface GivenStatements {
  readonly attribute: HclAttribute;
  /** As the data source that the module makes of it. */
  readonly document: HclBlock;
  readonly root: ObjectValue;
  /** Where one more statement is written, if there is such a place. */
  readonly additions: StatementAdditions | undefined;
}

/** The inputs of a call that are statements; those that are not written as objects there stay open. */
export function givenStatements(call: HclBlock, scope: Scope): readonly GivenStatements[] {
  return inputsOfStatements(call).flatMap(({ attribute, input }): readonly GivenStatements[] => {
    const written = statementsWritten(attribute.value, scope);
    const own = input.ownResource === true ? arnOfOwn(call, input, scope) : undefined;
    const made = written.statements.map(({ expression }) => statementAsBlock(expression, input, own));
    const blocks = made.filter((one) => one !== undefined);
    if (blocks.length === 0) return [];
    const document = blockOf("policy", attribute.value.span, [], blocks);
    const open = written.open || blocks.length < made.length;
    const root = policyOfDocument(document, scope, { open, replaced: NOTHING_REPLACED.maybe });
    const perhaps = written.statements.flatMap(({ expression, isMaybe }) => (isMaybe ? [expression.span.start] : []));
    const { container } = written;
    const additions = container && { container, input, isAboutOwn: own !== undefined };
    return [{ attribute, document, root: withPerhaps(root, new Set(perhaps)), additions }];
  });
}

/** `starts`: where those statements stand of which a variable decides whether they are there. */
function withPerhaps(root: ObjectValue, starts: ReadonlySet<number>): ObjectValue {
  const statement = memberNamed(root, "Statement");
  if (starts.size === 0 || statement?.value?.kind !== "array") return root;
  const { items, span } = statement.value;
  const perhaps = (one: Value): Value =>
    one.kind === "object" && starts.has(one.span.start) ? eitherOf([one, undefined], one.span) : one;
  const value = arrayAt(items.map(perhaps), span);
  return objectWith(
    root,
    root.members.map((one) => (one === statement ? memberWith(one, { value }) : one)),
  );
}

export interface StatementsOfCall {
  readonly attribute: HclAttribute;
  readonly input: StatementsInput;
}

/** The arguments of a call whose statements are read here. */
export function inputsOfStatements(call: HclBlock): readonly StatementsOfCall[] {
  const source = call.type === "module" ? sourceOfCall(call) : undefined;
  return call.body.attributes.flatMap((attribute) => {
    const input = statementsInput(source, attribute.name);
    return input === undefined || isSwitchedOff(call, attribute.name) ? [] : [{ attribute, input }];
  });
}

/** Does the module make no policy of the input? Whether one is made that a variable decides on stays open. */
export function isSwitchedOff(call: HclBlock, name: string): boolean {
  const wanted = switchOfInput(sourceOfCall(call), name);
  return wanted !== undefined && isOff(call, wanted);
}

/** Is it off, as the call says or leaves out? */
export function isOff(call: HclBlock, { name, default: standard }: ModuleSwitch): boolean {
  const value = attributeNamed(call.body, name)?.value;
  return value === undefined ? standard === "off" : value.kind === "literal" && value.value === false;
}

const ARGUMENTS = new Set(["sid", "effect", "actions", "not_actions", "resources", "not_resources"]);

/** The arguments that are lists or maps of objects, and what each object must have. */
const INNER: ReadonlyMap<string, readonly string[]> = new Map([
  ["principals", ["type", "identifiers"]],
  ["not_principals", ["type", "identifiers"]],
  ["condition", ["test", "variable", "values"]],
]);

/** Undefined for a statement of which a part is made elsewhere, or that has what the module does not read. */
function statementAsBlock(
  written: HclExpression,
  input: StatementsInput,
  ownArn: ArnAt | undefined,
): HclBlock | undefined {
  const attributes = attributesOf(written);
  if (attributes === undefined) return undefined;
  const plain = attributes.filter(({ name }) => ARGUMENTS.has(name));
  const others = attributes.filter(({ name }) => !ARGUMENTS.has(name)).map((one) => innerBlocks(one, input));
  const known = others.filter((one) => one !== undefined);
  if (known.length < others.length) return undefined;
  const hasResources = plain.some(({ name }) => name.endsWith("resources"));
  const own = input.ownResource === true && !hasResources ? [ownResource(written, ownArn)] : [];
  return blockOf("statement", written.span, [...plain, ...own], known.flat());
}

type ArnAt = (start: number) => HclExpression;

/** The module writes the ARN of what it makes: undefined where the call does not name that, or the module calls it otherwise. */
function arnOfOwn(call: HclBlock, { subject }: StatementsInput, scope: Scope): ArnAt | undefined {
  const [label] = call.labels;
  const [output] = arnOutputsOfRegistry(call);
  if (label === undefined || output === undefined || subject?.name !== "name") return undefined;
  const at: ArnAt = (start) => textOfOutput(label.text, output, start);
  const made = textOf(at(call.span.start), scope);
  return made?.holes.every(({ stands }) => stands !== undefined) === true ? at : undefined;
}

/** As text: what stands in the module cannot be said by more behind it here. */
function textOfOutput(label: string, output: string, start: number): HclExpression {
  const span = { start, end: start };
  const step = (name: string): HclStep => ({ step: "attribute", name, span });
  const of: HclExpression = { kind: "reference", root: "module", steps: [step(label), step(output)], span };
  const inside: HclTemplatePart = { kind: "interpolation", span, value: of, strips: { before: false, behind: false } };
  const nothing: HclTemplatePart = { kind: "text", span, text: "", pieces: [] };
  return { kind: "template", form: "heredoc", span, inner: span, parts: [nothing, inside], indent: "", closed: true };
}

function ownResource({ span: { start } }: HclExpression, ownArn: ArnAt = openAt): HclAttribute {
  const value = ownArn(start);
  return attributeOf("resources", value.span, value);
}

function innerBlocks(attribute: HclAttribute, { conditions }: StatementsInput): readonly HclBlock[] | undefined {
  const { nameSpan, value } = attribute;
  const name = attribute.name === "conditions" && conditions === true ? "condition" : attribute.name;
  const wanted = INNER.get(name);
  const items = itemsOf(value);
  if (wanted === undefined || items === undefined) return undefined;
  const blocks = items.flatMap((item): readonly HclBlock[] => {
    const attributes = attributesOf(item);
    if (attributes === undefined) return [];
    const block = { ...blockOf(name, item.span, attributes, []), typeSpan: nameSpan };
    return wanted.every((one) => attributeNamed(block.body, one) !== undefined) ? [block] : [];
  });
  return blocks.length === items.length ? blocks : undefined;
}

/** Undefined for what is no object, and for one with a name that is not plain. */
function attributesOf(value: HclExpression): readonly HclAttribute[] | undefined {
  if (value.kind !== "object") return undefined;
  const attributes = value.items.flatMap(asAttribute);
  return attributes.length === value.items.length ? attributes : undefined;
}

function asAttribute({ key, value, span }: HclObject["items"][number]): readonly HclAttribute[] {
  const name = nameOfKey(key);
  return name === undefined ? [] : [{ kind: "attribute", name, nameSpan: key.span, value, span }];
}
