/** The language server as a web worker; it has no files, so the client sends it the catalog. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { startServer } from "./lsp/server.ts";

// The worker's global scope is the port to the client; its type is the DOM's, which is not part of this program.
const scope = globalThis as never;

startServer(createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope)), {
  loadAsset: undefined,
});
