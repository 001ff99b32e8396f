/**
 * The condition under which a block is made at all, and whether it never is. Sources: "The count Meta-Argument" of the
 * Terraform language; "Meta-arguments" of module blocks.
 */
import { attributeNamed, type HclExpression } from "../../syntax/hcl-tree.ts";
import { type Declared } from "../host.ts";
import { type Attachments } from "./attachments.ts";
import { type DeclaredBlock, type TerraformModule } from "./module.ts";
import { scopeOf } from "./scope.ts";
import { isNeverMade, isWrittenEmpty, openCondition } from "./settled-count.ts";

/** Of an attachment. */
export interface Making {
  /** As the file writes it; undefined where it is made whenever the role or the user is. */
  readonly condition: string | undefined;
  readonly isNever: boolean;
  /** The holders are of the same module, and made under the same: never, if it is. */
  readonly isWithHolder: boolean;
}

/** What the holders that a block names are made under, if they are of the same module. */
export type HolderCounts = readonly (string | undefined)[];

/** With the call of its module, and with who calls that. */
export function makingOf(resource: DeclaredBlock, module: TerraformModule): Making {
  const own = isNeverMade(resource, module) ? writtenOf(resource) : undefined;
  const never = own ?? neverMadeCall(module);
  if (never !== undefined) {
    const counts = holderCounts(resource, module);
    const isTogether = counts.length > 0 && (own === undefined || counts.every((one) => one === countOf(resource)));
    return { condition: never, isNever: true, isWithHolder: isTogether || isHolder(resource) };
  }
  if (makesHolder(resource)) return { condition: undefined, isNever: false, isWithHolder: true };
  const holders = holderCounts(resource, module);
  const condition =
    conditionOf(resource, module, holders) ?? (holders.length > 0 ? undefined : conditionOfCall(module));
  return { condition, isNever: false, isWithHolder: false };
}

/** What is its own is there whenever it is. */
function makesHolder(resource: DeclaredBlock): boolean {
  return resource.block.type === "module" || isHolder(resource);
}

function isHolder({ block }: DeclaredBlock): boolean {
  return block.type === "resource" && /^aws_iam_(?:role|user)$/.test(block.labels[0]?.text ?? "");
}

/** Of its own block, or of those that attach it, if none of them is always made. */
export function makingOfUse(
  resource: DeclaredBlock,
  module: TerraformModule,
  attached: Pick<Attachments, "conditions" | "holderCounts" | "unmade">,
): Pick<Declared, "madeIf" | "attachedIf" | "isNeverMade" | "isMadeWithHolder"> {
  const { condition, isNever, isWithHolder } = makingOf(resource, module);
  const { unmade } = attached;
  const isAttachedWithHolder = unmade.length > 0 && unmade.every((one) => one.isWithHolder);
  const withHolder = isWithHolder || isAttachedWithHolder ? { isMadeWithHolder: true as const } : {};
  if (isNever && condition !== undefined) return { madeIf: condition, isNeverMade: true, ...withHolder };
  const counts = [...attached.holderCounts];
  const isTogether = counts.length > 0 && counts.every((one) => one !== undefined && one === countOf(resource));
  if (condition !== undefined && !isTogether) return { madeIf: condition };
  const [never] = unmade;
  if (never !== undefined) return { attachedIf: never.condition, isNeverMade: true, ...withHolder };
  const [first] = attached.conditions;
  return first === undefined || attached.conditions.has(undefined) ? {} : { attachedIf: first };
}

/** What the role or the user is made under as well is there to ask. */
function conditionOf(resource: DeclaredBlock, module: TerraformModule, holders: HolderCounts): string | undefined {
  const written = countOf(resource);
  const isTogether = written !== undefined && holders.length > 0 && holders.every((one) => one === written);
  return isTogether || !isCondition(resource, module) ? undefined : writtenOf(resource);
}

/** One of two numbers, or nothing to go through, and not how many there are of something. */
function isCondition({ block, file }: DeclaredBlock, module: TerraformModule): boolean {
  const scope = scopeOf(module, file);
  const count = attributeNamed(block.body, "count")?.value;
  if (count !== undefined) return openCondition(behindLocal(count, module), scope) !== undefined;
  const forEach = attributeNamed(block.body, "for_each")?.value;
  const loop = forEach && openCondition(behindLocal(forEach, module), scope);
  return loop !== undefined && [loop.ifTrue, loop.ifFalse].some(isWrittenEmpty);
}

function behindLocal(expression: HclExpression, module: TerraformModule): HclExpression {
  const [name, ...others] = expression.kind === "reference" && expression.root === "local" ? expression.steps : [];
  if (name?.step !== "attribute" || others.length > 0) return expression;
  return module.local(name.name)?.value ?? expression;
}

/** Source: "Module blocks", on `count`: what is called so often makes all that it makes as often. */
function neverMadeCall(module: TerraformModule): string | undefined {
  const { calledBy } = module;
  if (calledBy === undefined) return undefined;
  if (!NEVER_MADE.has(module)) {
    const { inputs, by } = calledBy;
    NEVER_MADE.set(module, isNeverMade(inputs, by) ? writtenOf(inputs) : neverMadeCall(by));
  }
  return NEVER_MADE.get(module);
}

/** It is asked for each resource of a module. */
const NEVER_MADE = new WeakMap<TerraformModule, string | undefined>();

function conditionOfCall({ calledBy }: TerraformModule): string | undefined {
  if (calledBy === undefined) return undefined;
  const { inputs, by } = calledBy;
  return isCondition(inputs, by) ? writtenOf(inputs) : conditionOfCall(by);
}

function writtenOf(declared: DeclaredBlock): string | undefined {
  const written = countOf(declared);
  return written !== undefined && written.length > LONGEST ? `${written.slice(0, LONGEST)}…` : written;
}

/** With its name: `count = var.isHere ? 1 : 0`. */
function countOf(declared: DeclaredBlock): string | undefined {
  return argumentOf(declared, "count") ?? argumentOf(declared, "for_each");
}

function argumentOf({ block, file }: DeclaredBlock, name: string): string | undefined {
  const value = attributeNamed(block.body, name)?.value;
  return value && `${name} = ${file.text.slice(value.span.start, value.span.end).replace(/\s+/g, " ")}`;
}

export function holderCounts({ block, file }: DeclaredBlock, module: TerraformModule): HolderCounts {
  return HOLDING.flatMap((name) => {
    const value = attributeNamed(block.body, name)?.value;
    const text = value === undefined ? "" : file.text.slice(value.span.start, value.span.end);
    return [...text.matchAll(HOLDER)].flatMap(([address]) => {
      const holder = module.block("resource", address);
      return holder === undefined ? [] : [countOf(holder)];
    });
  });
}

const HOLDING = ["role", "user", "group"] as const;

const HOLDER = /\baws_iam_(?:role|user|group)\.[\w-]+/g;

/** More would not be read in a sentence. */
const LONGEST = 90;
