import { patternOf } from "../../syntax/filled-text.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { writtenPrincipals } from "../entries.ts";
import { messagesOf } from "../messages.ts";
import { ownRoles } from "../own-roles.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  itself: (role: string) =>
    say`This is the role's own trust policy, and AWS rejects it while ${name(role)} does not exist ("Invalid principal in policy"). Create the role without this principal, then add it. Otherwise name the account, with a condition on ${name("aws:PrincipalArn")}.`,
});

/** Source: "AWS JSON policy elements: Principal": IAM puts the ID of the role in the place of its ARN, so it must exist. */
export const roleTrustsItself: Check = {
  code: "role-trusts-itself",
  severity: "info",
  summary: "A role's trust policy names the role itself, which must exist first.",
  messages: MESSAGES,
  *find(subject) {
    if (subject.kind.kind !== "trust") return;
    const own = ownRoles(subject);
    if (own.length === 0) return;
    for (const { entry, statement } of writtenPrincipals(subject.policy, "AWS")) {
      // Account and partition are then the role's own.
      if (entry.holes.some(({ stands }) => stands === undefined)) continue;
      if (statement.effect?.text === "Deny" || !own.some((arn) => isSame(patternOf(entry), arn))) continue;
      yield { span: textSpan(entry), ...MESSAGES.itself(entry.text) };
    }
  },
};

/** Field by field: `*` stands for what is not known, and of the last field nothing may be open. */
function isSame(written: string, own: string): boolean {
  const [fields, known] = [written.split(":"), own.split(":")];
  const last = known.at(-1) ?? "";
  if (fields.length !== known.length || last.includes("*") || !last.startsWith("role/")) return false;
  return fields.every((field, index) => known[index] === "*" || known[index] === field);
}
