/** What other policies do to an Allow of the policy under check, for everybody whom it is attached to. */
import { Effort } from "../domains/effort.ts";
import { isSettled, type Policy, type Statement } from "../policy/policy.ts";
import {
  type ComparedStatement,
  comparedStatement,
  type Cover,
  coverOf,
  statementsAreApart,
} from "../proof/comparing/statement-covers.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { proofsOf } from "./proofs.ts";
import { type NeighborPolicy, type PolicyHolder } from "./surroundings.ts";

/** Another policy, and the statement of it, that takes an Allow away from a holder. */
export interface Obstacle {
  readonly holder: PolicyHolder;
  readonly neighbor: NeighborPolicy;
  /** Undefined where no statement of it allows anything of it. */
  readonly by: Statement | undefined;
}

/** An Allow, or one entry of its Action or Resource, that gives none of its holders anything. */
export interface BlockedAllow {
  readonly statement: Statement;
  readonly part: { readonly element: "action" | "resource"; readonly index: number } | undefined;
  /** One for each holder. */
  readonly obstacles: readonly [Obstacle, ...Obstacle[]];
}

/** For all holders and statements of one policy: some hundredths of a second. */
const EFFORT = 200_000;

/** What a Deny of another policy takes away. */
export function deniedElsewhere(subject: PolicyUnderCheck): Generator<BlockedAllow | undefined> {
  return blockedAllows(subject, (holder, allow, effort) =>
    holder.denying.flatMap((neighbor) =>
      certainStatements(comparedWith("Deny", neighbor)).map((deny) => ({
        obstacle: { holder, neighbor, by: deny.statement },
        cover: coverOf(deny, allow, "ignored", effort),
      })),
    ),
  );
}

/** What the holders' permissions boundaries do not allow. */
export function notAllowedByBoundary(subject: PolicyUnderCheck): Generator<BlockedAllow | undefined> {
  return blockedAllows(subject, (holder, allow, effort) =>
    holder.boundaries.map((neighbor) => ({
      obstacle: { holder, neighbor, by: undefined },
      cover: notAllowedBy(comparedWith("Allow", neighbor), allow, effort),
    })),
  );
}

interface Blocking {
  readonly obstacle: Obstacle;
  /** What of the Allow it blocks. */
  readonly cover: Cover;
}

type BlockingsOf = (holder: PolicyHolder, allow: ComparedStatement, effort: Effort) => readonly Blocking[];

/** Gives way after each statement. */
function* blockedAllows(subject: PolicyUnderCheck, blockingsOf: BlockingsOf): Generator<BlockedAllow | undefined> {
  const { policy, kind, surroundings } = subject;
  if (surroundings.holders.length === 0 || kind.kind !== "identity") return;
  const effort = new Effort(EFFORT);
  for (const { statement, proof } of proofsOf(subject)) {
    yield undefined;
    if (proof.verdict === "never" || !isSure(statement, "Allow")) continue;
    const allow = comparedStatement(policy, statement, kind.kind);
    if (allow === undefined) continue;
    const byHolder = surroundings.holders.map((holder) => blockingsOf(holder, allow, effort));
    if (effort.isSpent()) return;
    yield* blockedParts(statement, byHolder);
  }
}

/** The whole statement, or else the entries of its lists that every holder lacks. */
function* blockedParts(
  statement: Statement,
  byHolder: readonly (readonly Blocking[])[],
): Generator<BlockedAllow | undefined> {
  const whole = forEach(byHolder, ({ cover }) => cover.whole);
  if (whole !== undefined) {
    yield { statement, part: undefined, obstacles: whole };
    return;
  }
  for (const element of ["action", "resource"] as const) {
    for (const index of (statement[element]?.entries ?? []).keys()) {
      const blocks = ({ cover }: Blocking): boolean =>
        cover.whole || cover[element === "action" ? "actions" : "resources"].includes(index);
      const obstacles = forEach(byHolder, blocks);
      if (obstacles !== undefined) yield { statement, part: { element, index }, obstacles };
    }
  }
}

function forEach(
  byHolder: readonly (readonly Blocking[])[],
  blocks: (blocking: Blocking) => boolean,
): readonly [Obstacle, ...Obstacle[]] | undefined {
  const obstacles = byHolder.flatMap((blockings) => blockings.find(blocks)?.obstacle ?? []);
  const [first, ...others] = obstacles;
  return first === undefined || obstacles.length < byHolder.length ? undefined : [first, ...others];
}

function isSure({ effect }: Statement, wanted: "Allow" | "Deny"): boolean {
  return effect !== undefined && isSettled(effect) && effect.text === wanted;
}

interface Compared {
  readonly statements: readonly ComparedStatement[];
  /** There are no others of the effect. */
  readonly complete: boolean;
}

/** Kept for as long as the policy, which belongs to one version of its file. */
const COMPARED = new WeakMap<Policy, Map<"Allow" | "Deny", Compared>>();

function comparedWith(effect: "Allow" | "Deny", { policy, kind }: NeighborPolicy): Compared {
  const known = COMPARED.get(policy) ?? new Map<"Allow" | "Deny", Compared>();
  COMPARED.set(policy, known);
  const compared = known.get(effect) ?? compareAll(policy, kind, effect);
  known.set(effect, compared);
  return compared;
}

function compareAll(policy: Policy, kind: NeighborPolicy["kind"], effect: "Allow" | "Deny"): Compared {
  const unsettled = policy.open || policy.misplaced.length > 0;
  const opposite = effect === "Allow" ? "Deny" : "Allow";
  const own = policy.statements.filter((statement) => !isSure(statement, opposite));
  const statements = own.flatMap((statement) => comparedStatement(policy, statement, kind) ?? []);
  return {
    statements: statements.filter(({ statement }) => isSure(statement, effect)),
    complete: !unsettled && statements.length === own.length && own.every((statement) => isSure(statement, effect)),
  };
}

/** What may not be there takes nothing away. */
function certainStatements({ statements }: Compared): readonly ComparedStatement[] {
  return statements.filter(({ statement }) => statement.certain);
}

const NOTHING: Cover = { whole: false, actions: [], resources: [] };

/** What of an Allow none of the statements, all that allow, has anything in common with. */
function notAllowedBy({ statements, complete }: Compared, allow: ComparedStatement, effort: Effort): Cover {
  if (!complete) return NOTHING;
  const meets = statements.filter((one) => !statementsAreApart(one, allow, effort));
  if (meets.length === 0) return { ...NOTHING, whole: true };
  return {
    whole: false,
    actions: entriesApart(allow, "action", meets, effort),
    resources: entriesApart(allow, "resource", meets, effort),
  };
}

function entriesApart(
  allow: ComparedStatement,
  element: "action" | "resource",
  others: readonly ComparedStatement[],
  effort: Effort,
): readonly number[] {
  const list = allow[element];
  if (list === undefined || list.excludes || list.open || list.entries.length < 2) return [];
  return list.entries.flatMap((entry, index) => {
    const only = { ...allow, [element]: { ...list, entries: [entry] } };
    return others.every((other) => statementsAreApart(other, only, effort)) ? [index] : [];
  });
}
