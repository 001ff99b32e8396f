import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { read, SESSION, USER } from "./reading.ts";

const SAID = [
  `User: ${USER} is not authorized to perform: kms:Decrypt`,
  `User: ${SESSION} is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:111122223333:orders because no identity-based policy allows the sqs:SendMessage action`,
];

/** Whole errors, with their callers, that tests make up. */
const SOURCE: Readonly<Record<string, (said: string) => string>> = {
  "TypeScript, a rejection": (said) =>
    `kmsMock.on(DecryptCommand).rejects({\n  name: "AccessDeniedException",\n  message: "${said}",\n});\n`,
  "TypeScript, a chain": (said) =>
    `    kmsMock\n      .on(DecryptCommand)\n      .rejects({\n        name: "AccessDeniedException",\n        message: \`${said}\`,\n      })\n`,
  "TypeScript, an expectation": (said) => `  expect(run.output).toContain(\`api error AccessDenied: ${said}\`);\n`,
  "TypeScript, a test's body": (said) =>
    `Deno.test("refused", () => assertErrorOf({\n  body: \`{"__type":"AccessDeniedException","Message":"${said}"}\`,\n}));\n`,
  "Python, a stub": (said) =>
    `    stubber.add_client_error(\n        "decrypt",\n        service_error_code="AccessDeniedException",\n        service_message="${said}",\n    )\n`,
  "Python, an effect of a mock": (said) =>
    `    client.decrypt.side_effect = ClientError(\n        {"Error": {"Code": "AccessDenied", "Message": "${said}"}}, "Decrypt"\n    )\n`,
  "Python, an assertion": (said) => `    assert is_denied("${said}")\n`,
  "TypeScript, a text on which a test asserts": (said) =>
    `    const text =\n      '${said}';\n    const parsed = parseRefusal(text);\n    expect(parsed.isRefused).toBe(true);\n`,
  "Python, a text on which a test asserts": (said) =>
    `    text = "AccessDenied: ${said}"\n    assert parse_refusal(text) is not None\n`,
  "TypeScript, a mock that throws": (said) =>
    `  sqs.send.mockImplementation(async () => {\n    throw new Refused({\n      message: "${said}",\n    });\n  });\n`,
  "Python, the answer of a class on which a test asserts": (said) =>
    `class Refused(Exception):\n    response = {"Error": {"Code": "AccessDenied", "Message": "${said}"}}\n\n    assert told(Refused()) == "denied"\n`,
  "Go, an assertion": (said) =>
    `\tassert.Equal(t, \`failed to read the key: operation error KMS: Decrypt, api error AccessDenied: ${said}\`, err.Error())\n`,
  "PHP, a mock": (said) => `        $mock->append(new AwsException('${said}', new Command('Decrypt')));\n`,
  "Go, a row that says what is wanted": (said) =>
    `\t\t{\n\t\t\tname:    "a refused user",\n\t\t\tmessage: \`${said}\`,\n\t\t\twantCode: "denied",\n\t\t},\n`,
  "TypeScript, a row that says what is expected": (said) =>
    `  {\n    errorMessage: \`${said}\`,\n    expectedSummary:\n      'You may not deploy',\n  },\n`,
  "Python, an operation to be filled in": (said) =>
    `        fail("(AccessDenied) when calling the %s operation: ${said.replace(/(perform: \w+:).*/, "$1%s")}" % (name, name))\n`,
  "Go, a condition of a test": (said) =>
    `\tif isRegional(apiErr("AccessDeniedException", "${said}")) {\n\t\tt.Error("a refusal is not of the Region")\n\t}\n`,
  "Python, rows of a parametrized test": (said) =>
    `@pytest.mark.parametrize("error,kind", [\n    (refusal("AccessDeniedException", "${said}"), "denied"),\n    (refusal("ThrottlingException", "Rate exceeded"), "throttled"),\n])\n`,
  "Rust, a raw text on which a test asserts": (said) =>
    `    let text = r#"deploy failed\n${said}\ntry again"#;\n    assert_eq!(refusals(text).len(), 1);\n`,
  "Ruby, a stub": (said) =>
    `      kms.stub_responses(:decrypt, Aws::KMS::Errors::AccessDeniedException.new(nil, "${said}"))\n`,
};

