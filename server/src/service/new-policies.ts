/** What a new file can begin with: the kinds of policy, and for each the whole policies that completion offers, too. */
import { POLICY_KINDS, type PolicyKind } from "../policy/policy.ts";
import { type DraftPart } from "../syntax/draft.ts";
import { jsonDraft } from "../syntax/json-draft.ts";
import { KIND_WORDS, type KindWords } from "../wording/policy-kind.ts";
import { POLICY_STARTS } from "./completion/whole-policies.ts";

export interface NewPolicyKind extends KindWords {
  readonly kind: PolicyKind;
  /** One at least. */
  readonly starts: readonly NewPolicyStart[];
}

export interface NewPolicyStart {
  readonly label: string;
  readonly detail: string;
  /** A whole file, with the stops at which the author goes on. */
  readonly parts: readonly DraftPart[];
}

/** Indented by tabs, which an editor turns into what its user has chosen. */
const WHOLE_FILE = { objects: "lines", newline: "\n", unit: "\t", indent: "" } as const;

export function newPolicies(): readonly NewPolicyKind[] {
  return POLICY_KINDS.flatMap((kind) => {
    const starts = POLICY_STARTS.filter((start) => start.kind === kind);
    if (starts.length === 0) return [];
    return {
      kind,
      ...KIND_WORDS[kind],
      starts: starts.map(({ label, detail, policy }) => startOf(label, detail, policy)),
    };
  });
}

function startOf(label: string, detail: string, policy: Parameters<typeof jsonDraft>[0]): NewPolicyStart {
  return { label, detail, parts: jsonDraft(policy, WHOLE_FILE) };
}
