/** Spans and findings of the lower floors as the protocol's types: the only place that does so. */
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import {
  CODES_WITHOUT_PAGE,
  type FileEdits,
  type PlacedFinding,
  type Refactoring,
  type Severity,
} from "../service/index.ts";
import { type ClientFacts } from "./lsp-server.ts";
import { type DocumentVersion } from "./open-documents.ts";
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import { phraseToMessage } from "../wording/message-text.ts";
import { type UnchangingText } from "./unchanging-text.ts";

export const DIAGNOSTIC_SOURCE = "IAM Verdict";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toLspRange(document: UnchangingText, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

/** `pages` is the folder of the checks' pages, as the client says: its documents open offline and in a browser. */
function toLspDiagnostic(document: UnchangingText, finding: PlacedFinding, pages: string | undefined): Diagnostic {
  return {
    range: toLspRange(document, finding.span),
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    ...(pages === undefined || CODES_WITHOUT_PAGE.has(finding.code)
      ? {}
      : { codeDescription: { href: `${pages}/${finding.code}.md` } }),
    source: DIAGNOSTIC_SOURCE,
    message: phraseToMessage(finding.message),
    ...(finding.unnecessary === true ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(finding.related === undefined
      ? {}
      : {
          relatedInformation: finding.related.map(({ span, message }) => ({
            location: { uri: document.uri, range: toLspRange(document, span) },
            message: phraseToMessage(message),
          })),
        }),
  };
}

/** The finding and, where more than it has no effect, a hint that fades the rest. */
export function toLspDiagnostics(
  document: UnchangingText,
  finding: PlacedFinding,
  pages: string | undefined,
): Diagnostic[] {
  const diagnostic = toLspDiagnostic(document, finding, pages);
  if (finding.fades === undefined) return [diagnostic];
  const { source, code } = diagnostic;
  return [
    diagnostic,
    {
      range: toLspRange(document, finding.fades),
      severity: DiagnosticSeverity.Hint,
      tags: [DiagnosticTag.Unnecessary],
      // An editor shows both where the pointer is on both.
      message: "This has no effect.",
      ...(source === undefined ? {} : { source }),
      ...(code === undefined ? {} : { code }),
    },
  ];
}

export function toLspEdit(document: UnchangingText, edit: Edit): TextEdit {
  return { range: toLspRange(document, edit.span), newText: edit.newText };
}

type EditFacts = Pick<ClientFacts, "versionedEdits">;

/** A file that is not open has no version. */
type FileVersion = Pick<DocumentVersion, "uri" | "text"> & { readonly version: number | null };

/** The edits are of that version: a client does not apply them to another text. */
export function toLspWorkspaceEdit(
  { uri, version, text }: FileVersion,
  edits: readonly Edit[],
  { versionedEdits }: EditFacts,
): WorkspaceEdit {
  const textEdits = edits.map((edit) => toLspEdit(text, edit));
  return versionedEdits
    ? { documentChanges: [{ textDocument: { uri, version }, edits: textEdits }] }
    : { changes: { [uri]: textEdits } };
}

/** The edit fails if the file is there. */
export function toLspNewFile(uri: string, newText: string): WorkspaceEdit {
  const start = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: "create", uri },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText }] },
    ],
  };
}

export function toLspCodeActions(
  version: DocumentVersion,
  finding: PlacedFinding,
  client: Pick<ClientFacts, "pages"> & EditFacts & { readonly versionOf: (file: FileEdits) => FileVersion | undefined },
): CodeAction[] {
  return finding.fixes().flatMap(({ title, edits, elsewhere, isPreferred }) => {
    const changed = elsewhere === undefined ? version : client.versionOf(elsewhere);
    if (changed === undefined) return [];
    return {
      title: phraseToMessage(title),
      kind: CodeActionKind.QuickFix,
      diagnostics: [toLspDiagnostic(version.text, finding, client.pages)],
      edit: toLspWorkspaceEdit(changed, elsewhere?.edits ?? edits, client),
      ...(isPreferred ? { isPreferred } : {}),
    };
  });
}

const REFACTORING_KINDS: Readonly<Record<Refactoring["sort"], CodeActionKind>> = {
  rewrite: CodeActionKind.RefactorRewrite,
  extract: CodeActionKind.RefactorExtract,
  inline: CodeActionKind.RefactorInline,
};

export function toLspRefactoring(
  version: DocumentVersion,
  { title, sort, edits }: Refactoring,
  client: EditFacts,
): CodeAction {
  return {
    title: phraseToMessage(title),
    kind: REFACTORING_KINDS[sort],
    edit: toLspWorkspaceEdit(version, edits, client),
  };
}
