/**
 * Which fixes of a statement are made in one round: those that would be made one after the other in the same order, since
 * none rests on what another one changes.
 */
import { matchesName } from "../catalog/match-name.ts";
import { applyEdits, type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import { type PlacedFinding } from "./diagnostics.ts";
import { type WrittenFix } from "./fixes.ts";
import { isWrongAnywhere } from "./shared-text.ts";

export interface FoundFix {
  readonly finding: PlacedFinding;
  readonly fix: WrittenFix;
}

/** Each is compared with the others of its round. */
const MOST_AT_ONCE = 100;

/** The first of them, in the order of the text, with those behind it that have nothing to do with the ones before them. */
export function fixesAtOnce(found: Iterable<FoundFix>, text: string): readonly FoundFix[] {
  const chosen: FoundFix[] = [];
  const isApart = { name: namesApart(text), entry: entriesApart() };
  let end = 0;
  let before: string | undefined;
  for (const one of found) {
    const kind = kindOf(one);
    const named = kind && `${kind} ${one.finding.code}`;
    if (kind === undefined || named !== (before ?? named)) return chosen.length > 0 ? chosen : [one];
    const { edits } = one.fix;
    const isNext = edits.every(({ span }) => span.start >= end) && isApart[kind](one);
    if (!isNext) return chosen.length > 0 ? chosen : [one];
    chosen.push(one);
    if (chosen.length === MOST_AT_ONCE) break;
    before = named;
    end = Math.max(...edits.map(({ span }) => span.end));
  }
  return chosen;
}

/** A name that is corrected where it stands, or an entry that is taken out because of another; undefined of other fixes. */
function kindOf({ finding, fix: { edits } }: FoundFix): "name" | "entry" | undefined {
  if (edits.length === 0) return undefined;
  if (isWrongAnywhere(finding, edits)) return "name";
  return finding.code === COVERED && edits.every(({ newText }) => newText === "") ? "entry" : undefined;
}

const COVERED = "redundant-entry";

type IsApart = (one: FoundFix) => boolean;

/** Of two names alike one may be too many, and so may what the other matches. */
function namesApart(text: string): IsApart {
  const words: string[] = [];
  return ({ finding, fix }) => {
    const word = wordWith(text, fix.edits, finding.span).toLowerCase();
    const isNew = words.every((one) => !matchesName(one, word) && !matchesName(word, one));
    words.push(word);
    return isNew;
  };
}

/** What covers an entry stays, and is not itself one that goes. */
function entriesApart(): IsApart {
  const gone = new Set<number>();
  const staying = new Set<number>();
  return ({ finding: { span, related = [] } }) => {
    const covers = related.map((one) => one.span.start);
    if (covers.length === 0 || staying.has(span.start) || covers.some((one) => gone.has(one))) return false;
    gone.add(span.start);
    for (const one of covers) staying.add(one);
    return true;
  };
}

/** What then is the word around the span, which contains the edits. */
function wordWith(text: string, edits: readonly Edit[], { start, end }: Span): string {
  const before = text.slice(Math.max(0, start - LONGEST_WORD), start).split(BETWEEN_WORDS);
  const [behind = ""] = text.slice(end, end + LONGEST_WORD).split(BETWEEN_WORDS, 1);
  const moved = edits.map(({ span, newText }) => ({
    span: { start: span.start - start, end: span.end - start },
    newText,
  }));
  return (before.at(-1) ?? "") + applyEdits(text.slice(start, end), moved) + behind;
}

const LONGEST_WORD = 200;
const BETWEEN_WORDS = /[^\w:*?-]/;
