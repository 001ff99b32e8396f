/**
 * What a module that is not here is called with beside a policy, or makes the role that has one: where its names tell whose
 * the policy may be. Nothing says that such a role is called so.
 */
import { once } from "../../domains/once.ts";
import { patternOf } from "../../syntax/filled-text.ts";
import { attributeNamed, type HclBlock, type HclExpression } from "../../syntax/hcl-tree.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { filledText } from "./evaluate.ts";
import { type Followed, followItems, JOINING } from "./follow.ts";
import { type DeclaredBlock, sourceOfCall, type TerraformModule } from "./module.ts";
import { policiesIn } from "./named-policies.ts";
import { holderMadeBy } from "./registry-modules.ts";
import { type Scope } from "./scope.ts";
import { policySources, type PolicySource } from "./sources.ts";

/** A module that a call leads to, and of which no file is here. */
function isOutside({ block }: DeclaredBlock, module: TerraformModule): boolean {
  const source = sourceOfCall(block);
  return (
    source !== undefined &&
    holderMadeBy(source) === undefined &&
    module.called(block.labels[0]?.text ?? "") === undefined
  );
}

/** What such a call is given as names, with `*` for what is not settled. */
function namesOfCall({ block, file }: DeclaredBlock, module: TerraformModule): readonly string[] {
  const scope = scopeOfBlock(block, file, module);
  return block.body.attributes.flatMap(({ name, value }) => {
    const text = NAMING.test(name) ? filledText(value, scope) : undefined;
    const pattern = text && patternOf(text);
    return pattern === undefined || pattern.replaceAll("*", "").length < LEAST_NAME ? [] : [pattern];
  });
}

const NAMING = /(?:^|_)name$/;
/** Shorter ones are parts of too many. */
const LEAST_NAME = 4;

/** Beside what has, or attaches, a policy. */
export function namesBesideUse(resource: DeclaredBlock, scope: Scope): readonly string[] {
  const { block } = resource;
  const [type = "", label = ""] = block.labels.map(({ text }) => text);
  if (block.type === "module") return isOutside(resource, scope.module) ? namesOfCall(resource, scope.module) : [];
  if (type === "aws_iam_policy") return namesBesidePolicy(`${type}.${label}`, scope.module);
  return namesBesideHolder(resource, scope);
}

/** Of the role or user that a block gives a policy, if a module that is not here makes it. */
function namesBesideHolder({ block }: DeclaredBlock, scope: Scope): readonly string[] {
  const written = HOLDER_ARGUMENTS.flatMap((name) => attributeNamed(block.body, name)?.value ?? []);
  return [...new Set(written.flatMap((value) => followItems(value, scope).flatMap(namesBehind)))];
}

const HOLDER_ARGUMENTS = ["role", "roles", "user", "users"];

function namesBehind({ expression, scope: { module } }: Followed): readonly string[] {
  const [step] = expression.kind === "reference" && expression.root === "module" ? expression.steps : [];
  const call = step?.step === "attribute" ? module.call(step.name) : undefined;
  return call === undefined || !isOutside(call, module) ? [] : namesOfCall(call, module);
}

/** Of a managed policy that the module makes: by whom it is attached, or what it is given to. */
function namesBesidePolicy(address: string, module: TerraformModule): readonly string[] {
  const known = KNOWN.get(module) ?? once(() => byPolicy(module));
  KNOWN.set(module, known);
  return known().get(address) ?? [];
}

const KNOWN = new WeakMap<TerraformModule, () => ReadonlyMap<string, readonly string[]>>();

function byPolicy(module: TerraformModule): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const add = (value: HclExpression | undefined, scope: Scope, names: () => readonly string[]): void => {
    for (const { address } of policiesIn(value, scope))
      found.set(address, [...new Set([...(found.get(address) ?? []), ...names()])]);
  };
  for (const resource of module.resources) {
    const { block, file } = resource;
    if (!/^aws_iam_(?:role_|user_)?policy_attachment$/.test(block.labels[0]?.text ?? "")) continue;
    const scope = scopeOfBlock(block, file, module);
    add(attributeNamed(block.body, "policy_arn")?.value, scope, () => namesBesideHolder(resource, scope));
  }
  for (const call of module.calls) {
    if (!mayGivePolicy(call) || !isOutside(call, module)) continue;
    const scope = scopeOfBlock(call.block, call.file, module);
    const names = once(() => namesOfCall(call, module));
    for (const value of valuesGiven(call.block)) add(value, scope, names);
  }
  return found;
}

function mayGivePolicy({ block, file }: DeclaredBlock): boolean {
  return /\baws_iam_policy|\blocal\.|\bjsonencode\b|templatefile|\bfile\(|<</.test(
    file.text.slice(block.span.start, block.span.end),
  );
}

export interface GivenOutside {
  readonly call: DeclaredBlock;
  readonly argument: string;
  readonly source: PolicySource;
  /** As it is called where nothing makes it. */
  readonly name: string | undefined;
}

/** Policies that modules are given of which no file is here: what these make of them nobody says. */
export function givenOutside(module: TerraformModule): readonly GivenOutside[] {
  return module.calls.flatMap((call) => {
    if (!mayGivePolicy(call) || !isOutside(call, module)) return [];
    const scope = scopeOfBlock(call.block, call.file, module);
    return call.block.body.attributes.flatMap(({ name, value }) => {
      const sources = leavesOf(value, DEEPEST_VALUE).flatMap((one) => policySources(one, scope));
      return sources.map((source) => ({ call, argument: name, source, name: nameOf(source, call) }));
    });
  });
}

function nameOf(source: PolicySource, { block }: DeclaredBlock): string | undefined {
  if (source.form === "file") return undefined;
  return source.form === "document" ? source.declared.block.labels[1]?.text : block.labels[0]?.text;
}

function valuesGiven(block: HclBlock): readonly HclExpression[] {
  return block.body.attributes.flatMap(({ name, value }) => (NAMING.test(name) ? [] : leavesOf(value, DEEPEST_VALUE)));
}

/** What stands in lists and maps; the rest as it is. */
function leavesOf(value: HclExpression, depth: number): readonly HclExpression[] {
  if (depth === 0) return [];
  if (value.kind === "tuple") return value.items.flatMap((item) => leavesOf(item, depth - 1));
  if (value.kind === "object") return value.items.flatMap((item) => leavesOf(item.value, depth - 1));
  if (value.kind === "call" && JOINING.has(value.name))
    return value.arguments.flatMap((argument) => leavesOf(argument, depth - 1));
  if (value.kind === "conditional")
    return [...leavesOf(value.ifTrue, depth - 1), ...leavesOf(value.ifFalse, depth - 1)];
  return [value];
}

const DEEPEST_VALUE = 6;
