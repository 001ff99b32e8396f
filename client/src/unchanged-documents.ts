/**
 * Is an edit that the server made still of the documents as they are? A workspace edit of VS Code has no versions, and a
 * document that is opened again counts from 1: so the documents themselves are remembered, each with its number.
 */

/** As VS Code's `TextDocument`: another one as soon as the document is opened again. */
export interface NumberedDocument {
  readonly uri: { toString(): string };
  readonly version: number;
}

export type RememberedDocuments = ReadonlyMap<NumberedDocument, number>;

/** To be called before the server is asked. */
export function rememberDocuments(open: readonly NumberedDocument[]): RememberedDocuments {
  return new Map(open.map((document) => [document, document.version]));
}

/** `uris`: the files that the edit changes; `open`: the documents that are open by now. */
export function areUnchanged(
  uris: readonly string[],
  open: readonly NumberedDocument[],
  before: RememberedDocuments,
): boolean {
  return uris.every((uri) => {
    const now = open.find((document) => document.uri.toString() === uri);
    if (now !== undefined) return before.get(now) === now.version;
    // What was typed in a document may be lost with its closing.
    return ![...before.keys()].some((document) => document.uri.toString() === uri);
  });
}
