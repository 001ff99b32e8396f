/** Entries of lists that contribute nothing although the statement lives. */
import { actionMatches, actionPattern, readAction, type RequestAction } from "../../policy/action-pattern.ts";
import { type Scalar, type ScalarList } from "../../policy/policy.ts";
import { type ListQuestion } from "./action-choice.ts";
import { type ElementNames } from "./find-core.ts";
import { type DeadPart, type NeverReason, type PartPath, type ProofBasis } from "../proof.ts";
import { findReason } from "./find-reason.ts";
import { principalsApart } from "./principal-choice.ts";
import { type ConditionPart, type Question } from "./question.ts";
import { type Solver } from "./solve-question.ts";

/** Longer lists are not searched: each entry takes a proof of its own. */
const MOST_ENTRIES = 200;

/**
 * `shown`: the action of a request that meets the whole question, if one was found. `byLogic` proves without the reference; it
 * tells what rests on logic alone.
 */
export function findDeadParts(
  question: Question,
  shown: string | undefined,
  names: ElementNames,
  { solver, byLogic }: { readonly solver: Solver; readonly byLogic: Solver },
): readonly DeadPart[] {
  const suspects: Suspect[] = [];
  for (const suspect of suspectsOf(question, names)) {
    if (suspects.push(suspect) > MOST_ENTRIES) return [];
  }
  // Which are dead comes first: what is left of the effort may say why.
  const isDead = deadness(solver, shown === undefined ? undefined : readAction(shown));
  const dead = suspects.filter((one) => isDead(one) && !isNobody(one, solver));
  return dead.flatMap(({ part, alone, excludes }): readonly DeadPart[] => {
    if (excludes) return [{ part, code: "excludes-nothing", basis: basisOf(alone, byLogic), against: [], facts: [] }];
    const cause = causeOf(part, alone, solver);
    const reason = findReason(cause, names, solver, byLogic);
    const against = reason.parts.filter((one) => !isPrefix(one, part));
    const basis = basisOf(alone, byLogic);
    return isChosen(part, reason)
      ? []
      : [{ part, code: codeOf(part, basis, cause), basis, against, facts: reason.facts }];
  });
}

/** A condition on who calls may be there to choose some of the accounts, roles and users in Principal. */
function isChosen([element]: PartPath, { facts }: NeverReason): boolean {
  return element === "Principal" && facts.some(({ fact }) => fact === "of-principal");
}

/** A principal whom nothing is asked of, and who makes no request all the same: no condition is the cause. */
function isNobody({ alone, part: [element] }: Suspect, solver: Solver): boolean {
  return element === "Principal" && solver.refute({ ...alone, conditions: [] }) === "none";
}

/**
 * What is asked of one action is answered for all actions that are asked for the same resources and keys, and of the one
 * that was `shown` it is known.
 */
function deadness(solver: Solver, shown: RequestAction | undefined): (suspect: Suspect) => boolean {
  const known = new Map<object, boolean>();
  return ({ alone, excludes, part: [element] }) => {
    const isOfAction = element === "Action" && !excludes;
    const form = isOfAction ? solver.formOf(alone.action) : undefined;
    const before = form && known.get(form);
    if (before !== undefined) return before;
    const isShown = isOfAction && shown !== undefined && isEntryFor(shown, alone.action);
    const isDead = !isShown && solver.refute(alone) === "none";
    if (form !== undefined) known.set(form, isDead);
    return isDead;
  };
}

function isEntryFor(action: RequestAction, list: ListQuestion | undefined): boolean {
  return list?.entries.some((entry) => actionMatches(actionPattern(entry), action) === "yes") === true;
}

function basisOf(alone: Question, byLogic: Solver): ProofBasis {
  return byLogic.refute(alone) === "none" ? "logic" : "reference";
}

/** Is it the list that the entry stands in? */
function isPrefix(path: PartPath, part: PartPath): boolean {
  return path.length === part.length - 1 && path.every((step, at) => step === part[at]);
}

interface Suspect {
  readonly part: PartPath;
  /** The question that no request meets if the entry contributes nothing. */
  readonly alone: Question;
  readonly excludes: boolean;
}

