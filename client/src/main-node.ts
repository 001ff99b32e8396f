/** The extension on the desktop and on remote machines: the server runs as a Node process. */
import { type ExtensionContext } from "vscode";
import { LanguageClient, type ServerOptions, TransportKind } from "vscode-languageclient/node";
import { startClient, type RunningClient } from "./client.ts";

/** In megabytes: what each keystroke leaves behind is collected sooner, which more than halves the process at no cost. */
const SMALL_NURSERY = ["--max-semi-space-size=4"];

let running: RunningClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath("dist/server.js");
  const serverOptions: ServerOptions = {
    run: { module, transport: TransportKind.ipc, options: { execArgv: SMALL_NURSERY } },
    debug: {
      module,
      transport: TransportKind.ipc,
      options: { execArgv: [...SMALL_NURSERY, "--nolazy", "--inspect=6009"] },
    },
  };
  running = await startClient(context, (id, name, options) => new LanguageClient(id, name, serverOptions, options));
}

export async function deactivate(): Promise<void> {
  await running?.stop();
}
