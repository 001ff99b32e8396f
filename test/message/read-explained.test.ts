import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { read, REQUEST_ID, USER } from "./reading.ts";
import { quarterOf } from "../support/searching.ts";

/** Words of AWS that name nobody, as guides and notes quote them. */
const WORDS = [
  "AccessDenied: Access Denied",
  "AccessDeniedException",
  "Not authorized to perform sts:AssumeRoleWithWebIdentity",
  "User is not authorized to perform: ecr:PutImage",
  "An error occurred (AccessDenied) when calling the GetObject operation",
  "Insufficient Lake Formation permission(s)",
  "User: arn:aws:sts::... is not authorized to perform: ecr:BatchGetImage",
];

const EXPLAINED: Readonly<Record<string, (words: string) => string>> = {
  "a row of a table": (words) =>
    `| Symptom | What to do |\n| --- | --- |\n| \`${words}\` | Check the trust policy of the role first |\n| Bucket not found | Check its name in the file |\n`,
  "a row with a number": (words) =>
    `| 3 | \`${words}\` | The role lacks a permission in AWS, add it. |\n| 4 | \`NoSuchBucket\` | The bucket is not there yet. |\n`,
  "a row in Japanese": (words) =>
    `| \`${words}\` | バケットのポリシーを確認してください | AWS |\n| \`NoSuchBucket\` | 名前を確認してください | AWS |\n`,
  "a table of contents": (words) => `- [AWS](#aws)\n  - [GitHub: \`${words}\`](#github)\n`,
  "a link whose text asks": (words) =>
    `* [Why does my job of AWS Glue fail with "${words}"?](https://example.org/why)\n* [Prices](https://example.org)\n`,
  "how it shows": (words) => `A slip in the trust policy shows up as \`${words}\` in the step that signs in to AWS.\n`,
  "what to expect": (words) => `Reading the other account's bucket in S3 gives \`${words}\` — that's expected.\n`,
  "where it leads": (words) => `The refusal of AWS is \`${words}\`, which sends the reader to the wrong role.\n`,
  "a heading that is explained": (words) =>
    `### ${words}\n\nThe permission error indicates a mistake in the trust policy of the role in AWS.\n`,
  "what comes of it": (words) => `Without the grant, every scan of AWS Glue fails with \`${words}\` at once.\n`,
  "a change of a provider": (words) => `* resource/aws_sns_topic: Fix \`${words}\` errors on Create and Update\n`,
  "a condition": (words) =>
    `The job needs the database of AWS Glue as well, or the runner stops with \`${words}\` at once.\n`,
};

