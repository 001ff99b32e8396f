/** What the editor shows for the part of a policy under the pointer. The words are made in the wording room. */
import { type Catalog } from "../catalog/catalog.ts";
import { hasWildcard } from "../catalog/match-name.ts";
import { referencePage } from "../catalog/reference-pages.ts";
import { type PolicyHolderName } from "../policy/kinds.ts";
import { operatorOf, operatorOfBlock } from "../policy/operators.ts";
import {
  type ConditionOperatorBlock,
  isSettled,
  isSettledCondition,
  type Policy,
  type PolicyKind,
  type Statement,
  type Scalar,
  substitutesVariables,
} from "../policy/policy.ts";
import { type Span } from "../text/span.ts";
import { acceptedBy } from "../wording/accepted-by.ts";
import { describeActionEntry, matchesMoreThanNamed } from "../wording/action.ts";
import { describeCondition, failsWithout } from "../wording/condition.ts";
import { describeArgument, describeElement, describeVersion } from "../wording/element.ts";
import { describeKey } from "../wording/key.ts";
import { toMarkdown } from "../wording/markdown.ts";
import { absentClause, describeOperator, passesWithoutKey } from "../wording/operator.ts";
import { item, listed, name, type Passage, say, text } from "../wording/phrase.ts";
import { describePrincipal, describePrincipalType } from "../wording/principal.ts";
import { describeOpenResource, describeOwnKey, describeResourceEntry, exampleOfOpenArn } from "../wording/resource.ts";
import { describeStatement, effectOf, limitOfKind } from "../wording/statement.ts";
import { describeValue } from "../wording/value.ts";
import { type DocumentPolicy, policyAt, type PolicyDocument } from "./document.ts";
import { carriersInStatement } from "./key-carriers.ts";
import { hoverManagedPolicy } from "./managed/managed-policies.ts";
import { partAt, type PolicyPart } from "./policy-at.ts";
import { actionsNamed } from "./statement-actions.ts";
import { type ProofSources, type StatementVerdict, verdictOn } from "./statement-proof.ts";

export interface HoverResult {
  /** The part that is explained, as a span of the file. */
  readonly span: Span;
  readonly markdown: string;
  /** It is an entry of actions with a wildcard that matches more than the text names: they can be listed. */
  readonly hasActions?: true;
}

/**
 * `offset` is of the file. On a statement's Effect, Sid and Condition the prover has its say, too: a request that matches
 * stands below; a statement that never matches is not described as if it worked.
 */
export function hoverAt(document: PolicyDocument, offset: number, sources: ProofSources): HoverResult | undefined {
  return hoverManagedPolicy(document, offset, sources.catalog) ?? hoverInPolicy(document, offset, sources);
}

function hoverInPolicy(document: PolicyDocument, offset: number, sources: ProofSources): HoverResult | undefined {
  const found = policyAt(document, offset);
  const part = found === undefined ? undefined : partAt(found.policy, offset);
  if (found === undefined) return undefined;
  if (part === undefined) return hoverArgument(found, document.source.text, offset);
  if (part.part === "version" && !isWritten(part, document.source.text)) return undefined;
  const passage = describePart(
    part,
    { policy: found.policy, kind: found.kind.kind, holder: found.kind.holder },
    sources.catalog,
  );
  const isProved = part.part === "effect" || part.part === "sid" || part.part === "condition-word";
  // What could not be read might have kept a statement alive.
  const verdict = isProved && !found.site.broken ? verdictOn(found, part.statement, sources) : undefined;
  const complete = withVerdict(passage, part, verdict);
  if (complete === undefined) return undefined;
  const page = part.part === "action" ? linkToReference(part.entry, sources.catalog) : "";
  const hasActions =
    part.part === "action" &&
    hasWildcard(part.entry.text) &&
    part.entry.holes.length === 0 &&
    matchesMoreThanNamed(part.entry.text, sources.catalog);
  return { span: part.span, markdown: toMarkdown(complete) + page, ...(hasActions ? { hasActions } : {}) };
}

/** A document of Terraform has a Version without saying so, and its place is then that of the word `data`. */
function isWritten({ scalar, span }: PolicyPart & { readonly part: "version" }, source: string): boolean {
  return source.slice(span.start, span.end).includes(scalar.text);
}

/** A part that the file's syntax has and policies have not: `test` of a condition in Terraform. */
function hoverArgument({ site }: DocumentPolicy, source: string, offset: number): HoverResult | undefined {
  const names = site.cursorAt(offset)?.ownNames?.map(({ name: one }) => one) ?? [];
  if (names.length === 0) return undefined;
  const start = offset - (/\w*$/.exec(source.slice(Math.max(0, offset - LONGEST_ARGUMENT), offset))?.[0].length ?? 0);
  const word = /^\w+/.exec(source.slice(start, start + LONGEST_ARGUMENT))?.[0] ?? "";
  const passage = names.includes(word) ? describeArgument(word) : undefined;
  return passage && { span: { start, end: start + word.length }, markdown: toMarkdown(passage) };
}

const LONGEST_ARGUMENT = 40;

/** To the service's own list of actions at AWS. */
function linkToReference({ text: written, holes }: Scalar, catalog: Catalog): string {
  const service = holes.length === 0 ? catalog.service(written.split(":", 1)[0] ?? "") : undefined;
  if (service === undefined) return "";
  return `\n\n[Service Authorization Reference: ${toMarkdown([text(say`${service.name}`)])}](${referencePage(service.prefix)})`;
}

function withVerdict(
  passage: Passage | undefined,
  { part }: PolicyPart,
  verdict: StatementVerdict | undefined,
): Passage | undefined {
  if (passage === undefined || verdict === undefined) return passage;
  if ("never" in verdict) {
    return part === "condition-word"
      ? [...verdict.never, ...passage]
      : [...verdict.never, text(say`What it says, but never does:`), ...passage];
  }
  return part === "condition-word" ? passage : [...passage, ...verdict.witness];
}

