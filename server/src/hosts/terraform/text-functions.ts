/**
 * The functions of Terraform that make other texts of texts, where these are settled. Sources: "split", "lower", "upper",
 * "trimspace", "trimprefix", "trimsuffix", "basename", "dirname" and "replace" of the "Terraform configuration language".
 */
import { type Value } from "../../syntax/value.ts";
import { type FilledText } from "../../syntax/filled-text.ts";
import { type Span } from "../../text/span.ts";
import { textAt, textsAt } from "../placed-values.ts";

/** Undefined for any other function, and where not all that it is given is settled. */
export function textFunctionValue(name: string, values: readonly (Value | undefined)[], span: Span): Value | undefined {
  const [count, make] = FUNCTIONS.get(name) ?? [];
  const texts = values.flatMap((value) => settledText(value) ?? []);
  if (make === undefined || texts.length !== count || values.length !== count) return undefined;
  const made = make(...texts);
  if (made === undefined) return undefined;
  const settled = (text: string): FilledText => ({ text, holes: [] });
  return typeof made === "string" ? textAt(settled(made), span) : textsAt(made.map(settled), span);
}

function settledText(value: Value | undefined): string | undefined {
  return value?.kind === "string" && value.holes.length === 0 ? value.text : undefined;
}

type TextFunction = (...texts: string[]) => string | readonly string[] | undefined;

const FUNCTIONS: ReadonlyMap<string, readonly [count: number, make: TextFunction]> = new Map<
  string,
  readonly [number, TextFunction]
>([
  ["split", [2, (separator = "", text = "") => (text === "" ? [""] : text.split(separator))]],
  ["lower", [1, (text = "") => text.toLowerCase()]],
  ["upper", [1, (text = "") => text.toUpperCase()]],
  ["trimspace", [1, (text = "") => text.trim()]],
  ["trimprefix", [2, (text = "", prefix = "") => (text.startsWith(prefix) ? text.slice(prefix.length) : text)]],
  [
    "trimsuffix",
    [2, (text = "", suffix = "") => (text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text)],
  ],
  ["basename", [1, (path = "") => stepsOf(path).at(-1) ?? "."]],
  ["dirname", [1, (path = "") => stepsOf(path).slice(0, -1).join("/") || (path.startsWith("/") ? "/" : ".")]],
  ["replace", [3, (text = "", from = "", to = "") => (isPattern(from) ? undefined : text.replaceAll(from, () => to))]],
]);

function stepsOf(path: string): readonly string[] {
  const steps = path.replace(/\/{2,}/g, "/").split("/");
  return steps.at(-1) === "" ? steps.slice(0, -1) : steps;
}

/** Between slashes it is a regular expression. */
function isPattern(from: string): boolean {
  return from.length > 1 && from.startsWith("/") && from.endsWith("/");
}
