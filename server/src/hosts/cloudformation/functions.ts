/**
 * The functions of CloudFormation in a value tree, so that nobody after the host has to know them. What a function makes
 * is unknown where the template does not settle it; of `Fn::If` it is one of two values. Source: "Intrinsic function
 * reference" of the "AWS CloudFormation Template Reference Guide", and "Pseudo parameters reference".
 */
import { asName, asOwnName, holeOf, type FilledText, TextBuilding, withoutScheme } from "../../syntax/filled-text.ts";
import {
  type EitherValue,
  eitherWith,
  type Member,
  memberNamed,
  type ObjectValue,
  type Value,
  arrayWith,
  memberWith,
  objectWith,
} from "../../syntax/value.ts";
import { type Span } from "../../text/span.ts";
import { withVariables } from "../variables.ts";
import { eitherOf, filledOf, settledName, textAt, unknownAt } from "../placed-values.ts";
import { choicesOf, MOST_CHOICES, offeredIn, type OfferedText } from "../choices.ts";
import { addressForm } from "./addresses.ts";
import { joinedText } from "./joins.ts";
import { termsOfCondition } from "./conditions.ts";
import { mappedValue, selected, splitText } from "./lists.ts";
import {
  idText,
  isFunctionName,
  isVersionOfSam,
  madeUpPart,
  namedType,
  openName,
  PSEUDO_PARAMETERS,
  QUEUE_URL,
} from "./names.ts";
import {
  offeredTexts,
  parameterFacts,
  parameterText,
  parameterValue,
  useOfParameter,
  variableReferred,
  variableText,
} from "./parameters.ts";
import { extensible, saidBy } from "./text-behind.ts";
import { namesInPattern, namesOf, patternOfJoin, splitAtDot, substituted } from "./substitution.ts";
import { type DeclaredResource, NO_TEMPLATE, type Template } from "./template.ts";

/** The tree with what its functions come to. Parts without a function are the same objects as before. */
export function withFunctions(value: Value, template: Template = NO_TEMPLATE): Value {
  return filled(value, scopeIn(template));
}

export function objectWithFunctions(object: ObjectValue, template: Template = NO_TEMPLATE): ObjectValue {
  return filledObject(object, scopeIn(template));
}

/** The name that a resource gets, with a hole for what CloudFormation makes up. */
export function nameInTemplate(resource: DeclaredResource, template: Template): FilledText {
  return nameText(resource, scopeIn(template));
}

/** Its ARN, as far as the template settles it; undefined for a type of which the form is not known. */
export function arnInTemplate(resource: DeclaredResource, template: Template): FilledText | undefined {
  return arnText(resource, scopeIn(template));
}

interface Scope {
  readonly template: Template;
  /** How many names led here, each made of the next. */
  readonly depth: number;
  /** One text is asked for: where several are possible, what differs is open. */
  readonly isOne?: true;
  /** How many variables may still be followed. */
  readonly left: { variables: number };
}

const MOST_VARIABLES = 1_000;

export function scopeIn(template: Template): Scope {
  return { template, depth: 0, left: { variables: MOST_VARIABLES } };
}

const DEEPEST_NAMES = 5;

function filled(value: Value, scope: Scope): Value {
  switch (value.kind) {
    case "object":
      return functionValue(value, scope) ?? filledObject(value, scope);
    case "array": {
      const items = value.items.map((item) => filled(item, scope));
      return items.some((item, index) => item !== value.items[index]) ? arrayWith(value, items) : value;
    }
    case "either": {
      const options = value.options.map((option) => option && filled(option, scope));
      return options.some((option, index) => option !== value.options[index]) ? eitherWith(value, options) : value;
    }
    case "string":
      return value.holes.length === 0
        ? value
        : withVariables(value, scope.template.variables, (named) => ofVariable(named, scope));
    case "number":
    case "boolean":
    case "null":
    case "unknown":
      return value;
  }
}

/** Undefined where names lead to names without an end. */
function ofVariable(value: Value, scope: Scope): Value | undefined {
  if (scope.depth >= DEEPEST_NAMES || --scope.left.variables < 0) return undefined;
  return filled(value, { ...scope, depth: scope.depth + 1 });
}

function filledObject(object: ObjectValue, scope: Scope): ObjectValue {
  const members = object.members.map((member) => filledMember(member, scope));
  return members.some((member, index) => member !== object.members[index]) ? objectWith(object, members) : object;
}

/** Nobody knows the names of the members that a function makes where it stands beside others; nor those of a merge. */
function filledMember(member: Member, scope: Scope): Member {
  const { key } = member;
  if (key.startsWith("Fn::") || key === "<<") {
    return memberWith(member, {
      keyHoles: [{ start: 0, end: key.length }],
      value: unknownAt(member.value?.span ?? member.span),
    });
  }
  const value = member.value && filled(member.value, scope);
  return value === member.value ? member : memberWith(member, { value });
}

