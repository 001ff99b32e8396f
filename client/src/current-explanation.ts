/** The explanation that is shown: its message, what was told and done since, and the newest answer of the server. */
import { type ExplainDenialParams, type ExplainDenialResult } from "../../server/src/lsp/protocol.ts";
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
  readonly onDidChange: Changes["event"];
  /** Undefined if it was cancelled or failed, of which the user was told. */
  explain(message: string, facts: readonly ToldFact[]): Promise<ExplainedMessage | undefined>;
  /** The same message by the files as they are now; while another message is waited for, that one. */
  explainAgain(change?: ExplanationChange): Promise<ExplainedMessage | undefined>;
}

export interface ExplanationChange {
  readonly facts?: readonly ToldFact[];
  readonly done?: DoneFix;
  readonly notice?: string;
}

/** What of an event emitter is needed here, so that this file does without the editor. */
export interface Changes {
  readonly event: (listener: (now: ExplainedMessage) => unknown) => { dispose(): unknown };
  fire(now: ExplainedMessage): void;
  dispose(): void;
}

/** Undefined if it was cancelled or failed, of which the user was told. `first`: nothing of the message is shown yet. */
export type AskServer = (params: ExplainDenialParams, first: boolean) => Promise<ExplainDenialResult | undefined>;

/** What is being asked for: another message, the same one anew, or nothing any more. */
export type Asking = "another" | "again" | "nothing";

type Unanswered = "failed" | "overtaken";

/** `asking` is told at once, so that what is shown meanwhile can be marked as old. */
// eslint-disable-next-line max-lines-per-function -- the questions about one message share what is known of its answers
export function createCurrentExplanation(
  askServer: AskServer,
  changed: Changes,
  asking: (what: Asking) => void = () => undefined,
): CurrentExplanation {
  let current: ExplainedMessage | undefined;
  /** What was told and done by now: an answer that is overtaken must not take it along. */
  let told: Pick<ExplainedMessage, "facts" | "done"> = { facts: [], done: [] };
  /** What is to be said with the next answer, whichever question it is to. */
  let notice: string | undefined;
  let topics = 0;
  /** Answers may overtake each other; only that to the newest question counts. */
  let newest = 0;
  /** Another message is waited for: files that change meanwhile must not bring the old one back. */
  let beginning: Promise<ExplainedMessage | undefined> | undefined;
  let newestAgain: Promise<ExplainedMessage | undefined> | undefined;

  const update = (next: ExplainedMessage): ExplainedMessage => {
    const same = JSON.stringify(next) === JSON.stringify(current);
    // An answer that says nothing new keeps its identity, and nothing is drawn again.
    if (!same) {
      current = next;
      changed.fire(next);
    }
    return current ?? next;
  };

  const ask = async (params: ExplainDenialParams, first: boolean): Promise<ExplainDenialResult | Unanswered> => {
    const question = ++newest;
    asking(first ? "another" : "again");
    try {
      const result = await askServer(params, first);
      return question === newest ? (result ?? "failed") : "overtaken";
    } finally {
      if (question === newest) asking("nothing");
    }
  };

  const begin = async (message: string, facts: readonly ToldFact[]): Promise<ExplainedMessage | undefined> => {
    const result = await ask({ message, facts: toRecord(facts) }, true);
    if (result === "failed" || result === "overtaken") return undefined;
    told = { facts, done: [] };
    notice = undefined;
    return update({ message, topic: ++topics, result, ...told, notice });
  };

  const again = async (asked: ExplanationChange): Promise<ExplainedMessage | undefined> => {
    const before = current?.topic;
    if (beginning !== undefined) await beginning.catch(() => undefined);
    if (current === undefined) return undefined;
    const { message, topic } = current;
    const change = topic === before ? asked : {};
    const done = change.done === undefined ? told.done : [...told.done, change.done];
    told = { facts: change.facts ?? told.facts, done };
    notice = change.notice ?? notice;
    const result = await ask({ message, facts: toRecord(told.facts) }, false);
    if (current.topic !== topic || beginning !== undefined || result === "failed") return undefined;
    if (result === "overtaken") return newestAgain;
    told = { ...told, done: told.done.filter((fix) => !isOffered(fix, result)) };
    const said = notice;
    notice = undefined;
    return update({ message, topic, result, ...told, notice: said });
  };

  return {
    get current() {
      return current;
    },
    onDidChange: changed.event,
    async explain(message, facts) {
      const answer = begin(message, facts);
      beginning = answer;
      try {
        return await answer;
      } finally {
        if (beginning === answer) beginning = undefined;
      }
    },
    explainAgain(change = {}) {
      const answer = again(change);
      newestAgain = answer;
      return answer;
    },
    dispose: () => {
      changed.dispose();
    },
  };
}

/** A fix that is offered again has been undone. */
function isOffered({ denial, title }: DoneFix, { denials }: ExplainDenialResult): boolean {
  const made = JSON.stringify(title);
  return denials[denial]?.fixes.some((fix) => JSON.stringify(fix.done) === made) === true;
}

function toRecord(facts: readonly ToldFact[]): Readonly<Record<string, string>> {
  return Object.fromEntries(facts.map(({ key, value }) => [key, value]));
}