describe("words that a page explains tell of no denial", () => {
  for (const [number, [form, page]] of Object.entries(EXPLAINED).entries())
    test(form, () => {
      for (const words of quarterOf(WORDS, number)) assert.equal(read(page(words)).isAccessDenied, false, page(words));
    });
  test("headings in quotes, each about an error", () => {
    const page =
      '#### 1. "User is not authorized to perform: eks:CreateCluster"\n\nAdd it.\n\n#### 2. "User is not authorized to perform: iam:PassRole"\n\nAdd it.\n';
    assert.equal(read(page).isAccessDenied, false);
  });
  test("a page about one error, which says when anybody gets it", () => {
    const page =
      '# Error: "AccessDeniedException"\n\n## Scenario\n\nYou get this error when you share a resource of AWS.\n\n## Cause\n\nA policy is missing.\n';
    assert.equal(read(page).isAccessDenied, false);
    const report = '# Error: "AccessDeniedException"\n\n## Cause\n\nThe nightly job in AWS stopped with it.\n';
    assert.equal(read(report).isAccessDenied, true);
  });
  test("a page about one error as plain text, and in other languages", () => {
    for (const page of [
      'Error: "AccessDeniedException"\nScenario\nYou get this error when you share a resource of AWS.\nCause\n',
      'Erro: "AccessDeniedException"\nCen\u00e1rio\nVoc\u00ea recebe o erro ao compartilhar um recurso da AWS.\nCausa\n',
      "AWS: AccessDenied\n\nIAMポリシーによりアクセスが拒否された場合のエラー\n\n概要\n",
      "AccessDeniedException: User: arn:aws:iam::xxx is not authorized to perform は、権限がない場合に発生するエラーです。",
      "AWSで必ず一度は遭遇する「Access Denied」エラー。\nAccess Deniedエラーの基本\nAccess Deniedエラーは権限不足で起きます。",
      "AWS: UnauthorizedOperation: Not authorized 에러 해결법\n",
      "AWS AccessDeniedException 错误的原因通常是策略。",
    ])
      assert.equal(read(page).isAccessDenied, false, page);
    for (const report of [
      "S3にアップロードした場合に AccessDenied: Access Denied が発生します。AWSのログです。",
      "AWS 报错了:AccessDenied: Access Denied,请问怎么解决?",
      "AWS에서 AccessDenied: Access Denied 에러가 발생했습니다.",
    ])
      assert.equal(read(report).isAccessDenied, true, report);
  });
  test("an example in a comment", () => {
    for (const words of WORDS) assert.equal(read(`\t// e.g., "${words}"\n`).isAccessDenied, false, words);
    assert.equal(
      read('// e.g., "AccessDeniedException: The ciphertext refers to a customer master key that does not exist"')
        .isAccessDenied,
      false,
    );
    assert.equal(
      read('# "... with an explicit deny in a service control policy arn:aws:organizations::111:policy/o-1/p-1"')
        .isAccessDenied,
      false,
    );
  });
  test("one of two codes", () => {
    assert.equal(
      read("S3 answers with `AccessDenied` (a policy) or `AllAccessDisabled`, AWS says.").isAccessDenied,
      false,
    );
  });
});

describe("an arm, a class and strings in pieces are no error", () => {
  for (const source of [
    'match self { // aws-sdk\n    Self::Throttled => "Throttling",\n    Self::AccessDenied => "AccessDeniedException",\n}\n',
    'export class AccessDeniedException extends S3ServiceException {\n  readonly name: "AccessDeniedException" = "AccessDeniedException";\n}\n',
    "class Exceptions: # botocore\n    AccessDeniedException: Type[BotocoreClientError]\n",
    "await expect(read(bucket)).rejects.toThrow( // S3\n  /no manifest.*AccessDenied: Access Denied/s,\n);\n",
    'other = not Copy.failed_before(\n    1, "operation error S3: PutObject, https response error StatusCode: 403, "\n       "api error AccessDenied")\n',
    "valid = (\n    'api error AccessDeniedException: not authorized to perform: '\n    'sqs:SendMessage'\n)\n",
    "$denied = $this->createAwsException('UnauthorizedOperation', 403, 'You are not authorized to perform this operation');\n",
    'assert.Equal(t, "User: arn:aws:iam::"+account+":root is not authorized to perform: lambda:ListLayers on resource: "+arn, msg)\n',
    "The cause may be:\n- AccessDeniedException when calling DescribeInstances\n- a role of AWS Lambda without permissions\n",
    "ERR Listener] GitHub.DistributedTask.WebApi.AccessDeniedException: Access denied. The identity needs View permissions.",
    "RustFS 1.0\nsoftware.amazon.awssdk.services.s3.model.S3Exception: Access Denied (Service: S3, Status Code: 403, Request ID: null)",
    "AccessDeniedException::builder().message(message).build() // aws_sdk_s3\n",
    '(\n    "aws: [ERROR]: An error occurred (AccessDenied) when calling the "\n    "DescribeStacks operation: User is not authorized"\n),\n',
    "The message is `An error occurred (AccessDenied) when calling the {operation} operation`.",
    'fmt.Sprintf("An error occurred (AccessDenied) when calling the %s operation", name) // aws-cli',
    "// S3\n'Error in step one of the run',\n'Amazon.S3.AmazonS3Exception: Access Denied',\n'Error in step three of the run',\n",
  ])
    test(source, () => {
      assert.equal(read(source).isAccessDenied, false);
    });
});

