/** The profiles that a list offers, and credentials that are found anew for each session. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import * as aws from "../../server/src/aws/index.ts";
import { type Reply, startAwsServer } from "./server.ts";
import { KEYS, useSharedFiles } from "./shared-files.ts";
import { awsWithoutWaits } from "./without-waits.ts";

describe("profiles", () => {
  const { folder, write: files } = useSharedFiles("profiles");

  const CASES: readonly (readonly [name: string, config: string, credentials: string, rows: readonly string[]])[] = [
    [
      "keys, once where both files have the section",
      "[profile dev]\nregion = eu-west-1",
      `[dev]\n${KEYS}`,
      ["dev: keys (eu-west-1)"],
    ],
    ["keys without their secret", "", "[dev]\naws_access_key_id = AKIA", ["dev: ✘ aws_secret_access_key is missing"]],
    [
      "an SSO session",
      "[profile a]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n[sso-session s]\nsso_start_url = u\nsso_region = eu-west-1",
      "",
      ["a: an SSO session"],
    ],
    ["an SSO session that is not there", "[profile a]\nsso_session = s", "", ["a: ✘ there is no [sso-session s]"]],
    [
      "SSO in the older form, cut short",
      "[profile a]\nsso_start_url = u",
      "",
      ["a: ✘ sso_region and sso_account_id and sso_role_name is missing"],
    ],
    [
      "a role through a profile",
      "[profile r]\nrole_arn = x\nsource_profile = dev\n[profile m]\nrole_arn = x\nsource_profile = dev\nmfa_serial = y",
      `[dev]\n${KEYS}`,
      ["dev: keys", "m: a role, through dev and with MFA", "r: a role, through dev"],
    ],
    [
      "a role through a profile that is not there",
      "[profile r]\nrole_arn = x\nsource_profile = gone",
      "",
      ["r: ✘ its source_profile gone is not there"],
    ],
    ["a process", "[default]\ncredential_process = tool", "", ["default: a credential process"]],
    [
      "a section with nothing of use",
      "[profile e]\nregion = eu-west-1",
      "",
      ["e: ✘ it names no keys, SSO session, process or role (eu-west-1)"],
    ],
    [
      "a section that stands twice in one file, in parts",
      "",
      "[dev]\naws_access_key_id = AKIAEXAMPLE\n[dev]\naws_secret_access_key = secret",
      ["dev: keys"],
    ],
    [
      "settings in capitals",
      "",
      KEYS.replace(/^aws\w+/gm, (name) => name.toUpperCase()).replace(/^/, "[dev]\n"),
      ["dev: ✘ write AWS_ACCESS_KEY_ID in small letters: the AWS SDK reads no others"],
    ],
    [
      "roles that assume each other",
      "[profile one]\nrole_arn = x\nsource_profile = two\n[profile two]\nrole_arn = y\nsource_profile = one",
      "",
      [
        "one: ✘ its source_profile leads back to where it began",
        "two: ✘ its source_profile leads back to where it began",
      ],
    ],
    [
      "a role with the keys beside it",
      `[profile own]\nrole_arn = x\nsource_profile = own\n${KEYS}`,
      "",
      ["own: a role, through own"],
    ],
    [
      "sections that nobody can read, beside good ones",
      "[profile ok]\ncredential_process = tool\n[broken\nfoo\n= bar\n[profile fine]\ncredential_process = tool",
      "",
      ["fine: a credential process", "ok: a credential process"],
    ],
    ["an empty section", "[profile e]", "", ["e: ✘ the section has no settings"]],
    [
      "a name with a space",
      '[profile "my dev"]\nregion = eu-west-1',
      "",
      ["my dev: ✘ the AWS SDK reads no name with a space; rename it"],
    ],
    [
      "a heading without its word",
      "[dev]\nregion = eu-west-1",
      "",
      ["dev: ✘ write [profile dev] in the configuration file"],
    ],
  ];
  for (const [name, config, credentials, rows] of CASES) {
    test(name, async () => {
      files(config, credentials);
      const listed = (await aws.listProfiles()).map(
        ({ name: profile, works, source, region }) =>
          `${profile}: ${works ? "" : "✘ "}${source}${region === undefined ? "" : ` (${region})`}`,
      );
      assert.deepEqual(listed, rows);
    });
  }

  const open = (profile: string): Promise<aws.Session> =>
    awsWithoutWaits.openSession({ profile, region: "eu-west-1", cancel: new AbortController().signal });

  test("credentials that were renewed outside are found by the next session", async () => {
    files("", `[dev]\n${KEYS}`);
    assert.equal((await (await open("dev")).credentials()).accessKeyId, "AKIAEXAMPLE");
    files("", `[dev]\n${KEYS.replace("AKIAEXAMPLE", "AKIARENEWED")}`);
    assert.equal((await (await open("dev")).credentials()).accessKeyId, "AKIARENEWED");
  });

  test("a role is assumed with the keys of another profile's credential process", async () => {
    const keys = { Version: 1, AccessKeyId: "AKIAPROCESS", SecretAccessKey: "secret" };
    writeFileSync(join(folder, "keys.json"), JSON.stringify(keys));
    files(
      `[profile base]\ncredential_process = cat ${join(folder, "keys.json")}\n` +
        "[profile app]\nrole_arn = arn:aws:iam::111122223333:role/app\nsource_profile = base\nregion = eu-west-1",
      "",
    );
    const end = new Date(Date.now() + 3_600_000).toISOString();
    const server = await startAwsServer({
      "sts:AssumeRole": {
        result: {
          Credentials: { AccessKeyId: "ASIAASSUMED", SecretAccessKey: "s", SessionToken: "t", Expiration: end },
          AssumedRoleUser: { Arn: "arn:aws:sts::111122223333:assumed-role/app/run", AssumedRoleId: "AROA:run" },
        },
      },
      "sts:GetCallerIdentity": {
        result: { Arn: "arn:aws:sts::111122223333:assumed-role/app/run", Account: "111122223333", UserId: "AROA:run" },
      },
    });
    process.env["AWS_ENDPOINT_URL"] = server.endpoint;
    try {
      const answer = await aws.whoAmI(await open("app"));
      assert.ok(answer.ok, JSON.stringify(answer));
      assert.match(answer.result.source, /by the profile app/);
      assert.equal(answer.result.expires?.slice(0, 19), end.slice(0, 19));
      assert.deepEqual(server.calls, ["sts:AssumeRole", "sts:GetCallerIdentity"]);
    } finally {
      Reflect.deleteProperty(process.env, "AWS_ENDPOINT_URL");
      await server.close();
    }
  });

  const THROUGH = "[profile app]\nrole_arn = arn:aws:iam::111122223333:role/app\nsource_profile = base\n";
  const notAuthorized = "User: arn:aws:iam::1:user/me is not authorized to perform: sts:AssumeRole on resource: r";

  for (const [name, reply, words] of [
    ["a page", { raw: { status: 200, type: "text/xml", body: "<html>sign in</html>" } }, /is not AWS/],
    ["a denial", { error: { code: "AccessDenied", message: notAuthorized, status: 403 } }, /AWS denied/],
  ] as const satisfies readonly (readonly [string, Reply, RegExp])[]) {
    test(`a role that cannot be assumed, because ${name} answers, is told by that`, async () => {
      files(THROUGH, `[base]\n${KEYS}`);
      const server = await startAwsServer({ "sts:AssumeRole": reply });
      process.env["AWS_ENDPOINT_URL"] = server.endpoint;
      try {
        const answer = await aws.whoAmI(await open("app"));
        assert.ok(!answer.ok);
        assert.match(answer.failure.sentence, words);
      } finally {
        Reflect.deleteProperty(process.env, "AWS_ENDPOINT_URL");
        await server.close();
      }
    });
  }

  test("a process that fails behind a role is named as well", async () => {
    files(`${THROUGH}[profile base]\ncredential_process = sh -c 'exit 3'`, "");
    const answer = await aws.whoAmI(await open("app"));
    assert.ok(!answer.ok);
    assert.equal(answer.failure.sentence, "The credential process of the profile base failed.");
  });

  test("a process that fails is named, with what to do, and what it printed stays out of it", async () => {
    files("[profile p]\ncredential_process = sh -c 'echo hunter2; exit 3'", "");
    const answer = await aws.whoAmI(await open("p"));
    assert.ok(!answer.ok);
    assert.match(answer.failure.sentence, /The credential process of the profile p failed\./);
    assert.doesNotMatch(JSON.stringify(answer.failure), /hunter2/);
  });

  test("a profile that cannot work is refused with its reason", async () => {
    files("[profile r]\nrole_arn = arn:aws:iam::111122223333:role/app\nsource_profile = gone", "");
    const answer = await aws.whoAmI(await open("r"));
    assert.ok(!answer.ok);
    assert.equal(answer.failure.sentence, "The profile r gives no credentials: its source_profile gone is not there.");
  });
});
