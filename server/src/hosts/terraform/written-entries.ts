/**
 * What the entries of a list or a map make of a statement that a loop goes through them with: `for_each = var.access`, where
 * the statement takes `each.value.actions`. Each entry is looked at by itself, where it is written.
 */
import { onceForEach } from "../../domains/once.ts";
import { attributeNamed, type HclBlock, type HclExpression } from "../../syntax/hcl-tree.ts";
import { type FilledText } from "../../syntax/filled-text.ts";
import { isSameSpan, type Span, spanContains } from "../../text/span.ts";
import { type EntryPlaces, type SourcesAround, type WrittenPlace } from "../host.ts";
import { arrayAt, filledOf } from "../placed-values.ts";
import { eachKey } from "./each-key.ts";
import { isOtherEachTime } from "./each-time.ts";
import { entriesIn, entriesUnder, type Entry, goesOn } from "./entries-by-key.ts";
import { textsOfEntry } from "./entry-texts.ts";
import { evaluate } from "./evaluate.ts";
import { plainText } from "./expression-parts.ts";
import { follow, type Followed } from "./follow.ts";
import { textsGiven } from "./given-variables.ts";
import { iteratorLoop, loopItems, namedLoop } from "./loops.ts";
import { type LoadedModule, moduleIn } from "./load-module.ts";
import { typeOfVariable, withDefaultsOf } from "./looped-statements.ts";
import { type TerraformFile, type TerraformModule } from "./module.ts";
import { folderOf } from "./paths.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { expressionAt, type LoopAround } from "./loops-around.ts";
import { callsOf, type CallOfModule } from "./written-calls.ts";
import { isInDefault, isReadForAllows, listAt } from "./written-lists.ts";
import { isAlone, settledValues } from "./written-places.ts";

export function writtenEntries(
  file: TerraformFile,
  module: TerraformModule,
  spans: readonly Span[],
  around: SourcesAround | undefined,
): readonly EntryPlaces[] {
  const [first] = spans;
  const block = first && file.body.blocks.find(({ span }) => spanContains(span, first));
  if (block === undefined || module.isCalled || around === undefined) return [];
  const found = spans.map((span) => expressionAt(block, span));
  const loops = found.find((one) => one !== undefined && one.loops.length > 0)?.loops ?? [];
  const effect = found.find((one) => one?.argument === "effect")?.expression.span;
  // What may be left out for one reason or the other is no list of what is allowed, unless each entry says which.
  if (loops.length === 0 || deniesBeside(effect, block, file)) return [];
  const own = folderOf(file.path);
  const calls = callsOf(own, around);
  const reading = { file, block, loops, found };
  const rows =
    calls.length > 0
      ? calls.flatMap((call) => new EntryReading(module, around, call).rows(reading))
      : new EntryReading(module, around, undefined).rows(reading);
  const all = rows.flatMap((row) => row.flatMap((place) => place ?? []));
  return rows.map((row) =>
    row.map(
      (place) =>
        place && {
          ...place,
          isOfOneCall: place.isOfOneCall === true && isAlone(place, all),
          ...(place.key !== undefined && { otherKeys: keysBeside(place, all) }),
        },
    ),
  );
}

function deniesBeside(effect: Span | undefined, { span }: HclBlock, { text }: TerraformFile): boolean {
  const { start, end } = effect ?? { start: span.end, end: span.end };
  return /\bDeny\b/.test(text.slice(span.start, start)) || /\bDeny\b/.test(text.slice(end, span.end));
}

function keysBeside({ path, span, key }: WrittenPlace, all: readonly WrittenPlace[]): readonly string[] {
  const same = all.filter((one) => one.path === path && isSameSpan(one.span, span));
  return [...new Set(same.flatMap((one) => one.key ?? []))].filter((one) => one !== key);
}

/** The arguments that say whose a policy is. */
const HOLDING = ["role", "user", "group", "bucket", "queue_url", "arn", "key_id", "repository", "topic_arn"];

/** Does the block make its policy for somebody else each time, or the resource that takes the document for its own key? */
function isOfOtherEachTime(block: HclBlock, module: TerraformModule): boolean {
  const [type, name] = block.labels.map(({ text }) => text);
  if (block.type !== "data") return type === "aws_iam_role" || isOtherEachTime(block, HOLDING, module);
  const written = `${type ?? ""}.${name ?? ""}[each`;
  return module.resources.some(({ block: one, file: { text } }) => {
    const takes = text.slice(one.span.start, one.span.end).includes(written);
    return takes && (one.labels[0]?.text === "aws_iam_role" || isOtherEachTime(one, HOLDING, module));
  });
}

interface Reading {
  readonly file: TerraformFile;
  readonly block: HclBlock;
  readonly loops: readonly LoopAround[];
  readonly found: readonly ReturnType<typeof expressionAt>[];
}

