import { type Statement } from "../../policy/policy.ts";
import { operatorOfBlock } from "../../policy/operators.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { elementNamed } from "../elements.ts";
import { certainKind, namesPrincipals } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  statements: () =>
    say`${name("Statement")} is empty, so this policy does not allow or deny anything. Add a statement.`,
  noStatements: (service: string) =>
    say`${name("Statement")} is empty, and ${service} rejects such a policy. Add a statement.`,
  element: (element: "Action" | "Resource") =>
    say`${name(element)} is empty, so this statement matches no request. Add an ${element === "Action" ? "action" : "ARN"}.`,
  rejected: (element: "Action" | "Resource") =>
    say`${name(element)} is empty, and IAM rejects such a policy. Add an ${element === "Action" ? "action" : "ARN"}.`,
  rejectedBoth: () =>
    say`${name("Action")} and ${name("Resource")} are empty, and IAM rejects such a policy. Add an action and an ARN.`,
  principal: () => say`${name("Principal")} is empty, so this statement matches nobody. Add a principal.`,
  rejectedPrincipal: () =>
    say`${name("Principal")} is empty, and IAM rejects a trust policy in which a statement names nobody. Add a principal.`,
  values: (operator: string) =>
    say`This list is empty, but ${name(operator)} needs a value that matches, so this statement matches no request. Add a value.`,
});

export const emptyList: Check = {
  code: "empty-list",
  severity: "error",
  summary: "A list is empty, so it matches nothing.",
  messages: MESSAGES,
  *find(subject) {
    // While a list is being typed it is empty for a moment.
    if (subject.broken) return;
    yield* noStatements(subject);
    const isTemplate = isToBeFilledIn(subject);
    for (const statement of subject.policy.statements) {
      for (const found of emptyElements(statement, !namesPrincipals(subject))) {
        yield isTemplate ? { ...found, severity: "info" } : found;
      }
      yield* emptyPrincipal(statement, certainKind(subject) === "trust");
      yield* emptyValues(statement);
    }
  },
};

function* noStatements(subject: PolicyUnderCheck): Generator<Finding> {
  const statements = elementNamed(subject.policy.object, "Statement")?.value;
  if (statements?.kind !== "array" || statements.items.length > 0) return;
  const { span } = statements;
  const rejects = rejectsNoStatements(subject);
  yield rejects === undefined
    ? { span, ...MESSAGES.statements(), severity: "warning" }
    : { span, ...MESSAGES.noStatements(rejects) };
}

/** IAM: "Syntax errors in policy". S3: "Could not parse the policy: Statement is empty!". Of others it is not known. */
function rejectsNoStatements(subject: PolicyUnderCheck): string | undefined {
  const { kind, basis, holder } = subject.kind;
  // A document without statements contradicts no name.
  if (basis !== "stated" || subject.isPart === true) return undefined;
  if (kind === "identity" || kind === "trust" || kind === "boundary") return "IAM";
  return kind === "resource" && holder === "bucket" ? "S3" : undefined;
}

/** Where no statement names a resource, a program puts them in: nobody forgets all of them. */
function isToBeFilledIn({ kind, policy: { statements } }: PolicyUnderCheck): boolean {
  if (kind.basis === "stated" || statements.length < 2) return false;
  return statements.every(({ resource }) => resource !== undefined && isEmpty(resource));
}

/** IAM: "Policy statement must contain actions", "Policy statement must contain resources". Other services store such a policy. */
function* emptyElements(statement: Statement, isOfIam: boolean): Generator<Finding> {
  const { action, resource } = statement;
  if (isOfIam && action !== undefined && isEmpty(action) && resource !== undefined && isEmpty(resource)) {
    yield { span: action.span, ...MESSAGES.rejectedBoth() };
    return;
  }
  for (const [elementName, element] of [
    ["Action", action],
    ["Resource", resource],
  ] as const) {
    if (element !== undefined && isEmpty(element)) {
      yield isOfIam
        ? { span: element.span, ...MESSAGES.rejected(elementName) }
        : { span: element.span, ...MESSAGES.element(elementName), severity: "warning" };
    }
  }
}

/** IAM: "The passed in policy has a statement with no principals!" Other services store such a policy. */
function* emptyPrincipal({ principal }: Statement, isOfTrust: boolean): Generator<Finding> {
  if (principal?.form !== "typed" || !principal.types.every(isEmpty)) return;
  const { span } = principal;
  yield isOfTrust ? { span, ...MESSAGES.rejectedPrincipal() } : { span, ...MESSAGES.principal(), severity: "warning" };
}

function* emptyValues(statement: Statement): Generator<Finding> {
  for (const block of statement.condition?.operators ?? []) {
    if (operatorOfBlock(block)?.setOperator !== "ForAnyValue") continue;
    for (const entry of block.entries) {
      if (!isEmpty(entry.values)) continue;
      yield {
        span: entry.values.span,
        ...MESSAGES.values(block.name),
        severity: "warning",
      };
    }
  }
}

function isEmpty(list: {
  readonly entries: readonly unknown[];
  readonly open: boolean;
  readonly misplaced: readonly unknown[];
}): boolean {
  return list.entries.length === 0 && !list.open && list.misplaced.length === 0;
}
