/** The language server: what its features share, and which features there are. */
import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  type WorkspaceFolder,
  type WorkspaceFoldersChangeEvent,
} from "vscode-languageserver";
import { isWorkspaceFile } from "../workspace/config.ts";
import { createClientQuestions } from "./client-questions.ts";
import { createConfigDiagnostics } from "./config-diagnostics.ts";
import { createConfigurations } from "./configurations.ts";
import { checkWorkspace } from "./features/check-workspace.ts";
import { codeActions } from "./features/code-actions.ts";
import { completion } from "./features/completion.ts";
import { definitions } from "./features/definitions.ts";
import { documentLinks } from "./features/document-links.ts";
import { documentStatus } from "./features/document-status.ts";
import { convertPolicy } from "./features/convert-policy.ts";
import { explainDenial } from "./features/explain-denial.ts";
import { firstLook } from "./features/first-look.ts";
import { fitPolicy } from "./features/fit-policy.ts";
import { folding } from "./features/folding.ts";
import { hover } from "./features/hover.ts";
import { lenses } from "./features/lenses.ts";
import { neededPermissions } from "./features/needed-permissions.ts";
import { managedPolicies } from "./features/managed-policies.ts";
import { newPolicy } from "./features/new-policy.ts";
import { pastePolicy } from "./features/paste-policy.ts";
import { selections } from "./features/selections.ts";
import { semanticTokens } from "./features/semantic-tokens.ts";
import { symbols } from "./features/symbols.ts";
import { whoCan } from "./features/who-can.ts";
import { workspaceSymbols } from "./features/workspace-symbols.ts";
import { type ClientFacts, type LspFeature, type LspServer } from "./lsp-server.ts";
import { mayRestOnOthers } from "../hosts/index.ts";
import { createOpenDocuments, type DocumentVersion, type OpenDocuments } from "./open-documents.ts";
import { basesOf, pathOf, uriOfPath } from "./paths.ts";
import { createPolicyConfigSource } from "./policy-config.ts";
import { FILES_CHANGED, type FilesChangedParams } from "./protocol.ts";
import { createProgressSource } from "./progress.ts";
import { createFindingsPublisher } from "./publish-findings.ts";
import { createReadings } from "./readings.ts";
import { logFailure, quietAtTheEnd, yieldToEvents } from "./run-safe.ts";
import {
  assetsOfClient,
  assetsOfServer,
  createServiceSource,
  type OpenCatalog,
  type LoadAsset,
  type ServiceSource,
} from "./service-source.ts";
import { createSettingsProblems } from "./settings-problems.ts";
import { createSettingsSource } from "./settings.ts";
import { createShownAnew } from "./shown-anew.ts";
import { createShownFindings } from "./shown-findings.ts";
import { createSurroundingsSource } from "./surroundings.ts";
import { REAL_TIMING, type Timing } from "./timing.ts";
import { createTypedPlaces } from "./typed-places.ts";
import { warmUpSteps } from "./warm-up.ts";
import { createWork, type Work } from "./work.ts";
import { createWorkspaceCheck } from "./workspace-check.ts";
import { createWorkspaceFiles, type KnownFile } from "./workspace-files.ts";
import { createWorkspacePolicySource } from "./workspace-policies.ts";

const FEATURES: readonly LspFeature[] = [
  hover,
  completion,
  codeActions,
  convertPolicy,
  pastePolicy,
  fitPolicy,
  neededPermissions,
  symbols,
  selections,
  folding,
  definitions,
  documentLinks,
  workspaceSymbols,
  explainDenial,
  firstLook,
  newPolicy,
  managedPolicies,
  checkWorkspace,
  whoCan,
  documentStatus,
  lenses,
  semanticTokens,
];

export interface ServerOptions {
  /** Undefined where the server has no files: it then asks the client for them. */
  readonly loadAsset: LoadAsset | undefined;
  readonly timing?: Timing;
  readonly openCatalog?: OpenCatalog | undefined;
}

