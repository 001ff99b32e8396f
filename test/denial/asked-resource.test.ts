/** Which resource a message names: what is cut off before the resource names none, whatever it begins with. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type AskedResource, readAskedResource } from "../../server/src/denial/asked-resource.ts";

function asked(said: string): AskedResource {
  return readAskedResource({
    said,
    isMasked: false,
    isHolder: false,
    partition: "aws",
    account: "111122223333",
    templates: ["arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"],
    identities: () => [],
    resources: () => [],
  });
}

const ROWS: readonly (readonly [said: string, named: string | undefined, arn: string | undefined])[] = [
  ["arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:role/app"],
  ["role app", "role app", undefined],
  [
    "policy arn:aws:iam::111122223333:policy/app",
    "arn:aws:iam::111122223333:policy/app",
    "arn:aws:iam::111122223333:policy/app",
  ],
  ["arn:aws:iam::111122223333", undefined, undefined],
  ["arn:aws:iam:", undefined, undefined],
  ["arn:aws", undefined, undefined],
];

describe("the resource of a message", () => {
  for (const [said, named, arn] of ROWS) {
    test(`${said}: ${named ?? "none is named"}`, () => {
      const found = asked(said);
      assert.deepEqual([found.said, found.arn], [named, arn]);
    });
  }
});
