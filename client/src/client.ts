/** Starts the language client and everything that needs it; the same in Node and in the browser. */
import { type Disposable, type ExtensionContext, Uri, window, workspace } from "vscode";
import { type BaseLanguageClient, type LanguageClientOptions } from "vscode-languageclient";
import { FILES_CHANGED, type FilesChangedParams } from "../../server/src/lsp/protocol.ts";
import { registerExplainDenial } from "./commands/explain-denial.ts";
import { createExplanationDocuments } from "./explanation-documents.ts";
import { serveFiles } from "./workspace-files.ts";

export type NewClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

export interface RunningClient {
  stop(): Promise<void>;
}

/** The languages whose files may hold policies. Untitled files count: people paste policies to have them read. */
const SELECTOR = ["json", "jsonc", "iam-policy"].map((language) => ({ language }));

/** The files whose change on disk may change an answer. */
const WATCHED = "**/*.{json,jsonc}";

export async function startClient(context: ExtensionContext, newClient: NewClient): Promise<RunningClient> {
  const output = window.createOutputChannel("IAM Verdict", { log: true });
  const client = newClient("iamVerdict", "IAM Verdict", {
    documentSelector: SELECTOR,
    outputChannel: output,
    initializationOptions: { pages: Uri.joinPath(context.extensionUri, "docs", "checks").toString() },
  });
  const explanations = createExplanationDocuments();
  context.subscriptions.push(
    output,
    explanations.registrations,
    serveFiles(client, context.extensionUri),
    registerExplainDenial(client, explanations),
    watchFiles(client),
  );
  await client.start();
  return { stop: () => client.stop() };
}

function watchFiles(client: BaseLanguageClient): Disposable {
  const watcher = workspace.createFileSystemWatcher(WATCHED);
  const tell = (uri: Uri): void => {
    const params: FilesChangedParams = { uris: [uri.toString()] };
    if (client.isRunning()) void client.sendNotification(FILES_CHANGED, params);
  };
  watcher.onDidChange(tell);
  watcher.onDidCreate(tell);
  watcher.onDidDelete(tell);
  return watcher;
}
