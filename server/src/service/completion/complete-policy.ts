/** What can be written at a cursor inside a policy, while the policy is still half typed. */
import { type Catalog } from "../../catalog/catalog.ts";
import { type ArnReference, type Site } from "../../hosts/host.ts";
import { type Insertion, type OwnName, type PolicyCursor } from "../../hosts/policy-cursor.ts";
import { type KindReading } from "../../policy/kinds.ts";
import { isSettled, type Policy, type ScalarList, type Statement } from "../../policy/policy.ts";
import { type DraftPart } from "../../syntax/draft.ts";
import { type Edit } from "../../text/edit.ts";
import { type Span, spanHolds } from "../../text/span.ts";
import { actionCandidates } from "./actions.ts";
import { type Candidate, type CompletionKind, type CompletionPlace } from "./candidate.ts";
import { effects, policyElements, statementElements, statements, versions } from "./elements.ts";
import { keyCandidates, operatorCandidates } from "./keys.ts";
import { type KnownNames } from "./known-names.ts";
import { principalCandidates } from "./principals.ts";
import { resourceCandidates } from "./resources.ts";
import { valueCandidates } from "./values.ts";
import { variableCandidates } from "./variables.ts";

export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail: string | undefined;
  /** What is typed so far, and what of it stands behind the cursor. */
  readonly span: Span;
  /** What is written in its place, with the stops at which the author goes on. */
  readonly parts: readonly DraftPart[];
  /** What of the replaced text stands before what is typed. */
  readonly lead: string;
  /** What is held against what is typed; the label, if undefined. */
  readonly filter: string | undefined;
  readonly also: readonly Edit[];
  /** What comes next can be chosen from a list as well. */
  readonly leads: boolean;
}

export interface CompletionResult {
  /** Best first. */
  readonly items: readonly CompletionItem[];
  /** There are more, which further typing will bring. */
  readonly isIncomplete: boolean;
}

export interface CompletionPoint {
  /** The cursor's, in the file. */
  readonly offset: number;
  /** A sign was typed that may begin something: nobody asked for what comes behind it. */
  readonly afterSign?: boolean;
}

export interface CompletionQuestion extends CompletionPoint {
  readonly catalog: Catalog;
  /** The policies of the workspace, for the names in them; none where they are not at hand. */
  readonly known: KnownNames;
}

const MOST_ITEMS = 500;
const NOTHING: CompletionResult = { items: [], isIncomplete: false };

export interface CompletionSubject {
  readonly policy: Policy;
  readonly kind: KindReading;
  readonly site: Pick<Site, "cursorAt">;
  /** Of the file. */
  readonly text: string;
  readonly references?: readonly ArnReference[];
}

/** Nothing where the host of the file cannot say what stands there. */
export function completePolicy(subject: CompletionSubject, question: CompletionQuestion): CompletionResult {
  const { policy, kind, site, text } = subject;
  const { offset, catalog } = question;
  const cursor = site.cursorAt(offset);
  if (cursor === undefined || (cursor.behindValue === true && question.afterSign === true)) return NOTHING;
  if (cursor.ownNames !== undefined) return { items: ownItems(cursor.ownNames, text), isIncomplete: false };
  const statement = policy.statements.find((one) => spanHolds(one.span, offset)) ?? policy.statements[cursor.statement];
  const named = actionEntries(cursor, statement);
  const place: CompletionPlace = {
    cursor,
    policy,
    kind,
    statement,
    named,
    beside: entriesBeside(cursor, statement, offset),
    catalog,
    known: question.known,
    references: subject.references ?? [],
  };
  const candidates = candidatesAt(place, offset);
  const kept = candidates.length <= MOST_ITEMS ? candidates : narrowed(candidates, cursor.typed);
  return {
    items: kept.slice(0, MOST_ITEMS).flatMap((candidate) => toItem(candidate, cursor, text)),
    // Which actions are offered without their service depends on what is typed.
    isIncomplete: candidates.length > MOST_ITEMS || isSearchedByName(place),
  };
}

function isSearchedByName({ cursor }: CompletionPlace): boolean {
  const element = cursor.path[1];
  return (element === "Action" || element === "NotAction") && !cursor.typed.includes(":");
}

