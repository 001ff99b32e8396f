/** What people put around a message changes nothing of what it says. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { KEY, read, REQUEST_ID, SESSION, USER } from "./reading.ts";
import { quarterOf } from "../support/searching.ts";

/** Most of them name nobody: what stands around them decides whether they tell of a denial. */
const DENIALS = [
  "AccessDenied: Access Denied",
  "An error occurred (AccessDeniedException) when calling the ListModels operation: Your account is not authorized to do so.",
  "UnauthorizedOperation: You are not authorized to perform this operation.",
  "Error: Not authorized to perform sts:AssumeRoleWithWebIdentity",
  "S3Exception: Access Denied (Service: S3, Status Code: 403, Request ID: null)",
  `User: ${USER} is not authorized to perform: ec2:StopInstances because no identity-based policy allows the ec2:StopInstances action`,
];

const INVOCATION = "0d6f2a91-3b44-4f0e-8a57-6c1b2d3e4f50";

const SURROUNDINGS: Readonly<Record<string, (denial: string) => string>> = {
  "a failed query": (denial) => `FAILED: ${denial}\n`,
  "a failed query of Hive": (denial) =>
    `hive> show tables;\nFAILED: Execution Error, return code 1 from a.b.DDLTask. MetaException(message:${denial})\n`,
  "a failed step": (denial) => `FAIL: ${denial}\n`,
  "a failed step without a colon": (denial) => `FAILED ${denial}\n`,
  "a failed task and a dash": (denial) => `FAILED - ${denial}\n`,
  "an answer of Lambda, with its own id": (denial) =>
    JSON.stringify({
      errorMessage: denial,
      errorType: "RuntimeError",
      requestId: INVOCATION,
      stackTrace: ["  File x"],
    }),
  "an exception of .NET": (denial) =>
    `Unhandled exception. System.InvalidOperationException: ${denial}\n   at App.Main() in /src/App.cs:line 12\n`,
  "a record of Docker for each line": (denial) =>
    ["starting", ...denial.split(/(?<=(?:perform|operation): )|(?<=AccessDenied:) /), "stopped"]
      .map((log) => JSON.stringify({ log: `${log}\n`, stream: "stderr", time: "2031-02-01T10:00:00.000000001Z" }))
      .join("\n"),
  "a value in a file of settings": (denial) => `ok=false\nreason=${denial}\n`,
  "Terratest, each line": (denial) =>
    ["Running command terraform", ...denial.split(/(?<=(?:perform|operation): )|(?<=AccessDenied:) /)]
      .map((line) => `TestLedger/reads 2031-02-01T10:00:00Z logger.go:66: ${line}`)
      .join("\n"),
  "a forum's block": (denial) => `[code]${denial}[/code]\nthanks\n`,
  "a cell of HTML below its head": (denial) => `<table><tr><th>Error</th></tr><tr><td>${denial}</td></tr></table>`,
  "a tool's cross": (denial) => `\u2717 ${denial}\n`,
  "a tool's cross and a quote": (denial) => `\u2717 "${denial}"\n`,
  "a tool's cross and its step": (denial) => `\u2717 Copy of the ledger: ${denial}\n`,
  "the summary of a test run": (denial) =>
    `FAILED tests/test_ledger.py::test_reads - ${denial}\n1 failed, 3 passed in 2.1s\n`,
  "the form of an issue": (denial) =>
    `| Error | Step | When |\n| --- | --- | --- |\n| ${denial} | the nightly copy of files | since Tuesday morning |\n`,
};

