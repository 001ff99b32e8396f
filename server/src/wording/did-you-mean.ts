import { listed, name, type Phrase, say } from "./phrase.ts";

/** A question behind a message; undefined without a near name. */
export function didYouMean(names: readonly string[]): Phrase | undefined {
  return names.length === 0 ? undefined : say`Did you mean ${listed(names.map(name), "or")}?`;
}
