/** Points in time as policies and requests write them: the W3C profile of ISO 8601, or seconds since 1970. */

/**
 * Milliseconds since 1970-01-01T00:00:00Z; undefined if the text is neither form.
 * A text that is an integer is seconds, so `2024` is a moment of 1970. A time without a zone is taken as UTC.
 */
export function readInstant(text: string): number | undefined {
  if (EPOCH.test(text)) return Number(text) * 1000;
  const fields = ISO.exec(text);
  if (fields === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = fields
    .slice(1, 7)
    .map((field: string | undefined) => (field === undefined ? undefined : Number(field)));
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const offset = minutesOfZone(fields[8]);
  if (offset === undefined) return undefined;
  const milliseconds = fields[7] === undefined ? 0 : Math.floor(Number(`0.${fields[7]}`) * 1000);
  const minutes = (daysSince1970(year, month, day) * 24 + hour) * 60 + minute - offset;
  return (minutes * 60 + second) * 1000 + milliseconds;
}

const EPOCH = /^-?\d{1,15}$/;

const ISO = /^(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?)?$/i;

function minutesOfZone(zone: string | undefined): number | undefined {
  if (zone === undefined || zone.toUpperCase() === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Counted from the first of March, so that the leap day is the last day of a year. */
function daysSince1970(year: number, month: number, day: number): number {
  const fromMarch = month > 2 ? year : year - 1;
  const months = (month + 9) % 12;
  const leapDays = Math.floor(fromMarch / 4) - Math.floor(fromMarch / 100) + Math.floor(fromMarch / 400);
  return fromMarch * 365 + leapDays + Math.floor((153 * months + 2) / 5) + day - 1 - DAYS_BEFORE_1970;
}

const DAYS_BEFORE_1970 = 719_468;
