import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deniedPartOf } from "../../client/src/terminal-denials.ts";
import { processorMilliseconds } from "../support/processor-time.ts";

/** The underlined words. */
function underlined(line: string): string | undefined {
  const part = deniedPartOf(line);
  return part === undefined ? undefined : line.slice(part.start, part.start + part.length);
}

describe("a denial in a terminal's line", () => {
  const lines: readonly (readonly [line: string, words: string])[] = [
    [
      "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: s3:GetObject on resource: x",
      "is not authorized to perform",
    ],
    ["An error occurred (AccessDenied) when calling the ListBuckets operation: Access Denied", "AccessDenied"],
    ["An error occurred (AccessDeniedException) when calling the Invoke operation: User: a", "AccessDeniedException"],
    ["│ Error: creating EC2 Instance: UnauthorizedOperation: You are not authorized", "UnauthorizedOperation"],
    ["Client.UnauthorizedOperation: You are not authorized to perform this operation.", "Client.UnauthorizedOperation"],
    [
      "You are not authorized to perform this operation. User: arn:aws:iam::1:user/a",
      "not authorized to perform this operation",
    ],
    ["  on resource: x with an explicit deny in a service control policy", "with an explicit deny in a"],
    ["  Encoded authorization failure message: AbCd", "Encoded authorization failure message"],
    ["botocore.exceptions.ClientError: (AccessDenied) ... is not authorized to perform: s3:x", "AccessDenied"],
  ];
  for (const [line, words] of lines) test(words, () => assert.equal(underlined(line), words));

  test("is not seen in other lines", () => {
    for (const line of [
      "",
      "$ ls",
      "permission denied (publickey)",
      "class MyAccessDeniedError extends Error {}",
      "bash: ./run: Permission denied",
      "authorized to perform",
    ]) {
      assert.equal(underlined(line), undefined, line);
    }
  });

  test("a line of any length is answered at once", () => {
    const long = "is not authorized to ".repeat(50_000);
    const milliseconds = processorMilliseconds(() => {
      assert.equal(deniedPartOf(long), undefined);
      assert.equal(underlined(`${"is not authorized to ".repeat(300)}AccessDenied`), "AccessDenied");
    });
    assert.ok(milliseconds < 50);
  });
});