/** Undefined for an object that is no function: a function is alone in its object. */
function functionValue(object: ObjectValue, scope: Scope): Value | undefined {
  const [only, ...others] = object.members;
  if (only === undefined || others.length > 0 || !isFunctionName(only.key)) return undefined;
  const { span } = object;
  const argument = only.value;
  return (argument && valueOfFunction(only.key, argument, span, scope)) ?? unknownAt(span);
}

function valueOfFunction(name: string, argument: Value, span: Span, scope: Scope): Value | undefined {
  switch (name) {
    case "Ref":
      return argument.kind === "string" ? referenceValue(argument.text, span, scope) : undefined;
    case "Fn::If":
      return choice(argument, span, scope);
    case "Fn::Sub":
      return substitution(argument, span, scope);
    case "Fn::GetAtt":
      return extensible(textOrNothing(attributeText(argument, scope), span), `\${${namesOf(argument).join(".")}}`);
    case "Fn::Join":
      return saidBy(
        patternOfJoin(argument),
        joinedText(argument, span, { ...scope, fill: (item) => filled(item, scope) }),
        (name) => substitute(name, undefined, scope),
      );
    case "Fn::Select":
      return selected(argument, (item) => filled(item, scope));
    case "Fn::Split":
      return splitText(argument, span, (item) => textOf(item, scope));
    case "Fn::ImportValue":
      return imported(argument, span, scope);
    case "Fn::FindInMap":
      return mappedValue(argument, span, {
        template: scope.template,
        fill: (item) => filled(item, scope),
        variableOf: (item) => variableReferred(item, scope.template),
      });
    default:
      return undefined;
  }
}

/** By the name of an export, where nothing of it is open. */
function imported(argument: Value, span: Span, scope: Scope): Value | undefined {
  const name = settledName(argument, textOf(argument, scope));
  const texts = name === undefined ? [] : scope.template.others.exported(name);
  return texts.length === 0 || texts.length > MOST_CHOICES
    ? { ...unknownAt(span), said: textAt(holeOf("${Fn::ImportValue}"), span) }
    : eitherOf(
        texts.map((text) => textAt(text, span)),
        span,
      );
}

function textOrNothing(text: FilledText | undefined, span: Span): Value | undefined {
  return text && textAt(text, span);
}

function textOf(value: Value | undefined, scope: Scope): FilledText | undefined {
  return value && filledOf(filled(value, { ...scope, isOne: true }));
}

function referenceValue(name: string, span: Span, scope: Scope): Value | undefined {
  if (name === "AWS::NoValue") return { kind: "either", span, options: [undefined] };
  const parameter = scope.template.parameter(name);
  if (parameter !== undefined) return parameterValue(name, useOfParameter(name, parameter, scope.template), span);
  const looped = scope.template.looped(name)?.texts;
  return looped === undefined
    ? extensible(textOrNothing(referenceText(name, scope), span), `\${${name}}`)
    : eitherOf(
        looped.map((text) => textAt(text, span)),
        span,
      );
}

function referenceText(name: string, scope: Scope): FilledText | undefined {
  if (name === "AWS::StackName") return variableText(name, PSEUDO_PARAMETERS.get(name), scope.template);
  if (name.startsWith("AWS::")) return holeOf(`\${${name}}`, PSEUDO_PARAMETERS.get(name));
  const [ofFunction, attribute = ""] = splitAtDot(name);
  if (ofFunction !== undefined && isVersionOfSam(attribute)) return attributeOf(ofFunction, attribute, scope);
  const resource = scope.template.resource(name);
  const type = resource && namedType(resource.type);
  if (resource === undefined || type === undefined) return undefined;
  switch (type.ref) {
    case "arn":
      return arnText(resource, scope);
    case "name":
      return asOwnName(nameText(resource, scope));
    case "url":
      return textOfForm(QUEUE_URL, resource, scope);
    case "id":
      return idText(name, type, scope.template);
  }
}

/** `Name.Attribute`, or the two in a list. */
function attributeText(argument: Value, scope: Scope): FilledText | undefined {
  const [name, attribute] = namesOf(argument);
  return name === undefined || attribute === undefined ? undefined : attributeOf(name, attribute, scope);
}

function attributeOf(name: string, attribute: string, scope: Scope): FilledText | undefined {
  const resource = scope.template.resource(name);
  const type = resource && namedType(resource.type);
  // Of a nested stack.
  const output = /^Outputs\.(.*)$/s.exec(attribute)?.[1];
  if (resource !== undefined && output !== undefined) return scope.template.others.outputOf(resource, output);
  if (resource === undefined || type === undefined) return undefined;
  if (type.arns.includes(attribute)) return arnText(resource, scope);
  if (resource.type === "AWS::Serverless::Function" && isVersionOfSam(attribute))
    return textOfForm(`${type.form}:{${attribute === "Alias" ? "alias" : "version"}}`, resource, scope);
  const address = addressForm(resource.type, attribute);
  if (address !== undefined) return asOwnName(textOfForm(address, resource, scope));
  if (type.further?.attribute === attribute) return textOfForm(type.further.form, resource, scope);
  return type.named.includes(attribute) ? asOwnName(nameText(resource, scope)) : undefined;
}

