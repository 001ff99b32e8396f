/** A new statement that allows what was asked for and nothing else. */
import { newObject, type NewValue } from "../../syntax/change.ts";
import { printNewDocument } from "../../syntax/json-print.ts";
import { type Layer } from "../../evaluation/decision.ts";
import { type Request } from "../../evaluation/request.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { readCaller } from "../../policy/caller.ts";
import { readArn } from "../../policy/arn.ts";
import { addStatement } from "../../policy/changes.ts";
import { type ConditionEntry, isSettled, type Policy, type Scalar, sidOf } from "../../policy/policy.ts";
import { memberNamed } from "../../syntax/value.ts";
import { type CandidatePolicy } from "../../policy/attached-policy.ts";
import { type StatementToCopy } from "../explanation.ts";
import { type NamedCaller } from "./caller.ts";
import { type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk, pathRisk, roleRisk, runRisk } from "./proposal.ts";
import { assuming } from "./conditions.ts";
import { isPersonal } from "./resources.ts";
import { besideRule, keysOf, type Rule, ruleOf } from "./rule.ts";

/**
 * In the policy with the nearest statement, under the conditions that the others for the action have. Where the path of
 * the caller's role is not known, one that means the role under any path comes after the one that names it without any.
 */
export function statementProposals(scene: FixScene, rule: Rule | undefined): readonly FixProposal[] {
  const policy = scene.policies[0];
  const plain = policy === undefined ? undefined : elementsFor(policy.policy, scene);
  if (policy === undefined || plain === undefined || isSomebodyElses(scene)) return [];
  const elsewhere = rule === undefined ? underAnyPath(plain, scene) : undefined;
  const here = rule === undefined ? underAnyPathHere(plain, scene) : undefined;
  return [
    ...(elsewhere === undefined ? statementOf(plain, undefined, policy, scene, rule) : []),
    ...[elsewhere, here].flatMap((one) =>
      one === undefined ? [] : statementOf(one, scene.caller?.text, policy, scene, rule),
    ),
  ];
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
  const own = conditionFor(scene);
  const condition = elements["Condition"] ?? copied ?? own;
  const statement = newObject({ Sid: freeSid(policy.policy, scene), ...elements, Condition: condition });
  const changes = addStatement(policy.policy, statement);
  if (changes === undefined) return [];
  const keys =
    copied !== undefined && rule !== undefined ? keysOf(rule.of.trace) : own === undefined ? [] : [PASSED_TO];
  const named = elements["Principal"] === undefined || role !== undefined ? [] : pathRisk(scene);
  const proposal: FixProposal = {
    kind: "add-statement",
    change: {
      change: "add-statement",
      file: policy.file,
      policyName: policy.name,
      to: scene.action,
      role,
    },
    risks: [...runRisk(scene), ...named, ...ownerRisk(scene), ...roleRisk(scene, keys)],
    changes: [{ policy, changes }],
    given: elements["Condition"] === undefined ? NOTHING_GIVEN : givenCaller(scene),
    attached: undefined,
    ...(role === undefined ? {} : { underAnyPath: role }),
    cost: role === undefined ? 3 : 3.2,
  };
  const open =
    copied === undefined ? [] : (rule?.of.trace.condition.entries ?? []).filter(({ truth }) => truth !== "yes");
  return assuming(besideRule(proposal, rule, keys), open, scene);
}

/** The conditions of the rule as another statement of the policy has them; undefined where they do not hold. */
function copyOf({ of: { trace, policy } }: Rule, target: Policy | undefined): NewValue | undefined {
  const { condition } = trace.statement;
  const value = memberNamed(trace.statement.object, "Condition")?.value;
  if (condition === undefined || value === undefined || trace.condition.truth === "no" || trace.condition.open)
    return undefined;
  if (policy.policy === target) return { copyOf: value };
  const entries = condition.operators.flatMap((block) => block.entries);
  if (!entries.every(isWhollySettled)) return undefined;
  return newObject(
    Object.fromEntries(
      condition.operators.map(({ name, entries: own }) => [
        name,
        newObject(Object.fromEntries(own.map(({ key, values }) => [key, listOf(values.entries)]))),
      ]),
    ),
  );
}

