/** Texts in policies whose colour no grammar can know: it takes the reference data, a proof, or the rest of the policy. */
import { type Catalog } from "../../catalog/catalog.ts";
import { splitAction } from "../../checks/action-text.ts";
import { iotPolicyPage } from "../../catalog/iot-policy-names.ts";
import { operatorOf } from "../../policy/operators.ts";
import {
  isSettled,
  type Policy,
  type PrincipalElement,
  type Scalar,
  scalarOfString,
  type Statement,
  substitutesVariables,
} from "../../policy/policy.ts";
import { readTemplate, type TemplatePart, type TemplateReading } from "../../policy/template.ts";
import { type Span } from "../../text/span.ts";
import { type PlacedFinding } from "../diagnostics.ts";
import { type PolicyDocument } from "../document.ts";

export const MARK_KINDS = ["unknownAction", "deadEntry", "policyVariable", "wildcard"] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

export interface TextMark {
  readonly span: Span;
  readonly mark: MarkKind;
  /** An unknown name that is evidently a slip, and not only one that the reference lacks. */
  readonly isSlip: boolean;
}

/**
 * The marks of what is written within the span, in the order of the text; none lies in another. `found` are the
 * findings of the document, each place by itself. A step for each statement.
 */
export function* markSteps(
  document: PolicyDocument,
  { found, within }: { readonly found: readonly PlacedFinding[]; readonly within: Span },
  catalog: Catalog,
): Generator<undefined, readonly TextMark[]> {
  const findings = findingsByPlace(found);
  const marks: TextMark[] = [];
  for (const { policy, site } of document.policies) {
    // Of a policy of AWS the file has nothing but the name.
    if (site.isOfAws === true) continue;
    const marking: Marking = {
      source: document.source.text,
      findings,
      catalog,
      variables: substitutesVariables(policy) !== "no",
    };
    for (const statement of statementsIn(policy, within)) {
      for (const mark of marksOf(statement, marking)) marks.push(mark);
      yield;
    }
  }
  return apart(marks);
}

interface Marking {
  readonly source: string;
  readonly findings: FindingsByPlace;
  readonly catalog: Catalog;
  /** Are policy variables substituted? */
  readonly variables: boolean;
}

interface FindingsByPlace {
  /** Of what the reference does not know, by where its name begins. */
  readonly unknown: ReadonlyMap<number, PlacedFinding>;
  /** Where the entries begin that are proved to have no effect. */
  readonly dead: ReadonlySet<number>;
}

const UNKNOWN_CODES: ReadonlySet<string> = new Set(["unknown-action", "unknown-service"]);

function findingsByPlace(found: readonly PlacedFinding[]): FindingsByPlace {
  return {
    unknown: new Map(found.filter(({ code }) => UNKNOWN_CODES.has(code)).map((one) => [one.span.start, one])),
    dead: new Set(found.filter(({ code }) => code === "dead-entry").map(({ span }) => span.start)),
  };
}

function statementsIn({ statements }: Policy, within: Span): readonly Statement[] {
  return statements.filter(({ span }) => span.start <= within.end && within.start <= span.end);
}

function* marksOf(statement: Statement, marking: Marking): Generator<TextMark> {
  const { action, notAction, resource, notResource, principal, notPrincipal, condition } = statement;
  for (const entry of [...(action?.entries ?? []), ...(notAction?.entries ?? [])]) yield* marksOfAction(entry, marking);
  for (const entry of [...(resource?.entries ?? []), ...(notResource?.entries ?? [])]) {
    yield* marksOfText(entry, { wildcards: true, variables: marking.variables }, marking);
  }
  for (const element of [principal, notPrincipal]) {
    for (const entry of everyoneIn(element)) yield* marksOfText(entry, { wildcards: true, variables: false }, marking);
  }
  for (const entry of condition?.operators.flatMap(({ entries }) => entries) ?? []) {
    const operator = operatorOf(entry)?.operator;
    const reading = {
      wildcards: operator?.wildcards === true,
      variables: operator?.variables === "yes" && marking.variables,
    };
    for (const value of entry.values.entries) yield* marksOfText(value, reading, marking);
  }
}

