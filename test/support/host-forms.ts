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
  /**
   * `policy`: it reads as the same values, in the same characters but for quotes. `values`: as the same values. `meaning`:
   * lists and their order are the form's own.
   */
  readonly keeps: "policy" | "values" | "meaning";
}

export function openForm({ path }: Pick<HostForm, "path">, text: string): Site {
  const { sites } = resultOf(readSource({ path, languageId: undefined, text }));
  const [site, ...others] = sites;
  assert.ok(site !== undefined && others.length === 0, `${sites.length} policies in\n${text}`);
  return site;
}

const inStack = (template: string): string =>
  `resource "aws_cloudformation_stack" "s" {\n  name          = "s"\n  template_body = ${template}\n}\n`;

const ofTerraform = (held: object): object => ({ mode: "managed", type: "aws_iam_policy", name: "p", ...held });

const resource = (policy: string): string => `resource "aws_iam_policy" "p" {\n  policy = ${policy}\n}\n`;

/** Those that fixes are written into. */
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
  {
    name: "a text in Terraform's JSON",
    path: "main.tf.json",
    keeps: "policy",
    hold: (_, json) =>
      JSON.stringify({ resource: { aws_iam_policy: { p: { policy: encodeHclText(json, "heredoc", "") } } } }),
  },
  { name: "a data source", path: "main.tf", keeps: "meaning", hold: dataSourceOf },
  { name: "a data source in Terraform's JSON", path: "main.tf.json", keeps: "meaning", hold: jsonSourceOf },
  {
    name: "a template of Terraform",
    path: "policy.json.tftpl",
    keeps: "policy",
    hold: (policy, json) =>
      memberNamed(policy, "Version") && memberNamed(policy, "Statement") && encodeHclText(json, "heredoc", ""),
  },
  {
    name: "YAML in lines",
    path: "template.yaml",
    keeps: "values",
    hold: (policy) => isOfTexts(policy) && inTemplate(`\n${yamlLines(policy, "        ")}`),
  },
  {
    name: "YAML between brackets",
    path: "template.yaml",
    keeps: "policy",
    hold: (policy) => isOfTexts(policy) && inTemplate(` ${yamlInBrackets(policy)}\n`),
  },
  {
    name: "a block of text in YAML",
    path: "template.yaml",
    keeps: "policy",
    hold: (_, json) => inTemplate(` |\n${json.replace(/^(?=.)/gm, "        ")}\n`),
  },
  {
    name: "a text of Fn::Sub",
    path: "template.yaml",
    keeps: "values",
    hold: (_, json) => inTemplate(` !Sub |\n${json.replaceAll("${", "${!").replace(/^(?=.)/gm, "        ")}\n`),
  },
  {
    name: "YAML between single quotes",
    path: "template.yaml",
    keeps: "policy",
    hold: (policy) => isOfTexts(policy) && inTemplate(` ${yamlInBrackets(policy, singleQuoted)}\n`),
  },
  {
    name: "policies of a function of SAM",
    path: "template.yaml",
    keeps: "values",
    hold: (policy) =>
      memberNamed(policy, "Statement") &&
      isOfTexts(policy) &&
      `Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - ${yamlLines(policy, "          ").trimStart()}`,
  },
  {
    name: "a template in JSON",
    path: "template.json",
    keeps: "policy",
    hold: (policy, json) =>
      memberNamed(policy, "Statement") &&
      `{ "Resources": { "P": { "Type": "AWS::IAM::ManagedPolicy", "Properties": { "PolicyDocument": ${json} } } } }`,
  },
  {
    name: "a template in a text of Terraform",
    path: "main.tf",
    keeps: "values",
    hold: (policy) =>
      isOfTexts(policy) &&
      inStack(`<<-EOT\n    ${encodeHclText(inTemplate(`\n${yamlLines(policy, "        ")}`), "heredoc", "    ")}EOT`),
  },
  {
    name: "a template of JSON in a text of Terraform",
    path: "main.tf",
    keeps: "policy",
    hold: (policy, json) =>
      memberNamed(policy, "Statement") &&
      inStack(
        `<<-EOT\n${encodeHclText(`{ "Resources": { "P": { "Type": "AWS::IAM::ManagedPolicy", "Properties": { "PolicyDocument": ${json} } } } }`, "heredoc", "")}\n  EOT`,
      ),
  },
  {
    name: "statements of the Serverless Framework",
    path: "serverless.yml",
    keeps: "meaning",
    hold: serverlessOf,
  },
  {
    name: "a task of Ansible",
    path: "play.yml",
    keeps: "values",
    hold: (policy) =>
      memberNamed(policy, "Statement") &&
      isOfTexts(policy) &&
      `- hosts: localhost\n  tasks:\n    - amazon.aws.iam_managed_policy:\n        name: p\n        policy:\n${yamlLines(policy, "          ")}`,
  },
  {
    name: "a text in a task of Ansible",
    path: "play.yml",
    keeps: "policy",
    hold: (policy, json) =>
      memberNamed(policy, "Statement") &&
      `- hosts: localhost\n  tasks:\n    - amazon.aws.iam_managed_policy:\n        name: p\n        policy: |\n${indented(json, 10)}`,
  },
  {
    name: "a policy of an AWS controller for Kubernetes",
    path: "policy.yaml",
    keeps: "policy",
    hold: (policy, json) =>
      memberNamed(policy, "Statement") &&
      `apiVersion: iam.services.k8s.aws/v1alpha1\nkind: Policy\nmetadata:\n  name: p\nspec:\n  name: p\n  policyDocument: |\n${indented(json, 4)}`,
  },
  {
    name: "a policy of Crossplane",
    path: "policy.yaml",
    keeps: "policy",
    hold: (policy, json) =>
      memberNamed(policy, "Statement") &&
      `apiVersion: iam.aws.upbound.io/v1beta1\nkind: Policy\nmetadata:\n  name: p\nspec:\n  forProvider:\n    policy: |\n${indented(json, 6)}`,
  },
  {
    name: "Pulumi's YAML",
    path: "Pulumi.yaml",
    keeps: "values",
    // It takes every `${…}` for its own.
    hold: (policy) =>
      memberNamed(policy, "Statement") &&
      isOfTexts(policy) &&
      `name: a\nruntime: yaml\nresources:\n  p:\n    type: aws:iam:Policy\n    properties:\n      policy:\n        fn::toJSON:\n${yamlLines(policy, "          ").replaceAll("${", "$$${")}`,
  },
  {
    name: "a session policy of a workflow",
    path: ".github/workflows/deploy.yml",
    keeps: "policy",
    hold: (policy, json) =>
      memberNamed(policy, "Statement") &&
      `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: aws-actions/configure-aws-credentials@v4\n        with:\n          inline-session-policy: |\n${indented(json, 12)}`,
  },
];

