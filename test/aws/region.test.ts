/** The Region that was asked: said with the answer, and where nobody named one, how another one is asked. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { commandLine, VARIABLES } from "./command-line.ts";
import { type Replies } from "./server.ts";

const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }] };
const ASSUMED = "iam-verdict aws: No Region is named, so us-east-1 was asked. Name another one with --region.";
const REPLIES: Replies = {
  "cloudtrail:LookupEvents": { result: { Events: [] } },
  "access-analyzer:ValidatePolicy": { result: { findings: [] } },
  "access-analyzer:CheckAccessNotGranted": { result: { result: "PASS" } },
};

describe("the Region of an answer, where nobody names one", () => {
  const terminal = commandLine();
  before(() => {
    writeFileSync(join(terminal.folder, "policy.json"), JSON.stringify(POLICY));
    Reflect.deleteProperty(process.env, "AWS_REGION");
  });
  after(() => {
    process.env["AWS_REGION"] = VARIABLES["AWS_REGION"];
  });

  for (const args of [["denials"], ["validate", "policy.json"], ["validate", "policy.json", "--not-granted", "s3:*"]]) {
    test(`${args.join(" ")}: the answer says which, and how another one is asked`, async () => {
      const { out, err } = await terminal.run(REPLIES, args);
      assert.ok(err.split("\n").includes(ASSUMED), err);
      assert.match(out + err, /us-east-1 \(assumed, because neither an option nor the settings name one\)/);
      const named = await terminal.run(REPLIES, [...args, "--region", "eu-north-1"]);
      assert.match(named.out + named.err, /eu-north-1 \(as given\)/);
      assert.doesNotMatch(named.err, /No Region is named/);
    });

    test(`${args.join(" ")}, denied: the Region may be why`, async () => {
      const denied = { error: { code: "AccessDeniedException", message: "no", status: 403 } };
      const { err } = await terminal.run(Object.fromEntries(Object.keys(REPLIES).map((call) => [call, denied])), args);
      assert.match(err, /AWS denied/);
      assert.ok(err.split("\n").includes(ASSUMED), err);
    });

    test(`${args.join(" ")}, without credentials: nothing was asked in any Region`, async () => {
      Reflect.deleteProperty(process.env, "AWS_ACCESS_KEY_ID");
      try {
        const { err } = await terminal.run(REPLIES, args);
        assert.match(err, /No AWS credentials were found\./);
        assert.doesNotMatch(err, /Region/);
      } finally {
        process.env["AWS_ACCESS_KEY_ID"] = VARIABLES["AWS_ACCESS_KEY_ID"];
      }
    });
  }

  const rejected = { error: { code: "InvalidClientTokenId", message: "invalid", status: 403 } };
  const noBucket = { error: { code: "AccessDenied", message: "no", status: 403 } };
  for (const [args, replies] of [
    [["whoami"], { "sts:GetCallerIdentity": rejected }],
    [["decode", "aB3_".repeat(60)], { "sts:DecodeAuthorizationMessage": rejected }],
    [["fetch", "--resource", "arn:aws:s3:::acme"], { "s3:GetBucketPolicy": noBucket }],
  ] as const satisfies readonly (readonly [readonly string[], Replies])[]) {
    test(`${args.join(" ").slice(0, 40)}, refused: keys of another partition are known in its Regions alone`, async () => {
      const { err } = await terminal.run(replies, args);
      assert.ok(err.split("\n").includes(ASSUMED), err);
    });
  }

  test("what is wrong with the options is said alone", async () => {
    for (const [args, words] of [
      [["validate"], /give one file with a policy/],
      [["validate", "nowhere.json"], /nowhere\.json/],
      [["validate", "policy.json", "--kind", "iot"], /IoT/],
    ] as const) {
      await assert.rejects(terminal.run(REPLIES, args), words);
      assert.deepEqual(terminal.calls, []);
    }
  });

  test("what needs no Region says nothing of one", async () => {
    const who = { result: { Arn: "arn:aws:iam::111122223333:user/ana", Account: "111122223333", UserId: "AIDA" } };
    const simulated = { EvaluationResults: [{ EvalDecision: "allowed" }] };
    const replies: Replies = { "sts:GetCallerIdentity": who, "iam:SimulateCustomPolicy": { result: simulated } };
    assert.equal((await terminal.run(replies, ["whoami"])).err, "");
    const args = ["simulate", "--policy", "policy.json", "--action", "kms:Decrypt"];
    assert.equal((await terminal.run(replies, args)).err, "");
  });
});
