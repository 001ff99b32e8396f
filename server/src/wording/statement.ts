/** A statement in one sentence: "Allows `s3:GetObject` on `arn:…` if `aws:SourceIp` is in `203.0.113.0/24`." */
import { readOperator } from "../policy/operators.ts";
import { type ConditionBlock, isSettled, type ListElement, type PolicyKind, type Statement } from "../policy/policy.ts";
import { type Effect } from "./condition.ts";
import { layerWithArticle } from "./layer.ts";
import { listed, name, type Passage, type Phrase, say, sentences, text } from "./phrase.ts";
import { conditionInWords } from "./predicate.ts";
import { principalsInWords } from "./principal.ts";

/** Allow or Deny if the file settles it. */
export function effectOf(statement: Statement): Effect {
  const effect = statement.effect;
  if (effect === undefined || !isSettled(effect)) return undefined;
  return effect.text === "Allow" || effect.text === "Deny" ? effect.text : undefined;
}

export function describeStatement(statement: Statement): Phrase {
  return say`${sentences(
    say`${verbOf(statement)} ${actionsOf(statement)}`,
    principalsOf(statement),
    resourcesOf(statement),
    statement.condition === undefined ? undefined : conditionsOf(statement.condition),
  )}.`;
}

/**
 * What an Allow is worth where a kind of policy gives nothing by itself.
 * Sources: "Service control policies (SCPs)"; "Resource control policies (RCPs)"; "Permissions boundaries for IAM
 * entities"; "Session policies"; "Control access to VPC endpoints using endpoint policies".
 */
export function limitOfKind(statement: Statement, kind: PolicyKind): Passage {
  const layer = LIMITING.find((one) => one === kind);
  if (layer === undefined || effectOf(statement) !== "Allow") return [];
  return [
    text(
      say`An Allow in ${layerWithArticle(layer)} gives nothing by itself: it only leaves room for what another policy allows.`,
    ),
  ];
}

const LIMITING = ["scp", "rcp", "boundary", "session", "vpc-endpoint"] as const;

function verbOf(statement: Statement): string {
  switch (effectOf(statement)) {
    case "Allow":
      return "Allows";
    case "Deny":
      return "Denies";
    case undefined:
      return "Concerns";
  }
}

function actionsOf({ action, notAction }: Statement): Phrase {
  if (action !== undefined) return entriesOf(action, "every action");
  if (notAction !== undefined) return say`every action except ${entriesOf(notAction, "every action")}`;
  return say`no action, because it names none`;
}

function principalsOf({ principal, notPrincipal, effect }: Statement): Phrase | undefined {
  const joint = effect?.text === "Allow" ? "to" : "for";
  if (principal !== undefined) return say`${joint} ${principalsInWords(principal)}`;
  if (notPrincipal !== undefined) return say`${joint} everyone except ${principalsInWords(notPrincipal)}`;
  return undefined;
}

function resourcesOf({ resource, notResource }: Statement): Phrase | undefined {
  if (resource !== undefined) return say`on ${entriesOf(resource, "every resource")}`;
  if (notResource !== undefined) return say`on every resource except ${entriesOf(notResource, "every resource")}`;
  return undefined;
}

function entriesOf(list: ListElement, everything: string): Phrase {
  if (list.entries.some((entry) => entry.text === "*")) return say`${everything}`;
  const parts: (Phrase | ReturnType<typeof name>)[] = list.entries.map((entry) => name(entry.text));
  if (list.open) parts.push(say`what this file does not settle`);
  return parts.length === 0 ? say`nothing` : listed(parts, "and");
}

function conditionsOf(block: ConditionBlock): Phrase | undefined {
  const parts = block.operators.flatMap((operator) =>
    operator.entries.map((entry) => conditionInWords(entry, readOperator(entry.operator))),
  );
  if (block.open || block.operators.some((operator) => operator.open)) parts.push(say`what this file does not settle`);
  return parts.length === 0 ? undefined : say`if ${listed(parts, "and")}`;
}
