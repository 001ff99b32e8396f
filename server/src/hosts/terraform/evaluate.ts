/**
 * What an expression of Terraform comes to, as far as the files of its module settle it. What they do not is unknown, with
 * the place of what decides it. Source: "Expressions" of the "Terraform configuration language".
 */
import { type FilledText } from "../../syntax/filled-text.ts";
import {
  type HclAccess,
  type HclCall,
  type HclConditional,
  type HclExpression,
  type HclFor,
  type HclInterpolation,
  type HclObject,
  type HclObjectItem,
  type HclReference,
  type HclStep,
  type HclTemplate,
} from "../../syntax/hcl-tree.ts";
import { type Member, type StringValue, type Value } from "../../syntax/value.ts";
import { wholeAt } from "../../text/encoding.ts";
import { holesOfName, stretchesIn, withThoseBetween } from "../placeholders.ts";
import { choicesOf, type Offer } from "../choices.ts";
import { chosenBy, keptBy } from "./asked-texts.ts";
import { madeOfEach, nameOfPart, offersOf, valueWithin } from "./chosen-values.ts";
import { filesetValue } from "./fileset.ts";
import { functionValue, openMember } from "./functions.ts";
import { atTime, loopItems, mayGoThrough, namedLoop, openLoop, usedAt } from "./loops.ts";
import { plainKey } from "./expression-parts.ts";
import { encodedBehind } from "./encoded.ts";
import { takenOfBlock } from "./block-given-whole.ts";
import { literalValue } from "./literal-value.ts";
import { inLoop, isKnownBeside, loopAround, loopOfPart } from "./loop-around.ts";
import { type DeclaredValue } from "./module.ts";
import { unnamedMember } from "./named-value.ts";
import { folderInPath, sameByDefault, sameEverywhere } from "./same-everywhere.ts";
import { attributeOfInstance, instancesReferred } from "./instance-attributes.ts";
import { outputReferred, type ReferredOutput } from "./outputs.ts";
import { outputOfRegistry } from "./registry-outputs.ts";
import { attributeOfBlock, listOfBlock } from "./resource-texts.ts";
import { extensible, inInterpolation, withBeginning } from "./text-behind.ts";
import { textInScope } from "./text-in-scope.ts";
import { deeper, type Scope } from "./scope.ts";
import { knownTimes } from "./known-times.ts";
import { valueOfDefaults, withDefaults } from "./variable-types.ts";
import { arrayAt, eitherOf, filledOf, isEmpty, placedAt, textAt, unknownAt } from "../placed-values.ts";

/** Undefined where nothing stands. */
export function evaluate(expression: HclExpression, scope: Scope): Value | undefined {
  if (--scope.budget.left < 0) return unknownAt(expression.span);
  switch (expression.kind) {
    case "template":
      return templateValue(expression, scope);
    case "literal":
      return literalValue(expression);
    case "tuple":
      return arrayAt(itemsOf(expression.items, scope), expression.span);
    case "object":
      return objectValue(expression, scope);
    case "call":
      return callValue(expression, scope);
    case "reference":
      return extensible(referenceValue(expression, scope), expression.span, isKnownBeside(expression, scope));
    case "access":
      return accessValue(expression, scope);
    case "conditional":
      return conditionalValue(expression, scope);
    case "for":
      return madeOfEach(evaluate(expression.collection, scope), expression.span, (collection) =>
        forValue(expression, collection, scope),
      );
    case "operation":
      return unknownAt(expression.span);
    case "missing":
      return undefined;
  }
}

/** The text that an expression comes to, as far as it is one. */
export function textOf(expression: HclExpression, scope: Scope, seen?: Seen): FilledText | undefined {
  const isText = expression.kind === "template" && onlyInterpolation(expression) === undefined;
  const value = isText ? templateText(expression, scope) : evaluate(expression, scope);
  seen?.(value);
  return filledOf(value);
}

/** Is told what an expression comes to, also where that is no text. */
type Seen = (value: Value | undefined) => void;

