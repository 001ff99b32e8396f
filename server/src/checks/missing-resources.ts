/**
 * Fixes for actions that act on none of a statement's resources, although ARNs that differ in their end are there: an
 * object's action beside a bucket's ARN, a bucket's action beside its objects. Which ARN is missing is read off the
 * templates of the actions' resource types, never off a list, and every fix is proved before it is offered.
 */
import { containerOf, everythingIn } from "../catalog/arn-template.ts";
import { type Catalog } from "../catalog/catalog.ts";
import { isSettled, type ListElement, type Scalar, type Statement, statementWith } from "../policy/policy.ts";
import { addEntries, extended, replaceText } from "../policy/changes.ts";
import { type Change, type NewValue } from "../syntax/change.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { type Fix, fixWith } from "./fix.ts";
import { moveActions } from "./moved-actions.ts";
import { proveChanged } from "./proofs.ts";
import { listed, name, type Phrase, say } from "../wording/phrase.ts";

/** Longer lists are not looked at: each candidate takes a proof. */
const MOST_CANDIDATES = 8;

/** For a statement some of whose actions, by their positions, match no entry of Resource. */
export function fixesForActions(
  subject: PolicyUnderCheck,
  statement: Statement,
  dead: readonly number[],
): readonly Fix[] {
  const { action, resource } = statement;
  if (dead.length === 0 || action === undefined || resource === undefined) return [];
  if (!isClosedList(action) || !isReadableList(resource)) return [];
  const entries = dead.flatMap((index) => action.entries[index] ?? []);
  const missing = missingFor(subject, statement, entries);
  if (missing === undefined) return [];
  const texts = missing.filter(({ value }) => typeof value === "string").map(({ text }) => text);
  const moves = texts.length === missing.length ? moveActions(subject.policy, statement, dead, texts) : [];
  return [...additionOf(resource, missing), ...moves];
}

/** For a statement none of whose actions matches an entry of Resource. */
export function fixesForStatement(subject: PolicyUnderCheck, statement: Statement): readonly Fix[] {
  const { action, resource } = statement;
  if (action === undefined || resource === undefined || !isClosedList(action) || !isReadableList(resource)) return [];
  if (resource.entries.length > MOST_CANDIDATES) return [];
  const templates = templatesOf(subject.catalog, action.entries);
  const replaced = resource.entries.map((entry) => candidatesOf(templates, entry)[0]);
  const candidates = replaced.filter((candidate) => candidate !== undefined);
  const texts = candidates.map(({ text }) => text);
  if (texts.length < replaced.length || !isProved(subject, statement, action.entries, texts)) return [];
  const written = resource.entries.map(({ text }) => text);
  return [
    {
      title: say`Replace ${listedNames(written)} with ${listedNames(candidates.map(({ shown }) => shown))}`,
      changes: resource.entries.flatMap((entry, index) => replacement(entry, candidates[index])),
    },
  ];
}

function replacement(entry: Scalar, candidate: Candidate | undefined): readonly Change[] {
  const { value = entry.text } = candidate ?? {};
  return typeof value === "string" ? replaceText(entry, value) : [{ change: "replace", value: entry.node, by: value }];
}

/** An ARN near to an entry. */
interface Candidate {
  /** With samples for what the file does not settle, as it is proved. */
  readonly text: string;
  /** As the entry has it. */
  readonly shown: string;
  readonly value: NewValue;
}

/** Is all of the list known, and text? */
export function isClosedList({ entries, open, misplaced }: ListElement): boolean {
  return !open && misplaced.length === 0 && entries.every((entry) => isSettled(entry) && entry.type === "string");
}

/** The same, but for parts of a deployment and of names: whatever they are, they have no separators. */
function isReadableList({ entries, open, misplaced }: ListElement): boolean {
  return !open && misplaced.length === 0 && entries.every((entry) => sampleOf(entry) !== undefined);
}

function sampleOf({ text, holes, type, certain }: Scalar): string | undefined {
  if (type !== "string" || (holes.length > 0 && !certain)) return undefined;
  let sample = "";
  let at = 0;
  for (const { start, end, stands, isName } of holes) {
    if (stands === undefined && isName !== true) return undefined;
    sample += text.slice(at, start) + (stands === undefined ? "example" : SAMPLES[stands]);
    at = end;
  }
  return sample + text.slice(at);
}

