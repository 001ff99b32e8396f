/**
 * The roles and users that a file of a module makes, each with how one more policy is written for it. Sources:
 * "aws_iam_role_policy", "aws_iam_user_policy" and "aws_iam_role" (Terraform AWS provider); "outputs.tf" of the modules of
 * "terraform-aws-modules" that make a role.
 */
import { newObject, type NewObject, type Writer } from "../../syntax/change.ts";
import { attributeNamed, type HclBlock } from "../../syntax/hcl-tree.ts";
import { aligned, type ExpressionOf, type HclPrint, printHcl } from "../../syntax/hcl-print.ts";
import { type MadeHolder, policyNameFor, writerOfStatements } from "../made-holders.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { isAlone, isJsonConfiguration } from "./configuration.ts";
import { holderOfCall, ownName } from "./holders.ts";
import { type DeclaredBlock, sourceOfCall, type TerraformFile, type TerraformModule } from "./module.ts";
import { isOverrideFile } from "./override-files.ts";
import { whereMade } from "./provider-account.ts";
import { holderMadeBy } from "./registry-modules.ts";

/** The resource that gives one a policy of its own. */
const POLICY_TYPES = { role: "aws_iam_role_policy", user: "aws_iam_user_policy" } as const;

/** Each of them takes out, or refuses, policies that are not written in it. */
const EXCLUSIVE: ReadonlySet<string> = new Set(["aws_iam_role_policies_exclusive", "aws_iam_user_policies_exclusive"]);

/** Not of one that is there several times: what it lacks may be for one of them alone. */
export function holdersMadeIn(
  file: TerraformFile,
  module: TerraformModule,
  expressionOf: () => ExpressionOf,
): readonly MadeHolder[] {
  const { path } = file;
  if (isOverrideFile(path) || isJsonConfiguration(path) || isAlone(path)) return [];
  if (module.resources.some(({ block }) => EXCLUSIVE.has(typeOf(block)))) return [];
  const found = [...module.resourcesOf(path), ...module.calls.filter((one) => one.file.path === path)];
  return found.flatMap((declared) => {
    const made = declared.block.type === "module" ? madeByCall(declared, module) : madeByResource(declared, module);
    if (made === undefined || made.names.length === 0 || isListed(declared.block)) return [];
    const { sort, names, label, holder } = made;
    const policy = { type: POLICY_TYPES[sort], label: freeLabel(POLICY_TYPES[sort], label, module), holder };
    const writer = policyBehind(declared.block, { ...policy, argument: sort }, file.text, expressionOf);
    const where = whereMade({ block: declared.block, module });
    return [{ sort, names, ...where, label: holder.slice(0, holder.lastIndexOf(".")), writer }];
  });
}

interface Made extends Pick<MadeHolder, "sort" | "names"> {
  /** As the file calls it, without its type. */
  readonly label: string;
  /** The expression of its name. */
  readonly holder: string;
}

function madeByResource(declared: DeclaredBlock, module: TerraformModule): Made | undefined {
  const { block, file } = declared;
  const [type = "", label] = block.labels.map(({ text }) => text);
  const sort = type === "aws_iam_role" ? "role" : type === "aws_iam_user" ? "user" : undefined;
  if (sort === undefined || label === undefined) return undefined;
  return { sort, label, names: ownName(declared, scopeOfBlock(block, file, module)), holder: `${type}.${label}.name` };
}

/** Not one that is told to make no role, or to take another. */
function madeByCall({ block, file }: DeclaredBlock, module: TerraformModule): Made | undefined {
  const output = holderMadeBy(sourceOfCall(block))?.output;
  const label = block.labels[0]?.text;
  const isOther = ["create", "create_role", "lambda_role"].some(
    (name) => attributeNamed(block.body, name) !== undefined,
  );
  if (output === undefined || label === undefined || isOther) return undefined;
  const names = holderOfCall(block, scopeOfBlock(block, file, module)).map(({ name }) => name);
  return { sort: "role", label, names, holder: `module.${label}.${output}` };
}

interface WrittenPolicy {
  readonly type: string;
  readonly label: string;
  readonly argument: "role" | "user";
  readonly holder: string;
}

function policyBehind(
  { span: { end } }: HclBlock,
  { type, label, argument, holder }: WrittenPolicy,
  text: string,
  expressionOf: () => ExpressionOf,
): Writer {
  return writerOfStatements((statements, deployment) => {
    const newline = text.includes("\r\n") ? "\r\n" : "\n";
    const referring = (arn: string): string | undefined => expressionOf()(arn, { deployment, at: undefined });
    const print: HclPrint = { newline, unit: "  ", form: "lines", copy: nothingToCopy, expressionOf: referring };
    const lines = aligned([
      ["name", printHcl(policyNameFor(statements), "  ", print)],
      [argument, holder],
      ["policy", `jsonencode(${printHcl(documentOf(statements), "  ", print)})`],
    ]).map((line) => `${newline}  ${line}`);
    const newText = `${newline}${newline}resource "${type}" "${label}" {${lines.join("")}${newline}}`;
    return [{ span: { start: end, end }, newText }];
  });
}

function typeOf(block: HclBlock): string {
  return block.labels[0]?.text ?? "";
}

/** Several of one block; or its policies stand in it, and others are taken out. */
function isListed({ body }: HclBlock): boolean {
  return (
    ["count", "for_each", "inline_policy"].some((name) => attributeNamed(body, name) !== undefined) ||
    body.blocks.some(({ type, labels }) => type === "inline_policy" || labels[0]?.text === "inline_policy")
  );
}

function documentOf(statements: readonly NewObject[]): NewObject {
  return newObject({ Version: "2012-10-17", Statement: statements });
}

function freeLabel(type: string, label: string, module: TerraformModule): string {
  let free = label;
  for (let count = 2; module.block("resource", `${type}.${free}`) !== undefined; count++) free = `${label}_${count}`;
  return free;
}

/** What is added is new throughout. */
function nothingToCopy(): ReturnType<HclPrint["copy"]> {
  return { text: "null", indent: "" };
}
