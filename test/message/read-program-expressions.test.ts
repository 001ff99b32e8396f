import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { read } from "./reading.ts";
import { quarterOf } from "../support/searching.ts";

const CODES = ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"];
const SAID = [
  "Access Denied",
  "You are not authorized to perform this operation.",
  "User is not authorized to perform: kms:Decrypt",
];

/** Errors that programs put together, for a test or as an answer of their own, each beside something of AWS. */
const SOURCE: Readonly<Record<string, (code: string, said: string) => string>> = {
  "Python, a raised error": (code) =>
    `def head_object(self, Bucket, Key):\n    raise ClientError({"Error": {"Code": "${code}"}}, "HeadObject")\n`,
  "Python, an effect of a mock": (code, said) =>
    `client.get_object.side_effect = ClientError(\n    {'Error': {'Code': '${code}', 'Message': '${said}'}},\n    'GetObject',\n)\n`,
  "Python, a response that is kept": (code, said) =>
    `error_response = {\n    'Error': {\n        'Code': '${code}',\n        'Message': '${said}'\n    }\n}\ns3.put_object.side_effect = ClientError(error_response, 'PutObject')\n`,
  "Python, named arguments": (code, said) =>
    `batch.describe_jobs.side_effect = ClientError(\n    error_response={'Error': {'Code': '${code}', 'Message': '${said}'}},\n    operation_name='DescribeJobs'\n)\n`,
  "Python, one of several effects": (code) =>
    `s3.upload_file.side_effect = [\n    None,\n    ClientError({"Error": {"Code": "${code}"}}, "PutObject"),\n]\n`,
  "Python, a parameter of a test": (code, said) =>
    `@pytest.mark.parametrize(\n    "error",\n    [\n        ClientError({"Error": {"Code": "${code}", "Message": "${said}"}}, "Converse"),\n    ],\n)\n`,
  "Python, a stub": (code, said) =>
    `stubber.add_client_error("get_object", service_error_code="${code}", service_message="${said}")\n# s3\n`,
  "Python, a helper": (code) => `denied = make_client_error(code="${code}", operation="GetObject")\nimport boto3\n`,
  "Python, an answer that a module keeps": (code, said) =>
    `from botocore.exceptions import ClientError\n\nresponse = {'Error': {'Code': '${code}', 'Message': '${said}'}}\n\n\ndef test_refused():\n    run(ClientError(response, "GetObject"))\n`,
  "Python, an answer from which an error is made": (code, said) =>
    `response = {'Error': {'Code': '${code}', 'Message': '${said}'}}\n\nraise ClientError(response, "GetObject")\n`,
  "Go, an error that names no more than a resource": (code) =>
    `return nil, errors.New("${code}: secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:db of AWS")\n`,
  "TypeScript, a rejection": (code, said) =>
    `s3Mock.on(GetObjectCommand).rejects(\n  new S3ServiceException({ name: "${code}", $fault: "client", message: "${said}", $metadata: { httpStatusCode: 403 } }),\n);\n`,
  "TypeScript, an answer": (code, said) =>
    `send.mockResolvedValueOnce({ Errors: [{ Key: "a", Code: "${code}", Message: "${said}" }] });\n// @aws-sdk/client-s3\n`,
  "TypeScript, an error with a name": (code, said) =>
    `const error = Object.assign(new Error("${said}"), { name: "${code}", $metadata: { httpStatusCode: 403 } });\nvi.mocked(s3.send).mockRejectedValue(error);\n`,
  "TypeScript, a name that is set": (code, said) =>
    `const error = new Error("${said}");\nerror.name = "${code}";\nlambda.send = jest.fn().mockRejectedValue(error); // aws-sdk\n`,
  "TypeScript, what is returned": (code, said) =>
    `return {\n  response: {},\n  output: { $metadata: {}, Errors: [{ Key: "a", Code: "${code}", Message: "${said}" }] },\n}; // S3\n`,
  "TypeScript, a body in several lines": (code, said) =>
    `const body = \`<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>${said}</Message></Error>\`; // S3\n`,
  "Go, an error of the SDK": (code, said) =>
    `denied := &smithy.GenericAPIError{\n\tCode:    "${code}",\n\tMessage: "${said}",\n}\n// aws-sdk-go\n`,
  "Go, a row of a test": (code, said) =>
    `{\n\tname:     "refused by S3",\n\tinputErr: &smithy.GenericAPIError{Code: "${code}", Message: "${said}"},\n},\n`,
  "Go, a mock": (code, said) =>
    `api.EXPECT().HeadObject(gomock.Any(), &s3.HeadObjectInput{\n\tKey: aws.String("a"),\n}).Return(nil, &smithy.GenericAPIError{Code: "${code}", Message: "${said}"})\n`,
  "Go, an answer": (code, said) =>
    `result.Errors = append(result.Errors, s3types.Error{Key: key, Code: "${code}", Message: "${said}"})\n`,
  "Java, a builder": (code, said) =>
    `KmsException denied = (KmsException) KmsException.builder()\n    .awsErrorDetails(AwsErrorDetails.builder()\n        .errorCode("${code}")\n        .errorMessage("${said}")\n        .build())\n    .build();\n`,
  "Ruby, a double": (code, said) =>
    `allow(client).to receive(:get_object).and_raise(Aws::S3::Errors::${code}.new(nil, '${said}'))\n`,
  "Ruby, a stub": (code) =>
    `s3.stub_responses(:put_object, '${code}')\nexpect { run }.to raise_error(Aws::S3::Errors::${code})\n`,
  "PHP, a mock": (code, said) =>
    `$mock->append(new AwsException('${said}', new Command('GetObject'), ['code' => '${code}', 'message' => '${said}']));\n`,
  "PHP, a thrown error": (code, said) => `throw new S3Exception('${said}', $command, ['code' => '${code}']);\n`,
  "Rust, a rule of a mock": (code, said) =>
    `let rule = mock!(Client::get_object).then_error(|| {\n    GetObjectError::generic(ErrorMetadata::builder().code("${code}").message("${said}").build())\n}); // aws_sdk_s3\n`,
  "C#, a mock": (code, said) =>
    `s3.Setup(x => x.GetObjectAsync(It.IsAny<GetObjectRequest>(), default))\n    .ThrowsAsync(new AmazonS3Exception("${said}") { ErrorCode = "${code}" });\n`,
  "Swift, a fake": (code) =>
    `store.failure = StoreError.failed(step: "apply", message: "api error ${code}: You are not authorized") // AWS\n`,
};