const SAMPLES = { partition: "aws", region: "us-east-1", account: "111122223333" } as const;

/** The ARNs that the actions lack; undefined if not every one of them is helped. */
function missingFor(
  subject: PolicyUnderCheck,
  statement: Statement,
  actions: readonly Scalar[],
): readonly Candidate[] | undefined {
  const entries = statement.resource?.entries ?? [];
  if (entries.length > MOST_CANDIDATES) return undefined;
  const templates = templatesOf(subject.catalog, actions);
  const found = entries.flatMap((entry) => candidatesOf(templates, entry).slice(0, 1));
  const byText = new Map(found.map((candidate) => [candidate.shown, candidate]));
  if (byText.size === 0 || byText.size > MOST_CANDIDATES) return undefined;
  const missing = [...byText.values()];
  const texts = missing.map(({ text }) => text);
  return isProved(subject, statement, actions, texts) ? missing : undefined;
}

/** Do all these actions and ARNs, and the rest of the statement, contribute to it? */
function isProved(
  subject: PolicyUnderCheck,
  statement: Statement,
  actions: readonly Scalar[],
  resources: readonly string[],
): boolean {
  const { action, resource } = statement;
  const [first] = resource?.entries ?? [];
  if (action === undefined || resource === undefined || first === undefined) return false;
  const changed = statementWith(statement, {
    action: { ...action, entries: actions },
    resource: { ...resource, entries: resources.map((text) => ({ ...first, text, holes: [] })) },
  });
  const change = JSON.stringify([actions.map(({ text }) => text), resources]);
  const proof = proveChanged(subject, { original: statement, changed, change });
  return proof.verdict === "satisfiable" && proof.dead.length === 0;
}

/** ARNs near to an entry that are of one of the templates: what the entry names, or what lies in it. */
function candidatesOf(templates: readonly string[], entry: Scalar): readonly Candidate[] {
  const sample = sampleOf(entry);
  if (sample?.startsWith("arn:") !== true || sample.includes("${")) return [];
  const near = templates.flatMap((template) => everythingIn(sample, template) ?? containerOf(sample, template) ?? []);
  const texts = near.length > 0 ? near : asOtherTopic(sample);
  if (entry.holes.length === 0) return texts.map((text) => ({ text, shown: text, value: text }));
  return texts.flatMap((text) => {
    if (!text.startsWith(sample)) return [];
    const more = text.slice(sample.length);
    const value = extended(entry, more);
    return value === undefined ? [] : [{ text, shown: entry.text + more, value }];
  });
}

/**
 * Who publishes is asked for the topic, and who subscribes for the topic filter of that text. Source: "Publish/Subscribe policy
 * examples" (AWS IoT Core Developer Guide).
 */
function asOtherTopic(arn: string): readonly string[] {
  const [, head = "", type = "", topic = ""] = TOPIC.exec(arn) ?? [];
  return head === "" ? [] : [`${head}${type === "topic" ? "topicfilter" : "topic"}/${topic}`];
}

const TOPIC = /^(arn:[^:]*:iot:[^:]*:[^:]*:)(topic|topicfilter)\/(.+)$/;

/** The ARN templates of the actions' resource types; none where it would take long to read them. */
export function templatesOf(catalog: Catalog, actions: readonly Scalar[]): readonly string[] {
  if (actions.length > MOST_ACTIONS) return [];
  const templates = actions.flatMap(({ text }) =>
    catalog.actionsMatching(text, MOST_ACTIONS).first.flatMap((action) => templatesOfAction(catalog, action)),
  );
  return [...new Set(templates)];
}

function templatesOfAction(catalog: Catalog, action: string): readonly string[] {
  const [prefix = "", actionName = ""] = action.split(":");
  const service = catalog.service(prefix);
  const resources = service?.action(actionName)?.resources ?? [];
  return resources.flatMap(({ type }) => service?.resourceType(type)?.arns ?? []);
}

const MOST_ACTIONS = 20;

function additionOf(resource: ListElement, missing: readonly Candidate[]): readonly Fix[] {
  const shown = missing.map((candidate) => candidate.shown);
  const values = missing.map(({ value }) => value);
  return fixWith(say`Add ${listedNames(shown)} to ${name("Resource")}`, addEntries(resource, values));
}

function listedNames(texts: readonly string[]): Phrase {
  return listed(texts.map(name), "and");
}
