import { type Member, type ObjectValue } from "../../syntax/value.ts";
import { readOperator } from "../../policy/operators.ts";
import { isLooseStatement } from "../../policy/read-policy.ts";
import { isBareStatement } from "../../policy/policy.ts";
import { hasOpenName } from "../../policy/read-statement.ts";
import { type Check, type Finding } from "../check.ts";
import { renameMember } from "../../policy/changes.ts";
import { keyTextSpan } from "../spans.ts";
import { POLICY_ELEMENTS, STATEMENT_ELEMENTS } from "../elements.ts";
import { nearestNames } from "../../domains/nearest-name.ts";
import { withTypes } from "../misplaced-principals.ts";
import { messagesOf } from "../messages.ts";
import { didYouMean } from "../../wording/did-you-mean.ts";
import { name, say, sentences } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  unknown: (key: string, owner: string, near: readonly string[]) =>
    sentences(
      say`${name(key)} is not an element of ${owner}, and AWS rejects a policy with it.`,
      didYouMean(near) ?? say`Correct or remove it.`,
    ),
});

export const unknownElement: Check = {
  code: "unknown-element",
  severity: "error",
  summary: "AWS does not know this element.",
  messages: MESSAGES,
  perStatement: true,
  *findAround({ policy, isItem }) {
    if (isBareStatement(policy) || isLooseStatement(policy.object)) return;
    // A name beside the elements is for the program that reads the file.
    yield* unknownMembers(policy.object, POLICY_ELEMENTS, "a policy", isItem === true ? "misspelled" : "all");
  },
  *find({ policy }) {
    for (const statement of policy.statements)
      yield* unknownMembers(statement.object, STATEMENT_ELEMENTS, "a statement");
  },
};

function* unknownMembers(
  object: ObjectValue,
  known: readonly string[],
  owner: string,
  which: "all" | "misspelled" = "all",
): Generator<Finding> {
  const present = new Set(object.members.map((member) => member.key));
  const free = known.filter((one) => !present.has(one));
  for (const member of object.members) {
    if (member.value === undefined || isForTools(member) || known.includes(member.key)) continue;
    const near = nearestNames(member.key, free);
    if (which === "misspelled" && near.length === 0) continue;
    yield {
      span: keyTextSpan(member),
      ...MESSAGES.unknown(member.key, owner, near),
      fixes: () =>
        near.flatMap((one) => {
          const typed = /^(?:Not)?Principal$/.test(one) ? withTypes(member, one) : [];
          const renamed = {
            title: say`Rename ${name(member.key)} to ${name(one)}`,
            changes: renameMember(member, one),
          };
          return typed.length > 0 ? typed : [renamed];
        }),
    };
  }
}

/** `$schema` and its like are for editors, which take them out or keep them beside the policy. */
function isForTools(member: Member): boolean {
  return member.key.startsWith("$") || (hasOpenName(member) && !isConditionInSmall(member));
}

/** Guides write `condition` for what is to be filled in; with operators below it, it is the element. */
function isConditionInSmall({ key, value }: Member): boolean {
  return (
    key === "condition" &&
    value?.kind === "object" &&
    value.members.some((one) => one.key === "test" || readOperator(one.key) !== undefined)
  );
}
