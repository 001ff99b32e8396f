import { isSettled, type PrincipalElement, type Scalar } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { asLastResort } from "../fix.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  notEveryone: () =>
    say`The Principal of an RCP must be ${name("*")}. To narrow it down, add a condition on ${name("aws:PrincipalArn")} or ${name("aws:PrincipalAccount")}.`,
});

export const rcpPrincipal: Check = {
  code: "rcp-principal",
  severity: "error",
  summary: "The Principal of an RCP is not *.",
  messages: MESSAGES,
  perStatement: true,
  element: "Principal",
  kinds: ["rcp"],
  *find(subject) {
    if (certainKind(subject) !== "rcp") return;
    for (const { principal } of subject.policy.statements) {
      if (principal === undefined || !namesSomebody(principal)) continue;
      yield {
        span: principal.span,
        ...MESSAGES.notEveryone(),
        // Whom it names, it named for a reason.
        fixes: () =>
          asLastResort([
            { title: say`Replace with ${name("*")}`, changes: [{ change: "replace", value: principal.node, by: "*" }] },
          ]),
      };
    }
  },
};

/** An account is somebody, whichever it is. */
function isSomebody(entry: Scalar): boolean {
  return isSettled(entry) || entry.holes.some(({ stands }) => stands !== undefined);
}

/** `{ "AWS": "*" }` means the same as "*", so it is left alone. */
function namesSomebody(principal: PrincipalElement): boolean {
  if (principal.form === "text") return isSettled(principal.value);
  if (principal.form !== "typed") return false;
  return principal.types.some(
    ({ type, typeHoles, entries }) =>
      typeHoles.length === 0 && entries.some((entry) => isSomebody(entry) && !(type === "AWS" && entry.text === "*")),
  );
}
