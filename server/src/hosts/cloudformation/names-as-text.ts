/**
 * `${AWS::Region}` and other names of a template in a statement, where no `Fn::Sub` is around the text: CloudFormation leaves
 * them as they are. Source: "Fn::Sub" of the "AWS CloudFormation Template Reference Guide".
 */
import {
  memberNamed,
  type ObjectValue,
  spanWithin,
  type StringValue,
  textOfMember,
  type Value,
} from "../../syntax/value.ts";
import { type Edit } from "../../text/edit.ts";
import { type Departure } from "../host.ts";
import { POLICY_VARIABLE } from "../policy-variables.ts";
import { rewrites, valuesOfStatements } from "../statement-values.ts";
import { type Template } from "./template.ts";

/**
 * Of a whole template of which no macro makes another one. A part of one may be included in another file by a tool that
 * replaces the names, and one with `#{AWS::Region}` is for a plugin that makes `Fn::Sub` of the text around it. `isTakenIn`
 * says whether another tool takes the file in, asked where something is to be told.
 */
export function namesAsText(
  template: Template,
  root: Value,
  text: string,
  isTakenIn: () => boolean,
): readonly Departure[] {
  if (template.isRewritten || !text.includes("${") || text.includes("#{AWS::") || !isWhole(root)) return [];
  const found = [...new Set(propertiesIn(root).flatMap(textsOfStatements))].flatMap((value) => {
    const name = nameAsText(value, template);
    return name === undefined ? [] : [{ value, name }];
  });
  const [first] = found;
  if (first === undefined || isTakenIn()) return [];
  const { index, 0: written } = first.name;
  return [
    {
      kind: "name-as-text",
      span: spanWithin(first.value, index, index + written.length),
      count: found.length,
      named: { written, meant: written },
      repair: found.some(({ value }) => hasTag(value, text)) ? [] : found.flatMap(({ value }) => aroundIt(value, text)),
    },
  ];
}

function isWhole(root: Value): boolean {
  return (
    root.kind === "object" &&
    ["AWSTemplateFormatVersion", "Transform"].some((one) => memberNamed(root, one) !== undefined)
  );
}

/** What AWS gets: a custom resource, one of somebody else's type and the metadata of a template may be filled in by programs. */
function propertiesIn(root: Value): readonly ObjectValue[] {
  const resources = root.kind === "object" ? memberNamed(root, "Resources")?.value : undefined;
  if (resources?.kind !== "object" || rewrites(resources)) return [];
  return resources.members.flatMap(({ value }) => {
    if (value?.kind !== "object" || rewrites(value) || !OF_AWS_ITSELF.test(textOfMember(value, "Type") ?? ""))
      return [];
    const properties = memberNamed(value, "Properties")?.value;
    return properties?.kind === "object" ? [properties] : [];
  });
}

const OF_AWS_ITSELF = /^AWS::(?!CloudFormation::CustomResource$)\w+::\w+$/;

/** The first name of a text that has nothing in `${…}` but names of the template and variables of AWS. */
function nameAsText({ text }: StringValue, template: Template): RegExpExecArray | undefined {
  let first: RegExpExecArray | undefined;
  for (const found of text.matchAll(FILLED_IN)) {
    const inside = found[1] ?? "";
    if (OF_AWS.test(inside)) continue;
    if (!isNameOf(template, inside)) return undefined;
    first ??= found;
  }
  return first;
}

const FILLED_IN = /\$\{([^{}]*)\}/g;
const OF_AWS = new RegExp(`^(?:[*?$]|${POLICY_VARIABLE.source}(?:,.*)?)$`, "i");

function isNameOf(template: Template, inside: string): boolean {
  if (PSEUDO_PARAMETER.test(inside)) return true;
  const [, name, attribute] = /^(\w+)(\.[\w.]+)?$/.exec(inside) ?? [];
  if (name === undefined) return false;
  return template.resource(name) !== undefined || (attribute === undefined && template.parameter(name) !== undefined);
}

const PSEUDO_PARAMETER = /^AWS::(?:AccountId|Partition|Region|StackId|StackName|URLSuffix)$/;

/** What stands in the elements of statements as it is written. */
function textsOfStatements(root: ObjectValue): readonly StringValue[] {
  return valuesOfStatements(root).flatMap(({ value }) => (value.kind === "string" ? [value] : []));
}

/** In YAML a tag, in JSON the function around it. What is left to AWS gets its `!`. */
function aroundIt(value: StringValue, text: string): readonly Edit[] {
  const { start, end } = value.span;
  const signs = [...value.text.matchAll(FILLED_IN)]
    .filter(([, inside = ""]) => OF_AWS.test(inside))
    .map(({ index }) => insertion(spanWithin(value, index, index + 2).end, "!"));
  return isJson(text)
    ? [insertion(start, '{ "Fn::Sub": '), ...signs, insertion(end, " }")]
    : [insertion(start, "!Sub "), ...signs];
}

/** Two tags of YAML are not one behind the other: `!!str`. */
export function hasTag({ span }: StringValue, text: string): boolean {
  return /(?:^|[\s,[{])!\S*\s+$/.test(text.slice(Math.max(0, span.start - LONGEST_TAG), span.start));
}

const LONGEST_TAG = 80;

function isJson(text: string): boolean {
  return text.trimStart().startsWith("{");
}

export function insertion(offset: number, newText: string): Edit {
  return { span: { start: offset, end: offset }, newText };
}
