/** The commands that ask AWS, against a server that speaks its protocols on a loopback port. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from "mocha";
import * as vscode from "vscode";
import { type AwsServer, type Replies, startAwsServer } from "../../aws/server.ts";
import { eventually } from "./support/eventually.ts";
import { DENIED_BY_SCP, explain, type Explained, plain } from "./support/explanation.ts";
import { fileUri, open, replace, rangeOf, write } from "./support/workspace.ts";

const ACCOUNT = "111122223333";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/build-bot-role`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/build-bot-role/run-1`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const MESSAGE = `User: ${SESSION} is not authorized to perform: kms:Decrypt on resource: ${KEY} because no resource-based policy allows the kms:Decrypt action`;
const ALLOW_DECRYPT = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Decrypt", Effect: "Allow", Action: "kms:Decrypt", Resource: KEY }],
};
const KEY_POLICY = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Admin",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/admin` },
      Action: "kms:*",
      Resource: "*",
    },
  ],
};
const WHO: Replies = {
  "sts:GetCallerIdentity": { result: { Arn: SESSION, Account: ACCOUNT, UserId: "AROAEXAMPLE:run-1" } },
};
const encoded = (policy: object): string => encodeURIComponent(JSON.stringify(policy));
const FETCHED: Replies = {
  "iam:GetRole": {
    result: {
      Role: {
        RoleName: "build-bot-role",
        Path: "/",
        RoleId: "AROAEXAMPLE",
        Arn: ROLE,
        AssumeRolePolicyDocument: encoded({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
        }),
      },
    },
  },
  "iam:ListRolePolicies": { result: { PolicyNames: ["decrypt"], IsTruncated: false } },
  "iam:GetRolePolicy": {
    result: { RoleName: "build-bot-role", PolicyName: "decrypt", PolicyDocument: encoded(ALLOW_DECRYPT) },
  },
  "iam:ListAttachedRolePolicies": { result: { AttachedPolicies: [], IsTruncated: false } },
  "kms:GetKeyPolicy": { result: { Policy: JSON.stringify(KEY_POLICY), PolicyName: "default" } },
};

/** What an asked command answers. */
interface Answered {
  readonly text?: string;
  readonly files?: readonly string[];
  readonly verdict?: string;
  readonly summary?: string;
  readonly isPrincipal?: boolean;
}

const VARIABLES = [
  ...["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_ENDPOINT_URL", "AWS_CONFIG_FILE"],
  ...["AWS_SHARED_CREDENTIALS_FILE", "AWS_EC2_METADATA_DISABLED"],
] as const;

const resourceIn = (uris: readonly string[]): string => uris.find((uri) => /resource-[^/]*$/.test(uri)) ?? "";

const loadedBundles = (): readonly string[] =>
  Object.keys(require.cache).filter((path) => /[\\/]dist[\\/]aws/.test(path));

