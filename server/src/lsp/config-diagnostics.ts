/** What is wrong with a workspace file; VS Code's JSON support reports its syntax. */
import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import { type TextDocument } from "vscode-languageserver-textdocument";
import { WORKSPACE_FILE } from "../workspace/config.ts";
import { readWorkspaceConfig } from "../workspace/read-config.ts";
import { DIAGNOSTIC_SOURCE, toLspRange } from "./to-lsp.ts";

export function isWorkspaceFile(path: string): boolean {
  return path === WORKSPACE_FILE || path.endsWith(`/${WORKSPACE_FILE}`);
}

export function configDiagnostics(document: TextDocument, path: string): Diagnostic[] {
  return readWorkspaceConfig(path, document.getText()).problems.map(({ span, message }) => ({
    range: toLspRange(document, span),
    severity: DiagnosticSeverity.Warning,
    source: DIAGNOSTIC_SOURCE,
    message,
  }));
}
