/** What stands behind a name of a module for one of its calls, also where that call hands on what it is given by others. */
import { attributeNamed, type HclExpression } from "../../syntax/hcl-tree.ts";
import { type FilledText } from "../../syntax/filled-text.ts";
import { type SourcesAround } from "../host.ts";
import { filledOf } from "../placed-values.ts";
import { entriesUnder } from "./entries-by-key.ts";
import { follow, type Followed } from "./follow.ts";
import { textsGiven } from "./given-variables.ts";
import { type LoadedModule } from "./load-module.ts";
import { type LoopAround } from "./loops-around.ts";
import { type TerraformModule } from "./module.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { callsOf, type CallOfModule } from "./written-calls.ts";
import { isReadForAllows } from "./written-lists.ts";
import { settledValues } from "./written-places.ts";

/** The call of a module, the call of the module that has it, and so on; none of a module that nobody calls. */
export type ChainOfCalls = readonly CallOfModule[];

/** Something may be handed on by so many modules. */
const MOST_MODULES = 4;
const MOST_CHAINS = 50;

/** `folder`: that of the module. */
export function chainsOf(folder: string, around: SourcesAround): readonly ChainOfCalls[] {
  const found: ChainOfCalls[] = [];
  const goOn = (chain: ChainOfCalls, of: string): void => {
    const calls = chain.length < MOST_MODULES ? callsOf(of, around) : [];
    if (calls.length === 0) found.push(chain);
    for (const call of calls) if (found.length < MOST_CHAINS) goOn([...chain, call], call.loaded.module.folder);
  };
  goOn([], folder);
  return found;
}

export class BehindCalls {
  readonly #module: TerraformModule;
  readonly #chain: ChainOfCalls;
  readonly #around: SourcesAround;

  constructor(module: TerraformModule, chain: ChainOfCalls, around: SourcesAround) {
    this.#module = module;
    this.#chain = chain;
    this.#around = around;
  }

  /** All that may stand there; itself, if nothing tells. */
  behind(expression: HclExpression, scope: Scope): readonly Followed[] {
    return follow(expression, scope).flatMap((one) => this.#givenFor(one.expression, one.scope) ?? [one]);
  }

  /** For a variable: what the call gives, a file of values, or the default. */
  #givenFor(expression: HclExpression, scope: Scope): readonly Followed[] | undefined {
    if (expression.kind !== "reference" || expression.root !== "var") return undefined;
    const [first, ...steps] = expression.steps;
    const at = [this.#module, ...this.#chain.map(({ loaded }) => loaded.module)].indexOf(scope.module);
    if (first?.step !== "attribute" || at < 0) return [];
    // What another reads as well gets nothing of its own.
    if (at > 0 && !isReadForAllows(first.name, scope.module)) return [];
    const within = (of: HclExpression, by: Scope): readonly Followed[] =>
      this.behind(steps.length === 0 ? of : { kind: "access", span: of.span, of, steps }, by);
    const call = this.#chain[at];
    if (call !== undefined) {
      const input = attributeNamed(call.call.block.body, first.name);
      if (input !== undefined) return within(input.value, withOwnEntry(call));
    }
    const values =
      call === undefined ? settledValues(first.name, scope.module, this.#around) : scope.module.variable(first.name);
    return values.flatMap(({ value, file }) => within(value, scopeOf(scope.module, file)));
  }

  /** The texts that the calls give, by `variable` of holes. */
  texts(): ReadonlyMap<string, FilledText> | undefined {
    if (this.#chain.length === 0) return undefined;
    const inner = [this.#module, ...this.#chain.map(({ loaded }) => loaded.module)];
    const maps = this.#chain.map(({ call, scope }, index) => textsGiven(call, inner[index]?.folder ?? "", scope));
    return new Map(maps.flatMap((map) => [...map]));
  }

  /** It makes what it makes once. */
  get isOnce(): boolean {
    return this.#chain.length < 2 && this.#chain.every(({ isOnce }) => isOnce);
  }

  servesEachTime: CallOfModule["servesEachTime"] = (path, span) =>
    this.#chain.some((call) => call.servesEachTime(path, span));

  loadedOf({ scope }: Followed): LoadedModule | undefined {
    return this.#chain.find(({ loaded }) => loaded.module === scope.module)?.loaded;
  }
}

/** What the arguments of a call are read with: of one with `for_each`, with what is written for its key. */
function withOwnEntry({ call, scope }: CallOfModule): Scope {
  const collection = attributeNamed(call.block.body, "for_each")?.value;
  const each = scope.loops.at(-1)?.times[0]?.get("each");
  const key = each?.kind === "object" ? filledOf(each.members.find((one) => one.key === "key")?.value)?.text : "";
  if (collection === undefined) return scope;
  const [own, ...others] = entriesUnder(key ?? "", collection, scopeOf(scope.module, call.file));
  return own === undefined || others.length > 0
    ? scope
    : throughEntry(scope, { name: "each", is: "iterator", collection }, own);
}

export function throughEntry(scope: Scope, { name, is }: LoopAround, { expression, scope: by }: Followed): Scope {
  const collection: HclExpression = { kind: "tuple", span: expression.span, items: [expression] };
  return { ...scope, through: [...scope.through, { name, is, collection, scope: by }] };
}
