/** Lists that elements of policies are made of, and how one more is written in them. */
import { type FilledText, patternOf, TextBuilding } from "../../syntax/filled-text.ts";
import { type ExpressionOf } from "../../syntax/hcl-print.ts";
import {
  attributeNamed,
  type HclBlock,
  type HclBody,
  type HclExpression,
  type HclFor,
  type HclReference,
  type HclTemplate,
  type HclTemplatePart,
  type HclCall,
} from "../../syntax/hcl-tree.ts";
import { partsOf } from "../../syntax/hcl-nodes.ts";
import { hclWriter } from "../../syntax/hcl-writer.ts";
import { type Span, spanContains } from "../../text/span.ts";
import { type WrittenList } from "../host.ts";
import { filledOf } from "../placed-values.ts";
import { isVariablesFile } from "./configuration.ts";
import { evaluate, textOf } from "./evaluate.ts";
import { type LoadedModule } from "./load-module.ts";
import { type TerraformFile, type TerraformModule } from "./module.ts";
import { type Scope } from "./scope.ts";

/**
 * Undefined for what is no list that stands there itself, or in the entry of what is made each time. `loaded` is the module
 * of the file.
 */
export function listAt(
  given: HclExpression,
  scope: Scope,
  { expressions }: LoadedModule,
): (WrittenList & { readonly span: Span }) | undefined {
  const { file } = scope;
  const isOwn = given.kind === "tuple" || (given.kind === "reference" && given.root === "each");
  const value = isOwn ? evaluate(given, scope) : undefined;
  if (value?.kind !== "array" || file.text.charAt(value.span.start) !== "[") return undefined;
  const texts = value.items.map((item) => filledOf(item));
  if (texts.some((text) => text === undefined)) return undefined;
  return {
    span: value.span,
    texts: texts.flatMap((text) => text ?? []),
    add(text, deployment) {
      const referring: ExpressionOf = (arn, from) =>
        expressions()(arn, { deployment: from.deployment, address: undefined });
      const after = value.items.at(-1);
      const added = { change: "add-item", to: value, after, value: text } as const;
      // A file of values refers to nothing, and neither does a default.
      const at = isVariablesFile(file.path) || isInDefault(file, value.span) ? undefined : deployment;
      return hclWriter(file.text, file.body, referring).edits([added], at);
    },
  };
}

/** Is it a part of what a variable is by default? */
export function isInDefault({ body }: TerraformFile, span: Span): boolean {
  return body.blocks.some((block) => block.type === "variable" && spanContains(block.span, span));
}

/**
 * `of`: the name of a variable, or `.NAME` of an attribute.
 *
 * Else one more in its list is one more in each statement that reads it, and one of them may be a Deny. Whether there are any
 * gives nothing.
 */
export function isReadForAllows(of: string, module: TerraformModule): boolean {
  const reads = of.startsWith(".") ? READ_ATTRIBUTE : READ_VARIABLE;
  const blocks = blocksReading(of.replace(".", ""), reads, module);
  return isOnce(blocks) || blocks.every(({ block, own }) => isOfPolicies(block) && !TAKING.test(own));
}

/** Does one place alone read the local value? */
export function isLocalReadOnce(name: string, module: TerraformModule): boolean {
  return isOnce(blocksReading(name, READ_LOCAL, module));
}

interface ReadingBlock {
  readonly block: HclBlock;
  readonly own: string;
  readonly count: number;
}

function isOnce([only, ...others]: readonly ReadingBlock[]): boolean {
  return only?.count === 1 && others.length === 0;
}

function blocksReading(name: string, reads: RegExp, { files }: TerraformModule): readonly ReadingBlock[] {
  return files.flatMap(({ text, body }) =>
    body.blocks.flatMap((block): readonly ReadingBlock[] => {
      const own = text.slice(block.span.start, block.span.end);
      const count = [...own.matchAll(reads)].filter(
        ([, isCounted, read]) => read === name && isCounted === undefined,
      ).length;
      return count === 0 ? [] : [{ block, own, count }];
    }),
  );
}

