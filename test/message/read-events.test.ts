/** CloudTrail events and decoded authorization messages. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BUCKET_OBJECT, read, said, SESSION, USER } from "./reading.ts";

const ROLE = "arn:aws:iam::730112940571:role/Deployer";
const EVENT = {
  eventVersion: "1.11",
  userIdentity: {
    type: "AssumedRole",
    principalId: "AROAZZ:run-88",
    arn: SESSION,
    accountId: "730112940571",
    sessionContext: {
      sessionIssuer: { type: "Role", arn: ROLE },
      attributes: { creationDate: "2031-02-03T04:05:06Z", mfaAuthenticated: "false" },
    },
  },
  eventTime: "2031-02-03T05:05:06Z",
  eventSource: "s3.amazonaws.com",
  eventName: "GetObject",
  awsRegion: "eu-north-1",
  sourceIPAddress: "198.51.100.7",
  userAgent: "[aws-cli/2.30.0]",
  errorCode: "AccessDenied",
  errorMessage: "Access Denied",
  requestParameters: { bucketName: "ledger-archive", key: "2031/q1.csv" },
  requestID: "T7Y8U9I0",
  eventID: "not-a-request-id",
  resources: [
    { type: "AWS::S3::Object", ARN: BUCKET_OBJECT },
    { type: "AWS::S3::Bucket", ARN: "arn:aws:s3:::ledger-archive" },
  ],
  vpcEndpointId: "vpce-0a1b",
  tlsDetails: { tlsVersion: "TLSv1.3" },
};

const SAYS = {
  principalArn: SESSION,
  principalType: "assumed-role",
  action: "s3:GetObject",
  actionFrom: "event",
  resource: BUCKET_OBJECT,
  errorCode: "AccessDenied",
  operation: "GetObject",
  requestId: "T7Y8U9I0",
};

describe("a CloudTrail event", () => {
  const forms: Readonly<Record<string, string>> = {
    "on many lines": JSON.stringify(EVENT, null, 2),
    "on one line": JSON.stringify(EVENT),
    "in Records": JSON.stringify({ Records: [{ ...EVENT, errorCode: undefined }, EVENT] }),
    "in JSON Lines": `${JSON.stringify({ ...EVENT, errorCode: undefined })}\n${JSON.stringify(EVENT)}`,
    "from EventBridge": JSON.stringify({ "detail-type": "AWS API Call via CloudTrail", detail: EVENT }),
    "from lookup-events": JSON.stringify({
      Events: [{ EventName: "GetObject", CloudTrailEvent: JSON.stringify(EVENT) }],
    }),
    "in a log entry": `2031-02-03 INFO got ${JSON.stringify(JSON.stringify(EVENT))} done`,
    "escaped without its quotes": JSON.stringify(JSON.stringify(EVENT)).slice(1, -1),
    "as a Python dictionary": JSON.stringify(EVENT, null, 1).replaceAll('"', "'").replace("'false'", "False"),
    "cut off in front": JSON.stringify(EVENT, null, 2).slice(20).replace('"userIdentity"', '"userIdentity"'),
    "cut off behind": JSON.stringify(EVENT, null, 2).slice(0, -8),
    "without a comma behind the message": JSON.stringify(EVENT).replace(/("errorMessage":"(?:[^"\\]|\\.)*"),/, "$1"),
    "in a box": JSON.stringify(EVENT, null, 2).replace(/^/gm, "│ "),
  };
  for (const [name, text] of Object.entries(forms)) {
    test(name, () => assert.deepEqual(said(read(text)), SAYS));
  }
  test("cut off inside its identity, the session comes before the role behind it", () => {
    const whole = JSON.stringify(EVENT, null, 2);
    for (const member of ['"type": "AssumedRole"', '"principalId"', '"arn": "arn:aws:sts:']) {
      const reading = read(whole.slice(whole.indexOf(member)));
      assert.deepEqual([reading.principalArn, reading.principalType], [SESSION, "assumed-role"], member);
    }
    assert.equal(read(whole.slice(whole.indexOf('"sessionContext"'))).principalArn, ROLE);
  });
  test("as a line of a list, which has the code behind the operation", () => {
    for (const text of [
      "2031-02-03T04:05:06Z  7c2b9f04-51aa-4be0-9a35-c0d9a1f7e6b2  s3.amazonaws.com  GetObject  AccessDenied  An unknown error occurred",
      "In the trail I see:\n`2031-02-03T04:05:06Z\tu-1\ts3.amazonaws.com\tGetObject\tAccessDenied\tAccess Denied`\n",
      "2031-02-03 04:05:06 | rosa | s3.amazonaws.com | GetObject | AccessDenied |",
    ]) {
      const { action, errorCode, denials } = read(text);
      assert.deepEqual([action, errorCode, denials.length], ["s3:GetObject", "AccessDenied", 1], text);
    }
    for (const text of [
      "| s3.amazonaws.com | GetObject | AccessDenied | look at the policy of the bucket |",
      "2031-02-03T04:05:06Z u-1 s3.amazonaws.com GetObject NoSuchKey The key does not exist",
    ])
      assert.equal(read(text).isAccessDenied, false, text);
  });
  test("carries facts under the names of condition keys", () => {
    assert.deepEqual(read(JSON.stringify(EVENT)).context, {
      "aws:CurrentTime": "2031-02-03T05:05:06Z",
      "aws:MultiFactorAuthPresent": "false",
      "aws:PrincipalAccount": "730112940571",
      "aws:PrincipalArn": ROLE,
      "aws:RequestedRegion": "eu-north-1",
      "aws:SecureTransport": "true",
      "aws:VpcSourceIp": "198.51.100.7",
      "aws:ViaAWSService": "false",
      "aws:SourceVpce": "vpce-0a1b",
      "aws:TokenIssueTime": "2031-02-03T04:05:06Z",
      "aws:userid": "AROAZZ:run-88",
    });
  });
  test("an object belongs to the account of its bucket, which alone has one in the event", () => {
    const resources = [EVENT.resources[0], { ...EVENT.resources[1], accountId: "444455556666" }];
    assert.equal(read(JSON.stringify({ ...EVENT, resources })).context["aws:ResourceAccount"], "444455556666");
  });
  describe("that a service sent", () => {
    const ATHENA = "athena.amazonaws.com";
    const sent = (identity: object) => {
      const userIdentity = { ...EVENT.userIdentity, invokedBy: ATHENA, ...identity };
      return read(JSON.stringify({ ...EVENT, vpcEndpointId: undefined, sourceIPAddress: ATHENA, userIdentity }));
    };
    const issuer = (arn: string) => ({ sessionContext: { sessionIssuer: { type: "Role", arn } } });
    const mfa = { sessionContext: { attributes: { mfaAuthenticated: "true" } } };
    const rows: readonly (readonly [name: string, reading: ReturnType<typeof read>, via: string | undefined])[] = [
      ["a user's call is passed on", sent({ type: "IAMUser", arn: USER }), "true"],
      ["and so is that of a session with MFA", sent(mfa), "true"],
      [
        "and of a role of IAM Identity Center",
        sent(issuer("arn:aws:iam::730112940571:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Data_0a1b")),
        "true",
      ],
      ["a role may be the service's own", sent({}), undefined],
      [
        "a service-linked role is",
        sent(issuer("arn:aws:iam::730112940571:role/aws-service-role/athena.amazonaws.com/AWSServiceRoleForAthena")),
        "false",
      ],
      ["the address is the service's name", sent({ invokedBy: undefined }), undefined],
    ];
    for (const [name, { context, denials }, via] of rows)
      test(name, () => assert.deepEqual([context["aws:ViaAWSService"], denials[0]?.isSentByService], [via, true]));
    test("CloudFormation's own role has sessions of its name, and all others are of its callers", () => {
      const sender = "cloudformation.amazonaws.com";
      const of = (session: string): unknown => {
        const arn = `arn:aws:sts::730112940571:assumed-role/stacks/${session}`;
        return sent({ arn, invokedBy: sender }).context["aws:CalledVia"];
      };
      assert.deepEqual([of("AWSCloudFormation"), of("run-7")], [undefined, [sender]]);
    });
    test("not the console's, nor what came from an address", () => {
      const from = (sourceIPAddress: string, invokedBy: string) => {
        const userIdentity = { type: "IAMUser", arn: USER, invokedBy };
        const event = { ...EVENT, vpcEndpointId: undefined, sourceIPAddress, userIdentity };
        const { context, denials } = read(JSON.stringify(event));
        return [context["aws:ViaAWSService"], denials[0]?.isSentByService];
      };
      assert.deepEqual(from("198.51.100.7", "signin.amazonaws.com"), ["false", undefined]);
      assert.deepEqual(from("198.51.100.7", ATHENA), [undefined, undefined]);
      assert.deepEqual(from("AWS Internal", "AWS Internal"), ["true", true]);
    });
    test("others are sent by who asks, or by the service as itself", () => {
      assert.equal(read(JSON.stringify(EVENT)).denials[0]?.isSentByService, undefined);
      assert.equal(sent({ type: "AWSService", arn: undefined }).denials[0]?.isSentByService, undefined);
    });
  });
  test("of a key tells the encryption context", () => {
    const requestParameters = { encryptionContext: { "aws:s3:arn": BUCKET_OBJECT } };
    const ofKey = { ...EVENT, eventSource: "kms.amazonaws.com", eventName: "Decrypt", requestParameters };
    assert.equal(read(JSON.stringify(ofKey)).context["kms:EncryptionContext:aws:s3:arn"], BUCKET_OBJECT);
  });
  describe("the parameters of the request tell", () => {
    const KMS_HEADER = "x-amz-server-side-encryption-aws-kms-key-id";
    const KEY = "arn:aws:kms:eu-west-1:730112940571:key/0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f";
    const factsOf = (eventSource: string, eventName: string, requestParameters: object, arn = BUCKET_OBJECT) =>
      read(JSON.stringify({ ...EVENT, eventSource, eventName, requestParameters, resources: [{ ARN: arn }] }))
        .parameters ?? {};
    const rows: readonly (readonly [string, string, object, string, unknown])[] = [
      ["s3.amazonaws.com", "ListObjects", { prefix: "drafts/", "list-type": "2" }, "s3:prefix", "drafts/"],
      ["s3.amazonaws.com", "PutObject", { "X-Amz-Acl": ["private"] }, "s3:x-amz-acl", "private"],
      ["s3.amazonaws.com", "PutObject", { "x-amz-acl": ["a", "b"] }, "s3:x-amz-acl", undefined],
      [
        "iam.amazonaws.com",
        "AttachRolePolicy",
        { policyArn: "arn:aws:iam::aws:policy/X" },
        "iam:PolicyARN",
        "arn:aws:iam::aws:policy/X",
      ],
      [
        "iam.amazonaws.com",
        "CreateServiceLinkedRole",
        { aWSServiceName: "ecs.amazonaws.com" },
        "iam:AWSServiceName",
        "ecs.amazonaws.com",
      ],
      ["sts.amazonaws.com", "AssumeRole", { roleSessionName: "ci" }, "sts:RoleSessionName", "ci"],
      [
        "sts.amazonaws.com",
        "AssumeRole",
        { externalId: "HIDDEN_DUE_TO_SECURITY_REASONS" },
        "sts:ExternalId",
        undefined,
      ],
      ["s3.amazonaws.com", "CopyObject", { "x-amz-copy-source": "b/a.txt" }, "s3:x-amz-copy-source", "b/a.txt"],
      ...[
        "/b/a.txt",
        "b/a%20b.txt",
        "b/a.txt?versionId=3",
        "arn:aws:s3:eu-west-1:730112940571:accesspoint/p/object/a",
      ].map(
        (source) =>
          [
            "s3.amazonaws.com",
            "CopyObject",
            { "x-amz-copy-source": source },
            "s3:x-amz-copy-source",
            undefined,
          ] as const,
      ),
      ...["alias/app", "0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f"].map(
        (key) => ["s3.amazonaws.com", "PutObject", { [KMS_HEADER]: key }, `s3:${KMS_HEADER}`, undefined] as const,
      ),
      ["s3.amazonaws.com", "PutObject", { [KMS_HEADER]: KEY }, `s3:${KMS_HEADER}`, KEY],
      ["kms.amazonaws.com", "CreateGrant", { granteePrincipal: "AWS Internal" }, "kms:GranteePrincipal", undefined],
      ["s3.amazonaws.com", "ListObjects", { prefix: "***" }, "s3:prefix", undefined],
      [
        "ecs.amazonaws.com",
        "CreateCluster",
        { tags: [{ key: "team", value: "[REDACTED]" }] },
        "aws:RequestTag/team",
        undefined,
      ],
      [
        "ecs.amazonaws.com",
        "CreateCluster",
        {
          tags: [
            { key: "Team", value: "blue" },
            { key: "team", value: "red" },
          ],
        },
        "aws:RequestTag/team",
        undefined,
      ],
      [
        "autoscaling.amazonaws.com",
        "CreateOrUpdateTags",
        {
          tags: [
            { resourceId: "a", key: "team", value: "red" },
            { resourceId: "b", key: "until", value: "May" },
          ],
        },
        "aws:TagKeys",
        undefined,
      ],
      [
        "ec2.amazonaws.com",
        "ModifyInstanceAttribute",
        { instanceType: { value: "t3.nano" } },
        "ec2:InstanceType",
        undefined,
      ],
      ["lambda.amazonaws.com", "CreateFunction20150331", { tags: { team: "red" } }, "aws:RequestTag/team", "red"],
      ["iam.amazonaws.com", "CreateRole", { tags: [{ key: "team", value: "red" }] }, "aws:RequestTag/team", "red"],
      ["iam.amazonaws.com", "CreateRole", { tags: [{ key: "team", value: "red" }] }, "aws:TagKeys", ["team"]],
      [
        "iam.amazonaws.com",
        "CreateRole",
        {
          tags: [
            { key: "team", value: "red" },
            { key: "note", value: "" },
            { key: "until", value: "None" },
          ],
        },
        "aws:TagKeys",
        ["team", "note", "until"],
      ],
      ["iam.amazonaws.com", "CreateRole", { tags: [{ key: "team", value: "red" }, "..."] }, "aws:TagKeys", undefined],
      ["lambda.amazonaws.com", "CreateFunction20150331", { tags: { team: "red", at: {} } }, "aws:TagKeys", undefined],
      ["iam.amazonaws.com", "TagRole", { tags: { key: "team", value: "red" } }, "aws:RequestTag/key", undefined],
      [
        "lambda.amazonaws.com",
        "CreateFunction20150331",
        { tags: { team: "HIDDEN_DUE_TO_SECURITY_REASONS" } },
        "aws:RequestTag/team",
        undefined,
      ],
      ["s3.amazonaws.com", "PutObject", { "x-amz-acl": ["HIDDEN_DUE_TO_SECURITY_REASONS"] }, "s3:x-amz-acl", undefined],
    ];
    for (const [source, call, parameters, key, value] of rows) {
      test(`${key} of ${call} with ${JSON.stringify(parameters)}`, () => {
        assert.deepEqual(factsOf(source, call, parameters)[key], value);
      });
    }
    test("nothing of the permission of another service", () => {
      const errorMessage = `User: ${USER} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::730112940571:role/fn because no identity-based policy allows the iam:PassRole action`;
      const event = {
        ...EVENT,
        eventSource: "lambda.amazonaws.com",
        eventName: "CreateFunction20150331",
        errorMessage,
      };
      const { context } = read(JSON.stringify({ ...event, requestParameters: { tags: { team: "red" } } }));
      assert.equal(context["aws:RequestTag/team"], undefined);
    });
    test("the tags that are put on what is there", () => {
      const tagSet = { items: [{ key: "team", value: "red" }] };
      const context = factsOf("ec2.amazonaws.com", "CreateTags", { tagSet });
      assert.deepEqual([context["aws:RequestTag/team"], context["aws:TagKeys"]], ["red", ["team"]]);
    });
    test("not all the keys of tags where a launch template may have more, or the paste ends in them", () => {
      const tags = [{ key: "team", value: "red" }];
      const launch = { tagSpecificationSet: { items: [{ resourceType: "instance", tags }] } };
      const instance = "arn:aws:ec2:eu-west-1:730112940571:instance/*";
      const withTemplate = { launchTemplate: { launchTemplateName: "web" }, ...launch };
      const keysOf = (parameters: object): unknown =>
        factsOf("ec2.amazonaws.com", "RunInstances", parameters, instance)["aws:TagKeys"];
      assert.deepEqual([keysOf(launch), keysOf(withTemplate)], [["team"], undefined]);
      const whole = {
        ...EVENT,
        eventSource: "iam.amazonaws.com",
        eventName: "CreateRole",
        requestParameters: undefined,
      };
      const cut = `${JSON.stringify(whole).slice(0, -1)},"requestParameters":{"tags":[{"key":"team","value":"red"},`;
      const said = read(cut).parameters ?? {};
      assert.deepEqual([said["aws:RequestTag/team"], said["aws:TagKeys"]], ["red", undefined]);
    });
    test("the tags of what is made, and of nothing else that the call makes", () => {
      const items = [
        { resourceType: "instance", tags: [{ key: "team", value: "red" }] },
        { resourceType: "volume", tags: [{ key: "team", value: "blue" }] },
      ];
      const of = (type: string): unknown =>
        factsOf(
          "ec2.amazonaws.com",
          "RunInstances",
          { tagSpecificationSet: { items } },
          `arn:aws:ec2:eu-west-1:730112940571:${type}/*`,
        )["aws:RequestTag/team"];
      assert.deepEqual([of("instance"), of("volume"), of("subnet")], ["red", "blue", undefined]);
    });
  });
  test("the type of an instance is told of the instance, and of no volume of the launch", () => {
    const of = (kind: string) => {
      const resources = [{ ARN: `arn:aws:ec2:eu-north-1:730112940571:${kind}` }];
      const call = { eventSource: "ec2.amazonaws.com", eventName: "RunInstances" };
      const requestParameters = { instanceType: "t3.nano" };
      return read(JSON.stringify({ ...EVENT, ...call, resources, requestParameters })).parameters?.["ec2:InstanceType"];
    };
    assert.deepEqual([of("instance/*"), of("volume/*")], ["t3.nano", undefined]);
    const ofNothingNamed = {
      ...EVENT,
      eventSource: "ec2.amazonaws.com",
      eventName: "RunInstances",
      resources: undefined,
    };
    const launch = JSON.stringify({ ...ofNothingNamed, requestParameters: { instanceType: "t3.nano" } });
    assert.equal(read(launch).parameters?.["ec2:InstanceType"], undefined);
  });
  test("nothing that is hidden, and no words of CloudTrail's own", () => {
    const identity = { type: "IAMUser", arn: USER, principalId: "AIDAXXXXXXXXXXXXXXXXX", accountId: "************" };
    const hidden = {
      awsRegion: "xx-xxxx-1",
      vpcEndpointId: "vpce-xxxxxxxx",
      vpcEndpointAccountId: "<account>",
      userIdentity: { ...identity, sessionContext: { sourceIdentity: "[redacted]" } },
      resources: [{ ARN: BUCKET_OBJECT, accountId: "***" }],
    };
    const keysOf = (over: object): readonly string[] =>
      Object.keys(read(JSON.stringify({ ...EVENT, ...over })).context);
    const said = keysOf(hidden);
    for (const key of [
      "RequestedRegion",
      "SourceVpce",
      "VpceAccount",
      "PrincipalAccount",
      "userid",
      "SourceIdentity",
      "ResourceAccount",
    ])
      assert.ok(!said.includes(`aws:${key}`), key);
    const agentOf = (userAgent: string): unknown =>
      read(JSON.stringify({ ...EVENT, userAgent })).context["aws:UserAgent"];
    assert.deepEqual(
      ["[S3Console/0.4]", "signin.amazonaws.com", "AWS Internal", "***", "aws-cli/2.30.0 Python/3.13"].map(agentOf),
      [undefined, undefined, undefined, undefined, "aws-cli/2.30.0 Python/3.13"],
    );
  });
  test("no parameter in which the paste ends", () => {
    const endingIn = (parameters: string, source = "s3.amazonaws.com", call = "ListObjects") => {
      const whole = { ...EVENT, eventSource: source, eventName: call, requestParameters: undefined };
      return read(`${JSON.stringify(whole).slice(0, -1)},"requestParameters":{${parameters}`);
    };
    assert.equal(endingIn('"prefix":"home/al').parameters?.["s3:prefix"], undefined);
    assert.equal(endingIn('"prefix":"home/al"},').parameters?.["s3:prefix"], "home/al");
    assert.equal(endingIn('"prefix":"home/al","delimiter":"/').parameters?.["s3:prefix"], "home/al");
    const tags = endingIn('"tags":[{"key":"team","value":"re', "iam.amazonaws.com", "CreateRole").parameters ?? {};
    assert.equal(tags["aws:RequestTag/team"], undefined);
    const { context } = endingIn('"encryptionContext":{"a":"b","c":"d', "kms.amazonaws.com", "Decrypt");
    assert.deepEqual([context["kms:EncryptionContext:a"], context["kms:EncryptionContext:c"]], ["b", undefined]);
  });
  test("a web identity is its provider's, with its claims, and asks for a role", () => {
    const provider = "arn:aws:iam::730112940571:oidc-provider/token.actions.githubusercontent.com";
    const reading = read(
      JSON.stringify({
        eventVersion: "1.08",
        eventSource: "sts.amazonaws.com",
        eventName: "AssumeRoleWithWebIdentity",
        errorCode: "AccessDenied",
        userIdentity: {
          type: "WebIdentityUser",
          principalId: `${provider}:sts.amazonaws.com:repo:acme/web:pull_request`,
          userName: "repo:acme/web:pull_request",
          identityProvider: provider,
        },
        requestParameters: { roleArn: ROLE },
      }),
    );
    assert.deepEqual([reading.identityProvider, reading.assumedRole], [provider, ROLE]);
    assert.deepEqual(reading.context, {
      "token.actions.githubusercontent.com:sub": "repo:acme/web:pull_request",
      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
    });
  });
  test("a message in pieces, as Python puts strings together", () => {
    const sentence = `User: ${SESSION} is not authorized to perform: kms:Decrypt`;
    const event = JSON.stringify({ ...EVENT, errorMessage: sentence });
    assert.equal(read(event).action, "kms:Decrypt");
    assert.equal(read(event.replace(" is not", ' "\n"is not')).action, "kms:Decrypt");
  });
  test("somebody's list of what an event says, with the sentence under another name", () => {
    const { principalArn, action, errorCode } = read(
      `- EventName: 'Decrypt'\n- ErrorCode: 'AccessDenied'\n- Message: 'User: ${USER} is not authorized to perform: kms:Decrypt on resource: key-1'\nCause: the key policy`,
    );
    assert.deepEqual([principalArn, action, errorCode], [USER, "kms:Decrypt", "AccessDenied"]);
  });
  test("its sentence comes first", () => {
    const errorMessage = `User: ${SESSION} is not authorized to perform: kms:Decrypt on resource: "arn:aws:kms:eu-north-1:730112940571:key/1" because no resource-based policy allows the kms:Decrypt action`;
    const reading = read(JSON.stringify({ ...EVENT, errorMessage }));
    assert.deepEqual([reading.action, reading.actionFrom, reading.operation], ["kms:Decrypt", "message", "GetObject"]);
    assert.deepEqual([reading.resource, reading.policyType], ["arn:aws:kms:eu-north-1:730112940571:key/1", "resource"]);
  });
  test("a user without an ARN is still a user, and a service is not an address", () => {
    const userIdentity = { type: "IAMUser", userName: "rosa.lind" };
    const reading = read(
      JSON.stringify({
        ...EVENT,
        userIdentity,
        sourceIPAddress: "cloudformation.amazonaws.com",
        errorCode: "Client.UnauthorizedOperation",
        eventSource: "ec2.amazonaws.com",
        eventName: "StopInstances",
      }),
    );
    assert.deepEqual(
      [reading.principalArn, reading.principalType, reading.action],
      [null, "user", "ec2:StopInstances"],
    );
    assert.equal(reading.context["aws:username"], "rosa.lind");
    assert.equal(reading.context["aws:SourceIp"], undefined);
  });
  test("all events of a file are read, those that were not denied are not", () => {
    const events = [
      { ...EVENT, errorCode: "NoSuchKey" },
      EVENT,
      { ...EVENT, requestID: "SECOND", eventName: "PutObject" },
    ];
    assert.deepEqual(
      read(JSON.stringify({ Records: events })).denials.map(({ requestId }) => requestId),
      ["T7Y8U9I0", "SECOND"],
    );
    assert.equal(
      read(JSON.stringify({ ...EVENT, errorCode: "NoSuchKey", errorMessage: "The specified key does not exist." }))
        .kind,
      "not-found",
    );
  });
  test("the span is the event", () => {
    const text = `see: ${JSON.stringify(EVENT)} !`;
    const { span } = read(text);
    assert.equal(text.slice(span.start, span.end), JSON.stringify(EVENT));
  });
});

describe("a decoded authorization message", () => {
  const decoded = {
    allowed: false,
    explicitDeny: true,
    matchedStatements: {
      items: [{ statementId: "NoBigOnes", effect: "DENY", actions: { items: [{ value: "ec2:*" }] } }],
    },
    failures: { items: [] },
    context: {
      principal: { id: "AIDAZZ", name: "rosa.lind", arn: USER },
      action: "ec2:StopInstances",
      resource: "arn:aws:ec2:eu-north-1:730112940571:instance/i-1",
      conditions: {
        items: [
          { key: "ec2:InstanceType", values: { items: [{ value: "m7i.large" }] } },
          { key: "aws:TagKeys", values: { items: [{ value: "a" }, { value: "b" }] } },
        ],
      },
    },
  };
  const says = {
    principalArn: USER,
    principalType: "user",
    action: "ec2:StopInstances",
    actionFrom: "message",
    resource: "arn:aws:ec2:eu-north-1:730112940571:instance/i-1",
    denyType: "explicit",
    statementId: "NoBigOnes",
  };
  test("tells nothing of what is hidden, and no list of which a part is missing", () => {
    const item = (key: string, ...values: readonly string[]) => ({
      key,
      values: { items: values.map((value) => ({ value })) },
    });
    const principal = { id: "AROAXXXXXXXXXXXXXXXX:ci", arn: "arn:aws:sts::730112940571:assumed-role/app/ci" };
    const items = [
      item("aws:SourceVpce", "vpce-xxxxxxxx"),
      item("aws:TagKeys", "team", "***"),
      item("ec2:Region", "eu-west-1"),
    ];
    const hidden = { ...decoded, context: { ...decoded.context, principal, conditions: { items } } };
    assert.deepEqual(read(JSON.stringify(hidden)).context, { "ec2:Region": "eu-west-1" });
    const last = { ...hidden.context, conditions: { items: [item("aws:TagKeys", "team", "note")] } };
    const cut = JSON.stringify({ ...decoded, context: last }).replace(/,\{"value":"note".*$/s, "");
    assert.equal(read(cut).context["aws:TagKeys"], undefined);
  });
  test("alone, as the command prints it, and escaped", () => {
    for (const text of [
      JSON.stringify(decoded),
      JSON.stringify({ DecodedMessage: JSON.stringify(decoded) }, null, 4),
      JSON.stringify(JSON.stringify(decoded)).slice(1, -1),
    ]) {
      assert.deepEqual(said(read(text)), says);
    }
  });
  test("conditions are facts", () => {
    const { context } = read(JSON.stringify(decoded));
    assert.equal(context["ec2:InstanceType"], "m7i.large");
    assert.deepEqual(context["aws:TagKeys"], ["a", "b"]);
  });
  test("an action without its service takes that of the resource", () => {
    const short = { ...decoded, explicitDeny: false, context: { ...decoded.context, action: "StopInstances" } };
    const reading = read(JSON.stringify(short));
    assert.deepEqual([reading.action, reading.denyType], ["ec2:StopInstances", "implicit"]);
  });
  test("cut off before the context, the actions of the statement are not the denied one", () => {
    const text = JSON.stringify({ DecodedMessage: JSON.stringify(decoded) });
    const reading = read(text.slice(0, text.indexOf("failures")));
    assert.deepEqual(said(reading), { denyType: "explicit", statementId: "NoBigOnes" });
  });
  test("an allowed request is no denial", () => {
    assert.equal(read(JSON.stringify({ ...decoded, allowed: true, explicitDeny: false })).isAccessDenied, false);
  });
});
