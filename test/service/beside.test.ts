/** Lenses, hints and matching requests, in every host. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openCheckMemory } from "../../server/src/checks/memory.ts";
import { hintsIn } from "../../server/src/service/beside/hints.ts";
import { LENS_KINDS, type LensKind, lensSteps } from "../../server/src/service/beside/lenses.ts";
import { matchingRequestAt } from "../../server/src/service/beside/matching-request.ts";
import { type PolicyDocument, readDocument } from "../../server/src/service/document.ts";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const catalog = miniCatalog();
const sources = { catalog, memory: openCheckMemory(catalog, 100) };

const STATEMENT = `{ "Effect": "Allow", "Action": ["s3:Get*", "s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::data/*" }`;
const POLICY = `{ "Version": "2012-10-17", "Statement": [${STATEMENT}] }`;

const HOSTS: readonly (readonly [title: string, path: string, text: string])[] = [
  ["JSON", "a.json", POLICY],
  ["a string in JSON", "b.json", JSON.stringify({ PolicyDocument: POLICY })],
  [
    "Terraform",
    "main.tf",
    `data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:Get*", "s3:GetObject", "s3:PutObject"]\n    resources = ["arn:aws:s3:::data/*"]\n  }\n}\n`,
  ],
  [
    "a template",
    "stack.yaml",
    `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: [s3:Get*, s3:GetObject, s3:PutObject]\n            Resource: arn:aws:s3:::data/*\n`,
  ],
];

function read(text: string, path = "a.json", kind?: PolicyKind): PolicyDocument {
  return readDocument({ path, languageId: undefined, text }, kind);
}

function lensesOf(document: PolicyDocument, ...wanted: readonly LensKind[]): readonly string[] {
  return resultOf(lensSteps(document, new Set(wanted), undefined, sources)).map(({ title }) => title);
}

for (const [title, path, text] of HOSTS) {
  describe(`in ${title}`, () => {
    const document = read(text, path);

    test("a lens says how many actions are granted, by access level", () => {
      assert.deepEqual(lensesOf(document, "grantedActions"), ["Allows 2 actions: 1 Read, 1 Write"]);
    });

    test("a hint behind a wildcard says how many actions it matches, at its end", () => {
      const hints = hintsIn(document, { start: 0, end: text.length }, catalog);
      assert.deepEqual(
        hints.map(({ label }) => label),
        ["1 action"],
      );
      assert.match(text.slice(0, hints[0]?.offset), /s3:Get\*(?:\\?")?$/);
    });

    test("the lens to expand a wildcard leads to it", () => {
      const [lens] = resultOf(lensSteps(document, new Set(["expandWildcards"]), undefined, sources));
      assert.match(text.slice(lens?.target?.start, lens?.target?.end), /^(?:\\?")?s3:Get\*(?:\\?")?$/);
    });

    test("a request that matches is shown below the statement", () => {
      const shown = matchingRequestAt(document, text.indexOf("s3:GetObject"), sources) ?? "";
      assert.match(shown, /^Allows s3:Get\*, s3:GetObject and s3:PutObject on arn:aws:s3:::data\/\*\./);
      assert.match(shown, /A request that matches:\n {2}- s3:\w+ on arn:aws:s3:::data\//);
    });
  });
}

test("nothing is shown that no setting asks for", () => {
  assert.deepEqual(lensesOf(read(POLICY)), []);
});

describe("the lens of granted actions", () => {
  const cases: readonly (readonly [actions: string, title: readonly string[]])[] = [
    ["*", ["Allows every action of every service"]],
    ["s3:GetObjekt", []],
    ["s3:${verb}", []],
  ];
  for (const [action, titles] of cases) {
    test(`for ${action}`, () => {
      const text = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "${action}", "Resource": "*" } }`;
      assert.deepEqual(lensesOf(read(text), "grantedActions"), titles);
    });
  }

  const onResources: readonly (readonly [resources: string, title: string])[] = [
    ['"*"', "Allows 6 actions: 3 Write, 2 List, 1 Read"],
    ['"arn:aws:s3:::data"', "Allows 1 action: 1 List"],
    ['["arn:aws:s3:::data", "arn:aws:s3:::data/*"]', "Allows 5 actions: 3 Write, 1 Read, 1 List"],
    ['["arn:aws:s3:::data", "${other}"]', "Allows 6 actions: 3 Write, 2 List, 1 Read"],
  ];
  for (const [resources, title] of onResources) {
    test(`counts what acts on ${resources}`, () => {
      const text = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": ${resources} } }`;
      assert.deepEqual(lensesOf(read(text), "grantedActions"), [title]);
    });
  }

  test("is not there for NotAction", () => {
    const text = `{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "NotAction": "s3:*", "Resource": "*" } }`;
    assert.deepEqual(lensesOf(read(text), "grantedActions"), []);
  });
});

test("the lens of the size counts as AWS does, against the quota of this kind", () => {
  assert.deepEqual(lensesOf(read(POLICY, "a.json", "boundary"), "size"), [
    `${POLICY.replace(/\s/g, "").length} of 6,144 characters of a managed policy (2 %)`,
  ]);
  const long = POLICY.replace("data", "d".repeat(7_000));
  assert.match(
    lensesOf(read(long, "a.json", "boundary"), "size")[0] ?? "",
    /^7,1\d\d characters: 9\d\d more than a managed policy can have$/,
  );
});

describe("the lens of what is dead", () => {
  const dead = (statement: string): readonly string[] =>
    lensesOf(read(`{ "Version": "2012-10-17", "Statement": ${statement} }`), "deadEntries");

  test("counts the entries that match nothing", () => {
    assert.deepEqual(
      dead(`{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "arn:aws:s3:::data/*" }`),
      ["Dead: 1 of 2 actions"],
    );
  });

  test("says of a whole statement that it never matches", () => {
    assert.deepEqual(dead(`{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::data/*" }`), [
      "Never matches",
    ]);
  });

  test("is not there for a text that could not be read as a whole", () => {
    const text = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::data/*" `;
    assert.deepEqual(
      lensesOf(read(text), ...LENS_KINDS.filter((kind) => kind !== "matchingRequest" && kind !== "grantedActions")),
      [],
    );
  });
});

test("of a statement that never matches the reason is shown, and nowhere but in a statement anything", () => {
  const text = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::data/*" } }`;
  assert.doesNotMatch(matchingRequestAt(read(text), text.indexOf("s3:List"), sources) ?? "", /A request that matches/);
  assert.equal(matchingRequestAt(read(text), 3, sources), undefined);
});
