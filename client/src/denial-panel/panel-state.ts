/** What the panel shows. */
import { type ExplainDenialResult, type RichText } from "../../../server/src/lsp/protocol.ts";

export interface PanelState {
  readonly result: ExplainDenialResult;
  readonly facts: readonly ToldFact[];
  /** Fixes that were made since the message was pasted. */
  readonly done: readonly DoneFix[];
  /** Something that happened since, to be read once. */
  readonly notice: string | undefined;
}

export interface ToldFact {
  readonly key: string;
  readonly value: string;
}

export interface DoneFix {
  /** Which of the denials it was for. */
  readonly denial: number;
  readonly title: RichText;
  readonly files: readonly string[];
}
