/** AWS denies a call, and no policy is at fault: no permission is named, and what AWS's words say is told. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { commandLine } from "./command-line.ts";
import { type Editor, openEditor } from "./editor.ts";
import { type Replies, type Reply } from "./server.ts";

const ROLE = "arn:aws:iam::111122223333:role/app";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const FETCH = ["fetch", "--principal", ROLE, "--resource", KEY];

const CASES: readonly (readonly [message: string, sentence: RegExp, next: RegExp])[] = [
  ["Your account is suspended", /No policy is at fault: .* is suspended/, /AWS Support/],
  ["The account 111122223333 is suspended.", /No policy is at fault: .* is suspended/, /AWS Support/],
  [
    "This account is currently blocked and not recognized as a valid account.",
    /No policy is at fault: the account is not verified/,
    /AWS Support/,
  ],
  [
    "STS is not activated in this region for account:111122223333.",
    /No policy is at fault: the Region/,
    /Enable the Region/,
  ],
  [
    "Your organization must first enable trusted access with AWS Account Management",
    /the organization has to enable trusted access for AWS Account Management/,
    /enable trusted access for the service/,
  ],
];

const everywhere = (message: string): Replies => {
  const denied: Reply = { error: { code: "AccessDeniedException", message, status: 403 } };
  return { "iam:GetRole": denied, "kms:GetKeyPolicy": denied, "sts:GetCallerIdentity": denied };
};

describe("a call that is denied by no policy", () => {
  const terminal = commandLine();
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
  });

  for (const [message, sentence, next] of CASES) {
    test(message, async () => {
      const { code, out, err } = await terminal.run(everywhere(message), FETCH);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, /^iam-verdict aws: AWS denied iam:GetRole and kms:GetKeyPolicy\. /);
      assert.match(err, sentence);
      assert.match(err, next);
      assert.ok(err.includes(`AWS says: ${message}`), err);
      assert.doesNotMatch(err, /permission|Without it/i);
      assert.equal(err.match(/^iam-verdict aws:/gm)?.length, 1, err);
      const json = await terminal.run(everywhere(message), [...FETCH, "--format", "json"]);
      const { failures } = JSON.parse(json.out) as { readonly failures: readonly Readonly<Record<string, unknown>>[] };
      assert.deepEqual(
        failures.map((failure) => [failure["cause"], failure["missing"], failure["message"]]),
        [["not-by-policy", undefined, message]],
      );
    });

    test(`${message}, in the editor`, async () => {
      await terminal.serve(everywhere(message));
      const shown = (await editor.run("fetchPolicies", { principal: ROLE, resource: KEY, to: "window" })) as {
        readonly text: string;
      };
      assert.match(shown.text, sentence);
      assert.doesNotMatch(shown.text, /permission/i);
      assert.equal(editor.shown.filter(({ kind }) => kind === "message").length, 1);
    });
  }

  test("a denial that names what lacks is one of permissions, whatever else it says", async () => {
    const message = `User: ${ROLE} is not authorized to perform: iam:GetRole on resource: role suspended-account because no identity-based policy allows the iam:GetRole action`;
    const { err } = await terminal.run({ "iam:GetRole": { error: { code: "AccessDenied", message, status: 403 } } }, [
      "fetch",
      "--principal",
      ROLE,
    ]);
    assert.match(err, /Missing permission: iam:GetRole/);
    assert.doesNotMatch(err, /No policy is at fault/);
  });
});