function* suspectsOf(question: Question, names: ElementNames): Generator<Suspect> {
  const { action, resource, conditions } = question;
  if (action !== undefined) {
    for (const [index, only] of entriesOf(action)) {
      // What a NotAction entry excludes is a matter of that list alone.
      const alone = action.excludes
        ? { ...NOTHING_ASKED, ...settingOf(question), action: only }
        : { ...question, action: only };
      yield { part: [names.action, index], alone, excludes: action.excludes };
    }
  }
  if (resource !== undefined && !resource.excludes) {
    for (const [index, only] of entriesOf(resource)) {
      yield { part: [names.resource, index], alone: { ...question, resource: only }, excludes: false };
    }
  }
  yield* principalSuspects(question, names);
  for (const part of conditions) {
    // The others are not asked for certain, so the question would be about nothing.
    if (!part.entry.certain) continue;
    for (const [index, only] of valuesOf(part)) {
      const others = conditions.map((other) => (other === part ? only : other));
      yield { part: [...part.path, index], alone: { ...question, conditions: others }, excludes: false };
    }
  }
}

/** Who is meant by an entry of Principal is a matter of other checks; here it is whether the conditions leave them anything. */
function* principalSuspects(question: Question, { principal: element }: ElementNames): Generator<Suspect> {
  const { principal, conditions } = question;
  if (element === undefined || conditions.length === 0) return;
  for (const [path, alone] of principalsApart(principal)) {
    yield { part: [element, ...path], alone: { ...question, principal: alone }, excludes: false };
  }
}

const NOTHING_ASKED = { principal: undefined, resource: undefined, conditions: [], conditionOpen: false } as const;

function settingOf({ variables, padsShort }: Question): Pick<Question, "variables" | "padsShort"> {
  return { variables, padsShort };
}

function entriesOf({ entries, excludes, open }: ListQuestion): readonly (readonly [number, ListQuestion])[] {
  if (open || (entries.length < 2 && !excludes)) return [];
  return entries.flatMap((entry, index) =>
    excludes || isBesideOthers(entry, entries) ? [[index, { excludes: false, entries: [entry], open: false }]] : [],
  );
}

/** Alone it would leave the statement dead, which is another claim. */
function isBesideOthers(entry: Scalar, entries: readonly Scalar[]): boolean {
  return entries.some((other) => other !== entry && other.certain);
}

/** A request meets a positive operator through one of its values; those of the others do not stand for themselves. */
function valuesOf(part: ConditionPart): readonly (readonly [number, ConditionPart])[] {
  const { use, entry } = part;
  const { entries, open, misplaced } = entry.values;
  if (use === undefined || use.operator.negated || use.setOperator === "ForAllValues") return [];
  if (open || misplaced.length > 0 || entries.length < 2) return [];
  return entries.flatMap((value, index) => {
    if (!isBesideOthers(value, entries)) return [];
    const values: ScalarList = { ...entry.values, entries: [value] };
    return [[index, { ...part, entry: { ...entry, values } }]];
  });
}

/** An action has a cause of its own before the conditions are asked: that it is none, or not of these resources. */
function causeOf(part: PartPath, alone: Question, solver: Solver): Question {
  if (part[0] !== "Action") return alone;
  const itself = { ...NOTHING_ASKED, ...settingOf(alone), action: alone.action };
  if (solver.refute(itself) === "none") return itself;
  const onResources = { ...itself, resource: alone.resource };
  return solver.refute(onResources) === "none" ? onResources : alone;
}

function codeOf(part: PartPath, basis: ProofBasis, cause: Question): DeadPart["code"] {
  switch (part[0]) {
    case "Action":
      if (cause.conditions.length > 0 || cause.principal !== undefined) return "no-combination";
      if (cause.resource !== undefined) return "resource-not-of-action";
      return basis === "logic" ? "action-matches-nothing" : "unknown-action";
    case "Resource":
      return basis === "logic" ? "resource-matches-nothing" : "resource-not-of-action";
    case "Principal":
      return "no-combination";
    default:
      return "condition-never-holds";
  }
}
