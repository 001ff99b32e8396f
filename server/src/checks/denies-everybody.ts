/** Denies that are for everybody, and what they take away. */
import { actionMatches, actionPattern, readAction } from "../policy/action-pattern.ts";
import { isSettled, type ListElement, type PrincipalElement, type Scalar, type Statement } from "../policy/policy.ts";

export function isSurelyDeny({ effect, certain }: Statement): boolean {
  return certain && effect !== undefined && isSettled(effect) && effect.text === "Deny";
}

/** All but the root user at the most, whom S3 and SQS let change the policy anyway. */
export function isForEverybody({ principal, notPrincipal }: Statement): boolean {
  if (principal !== undefined) {
    return (
      principal.form === "everyone" ||
      entriesOf(principal).some(({ text, holes }) => text === "*" && holes.length === 0)
    );
  }
  if (notPrincipal?.form !== "typed" || notPrincipal.types.some((one) => one.open || one.type !== "AWS")) return false;
  const named = entriesOf(notPrincipal);
  return named.length > 0 && named.every(({ text }) => /^arn:[^*]*:iam::[^*]*:root$/.test(text));
}

function entriesOf(principal: PrincipalElement): readonly Scalar[] {
  if (principal.form !== "typed") return [];
  return principal.types.flatMap(({ type, entries }) => (type === "AWS" ? entries : []));
}

/** Is each of these actions among those of the statement, whatever the file does not settle? */
export function coversActions({ action, notAction }: Statement, actions: readonly string[]): boolean {
  return actions.every((one) => {
    const asked = readAction(one);
    const matches = (list: ListElement, wanted: "yes" | "no"): boolean => {
      const found = list.entries.map((entry) => (entry.certain ? actionMatches(actionPattern(entry), asked) : "no"));
      return wanted === "yes" ? found.includes("yes") : !list.open && found.every((truth) => truth === "no");
    };
    if (action !== undefined) return matches(action, "yes");
    return notAction !== undefined && notAction.misplaced.length === 0 && matches(notAction, "no");
  });
}
