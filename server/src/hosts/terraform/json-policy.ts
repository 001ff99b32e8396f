/** A policy that is written as JSON in a text of HCL. */
import { readTemplateJson, type TemplateJson } from "../../syntax/hcl-json.ts";
import { type HclInterpolation, type HclTemplate } from "../../syntax/hcl-tree.ts";
import { type HoleReading, type ObjectValue, type Value } from "../../syntax/value.ts";
import { type Writer } from "../../syntax/change.ts";
import { cursorInJson } from "../cursor-in-json.ts";
import { type Departure, type Site } from "../host.ts";
import { madeReadable } from "../json-departures.ts";
import { placeholdersIn, placeholdersInName, stretchesIn, withThoseBetween } from "../placeholders.ts";
import { placedAt } from "../placed-values.ts";
import { cursorInString } from "../policy-cursor.ts";
import { encodedBehind } from "./encoded.ts";
import { evaluate, filledText } from "./evaluate.ts";
import { faultsOf, type JsonFaults, NO_FAULTS } from "../json-faults.ts";
import { isBareStatement, looksLikePolicy, mayBecomePolicy } from "./policy-shape.ts";
import { type Scope } from "./scope.ts";

/** The text may be one that `format` fills in: `%s`, or one in which `replace` puts other texts. */
function fillings({ replaced }: Scope): HoleReading {
  return {
    holesIn(text) {
      const verbs = text.includes("%") ? text.matchAll(/%(?:\[\d{1,3}\])?[sqv]/g) : [];
      const places = Array.from(verbs, ({ 0: verb, index }) => ({ start: index, end: index + verb.length }));
      return withThoseBetween(withThoseBetween(placeholdersIn(text), places), stretchesIn(text, replaced));
    },
    holesInName: (name) => withThoseBetween(placeholdersInName(name), stretchesIn(name, replaced)),
  };
}

export interface JsonPolicy {
  readonly root: ObjectValue;
  readonly broken: boolean;
  /** Where the text is used as it is. */
  readonly faults: JsonFaults;
  readonly writer: Writer;
  readonly cursorAt: Site["cursorAt"];
}

/** Undefined for a text that holds no policy. `belongs`: a policy belongs there. */
export function jsonPolicy(template: HclTemplate, scope: Scope, belongs: boolean): JsonPolicy | undefined {
  const { read, made } = readTolerantly(template, scope);
  if (read.root?.kind !== "object") return undefined;
  const { root, problems } = read;
  const isOne = looksLikePolicy(root) || (belongs && (mayBecomePolicy(root) || isBareStatement(root)));
  if (!isOne) return undefined;
  const { text, within } = read;
  return {
    root,
    broken: problems.length > 0,
    faults: template.closed && scope.replaced.length === 0 ? faultsOf(read, made) : NO_FAULTS,
    writer: read.writerOf(root),
    cursorAt: cursorOf(root, text, within),
  };
}

/** A text that only lacks the right quotes, or has comments, is read as if it had not. */
function readTolerantly(
  template: HclTemplate,
  scope: Scope,
): { readonly read: TemplateJson; readonly made: readonly Departure[] } {
  const readAs = (madeReadableAs?: (text: string) => string): TemplateJson =>
    readTemplateJson(
      template,
      scope.file.text,
      fillings(scope),
      { textOf: ({ value }) => filledText(value, scope), valueOf: (part) => encodedThere(part, scope) },
      madeReadableAs,
    );
  const read = readAs();
  const readable = read.problems.length === 0 ? undefined : madeReadable(read.text);
  const again = readable && readAs(() => readable.text);
  return again?.problems.length === 0 && readable !== undefined
    ? { read: again, made: readable.departures }
    : { read, made: [] };
}

/** What `jsonencode` writes into JSON; undefined for anything else. What a loop or another file gives stands where it is written. */
function encodedThere({ value, span }: HclInterpolation, scope: Scope): Value | undefined {
  const found = encodedBehind(value, scope);
  const made = found && evaluate(found.expression, found.scope);
  const isOwn = found?.scope.file === scope.file && scope.loops.length === 0;
  return made === undefined || isOwn ? made : placedAt(made, span);
}

/** A function of its own, so that a policy that is kept does not keep the module that it was read with. */
function cursorOf(root: ObjectValue, text: string, within: TemplateJson["within"]): JsonPolicy["cursorAt"] {
  return (offset) => {
    const cursor = cursorInJson(text, within.innerOffset(root.span.start), within.innerOffset(offset));
    return cursor && cursorInString(cursor, within);
  };
}
