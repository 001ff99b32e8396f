/**
 * What a call gives the documents of a module of the workspace (`actions = var.actions`, `dynamic "statement"` over
 * `var.statements`), as the policy that comes of it: where the call writes it. What the module itself adds is open, for it is
 * told there.
 */
import {
  attributeNamed,
  type HclAttribute,
  type HclBlock,
  type HclBody,
  type HclExpression,
} from "../../syntax/hcl-tree.ts";
import { type ObjectValue } from "../../syntax/value.ts";
import { type Span, spanContains } from "../../text/span.ts";
import { mayAskIterator } from "./block-scope.ts";
import { nameOfKey } from "./expression-parts.ts";
import { GivenExpressions, type Resolved } from "./given-expressions.ts";
import { type LeftOut, leftOutOf } from "./left-out.ts";
import { attributeOf, blockOf, itemsOf, openAt } from "./made-blocks.ts";
import { NOTHING_REPLACED } from "./merged-documents.ts";
import { type DeclaredBlock, type TerraformModule } from "./module.ts";
import { type DocumentBlock, everyBlock, LISTS, policyOfDocument, PRINCIPALS } from "./policy-document.ts";
import { type Scope, scopeOf } from "./scope.ts";

export interface GivenDocument {
  /** The data source of the module. */
  readonly of: DeclaredBlock;
  /** What is given for it, as such a data source. */
  readonly document: HclBlock;
  readonly root: ObjectValue;
}

/**
 * `scope`: what the arguments of the call are read with. What the module takes for several statements is not held against the
 * others of one: it may be there for another's sake.
 */
export function givenDocuments(call: HclBlock, called: TerraformModule, scope: Scope): readonly GivenDocument[] {
  const reading = new GivenReading(call, scope, leftOutOf(call, called));
  const drafts = called.documents.flatMap((of) => {
    const inside = scopeOf(called, of.file);
    return everyBlock(of.block.body, "statement").flatMap((one) =>
      reading.drafts(one, inside).map((draft) => ({ ...draft, of })),
    );
  });
  const times = new Map<number, number>();
  for (const { given } of drafts) for (const { start } of given) times.set(start, (times.get(start) ?? 0) + 1);
  const isShared = (start: number): boolean => (times.get(start) ?? 0) > 1;
  return called.documents.flatMap((of): readonly GivenDocument[] => {
    const own = drafts.filter((draft) => draft.of === of);
    const statements = own.flatMap(({ given, made }) => {
      const starts = given.map(({ start }) => start);
      const shared = starts.filter((start) => isShared(start) && times.get(start) !== Infinity);
      // Each is told of once.
      for (const start of shared) times.set(start, Infinity);
      const kept = [starts.filter((start) => !isShared(start)), ...shared.map((start) => [start])];
      return kept.flatMap((some) => made(new Set(some)) ?? []);
    });
    const [first] = statements;
    if (first === undefined) return [];
    const document = blockOf("policy", first.span, [], statements);
    const root = policyOfDocument(document, scope, { open: true, replaced: NOTHING_REPLACED.maybe });
    return [{ of, document, root }];
  });
}

/** A statement of the module. */
interface Draft {
  /** The places of what the call gives for it. */
  readonly given: readonly Span[];
  /** With what begins at these places, and all else open; undefined where nothing is left. */
  readonly made: (kept: ReadonlySet<number>) => HclBlock | undefined;
}

class GivenReading {
  readonly #call: HclBlock;
  readonly #given: GivenExpressions;
  /** Where what is read of the call begins; undefined for all of it. */
  #kept: ReadonlySet<number> | undefined;

  constructor(call: HclBlock, scope: Scope, leftOut: LeftOut) {
    this.#call = call;
    this.#given = new GivenExpressions(call, scope, leftOut);
  }

  /** Of the statements of which the call gives something. */
  drafts(one: DocumentBlock, scope: Scope): readonly Draft[] {
    const items = this.#each(one, scope) ?? [];
    return items.flatMap(({ scope: inside, item }): readonly Draft[] => {
      const made = (kept: ReadonlySet<number> | undefined): Pieces => {
        this.#kept = kept;
        return this.#statement(one.body, inside, item);
      };
      const { given } = made(undefined);
      return given.length === 0 ? [] : [{ given, made: (kept) => made(kept).blocks[0] }];
    });
  }

