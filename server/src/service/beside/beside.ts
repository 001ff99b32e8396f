/** What an editor shows beside the text of policies, each where its setting says so, and in the colours of the text. */
import { type Span } from "../../text/span.ts";
import { type Configuration } from "../configuration.ts";
import { type FindingsRun } from "../diagnostics.ts";
import { type PolicyDocument } from "../document.ts";
import { type ProofSources } from "../statement-proof.ts";
import { type Hint, hintsIn } from "./hints.ts";
import { type Lens, lensSteps } from "./lenses.ts";
import { markSteps, type TextMark } from "./marks.ts";
import { matchedActionsAt } from "./matched-actions.ts";
import { matchingRequestAt } from "./matching-request.ts";

export interface Beside {
  /** `wanted` are kinds of lenses. */
  lenses(
    document: PolicyDocument,
    wanted: ReadonlySet<string>,
    configuration: Configuration,
  ): Generator<undefined, readonly Lens[]>;
  hints(document: PolicyDocument, span: Span): readonly Hint[];
  /** What to colour within the span, as far as `run` has come. */
  marks(document: PolicyDocument, run: FindingsRun, span: Span): Generator<undefined, readonly TextMark[]>;
  /** Plain text about the statement under the offset; undefined where none is. */
  matchingRequest(document: PolicyDocument, offset: number): string | undefined;
  /** Plain text about the entry of Action or NotAction under the offset; undefined where none is. */
  matchedActions(document: PolicyDocument, offset: number): string | undefined;
}

export function besideWith(sources: () => ProofSources): Beside {
  return {
    lenses: (document, wanted, configuration) =>
      lensSteps(document, wanted, configuration.resourceOf(document.source.path), sources()),
    hints: (document, span) => hintsIn(document, span, sources().catalog),
    marks: (document, { places }, within) => markSteps(document, { found: places, within }, sources().catalog),
    matchedActions: (document, offset) => matchedActionsAt(document, offset, sources().catalog),
    matchingRequest: (document, offset) => matchingRequestAt(document, offset, sources()),
  };
}
