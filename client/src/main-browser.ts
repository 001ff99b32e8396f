/** The extension in the browser: the server runs as a web worker. */
import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient, type ServerOptions } from "vscode-languageclient/browser";
import { startClient, type RunningClient } from "./client.ts";

// The extension host of the browser has workers, but the DOM's types are not part of this program.
declare const Worker: new (url: string) => ServerOptions;

let running: RunningClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const url = Uri.joinPath(context.extensionUri, "dist", "browser", "server.js").toString(true);
  running = await startClient(context, (id, name, options) => new LanguageClient(id, name, new Worker(url), options));
}

export async function deactivate(): Promise<void> {
  await running?.stop();
}
