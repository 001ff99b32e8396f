/** A policy as written: every element and every scalar with its span, nothing judged yet. */
import { type Span } from "../text/span.ts";
import {
  type BooleanValue,
  type Hole,
  type Member,
  memberNamed,
  type NumberValue,
  type ObjectValue,
  type StringValue,
  type Value,
} from "../syntax/value.ts";

/** The kinds of policy that AWS evaluates, each with its own grammar and its own layer. */
export const POLICY_KINDS = [
  "identity",
  "resource",
  "trust",
  "scp",
  "rcp",
  "boundary",
  "session",
  "vpc-endpoint",
  "iot",
  "unknown",
] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

/** A string, number or boolean of a policy, as text. */
export interface Scalar {
  readonly span: Span;
  readonly text: string;
  /** Stretches of `text` that the file does not settle; a scalar with any may stand for many texts. */
  readonly holes: readonly Hole[];
  readonly type: "string" | "number" | "boolean";
  /** The value of the tree that it was read from. */
  readonly node: StringValue | NumberValue | BooleanValue;
  /** False of an entry that is in one option of several: it may not be there. */
  readonly certain: boolean;
  /** The span in the file of a stretch of `text`. */
  within(start: number, end: number): Span;
}

/** One value or a list of them, as in Action, Resource, a principal type and a condition key. */
export interface ScalarList {
  readonly span: Span;
  /** The list, or the single value, of the tree. */
  readonly node: Value;
  readonly form: "single" | "list";
  readonly entries: readonly Scalar[];
  /** The list, or an item of it, is not settled by the file: it may hold any further values. */
  readonly open: boolean;
  /** Values that cannot stand here: null, objects, nested lists. */
  readonly misplaced: readonly Value[];
}

/** An element such as `"Action": …` with the span of its key. */
export interface ListElement extends ScalarList {
  readonly keySpan: Span;
  readonly member: Member;
}

export const PRINCIPAL_TYPES = ["AWS", "Service", "Federated", "CanonicalUser"] as const;
export type PrincipalType = (typeof PRINCIPAL_TYPES)[number];

export interface PrincipalEntries extends ListElement {
  /** As written; a known one is one of `PRINCIPAL_TYPES`. */
  readonly type: string;
  /** Stretches of `type` that the file does not settle; the list is then open, whatever it holds. */
  readonly typeHoles: readonly Hole[];
}

interface PrincipalPlace {
  readonly keySpan: Span;
  readonly span: Span;
  readonly member: Member;
  readonly node: Value;
}

export type PrincipalElement = PrincipalPlace &
  (
    | { readonly form: "everyone" }
    | { readonly form: "typed"; readonly types: readonly PrincipalEntries[] }
    /** A text that is not `"*"`: not valid, kept for its message. */
    | { readonly form: "text"; readonly value: Scalar }
    /** Not settled by the file. */
    | { readonly form: "unknown" }
    | { readonly form: "misplaced" }
  );

/** The entries of the type, as it is written. */
export function principalList(
  element: PrincipalElement | undefined,
  type: string | number | undefined,
): PrincipalEntries | undefined {
  return element?.form === "typed" ? element.types.find((one) => one.type === type) : undefined;
}

export interface ConditionEntry {
  readonly operator: string;
  readonly operatorSpan: Span;
  /** Stretches of the operator's name that the file does not settle. */
  readonly operatorHoles: readonly Hole[];
  readonly key: string;
  readonly keySpan: Span;
  readonly member: Member;
  /** Stretches of the key's text that the file does not settle. */
  readonly keyHoles: readonly Hole[];
  readonly values: ScalarList;
  /** From the key to the end of its values. */
  readonly span: Span;
  /** False of a condition that is in one option of several: it may not be asked. */
  readonly certain: boolean;
}

export interface ConditionOperatorBlock {
  readonly name: string;
  readonly nameSpan: Span;
  readonly member: Member;
  /** Stretches of `name` that the file does not settle. */
  readonly nameHoles: readonly Hole[];
  readonly span: Span;
  readonly entries: readonly ConditionEntry[];
  /** What stands under the operator is not settled by the file. */
  readonly open: boolean;
  readonly misplaced: Value | undefined;
}

export interface ConditionBlock {
  readonly keySpan: Span;
  readonly span: Span;
  readonly operators: readonly ConditionOperatorBlock[];
  readonly open: boolean;
  readonly misplaced: Value | undefined;
}

