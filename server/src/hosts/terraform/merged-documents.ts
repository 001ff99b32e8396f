/**
 * The data sources `aws_iam_policy_document` that take over the statements of others: those of `source_policy_documents`,
 * then their own, then those of `override_policy_documents`. A statement with a Sid replaces an earlier one that has the
 * same, but two sources may not have the same. Source: "Data Source: aws_iam_policy_document" of the "hashicorp/aws"
 * provider.
 */
import { attributeNamed, type HclBlock } from "../../syntax/hcl-tree.ts";
import { memberNamed, type Value } from "../../syntax/value.ts";
import { isNothing } from "../placed-values.ts";
import { evaluate } from "./evaluate.ts";
import { type DeclaredBlock } from "./module.ts";
import { everyBlock, scopeIn } from "./policy-document.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { listedSources, type PolicySource, policySources } from "./sources.ts";

/** Where a document takes other documents in, which may be written there. */
export const LISTS_OF_DOCUMENTS = new Set([
  "source_policy_documents",
  "override_policy_documents",
  "source_json",
  "override_json",
]);

/** The Sids of statements that other statements take the place of. */
export interface ReplacedSids {
  /** Whatever the variables are. */
  readonly surely: ReadonlySet<string>;
  /** With those that may be replaced; `any` where documents that nobody knows may do so. */
  readonly maybe: ReadonlySet<string> | "any";
}

export interface MergedPart {
  readonly source: PolicySource;
  readonly replaced: ReplacedSids;
  /** The Sids that earlier sources have for certain: none of two sources may be the same. */
  readonly taken?: ReadonlySet<string>;
}

export interface MergedDocuments {
  readonly parts: readonly MergedPart[];
  /** Of the statements that are written in the document itself. */
  readonly own: ReplacedSids;
  /** There may be others. */
  readonly open: boolean;
}

export const NOTHING_REPLACED: ReplacedSids = { surely: new Set(), maybe: new Set() };

const ANY: ReplacedSids = { surely: new Set(), maybe: "any" };

const SOURCES = { list: "source_policy_documents", single: "source_json" };
const OVERRIDES = { list: "override_policy_documents", single: "override_json" };

export function mergedDocuments(block: HclBlock, scope: Scope): MergedDocuments {
  const sources = listed(block, SOURCES, scope);
  const overrides = listed(block, OVERRIDES, scope);
  if (sources === undefined && overrides === undefined) return { parts: [], own: NOTHING_REPLACED, open: false };
  const looking: Looking = { left: MOST_DOCUMENTS };
  let later = overrides?.open === true ? ANY : NOTHING_REPLACED;
  const overriding = (overrides?.sources ?? []).toReversed().map((source): MergedPart => {
    const part = { source, replaced: later };
    later = joined(later, sidsOf(source, overrides?.certain === true, DEEPEST, looking));
    return part;
  });
  const own = later;
  const behindSources = joined(own, sidsInBlock(block, scope, true));
  const parts = withTaken(sources, looking).map((part) => ({ ...part, replaced: behindSources }));
  const open = sources?.open === true || overrides?.open === true;
  return { parts: [...parts, ...overriding.toReversed()], own, open };
}

/** Where a variable decides on the sources, nobody knows which of them are there together. */
function withTaken(sources: ListedDocuments | undefined, looking: Looking): readonly Omit<MergedPart, "replaced">[] {
  if (sources?.certain !== true || sources.sources.length < 2)
    return sources?.sources.map((source) => ({ source })) ?? [];
  let taken: ReadonlySet<string> = new Set();
  return sources.sources.map((source) => {
    const part = { source, taken };
    taken = new Set([...taken, ...sidsOf(source, true, DEEPEST, looking).surely]);
    return part;
  });
}

/** What a document replaces in a part that is one of a part. */
export function joined(one: ReplacedSids, other: ReplacedSids): ReplacedSids {
  return {
    surely: new Set([...one.surely, ...other.surely]),
    maybe: one.maybe === "any" || other.maybe === "any" ? "any" : new Set([...one.maybe, ...other.maybe]),
  };
}

