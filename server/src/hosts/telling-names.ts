/** Names under which a file makes users and roles, with `*` for what is not settled. */

/** None for one without a letter or a digit: `*-*` may be anybody's. */
export function tellingNames(pattern: string | undefined): readonly string[] {
  return pattern === undefined || !/[a-z0-9]/i.test(pattern) ? [] : [pattern];
}