/** The same, or of what nobody settles here a hole that is the same wherever the module refers to it. */
export function filledText(expression: HclExpression, scope: Scope, seen?: Seen): FilledText | undefined {
  const text = textOf(expression, scope, seen);
  return text ?? (expression.kind === "reference" ? sameByDefault(expression, scope, evaluate) : undefined);
}

/** The expression that stands alone in an old-fashioned `"${…}"`; undefined for any other text. */
export function onlyInterpolation(template: HclTemplate): HclExpression | undefined {
  const [only, ...others] = template.parts;
  return only?.kind === "interpolation" && others.length === 0 ? only.value : undefined;
}

function templateValue(template: HclTemplate, scope: Scope): Value | undefined {
  const only = onlyInterpolation(template);
  if (only !== undefined) {
    const value = evaluate(only, scope);
    if (value?.kind === "unknown") return unknownAt(template.span);
    return value && inInterpolation(value, only.span, template.span);
  }
  const looped = loopedText(template, scope);
  if (looped !== undefined) return looped;
  return withBeginning(chosenText(template, scope), template, {
    referred: (one) => evaluate(one, scope),
    textOf: (one) => templateText(one, scope),
    isKnownBeside: (one) => isKnownBeside(one, scope),
  });
}

/** A text with parts between which variables choose. */
function chosenText(template: HclTemplate, scope: Scope): Value {
  const offers: Offer[] = [];
  const text = templateText(template, scope, (part) =>
    filledText(part.value, scope, (value) => offers.push(...offersOf(part, value))),
  );
  const choices = choicesOf(offers);
  if (choices.length < 2) return text;
  const texts = choices.map((chosen) =>
    templateText(template, scope, (part) => chosen.texts.get(nameOfPart(part)) ?? filledText(part.value, scope)),
  );
  return eitherOf(
    texts,
    template.span,
    choices.map(({ when }) => when),
  );
}

/** A text that a loop makes another of each time. */
function loopedText(template: HclTemplate, scope: Scope): Value | undefined {
  const loops = new Set(template.parts.flatMap((part) => loopOfPart(part, scope) ?? []));
  const [loop, ...outer] = loops;
  if (loop === undefined || outer.length > 0 || loop.times.length === 0) return undefined;
  const isLong = loop.times.length > MOST_TEXTS;
  if (isLong && (scope.pathIn === undefined || !mayGoThrough(loop.times.length, scope.longLoops))) return undefined;
  const texts = loop.times.map((time) => {
    scope.budget.left--;
    return templateText(template, inLoop(scope, atTime(loop, time)));
  });
  const others = loop.open ? [templateText(template, inLoop(scope, openLoop(loop.bound, loop.collection)))] : [];
  return eitherOf([...texts, ...others], template.span, loop.terms);
}

/** Each is a choice of its own for whoever reads the text. */
const MOST_TEXTS = 20;

function itemsOf(items: readonly HclExpression[], scope: Scope): readonly Value[] {
  return items.flatMap((item) => evaluate(item, scope) ?? []);
}

function objectValue({ items, span }: HclObject, scope: Scope): Value {
  return { kind: "object", span, members: items.map((item) => memberOf(item, scope)) };
}

/** `computed`: the name is what an expression comes to, also where that is a bare word. */
function memberOf(item: HclObjectItem, scope: Scope, names: "bare" | "computed" = "bare"): Member {
  return { ...keyOf(item.key, scope, names), ...unnamedMember(item, evaluate(item.value, scope)) };
}

/** A bare word is a name, not a reference. */
function keyOf(
  key: HclExpression,
  scope: Scope,
  names: "bare" | "computed",
): Pick<Member, "key" | "keyHoles" | "keyMap"> {
  const written = scope.file.text.slice(key.span.start, key.span.end);
  if (names === "bare" && key.kind === "reference" && key.steps.length === 0) {
    return { key: key.root, keyHoles: [], keyMap: wholeAt(key.span) };
  }
  const value = key.kind === "template" ? templateText(key, scope) : evaluate(key, scope);
  if (value?.kind === "string") {
    return {
      key: value.text,
      keyHoles: withThoseBetween(holesOfName(value), stretchesIn(value.text, scope.replaced)),
      keyMap: value.map,
    };
  }
  return { key: written, keyHoles: [{ start: 0, end: written.length }], keyMap: wholeAt(key.span) };
}

