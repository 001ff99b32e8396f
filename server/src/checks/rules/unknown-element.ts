import { type Member, type ObjectValue, type Value } from "../../syntax/value.ts";
import { readOperator } from "../../policy/operators.ts";
import { isLooseStatement } from "../../policy/read-policy.ts";
import { isBareStatement } from "../../policy/policy.ts";
import { hasOpenName } from "../../policy/read-statement.ts";
import { type Check, type Finding } from "../check.ts";
import { type Fix } from "../fix.ts";
import { renameMember } from "../../policy/changes.ts";
import { keyTextSpan, placesAsWell } from "../spans.ts";
import { POLICY_ELEMENTS, STATEMENT_ELEMENTS } from "../elements.ts";
import { nearestNames } from "../../domains/nearest-name.ts";
import { withTypes } from "../misplaced-principals.ts";
import { messagesOf } from "../messages.ts";
import { didYouMean } from "../../wording/did-you-mean.ts";
import { listed, name, say, sentences } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  unknown: (key: string, owner: string, near: readonly string[]) =>
    sentences(
      say`${name(key)} is not an element of ${owner}, and AWS rejects a policy with it.`,
      didYouMean(near) ?? say`Correct or remove it.`,
    ),
  several: (slips: readonly Slip[], owner: string) =>
    say`${listed(
      slips.map(({ member }) => name(member.key)),
      "and",
    )} are not elements of ${owner}, and AWS rejects a policy with them. Did you mean ${listed(
      slips.map(({ near }) => name(near)),
      "and",
    )}?`,
});

/** A member that was to be the element of that name. */
interface Slip {
  readonly member: Member;
  readonly near: string;
}

/** In a broken text an element stands wherever the reader had to guess. */
const ALL_ELEMENTS = [...POLICY_ELEMENTS, ...STATEMENT_ELEMENTS];

export const unknownElement: Check = {
  code: "unknown-element",
  severity: "error",
  summary: "AWS does not know this element.",
  messages: MESSAGES,
  perStatement: true,
  *findAround({ policy, isItem, broken }) {
    if (isBareStatement(policy) || isLooseStatement(policy.object)) return;
    const known = broken ? ALL_ELEMENTS : POLICY_ELEMENTS;
    // A name beside the elements is for the program that reads the file.
    yield* unknownMembers(policy.object, known, "a policy", isItem === true ? "misspelled" : "all");
  },
  *find({ policy, broken }) {
    const known = broken ? ALL_ELEMENTS : STATEMENT_ELEMENTS;
    for (const statement of policy.statements) yield* unknownMembers(statement.object, known, "a statement");
  },
};

function* unknownMembers(
  object: ObjectValue,
  known: readonly string[],
  owner: string,
  which: "all" | "misspelled" = "all",
): Generator<Finding> {
  const unknown = unknownIn(object, known);
  const slips = slipsOf(unknown);
  const [first, second] = slips;
  // Terraform's `not_actions` and `resources` are one mistake.
  if (first !== undefined && second !== undefined) yield severalFinding(slips, first, owner);
  for (const { member, near } of unknown) {
    if (which === "misspelled" && near.length === 0) continue;
    if (second !== undefined && slips.some((slip) => slip.member === member)) continue;
    yield {
      span: keyTextSpan(member),
      ...MESSAGES.unknown(member.key, owner, near),
      fixes: () => near.flatMap((one) => renaming([{ member, near: one }])),
    };
  }
}

interface UnknownMember {
  readonly member: Member;
  readonly near: readonly string[];
}

function unknownIn(object: ObjectValue, known: readonly string[]): readonly UnknownMember[] {
  const present = new Set(object.members.map((member) => member.key));
  const free = known.filter((one) => !present.has(one));
  return object.members.flatMap((member) =>
    member.value === undefined || isForTools(member) || known.includes(member.key)
      ? []
      : [{ member, near: nearestNames(member.key, free) }],
  );
}

/** Those of which it is clear what they were to be, each another element. */
function slipsOf(unknown: readonly UnknownMember[]): readonly Slip[] {
  const slips = unknown.flatMap(({ member, near: [only, ...others] }) =>
    only === undefined || others.length > 0 ? [] : [{ member, near: only }],
  );
  const meant = new Set<string>();
  return slips.filter(({ near }) => !meant.has(near) && meant.add(near));
}

function severalFinding(slips: readonly Slip[], { member }: Slip, owner: string): Finding {
  return {
    span: keyTextSpan(member),
    ...MESSAGES.several(slips, owner),
    related: placesAsWell(slips.slice(1).map((one) => keyTextSpan(one.member))),
    fixes: () => renaming(slips),
  };
}

/** With the elements of the statements below it, which are as often written in the same wrong way. */
function renaming(slips: readonly Slip[]): readonly Fix[] {
  const [first, ...others] = slips;
  if (first === undefined) return [];
  if (others.length === 0 && /^(?:Not)?Principal$/.test(first.near)) {
    const typed = withTypes(first.member, first.near);
    if (typed.length > 0) return typed;
  }
  const named = say`Rename ${listed(
    slips.map(({ member, near }) => say`${name(member.key)} to ${name(near)}`),
    "and",
  )}`;
  const below = slips.flatMap(({ member, near }) => (near === "Statement" ? slipsBelow(member.value) : []));
  return [
    {
      title: below.length === 0 ? named : say`${named}, and the elements in it`,
      changes: [...slips, ...below].flatMap(({ member, near }) => renameMember(member, near)),
    },
  ];
}

function slipsBelow(value: Value | undefined): readonly Slip[] {
  const statements = value?.kind === "array" ? value.items : [value];
  return statements.flatMap((one) => (one?.kind === "object" ? slipsOf(unknownIn(one, STATEMENT_ELEMENTS)) : []));
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
