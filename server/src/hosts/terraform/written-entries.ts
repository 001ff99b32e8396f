/**
 * What the entries of a list or a map make of a statement that a loop goes through them with: `for_each = var.access`, where
 * the statement takes `each.value.actions`. Each entry is looked at by itself, where it is written.
 */
import { onceForEach } from "../../domains/once.ts";
import { type HclBlock, type HclExpression } from "../../syntax/hcl-tree.ts";
import { type FilledText } from "../../syntax/filled-text.ts";
import { isSameSpan, type Span, spanContains } from "../../text/span.ts";
import { type EntryPlaces, type SourcesAround, type WrittenList, type WrittenPlace } from "../host.ts";
import { arrayAt } from "../placed-values.ts";
import { eachKey } from "./each-key.ts";
import { isOfOtherEachTime } from "./each-time.ts";
import { entriesIn, type Entry, goesOn } from "./entries-by-key.ts";
import { textsOfEntry } from "./entry-texts.ts";
import { evaluate } from "./evaluate.ts";
import { nameOfKey, nameOfStep, plainText } from "./expression-parts.ts";
import { type Followed } from "./follow.ts";
import { iteratorLoop, loopItems, namedLoop } from "./loops.ts";
import { type LoadedModule, moduleIn } from "./load-module.ts";
import { typeOfVariable, withDefaultsOf } from "./looped-statements.ts";
import { type TerraformFile, type TerraformModule } from "./module.ts";
import { folderOf } from "./paths.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { type ExpressionAround, expressionAt, type LoopAround, loopsAt } from "./loops-around.ts";
import { BehindCalls, type ChainOfCalls, chainsOf, throughEntry } from "./behind-calls.ts";
import { isInDefault, isReadForAllows, listAt } from "./written-lists.ts";
import { isAlone } from "./written-places.ts";

