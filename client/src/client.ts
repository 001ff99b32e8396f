/** Starts the language client and everything that needs it; the same in Node and in the browser. */
import { commands, Disposable, EventEmitter, type ExtensionContext, type Uri, window, workspace } from "vscode";
import { type BaseLanguageClient, type LanguageClientOptions } from "vscode-languageclient";
import { FILES_CHANGED, type FilesChangedParams } from "../../server/src/lsp/protocol.ts";
import { askServerThrough } from "./ask-server.ts";
import { type LoadAws, registerAwsCommands } from "./commands/ask-aws.ts";
import { checkOnOpen, registerCheckWorkspace } from "./commands/check-workspace.ts";
import { EXPLAIN_DENIAL_COMMAND, registerExplainDenial } from "./commands/explain-denial.ts";
import { registerExplainTerminal } from "./commands/explain-terminal.ts";
import { registerExplanationForms } from "./commands/explanation-forms.ts";
import { registerFacts } from "./commands/facts.ts";
import { offerFirstLook, registerFirstLook } from "./commands/first-look.ts";
import { registerFitPolicy } from "./commands/fit-policy.ts";
import { registerFixes } from "./commands/fixes.ts";
import { registerCopyPolicy } from "./commands/copy-policy.ts";
import { MANAGED_POLICY_PAGES, registerManagedPolicies } from "./commands/managed-policies.ts";
import { registerNeededPermissions } from "./commands/needed-permissions.ts";
import { registerNewPolicy } from "./commands/new-policy.ts";
import { continueWalkthrough, registerOpenSample } from "./commands/open-sample.ts";
import { registerShowCommands, SHOW_COMMANDS_COMMAND } from "./commands/show-commands.ts";
import { registerShowDocumentation } from "./commands/show-documentation.ts";
import { registerShowRecent } from "./commands/show-recent-explanations.ts";
import { LIST_ACTIONS_COMMAND, registerLensCommands } from "./commands/lens-commands.ts";
import { registerWhoCan } from "./commands/who-can.ts";
import { createCurrentExplanation, type CurrentExplanation } from "./current-explanation.ts";
import { CHECK_PAGES, serveDocumentation } from "./documentation.ts";
import { createExplanationDocuments } from "./explanation-documents.ts";
import { createExplanationPanel, type ExplanationPanel } from "./explanation-panel.ts";
import { type ExplanationRoom } from "./explanation-room.ts";
import { createFetchedFiles } from "./fetched-files.ts";
import { createFixes } from "./fixes.ts";
import { stepIsDone } from "./first-steps.ts";
import { followFiles } from "./follow-files.ts";
import { offerLanguage } from "./offer-language.ts";
import { actOnPanelMessage } from "./panel-actions.ts";
import { createNamedFiles, type NamedFiles } from "./named-files.ts";
import { POLICY_FILES, READ_DOCUMENTS } from "./policy-languages.ts";
import { registerPastePolicy } from "./paste-policy.ts";
import { COLOURS_OF_POLICIES } from "./policy-colours.ts";
import { createRecentMessages } from "./recent-messages.ts";
import { showStatus } from "./status-item.ts";
import { registerTerminalLinks } from "./terminal-links.ts";
import { watchFolders } from "./watch-folders.ts";
import { serveFiles } from "./workspace-files.ts";

export type NewClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

export interface RunningClient {
  stop(): Promise<void>;
}

/** Where the server's links and definitions may lead, and what an accepted completion and a hover can do. */
const WHAT_WE_SHOW = {
  pages: CHECK_PAGES,
  managedPolicies: MANAGED_POLICY_PAGES,
  suggestCommand: "editor.action.triggerSuggest",
  listActionsCommand: LIST_ACTIONS_COMMAND,
};