function isWhollySettled({ values, keyHoles, operatorHoles }: ConditionEntry): boolean {
  return keyHoles.length === 0 && operatorHoles.length === 0 && !values.open && values.entries.every(isSettled);
}

function listOf(entries: readonly Scalar[]): NewValue {
  const [first, ...more] = entries.map(({ text }) => text);
  return first === undefined ? [] : more.length === 0 ? first : [first, ...more];
}

const PASSED_TO = "iam:PassedToService";

/** A role is passed to one service. */
function conditionFor({ action, request }: FixScene): NewValue | undefined {
  const passedTo = request.context.entry(PASSED_TO);
  if (action.toLowerCase() !== "iam:passrole" || passedTo.state !== "present") return undefined;
  const [service] = passedTo.values;
  return service && newObject({ StringEquals: newObject({ [PASSED_TO]: service }) });
}

/** Does an Allow for the action leave the resource to another caller, by a variable? */
function isSomebodyElses({ statements, exact: wanted }: FixScene): boolean {
  return statements.some(({ trace: { effect, action, statement } }) => {
    const isForAction = effect === "Allow" && action.truth === "yes";
    return (
      isForAction && wanted !== undefined && statement.resource !== undefined && isPersonal(statement.resource, wanted)
    );
  });
}

/**
 * The same for a layer of which no policy is here; undefined for layers of the organization and the network, where
 * nobody adds a statement for one request.
 */
export function statementToCopy(scene: FixScene): StatementToCopy | undefined {
  const { layer, request, caller, resource } = scene;
  if (layer === "scp" || layer === "rcp" || layer === "vpc-endpoint") return undefined;
  const elements = elementsFor(undefined, scene);
  const ofPrincipal = layer === "identity" || layer === "boundary" || layer === "session";
  const holder = ofPrincipal ? (caller?.text ?? request.principal) : resource;
  if (elements === undefined || holder === undefined || isSomebodyElses(scene)) return undefined;
  // No policy is attached to a federated user.
  if (ofPrincipal && readAccountCaller(holder)?.kind === "federated-user") return undefined;
  // Under the conditions that the others for the action have, or not at all.
  const rule = ruleOf(scene);
  const condition = rule === undefined ? undefined : copyOf(rule, undefined);
  if (rule !== undefined && condition === undefined) return undefined;
  return {
    layer,
    holder,
    text: printNewDocument(newObject({ ...elements, ...(condition && { Condition: condition }) })),
  };
}

/** A service has no policies of its own, so that only the policy of what it asks for can let it in. */
export function onlyLayerOf({ principal, action }: Request): Layer | undefined {
  if (readCaller(principal).kind !== "service") return undefined;
  return action.toLowerCase() === "sts:assumerole" ? "trust" : "resource";
}

type Elements = Readonly<Record<string, NewValue>>;

function elementsFor(policy: Policy | undefined, scene: FixScene): Elements | undefined {
  const { layer, action, resource, caller } = scene;
  const principal = caller === undefined ? undefined : newObject({ [caller.type]: caller.text });
  const start = { Effect: "Allow" };
  switch (layer) {
    case "identity":
    case "boundary":
    case "session":
    case "scp":
      return resource === undefined ? undefined : { ...start, Action: action, Resource: resource };
    case "resource":
      if (principal === undefined || resource === undefined) return undefined;
      if (takesNoResource(resource)) return { ...start, Principal: principal, Action: action };
      return { ...start, Principal: principal, Action: action, Resource: resource };
    case "key-policy":
      if (principal === undefined || resource === undefined) return undefined;
      return { ...start, Principal: principal, Action: action, Resource: keyResource(policy, resource) };
    case "trust":
      return principal === undefined ? undefined : { ...start, Principal: principal, Action: action };
    case "vpc-endpoint":
      // A gateway endpoint takes a principal other than `*` for the account's root user alone, so a condition names it.
      if (caller?.type !== "AWS" || resource === undefined || !namesEveryone(policy)) return undefined;
      return {
        ...start,
        Principal: "*",
        Action: action,
        Resource: resource,
        Condition: newObject({ ArnEquals: newObject({ "aws:PrincipalArn": caller.text }) }),
      };
    case "rcp":
      return undefined;
  }
}

