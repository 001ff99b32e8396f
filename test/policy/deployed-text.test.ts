/** A policy that is deployed by a tool knows its own partition, account and Region only once it is there. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { resourceMatches, resourcePattern } from "../../server/src/policy/resource-pattern.ts";
import { readRequestArn } from "../../server/src/policy/request-arn.ts";
import { scalarOfString } from "../../server/src/policy/policy.ts";
import { type VariableLookup } from "../../server/src/policy/text-pattern.ts";
import { type DeploymentFact } from "../../server/src/syntax/value.ts";
import { NOWHERE } from "../../server/src/text/encoding.ts";

const ARN = "arn:aws:sqs:eu-west-1:111122223333:jobs";

function matches(parts: readonly (string | readonly [DeploymentFact])[], known: Readonly<Record<string, string>>) {
  let text = "";
  const holes = parts.flatMap((part) => {
    const start = text.length;
    text += typeof part === "string" ? part : `\${${part[0]}}`;
    return typeof part === "string" ? [] : [{ start, end: text.length, stands: part[0] }];
  });
  const value = { kind: "string", span: { start: 0, end: 0 }, text, holes, map: NOWHERE } as const;
  const lookup: VariableLookup = (key) =>
    Object.hasOwn(known, key) ? { state: "text", text: known[key] ?? "" } : { state: "unknown" };
  return resourceMatches(resourcePattern(scalarOfString(value, true), "yes"), readRequestArn(ARN), true, lookup);
}

const OPEN = ["arn:", ["partition"], ":sqs:", ["region"], ":", ["account"], ":jobs"] as const;

describe("a resource with what only the deployment settles", () => {
  for (const [name, parts, known, expected] of [
    [
      "matches where all of it is known",
      OPEN,
      { partition: "aws", region: "eu-west-1", account: "111122223333" },
      "yes",
    ],
    ["may match where a part is not known", OPEN, { partition: "aws", account: "111122223333" }, "unknown"],
    ["does not match another partition", OPEN, { partition: "aws-cn" }, "no"],
    ["does not match another account", OPEN, { account: "444455556666" }, "no"],
    ["does not match another name", [...OPEN, "2"], { partition: "aws", region: "eu-west-1" }, "no"],
    ["may match where nothing is known", OPEN, {}, "unknown"],
  ] as const) {
    test(name, () => assert.equal(matches(parts, known), expected));
  }
});
