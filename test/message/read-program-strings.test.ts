import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { eighthOf } from "../support/searching.ts";
import { read, REQUEST_ID, USER } from "./reading.ts";

/** What AWS says, in pieces that programs keep to compare with or to show. */
const WORDS = [
  "You are not authorized to perform this operation.",
  "Not authorized to perform sts:AssumeRoleWithWebIdentity",
  "User is not authorized to perform: iam:PassRole",
  "because no identity-based policy allows the s3:GetObject action",
  "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
  "Insufficient Lake Formation permission(s)",
  "An error occurred (AccessDenied) when calling the GetObject operation",
  "AccessDenied: Access Denied",
  "AccessDeniedException",
  "User: anonymous is not authorized to perform: es:ESHttpGet",
  "User is not authorized to perform: sts:AssumeRole on resource",
  "operation error STS: AssumeRole, https response error StatusCode: 403, api error AccessDenied: User is not authorized to perform: sts:AssumeRole on resource",
  "failed to refresh cached credentials, operation error STS: AssumeRoleWithWebIdentity, api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity",
];

const quoted = (words: string): string => JSON.stringify(words);

/** The source of a program in S3's own SDK, so that the text speaks of AWS. */
const SOURCE: Readonly<Record<string, (words: string) => string>> = {
  "TypeScript, a constant": (words) => `import { S3 } from "@aws-sdk/client-s3";\n\nconst DENIED = ${quoted(words)};\n`,
  "TypeScript, one of two": (words) =>
    `const code = isOld ? ${quoted(words)} : "Forbidden";\nconst other = isOld ? "Forbidden" : ${quoted(words)};\n`,
  "TypeScript, a comment behind an item": (words) =>
    `const skipped = [\n  "lake", // ${quoted(words)},\n  "apps",\n];\n`,
  "TypeScript, a record": (words) => `export const HINTS = {\n  slow: "Later.",\n  denied: ${quoted(words)},\n};\n`,
  "Python, a row of a test's table": (words) =>
    `    [\n        ("Refused", ${quoted(words)}, "Grant it", True),\n    ],\n`,
  "PHP, the body of an answer": (words) => `  echo json_encode(['Message' => ${quoted(words)}]); exit;\n`,
  "TypeScript, an enum": (words) => `export enum Refusal {\n  Denied = ${quoted(words)},\n}\n`,
  "TypeScript, a case": (words) => `switch (error.name) {\n  case ${quoted(words)}:\n    return null;\n}\n`,
  "TypeScript, a list": (words) => `const FATAL = [\n  "ValidationException",\n  ${quoted(words)},\n];\n`,
  "TypeScript, an assertion": (words) => `await expect(run()).rejects.toThrow(${quoted(words)});\n`,
  "TypeScript, a regular expression": (words) => `const DENIED = /${words.replace(/[.()]/g, "\\$&")}/i;\n`,
  "Python, a comparison": (words) => `if e.response["Error"]["Code"] == ${quoted(words)}:\n    return None\n`,
  "Python, a tuple": (words) => `FATAL = (\n    "ValidationException",\n    ${quoted(words)},\n)\n`,
  "Python, what is looked for": (words) => `if ${quoted(words)} in str(error):\n    pass\n`,
  "Python, an expectation": (words) => `with pytest.raises(ClientError, match=${quoted(words)}):\n    run()\n`,
  "Python, what a test asserts on": (words) => `    message = ${quoted(words)}\n    assert is_denied(message)\n`,
  "JavaScript, what a test asserts on": (words) =>
    `  const said = ${quoted(words)};\n  expect(parse(said)).toBe(true);\n`,
  "Go, an error": (words) => `var ErrDenied = errors.New(${quoted(words)})\n`,
  "Go, a constant": (words) => `const (\n\terrCodeDenied = ${quoted(words)}\n)\n`,
  "Go, a case": (words) => `switch ae.ErrorCode() {\ncase ${quoted(words)}, "Forbidden":\n\treturn true\n}\n`,
  "Go, what is looked for": (words) => `if strings.Contains(err.Error(), ${quoted(words)}) {\n\treturn nil\n}\n`,
  "Go, a slice": (words) => `var fatal = []string{"ValidationException", ${quoted(words)}}\n`,
  "Go, a map whose values are below each other": (words) =>
    `\t\t${quoted(words)}:      "denied",\n\t\t"NoSuchBucket":  "missing",\n\t}\n`,
  "Java, an enum": (words) => `public enum Refusal {\n    DENIED(403, ${quoted(words)}),\n}\n`,
  "Java, a comparison": (words) => `if (${quoted(words)}.equals(e.getErrorCode())) {\n    return;\n}\n`,
  "Java, a map": (words) => `Map.of(\n    "slow", "Later.",\n    "denied", ${quoted(words)});\n`,
  "C#, a constant": (words) => `private const string Denied = ${quoted(words)};\n`,
  "C#, a filter": (words) => `catch (AmazonS3Exception e) when (e.ErrorCode == ${quoted(words)})\n{\n}\n`,
  "C#, a switch": (words) => `return code switch\n{\n    ${quoted(words)} => 403,\n    _ => 500,\n};\n`,
  "Ruby, a hash": (words) => `REFUSALS = {\n  denied: ${quoted(words)}\n}.freeze\n`,
  "Ruby, an expectation": (words) => `expect { subject }.to raise_error(Refused, ${quoted(words)})\n`,
  "PHP, an array": (words) => `return [\n    'slow' => 'Later.',\n    'denied' => ${quoted(words)},\n];\n`,
  "PHP, a call": (words) => `$this->expectExceptionMessage(${quoted(words)});\n`,
  "Rust, a constant": (words) => `const DENIED: &str = ${quoted(words)};\n`,
  "Rust, a match": (words) => `match err.code() {\n    Some(${quoted(words)}) => Ok(None),\n    _ => Err(err),\n}\n`,
  "Kotlin, when": (words) => `when (e.errorCode) {\n    ${quoted(words)} -> null\n}\n`,
  "Swift, a case": (words) => `case denied = ${quoted(words)}\n`,
  "Swift, texts": (words) => `"denied.title" = ${quoted(words)};\n`,
  "Scala, a check": (words) => `exception.getMessage should include(${quoted(words)})\n`,
  "shell, a pattern": (words) => `case "$err" in\n  *${quoted(words)}*) exit 3 ;;\nesac\n`,
  "shell, grep": (words) => `aws s3 ls 2>&1 | grep -q ${quoted(words)}\n`,
  "JavaScript, what it logs": (words) => `    console.error(${quoted(words)});\n`,
  "Python, what it logs": (words) => `        LOGGER.error(f${quoted(words)})\n`,
  "Java, what it logs": (words) => `        log.error(${quoted(words)}, bucket);\n`,
  "Rust, what it logs": (words) => `        tracing::error!(${quoted(words)});\n`,
  "shell, what it prints": (words) => `if [[ -z "$BUCKET" ]]; then\n  echo -e ${quoted(words)}\nfi\n`,
  "PowerShell, what it prints": (words) => `    Write-Warning ${quoted(words)}\n`,
  "TypeScript, what is expected": (words) => `  {\n    expectedOutput: ${quoted(words)},\n  },\n`,
  "CloudWatch Logs Insights": (words) => `fields @timestamp\n| filter @message like ${quoted(words)}\n`,
  "a state machine": (words) => `{\n  "ErrorEquals": [\n    ${quoted(words)}\n  ],\n  "Next": "Refused"\n}\n`,
};

