/**
 * The value tree of a YAML text. A plain scalar is a text as it is written, though YAML would make a date or a number of
 * it; what readers of different ages understand differently is unknown. A tag of CloudFormation's becomes its long form.
 */
import { type Encoding } from "../text/encoding.ts";
import { type Span } from "../text/span.ts";
import { type HoleReading, type Member, type StringValue, type Value } from "./value.ts";
import {
  wholeSpan,
  type YamlAlias,
  type YamlList,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
  type YamlTag,
} from "./yaml-nodes.ts";
import { decodeScalar, type YamlText } from "./yaml-scalar.ts";

export interface YamlReading extends HoleReading {
  /** The name that a tag stands for, such as `Fn::Sub` for `!Sub`; undefined for a tag that nobody here knows. */
  readonly nameOfTag: (tag: string) => string | undefined;
}

/** `source` is the text that the nodes are of. */
export function valueOfYaml(root: YamlNode, source: string, reading: YamlReading): Value {
  return new ValueReading(root, source, reading).value(root, false);
}

/** What an alias stands for is the same value each time; together they may be no larger than this many values. */
const MOST_ALIASED = 20_000;

/** A directive of Jinja, which Sceptre and Ansible fill in: `{% if … %}`. No plain scalar begins so. */
const DIRECTIVE = "{%";

/** What is left of an unquoted `a${b}`, which the brace ends in brackets: a name and a mapping without a colon between. */
function isMadeOfTemplate({ afterColon, value }: YamlPair): boolean {
  return afterColon === undefined && value !== undefined;
}

class ValueReading {
  readonly #source: string;
  readonly #reading: YamlReading;
  /** What an alias stands for is known only where everything before it was read. */
  readonly #isLazy: boolean;
  readonly #anchors = new Map<string, { readonly value: Value; readonly size: number }>();
  #made = 0;
  #aliased = 0;

  constructor({ span }: YamlNode, source: string, reading: YamlReading) {
    this.#source = source;
    this.#reading = reading;
    // Anchors end with their document, and a file may have thousands of documents.
    this.#isLazy = !/&[^\s&,[\]{}]/.test(source.slice(span.start, span.end));
  }

  value(node: YamlNode, isInFlow: boolean): Value {
    const before = this.#made++;
    const value = this.#tagged(node, this.#untagged(node, isInFlow));
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, { value, size: this.#made - before });
    return value;
  }

  #untagged(node: YamlNode, isInFlow: boolean): Value {
    switch (node.kind) {
      case "scalar":
        return this.#scalar(node, isInFlow);
      case "list":
        return this.#list(node);
      case "mapping":
        return this.#mapping(node);
      case "alias":
        return this.#alias(node);
    }
  }

