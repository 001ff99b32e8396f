/** Findings over one file, each with the policy and the statement it lies in. */
import { type ReportedFinding } from "../checks/check.ts";
import { type Span } from "../text/span.ts";
import { type DiagnosticOptions, findDiagnostics } from "./diagnostics.ts";
import { type DocumentPolicy, type PolicyDocument } from "./document.ts";

export interface LintFinding extends ReportedFinding {
  /** The policy that the finding lies in; none for a finding about the file's syntax. */
  readonly policy: DocumentPolicy | undefined;
  readonly statement: { readonly index: number; readonly sid: string | undefined } | undefined;
}

export function* lintDocument(document: PolicyDocument, options: DiagnosticOptions): Generator<LintFinding> {
  for (const finding of findDiagnostics(document, options)) {
    const policy = document.policies.findLast((one) => holds(one.policy.span, finding.span));
    const statement = policy?.policy.statements.find((one) => holds(one.span, finding.span));
    yield {
      ...finding,
      policy,
      statement: statement && { index: statement.index, sid: statement.sid?.text },
    };
  }
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
