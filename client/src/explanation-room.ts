/** What the commands on an explanation share. */
import { type BaseLanguageClient } from "vscode-languageclient";
import { type CurrentExplanation } from "./current-explanation.ts";
import { type ExplanationDocuments } from "./explanation-documents.ts";
import { type ExplanationPanel } from "./explanation-panel.ts";
import { type FetchedFiles } from "./fetched-files.ts";
import { type Fixes } from "./fixes.ts";
import { type RecentMessages } from "./recent-messages.ts";

export interface ExplanationRoom {
  readonly client: BaseLanguageClient;
  readonly explanation: CurrentExplanation;
  readonly panel: ExplanationPanel;
  readonly documents: ExplanationDocuments;
  readonly fixes: Fixes;
  readonly recent: RecentMessages;
  readonly fetched: FetchedFiles;
}