const READ_VARIABLE = /(\blength\(\s{0,9})?\bvar\.([\w-]+)/g;

const READ_LOCAL = /(\blength\(\s{0,9})?\blocal\.([\w-]+)/g;

/** `lookup(each.value, "actions", [])` and `each.value["actions"]`, too. */
const READ_ATTRIBUTE = /(\blength\(\s{0,9}[\w.]{1,99})?(?:\.|lookup\([\w.]{1,99},\s{0,9}"|\[")([\w-]+)/g;

function isOfPolicies({ type, labels }: HclBlock): boolean {
  const of = labels[0]?.text ?? "";
  return type === "data" ? of === "aws_iam_policy_document" : type === "resource" && /^aws_iam_\w*policy$/.test(of);
}

/** What denies, leaves out, or asks for something. */
const TAKING = /\bDeny\b|\bnot_?(?:action|resource|principal)s?\b|\bcondition\b/i;

/** `[for arn in var.buckets : "${arn}/*"]`, `formatlist("%s/*", var.buckets)`. */
export interface LoopOfTexts {
  /** The one that says most first. */
  readonly forms: readonly Form[];
  readonly collection: HclExpression;
  /** It makes a statement of each item. */
  readonly makesStatements?: true;
}

export interface Form {
  /** Open in nothing but where it is deployed. */
  readonly before: FilledText;
  readonly behind: string;
}

/** The loop that makes the texts of a stretch, one of each item. */
export function loopAt(body: HclBody, within: Span, scope: Scope): LoopOfTexts | undefined {
  for (const { value } of body.attributes) {
    if (spanContains(value.span, within)) return loopIn(value, within, scope);
  }
  for (const block of body.blocks) {
    if (spanContains(block.span, within))
      return loopOfDynamic(block, within, scope) ?? loopAt(block.body, within, scope);
  }
  return undefined;
}

/** A `dynamic` block in which nothing but the one text of a list, and the Sid, hangs on the items. */
function loopOfDynamic({ type, labels, body }: HclBlock, within: Span, scope: Scope): LoopOfTexts | undefined {
  const collection = attributeNamed(body, "for_each")?.value;
  const name = attributeNamed(body, "iterator") === undefined ? labels[0]?.text : undefined;
  const [content] = body.blocks;
  const isStatement = type === "dynamic" && labels[0]?.text === "statement";
  if (!isStatement || collection === undefined || name === undefined || content === undefined) return undefined;
  const list = content.body.attributes.find(({ value }) => spanContains(value.span, within));
  const [item, ...more] = list?.value.kind === "tuple" ? list.value.items : [];
  if (list === undefined || item === undefined || more.length > 0) return undefined;
  const { text } = scope.file;
  const others = [...content.body.attributes, ...content.body.blocks].filter(
    (one) => one !== list && !("name" in one && one.name === "sid"),
  );
  if (others.some(({ span }) => text.slice(span.start, span.end).includes(`${name}.`))) return undefined;
  const isItem = ({ root, steps: [step, ...deeper] }: HclReference): boolean =>
    root === name && step?.step === "attribute" && step.name === "value" && deeper.length === 0;
  const loop = { collection, makesStatements: true } as const;
  if (item.kind === "reference") return isItem(item) ? { forms: [AS_IT_IS], ...loop } : undefined;
  const form = item.kind === "template" ? formAround(item, isItem, scope) : undefined;
  return form && { forms: [form], ...loop };
}

const AS_IT_IS: Form = { before: { text: "", holes: [] }, behind: "" };

function loopIn(expression: HclExpression, within: Span, scope: Scope): LoopOfTexts | undefined {
  if (expression.kind === "for") {
    const forms = formsOf(expression, scope);
    return forms && { forms, collection: expression.collection };
  }
  const [list, ...more] = expression.kind === "call" && LEAVING.has(expression.name) ? expression.arguments : [];
  if (list !== undefined && more.length === 0) return loopIn(list, within, scope);
  const [, collection, ...others] = expression.kind === "call" ? expression.arguments : [];
  const formatted = expression.kind === "call" && collection !== undefined ? formOfFormat(expression) : undefined;
  if (formatted !== undefined && collection !== undefined && others.length === 0)
    return { forms: [formatted], collection };
  const part = partsOf(expression).find(({ span }) => spanContains(span, within));
  return part && loopIn(part, within, scope);
}

/** The texts of a list stay what they are. Source: "flatten Function" of the "Terraform configuration language". */
const LEAVING: ReadonlySet<string> = new Set(["flatten", "distinct", "sort", "toset", "tolist"]);

/** Of the one text that is made of an item, or of each that it is made into together. */
function formsOf(loop: HclFor, scope: Scope): readonly Form[] | undefined {
  const { value } = loop;
  const [first, ...others] = (value.kind === "tuple" ? value.items : [value]).map((one) =>
    isAlone(one, loop) ? AS_IT_IS : formOf({ ...loop, value: one }, scope),
  );
  if (first === undefined || (value.kind !== "tuple" && isAlone(value, loop))) return undefined;
  const forms = [first, ...others.flatMap((one) => one ?? [])];
  return forms.length === others.length + 1 ? forms.toSorted((a, b) => b.behind.length - a.behind.length) : undefined;
}

function isAlone(value: HclExpression, { names, makes, condition }: HclFor): boolean {
  const isPlain = makes === "tuple" && names.length === 1 && condition === undefined;
  return isPlain && value.kind === "reference" && value.root === names[0] && value.steps.length === 0;
}

export function formOf({ makes, names, value, condition }: HclFor, scope: Scope): Form | undefined {
  const [name, ...others] = names;
  if (makes !== "tuple" || others.length > 0 || condition !== undefined || value.kind !== "template") return undefined;
  return formAround(value, ({ root, steps }) => root === name && steps.length === 0, scope);
}

/** Around the first place where the item stands in a text. */
function formAround(
  { parts }: HclTemplate,
  isItem: (reference: HclReference) => boolean,
  scope: Scope,
): Form | undefined {
  const at = parts.findIndex(
    (part) => part.kind === "interpolation" && part.value.kind === "reference" && isItem(part.value),
  );
  if (at < 0) return undefined;
  const before = beforeItem(parts.slice(0, at), scope);
  const after = parts.slice(at + 1);
  const isText = after.every((one) => one.kind === "text");
  return before && isText ? { before, behind: after.map((one) => one.text).join("") } : undefined;
}

/** Of a pattern that has one place to fill in. Source: "formatlist Function" of the "Terraform configuration language". */
export function formOfFormat({ name, arguments: [pattern] }: HclCall): Form | undefined {
  const [only, ...others] = name === "formatlist" && pattern?.kind === "template" ? pattern.parts : [];
  if (only?.kind !== "text" || others.length > 0) return undefined;
  const [before, behind, ...more] = only.text.split("%s");
  if (before === undefined || behind === undefined || more.length > 0 || `${before}${behind}`.includes("%"))
    return undefined;
  return { before: { text: before, holes: [] }, behind };
}

/** Undefined where something else than the account, the Region or the partition is open. */
function beforeItem(parts: readonly HclTemplatePart[], scope: Scope): FilledText | undefined {
  const building = new TextBuilding();
  for (const part of parts) {
    if (part.kind === "directive") return undefined;
    const filled = part.kind === "text" ? { text: part.text, holes: [] } : textOf(part.value, scope);
    if (filled?.holes.every(({ stands }) => stands !== undefined) !== true) return undefined;
    building.add(filled.text, filled.holes);
  }
  return building.result();
}

/** The same where several texts are made of each item: the first form that a text has says its item. */
export function listThroughForms(list: WrittenList, forms: readonly Form[]): WrittenList {
  const all = forms.map((form) => listThroughForm(list, form));
  return {
    texts: all.flatMap(({ texts }) => texts),
    add: (item, deployment) => list.add(item, deployment),
    itemFor(text) {
      for (const one of all) {
        const made = one.itemFor?.(text);
        if (made === undefined) continue;
        const others = forms.filter((_, index) => all[index] !== one);
        return { ...made, besides: others.map((form) => patternOf(inForm({ text: made.item, holes: [] }, form))) };
      }
      return undefined;
    },
  };
}

/** The list as the texts that are made of it. */
export function listThroughForm(list: WrittenList, form: Form): WrittenList {
  return {
    texts: list.texts.map((text) => inForm(text, form)),
    add: (item, deployment) => list.add(item, deployment),
    itemFor(text) {
      const begins = beginningOf(text, form);
      const item = begins === undefined ? undefined : itemOf(text.slice(begins.length), form);
      if (begins === undefined || item === undefined) return undefined;
      const isInAccount = form.before.holes.some(({ stands }) => stands === "account");
      return { item, makes: begins + item + form.behind, ...(isInAccount && { isInAccount }) };
    },
  };
}

function inForm({ text, holes }: FilledText, { before, behind }: Form): FilledText {
  const building = new TextBuilding();
  building.add(before.text, before.holes);
  building.add(text, holes);
  building.add(behind);
  return building.result();
}

/** What the text has where the form begins, wherever it is deployed. */
function beginningOf(text: string, { before }: Form): string | undefined {
  const [first = "", ...others] = patternOf(before).split("*");
  if (others.length > before.holes.length || !text.startsWith(first)) return undefined;
  let at = first.length;
  for (const part of others) {
    const next = text.indexOf(part, at);
    // A field of an ARN has no colon.
    if (next < 0 || text.slice(at, next).includes(":")) return undefined;
    at = next + part.length;
  }
  return text.slice(0, at);
}

/** The shortest of which the form makes the rest of a text, or what covers it. */
function itemOf(rest: string, { behind }: Form): string | undefined {
  const [literal = "", ...others] = behind.split("*");
  if (others.length === 0) return rest.endsWith(behind) ? plain(rest.slice(0, rest.length - behind.length)) : undefined;
  const isOpenAtEnd = others.length === 1 && others[0] === "";
  const end = literal === "" || !isOpenAtEnd ? -1 : rest.indexOf(literal, 1);
  return end < 0 ? undefined : plain(rest.slice(0, end));
}

function plain(text: string): string | undefined {
  return text === "" ? undefined : text;
}

/** Is the statement there as soon as the list has something? `length(var.buckets) > 0 ? [1] : []`. */
export function hangsOnList(
  { collection, makesStatements }: LoopOfTexts,
  block: HclBlock,
  within: Span,
  text: string,
): boolean {
  if (makesStatements === true) return true;
  const around = block.body.blocks.find(({ type, span }) => type === "dynamic" && spanContains(span, within));
  const forEach = around?.body.attributes.find(({ name }) => name === "for_each")?.value;
  if (forEach?.kind !== "conditional") return false;
  const { condition, ifTrue, ifFalse } = forEach;
  const written = (one: HclExpression): string => text.slice(one.span.start, one.span.end).replace(/\s+/g, "");
  const isCounted = written(condition) === `length(${written(collection)})>0`;
  return isCounted && ifTrue.kind === "tuple" && ifTrue.items.length === 1 && written(ifFalse) === "[]";
}