  #tagged({ tag, span }: YamlNode, value: Value): Value {
    if (tag === undefined || tag.name === "!" || tag.name.startsWith("!!")) return value;
    return this.#ofTag(tag, { start: tag.span.start, end: span.end }, value);
  }

  /** The long form of what a tag says. */
  #ofTag(tag: YamlTag, span: Span, value: Value | undefined): Value {
    const key = this.#reading.nameOfTag(tag.name.slice(1));
    if (key === undefined) return { kind: "unknown", span };
    const member: Member = { key, keyHoles: [], keySpan: tag.span, keyMap: asWhole(tag.span), span, value };
    return { kind: "object", span, members: [member] };
  }

  #scalar(node: YamlScalar, isInFlow: boolean): Value {
    const { span, style, tag } = node;
    if (style === "plain") {
      const written = this.#source.slice(span.start, span.end);
      if (/^(?:~|null|Null|NULL)$/.test(written)) return { kind: "null", span };
      if (tag === undefined && MISREAD.test(written)) return { kind: "unknown", span };
    }
    return new YamlString(node, this.#source, isInFlow, this.#reading);
  }

  #list({ span, form, items }: YamlList): Value {
    const own = items.flatMap(({ node }) => (node === undefined ? [] : [this.value(node, form === "flow")]));
    return { kind: "array", span, items: own };
  }

  #mapping({ span, form, pairs }: YamlMapping): Value {
    if (form === "flow" && this.#source.startsWith(DIRECTIVE, span.start)) return { kind: "unknown", span };
    if (pairs.some(isMadeOfTemplate)) return { kind: "unknown", span };
    const members = pairs.map((pair) => this.#member(pair, form === "flow"));
    if (this.#isLazy || !pairs.some((pair) => this.#isMerge(pair))) return { kind: "object", span, members };
    const isMerge = new Set(members.filter((_, at) => this.#isMerge(pairs[at])));
    const taken = new Set(members.flatMap((one) => (isMerge.has(one) ? [] : [one.key])));
    return { kind: "object", span, members: members.flatMap((one) => (isMerge.has(one) ? merged(one, taken) : [one])) };
  }

  #isMerge(pair: YamlPair | undefined): boolean {
    const key = pair?.key;
    if (key?.kind !== "scalar" || key.style !== "plain") return false;
    return this.#source.slice(key.span.start, key.span.end) === "<<";
  }

  #member(pair: YamlPair, isInFlow: boolean): Member {
    const member = new YamlMember(pair, isInFlow, this.#source, this.#reading, this.#readValue);
    if (!this.#isLazy) member.readValue();
    return member;
  }

  readonly #readValue = ({ value, bareTag }: YamlPair, isInFlow: boolean): Value | undefined => {
    if (value !== undefined) return this.value(value, isInFlow);
    return bareTag && this.#ofTag(bareTag, bareTag.span, undefined);
  };

  /** Unknown where it would contain itself, and where there are too many to look at them all. */
  #alias({ name, span }: YamlAlias): Value {
    const anchored = this.#anchors.get(name);
    if (anchored === undefined || this.#aliased + anchored.size > MOST_ALIASED) return { kind: "unknown", span };
    this.#aliased += anchored.size;
    this.#made += anchored.size;
    return anchored.value;
  }
}

/**
 * The members that a merge key brings: those with a name of their own beside it stay away, and the first mapping of
 * several wins. The key itself stays where a mapping is unknown. Sources: "Merge Key Language-Independent Type for YAML
 * Version 1.1"; CloudFormation takes none ("CloudFormation template format"), the AWS CLI, the AWS SAM CLI and the
 * Serverless Framework resolve them before they send a template.
 */
function merged(merge: Member, taken: Set<string>): readonly Member[] {
  const from = merge.value?.kind === "array" ? merge.value.items : [merge.value];
  if (from.some((one) => one?.kind !== "object")) return [merge];
  return from.flatMap((one) => {
    const brought = one?.kind === "object" ? one.members.filter(({ key }) => !taken.has(key)) : [];
    for (const { key } of brought) taken.add(key);
    return brought;
  });
}

/** YAML 1.1 reads these as numbers that are written otherwise, as times, or as booleans; YAML 1.2 as texts. */
const MISREAD =
  /^(?:[-+]?0[0-7_]+|[-+]?0[xob][\da-fA-F_]+|[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?|[-+]?\d[\d.]*e[-+]?\d+|\d+_[\d_]*|yes|no|on|off)$/i;

function asWhole(span: Span): Encoding {
  return { outerSpan: () => span, innerOffset: () => 0, encode: () => undefined };
}

/** Read where it is looked at: most of a large file never is. */
class YamlMember implements Member {
  readonly #pair: YamlPair;
  readonly #isInFlow: boolean;
  readonly #source: string;
  readonly #reading: YamlReading;
  readonly #readValue: (pair: YamlPair, isInFlow: boolean) => Value | undefined;
  #named: YamlText | undefined;
  #isRead = false;
  #value: Value | undefined;

  constructor(
    pair: YamlPair,
    isInFlow: boolean,
    source: string,
    reading: YamlReading,
    readValue: (pair: YamlPair, isInFlow: boolean) => Value | undefined,
  ) {
    this.#pair = pair;
    this.#isInFlow = isInFlow;
    this.#source = source;
    this.#reading = reading;
    this.#readValue = readValue;
  }

  readValue(): void {
    if (!this.#isRead) this.#value = this.#readValue(this.#pair, this.#isInFlow);
    this.#isRead = true;
  }

  get value(): Value | undefined {
    this.readValue();
    return this.#value;
  }

  get span(): Span {
    return this.#pair.span;
  }

  get key(): string {
    return this.#name.text;
  }

  get keyHoles(): Member["keyHoles"] {
    const { key } = this.#pair;
    return key.kind === "scalar" ? this.#reading.holesInName(this.key) : [{ start: 0, end: this.key.length }];
  }

  get keySpan(): Span {
    const { key } = this.#pair;
    return key.kind === "scalar" ? key.span : wholeSpan(key);
  }

  get keyMap(): Encoding {
    return this.#name.map;
  }

  get #name(): YamlText {
    return (this.#named ??= this.#readName());
  }

  #readName(): YamlText {
    const { key } = this.#pair;
    if (key.kind === "scalar") return decodeScalar(key, this.#source, this.#isInFlow);
    const span = wholeSpan(key);
    return { text: this.#source.slice(span.start, span.end), map: asWhole(span) };
  }
}

/** Decoded where it is looked at: most texts of a large file never are. */
class YamlString implements StringValue {
  readonly #node: YamlScalar;
  readonly #source: string;
  readonly #isInFlow: boolean;
  readonly #holesIn: HoleReading["holesIn"];
  #decoded: YamlText | undefined;

  constructor(node: YamlScalar, source: string, isInFlow: boolean, { holesIn }: HoleReading) {
    this.#node = node;
    this.#source = source;
    this.#isInFlow = isInFlow;
    this.#holesIn = holesIn;
  }

  get span(): Span {
    return this.#node.span;
  }

  get kind(): "string" {
    return "string";
  }

  get text(): string {
    return this.#text.text;
  }

  get map(): Encoding {
    return this.#text.map;
  }

  get holes(): StringValue["holes"] {
    return this.#holesIn(this.text);
  }

  /** What another tool fills in stands there as it is written. */
  get extended(): StringValue["extended"] {
    const { text, holes } = this;
    return holes.length === 0 ? undefined : (more) => ({ text: text + more });
  }

  get #text(): YamlText {
    return (this.#decoded ??= decodeScalar(this.#node, this.#source, this.#isInFlow));
  }
}
