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
  /** The same as Markdown, for a ticket. */
  readonly markdown: string;
  /** Every statement that the text names, those at fault first. Views name them by their index. */
  readonly links: readonly StatementLink[];
  /** How many of `links`, from the first, are statements at fault. */
  readonly culprits: number;
  /** One for each denial of the message, in its order. */
  readonly denials: readonly DenialView[];
  /** The files that fixes change, with the texts that their edits are made for. */
  readonly fixFiles: readonly FixFile[];
}

export interface StatementLink {
  readonly uri: string;
  readonly range: TextRange;
  /** How the text names it: `scp/guard.json:4`. */
  readonly label: string;
}

/** Counted from 0, in UTF-16 code units. */
export interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/**
 * A sentence whose names and values are kept apart. Characters that cannot be seen, or that turn the line around, are
 * written as escapes; markup is still to be escaped.
 */
export type RichText = readonly RichPiece[];

export interface RichPiece {
  readonly kind: "words" | "strong" | "code";
  readonly text: string;
}

/** One explained denial, ready to be laid out: every sentence is the server's. */
export interface DenialView {
  readonly verdict: string;
  readonly title: RichText;
  readonly summary: RichText;
  readonly request: readonly { readonly label: string; readonly value: RichText }[];
  readonly path: DecisionPathView;
  readonly culprits: readonly StatementView[];
  readonly nearMisses: readonly StatementView[];
  readonly allowedBy: readonly StatementView[];
  readonly fixes: readonly FixView[];
  readonly assumptions: readonly RichText[];
  readonly unknowns: readonly UnknownView[];
  readonly deniedNext: RichText | undefined;
  readonly next: readonly NextStepView[];
  /** What the files say without the message: to be shown once a fix was made. */
  readonly afterFix: {
    readonly settled: boolean;
    readonly title: RichText;
    readonly summary: RichText;
    readonly path: DecisionPathView;
  };
  /** The part of the message that it is about, in lines. */
  readonly message: readonly string[];
  readonly asked: AskedView;
  readonly files: FilesView;
}

