/** The mistakes in the workspace files, published for each whether it is open or not. */
import { type Connection, type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import { isOwnLanguage, POLICY_FILES } from "../hosts/index.ts";
import { type AcceptedFinding, findUnmatchedFiles, findUnusedSuppressions } from "../service/index.ts";
import { type ConfigProblem } from "../workspace/config.ts";
import { localDay } from "./configurations.ts";
import { type DocumentVersion, type OpenDocuments } from "./open-documents.ts";
import { type ConfigFile, type PolicyConfigSource } from "./policy-config.ts";
import { logFailure, type Log } from "./run-safe.ts";
import { DIAGNOSTIC_SOURCE, toLspRange } from "./to-lsp.ts";
import { type WorkspaceFiles } from "./workspace-files.ts";
import { unchangingText } from "./unchanging-text.ts";

export interface ConfigDiagnostics {
  /** The workspace files, or the files that they speak of, changed. */
  refresh(): void;
  /** All findings that are accepted in the workspace; undefined while that is not known. */
  accepted(findings: readonly AcceptedFinding[] | undefined): void;
}

/** The code of what is said of an entry of `suppress` that has no effect. */
export const UNUSED_SUPPRESSION = "unused-suppression";

export interface ConfigDiagnosticsSources {
  readonly connection: Connection;
  readonly config: PolicyConfigSource;
  readonly files: WorkspaceFiles;
  readonly documents: OpenDocuments;
  readonly log: Log;
}

export function createConfigDiagnostics({
  connection,
  config,
  files,
  documents,
  log,
}: ConfigDiagnosticsSources): ConfigDiagnostics {
  let published = new Set<string>();
  let accepted: readonly AcceptedFinding[] | undefined;
  let newest = 0;

  const publish = async (run: number): Promise<void> => {
    const { files: configFiles } = await config.current("a-moment");
    const speaks = configFiles.some(({ reading }) => reading.mentions.some((mention) => mention.of === "files"));
    const paths = speaks ? await files.list(POLICY_FILES) : undefined;
    if (run !== newest) return;
    const found = configFiles.map((file) => {
      const unmatched = paths === undefined ? [] : findUnmatchedFiles(file.reading, paths);
      const own = toDiagnostics(file, unmatched, documents.newest(file.uri));
      return { uri: file.uri, diagnostics: [...own, ...unusedIn(file, accepted, unmatched)] };
    });
    const now = found.filter(({ uri, diagnostics }) => diagnostics.length > 0 || published.has(uri));
    const gone = [...published].filter((uri) => found.every((one) => one.uri !== uri));
    published = new Set(found.flatMap(({ uri, diagnostics }) => (diagnostics.length > 0 ? [uri] : [])));
    for (const one of [...now, ...gone.map((uri) => ({ uri, diagnostics: [] }))]) {
      await connection.sendDiagnostics({ uri: one.uri, diagnostics: [...one.diagnostics] });
    }
  };

  const refresh = (): void => {
    publish(++newest).catch((error: unknown) => {
      logFailure(log, "the workspace files cannot be checked", error);
    });
  };
  return {
    refresh,
    accepted(findings) {
      if (findings === undefined && accepted === undefined) return;
      accepted = findings;
      refresh();
    },
  };
}

function unusedIn(
  { uri, text, reading }: ConfigFile,
  accepted: readonly AcceptedFinding[] | undefined,
  unmatched: readonly ConfigProblem[],
): readonly Diagnostic[] {
  const document = unchangingText(uri, "json", 0, text);
  const noted = [...reading.problems.filter(({ sort }) => sort === "mistake"), ...unmatched];
  return findUnusedSuppressions(reading.config, accepted, localDay(), noted).map(({ span, message }) => ({
    range: toLspRange(document, span),
    severity: DiagnosticSeverity.Information,
    source: DIAGNOSTIC_SOURCE,
    code: UNUSED_SUPPRESSION,
    tags: [DiagnosticTag.Unnecessary],
    message,
  }));
}

/** Of an open document VS Code's own JSON support tells what is wrong with the JSON; of a closed one nobody else does. */
function toDiagnostics(
  { uri, text, reading }: ConfigFile,
  unmatched: readonly ConfigProblem[],
  open: DocumentVersion | undefined,
): readonly Diagnostic[] {
  const toldByOthers = open !== undefined && !isOwnLanguage(open.languageId);
  const document = unchangingText(uri, "json", 0, text);
  return [...reading.problems, ...unmatched]
    .filter(({ sort }) => sort !== "json" || !toldByOthers)
    .map(({ span, message, sort }) => ({
      range: toLspRange(document, span),
      severity: sort === "note" ? DiagnosticSeverity.Information : DiagnosticSeverity.Warning,
      source: DIAGNOSTIC_SOURCE,
      message,
    }));
}
