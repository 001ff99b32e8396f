/** Where fetched policies go: into a folder of the workspace, or only into the memory of this window. */
import { type QuickPickItem, Uri, window, workspace } from "vscode";
import { type SavedFile } from "../../../server/src/aws/index.ts";
import { FILES_CHANGED, type FilesChangedParams } from "../../../server/src/lsp/protocol.ts";
import { FETCHED_FOLDER } from "../fetched-files.ts";
import { type AwsDesk, memberIn } from "./aws-desk.ts";
import { isLink, typeOf, writeWhole } from "./write-whole.ts";

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

/** The next command asks again. */
export async function forgetPlace({ choices }: AwsDesk): Promise<void> {
  await choices.workspace.update(PLACE, undefined);
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

export interface KeptFiles {
  readonly uris: readonly string[];
  /** Why there are no more; a sentence, with what to do. */
  readonly problem: string | undefined;
}

/** The server is told, so that what is asked next is answered with them. */
export async function keepFetched(
  { room, aws }: AwsDesk,
  place: FetchedPlace,
  files: readonly SavedFile[],
): Promise<KeptFiles> {
  if (files.length === 0) return { uris: [], problem: undefined };
  const { uris, problem } =
    place.kind === "window"
      ? { uris: files.map(({ name, text }) => room.fetched.keep(name, text)), problem: undefined }
      : await writeFiles(place.folder, files, aws.GITIGNORE);
  const params: FilesChangedParams = { uris: uris.map(String) };
  if (uris.length > 0) await room.client.sendNotification(FILES_CHANGED, params);
  return { uris: params.uris, problem };
}

interface WrittenFiles {
  readonly uris: readonly Uri[];
  readonly problem: string | undefined;
}

/** Those that are written count, also where another one cannot be. */
async function writeFiles(folder: Uri, files: readonly SavedFile[], gitignore: string): Promise<WrittenFiles> {
  const uris: Uri[] = [];
  let at = FETCHED_FOLDER;
  try {
    if (isLink(await typeOf(folder))) {
      const problem = `${FETCHED_FOLDER} is a link and may point outside the workspace. Remove it, then fetch again.`;
      return { uris, problem };
    }
    await workspace.fs.createDirectory(folder);
    if ((await typeOf(Uri.joinPath(folder, ".gitignore"))) === undefined) {
      await writeWhole(folder, ".gitignore", gitignore);
    }
    for (const { name, text } of files) {
      at = `${FETCHED_FOLDER}/${name}`;
      await writeWhole(folder, name, text);
      uris.push(Uri.joinPath(folder, name));
    }
    return { uris, problem: undefined };
  } catch (error) {
    return { uris, problem: cannotWrite(at, error) };
  }
}

function cannotWrite(at: string, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `${at} cannot be written: ${why.replace(/\.$/, "")}. Free the place, then fetch again. Or run Forget What Was Fetched, and keep the policies in memory the next time.`;
}
