// The server package comes without its node_modules. The server finds ours by looking upwards, but the page in the
// browser asks for /static/node_modules/…, so they must also be where the server serves files from.
import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const modules = join(import.meta.dirname, "node_modules");
const served = join(modules, "code-server/lib/vscode/node_modules");
rmSync(served, { recursive: true, force: true });
symlinkSync(modules, served, "dir");
