/** The nodes of a YAML file by their places, with what is around each, for whoever writes into it. */
import { type Span } from "../text/span.ts";
import {
  columnOf,
  wholeSpan,
  type YamlForm,
  type YamlItem,
  type YamlList,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
} from "./yaml-nodes.ts";
import { type Quotes } from "./yaml-print.ts";

export interface PlacedNode {
  readonly node: YamlNode;
  readonly part: YamlPair | YamlItem | undefined;
  /** Are brackets around it? */
  readonly isInFlow: boolean;
  /** An anchor is before it or around it: it may stand in other places too. */
  readonly isShared: boolean;
}

export interface PlacedCollection extends PlacedNode {
  readonly node: YamlMapping | YamlList;
}

export class YamlIndex {
  readonly text: string;
  readonly newline: string;
  readonly #nodes = new Map<string, PlacedNode>();
  readonly #keys = new Map<string, PlacedNode>();
  readonly #lists: { readonly at: number; readonly form: YamlForm }[] = [];
  readonly #anchored: Span[] = [];
  readonly #signs = { single: 0, double: 0 };
  #hasTags = false;
  #dashIndent: number | undefined;
  #unit: number | undefined;

  constructor(text: string, roots: readonly YamlNode[]) {
    this.text = text;
    this.newline = text.includes("\r\n") ? "\r\n" : "\n";
    for (const root of roots) this.#add({ node: root, part: undefined, isInFlow: false, isShared: false });
  }

  /** The node whose place, with its tag or without, is the span. */
  at(span: Span): PlacedNode | undefined {
    return this.#nodes.get(keyOf(span));
  }

  keyAt(span: Span): PlacedNode | undefined {
    return this.#keys.get(keyOf(span));
  }

  collectionAt(span: Span): PlacedCollection | undefined {
    const placed = this.at(span);
    if (placed === undefined || (placed.node.kind !== "mapping" && placed.node.kind !== "list")) return undefined;
    return { ...placed, node: placed.node };
  }

  holdsAnchor({ start, end }: Span): boolean {
    return this.#anchored.some((one) => start <= one.start && one.end <= end);
  }

  get unit(): string {
    return " ".repeat(this.#unit ?? 2);
  }

  get dashIndent(): string {
    return " ".repeat(this.#dashIndent ?? this.#unit ?? 2);
  }

  get quoteSign(): Quotes["sign"] {
    return this.#signs.single > this.#signs.double ? "single" : "double";
  }

  /** As the file has them; one without any may have either. */
  get functions(): "tags" | "names" {
    return !this.#hasTags && this.text.includes("Fn::") ? "names" : "tags";
  }

  /** As the lists of texts before a place are written, or else the next one. */
  listsNear(offset: number): "lines" | "inline" {
    const near = this.#lists.findLast(({ at }) => at < offset) ?? this.#lists[0];
    return near?.form === "flow" ? "inline" : "lines";
  }

  #add(placed: PlacedNode): void {
    const { node, isInFlow } = placed;
    const isShared = placed.isShared || node.anchor !== undefined;
    const own = { ...placed, isShared };
    if (node.anchor !== undefined) this.#anchored.push(node.span);
    if (node.tag !== undefined) this.#hasTags = true;
    this.#nodes.set(keyOf(node.span), own);
    this.#nodes.set(keyOf(wholeSpan(node)), own);
    if (node.kind === "scalar" && (node.style === "single" || node.style === "double")) this.#signs[node.style]++;
    if (node.kind === "list") this.#addList(node, isInFlow, isShared);
    else if (node.kind === "mapping") this.#addMapping(node, isInFlow, isShared);
  }

  #addList(node: YamlList, isInFlow: boolean, isShared: boolean): void {
    if (node.items.length > 0 && node.items.every((item) => item.node?.kind === "scalar"))
      this.#lists.push({ at: node.span.start, form: node.form });
    for (const item of node.items) {
      if (item.node === undefined) continue;
      this.#add({ node: item.node, part: item, isInFlow: isInFlow || node.form === "flow", isShared });
    }
  }

  #addMapping(node: YamlMapping, isInFlow: boolean, isShared: boolean): void {
    for (const pair of node.pairs) {
      const inFlow = isInFlow || node.form === "flow";
      this.#keys.set(keyOf(pair.key.span), { node: pair.key, part: pair, isInFlow: inFlow, isShared });
      if (pair.value === undefined) continue;
      this.#noteIndents(node, pair.value);
      this.#add({ node: pair.value, part: pair, isInFlow: inFlow, isShared });
    }
  }

  #noteIndents(outer: YamlMapping, inner: YamlNode): void {
    if (outer.form === "flow" || (inner.kind !== "mapping" && inner.kind !== "list") || inner.form === "flow") return;
    const step = columnOf(this.text, inner.span.start) - columnOf(this.text, outer.span.start);
    if (inner.kind === "mapping" && step > 0) this.#unit ??= step;
    if (inner.kind === "list" && step >= 0) this.#dashIndent ??= step;
  }
}

function keyOf({ start, end }: Span): string {
  return `${start}:${end}`;
}
