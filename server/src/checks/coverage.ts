/** Which statements of a policy another statement makes pointless: asked once for a policy, whoever wants to know. */
import { type Effort } from "../domains/shape-search.ts";
import { isSettled, type ListElement, type Policy, type Statement } from "../policy/policy.ts";
import { type ComparedStatement, comparedStatement, statementCovers } from "../proof/statement-covers.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { proofsOf } from "./proofs.ts";

/** `by` matches everything that `statement` matches. */
export interface CoveredStatement {
  readonly statement: Statement;
  readonly by: Statement;
}

/** The same of one entry of the statement's Action or Resource. */
export interface CoveredEntry extends CoveredStatement {
  readonly element: ListElement;
  readonly index: number;
}

export interface Coverage {
  /** Allow statements that a Deny covers. */
  readonly shadowed: readonly CoveredStatement[];
  /** Entries of other Allow statements that a Deny covers. */
  readonly shadowedEntries: readonly CoveredEntry[];
  /** Statements that another of the same effect covers; of two equal ones, the later. */
  readonly redundant: readonly CoveredStatement[];
}

const NOTHING: Coverage = { shadowed: [], shadowedEntries: [], redundant: [] };

/** Kept for as long as the policy is. */
const KNOWN = new WeakMap<Policy, Coverage>();

/** For all pairs of one policy: some hundredths of a second. What is not shown by then is not said. */
const EFFORT = 600_000;

/** Nothing of a text with syntax errors: what could not be read might make a difference. */
export function coverageOf(subject: PolicyUnderCheck): Coverage {
  if (subject.broken || subject.policy.statements.length < 2) return NOTHING;
  const known = KNOWN.get(subject.policy) ?? findCoverage(subject);
  KNOWN.set(subject.policy, known);
  return known;
}

function findCoverage(subject: PolicyUnderCheck): Coverage {
  const { policy, kind } = subject;
  const dead = new Set(
    proofsOf(subject).flatMap(({ statement, proof }) => (proof.verdict === "never" ? [statement] : [])),
  );
  const living = policy.statements.flatMap((statement) =>
    dead.has(statement) ? [] : (comparedStatement(policy, statement, kind.kind) ?? []),
  );
  const allows = living.filter(({ statement }) => hasEffect(statement, "Allow"));
  const denies = living.filter(({ statement }) => hasEffect(statement, "Deny"));
  const effort = { left: EFFORT };
  const shadowed: CoveredStatement[] = [];
  const shadowedEntries: CoveredEntry[] = [];
  for (const allow of allows) {
    const by = denies.find((deny) => covers(deny, allow, effort));
    if (by !== undefined) shadowed.push({ statement: allow.statement, by: by.statement });
    else shadowedEntries.push(...findShadowedEntries(policy, allow, denies, subject, effort));
  }
  const alive = allows.filter(({ statement }) => !shadowed.some((one) => one.statement === statement));
  const redundant = [...findRedundant(alive, effort), ...findRedundant(denies, effort)];
  return { shadowed, shadowedEntries, redundant };
}

function hasEffect({ effect }: Statement, wanted: "Allow" | "Deny"): boolean {
  return effect !== undefined && isSettled(effect) && effect.text === wanted;
}

function covers(larger: ComparedStatement, smaller: ComparedStatement, effort: Effort): boolean {
  return effort.left >= 0 && statementCovers(larger, smaller, "compared", effort);
}

/** What is left of a chain of statements that cover each other is never told to be covered by one that goes. */
function* findRedundant(statements: readonly ComparedStatement[], effort: Effort): Generator<CoveredStatement> {
  const gone = new Set<ComparedStatement>();
  for (const smaller of [...statements].reverse()) {
    const by = statements.find((larger) => larger !== smaller && !gone.has(larger) && covers(larger, smaller, effort));
    if (by === undefined) continue;
    gone.add(smaller);
    yield { statement: smaller.statement, by: by.statement };
  }
}

function* findShadowedEntries(
  policy: Policy,
  allow: ComparedStatement,
  denies: readonly ComparedStatement[],
  { kind }: PolicyUnderCheck,
  effort: Effort,
): Generator<CoveredEntry> {
  const { statement } = allow;
  for (const name of ["action", "resource"] as const) {
    const element = statement[name];
    if (element === undefined || element.entries.length < 2 || element.open || element.misplaced.length > 0) continue;
    for (const [index, entry] of element.entries.entries()) {
      const only = { ...statement, [name]: { ...element, entries: [entry] } };
      const alone = comparedStatement(policy, only, kind.kind);
      const by = alone && denies.find((deny) => covers(deny, alone, effort));
      if (by !== undefined) yield { statement, by: by.statement, element, index };
    }
  }
}
