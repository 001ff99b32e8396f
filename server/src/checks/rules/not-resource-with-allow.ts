import { type Witness } from "../../proof/proof.ts";
import { shownRequest } from "../confirmed-witness.ts";
import { exampleOfAll } from "../asked-otherwise.ts";
import { isSettled, type ListElement, type Scalar, type Statement } from "../../policy/policy.ts";
import { deployedExample, shapeOf } from "../../policy/shape.ts";
import { listed, name, type Phrase, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { elementNamed } from "../elements.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { keyTextSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  everyAction: (left: Phrase) =>
    say`This allows every action on everything but ${left}. Unless a Deny keeps callers from changing policies, they can give themselves the rest. Use ${name("Resource")} and name what is allowed.`,
  someActions: (left: Phrase) =>
    say`This allows its actions on everything but ${left}, even in other accounts that let the caller in. Use ${name("Resource")} and name what is allowed.`,
});

/**
 * Of identity-based policies: the others only limit what is given elsewhere, or are about one resource.
 * Source: "IAM JSON policy elements: NotResource", NotResource with other elements.
 */
export const notResourceWithAllow: Check = {
  code: "not-resource-with-allow",
  severity: "warning",
  summary: "NotResource with Allow grants everything that it does not name.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    if (subject.kind.kind !== "identity" && subject.kind.kind !== "unknown") return;
    for (const statement of subject.policy.statements) {
      const left = leftOut(statement);
      const member = elementNamed(statement.object, "NotResource");
      if (left === undefined || member === undefined) continue;
      const isEverything = allowsEverything(statement);
      const isSure = isEverything && certainKind(subject) === "identity";
      yield {
        span: keyTextSpan(member),
        ...(isEverything ? MESSAGES.everyAction(left) : MESSAGES.someActions(left)),
        ...(isEverything
          ? shownRequest(subject, statement, { witness: GIVING_THE_REST, shows: "matched" })
          : exampleOfAll(subject, statement)),
        ...(isSure ? {} : { severity: "info" as const }),
      };
    }
  },
};

const GIVING_THE_REST: Witness = {
  principal: undefined,
  action: "iam:AttachUserPolicy",
  resource: "arn:aws:iam::111122223333:user/caller",
  context: new Map([["iam:PolicyARN", "arn:aws:iam::aws:policy/AdministratorAccess"]]),
};

/** Every action, and those of IAM on whatever it has. */
function allowsEverything({ action, notResource }: Statement): boolean {
  const isOfIam =
    notResource?.entries.some((entry) => /^arn:[^:]*:(?:iam|[^:]*[*?][^:]*):[^:]*:[^:]*:\*/.test(shapeOf(entry))) ??
    true;
  return !isOfIam && (action?.entries.some((entry) => isSettled(entry) && /^\*+$/.test(entry.text)) ?? false);
}

/** What an unconditional Allow leaves out; undefined for another statement, and where some of it is not known. */
function leftOut({ effect, object, notResource, principal, notPrincipal, condition }: Statement): Phrase | undefined {
  if (effect === undefined || !isSettled(effect) || effect.text !== "Allow") return undefined;
  if (principal !== undefined || notPrincipal !== undefined || condition !== undefined) return undefined;
  if (elementNamed(object, "Condition") !== undefined || notResource === undefined) return undefined;
  return isWhole(notResource)
    ? listed(
        notResource.entries.map(({ text }) => name(text)),
        "and",
      )
    : undefined;
}

/** `*` leaves nothing, which is another mistake. */
function isWhole({ entries, open, misplaced }: ListElement): boolean {
  const isRead = !open && misplaced.length === 0 && entries.length > 0;
  return isRead && entries.every((entry) => entry.type === "string" && leavesSomething(entry));
}

/** Also where it is filled in in which partition, account and Region that is. */
function leavesSomething(entry: Scalar): boolean {
  const text = deployedExample(entry)?.text;
  return text !== undefined && !/^\*+$/.test(text) && (isSettled(entry) || text.startsWith("arn:"));
}
