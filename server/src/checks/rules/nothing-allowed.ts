import { addStatement } from "../../policy/changes.ts";
import { isSettled, type Policy } from "../../policy/policy.ts";
import { newObject, type NewObject } from "../../syntax/change.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { asLastResort, fixWith } from "../fix.ts";
import { certainKind, isOfMadeResource, type KnownKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";

const MESSAGES = messagesOf({
  endpoint: () =>
    say`No statement of this endpoint policy allows anything, so it denies every request through the endpoint. Add an ${name("Allow")} for the requests that may go through.`,
  boundary: () =>
    say`No statement of this permissions boundary allows anything, so whoever has it can do nothing. Add an ${name("Allow")} for the most that they may do.`,
  session: () =>
    say`No statement of this session policy allows anything, so the session can do nothing. Add an ${name("Allow")} for what the session needs.`,
});

/** Sources: "Control access to VPC endpoints using endpoint policies", "Permissions boundaries for IAM entities", "Session policies". */
export const nothingAllowed: Check = {
  code: "nothing-allowed",
  severity: "warning",
  summary: "A policy that only limits what others allow has no Allow, so nothing is left.",
  messages: MESSAGES,
  *find(subject) {
    const { policy, broken, kind, isPart: isOneOfSeveral } = subject;
    const allow = allowOf(certainKind(subject));
    if (allow === undefined || broken || isOneOfSeveral === true || !onlyDenies(policy)) return;
    const { keySpan } = policy.statementMember ?? { keySpan: policy.span };
    yield {
      span: { start: keySpan.start, end: keySpan.end },
      ...allow.message,
      ...(kind.named?.isWhole !== true && !isOfMadeResource(subject) && isPart(policy)
        ? { severity: "info" as const }
        : {}),
      // It is for the author to say how much is to be allowed.
      fixes: () =>
        asLastResort(fixWith(say`Add a statement that allows everything else`, addStatement(policy, allow.statement))),
    };
  },
};

function allowOf(
  kind: KnownKind | undefined,
): { readonly message: ReturnType<typeof MESSAGES.endpoint>; readonly statement: NewObject } | undefined {
  const everything = { Action: "*", Resource: "*" };
  switch (kind) {
    case "vpc-endpoint":
      return {
        message: MESSAGES.endpoint(),
        statement: newObject({ Effect: "Allow", Principal: "*", ...everything }),
      };
    case "boundary":
      return { message: MESSAGES.boundary(), statement: newObject({ Effect: "Allow", ...everything }) };
    case "session":
      return { message: MESSAGES.session(), statement: newObject({ Effect: "Allow", ...everything }) };
    default:
      return undefined;
  }
}

/** A Deny with a condition, as guides show it for itself: it is put into a policy that allows. A file that is called so holds all. */
function isPart({ statements }: Policy): boolean {
  return statements.every(({ condition }) => condition !== undefined);
}

function onlyDenies({ statements, open, openNames, misplaced }: Policy): boolean {
  if (open || openNames || misplaced.length > 0 || statements.length === 0) return false;
  return statements.every(({ effect }) => effect !== undefined && isSettled(effect) && effect.text === "Deny");
}
