/** Credentials that do not come, come late, or from another place than somebody thinks: each has its own sentence. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fromProcess } from "@aws-sdk/credential-providers";
import { asCredentialWork } from "../../server/src/aws/credential-work.ts";
import * as aws from "../../server/src/aws/index.ts";
import { endWhen, HELD_LIMIT } from "./held-limit.ts";
import { startAwsServer } from "./server.ts";
import { KEYS, useSharedFiles } from "./shared-files.ts";
import { awsWithoutWaits } from "./without-waits.ts";

describe("credentials", () => {
  const { folder, write: files } = useSharedFiles("credentials");

  const open = (
    profile: string | undefined,
    more: { readonly limit?: number; readonly cancel?: AbortSignal } = {},
  ): Promise<aws.Session> =>
    awsWithoutWaits.openSession({ profile, region: undefined, cancel: new AbortController().signal, ...more });

  async function failureOf(profile: string | undefined, more: Parameters<typeof open>[1] = {}): Promise<aws.Failure> {
    const answer = await aws.whoAmI(await open(profile, more));
    assert.ok(!answer.ok);
    return answer.failure;
  }

  const PROCESS = (command: string): string => `[profile p]\nregion = eu-west-1\ncredential_process = ${command}\n`;

  test("a process that never ends is ended, and said to be slow", async (context) => {
    const pid = join(folder, "pid");
    files(PROCESS(`echo Touch your key. >&2 && echo $$ > ${pid}.new && mv ${pid}.new ${pid} && exec sleep 60`), "");
    // What the process wrote is in the pipe by then; the turns are for reading it. The limit of the call is longer.
    let turns = 0;
    const isWaiting = (): boolean => existsSync(pid) && ++turns === 4;
    const { sentence, next, printed } = await endWhen(context, isWaiting, () => failureOf("p", { limit: HELD_LIMIT }));
    assert.equal(sentence, "The credential process of the profile p did not answer in time.");
    assert.match(next, /in a terminal/);
    assert.equal(printed, "Touch your key.");
    const ofProcess = Number(readFileSync(pid, "utf8"));
    while (isRunning(ofProcess)) await new Promise(setImmediate);
  });

  test("a process that never ends is ended with the command", async () => {
    files(PROCESS("sleep 60"), "");
    const cancel = new AbortController();
    const asked = failureOf("p", { cancel: cancel.signal });
    setTimeout(() => {
      cancel.abort();
    }, 100);
    assert.equal((await asked).cause, "cancelled");
  });

  test("of a process that fails, what it wrote for people is shown, and it runs once", async () => {
    const runs = join(folder, "runs");
    files(PROCESS(`sh -c 'echo run >> ${runs}; echo hunter2; echo No key is plugged in. >&2; exit 3'`), "");
    const session = await open("p");
    const fetched = await aws.fetchPolicies(session, {
      principal: "arn:aws:iam::111122223333:role/app",
      resource: "arn:aws:s3:::acme",
      account: false,
      organization: true,
    });
    assert.deepEqual(
      fetched.failures.map(({ sentence, printed }) => [sentence, printed]),
      [["The credential process of the profile p failed.", "No key is plugged in."]],
    );
    assert.doesNotMatch(JSON.stringify(fetched), /hunter2/);
    assert.equal(readFileSync(runs, "utf8"), "run\n");
  });

  test("a process that fails runs once, too, for calls that ask at the same time", async () => {
    const runs = join(folder, "runs-together");
    files(PROCESS(`sh -c 'echo run >> ${runs}; exit 3'`), "");
    const { credentials } = await open("p");
    const answers = await Promise.allSettled([credentials(), credentials(), credentials()]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      ["rejected", "rejected", "rejected"],
    );
    assert.equal(readFileSync(runs, "utf8"), "run\n");
  });

  test("a process that gives keys runs once for as long as they last", async () => {
    const runs = join(folder, "runs-kept");
    const keys = join(folder, "keys");
    writeFileSync(keys, JSON.stringify({ Version: 1, AccessKeyId: "A", SecretAccessKey: "hunter2" }));
    files(PROCESS(`sh -c 'echo run >> ${runs}; cat ${keys}'`), "");
    const { credentials } = await open("p");
    await Promise.all([credentials(), credentials()]);
    await credentials();
    assert.equal(readFileSync(runs, "utf8"), "run\n");
  });

  test("no process is started for a command that has ended", async () => {
    const started = join(folder, "started");
    files(PROCESS(`echo run >> ${started}`), "");
    const ended = new AbortController();
    ended.abort();
    const work = { end: ended.signal, printed: "", runs: new Map<string, never>() };
    await assert.rejects(asCredentialWork(work, fromProcess({ profile: "p" })), /Nobody waits/);
    assert.equal(existsSync(started), false);
  });

  test("a process that nobody named is named: that of the default profile", async () => {
    files("[default]\nregion = eu-west-1\ncredential_process = sh -c 'exit 3'\n", "");
    assert.equal((await failureOf(undefined)).sentence, "The credential process of the profile default failed.");
  });

  for (const [output, words, next] of [
    ["no JSON", "printed something other than JSON", /in a terminal/],
    ['{"Version":1}', "printed no AccessKeyId, or no SecretAccessKey", /in a terminal/],
    ['{"Version":2,"AccessKeyId":"A","SecretAccessKey":"hunter2"}', "printed no Version 1", /in a terminal/],
    [
      '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"hunter2","Expiration":"2020-01-01T00:00:00Z"}',
      "gave credentials that have expired",
      /^Sign in with the tool that it runs/,
    ],
  ] as const) {
    test(`a process that prints ${output}: ${words}`, async () => {
      const printed = join(folder, "printed");
      writeFileSync(printed, output);
      files(PROCESS(`cat ${printed}`), "");
      const failure = await failureOf("p");
      assert.ok(failure.sentence.startsWith(`The credential process of the profile p ${words}`), failure.sentence);
      assert.match(failure.next, next);
      assert.equal(failure.cause, "process-failed");
      assert.doesNotMatch(JSON.stringify(failure), /hunter2/);
    });
  }

  test("a sign-in by aws login that is missing names the command for it", async () => {
    files("[profile l]\nregion = eu-west-1\nlogin_session = arn:aws:iam::111122223333:user/me\n", "");
    const { sentence, command } = await failureOf("l");
    assert.equal(sentence, "The sign-in of the profile l has expired, or there was none yet.");
    assert.equal(command, "aws login --profile l");
  });

  test("an SSO session that is missing names the command for it", async () => {
    files(
      "[profile s]\nsso_session = acme\nsso_account_id = 1\nsso_role_name = r\n" +
        "[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n",
      "",
    );
    const { sentence, command } = await failureOf("s");
    assert.equal(sentence, "The SSO session of the profile s has expired, or there was none yet.");
    assert.equal(command, "aws sso login --profile s");
  });

  test("a role that needs an MFA code is not asked for one", async () => {
    files(
      "[profile m]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = b\nmfa_serial = arn:aws:iam::1:mfa/me\n",
      `[b]\n${KEYS}`,
    );
    assert.match((await failureOf("m")).sentence, /^The profile m needs an MFA code/);
  });

  test("nor is it where a process gives the keys for the role", async () => {
    files(
      "[profile m]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = p\nmfa_serial = arn:aws:iam::1:mfa/me\n" +
        PROCESS("echo {}"),
      "",
    );
    assert.match((await failureOf("m")).sentence, /^The profile m needs an MFA code/);
  });

  test("keys beside a role that needs one serve another role without it", async () => {
    files(
      "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = b\nregion = eu-west-1\n" +
        `[profile b]\nrole_arn = arn:aws:iam::111122223333:role/b\nsource_profile = b\nmfa_serial = m\n${KEYS}`,
      "",
    );
    process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
    assert.equal((await failureOf("a")).cause, "unreachable");
  });

  test("one key of two is said to be one", async () => {
    process.env["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLE";
    assert.match((await failureOf(undefined)).sentence, /AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not\./);
  });

  test("a profile that is nowhere is said to be nowhere, also where the environment names it", async () => {
    const sentence = "The profile gone gives no credentials: the AWS configuration files have none of this name.";
    assert.equal((await failureOf("gone")).sentence, sentence);
    process.env["AWS_PROFILE"] = "gone";
    process.env["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLE";
    process.env["AWS_SECRET_ACCESS_KEY"] = "secret";
    assert.equal((await failureOf(undefined)).sentence, sentence);
  });

  const answering = async (run: () => Promise<void>): Promise<void> => {
    const arn = "arn:aws:iam::111122223333:user/me";
    const result = { Arn: arn, Account: "111122223333", UserId: "AIDA" };
    const server = await startAwsServer({ "sts:GetCallerIdentity": { result } });
    process.env["AWS_ENDPOINT_URL"] = server.endpoint;
    try {
      await run();
    } finally {
      await server.close();
    }
  };

  test("with keys and a profile, the one that was used is said, and the other one, and the SDK writes nothing", async () => {
    files("", `[dev]\n${KEYS}`);
    process.env["AWS_ACCESS_KEY_ID"] = "AKIAOTHER";
    process.env["AWS_SECRET_ACCESS_KEY"] = "secret";
    process.env["AWS_PROFILE"] = "dev";
    const written: string[] = [];
    const own = { warn: console.warn, error: console.error, log: console.log };
    const keep = (...words: unknown[]): void => {
      written.push(words.join(" "));
    };
    Object.assign(console, { warn: keep, error: keep, log: keep });
    try {
      await answering(async () => {
        const answer = await aws.whoAmI(await open(undefined));
        assert.ok(answer.ok);
        assert.equal(answer.result.source, "keys in the configuration files, by the profile dev");
        assert.match(answer.result.unusedSource ?? "", /AWS_ACCESS_KEY_ID is set in the environment as well/);
      });
    } finally {
      Object.assign(console, own);
    }
    assert.deepEqual(written, []);
  });

  for (const [name, profile, variables, config, region] of [
    [
      "the option's",
      "dev",
      { AWS_REGION: "eu-north-1" },
      "[profile dev]\nregion = eu-west-1",
      ["eu-west-1", "profile"],
    ],
    ["the environment's", "dev", { AWS_REGION: "eu-north-1" }, "[profile dev]", ["eu-north-1", "environment"]],
    [
      "the environment's, where it names the profile as well",
      undefined,
      { AWS_PROFILE: "dev", AWS_DEFAULT_REGION: "eu-north-1" },
      "[profile dev]\nregion = eu-west-1",
      ["eu-north-1", "environment"],
    ],
    [
      "the profile's that the environment names",
      undefined,
      { AWS_PROFILE: "dev" },
      "[profile dev]\nregion = eu-west-1",
      ["eu-west-1", "profile"],
    ],
    ["none, which is said", undefined, {}, "", ["us-east-1", "assumed"]],
  ] as const) {
    test(`the Region is ${name}`, async () => {
      Object.assign(process.env, variables);
      files(config, `[dev]\n${KEYS}`);
      const session = await open(profile);
      assert.deepEqual([session.region.name, session.region.from], region);
    });
  }

  test("what names no Region does not become a part of a host's name", async () => {
    process.env["AWS_REGION"] = "evil.example/#";
    await assert.rejects(open(undefined), /AWS_REGION is 'evil\.example\/#', which names no Region\. Write one like/);
    const cancel = new AbortController().signal;
    await assert.rejects(awsWithoutWaits.openSession({ profile: undefined, region: "", cancel }), /--region is ''/);
  });

  test("the configuration files may be missing altogether, and be folders", async () => {
    for (const path of [join(folder, "nowhere"), folder]) {
      process.env["AWS_CONFIG_FILE"] = path;
      process.env["AWS_SHARED_CREDENTIALS_FILE"] = path;
      assert.deepEqual(await aws.listProfiles(), []);
      assert.equal((await failureOf(undefined)).cause, "no-credentials");
    }
    assert.ok(existsSync(folder));
  });
});

/** A test that waits for ever fails by the time limit of its file. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