/** A text also where a single interpolation is all of it. */
function templateText(
  template: HclTemplate,
  scope: Scope,
  fill = ({ value }: HclInterpolation) => filledText(value, scope),
): StringValue {
  return textInScope(template, scope, fill);
}

function callValue(call: HclCall, scope: Scope): Value {
  if (call.name === "fileset") return filesOfCall(call, scope) ?? unknownAt(call.span);
  if (call.name === "jsondecode") return decodedValue(call, scope) ?? unknownAt(call.span);
  const value = functionValue(call, {
    argument: (index) => {
      const argument = call.arguments[index];
      return argument === undefined ? undefined : evaluate(argument, scope);
    },
  });
  return value ?? unknownAt(call.span);
}

/** Of what is decoded as it was encoded. */
function decodedValue({ arguments: [argument], span }: HclCall, scope: Scope): Value | undefined {
  const found = argument && encodedBehind(argument, scope);
  const value = found && evaluate(found.expression, found.scope);
  return value === undefined || found?.scope.file === scope.file ? value : placedAt(value, span);
}

function filesOfCall({ arguments: [folder, pattern], span }: HclCall, scope: Scope): Value | undefined {
  if (folder === undefined || pattern === undefined) return undefined;
  const { file, module } = scope;
  const isOwn = folder.kind === "reference" && folder.root === "path";
  const from = isOwn ? { text: ".", holes: [] } : textOf(folder, scope);
  return filesetValue(from, textOf(pattern, scope), { file: file.path, module, span });
}

/** A null or an empty text in its place means that nothing is there: it is filtered out afterwards, or by the argument. */
function conditionalValue({ condition, ifTrue, ifFalse, span }: HclConditional, scope: Scope): Value {
  const options = [ifTrue, ifFalse].map((option) => chosenBy(condition, evaluate(option, scope), option));
  return { kind: "either", span, options };
}

/**
 * Short values are there as often as the loop makes them. Of an object one stands for all, which may be there or not, so that
 * what is written once is said once.
 */
function forValue(loop: HclFor, collection: Value | undefined, scope: Scope): Value {
  const { makes, names, value, span } = loop;
  const found = loopItems(collection, "unknown");
  const around = namedLoop(names, found, loop.collection.span);
  const times = knownTimes(loop, around, scope, evaluate);
  if (makes === "object") return loopedObject(loop, times ?? [], times === undefined || around.open);
  if (times !== undefined && !around.open && (value.kind !== "object" || scope.isForEach === true)) {
    return arrayAt(
      times.flatMap((time) => evaluate(value, time) ?? []),
      span,
    );
  }
  const item = keptBy(loop, evaluate(value, inLoop(scope, around)), scope.file.text);
  if (item === undefined || item.kind === "unknown") return arrayAt([unknownAt(span)], span);
  return arrayAt([{ kind: "either", span: item.span, options: [item, undefined] }, unknownAt(span)], span);
}

/** `open` if there may be other members. */
function loopedObject({ key, value, span }: HclFor, times: readonly Scope[], open: boolean): Value {
  if (key === undefined || (open && times.length === 0)) return unknownAt(span);
  const members = times.map((time) => memberOf({ key, value, span }, time, "computed"));
  return { kind: "object", span, members: open ? [...members, openMember(span)] : members };
}

function referenceValue(reference: HclReference, scope: Scope): Value {
  const { root, steps, span } = reference;
  const loop = loopAround(reference, scope);
  if (loop !== undefined) {
    const value = loop.names.get(root);
    scope.budget.left -= loop.times.length;
    return value === undefined ? unknownAt(span) : usedAt(valueWithin(value, steps, span, keysIn(scope)), loop, span);
  }
  const [first, ...others] = steps;
  if (first?.step !== "attribute") return unknownAt(span);
  if (root === "local") return followed(scope.module.local(first.name), others, reference, scope) ?? unknownAt(span);
  if (root === "var") return variableValue(first.name, others, reference, scope);
  if (root === "module") return moduleValue(reference, scope) ?? unknownAt(span);
  const value =
    folderInPath(reference, scope) ??
    instancesReferred(reference, scope, READING) ??
    attributeOfInstance(reference, scope, READING) ??
    attributeOfBlock(reference, scope, textOf);
  return value ?? valueReferred(listOfBlock(reference, scope), reference, scope) ?? unknownAt(span);
}

