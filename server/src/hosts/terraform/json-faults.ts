/** What is wrong with JSON that stands in a text of HCL, at its places in the file. */
import { type TemplateJson } from "../../syntax/hcl-json.ts";
import { type SyntaxProblem } from "../../syntax/value.ts";
import { type Edit } from "../../text/edit.ts";
import { type Span } from "../../text/span.ts";
import { type Departure } from "../host.ts";
import { blankBefore, departuresInText } from "../json-departures.ts";

export interface JsonFaults {
  readonly problems: readonly SyntaxProblem[];
  readonly departures: readonly Departure[];
}

export const NO_FAULTS: JsonFaults = { problems: [], departures: [] };

/** `made`: what had to be changed so that it could be read. Nothing is said of a text that is not settled. */
export function faultsOf(read: TemplateJson, made: readonly Departure[]): JsonFaults {
  const { text, problems } = read;
  if (read.open === "directives") return NO_FAULTS;
  const departures = problems.length > 0 ? [] : [...blankBefore(text), ...made, ...departuresInText(text)];
  return {
    problems: read.open === "nothing" ? problems : [],
    departures: departures.map((one) => inFile(one, read)),
  };
}

/** Without a repair where one of its texts cannot be written there. */
function inFile(departure: Departure, read: TemplateJson): Departure {
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
function spanInFile({ start, end }: Span, { text, within }: TemplateJson): Span {
  const span = within.outerSpan(start, end);
  const isWholeLine = text.charAt(start - 1) === "\n" && text.charAt(end - 1) === "\n";
  return isWholeLine ? { start: within.outerSpan(start - 1, start).end, end: span.end } : span;
}