/** One string in two pieces, as each language puts them together. */
const IN_PIECES: Readonly<Record<string, (first: string, second: string) => string>> = {
  "Rust, a break that is escaped": (first, second) =>
    `        let said = "${first} \\\n                    ${second}";\n        let refusal = classify(said);\n`,
  "Rust, an argument": (first, second) =>
    `    let seen = parse("${first} \\\n        ${second}")\n        .unwrap();\n`,
  "JavaScript, a constant below its name": (first, second) => `const DENIED =\n  "${first} " +\n  "${second}";\n`,
  "JavaScript, what is thrown": (first, second) =>
    `    throw new Error(\n      "${first} " +\n        "${second}",\n    );\n`,
  "Python, a constant": (first, second) => `DENIED = (\n    "${first} "\n    "${second}"\n)\n`,
  "Python, what is raised": (first, second) =>
    `        raise RuntimeError(\n            "${first} "\n            f"${second}"\n        )\n`,
  "Python, one of a pair": (first, second) =>
    `        (\n            "${first} ${second}",\n            "denied",\n        ),\n`,
  "Java, a variable": (first, second) => `        String denied = "${first} "\n                + "${second}";\n`,
  "Java, a constant below its name": (first, second) =>
    `    private static final String DENIED =\n        "${first} "\n            + "${second}";\n`,
  "Java, a block": (first, second) =>
    `        var denied = """\n            ${first}\n            ${second}\n            """;\n`,
  "Go, an error of a table": (first, second) =>
    `\t\t{\n\t\t\tname: "denied",\n\t\t\terr: errors.New("${first} " +\n\t\t\t\t"${second}"),\n\t\t},\n`,
  "Go, a raw string": (first, second) => `\tconst denied = \`${first}\n${second}\`\n`,
  "C#, a constant": (first, second) => `        const string Denied = "${first} "\n            + "${second}";\n`,
  "Ruby, a constant": (first, second) => `  DENIED = "${first} " \\\n           "${second}".freeze\n`,
  "PHP, a variable": (first, second) => `        $denied = '${first} '\n            . '${second}';\n`,
  "Kotlin, a variable": (first, second) => `        val denied = "${first} " +\n            "${second}"\n`,
  "shell, what it prints": (first, second) => `  echo "${first} \\\n    ${second}" >&2\n  exit 1\n`,
};

