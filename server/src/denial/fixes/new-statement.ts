/** A new statement that allows what was asked for and nothing else. */
import { newObject, type NewValue } from "../../syntax/change.ts";
import { type ConditionTrace } from "../../evaluation/decision.ts";
import { type CandidatePolicy } from "../../policy/attached-policy.ts";
import { isKeyOfOwner } from "../../policy/resource-owner.ts";
import { isInServiceBucket } from "../../policy/service-bucket.ts";
import { addStatement } from "../../policy/changes.ts";
import { nameOfAllowing } from "../../policy/name-of-allowing.ts";
import { operatorOf } from "../../policy/operators.ts";
import {
  type ConditionEntry,
  type ConditionOperatorBlock,
  isSettled,
  type Policy,
  type Scalar,
  sidOf,
} from "../../policy/policy.ts";
import { memberNamed } from "../../syntax/value.ts";
import { type Elements, elementsFor, underAnyPath, underAnyPathHere } from "./statement-elements.ts";
import { type TracedPolicy } from "../near-misses.ts";
import {
  type FixProposal,
  type FixScene,
  isShared,
  NOTHING_GIVEN,
  ownerRisk,
  pathRisk,
  roleRisk,
  runRisk,
} from "./proposal.ts";
import { isOfAnotherMade, madeBeside } from "./made-beside.ts";
import { isPartOfCall } from "./catalog-ancestors.ts";
import { besideReference, inWordsOf, LESS_BY_REFERENCE, referredIn } from "./by-reference.ts";
import { inPlaceOf } from "../open-resource-steps.ts";
import { isLimitedBeside } from "./limited-beside.ts";
import { assuming, asListed } from "./conditions.ts";
import { exemptCaller } from "./exempt-caller.ts";
import { forEachUser } from "./own-part.ts";
import { anyoneRisk, onLinkedService, ownCondition, toldRisk } from "./own-condition.ts";
import { isAboutOthers } from "./reach.ts";
import { isPersonal } from "./resources.ts";
import { accountOfPermissionSet } from "./permission-set.ts";
import { alsoGiven } from "./same-call.ts";
import { goesRound, keysOf, type Rule } from "./rule.ts";

/**
 * Under the conditions that the others for the action have. Where the path of the caller's role is not known, one that
 * means the role under any path comes after the one that names it without any.
 */
export function statementProposals(scene: FixScene, rule: Rule | undefined): readonly FixProposal[] {
  // Which level of the organization lacks it is tried.
  if (scene.layer === "scp") return scene.policies.slice(0, MOST_LEVELS).flatMap((one) => inPolicy(one, scene, rule));
  const policy = targetOf(scene);
  return policy === undefined ? [] : inPolicy(policy, scene, rule);
}

const MOST_LEVELS = 4;

function inPolicy(policy: CandidatePolicy, asked: FixScene, rule: Rule | undefined): readonly FixProposal[] {
  const scene = forEachUser(policy, asked);
  const plain = elementsFor(policy.policy, scene);
  if (plain === undefined || isSomebodyElses(scene) || isOfOneOfSeveral(plain, policy, scene)) return [];
  if (scene.layer === "vpc-endpoint") return besidePerimeter(plain, policy, scene);
  const elsewhere = rule === undefined ? underAnyPath(plain, scene) : undefined;
  const here = rule === undefined ? underAnyPathHere(plain, scene) : undefined;
  return [
    ...(elsewhere === undefined ? statementOf(plain, undefined, policy, scene, rule) : []),
    ...[elsewhere, here].flatMap((one) =>
      one === undefined ? [] : statementOf(one, scene.caller?.text, policy, scene, rule),
    ),
  ];
}

/** Of several resources whose policy one text is, the others would name what is not theirs, which services refuse. */
function isOfOneOfSeveral(elements: Elements, policy: CandidatePolicy, { layer }: FixScene): boolean {
  const { Resource: named } = elements;
  return layer === "resource" && isShared(policy) && named !== undefined && named !== "*";
}

