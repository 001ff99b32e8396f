/**
 * A policy may refer to a text that others refer to as well, such as a local of Terraform. What is said of it is said of the
 * one policy, and a fix must not spoil the others.
 */
import { type SourcesAround } from "../hosts/host.ts";
import { type Edit } from "../text/edit.ts";
import { isSameSpan, type Span, spanContains } from "../text/span.ts";
import { changedPolicies, reachBeyond } from "../workspace/changed-policies.ts";
import { sourcesAround } from "../workspace/consulted.ts";
import { type PlacedFinding } from "./diagnostics.ts";
import { type PolicyDocument } from "./document.ts";

/** A policy of the document with what is found in it. */
export interface SearchedPolicy {
  readonly span: Span;
  readonly sorted: { readonly places: readonly PlacedFinding[] };
}

type Told = Pick<PlacedFinding, "code" | "messageId" | "span">;

/** That it could be taken out is true of the policy alone that refers to it. */
export function isOfOwnText({ code, span }: Told, policy: Span): boolean {
  return !COULD_GO.has(code) || spanContains(policy, span);
}

const COULD_GO: ReadonlySet<string> = new Set(["redundant-entry", "redundant-statement"]);

/** Would the edits also change a policy, or a statement, in which nothing is wrong with the text? */
export function spoilsOthers(
  finding: Told,
  edits: readonly Edit[],
  own: Span,
  {
    document: { source },
    searches,
  }: { readonly document: PolicyDocument; readonly searches: readonly SearchedPolicy[] },
): boolean {
  const { path, text, around = sourcesAround([]) } = source;
  if (!reachBeyond(edits, [own])) return false;
  const changed = changedPolicies({ path, text, edits }, filesBeside(path, around), around);
  return changed.some(({ path: file, before, statements }) => {
    if (file !== path) return !isWrongAnywhere(finding, edits);
    const found = searches.find(({ span }) => isSameSpan(span, before.span))?.sorted.places ?? [];
    const same = found.filter((one) => saysTheSame(one, finding)).length;
    return isWrongAnywhere(finding, edits) ? same === 0 : same < statements.length;
  });
}

export function saysTheSame(one: Told, other: Told): boolean {
  return one.code === other.code && one.messageId === other.messageId && isSameSpan(one.span, other.span);
}

/** A name that nothing bears is wrong wherever it is referred to, and is corrected where it stands. */
export function isWrongAnywhere({ code, span }: Told, edits: readonly Edit[]): boolean {
  return isNameOfNothing(code) && edits.every((edit) => edit.newText !== "" && spanContains(span, edit.span));
}

export function isNameOfNothing(code: string): boolean {
  return NO_SUCH_NAME.has(code);
}

const NO_SUCH_NAME: ReadonlySet<string> = new Set([
  "invalid-arn",
  "misspelled-arn",
  "unknown-action",
  "unknown-condition-key",
  "unknown-operator",
  "unknown-service",
  "unknown-service-principal",
]);

/** Those of the same language in the folder: what one of them declares, all may refer to. */
export function filesBeside(path: string, around: SourcesAround): readonly string[] {
  const ending = path.slice(path.lastIndexOf("."));
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return around
    .filesIn(folder)
    .filter((one) => one.endsWith(ending))
    .slice(0, MOST_FILES);
}

const MOST_FILES = 60;
