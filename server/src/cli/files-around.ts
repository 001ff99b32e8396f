/** What is below the folder of a file that is checked: all of it, or only what the file refers to. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { LARGEST_FILE, type SourcesAround } from "../hosts/host.ts";
import { isPolicyFile, mayHoldPolicies } from "../hosts/index.ts";
import { type PolicyService, resultOf, type Workspace } from "../service/index.ts";
import { isLargerThan, largestEncoded } from "../text/size.ts";
import { sourcesAround } from "../workspace/consulted.ts";
import { EMPTY_CONFIG, type WorkspaceConfig } from "../workspace/config.ts";
import { noticeReadOnce, type Notices, noticeUnread } from "./notices.ts";
import { decodeText } from "./text-encoding.ts";
import { readPaths, type WalkedFile, walkFiles, walkPaths } from "./walk-files.ts";

export interface Around {
  readonly workspace: Workspace;
  /** Of all files that were looked at, relative to the folder. */
  readonly paths: readonly string[];
  /** Those whose names do not say that they hold policies; others of the folder do. */
  readonly more: readonly WalkedFile[];
}

/** The policies below the folder that the workspace file speaks for. */
export async function readAround(
  folder: string,
  config: WorkspaceConfig,
  service: PolicyService,
  { skipped, notice, progress }: Notices,
): Promise<Around> {
  const files: WalkedFile[] = [];
  const paths: string[] = [];
  for await (const file of walkFiles(folder, isPolicyFile, skipped)) {
    progress(`${paths.push(file.path)} files read …`);
    if (mayHoldPolicies(file)) files.push(file);
  }
  const listed = readInSight(service.readWorkspace(files, config, []), progress);
  const more = await filesToRead(listed, folder);
  const workspace = more.length === 0 ? listed : resultOf(service.readWorkspace([...files, ...more], config, []));
  const untold = workspace.unread.filter(({ brokenAt }) => brokenAt === undefined);
  noticeUnread(untold, folder, skipped);
  noticeReadOnce(workspace, notice);
  return { workspace, paths: [...paths, ...more.map(({ path }) => path)], more };
}

/** Of a large workspace it may take minutes. */
function readInSight(steps: Generator<undefined, Workspace>, progress: Notices["progress"]): Workspace {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    progress("looking for what the files say of each other …");
  }
}

/** The files below the folder that others of it read by their names, and that no walk takes for policies. */
export async function filesToRead(workspace: Workspace, folder: string): Promise<readonly WalkedFile[]> {
  const files: WalkedFile[] = [];
  for await (const file of readPaths(folder, workspace.toRead())) files.push(file);
  return files;
}

/** Deeper below the files of their module nobody keeps the texts that it reads. */
const MOST_LEVELS = 5;

/**
 * The outermost folder at or above a named file, within its repository, that has files of Terraform: what they say of the
 * file counts, and what it reads stands there. `folder` is the file's own.
 */
export function moduleAround(folder: string): string | undefined {
  let outermost: string | undefined;
  let at = folder;
  for (let level = 0; level <= MOST_LEVELS; level++, at = dirname(at)) {
    if (hasConfiguration(at)) outermost = at;
    if (existsSync(join(at, ".git"))) break;
  }
  return outermost;
}

function hasConfiguration(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => /\.(?:tf|tofu)(?:\.json)?$/.test(name));
  } catch {
    return false;
  }
}

/** Somebody names a file below a home folder or a disk: all their names are not worth the wait. */
const MOST_NAMES = 20_000;

/**
 * For one file of which no workspace file says anything: other files are listed by their names, and the text of one is
 * read when the file refers to it.
 */
export async function listAround(
  folder: string,
  service: PolicyService,
  { notice }: Pick<Notices, "notice">,
  most = MOST_NAMES,
): Promise<Around> {
  const files: WalkedFile[] = [];
  for await (const path of walkPaths(folder, isPolicyFile, () => undefined)) {
    files.push(fileNamed(folder, path));
    if (files.length <= most) continue;
    notice(
      `what the file takes from other files counts as unknown, because there are more than ${most} below '${folder}'. Give the folder of its project to have them read.`,
    );
    files.length = 0;
    break;
  }
  const workspace = resultOf(service.readWorkspace([], EMPTY_CONFIG, []));
  const around: SourcesAround = sourcesAround(files);
  return { workspace: { ...workspace, around }, paths: [], more: [] };
}

/** Its text is read each time: one file refers to few others, and what is made of them is kept. */
function fileNamed(folder: string, path: string): WalkedFile {
  return {
    path,
    get text() {
      return textOrNothing(join(folder, path));
    },
  };
}

function textOrNothing(path: string): string {
  try {
    if (statSync(path).size > largestEncoded(LARGEST_FILE)) return "";
    const text = decodeText(readFileSync(path));
    return isLargerThan(text, LARGEST_FILE) ? "" : text;
  } catch {
    return "";
  }
}
