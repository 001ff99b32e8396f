/** A date value of a condition in words. Source: "IAM JSON policy elements: Condition operators", date operators. */
import { readInstant } from "../domains/instant.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** "31 December 2026, 23:59:59 UTC"; undefined if the text is no date, or one that people and AWS may read differently. */
export function momentInWords(text: string): string | undefined {
  // Four digits are a year to people and seconds to AWS.
  if (/^\d{4}$/.test(text)) return undefined;
  const instant = readInstant(text);
  if (instant === undefined || Math.abs(instant) > LAST_INSTANT) return undefined;
  const iso = new Date(instant).toISOString();
  const month = MONTHS[Number(iso.slice(5, 7)) - 1];
  // Years beyond 9999 are written with a sign and six digits.
  if (month === undefined || !/^\d{4}-/.test(iso)) return undefined;
  return `${Number(iso.slice(8, 10))} ${month} ${iso.slice(0, 4)}, ${iso.slice(11, 19)} UTC`;
}

/** The latest a JavaScript date can hold. */
const LAST_INSTANT = 8.64e15;