/** What was asked for, as plain values. They come from the message, so they may be anything. */
export interface AskedView {
  readonly principal: string | undefined;
  readonly action: string | undefined;
  readonly resource: string | undefined;
  /** The Region of the request. */
  readonly region: string | undefined;
  /** Condition keys that are known, in lower case. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** What the files say without the message, and which layer AWS named, if it named one. */
export interface FilesView {
  readonly allowed: "yes" | "no" | "unknown";
  readonly layers: readonly { readonly layer: string; readonly verdict: string; readonly basis: string }[];
  readonly denied: { readonly layer: string | undefined; readonly type: "explicit" | "implicit" | undefined };
}

export interface DecisionPathView {
  /** The path in a sentence, for those who cannot see it. */
  readonly summary: string;
  readonly steps: readonly PathStepView[];
}

export interface PathStepView {
  readonly state: "passed" | "blocked" | "unknown" | "not-in-play";
  readonly label: string;
  readonly stateInWords: string;
  readonly detail: RichText;
  readonly files: readonly string[];
}

export interface StatementView {
  /** An index of `links`; undefined if its file is not at hand. */
  readonly link: number | undefined;
  /** How the place is named: `scp/guard.json:4`. */
  readonly label: string;
  readonly phrase: RichText;
  /** The statement as written, without the indentation it has in its file. */
  readonly code: readonly string[];
  readonly elements: readonly ElementView[];
}

export interface ElementView {
  readonly truth: "yes" | "no" | "unknown";
  readonly element: string;
  readonly have: RichText;
  readonly need: RichText;
}

export interface FixView {
  readonly title: RichText;
  /** What to say once it is made. */
  readonly done: RichText;
  /** It changes policies; otherwise what is known of them, and the message is explained anew by that. */
  readonly isOfPolicy: boolean;
  readonly risk: RichText | undefined;
  /** The lines that change, with their surroundings. */
  readonly preview: readonly FixPreviewView[];
  /** Empty for what no file settles. */
  readonly edits: readonly FixEditView[];
}

export interface FixPreviewView {
  readonly label: string;
  readonly lines: readonly { readonly mark: " " | "-" | "+"; readonly line: number; readonly text: string }[];
}

export interface FixEditView {
  /** An index of `fixFiles`. */
  readonly file: number;
  readonly range: TextRange;
  readonly newText: string;
}

export interface FixFile {
  readonly uri: string;
  readonly path: string;
  /** Undefined for a file that is to be made. */
  readonly text: string | undefined;
}

export interface UnknownView {
  readonly words: RichText;
  /** The name under which the user can tell it; undefined for what is told in another way. */
  readonly fact: string | undefined;
}

export interface NextStepView {
  readonly words: RichText;
  readonly commands: readonly string[];
  /** JSON to be copied; undefined for none. */
  readonly code: string | undefined;
  readonly fact: string | undefined;
  /** Where a step that asks for it is to be said; undefined for other steps, and where there is no folder for it. */
  readonly workspaceFile: WorkspaceFilePlace | undefined;
}

/** A place in the workspace file, or `null` if there is none yet. */
export type WorkspaceFilePlace = { readonly uri: string; readonly range: TextRange } | null;

/** Client → server: who was denied what, by the words of a message alone. */
export const READ_DENIAL = "iamVerdict/readDenial";

export interface ReadDenialParams {
  readonly message: string;
}

export interface ReadDenialResult {
  readonly denials: readonly AskedView[];
}

/** Client → server: what is in this workspace, and what a first workspace file could say of it. */
export const FIRST_LOOK = "iamVerdict/firstLook";

export interface FirstLookResult {
  /** The workspace files that there are. */
  readonly existing: readonly string[];
  /** A file to be made; undefined where there is one, where no policy is found, or where it would have no place. */
  readonly draft: { readonly uri: string; readonly text: string; readonly summary: string } | undefined;
}

/** Client → server: the kinds of policy that a new file can be of, each with what it can begin with. */
export const NEW_POLICIES = "iamVerdict/newPolicies";

export interface NewPolicyKindView {
  readonly name: string;
  /** A sentence. */
  readonly meaning: string;
  /** One at least. */
  readonly starts: readonly NewPolicyStartView[];
}

export interface NewPolicyStartView {
  readonly label: string;
  readonly detail: string;
  /** The text of a whole file in the snippet syntax. */
  readonly snippet: string;
}

/** Client → server: the policy at a place, or its statement, in another form. */
export const CONVERT_POLICY = "iamVerdict/convertPolicy";

export interface ConvertPolicyParams {
  readonly uri: string;
  readonly position: TextRange["start"];
  /** One of the forms that the answer to no form lists. */
  readonly form: string | undefined;
  readonly part: "policy" | "statement";
}

/** The text, why there is none, or which forms there are. */
export type ConvertPolicyResult =
  | { readonly text: string }
  | { readonly problem: string }
  | { readonly forms: readonly { readonly form: string; readonly name: string }[]; readonly hasStatement: boolean };

/** Client → server: what is written of a policy's JSON that is pasted at a place, in the syntax of the file. */
export const PASTE_POLICY = "iamVerdict/pastePolicy";

export interface PastePolicyParams {
  readonly uri: string;
  readonly position: TextRange["start"];
  readonly text: string;
}

/** A `TextEdit`; null for a text that is pasted as it is. */
export type PastePolicyResult = { readonly range: TextRange; readonly newText: string } | null;

/** Client → server: the policy at a place, in fewer characters or as several that AWS takes. */
export const FIT_POLICY = "iamVerdict/fitPolicy";

export interface FitPolicyParams {
  readonly uri: string;
  readonly position: TextRange["start"];
  readonly how: "shrink" | "split";
}

/** What was done, in sentences, with the edit that does it, a `WorkspaceEdit`, or undefined for none. Or why it cannot be. */
export type FitPolicyResult =
  { readonly message: string; readonly edit: object | undefined } | { readonly problem: string };

/** Client → server: the permissions of an API operation or a command, for the policy at a place if there is one. */
export const NEEDED_PERMISSIONS = "iamVerdict/neededPermissions";

export interface NeededPermissionsParams {
  readonly question: string;
  /** Where statements are to be added; undefined for nowhere. */
  readonly place: { readonly uri: string; readonly position: TextRange["start"] } | undefined;
}

/**
 * What is needed, in sentences; a whole policy with it, empty where nothing is needed; and a `WorkspaceEdit` that adds it
 * to the policy at the place, undefined where there is none. Or what is not known.
 */
export type NeededPermissionsResult =
  | { readonly message: string; readonly policy: string; readonly edit: object | undefined }
  | { readonly problem: string };

/**
 * Client → server: the findings of every policy of the workspace, published for each file; from then on they are kept
 * true for files that are not open, too.
 */
export const CHECK_WORKSPACE = "iamVerdict/checkWorkspace";

export interface CheckWorkspaceParams {
  /** Progress is sent to this token, as `CheckWorkspaceProgress`. */
  readonly progress: string;
}

export interface CheckWorkspaceProgress {
  /** Files that are checked, of so many. */
  readonly done: number;
  readonly total: number;
}

export interface CheckWorkspaceResult {
  /** What was found and what was left out, in sentences. */
  readonly summary: string;
  readonly policies: number;
  readonly errors: number;
  readonly warnings: number;
  readonly others: number;
  /** Files that could not be checked. */
  readonly leftOut: number;
}

/** Client → server: which statements of the workspace allow or deny an action on a resource. */
export const WHO_CAN = "iamVerdict/whoCan";

export interface WhoCanParams {
  /** An action, and an ARN behind it if one resource is meant. */
  readonly question: string;
}

export interface WhoCanResult {
  /** What is wrong with the question, in a sentence; everything else is empty then. */
  readonly problem: string | undefined;
  readonly summary: string;
  /** A file name for the result: letters, digits and hyphens only. */
  readonly title: string;
  /** Plain text with headings that are underlined. */
  readonly text: string;
  /** Every statement that the text names. */
  readonly links: readonly StatementLink[];
}

/** Client → server: what can be typed as such a question. */
export const WHO_CAN_OPTIONS = "iamVerdict/whoCanOptions";

export interface WhoCanOptionView {
  /** The whole question. */
  readonly label: string;
  readonly detail: string;
}

/** Client → server: what there is to know of an open document at a glance; null if it has changed meanwhile. */
export const DOCUMENT_STATUS = "iamVerdict/documentStatus";

export interface DocumentStatusParams {
  readonly uri: string;
}

export interface DocumentStatus {
  readonly policies: number;
  /** The day of the reference data, such as `2026-09-26`. */
  readonly dataDate: string;
}

/** Client → server: a request that the statement at a place of an open document matches; null where none stands. */
export const MATCHING_REQUEST = "iamVerdict/matchingRequest";

export interface MatchingRequestParams {
  readonly uri: string;
  readonly position: TextRange["start"];
}

export interface MatchingRequestResult {
  /** Plain text. */
  readonly text: string;
}

/** Client → server: the actions that the entry at a place matches; with the parameters and the result of the request above. */
export const MATCHED_ACTIONS = "iamVerdict/matchedActions";

/** Client → server: is this a fact that can be told of a request? */
export const CHECK_FACT = "iamVerdict/checkFact";

export interface CheckFactParams {
  /** A context key, or `principal`, `action` or `resource`. */
  readonly key: string;
  /** Undefined as long as only the key was given. */
  readonly value: string | undefined;
}

export interface CheckFactResult {
  /** What is wrong with it, in a sentence. */
  readonly problem: string | undefined;
  /** What to write, in a sentence. */
  readonly hint: string;
  /** All that the value can be, where these are few; else none. */
  readonly values: readonly string[];
}

/** Client → server: the context keys of which a fact can be stated, those that matter most first. */
export const FACT_KEYS = "iamVerdict/factKeys";

export interface FactKeysParams {
  /** `service:Name`; undefined where it is not known. */
  readonly action: string | undefined;
}

export interface FactKeyView {
  /** A name such as `aws:RequestTag/${TagKey}` is to be completed. */
  readonly key: string;
  /** A condition of a policy here asks for it; requests for the action carry it; any request may. */
  readonly why: "condition" | "action" | "any-request";
  /** Such as "Bool"; undefined for a key that the reference does not list. */
  readonly type: string | undefined;
}

/** Server → client: the files of the workspace whose paths match a glob. The client is the server's file system. */
export const FIND_FILES = "iamVerdict/findFiles";

/** More files than this are not looked through; no workspace of policies has as many. A list so long may be cut. */
export const MOST_FILES = 20_000;

export interface FindFilesParams {
  readonly include: string;
}

export interface FoundFile {
  readonly uri: string;
}

/**
 * Server → client: the texts of files. One that is not there, is left out, or lacks every wanted word, has none. The answer
 * may be shorter than the question where texts are long: what it lacks is asked for again.
 */
export const READ_FILES = "iamVerdict/readFiles";

export interface ReadFilesParams {
  readonly uris: readonly string[];
  /** Every text of interest holds one of these words, so that no other is sent; empty for all. */
  readonly words: readonly string[];
  /** In bytes of its text as UTF-8; a larger file is left out. The server measures what it gets. */
  readonly largest: number;
}

export interface ReadFile {
  readonly uri: string;
  readonly text: string | undefined;
  /** Why it is left out. */
  readonly why?: "too-large" | "unreadable" | undefined;
}

/** Client → server: the policies that AWS manages. */
export const MANAGED_POLICIES = "iamVerdict/managedPolicies";

export interface ManagedPolicyView {
  readonly name: string;
  readonly arn: string;
  /** Its version and the day of it. */
  readonly detail: string;
}

/** Client → server: the text of one of them, by its name, or of the one that is named at a place; null for none. */
export const MANAGED_POLICY_TEXT = "iamVerdict/managedPolicyText";

export interface ManagedPolicyTextParams {
  readonly name?: string;
  readonly place?: { readonly uri: string; readonly position: TextRange["start"] };
}

export interface ManagedPolicyTextResult {
  readonly name: string;
  /** JSON, laid out. */
  readonly text: string;
}

/** Server → client: a file of the extension itself, where the server cannot read files (in a browser). */
export const READ_ASSET = "iamVerdict/readAsset";

export interface ReadAssetParams {
  readonly name: AssetName;
}

export const ASSETS = ["catalog-core.json", "catalog-descriptions.json", "managed-policies.txt"] as const;
export type AssetName = (typeof ASSETS)[number];

/** Client → server: forget what is known of the workspace's files, because some changed on disk. */
export const FILES_CHANGED = "iamVerdict/filesChanged";

export interface FilesChangedParams {
  /** Of files, and of folders that came or went. */
  readonly uris: readonly string[];
}
