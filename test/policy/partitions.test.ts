import assert from "node:assert/strict";
import { test } from "node:test";
import { otherPartitionOf } from "../../server/src/policy/partitions.ts";

test("a Region is of another partition only where AWS documents one of the two", () => {
  const rows: readonly (readonly [region: string, written: string, right: string | undefined])[] = [
    ["us-gov-west-1", "aws", "aws-us-gov"],
    ["eu-west-1", "aws-cn", "aws"],
    ["eu-west-1", "aws", undefined],
    ["us-gov-west-1", "aws-gov", "aws-us-gov"],
    ["us-test-1", "aws-test", undefined],
    ["jobs", "aws", undefined],
  ];
  for (const [region, written, right] of rows) assert.equal(otherPartitionOf(region, written), right, region);
});
