/** Policies in other words and other forms that say the same. */
import { type CheckMemory } from "../checks/memory.ts";
import { type Catalog } from "../catalog/catalog.ts";
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import { type Configuration } from "./configuration.ts";
import { convertPolicy } from "./conversion/convert-policy.ts";
import { type ConvertedForm, type Written } from "./conversion/forms.ts";
import { pastePolicy } from "./conversion/paste-policy.ts";
import { type PolicyDocument } from "./document.ts";
import { type FittingProblem, type ShrunkPolicy, shrinkSteps } from "./fitting/shrink-policy.ts";
import { splitPolicy, type SplitPolicy } from "./fitting/split-policy.ts";
import { type Refactoring, refactoringSteps } from "./refactorings/find-refactorings.ts";

export interface Rewriting {
  /** Other words for the statement under the span, each proved to allow and deny the same. */
  refactorings(
    document: PolicyDocument,
    span: Span,
    configuration: Configuration,
  ): Generator<undefined, readonly Refactoring[]>;
  /** A policy of the document, or one statement of it (both counted from 0), in another form. */
  convert(
    document: PolicyDocument,
    place: { readonly policy: number; readonly statement: number | undefined },
    form: ConvertedForm,
  ): Written;
  /** Of a policy's JSON that is pasted at an offset: what is written in the file's syntax. Undefined for the text itself. */
  paste(document: PolicyDocument, offset: number, text: string): Edit | undefined;
  /** A policy of the document (counted from 0) in fewer characters, proved to allow and deny the same. */
  shrink(
    document: PolicyDocument,
    place: number,
    configuration: Configuration,
  ): Generator<undefined, ShrunkPolicy | FittingProblem>;
  /** The same as several policies, each short enough for AWS, proved to allow and deny the same together. */
  split(document: PolicyDocument, place: number): SplitPolicy | FittingProblem;
}

export function rewritingWith(sources: () => { readonly catalog: Catalog; readonly memory: CheckMemory }): Rewriting {
  return {
    refactorings: (document, span, configuration) =>
      refactoringSteps(document, span, { ...sources(), statedKind: configuration.kindOf(document.source.path) }),
    convert: (document, { policy, statement }, form) => convertPolicy(document, policy, statement, form),
    paste: pastePolicy,
    shrink: (document, place, configuration) => shrinkSteps(document, place, { ...sources(), configuration }),
    split: (document, place) => splitPolicy(document, place),
  };
}
