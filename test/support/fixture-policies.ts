/** The policies under test/fixtures; the first word of a file name is the kind of the policy. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { POLICY_KINDS, type PolicyKind } from "../../server/src/policy/policy.ts";
import { type Reading } from "./annotated.ts";
import { surroundingsOf } from "./surroundings.ts";

export interface FixturePolicy {
  readonly name: string;
  readonly kind: PolicyKind;
  /** The second word of the file's name, where it says whose policy it is. */
  readonly holder?: NonNullable<Reading["holder"]>;
  /** The kind that its file would be called, in `trust-called-scp`. */
  readonly named?: NonNullable<Reading["named"]>;
  readonly text: string;
}

const HOLDERS = ["bucket", "key", "queue", "topic", "repository", "managed"] as const;

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
      const holder = HOLDERS.find((one) => name === `${kind}-${one}`);
      const called = POLICY_KINDS.find((one) => name === `${kind}-called-${one}`);
      const named = called === undefined || called === "unknown" ? undefined : { kind: called, isWhole: true };
      return {
        name,
        kind,
        ...(holder && { holder }),
        ...(named && { named }),
        text: readFileSync(join(path, file), "utf8"),
      };
    });
}

const text = (...statements: readonly object[]): string => JSON.stringify({ Statement: statements });

/** What is said of other policies: enough for the checks that look at several. */
export const BESIDE_BAD_POLICIES: Pick<Reading, "surroundings" | "resource" | "folderOfRole"> = {
  resource: "arn:aws:s3:::home",
  folderOfRole: "app",
  surroundings: surroundingsOf(
    [
      {
        kind: "boundary",
        text: text({ Effect: "Allow", Action: ["kms:*", "s3:*", "iam:PutUserPolicy"], Resource: "*" }),
      },
      {
        kind: "resource",
        resource: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        text: text({ Effect: "Allow", Principal: { AWS: "444455556666" }, Action: "kms:*", Resource: "*" }),
      },
      {
        kind: "trust",
        resource: "arn:aws:iam::111122223333:role/batch",
        text: text({ Effect: "Allow", Principal: { AWS: "444455556666" }, Action: "sts:AssumeRole" }),
      },
    ],
    { managementAccount: true },
  ),
};
