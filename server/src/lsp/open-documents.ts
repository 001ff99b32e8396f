/**
 * The documents that the client has open, each version by itself: its text never changes, and it knows whether a newer
 * one is there. What is known of a document hangs on its version, so that a document closed and opened again with
 * another text, but with the same address and number, is never answered from the old one.
 */
import { type Connection, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { unchangingText, type UnchangingText } from "./unchanging-text.ts";

export interface DocumentVersion {
  readonly uri: string;
  /** The client's number. It begins anew when the document is opened again. */
  readonly version: number;
  /** No two texts share it for as long as the server runs: what the client keeps and gives back is held against it. */
  readonly serial: number;
  readonly languageId: string;
  /** A copy of its own: the synchronized document changes in place. */
  readonly text: UnchangingText;
  /** Until another version arrives or the document is closed. */
  isNewest(): boolean;
}

export interface OpenDocuments {
  newest(uri: string): DocumentVersion | undefined;
  all(): readonly DocumentVersion[];
  /** Opened or changed. */
  onChange(listener: (version: DocumentVersion) => void): void;
  onClose(listener: (uri: string) => void): void;
  listen(): void;
}

export function createOpenDocuments(connection: Connection): OpenDocuments {
  const synchronized = new TextDocuments(TextDocument);
  const newest = new Map<string, DocumentVersion>();
  let serial = 0;
  const changed: ((version: DocumentVersion) => void)[] = [];
  const closed: ((uri: string) => void)[] = [];

  synchronized.onDidChangeContent(({ document }) => {
    const { uri, languageId, version } = document;
    const one: DocumentVersion = {
      uri,
      version,
      serial: ++serial,
      languageId,
      text: unchangingText(uri, languageId, version, document.getText()),
      isNewest: () => newest.get(uri) === one,
    };
    newest.set(uri, one);
    for (const listener of changed) listener(one);
  });
  synchronized.onDidClose(({ document: { uri } }) => {
    newest.delete(uri);
    for (const listener of closed) listener(uri);
  });

  return {
    newest: (uri) => newest.get(uri),
    all: () => [...newest.values()],
    onChange: (listener) => changed.push(listener),
    onClose: (listener) => closed.push(listener),
    listen: () => synchronized.listen(connection),
  };
}
