/** How the members of a new object are written: as those of the object beside it, also where that is written as JSON is. */
import { type Span } from "../text/span.ts";

export interface HclMemberForm {
  readonly areQuoted: boolean;
  /** With the spaces around it, where it is a colon; undefined for an equals sign. */
  readonly colon: string | undefined;
  /** Behind each member but the last, where each has a line of its own. */
  readonly separator: "" | ",";
}

export const ASSIGNED: HclMemberForm = { areQuoted: false, colon: undefined, separator: "" };

/** `beside`: an object, or a member of one; of anything else nothing is learned. */
export function memberFormBeside(text: string, { start, end }: Span): HclMemberForm {
  const found = FIRST_MEMBER.exec(text.slice(start, Math.min(end, start + MOST_READ)));
  const { name, sign = "", comma } = found?.groups ?? {};
  if (name === undefined) return ASSIGNED;
  return {
    areQuoted: name.startsWith('"'),
    colon: sign.includes(":") ? `${/^\s/.test(sign) ? " " : ""}: ` : undefined,
    separator: comma === undefined ? "" : ",",
  };
}

/** Of the first member, which is mostly `Sid` or `Effect`. */
const MOST_READ = 300;

const FIRST_MEMBER =
  /^\{?\s*(?:(?:#|\/\/)[^\n]*\n\s*)*(?<name>"[^"\n]*"|[\w-]+)(?<sign>[ \t]*[:=](?!=)[ \t]*)(?:"[^"\n]*"(?<comma>[ \t]*,)?)?/;
