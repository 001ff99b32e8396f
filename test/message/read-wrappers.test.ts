/** Code, request id and operation, from whatever tool printed the message. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BUCKET_OBJECT, read, REQUEST_ID, said, USER } from "./reading.ts";

const SENTENCE = `User: ${USER} is not authorized to perform: s3:GetObject on resource: "${BUCKET_OBJECT}" because no identity-based policy allows the s3:GetObject action`;
const QUOTED = SENTENCE.replaceAll('"', '\\"');

const fromMessage = {
  principalArn: USER,
  principalType: "user",
  action: "s3:GetObject",
  actionFrom: "message",
  resource: BUCKET_OBJECT,
  denyType: "implicit",
  policyType: "identity",
};

const ROWS: readonly (readonly [
  tool: string,
  text: string,
  code: string | null,
  requestId: string | null,
  operation?: string,
])[] = [
  [
    "AWS CLI",
    `An error occurred (AccessDenied) when calling the GetObject operation: ${SENTENCE}`,
    "AccessDenied",
    null,
    "GetObject",
  ],
  [
    "AWS CLI, new prefix",
    `aws: [ERROR]: An error occurred (AccessDenied) when calling the GetObject operation: ${SENTENCE}`,
    "AccessDenied",
    null,
    "GetObject",
  ],
  [
    "SQS with a key, the code twice",
    `KMS.AccessDeniedException: ${SENTENCE} (Service: AmazonSQS; Status Code: 400; Error Code: KMS.AccessDeniedException; Request ID: ${REQUEST_ID}; Proxy: null)`,
    "KMS.AccessDeniedException",
    REQUEST_ID,
  ],
  ["Step Functions", `{"error":"Lambda.AccessDeniedException","cause":"${QUOTED}"}`, "AccessDeniedException", null],
  ["a mail server", `554 Access denied: ${SENTENCE}`, null, null],
  [
    "AWS CLI, old",
    `A client error (AccessDenied) occurred when calling the GetObject operation: ${SENTENCE}`,
    "AccessDenied",
    null,
    "GetObject",
  ],
  [
    "boto3 after retries",
    `An error occurred (AccessDenied) when calling the GetObject operation (reached max retries: 4): ${SENTENCE}`,
    "AccessDenied",
    null,
    "GetObject",
  ],
  [
    "Go 2",
    `operation error S3: GetObject, https response error StatusCode: 403, RequestID: ${REQUEST_ID}, HostID: a/b=, api error AccessDenied: ${SENTENCE}`,
    "AccessDenied",
    REQUEST_ID,
    "GetObject",
  ],
  [
    "Go 1",
    `AccessDenied: ${SENTENCE}\n\tstatus code: 403, request id: ${REQUEST_ID}, host id: a/b=`,
    "AccessDenied",
    REQUEST_ID,
  ],
  [
    "Go 1 in a log",
    `level=error msg="AccessDenied: ${QUOTED}\\n\\tstatus code: 403, request id: ${REQUEST_ID}"`,
    "AccessDenied",
    REQUEST_ID,
  ],
  [
    "Java 1",
    `com.amazonaws.services.s3.model.AmazonS3Exception: ${SENTENCE} (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: ${REQUEST_ID}; S3 Extended Request ID: zz9; Proxy: null)`,
    "AccessDenied",
    REQUEST_ID,
  ],
  [
    "Java 2 has no code",
    `software.amazon.awssdk.services.s3.model.S3Exception: ${SENTENCE} (Service: S3, Status Code: 403, Request ID: ${REQUEST_ID}, Extended Request ID: zz9) (SDK Attempt Count: 1)`,
    null,
    REQUEST_ID,
  ],
  [
    "CloudFormation",
    `Resource handler returned message: "${SENTENCE} (Service: S3, Status Code: 403, Request ID: ${REQUEST_ID})" (RequestToken: 11111111-2222-3333-4444-555555555555, HandlerErrorCode: GeneralServiceException)`,
    "GeneralServiceException",
    REQUEST_ID,
  ],
  [
    "JavaScript 2",
    `{ AccessDenied: ${SENTENCE}\n  message: '${SENTENCE}',\n  code: 'AccessDenied',\n  requestId: '${REQUEST_ID}',\n  extendedRequestId: 'zz9',\n  statusCode: 403 }`,
    "AccessDenied",
    REQUEST_ID,
  ],
  [
    "JavaScript 3",
    `AccessDenied: ${SENTENCE}\n    at x (/app/a.js:1:2) {\n  '$fault': 'client',\n  '$metadata': {\n    httpStatusCode: 403,\n    requestId: '${REQUEST_ID}',\n    extendedRequestId: 'zz9' },\n  Code: 'AccessDenied' }`,
    "AccessDenied",
    REQUEST_ID,
  ],
  ["Ruby", `Aws::S3::Errors::AccessDenied: ${SENTENCE}`, "AccessDenied", null],
  ["PHP", `AccessDenied (client): ${SENTENCE} - <?xml version="1.0"?>`, "AccessDenied", null],
  [
    "Rust",
    `ErrorMetadata { code: Some("AccessDenied"), message: Some("${QUOTED}"), extras: Some({"aws_request_id": "${REQUEST_ID}"}) }`,
    "AccessDenied",
    REQUEST_ID,
  ],
  [
    "XML",
    `<Error><Code>AccessDenied</Code><Message>${SENTENCE}</Message><RequestId>${REQUEST_ID}</RequestId><HostId>zz9</HostId></Error>`,
    "AccessDenied",
    REQUEST_ID,
  ],
  [
    "XML of the query protocol",
    `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${SENTENCE}</Message></Error><RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`,
    "AccessDenied",
    REQUEST_ID,
  ],
  [
    "JSON body",
    `{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"${QUOTED}"}`,
    "AccessDeniedException",
    null,
  ],
  [
    "boto3 dictionary",
    `{'Error': {'Message': '${SENTENCE}', 'Code': 'AccessDenied'}, 'ResponseMetadata': {'RequestId': '${REQUEST_ID}', 'HTTPStatusCode': 403}}`,
    "AccessDenied",
    REQUEST_ID,
  ],
  [
    "Hadoop: its own class is not the code",
    `java.nio.file.AccessDeniedException: s3a://ledger-archive/x: getFileStatus on s3a://ledger-archive/x: com.amazonaws.services.s3.model.AmazonS3Exception: ${SENTENCE} (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden; Request ID: ${REQUEST_ID})`,
    "403 Forbidden",
    REQUEST_ID,
  ],
  ["docker", `Error response from daemon: denied: ${SENTENCE}`, "denied", null],
  ["a code that is not about access", `Error: stack failed: ValidationError: ${SENTENCE}`, "ValidationError", null],
  ["a class that says nothing", `RuntimeError: ${SENTENCE}`, null, null],
  ["the code was cut off", `${SENTENCE} (Service: Amazon S3; Status Code: 403; Error Code: Acc`, null, null],
  [
    "the id of a function's run is another id",
    `START RequestId: 11111111-2222-3333-4444-555555555555 Version: $LATEST\n[ERROR] AccessDenied: ${SENTENCE}\nEND RequestId: 11111111-2222-3333-4444-555555555555`,
    "AccessDenied",
    null,
  ],
  [
    "the id of a request to a custom resource is another id",
    `Received response status [FAILED] from custom resource. Message returned: ${SENTENCE} (RequestId: 11111111-2222-3333-4444-555555555555)`,
    null,
    null,
  ],
  [
    "the id of another error of the log is another id",
    `AccessDenied: ${SENTENCE}\n\nlogs:\nRetryable error: InvalidParameterValue: Value (x) is invalid\n  status code: 400, request id: 11111111-2222-3333-4444-555555555555`,
    "AccessDenied",
    null,
  ],
  [
    "a word is no id",
    `{"ErrorCode":"AccessDeniedException","ErrorMessage":"${QUOTED}","lambdaRequestId":"Unrecoverable"}`,
    "AccessDeniedException",
    null,
  ],
  ["a masked id", `AccessDenied: ${SENTENCE}\n\tstatus code: 403, request id: [redacted]`, "AccessDenied", null],
  [
    "no id, and the next sentence",
    `AccessDenied: ${SENTENCE} status code: 403, request id: Could not go on`,
    "AccessDenied",
    null,
  ],
  [
    "a masked id of letters",
    `AccessDenied: ${SENTENCE}\n\tstatus code: 403, request id: abcdabcd`,
    "AccessDenied",
    "abcdabcd",
  ],
  ...["37F...A", "5d029b3b-****-****-****-1f4e50fb06ec", "4f1b2c3d...", "7c2b****", "9Q1K\u20264W4Z"].map(
    (id) =>
      [
        `an id of which a part was taken out: ${id}`,
        `AccessDenied: ${SENTENCE}\n\tstatus code: 403, request id: ${id}, host id: a/b=`,
        "AccessDenied",
        id,
      ] as const,
  ),
  ["a bold id", `AccessDenied: ${SENTENCE}\n**Request ID: ${REQUEST_ID}**`, "AccessDenied", REQUEST_ID],
  ["an id in Swift", `AccessDenied: ${SENTENCE}, requestID: Optional("${REQUEST_ID}")`, "AccessDenied", REQUEST_ID],
];

describe("what the tool says around the sentence", () => {
  for (const [tool, text, errorCode, requestId, operation] of ROWS) {
    test(tool, () => {
      const reading = read(text);
      assert.deepEqual(
        [reading.errorCode, reading.requestId, reading.operation],
        [errorCode, requestId, operation ?? null],
      );
      assert.deepEqual(
        { ...said(reading), errorCode: undefined, requestId: undefined, operation: undefined },
        { ...fromMessage, errorCode: undefined, requestId: undefined, operation: undefined },
      );
      assert.equal(reading.denials.length, 1);
    });
  }
});

describe("several denials in one text", () => {
  test("each has the code and the id that stand with it", () => {
    const second = SENTENCE.replace("s3:GetObject on", "s3:PutObject on").replace("identity-based", "session");
    const reading = read(
      `1 AccessDenied: ${SENTENCE}\n\tstatus code: 403, request id: AAAA000011112222\n2 AccessDeniedException: ${second}\n\tstatus code: 400, request id: BBBB000011112222\n`,
    );
    assert.deepEqual(
      reading.denials.map(({ action, policyType, errorCode, requestId }) => [action, policyType, errorCode, requestId]),
      [
        ["s3:GetObject", "identity", "AccessDenied", "AAAA000011112222"],
        ["s3:PutObject", "session", "AccessDeniedException", "BBBB000011112222"],
      ],
    );
    assert.equal(reading.action, "s3:GetObject");
  });
  const ofEach = (text: string): unknown =>
    read(text).denials.map(({ action, errorCode, requestId }) => [action, errorCode, requestId]);
  const [GET, PUT] = [SENTENCE, SENTENCE.replaceAll("GetObject", "PutObject")];
  const EACH = [
    ["s3:GetObject", "AccessDenied", "AAAA000011112222"],
    ["s3:PutObject", "AccessDeniedException", "BBBB000011112222"],
  ];
  const node = (code: string, sentence: string, id: string): string =>
    `${code}: ${sentence}\n    at Request.extractError (/aws-sdk/lib/protocol/json.js:52:27) {\n  code: '${code}',\n  requestId: '${id}',\n  statusCode: 400\n}`;
  const bodies = (...keys: readonly string[]): string => {
    const values = [
      { Code: "AccessDenied", Message: GET, RequestId: "AAAA000011112222" },
      { Code: "AccessDeniedException", Message: PUT, RequestId: "BBBB000011112222" },
    ];
    return JSON.stringify(values, [...keys]);
  };
  const printed: readonly (readonly [name: string, text: string])[] = [
    [
      "as Node.js prints errors, id and code behind the stack",
      `${node("AccessDenied", GET, "AAAA000011112222")}\n${node("AccessDeniedException", PUT, "BBBB000011112222")}`,
    ],
    ["in a list of JSON, the code first", bodies("Code", "Message", "RequestId")],
    ["in a list of JSON, the message first", bodies("Message", "Code", "RequestId")],
    ["in a list of JSON, the id first", bodies("RequestId", "Code", "Message")],
    [
      "as answers with their headers",
      EACH.map(
        ([action, code, id]) =>
          `HTTP/1.1 400 Bad Request\nx-amzn-RequestId: ${id}\nContent-Type: application/x-amz-json-1.1\n\n{"__type":"x#${code}","Message":"${action === "s3:GetObject" ? GET : PUT}"}`,
      ).join("\n"),
    ],
    [
      "as answers in XML",
      EACH.map(
        ([action, code, id]) =>
          `<ErrorResponse>\n  <Error>\n    <Code>${code}</Code>\n    <Message>${action === "s3:GetObject" ? GET : PUT}</Message>\n    <Detail>${"long ".repeat(60)}</Detail>\n  </Error>\n  <RequestId>${id}</RequestId>\n</ErrorResponse>`,
      ).join("\n"),
    ],
    [
      "as the second SDK for PHP prints errors",
      EACH.map(
        ([action, code, id]) =>
          `AWS Error Code: ${code}, Status Code: 403, AWS Request ID: ${id}, AWS Error Type: client, AWS Error Message: ${action === "s3:GetObject" ? GET : PUT}, User-Agent: aws-sdk-php2/2.8`,
      ).join("\n"),
    ],
  ];
  for (const [name, text] of printed) test(name, () => assert.deepEqual(ofEach(text), EACH));
  test("as Ruby prints errors, the class in brackets behind the message", () => {
    const error = (sentence: string, name: string): string =>
      `errors.rb:17:in \`call': ${sentence} (Aws::S3::Errors::${name})\n\tfrom client.rb:1`;
    assert.deepEqual(ofEach(`${error(GET, "AccessDenied")}\n${error(PUT, "AccessDeniedException")}`), [
      ["s3:GetObject", "AccessDenied", null],
      ["s3:PutObject", "AccessDeniedException", null],
    ]);
  });
  test("as Spark prints an error, the code once more behind the id", () => {
    const spark = `com.amazonaws.services.s3.model.AmazonS3Exception: ${GET} (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: AAAA000011112222; Proxy: null), S3 Extended Request ID: Zm9v=:AccessDenied`;
    assert.deepEqual(ofEach(`${spark}\n${PUT}`), [EACH[0], ["s3:PutObject", null, null]]);
  });
  test("a brace without its partner tells nothing", () => {
    const open = `{ "log": "AccessDenied: ${GET}\n\tstatus code: 403, request id: AAAA000011112222`;
    const next = `AccessDeniedException: ${PUT}\n\tstatus code: 400, request id: BBBB000011112222`;
    assert.deepEqual(ofEach(`${open}\n${next}`), EACH);
    assert.deepEqual(ofEach(`}\n${open.slice(2)}\n${next}`), EACH);
  });
  test("one after a bare Access Denied", () => {
    const reading = read(
      `An error occurred (AccessDenied) when calling the ListBuckets operation: Access Denied\nAn error occurred (AccessDenied) when calling the GetObject operation: ${SENTENCE}`,
    );
    assert.deepEqual(
      reading.denials.map(({ action, actionFrom }) => [action, actionFrom]),
      [
        ["s3:ListAllMyBuckets", "operation"],
        ["s3:GetObject", "message"],
      ],
    );
  });
  test("under headings that say when", () => {
    const first = "User is not authorized to perform: s3:GetObject";
    const second = "User is not authorized to perform: ecr:GetAuthorizationToken";
    const reading = read(
      `1. **S3:**\n   ${first}\n\n2. **ECR (when attempting to deploy):**\n   \`\`\`\n   ${second}\n   \`\`\``,
    );
    assert.deepEqual(
      reading.denials.map(({ action }) => action),
      ["s3:GetObject", "ecr:GetAuthorizationToken"],
    );
  });
  test("in a list of which another item says what could not be", () => {
    const reading = read(
      '- Message: `"The role could not be created"`\n- Message: `"User ... is not authorized to perform: iam:CreateRole"`',
    );
    assert.deepEqual([reading.isAccessDenied, reading.action], [true, "iam:CreateRole"]);
    const told = read('You could get the message "is not authorized to perform: iam:CreateRole" here.');
    assert.equal(told.isAccessDenied, false);
  });
  test("in the rows of a table each has the code of its own row", () => {
    const codes = (...rows: readonly string[]): unknown =>
      read(["", ...rows].join("\n")).denials.map(({ errorCode }) => errorCode);
    const web = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
    const head = ["| Problem | Fix |", "|---|---|"];
    assert.deepEqual(codes(...head, `| \`${web}\` | the subject |`, "| `AccessDenied` | the Region |"), [null]);
    assert.deepEqual(codes(...head, `| \`AccessDenied: ${web}\` | the subject |`, "| `Throttling` | wait |"), [
      "AccessDenied",
    ]);
    assert.deepEqual(codes("| Field | Value |", "|---|---|", `| Message | ${web} |`, "| Code | AccessDenied |"), [
      "AccessDenied",
    ]);
  });
  test("the tool's own words about the call, and AWS's sentence about its action", () => {
    const host = "730112940571.dkr.ecr.eu-north-1.amazonaws.com";
    const repository = "arn:aws:ecr:eu-north-1:730112940571:repository/api";
    const pushed = `#12 ERROR: failed to push ${host}/api:1: unexpected status from POST request to https://${host}/v2/api/blobs/uploads/: 403 Forbidden`;
    const said = (action: string): string =>
      `ERROR: failed to push ${host}/api:1: denied: User: ${USER} is not authorized to perform: ${action} on resource: ${repository}`;
    const actions = (text: string): unknown => read(text).denials.map(({ action }) => action);
    assert.deepEqual(actions(`${pushed}\n------\n${said("ecr:InitiateLayerUpload")}`), ["ecr:InitiateLayerUpload"]);
    assert.deepEqual(actions(`${pushed}\n------\n${said("ecr:PutImage")}`), [null, "ecr:PutImage"]);
  });
  test("in one bracket", () => {
    const reading = read(
      `An error occurred (AccessDenied) when calling the GetObject operation: [${SENTENCE}, ${SENTENCE.replaceAll("GetObject", "GetObjectAcl")}]`,
    );
    assert.deepEqual(
      reading.denials.map(({ action }) => action),
      ["s3:GetObject", "s3:GetObjectAcl"],
    );
  });
});

test("the action of the sentence is never replaced by that of the operation", () => {
  const reading = read(`An error occurred (AccessDenied) when calling the GetRole operation: ${SENTENCE}`);
  assert.deepEqual([reading.action, reading.operation], ["s3:GetObject", "GetRole"]);
});

describe("the operation stands in the stack of the SDK", () => {
  const DENIED = "AccessDenied: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)";
  for (const [name, text, operation] of [
    [
      "Java, version 1",
      `${DENIED}\n\tat com.amazonaws.services.s3.AmazonS3Client.invoke(AmazonS3Client.java:4000)\n\tat com.amazonaws.services.s3.AmazonS3Client.putObject(AmazonS3Client.java:1856)`,
      "PutObject",
    ],
    [
      "Java, version 1, a method with a name of its own",
      `${DENIED}\n\tat com.amazonaws.services.s3.AmazonS3Client.getObjectMetadata(AmazonS3Client.java:1200)`,
      "HeadObject",
    ],
    [".NET", `${DENIED}\n   at Amazon.S3.AmazonS3Client.GetObjectAsync(GetObjectRequest request)`, "GetObject"],
    [
      "Ruby",
      `Aws::S3::Errors::AccessDenied: Access Denied\n  from /gems/aws-sdk-s3-1.1/lib/aws-sdk-s3/client.rb:13041:in \`put_object'`,
      "PutObject",
    ],
    [
      "Ruby, version 3.4",
      `Aws::S3::Errors::AccessDenied: Access Denied\n  from /gems/aws-sdk-s3/client.rb:13041:in 'Aws::S3::Client#delete_object'`,
      "DeleteObject",
    ],
    ["fog", `${DENIED}\nfog (0.8.1) lib/fog/storage/requests/aws/put_object.rb:43:in 'put_object'`, "PutObject"],
    [
      "Velero",
      'error="rpc error: code = Unknown desc = error putting object backups/a/velero-backup.json: AccessDenied: Access Denied\\n\\tstatus code: 403"',
      "PutObject",
    ],
  ] as const) {
    test(name, () => assert.equal(read(text).operation, operation));
  }
});

describe("the settings of a tool name the role that a token was refused", () => {
  const REFUSED = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
  const [ROLE, OTHER] = ["release", "ci/audit"].map((name) => `arn:aws:iam::730112940571:role/${name}`);
  const cases: readonly (readonly [name: string, text: string, role: string | undefined])[] = [
    [
      "a step of GitHub Actions",
      `  with:\n    role-to-assume: ${ROLE}\n    aws-region: eu-north-1\nError: ${REFUSED}`,
      ROLE,
    ],
    ["an environment", `AWS_ROLE_ARN=${OTHER}\nAWS_REGION=eu-north-1\n${REFUSED}`, OTHER],
    [
      "an option",
      `$ aws sts assume-role-with-web-identity --role-arn ${ROLE} --web-identity-token x\n${REFUSED}`,
      ROLE,
    ],
    ["JSON", `{"roleArn": "${ROLE}"}\n${REFUSED}`, ROLE],
    ["two roles", `role-to-assume: ${ROLE}\nrole-to-assume: ${OTHER}\n${REFUSED}`, undefined],
    ["the role that gave the credentials of another call", `role-to-assume: ${ROLE}\n${SENTENCE}`, undefined],
  ];
  for (const [name, text, role] of cases) {
    test(name, () => {
      const reading = read(text);
      assert.equal(reading.nearbyIsToolsOwn === true ? reading.nearbyResource : undefined, role);
    });
  }
});

test("the command in front of a fatal error tells the bucket", () =>
  assert.equal(
    read(
      "$ aws s3 sync s3://acme-reports ./out\nfatal error: An error occurred (AccessDenied) when calling the GetBucketLocation operation: Access Denied",
    ).resource,
    "arn:aws:s3:::acme-reports",
  ));

describe("keys of the request are told", () => {
  const refused = (action: string, resource: string): string =>
    `User: ${USER} is not authorized to perform: ${action} on resource: ${resource} with an explicit deny in a service control policy`;
  const after = (command: string, operation: string, action: string, resource: string): string =>
    `$ ${command}\n\nAn error occurred (AccessDenied) when calling the ${operation} operation: ${refused(action, resource)}`;
  const launch = (command: string, resource = "instance/*"): string =>
    after(command, "RunInstances", "ec2:RunInstances", `arn:aws:ec2:eu-west-1:111122223333:${resource}`);
  const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const decrypting = (behind: string): string => `${refused("kms:Decrypt", KEY)}${behind}`;
  const passing = (behind: string): string =>
    `${refused("iam:PassRole", "arn:aws:iam::111122223333:role/app-run")}${behind}`;

  for (const [what, text, context] of [
    [
      "by an option of the command",
      launch("aws ec2 run-instances --image-id ami-1 --instance-type m5.large"),
      { "ec2:InstanceType": "m5.large" },
    ],
    [
      "with its value in quotes, behind an option for every command",
      launch('aws --region eu-west-1 ec2 run-instances --instance-type="m5.large" --count 2'),
      { "ec2:InstanceType": "m5.large" },
    ],
    [
      "in a command over several lines",
      launch("aws ec2 run-instances \\\n  --image-id ami-1 \\\n  --instance-type m5.large"),
      { "ec2:InstanceType": "m5.large" },
    ],
    [
      "by an option without a value",
      after(
        "aws rds create-db-instance --storage-encrypted --engine mysql",
        "CreateDBInstance",
        "rds:CreateDBInstance",
        "*",
      ),
      { "rds:DatabaseEngine": "mysql", "rds:StorageEncrypted": "true" },
    ],
    [
      "but not of another resource of the call",
      launch("aws ec2 run-instances --instance-type m5.large", "subnet/subnet-1"),
      {},
    ],
    [
      "by the options of aws s3 cp, which have names of their own",
      `$ aws s3 cp a.csv s3://acme/a.csv --sse aws:kms --storage-class STANDARD_IA\nupload failed: ./a.csv to s3://acme/a.csv An error occurred (AccessDenied) when calling the PutObject operation: ${refused("s3:PutObject", "arn:aws:s3:::acme/a.csv")}`,
      { "s3:x-amz-server-side-encryption": "aws:kms", "s3:x-amz-storage-class": "STANDARD_IA" },
    ],
    [
      "by --sse alone, which is AES256",
      after("aws s3 cp a.csv s3://acme/a.csv --sse --quiet", "PutObject", "s3:PutObject", "arn:aws:s3:::acme/a.csv"),
      { "s3:x-amz-server-side-encryption": "AES256" },
    ],
    [
      "but none of reading",
      after("aws s3 cp s3://acme/a.csv . --sse", "GetObject", "s3:GetObject", "arn:aws:s3:::acme/a.csv"),
      {},
    ],
    ["nor where a shell fills it in", launch("aws ec2 run-instances --instance-type $TYPE"), {}],
    [
      "nor by a key's alias, which may not be what the condition sees",
      after("aws s3api put-object --ssekms-key-id alias/app", "PutObject", "s3:PutObject", "arn:aws:s3:::acme/a.csv"),
      {},
    ],
    [
      "nor what somebody hid",
      after("aws s3api list-objects-v2 --prefix xxxxxx/", "ListObjectsV2", "s3:ListBucket", "arn:aws:s3:::acme"),
      {},
    ],
    [
      "nor a part to fill in",
      after("aws s3 ls s3://acme/<team>/", "ListObjectsV2", "s3:ListBucket", "arn:aws:s3:::acme"),
      {},
    ],
    ["nor where the value is missing", launch("aws ec2 run-instances --instance-type --count"), {}],
    ["nor by the command of another call", launch("aws ec2 describe-instances --instance-type m5.large"), {}],
    [
      "nor of an action of another service",
      after("aws s3api put-object --acl public-read", "PutObject", "kms:GenerateDataKey", KEY),
      {},
    ],
    [
      "by the service that asked KMS",
      decrypting(" (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: AccessDeniedException)"),
      { "kms:ViaService": "dynamodb.eu-west-1.amazonaws.com" },
    ],
    [
      "in the words of the newer SDK",
      decrypting(" (Service: S3, Status Code: 403)"),
      { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
    ],
    ["but not where KMS itself answered", decrypting(" (Service: AWSKMS; Status Code: 400)"), {}],
    [
      "by the service that a role is passed to",
      passing(" (Service: Lambda, Status Code: 403, Request ID: 0f0f)"),
      { "iam:PassedToService": "lambda.amazonaws.com" },
    ],
    ["but not where it passes roles to others, too", passing(" (Service: AmazonECS; Status Code: 400)"), {}],
  ] as const) {
    test(what, () => {
      const said = read(text);
      assert.deepEqual({ ...said.parameters, ...said.context }, context);
    });
  }
});

describe("the address of an object tells which one was fetched, whatever endpoint it names", () => {
  const cases: readonly (readonly [endpoint: string, address: string])[] = [
    ["global", "ledger.s3.amazonaws.com"],
    ["Region", "ledger.s3.eu-west-1.amazonaws.com"],
    ["Region with a hyphen", "ledger.s3-eu-west-1.amazonaws.com"],
    ["dual-stack", "ledger.s3.dualstack.eu-west-1.amazonaws.com"],
    ["accelerated", "ledger.s3-accelerate.amazonaws.com"],
    ["accelerated and dual-stack", "ledger.s3-accelerate.dualstack.amazonaws.com"],
    ["FIPS", "ledger.s3-fips.us-east-1.amazonaws.com"],
    ["website", "ledger.s3-website.eu-central-1.amazonaws.com"],
    ["of a VPC", "ledger.bucket.vpce-0a1b2c3d-4e5f6a7b.s3.eu-west-1.vpce.amazonaws.com"],
    ["the bucket as first step of the path", "s3.dualstack.eu-west-1.amazonaws.com/ledger"],
    ["of a VPC, the bucket in the path", "bucket.vpce-0a1b2c3d-4e5f6a7b.s3.eu-west-1.vpce.amazonaws.com/ledger"],
  ];
  for (const [name, address] of cases) {
    test(name, () =>
      assert.equal(
        read(`HTTPS Error 403 - Forbidden https://${address}/core/mirror.list`).nearbyResource,
        "arn:aws:s3:::ledger/core/mirror.list",
      ),
    );
  }
});