describe("a denial is read in its surroundings", () => {
  for (const [number, [form, around]] of Object.entries(SURROUNDINGS).entries())
    test(form, () => {
      for (const denial of quarterOf(DENIALS, number)) {
        const { isAccessDenied, principalArn, action, errorCode, requestId } = read(around(denial));
        const bare = read(denial);
        assert.equal(bare.isAccessDenied, true, denial);
        const expected = [true, bare.principalArn, bare.action, bare.errorCode, bare.requestId];
        assert.deepEqual([isAccessDenied, principalArn, action, errorCode, requestId], expected, around(denial));
      }
    });
  test("an answer in XML behind a label", () => {
    const answer = `<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>${REQUEST_ID}</RequestId></Error>`;
    assert.equal(read(`- Stage: prod\n- Error: \`${answer}\`\n`).isAccessDenied, true);
    assert.equal(read(`const stub = {\n  body: \`${answer}\`,\n};\n`).isAccessDenied, false);
  });
  test("an object whose next name begins with a capital letter", () => {
    const [code, target] = ["NO_PERMISSIONS", "arn:aws:sqs:eu-west-1:614023385172:jobs"];
    for (const text of [
      `{"ERROR_CODE":{"StringValue":"${code}","DataType":"String"},"TARGET_ARN":{"StringValue":"${target}"}}`,
      `{'ERROR_CODE': {'StringValue': '${code}', 'DataType': 'String'}, 'TARGET_ARN': {'StringValue': '${target}'}}`,
    ])
      assert.equal(read(text).errorCode, code, text);
  });
  test("a line that is as wide as a terminal by chance goes on in no other one's words", () => {
    const denial = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
    const wide = `${"x".repeat(100 - denial.length - 2)}: ${denial}`;
    for (const next of ["Tomek  9:43 AM\nno idea", "2. Run it again\n3. Stop"])
      assert.equal(read(`Mara  9:41 AM\n${wide}\n${next}\n`).action, "sts:AssumeRoleWithWebIdentity", next);
  });
  test("a value in a forum's block ends before the block does", () => {
    const text = `[code]User: ${USER} is not authorized to perform: kms:Decrypt on resource: ${KEY}[/code]`;
    assert.equal(read(text).resource, KEY);
  });
  test("EC2's code is of no server that answers as S3 does", () => {
    const answer = `<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized to perform this operation.</Message></Error></Errors><RequestID>${REQUEST_ID}</RequestID></Response>`;
    const text = `${answer}\n  File "/srv/ceph-on-aws/bin/start", line 6, in <module>\n`;
    assert.deepEqual([read(text).errorCode, read(text).requestId], ["UnauthorizedOperation", REQUEST_ID]);
  });
  test("only tags stand in the place of the caller", () => {
    const text = `<tr><th>Error</th></tr><tr><td>is not authorized to perform: kms:Decrypt on resource: ${KEY}</td></tr>`;
    assert.deepEqual([read(text).principalArn, read(text).action], [null, "kms:Decrypt"]);
  });
  test("a row whose first cell is a label", () => {
    const row =
      "| Error | is not authorized to perform: s3:PutObject because no identity-based policy allows the s3:PutObject action |";
    assert.equal(read(row).action, "s3:PutObject");
  });
});

describe("what stands around a sentence is no part of it", () => {
  const fragment =
    "is not authorized to perform: s3:GetObject because no session policy allows the s3:GetObject action";
  for (const line of ["+ ./deploy.sh", "$ ../bin/run", "logs/app.log:17:"])
    test(`the line above a sentence without its beginning: ${line}`, () => {
      const { principalArn, action } = read(`${line}\n${fragment}\n`);
      assert.deepEqual([principalArn, action], [null, "s3:GetObject"]);
    });
  test("the next line of a log, which has a colon as well", () => {
    const text = `An error occurred (AccessDeniedException) when calling the GetRole operation: User: ${USER} is not authorized to perform\nError: Process completed with exit code 1.\n`;
    assert.equal(read(text).action, "iam:GetRole");
  });
  test("the next line behind an action at the width of a terminal", () => {
    const denial = `User: ${USER} is not authorized to perform: `;
    const name = (length: number): string => `sts:AssumeRole${"".padEnd(length)}`.trim();
    for (const width of [80, 100, 120]) {
      const text = `${"x".repeat(Math.max(1, width - denial.length - 16))}: ${denial}${name(0)}\nCleaning up project directory\n`;
      assert.equal(read(text).action, "sts:AssumeRole", text);
    }
  });
  test("a request that failed, told with the status of the answer", () => {
    for (const mark of ["\u2717", "FAILED"]) {
      const text = `${mark} nightly copy of what is new, AccessDenied: Access Denied status code: 403, request id: ${REQUEST_ID}\n`;
      assert.equal(read(text).requestId, REQUEST_ID, text);
    }
  });
  test("lines of a log that are counted, and equally long", () => {
    const policy = "arn:aws:iam::730112940571:policy/Guard";
    const denial = `User: ${USER} is not authorized to perform: iam:CreateRole with an explicit deny in an identity-based policy: ${policy}`;
    assert.equal(read(`attempt 1: ${denial}\nattempt 2: ${denial}\n`).policyArn, policy);
  });
  test("words above a record whose front was cut off", () => {
    const event = `"arn": "${SESSION}",\n  "sessionContext": {"sessionIssuer": {"arn": "arn:aws:iam::730112940571:role/Deployer"}}\n},\n"eventSource": "ec2.amazonaws.com",\n"eventName": "StopInstances",\n"errorCode": "Client.UnauthorizedOperation"`;
    assert.equal(read(event).principalArn, SESSION);
    assert.equal(read(`The event says:\n\n  ${event}\n`).principalArn, SESSION);
  });
  test("a policy below a record that ends in its message", () => {
    const event = `"eventSource": "ec2.amazonaws.com",\n"eventName": "StopInstances",\n"errorCode": "Client.UnauthorizedOperation",\n"errorMessage": "You are not authorized to perform this operation.`;
    const policy = `{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::mine/*"}]}`;
    assert.equal(read(`${event}\n\nMy policy:\n\n\`\`\`json\n${policy}\n\`\`\`\n`).principalArn, null);
  });
  test("a label in bold behind the sentence that names nothing", () => {
    const text = `An error occurred (UnauthorizedOperation) when calling the StopInstances operation: You are not authorized to perform this operation. **User:** ${USER} is not authorized to perform: ec2:StopInstances`;
    const { errorCode, principalArn, denials } = read(text);
    assert.deepEqual([errorCode, principalArn, denials.length], ["UnauthorizedOperation", USER, 1]);
  });
  test("a mask of a template", () => {
    const policy = "arn:aws:iam::{{account}}:policy/Guard";
    const text = `User: arn:aws:iam::{{account}}:user/ci is not authorized to perform: iam:CreateRole with an explicit deny in an identity-based policy: ${policy}`;
    assert.equal(read(text).policyArn, policy);
  });
  test("a name with a mask of stars behind a dot is no regular expression", () => {
    const name = "arn:aws:iam::****:user/svc.****.ledger";
    assert.equal(read(`User: ${name} is not authorized to perform: iam:CreatePolicy`).principalArn, name);
  });
  test("what somebody got stands in a paragraph of its own", () => {
    const denial = `CREATE_FAILED | Resource handler returned message: "User with accountId: 730112940571 is not authorized to perform CreateLogGroup with Tags (Service: CloudWatchLogs, Status Code: 400, Request ID: ${REQUEST_ID})"`;
    assert.equal(read(`When I run it I get the following error:\n\n${denial}\n`).isAccessDenied, true);
  });
  test("a member of an object that was printed, below the words of its author", () => {
    const url = "https://sqs.eu-west-1.amazonaws.com/";
    const text = `I am facing this only when I use it in a queue\n\n message:\n   'Access to the resource ${url} is denied.',\n  code: 'AccessDenied',\n  statusCode: 403,\n`;
    assert.equal(read(text).resource, url);
  });
  test("the words of the SDK for Go and a code, which a full line cut", () => {
    const cut = (text: string, at: number): string => {
      const lines = [text.slice(0, at), ...(text.slice(at).match(new RegExp(`.{1,${at}}`, "g")) ?? [])];
      return lines.join("\n");
    };
    const go = `operation error S3: PutObject, https response error StatusCode: 403, RequestID: ${REQUEST_ID}, api error AccessDeniedException: User: ${USER} is not authorized to perform: s3:PutObject because no identity-based policy allows the s3:PutObject action`;
    const shifts = Array.from({ length: 80 }, (_, index) => index);
    for (const shift of quarterOf(shifts, 0)) {
      const { errorCode, operation } = read(cut(`${"#".repeat(shift)} ${go}`, 100));
      assert.deepEqual([errorCode, operation], ["AccessDeniedException", "PutObject"], String(shift));
    }
  });
});