describe("what happened is read, in a table and in prose, too", () => {
  for (const [form, text] of Object.entries({
    "a row that tells of a request": `| Call | Result |\n| --- | --- |\n| s3 cp | AccessDenied: User: ${USER} is not authorized to perform: s3:PutObject |\n`,
    "a row below a column called When": `| Error | When |\n| --- | --- |\n| { "Message" "User: somebody is not authorized to perform: s3:PutObject } | this morning |\n`,
    "a table of a stack": `CREATE_FAILED | AWS::IAM::Role | Worker | API: iam:CreateRole User: ${USER} is not authorized to perform: iam:CreateRole\n`,
    "a log with bars": "2031-02-01 10:00:00 | ERROR | s3.client | AccessDenied: Access Denied\n",
    "a report":
      "The pipeline in AWS kept failing with `Not authorized to perform sts:AssumeRoleWithWebIdentity`, and I know why.\n",
    "a report behind a label":
      "**Error**: `AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity`\n**Cause**: the trust policy\n",
    "the type of what was printed": 'string "Error: Not authorized to perform sts:AssumeRoleWithWebIdentity"\n',
    "an error with an id": `| Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: ${REQUEST_ID}) | last seen today at noon |\n| x | y |\n`,
  }))
    test(form, () => {
      assert.equal(read(text).isAccessDenied, true);
    });
  test("a reason without its first word that names its action", () => {
    const reading = read(
      "The deployment failed on `iam:CreateRole`: no permissions boundary allows the iam:CreateRole action.",
    );
    assert.deepEqual([reading.action, reading.policyType], ["iam:CreateRole", "permissions-boundary"]);
    assert.equal(
      read("If you see `no permissions boundary allows the iam:CreateRole action`, look at it.").isAccessDenied,
      false,
    );
    assert.equal(
      read('It says "no permissions boundary allows" rather than another layer of AWS.').isAccessDenied,
      false,
    );
  });
  test("a person's short form", () => {
    for (const text of [
      "```\nError: AccessDeniedException when calling GetSecretValue\n```\n",
      "Every call failed with\n\n    AccessDeniedException when calling the GetParameter operation:\n    User: ...\n",
    ])
      assert.equal(read(text).errorCode, "AccessDeniedException");
    const symptom =
      "**Symptom:** `AccessDeniedException: Could not reach it` or `Model access is denied to the AWS role`";
    assert.equal(read(symptom).isAccessDenied, false);
  });
  test("an action that the next paragraph of a page follows without a blank", () => {
    const sentence = `User: ${USER} is not authorized to perform: s3:PutObject`;
    for (const next of ["Why this happens", "Or another role:", "The policy of the role"]) {
      assert.equal(read(sentence + next).action, "s3:PutObject");
    }
    // It may be the name of an action that is newer than the reference.
    assert.equal(read(`${sentence}Names because no identity-based policy allows it`).action, "s3:PutObjectNames");
  });
  test("a name that a guide puts between backticks", () => {
    const reading = read("User: arn:aws:iam::730112940571:user/`rosa` is not authorized to perform: iam:PassRole");
    assert.equal(reading.principalArn, "arn:aws:iam::730112940571:user/rosa");
  });
  test("a guide's words for a resource are none", () => {
    const reading = read(
      `User: ${USER} is not authorized to perform: iam:PassRole on resource: automation assume role arn (Service: SSM)`,
    );
    assert.equal(reading.resource, null);
  });
  test("the end of a sentence that names action and resource", () => {
    const reading = read(
      '# Error: reading the role:\n# iam:GetRole on resource: role deployer with an explicit deny in an identity-based policy\n# data "aws_iam_role" "deployer" {\n#   name = "deployer"\n# }\n',
    );
    assert.deepEqual(
      [reading.action, reading.resource, reading.denyType],
      ["iam:GetRole", "role deployer", "explicit"],
    );
  });
});