/** The names of the loops with one entry each. */
interface Bound {
  readonly scope: Scope;
  readonly entries: readonly Entry[];
  /** As the policy calls what the innermost loop goes through. */
  readonly name: string;
  /** The key of the block, by `variable` of holes. */
  readonly keys: ReadonlyMap<string, FilledText>;
}

const MOST_ENTRIES = 200;

class EntryReading {
  readonly #module: TerraformModule;
  readonly #around: SourcesAround;
  readonly #call: CallOfModule | undefined;
  readonly #isRead: (of: string) => boolean;

  constructor(module: TerraformModule, around: SourcesAround, call: CallOfModule | undefined) {
    this.#module = module;
    this.#around = around;
    this.#call = call;
    this.#isRead = onceForEach((of) => isReadForAllows(of, module));
  }

  rows({ file, block, loops, found }: Reading): readonly EntryPlaces[] {
    const scope = scopeOf(this.#module, file);
    let bound: readonly Bound[] = [{ scope, entries: [], name: "", keys: new Map() }];
    for (const loop of loops) {
      bound = bound.flatMap((one) => this.#each(loop, one, file)).slice(0, MOST_ENTRIES);
    }
    const isOther = isOfOtherEachTime(block, this.#module);
    const isForKeys = isOther && loops[0]?.name === "each";
    const given = this.#call && textsGiven(this.#call.call, folderOf(file.path), this.#call.scope);
    return (
      bound
        // What stands in the file of the policy is edited there.
        .filter(({ entries }) => entries.some((one) => one.scope.file !== file))
        .map((one) => {
          const texts = new Map([...(given ?? []), ...one.keys]);
          const [key] = isOther ? Array.from(one.keys.values(), ({ text }) => text) : [];
          const places = found.map((at) => at && this.#placeOf(at, one, texts));
          if (key !== undefined) return places.map((place) => place && { ...place, key });
          return isForKeys ? places.map((place) => place && { ...place, otherKeys: "all" as const }) : places;
        })
        .filter((row) => row.some((place) => place !== undefined))
    );
  }

  /** As it is where what the loop goes through is not known. */
  #each(loop: LoopAround, outer: Bound, file: TerraformFile): readonly Bound[] {
    const entries = this.#entriesOf(loop.collection, outer.scope);
    if (entries.length === 0 || entries.length > MOST_ENTRIES) return [outer];
    const { start, end } = loop.collection.span;
    return entries.map((entry) => ({
      scope: withEntry(outer.scope, loop, entry),
      entries: [...outer.entries, entry],
      name: nameOf(file.text.slice(start, end)),
      keys:
        loop.name === "each" && entry.key !== undefined
          ? new Map([[eachKey(loop.collection, file), { text: entry.key, holes: [] }]])
          : outer.keys,
    }));
  }

  #entriesOf(collection: HclExpression, scope: Scope): readonly Entry[] {
    const ways = this.#behind(collection, scope).map((one) => {
      const { expression } = one;
      // What a loop of the module makes stands in the module.
      const isMade = expression.kind === "for" && one.scope.module === this.#module && !goesOn(expression);
      return isMade ? [] : entriesIn(one, (of, by) => this.#behind(of, by));
    });
    return ways.length > 1 ? ofOneWay(ways) : ways.flat();
  }

  #behind(collection: HclExpression, scope: Scope): readonly Followed[] {
    return follow(collection, scope).flatMap((one) => {
      const isOwn = one.scope.module === this.#module;
      return (isOwn ? this.#givenFor(one.expression, one.scope) : undefined) ?? [one];
    });
  }

  /** For a variable: what the call gives, or a file of values. */
  #givenFor(expression: HclExpression, scope: Scope): readonly Followed[] | undefined {
    if (expression.kind !== "reference" || expression.root !== "var") return undefined;
    const [first, ...steps] = expression.steps;
    if (first?.step !== "attribute") return [];
    const within = (of: HclExpression, by: Scope): readonly Followed[] =>
      follow(steps.length === 0 ? of : { kind: "access", span: of.span, of, steps }, by);
    if (this.#call !== undefined) {
      const { call, scope: by } = this.#call;
      const input = attributeNamed(call.block.body, first.name);
      return input === undefined ? [] : within(input.value, this.#withOwnEntry(by));
    }
    const values = settledValues(first.name, this.#module, this.#around);
    return values.flatMap(({ value, file }) => within(value, scopeOf(scope.module, file)));
  }

  /** Of a call with `for_each`: with what is written for its key. */
  #withOwnEntry(scope: Scope): Scope {
    const { call } = this.#call ?? {};
    const collection = call && attributeNamed(call.block.body, "for_each")?.value;
    const each = scope.loops.at(-1)?.times[0]?.get("each");
    const key = each?.kind === "object" ? filledOf(each.members.find((one) => one.key === "key")?.value)?.text : "";
    if (call === undefined || collection === undefined) return scope;
    const [own, ...others] = entriesUnder(key ?? "", collection, scopeOf(scope.module, call.file));
    return own === undefined || others.length > 0
      ? scope
      : throughEntry(scope, { name: "each", is: "iterator", collection }, own);
  }

  #placeOf(
    { expression, argument }: NonNullable<ReturnType<typeof expressionAt>>,
    { scope, entries, name }: Bound,
    given: ReadonlyMap<string, FilledText>,
  ): WrittenPlace | undefined {
    const reference = firstOf(expression);
    const [only, ...others] = follow(reference, scope);
    const entry = entries.at(-1);
    if (entry === undefined) return undefined;
    const isOfEntry =
      only !== undefined &&
      others.length === 0 &&
      entries.some(
        (one) => one.scope.file === only.scope.file && spanContains(one.expression.span, only.expression.span),
      );
    const list =
      isOfEntry && this.#isForAllows(reference) ? listAt(only.expression, only.scope, this.#loadedOf(only)) : undefined;
    const texts = list?.texts ?? textsOfEntry(expression, scope, argument === "effect" ? "Allow" : undefined);
    if (texts === undefined) return undefined;
    const { file } = list === undefined ? entry.scope : (only?.scope ?? entry.scope);
    const span = list?.span ?? entry.expression.span;
    return {
      ...{ name, path: file.path, span, given },
      list: list ?? { texts, add: () => undefined },
      isOfOneCall: this.#call === undefined || this.#call.isOnce,
      isEachTime: this.#call?.servesEachTime(file.path, span) === true,
      bringsStatement: true,
      ...(isInDefault(file, span) && { isDefault: true as const }),
    };
  }

