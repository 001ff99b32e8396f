/** A text that stands in a file many times over has the same placeholders each time. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { placeholdersOfFile } from "../../server/src/hosts/known-placeholders.ts";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";

const TEXTS = [
  "s3:GetObject",
  "arn:aws:s3:::<bucket>/*",
  "arn:aws:iam::ACCOUNT_ID:role/app",
  "aws:RequestTag/$TAG",
  "service-prefix:ResourceTag/team",
  "__proto__",
  "constructor",
  "",
  `${"x".repeat(300)}<name>`,
];

test("values and names are read as ever, the first time and after thousands of others", () => {
  const ofFile = placeholdersOfFile();
  const expectSame = (): void => {
    for (const text of TEXTS) {
      assert.deepEqual(ofFile.holesIn(text), PLACEHOLDERS.holesIn(text), text);
      assert.deepEqual(ofFile.holesInName(text), PLACEHOLDERS.holesInName(text), text);
    }
  };
  expectSame();
  for (let other = 0; other < 3_000; other++) ofFile.holesIn(`<name-${other}>`);
  assert.equal(ofFile.holesIn("<another>").length, 1);
  expectSame();
});
