/** What a feature of the language server has at hand, and what makes one. */
import {
  type CancellationToken,
  type Connection,
  type ServerCapabilities,
  type WorkspaceFolder,
} from "vscode-languageserver";
import { isOfExamples } from "../hosts/index.ts";
import { type DocumentVersion, type OpenDocuments } from "./open-documents.ts";
import { type PolicyConfigSource } from "./policy-config.ts";
import { type StartProgress } from "./progress.ts";
import { type DocumentReading, type Readings } from "./readings.ts";
import { type Log, runSafe } from "./run-safe.ts";
import { type ServiceSource } from "./service-source.ts";
import { type ShownAnew } from "./shown-anew.ts";
import { type ShownFindings } from "./shown-findings.ts";
import { type SettingsSource } from "./settings.ts";
import { type Timing } from "./timing.ts";
import { type TypedPlaces } from "./typed-places.ts";
import { type Work } from "./work.ts";
import { type WorkspaceCheck } from "./workspace-check.ts";
import { type WorkspacePolicySource } from "./workspace-policies.ts";

export interface LspServer {
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly services: ServiceSource;
  readonly readings: Readings;
  readonly policies: WorkspacePolicySource;
  readonly config: PolicyConfigSource;
  readonly settings: SettingsSource;
  readonly work: Work;
  readonly shown: ShownFindings;
  readonly shownAnew: ShownAnew;
  readonly workspaceCheck: WorkspaceCheck;
  readonly startProgress: StartProgress;
  readonly typed: TypedPlaces;
  readonly timing: Timing;
  readonly client: ClientFacts;
  readonly log: Log;
}

/** What the client said of itself when it started. */
export interface ClientFacts {
  /** As they are now. */
  readonly folders: readonly WorkspaceFolder[];
  /** The client says when they change. */
  readonly folderChanges: boolean;
  /** The folder of the checks' pages, as the client says: its documents open offline and in a browser. */
  readonly pages: string | undefined;
  /** Where it shows the policies that AWS manages: `/NAME.json` there is one. Undefined where it cannot. */
  readonly managedPolicies: string | undefined;
  readonly configuration: boolean;
  readonly registration: boolean;
  readonly snippets: boolean;
  /** A list of completions may say once what its items have in common. */
  readonly listDefaults: boolean;
  /** A command of the client that opens the list of completions, as it says. */
  readonly suggestCommand: string | undefined;
  /** A command of the client that lists the actions of a wildcard, given a document and a range. */
  readonly listActionsCommand: string | undefined;
  /** Edits may say which version of a document they are for. */
  readonly versionedEdits: boolean;
  readonly progress: boolean;
  /** It asks for the edits of a code action when the action is chosen. */
  readonly lateEdits: boolean;
  /** An edit may make a file. */
  readonly newFiles: boolean;
  /** It asks anew for lenses, hints and colours when it is told that they may have changed. */
  readonly refreshes: { readonly lenses: boolean; readonly hints: boolean; readonly tokens: boolean };
}

export interface LspFeature {
  readonly capabilities: ServerCapabilities;
  register(server: LspServer): void;
}

/** A reading of the version that was the newest when the request arrived. */
export interface AskedReading extends DocumentReading {
  readonly version: DocumentVersion;
  readonly isWanted: () => boolean;
}

/**
 * Answers a request about a document from the version that the client spoke of. Null if the document is not open, or
 * has changed before the answer was there: its places would be of another text. Nor is there one, unless the feature is
 * for them, of a document that only shows policies to its readers.
 */
export async function answerFromVersion<Answer>(
  { documents, readings, log }: LspServer,
  name: string,
  uri: string,
  token: CancellationToken,
  answer: (reading: AskedReading) => Answer | Promise<Answer>,
  examples: "answered" | "left-out" = "left-out",
): Promise<Answer | null> {
  // Before anything is waited for: whatever comes meanwhile is another text.
  const version = documents.newest(uri);
  if (version === undefined) return null;
  const isWanted = (): boolean => version.isNewest() && !token.isCancellationRequested;
  return runSafe<Answer | null>(name, null, token, log, async () => {
    const reading = await readings.of(version);
    if (reading === undefined || !isWanted()) return null;
    if (examples === "left-out" && isOfExamples(reading.document.source)) return null;
    const made = await answer({ ...reading, version, isWanted });
    return isWanted() ? made : null;
  });
}
