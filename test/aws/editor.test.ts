/** What the commands in VS Code show: the cost before a call that is charged, one message for one cause, nothing modal. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { CHARGED } from "../../server/src/aws/index.ts";
import { commandLine, encoded, VARIABLES } from "./command-line.ts";
import { type Editor, type EditorCommand, openEditor } from "./editor.ts";
import { type Replies, type Reply } from "./server.ts";

const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }] };
const ACCOUNT = "111122223333";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd`;
const BLOB = "aB3_".repeat(60);

describe("the commands that ask AWS from VS Code", () => {
  const terminal = commandLine();
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
    editor.text = JSON.stringify(POLICY);
    editor.asked = [{ principal: ROLE, action: "kms:Decrypt", resource: KEY }];
  });

  describe("Access Analyzer's checks that are charged", () => {
    /** What the user saw before each call. */
    const seen: (readonly [call: string, words: string])[] = [];
    const passing = (call: string) => (): Reply => {
      seen.push([call, editor.shown.map(({ words }) => words).join("\n")]);
      return { result: call.endsWith("ValidatePolicy") ? { findings: [] } : { result: "PASS" } };
    };
    const CALLS = ["access-analyzer:CheckNoNewAccess", "access-analyzer:CheckAccessNotGranted"] as const;
    const replies: Replies = Object.fromEntries(
      [...CALLS, "access-analyzer:ValidatePolicy"].map((call) => [call, passing(call)]),
    );
    const WHICH = "What Should Access Analyzer Check?";

    for (const [name, answers, passed, call] of [
      ["picked", { [WHICH]: "grant more", "grants enough": "other.json" }, {}, CALLS[0]],
      ["picked", { [WHICH]: "must not", "Which Actions": "s3:DeleteBucket" }, {}, CALLS[1]],
      ["passed by a key binding", {}, { check: "no-new-access", existing: "{}" }, CALLS[0]],
      ["passed by a key binding", {}, { check: "not-granted", actions: "s3:*" }, CALLS[1]],
    ] as const) {
      test(`${call}, ${name}: the cost is said before the call`, async () => {
        seen.length = 0;
        await terminal.serve(replies);
        editor.answers = answers;
        await editor.run("createPolicyCheck", { kind: "identity", ...passed });
        assert.deepEqual(
          seen.map(([called]) => called),
          [call],
        );
        for (const [, words] of seen) assert.ok(words.includes(CHARGED), words);
      });
    }

    test("the cost stands at each of the charged entries of the list, and where their actions are asked for", async () => {
      await terminal.serve(replies);
      editor.answers = { [WHICH]: "must not" };
      await editor.run("createPolicyCheck", { kind: "identity" });
      const [list, input] = editor.shown;
      assert.equal(list?.words.split(CHARGED).length, 3);
      assert.deepEqual([input?.kind, input?.words.includes(CHARGED)], ["input", true]);
      // Who gives nothing up to here has paid nothing.
      assert.deepEqual([editor.shown.length, terminal.calls], [2, []]);
    });

    test("ValidatePolicy is free of charge, and is not said to cost anything", async () => {
      seen.length = 0;
      await terminal.serve(replies);
      await editor.run("createPolicyCheck", { kind: "identity", check: "findings" });
      assert.deepEqual(seen, [
        [
          "access-analyzer:ValidatePolicy",
          "Asking AWS (the environment's credentials): What does Access Analyzer find?",
        ],
      ]);
    });
  });

  const EVERY: readonly (readonly [command: EditorCommand, passed: object])[] = [
    ["whoAmI", {}],
    ["decodeMessage", { text: `Encoded authorization failure message: ${BLOB}` }],
    ["fetchPolicies", { principal: ROLE, resource: KEY, organization: true, to: "window" }],
    ["fetchPolicies", { account: true, to: "window" }],
    ["askSimulator", {}],
    ["recentDenials", { region: "eu-west-1", hours: 3 }],
    ["createPolicyCheck", { region: "eu-west-1", kind: "identity", check: "findings" }],
    ["createPolicyCheck", { region: "eu-west-1", kind: "identity", check: "not-granted", actions: "s3:*" }],
  ];
  const messages = (): readonly string[] =>
    editor.shown.filter(({ kind }) => kind === "message").map(({ words }) => words);

  /** Whatever is called. */
  const always = (reply: Reply): Replies =>
    new Proxy({}, { get: () => reply, getOwnPropertyDescriptor: () => ({ configurable: true, value: reply }) });
  const page: Reply = { raw: { status: 403, type: "text/html", body: "<html>blocked</html>" } };
  const expired: Reply = { error: { code: "ExpiredToken", message: "The security token is expired", status: 403 } };
  const denied: Reply = { error: { code: "AccessDeniedException", message: "no", status: 403 } };
  const half: Replies = {
    "iam:GetRole": { result: { Role: { RoleName: "app", Arn: ROLE, AssumeRolePolicyDocument: encoded(POLICY) } } },
  };

  for (const [name, replies, words] of [
    ["a page of a proxy", always(page), /is not AWS \(status 403, text\/html\)/],
    ["credentials that have expired", always(expired), /The temporary credentials have expired\./],
    ["no permission for anything", always(denied), /Missing permission/],
    ["no permission for most", half, /Missing permission/],
  ] as const) {
    for (const [command, passed] of EVERY) {
      test(`${command} ${Object.keys(passed).join(" ")}, ${name}: one message, and nothing modal`, async () => {
        await terminal.serve(replies);
        editor.answers = {};
        await editor.run(command, passed);
        assert.equal(messages().length, 1, JSON.stringify(editor.shown));
        assert.match(messages()[0] ?? "", words);
        for (const { kind, options } of editor.shown) {
          // The first thing beside the words may be options, among which VS Code looks for `modal`.
          assert.ok(kind !== "message" || options.every((option) => typeof option === "string"), command);
          assert.notEqual(kind, "command");
        }
      });
    }
  }

  describe("without credentials", () => {
    after(() => {
      process.env["AWS_ACCESS_KEY_ID"] = VARIABLES["AWS_ACCESS_KEY_ID"];
    });
    for (const [command, passed] of EVERY) {
      test(`${command} ${Object.keys(passed).join(" ")}: one message, and no sign-in is started`, async () => {
        Reflect.deleteProperty(process.env, "AWS_ACCESS_KEY_ID");
        await terminal.serve({});
        editor.answers = {};
        await editor.run(command, passed);
        assert.equal(messages().length, 1, JSON.stringify(editor.shown));
        assert.match(messages()[0] ?? "", /^No AWS credentials were found\./);
        assert.deepEqual(terminal.calls, []);
        assert.deepEqual(
          editor.shown.filter(({ kind }) => kind === "command"),
          [],
        );
      });
    }
  });

  test("Cancel ends the call, and nobody is told what he knows", async () => {
    const { calls } = await terminal.serve({ "sts:GetCallerIdentity": { never: true } });
    const over = { isOver: false };
    const asked = editor.run("whoAmI", {}).finally(() => (over.isOver = true));
    while (calls.length === 0 && !over.isOver) await new Promise((resolve) => setImmediate(resolve));
    editor.cancel();
    assert.match(((await asked) as { readonly text: string }).text, /^The command was cancelled\./);
    assert.deepEqual(messages(), []);
  });

  test("Recent Denials: the one that is picked is explained, whole, and what is not among them is said", async () => {
    const records = ["Decrypt", "Encrypt"].map((eventName) =>
      JSON.stringify({
        eventTime: "2026-11-26T10:00:00Z",
        eventSource: "kms.amazonaws.com",
        eventName,
        errorCode: "AccessDenied",
      }),
    );
    const Events = records.map((CloudTrailEvent) => ({ CloudTrailEvent }));
    await terminal.serve({ "cloudtrail:LookupEvents": { result: { Events } } });
    editor.answers = { "Recent Denials": "kms:Encrypt" };
    await editor.run("recentDenials", { region: "eu-west-1", hours: 3 });
    const [, list, command] = editor.shown;
    assert.match(
      list?.words ?? "",
      /kms:Decrypt.*\n.*kms:Encrypt.*\n.*Access to S3 objects and other data events are not among them/,
    );
    assert.deepEqual([command?.words, command?.options], ["iamVerdict.explainDenial", [{ text: records[1] }]]);
  });

  test("Fetch: where the files go is asked once for a workspace, and written with a .gitignore that is kept", async () => {
    await terminal.serve({ "kms:GetKeyPolicy": { result: { Policy: JSON.stringify(POLICY) } } });
    editor.folder = "/project";
    editor.answers = { "Fetched Policies": ".iam-verdict" };
    editor.asked = [];
    const picks = (): number => editor.shown.filter(({ kind }) => kind === "pick").length;
    await editor.run("fetchPolicies", { resource: KEY });
    assert.equal(picks(), 1);
    const names = [...editor.written.keys()].map((path) => path.replace(/[0-9a-f]{16}/, "…"));
    assert.deepEqual(names, ["/project/.iam-verdict/.gitignore", "/project/.iam-verdict/resource-….json"]);
    editor.written.set("/project/.iam-verdict/.gitignore", "mine");
    await editor.run("fetchPolicies", { resource: KEY });
    assert.deepEqual([picks(), editor.written.get("/project/.iam-verdict/.gitignore")], [0, "mine"]);
    editor.ofWorkspace.clear();
    editor.answers = {};
    await editor.run("fetchPolicies", { resource: KEY });
    // Who answers nothing has asked for nothing.
    assert.deepEqual([picks(), terminal.calls.length], [1, 2]);
    editor.folder = undefined;
  });

  describe("Fetch writes a file whole or not at all", () => {
    const other = { ...POLICY, Statement: [{ ...POLICY.Statement[0], Sid: "After" }] };
    const fetch = async (policy: object): Promise<{ readonly text: string; readonly files: readonly string[] }> => {
      await terminal.serve({ "kms:GetKeyPolicy": { result: { Policy: JSON.stringify(policy) } } });
      return (await editor.run("fetchPolicies", { resource: KEY, to: "folder" })) as Awaited<ReturnType<typeof fetch>>;
    };
    const names = (): readonly string[] => [...editor.written.keys()].sort();
    let path = "";
    beforeEach(async () => {
      editor.folder = "/project";
      editor.written.clear();
      editor.files = {};
      editor.asked = [];
      const { files } = await fetch(POLICY);
      path = files[0] ?? "";
    });
    afterEach(() => {
      editor.folder = undefined;
      editor.files = {};
    });
    const text = (): string => editor.written.get(path) ?? "";
    const whole = (): readonly string[] => ["/project/.iam-verdict/.gitignore", path].sort();

    test("again: the new one stands in the place of the old one, and nothing beside it", async () => {
      await fetch(other);
      assert.match(text(), /After/);
      assert.deepEqual(names(), whole());
    });

    test("where writing breaks off, the old one stays, and why is said with what to do", async () => {
      const before = text();
      editor.files = { breaksOff: (at) => at.includes("resource-") };
      const { text: said, files } = await fetch(other);
      assert.deepEqual([files, text(), names()], [[], before, whole()]);
      assert.match(
        said,
        /^\.iam-verdict\/resource-\w+\.json cannot be written: the disk is full\. Free the place, then/,
      );
      assert.equal(messages().length, 1);
    });

    test("on a file system that does not rename, it is written all the same", async () => {
      editor.files = { noRename: true };
      const { files } = await fetch(other);
      assert.match(text(), /After/);
      assert.deepEqual([files, names()], [[path], whole()]);
    });

    test("links in its place, and in that of its part, are replaced and not followed", async () => {
      editor.files = { links: [path, `${path}.part`] };
      await fetch(other);
      assert.match(text(), /After/);
      assert.deepEqual(names(), whole());
    });

    test("a folder in its place is not deleted for it", async () => {
      editor.written.delete(path);
      editor.written.set(`${path}/mine`, "mine");
      editor.files = { folders: [path] };
      const { text: said, files } = await fetch(other);
      assert.deepEqual([files, editor.written.get(`${path}/mine`)], [[], "mine"]);
      assert.match(said, /is a folder\. Free the place/);
    });

    test("a folder that is a link is not written to", async () => {
      editor.written.clear();
      editor.files = { links: ["/project/.iam-verdict"] };
      const { text: said } = await fetch(other);
      assert.match(said, /is a link and may point outside the workspace\. Remove it, then fetch again\./);
      assert.deepEqual(names(), []);
    });

    test("Forget What Was Fetched asks anew where the next ones go", async () => {
      assert.equal(editor.ofWorkspace.get("aws.place"), "folder");
      await editor.run("forgetFetched", {});
      assert.equal(editor.ofWorkspace.get("aws.place"), undefined);
    });
  });

  const { commands } = (
    JSON.parse(readFileSync(join(process.cwd(), "package.json"), "utf8")) as {
      readonly contributes: { readonly commands: readonly { readonly command: string }[] };
    }
  ).contributes;
  const ofPalette = commands.map(({ command }) => command).filter((name) => name.startsWith("iamVerdict.aws"));

  test("in a browser alone each command says that AWS cannot be asked from there, and where it can", async () => {
    const registered = editor.register(undefined);
    assert.deepEqual([...registered.keys()].sort(), [...ofPalette].sort());
    for (const [name, run] of registered) {
      editor.shown.length = 0;
      assert.equal(await run(), undefined);
      assert.equal(messages().length, 1, name);
      assert.match(messages()[0] ?? "", /^VS Code in a browser cannot send requests to AWS\. Open the folder in/);
    }
  });

  test("what asks AWS is loaded with the first command, and once", async () => {
    let loads = 0;
    const registered = editor.register(() => {
      loads++;
      return new Proxy({}, { get: (_target, name) => () => Promise.resolve(name) });
    });
    assert.equal(loads, 0);
    for (const run of registered.values()) assert.equal(typeof (await run()), "string");
    assert.equal(loads, 1);
  });

  test("no source of these commands asks for a modal dialog, a terminal or a sign-in", () => {
    const folder = join(process.cwd(), "client", "src", "aws");
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), "utf8");
      assert.doesNotMatch(text, /\bmodal:|createTerminal|getSession|openExternal|child_process/, name);
    }
  });
});
