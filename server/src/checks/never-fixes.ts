/** Quick fixes for a statement that no request matches. */
import { readOperator } from "../policy/operators.ts";
import { type Catalog } from "../catalog/catalog.ts";
import { readAddressRange } from "../domains/address.ts";
import {
  type ConditionEntry,
  type ConditionOperatorBlock,
  isSettled,
  type Statement,
  statementWith,
} from "../policy/policy.ts";
import { type NeverReason } from "../proof/proof.ts";
import { isOfServices, sourceKeyFor } from "../policy/source-keys.ts";
import { removeStatement, renameMember, renameOperator } from "../policy/changes.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { asLastResort, type Fix, fixWith } from "./fix.ts";
import { fixesForStatement } from "./missing-resources.ts";
import { proveChanged } from "./proofs.ts";
import { onlyHost } from "./token-claims.ts";
import { name, say } from "../wording/phrase.ts";

export function fixesForNever(subject: PolicyUnderCheck, statement: Statement, reason: NeverReason): readonly Fix[] {
  return [...fixesForReason(subject, statement, reason), ...removalOf(subject, statement)];
}

function fixesForReason(subject: PolicyUnderCheck, statement: Statement, reason: NeverReason): readonly Fix[] {
  switch (reason.code) {
    case "resource-not-of-action":
      return fixesForStatement(subject, statement);
    case "condition-never-holds":
      return asAddresses(subject, statement, reason);
    case "key-not-in-request":
      return withOtherKey(subject, statement, reason, otherTag);
    case "no-combination":
      return isOfServices(statement)
        ? withOtherKey(subject, statement, reason, sourceKeyFor)
        : asOwnClaims(subject, statement, reason);
    case "keys-exclude-each-other":
      return onlyIfThere(subject, statement, reason);
    default:
      return [];
  }
}

function removalOf({ policy, whole = policy }: PolicyUnderCheck, statement: Statement): readonly Fix[] {
  const what = statement.effect?.text === "Deny" ? "it denies nothing" : "it matches nothing";
  return asLastResort(fixWith(say`Remove this statement: ${what}`, removeStatement(whole, statement)));
}

/** Ranges of addresses that a string operator compares as texts. */
function asAddresses(subject: PolicyUnderCheck, statement: Statement, { parts }: NeverReason): readonly Fix[] {
  const { condition } = statement;
  const block = condition?.operators.find(({ name: one }) => parts.some(([, operator]) => operator === one));
  const use = block === undefined ? undefined : readOperator(block.name);
  if (condition === undefined || block === undefined || use === undefined) return [];
  const isPlain = use.operator.family === "string" && !use.operator.negated && use.setOperator === undefined;
  if (!isPlain || !block.entries.every((entry) => holdsAddresses(entry, subject.catalog))) return [];
  const to = use.ifExists ? "IpAddressIfExists" : "IpAddress";
  const entries = block.entries.map((entry) => ({ ...entry, operator: to }));
  const operators = condition.operators.map((one) => (one === block ? { ...block, name: to, entries } : one));
  const changed = statementWith(statement, { condition: { ...condition, operators } });
  const proof = proveChanged(subject, { original: statement, changed, change: to });
  if (proof.verdict !== "satisfiable" || proof.dead.length > 0) return [];
  return asLastResort(fixWith(say`Replace ${name(block.name)} with ${name(to)}`, renameOperator(block, to, statement)));
}

/** The tags of the request come with what is made, and those of the resource with what is there. */
function otherTag(key: string): string | undefined {
  const [, written, tag] = /^aws:(Request|Resource)Tag\/(.+)$/i.exec(key) ?? [];
  return tag === undefined
    ? undefined
    : `aws:${written?.toLowerCase() === "request" ? "Resource" : "Request"}Tag/${tag}`;
}

