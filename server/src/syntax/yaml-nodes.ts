/**
 * What stands in a YAML text: scalars, lists and mappings with their tags, anchors and places. Source: "YAML Ain't Markup
 * Language (YAML) version 1.2", read by the parser of the package `yaml`.
 */
import { type CST } from "yaml";
import { type Span } from "../text/span.ts";

export type YamlNode = YamlScalar | YamlList | YamlMapping | YamlAlias;

interface Placed {
  /** Of what is written, without tag and anchor. */
  readonly span: Span;
  readonly tag: YamlTag | undefined;
  readonly anchor: string | undefined;
}

export interface YamlTag {
  /** With its exclamation mark. */
  readonly name: string;
  readonly span: Span;
}

export interface YamlScalar extends Placed {
  readonly kind: "scalar";
  readonly style: "plain" | "single" | "double" | "block";
  /** Of a block scalar: its header, such as `>-`, and the columns that its parent's indentation has. */
  readonly header: string;
  readonly parentIndent: number;
  /** Where the text behind the header begins; the start of any other scalar. */
  readonly textStart: number;
}

export interface YamlList extends Placed {
  readonly kind: "list";
  readonly form: YamlForm;
  readonly items: readonly YamlItem[];
}

export interface YamlMapping extends Placed {
  readonly kind: "mapping";
  readonly form: YamlForm;
  readonly pairs: readonly YamlPair[];
}

export interface YamlAlias extends Placed {
  readonly kind: "alias";
  readonly name: string;
}

export type YamlForm = "flow" | "block";

export interface YamlItem {
  /** From its dash, or from its tag or anchor, to its end. */
  readonly span: Span;
  /** Undefined for one of which nothing is typed yet. */
  readonly node: YamlNode | undefined;
}

export interface YamlPair {
  readonly span: Span;
  readonly key: YamlNode;
  /** Where the colon ends; undefined where there is none yet. */
  readonly afterColon: number | undefined;
  /** The tag of a value of which no more is there. */
  readonly bareTag: YamlTag | undefined;
  readonly value: YamlNode | undefined;
}

/** A node with its tag and anchor, which stand before it. */
export function wholeSpan({ span, tag }: YamlNode): Span {
  return { start: Math.min(span.start, tag?.span.start ?? span.start), end: span.end };
}

export interface YamlNodes {
  readonly roots: readonly YamlNode[];
  /** Where the text is not what YAML has. */
  readonly problems: readonly Span[];
  /** Nested deeper than anything that people write: it is not read then. */
  readonly isTooDeep: boolean;
}

/** `tokens` are those of a whole text. */
export function yamlNodes(tokens: readonly CST.Token[], text: string): YamlNodes {
  const reading = new NodeReading(text);
  const roots: YamlNode[] = [];
  for (const token of tokens) {
    if (token.type === "error") reading.problem(token);
    if (token.type !== "document") continue;
    const root = reading.node(token.value, token.start, 0);
    if (root !== undefined) roots.push(root);
    for (const rest of token.end ?? []) {
      if (!isSpace(rest) && rest.type !== "doc-start") reading.problem(rest);
    }
  }
  return { roots, problems: reading.problems, isTooDeep: reading.isTooDeep };
}

/** As of JSON. */
const DEEPEST_NESTING = 500;
export const MOST_PROBLEMS = 100;

interface Properties {
  readonly tag: YamlTag | undefined;
  readonly anchor: string | undefined;
}

