/**
 * The statements of an input that is a list or a map of them: where each is written, also behind a local value, in one of
 * the maps of a `merge`, or where a condition decides whether it is there. Source: "merge Function" of the "Terraform
 * configuration language".
 */
import { type HclCall, type HclExpression, type HclObject, type HclTuple } from "../../syntax/hcl-tree.ts";
import { spanContains } from "../../text/span.ts";
import { evaluate } from "./evaluate.ts";
import { nameOfKey } from "./expression-parts.ts";
import { follow } from "./follow.ts";
import { type Scope } from "./scope.ts";
import { truthOf } from "./truth.ts";
import { isLocalReadOnce } from "./written-lists.ts";

export interface WrittenStatement {
  readonly expression: HclExpression;
  /** A variable decides whether it is there. */
  readonly isMaybe: boolean;
}

export interface WrittenStatements {
  readonly statements: readonly WrittenStatement[];
  /** There may be others that are written elsewhere. */
  readonly open: boolean;
  /** Where one more can be written for this input alone. */
  readonly container: StatementsContainer | undefined;
}

export type StatementsContainer = HclTuple | HclObject;

/** Only what stands in the file of the input counts as written. */
export function statementsWritten(value: HclExpression, scope: Scope): WrittenStatements {
  const found = partsOf(value, scope, scope);
  const statements = withoutReplaced(found.filter((one) => one !== undefined));
  const container = containerIn(value, scope, scope);
  const isBeside = ({ expression }: WrittenStatement): boolean =>
    container !== undefined && spanContains(container.span, expression.span);
  return {
    // One more of them is the last.
    statements: [...statements.filter((one) => !isBeside(one)), ...statements.filter(isBeside)],
    open: found.includes(undefined),
    container,
  };
}

/** A local value that others read as well would give the statement to them. */
function containerIn(value: HclExpression, scope: Scope, from: Scope): StatementsContainer | undefined {
  if (scope.file !== from.file) return undefined;
  if (value.kind === "tuple" || value.kind === "object") return value;
  if (value.kind === "call" && isJoining(value)) {
    const written = value.arguments.filter(({ kind }) => kind === "tuple" || kind === "object").at(-1);
    return written && containerIn(written, scope, from);
  }
  const [first] = value.kind === "reference" && value.root === "local" ? value.steps : [];
  if (first?.step !== "attribute" || !isLocalReadOnce(first.name, scope.module)) return undefined;
  const only = onlyBehind(value, scope);
  return only && containerIn(only.expression, only.scope, from);
}

function isJoining({ name, expands }: HclCall): boolean {
  return JOINING.has(name) && !expands;
}

interface Found extends WrittenStatement {
  readonly key: string | undefined;
}

/** Undefined for what is written elsewhere. */
function partsOf(value: HclExpression, scope: Scope, from: Scope): readonly (Found | undefined)[] {
  if (scope.file !== from.file || --scope.budget.left < 0) return [undefined];
  switch (value.kind) {
    case "tuple":
      return value.items.map((item) => ({ ...itemOf(item, scope, from), key: undefined }));
    case "object":
      return value.items.map((item) => ({ ...itemOf(item.value, scope, from), key: nameOfKey(item.key) }));
    case "call":
      return isJoining(value) ? value.arguments.flatMap((argument) => partsOf(argument, scope, from)) : [undefined];
    case "conditional": {
      const truth = truthOf(value.condition, scope, evaluate);
      if (truth !== undefined) return partsOf(truth ? value.ifTrue : value.ifFalse, scope, from);
      return [value.ifTrue, value.ifFalse].flatMap((option) => partsOf(option, scope, from).map(perhaps));
    }
    case "reference": {
      const only = onlyBehind(value, scope);
      return only === undefined ? [undefined] : partsOf(only.expression, only.scope, from);
    }
    default:
      return [undefined];
  }
}

/** What makes one list or map of several. */
const JOINING: ReadonlySet<string> = new Set(["concat", "merge"]);

function itemOf(item: HclExpression, scope: Scope, from: Scope): WrittenStatement {
  const only = item.kind === "reference" ? onlyBehind(item, scope) : undefined;
  const isHere = only !== undefined && only.scope.file === from.file;
  return { expression: isHere ? only.expression : item, isMaybe: false };
}

function onlyBehind(reference: HclExpression, scope: Scope): ReturnType<typeof follow>[number] | undefined {
  const [only, ...others] = follow(reference, scope);
  return others.length > 0 || only?.expression === reference ? undefined : only;
}

function perhaps(one: Found | undefined): Found | undefined {
  return one && { ...one, isMaybe: true };
}

/** Of a key that several maps have, the last one says what it is. */
function withoutReplaced(found: readonly Found[]): readonly WrittenStatement[] {
  const surely = new Set<string>();
  const later = new Set<string>();
  return found
    .toReversed()
    .flatMap((one): readonly WrittenStatement[] => {
      const { key, expression, isMaybe } = one;
      if (key === undefined) return [one];
      if (surely.has(key)) return [];
      const isPerhaps = isMaybe || later.has(key);
      (isMaybe ? later : surely).add(key);
      return [{ expression, isMaybe: isPerhaps }];
    })
    .toReversed();
}
