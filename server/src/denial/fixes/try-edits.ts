/** Makes the edits of a change, and reads the policies of the edited files again. */
import { type Policy } from "../../policy/policy.ts";
import { type Edit } from "../../text/edit.ts";
import { type PolicyChanges } from "./fix-change.ts";
import { type DeploymentOf } from "./deployments.ts";
import { type FixFiles } from "./question.ts";

export interface TriedEdits {
  readonly edits: readonly FileEdit[];
  /** Each policy of the edited files with what it reads as now. */
  readonly policies: ReadonlyMap<Policy, Policy>;
  readonly addsPolicy: boolean;
}

/** The changes as they are written; undefined where they cannot be, or the edited file does not read as before. */
export function tryEdits(
  changes: readonly PolicyChanges[],
  files: FixFiles,
  deploymentOf: DeploymentOf = () => undefined,
): TriedEdits | undefined {
  const edits = editsOf(changes, deploymentOf);
  const edited = edits === undefined ? undefined : editedPolicies(edits, changes, files);
  return edits === undefined || edited === undefined ? undefined : { edits, ...edited };
}

export interface FileEdit extends Edit {
  readonly file: string;
}

/** What changes the same text is written together, so that one edit does not stand in the way of another. */
export function editsOf(
  changes: readonly PolicyChanges[],
  deploymentOf: DeploymentOf,
): readonly FileEdit[] | undefined {
  const edits: FileEdit[] = [];
  for (const writer of new Set(changes.map(({ policy }) => policy.writer))) {
    const own = changes.filter(({ policy }) => policy.writer === writer);
    const policy = own[0]?.policy;
    const written =
      policy &&
      writer?.edits(
        own.flatMap((one) => one.changes),
        deploymentOf(policy),
      );
    if (policy === undefined || written === undefined) return undefined;
    edits.push(...written.map((edit) => ({ ...edit, file: policy.file })));
  }
  return edits;
}

function editedPolicies(
  edits: readonly FileEdit[],
  changes: readonly PolicyChanges[],
  files: FixFiles,
): { readonly policies: ReadonlyMap<Policy, Policy>; readonly addsPolicy: boolean } | undefined {
  let addsPolicy = false;
  const swapped = new Map<Policy, Policy>();
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const before = files.policiesOf(file);
    const own = edits.filter((edit) => edit.file === file);
    const after = files.reread(file, own) ?? [];
    const added = addedAt(before, after);
    if (added === undefined) return undefined;
    const same = after.filter((_, index) => index !== added);
    before.forEach((policy, index) => {
      const now = same[index];
      if (now !== undefined) swapped.set(policy, now);
    });
    const beside = after[added];
    const target = changes.find(({ policy }) => policy.file === file)?.policy.policy;
    // What a policy that AWS wrote allows itself is not what was asked for.
    if (beside === undefined || target === undefined) continue;
    swapped.set(target, beside);
    addsPolicy = true;
  }
  return { policies: swapped, addsPolicy };
}

/**
 * Where a statement became a policy beside the one that it was for: its place among those of the edited file, or -1 where
 * there is none. Undefined where other policies are read.
 */
function addedAt(before: readonly Policy[], after: readonly Policy[]): number | undefined {
  if (before.length === after.length) return -1;
  if (after.length !== before.length + 1) return undefined;
  const first = before.findIndex((policy, index) => !areAlike(policy, after[index]));
  const added = first < 0 ? before.length : first;
  return before.slice(added).every((policy, index) => areAlike(policy, after[added + 1 + index])) ? added : undefined;
}

function areAlike(one: Policy, other: Policy | undefined): boolean {
  return other !== undefined && shownText(one) === shownText(other);
}

function shownText({ statements }: Policy): string {
  const texts = statements.map(({ sid, effect, action, resource }) => [
    sid?.text,
    effect?.text,
    ...[action, resource].map((list) => list?.entries.map(({ text }) => text)),
  ]);
  return JSON.stringify(texts);
}