describe("the name of a test tells of no denial, whatever its outcome", () => {
  for (const line of [
    " \u2717 answers AccessDenied when the user is not authorized to perform s3:GetObject (14 ms)",
    " \u2713 keeps the message\n \u2717 AccessDenied: Access Denied\n",
    "FAIL: rejects who is not authorized to perform s3:GetObject",
    "FAILED tests/test_ledger.py::test_denied - AssertionError: assert 'AccessDenied: Access Denied' in ''",
    "not ok 3 - AccessDenied: Access Denied is kept",
    "--- FAIL: TestKeeps/AccessDenied:_Access_Denied (0.00s)",
  ])
    test(line, () => {
      assert.equal(read(line).isAccessDenied, false);
    });
});

describe('a sentence that stops behind "on resource" names none', () => {
  const sentence = `User: ${USER} is not authorized to perform: rds:DescribeDBClusters on resource`;
  const rows: readonly (readonly [about: string, text: string, resource: string | null])[] = [
    [
      "a heading in bold that begins with the plural's letter",
      `\`\`\`\n${sentence}\n\`\`\`\n\n**Solution**: add it.`,
      null,
    ],
    ["the next line begins with that letter", `${sentence}\nSolution: add it.`, null],
    ["a paragraph below", `${sentence}\n\nWe added it.`, null],
    ["prose below a block", `\`\`\`\n${sentence}\n\`\`\`\nWe added it.`, null],
    ["italics that close", `*${sentence}* \nSolution was a policy`, null],
    ["an ARN in the next line", `${sentence}\n${KEY}`, KEY],
    ["an ARN below an empty line", `${sentence}:\n\n${KEY}`, KEY],
    ["every resource", `${sentence}: *`, "*"],
    ["the plural", `${sentence}s: ${KEY}`, KEY],
  ];
  for (const [about, text, resource] of rows)
    test(about, () => {
      const reading = read(text);
      assert.deepEqual([reading.action, reading.resource], ["rds:DescribeDBClusters", resource]);
    });
});

test("the reason below an empty line behind the label is read", () => {
  const text = `User: ${USER} is not authorized to perform: kms:Sign on resource:\n\nbecause no identity-based policy allows the kms:Sign action`;
  const { resource, policyType } = read(text);
  assert.deepEqual([resource, policyType], [null, "identity"]);
});

test("an ARN of a command above is not the caller whom dots stand for", () => {
  for (const mask of ["\u2026", "...", "***", "<me>"]) {
    const text = `$ aws kms sign --key-id ${KEY}\nAccessDeniedException: User ${mask} is not authorized to perform: kms:Sign`;
    const { principalArn, action } = read(text);
    assert.deepEqual([principalArn, action], [null, "kms:Sign"], mask);
  }
});
