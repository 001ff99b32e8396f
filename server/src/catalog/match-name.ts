/** Action names against patterns as in a policy. Source: "IAM JSON policy elements: Action". */

/**
 * Whether a lower-case name matches a lower-case pattern with `*` (any run) and `?` (one character).
 * At most pattern length × name length steps, whatever the pattern.
 */
export function matchesName(pattern: string, name: string): boolean {
  let at = 0;
  let inName = 0;
  let star = -1;
  let starInName = 0;
  while (inName < name.length) {
    const wanted = pattern.charAt(at);
    if (wanted === "*") {
      star = at++;
      starInName = inName;
    } else if (at < pattern.length && (wanted === "?" || wanted === name.charAt(inName))) {
      at++;
      inName++;
    } else if (star >= 0) {
      // Let the last star take one character more.
      at = star + 1;
      inName = ++starInName;
    } else return false;
  }
  while (pattern.charAt(at) === "*") at++;
  return at === pattern.length;
}

export function hasWildcard(text: string): boolean {
  return text.includes("*") || text.includes("?");
}

export function isOnlyStars(text: string): boolean {
  return text !== "" && Array.from(text).every((character) => character === "*");
}
