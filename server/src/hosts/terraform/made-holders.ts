/**
 * The roles and users that a file of a module makes, each with how one more policy is written for it. Sources:
 * "aws_iam_role_policy", "aws_iam_user_policy" and "aws_iam_role" (Terraform AWS provider).
 */
import { newObject, type NewObject } from "../../syntax/change.ts";
import { attributeNamed, type HclBlock } from "../../syntax/hcl-tree.ts";
import { aligned, type ExpressionOf, type HclPrint, printHcl } from "../../syntax/hcl-print.ts";
import { type MadeHolder, policyNameFor, writerOfStatements } from "../made-holders.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { isAlone, isJsonConfiguration } from "./configuration.ts";
import { ownName } from "./holders.ts";
import { type TerraformFile, type TerraformModule } from "./module.ts";
import { isOverrideFile } from "./override-files.ts";

/** The resource that gives one a policy of its own, and the argument that says whom. */
const POLICIES: ReadonlyMap<string, readonly [type: string, argument: "role" | "user"]> = new Map([
  ["aws_iam_role", ["aws_iam_role_policy", "role"]],
  ["aws_iam_user", ["aws_iam_user_policy", "user"]],
]);

/** Each of them takes out, or refuses, policies that are not written in it. */
const EXCLUSIVE: ReadonlySet<string> = new Set(["aws_iam_role_policies_exclusive", "aws_iam_user_policies_exclusive"]);

/** Not of one that is there several times: what it lacks may be for one of them alone. */
export function holdersMadeIn(
  { path, text }: TerraformFile,
  module: TerraformModule,
  expressionOf: () => ExpressionOf,
): readonly MadeHolder[] {
  if (isOverrideFile(path) || isJsonConfiguration(path) || isAlone(path)) return [];
  if (module.resources.some(({ block }) => EXCLUSIVE.has(typeOf(block)))) return [];
  return module.resourcesOf(path).flatMap((declared) => {
    const { block, file } = declared;
    const [policy, argument] = POLICIES.get(typeOf(block)) ?? [];
    const label = block.labels[1]?.text;
    if (policy === undefined || argument === undefined || label === undefined || isListed(block)) return [];
    const names = ownName(declared, scopeOfBlock(block, file, module));
    if (names.length === 0) return [];
    const address = `${typeOf(block)}.${label}`;
    const end = block.span.end;
    const writer = writerOfStatements((statements) => {
      const newline = text.includes("\r\n") ? "\r\n" : "\n";
      const print: HclPrint = { newline, unit: "  ", form: "lines", copy: nothingToCopy, expressionOf: expressionOf() };
      const lines = aligned([
        ["name", printHcl(policyNameFor(statements), "  ", print)],
        [argument, `${address}.name`],
        ["policy", `jsonencode(${printHcl(documentOf(statements), "  ", print)})`],
      ]).map((line) => `${newline}  ${line}`);
      const head = `resource "${policy}" "${freeLabel(policy, label, module)}"`;
      const newText = `${newline}${newline}${head} {${lines.join("")}${newline}}`;
      return [{ span: { start: end, end }, newText }];
    });
    return [{ sort: argument, names, label: address, writer }];
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
