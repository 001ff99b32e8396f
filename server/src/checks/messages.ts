/** What a check can say: each of its sentences has an id, by which tests, SARIF and settings can name it. */
import { type Phrase } from "../wording/phrase.ts";

export interface Message {
  /** Unique within the check. */
  readonly messageId: string;
  /** Complete sentences: what is wrong, what follows, what to do; last of all the date of the data it rests on. */
  readonly message: Phrase;
}

/** Makes each sentence from what is special about a finding. */
export type Sentences = Readonly<Record<string, (...parts: never[]) => Phrase>>;

export type Messages<S extends Sentences = Sentences> = {
  readonly [Id in keyof S]: (...parts: Parameters<S[Id]>) => Message;
};

/** The same sentences, each with the id under which it stands. */
export function messagesOf<S extends Sentences>(sentences: S): Messages<S>;
export function messagesOf(sentences: Sentences): Messages {
  return Object.fromEntries(
    Object.entries(sentences).map(([messageId, sentence]) => [
      messageId,
      (...parts) => ({ messageId, message: sentence(...parts) }),
    ]),
  );
}