class NodeReading {
  readonly problems: Span[] = [];
  isTooDeep = false;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  problem({ offset, source }: { readonly offset: number; readonly source: string }): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ start: offset, end: offset + source.length });
  }

  /** `before` has the tag and the anchor. */
  node(token: CST.Token | null | undefined, before: readonly CST.SourceToken[], depth: number): YamlNode | undefined {
    if (token === null || token === undefined) return undefined;
    if (depth > DEEPEST_NESTING) {
      this.isTooDeep = true;
      return undefined;
    }
    const properties = propertiesIn(before);
    switch (token.type) {
      case "scalar":
      case "single-quoted-scalar":
      case "double-quoted-scalar":
        return this.#flowScalar(token, properties);
      case "block-scalar":
        return blockScalar(token, properties, this.#text);
      case "alias":
        return { kind: "alias", name: token.source.slice(1), span: spanOf(token), ...properties };
      case "block-map":
        return this.#blockMapping(token, properties, depth);
      case "block-seq":
        return this.#blockList(token, properties, depth);
      case "flow-collection":
        return this.#flow(token, properties, depth);
      default:
        if ("source" in token) this.problem(token);
        return undefined;
    }
  }

  #flowScalar(token: CST.FlowScalar, properties: Properties): YamlScalar {
    const span = spanOf(token);
    const style =
      token.type === "single-quoted-scalar" ? "single" : token.type === "double-quoted-scalar" ? "double" : "plain";
    const quote = { plain: "", single: "'", double: '"' }[style];
    const isClosed = token.source.length > quote.length && token.source.endsWith(quote);
    if (style !== "plain" && !isClosed) this.problem(token);
    for (const rest of token.end ?? []) if (!isSpace(rest)) this.problem(rest);
    return { kind: "scalar", style, span, header: "", parentIndent: 0, textStart: span.start, ...properties };
  }

  #blockMapping({ items, offset, indent }: CST.BlockMap, properties: Properties, depth: number): YamlMapping {
    const pairs: YamlPair[] = [];
    for (const item of items) {
      const pair = this.#pair(item, "block", depth);
      if (pair === undefined) continue;
      const { start } = pair.span;
      if (columnOf(this.#text, start) !== indent && pairs.length > 0) this.problem({ offset: start, source: "" });
      pairs.push(pair);
    }
    const last = pairs.at(-1);
    const span = { start: pairs[0]?.span.start ?? offset, end: last?.span.end ?? offset };
    return { kind: "mapping", form: "block", span, pairs, ...properties };
  }

  #pair({ start, key, sep, value }: CST.CollectionItem, form: YamlForm, depth: number): YamlPair | undefined {
    const name = this.node(key, start, depth + 1);
    const colon = sep?.find(({ type }) => type === "map-value-ind");
    if (name === undefined) {
      if (colon !== undefined) this.problem(colon);
      return undefined;
    }
    // A name has one line: above it stands one that is being typed.
    const isOneLine = !this.#text.slice(name.span.start, name.span.end).includes("\n");
    if ((colon === undefined && form === "block") || !isOneLine) this.problem({ offset: name.span.start, source: "" });
    const node = this.node(value, sep ?? [], depth + 1);
    if (node !== undefined && this.#isCompact(name, node)) this.problem({ offset: node.span.start, source: "" });
    const { tag } = propertiesIn(sep ?? []);
    const bareTag = node === undefined ? tag : undefined;
    const afterColon = colon && colon.offset + 1;
    const end = node?.span.end ?? bareTag?.span.end ?? afterColon ?? name.span.end;
    return { span: { start: wholeSpan(name).start, end }, key: name, afterColon, bareTag, value: node };
  }

  /** `a: b: c`, where the next line may belong to either. */
  #isCompact(name: YamlNode, node: YamlNode): boolean {
    if ((node.kind !== "mapping" && node.kind !== "list") || node.form !== "block") return false;
    return !this.#text.slice(name.span.end, node.span.start).includes("\n");
  }

  #blockList({ items, offset }: CST.BlockSequence, properties: Properties, depth: number): YamlList {
    const own: YamlItem[] = [];
    for (const { start, value } of items) {
      const dash = start.find(({ type }) => type === "seq-item-ind");
      if (dash === undefined) {
        // Indented like none of the items: neither a part of the last one nor one itself.
        if (value !== undefined) this.problem({ offset: value.offset, source: "" });
        continue;
      }
      const node = this.node(value, start, depth + 1);
      own.push({ span: { start: dash.offset, end: node?.span.end ?? dash.offset + 1 }, node });
    }
    const span = { start: own[0]?.span.start ?? offset, end: own.at(-1)?.span.end ?? offset };
    return { kind: "list", form: "block", span, items: own, ...properties };
  }

  #flow(token: CST.FlowCollection, properties: Properties, depth: number): YamlMapping | YamlList {
    const { start, items, end, offset } = token;
    const [closing, ...rest] = end;
    const closed = start.type === "flow-map-start" ? "flow-map-end" : "flow-seq-end";
    if (closing?.type !== closed) this.problem(closing ?? start);
    for (const one of rest) if (!isSpace(one)) this.problem(one);
    const last = items.at(-1);
    const behind = closing === undefined ? endOf(last, start) : closing.offset + closing.source.length;
    const span = { start: offset, end: Math.max(behind, offset + 1) };
    this.#commas(items);
    if (start.type === "flow-map-start") {
      const pairs = items.flatMap((item) => this.#pair(item, "flow", depth) ?? []);
      return { kind: "mapping", form: "flow", span, pairs, ...properties };
    }
    return {
      kind: "list",
      form: "flow",
      span,
      items: items.flatMap((item) => this.#flowItem(item, depth)),
      ...properties,
    };
  }

  /** Without a comma between them nobody knows where one item ends. */
  #commas(items: readonly CST.CollectionItem[]): void {
    for (const { start, key, value } of items.slice(1)) {
      const [first] = start;
      if (!start.some(({ type }) => type === "comma") && (key ?? value) !== undefined)
        this.problem(first ?? { offset: 0, source: "" });
    }
  }

  /** `[a: b]` is a list with a mapping. */
  #flowItem(item: CST.CollectionItem, depth: number): readonly YamlItem[] {
    if (item.sep !== undefined && (item.key !== undefined || item.value !== undefined)) {
      const pair = this.#pair(item, "flow", depth);
      if (pair === undefined) return [];
      const node: YamlMapping = {
        kind: "mapping",
        form: "flow",
        span: pair.span,
        pairs: [pair],
        tag: undefined,
        anchor: undefined,
      };
      return [{ span: pair.span, node }];
    }
    const node = this.node(item.value, item.start, depth + 1);
    return node === undefined ? [] : [{ span: wholeSpan(node), node }];
  }
}