function candidatesAt(place: CompletionPlace, offset: number): readonly Candidate[] {
  const { cursor } = place;
  const names = cursor.path;
  const isKey = cursor.at === "key";
  if (names.length === 0) return isKey ? policyElements(place, offset) : [];
  if (names[0] === "Version") return isKey || cursor.inList ? [] : versions(place);
  if (names[0] !== "Statement") return [];
  const [, element, inner, key] = names;
  if (element === undefined) return isKey ? statementElements(place, offset) : statements(place);
  const variables = isKey ? undefined : variableCandidates(place);
  if (variables !== undefined) return variables;
  switch (element) {
    case "Effect":
      return cursor.inList ? [] : effects(place);
    case "Action":
    case "NotAction":
      return isKey ? [] : actionCandidates(place);
    case "Resource":
    case "NotResource":
      return isKey ? [] : resourceCandidates(place);
    case "Principal":
    case "NotPrincipal":
      return principalCandidates(place, inner);
    case "Condition":
      if (inner === undefined) return inObject(place, operatorCandidates(place, offset));
      if (key === undefined) return inObject(place, keyCandidates(place, inner));
      return isKey ? [] : valueCandidates(place, inner, key).filter(({ label }) => !place.beside.includes(label));
    default:
      return [];
  }
}

/** Members of an object; where nothing of it is written yet, the object with them. */
function inObject({ cursor }: CompletionPlace, members: readonly Candidate[]): readonly Candidate[] {
  if (cursor.at === "key") return members;
  if (cursor.inList) return [];
  return members.flatMap((candidate): readonly Candidate[] => {
    const { what } = candidate;
    if (what?.write !== "member") return [];
    return [{ ...candidate, what: { write: "value", value: { members: [[what.key, what.value]], open: false } } }];
  });
}

/** What the text says before the cursor, and what could be read of the whole: a broken line may hide either. */
function actionEntries(cursor: PolicyCursor, statement: Statement | undefined): readonly string[] {
  const before = cursor.inStatement.textsOf("Action");
  const read = statement?.action?.entries.filter(isSettled).map(({ text }) => text) ?? [];
  return [...new Set([...before, ...read])].filter((text) => text !== "");
}

/** Of what could be read of an element that is a list of texts, without the one under the cursor. */
function entriesBeside({ path }: PolicyCursor, statement: Statement | undefined, offset: number): readonly string[] {
  const lists = {
    Action: statement?.action,
    NotAction: statement?.notAction,
    Resource: statement?.resource,
    NotResource: statement?.notResource,
  };
  const [, element, operator, key] = path;
  const list =
    element === "Condition"
      ? conditionList(statement, operator, key)
      : LISTS.includes(element as keyof typeof lists)
        ? lists[element as keyof typeof lists]
        : undefined;
  return (list?.entries ?? [])
    .filter((entry) => isSettled(entry) && !spanHolds(entry.span, offset))
    .map(({ text }) => text);
}

function conditionList(
  statement: Statement | undefined,
  operator: string | undefined,
  key: string | undefined,
): ScalarList | undefined {
  const block = statement?.condition?.operators.find(({ name }) => name === operator);
  return block?.entries.find((entry) => entry.key === key)?.values;
}

const LISTS = ["Action", "NotAction", "Resource", "NotResource"] as const;

/** Of too many candidates, those that begin with what is typed, then those that hold it. */
function narrowed(candidates: readonly Candidate[], typed: string): readonly Candidate[] {
  const wanted = typed.toLowerCase();
  const places = candidates.map((candidate) => ({ candidate, at: candidate.label.toLowerCase().indexOf(wanted) }));
  const begin = places.filter(({ at }) => at === 0);
  const hold = places.filter(({ at }) => at > 0);
  return [...begin, ...hold].map(({ candidate }) => candidate);
}

/** What their values can be is listed next. */
function ownItems(names: readonly OwnName[], text: string): readonly CompletionItem[] {
  return names.map(({ name, insertion }) =>
    itemOf({ label: name, kind: "element", detail: undefined, leads: true }, insertion, text),
  );
}

function toItem(candidate: Candidate, cursor: PolicyCursor, text: string): readonly CompletionItem[] {
  const { label: name, kind, detail, filter, what = { write: "value", value: name }, leads = false } = candidate;
  const label = kind === "element" && cursor.nameOf !== undefined ? cursor.nameOf(name) : name;
  const insertion = cursor.write(what);
  return insertion === undefined ? [] : [itemOf({ label, kind, detail, leads, filter }, insertion, text)];
}

/** Named one by one: a list has hundreds, and copying an object's members takes most of the time of the answer. */
export function itemOf(
  {
    label,
    kind,
    detail,
    leads,
    filter,
  }: Pick<CompletionItem, "label" | "kind" | "detail" | "leads"> & Partial<Pick<CompletionItem, "filter">>,
  { span, parts, lead, also }: Insertion,
  text: string,
): CompletionItem {
  const before = lead === 0 ? "" : text.slice(span.start, span.start + lead);
  return { label, kind, detail, span, parts, lead: before, filter, also, leads };
}
