import { readOperator } from "../../policy/operators.ts";
import {
  isSettled,
  isSettledCondition,
  type ConditionEntry,
  type Policy,
  type Scalar,
  type Statement,
} from "../../policy/policy.ts";
import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { readBoolean } from "../../policy/condition-value.ts";
import { readArn } from "../../policy/arn.ts";
import { type ActionResource, type Catalog, type CatalogInfo } from "../../catalog/catalog.ts";
import { isDecidedOnEach } from "../../catalog/decided-on-each.ts";
import { isListedAs } from "../../catalog/key-template.ts";
import { type Check, type Finding } from "../check.ts";
import { type Fix } from "../fix.ts";
import { policyOfThose, statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";
import { type NamedAction, namedActions } from "../named-actions.ts";
import { allowingRest, carries, limiting, restOf, type SplitCall } from "../split-calls.ts";
import { asWell, textSpan } from "../spans.ts";
import { dataNote } from "../../wording/reference.ts";
import { counted, listed, name, say, sentences } from "../../wording/phrase.ts";

interface PartOfCall {
  readonly named: NamedAction;
  /** Required types that the statement's resources reach, and those that they do not. */
  readonly reached: readonly string[];
  readonly missing: readonly string[];
}

const MESSAGES = messagesOf({
  part: ({ named, reached, missing }: PartOfCall, info: CatalogInfo) =>
    sentences(
      say`This statement alone allows no call of ${name(named.entry.text)}: AWS decides it once per resource, and ${name("Resource")} names only ${listed(reached.map(name), "and")}, not ${listed(missing.map(name), "and")}. Allow ${listed(missing.map(name), "and")} as well.`,
      dataNote(info),
    ),
  deny: ({ named, key, missing, tagged }: SplitCall, more: number, info: CatalogInfo) =>
    sentences(
      say`This Deny hits every call of ${name(named.entry.text)}, ${isTag(key) ? say`with or without the tag` : say`whatever ${name(key)} is`}: AWS decides it once per resource, and ${name(key)} does not come with ${listed(missing.map(name), "or")}. Limit ${name("Resource")} to ${listed(tagged.map(name), "and")}.`,
      more === 0
        ? undefined
        : say`${counted(more)} more ${more === 1 ? "denied action has" : "denied actions have"} the same mistake.`,
      dataNote(info),
    ),
  allow: ({ named, key, having, missing, tagged }: SplitCall, info: CatalogInfo) =>
    sentences(
      say`This statement alone allows no call of ${name(named.entry.text)}: AWS decides it once per resource, and ${name(key)} comes only with ${listed(having.map(name), "and")}, not with ${listed(missing.map(name), "and")}. Allow ${listed(restOf({ having, missing, tagged }).map(name), "and")} in a statement without that condition.`,
      dataNote(info),
    ),
});

/** Source: "Supported resource-level permissions for Amazon EC2 API actions", "Grant permission to tag EC2 resources during creation". */
export const oneCallSeveralResources: Check = {
  code: "one-call-several-resources",
  severity: "warning",
  summary:
    "A condition asks for something that only some of a call's resources have, but AWS checks the call for each of them.",
  messages: MESSAGES,
  *find(subject) {
    const { policy, catalog, broken, kind } = subject;
    if (broken || kind.kind === "trust") return;
    const denied: DeniedCall[] = [];
    for (const statement of policyOfThose(subject, isSplit).statements) {
      const effect = statement.effect?.text;
      for (const part of partsOfCalls(statement, catalog)) {
        if (isAllowedElsewhere(policy, statement, part.named)) continue;
        yield {
          span: textSpan(part.named.entry),
          severity: "info",
          ...MESSAGES.part(part, catalog.info),
          fixes: () => allowingRest(policy, statement, part.named, part.missing),
        };
      }
      const splits = splitsIn(statement, catalog);
      for (const split of splits) {
        if (effect === "Deny") denied.push({ statement, splits, split });
        if (effect === "Deny" || isAllowedElsewhere(policy, statement, split.named)) continue;
        yield {
          span: textSpan(split.named.entry),
          ...MESSAGES.allow(split, catalog.info),
          // Another policy may allow the call on its other resources.
          severity: "info",
          fixes: () => allowingRest(policy, statement, split.named, restOf(split)),
        };
      }
    }
    for (const same of [denied.filter(isOfTags), denied.filter((one) => !isOfTags(one))])
      yield* ofOneMistake(same, catalog);
  },
};

interface DeniedCall {
  readonly statement: Statement;
  readonly splits: readonly SplitCall[];
  readonly split: SplitCall;
}

function isOfTags({ split }: DeniedCall): boolean {
  return isTag(split.key);
}

/** A Deny for each tag and each call is one mistake, which one sentence names. */
function* ofOneMistake(same: readonly DeniedCall[], catalog: Catalog): Generator<Finding> {
  const [first, ...others] = same;
  if (first === undefined) return;
  yield {
    span: textSpan(first.split.named.entry),
    ...MESSAGES.deny(first.split, others.length, catalog.info),
    ...(others.length === 0 ? {} : { related: asWell(others.map(({ split }) => split.named.entry)) }),
    fixes: () => limitingAll(same, catalog),
  };
}

function limitingAll(same: readonly DeniedCall[], catalog: Catalog): readonly Fix[] {
  const statements = new Map(same.map(({ statement, splits }) => [statement, splits]));
  const fixes = [...statements].flatMap(([statement, splits]) => limiting(statement, splits, catalog));
  const [first, ...others] = fixes;
  if (first === undefined || others.length === 0) return fixes;
  const title = say`Limit ${name("Resource")} in ${counted(fixes.length)} statements`;
  return [{ title, changes: fixes.flatMap(({ changes }) => changes) }];
}

const isSplit = statementFact(
  (statement, { catalog }) => splitsIn(statement, catalog).length + partsOfCalls(statement, catalog).length > 0,
);

function splitsIn(statement: Statement, catalog: Catalog): readonly SplitCall[] {
  const effect = statement.effect !== undefined && isSettled(statement.effect) ? statement.effect.text : undefined;
  if ((effect !== "Deny" && effect !== "Allow") || statement.notResource !== undefined) return [];
  const conditions = conditionsOf(statement);
  return conditions === undefined || !isForEverybody(statement) ? [] : splitsOf(statement, catalog, effect, conditions);
}

/** A Deny for some principals only does not hit every call. */
function isForEverybody({ principal, notPrincipal }: Statement): boolean {
  return notPrincipal === undefined && (principal === undefined || principal.form === "everyone");
}

function partsOfCalls(statement: Statement, catalog: Catalog): readonly PartOfCall[] {
  const { effect, resource } = statement;
  if (effect === undefined || !isSettled(effect) || effect.text !== "Allow") return [];
  if (resource === undefined || resource.open || resource.misplaced.length > 0) return [];
  return namedActions(statement, catalog).flatMap((named) => {
    const { action } = named;
    if (!isDecidedOnEach(action) || !action.resourcesAttested) return [];
    const required = action.resources.filter((one) => one.required).map(({ type }) => type);
    const reached = required.filter((type) => resource.entries.some((entry) => mayReachType(entry, type)));
    const missing = required.filter((type) => !reached.includes(type));
    return reached.length > 0 && missing.length > 0 ? [{ named, reached, missing }] : [];
  });
}

/** Does an ARN of the statement say the type itself? */
function isNamed({ resource }: Statement, { type }: ActionResource): boolean {
  return resource?.entries.some((entry) => readArn(entry.text)?.resource.startsWith(`${type}/`)) ?? false;
}

/** In the ARNs of Amazon EC2 the type stands before the first slash. */
function mayReachType(entry: Scalar, type: string): boolean {
  if (!isSettled(entry)) return true;
  const written = readArn(entry.text)?.resource;
  const slash = written?.indexOf("/") ?? -1;
  const own = written?.slice(0, slash) ?? "";
  return slash < 0 || /[*?$]/.test(own) || own === type;
}

/** Undefined where there is none, or one that the file leaves open. */
function conditionsOf({ condition }: Statement): readonly ConditionEntry[] | undefined {
  if (condition === undefined || condition.open || condition.misplaced !== undefined) return undefined;
  if (condition.operators.some(({ open, misplaced }) => open || misplaced !== undefined)) return undefined;
  const entries = condition.operators.flatMap((block) => block.entries);
  return entries.length > 0 && entries.every((entry) => entry.certain && isSettledCondition(entry))
    ? entries
    : undefined;
}

function splitsOf(
  statement: Statement,
  catalog: Catalog,
  effect: "Allow" | "Deny",
  conditions: readonly ConditionEntry[],
): readonly SplitCall[] {
  const ofTypes = conditions.filter(({ key }) => isTag(key) || OF_EC2.test(key));
  // Every condition of a Deny has to hold for it to hit; one that cannot hold is enough for an Allow.
  const meant =
    effect === "Deny"
      ? ofTypes.length === conditions.length && ofTypes.every(holdsWithoutKey)
        ? ofTypes
        : []
      : ofTypes.filter(asksForKey);
  const [first] = meant;
  if (first === undefined) return [];
  return namedActions(statement, catalog).flatMap((named) => {
    const { action, service } = named;
    if (!isDecidedOnEach(action) && meant.some(({ key }) => !isTag(key))) return [];
    const required = action.resources.filter((one) => one.required || isInEveryCall(named, one));
    const isAsked = (key: string): boolean => meant.some((one) => isListedAs(one.key, key));
    if (!action.resourcesAttested || action.conditionKeys.some(isAsked)) return [];
    const having = required.filter((one) => carries(one, first.key));
    const missing = required.filter(({ conditionKeys }) => conditionKeys.length > 0 && !conditionKeys.some(isAsked));
    if (having.length === 0 || missing.length === 0) return [];
    const covers = (one: ActionResource): boolean =>
      (service.resourceType(one.type)?.arns ?? []).some((template) => coversTemplate(statement, template));
    // An Allow of one of them allows no call either; a Deny of one hits only the calls that use it.
    const isReached = (one: ActionResource): boolean => covers(one) || (effect === "Allow" && isNamed(statement, one));
    if (!missing.some(isReached)) return [];
    const types = having.map(({ type }) => type);
    const tagged = types.filter((type) => !isTag(first.key) || !isTaggedApart(named, type));
    return [{ named, key: first.key, having: types, missing: missing.map(({ type }) => type), tagged }];
  });
}

/**
 * A launch tags its network interfaces only where it says so of them, apart from the instance. Source: "Grant permission to
 * tag Amazon EC2 resources during creation".
 */
function isTaggedApart({ service, action }: NamedAction, type: string): boolean {
  return service.prefix === "ec2" && action.name === "RunInstances" && type === "network-interface";
}

function isTag(key: string): boolean {
  return /^aws:(?:RequestTag\/.+|TagKeys)$/i.test(key);
}

/** Keys of tags are on many resources. */
const OF_EC2 = /^ec2:(?!ResourceTag\/)\w/i;

/**
 * A security group is always made in a VPC since Amazon EC2-Classic is gone, and AWS's own policies grant the call on both
 * apart. Sources: "Migrate from EC2-Classic to a VPC"; "AmazonEMRServicePolicy_v2".
 */
function isInEveryCall({ service, action }: NamedAction, { type }: ActionResource): boolean {
  return service.prefix === "ec2" && action.name === "CreateSecurityGroup" && type === "vpc";
}

function holdsWithoutKey({ operator, values }: ConditionEntry): boolean {
  const use = readOperator(operator);
  if (use === undefined) return false;
  if (use.operator.family === "null")
    return isOnly(
      values.entries.map(({ text }) => text),
      true,
    );
  return use.operator.negated ? use.setOperator !== "ForAnyValue" : use.ifExists || use.setOperator === "ForAllValues";
}

function asksForKey({ operator, values }: ConditionEntry): boolean {
  const use = readOperator(operator);
  if (use === undefined || use.ifExists || use.setOperator === "ForAllValues") return false;
  if (use.operator.family === "null")
    return isOnly(
      values.entries.map(({ text }) => text),
      false,
    );
  return !use.operator.negated || use.setOperator === "ForAnyValue";
}

function isOnly(texts: readonly string[], wanted: boolean): boolean {
  return texts.length === 1 && texts.every((text) => readBoolean(text) === wanted);
}

/** Every ARN of the type: `*`, or wildcards wherever names of the account stand. */
function coversTemplate({ resource }: Statement, template: string): boolean {
  const arn = readArn(template);
  const type = arn?.resource.slice(0, arn.resource.indexOf("$"));
  return (resource?.entries ?? []).some((entry) => {
    if (!isSettled(entry)) return false;
    if (/^\*+$/.test(entry.text)) return true;
    const written = readArn(entry.text);
    if (written === undefined || arn === undefined) return false;
    const fits = (own: string, all: string): boolean => own === "*" || (own === "" && all === "");
    return (
      (written.service === arn.service || written.service === "*") &&
      fits(written.region, arn.region) &&
      fits(written.account, arn.account) &&
      (written.resource === "*" || written.resource === `${type}*`)
    );
  });
}

function isAllowedElsewhere({ statements }: Policy, own: Statement, { entry }: NamedAction): boolean {
  const action = readAction(entry.text);
  return statements.some(
    (other) =>
      other !== own &&
      other.effect?.text !== "Deny" &&
      (other.action === undefined ||
        other.action.open ||
        other.action.entries.some((one) => actionMatches(actionPattern(one), action) !== "no")),
  );
}
