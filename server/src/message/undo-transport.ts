/**
 * Takes back what a text was written as to get through somewhere: an address, a form, a line of commands for a runner.
 * Sources: RFC 3986, "Percent-Encoding"; GitHub Docs, "Workflow commands"; TeamCity, "Service Messages", on escaped values.
 */
import { type Edit } from "../text/edit.ts";
import { rewrite, type RewrittenText } from "./rewritten-text.ts";

export function undoTransport(text: RewrittenText): RewrittenText {
  const address = rewrite(text, addressEdits(text.text));
  return COMMANDS.reduce((before, command) => rewrite(before, commandEdits(before.text, command)), address);
}

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
