/** Where fetched policies go: into a folder of the workspace, or only into the memory of this window. */
import { FileSystemError, FileType, type QuickPickItem, Uri, window, workspace } from "vscode";
import { type SavedFile } from "../../../server/src/aws/index.ts";
import { FILES_CHANGED, type FilesChangedParams } from "../../../server/src/lsp/protocol.ts";
import { FETCHED_FOLDER } from "../fetched-files.ts";
import { type AwsDesk, memberIn } from "./aws-desk.ts";

export type FetchedPlace = { readonly kind: "folder"; readonly folder: Uri } | { readonly kind: "window" };

const PLACE = "aws.place";

/** Asked once for each workspace. Undefined if it was cancelled. */
export async function placeForFetched({ choices }: AwsDesk, passed: unknown): Promise<FetchedPlace | undefined> {
  const root = workspace.workspaceFolders?.[0];
  // In a folder that nobody trusts yet nothing is written.
  if (root === undefined || !workspace.isTrusted) return { kind: "window" };
  const folder = Uri.joinPath(root.uri, FETCHED_FOLDER);
  const said = memberIn(passed, "to") ?? choices.workspace.get<unknown>(PLACE);
  const kind = isKind(said) ? said : await askForPlace();
  if (kind === undefined) return undefined;
  await choices.workspace.update(PLACE, kind);
  return kind === "window" ? { kind } : { kind, folder };
}

function isKind(value: unknown): value is FetchedPlace["kind"] {
  return value === "folder" || value === "window";
}

interface PlaceItem extends QuickPickItem {
  readonly place: FetchedPlace["kind"];
}

async function askForPlace(): Promise<FetchedPlace["kind"] | undefined> {
  const items: readonly PlaceItem[] = [
    {
      label: `$(folder) Write them into ${FETCHED_FOLDER}/`,
      detail:
        "With a .gitignore of its own, so that they stay out of version control. They are there the next time, too.",
      place: "folder",
    },
    {
      label: "$(window) Keep them in memory for this window",
      detail: "Nothing is written. They are gone when the window closes.",
      place: "window",
    },
  ];
  const placeHolder = "Where should the policies be kept? The answer is kept for this workspace.";
  return (await window.showQuickPick(items, { title: "AWS: Fetched Policies", placeHolder }))?.place;
}

/** The server is told, so that what is asked next is answered with them. */
export async function keepFetched(
  { room, aws }: AwsDesk,
  place: FetchedPlace,
  files: readonly SavedFile[],
): Promise<readonly string[]> {
  if (files.length === 0) return [];
  const uris =
    place.kind === "window"
      ? files.map(({ name, text }) => room.fetched.keep(name, text))
      : await writeFiles(place.folder, files, aws.GITIGNORE);
  const params: FilesChangedParams = { uris: uris.map(String) };
  await room.client.sendNotification(FILES_CHANGED, params);
  return params.uris;
}

async function writeFiles(folder: Uri, files: readonly SavedFile[], gitignore: string): Promise<readonly Uri[]> {
  if (isLink(await typeOf(folder))) {
    throw new Error(`${FETCHED_FOLDER} is a link and may point outside the workspace. Remove it, then fetch again.`);
  }
  await workspace.fs.createDirectory(folder);
  const ignore = Uri.joinPath(folder, ".gitignore");
  if ((await typeOf(ignore)) === undefined) await workspace.fs.writeFile(ignore, new TextEncoder().encode(gitignore));
  const uris: Uri[] = [];
  for (const { name, text } of files) {
    const uri = Uri.joinPath(folder, name);
    // It may have come with the folder; it is replaced, and not followed.
    if (isLink(await typeOf(uri))) await workspace.fs.delete(uri);
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    uris.push(uri);
  }
  return uris;
}

function isLink(type: FileType | undefined): boolean {
  return type !== undefined && (type & FileType.SymbolicLink) !== 0;
}

/** Undefined where there is nothing. */
async function typeOf(uri: Uri): Promise<FileType | undefined> {
  try {
    return (await workspace.fs.stat(uri)).type;
  } catch (error) {
    if (error instanceof FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
}