suite("AWS", () => {
  const before = new Map<string, string | undefined>(VARIABLES.map((name) => [name, process.env[name]]));
  let server: AwsServer | undefined;

  suiteSetup(() => {
    const folder = mkdtempSync(join(tmpdir(), "aws-"));
    const credentials = join(folder, "credentials");
    writeFileSync(credentials, "[dev]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n");
    writeFileSync(join(folder, "config"), "[profile dev]\nregion = eu-west-1\n");
    process.env["AWS_CONFIG_FILE"] = join(folder, "config");
    process.env["AWS_SHARED_CREDENTIALS_FILE"] = credentials;
    process.env["AWS_EC2_METADATA_DISABLED"] = "true";
  });
  suiteTeardown(() => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });
  setup(async () => {
    await open("identity/reports-reader.json");
  });
  teardown(async () => {
    await server?.close();
    server = undefined;
  });

  async function answering(replies: Replies): Promise<AwsServer> {
    server = await startAwsServer(replies);
    process.env["AWS_ENDPOINT_URL"] = server.endpoint;
    return server;
  }

  const run = (command: string, passed: object): Thenable<Answered | undefined> =>
    vscode.commands.executeCommand<Answered | undefined>(`iamVerdict.${command}`, { profile: "dev", ...passed });

  test("editing and explaining ask nothing of anybody, and load nothing that could", async () => {
    const { calls } = await answering(WHO);
    assert.deepEqual(loadedBundles(), []);
    const ours: string[] = [];
    const connect = Reflect.get(Socket.prototype, "connect") as (...given: unknown[]) => Socket;
    // A socket of VS Code's own is not ours to judge.
    Socket.prototype.connect = function (this: Socket, ...given: unknown[]): Socket {
      const { stack = "" } = new Error();
      if (/iam-verdict[^\n]*[\\/]dist[\\/]/.test(stack)) ours.push(stack);
      return Reflect.apply(connect, this, given);
    };
    try {
      const document = await write("identity/quiet.json", JSON.stringify(ALLOW_DECRYPT, undefined, 2));
      await replace(document, "kms:Decrypt", "kms:Decrypted");
      const { start } = rangeOf(document, "kms:Decrypted");
      await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, start);
      await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", document.uri, start);
      await explain(DENIED_BY_SCP);
    } finally {
      Socket.prototype.connect = connect;
      await vscode.workspace.fs.delete(fileUri("identity/quiet.json"));
    }
    assert.deepEqual([calls, ours, loadedBundles()], [[], [], []]);
  });

  test("Who Am I: who, from where, and whether it is the principal of the message", async () => {
    await answering(WHO);
    const answered = await run("awsWhoAmI", { principal: ROLE });
    assert.match(answered?.text ?? "", new RegExp(`^You are ${SESSION}\\. This is the principal of the message\\.`));
    assert.match(answered?.text ?? "", /keys in the configuration files, by the profile dev/);
    assert.match(answered?.text ?? "", /Region eu-west-1 \(from the profile\)/);
    const other = await run("awsWhoAmI", { principal: `arn:aws:iam::${ACCOUNT}:role/other` });
    assert.equal(other?.isPrincipal, false);
    assert.match(other.text ?? "", /This is not the principal of the message/);
  });

  test("a call that is refused names the permission, and a profile that is not there its name", async () => {
    const message = `User: ${SESSION} is not authorized to perform: kms:GetKeyPolicy on resource: ${KEY}`;
    await answering({ "kms:GetKeyPolicy": { error: { code: "AccessDeniedException", message } } });
    const refused = await run("awsFetchPolicies", { resource: KEY, to: "window" });
    assert.match(refused?.text ?? "", /AWS denied kms:GetKeyPolicy\. Missing permission: kms:GetKeyPolicy\./);
    const nobody = await run("awsWhoAmI", { profile: "nobody" });
    assert.match(
      nobody?.text ?? "",
      /^The profile nobody gives no credentials: the AWS configuration files have none of this name\./,
    );
  });

  test("Decode Authorization Message: a cut one is not sent, and a whole one flows into the explanation", async () => {
    const blob = `-${"aB3_".repeat(60)}`;
    const decoded = {
      allowed: false,
      explicitDeny: false,
      matchedStatements: { items: [] },
      context: { principal: { arn: SESSION }, action: "kms:Decrypt", resource: KEY, conditions: { items: [] } },
    };
    const { calls } = await answering({
      "sts:DecodeAuthorizationMessage": { result: { DecodedMessage: JSON.stringify(decoded) } },
    });
    const words = "You are not authorized to perform this operation. Encoded authorization failure message:";
    const cut = await run("awsDecodeMessage", { text: `${words} ${blob.slice(0, 150)}...` });
    assert.match(cut?.text ?? "", /cut off/);
    assert.deepEqual(calls, []);
    const whole = (await run("awsDecodeMessage", {
      text: `${words} ${blob.slice(0, 90)}\n${blob.slice(90)}`,
    })) as unknown as Explained;
    const values = whole.denials[0]?.request.map(({ value }) => plain(value));
    assert.deepEqual(values, [SESSION, "kms:Decrypt", KEY]);
  });

  for (const to of ["folder", "window"] as const) {
    test(`KMS, fetched and kept in the ${to}: from the message to the fix`, async () => {
      await answering(FETCHED);
      const { summary: missing } = await eventually(
        "there is no policy of the key",
        () => explain(MESSAGE),
        ({ verdict }) => verdict === "not-covered",
      );
      assert.match(
        missing,
        /no KMS key policy that allows kms:Decrypt .* no file here is known to be one that applies/,
      );
      const fetched = await run("awsFetchPolicies", { principal: SESSION, resource: KEY, to });
      assert.equal(fetched?.files?.length, 2, fetched?.text);
      assert.match(fetched.text ?? "", /^Fetched from AWS, and [^.]*\.iam-verdict\.$|memory for this window\.$/);
      assert.equal(fetched.verdict, "explained", fetched.summary);
      assert.match(fetched.summary ?? "", /^The key policy here does not allow kms:Decrypt/);
      assert.match(fetched.summary ?? "", /It names neither the caller nor the caller's account/);
      const again = await explain(MESSAGE);
      assert.match(again.denials[0]?.nearMisses[0]?.label ?? "", /^\.iam-verdict\/resource-/);
      const fixes = again.denials[0]?.fixes.map(({ title }) => plain(title)) ?? [];
      const fix = fixes.findIndex((title) => /Add a statement to .* that allows kms:Decrypt/.test(title));
      assert.ok(fix >= 0, fixes.join("\n"));
      const outcome = await vscode.commands.executeCommand("iamVerdict.applyFix", { denial: 0, fix });
      assert.equal(outcome, to === "folder" ? "applied" : "only-a-copy");
      const edited = await vscode.window.showTextDocument(vscode.Uri.parse(resourceIn(fetched.files)));
      const hasRole = (): boolean => edited.document.getText().includes(`"AWS": "${ROLE}"`);
      assert.equal(hasRole(), to === "folder");
      if (to === "folder") {
        const after = await vscode.commands.executeCommand<Answered>("iamVerdict.explainAgain");
        assert.equal(after.verdict, "workspace-allows", after.summary);
        await vscode.commands.executeCommand("undo");
        assert.equal(hasRole(), false);
      }
      assert.ok(fetched.files.every((uri) => uri.startsWith(to === "window" ? "iam-verdict-fetched:" : "file:")));
      const [file] = again.denials[0]?.nearMisses ?? [];
      assert.ok(file?.link !== undefined, "the statement of the key policy has a link");
      if (to === "folder") {
        const ignore = await vscode.workspace.fs.readFile(fileUri(".iam-verdict/.gitignore"));
        assert.match(new TextDecoder().decode(ignore), /^\*$/m);
        await vscode.workspace.fs.delete(fileUri(".iam-verdict"), { recursive: true });
        await eventually(
          "the fetched files are gone",
          async () => vscode.workspace.findFiles(".iam-verdict/**"),
          (found) => found.length === 0,
        );
      }
    });
  }

  test("Ask AWS shows the simulator's decision beside that of the files, and why they differ", async () => {
    let sent: Readonly<Record<string, unknown>> = {};
    const aws = await answering({
      "iam:SimulatePrincipalPolicy": (parameters) => {
        sent = parameters;
        const result = {
          EvalActionName: "kms:Decrypt",
          EvalDecision: "allowed",
          MatchedStatements: [],
          MissingContextValues: [],
        };
        return { result: { EvaluationResults: [result] } };
      },
    });
    await explain(MESSAGE);
    const asked = await vscode.commands.executeCommand<Answered>("iamVerdict.awsAskSimulator", { profile: "dev" });
    assert.deepEqual(aws.calls, ["iam:SimulatePrincipalPolicy"]);
    assert.equal(sent["PolicySourceArn"], ROLE);
    assert.equal(sent["ResourceArns.member.1"], KEY);
    assert.match(asked.text ?? "", /AWS's simulator allows kms:Decrypt/);
    assert.match(asked.text ?? "", /AWS's message blames the resource's own policy|blames the key policy/);
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? "", /What AWS's simulator says\n=+/);
  });

  test("Recent Denials explains the one that is picked", async () => {
    const event = {
      ...{
        eventVersion: "1.08",
        eventTime: "2026-11-26T10:00:00Z",
        eventSource: "kms.amazonaws.com",
        eventName: "Decrypt",
      },
      ...{ awsRegion: "eu-west-1", errorCode: "AccessDenied", errorMessage: MESSAGE },
      userIdentity: { type: "AssumedRole", arn: SESSION, accountId: ACCOUNT },
    };
    await answering({
      "cloudtrail:LookupEvents": { result: { Events: [{ EventId: "1", CloudTrailEvent: JSON.stringify(event) }] } },
    });
    const passed = { profile: "dev", region: "eu-west-1", hours: 3, pick: 0 };
    const explained = await vscode.commands.executeCommand<{ readonly summary?: string }>(
      "iamVerdict.awsRecentDenials",
      passed,
    );
    assert.match(JSON.stringify(explained), /kms:Decrypt/);
  });

  test("Check with Access Analyzer shows AWS's findings where they are, until the next edit", async () => {
    const { uri } = await open("identity/reports-reader.json");
    const start = { line: 2, column: 2, offset: 0 };
    const finding = {
      ...{
        findingType: "WARNING",
        issueCode: "EXAMPLE",
        findingDetails: "AWS's words.",
        learnMoreLink: "https://example.com",
      },
      locations: [{ path: [], span: { start, end: { ...start, column: 4 } } }],
    };
    await answering({ "access-analyzer:ValidatePolicy": { result: { findings: [finding] } } });
    const passed = { profile: "dev", region: "eu-west-1", kind: "identity", check: "findings" };
    await vscode.commands.executeCommand("iamVerdict.awsCheckPolicy", passed);
    const ofAws = (): readonly vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(uri).filter(({ source }) => source?.includes("Access Analyzer") === true);
    assert.deepEqual(
      ofAws().map(({ message, range }) => [message, range.start.line, range.start.character]),
      [["AWS's words.", 1, 2]],
    );
    await vscode.window.activeTextEditor?.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), " ");
    });
    await eventually("the findings to go", ofAws, (found) => found.length === 0);
    await vscode.commands.executeCommand("undo");
  });

  const everyCommand = async (more: object): Promise<ReadonlyMap<string, string>> => {
    await explain(MESSAGE);
    await open("identity/reports-reader.json");
    const blob = "aB3_".repeat(60);
    const commands: readonly (readonly [command: string, passed: object])[] = [
      ["awsWhoAmI", {}],
      ["awsDecodeMessage", { text: `Encoded authorization failure message: ${blob}` }],
      ["awsFetchPolicies", { principal: SESSION, resource: KEY, to: "window" }],
      ["awsAskSimulator", {}],
      ["awsRecentDenials", { region: "eu-west-1", hours: 3 }],
      ["awsCheckPolicy", { region: "eu-west-1", kind: "identity", check: "findings" }],
    ];
    const texts = new Map<string, string>();
    for (const [command, passed] of commands) {
      texts.set(command, (await run(command, { ...passed, ...more }))?.text ?? "");
    }
    return texts;
  };

  test("without credentials, every command says so and what to do, and asks nothing", async () => {
    const { calls } = await answering(WHO);
    const config = process.env["AWS_CONFIG_FILE"];
    const credentials = process.env["AWS_SHARED_CREDENTIALS_FILE"];
    process.env["AWS_CONFIG_FILE"] = "/nonexistent/config";
    process.env["AWS_SHARED_CREDENTIALS_FILE"] = "/nonexistent/credentials";
    try {
      for (const [command, text] of await everyCommand({ profile: undefined })) {
        assert.match(text, /^No AWS credentials were found\. Sign in \(aws sso login, aws configure\)/, command);
      }
    } finally {
      process.env["AWS_CONFIG_FILE"] = config;
      process.env["AWS_SHARED_CREDENTIALS_FILE"] = credentials;
    }
    assert.deepEqual(calls, []);
  });

  test("with an SSO session that has expired, every command names the sign-in, and asks nothing", async () => {
    const { calls } = await answering(WHO);
    const config = process.env["AWS_CONFIG_FILE"] ?? "";
    const before = readFileSync(config, "utf8");
    const section = "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\nregion = eu-west-1";
    const session = "sso_start_url = https://corp.example/start\nsso_region = eu-west-1";
    writeFileSync(config, `${before}[profile expired]\n${section}\n[sso-session corp]\n${session}\n`);
    try {
      for (const [command, text] of await everyCommand({ profile: "expired" })) {
        assert.equal(
          text.slice(0, text.indexOf("--profile expired") + "--profile expired".length),
          "The SSO session of the profile expired has expired, or there was none yet. Sign in again: aws sso login --profile expired",
          command,
        );
      }
    } finally {
      writeFileSync(config, before);
    }
    assert.deepEqual(calls, []);
  });

  test("Choose Profile and Region: the next commands use both, and say so", async () => {
    await answering(WHO);
    const passed = { profile: "dev", region: "eu-north-1" };
    const chosen = await vscode.commands.executeCommand("iamVerdict.awsChooseProfile", passed);
    assert.deepEqual(chosen, { profile: "dev", region: { name: "eu-north-1", from: "chosen" } });
    const answered = await vscode.commands.executeCommand<Answered>("iamVerdict.awsWhoAmI");
    assert.match(answered.text ?? "", /by the profile dev.*Region eu-north-1 \(chosen for this workspace\)/);
  });
});
