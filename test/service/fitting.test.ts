/** Policies made to fit into what AWS takes: shorter ones and several, never what could change what is allowed or denied. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { attachParts, openService, partPaths, resultOf } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { policyOf } from "../support/sized-policies.ts";

const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });

function opened(text: string, path: string, kind: PolicyKind | undefined) {
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-26", kind });
  return { configuration, document: resultOf(service.read({ path, languageId: undefined, text }, configuration)) };
}

function shrunk(text: string, path = "policy.json", kind: PolicyKind | undefined = "identity") {
  const { document, configuration } = opened(text, path, kind);
  const made = resultOf(service.shrink(document, 0, configuration));
  if ("problem" in made) return { said: `Problem: ${phraseToPlainText(made.problem)}`, text, fits: false };
  return {
    said: phraseToPlainText(made.summary),
    text: applyEdits(text, made.edits),
    fits: made.after <= made.quota.most,
  };
}

function split(text: string, path = "policy.json", kind: PolicyKind | undefined = "identity") {
  const made = service.split(opened(text, path, kind).document, 0);
  return "problem" in made
    ? { said: `Problem: ${phraseToPlainText(made.problem)}`, parts: [] }
    : { said: phraseToPlainText(made.summary), parts: made.parts };
}

const wrapped = (...statements: readonly string[]): string =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ${statements.join(",\n    ")}\n  ]\n}\n`;

describe("a policy that fits loses nothing but what says nothing", () => {
  const ALIKE = [
    `{ "Sid": "A", "Effect": "Allow", "Action": ["s3:GetObject", "s3:Get*"], "Resource": "arn:aws:s3:::a/*" }`,
    `{ "Sid": "B", "Effect": "Allow", "Action": "s3:Get*", "Resource": ["arn:aws:s3:::b/*"] }`,
    `{ "Sid": "C", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/x" }`,
  ];

  test("what others cover goes, and statements that differ in one element are one", () => {
    const { text, said } = shrunk(wrapped(...ALIKE));
    assert.equal(
      text,
      wrapped(
        `{ "Sid": "A", "Effect": "Allow", "Action": "s3:Get*", "Resource": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"] }`,
      ),
    );
    assert.equal(
      said,
      "From 296 to 137 of the 6,144 characters that a managed policy can have: removed an entry that others cover, removed 1 statement that others cover, merged 1 statement into others and wrote 2 lists of one as their values. It was proved to allow and deny the same.",
    );
  });

  test("in YAML, too", () => {
    const { text } = shrunk(
      `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Action: [s3:GetObject, s3:Get*]\n            Resource: !Sub "arn:aws:s3:::\${B}/*"\n`,
      "template.yaml",
      undefined,
    );
    assert.match(text, /Action: s3:Get\*\n {12}Resource: !Sub/);
  });

  test("one with nothing to lose stays as it is", () => {
    const text = wrapped(`{ "Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*" }`);
    assert.deepEqual(shrunk(text), {
      said: "It has 121 of the 6,144 characters that a managed policy can have. Nothing can be removed without changing what it says. Leave it as it is: it fits.",
      text,
      fits: true,
    });
  });

  test("one whose syntax is broken stays as it is", () => {
    assert.match(
      shrunk(`{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow" "Action": }] }`).said,
      /^Problem: .*syntax/,
    );
  });
});

describe("a policy that is too long", () => {
  test("loses its Sids, and then single actions, only as long as it is", () => {
    const statements = Array.from(
      { length: 55 },
      (_, index) =>
        `{ "Sid": "Statement${index}", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket-${index}/*", "Condition": { "StringNotEquals": { "aws:PrincipalTag/team": "team-${index}" } } }`,
    );
    const { said, text, fits } = shrunk(wrapped(...statements));
    assert.match(
      said,
      /^From 9,\d+ to 8,\d+ characters, and a managed policy can have 6,144: dropped 55 Sids\. .* still too long: split/,
    );
    assert.equal(fits, false);
    assert.ok(!text.includes("Sid"));
  });

  test("is split into policies that fit, with all its statements", () => {
    const text = policyOf(30_000);
    const { parts, said } = split(text);
    assert.match(said, /^Split into \d policies of at most [\d,]+ of 6,144 characters\./);
    assert.ok(parts.length > 1);
    for (const { size, text: part } of parts) {
      assert.ok(size <= 6_144);
      assert.equal(part.replace(/\s/g, "").length, size);
    }
    const count = (one: string): number => (JSON.parse(one) as { readonly Statement: unknown[] }).Statement.length;
    assert.equal(
      parts.reduce((sum, part) => sum + count(part.text), 0),
      count(text),
    );
  });

  test("is split within a statement that is too long by itself", () => {
    const resources = Array.from({ length: 400 }, (_, index) => `"arn:aws:s3:::bucket-${index}/*"`);
    const { parts } = split(
      wrapped(
        `{ "Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": [${resources.join()}] }`,
      ),
    );
    assert.ok(parts.length > 1);
    const all = parts.flatMap(({ text }) => [...text.matchAll(/bucket-(\d+)\//g)].map(([, number]) => number));
    assert.equal(new Set(all).size, 400);
    for (const { size } of parts) assert.ok(size <= 6_144);
  });

  const REFUSED: readonly (readonly [name: string, text: string, problem: RegExp, path?: string, kind?: PolicyKind])[] =
    [
      ["one that fits", wrapped(`{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }`), /need not be split/],
      ["a trust policy", policyOf(30_000), /Only an identity-based policy/, "policy.json", "trust"],
      [
        "one list that no statement can do without",
        wrapped(
          `{ "Effect": "Allow", "NotAction": [${Array.from({ length: 500 }, (_, at) => `"s3:Get${at}*"`).join()}], "Resource": "*" }`,
        ),
        /One statement alone has [\d,]+ characters/,
      ],
      [
        "one in a template",
        `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement: []\n`,
        /Only a JSON file/,
        "t.yaml",
      ],
    ];
  for (const [name, text, problem, path, kind] of REFUSED) {
    test(`is not split: ${name}`, () => assert.match(split(text, path, kind).said, problem));
  }
});

describe("the files of the parts", () => {
  test("are beside the first, with numbers that are free", () => {
    assert.deepEqual(
      partPaths("iam/app.policy.json", 3, (path) => path === "iam/app-2.policy.json"),
      ["iam/app.policy.json", "iam/app-3.policy.json", "iam/app-4.policy.json"],
    );
  });

  test("have what the workspace file says of the first", () => {
    const config = `{\n  "policies": [\n    { "files": "iam/app.json", "name": "App", "attachedTo": ["arn:aws:iam::111122223333:role/app"] }\n  ]\n}\n`;
    const edits = attachParts(config, "iam/app.json", ["iam/app-2.json", "iam/app-3.json"]);
    const after = JSON.parse(applyEdits(config, edits ?? [])) as { readonly policies: readonly object[] };
    assert.deepEqual(after.policies.slice(1), [
      { files: "iam/app-2.json", attachedTo: ["arn:aws:iam::111122223333:role/app"] },
      { files: "iam/app-3.json", attachedTo: ["arn:aws:iam::111122223333:role/app"] },
    ]);
  });

  test("need nothing more where the glob is theirs, too", () => {
    const config = `{ "policies": [{ "files": "iam/*.json", "kind": "identity" }] }`;
    assert.deepEqual(attachParts(config, "iam/app.json", ["iam/app-2.json"]), []);
  });
});
