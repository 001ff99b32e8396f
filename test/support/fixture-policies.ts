/** The policies under test/fixtures; the first word of a file name is the kind of the policy. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { POLICY_KINDS, type PolicyKind } from "../../server/src/policy/policy.ts";

export interface FixturePolicy {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly text: string;
}

export function goodPolicies(): readonly FixturePolicy[] {
  return policiesIn("good", "");
}

export function badPolicies(): readonly FixturePolicy[] {
  return policiesIn("bad", "everything-fires-");
}

function policiesIn(folder: string, prefix: string): readonly FixturePolicy[] {
  const path = join("test", "fixtures", folder);
  return readdirSync(path)
    .filter((file) => file.startsWith(prefix) && file.endsWith(".json"))
    .map((file) => {
      const name = file.slice(prefix.length, -".json".length);
      const kind = POLICY_KINDS.find((one) => name === one || name.startsWith(`${one}-`));
      assert.ok(kind, `${file} does not start with a kind of policy`);
      return { name, kind, text: readFileSync(join(path, file), "utf8") };
    });
}