/**
 * A role of another account whose path does not show: its account, on a condition that means the role under any path,
 * for names of roles are unique in an account. As with the role itself, a policy of its account has to allow the request,
 * too. Sources: "Cross-account policy evaluation logic"; "IAM and AWS STS quotas", on names.
 */
function underAnyPath(elements: Elements, scene: FixScene): Elements | undefined {
  const { caller } = scene;
  const own = caller === undefined ? undefined : readAccountCaller(caller.text);
  const account = accountAsked(scene);
  if (caller === undefined || own === undefined || account === undefined || account === own.account) return undefined;
  return onAnyPath(elements, caller, `arn:${own.partition}:iam::${own.account}:root`);
}

/**
 * The same for a role of the resource's own account: everyone, on that condition. In its account an Allow for everyone
 * needs no policy of the role beside it, an Allow for the account does. Not in a bucket policy, which S3 may refuse as
 * public, nor in a trust policy. Sources: "AWS JSON policy elements: Principal", on all principals; "Blocking public
 * access to your Amazon S3 storage", on the meaning of public.
 */
function underAnyPathHere(elements: Elements, scene: FixScene): Elements | undefined {
  const { caller, layer, resource = "" } = scene;
  const own = caller === undefined ? undefined : readAccountCaller(caller.text);
  const takesEveryone =
    layer === "key-policy" || (layer === "resource" && !/^s3/.test(readArn(resource)?.service ?? "s3"));
  if (caller === undefined || !takesEveryone || own === undefined || own.account !== accountAsked(scene))
    return undefined;
  return onAnyPath(elements, caller, "*");
}

function accountAsked({ resource, request }: FixScene): string | undefined {
  const inArn = resource === undefined ? undefined : readArn(resource)?.account;
  return inArn === undefined || inArn === "" ? request.resource.accountId : inArn;
}

function onAnyPath(elements: Elements, caller: NamedCaller, principal: string): Elements | undefined {
  if (!caller.pathUnknown || elements["Principal"] === undefined || elements["Condition"] !== undefined)
    return undefined;
  const patterns = [caller.text, caller.text.replace(/:role\//, ":role/*/")];
  const condition = newObject({ ArnLike: newObject({ "aws:PrincipalArn": patterns }) });
  return { ...elements, Principal: newObject({ AWS: principal }), Condition: condition };
}

/** In a key policy `*` means this key; it is written where the policy writes it so already, and in a new one. Source: "Key policies in AWS KMS". */
function keyResource(policy: Policy | undefined, key: string): string {
  return policy === undefined ||
    policy.statements.some(({ resource }) => resource?.entries.some(({ text }) => text === "*"))
    ? "*"
    : key;
}

/** The policy of a repository speaks of no other. Source: "Private repository policy examples in Amazon ECR". */
function takesNoResource(resource: string): boolean {
  return readArn(resource)?.service === "ecr";
}

function namesEveryone(policy: Policy | undefined): boolean {
  return policy !== undefined && policy.statements.some(({ principal }) => principal?.form === "everyone");
}

function givenCaller({ caller }: FixScene): FixProposal["given"] {
  if (caller === undefined) return NOTHING_GIVEN;
  return new Map([["aws:principalarn", { state: "present", form: "single", values: [caller.text] }]]);
}

/** A Sid of its own where the other statements have one: letters and digits, which every kind of policy takes. */
function freeSid({ statements }: Policy, { action }: FixScene): string | undefined {
  const sids = new Set(statements.flatMap((one) => sidOf(one) ?? []));
  if (sids.size === 0) return undefined;
  const base = `Allow${action
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")}`;
  let sid = base;
  for (let count = 2; sids.has(sid); count++) sid = `${base}${count}`;
  return sid;
}
