/** A change that makes a layer pass a request, with its edits and their preview. */
import { type PossibleCaller } from "../../policy/possible-caller.ts";
import { type FixChange, type FixEdit, type PolicyChanges } from "./fix-change.ts";
import { type FixRisk } from "./fix-risk.ts";

/** A line of the preview as `diff -u` shows it: kept, taken out or put in. */
export interface PreviewLine {
  readonly mark: " " | "-" | "+";
  /** Counted from 1: in the file as it is, or of a line put in, in the edited file. */
  readonly line: number;
  readonly text: string;
}

export interface FilePreview {
  readonly file: string;
  readonly lines: readonly PreviewLine[];
}

/** A change that makes the layer pass the request, tried by evaluating again. */
export interface ExplanationFix {
  /** Of a message that does not say who asked: for whom it is, whichever of these it was. */
  readonly callers?: readonly PossibleCaller[];
  readonly kind:
    "extend-statement" | "add-statement" | "change-condition" | "both-sides" | "not-in-policy" | "workspace-file";
  readonly change: FixChange;
  readonly risks: readonly FixRisk[];
  /** Empty for what no policy settles, or no value of it says. */
  readonly changes: readonly PolicyChanges[];
  /** What writes the changes into their files. */
  readonly edits: readonly FixEdit[];
  readonly preview: readonly FilePreview[];
  /** It helps whatever is not known of the request; otherwise if what is assumed, and what the risks name, holds. */
  readonly verified: boolean;
}