  /** Is the attribute of each entry read for nothing but Allows? */
  #isForAllows(reference: HclExpression): boolean {
    const last = reference.kind === "reference" ? reference.steps.at(-1) : undefined;
    return last?.step === "attribute" && this.#isRead(`.${last.name}`);
  }

  #loadedOf({ scope }: Followed): LoadedModule {
    return this.#call !== undefined && scope.module === this.#call.loaded.module
      ? this.#call.loaded
      : moduleIn(folderOf(scope.file.path), this.#around);
  }
}

/** Without the keys of which a choice decides where their values are. */
function ofOneWay(ways: readonly (readonly Entry[])[]): readonly Entry[] {
  const times = new Map<string, number>();
  for (const entries of ways) {
    for (const key of new Set(entries.flatMap((one) => one.key ?? []))) times.set(key, (times.get(key) ?? 0) + 1);
  }
  return ways.flat().filter(({ key }) => key === undefined || times.get(key) === 1);
}

function withEntry(scope: Scope, loop: LoopAround, entry: Entry): Scope {
  const { span } = loop.collection;
  const type = typeOfVariable(loop.collection, scope);
  const written = evaluate(entry.expression, entry.scope);
  const value = written?.kind === "object" ? withDefaultsOf(written, { type, scope }) : written;
  const items = loopItems(value && arrayAt([value], span), "unknown");
  const made =
    loop.is === "iterator" ? iteratorLoop(loop.name, () => items, span) : namedLoop([loop.name], items, span);
  return throughEntry({ ...scope, loops: [...scope.loops, made] }, loop, entry);
}

function throughEntry(scope: Scope, { name, is }: LoopAround, { expression, scope: by }: Followed): Scope {
  const collection: HclExpression = { kind: "tuple", span: expression.span, items: [expression] };
  return { ...scope, through: [...scope.through, { name, is, collection, scope: by }] };
}

/** `try(each.value.actions, [])`, `lookup(each.value, "actions", [])`. */
function firstOf(expression: HclExpression): HclExpression {
  if (expression.kind !== "call" || expression.expands) return expression;
  const [first, key] = expression.arguments;
  if (first !== undefined && KEEPING.has(expression.name)) return firstOf(first);
  const name = expression.name === "lookup" && key !== undefined ? plainText(key) : undefined;
  if (first?.kind !== "reference" || name === undefined) return expression;
  return { ...first, steps: [...first.steps, { step: "attribute", name, span: first.span }] };
}

const KEEPING: ReadonlySet<string> = new Set([
  "try",
  "coalesce",
  "coalescelist",
  "tolist",
  "toset",
  "distinct",
  "sort",
]);

function nameOf(written: string): string {
  return /^[\w.-]+$/.test(written) ? written : (/\b(?:var|local)\.[\w-]+/.exec(written)?.[0] ?? written);
}