export async function startClient(
  context: ExtensionContext,
  newClient: NewClient,
  loadAws?: LoadAws,
): Promise<RunningClient> {
  const output = window.createOutputChannel("IAM Verdict", { log: true });
  const client = newClient("iamVerdict", "IAM Verdict", {
    documentSelector: READ_DOCUMENTS,
    outputChannel: output,
    initializationOptions: WHAT_WE_SHOW,
    // Every other command in a hover stays text.
    markdown: { isTrusted: { enabledCommands: [LIST_ACTIONS_COMMAND] } },
    middleware: COLOURS_OF_POLICIES,
  });
  const room = createRoom(context, client, loadAws !== undefined);
  const follower = followFiles(room);
  const named = createNamedFiles();
  context.subscriptions.push(
    output,
    serveFiles(client, context.extensionUri, room.fetched, named),
    room.fetched.registrations,
    room.explanation,
    room.documents.registrations,
    room.fixes.registrations,
    room.panel.registrations,
    registerExplainDenial(room),
    registerExplainTerminal(),
    registerShowRecent(room),
    registerFacts(room),
    registerFixes(room),
    registerExplanationForms(room),
    registerFirstLook(room),
    registerFirstSteps(context, client),
    registerOtherForms(client),
    registerFitPolicy(client),
    registerNeededPermissions(client),
    registerWhoCan(room),
    registerShowCommands(() => {
      output.show();
    }),
    registerLensCommands(room),
    registerAwsCommands({ room, context }, loadAws),
    registerTerminalLinks(EXPLAIN_DENIAL_COMMAND),
    room.explanation.onDidChange(() => {
      stepIsDone("hasExplanation");
    }),
    follower,
    watchFiles(client, named, () => {
      follower.fileChanged();
    }),
  );
  if (loadAws === undefined) void commands.executeCommand("setContext", "iamVerdict.withoutAws", true);
  await client.start();
  context.subscriptions.push(showStatus(client, SHOW_COMMANDS_COMMAND));
  checkOnOpen();
  void continueWalkthrough(context);
  void offerFirstLook(client, context.workspaceState, (error) => {
    output.warn(`the workspace could not be looked at: ${String(error)}`);
  }).then((offer) => context.subscriptions.push(offer));
  return { stop: () => client.stop() };
}

function registerOtherForms(client: BaseLanguageClient): Disposable {
  return Disposable.from(registerCopyPolicy(client), registerPastePolicy(client));
}

/** What somebody meets who is new here, or has a new file. */
function registerFirstSteps(context: ExtensionContext, client: BaseLanguageClient): Disposable {
  return Disposable.from(
    registerNewPolicy(client),
    registerManagedPolicies(client),
    registerCheckWorkspace(client),
    registerOpenSample(context),
    serveDocumentation(context.extensionUri),
    registerShowDocumentation(),
    offerLanguage(context.globalState),
  );
}

function createRoom(
  { extensionUri, workspaceState }: ExtensionContext,
  client: BaseLanguageClient,
  canAskAws: boolean,
): ExplanationRoom {
  const explanation: CurrentExplanation = createCurrentExplanation(
    askServerThrough(client),
    new EventEmitter(),
    (what) => {
      panel.markOld(what);
    },
  );
  const panel: ExplanationPanel = createExplanationPanel({
    extensionUri,
    explanation,
    onMessage: (message) => void actOnPanelMessage(message, room),
    canAskAws,
    newestMessage: () => room.recent.all[0]?.message,
  });
  const room: ExplanationRoom = {
    client,
    explanation,
    panel,
    documents: createExplanationDocuments(),
    fixes: createFixes(explanation),
    recent: createRecentMessages(workspaceState),
    fetched: createFetchedFiles(),
  };
  return room;
}

/** The server is told first, so that what is asked next is answered from the new files. */
function watchFiles(client: BaseLanguageClient, named: NamedFiles, changed: () => void): Disposable {
  const watcher = workspace.createFileSystemWatcher(POLICY_FILES);
  const tell = (uri: Uri): void => {
    const params: FilesChangedParams = { uris: [uri.toString()] };
    if (!client.isRunning()) return;
    void client.sendNotification(FILES_CHANGED, params);
    changed();
  };
  watcher.onDidChange(tell);
  watcher.onDidCreate(tell);
  watcher.onDidDelete(tell);
  return Disposable.from(watcher, watchFolders(tell), named.onChange(tell));
}
