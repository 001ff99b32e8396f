import { isListedAs } from "../../catalog/key-template.ts";
import { type DeadPart } from "../../proof/proof.ts";
import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { type ConditionEntry, isSettled, type Scalar, type Statement, statementWith } from "../../policy/policy.ts";
import { operatorOf } from "../../policy/operators.ts";
import { ownText } from "../../text/own-text.ts";
import { type Span } from "../../text/span.ts";
import { hasWildcard } from "../action-text.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { deniedService } from "../denied-services.ts";
import { conditionEntries } from "../entries.ts";
import { policyOfThose, statementFact } from "../known-statements.ts";
import { type NamedAction, namedActions } from "../named-actions.ts";
import { holdsForAction } from "./always-holds.ts";
import { messagesOf } from "../messages.ts";
import { isRejectedForKeys } from "./bucket-policy-mismatch.ts";
import { asLastResort, type Fix, removalOf } from "../fix.ts";
import { moveFromConditions } from "../moved-actions.ts";
import { proofsOf, proveChanged } from "../proofs.ts";
import { textSpan } from "../spans.ts";
import { keysOf } from "../../wording/never.ts";
import { dataNote } from "../../wording/reference.ts";
import { type CatalogInfo, keysOfAction } from "../../catalog/catalog.ts";
import { listed, name, type Phrase, say, sentences } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  allow: (action: string, keys: readonly string[], info: CatalogInfo) =>
    sentences(
      say`No request of ${name(action)} meets the ${keys.length === 1 ? "condition" : "conditions"} on ${listed(keys.map(name), "and")}, so this statement does not allow it. Move it to a statement without that condition.`,
      dataNote(info),
    ),
  deny: (action: string, keys: readonly string[], info: CatalogInfo) =>
    sentences(
      say`No request of ${name(action)} meets the ${keys.length === 1 ? "condition" : "conditions"} on ${listed(keys.map(name), "and")}, so this statement does not deny it. Move it to a statement without that condition.`,
      dataNote(info),
    ),
  allowAll: (key: string, service: string) =>
    say`${name(key)} comes with requests of ${name(service)}, so of ${name("*")} this statement allows hardly more than actions of that service. Name the actions that the condition is about.`,
  denyAll: (actions: readonly string[], { key, operator }: ConditionEntry, info: CatalogInfo) =>
    sentences(
      say`This Deny hits every request of ${someOf(actions)}, for every value in the condition: none of them has ${name(key)}, and ${name(operator)} also matches requests without it. If that is not meant, remove ${actions.length === 1 ? "the action" : "these actions"} from this statement.`,
      dataNote(info),
    ),
  denyService: (service: string, example: string, { key, operator }: ConditionEntry, info: CatalogInfo) =>
    sentences(
      say`This Deny hits most of ${name(service)} for every value in the condition: requests such as ${name(example)} have no ${name(key)}, and ${name(operator)} also matches those. Name the actions that the condition is about.`,
      dataNote(info),
    ),
});

export const keyOfAnotherAction: Check = {
  code: "key-of-another-action",
  severity: "info",
  summary: "A condition asks for a key that requests of one of the listed actions do not have.",
  messages: MESSAGES,
  proves: true,
  *find(subject) {
    const { catalog } = subject;
    for (const { statement, proof } of proofsOf(subject)) {
      yield undefined;
      if (
        proof.verdict === "never" ||
        proof.dead.length === 0 ||
        statement.effect === undefined ||
        !isSettled(statement.effect)
      )
        continue;
      const isDeny = statement.effect.text === "Deny";
      for (const dead of proof.dead) {
        const index = Number(dead.part[1]);
        const entry = actionOf(statement, dead);
        const keys = keysOf(dead.against);
        if (entry === undefined || keys.length === 0 || isHandledElsewhere(subject, statement, entry)) continue;
        if (isRejectedForKeys(subject, entry.text, keys)) continue;
        yield {
          span: textSpan(entry),
          ...(isDeny ? MESSAGES.deny : MESSAGES.allow)(entry.text, keys, catalog.info),
          unnecessary: true,
          provedFrom: [entry.span, ...keySpans(statement, keys)],
          severity: severityOf(isDeny, keys),
          // Both change what is allowed or denied.
          fixes: () =>
            asLastResort([
              ...moving(subject, statement, proof.dead, keys),
              ...(statement.action === undefined ? [] : removalOf(statement.action, index)),
            ]),
        };
      }
    }
    yield* deniedAltogether(subject);
    yield* deniedServices(subject);
    yield* allowedOfAll(subject);
  },
};

