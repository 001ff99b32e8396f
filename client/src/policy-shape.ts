/** Is a text a policy at first sight? Quick, since it is asked of whatever is pasted. */

/** Longer than any policy that AWS takes, and than most files that hold several. */
const LONGEST = 200_000;

export function looksLikePolicy(text: string): boolean {
  return (
    text.length <= LONGEST &&
    text.trimStart().startsWith("{") &&
    /"Statement"\s{0,20}:/.test(text) &&
    /"Effect"\s{0,20}:\s{0,20}"(?:Allow|Deny)"/.test(text)
  );
}
