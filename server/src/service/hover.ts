/** What the editor shows for the part of a policy under the pointer. The words are made in the wording room. */
import { type Catalog } from "../catalog/catalog.ts";
import { type CheckMemory } from "../checks/memory.ts";
import { readOperator } from "../policy/operators.ts";
import { type ConditionOperatorBlock, type Policy, type PolicyKind, substitutesVariables } from "../policy/policy.ts";
import { type Span } from "../text/span.ts";
import { describeActionEntry } from "../wording/action.ts";
import { describeCondition } from "../wording/condition.ts";
import { describeElement, describeVersion } from "../wording/element.ts";
import { describeKey } from "../wording/key.ts";
import { toMarkdown } from "../wording/markdown.ts";
import { absentClause, describeOperator } from "../wording/operator.ts";
import { item, name, type Passage, say, text } from "../wording/phrase.ts";
import { describePrincipal, describePrincipalType } from "../wording/principal.ts";
import { describeResourceEntry } from "../wording/resource.ts";
import { describeStatement, effectOf, limitOfKind } from "../wording/statement.ts";
import { describeValue } from "../wording/value.ts";
import { policyAt, type PolicyDocument } from "./document.ts";
import { carriersInStatement } from "./key-carriers.ts";
import { partAt, type PolicyPart } from "./policy-at.ts";
import { witnessAt } from "./statement-witness.ts";

export interface HoverResult {
  /** The part that is explained, as a span of the file. */
  readonly span: Span;
  readonly markdown: string;
}

/** `offset` is of the file. On a statement's Effect and Sid a request that matches stands below. */
export function hoverAt(
  document: PolicyDocument,
  offset: number,
  { catalog, memory }: HoverSources,
): HoverResult | undefined {
  const found = policyAt(document, offset);
  if (found === undefined) return undefined;
  const hover = hoverPolicy({ policy: found.policy, kind: found.kind.kind }, offset, catalog);
  const witness = hover === undefined ? undefined : witnessAt(found, offset, memory);
  return hover === undefined || witness === undefined
    ? hover
    : { ...hover, markdown: [hover.markdown, witness].join("\n\n") };
}

export interface HoverSources {
  readonly catalog: Catalog;
  readonly memory: CheckMemory;
}

export interface HoverSubject {
  readonly policy: Policy;
  readonly kind: PolicyKind;
}

/** `offset` is of the file. Undefined where there is nothing to say. */
export function hoverPolicy(subject: HoverSubject, offset: number, catalog: Catalog): HoverResult | undefined {
  const part = partAt(subject.policy, offset);
  const passage = part === undefined ? undefined : describePart(part, subject, catalog);
  return part === undefined || passage === undefined ? undefined : { span: part.span, markdown: toMarkdown(passage) };
}

function describePart(part: PolicyPart, { policy, kind }: HoverSubject, catalog: Catalog): Passage | undefined {
  const variables = substitutesVariables(policy);
  switch (part.part) {
    case "policy-word":
    case "statement-word":
      return describeElement(part.word);
    case "version":
      return describeVersion(part.scalar.text);
    case "effect":
    case "sid":
      return [...describeStatement(part.statement), ...limitOfKind(part.statement, kind)];
    case "action":
      return part.entry.holes.length > 0 ? UNSETTLED : describeActionEntry(part.entry.text, part.element, catalog);
    case "resource":
      return part.entry.holes.length > 0
        ? UNSETTLED
        : describeResourceEntry(part.entry.text, { element: part.element, catalog, variables });
    case "principal":
      return part.entry === undefined
        ? describePrincipalType(part.type)
        : describePrincipal(part.element, part.type, part.entry);
    case "condition-word":
      return describeCondition(part.block, effectOf(part.statement), catalog);
    case "operator":
      return operatorPassage(part.operator);
    case "key":
      return keyPassage(part, catalog);
    case "value": {
      const use = readOperator(part.entry.operator);
      return use === undefined ? undefined : describeValue(part.value, use, part.entry.key, { catalog, variables });
    }
  }
}

const UNSETTLED: Passage = [text(say`Part of this text is filled in elsewhere, so what it names is not known here.`)];

function operatorPassage(operator: ConditionOperatorBlock): Passage {
  const use = readOperator(operator.name);
  return use === undefined
    ? [text(say`${name(operator.name)} is not a condition operator that AWS knows.`)]
    : describeOperator(use);
}

function keyPassage({ statement, entry }: PolicyPart & { readonly part: "key" }, catalog: Catalog): Passage {
  if (entry.keyHoles.length > 0) return UNSETTLED;
  const key = catalog.conditionKey(entry.key);
  const use = readOperator(entry.operator);
  const passage = describeKey(
    entry.key,
    catalog,
    key === undefined ? undefined : carriersInStatement(statement, key, catalog),
  );
  return use === undefined || key === undefined
    ? passage
    : withAbsentRule(passage, say`Under ${name(entry.operator)}, if ${absentClause(use)}`);
}

/** The rule stands before the date of the data, which it does not rest on. */
function withAbsentRule(passage: Passage, rule: ReturnType<typeof say>): Passage {
  return [...passage.slice(0, -1), item(rule), ...passage.slice(-1)];
}
