import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findingsIn as everythingIn } from "../support/found-in.ts";
import { findingsOfCases } from "../support/planted-cases.ts";

const policy = (statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const copied = (times: number, action = "dynamodb:GetItem"): string =>
  policy(
    Array.from({ length: times }, (_, index) => ({
      Sid: `S${index}`,
      Effect: "Allow",
      Action: ["s3:GetObject", action],
      Resource: `arn:aws:s3:::bucket-${index}/*`,
    })),
  );

describe("one mistake that is copied through a policy", () => {
  const findingsIn = findingsOfCases();
  const of = (name: string, text: string, path = "policy.json"): ReturnType<typeof findingsIn> =>
    findingsIn({ about: [name], files: new Map([[path, text]]) });

  test("is one finding, with the other places beside it", async () => {
    const found = await of("copied", copied(30));
    assert.equal(found.length, 1);
    const [only] = found;
    assert.match(only?.message ?? "", /^30 times in this policy: 'dynamodb:GetItem' acts on/);
    const places = only?.related ?? [];
    assert.equal(places.length, 20);
    assert.equal(places[0]?.message, "In statement 'S1' as well.");
  });

  test("is a finding for each place where there are few", async () => {
    assert.equal((await of("few", copied(3))).length, 3);
  });

  test("is drawn at each place where it is a warning", async () => {
    const found = await of("warnings", copied(5, "s3:PutObjects"));
    assert.deepEqual(
      found.map(({ code }) => code),
      Array.from({ length: 5 }, () => "unknown-action"),
    );
  });

  test("is one finding where one decision is behind all of them", async () => {
    const deny = { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" };
    const org = (id: string): object => ({ StringNotEqualsIfExists: { "aws:SourceOrgID": id } });
    const rcp = policy([1, 2, 3, 4].map((n) => ({ ...deny, Condition: org(`o-a1b2c3d4e${n}`) })));
    const config = JSON.stringify({ policies: [{ files: "policy.json", kind: "rcp" }] });
    const files = new Map([
      ["policy.json", rcp],
      ["iam-verdict.json", config],
    ]);
    const found = await findingsIn({ about: ["rcp"], files });
    assert.equal(found.filter(({ code }) => code === "rcp-all-actions").length, 1);
  });

  test("is one finding where all actions have the same prefix that is of no service", () => {
    const Action = ["Describe*", "List*", "TerminateJobFlows", "RunJobFlow"].map((name) => `emr:${name}`);
    const found = everythingIn("policy.json", policy([{ Effect: "Allow", Action, Resource: "*" }]));
    const told = found.filter((one) => one.startsWith("unknown-service"));
    assert.equal(told.length, 1);
    assert.match(told[0] ?? "", /^unknown-service: 4 times in this policy: The prefix 'emr' .*'elasticmapreduce'\?$/);
  });
});
