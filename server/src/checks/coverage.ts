/** Which statements of a policy another statement makes pointless: asked once for a policy, whoever wants to know. */
import { Effort } from "../domains/effort.ts";
import { append } from "../domains/append.ts";
import { isSettled, type ListElement, type Policy, type Statement } from "../policy/policy.ts";
import { type CoveringIndex, coveringIndex } from "../proof/comparing/covering-index.ts";
import { type Cover } from "../proof/comparing/statement-covers.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { compareText, isCovered, type KeptComparison, keptCover } from "./compared-text.ts";
import { statementFact } from "./known-statements.ts";
import { withoutPartsOfLoops } from "./parts-of-loops.ts";
import { proofIn } from "./proofs.ts";

/** `by` matches everything that `statement` matches. */
export interface CoveredStatement {
  readonly statement: Statement;
  readonly by: Statement;
}

/** The same of what the statement matches because of one entry of its Action or Resource. */
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

/** For all pairs of one policy: some hundredths of a second. What is not shown by then is not said. */
const EFFORT = 400_000;

/** So many pairs are looked at, however soon most are told apart. */
const MOST_PAIRS = 250_000;

/** Asked by several checks: kept for as long as the policy, which belongs to one version of its file. */
const COVERAGE = new WeakMap<Policy, Coverage>();

/**
 * Nothing of a text with syntax errors: what could not be read might make a difference. Takes a step for each
 * statement, and the answer is what is returned.
 */
export function* coverageSteps(subject: PolicyUnderCheck): Generator<undefined, Coverage> {
  if (subject.broken || subject.policy.statements.length < 2) return NOTHING;
  const known = COVERAGE.get(subject.policy) ?? (yield* findCoverage(subject));
  COVERAGE.set(subject.policy, known);
  return known;
}

/** A statement of this policy, with what is kept of its text. */
interface Member {
  readonly statement: Statement;
  readonly kept: KeptComparison;
}

/** Statements of one effect. */
interface Side {
  readonly members: readonly Member[];
  readonly index: CoveringIndex;
}

interface Budget {
  readonly effort: Effort;
  pairs: number;
}

function* findCoverage(subject: PolicyUnderCheck): Generator<undefined, Coverage> {
  const members: Member[] = [];
  for (const statement of subject.policy.statements) {
    const kept = comparisonOf(subject, statement);
    if (kept !== undefined) members.push({ statement, kept });
    yield;
  }
  const [allows, denies] = [sideOf(members, "Allow"), sideOf(members, "Deny")];
  const surely = certainOf(denies);
  const budget = { effort: new Effort(EFFORT), pairs: MOST_PAIRS };
  const shadowed: CoveredStatement[] = [];
  const shadowedEntries: CoveredEntry[] = [];
  for (const allow of allows.members) {
    const covers = coversOf(allow, surely, budget);
    const by = covers.find(({ cover }) => cover.whole);
    if (by !== undefined) shadowed.push({ statement: allow.statement, by: by.deny });
    else
      append(
        shadowedEntries,
        withoutPartsOfLoops(
          covers.flatMap(({ deny, cover }) => entriesOf(allow.statement, deny, cover)),
          ({ element }) => element,
        ),
      );
    yield;
  }
  const gone = new Set(shadowed.map(({ statement }) => statement));
  const alive = sideWithout(allows, ({ statement }) => gone.has(statement));
  const redundant = [...(yield* findRedundant(alive, budget)), ...(yield* findRedundant(denies, budget))];
  return { shadowed, shadowedEntries, redundant };
}

/** Undefined for a statement that matches nothing, and where nobody can say what it matches. */
const comparisonOf = statementFact((statement, subject): KeptComparison | undefined => {
  if (proofIn(subject, statement).verdict === "never") return undefined;
  return compareText(subject.policy, statement, subject.kind.kind);
});

function sideOf(members: readonly Member[], effect: "Allow" | "Deny"): Side {
  return sideWith(members.filter(({ kept }) => hasEffect(kept.compared.statement, effect)));
}

/** Those of which no other may stand in their place. */
function certainOf(side: Side): Side {
  return sideWithout(side, ({ statement }) => !statement.certain);
}

function sideWithout(side: Side, isLeftOut: (member: Member) => boolean): Side {
  const members = side.members.filter((member) => !isLeftOut(member));
  return members.length === side.members.length ? side : sideWith(members);
}

function sideWith(members: readonly Member[]): Side {
  return { members, index: coveringIndex(members.map(({ kept }) => kept.compared)) };
}

/** What each Deny covers of an Allow, up to the first that covers all of it. */
function coversOf(
  { kept }: Member,
  denies: Side,
  budget: Budget,
): readonly { readonly deny: Statement; readonly cover: Cover }[] {
  const covers: { readonly deny: Statement; readonly cover: Cover }[] = [];
  for (const place of denies.index.forPart(kept.compared)) {
    const deny = denies.members[place];
    if (deny === undefined || budget.pairs-- < 0) break;
    const cover = keptCover(deny.kept, kept, budget.effort);
    covers.push({ deny: deny.statement, cover });
    if (cover.whole) break;
  }
  return covers;
}

function hasEffect({ effect }: Pick<Statement, "effect">, wanted: "Allow" | "Deny"): boolean {
  return effect !== undefined && isSettled(effect) && effect.text === wanted;
}

function entriesOf(statement: Statement, by: Statement, { actions, resources }: Cover): readonly CoveredEntry[] {
  const inElement = (name: "action" | "resource", indexes: readonly number[]): readonly CoveredEntry[] => {
    const element = indexes.length === 0 ? undefined : statement[name];
    return element === undefined ? [] : indexes.map((index) => ({ statement, by, element, index }));
  };
  return [...inElement("action", actions), ...inElement("resource", resources)];
}

/** What is left of a chain of statements that cover each other is never told to be covered by one that goes. */
function* findRedundant({ members, index }: Side, budget: Budget): Generator<undefined, readonly CoveredStatement[]> {
  const gone = new Set<Member>();
  const found: CoveredStatement[] = [];
  // Place by place, and no list of the members: the first is mostly the one, and there may be as many as statements.
  const covererOf = (smaller: Member): Member | undefined => {
    for (const place of index.forWhole(smaller.kept.compared)) {
      const larger = members[place];
      if (larger === undefined || larger === smaller || !larger.statement.certain || gone.has(larger)) continue;
      if (budget.pairs-- >= 0 && isCovered(larger.kept, smaller.kept, budget.effort)) return larger;
    }
    return undefined;
  };
  for (const smaller of [...members].reverse()) {
    const by = covererOf(smaller);
    yield;
    if (by === undefined) continue;
    gone.add(smaller);
    found.push({ statement: smaller.statement, by: by.statement });
  }
  return found;
}
