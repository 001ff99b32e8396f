/**
 * Where a cursor stands in half-typed YAML: the names that lead to it and the word under it. Only the text before the
 * cursor is read, and what is left of its line, so nothing that is broken further on matters.
 */
import { unmaskedYaml } from "./yaml.ts";
import { YamlIndex } from "./yaml-index.ts";
import {
  columnOf,
  type YamlForm,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
} from "./yaml-nodes.ts";
import { decodeScalar } from "./yaml-scalar.ts";

export interface YamlCursor {
  /** The names from the outermost mapping to the cursor; items of lists count by their index. */
  readonly path: readonly (string | number)[];
  /** Does a name stand here, or a value? In lines below a name without a value the names of its own begin. */
  readonly at: "key" | "value";
  /** What is around the cursor, the outermost first. */
  readonly mappings: readonly WrittenMapping[];
  readonly form: YamlForm;
  readonly word: YamlWord;
  /** Behind the word stands the colon of its value. */
  readonly hasColon: boolean;
  /** How far it is to the right of the names beside it: editors leave it in the column of a list that ends above. */
  readonly outdent: number;
  /** Where the colon ends whose value begins here on the same line. */
  readonly afterColon: number | undefined;
  /** How the text before the cursor is laid out. */
  layout(): YamlLayout;
}

export type YamlLayout = Pick<YamlIndex, "newline" | "unit" | "dashIndent" | "quoteSign"> & {
  readonly lists: "lines" | "inline";
};

export interface YamlWord {
  /** From its start to the cursor; empty where nothing is typed. */
  readonly typed: string;
  /** What of it stands behind the cursor, and where it ends, without its quotes. */
  readonly rest: string;
  readonly start: number;
  readonly end: number;
  readonly style: "plain" | "single" | "double";
  readonly isClosed: boolean;
}

export interface WrittenMapping {
  readonly keys: readonly string[];
  /** The texts that stand under a name, on their own or in a list. */
  textsOf(key: string): readonly string[];
}

/** What stands behind these is a text. */
const TAGS_OF_TEXTS = ["!Sub", "!GetAtt", "!Ref"];

/** No text has it, and it may stand at the beginning of one. */
const MARK = "\ue000";

/**
 * `start` is where the outermost mapping or list begins. `behindColon`: a colon right before the cursor ends a name.
 * Undefined where neither name nor value can begin.
 */
export function yamlCursorAt(
  text: string,
  start: number,
  offset: number,
  colon: "behind-name" | "in-word",
): YamlCursor | undefined {
  const lineStart = start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1;
  const gap = colon === "behind-name" ? " " : "";
  // Columns are what they are in the file.
  const read = " ".repeat(start - lineStart) + text.slice(start, offset) + gap + MARK;
  const [root] = unmaskedYaml(read).roots;
  return root && new CursorReading(text, read, offset, lineStart).at(root);
}

interface Around {
  readonly form: YamlForm;
  readonly root: YamlNode;
}

class CursorReading {
  readonly #text: string;
  readonly #read: string;
  readonly #offset: number;
  readonly #shift: number;
  readonly #path: (string | number)[] = [];
  readonly #mappings: WrittenMapping[] = [];

  constructor(text: string, read: string, offset: number, shift: number) {
    this.#text = text;
    this.#read = read;
    this.#offset = offset;
    this.#shift = shift;
  }

  /** What is typed stands last in everything around it. */
  at(root: YamlNode): YamlCursor | undefined {
    let node = root;
    let form: YamlForm = "block";
    let pair: YamlPair | undefined;
    for (;;) {
      if (node.kind === "alias") return undefined;
      if (node.kind === "scalar") return this.#inScalar(node, { form, pair, root });
      if (node.form === "flow") form = "flow";
      if (node.kind === "list") {
        pair = undefined;
        const last = node.items.at(-1)?.node;
        if (last === undefined) return undefined;
        this.#path.push(node.items.length - 1);
        node = last;
        continue;
      }
      pair = node.pairs.at(-1);
      if (pair === undefined || pair.bareTag !== undefined) return undefined;
      const { key, value } = pair;
      this.#mappings.push(this.#written(node, value === undefined ? pair : undefined));
      if (value === undefined) {
        return key.kind === "scalar" ? this.#inName(key, { form, root }, this.#outdentOf(node, key)) : undefined;
      }
      this.#path.push(this.#textOf(key) ?? "");
      node = value;
    }
  }

