/** `simulate --workspace`: the simulator's decision beside what the files say of the message, and why the two differ. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { commandLine } from "./command-line.ts";
import { type Parameters, type Replies, type Reply } from "./server.ts";

describe("simulate beside the files of a folder", () => {
  const terminal = commandLine();
  const SESSION = "arn:aws:sts::111122223333:assumed-role/app/run-1";
  const KEY = "arn:aws:kms:eu-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const message = `User: ${SESSION} is not authorized to perform: kms:Decrypt on resource: ${KEY} because no resource-based policy allows the kms:Decrypt action`;
  const compare = ["simulate", "--workspace", "files", "--message", message];
  before(() => {
    mkdirSync(join(terminal.folder, "files"));
    const statement = { Effect: "Allow", Action: "kms:Decrypt", Resource: KEY };
    const policies = [{ files: "app.json", kind: "identity", attachedTo: ["arn:aws:iam::111122223333:role/app"] }];
    for (const [name, content] of [
      ["app.json", { Version: "2012-10-17", Statement: [statement] }],
      ["iam-verdict.json", { policies }],
    ] as const) {
      writeFileSync(join(terminal.folder, "files", name), JSON.stringify(content));
    }
  });
  const deciding = (EvalDecision: string, more: object = {}): Replies => ({
    "iam:SimulatePrincipalPolicy": {
      result: { EvaluationResults: [{ EvalActionName: "kms:Decrypt", EvalDecision, ...more }] },
    },
  });

  test("the message stands, whatever the simulator says, and every known fact is sent", async () => {
    const sent: Parameters[] = [];
    const allowing = deciding("allowed")["iam:SimulatePrincipalPolicy"];
    const replies: Replies = {
      "iam:SimulatePrincipalPolicy": (parameters) => {
        sent.push(parameters);
        return allowing as Reply;
      },
    };
    const { code, out } = await terminal.run(replies, [...compare, "--context", "aws:SourceVpc=vpc-1"]);
    assert.equal(code, 0, out);
    assert.match(out, /^What AWS's simulator says\n=+\nAWS's simulator allows kms:Decrypt on /);
    assert.match(
      out,
      /^- AWS's message blames the key policy, which was not sent to the simulator: the message stands\.$/m,
    );
    assert.match(out, /^ +the files +the simulator$/m);
    assert.match(out, /^identity-based policies +allow +allow$/m);
    assert.match(out, /^key policy +\S.* +not seen$/m);
    const [parameters = {}] = sent;
    assert.equal(parameters["PolicySourceArn"], "arn:aws:iam::111122223333:role/app");
    const names = Object.entries(parameters).filter(([name]) => name.endsWith(".ContextKeyName"));
    const keys = new Map(
      names.map(([name, key]) => [
        String(key).toLowerCase(),
        parameters[name.replace("ContextKeyName", "ContextKeyValues.member.1")],
      ]),
    );
    assert.equal(keys.get("aws:sourcevpc"), "vpc-1");
    assert.equal(keys.get("aws:requestedregion"), "eu-north-1");
    assert.equal(keys.get("aws:principalarn"), "arn:aws:iam::111122223333:role/app");
  });

  test("where the simulator differs, the reason is said, in JSON as well", async () => {
    const statement = { SourcePolicyId: "fence", SourcePolicyType: "IAM Policy" };
    const replies = deciding("explicitDeny", { MatchedStatements: [statement] });
    const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
    writeFileSync(
      join(terminal.folder, "files", "app.json"),
      JSON.stringify({ Version: "2012-10-17", Statement: [allow] }),
    );
    const plain = `User: ${SESSION} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::acme/k`;
    const args = ["simulate", "--workspace", "files", "--message", plain, "--format", "json"];
    const { code, out } = await terminal.run(replies, args);
    const { decision, files, comparison } = JSON.parse(out) as {
      readonly decision: string;
      readonly files: { readonly allowed: string };
      readonly comparison: { readonly agreement: string; readonly reasons: readonly string[] };
    };
    assert.deepEqual([code, decision, files.allowed], [1, "explicitDeny", "yes"], out);
    assert.equal(comparison.agreement, "different");
    assert.equal(
      comparison.reasons[0],
      "The simulator found a Deny in fence. Fetch the policies: the files may lack it.",
    );
    assert.match(comparison.reasons[1] ?? "", /^Nothing names the Region of the request/);
    assert.equal(comparison.reasons.length, 2);
    const { out: text } = await terminal.run(replies, args.slice(0, -2));
    assert.equal(text.split("Nothing names the Region").length, 2, text);
  });

  test("what cannot be compared is said before any call", async () => {
    for (const [args, words] of [
      [["simulate", "--workspace", "files"], /--workspace is for a --message/],
      [["simulate", "--workspace", "files", "--message", "All is well."], /not a denial|the principal|the action/],
      [[...compare, "--policy", "files/app.json"], /--workspace is for a --message/],
      [[...compare, "--action", "sts:AssumeRole"], /does not decide sts:AssumeRole/],
    ] as const) {
      await assert.rejects(terminal.run({}, args), words);
      assert.deepEqual(terminal.calls, []);
    }
  });
});
