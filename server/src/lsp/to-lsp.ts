/** Spans and findings of the lower floors as the protocol's types: the only place that does so. */
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Position,
  type Range,
  type TextEdit,
} from "vscode-languageserver";
import { type TextDocument } from "vscode-languageserver-textdocument";
import { type ReportedFinding, type Severity } from "../checks/check.ts";
import { SYNTAX_CODE } from "../service/diagnostics.ts";
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";

export const DIAGNOSTIC_SOURCE = "IAM Verdict";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toLspRange(document: TextDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

export function fromLspPosition(document: TextDocument, position: Position): number {
  return document.offsetAt(position);
}

/** `pages` is the folder of the checks' pages, as the client says: its documents open offline and in a browser. */
function toLspDiagnostic(document: TextDocument, finding: ReportedFinding, pages: string | undefined): Diagnostic {
  return {
    range: toLspRange(document, finding.span),
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    ...(pages === undefined || finding.code === SYNTAX_CODE
      ? {}
      : { codeDescription: { href: `${pages}/${finding.code}.md` } }),
    source: DIAGNOSTIC_SOURCE,
    message: finding.message,
    ...(finding.unnecessary === true ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(finding.related === undefined
      ? {}
      : {
          relatedInformation: finding.related.map(({ span, message }) => ({
            location: { uri: document.uri, range: toLspRange(document, span) },
            message,
          })),
        }),
  };
}

/** The finding and, where more than it has no effect, a hint that fades the rest. */
export function toLspDiagnostics(
  document: TextDocument,
  finding: ReportedFinding,
  pages: string | undefined,
): Diagnostic[] {
  const diagnostic = toLspDiagnostic(document, finding, pages);
  if (finding.fades === undefined) return [diagnostic];
  const { source, code, message } = diagnostic;
  return [
    diagnostic,
    {
      range: toLspRange(document, finding.fades),
      severity: DiagnosticSeverity.Hint,
      tags: [DiagnosticTag.Unnecessary],
      message,
      ...(source === undefined ? {} : { source }),
      ...(code === undefined ? {} : { code }),
    },
  ];
}

export function toLspEdit(document: TextDocument, edit: Edit): TextEdit {
  return { range: toLspRange(document, edit.span), newText: edit.newText };
}

export function toLspCodeActions(
  document: TextDocument,
  finding: ReportedFinding,
  pages: string | undefined,
): CodeAction[] {
  const fixes = finding.fixes ?? [];
  return fixes.map(({ title, edits, lastResort }) => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toLspDiagnostic(document, finding, pages)],
    edit: { changes: { [document.uri]: edits.map((edit) => toLspEdit(document, edit)) } },
    ...(fixes.length === 1 && lastResort !== true ? { isPreferred: true } : {}),
  }));
}
