/** An index leaves out what cannot match, and changes no answer. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { candidatesFor, indexPolicies, policiesNear } from "../../server/src/evaluation/policy-index.ts";
import { ALLOW_ALL, decisionOf, DENY_ALL, named, policyOf, policyOfJson } from "../support/evaluation.ts";

/** Which of the statements, by place, can match the action. */
function candidateNumbers(action: string, ...statements: readonly object[]): readonly number[] {
  const candidates = candidatesFor(indexPolicies([{ policy: policyOf(...statements) }]), action);
  return candidates.flatMap((one) => one.statements.map(({ index }) => index));
}

test("near an action are policies of its service, and those that name it in another service", () => {
  const texts: readonly (readonly [name: string, statement: object])[] = [
    ["same", { Action: "s3:GetObject" }],
    ["service", { Action: ["sqs:*", "s3:Put*"] }],
    ["excluding", { NotAction: "s3:*" }],
    ["slip", { Action: "s2:getobject" }],
    ["other", { Action: "sqs:SendMessage" }],
    ["nothing", {}],
  ];
  const index = indexPolicies(texts.map(([name, statement]) => ({ name, policy: policyOf(statement, statement) })));
  assert.deepEqual(
    policiesNear(index, "s3:GetObject").map(({ name }) => name),
    ["same", "service", "excluding", "slip"],
  );
});

describe("the statements that can match s3:GetObject", () => {
  for (const [name, statement, found] of [
    ["all actions", { Action: "*" }, true],
    ["all actions, in two stars", { Action: "**" }, true],
    ["the action in another case", { Action: "S3:GETOBJECT" }, true],
    ["among others", { Action: ["sqs:*", "s3:GetObject"] }, true],
    ["by the service", { Action: "s3:*" }, true],
    ["by a pattern", { Action: "s3:?et*" }, true],
    ["another action", { Action: "s3:PutObject" }, false],
    ["an action that begins alike", { Action: "s3:GetObjectAcl" }, false],
    ["another pattern", { Action: "s3:Put*" }, false],
    ["the same name of another service", { Action: "s3express:GetObject" }, false],
    ["a wildcard in the service", { Action: "s*:GetObject" }, false],
    ["no action", { Action: "s3" }, false],
    ["an empty list", { Action: [] }, false],
    ["neither Action nor NotAction", {}, false],
    ["all but another", { NotAction: "s3:PutObject" }, true],
    ["all but the service", { NotAction: "s3:*" }, false],
    ["all but the action, in another case", { NotAction: ["sqs:*", "s3:getobject"] }, false],
    ["all but all", { NotAction: "*" }, false],
    ["all but nothing", { NotAction: [] }, true],
    ["all actions of all services", { Action: "*:*" }, true],
    ["all but those", { NotAction: "*:*" }, true],
    ["an Action that is not settled", { Action: { Ref: "X" } }, true],
    ["another one and an entry that is not settled", { Action: ["sqs:*", { Ref: "X" }] }, true],
    ["a NotAction that is not settled", { NotAction: { Ref: "X" } }, true],
    ["all but the action and what is not settled", { NotAction: ["s3:GetObject", { Ref: "X" }] }, false],
    ["a name of an object's prototype", { Action: "__proto__:constructor" }, false],
  ] as const) {
    test(`${name}: ${found ? "in" : "out"}`, () => {
      const all = [{ Effect: "Allow", Resource: "*", ...statement }];
      assert.deepEqual(candidateNumbers("s3:GetObject", ...all), found ? [0] : []);
      // Nothing is left out that would match or may match.
      const { statements } = decisionOf({}, { identity: [named(...all)] });
      assert.equal(statements[0]?.action.truth !== "no", found);
    });
  }

  test("come in order, each with its own policy", () => {
    const policies = [
      named(),
      named({ Action: "s3:*" }, { Action: "sqs:*" }, { Action: "*" }),
      named({ Action: "sqs:*" }),
      named({ NotAction: "sqs:*" }),
    ];
    const index = indexPolicies(policies);
    const found = candidatesFor(index, "s3:GetObject");
    assert.deepEqual(
      found.map(({ item, statements }) => [policies.indexOf(item), statements.map((one) => one.index)]),
      [
        [1, [0, 2]],
        [3, [0]],
      ],
    );
    assert.deepEqual(candidatesFor(indexPolicies([]), "s3:GetObject"), []);
  });

  test("are those of the action that is asked for, whatever was asked before", () => {
    const index = indexPolicies([named({ Action: "s3:*" }, { Action: "*" }), named({ Action: "sqs:*" })]);
    const numbers = (action: string): readonly number[][] =>
      candidatesFor(index, action).map(({ statements }) => statements.map((one) => one.index));
    for (const [action, expected] of [
      ["s3:GetObject", [[0, 1]]],
      ["s3:GetObject", [[0, 1]]],
      ["sqs:SendMessage", [[1], [0]]],
      ["s3:GetObject", [[0, 1]]],
    ] as const) {
      assert.deepEqual(numbers(action), expected, action);
    }
  });

  test("of one policy given twice come twice", () => {
    const policy = named({ Action: "s3:*" });
    assert.equal(candidatesFor(indexPolicies([policy, policy]), "s3:GetObject").length, 2);
  });
});

describe("an evaluation by index", () => {
  test("keeps what a policy holds that the file does not settle", () => {
    const identity = [named(ALLOW_ALL), { name: "open", policy: policyOfJson({ Statement: { Ref: "X" } }) }];
    assert.equal(decisionOf({}, { identity: indexPolicies(identity) }).decision, "Unknown");
  });

  test("knows an index of no policies from one without statements for the action", () => {
    const identity = [named(ALLOW_ALL)];
    assert.equal(decisionOf({}, { identity, boundary: indexPolicies([]) }).decision, "Allowed");
    const other = indexPolicies([named({ ...ALLOW_ALL, Action: "sqs:*" })]);
    assert.equal(decisionOf({}, { identity, boundary: other }).decision, "ImplicitlyDenied");
    assert.equal(
      decisionOf({}, { identity: indexPolicies([named(ALLOW_ALL, DENY_ALL)]) }).decision,
      "ExplicitlyDenied",
    );
  });
});
