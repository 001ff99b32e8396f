/** The encoded message is found in whatever was pasted, and nothing that stands beside it is taken for a part of it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findEncodedMessage } from "../../server/src/aws/encoded-message.ts";

/** 300 letters as AWS writes them: base64url, without a period. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const MESSAGE = Array.from({ length: 300 }, (_, at) => LETTERS[(at * at + at * 7) % 64]).join("");
const WORDS = "You are not authorized to perform this operation. Encoded authorization failure message:";

const wrappedAt = (width: number, between: string): string =>
  (MESSAGE.match(new RegExp(`.{1,${width}}`, "g")) ?? []).join(between);

describe("the encoded message in a text", () => {
  for (const [name, text] of [
    ["alone", MESSAGE],
    ["behind its words", `${WORDS} ${MESSAGE}`],
    ["before a full stop", `${WORDS} ${MESSAGE}.`],
    [
      "as the AWS SDK for Go prints it",
      `UnauthorizedOperation: ${WORDS} ${MESSAGE}\n\tstatus code: 403, request id: 0a1b2c3d-aaaa-bbbb-cccc-0123456789ab`,
    ],
    ["the same on one line", `${WORDS} ${MESSAGE} status code: 403, request id: 0a1b2c3d-aaaa-bbbb-cccc-0123456789ab`],
    ["the same in a log that writes line feeds out", `{"error":"${WORDS} ${MESSAGE}\\n\\tstatus code: 403"}`],
    [
      "in Terraform's frame",
      `│ Error: creating EC2 Instance: UnauthorizedOperation: ${WORDS} ${MESSAGE}\n│ \tstatus code: 403, request id: 1\n│ \n│   with aws_instance.web,\n╵`,
    ],
    [
      "in Terraform's frame, wrapped by the terminal",
      `│ Error: ${WORDS} ${wrappedAt(67, "\n│ ")}\n│ \tstatus code: 403, request id: 1\n╵`,
    ],
    ["in a frame on both sides", `│ ${wrappedAt(70, " │\n│ ")} │`],
    ["wrapped, with a short rest", `${WORDS}\n${wrappedAt(99, "\n")}\n`],
    [
      "wrapped, with a rest of one letter and Windows' line ends",
      `${WORDS}\r\n${wrappedAt(23, "\r\n")}\r\nDone at last.`,
    ],
    ["wrapped, and in one line since", `${WORDS} ${wrappedAt(60, " ")}`],
    ["wrapped in a log that writes line feeds out", `"${WORDS} ${wrappedAt(75, "\\n")}"`],
    [
      "as boto3 prints it",
      `An error occurred (UnauthorizedOperation) when calling the RunInstances operation: ${WORDS} ${MESSAGE}\n`,
    ],
    [
      "as the AWS SDK for Java prints it",
      `${WORDS} ${MESSAGE} (Service: AmazonEC2; Status Code: 403; Error Code: UnauthorizedOperation)`,
    ],
    [
      "in the command that decodes it",
      `aws sts decode-authorization-message --encoded-message ${MESSAGE} --region eu-west-1`,
    ],
    [
      "in the command, over several lines",
      `aws sts decode-authorization-message \\\n  --encoded-message \\\n  ${MESSAGE} \\\n  --output text`,
    ],
    ["in quotes", `--encoded-message "${MESSAGE}"`],
    [
      "beside the number of the request",
      `request 0a1b2c3d-aaaa-bbbb-cccc-0123456789ab ${MESSAGE} 0a1b2c3d-aaaa-bbbb-cccc-0123456789ab`,
    ],
  ] as const) {
    test(name, () => {
      const found = findEncodedMessage(text);
      assert.deepEqual([found?.text, found?.isCut], [MESSAGE, false]);
      assert.equal(text.slice(found?.span.start, found?.span.end).replace(/[^\w-]|\\n/g, "").length >= 300, true);
    });
  }

  for (const first of ["-", "_", "--"]) {
    test(`with ${first} at its beginning`, () => {
      assert.equal(findEncodedMessage(`${WORDS} ${first}${MESSAGE}`)?.text, `${first}${MESSAGE}`);
    });
  }

  for (const end of ["...", "…", " ...", "...[truncated]", " [truncated]", "<truncated>", " (truncated)", "[...]"]) {
    test(`cut, as ${JSON.stringify(end)} says`, () => {
      const found = findEncodedMessage(`${WORDS} ${MESSAGE.slice(0, 150)}${end}`);
      assert.deepEqual([found?.text, found?.isCut], [MESSAGE.slice(0, 150), true]);
    });
  }

  for (const [name, text] of [
    ["words alone", WORDS],
    ["a short text of letters", `${WORDS} ${MESSAGE.slice(0, 60)}`],
    [
      "options and numbers",
      `${"--a-very-long-option-of-a-tool ".repeat(5)}${"0a1b2c3d-aaaa-bbbb-cccc-0123456789ab ".repeat(5)}`,
    ],
  ] as const) {
    test(`none in ${name}`, () => {
      assert.equal(findEncodedMessage(text), undefined);
    });
  }
});
