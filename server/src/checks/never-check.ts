/**
 * The checks that tell of a statement no request matches: one for each reason that the prover gives. Two reasons have
 * none, because other checks name their causes: `unknown-action`, and `principal-matches-nothing`.
 */
import { type NeverCode, type NeverReason, type PartPath } from "../proof/proof.ts";
import { type ScalarList, type Statement } from "../policy/policy.ts";
import { type Check, type Finding } from "./check.ts";
import { type Catalog } from "../catalog/catalog.ts";
import { isDeviceAction } from "../catalog/iot-policy-names.ts";
import { messagesOf } from "./messages.ts";
import { say } from "../wording/phrase.ts";
import { neverInWords } from "../wording/never.ts";
import { fixesForNever } from "./never-fixes.ts";
import { proofsOf, spanOfPart } from "./proofs.ts";

const MESSAGES = messagesOf({ never: neverInWords });

/** `code` is the prover's reason and the check's name alike. */
export function neverCheck(code: NeverCode, { severity, summary }: Pick<Check, "severity" | "summary">): Check {
  return {
    code,
    severity,
    summary,
    messages: MESSAGES,
    proves: true,
    perStatement: true,
    *find(subject) {
      for (const { statement, proof } of proofsOf(subject)) {
        if (proof.verdict === "never" && proof.reason.code === code) {
          yield {
            ...toFinding(statement, proof.reason, subject.catalog),
            ...softened(statement, proof.reason, subject.catalog),
            fixes: () => fixesForNever(subject, statement, proof.reason),
          };
        }
      }
    },
  };
}

function toFinding(statement: Statement, reason: NeverReason, catalog: Catalog): Finding {
  const { parts } = reason;
  const spans = parts.map((part) => spanOfPart(statement, part));
  // Conditions are what people get wrong most often, so the last part is the one to look at first.
  const main = spans.at(-1) ?? statement.span;
  const others = spans.slice(0, -1);
  // What acts on which resources rests on both, and who can use which action.
  const isMatch = reason.code === "resource-not-of-action" || !parts.some(isCondition);
  const causes =
    parts.length > 1 ? parts.filter((part) => isMatch || !isActions(part)) : parts.length === 1 ? parts : [[]];
  return {
    span: main,
    ...MESSAGES.never(reason, statement, catalog),
    fades: statement.span,
    provedFrom: causes.map((part) => spanOfPart(statement, part)),
    ...(others.length === 0
      ? {}
      : {
          related: others.map((span) => ({ span, message: say`No request meets both this and the underlined part.` })),
        }),
  };
}

function softened(statement: Statement, reason: NeverReason, catalog: Catalog): Pick<Finding, "severity"> {
  if (outlivedItsSessions(statement, reason) || isMadeToDenyNothing(statement)) return { severity: "hint" };
  return restsOnListAlone(statement, reason, catalog) ? { severity: "info" } : {};
}

/** A Deny of sessions that were revoked has done what it was for. Source: "Revoke IAM role temporary security credentials". */
function outlivedItsSessions({ effect }: Statement, { facts }: NeverReason): boolean {
  return effect?.text === "Deny" && facts.some(({ fact }) => fact === "not-expired");
}

/** What tools give a role whose policy must not be empty: nobody excludes every action and every resource by mistake. */
function isMadeToDenyNothing({ effect, notAction, notResource }: Statement): boolean {
  return effect?.text === "Deny" && isStar(notAction) && isStar(notResource);
}

function isStar(list: ScalarList | undefined): boolean {
  return list?.entries.length === 1 && list.entries[0]?.text === "*";
}

/**
 * Is the reference's list of resource types all that says so? Where AWS's own policies grant each of the actions on ARNs
 * of its listed types, there is a witness beside it, and so there is for what devices do ("AWS IoT Core action resources"). Under NotResource nothing is named: such a statement may be meant
 * for calls that have no resource.
 */
function restsOnListAlone({ action, resource }: Statement, { code }: NeverReason, catalog: Catalog): boolean {
  if (code !== "resource-not-of-action") return false;
  if (action === undefined || resource === undefined) return true;
  return !action.entries.every(({ text, holes }) => {
    const colon = text.indexOf(":");
    return (
      holes.length === 0 &&
      (isDeviceAction(text) || catalog.isGrantedAction(text.slice(0, colon), text.slice(colon + 1)))
    );
  });
}

function isCondition([element]: PartPath): boolean {
  return element === "Condition";
}

/** The actions of a statement only say which requests are looked at; another part is what cannot hold for them. */
function isActions([element]: PartPath): boolean {
  return element === "Action" || element === "NotAction";
}