/**
 * All the actions without the keys, and what they act on, get a statement without the condition; none where it asks for
 * other keys as well.
 */
function moving(
  subject: PolicyUnderCheck,
  statement: Statement,
  dead: readonly DeadPart[],
  keys: readonly string[],
): readonly Fix[] {
  const { action, resource, condition } = statement;
  const lower = new Set(keys.map((key) => key.toLowerCase()));
  const entries = condition?.operators.flatMap((operator) => operator.entries) ?? [];
  if (action === undefined || resource === undefined || !entries.every(({ key }) => lower.has(key.toLowerCase())))
    return [];
  const same = dead.filter(({ against }) => keysOf(against).every((key) => lower.has(key.toLowerCase())));
  const actions = positionsOf(
    "Action",
    same.filter((one) => actionOf(statement, one) !== undefined),
  );
  const named = actions.flatMap((index) => action.entries[index] ?? []);
  const changed = statementWith(statement, { action: { ...action, entries: named }, condition: undefined });
  const proof = proveChanged(subject, { original: statement, changed, change: `moved ${actions.join()}` });
  if (proof.verdict !== "satisfiable" || proof.dead.some(({ part: [element] }) => element !== "Resource")) return [];
  const useless = new Set(positionsOf("Resource", proof.dead));
  const resources = [...resource.entries.keys()].filter((index) => !useless.has(index));
  const removed = positionsOf("Resource", same);
  return moveFromConditions(subject.policy, statement, { actions, resources, removed });
}

/** Where S3 rejects the policy for one of the keys, that is the mistake. */
function keySpans({ condition }: Statement, keys: readonly string[]): readonly Span[] {
  const entries = condition?.operators.flatMap((operator) => operator.entries) ?? [];
  return entries.filter(({ key }) => keys.includes(key)).map(({ keySpan }) => keySpan);
}

function positionsOf(element: "Action" | "Resource", dead: readonly DeadPart[]): readonly number[] {
  return dead.flatMap(({ part: [name, index] }) => (name === element && typeof index === "number" ? [index] : []));
}

/** The keys, each set of them as one text, that actions lack of which it is told: resources are dead for the same. */
export function keysThatActionsLack(statement: Statement, dead: readonly DeadPart[]): ReadonlySet<string> {
  const ofActions = dead.filter((one) => actionOf(statement, one) !== undefined);
  return new Set(ofActions.map(({ against }) => keysOf(against).join()).filter((keys) => keys !== ""));
}

/** Longer lists are nothing to read. */
const MOST_NAMED = 4;

function someOf(actions: readonly string[]): Phrase {
  const named = actions.slice(0, actions.length > MOST_NAMED ? MOST_NAMED - 1 : MOST_NAMED).map(name);
  const left = actions.length - named.length;
  return listed(left === 0 ? named : [...named, say`${left} other actions of this statement`], "and");
}

/**
 * Actions that a Deny hits whatever they ask for, because its only condition is about a key that others of its actions
 * have. With a second condition it may be meant so. AWS's own guides have such a Deny, so it is never more than information.
 */
function* deniedAltogether(subject: PolicyUnderCheck): Generator<Finding | undefined> {
  const { catalog, broken } = subject;
  if (broken) return;
  for (const found of conditionEntries(policyOfThose(subject, isMixedDeny))) {
    const { statement, entry } = found;
    const use = operatorOf(entry);
    // Who writes ...IfExists says that requests without the key are meant as well.
    if (use?.operator.negated !== true || use.ifExists || catalog.conditionKey(entry.key) === undefined) continue;
    const has = ({ action, service }: NamedAction): boolean => carriesKey(keysOfAction(service, action), entry.key);
    const named = namedActions(statement, catalog);
    if (!named.some(has)) continue;
    const hit: NamedAction[] = [];
    for (const one of named) {
      if (!has(one) && holdsForAction(subject, found, one.entry)) hit.push(one);
      yield undefined;
    }
    const [first] = hit;
    if (first === undefined) continue;
    yield {
      span: textSpan(first.entry),
      ...MESSAGES.denyAll(
        hit.map((one) => one.entry.text),
        entry,
        catalog.info,
      ),
      provedFrom: [first.entry.span, entry.span],
    };
  }
}

