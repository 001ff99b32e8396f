/** The quick fixes of a finding as edits of its file. */
import { type ReportedFinding } from "../checks/check.ts";
import { type Writer } from "../syntax/change.ts";
import { type Edit } from "../text/edit.ts";
import { type Policy } from "../policy/policy.ts";
import { name, type Phrase, say } from "../wording/phrase.ts";
import { type FileEdits, type WriteElsewhere } from "./fixes-elsewhere.ts";

export interface WrittenFix {
  /** An imperative sentence. */
  readonly title: Phrase;
  /** In the order of the file; they do not touch each other. */
  readonly edits: readonly Edit[];
  /** A tool may choose it by itself: it is the only fix of its finding that is not a last resort. */
  readonly isPreferred: boolean;
  /** What it changes in another file, and nothing in its own. */
  readonly elsewhere?: FileEdits;
}

export interface FixWriting {
  /** Of the policy's file. */
  readonly path: string;
  readonly policy: Policy;
  readonly writer: Writer | undefined;
  readonly writeElsewhere: WriteElsewhere;
  /** Hears of a check that cannot make its fixes. */
  readonly onFailure: (code: string, error: unknown) => void;
}

/** Those that can be written at their place, or where what stands there refers to. */
export function writtenFixes(
  { fixes, code }: ReportedFinding,
  { path, policy, writer, writeElsewhere, onFailure }: FixWriting,
): readonly WrittenFix[] {
  if (fixes === undefined || writer === undefined) return [];
  try {
    const made = fixes().flatMap(({ title, changes, lastResort }) => {
      const edits = writer.edits(changes);
      if (edits !== undefined) return [{ title, edits, mayBeChosen: lastResort !== true }];
      const elsewhere = writeElsewhere(code, changes, policy);
      if (elsewhere === undefined) return [];
      if (elsewhere.path === path) {
        const { edits: own } = elsewhere;
        return [{ title: say`${title} where it is written`, edits: own, mayBeChosen: false }];
      }
      return [{ title: say`${title} in ${name(elsewhere.path)}`, edits: [], elsewhere, mayBeChosen: false }];
    });
    const isOnly = made.filter(({ mayBeChosen }) => mayBeChosen).length === 1;
    return made.map(({ mayBeChosen, ...fix }) => ({ ...fix, isPreferred: mayBeChosen && isOnly }));
  } catch (error) {
    onFailure(code, error);
    return [];
  }
}
