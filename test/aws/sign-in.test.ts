/** What those answer who are asked for credentials: an SSO portal, AWS for a role, a container. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import * as aws from "../../server/src/aws/index.ts";
import { type AwsServer, type Replies, startAwsServer } from "./server.ts";
import { awsWithoutWaits } from "./without-waits.ts";

const ROLE = "arn:aws:iam::111122223333:role/app";
const KEYS = "aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n";
const SSO = `[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Dev
region = eu-west-1
[sso-session corp]
sso_start_url = https://corp.example/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
`;
const SIGN_IN = "Sign in again: aws sso login --profile dev";
const EXPIRED = "The SSO session of the profile dev has expired, or there was none yet.";

describe("asking for credentials", () => {
  const saved = { ...process.env };
  let folder = "";
  let server: AwsServer | undefined;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "sign-in-"));
    mkdirSync(join(folder, ".aws", "sso", "cache"), { recursive: true });
  });
  beforeEach(() => {
    process.env = Object.fromEntries(Object.entries(saved).filter(([name]) => !name.startsWith("AWS_")));
    process.env["AWS_EC2_METADATA_DISABLED"] = "true";
    process.env["AWS_REGION"] = "eu-west-1";
    process.env["HOME"] = folder;
    files("", "");
  });
  afterEach(() => server?.close());
  after(() => {
    process.env = saved;
    rmSync(folder, { recursive: true, force: true });
  });

  function files(config: string, credentials: string): void {
    writeFileSync(join(folder, ".aws", "config"), config);
    writeFileSync(join(folder, ".aws", "credentials"), credentials);
  }

  function token(content: object | string): void {
    const name = createHash("sha1").update("corp").digest("hex");
    const text = typeof content === "string" ? content : JSON.stringify(content);
    writeFileSync(join(folder, ".aws", "sso", "cache", `${name}.json`), text);
  }

  async function failureOf(replies: Replies, profile?: string): Promise<aws.Failure> {
    await server?.close();
    server = await startAwsServer(replies);
    process.env["AWS_ENDPOINT_URL"] = server.endpoint;
    const session = await awsWithoutWaits.openSession({
      profile,
      region: undefined,
      cancel: new AbortController().signal,
    });
    const answer = await aws.whoAmI(session);
    session.close();
    assert.ok(!answer.ok);
    return answer.failure;
  }

  const valid = { startUrl: "https://corp.example/start", accessToken: "t", expiresAt: "2099-01-01T00:00:00Z" };
  const renewable = {
    ...{ clientId: "c", clientSecret: "s", registrationExpiresAt: "2099-01-01T00:00:00Z", refreshToken: "r" },
    ...valid,
    expiresAt: "2020-01-01T00:00:00Z",
  };
  const error = (code: string, status: number): Replies[string] => ({ error: { code, message: "words", status } });
  const page: Replies[string] = { raw: { status: 200, type: "text/html", body: "<html>Sign in</html>" } };

  for (const [name, content, replies, sentence, next] of [
    ["was ended", valid, { "sso:GetRoleCredentials": error("UnauthorizedException", 401) }, EXPIRED, SIGN_IN],
    ["cannot be renewed", { ...valid, expiresAt: "2020-01-01T00:00:00Z" }, {}, EXPIRED, SIGN_IN],
    ["is not renewed", renewable, { "sso-oidc:CreateToken": error("InvalidGrantException", 400) }, EXPIRED, SIGN_IN],
    ["is kept without its token", { startUrl: "x" }, {}, EXPIRED, SIGN_IN],
    ["is kept as no JSON", "{", {}, EXPIRED, SIGN_IN],
    [
      "has no such role",
      valid,
      { "sso:GetRoleCredentials": error("ForbiddenException", 403) },
      "The SSO session of the profile dev gives no credentials for the role that its section names.",
      /^Compare sso_account_id and sso_role_name/,
    ],
    [
      "is behind a sign-in page",
      valid,
      { "sso:GetRoleCredentials": page },
      "What answered the call that gets the credentials of the profile dev is not AWS (status 200, text/html).",
      /^Sign in to the network/,
    ],
    [
      "is throttled",
      valid,
      { "sso:GetRoleCredentials": error("TooManyRequestsException", 429) },
      "AWS throttled the call that gets the credentials of the profile dev, also after several attempts.",
      /^Wait a minute/,
    ],
  ] as const) {
    test(`an SSO session that ${name}`, async () => {
      files(SSO, "");
      token(content);
      const failure = await failureOf(replies, "dev");
      assert.equal(failure.sentence, sentence);
      if (typeof next === "string") assert.equal(failure.next, next);
      else assert.match(failure.next, next);
      assert.doesNotMatch(`${failure.sentence} ${failure.next}`, /Exception|props|clientId/);
    });
  }

  test("a role that may not be assumed: which permission is missing, and whose policy has a part in it", async () => {
    files(`[profile dev]\nrole_arn = ${ROLE}\nsource_profile = base\n`, `[base]\n${KEYS}`);
    const message = `User: arn:aws:iam::111122223333:user/me is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`;
    const failure = await failureOf(
      { "sts:AssumeRole": { error: { code: "AccessDenied", message, status: 403 } } },
      "dev",
    );
    assert.equal(failure.sentence, "AWS denied the call that gets the credentials of the profile dev.");
    const missing = aws.missingPermission(failure, { action: "sts:AssumeRole", resource: ROLE });
    assert.match(missing?.next ?? "", /let the trust policy of the role name the caller/);
    assert.ok(missing?.policy?.includes(`"Action":"sts:AssumeRole","Resource":"${ROLE}"`));
  });

  test("a role that a token may not assume: the trust policy alone decides, and no policy is proposed", async () => {
    const path = join(folder, "token");
    writeFileSync(path, "a.b.c");
    Object.assign(process.env, { AWS_WEB_IDENTITY_TOKEN_FILE: path, AWS_ROLE_ARN: ROLE });
    const message = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
    const denied: Replies = { ":AssumeRoleWithWebIdentity": { error: { code: "AccessDenied", message, status: 403 } } };
    const failure = await failureOf(denied);
    assert.equal(failure.sentence, "AWS denied the call that gets the credentials.");
    const missing = aws.missingPermission(failure, undefined);
    assert.deepEqual([missing?.action, missing?.policy], ["sts:AssumeRoleWithWebIdentity", undefined]);
    assert.match(missing?.next ?? "", /^The trust policy of the role/);
  });

  test("what should give credentials and does not is named", async () => {
    files(`[profile dev]\nrole_arn = ${ROLE}\ncredential_source = EcsContainer\n`, "");
    const { sentence } = await failureOf({}, "dev");
    assert.equal(sentence, "No credentials came from the profile dev (a role, through EcsContainer).");
    files("", "");
    process.env["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://127.0.0.1:1/credentials";
    const { sentence: ofContainer } = await failureOf({});
    assert.equal(ofContainer, "No credentials came from what AWS_CONTAINER_CREDENTIALS_FULL_URI names.");
  });

  test("where the profile and the environment name Regions, both are said", async () => {
    files("[profile dev]\nregion = us-west-2\n", `[dev]\n${KEYS}`);
    const cancel = new AbortController().signal;
    const regionOf = async (profile: string | undefined): Promise<string> =>
      aws.regionInWords((await awsWithoutWaits.openSession({ profile, region: undefined, cancel })).region);
    assert.equal(await regionOf("dev"), "us-west-2 (from the profile; the environment names eu-west-1)");
    process.env["AWS_PROFILE"] = "dev";
    assert.equal(await regionOf(undefined), "eu-west-1 (from the environment; the profile names us-west-2)");
  });
});
