/** What a search for fixes asks of a workspace of thousands of files, each of which it may ask for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixFilesOf } from "../../server/src/service/fix-files.ts";
import { type Policy } from "../../server/src/policy/policy.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { memoryFor } from "../support/annotated.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const FILES = 50;
const POLICY =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }';

test("to ask every file for its policies goes through the policies of the workspace once", () => {
  const files = Array.from({ length: FILES }, (_, index) => ({ path: `p${index}.json`, text: POLICY }));
  const workspace = readWorkspace(files, EMPTY_CONFIG);
  let read = 0;
  const counted = workspace.policies.map((one) => ({
    ...one,
    get path() {
      read++;
      return one.path;
    },
  }));
  const catalog = miniCatalog();
  const sources = {
    catalog,
    memory: memoryFor(catalog),
    asDeployed: (policy: Policy): Policy => policy,
    variables: new Map<string, string>(),
  };
  const asked = fixFilesOf({ ...workspace, policies: counted }, sources);
  for (const { path } of files) assert.equal(asked.policiesOf(path).length, 1);
  assert.equal(asked.policiesOf("other.json").length, 0);
  assert.equal(read, FILES);
});
