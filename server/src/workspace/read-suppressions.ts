/**
 * The entries of `suppress` in `iam-verdict.json`. An entry that cannot be read exactly is left out: read loosely, it
 * would accept findings that nobody looked at.
 */
import { readInstant } from "../domains/instant.ts";
import { type Member, type ObjectValue, type Value } from "../syntax/value.ts";
import { type StatementName, type Suppression } from "./config.ts";
import { type ConfigReport, membersOf, quoted, readItems, readText } from "./config-report.ts";
import { readGlob } from "./glob.ts";

const NAMES = ["code", "files", "statement", "reason", "until"];

/**
 * Statements are counted from 1, as messages count them. Older versions counted from 0: a file in which any entry says
 * 0 is read as they did, the whole of it, and each of its numbers is told.
 */
export function readSuppressions(value: Value | undefined, report: ConfigReport): readonly Suppression[] {
  const entries = readItems(value, "suppress", report).map((object) => ({
    object,
    members: membersOf(object, NAMES, report),
  }));
  const first = entries.some(({ members }) => numberOf(members.get("statement")?.value) === 0) ? 0 : 1;
  return entries.flatMap(({ object, members }) => readSuppression(object, members, first, report));
}

/** `first` is the number of the first statement. */
function readSuppression(
  object: ObjectValue,
  members: ReadonlyMap<string, Member>,
  first: 0 | 1,
  report: ConfigReport,
): Suppression[] {
  const code = readText(members.get("code"), report);
  if (code === undefined && !members.has("code")) {
    report.add(
      "mistake",
      object.span,
      "An entry of 'suppress' needs 'code': the code of the findings that it accepts.",
    );
  }
  const codeValue = members.get("code")?.value;
  if (code !== undefined && codeValue !== undefined) report.mention("finding", code, codeValue.span);
  const files = given(members.get("files"), (member) => readFiles(member, report));
  const statement = given(members.get("statement"), (member) => readStatementName(member, first, report));
  const until = given(members.get("until"), (member) => readDay(member, report));
  const reason = readText(members.get("reason"), report);
  const reasonValue = members.get("reason")?.value;
  if (reason?.trim() === "" && reasonValue !== undefined) {
    const message = "Write in 'reason' why this finding is acceptable, for whoever reads it next.";
    report.add("note", reasonValue.span, message);
  }
  if (code === undefined || files === "unusable" || statement === "unusable" || until === "unusable") return [];
  return [{ code, files, base: report.base, statement, reason, until, span: object.span }];
}

/** What is written but cannot be used is not the same as what is left out. */
function given<T>(member: Member | undefined, read: (member: Member) => T | undefined): T | undefined | "unusable" {
  return member === undefined ? undefined : (read(member) ?? "unusable");
}

/** A glob, mentioned so that it can be held against the files there are. */
export function readFiles(member: Member, report: ConfigReport): string | undefined {
  const files = readText(member, report);
  if (files === undefined || member.value === undefined) return undefined;
  const { problem } = readGlob(files);
  if (problem !== undefined) {
    report.add(
      "mistake",
      member.value.span,
      `'files' cannot be used: ${problem}. Write a path such as "identity/*.json".`,
    );
    return undefined;
  }
  report.mention("files", files, member.value.span);
  return files;
}

/** A text is a Sid; a text of digits may also be a number, as older files write it. */
function readStatementName(member: Member, first: 0 | 1, report: ConfigReport): StatementName | undefined {
  const { value } = member;
  const number = numberOf(value);
  if (value === undefined) return undefined;
  if (number === undefined && value.kind === "string" && value.text !== "")
    return { sid: value.text, index: undefined };
  if (number === undefined) {
    const message = "'statement' must be a Sid in double quotes, or the number of the statement, counted from 1.";
    report.add("mistake", value.span, message);
    return undefined;
  }
  if (first === 0) {
    const message = `This file counts statements from 0, as older versions did, because one of its entries says 0. Messages count from 1: write ${number + 1} here, and add 1 to every other number in 'suppress'.`;
    report.add("note", value.span, message);
  }
  return { sid: value.kind === "string" ? value.text : undefined, index: number - first };
}

/** A number of statements that a policy can have. */
function numberOf(value: Value | undefined): number | undefined {
  if (value?.kind !== "number" && value?.kind !== "string") return undefined;
  return /^\d{1,6}$/.test(value.text) ? Number(value.text) : undefined;
}

function readDay(member: Member, report: ConfigReport): string | undefined {
  const { value } = member;
  if (value === undefined) return undefined;
  if (value.kind === "string" && isDay(value.text)) return value.text;
  const written = value.kind === "string" || value.kind === "number" ? quoted(value.text) : "This";
  const message = `${written} is not a day, so this entry accepts nothing. Write year, month and day, such as "2027-01-31".`;
  report.add("mistake", value.span, message);
  return undefined;
}

/** Days of this form are in order as texts. */
function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && readInstant(text) !== undefined;
}
