/** Which hosts are asked where the Region is one of another partition. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { describe, test } from "node:test";
import * as aws from "../../server/src/aws/index.ts";
import { commandLine } from "./command-line.ts";

const ACCOUNT = "111122223333";

describe("partitions", () => {
  commandLine();

  // Source: "AWS Organizations endpoints and quotas".
  for (const [region, host] of [
    ["eu-west-1", "organizations.us-east-1.amazonaws.com"],
    ["cn-north-1", "organizations.cn-northwest-1.amazonaws.com.cn"],
    ["us-gov-east-1", "organizations.us-gov-west-1.amazonaws.com"],
  ] as const) {
    test(`the organization of ${region} is asked for at ${host}`, async () => {
      const hosts = new Set<string>();
      const proxy = createServer((socket: Socket) => {
        socket
          .on("error", () => undefined)
          .once("data", (head) => {
            hosts.add(/^CONNECT (\S+):443 /.exec(head.toString())?.[1] ?? "");
            socket.end();
          });
      }).listen(0, "127.0.0.1");
      await once(proxy, "listening");
      delete process.env["AWS_ENDPOINT_URL"];
      process.env["HTTPS_PROXY"] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      const cancel = new AbortController().signal;
      const session = await aws.openSession({ profile: undefined, region, cancel });
      try {
        const principal = `arn:aws:iam::${ACCOUNT}:role/app`;
        await aws.fetchPolicies(session, { principal, resource: undefined, account: false, organization: true });
      } finally {
        session.close();
        delete process.env["HTTPS_PROXY"];
        proxy.close();
      }
      assert.deepEqual(
        [...hosts].filter((name) => name.startsWith("organizations.")),
        [host],
      );
    });
  }
});