describe("a block of its own holds a message, whatever leads to it", () => {
  const LEADS = ["If you're getting this error:", "When you see:", "To fix errors like", "You may see this:"];
  const MESSAGES = [
    "is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:...",
    "User is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:730112940571:orders",
    "AccessDeniedException: User is not authorized to perform: sqs:SendMessage",
  ];
  for (const lead of LEADS)
    test(lead, () => {
      for (const message of MESSAGES)
        for (const fence of ["```", "```text", "~~~"]) {
          const page = `${lead}\n${fence}\n${message}\n${fence.slice(0, 3)}\n\nAdd the permission.`;
          assert.equal(read(page).action, "sqs:SendMessage", page);
        }
    });
});

describe("AWS's pages that answer a question are no denials", () => {
  const PAGES: Readonly<Record<string, readonly [title: string, lead: string, section: string]>> = {
    English: [
      "How do I solve CODE in Amazon DynamoDB?",
      "I try to read a table, and I get the error CODE.",
      "Short description",
    ],
    "English, short": ["Why do I get CODE in Amazon S3?", "I get the error CODE.", "Resolution"],
    Portuguese: ["Como soluciono o erro CODE do Amazon S3?", "Recebo um erro CODE.", "Breve descrição"],
    Spanish: ["¿Cómo soluciono el error CODE en Amazon S3?", "Recibo el error CODE.", "Descripción corta"],
    German: ["Wie behebe ich den Fehler CODE in Amazon S3?", "Ich erhalte den Fehler CODE.", "Kurzbeschreibung"],
    Japanese: [
      "Amazon S3 の CODE エラーをトラブルシューティングするにはどうすればよいですか？",
      "CODE が返ります。",
      "簡単な説明",
    ],
  };
  for (const [language, [title, lead, section]] of Object.entries(PAGES))
    test(language, () => {
      for (const code of ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"]) {
        const page = `${title}\n\n${lead}\n\n${section}\n\n1. IAM`.replaceAll("CODE", code);
        assert.equal(read(page).isAccessDenied, false, page);
      }
    });
  test("what somebody asks with an error of his own", () => {
    const asked = (error: string): string =>
      `How do I get rid of this error in CI?\n\n${error}\n\nResolution\n\nNone yet.`;
    for (const error of [
      "An error occurred (AccessDenied) when calling the PutObject operation: Access Denied",
      `AccessDenied: Access Denied\n\tstatus code: 403, request id: ${REQUEST_ID}`,
      `User: ${USER} is not authorized to perform: s3:PutObject`,
      "AccessDenied: Access Denied\n    at Request.extractError (/srv/app/node_modules/aws-sdk/lib/services/s3.js:711:35)",
    ])
      assert.equal(read(asked(error)).isAccessDenied, true, error);
  });
});

test("a line that is one quotation is a message, a quotation in a line is none", () => {
  const words = "`not authorized to perform: ecr:PutImage on resource: arn:aws:ecr...`";
  assert.equal(read(`Without it builds end in errors like:\n\n${words}\n\nTell the team.`).action, "ecr:PutImage");
  assert.equal(read(`Without it builds end in errors like ${words} and the like.`).isAccessDenied, false);
});

describe("a page in another language that tells which words a message contains", () => {
  const REASONS = [
    "because no identity-based policy allows the s3:GetObject action",
    "with an explicit deny in a service control policy",
    "due to an explicit deny in a resource-based policy",
  ];
  const PAGES: Readonly<Record<string, (words: string) => string>> = {
    Portuguese: (words) => `Se a mensagem contiver "${words}", veja a política.`,
    Spanish: (words) => `Si el mensaje contiene "${words}", vea la política.`,
    French: (words) => `Si le message contient « ${words} », voyez la stratégie.`,
    German: (words) => `Wenn die Meldung "${words}" enthält, sehen Sie die Richtlinie an.`,
    Russian: (words) => `Если сообщение содержит "${words}", проверьте политику.`,
    Chinese: (words) => `错误消息可以包含短语 ${words}，这是策略的拒绝。`,
    Japanese: (words) => `メッセージに "${words}" が含まれる場合は、ポリシーを確認します。`,
    "Japanese, what is shown": (words) => `「${words}」と表示された場合はポリシーを確認してください。`,
    Korean: (words) => `메시지에 "${words}" 라는 문구가 있으면 정책을 확인하세요.`,
  };
  for (const [language, page] of Object.entries(PAGES))
    test(language, () => {
      for (const words of REASONS) assert.equal(read(page(words)).isAccessDenied, false, page(words));
    });
  test("what somebody got is read", () => {
    for (const text of [
      "报错：AccessDenied ... because no permissions boundary allows the s3:ListAllMyBuckets action",
      "Fehler: because no identity-based policy allows the s3:GetObject action",
      `次のエラーが出ました。\n\nUser: ${USER} is not authorized to perform: s3:GetObject because no identity-based policy allows the s3:GetObject action`,
    ])
      assert.equal(read(text).isAccessDenied, true, text);
  });
});

