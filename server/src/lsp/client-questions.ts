/**
 * Questions to the client, which is the server's file system and knows the user's settings. It may be another editor,
 * busy or broken: an answer that is missing, late, refused or of another form counts as none for now, is logged once
 * for each subject, and the question is asked again after a pause.
 */
import { ErrorCodes, ResponseError } from "vscode-languageserver";
import { type Log, oneLineOf } from "./run-safe.ts";
import { type Timing } from "./timing.ts";

export interface Question<Answer> {
  /** In words, for the log: `the user's settings`. Subjects fail and recover as a whole. */
  readonly subject: string;
  /** Questions with the same key have the same answer while one of them is under way. */
  readonly key: string;
  readonly waits: Waits;
  readonly send: () => Promise<unknown>;
  /** Undefined for an answer of another form than agreed; it may also throw. */
  readonly read: (answer: unknown) => Answer | undefined;
}

/**
 * `a-moment`: whoever asks goes on without an answer soon, and at once while the subject is in trouble.
 * `to-the-end`: the result is for a person who waits for it, and would be wrong without the answer.
 */
export type Waits = "a-moment" | "to-the-end";

export interface ClientQuestions {
  /** Undefined if there is no answer that can be used, for now. */
  ask<Answer>(question: Question<Answer>): Promise<Answer | undefined>;
  /** Nothing is asked again from now on. */
  dispose(): void;
}

const PATIENCE_MS: Readonly<Record<Waits, number>> = { "a-moment": 5_000, "to-the-end": 60_000 };
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** `onNews` is called when it is worth to ask again: a pause is over, or an answer came that nobody waited for. */
// eslint-disable-next-line max-lines-per-function -- its functions share the questions that are open
export function createClientQuestions(log: Log, timing: Timing, onNews: () => void): ClientQuestions {
  const subjects = new Map<string, Subject>();
  const underWay = new Map<string, Sent>();
  let disposed = false;

  const subjectOf = (name: string): Subject => {
    const subject = subjects.get(name) ?? { name, state: "answered", failures: 0, logged: false };
    subjects.set(name, subject);
    return subject;
  };

  const send = ({ key, send: ask }: Question<unknown>): Sent => {
    const sent: Sent = { since: timing.now(), outcome: outcomeOf(ask), settled: undefined, overdue: false };
    underWay.set(key, sent);
    void sent.outcome.then((outcome) => {
      sent.settled = outcome;
      if (sent.overdue) {
        // Kept for the next who asks.
        underWay.set(key, sent);
        news();
      } else if (underWay.get(key) === sent) underWay.delete(key);
    });
    return sent;
  };

  const news = (): void => {
    if (!disposed) onNews();
  };

  const again = (subject: Subject, resume: () => void): void => {
    if (disposed) return;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** subject.failures, LONGEST_PAUSE_MS);
    subject.failures++;
    timing.after(pause, () => {
      resume();
      news();
    });
  };

  const tell = (subject: Subject, trouble: string, then: string): void => {
    if (subject.logged || disposed) return;
    subject.logged = true;
    log.warn(`The client ${trouble} when asked for ${subject.name}. IAM Verdict goes on without an answer${then}.`);
  };

  const fail = (subject: Subject, trouble: string): void => {
    tell(subject, trouble, " and asks again");
    if (subject.state === "pausing") return;
    subject.state = "pausing";
    again(subject, () => {
      subject.state = "in-trouble";
    });
  };

  const becomeOverdue = (subject: Subject, sent: Sent, key: string): void => {
    tell(subject, "has not answered in time", " until there is one");
    if (sent.overdue) return;
    sent.overdue = true;
    if (subject.state === "answered") subject.state = "in-trouble";
    // It may have been lost.
    again(subject, () => {
      if (sent.settled === undefined && underWay.get(key) === sent) underWay.delete(key);
    });
  };

  const refuse = (subject: Subject, error: unknown): void => {
    if (!isNotOffered(error)) {
      fail(subject, `failed (${oneLineOf(error)})`);
      return;
    }
    tell(subject, "does not know the question", "");
    subject.state = "not-offered";
  };

  return {
    async ask<Answer>(question: Question<Answer>): Promise<Answer | undefined> {
      const subject = subjectOf(question.subject);
      const inPassing = question.waits === "a-moment";
      if (subject.state === "not-offered" || (inPassing && subject.state === "pausing")) return undefined;
      const sent = underWay.get(question.key) ?? send(question);
      const patience = inPassing && subject.state === "in-trouble" ? 0 : PATIENCE_MS[question.waits];
      const outcome = await within(sent, patience, timing);
      if (outcome === undefined) {
        becomeOverdue(subject, sent, question.key);
        return undefined;
      }
      if (underWay.get(question.key) === sent) underWay.delete(question.key);
      if (outcome.kind === "refusal") {
        refuse(subject, outcome.error);
        return undefined;
      }
      const answer = readOf(question, outcome.answer);
      if (answer === undefined) fail(subject, `answered with ${formOf(outcome.answer)}`);
      else subject.state = "answered";
      return answer;
    },
    dispose: () => {
      disposed = true;
    },
  };
}

interface Subject {
  readonly name: string;
  state: "answered" | "in-trouble" | "pausing" | "not-offered";
  /** Never forgotten, so that questions of which some always fail are asked less and less often. */
  failures: number;
  logged: boolean;
}

type Outcome =
  { readonly kind: "answer"; readonly answer: unknown } | { readonly kind: "refusal"; readonly error: unknown };

interface Sent {
  readonly since: number;
  readonly outcome: Promise<Outcome>;
  settled: Outcome | undefined;
  overdue: boolean;
}

async function outcomeOf(ask: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { kind: "answer", answer: await ask() };
  } catch (error) {
    return { kind: "refusal", error };
  }
}

function readOf<Answer>(question: Question<Answer>, answer: unknown): Answer | undefined {
  try {
    return question.read(answer);
  } catch {
    return undefined;
  }
}

/** Undefined if there is no outcome in time, counted from when the question was sent. */
async function within(sent: Sent, patience: number, timing: Timing): Promise<Outcome | undefined> {
  const left = sent.since + patience - timing.now();
  if (sent.settled !== undefined || left <= 0) return sent.settled;
  return new Promise((resolve) => {
    const callOff = timing.after(left, () => {
      resolve(undefined);
    });
    void sent.outcome.then((outcome) => {
      callOff();
      resolve(outcome);
    });
  });
}

function isNotOffered(error: unknown): boolean {
  return error instanceof ResponseError && error.code === ErrorCodes.MethodNotFound;
}

function formOf(answer: unknown): string {
  if (answer === null || answer === undefined) return "nothing";
  if (Array.isArray(answer)) return "another list than agreed";
  return typeof answer === "object" ? "another object than agreed" : `another ${typeof answer} than agreed`;
}
