/** Every policy below some paths, checked: the work of `iam-verdict lint` without its arguments and formats. */
import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { hostOf, isPolicyFile } from "../hosts/index.ts";
import { type PolicyKind } from "../policy/policy.ts";
import { createAcceptance, severitiesOf } from "../service/accepted-findings.ts";
import { findDiagnostics, type PlacedFinding, SYNTAX_CODE } from "../service/diagnostics.ts";
import { readDocument } from "../service/document.ts";
import { createLineIndex, type LineIndex } from "../text/line-index.ts";
import { NOTHING_AROUND, type SurroundingsLookup, surroundingsLookup } from "../service/surroundings.ts";
import { EMPTY_CONFIG, type WorkspaceConfig } from "../workspace/config.ts";
import { type FilePolicies, readFilePolicies } from "../workspace/read-file-policies.ts";
import { assembleWorkspace, createEntryLookup } from "../workspace/workspace.ts";
import { type CommandIo } from "./command-io.ts";
import { placesOf, type ReportRow } from "./lint-report.ts";
import { type WalkedFile, walkFiles } from "./walk-files.ts";
import { findConfig, pathWithin } from "./workspace-config.ts";

export interface LintRequest {
  readonly paths: readonly string[];
  /** The kind that the user says every policy is of. */
  readonly kind: PolicyKind | undefined;
  readonly configFile: string | undefined;
}

export interface LintResult {
  readonly files: number;
  readonly policies: number;
  readonly findings: readonly ReportRow[];
}

/** Throws with a clear line if a path does not exist or the workspace file cannot be read. */
export async function lintFiles(request: LintRequest, io: CommandIo): Promise<LintResult> {
  const results: LintResult[] = [];
  for (const path of request.paths) results.push(await lintPath(path, request, io));
  return {
    files: sum(results.map(({ files }) => files)),
    policies: sum(results.map(({ policies }) => policies)),
    findings: results.flatMap(({ findings }) => findings),
  };
}

async function lintPath(given: string, { kind, configFile }: LintRequest, io: CommandIo): Promise<LintResult> {
  const notice = (line: string): void => io.stderr(`iam-verdict lint: ${line}\n`);
  const root = resolve(io.cwd, given);
  const single = await isFile(root, given);
  const top = single ? dirname(root) : root;
  const { config, folder } = await findConfig(top, configFile && resolve(io.cwd, configFile), notice);
  const entryFor = createEntryLookup(config.policies);
  const accepted = createAcceptance(config, new Date().toISOString().slice(0, 10));
  const severities = severitiesOf(config, new Map());

  const around = await readAround(single && config === EMPTY_CONFIG ? undefined : folder, config);
  const findings: ReportRow[] = [];
  let files = 0;
  let policies = 0;
  for await (const file of walkFiles(root, isPolicyFile, notice)) {
    files++;
    const shown = (single ? given : join(given, file.path)).split("\\").join("/");
    const path = pathWithin(folder, join(top, file.path));
    const stated = entryFor(path);
    const document = readDocument(sourceOf(file, path), kind ?? stated.kind);
    policies += document.policies.length;
    if (single && document.policies.length === 0) notice(`${shown} holds no policy that can be read.`);
    const lines = createLineIndex(file.text);
    const parts = findDiagnostics(document, {
      catalog: io.catalog(),
      severities,
      checks: "all",
      resource: stated.resource,
      reportSyntax: true,
      surroundings: around,
      onCheckFailure: (code, error) => notice(`check ${code} failed on ${shown}: ${String(error)}`),
    });
    for (const finding of [...parts].flat()) {
      if (!accepted(path, finding)) findings.push(toRow(finding, shown, lines));
    }
  }
  return { files, policies, findings };
}

/** The policies below the folder that the workspace file speaks for; of a single file without one, none. */
async function readAround(folder: string | undefined, config: WorkspaceConfig): Promise<SurroundingsLookup> {
  if (folder === undefined) return NOTHING_AROUND;
  const files: FilePolicies[] = [];
  for await (const file of walkFiles(folder, isPolicyFile)) {
    const read = readFilePolicies(file);
    if (read.policies.length > 0 || read.links.length > 0) files.push(read);
  }
  return surroundingsLookup(assembleWorkspace(files, config));
}

async function isFile(path: string, given: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    throw new Error(`'${given}' does not exist; give files or folders with policies.`);
  }
}

/** A file that the user names is read as JSON even if its name does not say so. */
function sourceOf({ text }: WalkedFile, path: string): { path: string; languageId: string | undefined; text: string } {
  return { path, languageId: isPolicyFile(path) ? undefined : "json", text };
}

function toRow(finding: PlacedFinding, shown: string, lines: LineIndex): ReportRow {
  const { policy, statement, span, code, severity, message } = finding;
  return {
    file: shown,
    host: hostOf({ path: basename(shown), languageId: undefined })?.id ?? "json",
    policy: { name: policy?.site.name ?? null, kind: policy?.kind.kind ?? "unknown" },
    statement: statement === undefined ? null : { index: statement.index, sid: statement.sid ?? null },
    code,
    severity,
    message,
    range: placesOf(span, lines),
    related: (finding.related ?? []).map((one) => ({ range: placesOf(one.span, lines), message: one.message })),
    fixes: (finding.fixes ?? []).map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ range: placesOf(edit.span, lines), newText: edit.newText })),
    })),
    docs: code === SYNTAX_CODE ? null : `docs/checks/${code}.md`,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
