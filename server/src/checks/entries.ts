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
export function* actionEntries(policy: Policy): Generator<ListEntry> {
  for (const statement of policy.statements) {
    yield* entriesOf(statement, "Action", statement.action);
    yield* entriesOf(statement, "NotAction", statement.notAction);
  }
}

/** The texts of Resource and NotResource, settled or with holes. */
export function* resourceEntries(policy: Policy): Generator<ListEntry> {
  for (const statement of policy.statements) {
    yield* everyEntryOf(statement, "Resource", statement.resource);
    yield* everyEntryOf(statement, "NotResource", statement.notResource);
  }
}

export interface ConditionUse {
  readonly statement: Statement;
  readonly block: ConditionOperatorBlock;
  readonly entry: ConditionEntry;
}

export function* conditionEntries(policy: Policy): Generator<ConditionUse> {
  for (const statement of policy.statements) {
    for (const block of statement.condition?.operators ?? []) {
      for (const entry of block.entries) yield { statement, block, entry };
    }
  }
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
  for (const use of principalElements(policy)) {
    if (use.principal.form !== "typed") continue;
    for (const entries of use.principal.types) {
      if (entries.type !== type || entries.typeHoles.length > 0) continue;
      for (const entry of entries.entries) {
        if (entry.type === "string" && entry.certain) yield { ...use, entries, entry };
      }
    }
  }
}

function* entriesOf(
  statement: Statement,
  elementName: ListEntry["elementName"],
  element: ListElement | undefined,
): Generator<ListEntry> {
  for (const one of everyEntryOf(statement, elementName, element)) if (isSettled(one.entry)) yield one;
}

function* everyEntryOf(
  statement: Statement,
  elementName: ListEntry["elementName"],
  element: ListElement | undefined,
): Generator<ListEntry> {
  if (element === undefined) return;
  for (const entry of element.entries) {
    if (entry.type === "string") yield { statement, elementName, element, entry, text: entry.text };
  }
}
