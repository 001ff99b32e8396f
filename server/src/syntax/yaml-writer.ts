/** Writes changes into a YAML text: quoted where that is needed, and laid out as the text around them. */
import { isTemplateMap, standsElsewhere } from "../text/encoding.ts";
import { applyEdits, type Edit, joinEdits } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import {
  type Change,
  type ChangeOfParts,
  containerOf,
  isInside,
  isOfParts,
  type NewValue,
  undoes,
  type Writer,
} from "./change.ts";
import { type Member, type StringValue, type Value } from "./value.ts";
import { readYaml } from "./yaml.ts";
import { type PlacedCollection, type PlacedNode, YamlIndex } from "./yaml-index.ts";
import { columnOf, wholeSpan, type YamlItem, type YamlPair, type YamlScalar } from "./yaml-nodes.ts";
import { editsOfYamlParts, type NewYamlPart } from "./yaml-parts.ts";
import { editOfStretch, editOfTemplate, type TextChange } from "./yaml-stretches.ts";
import {
  encodeDouble,
  isPlainText,
  printBehindName,
  printBlock,
  printFlow,
  printFlowPair,
  printKey,
  printPair,
  printText,
  type Quotes,
  type YamlCopy,
  type YamlPrint,
} from "./yaml-print.ts";
import { decodeScalar, isOneLine } from "./yaml-scalar.ts";

/** For values that were read from `text`. */
export function yamlWriter(text: string): Writer {
  let index: YamlIndex | undefined;
  return {
    edits(changes) {
      index ??= new YamlIndex(text, readYaml(text).roots);
      return new YamlWriting(changes, index).edits();
    },
  };
}

type Copy = YamlPrint["copy"];

class YamlWriting {
  readonly #changes: readonly Change[];
  readonly #index: YamlIndex;
  /** False as soon as one of them cannot be written at its place. */
  #areWritten = true;

  constructor(changes: readonly Change[], index: YamlIndex) {
    this.#changes = changes;
    this.#index = index;
  }

  edits(): readonly Edit[] | undefined {
    const edits = this.#editsOf(this.#changes, (value, place) => this.#copyOf(value, place, this.#changes));
    return this.#areWritten ? edits : undefined;
  }