// eslint-disable-next-line max-lines-per-function -- everything is put together here, in the order in which one part needs the other
export function startServer(
  connection: Connection,
  { loadAsset, timing = REAL_TIMING, openCatalog }: ServerOptions,
): void {
  const log = quietAtTheEnd(connection.console);
  const client: { -readonly [Fact in keyof ClientFacts]: ClientFacts[Fact] } = {
    folders: [],
    folderChanges: false,
    pages: undefined,
    managedPolicies: undefined,
    configuration: false,
    registration: false,
    snippets: false,
    listDefaults: false,
    suggestCommand: undefined,
    listActionsCommand: undefined,
    versionedEdits: false,
    progress: false,
    lateEdits: false,
    newFiles: false,
    refreshes: { lenses: false, hints: false, tokens: false },
  };
  const work = createWork();
  const documents = createOpenDocuments(connection);
  const questions = createClientQuestions(log, timing, () => {
    settings.watch();
    configChanged();
  });
  const assets = loadAsset === undefined ? assetsOfClient(connection, questions) : assetsOfServer(loadAsset, log);
  const services = createServiceSource(assets, log, openCatalog);
  const settingsProblems = createSettingsProblems(connection, log);
  const settings = createSettingsSource(connection, questions, client, settingsProblems);
  const files = createWorkspaceFiles(connection, questions, {
    openText: (uri) => documents.newest(uri)?.text.getText(),
    pathOf: (uri) => pathOf(uri, client.folders),
    uriOf: (path) => uriOfPath(path, client.folders),
  });
  const config = createPolicyConfigSource(files, settings, {
    open: () => openConfigFiles(documents, client.folders),
    bases: () => basesOf(client.folders),
  });
  const configDiagnostics = createConfigDiagnostics({ connection, config, files, documents, log });
  const policies = createWorkspacePolicySource(files, config, services, work);
  const shownAnew = createShownAnew(connection, client, log);
  const textAtPath = ({ uri, text }: DocumentVersion) => ({ path: pathOf(uri, client.folders), text: text.getText() });
  const checkAll = (): void => {
    for (const version of documents.all()) findings.add(version);
    shownAnew.tokens();
  };
  const surroundings = createSurroundingsSource({
    ...{ policies, config, timing, log },
    referring: () => documents.all().filter(refersToOthers).map(textAtPath),
    onChange: checkAll,
  });
  const configurations = createConfigurations(services, config, settings);
  const readings = createReadings(services, configurations, surroundings, work, () => client.folders, log);
  const shown = createShownFindings(connection);
  const workspaceCheck = createWorkspaceCheck({
    ...{ documents, services, policies, configurations, shown, work, client, timing, log },
    onAccepted: (findings) => {
      configDiagnostics.accepted(findings);
    },
  });
  const startProgress = createProgressSource(connection, () => client.progress, timing, log);
  const server: LspServer = {
    connection,
    documents,
    services,
    readings,
    policies,
    config,
    settings,
    work,
    shown,
    shownAnew,
    workspaceCheck,
    startProgress,
    typed: createTypedPlaces(timing),
    timing,
    client,
    log,
  };
  const findings = createFindingsPublisher(server);

  const warmUp = (): void => {
    warmUpWhenIdle(services, work, openCatalog === undefined).catch((error: unknown) => {
      logFailure(log, "the reference data cannot be read", error);
    });
  };
  connection.onInitialize((params): InitializeResult => {
    Object.assign(client, factsOf(params));
    // Behind the answer, while the client makes something of it; a client is asked for nothing yet.
    if (loadAsset !== undefined) void yieldToEvents().then(warmUp);
    return {
      capabilities: Object.assign(
        {
          textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
          workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        },
        ...FEATURES.map((feature) => feature.capabilities),
      ) as InitializeResult["capabilities"],
      serverInfo: { name: "iam-verdict" },
    };
  });
  connection.onInitialized(() => {
    surroundings.refresh();
    configDiagnostics.refresh();
    if (loadAsset === undefined) warmUp();
    settings.watch();
    if (client.folderChanges) connection.workspace.onDidChangeWorkspaceFolders(foldersChanged);
  });
  connection.onShutdown(() => {
    questions.dispose();
    services.dispose();
  });

  const configChanged = (): void => {
    config.forget();
    configurations.forget();
    surroundings.refresh();
    configDiagnostics.refresh();
    checkAll();
    workspaceCheck.refresh();
  };
  const foldersChanged = ({ added, removed }: WorkspaceFoldersChangeEvent): void => {
    const isGone = ({ uri }: WorkspaceFolder): boolean => removed.some((one) => one.uri === uri);
    client.folders = [...client.folders.filter((folder) => !isGone(folder)), ...added];
    files.forget([]);
    configChanged();
  };
  connection.onDidChangeConfiguration(() => {
    settings.forget();
    configChanged();
    shownAnew.lenses();
  });
  connection.onNotification(FILES_CHANGED, ({ uris }: FilesChangedParams) => {
    files.forget(uris);
    if (uris.some(isWorkspaceFile)) configChanged();
    else {
      surroundings.refresh();
      configDiagnostics.refresh();
      workspaceCheck.refresh();
    }
  });
  documents.onChange((version) => {
    findings.add(version);
    if (refersToOthers(version)) {
      surroundings.want();
      const { path, text } = textAtPath(version);
      surroundings.see(path, text);
    }
    if (isWorkspaceFile(version.uri)) configChanged();
  });
  documents.onClose((uri) => {
    readings.forget(uri);
    findings.forget(uri);
    surroundings.see(pathOf(uri, client.folders), undefined);
    if (isWorkspaceFile(uri)) configChanged();
  });

  for (const feature of FEATURES) feature.register(server);
  documents.listen();
  connection.listen();
}

