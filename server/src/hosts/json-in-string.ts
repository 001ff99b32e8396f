/** JSON in a string of a file, as a place where policies are looked for. */
import { besideEngineMarks, engineSteps, type EngineText, withoutEngineMarks } from "../syntax/engine-marks.ts";
import { type JsonReading, jsonSteps } from "../syntax/json.ts";
import { decodePercent } from "../syntax/json-string.ts";
import { type StringValue } from "../syntax/value.ts";
import { composeEncodings, type Encoding } from "../text/encoding.ts";
import { type DocumentInFile } from "./find-policies.ts";
import { madeReadable } from "./json-departures.ts";
import { faultsOf, type PlacedJson } from "./json-faults.ts";
import { jsonInFile } from "./json-in-file.ts";
import { PLACEHOLDERS } from "./placeholders.ts";

/** The IAM API sends documents percent-encoded (RFC 3986); most tools write them as escaped JSON. */
export function* documentInString(
  { text, map }: StringValue,
  around: DocumentInFile,
): Generator<undefined, DocumentInFile | undefined> {
  const start = text.trimStart();
  if (start.startsWith("{")) return yield* readInString(text, map, around);
  const decoded = /^%7b/i.test(start) ? decodePercent(text) : undefined;
  return decoded && (yield* readInString(decoded.text, composeEncodings(decoded.map, map), around));
}

function* readInString(
  text: string,
  within: Encoding,
  { broken, template }: DocumentInFile,
): Generator<undefined, DocumentInFile | undefined> {
  const reading = { ...PLACEHOLDERS, within };
  const read = yield* jsonSteps(text, reading);
  const filled = read.problems.length === 0 ? undefined : withoutEngineMarks(text);
  if (filled !== undefined) return yield* readFilled(filled, reading, { broken, template });
  const readable = read.problems.length === 0 ? undefined : madeReadable(text);
  const again = readable && (yield* jsonSteps(readable.text, reading));
  const isMade = readable !== undefined && again?.problems.length === 0;
  const own = { text: isMade ? readable.text : text, ...(isMade ? again : read) };
  if (own.root === undefined) return undefined;
  const placed = { ...own, within, open: openIn(text) };
  const faults = faultsOf(placed, isMade ? readable.departures : []);
  return {
    ...jsonInFile({ ...own, root: own.root, within, broken: broken || own.problems.length > 0, template }),
    faults,
  };
}

function* readFilled(
  filled: EngineText,
  reading: JsonReading & { readonly within: Encoding },
  { broken, template }: Pick<DocumentInFile, "broken" | "template">,
): Generator<undefined, DocumentInFile | undefined> {
  const { within } = reading;
  const root = yield* engineSteps(filled, reading);
  if (root === undefined) return undefined;
  const document = jsonInFile({ text: filled.text, root, within, broken, template });
  return { ...document, writerOf: (policy) => besideEngineMarks(document.writerOf(policy), filled, within) };
}

/** What is filled in before AWS has the text may be a value, or more than that. */
function openIn(text: string): PlacedJson["open"] {
  if (/\{[{%]|<%/.test(text)) return "directives";
  return PLACEHOLDERS.holesIn(text).length > 0 ? "values" : "nothing";
}
