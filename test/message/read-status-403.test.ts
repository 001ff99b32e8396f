/** A status of 403 beside another error's code or words is that error's, wherever a tool breaks the lines. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { read, REQUEST_ID } from "./reading.ts";
import { quarterOf } from "../support/searching.ts";

const OTHER_ERRORS: readonly (readonly [code: string, words: string])[] = [
  ["ExpiredToken", "The security token included in the request is expired"],
  ["InvalidClientTokenId", "The security token included in the request is invalid."],
  ["SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided."],
  ["InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."],
  ["RequestTimeTooSkewed", "The difference between the request time and the current time is too large."],
  ["InvalidToken", "The provided token is malformed or otherwise invalid."],
  ["Throttling", "Rate exceeded"],
];

const QUEUE = "https://sqs.eu-north-1.amazonaws.com/730112940571/orders";

/** What loggers put behind an error: an address or an ARN is no word about who refused. */
const BEHIND: Readonly<Record<string, string>> = {
  nothing: "",
  "fields of a log": ` {"queue_url": "${QUEUE}"}`,
  "an ARN": " (arn:aws:sqs:eu-north-1:730112940571:orders)",
};

type Printed = (code: string, words: string, behind: string) => string;

const FORMS: Readonly<Record<string, Printed>> = {
  "Go, version 1": (code, words, behind) =>
    `receive: ${code}: ${words}\n\tstatus code: 403, request id: ${REQUEST_ID}${behind}`,
  "Go, version 1, in Terraform's box": (code, words, behind) =>
    `│ Error: reading queue: ${code}: ${words}\n│ \tstatus code: 403, request id: ${REQUEST_ID}${behind}\n│ `,
  "Go, version 1, in a string": (code, words, behind) =>
    `level=error msg="${code}: ${words}\\n\\tstatus code: 403, request id: ${REQUEST_ID}"${behind}`,
  "Go, version 2, in two lines": (code, words, behind) =>
    `operation error SQS: ReceiveMessage, https response error StatusCode: 403,\nRequestID: ${REQUEST_ID}, api error ${code}: ${words}${behind}`,
  "Java, version 1, in two lines": (code, words, behind) =>
    `${words} (Service: AmazonSQS; Status Code: 403;\nError Code: ${code}; Request ID: ${REQUEST_ID})${behind}`,
  "Java, version 1, broken inside the label": (code, words, behind) =>
    `${words}\n(Service: AmazonSQS; Status Code: 403; Error\nCode: ${code}; Request ID: ${REQUEST_ID})${behind}`,
  "Java, version 2": (_, words, behind) =>
    `software.amazon.awssdk.services.sqs.model.SqsException: ${words} (Service: Sqs, Status Code: 403, Request ID: ${REQUEST_ID})${behind}`,
  "Java, version 2, in two lines": (_, words, behind) =>
    `software.amazon.awssdk.services.sqs.model.SqsException: ${words}\n(Service: Sqs, Status Code: 403, Request ID: ${REQUEST_ID})${behind}`,
  "boto 2": (code, words, behind) =>
    `boto.exception.SQSError: SQSError: 403 Forbidden${behind}\n<?xml version="1.0"?>\n<ErrorResponse><Error><Code>${code}</Code><Message>${words}</Message></Error></ErrorResponse>`,
};

describe("a status of 403 is no denial where the error has a code or words of its own", () => {
  for (const [number, [form, print]] of Object.entries(FORMS).entries()) {
    for (const [place, behind] of Object.entries(BEHIND)) {
      test(`${form}, and behind it ${place}`, () => {
        for (const [code, words] of quarterOf(OTHER_ERRORS, number)) {
          const text = print(code, words, behind);
          assert.equal(read(text).isAccessDenied, false, text);
        }
      });
    }
  }
});

describe("a status of 403 is one where nothing else is said", () => {
  for (const [form, print] of Object.entries(FORMS)) {
    if (form.startsWith("Go, version 1")) continue;
    test(form, () => {
      const text = print("AccessDenied", "Access Denied", BEHIND["fields of a log"] ?? "");
      assert.equal(read(text).isAccessDenied, true, text);
    });
  }

  test("below a line of another error", () => {
    const text = `ExpiredToken: The security token included in the request is expired\nthen: PUT ${QUEUE} 403 Forbidden`;
    assert.equal(read(text).isAccessDenied, true);
  });
});

describe("the code Forbidden, which SDKs give an answer without a body", () => {
  for (const [tool, text] of Object.entries({
    "AWS CDK": "❌  acme-site failed: Forbidden: null\nnull\n    at /app/node_modules/aws-sdk/lib/request.js:31:10",
    "SDK for JavaScript, version 2, with its stack":
      "Forbidden:  \n    at Request.extractError (/app/node_modules/aws-sdk/lib/services/s3.js:565:35)",
    "SDK for Ruby, version 1": "  Error: AWS::S3::Errors::Forbidden {:level=>:error}",
  })) {
    test(tool, () => {
      assert.equal(read(text).errorCode, "Forbidden");
    });
  }

  test("of another program's server it is none", () => {
    const text = "Forbidden:  \n    at Request.extractError (/app/node_modules/acme-client/lib/http.js:20:5)";
    assert.equal(read(text).isAccessDenied, false);
  });
});
