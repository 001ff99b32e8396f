/** Wrapping, prefixes and escapes change nothing of what a message says. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { quarterOf, someOf } from "../support/searching.ts";
import { KEY, read, REQUEST_ID, said, SESSION, USER } from "./reading.ts";

const MESSAGE = `An error occurred (AccessDeniedException) when calling the Sign operation: User: ${SESSION} is not authorized to perform: kms:Sign on resource: ${KEY} with an explicit deny in a service control policy: arn:aws:organizations::901233455677:policy/o-q1w2e3/service_control_policy/p-r4t5y6`;
const SAYS = said(read(MESSAGE));

function softly(text: string, width: number, prefix = "", end = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length >= width) {
      lines.push(prefix + line + end);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, prefix + line].join("\n");
}

function hardly(text: string, width: number, prefix = ""): string {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += width) lines.push(prefix + text.slice(at, at + width));
  return lines.join("\n");
}

/** Of log collectors, build systems and test runners. */
const BEFORE_LINES: readonly string[] = [
  "2031-02-03T04:05:06.1234567Z ",
  "[2031-02-03 04:05:06] ",
  "Feb  3 04:05:06 ip-10-0-0-1 app[12]: ",
  "[Container] 2031/02/03 04:05:06.123456 ",
  "2031/02/03 04:05:06.123456 main.go:31: ",
  "04:05:06  ",
  "2031-02-03T04:05:06.789012+00:00 app[web.1]: ",
  "2031-02-03T04:05:06.123456Z 01O ",
  "[pod/web-6d4cf56db6-x7k2p/app] ",
  "web-6d4cf56db6-x7k2p app ",
  "web.1.x8k2@node1    | ",
  "<134>1 2031-02-03T04:05:06.789Z host app 1234 - - ",
  "[2031-02-03, 04:05:06 UTC] {subprocess.py:93} INFO - ",
  "31/02/03 04:05:06 ERROR Driver: ",
  "2031-02-03 04:05:06,789 ERROR [main] glue.ProcessLauncher (Logging.scala:logError(73)): ",
  "2031-02-03 04:05:06.789 ERROR 1 --- [nio-8080-exec-1] c.acme.Web : ",
  "2031-02-03 04:05:06.789 | ERROR    | app.main:run:12 - ",
  "2031-02-03T04:05:06.789Z\tERROR\tcontroller/web.go:12\t",
  "[ERROR]\t2031-02-03T04:05:06.789Z\t99999999-8888-7777-6666-555555555555\t",
  "E, [2031-02-03T04:05:06.789012 #1234] ERROR -- : ",
  "E0203 04:05:06.789012       1 controller.go:116] ",
  "2031-02-03 04:05:06.1234|ERROR|App.Program|",
  "E       ",
  "    main_test.go:12: ",
  "app.log:12:",
  " 12 | ",
  "   12\t",
  "[ERROR] ",
  "npm ERR! ",
  "npm error ",
  "@acme/web: ",
  "#12 4.567 ",
  "- ",
];

test("the message is read whole", () => {
  assert.equal(SAYS.policyType, "scp");
  assert.equal(SAYS.operation, "Sign");
});

