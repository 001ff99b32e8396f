/** The findings over one document: what its checks say, and its syntax where nobody else reports it. */
import { type Catalog } from "../catalog/catalog.ts";
import { type Finding, type ReportedFinding, type Severity } from "../checks/check.ts";
import { runChecks } from "../checks/run-checks.ts";
import { type DocumentPolicy, type PolicyDocument } from "./document.ts";

/** The code of a finding about the file's own syntax: not a check, because it is not about a policy. */
export const SYNTAX_CODE = "invalid-json";

export interface DiagnosticOptions {
  readonly catalog: Catalog;
  /** Severities that a setting or the workspace file changed. */
  readonly severities: ReadonlyMap<string, Severity | "off">;
  /** An editor's own JSON support reports syntax errors of `.json` files; elsewhere we do. */
  readonly reportSyntax: boolean;
  readonly onCheckFailure: (code: string, error: unknown) => void;
}

export function* findDiagnostics(document: PolicyDocument, options: DiagnosticOptions): Generator<ReportedFinding> {
  if (options.reportSyntax) {
    for (const { span, message } of document.problems) yield { code: SYNTAX_CODE, severity: "error", span, message };
  }
  for (const policy of document.policies) yield* findingsOf(policy, document.problems.length > 0, options);
}

function findingsOf(
  { policy, kind, site }: DocumentPolicy,
  broken: boolean,
  { catalog, severities, onCheckFailure }: DiagnosticOptions,
): readonly ReportedFinding[] {
  const subject = { policy, kind, catalog, broken, inString: site.inString };
  const findings = runChecks(subject, { severities, onCheckFailure });
  return site.inString ? findings.map(withoutFixes) : findings;
}

/** An edit inside an escaped string would have to be escaped as often as the string is; until it is, none is offered. */
function withoutFixes<F extends Finding>(finding: F): F {
  return { ...finding, fixes: [] };
}