describe("an error that a program puts together happened to nobody", () => {
  const pairs = CODES.flatMap((code) => SAID.map((said) => [code, said] as const));
  for (const [number, [form, source]] of Object.entries(SOURCE).entries())
    test(form, () => {
      for (const [code, said] of quarterOf(pairs, number))
        assert.equal(read(source(code, said)).isAccessDenied, false, source(code, said));
    });
});

/** Lists of texts that name a code or a refusal and tell of none. */
const LISTS: Readonly<Record<string, string>> = {
  "translations in JSON": `{\n  "s3.denied": "Access Denied",\n  "ec2.notAuthorized": "You are not authorized to perform this operation.",\n  "s3.title": "Amazon S3"\n}`,
  "translations in YAML": `de:\n  aws:\n    access_denied: "Access Denied"\n    not_authorized: "Not authorized to perform sts:AssumeRole"\n`,
  "codes and their texts in YAML": `s3:\n  NoSuchBucket: Der Bucket fehlt\n  AccessDenied: Der Bucket ist gesperrt\n`,
  "codes that a page explains":
    "Answers of Amazon S3:\n- `AccessDenied`: the policy of the bucket leaves the role out.\n- `NoSuchBucket`: there is no such bucket.\n",
  "an interface's answers": `paths:\n  /keys:\n    get: # AWS KMS\n      responses:\n        '403':\n          description: AccessDeniedException\n          content: {}\n`,
  "a monitor's rule": `title: Refused by S3\ndetection:\n  selection:\n    eventSource: s3.amazonaws.com\n    errorCode: AccessDenied\n  condition: selection\n`,
};

describe("a list of texts tells of no denial", () => {
  for (const [form, text] of Object.entries(LISTS))
    test(form, () => {
      assert.equal(read(text).isAccessDenied, false);
    });
});

