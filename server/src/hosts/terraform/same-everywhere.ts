/** References that come to one text wherever a module writes them, whatever that text is. */
import { type FilledText } from "../../syntax/filled-text.ts";
import { type HclReference } from "../../syntax/hcl-tree.ts";
import { type Value } from "../../syntax/value.ts";
import { textAt } from "../placed-values.ts";
import { folderOf, variableKey } from "./paths.ts";
import { type Scope } from "./scope.ts";

/** As a hole that is the same for the same reference; undefined where it may come to another text each time. */
export function sameEverywhere({ root, steps }: HclReference, { file, loops, module }: Scope): FilledText | undefined {
  const names = steps.flatMap((step) => (step.step === "attribute" ? [step.name] : []));
  const isOfLoop =
    EACH_TIME.has(root) || loops.some(({ bound, names: known }) => bound.includes(root) || known.has(root));
  if (names.length === 0 || names.length < steps.length || isOfLoop || module.isCalled) return undefined;
  const referred = [root, ...names].join(".");
  const written = `\${${referred}}`;
  const variable = variableKey(folderOf(file.path), referred);
  return { text: written, holes: [{ start: 0, end: written.length, variable }] };
}

const EACH_TIME: ReadonlySet<string> = new Set(["count", "each", "path", "self"]);

/** `path.module` and its like in the path of a file: whoever reads the file knows the folder of the module. */
export function folderInPath({ root, span }: HclReference, { file, module, pathIn }: Scope): Value | undefined {
  if (root !== "path" || pathIn !== module) return undefined;
  const written = `\${${file.text.slice(span.start, span.end)}}`;
  return textAt({ text: written, holes: [{ start: 0, end: written.length }] }, span);
}

/** The same with what the reference comes to by default, where nobody gives it another text. */
export function sameByDefault(
  reference: HclReference,
  scope: Scope,
  evaluate: (reference: HclReference, scope: Scope) => Value | undefined,
): FilledText | undefined {
  const text = sameEverywhere(reference, scope);
  const value = text && evaluate(reference, scope);
  if (text === undefined || value?.kind !== "either") return text;
  const [only, ...others] = value.options.filter((option) => option?.kind !== "unknown");
  if (only?.kind !== "string" || only.holes.length > 0 || others.length > 0) return text;
  if (isGiven(reference, scope)) return text;
  return { text: text.text, holes: text.holes.map((hole) => ({ ...hole, usual: only.text })) };
}

/** A call of the module says something else than the default; of a local value any may. */
function isGiven({ root, steps: [first] }: HclReference, { module }: Scope): boolean {
  const given = module.inputsOfCalls();
  return root === "var" && first?.step === "attribute" ? given.has(first.name) : given.size > 0;
}
