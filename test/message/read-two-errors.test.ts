/** Two errors in one paste: the first may be cut short, and either may name nothing. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { read, said, SESSION, USER } from "./reading.ts";

const OTHER_ID = "5e11d0c4-9b2f-4c77-8a06-b1f2c3d4e5f6";
const S3_ID = "4GQ7ZK2M9T0XWB5C";

const ARN = "arn:aws:sqs:eu-north-1:730112940571:";
const CUTS = ["ar", "arn", "arn:", "arn:aws", "arn:aws:sqs:", "arn:aws:sqs:eu-no", "arn:aws:sqs:eu-north-1:7301", ARN];

const SENTENCE = `AccessDenied: User: ${USER} is not authorized to perform: kms:Decrypt`;
const BELOW: Readonly<Record<string, string>> = {
  "an empty line and a sentence": `\n\n${SENTENCE}`,
  "an empty line and words": `\n\nthen the same for another user:\n\n${SENTENCE}`,
  "the next line of a log": `\n2031-02-01T10:04:00Z ERROR ${SENTENCE}`,
  "the next line of a log with a day in front": `\n2031/02/01 10:04:00 ${SENTENCE}`,
  "the next item of a list": `\n- ${SENTENCE}`,
  "the next command": `\naws kms decrypt --ciphertext-blob fileb://a\n\n${SENTENCE}`,
};

describe("a resource that a text cut inside its ARN is none, whatever follows in the paste", () => {
  for (const [what, below] of Object.entries(BELOW))
    test(what, () => {
      for (const cut of CUTS) {
        const text = `AccessDenied: User: ${SESSION} is not authorized to perform: sqs:SendMessage on resource: ${cut}${below}`;
        const [first, second] = read(text).denials.map(said);
        assert.deepEqual([first?.action, first?.resource], ["sqs:SendMessage", undefined], text);
        assert.deepEqual([second?.action, second?.principalArn], ["kms:Decrypt", USER], text);
      }
    });
});

describe("a name that ends in a hyphen does not go on in the next line of a log", () => {
  for (const [what, below] of Object.entries(BELOW))
    test(what, () => {
      const text = `AccessDenied: User: ${SESSION} is not authorized to perform: sqs:SendMessage on resource: ${ARN}orders-${below}`;
      assert.equal(read(text).denials[0]?.resource, `${ARN}orders-`, text);
    });
});

/** Errors that name nobody, as tools print them, with the id of their request. */
const NAMELESS: Readonly<Record<string, string>> = {
  "Amazon Redshift": `  error:  S3ServiceException:Access Denied,Status 403,Error AccessDenied,Rid ${S3_ID},ExtRid abc=,CanRetry 1\n  code:      8001\n`,
  R: `List of 4\n $ Code     : chr "AccessDenied"\n $ Message  : chr "Access Denied"\n $ RequestId: chr "${S3_ID}"\n`,
  "the first SDK for Java": `'orders.zip': Status Code: 403, AWS Service: Amazon S3, AWS Request ID: ${S3_ID}, AWS Error Code: AccessDenied, AWS Error Message: Access Denied`,
};

/** Errors whose id stands in front of them, although the beginning of the line is gone. */
const ID_FIRST: Readonly<Record<string, string>> = {
  "the SDK for Go, cut in front": `RequestID: ${OTHER_ID}, api error AccessDeniedException: User: ${SESSION} is not authorized to perform: sqs:SendMessage`,
  "Soto, with its request": `Response:\n  Status : 403\n  Headers: [\n    x-amzn-requestid : ${OTHER_ID}\n    content-type : application/json\n  ]\n  Body: \n  {"Message":"User: ${SESSION} is not authorized to perform: sqs:SendMessage"}`,
};

describe("the id of an error belongs to no other one beside it", () => {
  for (const [tool, error] of Object.entries({ ...NAMELESS, ...ID_FIRST }))
    test(tool, () => {
      for (const text of [`${SENTENCE}\n\n${error}`, `${SENTENCE}\nand:\n${error}`, `${error}\n\n${SENTENCE}`]) {
        const told = read(text).denials.find(({ principalArn }) => principalArn === USER);
        assert.deepEqual([told?.action, told?.requestId], ["kms:Decrypt", null], text);
      }
    });
});

/** Errors that name nobody, with the id of their request beside them. */
const OF_ANOTHER_REQUEST: Readonly<Record<string, string>> = {
  "the SDK for Java": `com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: ${S3_ID}; Proxy: null)`,
  "the second SDK for Java": `S3Exception: Access Denied (Service: S3, Status Code: 403, Request ID: ${S3_ID}, Extended Request ID: abc=)`,
  "the SDK for Go": `AccessDenied: Access Denied\n\tstatus code: 403, request id: ${S3_ID}, host id: abc=`,
};

describe("an error that names nobody is told beside a sentence if it has the id of another request", () => {
  for (const [tool, error] of Object.entries(OF_ANOTHER_REQUEST))
    test(tool, () => {
      const sentence = `${SENTENCE}\n\tstatus code: 400, request id: ${OTHER_ID}`;
      const ofBoth = (text: string): unknown =>
        read(text).denials.map(({ principalArn, action, requestId }) => [principalArn, action, requestId]);
      const [own, nameless] = [
        [USER, "kms:Decrypt", OTHER_ID],
        [null, null, S3_ID],
      ];
      for (const gap of ["\n", "\n\n", "\n2031-02-01T10:04:00Z ERROR "]) {
        assert.deepEqual(ofBoth(`${sentence}${gap}${error}`), [own, nameless], gap);
        assert.deepEqual(ofBoth(`${error}${gap}${sentence}`), [nameless, own], gap);
      }
      if (tool.includes("Java")) assert.deepEqual(ofBoth(`${sentence}\n\n${error.replaceAll(S3_ID, OTHER_ID)}`), [own]);
    });
});

test("the status of a HEAD request belongs to no sentence below it", () => {
  const head = "An error occurred (403) when calling the HeadObject operation: Forbidden";
  for (const gap of ["\n", "\n\n", "\nraise error_class(parsed, name)\n"]) {
    const text = `${head}${gap}AccessDeniedException: User: ${USER} is not authorized to perform: kms:Decrypt`;
    const told = read(text).denials.find(({ principalArn }) => principalArn === USER);
    assert.deepEqual([told?.errorCode, told?.operation], ["AccessDeniedException", null], text);
  }
});