  #statement(body: HclBody, scope: Scope, item: HclExpression | undefined): Pieces {
    const lists = [...LISTS.keys()].map((name) => this.#argument(body, name, scope));
    const absent = ABSENT.filter((names) => names.every((name) => attributeNamed(body, name) === undefined));
    const inner = [...PRINCIPALS.keys(), "condition"].map((type) => this.#inner(body, type, scope));
    const given = [...lists, ...inner].flatMap((one) => one.given);
    const span = item?.span ?? given[0];
    if (span === undefined || given.length === 0) return NOTHING;
    const attributes = [
      ...["sid", "effect"].flatMap((name) => this.#word(body, name, scope)),
      ...lists.flatMap((one) => one.attributes),
      ...absent.flatMap(([name = ""]) => this.#open(name)),
    ];
    const blocks = inner.flatMap((one) => one.blocks);
    const hasPrincipals = [...PRINCIPALS.keys()].some((type) => everyBlock(body, type).length > 0);
    const open = hasPrincipals ? [] : [this.#openBlock("principals")];
    return { given, attributes: [], blocks: [blockOf("statement", span, attributes, [...blocks, ...open])] };
  }

  /** A list: what the module writes into it is open. */
  #argument(body: HclBody, name: string, scope: Scope): Pieces {
    const written = attributeNamed(body, name);
    const found = written && this.#given.resolved(written.value, scope);
    if (written === undefined || found?.is === "missing") return NOTHING;
    const isKept = found?.is === "given" && this.#kept?.has(found.expression.span.start) !== false;
    if (!isKept) return { ...NOTHING, attributes: [this.#open(name)] };
    const { expression } = found;
    const attribute = attributeOf(name, this.#nameOf(expression), expression);
    return { given: [expression.span], attributes: [attribute], blocks: [] };
  }

  /** A text: what the module says is read as it is. */
  #word(body: HclBody, name: string, scope: Scope): readonly HclAttribute[] {
    const written = attributeNamed(body, name);
    if (written === undefined) return [];
    const found = this.#given.resolved(written.value, scope);
    if (found?.is === "missing") return [];
    const value = found && this.#textOf(found);
    if (value !== undefined) return [attributeOf(name, this.#nameOf(value), value)];
    return name === "sid" ? [] : [this.#open(name)];
  }

  #textOf(found: Resolved): HclExpression | undefined {
    if (found.is === "given") return found.expression;
    return found.is === "constant" ? this.#given.constant(found.text) : undefined;
  }

  /** Blocks of principals and conditions: open where one of them is made by the module alone. */
  #inner(body: HclBody, type: string, scope: Scope): Pieces {
    const names = type === "condition" ? CONDITION : PRINCIPAL;
    const pieces: Pieces[] = [];
    for (const one of everyBlock(body, type)) {
      const items = this.#each(one, scope);
      const made = items?.map(({ scope: inside }) => this.#innerBlock(one, inside, names)) ?? [undefined];
      if (made.some((block) => block === undefined)) return { ...NOTHING, blocks: [this.#openBlock(type)] };
      pieces.push(...made.filter((block) => block !== undefined));
    }
    return {
      given: pieces.flatMap(({ given }) => given),
      attributes: [],
      blocks: pieces.flatMap(({ blocks }) => blocks),
    };
  }

  /** Undefined where the call gives none of its values. */
  #innerBlock({ body, block }: DocumentBlock, scope: Scope, names: readonly string[]): Pieces | undefined {
    const list = names.at(-1) ?? "";
    const values = this.#argument(body, list, scope);
    const [span] = values.given;
    if (span === undefined) return undefined;
    const words = names.slice(0, -1).flatMap((name) => this.#word(body, name, scope));
    const type = block.type === "dynamic" ? (block.labels[0]?.text ?? "") : block.type;
    if (words.length < names.length - 1) return undefined;
    const made = [...words, ...values.attributes];
    const blocks = [block.type === "dynamic" ? this.#maybeBlock(type, span, made) : blockOf(type, span, made, [])];
    return { ...values, attributes: [], blocks };
  }

  /** What the block is read with each time; undefined where that is not settled. */
  #each(one: DocumentBlock, scope: Scope): readonly EachTime[] | undefined {
    if (one.iterator === undefined) return [{ scope, item: undefined }];
    const forEach = attributeNamed(one.block.body, "for_each")?.value;
    const found = forEach && this.#given.resolved(forEach, scope);
    if (found?.is === "missing") return [];
    const items = found?.is === "given" ? itemsOf(found.expression) : undefined;
    const stated = attributeNamed(one.block.body, "iterator")?.value;
    const name = stated?.kind === "reference" ? stated.root : one.iterator;
    if (items !== undefined) return items.map((item) => ({ item, scope: this.#given.withItem(scope, name, item) }));
    // It only decides whether the block is there: `for_each = var.is_used ? [1] : []`.
    return mayAskIterator(one.block, one.body, scope.file.text) ? undefined : [{ scope, item: undefined }];
  }

  /** Where the name stands for which the call gives it. */
  #nameOf({ span }: HclExpression): Span {
    let found: Span | undefined;
    const look = (value: HclExpression, nameSpan: Span): void => {
      if (!spanContains(value.span, span)) return;
      found = nameSpan;
      if (value.kind === "object")
        for (const item of value.items) look(item.value, nameOfKey(item.key) === undefined ? nameSpan : item.key.span);
      else if (value.kind === "tuple") for (const item of value.items) look(item, nameSpan);
    };
    for (const { value, nameSpan } of this.#call.body.attributes) look(value, nameSpan);
    return found ?? { start: span.start, end: span.start };
  }

  #openBlock(type: string): HclBlock {
    const span = { start: this.#call.span.start, end: this.#call.span.start };
    const names = type === "condition" ? CONDITION : PRINCIPAL;
    return this.#maybeBlock(
      type,
      span,
      names.map((name) => this.#open(name)),
    );
  }

  /** There may be none of it. */
  #maybeBlock(type: string, span: Span, attributes: readonly HclAttribute[]): HclBlock {
    const content = blockOf("content", span, attributes, []);
    return { ...blockOf("dynamic", span, [this.#open("for_each")], [content]), labels: [{ text: type, span }] };
  }

  #open(name: string): HclAttribute {
    return attributeOf(name, this.#call.typeSpan, openAt(this.#call.span.start));
  }
}

const PRINCIPAL = ["type", "identifiers"];
const CONDITION = ["test", "variable", "values"];

/** What is missing in the module is told there. */
const ABSENT = [
  ["actions", "not_actions"],
  ["resources", "not_resources"],
];

interface EachTime {
  readonly scope: Scope;
  /** What the call gives for it. */
  readonly item: HclExpression | undefined;
}

/** Parts of a block, with the places of what the call gives. */
interface Pieces {
  readonly given: readonly Span[];
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

const NOTHING: Pieces = { given: [], attributes: [], blocks: [] };
