/**
 * A statement with other conditions than it has, put to the prover: is there a request that meets all its other parts
 * and lacks a key? What is shown as an example is one that the evaluation engine, too, says the statement matches.
 */
import {
  type ConditionEntry,
  type ConditionOperatorBlock,
  type Scalar,
  type Statement,
  statementWith,
} from "../policy/policy.ts";
import { type StatementProof, type Witness } from "../proof/proof.ts";
import { type Finding, type PolicyUnderCheck } from "./check.ts";
import { isConfirmed, shownRequest, type Shows } from "./confirmed-witness.ts";
import { type ChangedStatement, exampleOfChanged, refutationOfChanged } from "./proofs.ts";

/** A condition to be asked in place of, or beside, those that are written. */
export interface Asked {
  readonly operator: string;
  /** Undefined: the key of the condition that it is made from. */
  readonly key?: string;
  /** Undefined: the values of the condition that it is made from. */
  readonly value?: string;
}

export interface Otherwise {
  /** The condition that the new ones are made from. */
  readonly from: ConditionEntry;
  /** Those that are not asked any more. */
  readonly without: readonly ConditionEntry[];
  readonly asked: readonly Asked[];
  /** One entry of its Action, to be looked at alone. */
  readonly action?: Scalar;
}

/** Is there no request left? "Never" with its reason; whatever else is "unknown". */
export function proveOtherwise(subject: PolicyUnderCheck, statement: Statement, otherwise: Otherwise): StatementProof {
  const changed = changedBy(statement, otherwise);
  return changed === undefined ? { verdict: "unknown", dead: [] } : refutationOfChanged(subject, changed);
}

/**
 * An example of a request that meets what is asked instead, to be shown beside a finding: one that the statement as it
 * stands matches, or lets pass. None where none is certain.
 */
export function exampleOf(
  subject: PolicyUnderCheck,
  statement: Statement,
  otherwise: Otherwise,
  shows: Shows,
): Pick<Finding, "related" | "witness"> {
  const changed = changedBy(statement, otherwise);
  const found = changed === undefined ? undefined : exampleOfChanged(subject, changed);
  if (changed === undefined || found === undefined) return {};
  const absent = otherwise.asked.flatMap(({ operator, value, key = otherwise.from.key }) =>
    operator === "Null" && value === "true" ? [key] : [],
  );
  const confirmed = [inKnownRegion(found), found].filter((one) =>
    isConfirmed(subject.policy, changed.changed, one, subject.kind.kind),
  );
  return firstShown(subject, statement, { found: confirmed, shows, absent });
}

function firstShown(
  subject: PolicyUnderCheck,
  statement: Statement,
  {
    found,
    shows,
    absent,
  }: { readonly found: readonly Witness[]; readonly shows: Shows; readonly absent: readonly string[] },
): Pick<Finding, "related" | "witness"> {
  const [first, ...others] = found;
  if (first === undefined) return {};
  const shown = shownRequest(subject, statement, { witness: first, shows, absent });
  return shown.witness === undefined ? firstShown(subject, statement, { found: others, shows, absent }) : shown;
}

/** A request that the statement matches as it stands. */
export function exampleOfAll(subject: PolicyUnderCheck, statement: Statement): Pick<Finding, "related" | "witness"> {
  const found = exampleOfChanged(subject, { original: statement, changed: statement, change: "" });
  return found === undefined
    ? {}
    : firstShown(subject, statement, { found: [inKnownRegion(found), found], shows: "matched", absent: [] });
}

/** Where any Region will do, the one in which the request is made, or else one that readers know. */
function inKnownRegion(witness: Witness): Witness {
  const asked = witness.context.get("aws:RequestedRegion");
  const region = typeof asked === "string" ? asked : "us-east-1";
  return {
    ...witness,
    resource: witness.resource.replace(/^(arn:aws:[\w-]+:)a:/, (_, before: string) => `${before}${region}:`),
  };
}

/** A request that meets all other conditions and lacks the key of this one. */
export function exampleWithout(
  subject: PolicyUnderCheck,
  statement: Statement,
  from: ConditionEntry,
  shows: Shows = "matched",
): Pick<Finding, "related" | "witness"> {
  return exampleOf(subject, statement, { from, without: [from], asked: [{ operator: "Null", value: "true" }] }, shows);
}

function changedBy(original: Statement, otherwise: Otherwise): ChangedStatement | undefined {
  const { from, without, asked, action } = otherwise;
  const changed = statementAsked(original, otherwise);
  const change = JSON.stringify([asked, [from, ...without].map(({ operator, key }) => [operator, key]), action?.text]);
  return changed && { original, changed, change };
}

function statementAsked(statement: Statement, { from, without, asked, action }: Otherwise): Statement | undefined {
  const { condition } = statement;
  const list = statement.action;
  const [block] = condition?.operators ?? [];
  // Of a list that a reference stands for no value is known.
  const scalar = from.values.entries[0] ?? statement.effect;
  if (condition === undefined || block === undefined || scalar === undefined) return undefined;
  const gone = new Set(without.map(placeOf));
  const kept = condition.operators.map((one) => ({
    ...one,
    entries: one.entries.filter((entry) => !gone.has(placeOf(entry))),
  }));
  const added = asked.map((one) => blockOf(block, from, scalar, one));
  const narrowed = action === undefined || list === undefined ? {} : { action: { ...list, entries: [action] } };
  return statementWith(statement, { ...narrowed, condition: { ...condition, operators: [...kept, ...added] } });
}

function placeOf({ operator, key }: ConditionEntry): string {
  return JSON.stringify([operator, key]);
}

function blockOf(
  block: ConditionOperatorBlock,
  from: ConditionEntry,
  scalar: Scalar,
  { operator, key = from.key, value }: Asked,
): ConditionOperatorBlock {
  const values =
    value === undefined
      ? from.values
      : { ...from.values, entries: [{ ...scalar, text: value, holes: [] }], open: false, misplaced: [] };
  return { ...block, name: operator, nameHoles: [], entries: [{ ...from, operator, key, values }] };
}
