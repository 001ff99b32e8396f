/** From a message to its fix with nothing saved before: a role may use a key, and the key's policy does not know it. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { commandLine, encoded } from "./command-line.ts";
import { type Replies } from "./server.ts";

const ROLE = "arn:aws:iam::111122223333:role/build-bot-role";
const SESSION = "arn:aws:sts::111122223333:assumed-role/build-bot-role/run-1";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const MESSAGE = `User: ${SESSION} is not authorized to perform: kms:Decrypt on resource: ${KEY} because no resource-based policy allows the kms:Decrypt action`;

const policy = (statement: object): object => ({ Version: "2012-10-17", Statement: [statement] });
const ADMIN = { AWS: "arn:aws:iam::111122223333:role/admin" };
const DEPLOYED: Replies = {
  "iam:GetRole": {
    result: {
      Role: {
        ...{ RoleName: "build-bot-role", Path: "/", Arn: ROLE },
        AssumeRolePolicyDocument: encoded(
          policy({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }),
        ),
      },
    },
  },
  "iam:ListRolePolicies": { result: { PolicyNames: ["decrypt"], IsTruncated: false } },
  "iam:GetRolePolicy": {
    result: {
      PolicyName: "decrypt",
      PolicyDocument: encoded(policy({ Sid: "Decrypt", Effect: "Allow", Action: "kms:Decrypt", Resource: KEY })),
    },
  },
  "iam:ListAttachedRolePolicies": { result: { AttachedPolicies: [], IsTruncated: false } },
  "kms:GetKeyPolicy": {
    result: {
      Policy: JSON.stringify(
        policy({ Sid: "Admin", Effect: "Allow", Principal: ADMIN, Action: "kms:*", Resource: "*" }),
      ),
    },
  },
};

interface Edit {
  readonly file: string;
  readonly range: { readonly start: { readonly offset: number }; readonly end: { readonly offset: number } };
  readonly newText: string;
}
interface Explained {
  readonly verdict: string;
  readonly fixes: readonly { readonly title: string; readonly verified: boolean; readonly edits: readonly Edit[] }[];
}

describe("a key whose policy does not know the role", () => {
  const terminal = commandLine();

  test("explained, fetched, explained again, mended: each step leads to the next", async () => {
    const first = await terminal.explain(["--workspace", ".", "--", MESSAGE]);
    assert.equal(first.code, 1);
    assert.match(
      first.out,
      /no KMS key policy that allows kms:Decrypt .* no file here is known to be one that applies/,
    );
    assert.match(first.out, /Fetch the key's policy\./);
    assert.match(first.err, /'iam-verdict aws fetch' gets them from AWS/);

    const fetch = ["fetch", "--message", MESSAGE, "--workspace", "."];
    const second = await terminal.run(DEPLOYED, fetch);
    assert.equal(second.code, 1);
    assert.deepEqual(terminal.calls, [
      ...["iam:GetRole", "iam:ListRolePolicies", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies"],
      "kms:GetKeyPolicy",
    ]);
    assert.match(second.out, /^The key policy here does not allow kms:Decrypt/m);
    assert.match(
      second.out,
      /It names neither the caller nor the caller's account, which would leave access to IAM policies\./,
    );
    assert.match(second.out, /Statements here that allow it\n-+\n\n {2}- \S+ {2}statement Decrypt of decrypt/);

    const { out } = await terminal.explain(["--workspace", ".", "--format", "json", "--", MESSAGE]);
    const { fixes } = JSON.parse(out) as Explained;
    const fix = fixes.find(({ title }) => /^Add a statement to .* that allows kms:Decrypt$/.test(title));
    assert.ok(fix?.verified === true, out);
    for (const edit of fix.edits) apply(edit);
    const mended = await terminal.explain(["--workspace", ".", "--format", "json", "--", MESSAGE]);
    assert.equal((JSON.parse(mended.out) as Explained).verdict, "workspace-allows");
  });

  function apply({ file, range, newText }: Edit): void {
    const path = join(terminal.folder, file);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.slice(0, range.start.offset) + newText + text.slice(range.end.offset));
  }
});
