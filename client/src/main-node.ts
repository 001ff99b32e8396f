/** The extension on the desktop and on remote machines: the server runs as a Node process. */
import { createRequire } from "node:module";
import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient, type ServerOptions, TransportKind } from "vscode-languageclient/node";
import { startClient, type RunningClient } from "./client.ts";
import { type LoadAws } from "./commands/ask-aws.ts";
import type * as AwsBundle from "./main-aws.ts";
import { SERVER_ARGUMENTS, SERVER_ENVIRONMENT } from "./server-process.ts";

let running: RunningClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const serverOptions: ServerOptions = {
    run: {
      module: context.asAbsolutePath("dist/start-server.js"),
      args: [`--compiled=${Uri.joinPath(context.globalStorageUri, "compiled").fsPath}`],
      transport: TransportKind.ipc,
      options: { execArgv: SERVER_ARGUMENTS, env: SERVER_ENVIRONMENT },
    },
    debug: {
      module: context.asAbsolutePath("dist/server.js"),
      transport: TransportKind.ipc,
      options: { execArgv: [...SERVER_ARGUMENTS, "--nolazy", "--inspect=6009"], env: SERVER_ENVIRONMENT },
    },
  };
  running = await startClient(
    context,
    (id, name, options) => new LanguageClient(id, name, serverOptions, options),
    loadAws,
  );
}

/** In a file of its own, so that nobody who asks AWS nothing loads it. */
const loadAws: LoadAws = (host) => {
  const { createAwsCommands } = createRequire(__filename)("./aws-commands.js") as typeof AwsBundle;
  return createAwsCommands(host);
};

export async function deactivate(): Promise<void> {
  await running?.stop();
}