  #editsOf(changes: readonly Change[], copy: Copy): readonly Edit[] | undefined {
    const standing = changes.filter((change) => !changes.some((other) => takesAway(other, change)));
    const ofParts = new Map<Value, ChangeOfParts[]>();
    const ofTexts = new Map<StringValue, TextChange[]>();
    const edits: (Edit | undefined)[] = [];
    for (const change of standing) {
      if (isOfParts(change)) push(ofParts, containerOf(change), change);
      else if (change.change === "text") push(ofTexts, change.value, change);
      else if (change.change === "rename") edits.push(this.#editOfName(change.member, change.to));
      else edits.push(this.#editOfValue(change.value, change.by, copy));
    }
    for (const [value, own] of ofTexts) edits.push(...this.#editsOfText(value, own));
    // Where an inner collection ends and the one around it too, the inner one's lines come first.
    const fromInside = [...ofParts].sort(([one], [other]) => other.span.start - one.span.start);
    for (const [container, own] of fromInside) edits.push(...this.#editsOfContainer(container, own, copy));
    const written = edits.flatMap((edit) => edit ?? []);
    return written.length === edits.length ? joinEdits(written) : undefined;
  }

  #editOfName({ keySpan }: Member, to: string): Edit | undefined {
    const placed = keySpan.isPart ? undefined : this.#index.keyAt(keySpan);
    if (placed === undefined || placed.isShared) return undefined;
    if (!placed.isInFlow) return { span: keySpan, newText: printKey(to, "block") };
    // Behind a name without quotes a colon needs a space.
    const sign = placed.node.kind === "scalar" ? signOf(placed.node) : undefined;
    const quotes: Quotes = { sign: sign ?? "double", everywhere: sign !== undefined };
    return { span: keySpan, newText: printText(to, quotes, "flow") };
  }

  #editOfValue({ span }: Value, by: NewValue, copy: Copy): Edit | undefined {
    const placed = this.#writableAt(span);
    if (placed === undefined) return undefined;
    const { node, part, isInFlow } = placed;
    const print = this.#printing(node.span, copy, quotesOf(node));
    const whole = wholeSpan(node);
    if (this.#index.holdsAnchor(whole)) return undefined;
    if (isInFlow) return { span: whole, newText: printFlow(by, print) };
    return part === undefined
      ? { span: whole, newText: printBlock(by, "", print) }
      : this.#inPart(part, whole, by, print);
  }

  #inPart(part: YamlPair | YamlItem, whole: Span, by: NewValue, print: YamlPrint): Edit {
    const { text } = this.#index;
    const indent = " ".repeat(columnOf(text, part.span.start));
    if ("key" in part) {
      const from = part.afterColon ?? whole.start;
      const newText = printBehindName(by, indent, print);
      const between = text.slice(from, whole.start);
      // What stands between the colon and the value stays.
      if (newText.startsWith(" ") && !between.includes("\n")) return { span: whole, newText: newText.slice(1) };
      const comment = /^[ \t]+#[^\r\n]*/.exec(between)?.[0] ?? "";
      const written = newText.startsWith(" ") ? newText + (newText.includes("\n") ? "" : comment) : comment + newText;
      return { span: { start: from, end: whole.end }, newText: written };
    }
    const start = part.span.start + 1;
    return { span: { start, end: whole.end }, newText: ` ${printBlock(by, `${indent}  `, print)}` };
  }

  #editsOfText(value: StringValue, changes: readonly TextChange[]): readonly (Edit | undefined)[] {
    if (isTemplateMap(value.map)) return changes.map((change) => editOfTemplate(change, this.#index));
    const placed = this.#writableAt(value.span);
    if (placed?.node.kind !== "scalar" || standsElsewhere(value.map)) return [undefined];
    const whole = changes
      .toSorted((a, b) => b.start - a.start)
      .reduce((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), value.text);
    const { node, isInFlow } = placed;
    const inPlace = this.#canStretch(node, whole, isInFlow)
      ? changes.map((one) => editOfStretch(one, node))
      : [undefined];
    if (inPlace.every((edit) => edit !== undefined)) return inPlace;
    const quotes = { sign: signOf(node) ?? this.#index.quoteSign, everywhere: false };
    return [{ span: node.span, newText: printText(whole, quotes, isInFlow ? "flow" : "block") }];
  }

  /** Can a stretch of it be changed, and the rest stays as it is written? */
  #canStretch(node: YamlScalar, whole: string, isInFlow: boolean): boolean {
    if (!isOneLine(node, this.#index.text)) return false;
    return node.style !== "plain" || isPlainText(whole, isInFlow);
  }

  #writableAt(span: Span): PlacedNode | undefined {
    const placed = span.isPart ? undefined : this.#index.at(span);
    return placed === undefined || placed.isShared || placed.node.kind === "alias" ? undefined : placed;
  }

  #editsOfContainer(container: Value, changes: readonly ChangeOfParts[], copy: Copy): readonly (Edit | undefined)[] {
    const placed = this.#index.collectionAt(container.span);
    if (placed === undefined || placed.isShared) return [undefined];
    const isMapping = placed.node.kind === "mapping";
    if (isMapping !== (container.kind === "object")) return [undefined];
    const removed = changes.flatMap((one) => ("part" in one ? [one.part.span] : []));
    // What an alias elsewhere stands for has to stay, and so has what only a part of a reference comes to.
    if (removed.some((span) => span.isPart || this.#index.holdsAnchor(span))) return [undefined];
    const added = changes.flatMap((one) => ("part" in one ? [] : [this.#newPart(one, placed, copy)]));
    return (
      editsOfYamlParts({
        index: this.#index,
        placed,
        removed: removed.map((span) => partAt(placed, span)),
        added: added.map(({ after, print }) => ({ after: after && partAt(placed, after), print })),
      }) ?? [undefined]
    );
  }

  #newPart(
    change: Exclude<ChangeOfParts, { readonly part: unknown }>,
    { node, isInFlow }: PlacedCollection,
    copy: Copy,
  ): Pick<NewYamlPart, "print"> & { readonly after: Span | undefined } {
    const inFlow = isInFlow || node.form === "flow";
    const { value } = change;
    const print: NewYamlPart["print"] = (beside, indent) => {
      const hand = this.#printing(beside?.span ?? node.span, copy, quotesOf(beside && nodeOf(beside)));
      if (change.change === "add-member")
        return inFlow ? printFlowPair(change.key, value, hand) : printPair(change.key, value, indent, hand);
      return inFlow ? printFlow(value, hand) : `- ${printBlock(value, `${indent}  `, hand)}`;
    };
    return { after: change.after?.span, print };
  }

  #printing({ start }: Span, copy: Copy, everywhere: boolean): YamlPrint {
    const { newline, unit, dashIndent, quoteSign, functions } = this.#index;
    const lists = this.#index.listsNear(start);
    const hasLines = (value: Value): boolean => {
      const node = this.#index.at(value.span)?.node;
      return node?.kind === "mapping" && node.form === "block";
    };
    return { newline, unit, dashIndent, lists, functions, quotes: { sign: quoteSign, everywhere }, copy, hasLines };
  }

  /** What is copied takes the changes along that are made inside it. */
  #copyOf(value: Value, place: "block" | "flow", changes: readonly Change[]): YamlCopy {
    const placed = this.#index.at(value.span);
    const whole = placed === undefined ? value.span : wholeSpan(placed.node);
    const text = this.#index.text.slice(whole.start, whole.end);
    if (placed === undefined || !this.#canCopy(placed, whole, place)) {
      this.#areWritten = false;
      return { text, column: undefined };
    }
    const inside = changes.filter((change) => isInside(change, value));
    const edits = this.#editsOf(inside, (one, within) => this.#copyOf(one, within, []));
    if (edits === undefined) this.#areWritten = false;
    const moved = (edits ?? []).map(({ span, newText }) => ({
      span: { start: span.start - whole.start, end: span.end - whole.start },
      newText,
    }));
    // What takes the first line away begins before it, at the end of a line that is not copied.
    if (moved.some(({ span }) => span.start < 0 || span.end > text.length)) this.#areWritten = false;
    const copied = applyEdits(text, moved);
    const { node } = placed;
    if (node.kind === "scalar" && node.style === "plain" && place === "flow") {
      const tag = text.slice(0, node.span.start - whole.start);
      const written = copied.slice(tag.length);
      const isChanged = copied !== text;
      // What a change put between quotes can stand anywhere.
      const isQuoted = isChanged && /^["']/.test(written);
      if (isChanged && !isQuoted && written.includes("\n")) this.#areWritten = false;
      const read = isChanged ? written : decodeScalar(node, this.#index.text, placed.isInFlow).text;
      if (!isQuoted && !isPlainText(read, true)) return { text: `${tag}"${encodeDouble(read)}"`, column: undefined };
    }
    // Of which nothing is left, that is brackets.
    const hasLines =
      (node.kind === "mapping" || node.kind === "list") && node.form === "block" && !/^[[{][\]}]$/.test(copied);
    const column = hasLines && node.tag === undefined ? columnOf(this.#index.text, node.span.start) : undefined;
    return { text: copied, column };
  }

  #canCopy({ node, isShared }: PlacedNode, whole: Span, place: "block" | "flow"): boolean {
    if (isShared || this.#index.holdsAnchor(whole)) return false;
    const isBlock = node.kind === "scalar" ? node.style === "block" : "form" in node && node.form === "block";
    return !(isBlock && place === "flow") && !(node.kind === "scalar" && /\d/.test(node.header));
  }
}

/** A mapping of one pair stands where the pair does: with the pair it is not itself taken out. */
function takesAway(one: Change, other: Change): boolean {
  if (isOfParts(one)) {
    const changed = isOfParts(other) ? containerOf(other) : other.change === "replace" ? other.value : undefined;
    if (changed === containerOf(one)) return false;
  }
  return undoes(one, other);
}

function push<Key, One>(map: Map<Key, One[]>, key: Key, one: One): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [one]);
  else known.push(one);
}

function partAt({ node }: PlacedCollection, span: Span): YamlPair | YamlItem | undefined {
  const parts: readonly (YamlPair | YamlItem)[] = node.kind === "mapping" ? node.pairs : node.items;
  return parts.find((part) => {
    if ("key" in part) return part.span.start === span.start && part.span.end === span.end;
    if (part.node === undefined) return false;
    const whole = wholeSpan(part.node);
    return (whole.start === span.start || part.node.span.start === span.start) && whole.end === span.end;
  });
}

function nodeOf(part: YamlPair | YamlItem): YamlScalar | undefined {
  const node = "key" in part ? part.value : part.node;
  return node?.kind === "scalar" ? node : undefined;
}

/** A text that needs none has quotes all the same. */
function quotesOf(node: PlacedNode["node"] | undefined): boolean {
  return node?.kind === "scalar" && (node.style === "single" || node.style === "double");
}

function signOf({ style }: YamlScalar): Quotes["sign"] | undefined {
  return style === "single" || style === "double" ? style : undefined;
}
