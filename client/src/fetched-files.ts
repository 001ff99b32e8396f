/** Policies that were fetched from AWS and are kept for this window only: the server reads them as files of the workspace. */
import picomatch from "picomatch";
import { Disposable, Uri, workspace } from "vscode";

export const FETCHED_SCHEME = "iam-verdict-fetched";
export const FETCHED_FOLDER = ".iam-verdict";

export interface FetchedFiles {
  readonly registrations: Disposable;
  /** Fetching the same again replaces it. */
  keep(name: string, text: string): Uri;
  /** What was kept. */
  forget(): readonly Uri[];
  /** Those that a glob of the workspace matches. */
  matching(include: string): readonly Uri[];
  /** Undefined for any other file. */
  textAt(uri: string): string | undefined;
}

export function createFetchedFiles(): FetchedFiles {
  const texts = new Map<string, string>();
  return {
    registrations: Disposable.from(
      workspace.registerTextDocumentContentProvider(FETCHED_SCHEME, {
        provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "",
      }),
    ),
    keep(name, text) {
      const uri = Uri.from({ scheme: FETCHED_SCHEME, path: `/${FETCHED_FOLDER}/${name}` });
      texts.set(uri.toString(), text);
      return uri;
    },
    forget() {
      const forgotten = [...texts.keys()].map((uri) => Uri.parse(uri));
      texts.clear();
      return forgotten;
    },
    matching(include) {
      if (texts.size === 0) return [];
      const matches = picomatch(include, { dot: true });
      return [...texts.keys()].map((uri) => Uri.parse(uri)).filter(({ path }) => matches(path.slice(1)));
    },
    textAt: (uri) => texts.get(uri),
  };
}
