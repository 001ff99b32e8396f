/** The language server as a process of its own; the catalog lies beside the bundle. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "./lsp/server.ts";

startServer(createConnection(ProposedFeatures.all), {
  loadAsset: (name) => readFile(join(__dirname, name), "utf8"),
});