/** Of a query, a rule or a table of a program: the code is looked for, or explained. */
const SOUGHT: readonly string[] = [
  "index=main sourcetype=aws:cloudtrail errorCode=AccessDenied OR errorCode=ThrottlingException | stats count",
  'index=main (errorCode="AccessDenied" OR errorCode="Client.UnauthorizedOperation") | table eventTime',
  'search errorCode="AccessDenied" | timechart count by userIdentity.arn',
  "errorCode:\n  - AccessDenied\n  - AccessDeniedException\n",
  "  selection:\n    errorCode:\n      - AccessDenied\n      - Client.UnauthorizedOperation\n      - AccessDeniedException\n",
  'errorCode:\n  - "*UnauthorizedOperation"\n  - "AccessDenied*"\n',
  '<Banner kind="error">AccessDenied: ask the owner of this S3 bucket</Banner>',
  "{\n  error: 'AccessDenied: Access Denied',\n  cause: 'The S3 bucket is of another account.',\n  fix: 'Ask its owner.',\n},",
  '- error: "is not authorized to perform: iam:GetRole"\n  reason: The role is outside of the boundary.\n  solution: Use another role.\n',
];

const HAPPENED: readonly string[] = [
  'errorCode=AccessDenied errorMessage="Access Denied" eventName=GetObject eventSource=s3.amazonaws.com',
  "errorCode:\n  AccessDenied\nerrorMessage:\n  Access Denied\n",
  `<Error xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Code>AccessDenied</Code><Message>Access Denied</Message></Error>`,
  "{\n  error: 'AccessDenied: Access Denied',\n  hint: 'Check the credentials for S3.',\n}",
  "error: An error occurred (AccessDenied) when calling the PutObject operation: Access Denied\nreason: the role is new\nfix: ask its owner\n",
  "{\n  error: 'AccessDenied: Access Denied from S3',\n  cause: 'ClientError',\n  resolution: null\n}",
  '<Alert severity="high">An error occurred (AccessDenied) when calling the PutObject operation: Access Denied</Alert>',
  "{\n  error: 'AccessDenied: Access Denied',\n}\ncause: the bucket is of another account\nfix: ask its owner of AWS",
];

describe("what a query, a rule or a table of known errors names happened to nobody", () => {
  for (const text of SOUGHT) {
    test(text, () => {
      assert.equal(read(text).isAccessDenied, false);
    });
  }

  for (const text of HAPPENED) {
    test(`but read is ${text}`, () => {
      assert.equal(read(text).isAccessDenied, true);
    });
  }
});

describe("a message of which only the code and the end were kept", () => {
  const kept = "`AccessDenied ... with an explicit deny in a session policy`";
  for (const [said, isTold] of [
    ["The job could list the bucket but `terraform destroy` got", true],
    ["The second run failed with", true],
    ["You may see", false],
    ["What a session lacks is told in the form", false],
    ["If the run failed with", false],
  ] as const) {
    test(`${said} …`, () => {
      const reading = read(`${said} ${kept}. The rest of the run went well.`);
      assert.deepEqual([reading.isAccessDenied, reading.policyType], isTold ? [true, "session"] : [false, "unknown"]);
    });
  }
});
