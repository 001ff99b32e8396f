/**
 * The requests that go beyond the Language Server Protocol. The extension's client imports this file for its names
 * and types; it has no imports of its own.
 */

/** Client → server: explain a pasted message from the policies of the workspace. */
export const EXPLAIN_DENIAL = "iamVerdict/explainDenial";

export interface ExplainDenialParams {
  readonly message: string;
  /** Facts about the request that the user told, such as `aws:MultiFactorAuthPresent` → `true`. */
  readonly facts: Readonly<Record<string, string>>;
}

export interface ExplainDenialResult {
  readonly verdict: string;
  readonly summary: string;
  /** A file name for the result: letters, digits and hyphens only. */
  readonly title: string;
  /** The explanation as plain text with headings that are underlined. */
  readonly text: string;
  /** Every statement that the text names, those at fault first. */
  readonly links: readonly StatementLink[];
  /** How many of `links`, from the first, are statements at fault. */
  readonly culprits: number;
}

export interface StatementLink {
  readonly uri: string;
  /** Counted from 0, in UTF-16 code units. */
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  /** How the text names it: `scp/guard.json:4`. */
  readonly label: string;
}

/** Server → client: the files of the workspace whose paths match a glob. The client is the server's file system. */
export const FIND_FILES = "iamVerdict/findFiles";

export interface FindFilesParams {
  readonly include: string;
}

export interface FoundFile {
  readonly uri: string;
  /** Relative to the workspace folder, with forward slashes; led by the folder's name if there are several. */
  readonly path: string;
}

/** Server → client: the texts of files. A file that cannot be read, or that lacks every wanted word, has none. */
export const READ_FILES = "iamVerdict/readFiles";

export interface ReadFilesParams {
  readonly uris: readonly string[];
  /** Every text of interest holds one of these words, so that no other is sent; empty for all. */
  readonly words: readonly string[];
}

export interface ReadFile {
  readonly uri: string;
  readonly text: string | undefined;
}

/** Server → client: a file of the extension itself, where the server cannot read files (in a browser). */
export const READ_ASSET = "iamVerdict/readAsset";

export interface ReadAssetParams {
  readonly name: AssetName;
}

export const ASSETS = ["catalog-core.json", "catalog-descriptions.json"] as const;
export type AssetName = (typeof ASSETS)[number];

/** Client → server: forget what is known of the workspace's files, because some changed on disk. */
export const FILES_CHANGED = "iamVerdict/filesChanged";

export interface FilesChangedParams {
  readonly uris: readonly string[];
}