export interface HoverSubject {
  readonly policy: Policy;
  readonly kind: PolicyKind;
  readonly holder?: PolicyHolderName | undefined;
}

/** `offset` is of the file. Undefined where there is nothing to say. */
export function hoverPolicy(subject: HoverSubject, offset: number, catalog: Catalog): HoverResult | undefined {
  const part = partAt(subject.policy, offset);
  const passage = part === undefined ? undefined : describePart(part, subject, catalog);
  return part === undefined || passage === undefined ? undefined : { span: part.span, markdown: toMarkdown(passage) };
}

function describePart(part: PolicyPart, { policy, kind, holder }: HoverSubject, catalog: Catalog): Passage | undefined {
  const variables = substitutesVariables(policy);
  switch (part.part) {
    case "policy-word":
    case "statement-word":
      return describeElement(part.word);
    case "version":
      return describeVersion(part.scalar.text);
    case "effect":
    case "sid":
      return [
        ...describeStatement(part.statement),
        ...withoutKeys(part.statement, catalog),
        ...limitOfKind(part.statement, kind),
      ];
    case "action":
      return part.entry.holes.length > 0 ? UNSETTLED : describeActionEntry(part.entry.text, part.element, catalog);
    case "resource":
      if (part.entry.text === "*" && part.element === "Resource" && holder === "key") return describeOwnKey();
      return part.entry.holes.length > 0
        ? withActions(
            describeOpenResource(part.entry, { element: part.element, catalog, variables }),
            part,
            exampleOfOpenArn(part.entry),
            catalog,
          )
        : withActions(
            describeResourceEntry(part.entry.text, { element: part.element, catalog, variables }),
            part,
            part.entry.text,
            catalog,
          );
    case "principal":
      if (part.isTypeOpen) return UNSETTLED;
      return part.entry === undefined
        ? describePrincipalType(part.type)
        : describePrincipal(part.element, part.type, { text: part.entry, holes: part.holes });
    case "condition-word":
      return describeCondition(part.block, effectOf(part.statement), catalog);
    case "operator":
      return operatorPassage(part.operator);
    case "key":
      return keyPassage(part, catalog);
    case "value": {
      if (!isSettledCondition(part.entry)) return UNSETTLED;
      const use = operatorOf(part.entry);
      return use === undefined ? undefined : describeValue(part.value, use, part.entry.key, { catalog, variables });
    }
  }
}

const UNSETTLED: Passage = [text(say`Part of this text is filled in elsewhere, so what it names is not known here.`)];

function operatorPassage(operator: ConditionOperatorBlock): Passage {
  if (operator.nameHoles.length > 0) return UNSETTLED;
  const use = operatorOfBlock(operator);
  return use === undefined
    ? [text(say`${name(operator.name)} is not a condition operator that AWS knows.`)]
    : describeOperator(use);
}

function keyPassage({ statement, entry }: PolicyPart & { readonly part: "key" }, catalog: Catalog): Passage {
  if (entry.keyHoles.length > 0) return UNSETTLED;
  const key = catalog.conditionKey(entry.key);
  const use = operatorOf(entry);
  const passage = describeKey(
    entry.key,
    catalog,
    key === undefined ? undefined : carriersInStatement(statement, key, catalog),
  );
  if (use === undefined || isInEveryRequest(entry.key, catalog)) return passage;
  // Of a provider's own keys no date of the data is said.
  return key === undefined
    ? [...passage, item(say`Under ${name(entry.operator)}, if ${absentClause(use)}`)]
    : withAbsentRule(passage, say`Under ${name(entry.operator)}, if ${absentClause(use)}`);
}

function isInEveryRequest(key: string, catalog: Catalog): boolean {
  return catalog.globalKey(key)?.availability === "always";
}

/** Keys without which a condition holds, which its own sentence does not say. */
function withoutKeys({ condition }: Statement, catalog: Catalog): Passage {
  const entries = condition?.operators.flatMap((operator) => operator.entries) ?? [];
  const keys = entries.filter((entry) => {
    const use = isSettledCondition(entry) ? operatorOf(entry) : undefined;
    // What another condition asks for is there.
    if (use === undefined || !passesWithoutKey(use) || isInEveryRequest(entry.key, catalog)) return false;
    return !entries.some((other) => failsWithout(other, entry.key));
  });
  const names = [...new Set(keys.map(({ key }) => key))].map(name);
  if (names.length === 0) return [];
  return names.length === 1
    ? [text(say`A request without the key also meets the condition: ${listed(names, "and")}.`)]
    : [text(say`A request without one of these keys also meets the condition on it: ${listed(names, "and")}.`)];
}

/** Which of the statement's actions act on the resource; they stand before the date of the data. */
function withActions(
  passage: Passage,
  { statement: { action }, element }: PolicyPart & { readonly part: "resource" },
  arn: string | undefined,
  catalog: Catalog,
): Passage {
  if (arn === undefined || element !== "Resource" || arn === "*" || action === undefined || action.open) return passage;
  if (!action.entries.every(isSettled)) return passage;
  const { actions, complete } = actionsNamed(
    action.entries.map((one) => one.text),
    catalog,
  );
  const lines = complete ? acceptedBy(arn, actions, catalog) : [];
  return [...passage.slice(0, -1), ...lines, ...passage.slice(-1)];
}

/** The rule stands before the date of the data, which it does not rest on. */
function withAbsentRule(passage: Passage, rule: ReturnType<typeof say>): Passage {
  return [...passage.slice(0, -1), item(rule), ...passage.slice(-1)];
}