describe("a whole error that a test makes up happened to nobody", () => {
  for (const [form, source] of Object.entries(SOURCE))
    test(form, () => {
      for (const said of SAID) assert.equal(read(source(said)).isAccessDenied, false, source(said));
    });
});

/** Whoever shows a whole error in code of their own had it, or asks what it would mean. */
const OWN_CODE: Readonly<Record<string, (said: string) => string>> = {
  "JavaScript, a printed error with what was asked of AWS": (said) =>
    `AccessDenied: {\n  message: '${said}',\n  expectedBucketOwner: '111122223333',\n}\n`,
  "TypeScript, an error with a name": (said) =>
    `const denied = (): Error =>\n  Object.assign(\n    new Error(\n      '${said}'\n    ),\n    { name: 'AccessDeniedException' }\n  );\n`,
  "TypeScript, a list that a helper takes": (said) =>
    `  const stack = eventsOf([\n    { LogicalResourceId: "Key", ResourceStatus: "CREATE_FAILED", ResourceStatusReason: "${said}" },\n  ]);\n`,
  "Python, a raised error": (said) =>
    `    raise ClientError(\n        {"Error": {"Code": "AccessDenied", "Message": "${said}"}},\n        "Decrypt",\n    )\n`,
  "Python, a constant in pieces": (said) => `RAW_DENIAL = (\n    f"${said.slice(0, 30)}"\n    "${said.slice(30)}"\n)\n`,
  "Go, an error of the SDK": (said) =>
    `\tdenied := &smithy.GenericAPIError{\n\t\tCode:    "AccessDeniedException",\n\t\tMessage: "${said}",\n\t}\n`,
  "Go, a variable with its type": (said) => `var denied error = fakeError{code: "AccessDenied", msg: "${said}"}\n`,
  "JavaScript, one of two values": (said) => `    return isDenied ? { message: "${said}" } : null;\n`,
  "Python, a private constant": (said) =>
    `_LEAKY = (\n    "An error occurred (AccessDenied) when calling the Decrypt operation: "\n    "${said}"\n)\n`,
  "Go, a row of a test": (said) =>
    `\t\t{\n\t\t\t"refused",\n\t\t\tfmt.Errorf("decrypt: ${said}"),\n\t\t\ttrue,\n\t\t},\n`,
  "Go, an error": (said) => `\terr := errors.New("AccessDenied: ${said}")\n`,
  "Java, a thrown error": (said) => `        throw new KmsException("${said}");\n`,
};

describe("a whole error in somebody's own code is read", () => {
  for (const [form, source] of Object.entries(OWN_CODE))
    test(form, () => {
      for (const said of SAID) assert.equal(read(source(said)).isAccessDenied, true, source(said));
    });
});

