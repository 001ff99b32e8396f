/** The trace of a statement as findings per element, and where it stands in its file. */
import { type KeyOccasion } from "../catalog/catalog.ts";
import { documentedKey } from "../catalog/global-keys.ts";
import { type ConditionTrace, type ElementTrace, type StatementTrace } from "../evaluation/decision.ts";
import { type ContextEntry, type Request } from "../evaluation/request.ts";
import { undecidedKeysOf } from "../evaluation/undecided-keys.ts";
import {
  isSettled,
  sidOf,
  type ListElement,
  type PrincipalElement,
  type Scalar,
  type Statement,
} from "../policy/policy.ts";
import { STAND_IN } from "../policy/request-arn.ts";
import { createLineIndex, type LineIndex } from "../text/line-index.ts";
import { readCaller } from "../policy/caller.ts";
import { type Span } from "../text/span.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type ElementFinding, type ElementKey, type LackReason } from "./near-miss.ts";
import { matchesText } from "./fixes/covers.ts";
import { type StatementPlace } from "./statement-place.ts";

/** Turns traces into places; each file's lines are counted once. */
export interface StatementPlacer {
  placeOf(trace: StatementTrace, policy: CandidatePolicy): StatementPlace;
}

export function createStatementPlacer(textOf: (file: string) => string | undefined): StatementPlacer {
  const indexes = new Map<string, LineIndex>();
  return {
    placeOf({ statement, effect }, { file, name, basis }) {
      const text = textOf(file) ?? "";
      const lines = indexes.get(file) ?? createLineIndex(text);
      indexes.set(file, lines);
      const { span } = statement;
      return {
        file,
        span,
        range: { start: lines.placeAt(span.start), end: lines.placeAt(span.end) },
        policyName: name,
        basis,
        index: statement.index,
        sid: sidOf(statement),
        effect,
        text: text.slice(span.start, span.end),
      };
    },
  };
}

/**
 * Principal, action, resource and every condition, in the order of a statement; elements that play no part are left out.
 * Before them, of a statement that may not be there, its presence.
 */
export function findingsOf(trace: StatementTrace, request: Request): readonly ElementFinding[] {
  const { statement } = trace;
  const undecided = undecidedKeysOf(trace, request);
  const { principal, notPrincipal, action, notAction, resource, notResource } = statement;
  const elements: (ElementFinding | undefined)[] = [
    statement.certain ? undefined : presenceFinding(statement),
    trace.principal === undefined
      ? undefined
      : elementFinding("principal", trace.principal, request.principal, {
          have: principalText(principal) ?? negated("NotPrincipal", principalText(notPrincipal)),
          span: principal?.span ?? notPrincipal?.span ?? statement.span,
        }),
    elementFinding(
      "action",
      trace.action,
      request.action,
      writtenAs("NotAction", action && nearestFirst(action, request.action), notAction, statement),
    ),
    elementFinding(
      "resource",
      nearestOpen(trace.resource, resource, request),
      request.resource.arn === "" ? undefined : request.resource.arn,
      writtenAs("NotResource", resource, notResource, statement),
      undecided.resource,
    ),
    ...trace.condition.entries.map((condition, at) =>
      conditionFinding(condition, undecided.conditions[at] ?? [], request),
    ),
    ...(trace.condition.open ? [openConditionsFinding(statement)] : []),
  ];
  return elements.filter((element) => element !== undefined);
}

/** Of a list that is too long to be shown, those of the service that was asked come first. */
function nearestFirst(list: ListElement, action: string): ListElement {
  if (list.entries.length <= MOST_ENTRIES) return list;
  const service = action.slice(0, action.indexOf(":") + 1).toLowerCase();
  const isOwn = ({ text }: Scalar): boolean => text.toLowerCase().startsWith(service);
  return { ...list, entries: [...list.entries.filter(isOwn), ...list.entries.filter((one) => !isOwn(one))] };
}

/** Where several entries may be the one, that which covers one of the ARNs that were possibly asked for. */
function nearestOpen(trace: ElementTrace, list: ListElement | undefined, { resource }: Request): ElementTrace {
  const { possible = [] } = resource;
  if (trace.truth !== "unknown" || trace.entry === undefined || list === undefined || possible.length === 0)
    return trace;
  const isNear = (entry: Scalar): boolean =>
    isSettled(entry) && entry.certain && possible.some((arn) => matchesText(entry.text, arn));
  return { ...trace, entry: list.entries.find(isNear) ?? trace.entry };
}