/** For one caller, and under what the policy asks of everybody else who may reach the resource through the endpoint. */
function besidePerimeter(elements: Elements, policy: CandidatePolicy, scene: FixScene): readonly FixProposal[] {
  const sibling = scene.statements.find(
    ({ trace, policy: { policy: own } }) =>
      own === policy.policy &&
      trace.effect === "Allow" &&
      [trace.resource.truth, trace.principal?.truth, trace.condition.truth].every((truth) => truth !== "no") &&
      trace.condition.entries.length > 0,
  );
  const blocks = sibling?.trace.statement.condition?.operators ?? [];
  const isCopied = blocks.every(
    ({ name, entries, open }) => !open && name !== "ArnEquals" && entries.every(isWhollySettled),
  );
  const plain = { policy, elements, condition: elements["Condition"], keys: [], role: undefined, open: [] };
  if (sibling === undefined || sibling.trace.condition.open || !isCopied) return added(plain, scene);
  // What AWS keeps is of no organization of the customer's.
  const isForAll = isInServiceBucket(scene.resource);
  if (!isForAll && scene.caller === undefined) return added(plain, scene);
  const kept = isForAll ? blocks.flatMap(withoutOwner) : blocks;
  const condition = newObject({
    ...blocksOf(kept, ({ values }) => listOf(values.entries)),
    ...(isForAll || scene.caller === undefined
      ? {}
      : { ArnEquals: newObject({ "aws:PrincipalArn": scene.caller.text }) }),
  });
  const open = sibling.trace.condition.entries.filter(
    ({ truth, entry }) => truth !== "yes" && !(isForAll && isKeyOfOwner(entry.key)),
  );
  const given = { ...plain, keys: keysOf(sibling.trace), open };
  return added({ ...given, condition: kept.length === 0 ? undefined : condition }, scene);
}

/**
 * Beside what an endpoint's policy allows within one organization: what AWS keeps for everybody, under what else is asked
 * for. Source: "Service-owned resources" (AWS, data perimeter policy examples).
 */
export function besideOwner(scene: FixScene): readonly FixProposal[] {
  return scene.layer === "vpc-endpoint" && isInServiceBucket(scene.resource)
    ? statementProposals(scene, undefined)
    : [];
}

function withoutOwner(block: ConditionOperatorBlock): readonly ConditionOperatorBlock[] {
  const entries = block.entries.filter(({ key }) => !isKeyOfOwner(key));
  return entries.length === 0 ? [] : [{ ...block, entries }];
}

/** `role` is the caller's, where the statement means it under any path. */
function statementOf(
  elements: Elements,
  role: string | undefined,
  policy: CandidatePolicy,
  scene: FixScene,
  rule: Rule | undefined,
): readonly FixProposal[] {
  const copied = rule === undefined || elements["Condition"] !== undefined ? undefined : copyOf(rule, policy.policy);
  const own = ownCondition(scene) ?? (rule === undefined ? undefined : onLinkedService(scene));
  const keys = copied !== undefined && rule !== undefined ? keysOf(rule.of.trace) : (own?.keys ?? []);
  if (goesRound(rule, keys)) return [];
  const condition = elements["Condition"] ?? copied ?? own?.condition;
  const told = condition === own?.condition ? own?.given : undefined;
  const open =
    copied === undefined ? [] : (rule?.of.trace.condition.entries ?? []).filter(({ truth }) => truth !== "yes");
  return added({ policy, elements, condition, keys, role, open, told }, scene);
}

/** One under the conditions of an Allow that lacks nothing but the request's value of a key: with that value alone. */
export function statementAccepting(
  { trace }: TracedPolicy,
  accepted: { readonly key: string; readonly to: string },
  scene: FixScene,
): readonly FixProposal[] {
  const policy = targetOf(scene);
  const elements = policy === undefined ? undefined : elementsFor(policy.policy, scene);
  const failing = trace.condition.entries.find(({ truth, entry }) => truth === "no" && entry.key === accepted.key);
  const use = failing === undefined ? undefined : operatorOf(failing.entry);
  const blocks = trace.statement.condition?.operators ?? [];
  const isSettledWhole = blocks.every(({ entries, open }) => !open && entries.every(isWhollySettled));
  if (policy === undefined || elements === undefined || failing === undefined || use === undefined) return [];
  if (!isSettledWhole || elements["Condition"] !== undefined) return [];
  const valuesOf = (entry: ConditionEntry): NewValue =>
    entry === failing.entry ? asListed(accepted.to, use) : listOf(entry.values.entries);
  const condition = conditionOf(blocks, valuesOf);
  const open = trace.condition.entries.filter(({ truth }) => truth === "unknown");
  return added({ policy, elements, condition, keys: keysOf(trace), role: undefined, open }, scene);
}

