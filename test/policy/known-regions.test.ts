import assert from "node:assert/strict";
import { test } from "node:test";
import { mayBeRegion } from "../../server/src/policy/known-regions.ts";

test("which texts may be the Region of a request", () => {
  const may = ["us-east-1", "eu-central-2", "eu-*", "*", "us-gov-*", "us-gov-west-1", "cn-north-1", "eusc-de-east-1"];
  const never = ["eu-east-1", "us-central-1", "us-east", "eu-east-*", "ap-north-?", "eu-centeral-1", "frankfurt", ""];
  assert.deepEqual(may.filter(mayBeRegion), may);
  assert.deepEqual(never.filter(mayBeRegion), []);
});