function presenceFinding({ span }: Statement): ElementFinding {
  return { element: "presence", truth: "unknown", have: "", need: "", hangsOn: [], span, condition: undefined };
}

interface Written {
  readonly have: string;
  readonly span: Span;
}

function elementFinding(
  element: ElementKey,
  { truth, reason, entry }: ElementTrace,
  need: string | undefined,
  written: Written,
  hangsOn: readonly string[] = [],
): ElementFinding | undefined {
  // A trust policy has no Resource: that is no finding.
  if (reason === "not-applicable" || (reason === "element-missing" && truth === "yes")) return undefined;
  const isNegated = written.have.startsWith("Not");
  const have = entry === undefined || isNegated || reason === "excluded-by-entry" ? written.have : entry.text;
  return {
    element,
    truth,
    have: have === "" ? undefined : have,
    need,
    hangsOn,
    span: entry?.span ?? written.span,
    condition: undefined,
  };
}

function writtenAs(
  negation: string,
  list: ListElement | undefined,
  notList: ListElement | undefined,
  statement: Statement,
): Written {
  if (list !== undefined) return { have: entriesText(list), span: list.span };
  return { have: negated(negation, notList && entriesText(notList)), span: notList?.span ?? statement.span };
}

function negated(element: string, text: string | undefined): string {
  return text === undefined ? "" : `${element} ${text}`;
}

/** So many entries of a long list are shown. */
const MOST_ENTRIES = 6;

function entriesText({ entries }: { readonly entries: ListElement["entries"] }): string {
  const shown = entries.slice(0, MOST_ENTRIES).map((entry) => entry.text);
  return shown.join(", ") + (entries.length > shown.length ? `, … (${entries.length})` : "");
}

function principalText(element: PrincipalElement | undefined): string | undefined {
  switch (element?.form) {
    case undefined:
      return undefined;
    case "everyone":
      return "*";
    case "typed":
      return entriesText({ entries: element.types.flatMap((type) => type.entries) });
    case "text":
      return element.value.text;
    case "unknown":
    case "misplaced":
      return "";
  }
}

function openConditionsFinding({ condition, span }: Statement): ElementFinding {
  return {
    element: "condition",
    truth: "unknown",
    have: undefined,
    need: undefined,
    hangsOn: [],
    span: condition?.span ?? span,
    condition: undefined,
  };
}

function lackReason(key: string, found: ContextEntry, principal: string): LackReason | undefined {
  const { kind } = readCaller(principal);
  const isOfFactor = /^aws:multifactorauth/i.test(key);
  if (isOfFactor && (kind === "session" || kind === "role") && found.state !== "present") return "second-factor";
  if (found.state !== "absent") return undefined;
  if (found.isOfNone === true) return "action";
  const isUnsigned = kind === "provider" || kind === "anonymous";
  if (isUnsigned) return isOfFactor || /^aws:(?:principal|tokenissuetime)/i.test(key) ? kind : undefined;
  const occasion = documentedKey(key)?.onlyIf;
  return occasion === undefined || kind === "canonical-user" || kind === "other" ? undefined : LACKS[occasion];
}

/** Of keys that hang on who asks. */
const LACKS: Readonly<Partial<Record<KeyOccasion, LackReason>>> = {
  "by-user": "no-user",
  "by-role-session": "no-role-session",
  "by-federated-caller": "no-federation",
  "by-service": "no-service",
};

function conditionFinding(
  { entry, truth, because, requestValues }: ConditionTrace,
  hangsOn: readonly string[],
  { context, principal }: Request,
): ElementFinding {
  const found = because === "path-unknown" ? context.entry(entry.key) : undefined;
  const anyOf = found?.state === "unknown" ? found.possible?.possible.at(-1)?.standIn.text : undefined;
  // Of a key that is not settled nothing is known of the request's value either.
  const isOpen = truth === "unknown" && (because === "key-unknown" || entry.keyHoles.length > 0);
  const undecided = isOpen || because === "variable-without-value";
  const isThereOnly = because === "key-present" && requestValues.length === 0;
  const lacks = lackReason(entry.key, context.entry(entry.key), principal);
  return {
    element: "condition",
    truth,
    have: `${entry.operator} ${entry.key}: ${entriesText(entry.values)}`,
    need: undecided || isThereOnly ? undefined : (anyOf?.replaceAll(STAND_IN, "…") ?? requestValues.join(", ")),
    hangsOn,
    span: entry.span,
    condition: { entry, because, requestValues, ...(lacks === undefined ? {} : { lacks }) },
  };
}