/** What the reference lists of a service is most of what there is, so it is information. */
function* deniedServices({ policy, catalog, broken }: PolicyUnderCheck): Generator<Finding> {
  if (broken) return;
  for (const statement of policy.statements) {
    const denied = deniedService(statement, catalog);
    if (denied === undefined) continue;
    const { entry, condition, example } = denied;
    yield {
      span: textSpan(entry),
      ...MESSAGES.denyService(entry.text, example, condition, catalog.info),
      provedFrom: [entry.span, condition.span],
    };
  }
}

/**
 * An Allow of everything on the tags of one service's resources. A few services take the keys of another one, so it is no
 * proof. Source: "Controlling access to AWS resources using tags" (IAM User Guide).
 */
function* allowedOfAll({ policy, catalog, broken }: PolicyUnderCheck): Generator<Finding> {
  if (broken) return;
  for (const { statement, entry } of conditionEntries(policy)) {
    const [, service = ""] = TAG_OF_SERVICE.exec(entry.key) ?? [];
    const use = operatorOf(entry);
    if (service === "" || !entry.certain || entry.keyHoles.length > 0 || catalog.service(service) === undefined)
      continue;
    if (use === undefined || use.operator.negated || use.ifExists || use.operator.name === "Null") continue;
    const all = statement.action?.entries.find(({ text, certain }) => text === "*" && certain);
    if (statement.effect?.text !== "Allow" || use.setOperator === "ForAllValues" || all === undefined) continue;
    yield { span: textSpan(all), ...MESSAGES.allowAll(entry.key, service), provedFrom: [all.span, entry.keySpan] };
  }
}

const TAG_OF_SERVICE = /^([a-z0-9-]+):ResourceTag\//i;

/** Does it deny several actions, on one condition? */
const isMixedDeny = statementFact(({ effect, action, condition }) => {
  const conditions = condition?.operators.flatMap(({ entries }) => entries) ?? [];
  const isDeny = effect !== undefined && isSettled(effect) && effect.text === "Deny";
  return isDeny && conditions.length === 1 && (action?.entries.length ?? 0) > 1;
});

function carriesKey(keys: ReadonlySet<string>, key: string): boolean {
  for (const one of keys) if (isListedAs(key, one)) return true;
  return false;
}

/** A literal action that a condition on a key rules out. */
function actionOf(statement: Statement, { code, part: [element, index] }: DeadPart): Scalar | undefined {
  if (element !== "Action" || typeof index !== "number") return undefined;
  if (code !== "no-combination" && code !== "key-not-in-request") return undefined;
  const entry = statement.action?.entries[index];
  return entry === undefined || !isSettled(entry) || hasWildcard(entry.text) ? undefined : entry;
}

/** People write one condition on tags for many actions, knowing that some create or list. */
function severityOf(isDeny: boolean, keys: readonly string[]): "hint" | "info" | "warning" {
  // The reference lists global keys less completely than those of the service.
  if (isDeny) return keys.every((key) => !/^aws:/i.test(key)) ? "warning" : "info";
  return keys.every((key) => /^aws:(?:RequestTag\/|TagKeys$)/i.test(key)) ? "hint" : "info";
}

/** Does another statement do the same to the action, or may one that the file does not settle? */
function isHandledElsewhere(subject: PolicyUnderCheck, own: Statement, { text }: Scalar): boolean {
  const { policy } = subject;
  if (policy.open) return true;
  const action = readAction(text);
  return policy.statements.some((other) => {
    if (other === own) return false;
    const { effect, patterns, open } = namedBy(subject, other);
    return (
      (effect === undefined || effect === own.effect?.text) &&
      (open || patterns.some((pattern) => actionMatches(pattern, action) !== "no"))
    );
  });
}

const namedBy = statementFact(({ effect, action }) => ({
  effect: effect !== undefined && isSettled(effect) ? ownText(effect.text) : undefined,
  patterns: (action?.entries ?? []).map((entry) => actionPattern({ ...entry, text: ownText(entry.text) })),
  open: action?.open === true,
}));
