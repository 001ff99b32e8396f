/** AWS's simulator beside our own decision: what it is asked, how its answer is read, and what is said of a difference. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ACCOUNT, ALLOW_ALL, ROLE, SESSION } from "../support/evaluation.ts";
import { commandLine } from "./command-line.ts";
import { type Parameters, type Replies, type Reply } from "./server.ts";

const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`;

describe("simulate on the command line", () => {
  const terminal = commandLine();
  const { run } = terminal;
  const asked = ["simulate", "--principal", SESSION, "--action", "sqs:SendMessage", "--resource", QUEUE];

  const answered = (more: object): Replies => ({
    "iam:SimulatePrincipalPolicy": {
      result: { EvaluationResults: [{ EvalActionName: "sqs:SendMessage", ...more }], IsTruncated: false },
    },
  });

  test("what AWS says of the resource that was named counts, with the keys that it missed", async () => {
    const { out } = await run(
      answered({
        EvalDecision: "allowed",
        MissingContextValues: [],
        ResourceSpecificResults: [
          { EvalResourceName: "*", EvalResourceDecision: "allowed" },
          {
            EvalResourceName: QUEUE,
            EvalResourceDecision: "explicitDeny",
            MatchedStatements: [
              { SourcePolicyId: "guard", SourcePolicyType: "IAM Policy", StartPosition: { Line: 4, Column: 5 } },
            ],
            MissingContextValues: ["aws:SourceVpce"],
            PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
          },
        ],
      }),
      asked,
    );
    assert.match(out, /^AWS's simulator denies, by a Deny, sqs:SendMessage on /);
    assert.match(out, /matched +guard \(IAM Policy\), line 4$/m);
    assert.match(out, /boundary +does not allow it/);
    assert.match(out, /not given +aws:SourceVpce, which counted as absent/);
  });

  test("a role whose path its session does not tell is found by its name", async () => {
    const replies: Replies = {
      "iam:SimulatePrincipalPolicy": ({ PolicySourceArn }) =>
        PolicySourceArn === ROLE
          ? { result: { EvaluationResults: [{ EvalDecision: "allowed" }] } }
          : { error: { code: "NoSuchEntity", message: "The role cannot be found.", status: 404 } },
      "iam:GetRole": { result: { Role: { RoleName: "dev", Arn: ROLE } } },
    };
    const { code, out } = await run(replies, asked);
    assert.equal(code, 0);
    assert.ok(out.startsWith(`AWS's simulator allows sqs:SendMessage on ${QUEUE} for ${ROLE}.`), out);
    const { err } = await run({ ...replies, "iam:GetRole": { result: {} } }, asked);
    assert.match(err, /AWS did not find what iam:SimulatePrincipalPolicy asks for\./);
  });

  test("a page without a result leads to the next one", async () => {
    const result = { EvalActionName: "sqs:SendMessage", EvalDecision: "implicitDeny" };
    const replies: Replies = {
      "iam:SimulatePrincipalPolicy": ({ Marker }) => ({
        result:
          Marker === "2"
            ? { EvaluationResults: [result], IsTruncated: false }
            : { EvaluationResults: [], IsTruncated: true, Marker: Marker === undefined ? "1" : "2" },
      }),
    };
    const { code, out } = await run(replies, asked);
    assert.equal(code, 0);
    assert.match(out, /for want of an Allow/);
    assert.equal(terminal.calls.length, 3);
    const none = await run({ "iam:SimulatePrincipalPolicy": { result: { IsTruncated: false } } }, asked);
    assert.match(none.err, /What answered iam:SimulatePrincipalPolicy is not AWS/);
  });

  test("policies of files are sent as they are, and nothing that is deployed is looked at", async () => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [{ ...ALLOW_ALL, Sid: "ü" }] });
    writeFileSync(join(terminal.folder, "new.json"), text);
    let sent: Parameters = {};
    const replies: Replies = {
      "iam:SimulateCustomPolicy": (parameters) => {
        sent = parameters;
        const matched = { SourcePolicyId: "PolicyInputList.1", SourcePolicyType: "IAM Policy" };
        return { result: { EvaluationResults: [{ EvalDecision: "allowed", MatchedStatements: [matched] }] } };
      },
    };
    const args = ["simulate", "--policy", "new.json", "--action", "sqs:SendMessage", "--resource", QUEUE];
    const { code, out } = await run(replies, args);
    assert.equal(code, 0);
    assert.equal(sent["PolicyInputList.member.1"], text);
    assert.match(out, /^AWS's simulator allows sqs:SendMessage on \S+jobs\.$/m);
    assert.match(out, /Of what is deployed, such as SCPs, it saw nothing\./);
    await assert.rejects(run({}, [...args, "--principal", ROLE]), /give one\./);
  });

  test("a message without a folder gives every fact that follows from it, as with one; a key given twice has both values", async () => {
    const { replies, sent } = noting();
    const key = `arn:aws:kms:eu-north-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    const message = `User: ${SESSION} is not authorized to perform: kms:Decrypt on resource: ${key}`;
    const told = ["--context", "aws:TagKeys=one", "--context", "aws:TagKeys=two"];
    await run(replies, ["simulate", "--message", message, ...told]);
    const keys = sent();
    assert.deepEqual(keys.get("aws:requestedregion"), ["eu-north-1"]);
    assert.deepEqual(keys.get("aws:principalaccount"), [ACCOUNT]);
    assert.deepEqual(keys.get("aws:tagkeys"), ["one", "two"]);
    await assert.rejects(run(replies, ["simulate", "--message", "All is well."]), /the message is not a denial/);
  });

  /** The keys that the simulator was given last, in lower case. */
  const noting = (): { readonly replies: Replies; readonly sent: () => ReadonlyMap<string, readonly unknown[]> } => {
    let parameters: Parameters = {};
    const answer = (given: Parameters): Reply => {
      parameters = given;
      return { result: { EvaluationResults: [{ EvalDecision: "implicitDeny" }] } };
    };
    const valuesOf = (entry: string): readonly unknown[] =>
      Object.entries(parameters).flatMap(([name, value]) =>
        name.startsWith(`${entry}.ContextKeyValues.member.`) ? [value] : [],
      );
    const sent = (): ReadonlyMap<string, readonly unknown[]> =>
      new Map(
        Object.entries(parameters).flatMap(([name, key]) => {
          const entry = /^(ContextEntries\.member\.\d+)\.ContextKeyName$/.exec(name)?.[1];
          return entry === undefined ? [] : [[String(key).toLowerCase(), valuesOf(entry)] as const];
        }),
      );
    return { replies: { "iam:SimulatePrincipalPolicy": answer, "iam:SimulateCustomPolicy": answer }, sent };
  };

  describe("the Region of the request is sent where it is known, and no other", () => {
    const OBJECT = "arn:aws:s3:::acme/key";
    const ofObject = ["--principal", ROLE, "--action", "s3:GetObject", "--resource", OBJECT];
    const message = (action: string, resource: string): readonly string[] => [
      "--message",
      `User: ${SESSION} is not authorized to perform: ${action} on resource: ${resource}`,
    ];
    // The session's Region is eu-west-1, by the environment.
    const cases: readonly (readonly [name: string, args: readonly string[], region: string | undefined])[] = [
      ["that of the ARN", ["--principal", ROLE, "--action", "sqs:SendMessage", "--resource", QUEUE], "eu-west-1"],
      [
        "that of the ARN of a message",
        message("sqs:SendMessage", QUEUE.replace("eu-west-1", "ap-south-1")),
        "ap-south-1",
      ],
      ["none for an object of S3", ofObject, undefined],
      ["none for a message about an object of S3", message("s3:GetObject", OBJECT), undefined],
      ["none for every resource", ["--principal", ROLE, "--action", "kms:Decrypt"], undefined],
      ["the one that the command is given", [...ofObject, "--region", "eu-south-2"], "eu-south-2"],
      [
        "the one that is given as a key",
        [...ofObject, "--context", "aws:RequestedRegion=eu-central-1"],
        "eu-central-1",
      ],
      ["that of a global service", ["--principal", ROLE, "--action", "iam:GetRole", "--resource", ROLE], "us-east-1"],
      ["that of a global service in a message", message("iam:GetRole", ROLE), "us-east-1"],
      [
        "none for IAM of another partition",
        ["--principal", ROLE.replace("aws", "aws-cn"), "--action", "iam:GetRole"],
        undefined,
      ],
    ];
    for (const [name, args, region] of cases) {
      test(name, async () => {
        const { replies, sent } = noting();
        const { out } = await run(replies, ["simulate", ...args]);
        assert.deepEqual(sent().get("aws:requestedregion"), region === undefined ? undefined : [region]);
        assert.equal(/^Nothing names the Region of the request/m.test(out), region === undefined, out);
      });
    }
  });

  test("the keys that the policies of a principal ask for", async () => {
    const keys = { result: { ContextKeyNames: ["aws:SourceIp", "aws:CurrentTime", "aws:SourceIp"] } };
    const args = ["simulate", "--keys", "--principal", SESSION];
    const { out } = await run({ "iam:GetContextKeysForPrincipalPolicy": keys }, args);
    assert.equal(out, "aws:CurrentTime\naws:SourceIp\n");
    const none = await run({ "iam:GetContextKeysForPrincipalPolicy": { result: { ContextKeyNames: [] } } }, args);
    assert.match(none.out, /ask for no condition keys/);
    const lost = await run({ "iam:GetContextKeysForPrincipalPolicy": { result: {} } }, args);
    assert.equal(lost.code, 2);
  });
});