/** The policy with the nearest statement, of those of the caller alone if there are any. */
function targetOf({ policies }: FixScene): CandidatePolicy | undefined {
  return policies.find((one) => !isShared(one)) ?? policies[0];
}

interface Added {
  readonly policy: CandidatePolicy;
  readonly elements: Elements;
  readonly condition: NewValue | undefined;
  /** That the condition asks for. */
  readonly keys: readonly string[];
  /** That is meant under any path. */
  readonly role: string | undefined;
  /** Conditions of which it is not known whether they hold. */
  readonly open: readonly ConditionTrace[];
  /** What the request is taken to carry. */
  readonly told?: FixProposal["given"] | undefined;
}

function added(given: Added, scene: FixScene): readonly FixProposal[] {
  const { policy, elements, condition, keys, role, open } = given;
  const statement = { Sid: freeSid(policy.policy, scene), ...elements, Condition: condition };
  const changes = addStatement(policy.policy, newObject(statement));
  if (changes === undefined) return [];
  const namesCaller =
    scene.layer === "vpc-endpoint" ? !isInServiceBucket(scene.resource) : elements["Principal"] !== undefined;
  const around = scene.ancestorsOf(scene.resource ?? "");
  const named = namesCaller && role === undefined ? pathRisk(scene) : [];
  const proposal: FixProposal = {
    kind: "add-statement",
    change: {
      change: "add-statement",
      file: policy.file,
      policyName: policy.name,
      to: scene.action,
      ...alsoGiven(scene.togetherOn(scene.exact)),
      role,
      ...(around.length === 0 ? {} : { alsoOn: around }),
      permissionSet: accountOfPermissionSet(scene)?.name,
    },
    risks: [
      ...runRisk(scene),
      ...toldRisk(keys, given.told),
      ...named,
      ...anyoneRisk(keys, scene),
      ...ownerRisk(scene),
      ...roleRisk(scene, keys),
    ],
    changes: [{ policy, changes }],
    given:
      elements["Condition"] === undefined
        ? (given.told ?? NOTHING_GIVEN)
        : (exemptCaller(scene)?.given ?? NOTHING_GIVEN),
    attached: undefined,
    ...(role === undefined ? {} : { underAnyPath: role }),
    // Nothing of use is done with the catalog alone.
    cost: isPartOfCall(scene.resource, scene.arnTemplates) ? 4 : role === undefined ? 3 : 3.2,
  };
  const both = [proposal, ...byReference(proposal, given, statement, scene)].reverse();
  return withoutTwins(both, elements).flatMap((one) => assuming(one, open, scene));
}

/** The same about what the policy's other statements refer to. */
function byReference(
  proposal: FixProposal,
  { policy, elements }: Added,
  statement: Readonly<Record<string, NewValue | undefined>>,
  scene: FixScene,
): readonly FixProposal[] {
  const resource = elements["Resource"];
  if (typeof resource !== "string") return [];
  const [found] = policy.policy.statements.flatMap((one) => {
    const list = referredIn(one, scene);
    const entries = list?.entries.filter((entry) => !isOfAnotherMade(policy.file, entry, resource, scene)) ?? [];
    // Elsewhere the action has a part of these resources: it is not given on all of them.
    const isLimited = isLimitedBeside(policy, one.resource, scene);
    const said = isLimited ? entries.filter((entry) => !/[*?]/.test(inPlaceOf(entry, resource).text)) : entries;
    // A bucket that a statement lists the objects of is not the object.
    const inWords = isAboutOthers({ policy: policy.policy, statement: one }, resource, scene)
      ? besideReference
      : inWordsOf;
    return (list && inWords({ ...list, entries: said }, resource, scene)) ?? [];
  });
  const changes = found && addStatement(policy.policy, newObject({ ...statement, Resource: found.value }));
  const cost = proposal.cost - LESS_BY_REFERENCE;
  if (found === undefined || changes === undefined) {
    const made = madeBeside(policy.file, resource, scene);
    if (made === undefined) return [];
    const { supposing } = made;
    return [{ ...proposal, written: proposal.changes, supposing, risks: [...made.risks, ...proposal.risks], cost }];
  }
  return [{ ...proposal, risks: [...found.risks, ...proposal.risks], written: [{ policy, changes }], cost }];
}

