/** A statement in a sentence: "Allows `s3:GetObject` on `arn:…` if `aws:SourceIp` is in `203.0.113.0/24`." */
import { type ConditionBlock, isSettled, type ListElement, type PolicyKind, type Statement } from "../policy/policy.ts";
import { type Effect } from "./condition.ts";
import { layerWithArticle } from "./layer.ts";
import { item, listed, name, type Passage, type Phrase, say, sentences, strong, text } from "./phrase.ts";
import { conditionInWords } from "./predicate.ts";
import { principalsInWords } from "./principal.ts";

/** Allow or Deny if the file settles it. */
export function effectOf(statement: Statement): Effect {
  const effect = statement.effect;
  if (effect === undefined || !isSettled(effect)) return undefined;
  return effect.text === "Allow" || effect.text === "Deny" ? effect.text : undefined;
}

/** No sentence of it mixes AND and OR: conditions that would are items of a list. */
export function describeStatement(statement: Statement): Passage {
  if (listsNoAction(statement)) return [text(say`${verbOf(statement)} no action, because it lists none.`)];
  const lead = sentences(
    say`${verbOf(statement)} ${actionsOf(statement)}`,
    principalsOf(statement),
    resourcesOf(statement),
  );
  const conditions = statement.condition === undefined ? [] : conditionsOf(statement.condition);
  const [only, ...others] = conditions;
  if (only === undefined) return [text(say`${lead}.`)];
  if (others.length > 0) return [text(say`${lead} if ${strong("all")} of these hold:`), ...conditions.map(item)];
  return holds(lead, " and ") && holds(only, " or ")
    ? [text(say`${lead} if this holds:`), item(only)]
    : [text(say`${lead} if ${only}.`)];
}

function holds(phrase: Phrase, joint: string): boolean {
  return phrase.some((inline) => inline.kind === "words" && inline.text.includes(joint));
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
      say`An Allow in ${layerWithArticle(layer)} grants nothing by itself: it only limits what other policies can grant.`,
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
      return "Covers";
  }
}

function listsNoAction({ action, notAction }: Statement): boolean {
  return action === undefined ? notAction === undefined : action.entries.length === 0 && !action.open;
}

function actionsOf({ action, notAction }: Statement): Phrase {
  if (action !== undefined) return entriesOf(action, "every action");
  return notAction === undefined ? say`no action` : say`every action except ${entriesOf(notAction, "every action")}`;
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
  if (list.open) parts.push(say`what is filled in elsewhere`);
  return parts.length === 0 ? say`nothing` : listed(parts, "and");
}

function conditionsOf(block: ConditionBlock): readonly Phrase[] {
  const parts = block.operators.flatMap((operator) => operator.entries.map((entry) => conditionInWords(entry)));
  if (block.open || block.operators.some((operator) => operator.open))
    parts.push(say`conditions that are filled in elsewhere hold`);
  return parts;
}