function endOf(item: CST.CollectionItem | undefined, start: CST.SourceToken): number {
  const token = item?.value ?? item?.key;
  return token !== null && token !== undefined && "source" in token ? spanOf(token).end : start.offset + 1;
}

function blockScalar(token: CST.BlockScalar, properties: Properties, text: string): YamlScalar {
  let textStart = token.offset;
  let header = "";
  for (const part of token.props) {
    if (!("source" in part)) continue;
    if (part.type === "block-scalar-header") header = part.source;
    textStart = part.offset + part.source.length;
  }
  let end = textStart + token.source.length;
  while (end > textStart && /\s/.test(text.charAt(end - 1))) end--;
  return {
    kind: "scalar",
    style: "block",
    span: { start: token.offset, end: Math.max(end, token.offset + header.length) },
    header,
    parentIndent: token.indent,
    textStart,
    ...properties,
  };
}

function propertiesIn(before: readonly CST.SourceToken[]): Properties {
  const tag = before.findLast(({ type }) => type === "tag");
  const anchor = before.findLast(({ type }) => type === "anchor");
  return {
    tag: tag && { name: tag.source, span: spanOf(tag) },
    anchor: anchor?.source.slice(1),
  };
}

function spanOf({ offset, source }: { readonly offset: number; readonly source: string }): Span {
  return { start: offset, end: offset + source.length };
}

function isSpace({ type }: CST.SourceToken): boolean {
  return type === "space" || type === "comment" || type === "newline" || type === "comma";
}

/** How many characters stand before an offset on its line. */
export function columnOf(text: string, offset: number): number {
  return offset === 0 ? 0 : offset - (text.lastIndexOf("\n", offset - 1) + 1);
}
