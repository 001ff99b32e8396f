/** Events as the rows of a table, the log of AWS IoT Core, and what git prints of AWS CodeCommit. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { read } from "./reading.ts";

const NAMES = [
  "@timestamp",
  "userIdentity.arn",
  "eventSource",
  "eventName",
  "errorCode",
  "requestParameters.bucketName",
  "requestParameters.key",
];
const DENIED = [
  "2026-05-01 10:10:00.000",
  "arn:aws:sts::111122223333:assumed-role/app/s1",
  "s3.amazonaws.com",
  "PutObject",
  "AccessDenied",
  "acme-data",
  "a/b.txt",
];
const ALLOWED = DENIED.with(4, "").with(3, "GetBucketAcl");
const NOT_THERE = DENIED.with(4, "NoSuchBucket");
const ROWS = [DENIED, ALLOWED, NOT_THERE];

const FORMS: Readonly<Record<string, (rows: readonly (readonly string[])[]) => string>> = {
  "Markdown, as CloudWatch Logs Insights copies it": ([names = [], ...rows]) =>
    [names, names.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n"),
  "CSV, as it saves it": (rows) => rows.map((row) => row.join(",")).join("\n"),
  "CSV in quotes, as Amazon Athena saves it": (rows) =>
    rows.map((row) => row.map((cell) => `"${cell}"`).join(",")).join("\r\n"),
  "columns between tabs, as a browser copies them": (rows) => rows.map((row) => row.join("\t")).join("\n"),
  "a box of lines": ([names = [], ...rows]) =>
    ["+----+", `| ${names.join(" | ")} |`, "+----+", ...rows.map((row) => `| ${row.join(" | ")} |`), "+----+"].join(
      "\n",
    ),
};

describe("a table of events", () => {
  for (const [name, drawn] of Object.entries(FORMS)) {
    test(`is read row by row: ${name}`, () => {
      const text = `Results of today\n\n${drawn([NAMES, ...ROWS])}\n\nThat is all.`;
      const { denials } = read(text);
      assert.equal(denials.length, 1);
      const [denial] = denials;
      assert.deepEqual(
        [denial?.principalArn, denial?.resource, denial?.errorCode, denial?.operation],
        [DENIED[1], "arn:aws:s3:::acme-data/a/b.txt", "AccessDenied", "PutObject"],
      );
      assert.match(text.slice(denial?.span.start, denial?.span.end), /PutObject/);
    });

    test(`without a refusal holds none: ${name}`, () => {
      assert.equal(read(drawn([NAMES, ALLOWED, NOT_THERE])).isAccessDenied, false);
    });
  }

  test("has the message in a cell of its own, with commas and quotes in it", () => {
    const said = `User: arn:aws:iam::111122223333:user/dev is not authorized to perform: sqs:SendMessage on resource: ""arn:aws:sqs:eu-west-1:111122223333:q"", because no identity-based policy allows the sqs:SendMessage action`;
    const { denials } = read(`eventname,errorcode,errormessage\nSendMessage,AccessDenied,"${said}"\n`);
    assert.deepEqual(
      denials.map(({ action, resource, policyType }) => [action, resource, policyType]),
      [["sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q", "identity"]],
    );
  });
});

describe("the log of AWS IoT Core", () => {
  const entry = (more: object): string =>
    JSON.stringify({
      timestamp: "2026-05-01 10:10:00.000",
      logLevel: "ERROR",
      accountId: "111122223333",
      status: "Failure",
      protocol: "MQTT",
      topicName: "plant/a1/heat",
      clientId: "a1",
      principalId: "0".repeat(64),
      ...more,
    });
  for (const [eventType, action, resource] of [
    ["Connect", "iot:Connect", "a1"],
    ["Publish-In", "iot:Publish", "plant/a1/heat"],
    ["Publish-Out", "iot:Receive", "plant/a1/heat"],
    ["Subscribe", "iot:Subscribe", "plant/a1/heat"],
  ]) {
    test(`says what the device was not authorized to do: ${eventType}`, () => {
      const denial = read(entry({ eventType, reason: "AUTHORIZATION_FAILURE", details: "Authorization Failure" }));
      assert.deepEqual(
        [denial.action, denial.resource, denial.resourceNaming, denial.account, denial.principalArn, denial.nameless],
        [action, resource, "name", "111122223333", null, "device"],
      );
    });
  }

  for (const more of [
    { eventType: "Publish-In", reason: "MQTT_CLIENT_DISCONNECT" },
    { eventType: "Publish-In", status: "Success" },
    { eventType: "Publish-In", details: "no AUTHORIZATION_FAILURE" },
  ]) {
    test(`holds no denial where nothing was refused: ${JSON.stringify(more)}`, () => {
      assert.equal(read(entry(more)).isAccessDenied, false);
    });
  }
});

describe("git and AWS CodeCommit", () => {
  const HOST = "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/ledger";
  const REFUSED = `fatal: unable to access '${HOST}/': The requested URL returned error: 403`;
  for (const [text, action] of [
    [`$ git push origin main\n${REFUSED}`, "codecommit:GitPush"],
    [`Cloning into 'ledger'...\n${REFUSED}`, "codecommit:GitPull"],
    [REFUSED, null],
    [`unexpected http resp 403 for ${HOST}/info/refs?service=git-receive-pack`, "codecommit:GitPush"],
  ] as const) {
    test(`is a refusal of the repository: ${text.slice(0, 30)}`, () => {
      const denial = read(text);
      assert.deepEqual([denial.action, denial.resource, denial.errorCode], [action, "ledger", "403"]);
    });
  }

  for (const text of [
    "fatal: unable to access 'https://github.com/acme/ledger.git/': The requested URL returned error: 403",
    REFUSED.replace("403", "404"),
    `Cloning into 'ledger'... from ${HOST}`,
  ]) {
    test(`is none of another host, or for another reason: ${text.slice(0, 50)}`, () => {
      assert.equal(read(text).isAccessDenied, false);
    });
  }
});

describe("a code of a refusal", () => {
  for (const text of [
    "We alert when errorCode = AccessDenied or eventName = ConsoleLogin; see the runbook.",
    "Count the events where errorCode = AccessDenied and eventSource = kms.amazonaws.com.",
    "rescue Aws::STS::Errors::AccessDenied\n  Result.new(false, role)\nend",
    "except (client.exceptions.AccessDenied, TimeoutError) as e:",
    'The filter is { ($.eventName = ConsoleLogin) && (errorCode = "AccessDenied") }',
  ]) {
    test(`is not one where somebody looks for it: ${text.slice(0, 40)}`, () => {
      assert.equal(read(text).isAccessDenied, false);
    });
  }
});
