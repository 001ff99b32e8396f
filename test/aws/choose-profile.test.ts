/** Whose credentials, and which Region: what the list in VS Code offers, what it remembers, and what it asks for. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, test } from "node:test";
import { type Editor, openEditor } from "./editor.ts";
import { startAwsServer } from "./server.ts";
import { KEYS, useSharedFiles } from "./shared-files.ts";

const WHO = { result: { Arn: "arn:aws:iam::111122223333:user/me", Account: "111122223333", UserId: "AIDA" } };
const SSO = "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\nregion = eu-west-1\n";
const CONFIG = `[profile dev]
region = eu-west-1
[profile staff]
${SSO}[sso-session corp]
sso_start_url = https://corp.example/start
sso_region = eu-west-1
[profile "my own"]
region = eu-west-1
[profile lost]
sso_session = gone
[profile tool]
credential_process = tool
[broken
`;

describe("choosing a profile in VS Code", () => {
  const { folder, write } = useSharedFiles("choose-profile");
  let editor: Editor;
  beforeEach(async () => {
    editor = await openEditor();
    write(CONFIG, `[dev]\n${KEYS}[extra]\n${KEYS}`);
  });
  const rows = (): readonly string[] => {
    const [, ...items] = (editor.shown.find(({ kind }) => kind === "pick")?.words ?? "").split("\n");
    // The last line is the place holder.
    return items.slice(0, -1);
  };
  const shown = (): readonly string[] => editor.shown.map(({ kind }) => kind);

  test("every section of both files once, with where its credentials come from, and those that cannot work with why", async () => {
    await editor.run("chooseProfile", {});
    assert.deepEqual(rows(), [
      "$(terminal) The environment the default profile, or the instance that this runs on",
      "$(account) dev keys · eu-west-1",
      "$(account) extra keys",
      "$(account) staff an SSO session · eu-west-1",
      "$(account) tool a credential process",
      "Cannot work as they are",
      "$(warning) lost there is no [sso-session gone]",
      "$(warning) my own the AWS SDK reads no name with a space; rename it",
    ]);
  });

  test("what was used last is proposed first in another workspace, and remembered in its own", async () => {
    const server = await startAwsServer({ "sts:GetCallerIdentity": WHO });
    process.env["AWS_ENDPOINT_URL"] = server.endpoint;
    try {
      editor.answers = { "Whose Credentials": "extra" };
      await editor.run("whoAmI", {});
      assert.deepEqual(shown(), ["pick", "progress", "message"]);
      assert.match(editor.shown.at(-1)?.words ?? "", /by the profile extra/);
      await editor.run("whoAmI", {});
      assert.deepEqual(shown(), ["progress", "message"]);
      editor.ofWorkspace.clear();
      await editor.run("whoAmI", {});
      assert.match(rows()[0] ?? "", /extra/);
    } finally {
      await server.close();
    }
  });

  test("only the name is remembered: after a sign-in outside, the same command works", async () => {
    const server = await startAwsServer({ "sts:GetCallerIdentity": WHO });
    process.env["AWS_ENDPOINT_URL"] = server.endpoint;
    const path = join(folder, "keys.json");
    write(`[profile tool]\nregion = eu-west-1\ncredential_process = cat ${path}\n`, "");
    try {
      editor.answers = { "Whose Credentials": "tool" };
      await editor.run("whoAmI", {});
      assert.match(editor.shown.at(-1)?.words ?? "", /The credential process of the profile tool failed\./);
      assert.deepEqual([...editor.ofWorkspace.values()], ["tool"]);
      writeFileSync(path, JSON.stringify({ Version: 1, AccessKeyId: "AKIANEW", SecretAccessKey: "secret" }));
      editor.answers = {};
      await editor.run("whoAmI", {});
      assert.match(editor.shown.at(-1)?.words ?? "", /^You are arn:aws:iam::111122223333:user\/me\./);
    } finally {
      await server.close();
    }
  });

  test("a remembered profile that is gone is asked for anew", async () => {
    editor.ofWorkspace.set("aws.profile", "gone");
    await editor.run("whoAmI", {});
    assert.deepEqual(shown(), ["pick"]);
  });

  test("an answer of one Region needs one: where nobody names it, it is asked for, and nothing is asked without it", async () => {
    const server = await startAwsServer({ "cloudtrail:LookupEvents": { result: { Events: [] } } });
    process.env["AWS_ENDPOINT_URL"] = server.endpoint;
    try {
      await editor.run("recentDenials", { profile: "extra", hours: 1 });
      assert.deepEqual([shown(), server.calls], [["input"], []]);
      assert.match(editor.shown[0]?.words ?? "", /Which Region\?/);
      editor.answers = { "Which Region": "eu-north-1" };
      await editor.run("recentDenials", { profile: "extra", hours: 1 });
      assert.deepEqual(server.calls, ["cloudtrail:LookupEvents"]);
      assert.equal(editor.ofWorkspace.get("aws.region"), "eu-north-1");
      // Of the profile's own Region nobody has to be asked.
      editor.ofWorkspace.clear();
      await editor.run("recentDenials", { profile: "dev", hours: 1 });
      assert.deepEqual(shown(), ["progress", "message"]);
    } finally {
      await server.close();
    }
  });
});
