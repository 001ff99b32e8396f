/** Whom the resources of a module attach policies to, by the names that these get. */
import { append } from "../../domains/append.ts";
import { once } from "../../domains/once.ts";
import { type FilledText, patternOf } from "../../syntax/filled-text.ts";
import { attributeNamed, type HclBlock, type HclExpression } from "../../syntax/hcl-tree.ts";
import { type HolderSort, sorted, type SortedHolder } from "../holder-sorts.ts";
import { namesByDefault, tellingNames } from "../telling-names.ts";
import {
  type Attachments,
  type AttachmentsByPolicy,
  type CollectedAttachments,
  nothingCollected,
} from "./attachments.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { countedInstances } from "./counted.ts";
import { isNamedEachTime, isOtherEachTime } from "./each-time.ts";
import { filledText, textOf } from "./evaluate.ts";
import { plainKey } from "./expression-parts.ts";
import { followItems } from "./follow.ts";
import { type DeclaredBlock, sourceOfCall, type TerraformModule } from "./module.ts";
import { elementTaken, instanceIndex, instancesOf } from "./instances.ts";
import { holderCounts, makingOf } from "./made-under.ts";
import { holderMadeBy } from "./registry-modules.ts";
import { isInstance, type NamedPolicy, policiesIn } from "./named-policies.ts";
import { inAccount } from "./provider-account.ts";
import { blockReference, nameText } from "./resource-texts.ts";
import { type Scope } from "./scope.ts";
import { atItsTime, timesOf, timesOfCall } from "./times-of-holders.ts";

const HOLDER_TYPES: ReadonlyMap<string, string> = new Map([
  ["role", "aws_iam_role"],
  ["roles", "aws_iam_role"],
  ["user", "aws_iam_user"],
  ["users", "aws_iam_user"],
  ["group", "aws_iam_group"],
  ["groups", "aws_iam_group"],
  ["role_name", "aws_iam_role"],
  ["user_name", "aws_iam_user"],
  ["group_name", "aws_iam_group"],
]);

/** By the modules whose policies these are: a module also attaches what others make, and give it or give back. */
export type AttachmentsByModule = ReadonlyMap<TerraformModule, AttachmentsByPolicy>;

/** What a module attaches. */
export function attachmentsMadeBy(module: TerraformModule): AttachmentsByModule {
  const known = MADE.get(module) ?? attachmentsIn(module, module);
  MADE.set(module, known);
  return known;
}

const MADE = new WeakMap<TerraformModule, AttachmentsByModule>();

/** `within`: the resources and calls that are looked at. */
export function attachmentsIn(
  module: TerraformModule,
  within: Pick<TerraformModule, "resources" | "calls">,
): AttachmentsByModule {
  const found = new Map<TerraformModule, Map<string, CollectedAttachments>>();
  for (const { block, file } of within.resources) {
    if (!ATTACHING.test(block.labels[0]?.text ?? "")) continue;
    const scope = scopeOfBlock(block, file, module);
    const add = addingTo(found, { block, file }, { module, isAgain: () => givesEachTime(block, module) });
    const each = namesInstance(block) ? instancesOf(block, scope)?.map((one) => one.scope) : undefined;
    for (const own of each ?? timesOf({ block, file }, scope)) {
      addAttachments({ block, file }, own, (policy, { holders = [], ...attached }) => {
        add(policy, { ...attached, holders: atItsTime(holders, own) });
      });
    }
  }
  for (const { block, file } of within.calls) {
    const made = holderMadeBy(sourceOfCall(block));
    if (made === undefined) continue;
    const times = timesOfCall({ block, file }, module);
    const isAgain = (): boolean => times.length < 2 && givesEachTime(block, module);
    const add = addingTo(found, { block, file }, { module, isAgain });
    for (const scope of times) {
      const holders = once(() => holderOfCall(block, scope));
      for (const input of made.policies)
        for (const policy of policiesIn(attributeNamed(block.body, input)?.value, scope))
          add(policy, { holders: holders() });
    }
  }
  return found;
}

