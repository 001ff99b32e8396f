/** The quick fixes of a finding as edits of its file. */
import { type ReportedFinding } from "../checks/check.ts";
import { type Writer } from "../syntax/change.ts";
import { type Edit } from "../text/edit.ts";
import { type Phrase } from "../wording/phrase.ts";

export interface WrittenFix {
  /** An imperative sentence. */
  readonly title: Phrase;
  /** In the order of the file; they do not touch each other. */
  readonly edits: readonly Edit[];
  /** A tool may choose it by itself: it is the only fix of its finding that is not a last resort. */
  readonly isPreferred: boolean;
}

/** Those that can be written at their place. `onFailure` hears of a check that cannot make its fixes. */
export function writtenFixes(
  { fixes, code }: ReportedFinding,
  writer: Writer | undefined,
  onFailure: (code: string, error: unknown) => void,
): readonly WrittenFix[] {
  if (fixes === undefined || writer === undefined) return [];
  try {
    const made = fixes().flatMap(({ title, changes, lastResort }) => {
      const edits = writer.edits(changes);
      return edits === undefined ? [] : [{ title, edits, mayBeChosen: lastResort !== true }];
    });
    const isOnly = made.filter(({ mayBeChosen }) => mayBeChosen).length === 1;
    return made.map(({ title, edits, mayBeChosen }) => ({ title, edits, isPreferred: mayBeChosen && isOnly }));
  } catch (error) {
    onFailure(code, error);
    return [];
  }
}