/** What is right wherever the template is deployed needs no ARN of one deployment beside it; another says that it has it. */
function withoutTwins(
  [first, ...others]: readonly FixProposal[],
  { Resource: resource }: Elements,
): readonly FixProposal[] {
  if (first === undefined || others.length === 0) return first === undefined ? [] : [first];
  const [otherwise] = others;
  if (first.risks.every(({ risk }) => risk !== "only-if-stands-for") || typeof resource !== "string")
    return [{ ...first, ...(otherwise && { otherwise }) }];
  const named = others.map((one): FixProposal =>
    one.change.change === "add-statement" ? { ...one, change: { ...one.change, resource } } : one,
  );
  return [first, ...named];
}

/** The conditions of the rule as another statement of the policy has them; undefined where they do not hold. */
export function copyOf({ of: { trace, policy } }: Rule, target: Policy | undefined): NewValue | undefined {
  const { condition } = trace.statement;
  const value = memberNamed(trace.statement.object, "Condition")?.value;
  if (condition === undefined || value === undefined || trace.condition.truth === "no" || trace.condition.open)
    return undefined;
  if (policy.policy === target) return { copyOf: value };
  const entries = condition.operators.flatMap((block) => block.entries);
  if (!entries.every(isWhollySettled)) return undefined;
  return conditionOf(condition.operators, ({ values: own }) => listOf(own.entries));
}

function conditionOf(
  blocks: readonly ConditionOperatorBlock[],
  valuesOf: (entry: ConditionEntry) => NewValue,
): NewValue {
  return newObject(blocksOf(blocks, valuesOf));
}

function blocksOf(
  blocks: readonly ConditionOperatorBlock[],
  valuesOf: (entry: ConditionEntry) => NewValue,
): Readonly<Record<string, NewValue>> {
  return Object.fromEntries(
    blocks.map(({ name, entries }) => [
      name,
      newObject(Object.fromEntries(entries.map((entry) => [entry.key, valuesOf(entry)]))),
    ]),
  );
}

function isWhollySettled({ values, keyHoles, operatorHoles }: ConditionEntry): boolean {
  return keyHoles.length === 0 && operatorHoles.length === 0 && !values.open && values.entries.every(isSettled);
}

function listOf(entries: readonly Scalar[]): NewValue {
  const [first, ...more] = entries.map(({ text }) => text);
  return first === undefined ? [] : more.length === 0 ? first : [first, ...more];
}

/** Does an Allow for the action leave the resource to another caller, by a variable? */
export function isSomebodyElses({ statements, exact: wanted }: FixScene): boolean {
  return statements.some(({ trace: { effect, action, statement } }) => {
    const isForAction = effect === "Allow" && action.truth === "yes";
    return (
      isForAction && wanted !== undefined && statement.resource !== undefined && isPersonal(statement.resource, wanted)
    );
  });
}

/**
 * A Sid of its own where the other statements have one: letters and digits, which every kind of policy takes. In the policy
 * of a topic each statement has to have one. Source: "Amazon SNS API permissions: Actions and resources reference".
 */
export function freeSid(
  { statements }: Policy,
  { action, layer }: Pick<FixScene, "action" | "layer">,
): string | undefined {
  const sids = new Set(statements.flatMap((one) => sidOf(one) ?? []));
  if (sids.size === 0 && !(layer === "resource" && /^sns:/i.test(action))) return undefined;
  const base = nameOfAllowing(action);
  let sid = base;
  for (let count = 2; sids.has(sid); count++) sid = `${base}${count}`;
  return sid;
}
