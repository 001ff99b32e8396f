/** What the editor asks about one document, answered from its parsed policies. */
import {
  type CodeAction,
  type CompletionItem,
  type CompletionList,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  type Position,
  type Range,
} from "vscode-languageserver";
import { type TextDocument } from "vscode-languageserver-textdocument";
import { witnessAt } from "../service/statement-witness.ts";
import { type Catalog } from "../catalog/catalog.ts";
import { readAhead } from "../checks/proofs.ts";
import { type DiagnosticOptions, findDiagnostics, type PlacedFinding } from "../service/diagnostics.ts";
import { createAcceptance, severitiesOf } from "../service/accepted-findings.ts";
import { completePolicy, documentCompletion } from "../service/completion.ts";
import { policyAt, type PolicyDocument, readDocument } from "../service/document.ts";
import { isOwnLanguage } from "../hosts/index.ts";
import { readWorkspaceConfig } from "../workspace/read-config.ts";
import { WORKSPACE_FILE } from "../workspace/config.ts";
import { hoverPolicy } from "../service/hover.ts";
import { type CatalogSource } from "./assets.ts";
import { createDocumentCache } from "./document-cache.ts";
import { type PolicyConfigSource } from "./policy-config.ts";
import { createBreather, type Log, yieldToEvents } from "./run-safe.ts";
import { type SettingsSource } from "./settings.ts";
import { type SurroundingsSource } from "./surroundings.ts";
import { DIAGNOSTIC_SOURCE, fromLspPosition, toLspCodeActions, toLspDiagnostics, toLspRange } from "./to-lsp.ts";
import { completionKindOf, toLspCompletion } from "./to-lsp-completion.ts";

export interface Features {
  readonly diagnostics: (document: TextDocument, checks: DiagnosticOptions["checks"]) => Promise<readonly Diagnostic[]>;
  hover(document: TextDocument, position: Position): Promise<Hover | null>;
  completion(document: TextDocument, position: Position): Promise<CompletionList | null>;
  resolveCompletion(item: CompletionItem): Promise<CompletionItem>;
  codeActions(document: TextDocument, range: Range): Promise<CodeAction[]>;
  forget(uri: string): void;
  forgetAll(): void;
}

export interface FeatureSources {
  readonly catalogs: CatalogSource;
  readonly settings: SettingsSource;
  readonly config: PolicyConfigSource;
  readonly surroundings: SurroundingsSource;
  readonly log: Log;
  /** What the client said of itself when it started. */
  readonly client: {
    readonly folders: readonly string[];
    readonly pages: string | undefined;
    readonly snippets: boolean;
  };
}

/** As many as people look at side by side, with room to go back. */
const CACHED_DOCUMENTS = 10;

export function createFeatures({ catalogs, settings, config, surroundings, log, client }: FeatureSources): Features {
  const cache = createDocumentCache<PolicyDocument>(CACHED_DOCUMENTS);

  const read = async (document: TextDocument): Promise<PolicyDocument> => {
    const path = pathOf(document.uri, client.folders);
    const { statedKind } = await config.current();
    return cache.get(document.uri, document.version, () => {
      const source = { path, languageId: document.languageId, text: document.getText() };
      return readDocument(source, statedKind(path));
    });
  };

  const findings = async (
    document: TextDocument,
    checks: DiagnosticOptions["checks"],
  ): Promise<readonly PlacedFinding[]> => {
    const parsed = await read(document);
    if (parsed.policies.length === 0 && parsed.problems.length === 0) return [];
    const [catalog, { severities }, { config: workspace, statedResource }] = await Promise.all([
      catalogs.catalog(),
      settings.settingsFor(document.uri),
      config.current(),
    ]);
    const accepted = createAcceptance(workspace, today());
    const options = {
      catalog,
      severities: severitiesOf(workspace, severities),
      checks,
      resource: statedResource(parsed.source.path),
      // The syntax of a language that others read too is reported by them.
      reportSyntax: isOwnLanguage(document.languageId),
      surroundings: surroundings.current(),
      onCheckFailure: (code: string, error: unknown) => log.error(`check ${code} failed: ${String(error)}`),
    };
    if (checks === "all") void readAheadOnce(catalog);
    const found: PlacedFinding[] = [];
    const breather = createBreather();
    for (const part of findDiagnostics(parsed, options)) {
      found.push(...part.filter((finding) => !accepted(parsed.source.path, finding)));
      await breather.breathe();
    }
    return found;
  };

  let readingAhead: Promise<void> | undefined;
  const readAheadOnce = (catalog: Catalog): Promise<void> =>
    (readingAhead ??= (async () => {
      const services = readAhead(catalog);
      while (services.next().done !== true) await yieldToEvents();
    })());

  return {
    async diagnostics(document, checks) {
      const path = pathOf(document.uri, client.folders);
      if (isWorkspaceFile(path)) return configDiagnostics(document, path);
      const found = await findings(document, checks);
      return found.flatMap((finding) => toLspDiagnostics(document, finding, client.pages));
    },
    async hover(document, position) {
      const offset = fromLspPosition(document, position);
      const found = policyAt(await read(document), offset);
      if (found === undefined) return null;
      const catalog = await catalogs.describedCatalog();
      const hover = hoverPolicy({ policy: found.policy, kind: found.kind.kind }, offset, catalog);
      if (hover === undefined) return null;
      const value = [hover.markdown, witnessAt(found, offset, catalog) ?? []].flat().join("\n\n");
      return { contents: { kind: "markdown", value }, range: toLspRange(document, hover.span) };
    },
    async completion(document, position) {
      const offset = fromLspPosition(document, position);
      const found = policyAt(await read(document), offset);
      if (found === undefined) return null;
      const result = completePolicy(found, offset, await catalogs.catalog());
      return toLspCompletion(document, result, client.snippets);
    },
    async resolveCompletion(item) {
      const kind = completionKindOf(item);
      const words =
        kind === undefined ? undefined : documentCompletion(kind, item.label, await catalogs.describedCatalog());
      return words === undefined ? item : { ...item, documentation: { kind: "markdown", value: words } };
    },
    async codeActions(document, range) {
      const start = fromLspPosition(document, range.start);
      const end = fromLspPosition(document, range.end);
      const touched = (await findings(document, "all")).filter(({ span }) => span.start <= end && start <= span.end);
      return touched.flatMap((finding) => toLspCodeActions(document, finding, client.pages));
    },
    forget: (uri) => {
      cache.forget(uri);
    },
    forgetAll: () => {
      cache.clear();
    },
  };
}

function isWorkspaceFile(path: string): boolean {
  return path === WORKSPACE_FILE || path.endsWith(`/${WORKSPACE_FILE}`);
}

/** What is wrong with a workspace file; VS Code's JSON support reports its syntax. */
function configDiagnostics(document: TextDocument, path: string): readonly Diagnostic[] {
  return readWorkspaceConfig(path, document.getText()).problems.map(({ span, message }) => ({
    range: toLspRange(document, span),
    severity: DiagnosticSeverity.Warning,
    source: DIAGNOSTIC_SOURCE,
    message,
  }));
}

/** Relative to the workspace folder the file is in, as globs of the workspace file mean it; else the path as it is. */
function pathOf(uri: string, folders: readonly string[]): string {
  const folder = folders.find((one) => uri.startsWith(one.endsWith("/") ? one : `${one}/`));
  const path = folder === undefined ? uri.replace(/^[a-z][a-z0-9+.-]*:(\/\/[^/]*)?\/?/i, "") : uri.slice(folder.length);
  return decodePath(path).replace(/^\/+/, "");
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Acceptances end with a day; the server's own day is near enough. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