const WHOLE_ERRORS = [
  "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied",
  "An error occurred (AccessDeniedException) when calling the DescribeCluster operation: explicit deny in a service control policy",
  "operation error STS: AssumeRole, https response error StatusCode: 403, api error AccessDenied: User is not authorized to perform: sts:AssumeRole on resource",
  "UnauthorizedOperation: You are not authorized to perform this operation.",
];

/** The words before and from each third of them. */
function cutInTwo(text: string): readonly (readonly [first: string, second: string])[] {
  const words = text.split(" ");
  return [1 / 3, 1 / 2, 2 / 3]
    .map((share) => Math.floor(words.length * share))
    .map((at) => [words.slice(0, at).join(" "), words.slice(at).join(" ")]);
}

describe("a string in pieces happened to nobody, either", () => {
  for (const [number, [form, source]] of Object.entries(IN_PIECES).entries()) {
    test(form, () => {
      for (const [first, second] of eighthOf(WHOLE_ERRORS.flatMap(cutInTwo), number)) {
        const text = source(first, second);
        assert.equal(read(text).isAccessDenied, false, text);
      }
    });
  }

  test("but what was printed over two lines is read", () => {
    for (const [first, second] of WHOLE_ERRORS.slice(0, 2).flatMap(cutInTwo)) {
      for (const text of [
        `level=error msg="${first}\n ${second}"`,
        `error: "${first}\n${second}",`,
        `stderr: |\n  ${first}\n  ${second}\n`,
      ])
        assert.equal(read(text).isAccessDenied, true, text);
    }
  });
});

