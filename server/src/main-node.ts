/** The language server as a process of its own; the catalog lies beside the bundle. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { limitHeapGrowth } from "./lsp/heap-growth.ts";
import { openConnection } from "./lsp/node-connection.ts";
import { startServer } from "./lsp/server.ts";

limitHeapGrowth();
startServer(openConnection(process.argv.slice(2), end), {
  // At once: a thread for it takes longer to start than these files take to be read.
  loadAsset: async (name) => Promise.resolve(readFileSync(join(__dirname, name), "utf8")),
});

function end(line: string | undefined): void {
  if (line === undefined) process.exit(1);
  process.stderr.write(`iam-verdict: ${line}\n`, () => process.exit(1));
}
