/** Texts that look like a denial and are none are named for what they are. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type DenialKind } from "../../server/src/message/denial.ts";
import { type OtherSystem } from "../../server/src/message/other-systems.ts";
import { read } from "./reading.ts";
import { eighthOf } from "../support/searching.ts";

const ROWS: readonly (readonly [kind: DenialKind, text: string])[] = [
  [
    "expired-token",
    "An error occurred (ExpiredTokenException) when calling the ListTables operation: The security token included in the request is expired",
  ],
  [
    "expired-token",
    "<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error> HTTP 403",
  ],
  ["expired-token", "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"],
  ["expired-token", "Error loading SSO Token: Token for corp does not exist"],
  [
    "invalid-credentials",
    "An error occurred (InvalidClientTokenId) when calling the GetUser operation: The security token included in the request is invalid.",
  ],
  [
    "invalid-credentials",
    "SignatureDoesNotMatch: The request signature we calculated does not match\n\tstatus code: 403, request id: 1a2b",
  ],
  ["invalid-credentials", "Unable to locate credentials"],
  ["invalid-credentials", '{"message":"Missing Authentication Token"}'],
  ["invalid-credentials", "AuthFailure: AWS was not able to validate the provided access credentials"],
  ["throttled", "ThrottlingException: Rate exceeded"],
  [
    "throttled",
    "An error occurred (RequestLimitExceeded) when calling the DescribeVolumes operation: Request limit exceeded.",
  ],
  [
    "not-found",
    "An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist",
  ],
  ["not-found", "ResourceNotFoundException: Secrets Manager can't find the specified secret."],
  [
    "other-system",
    "AccessDeniedException: 403 kim@corp.example does not have storage.objects.get access to the Google Cloud Storage object.",
  ],
  [
    "other-system",
    "<Error><Code>AccessDenied</Code><Message>Access denied.</Message><Details>Anonymous caller does not have storage.objects.list access</Details></Error>",
  ],
  [
    "other-system",
    "User: sts::0d9e8f:assumed-agency/ops/kim is not authorized to perform: ecs:cloudServers:stop on resource: ecs:eu-west-101:0d9e8f:instance:i1 because no identity-based policy allows the ecs:cloudServers:stop action.",
  ],
  ["other-system", 'pods is forbidden: User "kim" cannot list resource "pods" in API group "" in the namespace "prod"'],
  ["other-system", "error: You must be logged in to the server (Unauthorized)"],
  [
    "other-system",
    "The client 'kim' does not have authorization to perform action 'Microsoft.Storage/x/read' over scope",
  ],
  [
    "other-system",
    "This request is not authorized to perform this operation using this permission. AuthorizationPermissionMismatch",
  ],
  [
    "other-system",
    "AuthorizationException(403, 'security_exception', 'no permissions for [indices:data/write/bulk] and User [name=kim]')",
  ],
  ["other-system", "googleapi: Error 403: Permission 'compute.instances.create' denied on resource 'projects/p'"],
  ["other-system", "ERROR: (gcloud.projects.describe) User [kim@corp.example] does not have permission to access it"],
  ["other-system", "kim@10.0.0.4: Permission denied (publickey,gssapi-keyex)."],
  ["other-system", "ERROR:  permission denied for table orders"],
  ["other-system", "denied: requested access to the resource is denied"],
  ["other-system", "ERROR 1045 (28000): Access denied for user 'kim'@'10.1.2.3'"],
  ["other-system", "request canceled: context deadline exceeded"],
  [
    "other-system",
    "OrganizationAccessDeniedException: This action can only be made by accounts in an AWS Organization",
  ],
  [
    "other-system",
    "Access denied for operation 'AWS::CloudFront::Distribution: Your account must be verified before you can add resources' HandlerErrorCode: AccessDenied",
  ],
  ["other-system", "<html><h1>403 Forbidden</h1><center>nginx</center></html>"],
  ["none", '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}'],
  ["none", "AccessDenied received\n  ├─ does it name a policy?\n  │   └─ look at the boundary"],
  [
    "none",
    "If you get an AccessDenied error, look whether an identity-based policy allows the action. An explicit deny in a service control policy wins over every allow, whoever wrote it.",
  ],
  ["none", "User: ${user} is not authorized to perform: ${what} on resource: ${where}"],
  ["none", "catch (e) { if (e.name === 'AccessDenied') throw e; }"],
  ["none", 'An "Access Denied" error in Amazon S3 typically shows up as an exception that the SDK throws.'],
  ["none", 'When you see "Access Denied" in Amazon S3, it means that a policy is missing.'],
  ["none", "Amazon S3 returns HTTP 403 Forbidden when the caller is not allowed to read the object."],
  ["none", "The error will say `with an explicit deny in a service control policy` or similar."],
  [
    "none",
    'Messages that end in "because no identity-based policy allows the s3:GetObject action" are implicit denials.',
  ],
  ["none", 'The message "is not authorized to perform: sts:AssumeRole" means that the trust policy allows nobody.'],
  ["none", "expect(err.message).toMatch(/is not authorized to perform: dynamodb:GetItem/)"],
  ["none", "filter @message like /is not authorized to perform: s3:GetObject/ | stats count(*)"],
  ["none", '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }'],
  ["none", "catch (MalformedPolicyDocumentException e) { return; }"],
  [
    "policy-rejected",
    "An error occurred (MalformedPolicyDocument) when calling the CreatePolicy operation: The policy failed legacy parsing",
  ],
  [
    "policy-rejected",
    "│ Error: putting S3 Bucket (acme-logs) Policy: operation error S3: PutBucketPolicy, https response error StatusCode: 400, RequestID: TGDK, HostID: 1Gve, api error MalformedPolicy: Action does not apply to any\n│ resource(s) in statement",
  ],
  [
    "policy-rejected",
    "> │ Error: updating KMS Key (5e1f): updating policy: MalformedPolicyDocumentException: \n\n> Policy contains a statement with one or more invalid principals.\n> │",
  ],
  [
    "policy-rejected",
    "Cannot exceed quota for ACLSizePerRole: 2048 (Service: AmazonIdentityManagement; Status Code: 409; Error Code: LimitExceeded; Request ID: 45c28053; Proxy: null)",
  ],
  [
    "none",
    "The request fails if the caller is not authorized to assume the identity, or the identity has no access to the context.",
  ],
  ["none", "// a network error, or the user is not authorized to assume into this role\nreturn err"],
  ["none", "// False values indicate the\n// principal is not authorized to assume the role."],
  ["none", 'alert("You are not authorized to perform this operation.");'],
  ["none", 'NOT_ALLOWED (403, "You are not authorized to perform this operation."),'],
  ["none", "forbidden: {\n  label: 'You are not authorized to perform this operation.',\n  status: 403\n}"],
  ["none", " * @throws {@link Refused} (client fault)\n *  <p>You are not authorized to perform this operation.</p>\n"],
  ["none", 're.compile(r"no AWS account|is not authorized to assume role|AccessDenied.*AssumeRole")'],
  ["none", 'start + "because no session policy allows the s3:GetObject action": BY_SESSION,'],
  ["none", 'Some(format!(" because no session policy allows the {service}:{action} action"))'],
  ["none", '(\n  "because no identity-based policy allows the sqs:SendMessage action",\n  "no allow", "identity",\n),'],
  ["none", "  [\"with an explicit deny in a session policy\", 'SESSION'],\n  ['x', 'Y'],"],
  ["none", 'let line = format!("^.*WARN.*User: [^ ]* is not authorized to perform: kms:Sign on resource: {key}.*$");'],
  ["none", 'if strings.Contains(err.Error(), "is not authorized to perform: iam:PassRole") { return nil }'],
  ["none", 'log_group: amazonaws\nassert "not authorized to perform: sns:Publish" in str(e)'],
  [
    "none",
    'DENIED_PREFIX = "You are not authorized to perform this operation. Encoded authorization failure message: ";',
  ],
  [
    "none",
    "- `AccessDenied` names the missing action (`not authorized to perform: sqs:SendMessage`): tell whoever asks.",
  ],
  ["none", "Both sides of AWS must allow it: a bare `Access Denied` and no more \u2192 the file system refuses."],
  ["none", "  |     raise AccessDenied()\n  | odoo.exceptions.AccessDenied: Access Denied"],
  [
    "none",
    "### `TargetNotConnected`\n\nThe agent does not run.\n\n### `AccessDeniedException` / `is not authorized to perform: ssm:StartSession`\n\nAsk for the permission.",
  ],
  ["none", "hello"],
  ["none", ""],
  // About denials, and none: a sentence, two lines, and a word of another system.
  ["none", "AccessDenied is returned for s3:GetObject"],
  ["none", "s3:GetObject denied if the bucket is not yours"],
  ["none", "access denied for s3:GetObject means that the key policy has no Allow"],
  ["none", "s3:GetObject is not allowed for all users"],
  ["none", "s3:GetObject\naccess denied"],
  ["other-system", "Permission denied: lambda:InvokeFunction"],
];

describe("no denial", () => {
  for (const [kind, text] of ROWS) {
    test(`${kind}: ${text.slice(0, 60).replace(/\n/g, " ")}`, () => {
      const reading = read(text);
      assert.equal(reading.isAccessDenied, false);
      const expected = text.includes("${user}") ? "other-system" : kind;
      assert.equal(reading.kind, expected);
      assert.deepEqual(
        [reading.principalArn, reading.action, reading.resource, reading.errorCode],
        [null, null, null, null],
      );
      assert.deepEqual(reading.denials, []);
    });
  }
});

const SYSTEMS: readonly (readonly [system: OtherSystem, text: string])[] = [
  ["operating-system", "System.UnauthorizedAccessException: Access to the path 'D:\\sites\\app' is denied."],
  ["operating-system", "PermissionError: [WinError 5] Access is denied: 'C:\\temp\\a'"],
  ["operating-system", "java.nio.file.AccessDeniedException: /var/lib/search/nodes"],
  ["operating-system", "kim is not in the sudoers file. This incident will be reported."],
  ["operating-system", 'avc:  denied  { read } for  pid=7 comm="httpd" name="a.html"'],
  ["application", "org.springframework.security.access.AccessDeniedException: Access is denied"],
  ["application", "hudson.security.AccessDeniedException3: kim is missing the Job/Build permission"],
  ["kafka", "org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [orders]"],
  ["kafka", "kafka server: The client is not authorized to access this topic"],
  [
    "container-registry",
    "unexpected status from GET request to https://ghcr.io/token?scope=repository%3Aa%2Fb: 403 Forbidden",
  ],
  ["database", 'FATAL:  PAM authentication failed for user "kim"'],
  [
    "google-cloud",
    "google.api_core.exceptions.Forbidden: 403 Access Denied: Table p:d.t: User does not have permission to query table p:d.t, or perhaps it does not exist",
  ],
  ["google-cloud", "FirebaseError: Missing or insufficient permissions."],
  ["google-cloud", "Error 403: Required 'compute.disks.create' permission for 'projects/p/zones/z/disks/d', forbidden"],
  ["database", "PERMISSION_DENIED: User does not have USE CATALOG on Catalog 'main'."],
  [
    "network",
    "unable to retrieve ecr registry auth: RequestError: send request failed caused by: Post https://api.ecr.",
  ],
  ["web-server", 'Access Denied\nYou don\'t have permission to access "http://www.example.org/" on this server.'],
  ["web-server", "HTTP Error 403: Forbidden"],
  ["web-server", "<html><head><title>403 Forbidden</title></head><center>nginx/1.2</center></html>"],
  ["web-server", "chat.PermissionDeniedError: Error code: 403 - {'error': {'message': 'Country not supported'}}"],
  ["web-server", "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://www.example.org/a"],
];

describe("another system", () => {
  for (const [system, text] of SYSTEMS) {
    test(`${system}: ${text.slice(0, 60)}`, () => {
      const reading = read(text);
      assert.deepEqual([reading.isAccessDenied, reading.kind, reading.system], [false, "other-system", system]);
    });
  }

  for (const [cause, text] of [
    ["firewall", "<html><head><title>403 Forbidden</title></head><hr><center>awselb/2.0</center></html>"],
    [
      "firewall",
      "<H1>403 ERROR</H1><H2>The request could not be satisfied.</H2> Request blocked. Generated by cloudfront (CloudFront)",
    ],
    [
      "graphql-field",
      '{"errors":[{"errorType":"Unauthorized","message":"Not Authorized to access addBook on type Mutation"}]}',
    ],
    [
      "database-role",
      'ERROR: credentials stored with the database cluster can\'t be accessed\nHINT: Has the IAM role been associated with the feature-name "s3Import"?',
    ],
    [
      "s3-acls-disabled",
      "An error occurred (AccessControlListNotSupported) when calling the PutObject operation: The bucket does not allow ACLs",
    ],
    [
      "s3-acls-disabled",
      "InvalidArgument: The S3 bucket that you specified for CloudFront logs doesn't enable ACL access: acme-logs.s3.amazonaws.com",
    ],
    ["quota", "CREATE_FAILED AWS::EC2::Instance Etcd0 Your quota allows for 0 more running instance(s)."],
    [
      "quota",
      "An error occurred (VcpuLimitExceeded) when calling the RunInstances operation: You have requested more vCPU capacity than your current vCPU limit of 0 allows",
    ],
    ["quota", "ServiceQuotaExceededException: You have reached the maximum number of resources."],
    [
      "quota",
      "An error occurred (LimitExceeded) when calling the CreateRole operation: Cannot exceed quota for RolesPerAccount: 1000",
    ],
    [
      "account-standing",
      "OperationNotPermittedException: This AWS account currently does not support creating load balancers.",
    ],
    [
      "marketplace-terms",
      'Resource handler returned message: "In order to use this AWS Marketplace product you need to\naccept terms and subscribe. To do so please visit https://aws.amazon.com/marketplace/pp?sku=1x (Service: Ec2, Status Code: 401)" (HandlerErrorCode: AccessDenied)',
    ],
    [
      "marketplace-terms",
      "An error occurred (OptInRequired) when calling the RunInstances operation: In order to use this AWS Marketplace product you need to accept terms and subscribe.",
    ],
    ["database-role", "ERROR 1871 (HY000): S3 API returned error: Missing Credentials: Cannot instantiate S3 Client"],
  ] as const) {
    test(`AWS refuses by no policy: ${text.slice(0, 50)}`, () => {
      const reading = read(text);
      assert.deepEqual([reading.isAccessDenied, reading.kind], [false, "other-system"]);
      assert.deepEqual(reading.notByPolicy, { cause });
    });
  }

  test("what refuses is known behind a line that a word wrap ended, too", () => {
    for (const text of [
      "Resource handler returned message: \"Access denied for operation 'AWS::CloudFront::Distribution: Your\naccount must be verified before you can add new CloudFront resources. To verify your account, please\ncontact AWS Support.' (Service: CloudFront, Status Code: 403) HandlerErrorCode: AccessDenied)",
      "software.amazon.awssdk.services.iam.model.IamException: The security token included in\nthe request is invalid (Service: Iam, Status Code: 403, Request ID: 7c2b9f04)",
      'The driver calls CreateMultipartUpload, otherwise it will fail to upload blobs to S3 with the generic error\n"AccessDenied".',
    ])
      assert.equal(read(text).isAccessDenied, false, text);
    const other = "curl: (22) The requested URL returned error: 404 Not Found";
    assert.equal(
      read(`${other}\nfatal error: An error occurred (403) when calling the HeadObject operation: Forbidden`)
        .isAccessDenied,
      true,
    );
  });

  test("too many requests are no quota, and a policy that is too long is a policy that AWS rejects", () => {
    for (const [kind, text] of [
      ["throttled", "RequestLimitExceeded: Request limit exceeded."],
      ["throttled", "TooManyRequestsException: Rate exceeded"],
      [
        "policy-rejected",
        "An error occurred (LimitExceeded) when calling the PutRolePolicy operation: Maximum policy size of 10240 bytes exceeded for role app",
      ],
    ] as const)
      assert.equal(read(text).kind, kind, text);
  });

  test("the issuer that the account does not know is told", () => {
    const { notByPolicy } = read(
      "Error: No OpenIDConnect provider found in your account for https://token.example.org/a",
    );
    assert.deepEqual(notByPolicy, { cause: "identity-provider", url: "https://token.example.org/a" });
  });

  test("the same words beside something of AWS are AWS's", () => {
    for (const text of [
      "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://acme.s3.amazonaws.com/a",
      "An error occurred (403) when calling the HeadObject operation: Forbidden",
      '{ message: "You are not authorized to perform this operation." }',
      'AuthFailure("You are not authorized to perform this operation.")',
      'UnauthorizedOperation: {\n  label: "You are not authorized to perform this operation."\n}',
      "mazon.S3.AmazonS3Exception: Access Denied ---&gt; Amazon.Runtime.Internal.HttpErrorResponseException: The remote server returned an error",
      "Forbidden: null\n    at Request.extractError (/app/node_modules/aws-sdk/lib/services/s3.js:251:35)",
      "org.springframework.security.access.AccessDeniedException: x\nCaused by: software.amazon.awssdk.services.s3.model.S3Exception: Access Denied (Service: S3, Status Code: 403, Request ID: A)",
    ])
      assert.equal(read(text).isAccessDenied, true, text);
  });
});

test("another error beside a denial does not hide it", () => {
  const reading = read(
    "ThrottlingException: Rate exceeded\nretrying\nAccessDenied: User: arn:aws:iam::730112940571:user/a is not authorized to perform: sns:Publish",
  );
  assert.equal(reading.isAccessDenied, true);
  assert.equal(reading.action, "sns:Publish");
});

describe("what another system says in the same log is no word about a denial of AWS", () => {
  const DENIALS = [
    "An error occurred (AccessDenied) when calling the ListBuckets operation: Access Denied",
    "operation error S3: GetObject, https response error StatusCode: 403, RequestID: 1A2B3C4D5E6F7A8B, HostID: x=, api error AccessDenied: Access Denied",
    "S3Exception: Access Denied (Service: S3, Status Code: 403, Request ID: 1A2B3C4D5E6F7A8B)",
    "UnauthorizedOperation: You are not authorized to perform this operation. status code: 403, request id: 7c2b9f04",
    "ERROR: S3 error: 403 (AccessDenied): Access Denied",
    "CREATE_FAILED AWS::EC2::VPC Main API: ec2:CreateVpc You are not authorized to perform this operation.",
    "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
  ];
  const OTHERS = [
    "ERROR: S3 error: 404 (NoSuchBucket): The specified bucket does not exist",
    "fetched https://storage.googleapis.com/kubernetes-release/release/stable.txt",
    "fetched https://example.org, Cloudflare Ray ID: 7c2b9f04",
    "ExpiredToken: The security token included in the request is expired",
    'pods is forbidden: User "system:serviceaccount:a:b" cannot list resource "pods"',
    "ThrottlingException: Rate exceeded",
    "denied: requested access to the resource is denied",
    "copied from acme.blob.core.windows.net",
    "git@github.com: Permission denied (publickey).",
    "Access denied for user 'root'@'localhost' (using password: YES)",
    "Access to the path 'C:\\a' is denied.",
    "org.springframework.security.access.AccessDeniedException: Access is denied",
    "security_exception: no permissions for [indices:data/read/search]",
    "403 Forbidden from https://upload.pypi.org/legacy/",
    "SignatureDoesNotMatch: The request signature we calculated does not match",
    "Request has expired",
  ];
  const BETWEEN = Array.from({ length: 60 }, (_, at) => `INFO worker-3 finished batch ${String(at)} of 60 in its time`);
  const logs = (denial: string, other: string): string[] => [
    `${other}\n${denial}`,
    `${denial}\nretrying\n${other}`,
    [other, ...BETWEEN, ...BETWEEN, denial, ...BETWEEN, other].join("\n"),
  ];

  for (const [number, other] of OTHERS.entries())
    test(other.slice(0, 60), () => {
      for (const denial of eighthOf(DENIALS, number))
        for (const log of logs(denial, other)) assert.equal(read(log).denials.length, 1, log.slice(0, 300));
    });

  for (const server of [
    "starting MinIO",
    "aws --endpoint-url https://s3.wasabisys.com s3 ls",
    "AWS_ENDPOINT_URL=http://localhost:9000",
  ])
    test(`but a server that answers as S3 does is known by what stands elsewhere: ${server}`, () => {
      const [cli = "", , , ec2 = ""] = DENIALS;
      assert.deepEqual(
        logs(cli, server).map((log) => read(log).isAccessDenied),
        [false, false, false],
      );
      assert.equal(read(`${server}\n${ec2}`).isAccessDenied, true);
    });
});

describe("another server is known by the headers of its answer", () => {
  const answers = (name: string, value: string): string[] => {
    const header = name.toLowerCase();
    return [
      `HTTP/1.1 403 Forbidden\nContent-Type: application/xml\n${name}: ${value}\n\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>`,
      `List of 2\n $ Code   : chr "AccessDenied"\n $ Message: chr "Access Denied"\n - attr(*, "headers")=List of 1\n  ..$ ${header}         : chr "${value}"`,
      `{'Error': {'Code': 'AccessDenied', 'Message': 'Access Denied'}, 'ResponseMetadata': {'HTTPHeaders': {'${header}': '${value}'}}}`,
      `{:error, {:http_error, 403, %{body: "<Error><Code>AccessDenied</Code></Error>", headers: [{"${name}", "${value}"}]}}}`,
    ];
  };
  const HEADERS: readonly (readonly [name: string, value: string, system: OtherSystem])[] = [
    ["Server", "Cleversafe", "s3-compatible"],
    ["x-clv-request-id", "1c84b8a5", "s3-compatible"],
    ["x-ntap-sg-trace-id", "7c2b9f04", "s3-compatible"],
    ["x-wasabi-cm-reference-id", "17", "s3-compatible"],
    ["Server", "HCP V8.2", "s3-compatible"],
    ["Server", "Tigris OS", "s3-compatible"],
    ["x-tos-request-id", "7c2b", "s3-compatible"],
    ["x-oss-request-id", "5C3D9F", "alibaba-cloud"],
    ["x-obs-request-id", "0000", "huawei-cloud"],
    ["x-cos-request-id", "NjA=", "tencent-cloud"],
    ["X-GUploader-UploadID", "ABc", "google-cloud"],
  ];
  for (const [name, value, system] of HEADERS)
    test(`${name}: ${value}`, () => {
      for (const answer of answers(name, value)) {
        const reading = read(answer);
        assert.deepEqual([reading.isAccessDenied, reading.system], [false, system], answer);
      }
    });
  test("Amazon's own are none", () => {
    for (const answer of [...answers("Server", "AmazonS3"), ...answers("x-amz-bucket-region", "eu-west-1")])
      assert.equal(read(answer).isAccessDenied, true, answer);
  });
  test("the machine that asks is none", () => {
    const refused = "An error occurred (AccessDenied) when calling the PutObject operation: Access Denied";
    for (const machine of ["Server: Linode VPS, Ubuntu 24.04", "- server: Vultr", "Server = OVHcloud Advance-1"])
      assert.equal(read(`${machine}\n\n$ aws s3 cp a.csv s3://reports/\n${refused}`).isAccessDenied, true, machine);
  });
});
