/** Whether credentials are those of a message. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isSamePrincipal } from "../../server/src/aws/principal.ts";

describe("one principal or two", () => {
  const session = "arn:aws:sts::111122223333:assumed-role/app/run";
  for (const [other, isSame] of [
    ["arn:aws:iam::111122223333:role/app", true],
    ["arn:aws:iam::111122223333:role/service/app", true],
    ["arn:aws:sts::111122223333:assumed-role/app/other", true],
    ["arn:aws-cn:iam::111122223333:role/app", false],
    ["arn:aws-us-gov:sts::111122223333:assumed-role/app/run", false],
    ["arn:aws:iam::444455556666:role/app", false],
    ["arn:aws:iam::111122223333:user/app", false],
  ] as const) {
    test(`${other} is ${isSame ? "" : "not "}that of ${session}`, () => {
      assert.equal(isSamePrincipal(session, other), isSame);
      assert.equal(isSamePrincipal(other, session), isSame);
    });
  }
});
