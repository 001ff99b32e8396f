/** The fixes of a document that a tool may choose by itself, made one after the other until none is left. */
import { type SourceText } from "../hosts/host.ts";
import { applyEdits, type Edit } from "../text/edit.ts";
import { type Phrase } from "../wording/phrase.ts";
import { type FindingsRun, type PlacedFinding } from "./diagnostics.ts";
import { type PolicyDocument } from "./document.ts";

export interface FixedText {
  readonly text: string;
  /** In the order in which they were made. */
  readonly made: readonly MadeFix[];
}

export interface MadeFix {
  readonly code: string;
  readonly title: Phrase;
}

export interface FixingSteps {
  readonly read: (source: SourceText) => Generator<undefined, PolicyDocument>;
  readonly find: (document: PolicyDocument) => FindingsRun;
}

/** More rounds than any policy needs that is not made to need them. */
const MOST_ROUNDS = 200;

/**
 * In each round one fix of each policy is made, and then everything is looked at anew: two fixes may each rest on what
 * the other takes away.
 */
export function* fixAllSteps(source: SourceText, { read, find }: FixingSteps): Generator<undefined, FixedText> {
  const made: MadeFix[] = [];
  const seen = new Set<string>();
  let { text } = source;
  for (let round = 0; round < MOST_ROUNDS && !seen.has(text); round++) {
    seen.add(text);
    const document = yield* read({ ...source, text });
    const run = find(document);
    while (run.phase !== "done") {
      run.step();
      yield;
    }
    const chosen = oneForEachPolicy(document, run.found);
    made.push(...chosen.map(({ code, title }) => ({ code, title })));
    const edits = chosen.flatMap((one) => one.edits);
    text = applyEdits(text, edits);
  }
  return { text, made };
}

interface ChosenFix extends MadeFix {
  readonly edits: readonly Edit[];
}

function oneForEachPolicy({ policies }: PolicyDocument, found: readonly PlacedFinding[]): readonly ChosenFix[] {
  return policies.flatMap(({ policy: { span } }) => {
    for (const finding of found) {
      if (finding.span.start < span.start || finding.span.end > span.end) continue;
      const fix = finding.fixes().find(({ isPreferred }) => isPreferred);
      if (fix !== undefined) return [{ code: finding.code, title: fix.title, edits: fix.edits }];
    }
    return [];
  });
}