export function writtenEntries(
  file: TerraformFile,
  module: TerraformModule,
  spans: readonly Span[],
  around: SourcesAround | undefined,
): readonly EntryPlaces[] {
  const [first] = spans;
  const block = first && file.body.blocks.find(({ span }) => spanContains(span, first));
  if (first === undefined || block === undefined || module.isCalled || around === undefined) return [];
  const found = spans.map((span) => expressionAt(block, span) ?? keyBeside(span, file));
  const inBlock = found.filter((one) => typeof one === "object");
  const loops = inBlock.find((one) => one.loops.length > 0)?.loops ?? loopsAt(block, first);
  const effect = inBlock.find(isEffect)?.expression.span;
  // What may be left out for one reason or the other is no list of what is allowed, unless each entry says which.
  if ((loops.length === 0 && effect === undefined) || deniesBeside(effect, block, file)) return [];
  const own = folderOf(file.path);
  const reading = { file, block, loops, found };
  const rows = chainsOf(own, around).flatMap((chain) => new EntryReading(module, around, chain).rows(reading));
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

function isEffect({ argument }: ExpressionAround): boolean {
  return argument?.toLowerCase() === "effect";
}

/** What entries in the same file settle stands in one of them, under a key that each of them has. */
function keyBeside(span: Span, { body }: TerraformFile): string | undefined {
  const block = body.blocks.find((one) => spanContains(one.span, span));
  return block && expressionAt(block, span)?.key;
}

function deniesBeside(effect: Span | undefined, { span }: HclBlock, { text }: TerraformFile): boolean {
  const { start, end } = effect ?? { start: span.end, end: span.end };
  return /\bDeny\b/.test(text.slice(span.start, start)) || /\bDeny\b/.test(text.slice(end, span.end));
}

function keysBeside({ path, span, key }: WrittenPlace, all: readonly WrittenPlace[]): readonly string[] {
  const same = all.filter((one) => one.path === path && isSameSpan(one.span, span));
  return [...new Set(same.flatMap((one) => one.key ?? []))].filter((one) => one !== key);
}

interface Reading {
  readonly file: TerraformFile;
  readonly block: HclBlock;
  readonly loops: readonly LoopAround[];
  /** Of what stands in an entry: under which key. */
  readonly found: readonly (ExpressionAround | string | undefined)[];
}

/** The names of the loops with one entry each. */
interface Bound {
  readonly scope: Scope;
  readonly entries: readonly Entry[];
  /** As the policy calls what the innermost loop goes through; undefined where there is none. */
  readonly name: string | undefined;
  /** The key of the block, by `variable` of holes. */
  readonly keys: ReadonlyMap<string, FilledText>;
}

interface FoundTexts {
  readonly texts: readonly FilledText[];
  readonly list: WrittenList | undefined;
  readonly file: TerraformFile;
  readonly span: Span;
  readonly name: string;
}

const MOST_ENTRIES = 200;

class EntryReading {
  readonly #module: TerraformModule;
  readonly #around: SourcesAround;
  readonly #calls: BehindCalls;
  readonly #isRead: (of: string) => boolean;

  constructor(module: TerraformModule, around: SourcesAround, chain: ChainOfCalls) {
    this.#module = module;
    this.#around = around;
    this.#calls = new BehindCalls(module, chain, around);
    this.#isRead = onceForEach((of) => isReadForAllows(of, module));
  }

  rows({ file, block, loops, found }: Reading): readonly EntryPlaces[] {
    const scope = scopeOf(this.#module, file);
    let bound: readonly Bound[] = [{ scope, entries: [], name: undefined, keys: new Map() }];
    for (const loop of loops) {
      bound = bound.flatMap((one) => this.#each(loop, one, file)).slice(0, MOST_ENTRIES);
    }
    const isOther = isOfOtherEachTime(block, this.#module);
    const isForKeys = isOther && loops[0]?.name === "each";
    const given = this.#calls.texts();
    return bound
      .filter(({ entries }) => entries.length === 0 || entries.some((one) => isElsewhere(one, loops, block, file)))
      .map((one) => {
        const texts = new Map([...(given ?? []), ...one.keys]);
        const [key] = isOther ? Array.from(one.keys.values(), ({ text }) => text) : [];
        const places = found.map((at) => (at === undefined ? undefined : this.#placeOf(at, one, texts)));
        if (key !== undefined) return places.map((place) => place && { ...place, key });
        return isForKeys ? places.map((place) => place && { ...place, otherKeys: "all" as const }) : places;
      })
      .filter((row) => row.some((place) => place !== undefined));
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
    const ways = this.#calls.behind(collection, scope).map((one) => {
      const { expression } = one;
      // What a loop of the module makes stands in the module.
      const isMade = expression.kind === "for" && one.scope.module === this.#module && !goesOn(expression);
      return isMade ? [] : entriesIn(one, (of, by) => this.#calls.behind(of, by));
    });
    return ways.length > 1 ? ofOneWay(ways) : ways.flat();
  }

  #placeOf(
    at: ExpressionAround | string,
    bound: Bound,
    given: ReadonlyMap<string, FilledText>,
  ): WrittenPlace | undefined {
    const found = typeof at === "string" ? this.#underKey(at, bound) : this.#found(at, bound);
    if (found === undefined) return undefined;
    const { texts, list, span, file, name } = found;
    return {
      ...{ name, path: file.path, span, given },
      list: list ?? { texts, add: () => undefined },
      isOfOneCall: this.#calls.isOnce,
      isEachTime: this.#calls.servesEachTime(file.path, span),
      ...(bound.entries.length > 0 && { bringsStatement: true as const }),
      ...(isInDefault(file, span) && { isDefault: true as const }),
    };
  }

  #found({ expression, argument }: ExpressionAround, { scope, entries, name }: Bound): FoundTexts | undefined {
    const reference = firstOf(expression);
    const [only, ...others] = this.#calls.behind(reference, scope);
    const entry = entries.at(-1) ?? only;
    if (entry === undefined) return undefined;
    const isThere = only !== undefined && others.length === 0 && isGiven(only, reference, entries);
    const written =
      isThere && this.#isForAllows(reference) ? listAt(only.expression, only.scope, this.#loadedOf(only)) : undefined;
    // In the place of one that is empty stands something else.
    const list = reference === expression || written?.texts.length !== 0 ? written : undefined;
    const by = entries.length === 0 && expression === reference ? entry : { expression, scope };
    const texts = list?.texts ?? textsOfEntry(by.expression, by.scope, argument === "effect" ? "Allow" : undefined);
    const { file } = list === undefined ? entry.scope : (only?.scope ?? entry.scope);
    const { start, end } = reference.span;
    return (
      texts && {
        ...{ texts, list, file, span: list?.span ?? entry.expression.span },
        name: name ?? scope.file.text.slice(start, end),
      }
    );
  }

  #underKey(key: string, { entries, name = "" }: Bound): FoundTexts | undefined {
    const entry = entries.at(-1);
    const items = entry?.expression.kind === "object" ? entry.expression.items : [];
    const value = items.find((one) => nameOfKey(one.key) === key)?.value;
    if (entry === undefined || value === undefined) return undefined;
    const list = this.#isRead(`.${key}`) ? listAt(value, entry.scope, this.#loadedOf(entry)) : undefined;
    const texts = list?.texts ?? textsOfEntry(value, entry.scope, undefined);
    return texts && { texts, list, file: entry.scope.file, span: list?.span ?? entry.expression.span, name };
  }

  /** Is the variable, or the attribute of each entry, read for nothing but Allows? */
  #isForAllows(reference: HclExpression): boolean {
    if (reference.kind !== "reference") return false;
    const name = nameOfStep(reference.steps.at(-1));
    const isVariable = reference.root === "var" && reference.steps.length === 1;
    return name !== undefined && this.#isRead(isVariable ? name : `.${name}`);
  }

  #loadedOf(one: Followed): LoadedModule {
    return this.#calls.loadedOf(one) ?? moduleIn(folderOf(one.scope.file.path), this.#around);
  }
}

/** Is it what an entry holds or, where no loop goes through entries, what a name of the module stands for? */
function isGiven({ expression, scope }: Followed, reference: HclExpression, entries: readonly Entry[]): boolean {
  if (entries.length === 0) return expression !== reference;
  return entries.some((one) => one.scope.file === scope.file && spanContains(one.expression.span, expression.span));
}

/** What stands in the block itself is edited there, and so is what its file has under the key of the caller. */
function isElsewhere(
  { expression, scope }: Entry,
  loops: readonly LoopAround[],
  { span }: HclBlock,
  file: TerraformFile,
): boolean {
  return scope.file !== file || (loops.every(({ name }) => name !== "each") && !spanContains(span, expression.span));
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
  const [only, ...others] = new Set(written.match(/\b(?:var|local)\.[\w-]+/g));
  return /^[\w.-]+$/.test(written) || only === undefined || others.length > 0 ? written : only;
}
