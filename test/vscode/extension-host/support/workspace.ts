/** Files of the opened workspace, and what the extension says about them. */
import * as vscode from "vscode";
import { eventually } from "./eventually.ts";

export const EXTENSION_ID = "iam-verdict.iam-verdict";

/** A finding as a reader sees it: the underlined text (quotes aside) and the code behind it. */
export type Underlined = readonly [text: string, code: string];

export function fileUri(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("the tests run with one folder open");
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file of the workspace in an editor. */
export async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Writes a file into the workspace (a copy made for this run) and opens it. */
export async function write(path: string, text: string): Promise<vscode.TextDocument> {
  await vscode.workspace.fs.writeFile(fileUri(path), new TextEncoder().encode(text));
  return open(path);
}

/** Replaces the first `before` of the document with `after`, as typing would. */
export async function replace(document: vscode.TextDocument, before: string, after: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, before), after);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error("the edit was not applied");
}

export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  if (start < 0) throw new Error(`${document.uri.path} does not hold ${text}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** The extension's own findings, in the order of the text; JSON's own problems are left out. */
export function findings(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source === "IAM Verdict")
    .sort((a, b) => a.range.start.compareTo(b.range.start));
}

export function underlined(document: vscode.TextDocument): Underlined[] {
  return findings(document).map((finding) => [document.getText(finding.range).replaceAll('"', ""), codeOf(finding)]);
}

/** Waits until the extension underlines exactly this. */
export async function expectUnderlined(document: vscode.TextDocument, expected: readonly Underlined[]): Promise<void> {
  const wanted = JSON.stringify(expected);
  await eventually(
    `underlined in ${document.uri.path}: ${wanted}`,
    () => underlined(document),
    (found) => JSON.stringify(found) === wanted,
  );
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}
