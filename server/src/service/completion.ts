/** What can be written at a cursor inside a policy, while the policy is still half typed. */
import { type Catalog } from "../catalog/catalog.ts";
import { isSettled, type Policy, PRINCIPAL_TYPES, type Statement } from "../policy/policy.ts";
import { OPERATORS, readOperator, SET_OPERATORS } from "../policy/operators.ts";
import { type Site } from "../hosts/host.ts";
import { type Insertion, type PolicyCursor } from "../hosts/policy-cursor.ts";
import { type Span, spanHolds } from "../text/span.ts";
import { describeActionEntry } from "../wording/action.ts";
import { describeElement, describeVersion } from "../wording/element.ts";
import { describeKey } from "../wording/key.ts";
import { toMarkdown } from "../wording/markdown.ts";
import { describeOperator } from "../wording/operator.ts";
import { type Passage } from "../wording/phrase.ts";
import { describePrincipalType } from "../wording/principal.ts";
import { type Candidate, type CompletionKind } from "./completion-candidate.ts";
import { policyAt, type PolicyDocument } from "./document.ts";
import { actionCandidates, keyCandidates, resourceCandidates } from "./completion-names.ts";

/** It replaces what is typed so far, and what of it stands after the cursor. */
export interface CompletionItem extends Insertion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail: string | undefined;
}

export interface CompletionResult {
  /** Best first. */
  readonly items: readonly CompletionItem[];
  /** There are more, which further typing will bring. */
  readonly isIncomplete: boolean;
}

const MOST_ITEMS = 500;

/** `offset` is the cursor's, in the file. Undefined outside of policies. */
export function completeAt(document: PolicyDocument, offset: number, catalog: Catalog): CompletionResult | undefined {
  const found = policyAt(document, offset);
  return found === undefined ? undefined : completePolicy(found, offset, catalog);
}

export interface CompletionSubject {
  readonly policy: Policy;
  readonly site: Pick<Site, "cursorAt">;
}

/** `offset` is the cursor's, in the file. Nothing where the host of the file cannot say what stands there. */
export function completePolicy(
  { policy, site }: CompletionSubject,
  offset: number,
  catalog: Catalog,
): CompletionResult {
  const cursor = site.cursorAt(offset);
  if (cursor === undefined) return { items: [], isIncomplete: false };
  const candidates = candidatesAt(cursor, policy, offset, catalog);
  const kept = candidates.length <= MOST_ITEMS ? candidates : narrowed(candidates, cursor.typed);
  return {
    items: kept.slice(0, MOST_ITEMS).flatMap((candidate) => toItem(candidate, cursor)),
    isIncomplete: candidates.length > MOST_ITEMS,
  };
}

/** The text beside an item, as Markdown; asked for one item at a time because it may read the descriptions. */
export function documentCompletion(kind: CompletionKind, label: string, catalog: Catalog): string | undefined {
  const passage = passageOn(kind, label, catalog);
  return passage === undefined ? undefined : toMarkdown(passage);
}

function passageOn(kind: CompletionKind, label: string, catalog: Catalog): Passage | undefined {
  switch (kind) {
    case "element":
      return describeElement(label);
    case "version":
      return describeVersion(label);
    case "principal-type":
      return describePrincipalType(label);
    case "action":
      return describeActionEntry(label, "Action", catalog);
    case "key":
      return describeKey(label, catalog, undefined);
    case "operator": {
      const use = readOperator(label);
      return use === undefined ? undefined : describeOperator(use);
    }
    case "effect":
    case "principal":
    case "service":
    case "resource":
    case "value":
      return undefined;
  }
}

function candidatesAt(cursor: PolicyCursor, policy: Policy, offset: number, catalog: Catalog): readonly Candidate[] {
  const names = cursor.path;
  if (names.length === 0) return cursor.at === "key" ? policyElements(cursor, policy, offset) : [];
  if (names[0] === "Version") return VERSIONS;
  if (names[0] !== "Statement") return [];
  const statement = policy.statements.find((one) => spanHolds(one.span, offset)) ?? policy.statements[cursor.statement];
  const named = actionEntries(cursor, statement);
  const [, element, inner, key] = names;
  if (element === undefined) return cursor.at === "key" ? statementElements(cursor, statement, offset) : [];
  switch (element) {
    case "Effect":
      return EFFECTS;
    case "Action":
    case "NotAction":
      return actionCandidates(cursor.typed, named, catalog);
    case "Resource":
    case "NotResource":
      return resourceCandidates(named, catalog);
    case "Principal":
    case "NotPrincipal":
      return principalCandidates(cursor, inner);
    case "Condition":
      if (inner === undefined) return cursor.at === "key" ? OPERATOR_NAMES : [];
      if (key === undefined)
        return cursor.at === "key" ? keyCandidates(cursor, readOperator(inner), named, catalog) : [];
      return valueCandidates(inner);
    default:
      return [];
  }
}