/** What a tool made out of another text, or printed, and what is shown to readers: nothing is written into them. */
export const READ_FORMS: readonly HostForm[] = [
  {
    name: "a template of AWS's CDK",
    path: "cdk.out/App.template.json",
    keeps: "policy",
    hold: (policy, json) =>
      memberNamed(policy, "Statement") &&
      `{ "Resources": { "P": { "Type": "AWS::IAM::Policy", "Properties": { "PolicyDocument": ${json} }, "Metadata": { "aws:cdk:path": "App/P" } } } }`,
  },
  {
    name: "a plan of Terraform",
    path: "plan.json",
    keeps: "policy",
    hold: (policy, json) =>
      memberNamed(policy, "Statement") &&
      JSON.stringify({
        ...{ format_version: "1.2", terraform_version: "1.9.0" },
        planned_values: { root_module: { resources: [ofTerraform({ values: { policy: json } })] } },
      }),
  },
  {
    name: "a state of Terraform",
    path: "terraform.tfstate",
    keeps: "policy",
    hold: (policy, json) =>
      memberNamed(policy, "Statement") &&
      JSON.stringify({
        ...{ version: 4, terraform_version: "1.9.0" },
        resources: [ofTerraform({ instances: [{ attributes: { policy: json } }] })],
      }),
  },
  {
    name: "an output of AWS's command line",
    path: "policy-version.json",
    keeps: "policy",
    hold: (policy, json) =>
      memberNamed(policy, "Statement") &&
      `{ "PolicyVersion": { "Document": ${json}, "VersionId": "v1", "IsDefaultVersion": true } }`,
  },
  {
    name: "the snapshot of an account",
    path: "account.json",
    keeps: "policy",
    hold: (policy, json) =>
      memberNamed(policy, "Statement") &&
      `{ "UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [{ "RoleName": "app", "Path": "/", "Arn": "arn:aws:iam::111122223333:role/app", "RolePolicyList": [{ "PolicyName": "p", "PolicyDocument": ${json} }] }] }`,
  },
  {
    name: "a block of Markdown",
    path: "README.md",
    keeps: "policy",
    hold: (policy, json) => memberNamed(policy, "Statement") && `# Policy\n\n\`\`\`json\n${json}\n\`\`\`\n`,
  },
];

/** YAML tells no number and no word from a text. */
function isOfTexts(value: Value): true | undefined {
  switch (value.kind) {
    case "string":
      return true;
    case "array":
      return value.items.every((item) => isOfTexts(item)) || undefined;
    case "object":
      return value.members.every((member) => member.value !== undefined && isOfTexts(member.value)) || undefined;
    default:
      return undefined;
  }
}

function indented(text: string, by: number): string {
  return `${text.replace(/^(?=.)/gm, " ".repeat(by))}\n`;
}

