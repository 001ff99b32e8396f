/**
 * Takes back what a text was written as to get through somewhere: an address, a form, a line of commands for a runner, a
 * file of Docker's in which each line is a record.
 * Sources: RFC 3986, "Percent-Encoding"; GitHub Docs, "Workflow commands"; TeamCity, "Service Messages", on escaped values;
 * Docker Docs, "JSON File logging driver".
 */
import { type Edit } from "../text/edit.ts";
import { rewrite, type RewrittenText } from "./rewritten-text.ts";

export function undoTransport(text: RewrittenText): RewrittenText {
  const address = rewrite(text, addressEdits(text.text));
  const plain = COMMANDS.reduce((before, command) => rewrite(before, commandEdits(before.text, command)), address);
  return rewrite(plain, recordEdits(plain.text));
}

const RECORD = '{"log":';
const OPENING = /^\{"log": ?"/;
const CLOSING = /(?:\\r)?(?:\\n)?", ?"stream": ?"(?:stdout|stderr)",[^\n]{0,400}$/;

/** `{"log":"first line\\n","stream":"stderr","time":"…"}`: a message of several lines has as many records. */
function recordEdits(text: string): Edit[] {
  if (!text.includes(RECORD)) return [];
  const edits: Edit[] = [];
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    if (text.startsWith(RECORD, start)) edits.push(...editsOfRecord(text.slice(start, end), start));
    start = end + 1;
  }
  // A single record is an object like any other.
  return edits.length > MARKS_OF_RECORD ? edits : [];
}

const MARKS_OF_RECORD = 2;

function editsOfRecord(record: string, start: number): Edit[] {
  const opening = OPENING.exec(record);
  const from = record.lastIndexOf('"stream"') - FARTHEST_STREAM;
  const closing = CLOSING.exec(record.slice(Math.max(0, from)));
  if (opening === null || closing === null) return [];
  return [editOf(start, opening[0], ""), editOf(start + Math.max(0, from) + closing.index, closing[0], "")];
}

/** Between the end of the line and the name of the stream stand a comma and a blank. */
const FARTHEST_STREAM = 10;

const REFUSED_IN_ADDRESS = /(?:not|access)(?:%20|\+)(?:authori[sz]ed|denied)/i;
const WITHOUT_BLANKS = /[^\s"'<>`]{12,20000}/g;
const ENCODED = /(?:%[0-9A-Fa-f]{2}){1,400}|\+/g;

/** `error_description=User%3A+arn…`: the parts of the text without blanks that hold a refusal. */
function addressEdits(text: string): Edit[] {
  if (!REFUSED_IN_ADDRESS.test(text)) return [];
  return [...text.matchAll(WITHOUT_BLANKS)].flatMap(({ index, 0: part }) => {
    if (!REFUSED_IN_ADDRESS.test(part)) return [];
    const isForm = !part.includes("%20");
    return [...part.matchAll(ENCODED)].flatMap((found) => {
      const newText = found[0] === "+" ? (isForm ? " " : undefined) : decoded(found[0]);
      return newText === undefined ? [] : [editOf(index + found.index, found[0], newText)];
    });
  });
}

function decoded(bytes: string): string | undefined {
  try {
    return decodeURIComponent(bytes);
  } catch {
    return undefined;
  }
}

interface Command {
  readonly sign: string;
  readonly line: RegExp;
  readonly escape: RegExp;
  readonly plainOf: (escape: string) => string;
}

const RUNNER = { escape: /%0[AaDd]|%25/g, plainOf: plainOfRunner };
const COMMANDS: readonly Command[] = [
  { sign: "::", line: /(?<=^|\n)[ \t]{0,8}::(?:error|warning|notice|debug)\b[^\n]*/g, ...RUNNER },
  { sign: "##[error]", line: /##\[error\][^\n]*/g, ...RUNNER },
  { sign: "##teamcity[", line: /##teamcity\[[^\n]*/g, escape: /\|[nr'|[\]]/g, plainOf: plainOfTeamCity },
];

function plainOfRunner(escape: string): string {
  if (escape === "%25") return "%";
  return /a$/i.test(escape) ? "\n" : "";
}

function plainOfTeamCity(escape: string): string {
  const sign = escape.charAt(1);
  return sign === "n" ? "\n" : sign === "r" ? "" : sign;
}

function commandEdits(text: string, { sign, line, escape, plainOf }: Command): Edit[] {
  if (!text.includes(sign)) return [];
  return [...text.matchAll(line)].flatMap(({ index, 0: found }) =>
    [...found.matchAll(escape)].map((one) => editOf(index + one.index, one[0], plainOf(one[0]))),
  );
}

function editOf(start: number, found: string, newText: string): Edit {
  return { span: { start, end: start + found.length }, newText };
}
