/** Which expressions of a called module are what its call gives, and what the others come to as far as that matters. */
import {
  type HclBlock,
  type HclCall,
  type HclConditional,
  type HclExpression,
  type HclFor,
  type HclReference,
} from "../../syntax/hcl-tree.ts";
import { type Span, spanContains } from "../../text/span.ts";
import { onlyInterpolation } from "./evaluate.ts";
import { plainText } from "./expression-parts.ts";
import { follow, JOINING } from "./follow.ts";
import { type LeftOut } from "./left-out.ts";
import { openAt } from "./made-blocks.ts";
import { type Scope } from "./scope.ts";

export type Resolved =
  /** It stands in the call, or is put together of what does. */
  | { readonly is: "given"; readonly expression: HclExpression }
  /** A text of the module. */
  | { readonly is: "constant"; readonly text: string }
  /** The call gives nothing for it, or null, or an empty list. */
  | { readonly is: "missing" };

const MISSING: Resolved = { is: "missing" };

/** `conditional`: what asks whether something is given at all. */
const ASKS_FOR_ANY = /\b(?:null|length|can|try|contains|lookup)\b/;

const JOINING_LISTS = new Set([...JOINING, "toset", "tolist", "sort", "setunion"]);
const TAKING_FIRST = new Set(["try", "coalesce", "coalescelist"]);

export class GivenExpressions {
  readonly #call: HclBlock;
  readonly #scope: Scope;
  readonly #leftOut: LeftOut;
  /** Of what the module adds. */
  readonly #nowhere: Span;

  constructor(call: HclBlock, scope: Scope, leftOut: LeftOut) {
    this.#call = call;
    this.#scope = scope;
    this.#leftOut = leftOut;
    const { start } = call.span;
    this.#nowhere = { start, end: start };
  }

  /** Undefined where that is not settled. `scope`: what the expression of the module is read with. */
  resolved(expression: HclExpression, scope: Scope): Resolved | undefined {
    if (--scope.budget.left < 0) return undefined;
    switch (expression.kind) {
      case "reference":
        return this.#referred(expression, scope);
      case "template": {
        const only = onlyInterpolation(expression);
        if (only !== undefined) return this.resolved(only, scope);
        const text = plainText(expression);
        return text === undefined ? undefined : { is: "constant", text };
      }
      case "literal":
        return expression.value === null ? MISSING : undefined;
      case "tuple":
        return expression.items.length === 0 ? MISSING : this.#listInList(expression.items, scope);
      case "object":
        return expression.items.length === 0 ? MISSING : undefined;
      case "call":
        return this.#called(expression, scope);
      case "conditional":
        return this.#chosen(expression, scope);
      case "for":
        return isPlain(expression) ? this.resolved(expression.collection, scope) : undefined;
      case "access":
      case "operation":
      case "missing":
        return undefined;
    }
  }

  constant(text: string): HclExpression {
    const [span, pieces] = [this.#nowhere, []];
    return {
      kind: "template",
      form: "quoted",
      span,
      inner: span,
      parts: [{ kind: "text", span, text, pieces }],
      indent: "",
      closed: true,
    };
  }

  /** With a name of a loop of the module, which goes through something that the call gives. */
  withItem(scope: Scope, name: string, item: HclExpression): Scope {
    const collection: HclExpression = { kind: "tuple", span: item.span, items: [item] };
    return { ...scope, through: [...scope.through, { name, is: "iterator", collection, scope: this.#scope }] };
  }

  #referred(reference: HclReference, scope: Scope): Resolved | undefined {
    const [only, ...others] = follow(reference, scope);
    const isFilledIn = this.#leftOut.isFilledIn(reference);
    if (only === undefined) return isFilledIn ? undefined : MISSING;
    if (others.length > 0) return undefined;
    const { expression } = only;
    if (only.scope.module !== this.#scope.module)
      return only.scope.module === scope.module && expression !== reference
        ? this.resolved(expression, only.scope)
        : undefined;
    if (expression.kind === "literal" && expression.value === null) return isFilledIn ? undefined : MISSING;
    if ((expression.kind === "tuple" || expression.kind === "object") && expression.items.length === 0) return MISSING;
    const isHere = only.scope.file === this.#scope.file && spanContains(this.#call.span, expression.span);
    return isHere ? { is: "given", expression } : undefined;
  }

  /** Terraform before 0.12 took `["${var.roles}"]` for the list itself, as `document-arguments.ts` says. */
  #listInList(items: readonly HclExpression[], scope: Scope): Resolved | undefined {
    const [only, ...others] = items;
    const list =
      only?.kind === "template" && others.length === 0 && onlyInterpolation(only) !== undefined
        ? this.resolved(only, scope)
        : undefined;
    return list?.is === "given" && list.expression.kind === "tuple" ? list : this.#listOf(items, scope);
  }

  /** What is not given is open in it. */
  #listOf(items: readonly HclExpression[], scope: Scope): Resolved | undefined {
    const all = items.map((item) => this.resolved(item, scope)).filter((one) => one?.is !== "missing");
    const given = all.flatMap((one) => (one?.is === "given" ? [one.expression] : []));
    const [first] = given;
    if (first === undefined) return all.length === 0 ? MISSING : undefined;
    const parts = all.map((one) => (one?.is === "given" ? one.expression : openAt(this.#nowhere.start)));
    return { is: "given", expression: { kind: "tuple", span: first.span, items: parts } };
  }

  #called(call: HclCall, scope: Scope): Resolved | undefined {
    if (call.expands) return undefined;
    if (TAKING_FIRST.has(call.name)) return this.#first(call.arguments, scope);
    if (call.name === "lookup") return this.#lookedUp(call, scope);
    if (!JOINING_LISTS.has(call.name)) return undefined;
    const parts = this.#listOf(call.arguments, scope);
    if (parts?.is !== "given" || parts.expression.kind !== "tuple") return parts;
    const { span, items } = parts.expression;
    const [only, ...others] = items;
    if (only !== undefined && others.length === 0) return { is: "given", expression: only };
    return { is: "given", expression: { ...call, span, nameSpan: this.#nowhere, arguments: items } };
  }

  #first(options: readonly HclExpression[], scope: Scope): Resolved | undefined {
    for (const option of options) {
      const found = this.resolved(option, scope);
      if (found?.is !== "missing") return found;
    }
    return MISSING;
  }

  #lookedUp({ arguments: [map, key, otherwise] }: HclCall, scope: Scope): Resolved | undefined {
    const name = key && plainText(key);
    if (map?.kind !== "reference" || name === undefined) return undefined;
    const step = { step: "attribute", name, span: map.span } as const;
    const found = this.resolved({ ...map, steps: [...map.steps, step] }, scope);
    return found?.is === "missing" && otherwise !== undefined ? this.resolved(otherwise, scope) : found;
  }

  /** `var.actions != null ? var.actions : []` */
  #chosen({ condition, ifTrue, ifFalse }: HclConditional, scope: Scope): Resolved | undefined {
    const asked = scope.file.text.slice(condition.span.start, condition.span.end);
    if (!ASKS_FOR_ANY.test(asked)) return undefined;
    const options = [ifTrue, ifFalse].map((option) => this.resolved(option, scope));
    const [given, ...others] = options.filter((option) => option?.is === "given");
    if (given !== undefined) return others.length === 0 ? given : undefined;
    return options.every((option) => option?.is === "missing") ? MISSING : undefined;
  }
}

/** It goes through everything as it is, or leaves some out. */
function isPlain({ names, value }: HclFor): boolean {
  return value.kind === "reference" && value.root === names.at(-1) && value.steps.length === 0;
}