function inTemplate(document: string): string {
  const type = "    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:";
  return `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  P:\n${type}${document}`;
}

/** Texts without quotes where YAML needs none. */
function yamlText(text: string): string {
  return /^[A-Za-z][\w:*/-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null)$|:$/i.test(text)
    ? text
    : JSON.stringify(text);
}

function singleQuoted(text: string): string {
  return /[^ -~]/.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}

function yamlInBrackets(value: Value, quoted: (text: string) => string = JSON.stringify): string {
  if (value.kind === "array") return `[${value.items.map((item) => yamlInBrackets(item, quoted)).join(", ")}]`;
  if (value.kind === "string") return quoted(value.text);
  if (value.kind !== "object") return "null";
  const members = value.members.map(
    ({ key, value: held }) => `${quoted(key)}: ${held ? yamlInBrackets(held, quoted) : ""}`,
  );
  return `{${members.join(", ")}}`;
}

function yamlLines(value: Value, indent: string): string {
  if (value.kind === "object" && value.members.length > 0) {
    return value.members
      .map(({ key, value: held }) => `${indent}${yamlText(key)}:${yamlBehind(held, indent)}`)
      .join("");
  }
  if (value.kind !== "array" || value.items.length === 0) return `${indent}${yamlInBrackets(value)}\n`;
  return value.items
    .map((item) => {
      const isLong =
        (item.kind === "object" && item.members.length > 0) || (item.kind === "array" && item.items.length > 0);
      const lines = isLong ? yamlLines(item, `${indent}  `).trimStart() : yamlBehind(item, indent).trimStart();
      return `${indent}- ${lines}`;
    })
    .join("");
}

function yamlBehind(value: Value | undefined, indent: string): string {
  if (value?.kind === "string") return ` ${yamlText(value.text)}\n`;
  const isLong =
    value?.kind === "object" ? value.members.length > 0 : value?.kind === "array" && value.items.length > 0;
  if (value === undefined || !isLong) return ` ${value === undefined ? "" : yamlInBrackets(value)}\n`;
  return `\n${yamlLines(value, `${indent}  `)}`;
}

/** The framework writes the version. */
function serverlessOf(policy: ObjectValue): string | undefined {
  const version = memberNamed(policy, "Version")?.value;
  const statement = memberNamed(policy, "Statement")?.value;
  if (version?.kind !== "string" || version.text !== "2012-10-17" || policy.members.length !== 2) return undefined;
  if (statement?.kind !== "array" || statement.items.length === 0 || isOfTexts(statement) === undefined)
    return undefined;
  // A policy where a statement belongs is a policy there.
  if (statement.items.some((one) => one.kind !== "object" || memberNamed(one, "Statement") !== undefined))
    return undefined;
  return `service: s\nprovider:\n  name: aws\n  iamRoleStatements:\n${yamlLines(statement, "    ")}`;
}

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

/** The same in JSON, laid out over lines. */
function jsonSourceOf(policy: ObjectValue): string | undefined {
  const version = memberNamed(policy, "Version")?.value;
  const held = memberNamed(policy, "Statement")?.value;
  const statements = held?.kind === "array" ? held.items : held === undefined ? [] : [held];
  if (dataSourceOf(policy) === undefined || version?.kind !== "string") return undefined;
  const d = { version: version.text, statement: statements.map(jsonStatementOf) };
  return JSON.stringify({ data: { aws_iam_policy_document: { d } } }, undefined, 2);
}

function jsonStatementOf(value: Value): object {
  const members = (value.kind === "object" ? value.members : []).map(({ key, value: element }) => {
    if (key === "Sid" || key === "Effect") return [key.toLowerCase(), textsOf(element)[0]];
    if (ARGUMENTS[key] !== undefined) return [ARGUMENTS[key], textsOf(element)];
    const pairs = membersOf(element) ?? [];
    if (BLOCKS[key] !== undefined) {
      return [BLOCKS[key], pairs.map(([type, names]) => ({ type: textInHcl(type), identifiers: textsOf(names) }))];
    }
    const conditions = pairs.flatMap(([test, keys]) =>
      (membersOf(keys) ?? []).map(([variable, values]) => ({
        test: textInHcl(test),
        variable: textInHcl(variable),
        values: textsOf(values),
      })),
    );
    // One may stand without a list.
    return ["condition", conditions.length === 1 ? conditions[0] : conditions];
  });
  return Object.fromEntries(members) as object;
}

function textsOf(value: Value | undefined): readonly string[] {
  const items = value?.kind === "array" ? value.items : value === undefined ? [] : [value];
  return items.flatMap((item) => (item.kind === "string" ? [textInHcl(item.text)] : []));
}

function textInHcl(text: string): string {
  return encodeHclText(text, "heredoc", "");
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
