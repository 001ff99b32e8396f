/** Names under which a file makes users and roles, with `*` for what is not settled. */
import { type FilledText, patternOf, withUsual } from "../syntax/filled-text.ts";

/** None for one without a letter or a digit: `*-*` may be anybody's. */
export function tellingNames(pattern: string | undefined): readonly string[] {
  return pattern === undefined || !/[a-z0-9]/i.test(pattern) ? [] : [pattern];
}

/** One that is wholly left to variables is told by their defaults. */
export function namesByDefault(text: FilledText): readonly string[] {
  const told = tellingNames(patternOf(text));
  return told.length > 0 ? told : tellingNames(patternOf(withUsual(text)));
}
