import assert from "node:assert/strict";
import { test } from "node:test";
import { looksLikePolicy } from "../../client/src/policy-shape.ts";

const POLICY = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }`;

const CASES: readonly (readonly [text: string, looks: boolean])[] = [
  [POLICY, true],
  [`\n  ${POLICY.replaceAll(" ", "\n")}`, true],
  [POLICY.slice(0, -3), true],
  [`User said: ${POLICY}`, false],
  [`{ "Statement": "of account", "Total": 3 }`, false],
  [`{ "Effect": "Allow" }`, false],
  ["", false],
];

for (const [text, looks] of CASES) {
  test(JSON.stringify(text), () => assert.equal(looksLikePolicy(text), looks));
}
