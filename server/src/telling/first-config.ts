/** The first workspace file as text, with comments that say what is guessed and what is to be filled in. */
import { type PolicyKind } from "../policy/policy.ts";
import { counted } from "../wording/phrase.ts";
import { type FirstConfig, type FirstEntry } from "../workspace/first-config.ts";

/** JSON with comments, ready to be saved as `iam-verdict.json`. */
export function firstConfigText({ entries, others }: FirstConfig): string {
  const rest = others === 0 ? [] : [`    // ${otherPolicies(others)}`];
  const lines = entries.flatMap((entry, index) => entryLines(entry, index === entries.length - 1));
  return [
    "// What IAM Verdict found in this folder. A guess is marked as such: correct what is wrong.",
    "// An empty list says nothing yet: write what the policy is attached to. Nothing here changes anything in AWS.",
    "{",
    '  "policies": [',
    ...lines,
    ...rest,
    "  ]",
    "}",
    "",
  ].join("\n");
}

/** How many there are, for a button. */
export function firstConfigSummary({ entries, others }: FirstConfig): string {
  const total = entries.length + others;
  return total === 1 ? "1 policy in this folder" : `${counted(total)} policies in this folder`;
}

function otherPolicies(count: number): string {
  return count === 1 ? "1 more policy is not listed here." : `${counted(count)} more policies are not listed here.`;
}

function entryLines(entry: FirstEntry, isLast: boolean): readonly string[] {
  const { files, kind, isKindNamed, guess } = entry;
  const members = [
    ["files", files],
    ...(isKindNamed || kind === "trust" ? [["kind", kind] as const] : []),
    ...bindingOf(kind, guess),
  ].map(([key = "", value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return [`    // ${commentOf(entry)}`, `    { ${members.join(", ")} }${isLast ? "" : ","}`];
}

function bindingOf(
  kind: PolicyKind,
  guess: string | undefined,
): readonly (readonly [string, string | readonly string[]])[] {
  switch (kind) {
    case "identity":
    case "boundary":
    case "session":
      return [["attachedTo", guess === undefined ? [] : [guess]]];
    case "trust":
    case "resource":
      return guess === undefined ? [] : [["resource", guess]];
    case "scp":
    case "rcp":
      return [["targets", []]];
    case "vpc-endpoint":
    case "iot":
    case "unknown":
      return [];
  }
}

function commentOf({ kind, isKindNamed, guess }: FirstEntry): string {
  const question = QUESTIONS[kind];
  if (guess !== undefined)
    return kind === "resource"
      ? "Guess: the resource that all its statements name."
      : "Guess, from the name of its folder.";
  return kind === "identity" && !isKindNamed
    ? `${question} If it is an SCP or a boundary instead, add a "kind".`
    : question;
}

const QUESTIONS: Readonly<Record<PolicyKind, string>> = {
  identity: "Which users, groups or roles have it? Write their ARNs.",
  boundary: "Whose permissions boundary is it? Write the ARNs of the users or roles.",
  session: "For which session is it passed? Write the session's ARN.",
  trust: 'Which role is it the trust policy of? Add "resource" with the ARN of the role.',
  resource: 'Which resource is it the policy of? Add "resource" with its ARN.',
  scp: "Which root, organizational units or accounts is it attached to? Write their ids.",
  rcp: "Which root, organizational units or accounts is it attached to? Write their ids.",
  "vpc-endpoint": 'Which endpoint has it? Add "endpoint" with its id.',
  iot: 'Does a user, group or role have it? Then add "attachedTo". An AWS IoT Core policy needs no more than its kind.',
  unknown: 'What kind of policy is it? Add "kind".',
};
