/** The language server as a web worker; it has no files, so the client sends it the catalog. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { gated } from "./lsp/message-gate.ts";
import { startServer } from "./lsp/server.ts";

// The worker's global scope is the port to the client; its type is the DOM's, which is not part of this program.
const scope = globalThis as never;

const writer = new BrowserMessageWriter(scope);

startServer(createConnection(gated(new BrowserMessageReader(scope), writer), writer), {
  loadAsset: undefined,
});