/** What the text says before the cursor, and what could be read of the whole: a broken line may hide either. */
function actionEntries(cursor: PolicyCursor, statement: Statement | undefined): readonly string[] {
  const before = cursor.inStatement.textsOf("Action");
  const read = statement?.action?.entries.filter(isSettled).map(({ text }) => text) ?? [];
  return [...new Set([...before, ...read])];
}

const VERSIONS: readonly Candidate[] = [
  { label: "2012-10-17", kind: "version", detail: "current: policy variables are filled in" },
  { label: "2008-10-17", kind: "version", detail: "old: no policy variables" },
];

const EFFECTS: readonly Candidate[] = [
  { label: "Allow", kind: "effect" },
  { label: "Deny", kind: "effect" },
];

const TRUE_AND_FALSE: readonly Candidate[] = [
  { label: "true", kind: "value" },
  { label: "false", kind: "value" },
];

const EVERYONE: readonly Candidate[] = [
  { label: "*", kind: "principal", detail: "everyone, including anonymous callers" },
];

const POLICY_ELEMENTS = ["Version", "Statement", "Id"];

/** In the order in which they are commonly written; those that most statements lack come last. */
const STATEMENT_ELEMENTS = [
  "Effect",
  "Action",
  "Resource",
  "Condition",
  "Sid",
  "Principal",
  "NotAction",
  "NotResource",
  "NotPrincipal",
];

function policyElements(cursor: PolicyCursor, policy: Policy, offset: number): readonly Candidate[] {
  const written = writtenKeys(cursor, policy.object.members, offset);
  return POLICY_ELEMENTS.filter((name) => !written.has(name)).map((label) => ({ label, kind: "element" }));
}

function statementElements(
  cursor: PolicyCursor,
  statement: Statement | undefined,
  offset: number,
): readonly Candidate[] {
  const written = writtenKeys(cursor, statement?.object.members ?? [], offset);
  return STATEMENT_ELEMENTS.filter((name) => !written.has(name) && !written.has(counterpart(name))).map((label) => ({
    label,
    kind: "element",
  }));
}

/** A statement has Action or NotAction, and so on, never both. */
function counterpart(name: string): string {
  return name.startsWith("Not") ? name.slice("Not".length) : `Not${name}`;
}

function writtenKeys(
  cursor: PolicyCursor,
  members: readonly { readonly key: string; readonly keySpan: Span }[],
  offset: number,
): ReadonlySet<string> {
  const elsewhere = members.filter(({ keySpan }) => !spanHolds(keySpan, offset)).map(({ key }) => key);
  return new Set([...cursor.object.keys, ...elsewhere]);
}

function principalCandidates(cursor: PolicyCursor, type: string | undefined): readonly Candidate[] {
  if (cursor.at === "key" && type === undefined) {
    const free = PRINCIPAL_TYPES.filter((name) => !cursor.object.keys.includes(name));
    return free.map((label) => ({ label, kind: "principal-type" }));
  }
  return type === undefined || type === "AWS" ? EVERYONE : [];
}

/** Plain operators, then guarded ones, then those for keys with several values (text, ARN and Bool keys have them). */
const OPERATOR_NAMES: readonly Candidate[] = [
  ...OPERATORS.map(({ name }) => name),
  ...OPERATORS.filter(({ family }) => family !== "null").map(({ name }) => `${name}IfExists`),
  ...[...SET_OPERATORS]
    .reverse()
    .flatMap((setOperator) =>
      OPERATORS.filter(({ family }) => family === "string" || family === "arn" || family === "bool").map(
        ({ name }) => `${setOperator}:${name}`,
      ),
    ),
].map((label) => ({ label, kind: "operator" }));

function valueCandidates(operator: string): readonly Candidate[] {
  const family = readOperator(operator)?.operator.family;
  return family === "bool" || family === "null" ? TRUE_AND_FALSE : [];
}

/** Of too many candidates, those that begin with what is typed, then those that hold it. */
function narrowed(candidates: readonly Candidate[], typed: string): readonly Candidate[] {
  const wanted = typed.toLowerCase();
  const places = candidates.map((candidate) => ({ candidate, at: candidate.label.toLowerCase().indexOf(wanted) }));
  const begin = places.filter(({ at }) => at === 0);
  const hold = places.filter(({ at }) => at > 0);
  return [...begin, ...hold].map(({ candidate }) => candidate);
}

function toItem(candidate: Candidate, cursor: PolicyCursor): readonly CompletionItem[] {
  const { label, kind, detail, insert = label, unfinished = false } = candidate;
  const insertion = cursor.write(insert, unfinished ? "more" : "nothing");
  return insertion === undefined ? [] : [{ label, kind, detail, ...insertion }];
}
