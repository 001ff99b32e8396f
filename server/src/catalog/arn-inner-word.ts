/** A word between the names of an ARN that is nearly the one of the template: `apps/d1/branch/main` for `apps/d1/branches/main`. */
import { isNearly } from "./arn-type-words.ts";

/** `apps`, `${AppId}`, `branches`, `${BranchName}`; none where a part is neither a word nor one placeholder. */
export function partsOfPath(resource: string): readonly string[] {
  const parts = resource.split("/");
  return parts.length > 3 && parts.every((part) => /^(?:[A-Za-z-]+|\$\{\w+\})$/.test(part)) ? parts : [];
}

export interface InnerWord {
  readonly word: string;
  /** The path with that word in its place. */
  readonly resource: string;
}

/** Undefined where all words are as in the template, and where it is another path. */
export function innerWord(resource: string, template: readonly string[]): InnerWord | undefined {
  const written = resource.split("/");
  const isCut = written.length < template.length && written.at(-1) === "*";
  if (template.length === 0 || (written.length < template.length && !isCut)) return undefined;
  let slip: { readonly at: number; readonly word: string } | undefined;
  for (const [at, part] of template.slice(0, isCut ? written.length - 1 : template.length).entries()) {
    const own = written[at] ?? "";
    // A `*` before the word may stand for what has a slash and the right word in it.
    if (part.startsWith("$") && own.includes("*") && slip === undefined && at < template.length - 1) return undefined;
    if (part.startsWith("$") || own === part) continue;
    if (at === 0 || slip !== undefined || !/^[A-Za-z-]+$/.test(own) || !isNearly(own, part)) return undefined;
    slip = { at, word: part };
  }
  return slip && { word: slip.word, resource: written.with(slip.at, slip.word).join("/") };
}