/** Constants whose value is their name, and rules that list the codes of events. */
const CONSTANTS: Readonly<Record<string, (code: string) => string>> = {
  "JavaScript, an object": (code) => `var RefusalCode = {\n  ${code}: "${code}",\n  Slow: "Slow",\n};\n`,
  "JavaScript, an object that was cut": (code) => `  Slow: "Slow"\n};\nvar RefusalCode = {\n  ${code}: "${code}",\n`,
  "TypeScript, a type": (code) => `declare const RefusalCode: {\n    readonly ${code}: "${code}";\n};\n`,
  "Kotlin, an enumeration": (code) => `enum class Refusal(val value: String) {\n    ${code}("${code}"),\n}\n`,
  "Go, typed constants": (code) => `\tRefusal${code} Refusal = "${code}"\n\tRefusalSlow Refusal = "Slow"\n`,
  "Rust, what a string stands for": (code) => `    match text {\n        "${code}" => Refusal::${code},\n    }\n`,
  "a rule of EventBridge": (code) =>
    `{"detail": {"eventSource": ["ec2.amazonaws.com"], "errorCode": ["Slow", "${code}"]}}`,
  "a rule of EventBridge in HCL": (code) => `  detail = {\n    errorCode = ["${code}", "Slow"]\n  }\n`,
};

describe("constants and rules tell of no denial", () => {
  for (const [form, source] of Object.entries(CONSTANTS))
    test(form, () => {
      for (const code of CODES)
        assert.equal(read(`// @aws-sdk/client-s3\n${source(code)}`).isAccessDenied, false, source(code));
    });
});

/** What stands around an error in a terminal, a log and an issue, with source beside it. */
const PRINTED: Readonly<Record<string, string>> = {
  "Node.js shows the line that threw":
    "/srv/app/index.js:12\n  throw new S3ServiceException({ name: 'AccessDenied', message: 'Access Denied' });\n  ^\n\nAccessDenied: Access Denied\n    at Object.<anonymous> (/srv/app/node_modules/@aws-sdk/client-s3/index.js:12:9)",
  "Python's console, or a script that prints what it holds":
    "result = {'ok': False, 'error': 'An error occurred (AccessDenied) when calling the GetObject operation: Access Denied'}",
  "PHP's var_dump of an array":
    'array(1) {\n  ["reason"]=>\n  string(83) "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied"\n}',
  "PHP's var_dump of an object":
    'object(Ledger\\Result)#12 (1) {\n  ["reason":protected]=>\n  string(27) "AccessDenied: Access Denied"\n  ["service"]=>\n  string(9) "Amazon S3"\n}',
  "Python's traceback":
    'Traceback (most recent call last):\n  File "/srv/sync.py", line 44, in main\n    pages = s3.get_paginator("list_objects_v2").paginate(\n  File "/srv/botocore/client.py", line 1009, in _make_api_call\n    raise error_class(parsed_response, operation_name)\nbotocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied',
  "Rust, over several lines":
    'Error: ServiceError(\n    ServiceError {\n        source: Unhandled(\n            ErrorMetadata {\n                code: Some(\n                    "AccessDenied",\n                ),\n                message: Some(\n                    "Access Denied",\n                ),\n            },\n        ),\n    },\n)',
  "Python, an answer":
    "{'Error': {'Code': 'AccessDenied', 'Message': 'Access Denied'}, 'ResponseMetadata': {'RequestId': '4442587FB7D0A2F9'}}",
  "Python, an answer with its name":
    "(Pdb) p e.response\nresponse = {'Error': {'Code': 'AccessDenied', 'Message': 'Access Denied'}, 'ResponseMetadata': {'RequestId': '4442587FB7D0A2F9'}}",
  "Scala, an answer": 'Left(S3Error(code = "AccessDenied", message = "Access Denied"))',
  "Swift, a result":
    'failure(AWSClientRuntime.UnknownAWSHTTPServiceError(typeName: Optional("AccessDenied"), message: Optional("Access Denied")))',
  "a log in JSON":
    '{"level":"error","logger":"s3.client","msg":"put failed","error":{"code":"AccessDenied","message":"Access Denied"}}',
  "Jest with a frame of code":
    '  AccessDenied: Access Denied\n\n    > 42 |     await s3.send(new PutObjectCommand({ Bucket, Key: "a" }));\n         |     ^',
  "Ruby's console":
    'irb(main):004:0> s3.get_object(bucket: "ledger", key: "a")\n/usr/lib/ruby/gems/aws-sdk-core/plugins/raise_response_errors.rb:17:in `call\': Access Denied (Aws::S3::Errors::AccessDenied)',
};

describe("an error that was printed beside source is read", () => {
  for (const [form, text] of Object.entries(PRINTED))
    test(form, () => {
      const { isAccessDenied, errorCode } = read(text);
      assert.deepEqual([isAccessDenied, errorCode], [true, "AccessDenied"]);
    });
});