describe("lines", () => {
  for (const prefix of ["", "│ ", "> ", "> > ", "# ", "// ", " * ", "api-1  | ", "; ", "    ", "│ # "]) {
    test(`wrapped between words, prefix ${JSON.stringify(prefix)}`, () => {
      for (const width of [30, 50, 72, 100]) assert.deepEqual(said(read(softly(MESSAGE, width, prefix))), SAYS);
    });
  }
  const widths = Array.from({ length: 95 }, (_, index) => 45 + index);
  for (const [number, prefix] of ["", "│ ", "│ │ "].entries()) {
    test(`wrapped anywhere, prefix ${JSON.stringify(prefix)}`, () => {
      for (const width of quarterOf(widths, number)) {
        assert.deepEqual(said(read(hardly(MESSAGE, width, prefix))), SAYS, `width ${width}`);
      }
    });
  }
  for (const remark of ["  # noqa: E501", " // eslint-disable-line max-len", "  # type: ignore"]) {
    test(`in a comment with a word for the linter: ${remark}`, () => {
      assert.deepEqual(said(read(softly(MESSAGE, 60, "    # ", remark))), SAYS);
    });
  }
  test("in a comment without a blank", () => {
    assert.deepEqual(said(read(softly(MESSAGE, 60, "#"))), SAYS);
    assert.equal(read(`/docs#User\n/docs#is not authorized`).isAccessDenied, false);
  });
  test("a blank at the end of each line", () => {
    assert.deepEqual(said(read(softly(MESSAGE, 60, "", " "))), SAYS);
  });
  test("a table of stack events", () => {
    const cell = (text: string): string => text.padEnd(26);
    const reason = hardly(
      `User: ${SESSION} is not authorized to perform: kms:Sign on resource: ${KEY} because no session policy allows the kms:Sign action`,
      24,
    ).split("\n");
    const others = [
      ["CREATE_FAILED", "AWS::KMS::Key", "SigningKeyWithALongNam"],
      ["", "", "e"],
    ];
    const rows = reason.map(
      (text, index) => [0, 1, 2].map((at) => cell(others[index]?.[at] ?? "")).join("") + text.padEnd(26),
    );
    const header = cell("ResourceStatus") + cell("ResourceType") + cell("LogicalResourceId") + "ResourceStatusReason";
    const reading = read(["-".repeat(104), header, "-".repeat(104), ...rows, "-".repeat(104)].join("\n"));
    assert.deepEqual([reading.principalArn, reading.resource, reading.policyType], [SESSION, KEY, "session"]);
  });
  for (const stamp of quarterOf(BEFORE_LINES, 0)) {
    test(`each line of a log, ${stamp}`, () => {
      assert.deepEqual(said(read(softly(MESSAGE, 70, stamp))), SAYS);
      assert.deepEqual(said(read(softly(MESSAGE, 70, `${stamp}│ `))), SAYS);
      assert.deepEqual(said(read(`${stamp}${MESSAGE}`)), SAYS);
    });
  }
  test("what two lines begin with is no prefix where it belongs to the messages", () => {
    const call = (name: string): string => `An error occurred (AccessDenied) when calling the ${name} operation`;
    const rows: readonly (readonly [text: string, count: number])[] = [
      ["AccessDenied: Access Denied\nAccessDenied: Access Denied", 1],
      [`user: ${call("GetRole")}\nuser: ${call("ListBuckets")}`, 2],
      [`${SESSION}: ${call("GetRole")}\n${SESSION}: ${call("ListBuckets")}`, 2],
      [`04:05:06 ${call("GetRole")}\n04:05:07 ${call("ListBuckets")}`, 2],
    ];
    for (const [text, count] of rows) {
      const { denials } = read(text);
      assert.deepEqual([denials.length, denials[0]?.errorCode], [count, "AccessDenied"], text);
    }
  });
  test("a line that is as wide as a terminal ends where the next one begins something", () => {
    const denied = "User: arn:aws:iam::111122223333:user/a is not authorized to perform: sts:TagSession";
    const text = denied.replace("user/a", `user/${"a".repeat(101 - denied.length)}`);
    assert.equal(text.length, 100);
    for (const next of ["exit status 254", "Any ideas?", "PS C:\\src>", "make: *** [deploy] Error 254", "---"])
      assert.equal(read(`${text}\n${next}`).action, "sts:TagSession", next);
    assert.equal(read(`${text.slice(0, -4)}\nsion on resource: ${KEY}`).action, "sts:TagSession");
  });
  test("a box that is closed on the right, alone and in a comment", () => {
    const lines = (text: string): string[] => text.split("\n").map((line) => `│ ${line.padEnd(74)} │`);
    for (const wrapped of [hardly(MESSAGE, 74), softly(MESSAGE, 74)]) {
      const box = ["┌".padEnd(77, "─") + "┐", ...lines(wrapped), "└".padEnd(77, "─") + "┘"];
      assert.deepEqual(said(read(box.join("\n"))), SAYS);
      assert.deepEqual(said(read(box.map((line) => `# ${line}`).join("\n"))), SAYS);
    }
  });
  test("a box that breaks between words, and cuts those that are longer than it", () => {
    const long = `${KEY}-${"q7".repeat(30)}`;
    const message = `User: ${SESSION} is not authorized to perform: kms:Sign on resource: ${long} because no session policy allows the kms:Sign action`;
    for (const width of [60, 76, 90]) {
      const lines = softly(message, width + 1)
        .split("\n")
        .flatMap((line) => hardly(line, width).split("\n"));
      const reading = read(lines.map((line) => `│ ${line.padEnd(width)} │`).join("\n"));
      assert.deepEqual([reading.resource, reading.policyType], [long, "session"], `width ${width}`);
    }
  });
  for (const bar of ["|", "│"]) {
    test(`a cell that goes on in rows whose other cells are empty: ${bar}`, () => {
      const rows = softly(MESSAGE, 60).split("\n");
      const drawn = rows.map(
        (row, at) => `${bar} ${(at === 0 ? "Queue" : "").padEnd(12)} ${bar} ${row.padEnd(60)} ${bar}`,
      );
      assert.deepEqual(said(read(drawn.join("\n"))), SAYS);
      // Indented, with more room in its cells, and with a border that somebody's editing moved.
      const moved = rows.map((row, at) => `   ${bar}  ${(at === 0 ? "Queue" : "").padEnd(12)} ${bar}  ${row} ${bar}`);
      assert.deepEqual(said(read(moved.join("\n"))), SAYS);
    });
  }
  test("the border of a box is no resource", () => {
    const lines = ["app-role/BuildSession is not authorized to perform: sqs:SendMessage on resource"];
    const box = [`┌${"─".repeat(80)}┐`, ...lines.map((line) => `│ ${line.padEnd(78)} │`), `└${"─".repeat(80)}┘`];
    assert.deepEqual([read(box.join("\n")).action, read(box.join("\n")).resource], ["sqs:SendMessage", null]);
  });
  test("the row of a table of events inside a box", () => {
    const text = `CREATE_FAILED      Rule       AWS::Events::Rule  User: ${SESSION} is not authorized to perform: events:PutRule on resource: arn:aws:events:us-east-1:111122223333:rule/nightly (Service: AmazonCloudWatchEvents; Status Code: 400; Error Code: AccessDeniedException; Request ID: ${REQUEST_ID})`;
    const box = softly(text, 76)
      .split("\n")
      .map((line) => `│ ${line.padEnd(76)} │`);
    assert.equal(read(box.join("\n")).action, "events:PutRule");
  });
  test("a code that a line cut in two", () => {
    const text = `Your query has the following errors:[ErrorCategory:USER_ERROR, ErrorCode:PERMISSION_ERROR], Detail:Permission denied on S3 path: s3://reports/2031/part-1.parquet, Message:Amazon Athena experienced a permission error.`;
    assert.equal(read(hardly(text, 80)).errorCode, "PERMISSION_ERROR");
    const denied =
      "botocore.errorfactory.AccessDeniedException: An error occurred (AccessDenied\nException) when calling the GetTable operation: Insufficient Lake Formation permission(s) on orders";
    assert.equal(read(denied).errorCode, "AccessDeniedException");
  });
  test("the name and the value of an id that a line cut in two", () => {
    const swift = `UnknownAWSHTTPServiceError(typeName: Optional("AccessDenied"), message: Optional("${MESSAGE}"), requestID: Optional("${REQUEST_ID}"))`;
    const go = `operation error IAM: GetRole, https response error StatusCode: 403, RequestID: ${REQUEST_ID}, api error AccessDenied: ${MESSAGE}`;
    for (const [text, word, offset] of [
      [swift, "Optional(", 9],
      [go, "RequestID", 5],
    ] as const) {
      const width = 40;
      const at = text.lastIndexOf(word) + offset;
      const padded = "-".repeat((width - (at % width)) % width) + text;
      assert.equal(read(hardly(padded, width)).requestId, REQUEST_ID, word);
    }
  });
  test("the same error once more behind the policy of the first", () => {
    const policyArn = "arn:aws:organizations::730112940571:policy/o-a1b2c3d4e5/service_control_policy/p-a1b2c3d4";
    const error = `An error occurred (AccessDenied) when calling the Sign operation: User: ${USER} is not authorized to perform: kms:Sign with an explicit deny in a service control policy: ${policyArn}`;
    const once = softly(error, 70, "> ");
    const quoted = `${once}\n${once}`;
    assert.deepEqual([read(quoted).policyArn, read(quoted).denials.length], [policyArn, 1]);
  });
  test("cut at a width, and indented as a whole", () => {
    assert.deepEqual(said(read(hardly(MESSAGE, 90, "      "))), SAYS);
  });
  test("a blank at which a full line ends is a blank of the name", () => {
    const message = `User: ${SESSION} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::ledger/first quarter.csv" because no session policy allows the s3:GetObject action`;
    const blank = message.indexOf(" quarter") + 1;
    const text = ".".repeat(3 - (blank % 3)) + message;
    const wrapped = hardly(text, (blank + 3 - (blank % 3)) / 3);
    assert.equal(wrapped.split("\n")[2]?.endsWith(" "), true);
    assert.equal(read(wrapped).resource, "arn:aws:s3:::ledger/first quarter.csv");
  });
  test("an event cut at a width, also in the names of its fields", () => {
    const event = JSON.stringify({
      eventVersion: "1.08",
      eventSource: "kms.amazonaws.com",
      eventName: "Sign",
      errorCode: "AccessDenied",
      errorMessage: MESSAGE.slice(MESSAGE.indexOf("User:")),
      requestID: REQUEST_ID,
    });
    const widths = Array.from({ length: 50 }, (_, more) => 50 + more);
    for (const width of someOf(widths, 0)) {
      const reading = read(hardly(event, width));
      assert.deepEqual([reading.policyArn, reading.requestId], [SAYS.policyArn, REQUEST_ID], `width ${width}`);
    }
  });
  test("equal log lines are not one line", () => {
    const line = `AccessDenied: User: ${SESSION} is not authorized to perform: kms:Sign on resource: ${KEY}`;
    const reading = read(`${line}\n${line}\n${line}`);
    assert.equal(reading.resource, KEY);
    assert.equal(reading.denials.length, 1);
  });
});