/** Thousands may have one policy. `isAgain`: the block attaches it again and again, each time to another. */
function addingTo(
  found: Map<TerraformModule, Map<string, CollectedAttachments>>,
  by: DeclaredBlock,
  { module, isAgain }: { readonly module: TerraformModule; readonly isAgain: () => boolean },
): AddAttachment {
  const { block } = by;
  const making = once(() => makingOf(by, module));
  const counts = once(() => holderCounts(by, module));
  return ({ address, modules }, { holders = [], limited = [], groups = [], targets = [] }) => {
    const { condition, isNever, isWithHolder } = making();
    for (const of of modules) {
      const ofModule = found.get(of) ?? new Map<string, CollectedAttachments>();
      const known = ofModule.get(address) ?? nothingCollected();
      found.set(of, ofModule.set(address, known));
      const own = inAccount(holders, { block, module });
      if (isNever && condition !== undefined) {
        if (own.length > 0) known.unmade.push({ holders: own, condition, isWithHolder });
        continue;
      }
      append(known.holders, own);
      append(known.limited, inAccount(limited, { block, module }));
      append(known.groups, groups);
      append(known.targets, targets);
      known.conditions.add(condition);
      for (const count of counts()) known.holderCounts.add(count);
      const isMadeAgain = (): boolean => isAgain() || (of !== module && module.isRepeated());
      known.isRepeated ||= !isInstance(address) && isMadeAgain();
    }
  };
}

/** Is the block made again and again, each time for another user or role? */
export function givesEachTime(block: HclBlock, module: TerraformModule): boolean {
  if (block.type === "module") return attributeNamed(block.body, "for_each") !== undefined;
  const isHolder = [...HOLDER_TYPES.values()].includes(block.labels[0]?.text ?? "");
  return isHolder ? isNamedEachTime(block) : isOtherEachTime(block, HOLDER_TYPES.keys(), module);
}

const ATTACHING = /^aws_(?:iam|ssoadmin|organizations)_/;

/** Does the block attach one of several that another makes? A policy that a loop goes through is found behind its names. */
function namesInstance({ body }: HclBlock): boolean {
  return POLICY_ARGUMENTS.some((name) => {
    const value = attributeNamed(body, name)?.value;
    return value !== undefined && instanceIndex(value) !== "all";
  });
}

const POLICY_ARGUMENTS = ["policy_arn", "policy_id", "managed_policy_arn", "permissions_boundary"];

/** Of one block, or of one of its instances. */
function addAttachments({ block, file }: DeclaredBlock, scope: Scope, add: AddAttachment): void {
  const policiesAt = (name: string): readonly NamedPolicy[] =>
    policiesIn(attributeNamed(block.body, name)?.value, scope);
  switch (block.labels[0]?.text ?? "") {
    case "aws_iam_role_policy_attachment":
    case "aws_iam_user_policy_attachment":
    case "aws_iam_group_policy_attachment":
    case "aws_iam_policy_attachment":
    case "aws_iam_role_policy_attachments_exclusive":
    case "aws_iam_user_policy_attachments_exclusive":
    case "aws_iam_group_policy_attachments_exclusive":
      for (const policy of [...policiesAt("policy_arn"), ...policiesAt("policy_arns")]) {
        add(policy, { holders: holdersIn(block, scope), groups: groupsIn(block, scope) });
      }
      break;
    case "aws_iam_role":
    case "aws_iam_user": {
      const own = once(() => ownHolder({ block, file }, scope));
      for (const policy of policiesAt("managed_policy_arns")) add(policy, { holders: own() });
      for (const policy of policiesAt("permissions_boundary")) add(policy, { limited: own() });
      break;
    }
    case "aws_ssoadmin_managed_policy_attachment":
      for (const policy of policiesAt("managed_policy_arn")) add(policy, { holders: permissionSetsIn(block, scope) });
      break;
    case "aws_organizations_policy_attachment":
      for (const policy of policiesAt("policy_id")) add(policy, { targets: namesAt(block, "target_id", scope) });
  }
}

type AddAttachment = (
  policy: NamedPolicy,
  attached: Partial<Pick<Attachments, "holders" | "limited" | "groups" | "targets">>,
) => void;

