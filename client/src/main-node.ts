/** The extension on the desktop and on remote machines: the server runs as a Node process. */
import { type ExtensionContext } from "vscode";
import { LanguageClient, type ServerOptions, TransportKind } from "vscode-languageclient/node";
import { startClient, type RunningClient } from "./client.ts";
import { SERVER_ARGUMENTS } from "./server-process.ts";

let running: RunningClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath("dist/server.js");
  const serverOptions: ServerOptions = {
    run: { module, transport: TransportKind.ipc, options: { execArgv: SERVER_ARGUMENTS } },
    debug: {
      module,
      transport: TransportKind.ipc,
      options: { execArgv: [...SERVER_ARGUMENTS, "--nolazy", "--inspect=6009"] },
    },
  };
  running = await startClient(context, (id, name, options) => new LanguageClient(id, name, serverOptions, options));
}

export async function deactivate(): Promise<void> {
  await running?.stop();
}
