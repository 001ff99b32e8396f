/** Reads the values of a configuration and collects what is wrong with them. */
import { nearestNames } from "../domains/nearest-name.ts";
import { type Member, type ObjectValue, type Value } from "../syntax/value.ts";
import { type Span } from "../text/span.ts";
import { didYouMean } from "../wording/did-you-mean.ts";
import { phraseToMessage } from "../wording/message-text.ts";
import { visibleText } from "../wording/phrase.ts";
import { type ConfigMention, type ConfigProblem } from "./config.ts";

export interface ConfigReport {
  /** The folder that globs are relative to. */
  readonly base: string;
  readonly problems: readonly ConfigProblem[];
  readonly mentions: readonly ConfigMention[];
  add(sort: ConfigProblem["sort"], span: Span, message: string): void;
  mention(of: ConfigMention["of"], text: string, span: Span): void;
}

/** `where` is the file or the setting. */
export function createReport(where: string, base: string): ConfigReport {
  const problems: ConfigProblem[] = [];
  const mentions: ConfigMention[] = [];
  return {
    base,
    problems,
    mentions,
    add: (sort, span, message) => void problems.push({ where, span, message, sort }),
    mention: (of, text, span) => void mentions.push({ of, text, where, span, base }),
  };
}

/** `'a', 'b' and 'c'` */
export function allOf(texts: readonly string[]): string {
  const [last = "", ...others] = [...texts].reverse();
  return others.length === 0 ? last : `${others.reverse().join(", ")} and ${last}`;
}

export function quoted(text: string): string {
  return `'${visibleText(text)}'`;
}

/** "Did you mean 'policies'?", or all there is to choose from. */
export function suggestion(written: string, known: readonly string[]): string {
  return nearestQuestion(written, known) ?? `Write one of ${known.join(", ")}.`;
}

/** Undefined, and told, for anything else. */
export function readObject(value: Value | undefined, what: string, report: ConfigReport): ObjectValue | undefined {
  if (value?.kind === "object") return value;
  if (value !== undefined) report.add("mistake", value.span, `${what} must be an object in braces.`);
  return undefined;
}

/** The objects of a list; a single object counts as a list of one. */
export function readItems(value: Value | undefined, what: string, report: ConfigReport): readonly ObjectValue[] {
  if (value === undefined) return [];
  const items = value.kind === "array" ? value.items : [value];
  return items.flatMap((item) => readObject(item, `An entry of '${what}'`, report) ?? []);
}

export function readText(member: Member | undefined, report: ConfigReport): string | undefined {
  if (member?.value?.kind !== "array") return readTexts(member, "a string in double quotes", report)[0]?.text;
  report.add("mistake", member.value.span, `${quoted(member.key)} must be one string in double quotes, not a list.`);
  return undefined;
}

/** One text counts as a list of one. */
export function readTextList(member: Member | undefined, report: ConfigReport): readonly PlacedText[] {
  return readTexts(member, "a list of strings in double quotes", report);
}

export interface PlacedText {
  readonly text: string;
  readonly span: Span;
}

function readTexts(member: Member | undefined, what: string, report: ConfigReport): readonly PlacedText[] {
  const value = member?.value;
  if (member === undefined || value === undefined) return [];
  const items = value.kind === "array" ? value.items : [value];
  return items.flatMap((item) => {
    if (item.kind === "string") return [{ text: item.text, span: item.span }];
    report.add("mistake", item.span, `${quoted(member.key)} must be ${what}.`);
    return [];
  });
}

/** Members by name, the last of a name; names that are not known and names that are written twice are told. */
export function membersOf(
  object: ObjectValue,
  known: readonly string[],
  report: ConfigReport,
): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>();
  for (const member of object.members) {
    if (!known.includes(member.key)) {
      const choice = suggestion(member.key, known);
      report.add("mistake", member.keySpan, `${quoted(member.key)} is not a name that is known here. ${choice}`);
    }
    if (members.has(member.key)) {
      report.add(
        "json",
        member.keySpan,
        `${quoted(member.key)} is written twice, and only the last counts. Remove one.`,
      );
    }
    members.set(member.key, member);
  }
  return members;
}

/** Undefined without a near name. */
export function nearestQuestion(written: string, known: readonly string[]): string | undefined {
  const question = didYouMean(nearestNames(written, known));
  return question && phraseToMessage(question);
}