/** The name of the role or user that a module of the registry makes. */
export function holderOfCall(block: HclBlock, scope: Scope): readonly SortedHolder[] {
  const made = holderMadeBy(sourceOfCall(block));
  const [input] = made?.names.flatMap((name) => attributeNamed(block.body, name) ?? []) ?? [];
  const text = input && filledText(input.value, scope);
  if (made === undefined || text === undefined) return [];
  const names = namesByDefault(text);
  const sort = made.output === undefined ? "user" : "role";
  const prefixes = made.prefix === undefined ? undefined : attributeNamed(block.body, made.prefix)?.value;
  const isWhole = made.prefix === undefined || (prefixes?.kind === "literal" && prefixes.value === false);
  return sorted(isWhole ? names : names.map((name) => `${name}-*`), sort);
}

/** The names of those whom an argument of the block names: `role`, `roles`, `user` and their like. */
export function holdersIn(block: HclBlock, scope: Scope): readonly SortedHolder[] {
  if (block.labels[0]?.text === "aws_ssoadmin_permission_set_inline_policy") return permissionSetsIn(block, scope);
  return [...HOLDER_TYPES].flatMap(([argument, type]) => {
    const names = namesAt(block, argument, scope);
    const members = type === GROUP ? names.flatMap((name) => membersOf(name, scope.module)) : [];
    return [...sorted(names, sortOfType(type)), ...sorted(members, "user")];
  });
}

const GROUP = "aws_iam_group";

function sortOfType(type: string): HolderSort {
  return type === GROUP ? "group" : type === "aws_iam_user" ? "user" : "role";
}

/** Of the groups that an argument of the block names: those of whose users nothing is known. */
export function groupsIn(block: HclBlock, scope: Scope): readonly string[] {
  return [...HOLDER_TYPES].flatMap(([argument, type]) => {
    const value = type === GROUP ? attributeNamed(block.body, argument)?.value : undefined;
    const names = value === undefined ? [] : followItems(value, scope);
    return names
      .flatMap((one) => holderNames(one.expression, one.scope))
      .filter((name) => membersOf(name, scope.module).length === 0);
  });
}

/** By its name: a role of IAM Identity Center goes by that of its permission set, too. */
function permissionSetsIn(block: HclBlock, scope: Scope): readonly SortedHolder[] {
  const value = attributeNamed(block.body, "permission_set_arn")?.value;
  if (value === undefined) return [];
  return followItems(value, scope).flatMap(({ expression, scope: { module } }) => {
    const to = expression.kind === "reference" ? blockReference(expression) : undefined;
    const isSet = to?.mode === "resource" && to.type === "aws_ssoadmin_permission_set";
    const declared = isSet ? module.block("resource", `${to.type}.${to.name}`) : undefined;
    const named = declared && attributeNamed(declared.block.body, "name")?.value;
    const text = declared && named && textOf(named, scopeOfBlock(declared.block, declared.file, module));
    return sorted(tellingNames(text && patternOf(text)), "role");
  });
}

/** Of one argument, single or a list. */
function namesAt(block: HclBlock, argument: string, scope: Scope): readonly string[] {
  const written = attributeNamed(block.body, argument)?.value;
  if (written === undefined) return [];
  const { value, index } = elementTaken(written);
  const made = nameOfInstance(value, index, scope);
  if (made !== undefined) return [made];
  return followItems(value, scope).flatMap((one) => holderNames(one.expression, one.scope));
}

/** A name with `*` for what is not settled; none where nothing of it is. */
function holderNames(expression: HclExpression, scope: Scope): readonly string[] {
  const to = expression.kind === "reference" ? blockReference(expression) : undefined;
  const isHolder = to?.mode === "resource" && [...HOLDER_TYPES.values()].includes(to.type);
  const declared = isHolder ? scope.module.block("resource", `${to.type}.${to.name}`) : undefined;
  if (declared === undefined || to === undefined) return namesInArn(filledText(expression, scope));
  const told = namesInArn(nameText(to.type, declared, scope, textOf));
  return told.length > 0 ? told : nameByDefault(declared, scope);
}

