/** Places in files of the workspace as the protocol has them. */
import { type Location } from "vscode-languageserver";
import { type WrittenPlace } from "../service/index.ts";
import { toLspRange } from "./to-lsp.ts";
import { type KnownFile } from "./workspace-files.ts";
import { unchangingText, type UnchangingText } from "./unchanging-text.ts";

/** Undefined for a place in a file that is not among them. */
export type ToLspPlace = (place: WrittenPlace) => Location | undefined;

export function placesIn(files: readonly KnownFile[]): ToLspPlace {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const documents = new Map<string, UnchangingText>();
  return ({ path, span }) => {
    const file = byPath.get(path);
    if (file === undefined) return undefined;
    const text = documents.get(path) ?? unchangingText(file.uri, "", 0, file.text);
    documents.set(path, text);
    return { uri: file.uri, range: toLspRange(text, span) };
  };
}