function* marksOfAction(entry: Scalar, marking: Marking): Generator<TextMark> {
  const { unknown } = marking.findings;
  const action = unknown.size === 0 || !isSettled(entry) ? undefined : splitAction(entry.text);
  if (action !== undefined && !marking.findings.dead.has(entry.span.start)) {
    for (const [start, end] of [
      [0, action.service.length],
      [action.nameStart, entry.text.length],
    ] as const) {
      const span = entry.within(start, end);
      const finding = unknown.get(span.start);
      if (finding === undefined || !isWritten(entry, start, end, marking)) continue;
      yield { span, mark: "unknownAction", isSlip: finding.severity === "error" || finding.severity === "warning" };
    }
  }
  yield* marksOfText(entry, { wildcards: true, variables: false }, marking);
}

/** A text, or the wildcards and variables in it. */
function* marksOfText(scalar: Scalar, reading: TemplateReading, marking: Marking): Generator<TextMark> {
  if (scalar.type !== "string") return;
  if (marking.findings.dead.has(scalar.span.start)) {
    const { length } = scalar.text;
    if (length > 0 && isWritten(scalar, 0, length, marking)) yield markOf(scalar.within(0, length), "deadEntry");
    return;
  }
  if (!/[*?]|\$\{/.test(scalar.text) || (!reading.wildcards && !reading.variables)) return;
  for (const part of readTemplate(scalar.text, scalar.holes, reading)) {
    const mark = markOfPart(part, marking.catalog);
    if (mark === undefined || !isWritten(scalar, part.start, part.end, marking)) continue;
    yield markOf(scalar.within(part.start, part.end), mark);
  }
}

function markOf(span: Span, mark: MarkKind): TextMark {
  return { span, mark, isSlip: false };
}

/** What stands in `${…}` and is no key may belong to a template. */
function markOfPart(part: TemplatePart, catalog: Catalog): MarkKind | undefined {
  switch (part.kind) {
    case "wildcard":
      return "wildcard";
    case "variable": {
      const isKey = catalog.conditionKey(part.key) !== undefined || iotPolicyPage(part.key) !== undefined;
      return isKey ? "policyVariable" : undefined;
    }
    case "literal":
    case "hole":
      return undefined;
  }
}

/**
 * Does the stretch of the scalar's text stand in the file as it is? A text that comes from a local, a parameter or
 * another file stands where it is referred to. What escapes a variable for a template stands before its braces.
 */
function isWritten(scalar: Scalar, start: number, end: number, { source }: Marking): boolean {
  const span = scalar.within(start, end);
  const text = scalar.text.slice(start, end);
  const written = source.slice(span.start, span.end);
  if (written === text) return true;
  return text.startsWith("${") && written.endsWith(text.slice("${".length));
}

/** `"*"` where a principal belongs. */
function everyoneIn(element: PrincipalElement | undefined): readonly Scalar[] {
  switch (element?.form) {
    case "everyone":
      return element.node.kind === "string" ? [scalarOfString(element.node, true)] : [];
    case "typed":
      return element.types.flatMap(({ entries }) => entries.filter(({ text }) => text === "*"));
    case "text":
    case "unknown":
    case "misplaced":
    case undefined:
      return [];
  }
}

/** Policies may share what they hold, and a name that is unknown may hold wildcards. */
function apart(marks: TextMark[]): readonly TextMark[] {
  marks.sort((one, other) => one.span.start - other.span.start || other.span.end - one.span.end);
  let end = 0;
  return marks.filter(({ span }) => {
    const isApart = span.start >= end && span.end > span.start;
    if (isApart) end = span.end;
    return isApart;
  });
}