/** What languages, debuggers and consoles print of an error, with brackets, equals signs and source beside it. */
const PRINTED: Readonly<Record<string, (said: string) => string>> = {
  "JavaScript, the parts of an error": (said) => `{\n  name: 'AccessDenied',\n  message: "${said}",\n}`,
  "Node.js shows the line that threw": (said) =>
    `/srv/app/index.js:12\n  throw new Error(\`could not send: \${error.message}\`);\n  ^\n\nError: could not send: "${said}"\n    at run (/srv/app/index.js:12:9)`,
  "Python, a call over several lines in a trace": (said) =>
    `Traceback (most recent call last):\n  File "/srv/send.py", line 44, in main\n    sqs.send_message(\n  File "/srv/botocore/client.py", line 1009, in _make_api_call\n    raise error_class(parsed_response, operation_name)\nRuntimeError: not sent: "${said}"`,
  "Python, carets below a call": (said) =>
    `    sqs.send_message(\n    ^^^^^^^^^^^^^^^^^\nRuntimeError: not sent: '${said}'`,
  "Python, a debugger's variable": (said) => `error = ClientError('An error occurred (AccessDenied): ${said}')`,
  "Python, an exception as it is written": (said) => `ClientError("${said}")`,
  "Python, an answer that a console shows": (said) =>
    `>>> e.response\n{'Error': {'Code': 'AccessDenied', 'Message': '${said}'}, 'ResponseMetadata': {'HTTPStatusCode': 403}}`,
  "IPython, an arrow": (said) =>
    `---> 12 sqs.send_message(\n     13     QueueUrl=url,\n\nClientError: 'AccessDenied' ${said}`,
  "Rust, over several lines": (said) =>
    `Error: ServiceError(\n    ServiceError {\n        source: Unhandled(\n            ErrorMetadata {\n                code: Some("AccessDenied"),\n                message: Some(\n                    "${said}",\n                ),\n            },\n        ),\n    },\n)`,
  "Swift, a result": (said) =>
    `failure(AWSClientRuntime.UnknownAWSHTTPServiceError(typeName: Optional("AccessDenied"), message: Optional("${said}")))`,
  "Scala, an answer": (said) => `Left(S3Error(code = "AccessDenied", message = "${said}"))`,
  "Go, a value with its type": (said) => `&smithy.GenericAPIError{Code:"AccessDenied", Message:"${said}", Fault:1}`,
  "Elixir, an error": (said) => `** (MatchError) no match of right hand side value: {:error, "${said}"}`,
  "a script's variable that is printed": (said) => `stderr = "AccessDenied: ${said}"\nretrying in 5 s`,
  "a log with names and values": (said) => `level=error msg="not sent" caller=send.go:14 err="AccessDenied: ${said}"`,
  "a test's report": (said) => `FAIL send_test.go:14: Send() error = "AccessDenied: ${said}", want nil`,
  "HCL's diagnostic": (said) =>
    `Error: "${said}"\n\n  with module.queue.aws_sqs_queue.orders,\n  on main.tf line 4, in resource "aws_sqs_queue" "orders":\n   4: resource "aws_sqs_queue" "orders" {`,
  "a comment in a script": (said) => `aws sqs send-message --queue-url "$URL" # AccessDenied: "${said}"`,
  "a comment behind code, in a function": (said) =>
    `export const handler = async (event) => {\n  await sqs.send(command) // throws "${said}"\n}`,
  "a comment in a route": (said) =>
    `app.post("/orders", async (req, res) => {\n  await sqs.send(command);\n  // "${said}"\n  res.end();\n});`,
  "the answer, right below a function that was cut": (said) =>
    `const handler = async (event) => {\n  await sqs.send(command);\n{ "errorType": "AccessDenied", "errorMessage": "${said}" }`,
  "a call in which dots stand for the rest": (said) =>
    `await sqs.send({ QueueUrl: url,\n  ...\n{\n  "errorMessage": "${said}"\n}`,
  "what a chain above printed": (said) =>
    `await sqs.sendMessage(params)\n  .promise()\n  .catch(console.log)\n{ message: '${said}' }`,
  "Node.js shows the line that threw, without empty lines": (said) =>
    `/srv/app/errors.js:8\n    const response = new exceptionCtor({\n                     ^\n{\n  message: '${said}'\n}`,
  "a code of exit": (said) => `return code 255, output {"message": "${said}"}`,
  "a value that was returned": (said) => `return value: {'Error': {'Code': 'AccessDenied', 'Message': '${said}'}}`,
  "a statement that ended": (said) => `throw er; // Unhandled 'error' event {"message": "${said}"}`,
  "a sentence that begins with let": (said) => `let me show the answer: status=403 body={"message": "${said}"}`,
  "a sentence that begins with expect": (said) =>
    `expect it would work but the queue says (after a minute) {"message": "${said}"}`,
  "a call in a sentence": (said) => `await sqs.send({ QueueUrl: url }) rejects with { message: '${said}' }`,
  "a call in a log": (said) => `orders.queue.send(order) failed with {"message": "${said}"}`,
  "Scala's console": (said) => `val res3: Either[String, Unit] = Left("${said}")`,
  "a label in capital letters": (said) => `LAST_ERROR = {"__type": "AccessDenied", "Message": "${said}"}`,
  "a call whose error has an id": (said) =>
    `const result = await send({\n  error: "AccessDenied: ${said} (Service: Sqs, Status Code: 403, Request ID: 5d029b3b-9e3a-46dd-b043-1f4e50fb06ec)",\n});`,
};

describe("a whole error that was printed beside source is read", () => {
  for (const [form, printed] of Object.entries(PRINTED))
    test(form, () => {
      for (const said of SAID) assert.equal(read(printed(said)).isAccessDenied, true, printed(said));
    });
});
