/** Policies beside the one under check, in the account of one role that it is attached to. */
import assert from "node:assert/strict";
import { type NeighborPolicy, type Surroundings } from "../../server/src/checks/surroundings.ts";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import { readPolicy } from "../../server/src/policy/read-policy.ts";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { readJson } from "../../server/src/syntax/json.ts";

export interface PolicyBeside {
  readonly kind: PolicyKind;
  readonly text: string;
  /** Whose policy it is: of a key or a role. */
  readonly resource?: string;
}

export const HOLDER = "arn:aws:iam::111122223333:role/app";

/** Those of a kind with holders are attached to each of `holders`. */
export function surroundingsOf(
  beside: readonly PolicyBeside[],
  { holders = [HOLDER], managementAccount = false } = {},
): Surroundings {
  const neighbors = beside.map((one) => ({ ...one, neighbor: toNeighbor(one) }));
  const ofKinds = (...kinds: readonly PolicyKind[]): readonly NeighborPolicy[] =>
    neighbors.filter(({ kind }) => kinds.includes(kind)).map(({ neighbor }) => neighbor);
  return {
    holders: holders.map((arn) => ({
      arn,
      boundaries: ofKinds("boundary"),
      denying: ofKinds("boundary", "identity", "scp"),
    })),
    policiesOf: (asked) => neighbors.filter(({ resource }) => resource === asked).map(({ neighbor }) => neighbor),
    onlyManagementAccount: managementAccount,
  };
}

function toNeighbor({ kind, text }: PolicyBeside): NeighborPolicy {
  const { root } = readJson(text, PLACEHOLDERS);
  assert.equal(root?.kind, "object", "the text is not a JSON object");
  return { policy: readPolicy(root), kind, file: `${kind}.json` };
}