/**
 * Elements are read when they are looked at. As accessors of a class they make the compiler refuse `{ ...statement }`,
 * which would leave them out: `statementWith` takes them along.
 */
declare abstract class StatementElements {
  get sid(): Scalar | undefined;
  get effect(): Scalar | undefined;
  get principal(): PrincipalElement | undefined;
  get notPrincipal(): PrincipalElement | undefined;
  get action(): ListElement | undefined;
  get notAction(): ListElement | undefined;
  get resource(): ListElement | undefined;
  get notResource(): ListElement | undefined;
  get condition(): ConditionBlock | undefined;
}

/**
 * A member whose name the file does not settle may be any element that is not there by its own name: these are then read
 * as elements that the file does not settle.
 */
export interface Statement extends StatementElements {
  readonly index: number;
  /** False of a statement that is in one option of several: it may not be there. */
  readonly certain: boolean;
  readonly span: Span;
  readonly object: ObjectValue;
}

/** The statement with some elements changed. */
export function statementWith(statement: Statement, changes: Partial<Statement>): Statement {
  const { index, certain, span, object, sid, effect, principal, notPrincipal } = statement;
  const { action, notAction, resource, notResource, condition } = statement;
  return {
    ...{ index, certain, span, object, sid, effect, principal, notPrincipal },
    ...{ action, notAction, resource, notResource, condition },
    ...changes,
  };
}

export interface Policy {
  readonly span: Span;
  readonly object: ObjectValue;
  readonly version: Scalar | undefined;
  readonly id: Scalar | undefined;
  readonly statementMember: Member | undefined;
  readonly statements: readonly Statement[];
  /** A statement that is not settled by the file, or a Statement element that is not. */
  readonly open: boolean;
  /** A member's name is not settled by the file: it may be any element that is not there by its own name. */
  readonly openNames: boolean;
  /** Items of Statement that are not objects. */
  readonly misplaced: readonly Value[];
  /** Whole policies that stand where statements belong; theirs are among `statements`. AWS rejects such a policy. */
  readonly nested: readonly ObjectValue[];
}

/** Is it a statement alone, without the policy that belongs around it? AWS takes no such text. */
export function isBareStatement({ object, statements }: Policy): boolean {
  return statements[0]?.object === object;
}

/** The Sid, where it is a name: Terraform writes an empty one into every statement. */
export function sidOf({ sid }: Pick<Statement, "sid">): string | undefined {
  return sid !== undefined && sid.text !== "" && (isSettled(sid) || isNameOfWords(sid)) ? sid.text : undefined;
}

/** `OtherAccount`: words that say elsewhere what belongs there are a good name of a statement. */
function isNameOfWords({ text, holes }: Scalar): boolean {
  return /^[A-Za-z0-9]+$/.test(text) && holes.every((hole) => Object.keys(hole).every((key) => OF_WORDS.has(key)));
}

/** What a hole of a reference says of itself is more. */
const OF_WORDS: ReadonlySet<string> = new Set(["start", "end"]);

/** Does the file settle the whole text of this scalar? */
export function isSettled(scalar: Scalar): boolean {
  return scalar.holes.length === 0;
}

/** Does the file settle what this condition asks of which key? Its values may be open all the same. */
export function isSettledCondition({ operatorHoles, keyHoles }: ConditionEntry): boolean {
  return operatorHoles.length === 0 && keyHoles.length === 0;
}

/** Are policy variables substituted in this policy? Source: "IAM policy elements: Variables and tags". */
export function substitutesVariables(policy: Policy): "yes" | "no" | "unknown" {
  if (isBareStatement(policy)) return "unknown";
  const written = memberNamed(policy.object, "Version")?.value?.kind;
  if (written === "unknown" || written === "either") return "unknown";
  if (policy.version === undefined) return policy.openNames ? "unknown" : "no";
  if (!isSettled(policy.version)) return "unknown";
  return policy.version.text === "2012-10-17" ? "yes" : "no";
}

export function scalarOfString(value: StringValue, certain: boolean): Scalar {
  return {
    certain,
    span: value.span,
    text: value.text,
    holes: value.holes,
    type: "string",
    node: value,
    within: (start, end) => value.map.outerSpan(start, end),
  };
}
