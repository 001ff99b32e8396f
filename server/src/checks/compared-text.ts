/** A statement taken apart for comparing, kept for as long as its text is known, with what came out of comparing it. */
import { type Effort } from "../domains/effort.ts";
import { bareCondition, bareScalar, ownStatement } from "../policy/own-statement.ts";
import { type Policy, type PolicyKind, type Statement, statementWith } from "../policy/policy.ts";
import {
  type ComparedParts,
  comparedStatement,
  type Cover,
  coverOf,
  statementCovers,
} from "../proof/comparing/statement-covers.ts";

export interface KeptComparison {
  readonly compared: ComparedParts;
  /** What statements of the other effect cover of it. */
  readonly covers: WeakMap<KeptComparison, Cover>;
  /** Whether statements of the same effect cover it. */
  readonly covered: WeakMap<KeptComparison, boolean>;
}

/** Undefined for a statement of which nobody can say what it matches. */
export function compareText(policy: Policy, statement: Statement, kind: PolicyKind): KeptComparison | undefined {
  return keptComparison(comparedStatement(policy, ownStatement(statement), kind));
}

/** The same of the statement without its condition. */
export function compareScope(policy: Policy, statement: Statement, kind: PolicyKind): KeptComparison | undefined {
  return keptComparison(
    comparedStatement(policy, statementWith(ownStatement(statement), { condition: undefined }), kind),
  );
}

function keptComparison(compared: ComparedParts | undefined): KeptComparison | undefined {
  return compared && { compared: withoutTree(compared), covers: new WeakMap(), covered: new WeakMap() };
}

/** It lasts as long as its text is known, and a large policy has hundreds of them: it holds what is compared, and no more. */
function withoutTree(compared: ComparedParts): ComparedParts {
  const { effect, certain, principal, notPrincipal } = compared.statement;
  const { conditions, conditionOpen } = compared.question;
  return {
    ...compared,
    statement: { effect: effect && bareScalar(effect), certain, principal, notPrincipal },
    question: {
      conditionOpen,
      conditions: conditions.map((part) => ({ ...part, path: NO_PATH, entry: bareCondition(part.entry) })),
    },
  };
}

const NO_PATH: ComparedParts["question"]["conditions"][number]["path"] = ["Condition"];

const NO_COVER: Cover = { whole: false, actions: [], resources: [] };

export function keptCover(larger: KeptComparison, smaller: KeptComparison, effort: Effort): Cover {
  const known = smaller.covers.get(larger);
  if (known !== undefined) return known;
  if (effort.isSpent()) return NO_COVER;
  const cover = coverOf(larger.compared, smaller.compared, "compared", effort);
  if (!effort.isSpent()) smaller.covers.set(larger, cover);
  return cover;
}

export function isCovered(larger: KeptComparison, smaller: KeptComparison, effort: Effort): boolean {
  const known = smaller.covered.get(larger);
  if (known !== undefined) return known;
  if (effort.isSpent()) return false;
  const covers = statementCovers(larger.compared, smaller.compared, "compared", effort);
  if (!effort.isSpent()) smaller.covered.set(larger, covers);
  return covers;
}
