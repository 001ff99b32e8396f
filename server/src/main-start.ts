/** Starts the language server beside this file, with what an earlier start compiled of it: `--compiled=FOLDER`. */
import { join } from "node:path";
import { runBundle } from "./lsp/compiled-code.ts";
import { limitHeapGrowth } from "./lsp/heap-growth.ts";

/** By then a file has been opened as a rule, so what that takes is among the compiled functions. */
const UNTIL_KEPT_MS = 20_000;
const OPTION = "--compiled=";

const server = join(__dirname, "server.js");
const folder = process.argv.find((arg) => arg.startsWith(OPTION))?.slice(OPTION.length);
limitHeapGrowth();
const { wasCompiled, keepCompiled } = runBundle(server, folder);
if (!wasCompiled) setTimeout(keepCompiled, UNTIL_KEPT_MS).unref();
