/** One policy as every host has it: written into a file of the host, and found in it again. */
import assert from "node:assert/strict";
import { type Site } from "../../server/src/hosts/host.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { encodeHclText } from "../../server/src/syntax/hcl-template.ts";
import { printKey, printText } from "../../server/src/syntax/hcl-print.ts";
import { memberNamed, type ObjectValue, type Value } from "../../server/src/syntax/value.ts";
import { resultOf } from "../../server/src/text/steps.ts";

export interface HostForm {
  readonly name: string;
  readonly path: string;
  /** Undefined for a policy that the form cannot say. */
  hold(policy: ObjectValue, json: string): string | undefined;
  /** `policy`: it reads as the same values. `meaning`: lists and their order are the form's own. */
  readonly keeps: "policy" | "meaning";
}

export function openForm({ path }: Pick<HostForm, "path">, text: string): Site {
  const { sites } = resultOf(readSource({ path, languageId: undefined, text }));
  const [site, ...others] = sites;
  assert.ok(site !== undefined && others.length === 0, `${sites.length} policies in\n${text}`);
  return site;
}

const resource = (policy: string): string => `resource "aws_iam_policy" "p" {\n  policy = ${policy}\n}\n`;

export const HOST_FORMS: readonly HostForm[] = [
  {
    name: "jsonencode",
    path: "main.tf",
    keeps: "policy",
    hold: (policy) => resource(`jsonencode(${hclOf(policy, "  ")})`),
  },
  {
    name: "a heredoc",
    path: "main.tf",
    keeps: "policy",
    hold: (_, json) => resource(`<<-EOT\n    ${encodeHclText(json, "heredoc", "    ")}\n  EOT`),
  },
  {
    name: "a quoted text",
    path: "main.tf",
    keeps: "policy",
    hold: (_, json) => resource(printText(json)),
  },
  { name: "a data source", path: "main.tf", keeps: "meaning", hold: dataSourceOf },
];

function hclOf(value: Value, indent: string): string {
  const inner = `${indent}  `;
  switch (value.kind) {
    case "string":
      return printText(value.text);
    case "number":
      return value.text;
    case "boolean":
      return String(value.value);
    case "array":
      return value.items.length === 0
        ? "[]"
        : `[\n${value.items.map((item) => `${inner}${hclOf(item, inner)},\n`).join("")}${indent}]`;
    case "object": {
      const members = value.members.map(
        ({ key, value: held }) => `${inner}${printKey(key)} = ${held ? hclOf(held, inner) : "null"}\n`,
      );
      return `{\n${members.join("")}${indent}}`;
    }
    case "null":
    case "unknown":
    case "either":
      return "null";
  }
}

const ARGUMENTS: Readonly<Record<string, string>> = {
  Action: "actions",
  NotAction: "not_actions",
  Resource: "resources",
  NotResource: "not_resources",
};

const BLOCKS: Readonly<Record<string, string>> = { Principal: "principals", NotPrincipal: "not_principals" };

/** Only what the provider can make: whole statements of texts. */
function dataSourceOf(policy: ObjectValue): string | undefined {
  const version = memberNamed(policy, "Version")?.value;
  const statement = memberNamed(policy, "Statement")?.value;
  const statements = statement?.kind === "array" ? statement.items : statement === undefined ? [] : [statement];
  if (version?.kind !== "string" || policy.members.length !== 2) return undefined;
  const blocks = statements.map(statementOf);
  if (blocks.length === 0 || blocks.some((block) => block === undefined)) return undefined;
  const written = version.text === "2012-10-17" ? "" : `  version = ${printText(version.text)}\n`;
  return `data "aws_iam_policy_document" "d" {\n${written}${blocks.join("")}}\n`;
}

function statementOf(value: Value): string | undefined {
  if (value.kind !== "object") return undefined;
  const names = value.members.map(({ key }) => key);
  if (new Set(names).size < names.length || !names.includes("Effect")) return undefined;
  const parts = value.members.map(({ key, value: held }) => elementOf(key, held));
  return parts.some((part) => part === undefined) ? undefined : `  statement {\n${parts.join("")}  }\n`;
}

function elementOf(key: string, value: Value | undefined): string | undefined {
  if (key === "Sid" || key === "Effect") {
    return value?.kind === "string" && value.text !== ""
      ? `    ${key.toLowerCase()} = ${printText(value.text)}\n`
      : undefined;
  }
  const list = listOf(value);
  if (ARGUMENTS[key] !== undefined) return list && `    ${ARGUMENTS[key]} = ${list}\n`;
  if (BLOCKS[key] !== undefined) {
    const types = membersOf(value)?.map(([type, held]) => {
      const identifiers = listOf(held);
      return (
        identifiers &&
        `    ${BLOCKS[key]} {\n      type = ${printText(type)}\n      identifiers = ${identifiers}\n    }\n`
      );
    });
    return types === undefined || types.includes(undefined) ? undefined : types.join("");
  }
  if (key !== "Condition") return undefined;
  const blocks = membersOf(value)?.flatMap(([test, keys]) =>
    (membersOf(keys) ?? [undefined]).map((one) => {
      const values = one && listOf(one[1]);
      return (
        one &&
        values &&
        `    condition {\n      test = ${printText(test)}\n      variable = ${printText(one[0])}\n      values = ${values}\n    }\n`
      );
    }),
  );
  return blocks === undefined || blocks.length === 0 || blocks.includes(undefined) ? undefined : blocks.join("");
}

function membersOf(value: Value | undefined): readonly (readonly [string, Value | undefined])[] | undefined {
  if (value?.kind !== "object" || value.members.length === 0) return undefined;
  const names = value.members.map(({ key }) => key);
  return new Set(names).size < names.length ? undefined : value.members.map(({ key, value: held }) => [key, held]);
}

function listOf(value: Value | undefined): string | undefined {
  const items = value?.kind === "array" ? value.items : value === undefined ? [] : [value];
  const texts = items.map((item) => (item.kind === "string" ? printText(item.text) : undefined));
  return texts.length === 0 || texts.includes(undefined) ? undefined : `[${texts.join(", ")}]`;
}