  #inName(key: YamlScalar, around: Around, outdent: number): YamlCursor | undefined {
    const word = this.#wordAt(key, around.form);
    const cursor = word && this.#cursor("key", word, undefined, around);
    return cursor && { ...cursor, outdent: around.form === "block" ? outdent : 0 };
  }

  #outdentOf({ pairs }: YamlMapping, key: YamlScalar): number {
    const [first] = pairs;
    if (first === undefined || first.key === key) return 0;
    return Math.max(0, columnOf(this.#read, key.span.start) - columnOf(this.#read, first.key.span.start));
  }

  #inScalar(
    node: YamlScalar,
    { form, pair, root }: Around & { readonly pair: YamlPair | undefined },
  ): YamlCursor | undefined {
    if (node.tag !== undefined && !TAGS_OF_TEXTS.includes(node.tag.name)) return undefined;
    const colon = pair?.afterColon;
    const isBelow = colon !== undefined && this.#read.slice(colon, node.span.start).includes("\n");
    const at = isBelow && form === "block" ? "key" : "value";
    const word = this.#wordAt(node, form);
    if (word === undefined) return undefined;
    if (at === "key") this.#mappings.push(NOTHING_WRITTEN);
    const afterColon = isBelow || colon === undefined || node.tag !== undefined ? undefined : colon + this.#shift;
    return this.#cursor(at, word, afterColon, { form, root });
  }

  #cursor(at: YamlCursor["at"], word: YamlWord, afterColon: number | undefined, around: Around): YamlCursor {
    const behind = this.#text.slice(word.end + (word.isClosed && word.style !== "plain" ? 1 : 0));
    const hasColon = at === "key" && /^[ \t]*:(?:[\s]|$)/.test(behind.slice(0, MOST_BLANKS));
    const { form, root } = around;
    const layout = (): YamlLayout => this.#layout(root);
    return { path: this.#path, mappings: this.#mappings, at, form, word, hasColon, outdent: 0, afterColon, layout };
  }

  #layout(root: YamlNode): YamlLayout {
    const index = new YamlIndex(this.#read, [root]);
    const { unit, dashIndent, quoteSign } = index;
    const newline = this.#text.includes("\r\n") ? "\r\n" : "\n";
    return { newline, unit, dashIndent, quoteSign, lists: index.listsNear(this.#read.length) };
  }

  /** Undefined in what does not stand as it is read: escapes, several lines. */
  #wordAt({ style, span }: YamlScalar, form: YamlForm): YamlWord | undefined {
    if (style === "block" || span.end !== this.#read.length) return undefined;
    const quote = style === "plain" ? 0 : 1;
    const start = span.start + quote;
    const written = this.#read.slice(start, -MARK.length);
    const isNew = written === "" && quote === 0;
    const typed = isNew ? "" : written;
    if (/[\n\\]|''/.test(typed)) return undefined;
    const line = /^[^\r\n]*/.exec(this.#text.slice(this.#offset, this.#offset + LONGEST_WORD))?.[0] ?? "";
    const closing = style === "single" ? /^[^']*(?=')/ : style === "double" ? /^[^"\\]*(?=")/ : undefined;
    const quoted = closing?.exec(line)?.[0];
    const rest = quote > 0 ? (quoted ?? "") : plainRest(line, form);
    return {
      typed,
      rest,
      start: isNew ? this.#offset : start + this.#shift,
      end: this.#offset + rest.length,
      style,
      isClosed: quote === 0 || quoted !== undefined,
    };
  }

  #written({ pairs }: YamlMapping, typed: YamlPair | undefined): WrittenMapping {
    const own = pairs.filter((pair) => pair !== typed);
    const named = own.map((pair) => ({ name: this.#textOf(pair.key) ?? "", value: pair.value }));
    return {
      keys: named.map(({ name }) => name),
      textsOf: (key) => named.filter(({ name }) => name === key).flatMap(({ value }) => this.#textsIn(value)),
    };
  }

  #textsIn(node: YamlNode | undefined): readonly string[] {
    if (node?.kind === "list") return node.items.flatMap((item) => this.#textsIn(item.node));
    const text = this.#textOf(node);
    return text === undefined ? [] : [text];
  }

  /** Not of what is being typed. */
  #textOf(node: YamlNode | undefined): string | undefined {
    if (node?.kind !== "scalar" || node.span.end === this.#read.length) return undefined;
    return decodeScalar(node, this.#read, false).text;
  }
}

export const NOTHING_WRITTEN: WrittenMapping = { keys: [], textsOf: () => [] };

const LONGEST_WORD = 2_000;
const MOST_BLANKS = 400;

/** What of a text without quotes stands behind the cursor: to its comment, to its colon, or to a sign of the brackets. */
function plainRest(line: string, form: YamlForm): string {
  const ends = [/\s#/, /:(?:\s|$)/, ...(form === "flow" ? [/[,[\]{}]/] : [])];
  const found = ends.map((one) => line.search(one)).filter((index) => index >= 0);
  return line.slice(0, Math.min(line.length, ...found)).trimEnd();
}
