/** What is wrong with JSON that stands in a text of another language, at its places in the file. */
import { type SyntaxProblem } from "../syntax/value.ts";
import { type Encoding } from "../text/encoding.ts";
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import { type Departure } from "./host.ts";
import { blankBefore, departuresInText } from "./json-departures.ts";

/** A text that was read, whose place in the file is `within`. */
export interface PlacedJson {
  readonly problems: readonly SyntaxProblem[];
  readonly text: string;
  readonly within: Encoding;
  /** What decides on parts of the text: directives, or what is filled in where JSON has a value. */
  readonly open: "nothing" | "values" | "directives";
}

export interface JsonFaults {
  readonly problems: readonly SyntaxProblem[];
  readonly departures: readonly Departure[];
}

export const NO_FAULTS: JsonFaults = { problems: [], departures: [] };

/**
 * Of those in the strings of a template that CloudFormation gives to a service. White space before the brace it takes away.
 */
export function faultsInTemplate(
  found: readonly { readonly faults?: JsonFaults; readonly uses: readonly unknown[] }[],
): JsonFaults {
  const faults = found.flatMap(({ faults: own, uses }) => (own !== undefined && uses.length > 0 ? [own] : []));
  const departures = faults.flatMap((one) => one.departures.filter(({ kind }) => kind !== "blank-before"));
  const problems = faults.flatMap((one) => one.problems);
  return {
    problems: problems.map((one) => ({ ...one, isNested: true })),
    departures: departures.map((one) => ({ ...one, isNested: true })),
  };
}

/** `made`: what had to be changed so that it could be read. Nothing is said of a text that is not settled. */
export function faultsOf(read: PlacedJson, made: readonly Departure[]): JsonFaults {
  const { text, problems } = read;
  if (read.open === "directives") return NO_FAULTS;
  const departures = problems.length > 0 ? [] : [...blankBefore(text), ...made, ...departuresInText(text)];
  return {
    problems: read.open === "nothing" ? problems : [],
    departures: departures.map((one) => inFile(one, read)),
  };
}

/** Without a repair where one of its texts cannot be written there. */
function inFile(departure: Departure, read: PlacedJson): Departure {
  const { within } = read;
  const repair = departure.repair.flatMap(({ span, newText }): readonly Edit[] => {
    const encoded = within.encode(newText);
    return encoded === undefined ? [] : [{ span: spanInFile(span, read), newText: encoded }];
  });
  return {
    ...departure,
    span: within.outerSpan(departure.span.start, departure.span.end),
    repair: repair.length === departure.repair.length ? repair : [],
  };
}

/** Of whole lines with the indentation that a heredoc takes away. */
function spanInFile({ start, end }: Span, { text, within }: PlacedJson): Span {
  const span = within.outerSpan(start, end);
  const isWholeLine = text.charAt(start - 1) === "\n" && text.charAt(end - 1) === "\n";
  return isWholeLine ? { start: within.outerSpan(start - 1, start).end, end: span.end } : span;
}
