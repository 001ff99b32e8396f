/** A bucket in another Region than the one in use: wherever S3 says which, it is asked there, once. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { commandLine } from "./command-line.ts";
import { type Reply } from "./server.ts";

const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" }] };
const ELSEWHERE = "The bucket you are attempting to access must be addressed using the specified endpoint.";
const MALFORMED = "The authorization header is malformed; the region 'eu-west-1' is wrong";

const refused = (
  status: number,
  [code, message, more = ""]: readonly [code: string, message: string, more?: string],
  headers: Readonly<Record<string, string>> = {},
): Reply => ({
  raw: {
    status,
    type: "application/xml",
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`,
    headers,
  },
});

const HEADER = { "x-amz-bucket-region": "eu-central-1" };
const endpoint = (host: string): string => `<Endpoint>acme.${host}</Endpoint><Bucket>acme</Bucket>`;

/** How S3 says it, and the Region in which the second call is made; undefined for none. */
const SAYINGS: readonly (readonly [name: string, reply: Reply, region: string | undefined])[] = [
  ["301 with the header", refused(301, ["PermanentRedirect", ELSEWHERE], HEADER), "eu-central-1"],
  ["307 with the header", refused(307, ["TemporaryRedirect", "Please re-send this request."], HEADER), "eu-central-1"],
  [
    "301 with an endpoint",
    refused(301, ["PermanentRedirect", ELSEWHERE, endpoint("s3.ap-southeast-3.amazonaws.com")]),
    "ap-southeast-3",
  ],
  [
    "301 with an endpoint of the older form",
    refused(301, ["PermanentRedirect", ELSEWHERE, endpoint("s3-us-west-2.amazonaws.com")]),
    "us-west-2",
  ],
  [
    "400 with the Region in the answer",
    refused(400, ["AuthorizationHeaderMalformed", MALFORMED, "<Region>il-central-1</Region>"]),
    "il-central-1",
  ],
  [
    "400 with the Region in words",
    refused(400, ["AuthorizationHeaderMalformed", `${MALFORMED}; expecting 'us-east-2'`]),
    "us-east-2",
  ],
  ["301 that says nothing", refused(301, ["PermanentRedirect", ELSEWHERE]), undefined],
  [
    "301 with something that is no Region",
    refused(301, ["PermanentRedirect", ELSEWHERE], { "x-amz-bucket-region": "evil.example/#" }),
    undefined,
  ],
  ["403, which is no matter of the Region", refused(403, ["AccessDenied", "Access Denied"], HEADER), undefined],
];

describe("a bucket in another Region", () => {
  const terminal = commandLine();
  const fetch = ["fetch", "--resource", "arn:aws:s3:::acme"];

  for (const [name, reply, region] of SAYINGS) {
    test(name, async () => {
      const policy: Reply = { result: { Policy: JSON.stringify(POLICY) } };
      const replies = { "s3:GetBucketPolicy": (_: unknown, count: number) => (count === 0 ? reply : policy) };
      const { code, out } = await terminal.run(replies, fetch);
      assert.deepEqual(terminal.regions, region === undefined ? ["eu-west-1"] : ["eu-west-1", region]);
      assert.equal(code, region === undefined ? 2 : 0);
      assert.equal(/^saved /.test(out), region !== undefined);
    });
  }

  test("what leads on and on is followed once", async () => {
    const { code, err } = await terminal.run(
      {
        "s3:GetBucketPolicy": (_, count) =>
          refused(301, ["PermanentRedirect", ELSEWHERE], { "x-amz-bucket-region": `eu-west-${count + 2}` }),
      },
      fetch,
    );
    assert.equal(code, 2);
    assert.deepEqual(terminal.regions, ["eu-west-1", "eu-west-2"]);
    assert.match(err, /is not the Region in which AWS answers s3:GetBucketPolicy\./);
  });
});