function namesInArn(text: FilledText | undefined): readonly string[] {
  const [name] = text === undefined ? [] : namesByDefault(text);
  return tellingNames(name?.startsWith("arn:") === true ? name.slice(name.lastIndexOf("/") + 1) : name);
}

/** Of one of several that a block makes; undefined for anything else, and where its name is not settled. */
function nameOfInstance(value: HclExpression, index: HclExpression | "all", scope: Scope): string | undefined {
  const to = value.kind === "reference" ? blockReference(value) : undefined;
  if (to?.mode !== "resource" || index === "all" || ![...HOLDER_TYPES.values()].includes(to.type)) return undefined;
  const key = plainKey(index) ?? textOf(index, scope);
  const declared = scope.module.block("resource", `${to.type}.${to.name}`);
  if (key === undefined || key.holes.length > 0 || declared === undefined) return undefined;
  const whole = scopeOfBlock(declared.block, declared.file, scope.module);
  const all = instancesOf(declared.block, whole) ?? countedInstances(declared.block, declared.file, whole);
  const instance = all?.find((one) => one.key === key.text);
  return instance && settledName(declared.block, instance.scope);
}

/** With `*` where AWS makes up the rest of it. */
function settledName({ body }: HclBlock, scope: Scope): string | undefined {
  const settled = (argument: string): string | undefined => {
    const written = attributeNamed(body, argument)?.value;
    const text = written && textOf(written, scope);
    return text?.holes.length === 0 && text.text !== "" ? text.text : undefined;
  };
  if (attributeNamed(body, "name") !== undefined) return settled("name");
  const prefix = settled("name_prefix");
  return prefix === undefined ? undefined : `${prefix}*`;
}

export function ownName(declared: DeclaredBlock, scope: Scope): readonly string[] {
  const settled = scope.loops.length === 0 ? undefined : settledName(declared.block, scope);
  if (settled !== undefined) return [settled];
  const told = tellingNames(patternOf(nameText(declared.block.labels[0]?.text ?? "", declared, scope, textOf)));
  return told.length > 0 ? told : nameByDefault(declared, scope);
}

/** Of one whose name is wholly left to variables. */
function nameByDefault(declared: DeclaredBlock, { module }: Scope): readonly string[] {
  const named = attributeNamed(declared.block.body, "name")?.value;
  const text = named && filledText(named, scopeOfBlock(declared.block, declared.file, module));
  return text === undefined ? [] : namesByDefault(text);
}

/** The role or the user that the block makes. */
export function ownHolder(declared: DeclaredBlock, scope: Scope): readonly SortedHolder[] {
  return sorted(ownName(declared, scope), sortOfType(declared.block.labels[0]?.text ?? ""));
}

/** The users that are put into a group. */
function membersOf(group: string, module: TerraformModule): readonly string[] {
  const known = MEMBERS.get(module) ?? membersIn(module);
  MEMBERS.set(module, known);
  return known.get(group) ?? [];
}

/** By the name of the group: it is asked for by each of its policies, and there may be thousands of both. */
const MEMBERS = new WeakMap<TerraformModule, ReadonlyMap<string, readonly string[]>>();

function membersIn(module: TerraformModule): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const { block, file } of module.resources) {
    const type = block.labels[0]?.text;
    if (type !== "aws_iam_group_membership" && type !== "aws_iam_user_group_membership") continue;
    const whole = scopeOfBlock(block, file, module);
    for (const scope of instancesOf(block, whole)?.map((one) => one.scope) ?? [whole]) {
      const groups = ["group", "groups"].flatMap((name) => {
        const value = attributeNamed(block.body, name)?.value;
        return value === undefined
          ? []
          : followItems(value, scope).flatMap((one) => holderNames(one.expression, one.scope));
      });
      const users = ["user", "users"].flatMap((name) => namesAt(block, name, scope));
      for (const group of new Set(groups)) {
        const known = members.get(group) ?? [];
        members.set(group, known);
        append(known, users);
      }
    }
  }
  return members;
}
