/** The sample workspace that ships with the extension: a copy of it, made anew each time, for the first steps. */
import { Uri, workspace } from "vscode";

/** Named one by one, because what ships cannot be listed in a browser; a test holds them against the folder. */
export const SAMPLE_FILES = [
  "boundary/build-boundary.json",
  "denied.txt",
  "iam-verdict.json",
  "identity/build-bot.json",
  "identity/data-analyst.json",
  "organization/region-guard.json",
  "resource/artifacts-bucket.json",
  "trust/build-bot.json",
];

/** The finding to be fixed, and the message to be explained. */
export const SAMPLE_FINDING = { path: "identity/build-bot.json", text: "s3:GetObjekt" };
export const SAMPLE_MESSAGE = "denied.txt";

export interface SamplePlaces {
  readonly extensionUri: Uri;
  readonly globalStorageUri: Uri;
}

export function sampleFolder({ globalStorageUri }: SamplePlaces): Uri {
  return Uri.joinPath(globalStorageUri, "sample-workspace");
}

/** Is the copy what this window has open? */
export function isSampleOpen(places: SamplePlaces): boolean {
  const folder = sampleFolder(places).toString();
  return workspace.workspaceFolders?.some(({ uri }) => uri.toString() === folder) === true;
}

/** What an earlier copy was changed to is lost: the first steps begin where they begin. */
export async function copySample(places: SamplePlaces): Promise<Uri> {
  const folder = sampleFolder(places);
  for (const path of SAMPLE_FILES) {
    const bytes = await workspace.fs.readFile(Uri.joinPath(places.extensionUri, "samples", "workspace", path));
    await workspace.fs.writeFile(Uri.joinPath(folder, path), bytes);
  }
  return folder;
}
