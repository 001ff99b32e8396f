/** What a fix that is tried reads again: of an account the edited policy alone, of anything else the whole file. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Policy } from "../../server/src/policy/policy.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readFilePolicies } from "../../server/src/workspace/read-file-policies.ts";
import { rereadPolicies } from "../../server/src/workspace/reread-policies.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";

const ROLE = "arn:aws:iam::111122223333:role/app";
const inline = (name: string, action: string): object => ({
  PolicyName: name,
  PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] },
});
const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] };
const role = { RoleName: "app", Arn: ROLE, AssumeRolePolicyDocument: trust };
const account = (policies: readonly object[]): string =>
  JSON.stringify({ RoleDetailList: [{ ...role, RolePolicyList: policies }] }, null, 4);
const ACCOUNT = account([inline("one", "s3:GetObject"), inline("two", "sqs:SendMessage")]);
const IN_STRING = ACCOUNT.replace(
  /\{\s*"Version": "2012-10-17",\s*"Statement": \[\s*\{\s*"Effect": "Allow",\s*"Action": "sqs[^\]]*\]\s*\}/,
  (one) => JSON.stringify(JSON.stringify(JSON.parse(one))),
);

interface Row {
  readonly file: string;
  readonly text: string;
  /** Each is replaced by the other once. */
  readonly changes: readonly (readonly [string, string])[];
  readonly reads: "alone" | "whole" | "nothing";
}

const ROWS: Readonly<Record<string, Row>> = {
  "a value": { file: "account.json", text: ACCOUNT, changes: [["sqs:SendMessage", "sqs:*"]], reads: "alone" },
  "a statement more": {
    file: "account.json",
    text: ACCOUNT,
    changes: [['"sqs:SendMessage",', '"sqs:SendMessage", "Resource": "*"}, {"Effect": "Deny", "Action": "*",']],
    reads: "alone",
  },
  "two values of one policy": {
    file: "account.json",
    text: ACCOUNT,
    changes: [
      ["sqs:Send", "sqs:Receive"],
      ["Message", "Messages"],
    ],
    reads: "alone",
  },
  "values of two policies": {
    file: "account.json",
    text: ACCOUNT,
    changes: [
      ["s3:GetObject", "s3:*"],
      ["sqs:SendMessage", "sqs:*"],
    ],
    reads: "whole",
  },
  "a brace too many": {
    file: "account.json",
    text: ACCOUNT,
    changes: [["sqs:SendMessage", 'x"}, "y": {"z": "']],
    reads: "whole",
  },
  "a policy in a string": {
    file: "account.json",
    text: IN_STRING,
    changes: [["sqs:SendMessage", "sqs:*"]],
    reads: "whole",
  },
  "a file that somebody wrote": {
    file: "policies.json",
    text: JSON.stringify([{ One: trust }, { Two: trust }]),
    changes: [["sts:AssumeRole", "sts:*"]],
    reads: "whole",
  },
  "a policy less": {
    file: "account.json",
    text: ACCOUNT,
    changes: [
      ['"PolicyDocument"', '"Statement": 1, "Other"'],
      ['"Version"', '"Nothing"'],
      ['"Effect"', '"None"'],
    ],
    reads: "nothing",
  },
};

for (const [name, { file, text, changes, reads }] of Object.entries(ROWS)) {
  test(`${name}: ${reads}`, () => {
    const workspace = readWorkspace([{ path: file, text }], EMPTY_CONFIG);
    const before = workspace.policies.map(({ policy }) => policy);
    const edits = changes.map(([from, newText]) => {
      const start = text.indexOf(from);
      assert.notEqual(start, -1, from);
      return { span: { start, end: start + from.length }, newText };
    });
    const edited = applyEdits(text, edits);
    const wanted = readFilePolicies({ path: file, text: edited }).policies.map(({ policy }) => policy);
    const read = rereadPolicies(file, edits, before, workspace);
    if (reads === "nothing") {
      assert.equal(read, undefined);
      return;
    }
    assert.ok(read);
    assert.deepEqual(read.policies.map(statementsOf), wanted.map(statementsOf));
    assert.equal(read.policies.filter((one) => before.includes(one)).length, reads === "alone" ? before.length - 1 : 0);
    assert.equal(read.source === edited, reads === "whole");
    const changed = read.policies.find((one) => !before.includes(one));
    const { start, end } = changed?.span ?? { start: 0, end: 0 };
    assert.match(read.source.slice(start, end), /^["{].*["}]$/s);
  });
}

function statementsOf({ statements }: Policy): unknown {
  return statements.map(({ effect, action, resource }) => [
    effect?.text,
    action?.entries.map(({ text }) => text),
    resource?.entries.map(({ text }) => text),
  ]);
}