describe("characters", () => {
  const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);
  const text = `{"code":"AccessDeniedException","message":"User: ${SESSION} is not authorized to perform: kms:Sign on resource: ${quoted(`"${KEY}"`)} because no session policy allows the kms:Sign action"}`;
  const says = said(read(text));
  const ways: Readonly<Record<string, (text: string) => string>> = {
    "in a string": (one) => JSON.stringify({ log: one }),
    "in a string in a string": (one) => JSON.stringify({ log: JSON.stringify({ msg: one }) }),
    "three strings deep": (one) => JSON.stringify(JSON.stringify(JSON.stringify(one))),
    entities: (one) => one.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;"),
    "entities twice": (one) => one.replace(/"/g, "&amp;quot;"),
    "typographic quotes": (one) => one.replace(/"([^"]*)"/g, "“$1”"),
    "no-break blanks": (one) => one.replace(/ /g, "\u00a0"),
    "zero-width characters": (one) => one.replace(/:/g, ":\u200b"),
    "marks of the direction of writing": (one) => one.replace(/ /g, "\u202e \u202c\u2067\u200f"),
    CRLF: (one) => softly(one, 60).replace(/\n/g, "\r\n"),
    colors: (one) => one.replace(/User/g, "\u001b[1;31mUser\u001b[0m").replace(/kms:/g, "\u001b[33mkms:"),
    "colors that lost their escape": (one) => `[31m${one.replace(/ is /g, "[0m is [1m")}[0m`,
    "colors whose escape became a question mark": (one) => `?[31m${one.replace(/ is /g, "\ufffd[0m is \ufffd[1m")}?[0m`,
    "Buildkite's times": (one) => `\u001b_bk;t=1706932806123\u0007${one}`,
    "places where a page may break": (one) => one.replace(/\//g, "/<wbr>"),
    "Japanese quotes": (one) => one.replace(/"code"/, "\u300ccode\u300d"),
    "in a shell's string": (one) => one.replace(/\$/g, "\\$"),
    "a web page": (one) => `<pre><code class="x">${one}</code></pre>`,
    bold: (one) => `**${one}**`,
    "XML in a string": (one) => one.replace(/\\"/g, "\\u0026quot;"),
    "a block of Jira": (one) => `{code:java}${one}{code}`,
    "a block of Jira without a format": (one) => `{noformat}${one}{noformat}`,
    "escaped for Markdown": (one) => one.replace(/_/g, "\\_"),
    "a code block": (one) => "```text\n" + one + "\n```",
    unicode: (one) => one.replace(/"/g, "\\u0022"),
  };
  test("the message is read whole", () => {
    assert.deepEqual([says.resource, says.errorCode], [KEY, "AccessDeniedException"]);
  });
  for (const [name, change] of Object.entries(ways)) test(name, () => assert.deepEqual(said(read(change(text))), says));
  test("backticks and bold around the parts", () => {
    const reading = read(
      `**User: \`${SESSION}\`** is not authorized to perform: **kms:Sign** on resource: \`${KEY}\` because no session policy allows the \`kms:Sign\` action`,
    );
    assert.deepEqual(
      [reading.principalArn, reading.action, reading.resource, reading.policyType],
      [SESSION, "kms:Sign", KEY, "session"],
    );
  });
  test("two backticks around the parts, as Markdown and reStructuredText allow", () => {
    const bucket = "arn:aws:s3:::acme-ledger";
    for (const [action, resource] of [
      ["s3:``ListBucket``", `\`\`${bucket}\`\``],
      ["``s3:ListBucket``", `\`${bucket}\``],
    ]) {
      const reading = read(`User: \`\`${SESSION}\`\` is not authorized to perform: ${action} on resource: ${resource}`);
      assert.deepEqual([reading.principalArn, reading.action, reading.resource], [SESSION, "s3:ListBucket", bucket]);
    }
  });
  describe("the source of a mail", () => {
    /** Source: RFC 2045, section 6.7: a line has 76 characters at most, with the sign that says that it goes on. */
    const mailed = (one: string): string =>
      one
        .replaceAll("=", "=3D")
        .split("\n")
        .map((line) => line.replace(/.{75}(?=.)/g, "$&=\n"))
        .join("\n");
    const arn = "arn:aws:sts::111122223333:assumed-role/mailer/nightly";
    for (const action of ["sqs:SendMessage", "kms:GenerateDataKeyWithoutPlaintext", "s3:ListAllMyBuckets"]) {
      const short = `User: ${arn} is not authorized to perform: ${action}`;
      const long = `AccessDenied: ${short} on resource: arn:aws:sqs:eu-west-1:111122223333:orders with an explicit deny in a service control policy`;
      for (const [form, text] of Object.entries({
        "one line that goes on": short,
        "several lines": long,
        "a line that goes on below a greeting": `Hi,\n\nthis is what we get:\n\n${short}\n\nEva`,
        "a page": `<p style="color:red">${short}</p>`,
        CRLF: `${short}\n`,
      }))
        test(`${form}, ${action}`, () => {
          const source = form === "CRLF" ? mailed(text).replaceAll("\n", "\r\n") : mailed(text);
          assert.deepEqual(said(read(source)), said(read(text)));
          assert.equal(read(text).action, action);
        });
    }
    test("a line that ends in an equals sign is no mail's where another one stands in the text", () => {
      const text = `export OUT="x=30" && aws sqs send-message --queue-url "$URL" --body hi LAST_STATUS=\nUser: ${arn} is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:111122223333:a=30`;
      assert.equal(read(text).resource, "arn:aws:sqs:eu-west-1:111122223333:a=30");
    });
  });
  test("an apostrophe as YAML, SQL and shells write it in a string, and two that hold nothing", () => {
    const message = "Access denied for operation 'AWS::Logs::LogGroup'. (Service: Logs, Status Code: 403)";
    const says = said(read(message));
    assert.deepEqual(said(read(`message: '${message.replace(/'/g, "''")}'`)), says);
    assert.deepEqual(said(read(`echo '${message.replace(/'/g, "'\\''")}'`)), says);
    const empty = `User: ${SESSION} is not authorized to perform: kms:Sign on resource: '' because no session policy allows the kms:Sign action`;
    assert.deepEqual([read(empty).action, read(empty).resource], ["kms:Sign", null]);
  });
  const asked = `User: ${SESSION} is not authorized to perform: kms:Sign on resource: ${KEY}`;
  const denied = said(read(`AccessDenied: ${asked}`));
  for (const [name, text] of Object.entries({
    "an address": `https://app.acme.example/cb?error=x&error_description=${encodeURIComponent(asked)}`,
    "a form": `error=x&message=${encodeURIComponent(asked).replaceAll("%20", "+")}`,
    "colons of an input method": asked.replaceAll(": ", "\uff1a"),
    "a line in italics": `_${asked}_`,
    "two lines in italics": `_${asked.replace(" on ", " on\n")}_`,
    "arrows of an editor": softly(asked, 60).split("\n").join("\u21b5\n"),
  })) {
    test(`in ${name}`, () => {
      const { errorCode, ...rest } = denied;
      assert.equal(errorCode, "AccessDenied");
      assert.deepEqual(said(read(text)), rest);
    });
  }
  test("the status and its name are no code", () => {
    assert.equal(read(`403 Forbidden: ${asked}`).errorCode, null);
    assert.equal(read(`AccessDenied: ${asked} 403 Forbidden`).errorCode, "AccessDenied");
  });
  test("a resource that ends in a star, in a message in bold", () => {
    assert.equal(
      read(`**User: ${SESSION} is not authorized to perform: sqs:ListQueues on resource: arn:aws:sqs:::a/***`).resource,
      "arn:aws:sqs:::a/*",
    );
  });
});

describe("any names", () => {
  test("requests ids survive a break", () => {
    const places = Array.from(REQUEST_ID, (_, at) => at).slice(1);
    for (const at of someOf(places, 0)) {
      const id = `${REQUEST_ID.slice(0, at)}\n${REQUEST_ID.slice(at)}`;
      assert.equal(read(`AccessDenied: Access Denied\n\tstatus code: 403, request id: ${id}`).requestId, REQUEST_ID);
    }
  });
});

describe("a screen's end of line that was copied as a blank", () => {
  const DEPLOYER = "arn:aws:iam::730112940571:role/orders-api-dev-deployer";
  for (const at of [36, 38, 42, 46])
    test(`inside the name of a role, at ${at}`, () => {
      const broken = `${DEPLOYER.slice(0, at)} ${DEPLOYER.slice(at)}`;
      const text = `User: ${SESSION} is not authorized to perform: iam:PassRole on resource: ${broken} because no identity-based policy allows the iam:PassRole action`;
      assert.equal(read(text).resource, DEPLOYER);
    });

  test("words behind a name stay apart", () => {
    const text = `User: ${SESSION} is not authorized to perform: iam:PassRole on resource: ${DEPLOYER} in account blue because no identity-based policy allows the iam:PassRole action`;
    assert.notEqual(read(text).resource, `${DEPLOYER}inaccountblue`);
  });
});

describe("the ARN of a request to an API that was broken behind the stage", () => {
  for (const method of ["GET", "POST", "DELETE", "*"])
    test(method, () => {
      const stage = "arn:aws:execute-api:eu-north-1:********0571:a1b2c3d4e5/prod";
      const text = `User: ${SESSION}\nis not authorized to perform: execute-api:Invoke on resource: ${stage}\n/${method}/orders/{orderId}`;
      assert.equal(read(text).resource, `${stage}/${method}/orders/{orderId}`);
    });

  test("a path in the next line is no part of it", () => {
    const text = `User: ${SESSION} is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-north-1:730112940571:a1b2c3d4e5/prod\n/usr/lib/app.js:14`;
    assert.equal(read(text).resource, "arn:aws:execute-api:eu-north-1:730112940571:a1b2c3d4e5/prod");
  });
});
