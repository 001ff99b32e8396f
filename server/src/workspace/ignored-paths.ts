/**
 * Which files of a workspace are not its own: those that Git ignores, and what tools install. Sources: Git's
 * documentation, "gitignore", "Pattern format"; "Working directory contents" of Terraform's, on `.terraform`.
 */
import { type IgnoreRules, readIgnoreRules } from "./git-ignore.ts";

export const IGNORE_FILE = ".gitignore";

/** What `iam-verdict aws fetch` saves is not for version control, and is there to be read. */
export const FETCHED_FOLDER = ".iam-verdict";

/** Never read: what tools install or keep for themselves. */
export const FOLDERS_OF_TOOLS: ReadonlySet<string> = new Set(["node_modules", ".git", ".terraform"]);

/** Git ignores what the AWS CDK made, and nothing else here says what it deploys. */
export const FOLDERS_READ_ALL_THE_SAME: ReadonlySet<string> = new Set([FETCHED_FOLDER, "cdk.out"]);

/** Who deploys from here has these, although no other copy of the repository does. */
const DEPLOYED_FROM_HERE = /(?:\.tfvars(?:\.json)?|(?:^|_)override\.tf(?:\.json)?|\.tfstate)$/;

export interface IgnoreFile {
  /** Of the file itself, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Is a path, relative to the workspace as theirs are, left out by one of these files or by what it is called? */
export function leavesOut(ignoreFiles: readonly IgnoreFile[]): (path: string) => boolean {
  const rulesIn = new Map(ignoreFiles.map(({ path, text }) => [folderOf(path), readIgnoreRules(text, "exact")]));
  const folders = new Map<string, FolderVerdict>([["", "own"]]);
  const verdictOnFolder = (folder: string): FolderVerdict => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const verdict = verdictBelow(verdictOnFolder(folderOf(folder)), folder, rulesIn);
    folders.set(folder, verdict);
    return verdict;
  };
  return (path) => {
    const verdict = verdictOnFolder(folderOf(path));
    if (verdict !== "own") return verdict === "left-out";
    return !DEPLOYED_FROM_HERE.test(nameOf(path)) && isIgnored(path, "file", rulesIn);
  };
}

/** "taken": everything below it is read, whatever Git ignores. */
type FolderVerdict = "own" | "taken" | "left-out";

type Rules = ReadonlyMap<string, IgnoreRules>;

function verdictBelow(above: FolderVerdict, folder: string, rulesIn: Rules): FolderVerdict {
  const name = nameOf(folder);
  if (above === "left-out" || FOLDERS_OF_TOOLS.has(name)) return "left-out";
  if (above === "taken" || FOLDERS_READ_ALL_THE_SAME.has(name)) return "taken";
  return isIgnored(folder, "folder", rulesIn) ? "left-out" : "own";
}

/** The nearest file that says anything of the path decides. */
function isIgnored(path: string, type: "file" | "folder", rulesIn: Rules): boolean {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const names = path.slice(folder === "" ? 0 : folder.length + 1).split("/");
    const verdict = rulesIn.get(folder)?.verdictOn(names, type);
    if (verdict !== undefined) return verdict === "ignored";
    if (folder === "") return false;
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
