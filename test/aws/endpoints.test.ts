/** Where calls go that the environment or a profile leads elsewhere: never where another profile would send them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loadSharedConfigFiles } from "@smithy/shared-ini-file-loader";
import { type Endpoints, readEndpoints } from "../../server/src/aws/endpoints.ts";
import { useSharedFiles } from "./shared-files.ts";

const [ONE, TWO] = ["http://localhost:1111", "https://two.example:2222/path"];

/** As a session does it: the SDK keeps what it has read. */
async function readNow(profile: string | undefined): Promise<Endpoints> {
  await loadSharedConfigFiles({ ignoreCache: true });
  return await readEndpoints(profile);
}

describe("endpoints that are set", () => {
  const { write } = useSharedFiles("endpoints");

  const CASES: readonly (readonly [
    name: string,
    config: string,
    variables: Readonly<Record<string, string>>,
    sts: string | undefined,
    secrets: string | undefined,
  ])[] = [
    ["nothing", "[profile dev]\nregion = eu-west-1\n", {}, undefined, undefined],
    ["the profile's", `[profile dev]\nendpoint_url = ${ONE}\n`, {}, ONE, ONE],
    ["none of the default profile", `[default]\nendpoint_url = ${ONE}\n[profile dev]\n`, {}, undefined, undefined],
    [
      "none of the profile in use",
      `[profile other]\nendpoint_url = ${ONE}\n[profile dev]\n`,
      { AWS_PROFILE: "other" },
      undefined,
      undefined,
    ],
    [
      "of one service, in its section",
      `[services local]\nsecrets_manager =\n  endpoint_url = ${TWO}\n[profile dev]\nservices = local\n`,
      {},
      undefined,
      TWO,
    ],
    [
      "of one service before that of all",
      `[services local]\nsts =\n  endpoint_url = ${TWO}\n[profile dev]\nservices = local\nendpoint_url = ${ONE}\n`,
      {},
      TWO,
      ONE,
    ],
    [
      "the environment's before the profile's",
      `[profile dev]\nendpoint_url = ${ONE}\n`,
      { AWS_ENDPOINT_URL: TWO },
      TWO,
      TWO,
    ],
    [
      "the environment's of one service",
      "[profile dev]\n",
      { AWS_ENDPOINT_URL_SECRETS_MANAGER: TWO, AWS_ENDPOINT_URL: ONE },
      ONE,
      TWO,
    ],
    [
      "none where they are to be ignored",
      `[profile dev]\nendpoint_url = ${ONE}\n`,
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true", AWS_ENDPOINT_URL: ONE },
      undefined,
      undefined,
    ],
    [
      "none where the profile ignores them",
      `[profile dev]\nendpoint_url = ${ONE}\nignore_configured_endpoint_urls = true\n`,
      {},
      undefined,
      undefined,
    ],
  ];
  for (const [name, config, variables, sts, secrets] of CASES) {
    test(name, async () => {
      Object.assign(process.env, variables);
      write(config, "");
      const endpoints = await readNow("dev");
      assert.deepEqual([endpoints("STS"), endpoints("Secrets Manager")], [sts, secrets]);
    });
  }

  test("what is no address is said with its name, for the service that it is of", async () => {
    process.env["AWS_ENDPOINT_URL_S3"] = "not an address";
    const endpoints = await readNow(undefined);
    assert.equal(endpoints("STS"), undefined);
    assert.throws(
      () => endpoints("S3"),
      /^SettingProblem: AWS_ENDPOINT_URL_S3 is 'not an address', which is no address\. Write one/,
    );
    process.env["AWS_ENDPOINT_URL_S3"] = "file:///etc/passwd";
    assert.throws(() => endpoints("S3"), /which is no address/);
  });

  test("a section of services that is missing is named", async () => {
    write("[profile dev]\nservices = gone\n", "");
    await assert.rejects(readNow("dev"), /the section \[services gone\], and the AWS configuration file has none/);
  });

  test("files that are missing set nothing", async () => {
    process.env["AWS_CONFIG_FILE"] = "/nonexistent";
    assert.equal((await readNow("dev"))("IAM"), undefined);
  });
});
