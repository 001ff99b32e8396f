/** The sentence in all its forms, without any tool around it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BUCKET_OBJECT, KEY, read, said, type Said, SESSION, USER } from "./reading.ts";

const byUser = { principalArn: USER, principalType: "user" } as const;
const bySession = { principalArn: SESSION, principalType: "assumed-role" } as const;

function reads(rows: readonly (readonly [name: string, text: string, says: Said])[]): void {
  for (const [name, text, says] of rows) {
    test(name, () => {
      const reading = read(text);
      assert.equal(reading.isAccessDenied, true);
      assert.deepEqual(said(reading), {
        ...says,
        ...(says.action === undefined ? {} : { actionFrom: "message", ...says }),
      });
    });
  }
}

describe("the sentence without a reason", () => {
  reads([
    ["action only", `User: ${USER} is not authorized to perform: sns:Publish`, { ...byUser, action: "sns:Publish" }],
    [
      "action and resource",
      `User: ${SESSION} is not authorized to perform: kms:Sign on resource: ${KEY}`,
      { ...bySession, action: "kms:Sign", resource: KEY },
    ],
    [
      "the default version of a document of AWS",
      `User: ${USER} is not authorized to perform: ssm:StartAutomationExecution on resource: arn:aws:ssm:eu-west-1::automation-definition/AWS-StopEC2Instance:$DEFAULT`,
      {
        ...byUser,
        action: "ssm:StartAutomationExecution",
        resource: "arn:aws:ssm:eu-west-1::automation-definition/AWS-StopEC2Instance:$DEFAULT",
      },
    ],
    [
      "no User:",
      `${SESSION} is not authorized to perform: kms:Sign on resource: ${KEY}`,
      { ...bySession, action: "kms:Sign", resource: KEY },
    ],
    [
      "no colons",
      `User ${USER} is not authorized to perform kms:Sign on resource ${KEY}.`,
      { ...byUser, action: "kms:Sign", resource: KEY },
    ],
    [
      "a bare explicit deny",
      `User: ${USER} is not authorized to perform: kms:Sign on resource: ${KEY} with an explicit deny`,
      { ...byUser, action: "kms:Sign", resource: KEY, denyType: "explicit" },
    ],
    [
      "nobody is named",
      "User is not authorized to perform: execute-api:Invoke on resource: *",
      { action: "execute-api:Invoke", resource: "*" },
    ],
    [
      "anonymous",
      "User: anonymous is not authorized to perform: es:ESHttpPut on resource: domain/search",
      { principalArn: "anonymous", principalType: "anonymous", action: "es:ESHttpPut", resource: "domain/search" },
    ],
    [
      "cut off behind the label of the resource, and another paragraph",
      `User: ${USER} is not authorized to perform: kms:Sign on resource:\n\nI gave the role everything.`,
      { ...byUser, action: "kms:Sign" },
    ],
    [
      "a small name behind the break of the line",
      `User: ${USER} is not authorized to perform: sqs:\nsendmessage on resource: jobs`,
      { ...byUser, action: "sqs:sendmessage", resource: "jobs" },
    ],
    [
      "cut off in front",
      ` not authorized to perform: sqs:DeleteQueue on resource: arn:aws:sqs:eu-north-1:730112940571:jobs`,
      { action: "sqs:DeleteQueue", resource: "arn:aws:sqs:eu-north-1:730112940571:jobs" },
    ],
    [
      "cut off behind",
      `User: ${USER} is not authorized to perform: sns:Publish on reso`,
      { ...byUser, action: "sns:Publish" },
    ],
    [
      "cut off inside the action of the reason",
      `User: ${USER} is not authorized to perform: sns:Publish because no session policy allows the sns:P`,
      { ...byUser, action: "sns:Publish", denyType: "implicit", policyType: "session" },
    ],
    [
      "dots between the words and the reason",
      "UnauthorizedOperation: You are not authorized to perform this operation ... with an explicit deny in a service control policy",
      { errorCode: "UnauthorizedOperation", denyType: "explicit", policyType: "scp" },
    ],
    [
      "cut off inside an ARN",
      `User: ${USER} is not authorized to perform: sns:Publish on resource: arn:aws:sns:eu-north-1:7301`,
      { ...byUser, action: "sns:Publish" },
    ],
    [
      "cut off before the name of a role",
      `User: ${USER} is not authorized to perform: sns:Publish on resource: rol`,
      { ...byUser, action: "sns:Publish" },
    ],
    [
      "cut off inside the string of a message",
      `{"Message":"User: ${USER} is not authorized to perform: sns:Publish on resource: arn:aws:sns:eu-north-1:730112940571:ord`,
      { ...byUser, action: "sns:Publish" },
    ],
    [
      "cut off inside the words, with the caller whole",
      `{"__type":"AccessDenied","Message":"User: ${USER} is not auth`,
      { ...byUser, errorCode: "AccessDenied" },
    ],
    [
      "dots between blanks for a part of the resource",
      `User: ${USER} is not authorized to perform: sns:Publish on resource: arn:aws:sns:eu-north-1: ... :orders`,
      { ...byUser, action: "sns:Publish", resource: "arn:aws:sns:eu-north-1: ... :orders" },
    ],
    ["cut off inside the words, with dots", `User: ${USER} is not authorized to per...`, byUser],
    [
      "cut off inside the ARN of the policy",
      `User: ${USER} is not authorized to perform: sns:Publish with an explicit deny in a service control policy: arn:aws:organizations::730112940571:policy/o-ab`,
      { ...byUser, action: "sns:Publish", denyType: "explicit", policyType: "scp" },
    ],
    [
      "cut off inside the id of the request",
      `AccessDenied: User: ${USER} is not authorized to perform: sns:Publish\n\tstatus code: 403, request id: 7c2b9f04-51aa-4b`,
      { ...byUser, action: "sns:Publish", errorCode: "AccessDenied" },
    ],
    [
      "whole at the end of the text",
      `User: ${USER} is not authorized to perform: sns:Publish on resource: arn:aws:sns:eu-north-1:730112940571:orders`,
      { ...byUser, action: "sns:Publish", resource: "arn:aws:sns:eu-north-1:730112940571:orders" },
    ],
    [
      "the name of the action alone has marks",
      `User: ${USER} is not authorized to perform: states:\`GetWidget\` on resource: \`my-widget\``,
      { ...byUser, action: "states:GetWidget", resource: "my-widget" },
    ],
    [
      "cut off before the action, and another sentence behind it",
      `An error occurred (AccessDenied) when calling the GetRole operation: User: ${USER} is not authorized to perform\`\n\nSee: https://example.com`,
      { ...byUser, action: "iam:GetRole", actionFrom: "operation", errorCode: "AccessDenied", operation: "GetRole" },
    ],
    [
      "what the service is named is kept in its case",
      `User: ${USER} is not authorized to perform: SNS:GetTopicAttributes`,
      { ...byUser, action: "SNS:GetTopicAttributes" },
    ],
    [
      "an account root",
      "User: arn:aws:iam::730112940571:root is not authorized to perform: s3:PutBucketPolicy",
      { principalArn: "arn:aws:iam::730112940571:root", principalType: "root", action: "s3:PutBucketPolicy" },
    ],
    [
      "a federated user of another partition",
      "User: arn:aws-cn:sts::730112940571:federated-user/Kim is not authorized to perform: ec2:RunInstances",
      {
        principalArn: "arn:aws-cn:sts::730112940571:federated-user/Kim",
        principalType: "federated-user",
        action: "ec2:RunInstances",
      },
    ],
  ]);
});

describe("the reason names the policy", () => {
  const types = [
    ["identity-based policy", "identity"],
    ["resource-based policy", "resource"],
    ["permissions boundary", "permissions-boundary"],
    ["session policy", "session"],
    ["service control policy", "scp"],
    ["resource control policy", "rcp"],
    ["VPC endpoint policy", "vpc-endpoint"],
    ["role trust policy", "role-trust"],
  ] as const;
  for (const [words, policyType] of types) {
    for (const where of ["", ` on resource: ${KEY}`]) {
      test(`${words}${where === "" ? "" : ", with a resource"}`, () => {
        const sentence = `User: ${USER} is not authorized to perform: kms:Sign${where}`;
        const says = {
          ...byUser,
          action: "kms:Sign",
          actionFrom: "message",
          ...(where === "" ? {} : { resource: KEY }),
        };
        const implicit = `${sentence} because no ${words} allows the kms:Sign action`;
        assert.deepEqual(said(read(implicit)), { ...says, denyType: "implicit", policyType });
        const article = words.startsWith("identity") ? "an" : "a";
        const explicit = `${sentence} with an explicit deny in ${article} ${words}`;
        assert.deepEqual(said(read(explicit)), { ...says, denyType: "explicit", policyType });
        const policyArn = "arn:aws:iam::730112940571:policy/guard/NoSigning";
        assert.deepEqual(said(read(`${explicit}: ${policyArn}.`)), {
          ...says,
          denyType: "explicit",
          policyType,
          policyArn,
        });
      });
    }
  }
  const sentence = `User: ${USER} is not authorized to perform: sts:AssumeRole`;
  const says = { ...byUser, action: "sts:AssumeRole" };
  reads([
    [
      "sessions policy",
      `${sentence} with an explicit deny in a sessions policy`,
      { ...says, denyType: "explicit", policyType: "session" },
    ],
    [
      "the role trust policy",
      `${sentence} with an explicit deny in the role trust policy`,
      { ...says, denyType: "explicit", policyType: "role-trust" },
    ],
    [
      "the lost no of an older page",
      `${sentence} because the role trust policy allows the sts:AssumeRole action`,
      { ...says, denyType: "implicit", policyType: "role-trust" },
    ],
    [
      "no blank before the type",
      `${sentence} because noidentity-based policy allows the sts:AssumeRole action`,
      { ...says, denyType: "implicit", policyType: "identity" },
    ],
    [
      "the reason does not name the action",
      `${sentence} because no identity-based policy allows the action`,
      { ...says, denyType: "implicit", policyType: "identity" },
    ],
    [
      "the reason misspells the action",
      `${sentence} because no session policy allows the sts:AsumeRole action`,
      { ...says, denyType: "implicit", policyType: "session" },
    ],
    [
      "a comma before it",
      `${sentence} on resource: ${KEY}, because no session policy allows the sts:AssumeRole action`,
      { ...says, resource: KEY, denyType: "implicit", policyType: "session" },
    ],
    [
      "dots before it",
      `${sentence} ... with an explicit deny in a resource-based policy`,
      { ...says, denyType: "explicit", policyType: "resource" },
    ],
    [
      "an endpoint policy through a service control policy",
      `${sentence} with an explicit deny in a VPC endpoint policy transitively through a service control policy`,
      { ...says, denyType: "explicit", policyType: "vpc-endpoint" },
    ],
    [
      "a setting is no policy",
      `User: ${USER} is not authorized to perform: s3:PutObjectAcl on resource: "${BUCKET_OBJECT}" because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.`,
      {
        ...byUser,
        action: "s3:PutObjectAcl",
        resource: BUCKET_OBJECT,
        notByPolicy: { cause: "s3-setting", setting: "BlockPublicAcls" },
      },
    ],
    [
      "an encoded message behind the policy",
      `You are not authorized to perform this operation. User: ${USER} is not authorized to perform: ec2:StopInstances on resource: arn:aws:ec2:eu-north-1:730112940571:instance/* with an explicit deny in a service control policy: arn:aws:organizations::901233455677:policy/o-q1w2e3/service_control_policy/p-r4t5y6. Encoded authorization failure message: Zm9v_bar-`,
      {
        ...byUser,
        action: "ec2:StopInstances",
        resource: "arn:aws:ec2:eu-north-1:730112940571:instance/*",
        denyType: "explicit",
        policyType: "scp",
        policyArn: "arn:aws:organizations::901233455677:policy/o-q1w2e3/service_control_policy/p-r4t5y6",
        encodedMessage: true,
      },
    ],
    [
      "an authorization id",
      `User: ${USER} is not authorized to perform: iam:GetUser on resource: user rosa.lind because no identity-based policy allows the iam:GetUser action. Go to https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/authorization-details/k3v9w0q2p8zz71mmvhy4t6n1s for complete details, or call the GetRequestAuthorizationDetails API with the following authorization id: k3v9w0q2p8zz71mmvhy4t6n1s`,
      {
        ...byUser,
        action: "iam:GetUser",
        resource: "user rosa.lind",
        denyType: "implicit",
        policyType: "identity",
        authorizationId: "k3v9w0q2p8zz71mmvhy4t6n1s",
      },
    ],
  ]);
});

describe("services with a sentence of their own", () => {
  const identity = "arn:aws:ses:eu-north-1:730112940571:identity/post.example";
  reads([
    [
      "SES",
      `User \`${USER}' is not authorized to perform \`ses:SendEmail' on resource \`${identity}'`,
      { ...byUser, action: "ses:SendEmail", resource: identity },
    ],
    [
      "KMS behind another service",
      `User: ${SESSION} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`,
      { ...bySession, action: "kms:Decrypt", denyType: "implicit", policyType: "identity" },
    ],
    [
      "on this resource",
      `User: ${SESSION} is not authorized to perform: kms:CreateGrant on this resource`,
      { ...bySession, action: "kms:CreateGrant" },
    ],
    [
      "Athena",
      "You are not authorized to perform: athena:GetWorkGroup on the resource. After your AWS administrator or you have updated your permissions, please try again.",
      { action: "athena:GetWorkGroup" },
    ],
    ["STS", "Not authorized to perform sts:AssumeRoleWithSAML", { action: "sts:AssumeRoleWithSAML" }],
    [
      "STS, to assume",
      `User: ${USER} is not authorized to assume role arn:aws:iam::901233455677:role/Audit`,
      {
        ...byUser,
        action: "sts:AssumeRole",
        actionFrom: "operation",
        operation: "AssumeRole",
        resource: "arn:aws:iam::901233455677:role/Audit",
      },
    ],
    [
      "CodePipeline",
      "arn:aws:iam::730112940571:role/pipe is not authorized to perform AssumeRole on role arn:aws:iam::901233455677:role/Audit",
      {
        principalArn: "arn:aws:iam::730112940571:role/pipe",
        principalType: "role",
        action: "sts:AssumeRole",
        actionFrom: "operation",
        operation: "AssumeRole",
        resource: "arn:aws:iam::901233455677:role/Audit",
      },
    ],
    ["EKS", "User not authorized to perform kms:DescribeKey operation", { action: "kms:DescribeKey" }],
    [
      "a service principal",
      `Service Principal: backup.amazonaws.com is not authorized to perform: kms:Decrypt on resource: ${KEY}`,
      { principalArn: "backup.amazonaws.com", principalType: "service", action: "kms:Decrypt", resource: KEY },
    ],
    [
      "an API's authorizer",
      "User is not authorized to access this resource with an explicit deny",
      { denyType: "explicit" },
    ],
  ]);
});

describe("where a resource ends", () => {
  const rows: readonly (readonly [written: string, resource: string | null])[] = [
    [`"${BUCKET_OBJECT}"`, BUCKET_OBJECT],
    ["`arn:aws:s3:::ledger`", "arn:aws:s3:::ledger"],
    [`${KEY}"`, KEY],
    [`${KEY}.`, KEY],
    [`${KEY}, retrying`, KEY],
    [`${KEY} (Service: Kms, Status Code: 400)`, KEY],
    [`${KEY}</Message></Error>`, KEY],
    [`${KEY}\\n\\tstatus code: 400`, KEY],
    [`${KEY}"}]}`, KEY],
    [`[${KEY}]`, `[${KEY}]`],
    ["*", "*"],
    ["role Deployer", "role Deployer"],
    ["user rosa.lind", "user rosa.lind"],
    ["instance profile web-tier", "instance profile web-tier"],
    ["policy arn:aws:iam::730112940571:policy/Dev", "policy arn:aws:iam::730112940571:policy/Dev"],
    ["ledger-secret", "ledger-secret"],
    [`${KEY}\u0000`, KEY],
    [`\u300c${KEY}\u300d`, KEY],
    [`${KEY}\u3002\u3069\u3046\u3059\u308c\u3070 (retrying)`, KEY],
    ["arn:aws:kms:<redacted>\nthen it stops", "arn:aws:kms:<redacted>"],
    ["arn:aws:kms:<redacted>\n:key/5e1f", "arn:aws:kms:<redacted>:key/5e1f"],
    ["<stream arn>:\n", "<stream arn>"],
    ["<stream_arn>@\n", "<stream_arn>"],
    [`"*"\n# TODO: "*" for now`, "*"],
    [
      "arn:aws:logs:eu-north-1:730112940571:log-group:app:log-stream:",
      "arn:aws:logs:eu-north-1:730112940571:log-group:app:log-stream:",
    ],
    [
      "arn:aws:ecs:eu-north-1:730112940571:task-definition/api:14",
      "arn:aws:ecs:eu-north-1:730112940571:task-definition/api:14",
    ],
    [
      "arn:aws:execute-api:eu-north-1:********0571:ab12/live/GET/",
      "arn:aws:execute-api:eu-north-1:********0571:ab12/live/GET/",
    ],
    ["arn:aws:ecr:eu-north-1:<account id>:repository/api", "arn:aws:ecr:eu-north-1:<account id>:repository/api"],
    ["arn:aws:ecr:eu-north-1:[account id]:repository/api", "arn:aws:ecr:eu-north-1:[account id]:repository/api"],
    ["arn:aws:ecr:eu-north-1:xxxx :repository/api", "arn:aws:ecr:eu-north-1:xxxx :repository/api"],
    ["arn:aws:iam::$ACCOUNT:role/{Dev,Test}-role", "arn:aws:iam::$ACCOUNT:role/{Dev,Test}-role"],
    ["arn:aws:iam::1...:role/cdk-...", "arn:aws:iam::1...:role/cdk-..."],
    ["...", null],
    ["", null],
  ];
  const sentence = `User: ${USER} is not authorized to perform: kms:Sign on resource: `;
  for (const [written, resource] of rows) {
    test(written === "" ? "nothing" : written, () => {
      assert.equal(read(sentence + written).resource, resource);
    });
  }
  for (const [written, resource] of rows.filter(([text]) => !/[()<\\}]|retrying|"$|\.$|^$/.test(text))) {
    test(`${written} before a reason`, () => {
      const reading = read(`${sentence}${written} because no session policy allows the kms:Sign action`);
      assert.equal(reading.resource, resource);
      assert.equal(reading.policyType, "session");
    });
  }
});

describe("a resource of which only the beginning is there", () => {
  const sentence = `User: ${USER} is not authorized to perform: s3:GetObject on resource: `;
  const rows: readonly (readonly [written: string, naming: string])[] = [
    ['"arn:aws:s3:::ledger/q', "masked"],
    ['"arn:aws:s3:::ledger/q\n', "masked"],
    ['"arn:aws:s3:::ledger/q"', "exact"],
    ["arn:aws:s3:::ledger/q", "exact"],
    ["am:aws:s3:::ledger/q", "masked"],
  ];
  for (const [written, naming] of rows) {
    test(`is ${naming}: ${JSON.stringify(written)}`, () => {
      const { resource, resourceNaming } = read(sentence + written);
      assert.deepEqual([resource, resourceNaming], [written.replace(/["\n]/g, ""), naming]);
    });
  }
});

test("a semicolon that a picture was read as stands for the colon", () => {
  const { action, resource, policyType } = read(
    `User: ${USER} is not authorized to perform; s3:GetObject on resource; ${BUCKET_OBJECT} because no identity-based policy allows the s3:GetObject action`,
  );
  assert.deepEqual([action, resource, policyType], ["s3:GetObject", BUCKET_OBJECT, "identity"]);
});

test("account and Region come from ARNs that are not masked", () => {
  const reading = read(`User: ${USER} is not authorized to perform: kms:Sign on resource: ${KEY}`);
  assert.deepEqual([reading.account, reading.region], ["730112940571", "eu-north-1"]);
  const masked = read(
    "User: arn:aws:iam::xxxx:user/a is not authorized to perform: kms:Sign on resource: arn:aws:kms:REGION:1:key/a",
  );
  assert.deepEqual([masked.account, masked.region], [null, null]);
});

test("the span covers the sentence in the pasted text", () => {
  const sentence = `User: ${USER} is not authorized to perform: kms:Sign on resource: ${KEY} because no session policy allows the kms:Sign action`;
  const text = `\u001b[31mError\u001b[0m: ${sentence}, then more`;
  const { span } = read(text);
  assert.equal(text.slice(span.start, span.end), sentence);
});
