/** Where what a policy refers to is written: in other files of the module, or in the modules that call it. */
import { once } from "../../domains/once.ts";
import { attributeNamed, type HclExpression, type HclReference } from "../../syntax/hcl-tree.ts";
import { isSameSpan, type Span, spanContains } from "../../text/span.ts";
import { type SourcesAround, type WrittenList, type WrittenPlace } from "../host.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { isVariablesFile } from "./configuration.ts";
import { isGiven, readAround } from "./folder-names.ts";
import { follow } from "./follow.ts";
import { type FoundReference, listThrough, referencesIn } from "./found-references.ts";
import { textsGiven } from "./given-variables.ts";
import { moduleIn } from "./load-module.ts";
import { type DeclaredValue, type TerraformFile, type TerraformModule } from "./module.ts";
import { folderOf } from "./paths.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { callsOf } from "./written-calls.ts";
import { hangsOnList, isLocalReadOnce, isReadForAllows, listAt, listThroughForms, loopAt } from "./written-lists.ts";

/** Of every reference in a stretch of the file. What stands in the file itself is left out. */
export function writtenPlaces(
  file: TerraformFile,
  module: TerraformModule,
  span: Span,
  around: SourcesAround | undefined,
): readonly WrittenPlace[] {
  return file.body.blocks.flatMap((block) => {
    if (!spanContains(block.span, span)) return [];
    const scope = scopeOfBlock(block, file, module);
    const looped = loopAt(block.body, span, scope);
    if (looped?.collection.kind === "reference") {
      const bringsStatement = hangsOnList(looped, block, span, file.text);
      return placesOfItems(looped.collection, scope, around).map(({ list, ...place }) => ({
        ...place,
        list: list && listThroughForms(list, looped.forms),
        ...(bringsStatement && { bringsStatement: true as const }),
      }));
    }
    return referencesIn(block.body, span, scope).flatMap((found) => placesFor(found, file.path, around));
  });
}

/** Behind a local value that is made of several lists, the one that takes more, if it is one. */
function placesFor(found: FoundReference, path: string, around: SourcesAround | undefined): readonly WrittenPlace[] {
  const inner = found.behind.flatMap((one) => placesFor(one, path, around)).filter(({ list }) => list !== undefined);
  if (inner.length === 1) return inner;
  return placesOf(found.reference, found.scope, around, path).map(({ list, ...place }) => ({
    ...place,
    list: list && listThrough(list, found),
  }));
}

/** Of a local value of the file itself, too: what a loop makes of its items is not written where the policy stands. */
function placesOfItems(
  reference: HclReference,
  scope: Scope,
  around: SourcesAround | undefined,
): readonly WrittenPlace[] {
  const elsewhere = placesOf(reference, scope, around, scope.file.path);
  const [first, ...others] = reference.steps;
  const isLocal = reference.root === "local" && first?.step === "attribute" && others.length === 0;
  if (elsewhere.length > 0 || !isLocal || around === undefined || !isLocalReadOnce(first.name, scope.module))
    return elsewhere;
  const [only, ...more] = follow(reference, scope);
  const isHere = only?.scope.file.path === scope.file.path && only.scope.module === scope.module;
  const list =
    isHere && more.length === 0
      ? listAt(only.expression, only.scope, moduleIn(scope.module.folder, around))
      : undefined;
  if (list === undefined) return [];
  const name = scope.file.text.slice(reference.span.start, reference.span.end);
  return [{ name, path: scope.file.path, span: list.span, list }];
}

/** `policyPath`: of the file that the policy stands in. */
function placesOf(
  reference: HclReference,
  scope: Scope,
  around: SourcesAround | undefined,
  policyPath: string,
): readonly WrittenPlace[] {
  const [first, ...others] = reference.steps;
  const name = scope.file.text.slice(reference.span.start, reference.span.end);
  if (reference.root === "var" && first?.step === "attribute" && others.length === 0 && !scope.module.isCalled) {
    return placesOfVariable(first.name, name, scope, around);
  }
  const found = follow(reference, scope).filter((one) => one.expression !== reference);
  const isLocal = reference.root === "local" && first?.step === "attribute" && others.length === 0;
  const mayTakeMore = once(() => isLocal && isLocalReadOnce(first.name, scope.module));
  return found
    .filter((one) => one.scope.file.path !== policyPath)
    .map((one) => {
      const { file, module } = one.scope;
      const isOwn = module === scope.module && found.length === 1 && around !== undefined;
      const list =
        isOwn && mayTakeMore() ? listAt(one.expression, one.scope, moduleIn(module.folder, around)) : undefined;
      return { name, path: file.path, span: list?.span ?? one.expression.span, list };
    });
}

