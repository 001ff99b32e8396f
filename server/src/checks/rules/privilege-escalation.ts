import { hasEffect } from "../../evaluation/decision.ts";
import { evaluate, traceStatements } from "../../evaluation/evaluate.ts";
import { type PolicySet } from "../../evaluation/policy-set.ts";
import { contextOf, type Request } from "../../evaluation/request.ts";
import { actionMatches, actionPattern, type ActionPattern, readAction } from "../../policy/action-pattern.ts";
import { splitArn } from "../../policy/arn.ts";
import { isSettled, type Policy, type Scalar } from "../../policy/policy.ts";
import { name, type Phrase, say, sentences } from "../../wording/phrase.ts";
import { type Check, type PolicyUnderCheck } from "../check.ts";
import { type Escalation, ESCALATION_PATHS, type EscalationPath } from "../escalation-paths.ts";
import { policyOfThose, statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";
import { type PolicyHolder } from "../surroundings.ts";

const ACCOUNT = "111122223333";
/** Of whom nothing else is known: what is for certain callers only is not for this one. */
const ANYONE = `arn:aws:iam::${ACCOUNT}:user/zq8`;

const LETS: Readonly<Record<Escalation, Phrase>> = {
  "new-content": say`can change a policy that they have, so that it allows everything`,
  attached: say`can attach a policy that allows everything`,
  written: say`can write a policy that allows everything`,
  joined: say`can join the one with the most permissions`,
  credentials: say`can sign in as the one with the most permissions`,
  trust: say`can let themselves assume the one with the most permissions`,
  limits: say`can remove a permissions boundary, also their own`,
};

const MESSAGES = messagesOf({
  way: ({ action, by, on }: EscalationPath, more: number) =>
    sentences(
      say`With ${name(action)} on any ${thingOf(on)}, callers ${LETS[by]}.`,
      more === 0
        ? undefined
        : more === 1
          ? say`One more action here does the like.`
          : say`${more} more actions here do the like.`,
      say`Name what is meant in ${name("Resource")}, or add a condition that limits it.`,
    ),
});

/** `user/zq7` → `user`. */
function thingOf(on: string): string {
  return on.slice(0, on.indexOf("/"));
}

interface Way {
  readonly path: EscalationPath;
  readonly entry: Scalar;
}

/** Source: see `ESCALATION_PATHS`. */
export const privilegeEscalation: Check = {
  code: "privilege-escalation",
  severity: "warning",
  summary: "An Allow lets the caller get more permissions than the policy grants.",
  messages: MESSAGES,
  *find(subject) {
    const { kind, broken } = subject;
    if (broken || kind.kind !== "identity") return;
    const entries = iamEntries(policyOfThose(subject, allowsIam));
    if (entries.length === 0) return;
    const ways: Way[] = [];
    for (const path of ESCALATION_PATHS) {
      const wanted = readAction(path.action);
      const named = entries.find(({ pattern }) => actionMatches(pattern, wanted) === "yes");
      if (named === undefined) continue;
      if (isOpenTo(path, subject)) ways.push({ path, entry: named.entry });
      yield;
    }
    const [first, ...others] = ways;
    if (first === undefined) return;
    yield {
      span: textSpan(first.entry),
      ...MESSAGES.way(first.path, others.length),
      related: others
        .filter(({ entry }) => entry !== first.entry)
        .map(({ path, entry }) => ({
          span: textSpan(entry),
          message: say`With ${name(path.action)} on any ${thingOf(path.on)}, callers ${LETS[path.by]}.`,
        })),
    };
  },
};

const allowsIam = statementFact(
  (statement, { policy }) => iamEntries({ ...policy, statements: [statement] }).length > 0,
);

interface IamEntry {
  readonly entry: Scalar;
  readonly pattern: ActionPattern;
}

/** The entries of Allows that are about IAM: whoever allows `*` means everything. */
function iamEntries({ statements }: Policy): readonly IamEntry[] {
  return statements
    .filter(({ effect }) => effect?.text === "Allow")
    .flatMap(({ action }) => action?.entries ?? [])
    .filter((entry) => /^iam:/i.test(entry.text) && isSettled(entry))
    .map((entry) => ({ entry, pattern: actionPattern(entry) }));
}

/** For someone who has the policy, where the workspace says who that is; otherwise for anyone. */
function isOpenTo(path: EscalationPath, { policy, surroundings }: PolicyUnderCheck): boolean {
  const own = { name: "", policy };
  if (surroundings.holders.length === 0) return isAllowed(path, ANYONE, { identity: [own] });
  return surroundings.holders.some((holder) => {
    const boundary = holder.boundaries.map((one) => ({ name: one.file, policy: one.policy }));
    const set = { identity: [own], ...(boundary.length === 0 ? {} : { boundary }) };
    return isAllowed(path, holder.arn, set) && !mayBeDenied(path, holder);
  });
}

function isAllowed(path: EscalationPath, caller: string, policies: PolicySet): boolean {
  return evaluate(requestOf(path, caller), policies).allowed === "yes";
}

/** By a Deny of another policy of the holder, or of an SCP. */
function mayBeDenied(path: EscalationPath, { arn, denying }: PolicyHolder): boolean {
  const identity = denying.map(({ policy, file }) => ({ name: file, policy }));
  return traceStatements(requestOf(path, arn), { identity }).some((trace) => hasEffect("Deny", trace) !== "no");
}

/** Nothing is known of its context, so a condition stops it. */
function requestOf({ action, on }: EscalationPath, principal: string): Request {
  const accountId = splitArn(principal).find(({ field }) => field === "account")?.text ?? ACCOUNT;
  return {
    principal,
    action,
    resource: { arn: `arn:aws:iam::${accountId}:${on}`, accountId },
    context: contextOf([], { unlisted: "unknown" }),
  };
}
