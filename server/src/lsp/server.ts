/** The language server: registers a handler for each request, converts, asks the floors below, converts back. */
import {
  type CancellationToken,
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocuments,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type LoadAsset, createCatalogSource } from "./assets.ts";
import { createDiagnosticsQueue } from "./diagnostics-queue.ts";
import { createExplainer } from "./explain.ts";
import { createFeatures } from "./features.ts";
import { createPolicyConfigSource } from "./policy-config.ts";
import { COMPLETION_TRIGGERS } from "../hosts/index.ts";
import { factInWords } from "../telling/fact-sentences.ts";
import { phraseToPlainText } from "../wording/plain-text.ts";
import {
  CHECK_FACT,
  type CheckFactParams,
  type CheckFactResult,
  EXPLAIN_DENIAL,
  type ExplainDenialParams,
  FILES_CHANGED,
  type FilesChangedParams,
} from "./protocol.ts";
import { type Log, runSafe } from "./run-safe.ts";
import { createSettingsSource } from "./settings.ts";
import { createSurroundingsSource } from "./surroundings.ts";
import { createWorkspaceFiles } from "./workspace-files.ts";
import { createWorkspacePolicySource } from "./workspace-policies.ts";
import { WORKSPACE_FILE } from "../workspace/config.ts";

export interface ServerOptions {
  /** Undefined where the server has no files: it then asks the client for them. */
  readonly loadAsset: LoadAsset | undefined;
}

export function startServer(connection: Connection, { loadAsset }: ServerOptions): void {
  const log: Log = connection.console;
  const documents = new TextDocuments(TextDocument);
  const client = {
    configuration: false,
    registration: false,
    snippets: false,
    folders: [] as string[],
    pages: undefined as string | undefined,
  };

  const catalogs = createCatalogSource(connection, loadAsset);
  const settings = createSettingsSource(connection, () => client.configuration);
  const files = createWorkspaceFiles(connection, (uri) => documents.get(uri)?.getText(), log);
  const config = createPolicyConfigSource(files, settings);
  const policies = createWorkspacePolicySource(files, config);
  const surroundings = createSurroundingsSource(policies, config, log, () => queue.addAll());
  const features = createFeatures({ catalogs, settings, config, surroundings, log, client });
  const explain = createExplainer({ policies, catalog: catalogs.catalog });
  const queue = createDiagnosticsQueue(connection, documents, features.diagnostics, log);

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    client.configuration = params.capabilities.workspace?.configuration === true;
    client.registration = params.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
    client.folders = (params.workspaceFolders ?? []).map(({ uri }) => uri);
    client.snippets = params.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    client.pages = pagesOf(params.initializationOptions);
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        completionProvider: { triggerCharacters: [...COMPLETION_TRIGGERS], resolveProvider: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      },
      serverInfo: { name: "iam-verdict" },
    };
  });

  connection.onInitialized(() => {
    // Opened now, in the background, so that the first hover does not wait for it.
    surroundings.refresh();
    void catalogs.catalog().catch((error: unknown) => log.error(`the reference data cannot be read: ${String(error)}`));
    if (client.registration) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: "iamVerdict" });
    }
  });

  const startOver = (): void => {
    settings.forget();
    config.forget();
    features.forgetAll();
    surroundings.refresh();
    queue.addAll();
  };
  connection.onDidChangeConfiguration(startOver);
  connection.onNotification(FILES_CHANGED, ({ uris }: FilesChangedParams) => {
    files.forget(uris);
    if (uris.some((uri) => uri.endsWith(`/${WORKSPACE_FILE}`))) startOver();
    else surroundings.refresh();
  });

  documents.onDidChangeContent(({ document }) => {
    queue.add(document.uri);
    if (document.uri.endsWith(`/${WORKSPACE_FILE}`)) {
      config.forget();
      features.forgetAll();
      surroundings.refresh();
      queue.addAll();
    }
  });
  documents.onDidClose(({ document }) => {
    features.forget(document.uri);
    queue.forget(document.uri);
  });

  connection.onHover((params, token) =>
    runSafe("hover", null, token, log, () => {
      const document = documents.get(params.textDocument.uri);
      return document === undefined ? null : features.hover(document, params.position);
    }),
  );
  connection.onCompletion((params, token) =>
    runSafe("completion", null, token, log, () => {
      const document = documents.get(params.textDocument.uri);
      return document === undefined ? null : features.completion(document, params.position);
    }),
  );
  connection.onCompletionResolve((item, token) =>
    runSafe("completion details", item, token, log, () => features.resolveCompletion(item)),
  );
  connection.onCodeAction((params, token) =>
    runSafe("code actions", null, token, log, () => {
      const document = documents.get(params.textDocument.uri);
      return document === undefined ? null : features.codeActions(document, params.range);
    }),
  );
  connection.onRequest(EXPLAIN_DENIAL, (params: ExplainDenialParams, token: CancellationToken) =>
    explain(params, token),
  );
  connection.onRequest(CHECK_FACT, async ({ key, value }: CheckFactParams): Promise<CheckFactResult> => {
    const { problem, hint } = factInWords(key, value, await catalogs.catalog());
    return { problem: problem && phraseToPlainText(problem), hint: phraseToPlainText(hint) };
  });

  documents.listen(connection);
  connection.listen();
}

function pagesOf(options: unknown): string | undefined {
  if (typeof options !== "object" || options === null || !("pages" in options)) return undefined;
  return typeof options.pages === "string" ? options.pages : undefined;
}
