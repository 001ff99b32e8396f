/** The findings over one document: what its checks say, and its syntax where nobody else reports it. */
import { type Catalog } from "../catalog/catalog.ts";
import { type Finding, type ReportedFinding, type Severity } from "../checks/check.ts";
import { runChecks, runQuickChecks } from "../checks/run-checks.ts";
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
 * One step for each part of the document, so that a caller can let other work in between: a snapshot of an account
 * holds thousands of policies.
 */
export function* findDiagnostics(
  document: PolicyDocument,
  options: DiagnosticOptions,
): Generator<readonly PlacedFinding[]> {
  if (options.reportSyntax) yield document.problems.map(toSyntaxFinding);
  // Of several policies in one file it is not told whose is whose.
  const alone = document.policies.length === 1 ? options : { ...options, resource: undefined };
  for (const policy of document.policies) yield findingsOf(policy, document, alone);
}

function toSyntaxFinding({ span, message }: Finding): PlacedFinding {
  return { code: SYNTAX_CODE, severity: "error", span, message, policy: undefined, statement: undefined };
}

function findingsOf(
  policy: DocumentPolicy,
  { source, problems }: PolicyDocument,
  { catalog, severities, checks, onCheckFailure, surroundings: lookup, resource }: DiagnosticOptions,
): readonly PlacedFinding[] {
  const { inString } = policy.site;
  const broken = problems.length > 0;
  const surroundings = lookup(source.path, policy.policy);
  const subject = {
    policy: policy.policy,
    kind: policy.kind,
    catalog,
    broken,
    surroundings,
    inString,
    ...(resource && { resource }),
  };
  const run = checks === "all" ? runChecks : runQuickChecks;
  return run(subject, { severities, onCheckFailure }).map((finding) => {
    const statement = policy.policy.statements.find((one) => holds(one.span, finding.span));
    return {
      ...(inString ? withoutFixes(finding) : finding),
      policy,
      statement: statement && { index: statement.index, sid: statement.sid?.text },
    };
  });
}

/** An edit inside an escaped string would have to be escaped as often as the string is; until it is, none is offered. */
function withoutFixes<F extends Finding>(finding: F): F {
  return { ...finding, fixes: [] };
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
