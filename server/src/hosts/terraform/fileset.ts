/** What `fileset` lists. Source: "fileset Function" of the "Terraform configuration language". */
import { patternMatches, wildcardParts, wildcardPattern } from "../../domains/wildcard.ts";
import { type FilledText } from "../../syntax/filled-text.ts";
import { type Value } from "../../syntax/value.ts";
import { type Span } from "../../text/span.ts";
import { arrayAt, textAt, unknownAt } from "../placed-values.ts";
import { type TerraformModule } from "./module.ts";
import { folderOf, pathFrom } from "./paths.ts";

/**
 * The names of the files below a folder that a pattern fits, as texts at `span`. `file` is the path of the configuration.
 * Undefined where the folder or the pattern is not settled, and where no file is at hand.
 */
export function filesetValue(
  folder: FilledText | undefined,
  pattern: FilledText | undefined,
  { file, module, span }: { readonly file: string; readonly module: TerraformModule; readonly span: Span },
): Value | undefined {
  const from = folder && pathFrom(folderOf(file), folder);
  const alternatives = pattern?.holes.length === 0 ? alternativesIn(pattern.text) : undefined;
  if (from === undefined || alternatives === undefined) return undefined;
  const base = from === "" ? "" : `${from}/`;
  const isDeep = alternatives.some((one) => one.includes("/"));
  const names = module.filesBelow(base, isDeep ? "all" : "directly").map((path) => path.slice(base.length));
  const found = names.filter((name) => alternatives.some((one) => fits(one.split("/"), name.split("/"))));
  if (found.length === 0) return undefined;
  const texts = found.toSorted().map((text) => textAt({ text, holes: [] }, span));
  // Files of other endings are not listed.
  const isWhole = alternatives.every((one) => LISTED.test(one));
  return arrayAt(isWhole ? texts : [...texts, unknownAt(span)], span);
}

const LISTED = /\.(?:json|ya?ml)$/;

/** `a.{json,yaml}` as `a.json` and `a.yaml`. Undefined for what has more of them, or classes of characters. */
function alternativesIn(pattern: string): readonly string[] | undefined {
  if (/[[\]\\]/.test(pattern)) return undefined;
  const [whole = "", choices] = /\{([^{}]*)\}/.exec(pattern) ?? [];
  if (choices === undefined) return pattern.includes("{") || pattern.includes("}") ? undefined : [pattern];
  const made = choices.split(",").map((one) => pattern.replace(whole, () => one));
  return made.some((one) => /[{}]/.test(one)) ? undefined : made;
}

/** Step by step; `**` is any number of folders. */
function fits(pattern: readonly string[], names: readonly string[]): boolean {
  // Which names may come next.
  let open = new Set([0]);
  for (const step of pattern) {
    const next = new Set<number>();
    if (step === "**") {
      const first = Math.min(...open);
      for (let at = first; at <= names.length; at++) next.add(at);
    } else {
      const parsed = wildcardPattern(wildcardParts(step));
      for (const at of open) if (at < names.length && patternMatches(parsed, names[at] ?? "")) next.add(at + 1);
    }
    if (next.size === 0) return false;
    open = next;
  }
  return open.has(names.length);
}
