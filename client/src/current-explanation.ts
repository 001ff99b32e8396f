/** The explanation that is shown: its message, what was told and done since, and the newest answer of the server. */
import { EventEmitter, type Event, ProgressLocation, window } from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import { EXPLAIN_DENIAL, type ExplainDenialParams, type ExplainDenialResult } from "../../server/src/lsp/protocol.ts";
import { type DoneFix, type PanelState, type ToldFact } from "./denial-panel/panel-state.ts";

export interface ExplainedMessage extends PanelState {
  readonly message: string;
  /** Counts the messages: answers to the same message have the same number. */
  readonly topic: number;
}

export interface CurrentExplanation {
  dispose(): void;
  readonly current: ExplainedMessage | undefined;
  /** After every new answer, and when what was told or done changed. */
  readonly onDidChange: Event<ExplainedMessage>;
  /** Undefined if it was cancelled or failed, of which the user was told. */
  explain(message: string, facts: readonly ToldFact[]): Promise<ExplainedMessage | undefined>;
  /** The same message by the files as they are now. */
  explainAgain(change?: ExplanationChange): Promise<ExplainedMessage | undefined>;
}

export interface ExplanationChange {
  readonly facts?: readonly ToldFact[];
  readonly done?: DoneFix;
  readonly notice?: string;
}

export function createCurrentExplanation(client: BaseLanguageClient): CurrentExplanation {
  const changed = new EventEmitter<ExplainedMessage>();
  let current: ExplainedMessage | undefined;
  let topics = 0;
  /** Answers may overtake each other; only that to the newest question counts. */
  let newest = 0;

  const update = (next: ExplainedMessage): ExplainedMessage => {
    const same = JSON.stringify(next) === JSON.stringify(current);
    // An answer that says nothing new keeps its identity, and nothing is drawn again.
    if (!same) {
      current = next;
      changed.fire(next);
    }
    return current ?? next;
  };

  const ask = async (
    params: ExplainDenialParams,
    location: ProgressLocation,
  ): Promise<ExplainDenialResult | undefined> => {
    const question = ++newest;
    const result = await askServer(client, params, location);
    return question === newest ? result : undefined;
  };

  return {
    get current() {
      return current;
    },
    onDidChange: changed.event,
    async explain(message, facts) {
      const result = await ask({ message, facts: toRecord(facts) }, ProgressLocation.Notification);
      if (result === undefined) return undefined;
      return update({ message, topic: ++topics, result, facts, done: [], notice: undefined });
    },
    async explainAgain(change = {}) {
      if (current === undefined) return undefined;
      const { message, topic } = current;
      const facts = change.facts ?? current.facts;
      const result = await ask({ message, facts: toRecord(facts) }, ProgressLocation.Window);
      if (result === undefined || current.topic !== topic) return undefined;
      const done = [...current.done, ...(change.done === undefined ? [] : [change.done])];
      return update({
        message,
        topic,
        result,
        facts,
        done: done.filter((fix) => !isOffered(fix, result)),
        notice: change.notice,
      });
    },
    dispose: () => {
      changed.dispose();
    },
  };
}

/** A fix that is offered again has been undone. */
function isOffered({ denial, title }: DoneFix, { denials }: ExplainDenialResult): boolean {
  const made = JSON.stringify(title);
  return denials[denial]?.fixes.some((fix) => JSON.stringify(fix.title) === made) === true;
}

function toRecord(facts: readonly ToldFact[]): Readonly<Record<string, string>> {
  return Object.fromEntries(facts.map(({ key, value }) => [key, value]));
}

/** A first answer may have to read every file, so it can be cancelled; later ones are quick and stay in the background. */
async function askServer(
  client: BaseLanguageClient,
  params: ExplainDenialParams,
  location: ProgressLocation,
): Promise<ExplainDenialResult | undefined> {
  try {
    return await window.withProgress(
      { location, title: "Reading the policies of this workspace…", cancellable: true },
      (_progress, token) => client.sendRequest<ExplainDenialResult>(EXPLAIN_DENIAL, params, token),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`The message could not be explained: ${reason}`);
    return undefined;
  }
}