/** What a program prints of an error, in the forms of the same languages. */
const PRINTED: Readonly<Record<string, (words: string) => string>> = {
  "JavaScript, the parts of an error": (words) => `{\n  code: 'AccessDenied',\n  message: ${quoted(words)},\n}`,
  "Python, an exception as it is written": (words) => `ClientError(${quoted(words)})`,
  "Rust, an option": (words) => `ErrorMetadata { code: Some("AccessDenied"), message: Some(${quoted(words)}) }`,
  "Swift, an option": (words) => `(typeName: Optional("AccessDenied"), message: Optional(${quoted(words)}))`,
  "a log": (words) => `level=error msg="cannot read" err=${quoted(words)} code=AccessDenied`,
  JSON: (words) => JSON.stringify({ errorCode: "AccessDenied", errorMessage: words }, null, 2),
  "a thrown error and where": (words) => `AccessDenied: ${words}\n    at throw (app.js:1:1)\n    at case (app.js:2:2)`,
};

describe("strings of a program happened to nobody", () => {
  for (const [number, [form, source]] of Object.entries(SOURCE).entries()) {
    test(form, () => {
      for (const words of eighthOf(WORDS, number))
        assert.equal(read(source(words)).isAccessDenied, false, source(words));
    });
  }
});

/** The end of the sentence, and a code without anything beside it, say nothing alone. */
const SPOKEN = WORDS.filter((words) => !words.startsWith("because") && words.includes(" "));

describe("what a program prints is read", () => {
  for (const [number, [form, printed]] of Object.entries(PRINTED).entries()) {
    test(form, () => {
      for (const words of eighthOf(SPOKEN, number))
        assert.equal(read(printed(words)).isAccessDenied, true, printed(words));
    });
  }

  test("a whole error that was kept as it came", () => {
    const error = `Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: ${REQUEST_ID})`;
    const reading = read(`throw new AmazonS3Exception(\n    "${error}");`);
    assert.deepEqual([reading.errorCode, reading.requestId], ["AccessDenied", REQUEST_ID]);
    const sentence = `User: ${USER} is not authorized to perform: iam:PassRole`;
    assert.equal(read(`const seen = "${sentence}";`).principalArn, USER);
  });
});

describe("a name with a part of a regular expression in it is nobody's", () => {
  for (const text of [
    "/User: arn:aws:sts::.*:assumed-role\\/Grants.* is not authorized to perform: ssm:StartSession on resource: arn:aws:.*/",
    "expect(page).to have_content(/User is not authorized to perform: iam:PassRole/)",
    "/(timeout|User is not authorized to perform: iam:PassRole|ECONNRESET)/",
    "const DENIED = /User: (arn:aws:[^ ]+) is not authorized to perform: ([a-z0-9-]+:\\w+) on resource: (\\S+)/;",
    "User: (arn:[^\\s]+) is not authorized to perform: (\\S+)",
    'refuse(w, fmt.Sprintf("User: arn:aws:sts::%s:assumed-role/%s/build is not authorized to perform: sqs:SendMessage", account, role))',
  ]) {
    test(text, () => {
      assert.equal(read(text).isAccessDenied, false);
    });
  }
});

test("an answer that a program compares with is none", () => {
  const text =
    'if answer["response"] != {\n    "ErrorCode": "AccessDenied",\n    "HTTPStatusCode": 403,\n}:\n    raise';
  assert.equal(read(text).isAccessDenied, false);
});

test("a comment on the form of a message, above the regular expression that looks for it", () => {
  const form = `User: arn:... is not authorized to perform: xray:GetGroups because no identity-based policy allows the xray:GetGroups action`;
  const text = `// refused finds the action that an AccessDeniedException names:\n// "${form}".\nvar refused = regexp.MustCompile(\`perform: (\\S+)\`)\n`;
  assert.equal(read(text).isAccessDenied, false);
  assert.equal(read(`// AccessDeniedException: ${form}\nvar client = xray.New(session)\n`).action, "xray:GetGroups");
});
