/**
 * Lists of a policy that are a parameter of its template, and how one more is written in what the parameter is by default.
 * Source: "Parameters" of the "AWS CloudFormation User Guide", on `CommaDelimitedList`.
 */
import { memberNamed, type ObjectValue, type StringValue, textOfMember, type Value } from "../../syntax/value.ts";
import { type Writer } from "../../syntax/change.ts";
import { type Span, spanContains } from "../../text/span.ts";
import { type WrittenList, type WrittenPlace } from "../host.ts";
import { nameReferred } from "./names.ts";
import { type Template } from "./template.ts";

/** A template, as its file has it. */
export interface WrittenTemplate {
  readonly root: Value;
  readonly template: Template;
  readonly writer: Writer | undefined;
}

/** Of every reference to a parameter in a stretch of the template, which is a list that takes one more. */
export function listsOfParameters(span: Span, { root, template, writer }: WrittenTemplate): readonly WrittenPlace[] {
  const { path } = template;
  if (path === undefined || writer === undefined || !spanContains(root.span, span)) return [];
  return referencesIn(root, span).flatMap(({ name, isForItsList }): readonly WrittenPlace[] => {
    const standard = defaultOf(name, template);
    if (standard === undefined || !takesMore(name, template)) return [];
    const place = { name, path, span: standard.span, list: listIn(standard, writer), isDefault: true as const };
    return [{ ...place, ...(isForItsList(template) && { bringsStatement: true as const }) }];
  });
}

interface Reference {
  readonly name: string;
  readonly isForItsList: (template: Template) => boolean;
}

/** What stands under `Fn::If` is there by a condition of the template. */
function referencesIn(
  value: Value,
  span: Span,
  conditions: readonly (string | undefined)[] = [],
): readonly Reference[] {
  const isInside = spanContains(span, value.span);
  if (!isInside && !spanContains(value.span, span)) return [];
  if (value.kind === "array") return value.items.flatMap((item) => referencesIn(item, span, conditions));
  if (value.kind !== "object") return [];
  // Of a whole statement nobody asks for one of its lists.
  if (isInside && isStatement(value)) return [];
  const name = isInside ? nameReferred(value) : undefined;
  if (name !== undefined) return [{ name, isForItsList: (template) => areOfList(name, conditions, template) }];
  return value.members.flatMap(({ key, value: of }) => {
    if (of === undefined) return [];
    if (key !== "Fn::If") return isPlainKey(key) ? referencesIn(of, span, conditions) : [];
    const [condition, ...options] = of.kind === "array" ? of.items : [];
    return options.flatMap((option, index) => {
      const isChosen = index === 0 && condition?.kind === "string";
      return referencesIn(option, span, [...conditions, isChosen ? condition.text : undefined]);
    });
  });
}

/** Another function makes something else of the list. */
function isPlainKey(key: string): boolean {
  return !key.startsWith("Fn::");
}

/** Does the template have what stands there exactly if the list has something? */
function areOfList(name: string, conditions: readonly (string | undefined)[], template: Template): boolean {
  const [only, ...others] = conditions;
  const condition = only === undefined || others.length > 0 ? undefined : template.condition(only);
  const [negated, ...more] = itemsOf(condition, "Fn::Not");
  const sides = more.length > 0 ? [] : itemsOf(negated, "Fn::Equals");
  const hasEmpty = sides.some((side) => side.kind === "string" && side.text === "");
  return sides.length === 2 && hasEmpty && sides.some((side) => isTextOf(name, side));
}

/** The list in one text, or its first item. */
function isTextOf(name: string, value: Value): boolean {
  const [, list] = [...itemsOf(value, "Fn::Join"), ...itemsOf(value, "Fn::Select")];
  return list !== undefined && nameReferred(list) === name;
}

function itemsOf(value: Value | undefined, name: string): readonly Value[] {
  const given = value?.kind === "object" ? memberNamed(value, name)?.value : undefined;
  return given?.kind === "array" ? given.items : [];
}

/** Undefined where another value counts, or the template says which ones it may be. */
function defaultOf(name: string, template: Template): StringValue | undefined {
  const parameter = template.parameter(name);
  if (parameter === undefined || textOfMember(parameter, "Type") !== "CommaDelimitedList") return undefined;
  if (["AllowedValues", "AllowedPattern"].some((limit) => memberNamed(parameter, limit) !== undefined))
    return undefined;
  const standard = memberNamed(parameter, "Default")?.value;
  const isText = standard?.kind === "string" && standard.holes.length === 0;
  return isText && template.others.given(name).length === 0 ? standard : undefined;
}

/** `a, b` goes on as `a, b, c`. */
function listIn(standard: StringValue, writer: Writer): WrittenList {
  const { text } = standard;
  const items = text.split(",").filter((item) => item.trim() !== "");
  const between = text.trim() === "" ? "" : text.includes(",") ? (/,\s*/.exec(text)?.[0] ?? ",") : ",";
  const end = between === "" ? text.length : text.trimEnd().length;
  return {
    texts: items.map((item) => ({ text: item.trim(), holes: [] })),
    add(more) {
      if (more.includes(",")) return undefined;
      return writer.edits([
        { change: "text", value: standard, start: between === "" ? 0 : end, end: text.length, by: between + more },
      ]);
    },
  };
}

/**
 * Else one more in the list is one more in a Deny, or in something that is no policy. Whether it has anything gives nothing by
 * itself.
 */
function takesMore(name: string, { resources }: Template): boolean {
  const found = resources.flatMap(({ properties }) => readsOf(name, properties, undefined));
  return found.length === 1 || (found.length > 1 && found.every((isForAllow) => isForAllow));
}

/** Of each place that reads the list: is it in what a statement allows? */
function readsOf(name: string, value: Value, statement: ObjectValue | undefined): readonly boolean[] {
  if (value.kind === "array") return value.items.flatMap((item) => readsOf(name, item, statement));
  if (value.kind !== "object") return [];
  if (nameReferred(value) === name) return [statement !== undefined && allows(statement)];
  const own = isStatement(value) ? value : statement;
  return value.members.flatMap((member) => (member.value ? readsOf(name, member.value, own) : []));
}

function isStatement(value: ObjectValue): boolean {
  return textOfMember(value, "Effect") !== undefined;
}

/** What a condition asks for may take something away. */
function allows(statement: ObjectValue): boolean {
  const isPlain = ["NotAction", "NotResource", "NotPrincipal", "Condition"].every(
    (key) => memberNamed(statement, key) === undefined,
  );
  return isPlain && textOfMember(statement, "Effect") === "Allow";
}
