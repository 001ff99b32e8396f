/** The policies of a file as edits make them. */
import { type Policy } from "../policy/policy.ts";
import { applyEdits, type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import { readFilePolicies } from "./read-file-policies.ts";
import { type WorkspacePolicies } from "./workspace.ts";

export interface RereadPolicies {
  /** In their order. One that no edit reaches may be the one from before. */
  readonly policies: readonly Policy[];
  /** What the spans of those that are new are of. */
  readonly source: string;
}

/** Of a file that holds a policy, says what is stated of policies, or is read for what it makes. */
export function textIn({ texts, config, around }: WorkspacePolicies, file: string): string | undefined {
  return texts.get(file) ?? config.sources.find(({ path }) => path === file)?.text ?? around.textOf(file);
}

/** `before` are those of the file; undefined where the edited file holds fewer, or more than one more. */
export function rereadPolicies(
  file: string,
  edits: readonly Edit[],
  before: readonly Policy[],
  workspace: WorkspacePolicies,
): RereadPolicies | undefined {
  const text = textIn(workspace, file);
  if (text === undefined) return undefined;
  const alone = rereadAlone(file, text, edits, before, workspace);
  if (alone !== undefined) return alone;
  const source = applyEdits(text, edits);
  const after = readFilePolicies({ path: file, text: source }, workspace.around).policies.map(({ policy }) => policy);
  const more = after.length - before.length;
  return more === 0 || more === 1 ? { policies: after, source } : undefined;
}

/**
 * One policy of what the AWS CLI printed in JSON, an account with thousands of them as a rule, reads as it does by itself,
 * as long as it is whole: the others are not read again for each fix that is tried.
 */
function rereadAlone(
  file: string,
  text: string,
  edits: readonly Edit[],
  before: readonly Policy[],
  { policies, around }: WorkspacePolicies,
): RereadPolicies | undefined {
  const edited = before.find(({ span }) => edits.every((edit) => isWithin(edit.span, span)));
  const known = policies.find(({ policy }) => policy === edited);
  if (edited === undefined || known?.isCopy !== true || known.isBroken || known.refers) return undefined;
  const { start, end } = edited.span;
  if (!file.endsWith(".json") || text[start] !== "{" || text[end - 1] !== "}") return undefined;
  const moved = edits.map(({ span, newText }) => ({
    span: { start: span.start - start, end: span.end - start },
    newText,
  }));
  const source = applyEdits(text.slice(start, end), moved);
  const [only, ...others] = readFilePolicies({ path: file, text: source }, around).policies;
  if (only === undefined || only.site.broken || only.site.path.length > 0 || others.length > 0) return undefined;
  return { policies: before.map((policy) => (policy === edited ? only.policy : policy)), source };
}

/** The braces around it stay. */
function isWithin(edit: Span, policy: Span): boolean {
  return policy.start < edit.start && edit.end < policy.end;
}
