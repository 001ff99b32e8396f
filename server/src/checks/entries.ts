/** Walks a policy for the parts that many checks look at, each with the statement and element it stands in. */
import {
  type ConditionEntry,
  type ConditionOperatorBlock,
  isSettled,
  type ListElement,
  type Policy,
  type PrincipalElement,
  type PrincipalEntries,
  type Scalar,
  type Statement,
} from "../policy/policy.ts";

export interface ListEntry {
  readonly statement: Statement;
  readonly elementName: "Action" | "NotAction" | "Resource" | "NotResource";
  readonly element: ListElement;
  readonly entry: Scalar;
  readonly text: string;
}

/** The texts of Action and NotAction that the file settles. */
export function actionEntries(policy: Policy): readonly ListEntry[] {
  return keptFor(ACTIONS, policy, () =>
    policy.statements.flatMap((statement) =>
      [
        ...textsOf(statement, "Action", statement.action),
        ...textsOf(statement, "NotAction", statement.notAction),
      ].filter(({ entry }) => isSettled(entry)),
    ),
  );
}

/** The texts of Resource and NotResource, settled or with holes. */
export function resourceEntries(policy: Policy): readonly ListEntry[] {
  return keptFor(RESOURCES, policy, () =>
    policy.statements.flatMap((statement) => [
      ...textsOf(statement, "Resource", statement.resource),
      ...textsOf(statement, "NotResource", statement.notResource),
    ]),
  );
}

export interface ConditionUse {
  readonly statement: Statement;
  readonly block: ConditionOperatorBlock;
  readonly entry: ConditionEntry;
}

export function conditionEntries(policy: Policy): readonly ConditionUse[] {
  return keptFor(CONDITIONS, policy, () =>
    policy.statements.flatMap((statement) =>
      (statement.condition?.operators ?? []).flatMap((block) =>
        block.entries.map((entry) => ({ statement, block, entry })),
      ),
    ),
  );
}

const ACTIONS = new WeakMap<Policy, readonly ListEntry[]>();
const RESOURCES = new WeakMap<Policy, readonly ListEntry[]>();
const CONDITIONS = new WeakMap<Policy, readonly ConditionUse[]>();

/** Most checks ask for those of one statement at a time; those of a whole policy would last as long as its file. */
function keptFor<Part>(
  kept: WeakMap<Policy, readonly Part[]>,
  policy: Policy,
  read: () => readonly Part[],
): readonly Part[] {
  if (policy.statements.length > 1) return read();
  const known = kept.get(policy) ?? read();
  kept.set(policy, known);
  return known;
}

export interface PrincipalUse {
  readonly statement: Statement;
  readonly elementName: "Principal" | "NotPrincipal";
  readonly principal: PrincipalElement;
}

export function* principalElements(policy: Policy): Generator<PrincipalUse> {
  for (const statement of policy.statements) {
    const { principal, notPrincipal } = statement;
    if (principal !== undefined) yield { statement, elementName: "Principal", principal };
    if (notPrincipal !== undefined) yield { statement, elementName: "NotPrincipal", principal: notPrincipal };
  }
}

export interface PrincipalEntry extends PrincipalUse {
  readonly entries: PrincipalEntries;
  readonly entry: Scalar;
}

/** The settled texts under one type of principal. */
export function* principalEntries(policy: Policy, type: string): Generator<PrincipalEntry> {
  for (const one of writtenPrincipals(policy, type)) if (isSettled(one.entry)) yield one;
}

/** The texts under one type of principal, also those of which a part is filled in later. */
export function* writtenPrincipals(policy: Policy, type: string): Generator<PrincipalEntry> {
  for (const one of possiblePrincipals(policy, type)) if (one.entry.certain) yield one;
}

/** The same, also those of which something outside the file decides whether they stand there. */
export function* possiblePrincipals(policy: Policy, type: string): Generator<PrincipalEntry> {
  for (const use of principalElements(policy)) {
    if (use.principal.form !== "typed") continue;
    for (const entries of use.principal.types) {
      if (entries.type !== type || entries.typeHoles.length > 0) continue;
      for (const entry of entries.entries) {
        if (entry.type === "string") yield { ...use, entries, entry };
      }
    }
  }
}

function textsOf(
  statement: Statement,
  elementName: ListEntry["elementName"],
  element: ListElement | undefined,
): readonly ListEntry[] {
  if (element === undefined) return [];
  return element.entries.flatMap((entry) =>
    entry.type === "string" ? { statement, elementName, element, entry, text: entry.text } : [],
  );
}
