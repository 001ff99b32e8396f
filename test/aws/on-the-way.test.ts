/** What stands between here and AWS: proxies that pack answers, cut them off, answer themselves or not at all. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, test } from "node:test";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import * as aws from "../../server/src/aws/index.ts";
import { commandLine, encoded } from "./command-line.ts";
import { endWhen, HELD_LIMIT } from "./held-limit.ts";
import { type Replies, type Reply } from "./server.ts";

const ROLE = "arn:aws:iam::111122223333:role/app";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd";
const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:jobs";
const BUCKET = "arn:aws:s3:::acme-data";
const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }] };
const ANSWER = JSON.stringify({ Policy: JSON.stringify(POLICY), PolicyName: "default" });

describe("between here and AWS", () => {
  const terminal = commandLine();
  const { run } = terminal;
  let folders = 0;
  const toNew = (): readonly [option: string, folder: string] => ["--to", `to-${folders++}`];
  const isWritten = (folder: string): boolean => existsSync(join(terminal.folder, folder));

  const packed = (encoding: string, body: Uint8Array): Replies => ({
    "kms:GetKeyPolicy": {
      raw: { status: 200, type: "application/x-amz-json-1.1", body, headers: { "content-encoding": encoding } },
    },
  });

  for (const [encoding, pack] of [
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ] as const) {
    test(`an answer that is packed with ${encoding} is unpacked`, async () => {
      const { code, err } = await run(packed(encoding, pack(ANSWER)), ["fetch", "--resource", KEY, ...toNew()]);
      assert.deepEqual([code, err], [0, ""]);
    });
  }

  test("a packed answer that is cut off broke off, and what cannot be unpacked is not AWS's", async () => {
    const to = toNew();
    const whole = gzipSync(ANSWER);
    const cut = await run(packed("gzip", whole.subarray(0, whole.length - 12)), ["fetch", "--resource", KEY, ...to]);
    assert.match(cut.err, /^iam-verdict aws: The connection broke off before the whole answer to kms:GetKeyPolicy/);
    const junk = await run(packed("gzip", Buffer.from("junk")), ["fetch", "--resource", KEY, ...to]);
    assert.match(junk.err, /is not AWS \(status 200, application\/x-amz-json-1\.1, gzip\)/);
    assert.deepEqual([cut.code, junk.code, isWritten(to[1])], [2, 2, false]);
  });

  for (const [name, bytes] of [
    ["something other than HTTP", "\u0016\u0003\u0001 hello\r\n\r\n"],
    ["headers without end", `HTTP/1.1 200 OK\r\nx-a: ${"a".repeat(100_000)}\r\n\r\n`],
  ] as const) {
    test(`${name} is not AWS's`, async () => {
      const { code, err } = await run({ "sts:GetCallerIdentity": { bytes } }, ["whoami"]);
      assert.equal(code, 2);
      assert.match(err, /What answered sts:GetCallerIdentity is not AWS \(something other than HTTP\)\./);
    });
  }

  for (const [call, resource] of [
    ["sqs:GetQueueUrl", QUEUE],
    ["kms:GetKeyPolicy", KEY],
    ["s3:GetBucketPolicy", BUCKET],
  ] as const) {
    test(`a refusal in JSON without the name of an error is not AWS's, also in place of ${call}`, async () => {
      const raw = { status: 403, type: "application/json", body: '{"message":"Forbidden"}' };
      const { code, err } = await run({ [call]: { raw } }, ["fetch", "--resource", resource, ...toNew()]);
      assert.equal(code, 2);
      assert.ok(err.includes(`What answered ${call} is not AWS (status 403, application/json).`), err);
    });
  }

  test("the policy of a bucket is asked for in the Region that S3 names", async () => {
    const message = "The authorization header is malformed; the region 'eu-west-1' is wrong; expecting 'us-west-2'";
    const replies: Replies = {
      "s3:GetBucketPolicy": (_parameters, count) =>
        count === 0
          ? { error: { code: "AuthorizationHeaderMalformed", message, status: 400 } }
          : { result: { Policy: JSON.stringify(POLICY) } },
    };
    const { code, err } = await run(replies, ["fetch", "--resource", BUCKET, ...toNew()]);
    assert.deepEqual([code, err], [0, ""]);
    const moved = { error: { code: "PermanentRedirect", message: "Use the specified endpoint.", status: 301 } };
    const lost = await run({ "s3:GetBucketPolicy": moved }, ["fetch", "--resource", BUCKET, ...toNew()]);
    assert.match(lost.err, /eu-west-1 is not the Region in which AWS answers s3:GetBucketPolicy\./);
    assert.match(lost.err, /Name the Region of what is asked for/);
  });

  test("at an endpoint that is named, the bucket is no part of the host's name", async () => {
    const { endpoint } = await terminal.serve({ "s3:GetBucketPolicy": { result: { Policy: JSON.stringify(POLICY) } } });
    process.env["AWS_ENDPOINT_URL"] = endpoint.replace("127.0.0.1", "localhost");
    const { code, err } = await terminal.runAgainstEndpoint(["fetch", "--resource", BUCKET, ...toNew()]);
    assert.deepEqual([code, err], [0, ""]);
  });

  test("after calls that nobody answers, the rest is not waited for", async (context) => {
    const { calls } = await terminal.serve({
      "iam:GetRole": {
        result: {
          Role: {
            ...{ RoleName: "app", Arn: ROLE, AssumeRolePolicyDocument: encoded(POLICY) },
            PermissionsBoundary: { PermissionsBoundaryArn: "arn:aws:iam::111122223333:policy/fence" },
          },
        },
      },
      "iam:ListRolePolicies": { never: true },
      "iam:ListAttachedRolePolicies": { never: true },
    });
    const cancel = new AbortController().signal;
    const session = await aws.openSession({ profile: undefined, region: undefined, cancel, limit: HELD_LIMIT });
    const wanted = { principal: ROLE, resource: undefined, account: false, organization: false };
    // The first is answered; each of the others ends once it has arrived.
    let ended = 1;
    const isWaiting = (): boolean => {
      const isNew = calls.length > ended;
      ended = Math.max(ended, calls.length);
      return isNew;
    };
    const { failures, files } = await endWhen(context, isWaiting, () => aws.fetchPolicies(session, wanted));
    session.close();
    assert.deepEqual(calls, ["iam:GetRole", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies"]);
    assert.deepEqual(
      failures.map(({ sentence }) => sentence),
      ["There was no answer to iam:ListRolePolicies, iam:ListAttachedRolePolicies and iam:GetPolicy in time."],
    );
    assert.equal(files.length, 1);
  });

  test("a byte order mark before an answer is no part of it", async () => {
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    const marked = (type: string, text: string): Reply => ({ raw: { status: 200, type, body: `\uFEFF${text}` } });
    const ofKey = marked("application/x-amz-json-1.1", JSON.stringify({ Policy }));
    const ofBucket = marked("application/json", Policy);
    for (const [call, reply, arn] of [
      ["kms:GetKeyPolicy", ofKey, "arn:aws:kms:eu-west-1:111122223333:key/1234abcd"],
      ["s3:GetBucketPolicy", ofBucket, "arn:aws:s3:::acme"],
    ] as const) {
      const { code, out, err } = await terminal.run({ [call]: reply }, ["fetch", "--resource", arn]);
      assert.equal(code, 0, err);
      assert.match(out, /^saved /);
    }
  });

  describe("through a proxy", () => {
    let proxy: Server | undefined;
    afterEach(() => {
      proxy?.close();
      delete process.env["HTTPS_PROXY"];
    });

    async function proxied(connected: (socket: Socket) => void): Promise<void> {
      delete process.env["AWS_ENDPOINT_URL"];
      proxy = createServer(connected).listen(0, "127.0.0.1");
      await once(proxy, "listening");
      process.env["HTTPS_PROXY"] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    }

    test("that never answers: the call ends, and its connections with the command", async (context) => {
      const ended: Promise<unknown>[] = [];
      await proxied((socket) => {
        socket.on("error", () => undefined).resume();
        ended.push(once(socket, "close"));
      });
      const cancel = new AbortController().signal;
      const session = await aws.openSession({ profile: undefined, region: undefined, cancel, limit: HELD_LIMIT });
      const isConnected = (): boolean => ended.length > 0;
      const answer = await endWhen(context, isConnected, () => aws.whoAmI(session));
      session.close();
      assert.equal(answer.ok ? "" : answer.failure.cause, "timeout");
      await Promise.all(ended);
    });

    test("that hangs up: the connection broke off", async () => {
      await proxied((socket) => socket.on("error", () => undefined).end());
      const { code, err } = await terminal.runAgainstEndpoint(["whoami"]);
      assert.equal(code, 2);
      assert.match(err, /The connection broke off before the whole answer to sts:GetCallerIdentity was there\./);
    });
  });
});
