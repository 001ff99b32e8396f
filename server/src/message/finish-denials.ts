/** Makes of all errors of a text, in its order, what is told of each: none with the code, the id or the call of another. */
import { type Span } from "../text/span.ts";
import { completeDenial, type MessageSource } from "./complete-denial.ts";
import { type Denial } from "./denial.ts";
import { findEnclosingObjects } from "./enclosing-object.ts";
import { type FoundDenial, NOTHING_FOUND } from "./found-denial.ts";
import { isProgramLiteral } from "./program-literals.ts";
import { withoutRepeats } from "./repeated-denials.ts";
import { findSilentErrors } from "./silent-errors.ts";
import { surroundingsIn } from "./whose-refusal.ts";
import { type Mention } from "./wrappers.ts";

export function finishAll(found: readonly FoundDenial[], source: MessageSource): Denial[] {
  if (found.length === 0) return [];
  const inOrder = [...found].sort((a, b) => a.start - b.start);
  const silent = findSilentErrors(source.readable, inOrder, source.wrappers.codes);
  const errors: readonly (FoundDenial | Span)[] = [...inOrder, ...silent].sort((a, b) => a.start - b.start);
  const objects = findEnclosingObjects(source.readable, errors.length > 1 ? mentionsOf(source) : []);
  const complete = (one: FoundDenial, index: number): Denial =>
    completeDenial(one, { before: errors[index - 1], after: errors[index + 1], objects }, source);
  const told = errors.map((one, index) => ("says" in one ? complete(one, index) : null));
  const ids = new Set(told.flatMap((one) => one?.requestId ?? []));
  const mayBeOwn = silentOnesOfAws(silent, source);
  return withoutRepeats(
    told.flatMap((denial, index) => {
      if (denial !== null) return [denial];
      const one = errors[index];
      if (one === undefined || !mayBeOwn.has(one)) return [];
      // Only an id of its own tells another request from the same error in other words.
      const own = complete({ ...NOTHING_FOUND, ...one }, index);
      return own.requestId === null || ids.has(own.requestId) ? [] : [own];
    }),
  );
}

/** Those that another system, or a program's source, does not say. */
function silentOnesOfAws(silent: readonly Span[], { readable }: MessageSource): ReadonlySet<Span> {
  if (silent.length === 0 || silent.length > MOST_SILENT) return new Set();
  const { whatElse } = surroundingsIn(readable);
  return new Set(silent.filter((one) => !whatElse(one).overrulesCode && !isProgramLiteral(readable, one)));
}

/** A log that repeats an error that names nothing says nothing more by its hundredth copy. */
const MOST_SILENT = 100;

function mentionsOf({ wrappers }: MessageSource): readonly Mention[] {
  return [...wrappers.codes, ...wrappers.requestIds, ...wrappers.operations].sort((a, b) => a.start - b.start);
}
