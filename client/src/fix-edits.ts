/** The edits of a fix on the documents as they are: one workspace edit, or the news that a file has changed. */
import { Range, type TextDocument, Uri, workspace, WorkspaceEdit } from "vscode";
import { type ExplainDenialResult, type FixView, type TextRange } from "../../server/src/lsp/protocol.ts";

export interface FixedFile {
  readonly uri: Uri;
  /** Undefined for a file that is to be made. */
  readonly document: TextDocument | undefined;
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

/** Undefined if a file is gone, or is there, or is no longer what the fix was made for; line ends do not count. */
export async function fixedFiles(fix: FixView, { fixFiles }: ExplainDenialResult): Promise<FixedFile[] | undefined> {
  const files: FixedFile[] = [];
  for (const at of new Set(fix.edits.map(({ file }) => file))) {
    const file = fixFiles[at];
    const document = file === undefined ? undefined : await openDocument(file.uri);
    if (file === undefined || !isSameText(document?.getText(), file.text)) return undefined;
    const edits = fix.edits
      .filter((edit) => edit.file === at)
      .map(({ range, newText }) => ({ range: toRange(range), newText }));
    files.push({ uri: Uri.parse(file.uri), document, path: file.path, edits });
  }
  return files;
}

/** All files in one edit, so that it is undone in one step. */
export function workspaceEditOf(files: readonly FixedFile[]): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const file of files) {
    if (file.document === undefined) {
      edit.createFile(file.uri, { contents: new TextEncoder().encode(editedText(file)) });
    } else for (const { range, newText } of file.edits) edit.replace(file.uri, range, newText);
  }
  return edit;
}

/** The text of the document once the edits are made. */
export function editedText({ document, edits }: FixedFile): string {
  if (document === undefined) return edits.map(({ newText }) => newText).join("");
  const text = document.getText();
  const inOrder = [...edits].sort((a, b) => a.range.start.compareTo(b.range.start));
  let result = "";
  let at = 0;
  for (const { range, newText } of inOrder) {
    result += text.slice(at, document.offsetAt(range.start)) + newText;
    at = document.offsetAt(range.end);
  }
  return result + text.slice(at);
}

export function toRange({ start, end }: TextRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

async function openDocument(uri: string): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(Uri.parse(uri));
  } catch {
    // Deleted or renamed since.
    return undefined;
  }
}

/** Undefined for a file that there is not. */
function isSameText(now: string | undefined, then: string | undefined): boolean {
  if (now === undefined || then === undefined) return now === then;
  return withLineFeeds(now) === withLineFeeds(then);
}

function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
