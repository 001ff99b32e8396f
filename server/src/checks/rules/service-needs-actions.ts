import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { isSettled, type ListElement, type Policy, type Statement } from "../../policy/policy.ts";
import { type Check, type Finding } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
import { textSpan } from "../spans.ts";
import { principalEntries } from "../entries.ts";
import { addEntries } from "../../policy/changes.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { listed, name, say } from "../../wording/phrase.ts";

interface Need {
  readonly service: string;
  readonly label: string;
  readonly actions: readonly string[];
}

/** Sources: "The IAM Roles Anywhere trust model"; "EKS Pod Identity role" (Amazon EKS User Guide). */
const NEEDS: readonly Need[] = [
  {
    service: "rolesanywhere.amazonaws.com",
    label: "IAM Roles Anywhere",
    actions: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
  },
  { service: "pods.eks.amazonaws.com", label: "EKS Pod Identity", actions: ["sts:AssumeRole", "sts:TagSession"] },
];

const MESSAGES = messagesOf({
  missing: (label: string, actions: readonly string[]) =>
    say`${label} cannot assume this role, because it also needs ${listed(actions.map(name), "and")}. Add ${actions.length === 1 ? "it" : "them"}.`,
});

export const serviceNeedsActions: Check = {
  code: "service-needs-actions",
  replaces: ["roles-anywhere-actions"],
  severity: "error",
  summary: "A service needs more actions in the trust policy of a role.",
  messages: MESSAGES,
  *find(subject) {
    if (certainKind(subject) !== "trust" || subject.broken || subject.policy.open) return;
    for (const need of NEEDS) yield* missingFor(need, subject.policy);
  },
};

function* missingFor({ service, label, actions }: Need, policy: Policy): Generator<Finding> {
  const uses = [...principalEntries(policy, "Service")].filter(
    ({ entry, statement }) => entry.text === service && statement.effect?.text === "Allow",
  );
  const statements = [...new Set(uses.map(({ statement }) => statement))];
  if (uses.length === 0 || statements.some(mayAllowMore)) return;
  const missing = actions.filter((action) => !statements.some((statement) => names(statement.action, action)));
  const [use] = uses;
  if (use === undefined || missing.length === 0) return;
  yield {
    span: textSpan(use.entry),
    ...MESSAGES.missing(label, missing),
    fixes: () => (statements.length === 1 ? additionOf(use.statement, missing) : []),
  };
}

/** Does the file leave open which actions the statement allows? */
function mayAllowMore({ action }: Statement): boolean {
  return action === undefined || action.open || action.misplaced.length > 0 || !action.entries.every(isSettled);
}

function names(list: ListElement | undefined, action: string): boolean {
  return list?.entries.some((entry) => actionMatches(actionPattern(entry), readAction(action)) !== "no") ?? false;
}

/** Not where the statement names others too, who would be allowed the same. */
function additionOf({ action, principal }: Statement, missing: readonly string[]): readonly Fix[] {
  const isAlone =
    principal?.form === "typed" && principal.types.length === 1 && principal.types[0]?.entries.length === 1;
  return isAlone && action !== undefined
    ? fixWith(say`Add ${listed(missing.map(name), "and")}`, addEntries(action, missing))
    : [];
}
