/** Roles whose credentials are got on the way: asked for in the session's Region, with what stands in the way said. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import * as aws from "../../server/src/aws/index.ts";
import { type AwsServer, type Replies, startAwsServer } from "./server.ts";
import { KEYS, useSharedFiles } from "./shared-files.ts";
import { awsWithoutWaits } from "./without-waits.ts";

const ROLE = "arn:aws:iam::111122223333:role/app";
const GIVEN = {
  result: {
    Credentials: {
      AccessKeyId: "ASIAEXAMPLE",
      SecretAccessKey: "secret",
      SessionToken: "token",
      Expiration: "2099-01-01T00:00:00Z",
    },
  },
};
const WHO: Replies = {
  "sts:GetCallerIdentity": { result: { Arn: ROLE, Account: "111122223333", UserId: "AROA:run" } },
  "sts:AssumeRole": GIVEN,
  // Nobody signs it, so that the request does not say of which service it is.
  ":AssumeRoleWithWebIdentity": GIVEN,
};

describe("roles that are assumed for their credentials", () => {
  const { folder, write } = useSharedFiles("roles");
  let server: AwsServer | undefined;
  async function who(
    profile: string | undefined,
    replies: Replies,
    region?: string,
  ): Promise<aws.Answer<aws.Identity>> {
    server = await startAwsServer(replies);
    process.env["AWS_ENDPOINT_URL"] = server.endpoint;
    const said: string[] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => void said.push(words.join(" "));
    try {
      const cancel = new AbortController().signal;
      return await aws.whoAmI(await awsWithoutWaits.openSession({ profile, region, cancel }));
    } finally {
      console.warn = warn;
      await server.close();
      assert.deepEqual(said, []);
    }
  }
  async function failureOf(profile: string | undefined, replies: Replies): Promise<aws.Failure> {
    const answer = await who(profile, replies);
    assert.ok(!answer.ok);
    return answer.failure;
  }

  const tokenFile = (): string => {
    const path = join(folder, "token");
    writeFileSync(path, "token");
    return path;
  };
  const byToken = (path: string): string => `[profile w]\nrole_arn = ${ROLE}\nweb_identity_token_file = ${path}\n`;
  const byKeys = `[profile a]\nrole_arn = ${ROLE}\nsource_profile = b\n[profile b]\n${KEYS}`;

  test("by keys, in the Region of the session, whoever names it", async () => {
    for (const [config, region, used] of [
      [byKeys, undefined, "us-east-1"],
      [byKeys, "eu-west-3", "eu-west-3"],
      [byKeys.replace("[profile b]", "region = eu-west-2\n[profile b]"), undefined, "eu-west-2"],
    ] as const) {
      write(config, "");
      const answer = await who("a", WHO, region);
      assert.ok(answer.ok);
      assert.deepEqual(server?.regions, [used, used]);
      assert.equal(answer.result.source, "a role, through b, by the profile a");
      assert.equal(answer.result.expires, "2099-01-01T00:00:00.000Z");
    }
  });

  test("by a web identity token, of the profile or of the environment, with no word of the SDK's", async () => {
    write(byToken(tokenFile()), "");
    const ofProfile = await who("w", WHO);
    assert.ok(ofProfile.ok);
    assert.equal(ofProfile.result.source, "a web identity token, by the profile w");
    Object.assign(process.env, { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile(), AWS_ROLE_ARN: ROLE });
    const ofEnvironment = await who(undefined, WHO);
    assert.ok(ofEnvironment.ok);
    assert.equal(ofEnvironment.result.source, "a web identity token");
  });

  test("a token that is not there is named by its setting", async () => {
    write(byToken("/nonexistent/token"), "");
    assert.match(
      (await failureOf("w", WHO)).sentence,
      /^No credentials came from the profile w \(a role by a web identity token\)\./,
    );
    Object.assign(process.env, { AWS_WEB_IDENTITY_TOKEN_FILE: "/nonexistent/token", AWS_ROLE_ARN: ROLE });
    assert.equal(
      (await failureOf(undefined, WHO)).sentence,
      "No credentials came from what AWS_WEB_IDENTITY_TOKEN_FILE names.",
    );
  });

  test("a token that has expired is said to have, and not the credentials", async () => {
    write(byToken(tokenFile()), "");
    const expired = { error: { code: "ExpiredTokenException", message: "Token expired: …" } };
    const { cause, sentence } = await failureOf("w", { ":AssumeRoleWithWebIdentity": expired });
    assert.deepEqual([cause, sentence], ["expired", "The web identity token has expired."]);
  });

  test("a page of a proxy in the place of STS is known for what it is", async () => {
    const page = { raw: { status: 200, type: "text/html", body: "<html>Sign in</html>" } };
    for (const [profile, config, call] of [
      ["w", byToken(tokenFile()), ":AssumeRoleWithWebIdentity"],
      ["a", byKeys, "sts:AssumeRole"],
    ] as const) {
      write(config, "");
      assert.match((await failureOf(profile, { [call]: page })).sentence, /is not AWS \(status 200, text\/html\)\./);
      assert.match(
        (await failureOf(profile, { [call]: { result: {} } })).sentence,
        /is not AWS \(status 200, without credentials\)\./,
      );
    }
  });

  describe("Who Am I says which of two sources was used", () => {
    const keys = { AWS_ACCESS_KEY_ID: "AKIAOTHER", AWS_SECRET_ACCESS_KEY: "secret" };
    const token = { AWS_WEB_IDENTITY_TOKEN_FILE: "/token", AWS_ROLE_ARN: ROLE };
    const dev = `[dev]\n${KEYS}`;
    for (const [name, profile, variables, config, credentials, source, unused] of [
      ["keys alone", undefined, keys, "", "", /^the environment variables/, /^$/],
      [
        "a profile beside keys",
        "dev",
        keys,
        "",
        dev,
        /by the profile dev$/,
        /^AWS_ACCESS_KEY_ID is set .* not used because a profile is named$/,
      ],
      [
        "a profile beside a token",
        "dev",
        token,
        "",
        dev,
        /by the profile dev$/,
        /^AWS_WEB_IDENTITY_TOKEN_FILE is set .* a profile is named$/,
      ],
      [
        "keys beside the default profile",
        undefined,
        keys,
        "",
        `[default]\n${KEYS}`,
        /^the environment variables/,
        /^the default profile has credentials as well, which were not used/,
      ],
      [
        "keys beside a default profile without any",
        undefined,
        keys,
        "[default]\nregion = eu-west-1\n",
        "",
        /^the environment variables/,
        /^$/,
      ],
      [
        "keys beside a token",
        undefined,
        { ...keys, ...token },
        "",
        "",
        /^the environment variables/,
        /^AWS_WEB_IDENTITY_TOKEN_FILE is set as well/,
      ],
      [
        "a profile that assumes its role with the keys",
        "e",
        keys,
        `[profile e]\nrole_arn = ${ROLE}\ncredential_source = Environment\n`,
        "",
        /^a role, through Environment, by the profile e$/,
        /^$/,
      ],
    ] as const) {
      test(name, async () => {
        Object.assign(process.env, variables);
        write(config, credentials);
        const answer = await who(profile, WHO);
        assert.ok(answer.ok);
        assert.match(answer.result.source, source);
        assert.match(answer.result.unusedSource ?? "", unused);
      });
    }
  });
});
