/** Every policy below some paths, checked: the work of `iam-verdict lint` without its arguments and formats. */
import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { isPolicyFile, POLICY_WORDS } from "../hosts/index.ts";
import { type PolicyKind } from "../policy/policy.ts";
import { findingAnswer, type PolicyService, type ReportRow, resultOf, type Workspace } from "../service/index.ts";
import { createLineIndex } from "../text/line-index.ts";
import { EMPTY_CONFIG, type WorkspaceConfig } from "../workspace/config.ts";
import { type CommandIo } from "./command-io.ts";
import { createNotices, type Notice } from "./notices.ts";
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
  /** False if something that the user named or stated could not be used: what was not done is told. */
  readonly complete: boolean;
}

/** Throws with a clear line if a path does not exist or the workspace file cannot be used. */
export async function lintFiles(request: LintRequest, io: CommandIo): Promise<LintResult> {
  const results: LintResult[] = [];
  const notice = createNotices("lint", io);
  for (const path of request.paths) results.push(await lintPath(path, request, io, notice));
  return {
    files: sum(results.map(({ files }) => files)),
    policies: sum(results.map(({ policies }) => policies)),
    findings: results.flatMap(({ findings }) => findings),
    complete: results.every(({ complete }) => complete),
  };
}

async function lintPath(
  given: string,
  { kind, configFile }: LintRequest,
  io: CommandIo,
  notice: Notice,
): Promise<LintResult> {
  const root = resolve(io.cwd, given);
  const single = await isFile(root, given);
  const top = single ? dirname(root) : root;
  const found = await findConfig(top, configFile, io.cwd);
  const { config, folder } = found;
  found.mistakes.forEach(notice);
  const service = io.service();
  const today = new Date().toISOString().slice(0, 10);
  const configuration = service.configure({ config, severities: new Map(), today, kind });

  const around = single && config === EMPTY_CONFIG ? undefined : await readAround(folder, config, service);
  if (around !== undefined) found.notes(around.paths).forEach(notice);
  const findings: ReportRow[] = [];
  let files = 0;
  let policies = 0;
  for await (const file of walkFiles(root, isPolicyFile, notice)) {
    files++;
    const shown = (single ? given : join(given, file.path)).split("\\").join("/");
    const path = pathWithin(folder, join(top, file.path));
    const document = service.read(sourceOf(file, path), configuration);
    policies += document.policies.length;
    if (single && document.policies.length === 0) notice(`${shown} holds no policy that can be read.`);
    const lines = createLineIndex(file.text);
    const run = service.diagnostics(document, { configuration, workspace: around?.workspace, reportSyntax: true });
    while (run.phase !== "done") run.step();
    findings.push(...run.found.map((finding) => findingAnswer(finding, shown, lines)));
  }
  return { files, policies, findings, complete: found.mistakes.length === 0 };
}

interface Around {
  readonly workspace: Workspace;
  /** Of all files that were looked at, relative to the folder. */
  readonly paths: readonly string[];
}

/** The policies below the folder that the workspace file speaks for. */
async function readAround(folder: string, config: WorkspaceConfig, service: PolicyService): Promise<Around> {
  const files: WalkedFile[] = [];
  const paths: string[] = [];
  for await (const file of walkFiles(folder, isPolicyFile)) {
    paths.push(file.path);
    if (POLICY_WORDS.some((word) => file.text.includes(word))) files.push(file);
  }
  return { workspace: resultOf(service.readWorkspace(files, config)), paths };
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

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
