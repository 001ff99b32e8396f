/** The policies that a question is asked of: those below a folder, with its workspace file. */
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { isPolicyFile } from "../hosts/index.ts";
import { resultOf, type UnreadFile, type Workspace } from "../service/index.ts";
import { EMPTY_CONFIG, WORKSPACE_FILE } from "../workspace/config.ts";
import { FOLDERS_READ_ALL_THE_SAME } from "../workspace/ignored-paths.ts";
import { type WorkspaceFile } from "../workspace/read-file-policies.ts";
import { type CommandIo } from "./command-io.ts";
import { filesToRead } from "./files-around.ts";
import { createNotices, noticeUnread } from "./notices.ts";
import { findTarget, type Target } from "./target.ts";
import { type Skipped, walkFiles } from "./walk-files.ts";
import { findConfig, type FoundConfig, pathWithin } from "./workspace-config.ts";

/** The policies of a folder or of one file for `command`, which says on standard error what was left out. */
export async function readWorkspace(command: string, given: string, io: CommandIo): Promise<Workspace> {
  const target = await findTarget(given, io);
  const { notice, skipped } = createNotices(command, io);
  const found = await configIn(target, given, io.cwd);
  found?.mistakes.forEach(notice);
  const files: WorkspaceFile[] = [];
  const leftOut: UnreadFile[] = [];
  const leaveOut: Skipped = (path, reason, why) => {
    skipped(path, reason, why);
    if (why !== undefined) leftOut.push({ path: pathWithin(target.folder, path), why });
  };
  for await (const file of filesOf(target, leaveOut)) files.push(file);
  found?.notes(files.map(({ path }) => path)).forEach(notice);
  const config = found?.config ?? EMPTY_CONFIG;
  const listed = resultOf(io.service().readWorkspace(files, config, leftOut));
  const more = await filesToRead(listed, target.folder);
  const workspace =
    more.length === 0 ? listed : resultOf(io.service().readWorkspace([...files, ...more], config, leftOut));
  noticeUnread(workspace.unread, target.folder, skipped);
  return workspace;
}

/** Behind an answer that says something without policies, too. */
export function noticeNothingFound(command: string, { policies }: Workspace, given: string, io: CommandIo): void {
  if (policies.policies.length > 0) return;
  const { notice } = createNotices(command, io);
  notice(`no policy was found below '${given}'. Save some there. 'iam-verdict aws fetch' gets them from AWS.`);
}

/** Only the folder's own: one further up speaks for files that are not read. */
async function configIn({ kind, folder }: Target, given: string, cwd: string): Promise<FoundConfig | undefined> {
  if (kind === "file" || !existsSync(join(folder, WORKSPACE_FILE))) return undefined;
  return findConfig(folder, join(given, WORKSPACE_FILE), cwd);
}

async function* filesOf(target: Target, skipped: Skipped): AsyncIterable<WorkspaceFile> {
  if (target.kind === "folder") {
    yield* walkFiles(target.folder, isPolicyFile, skipped, FOLDERS_READ_ALL_THE_SAME);
    return;
  }
  const read = await target.read();
  if (read.text === undefined) skipped(target.path, read.problem, read.why);
  else yield { path: basename(target.path), languageId: "json", text: read.text };
}