/** The only condition of the reason on the key that was meant. */
function withOtherKey(
  subject: PolicyUnderCheck,
  statement: Statement,
  { parts }: NeverReason,
  meant: (key: string) => string | undefined,
): readonly Fix[] {
  const { condition } = statement;
  const [part, ...more] = parts.filter(([element]) => element === "Condition");
  const block = condition?.operators.find(({ name: one }) => one === part?.[1]);
  const entry = block?.entries.find(({ key }) => key === part?.[2]);
  if (condition === undefined || block === undefined || entry === undefined || more.length > 0) return [];
  const to = meant(entry.key);
  if (to === undefined) return [];
  const entries = block.entries.map((one) => (one === entry ? { ...one, key: to } : one));
  const operators = condition.operators.map((one) => (one === block ? { ...block, entries } : one));
  const changed = statementWith(statement, { condition: { ...condition, operators } });
  const proof = proveChanged(subject, { original: statement, changed, change: to });
  if (proof.verdict !== "satisfiable" || proof.dead.length > 0) return [];
  return asLastResort(fixWith(say`Replace ${name(entry.key)} with ${name(to)}`, renameMember(entry.member, to)));
}

/** Claims of another provider than the one that is the principal: the policy was copied, and one ID in it changed. */
function asOwnClaims(subject: PolicyUnderCheck, statement: Statement, { facts }: NeverReason): readonly Fix[] {
  const { condition } = statement;
  const host = onlyHost(statement);
  const keys = new Set(facts.flatMap((fact) => (fact.fact === "of-other-provider" ? [fact.key] : [])));
  const [first] = keys;
  if (condition === undefined || host === undefined || first === undefined) return [];
  const other = first.slice(0, first.lastIndexOf(":"));
  const own = (key: string): string => (key.startsWith(`${other}:`) ? host + key.slice(other.length) : key);
  const operators = condition.operators.map((block) => ({
    ...block,
    entries: block.entries.map((entry) => ({ ...entry, key: own(entry.key) })),
  }));
  const isClear = operators.every(({ entries }) => new Set(entries.map(({ key }) => key)).size === entries.length);
  const changed = statementWith(statement, { condition: { ...condition, operators } });
  const proof = proveChanged(subject, { original: statement, changed, change: host });
  if (!isClear || proof.verdict !== "satisfiable" || proof.dead.length > 0) return [];
  const changes = condition.operators.flatMap(({ entries }) =>
    entries.flatMap(({ key, member }) => (own(key) === key ? [] : renameMember(member, own(key)))),
  );
  return [{ title: say`Write the keys of ${name(host)}, as ${name("Principal")} does`, changes }];
}

function holdsAddresses({ key, values }: ConditionEntry, catalog: Catalog): boolean {
  if (catalog.conditionKey(key)?.type !== "IPAddress" || values.open || values.misplaced.length > 0) return false;
  return values.entries.every((one) => isSettled(one) && readAddressRange(one.text) !== undefined);
}

/** Each condition asks only the requests that carry its key. Where an operator has other keys too, none is offered. */
function onlyIfThere(subject: PolicyUnderCheck, statement: Statement, { parts }: NeverReason): readonly Fix[] {
  const { condition } = statement;
  if (condition === undefined) return [];
  const names = new Set(parts.map(([, operator]) => operator));
  const blocks = condition.operators.filter(({ name }) => names.has(name));
  const isWhole = blocks.every((block) =>
    block.entries.every(({ key }) => parts.some(([, operator, one]) => operator === block.name && one === key)),
  );
  if (!isWhole || !blocks.every(takesIfExists)) return [];
  const changes = blocks.map((block) => renameOperator(block, guarded(block), statement));
  const operators = condition.operators.map((block) => (blocks.includes(block) ? renamed(block) : block));
  const changed = statementWith(statement, { condition: { ...condition, operators } });
  const proof = proveChanged(subject, {
    original: statement,
    changed,
    change: operators.map(({ name }) => name).join(),
  });
  if (changes.includes(undefined) || proof.verdict !== "satisfiable" || proof.dead.length > 0) return [];
  const title = say`Add ${name("IfExists")}, so that each of these conditions applies only to requests that have its key`;
  // A request without any of the keys then meets them all.
  return asLastResort([{ title, changes: changes.flatMap((change) => change ?? []) }]);
}

/** What a set operator with IfExists does with a missing key is not documented. */
function takesIfExists({ name }: ConditionOperatorBlock): boolean {
  const use = readOperator(name);
  return use !== undefined && use.setOperator === undefined && use.operator.family !== "null";
}

function guarded({ name }: ConditionOperatorBlock): string {
  return readOperator(name)?.ifExists === true ? name : `${name}IfExists`;
}

function renamed(block: ConditionOperatorBlock): ConditionOperatorBlock {
  const name = guarded(block);
  return { ...block, name, entries: block.entries.map((entry) => ({ ...entry, operator: name })) };
}
