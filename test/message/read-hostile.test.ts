/** What is pasted stays text. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { read } from "./reading.ts";

describe("hostile texts", () => {
  test("keys of the prototype are only keys", () => {
    const event =
      '{"__proto__":{"polluted":"yes"},"constructor":"x","eventName":"GetObject","eventSource":"s3.amazonaws.com","errorCode":"AccessDenied"}';
    const reading = read(event);
    assert.equal(reading.action, "s3:GetObject");
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
    const decoded =
      '{"allowed":false,"explicitDeny":true,"context":{"conditions":{"items":[{"key":"__proto__","values":{"items":[{"value":"x"}]}}]}}}';
    assert.deepEqual(Object.keys(read(decoded).context), ["__proto__"]);
  });
  test("markup stays text", () => {
    const reading = read(
      "User: arn:aws:iam::730112940571:user/<img/src=x> is not authorized to perform: s3:GetObject on resource: [x](command:y)",
    );
    assert.equal(reading.resource, "[x](command:y)");
    assert.equal(reading.principalArn, "arn:aws:iam::730112940571:user/<img/src=x>");
  });
});
