/** Several policies may refer to one text: which of them an edit of it changes. */
import { type SourcesAround } from "../hosts/host.ts";
import { type Policy } from "../policy/policy.ts";
import { valueText } from "../syntax/value-text.ts";
import { applyEdits, type Edit } from "../text/edit.ts";
import { type Span, spanContains } from "../text/span.ts";
import { withText } from "./consulted.ts";
import { readFilePolicies } from "./read-file-policies.ts";

export interface EditedFile {
  readonly path: string;
  readonly text: string;
  readonly edits: readonly Edit[];
}

/** A policy that says something else after the edits; its places are those before. */
export interface ChangedPolicy {
  readonly path: string;
  readonly before: Policy;
  /** The indexes of the statements that are not as before. */
  readonly statements: readonly number[];
}

/** Does one of the edits reach beyond the policy, into a text that it refers to? */
export function reachBeyond(edits: readonly Edit[], policies: readonly Span[]): boolean {
  return edits.some((edit) => !policies.some((policy) => spanContains(policy, edit.span)));
}

/**
 * Of the edited file and of `others`, each read before and after. A file in which others are found than before says nothing
 * of which is which.
 */
export function changedPolicies(
  file: EditedFile,
  others: readonly string[],
  around: SourcesAround,
): readonly ChangedPolicy[] {
  const { path, text, edits } = file;
  const source = applyEdits(text, edits);
  const edited = withText(around, path, source);
  return [path, ...others.filter((one) => one !== path)].flatMap((one) => {
    const was = one === path ? text : around.textOf(one);
    if (was === undefined) return [];
    const before = readFilePolicies({ path: one, text: was }, around).policies;
    const after = readFilePolicies({ path: one, text: one === path ? source : was }, edited).policies;
    if (before.length !== after.length) return [];
    return before.flatMap(({ policy }, index): readonly ChangedPolicy[] => {
      const now = after[index]?.policy;
      if (now === undefined || valueText(policy.object) === valueText(now.object)) return [];
      return [{ path: one, before: policy, statements: changedStatements(policy, now) }];
    });
  });
}

/** One that is new, or is no longer there, is not among them. */
function changedStatements({ statements }: Policy, now: Policy): readonly number[] {
  const texts = new Set(now.statements.map(({ object }) => valueText(object)));
  return statements.flatMap(({ object }, index) => (texts.has(valueText(object)) ? [] : [index]));
}
