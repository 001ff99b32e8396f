/** Decides which code, request id and operation of a text belong to which of its denials. */
import { type EnclosingObjects, isOfSecond } from "./enclosing-object.ts";
import { isClassOfLanguage, isClassOfService, isQualifiedCode, isServiceCode } from "./error-codes.ts";
import { FULL_LINE_BREAK } from "./undo-wrapping.ts";
import { type Mention } from "./wrappers.ts";

export interface Zone {
  /** The end of the denial before and the start of the one behind. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
  readonly to: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

export const FARTHEST_MENTION = 4000;
/** A mention on its wrong side counts only if there is no other, and only at the ends of the text. */
const WRONG_SIDE = 5000;

export function nearest<T extends Mention>(mentions: readonly T[], zone: Zone, objects: EnclosingObjects): T | null {
  let best: T | null = null;
  let least = Infinity;
  for (let index = firstAtOrAfter(mentions, zone.from); index < mentions.length; index++) {
    const mention = mentions[index];
    if (mention === undefined || mention.start >= zone.to) break;
    const distance = distanceOf(mention, zone, objects);
    if (distance < least) {
      least = distance;
      best = mention;
    }
  }
  return best;
}

function distanceOf(mention: Mention, zone: Zone, objects: EnclosingObjects): number {
  const { start, end } = mention;
  if (end <= zone.start) {
    const distance = zone.start - end;
    if (distance > FARTHEST_MENTION) return Infinity;
    if (mention.side === "after") return zone.isFirst ? distance + WRONG_SIDE : Infinity;
    if (mention.side !== "either" || zone.isFirst) return distance;
    const isOwn = isOfSecond(objects.get(start), zone.from, zone.start) ?? start - zone.from >= distance;
    return isOwn ? distance : Infinity;
  }
  if (start >= zone.end) {
    const distance = start - zone.end;
    if (distance > FARTHEST_MENTION) return Infinity;
    if (mention.side === "before") return zone.isLast ? distance + WRONG_SIDE : Infinity;
    if (mention.side !== "either" || zone.isLast) return distance;
    const isOfNext = isOfSecond(objects.get(start), zone.end, zone.to) ?? zone.to - end < distance;
    return isOfNext ? Infinity : distance;
  }
  return 0;
}

/** In a table of errors each row tells of its own: the mentions of the row above and of the next one are of others. */
export function withinRow(readable: string, zone: Zone): Zone {
  const { start, end } = zone;
  const head = readable.slice(Math.max(0, start - LONGEST_CELL), start);
  const rowStart = start - head.length + head.lastIndexOf("\n") + 1;
  // A row of a label and its value goes on below.
  if (!head.includes("\n") || readable.slice(rowStart, start).includes(" | ")) return zone;
  const rest = readable.slice(end, end + LONGEST_ROW).split("\n", 1)[0] ?? "";
  if (!/ \| .*\|\s?$/.test(rest) || !TABLE_RULE.test(readable.slice(Math.max(0, start - FARTHEST_MENTION), start)))
    return zone;
  return { ...zone, from: Math.max(zone.from, rowStart), to: Math.min(zone.to, end + rest.length) };
}

const LONGEST_CELL = 300;
const LONGEST_ROW = 2000;
/** The line below the head of a table of Markdown. */
const TABLE_RULE = /\n\|? ?:?-{2,100}:? ?\|/;

export function firstAtOrAfter(mentions: readonly Mention[], offset: number): number {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mentions[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const RIGHT_BEFORE =
  /(?:^|[\s.:=#[({"'`*\]])([A-Za-z][\w.]{2,80})["'`*\])]{0,4}(?:\s?\((?:client|server)\))?\s{0,3}(?::|\s-|\s—)[\s"'`*[({]{0,12}$/;

/** The words in question stand further back in their sentence: `InvalidParameterValueException: The provided …`. */
const BEFORE_SENTENCE =
  /(?:^|[\s.:#[({"'`*\]])([A-Z][A-Za-z0-9.]{4,80})["'`*\])]{0,4}:\s{1,3}["'`]?[A-Z][a-z]{0,20}(?: [A-Za-z]{1,20}){0,6}\s?$/;

const CUT_CODE = /[A-Za-z]\v[A-Za-z]{1,40}: ?$/;

/** `ValidationError: User: …` and docker's `denied: User: …`: any code may stand right before the sentence. */
export function codeRightBefore(readable: string, zone: Zone): string | null {
  const written = readable.slice(Math.max(zone.from, zone.start - 160), zone.start);
  // A full line may have ended inside the code.
  const before = CUT_CODE.test(written) ? written.replaceAll(FULL_LINE_BREAK, "") : written;
  const word = (RIGHT_BEFORE.exec(before) ?? BEFORE_SENTENCE.exec(before))?.[1];
  if (word === undefined) return null;
  // `403 Forbidden: User: …` is the status and its name.
  if (isClassOfService(word) || isClassOfLanguage(word) || /\b403 Forbidden\W{1,20}$/.test(before)) return null;
  const code = isQualifiedCode(word) ? word : (word.split(".").at(-1) ?? word);
  const isDocker = code === "denied" && !/access\s*denied\W{0,20}$/i.test(before);
  return isDocker || isServiceCode(code) ? code : null;
}