/** Whoever calls the module decides, and where nobody does, the variable's own file. */
function placesOfVariable(
  variable: string,
  name: string,
  { module, file }: Scope,
  around: SourcesAround | undefined,
  depth = MOST_CALLS,
): readonly WrittenPlace[] {
  const own = folderOf(file.path);
  const mayTakeMore = once(() => isReadForAllows(variable, module));
  const calls = around === undefined ? [] : callsOf(own, around);
  const given = calls.flatMap(({ call, loaded, scope, isOnce, servesEachTime }): readonly PlaceOfCall[] => {
    const input = attributeNamed(call.block.body, variable);
    if (input === undefined) return [];
    const texts = textsGiven(call, own, scope);
    const outer = depth === 0 ? undefined : variableIn(input.value);
    if (outer !== undefined && mayTakeMore()) {
      const behind = placesOfVariable(outer, name, scope, around, depth - 1);
      if (behind.length > 0)
        return behind.map((one) => ({ ...one, given: new Map([...texts, ...(one.given ?? [])]), isOnce: false }));
    }
    const list = mayTakeMore() ? listAt(input.value, scope, loaded) : undefined;
    const { span } = list ?? input.value;
    const { path } = call.file;
    const isEachTime = servesEachTime(path, span);
    return [{ name, path, span, given: texts, list, isEachTime, isOnce: isOnce && list !== undefined }];
  });
  if (given.length > 0) {
    const areOnce = given.every(({ isOnce }) => isOnce);
    return given.map((one) => ({ ...one, isOfOneCall: areOnce && isAlone(one, given) }));
  }
  return valuesHere(variable, module).flatMap((one): readonly WrittenPlace[] => {
    const { path } = one.file;
    const isDefault = !isVariablesFile(path);
    const isOpen = isDefault && (calls.length > 0 || isGivenByName(variable, own, around));
    const list = !isOpen && mayTakeMore() ? listOfFile(one, module, around) : undefined;
    if (path === file.path && list === undefined) return [];
    if (follow(one.value, scopeOf(module, one.file)).length === 0) return [];
    return [{ name, path, span: one.value.span, list, ...(isDefault && { isDefault: true as const }) }];
  });
}

/** The default does not count where a file of values says otherwise. */
function valuesHere(variable: string, module: TerraformModule): readonly DeclaredValue[] {
  const all = module.variable(variable);
  const given = all.filter(({ file }) => isVariablesFile(file.path));
  return given.length > 0 ? given : all;
}

/** Where nobody calls the module: without a default that may not count. */
export function settledValues(
  variable: string,
  module: TerraformModule,
  around: SourcesAround,
): readonly DeclaredValue[] {
  const isOpen = once(() => isGivenByName(variable, module.folder, around));
  return valuesHere(variable, module).filter(({ file }) => isVariablesFile(file.path) || !isOpen());
}

/** By a file of values beside the module that is read where somebody names it. */
function isGivenByName(variable: string, folder: string, around: SourcesAround | undefined): boolean {
  const named = around?.filesIn(folder).filter((path) => isVariablesFile(path) && !isGiven(path)) ?? [];
  return named
    .flatMap((path) => readAround(path, around))
    .some(({ body }) => attributeNamed(body, variable) !== undefined);
}

/** A list may be handed on by so many modules. */
const MOST_CALLS = 3;

type PlaceOfCall = WrittenPlace & { readonly isOnce: boolean };

/** `var.actions`. */
function variableIn(value: HclExpression): string | undefined {
  if (value.kind !== "reference" || value.root !== "var") return undefined;
  const [only, ...others] = value.steps;
  return only?.step === "attribute" && others.length === 0 ? only.name : undefined;
}

/** Does no other call have its list in the same place? */
export function isAlone(
  { path, span }: Pick<WrittenPlace, "path" | "span">,
  all: readonly Pick<WrittenPlace, "path" | "span">[],
): boolean {
  return all.filter((one) => one.path === path && isSameSpan(one.span, span)).length === 1;
}

/** Of a file that gives variables their values, or of a default. */
function listOfFile(
  { value, file }: DeclaredValue,
  module: TerraformModule,
  around: SourcesAround | undefined,
): WrittenList | undefined {
  return around && listAt(value, scopeOf(module, file), moduleIn(folderOf(file.path), around));
}