/** What is replaced wherever a document is in use. */
export function replacedInAll(uses: readonly ReplacedSids[]): ReplacedSids["maybe"] {
  const listedOnes = uses.flatMap(({ maybe }) => (maybe === "any" ? [] : [maybe]));
  const [first, ...others] = listedOnes;
  if (first === undefined) return uses.length === 0 ? new Set() : "any";
  return new Set([...first].filter((sid) => others.every((one) => one.has(sid))));
}

/** A document that takes its statements from one that takes them from one; and so many of them in all. */
const DEEPEST = 5;
const MOST_DOCUMENTS = 300;

interface Looking {
  left: number;
}

interface ListedDocuments {
  readonly sources: readonly PolicySource[];
  readonly open: boolean;
  /** All of them are there, whatever the variables are. */
  readonly certain: boolean;
}

function listed(block: HclBlock, names: typeof SOURCES, scope: Scope): ListedDocuments | undefined {
  const list = attributeNamed(block.body, names.list)?.value;
  if (list !== undefined) return listedSources(list, scope);
  const single = attributeNamed(block.body, names.single)?.value;
  if (single === undefined) return undefined;
  const sources = policySources(single, scope);
  return { sources, open: sources.length === 0, certain: sources.length === 1 };
}

/** The Sids with which the statements of a document come. */
function sidsOf(source: PolicySource, certain: boolean, depth: number, looking: Looking): ReplacedSids {
  if (--looking.left < 0) return ANY;
  if (source.form === "document") {
    const { declared, module } = source;
    const scope = scopeOf(module, declared.file);
    const isAlways = certain && !isCounted(declared);
    const own = sidsInBlock(declared.block, scope, isAlways);
    if (depth === 0) return own;
    const merged = [SOURCES, OVERRIDES].flatMap((names) => listed(declared.block, names, scope) ?? []);
    return merged
      .flatMap((one) => one.sources.map((inner) => sidsOf(inner, isAlways && one.certain, depth - 1, looking)))
      .reduce(joined, merged.some(({ open }) => open) ? joined(own, ANY) : own);
  }
  if (source.form !== "object") return ANY;
  const value = evaluate(source.expression, source.scope);
  return value?.kind === "object" ? sidsInPolicy(memberNamed(value, "Statement")?.value, certain) : ANY;
}

function isCounted({ block }: DeclaredBlock): boolean {
  return ["count", "for_each"].some((name) => attributeNamed(block.body, name) !== undefined);
}

function sidsInBlock({ body }: HclBlock, scope: Scope, certain: boolean): ReplacedSids {
  const all = everyBlock(body, "statement").flatMap((one) => {
    const sid = attributeNamed(one.body, "sid");
    return sid === undefined
      ? []
      : [sidsOfValue(evaluate(sid.value, scopeIn(one, scope)), certain && one.iterator === undefined)];
  });
  return all.reduce(joined, NOTHING_REPLACED);
}

function sidsInPolicy(statements: Value | undefined, certain: boolean): ReplacedSids {
  if (statements?.kind === "array") {
    return statements.items.map((item) => sidsInPolicy(item, certain)).reduce(joined, NOTHING_REPLACED);
  }
  if (statements?.kind === "either") {
    return statements.options.map((option) => sidsInPolicy(option, false)).reduce(joined, NOTHING_REPLACED);
  }
  if (statements?.kind === "object") return sidsOfValue(memberNamed(statements, "Sid")?.value, certain);
  return statements === undefined ? NOTHING_REPLACED : ANY;
}

/** Of a statement without one nothing is replaced. */
function sidsOfValue(sid: Value | undefined, certain: boolean): ReplacedSids {
  if (sid === undefined || isNothing(sid)) return NOTHING_REPLACED;
  if (sid.kind === "either") return sid.options.map((option) => sidsOfValue(option, false)).reduce(joined);
  if (sid.kind !== "string" || sid.holes.length > 0) return ANY;
  const one = new Set([sid.text]);
  return { surely: certain ? one : new Set(), maybe: one };
}