function substitution(argument: Value, span: Span, scope: Scope): Value | undefined {
  const [written, own] = argument.kind === "array" ? argument.items : [argument];
  const pattern = written && filled(written, scope);
  if (pattern?.kind !== "string") return undefined;
  const named = own?.kind === "object" ? own : undefined;
  const offers = scope.isOne
    ? []
    : namesInPattern(pattern.text).map((name) => ({ name, texts: offeredFor(name, named, scope) ?? [] }));
  const choices = choicesOf(offers);
  const made = choices.map(({ texts }) =>
    substituted(pattern, span, (name) => texts.get(name) ?? substitute(name, named, scope)),
  );
  const when = choices.map((one) => one.when);
  const whole = eitherOf(made, span, when);
  return named === undefined ? saidBy(pattern, whole, (name) => substitute(name, undefined, scope)) : whole;
}

/** Undefined where it is one text, if any. */
function offeredFor(name: string, named: ObjectValue | undefined, scope: Scope): readonly OfferedText[] | undefined {
  const own = named && memberNamed(named, name)?.value;
  if (own !== undefined) return offeredIn(filled(own, scope));
  const parameter = scope.template.parameter(name);
  return parameter === undefined
    ? scope.template.looped(name)?.texts
    : offeredTexts(useOfParameter(name, parameter, scope.template));
}

function substitute(name: string, named: ObjectValue | undefined, scope: Scope): FilledText | undefined {
  const own = named && memberNamed(named, name)?.value;
  if (own !== undefined) return textOf(own, scope);
  const parameter = scope.template.parameter(name);
  if (parameter !== undefined) return variableText(name, parameterFacts(parameter), scope.template);
  const looped = scope.template.looped(name);
  if (looped !== undefined) return holeOf(`\${${name}}`, looped.facts);
  const [resource, attribute] = splitAtDot(name);
  return attribute === undefined || resource === undefined
    ? referenceText(name, scope)
    : attributeOf(resource, attribute, scope);
}

function choice(argument: Value, span: Span, scope: Scope): EitherValue | undefined {
  if (argument.kind !== "array") return undefined;
  const [condition, ifTrue, ifFalse, ...others] = argument.items;
  if (ifTrue === undefined || ifFalse === undefined || others.length > 0) return undefined;
  const name = condition?.kind === "string" ? condition.text : undefined;
  const { holds, fails } = termsOfCondition(name, scope.template, (value) => variableReferred(value, scope.template));
  const options = [filled(ifTrue, scope), filled(ifFalse, scope)];
  return { kind: "either", span, options, ...((holds ?? fails) && { when: [holds, fails] }) };
}

function nameText(resource: DeclaredResource, scope: Scope): FilledText {
  const { logicalId, type, properties } = resource;
  const named = namedType(type);
  const property = memberNamed(properties, named?.name ?? "")?.value;
  // The stack's name, the logical id and what CloudFormation makes up. Source: "Name type" of the reference guide.
  if (property === undefined) return openName(logicalId, scope.template, { isName: true, madeOf: logicalId });
  const deeper = { ...scope, depth: scope.depth + 1 };
  const own = deeper.depth <= DEEPEST_NAMES ? textOf(property, deeper) : undefined;
  const text = own ?? parameterText(property, scope.template) ?? openName(logicalId, scope.template);
  return named?.isPlain === true ? asName(text) : text;
}

function arnText(resource: DeclaredResource, scope: Scope): FilledText | undefined {
  const form = namedType(resource.type)?.form;
  return form === undefined ? undefined : textOfForm(form, resource, scope);
}

export function textOfForm(form: string, resource: DeclaredResource, scope: Scope): FilledText {
  const building = new TextBuilding();
  for (const part of form.split(/(\{[a-z]+\})/)) {
    const name = /^\{([a-z]+)\}$/.exec(part)?.[1];
    const text = name === undefined ? { text: part, holes: [] } : partText(name, resource, scope);
    building.add(text.text, text.holes);
  }
  return building.result();
}

function partText(name: string, resource: DeclaredResource, scope: Scope): FilledText {
  if (name === "name") return nameText(resource, scope);
  if (name === "alias") return aliasOf(resource, scope);
  if (name === "partition" || name === "account" || name === "region") return holeOf(`\${${name}}`, { stands: name });
  if (name !== "path" && name !== "host") return madeUpPart(name, resource);
  const { value } = memberNamed(resource.properties, name === "host" ? "Url" : "Path") ?? {};
  if (name === "path" && value === undefined) return { text: "/", holes: [] };
  const text = value && textOf(value, scope);
  return (name === "host" ? text && withoutScheme(text) : text) ?? holeOf(`\${${name}}`);
}

/** The alias may be that of all functions of the template. */
function aliasOf({ properties }: DeclaredResource, scope: Scope): FilledText {
  const own = memberNamed(properties, ALIAS) ?? memberNamedOf(scope.template.globals("Function"), ALIAS);
  return asName((own?.value && textOf(own.value, scope)) ?? holeOf("${alias}"));
}

const ALIAS = "AutoPublishAlias";

function memberNamedOf(object: ObjectValue | undefined, key: string): Member | undefined {
  return object && memberNamed(object, key);
}
