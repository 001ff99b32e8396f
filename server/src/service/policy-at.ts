/** Which part of a policy stands at an offset of the file. */
import { type Hole, memberNamed } from "../syntax/value.ts";
import { type Span, spanHolds } from "../text/span.ts";
import {
  type ConditionBlock,
  type ConditionEntry,
  type ConditionOperatorBlock,
  type ListElement,
  type Policy,
  type PrincipalElement,
  type Scalar,
  type Statement,
} from "../policy/policy.ts";

export type PolicyPart =
  /** A key of the policy itself, such as `Version`. */
  | { readonly part: "policy-word"; readonly word: string; readonly span: Span }
  | { readonly part: "version"; readonly scalar: Scalar; readonly span: Span }
  /** A key of a statement, except for Condition. */
  | { readonly part: "statement-word"; readonly statement: Statement; readonly word: string; readonly span: Span }
  | { readonly part: "effect"; readonly statement: Statement; readonly scalar: Scalar; readonly span: Span }
  | { readonly part: "sid"; readonly statement: Statement; readonly span: Span }
  | {
      readonly part: "action";
      readonly statement: Statement;
      readonly element: "Action" | "NotAction";
      readonly entry: Scalar;
      readonly span: Span;
    }
  | {
      readonly part: "resource";
      readonly statement: Statement;
      readonly element: "Resource" | "NotResource";
      readonly entry: Scalar;
      readonly span: Span;
    }
  /** `type` is AWS for the short form `"Principal": "*"`; `entry` is undefined on the type's own key. */
  | {
      readonly part: "principal";
      readonly statement: Statement;
      readonly element: "Principal" | "NotPrincipal";
      readonly type: string;
      readonly entry: string | undefined;
      /** Of the entry. */
      readonly holes: readonly Hole[];
      /** Is the type filled in elsewhere? */
      readonly isTypeOpen: boolean;
      readonly span: Span;
    }
  | {
      readonly part: "condition-word";
      readonly statement: Statement;
      readonly block: ConditionBlock;
      readonly span: Span;
    }
  | {
      readonly part: "operator";
      readonly statement: Statement;
      readonly operator: ConditionOperatorBlock;
      readonly span: Span;
    }
  | { readonly part: "key"; readonly statement: Statement; readonly entry: ConditionEntry; readonly span: Span }
  | {
      readonly part: "value";
      readonly statement: Statement;
      readonly entry: ConditionEntry;
      readonly value: Scalar;
      readonly span: Span;
    };

/** `offset` is of the file; the end of a word still belongs to it. Undefined between the parts. */
export function partAt(policy: Policy, offset: number): PolicyPart | undefined {
  if (!spanHolds(policy.span, offset)) return undefined;
  const statement = policy.statements.find((one) => spanHolds(one.span, offset));
  return statement === undefined ? policyPart(policy, offset) : statementPart(statement, offset);
}

function policyPart(policy: Policy, offset: number): PolicyPart | undefined {
  if (policy.version !== undefined && spanHolds(policy.version.span, offset)) {
    return { part: "version", scalar: policy.version, span: policy.version.span };
  }
  const member = policy.object.members.find((one) => spanHolds(one.keySpan, offset));
  return member === undefined ? undefined : { part: "policy-word", word: member.key, span: member.keySpan };
}

function statementPart(statement: Statement, offset: number): PolicyPart | undefined {
  const member = statement.object.members.find((one) => spanHolds(one.keySpan, offset));
  if (member !== undefined) {
    const { condition } = statement;
    return condition !== undefined && memberNamed(statement.object, "Condition") === member
      ? { part: "condition-word", statement, block: condition, span: member.keySpan }
      : { part: "statement-word", statement, word: member.key, span: member.keySpan };
  }
  return (
    scalarPart(statement, offset) ??
    principalPart(statement, "Principal", statement.principal, offset) ??
    principalPart(statement, "NotPrincipal", statement.notPrincipal, offset) ??
    (statement.condition === undefined ? undefined : conditionPart(statement, statement.condition, offset))
  );
}

function scalarPart(statement: Statement, offset: number): PolicyPart | undefined {
  const { effect, sid } = statement;
  if (effect !== undefined && spanHolds(effect.span, offset)) {
    return { part: "effect", statement, scalar: effect, span: effect.span };
  }
  if (sid !== undefined && spanHolds(sid.span, offset)) return { part: "sid", statement, span: sid.span };
  for (const element of ["Action", "NotAction"] as const) {
    const entry = entryAt(element === "Action" ? statement.action : statement.notAction, offset);
    if (entry !== undefined) return { part: "action", statement, element, entry, span: entry.span };
  }
  for (const element of ["Resource", "NotResource"] as const) {
    const entry = entryAt(element === "Resource" ? statement.resource : statement.notResource, offset);
    if (entry !== undefined) return { part: "resource", statement, element, entry, span: entry.span };
  }
  return undefined;
}

function entryAt(list: ListElement | undefined, offset: number): Scalar | undefined {
  return list?.entries.find((entry) => spanHolds(entry.span, offset));
}

function principalPart(
  statement: Statement,
  element: "Principal" | "NotPrincipal",
  principal: PrincipalElement | undefined,
  offset: number,
): PolicyPart | undefined {
  if (principal === undefined || !spanHolds(principal.span, offset)) return undefined;
  switch (principal.form) {
    case "everyone":
      return {
        part: "principal",
        statement,
        element,
        type: "AWS",
        entry: "*",
        holes: [],
        isTypeOpen: false,
        span: principal.span,
      };
    case "typed":
      for (const { type, typeHoles, keySpan, entries } of principal.types) {
        const ofType = { part: "principal", statement, element, type, isTypeOpen: typeHoles.length > 0 } as const;
        if (spanHolds(keySpan, offset)) return { ...ofType, entry: undefined, holes: [], span: keySpan };
        const entry = entries.find((one) => spanHolds(one.span, offset));
        if (entry !== undefined) return { ...ofType, entry: entry.text, holes: entry.holes, span: entry.span };
      }
      return undefined;
    case "text":
    case "unknown":
    case "misplaced":
      return undefined;
  }
}

function conditionPart(statement: Statement, block: ConditionBlock, offset: number): PolicyPart | undefined {
  const operator = block.operators.find((one) => spanHolds(one.span, offset));
  if (operator === undefined) return undefined;
  if (spanHolds(operator.nameSpan, offset)) return { part: "operator", statement, operator, span: operator.nameSpan };
  const entry = operator.entries.find((one) => spanHolds(one.span, offset));
  if (entry === undefined) return undefined;
  if (spanHolds(entry.keySpan, offset)) return { part: "key", statement, entry, span: entry.keySpan };
  const value = entry.values.entries.find((one) => spanHolds(one.span, offset));
  return value === undefined ? undefined : { part: "value", statement, entry, value, span: value.span };
}
