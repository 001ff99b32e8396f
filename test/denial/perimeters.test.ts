/** What a perimeter keeps in, and so what whoever meets it can do. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explained } from "../support/explained.ts";

const refused =
  "AccessDenied: User: arn:aws:iam::111122223333:user/ann is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::tools/a.zip with an explicit deny in a service control policy";
const ofResource = { "aws:ResourceAccount": "111122223333" };
const ofNetwork = { "aws:SourceVpc": "vpc-0123456789abcdef0" };

describe("a perimeter", () => {
  const guardOf = (Condition: object): readonly string[] =>
    explained(refused, {
      "scps/edge.json": { Effect: "Deny", Action: "s3:*", Resource: "*", Condition },
    }).next.flatMap((one) => (one.step === "guard-worked" ? [one.guard] : []));

  test("of resources is not met by sending the request from elsewhere", () => {
    assert.deepEqual(guardOf({ StringNotEquals: ofResource }), ["perimeter-of-resources"]);
  });
  test("of networks, also beside one of resources, may be", () => {
    assert.deepEqual(guardOf({ StringNotEquals: { ...ofResource, ...ofNetwork } }), ["perimeter"]);
  });
});