/** A file that others refer to is one as well: they say what it is. */
function refersToOthers({ uri, languageId, text }: DocumentVersion): boolean {
  return mayRestOnOthers({ path: uri, languageId, text: text.getText() });
}

/** In the background, so that neither the first file nor the first proof waits for it. */
async function warmUpWhenIdle(services: ServiceSource, work: Work, isAlone: boolean): Promise<void> {
  const service = await services.service();
  // Of several servers in one process the first that is asked something has called what there is to call.
  const steps = isAlone ? warmUpSteps(service) : service.readAhead();
  await work.runWhenIdle(() => (steps.next().done === true ? "last" : "more"));
}

function openConfigFiles(documents: OpenDocuments, folders: readonly WorkspaceFolder[]): readonly KnownFile[] {
  return documents
    .all()
    .filter(({ uri }) => isWorkspaceFile(uri))
    .map(({ uri, text }) => ({ uri, path: pathOf(uri, folders), text: text.getText() }));
}

function factsOf({ capabilities, workspaceFolders, initializationOptions }: InitializeParams): ClientFacts {
  const { workspace, textDocument, window } = capabilities;
  return {
    folders: workspaceFolders ?? [],
    folderChanges: workspace?.workspaceFolders === true,
    pages: textOption(initializationOptions, "pages"),
    managedPolicies: textOption(initializationOptions, "managedPolicies"),
    suggestCommand: textOption(initializationOptions, "suggestCommand"),
    listActionsCommand: textOption(initializationOptions, "listActionsCommand"),
    configuration: workspace?.configuration === true,
    registration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    listDefaults: LIST_DEFAULTS.every((name) => textDocument?.completion?.completionList?.itemDefaults?.includes(name)),
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    progress: window?.workDoneProgress === true,
    lateEdits:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes("edit") === true,
    newFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") === true,
    refreshes: {
      lenses: workspace?.codeLens?.refreshSupport === true,
      hints: workspace?.inlayHint?.refreshSupport === true,
      tokens: workspace?.semanticTokens?.refreshSupport === true,
    },
  };
}

/** What our lists say once for all their items. */
const LIST_DEFAULTS = ["editRange", "insertTextFormat", "insertTextMode", "data"];

function textOption(options: unknown, name: string): string | undefined {
  if (typeof options !== "object" || options === null) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(options, name)?.value;
  return typeof value === "string" ? value : undefined;
}
