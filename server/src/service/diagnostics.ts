/** The findings over one document: what its checks say, and its syntax where nobody else reports it. */
import { type Catalog } from "../catalog/catalog.ts";
import { type Finding, type PolicyUnderCheck, type ReportedFinding, type Severity } from "../checks/check.ts";
import { proveAhead } from "../checks/proofs.ts";
import { checkSteps } from "../checks/run-checks.ts";
import { type Span } from "../text/span.ts";
import { type DocumentPolicy, type PolicyDocument } from "./document.ts";
import { type SurroundingsLookup } from "./surroundings.ts";

/** The code of a finding about the file's own syntax: not a check, because it is not about a policy. */
export const SYNTAX_CODE = "invalid-json";

export interface DiagnosticOptions {
  readonly catalog: Catalog;
  /** Severities that a setting or the workspace file changed. */
  readonly severities: ReadonlyMap<string, Severity | "off">;
  /** Proofs take longest; a document that is opened shows everything else first. */
  readonly checks: "all" | "without-proofs";
  /** An editor's own JSON support reports syntax errors of `.json` files; elsewhere we do. */
  readonly reportSyntax: boolean;
  readonly onCheckFailure: (code: string, error: unknown) => void;
  /** What the workspace says of the policies beside each. */
  readonly surroundings: SurroundingsLookup;
  /** The ARN of the resource whose policy the file holds, where the workspace says so. */
  readonly resource?: string | undefined;
}

/** A finding with the policy and the statement it lies in; a finding about syntax lies in neither. */
export interface PlacedFinding extends ReportedFinding {
  readonly policy: DocumentPolicy | undefined;
  readonly statement: { readonly index: number; readonly sid: string | undefined } | undefined;
}

/**
 * One step for each part of the document, each statement that is proved and each check, so that a caller can let other
 * work in between: a snapshot of an account holds thousands of policies.
 */
export function* findDiagnostics(
  document: PolicyDocument,
  options: DiagnosticOptions,
): Generator<readonly PlacedFinding[]> {
  if (options.reportSyntax) yield document.problems.map(toSyntaxFinding);
  for (const policy of document.policies) {
    const subject = subjectOf(policy, document, options);
    if (options.checks === "all") yield* proofSteps(subject);
    yield* findingsOf(policy, subject, options);
  }
}

/** A proof that throws does so again where a check asks for it, and is reported there. */
function* proofSteps(subject: PolicyUnderCheck): Generator<readonly PlacedFinding[]> {
  const steps = proveAhead(subject);
  try {
    while (steps.next().done !== true) yield [];
  } catch {
    return;
  }
}

function subjectOf(
  { policy, kind, site }: DocumentPolicy,
  { source, problems, policies }: PolicyDocument,
  { catalog, surroundings, resource }: DiagnosticOptions,
): PolicyUnderCheck {
  return {
    policy,
    kind,
    catalog,
    broken: problems.length > 0,
    surroundings: surroundings(source.path, policy),
    // Of several policies in one file it is not told whose is whose.
    ...(resource !== undefined && policies.length === 1 ? { resource } : {}),
    inString: site.inString,
  };
}

function toSyntaxFinding({ span, message }: Finding): PlacedFinding {
  return { code: SYNTAX_CODE, severity: "error", span, message, policy: undefined, statement: undefined };
}

function* findingsOf(
  policy: DocumentPolicy,
  subject: PolicyUnderCheck,
  { severities, checks, onCheckFailure }: DiagnosticOptions,
): Generator<readonly PlacedFinding[]> {
  const steps = checkSteps(checks, subject, { severities, onCheckFailure });
  for (;;) {
    const step = steps.next();
    if (step.done !== true) yield [];
    else {
      yield step.value.map((finding) => placed(finding, policy));
      return;
    }
  }
}

function placed(finding: ReportedFinding, policy: DocumentPolicy): PlacedFinding {
  const statement = policy.policy.statements.find((one) => holds(one.span, finding.span));
  return {
    ...(policy.site.inString ? withoutFixes(finding) : finding),
    policy,
    statement: statement && { index: statement.index, sid: statement.sid?.text },
  };
}

/** An edit inside an escaped string would have to be escaped as often as the string is; until it is, none is offered. */
function withoutFixes<F extends Finding>(finding: F): F {
  return { ...finding, fixes: [] };
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