const READING = { evaluate, textOf };

/** Of a module of the workspace, or of a known one of the registry. */
function moduleValue(reference: HclReference, scope: Scope): Value | undefined {
  const to = outputReferred(reference, scope.module);
  if (to !== undefined) return valueReferred(to, reference, scope);
  const text = outputOfRegistry(reference, scope, textOf);
  return text && textAt(text, reference.span);
}

/** What a module of the workspace gives back, or a resource is given. */
function valueReferred(to: ReferredOutput | undefined, reference: HclReference, scope: Scope): Value | undefined {
  return to && followed(to.declared, to.steps, reference, scope);
}

/** Whoever uses the module may say otherwise, unless that is known. */
function variableValue(name: string, steps: readonly HclStep[], reference: HclReference, scope: Scope): Value {
  const { span } = reference;
  const given = scope.module.variable(name);
  const type = scope.module.typeOf(name);
  const values =
    given.length > 0 || scope.module.isCalled
      ? given.flatMap((one) => followed(one, steps, reference, scope, type) ?? [])
      : [type && followed(type, steps, reference, scope, type)].filter((value) => value !== undefined);
  const settled = values.filter(({ kind }) => kind !== "null" && kind !== "unknown");
  const [only, ...others] = settled;
  if (only !== undefined && others.length === 0 && scope.module.isCalled) return only;
  // A default that is empty says that something else must be given, or that it is not used.
  const known = settled.filter((value) => !isEmpty(value));
  if (known.length > 0) return { kind: "either", span, options: [...known, unknownAt(span)] };
  // Nothing is known of it but that it is one text.
  const isText = type?.value.kind === "reference" && type.value.root === "string";
  const text = isText && given.length + steps.length === 0 ? sameEverywhere(reference, scope) : undefined;
  return text === undefined ? unknownAt(span) : textAt(text, span);
}

function followed(
  declared: DeclaredValue | undefined,
  steps: readonly HclStep[],
  { span }: HclReference,
  scope: Scope,
  type?: DeclaredValue,
): Value | undefined {
  const next = declared === undefined ? undefined : deeper(scope, declared.file, declared.module);
  if (declared === undefined || next === undefined) return undefined;
  const ofBlock = takenOfBlock(declared.value, steps, (reference) => evaluate(reference, next));
  const value = ofBlock === undefined ? typed(declared, next, type, scope) : undefined;
  const within = ofBlock ?? (value && valueWithin(value, steps, span, keysIn(scope)));
  return within === undefined || declared.file === scope.file ? within : placedAt(within, span);
}

/** What is declared, with what the type of a variable gives it; of the type itself, the defaults in it. */
function typed(
  declared: DeclaredValue,
  within: Scope,
  type: DeclaredValue | undefined,
  scope: Scope,
): Value | undefined {
  const inType = type && deeper(scope, type.file);
  const read = (expression: HclExpression): Value | undefined => {
    const value = inType && evaluate(expression, inType);
    return value === undefined || type?.file === declared.file ? value : placedAt(value, declared.value.span);
  };
  if (declared === type) return valueOfDefaults(type.value, read);
  const value = evaluate(declared.value, within);
  return value === undefined || type === undefined ? value : withDefaults(value, type.value, read);
}

function keysIn(scope: Scope): (key: HclExpression) => FilledText | undefined {
  return (key) => plainKey(key) ?? filledText(key, scope);
}

function accessValue({ of, steps, span }: HclAccess, scope: Scope): Value {
  const value = evaluate(of, scope);
  return value === undefined ? unknownAt(span) : valueWithin(value, steps, span, keysIn(scope));
}
