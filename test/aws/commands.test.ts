/** The commands that call AWS, through the real SDK, against a server that speaks AWS's protocols. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import * as aws from "../../server/src/aws/index.ts";
import { findEncodedMessage } from "../../server/src/aws/encoded-message.ts";
import { commandLine, encoded, paged, VARIABLES } from "./command-line.ts";
import { type Replies, type Reply } from "./server.ts";
import { awsWithoutWaits } from "./without-waits.ts";
import { quarterOf } from "../support/searching.ts";

const ROLE = "arn:aws:iam::111122223333:role/deep/app";
const SESSION = "arn:aws:sts::111122223333:assumed-role/app/run-1";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd";
const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }] };
/** What has to be decoded once, and only once. */
const ODD = { Version: "2012-10-17", Statement: [{ Sid: "50%25+ä", Effect: "Allow", Action: "*", Resource: "*" }] };

describe("iam-verdict aws", () => {
  const terminal = commandLine();
  const { run } = terminal;

  const identity = { result: { Arn: SESSION, Account: "111122223333", UserId: "AROAEXAMPLE:run-1" } };

  test("whoami: who, from which source, and whether it is the principal of the message", async () => {
    const { code, out } = await run({ "sts:GetCallerIdentity": identity }, ["whoami", "--principal", ROLE]);
    assert.equal(code, 0);
    assert.match(out, /^You are arn:aws:sts::111122223333:assumed-role\/app\/run-1\.$/m);
    assert.match(out, /from the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/);
    assert.match(out, /Region +eu-west-1 \(from the environment\)$/m);
    assert.match(out, /This is the principal of the message\./);
  });

  const FAILURES: readonly (readonly [name: string, replies: Replies, sentence: RegExp, next: RegExp])[] = [
    [
      "expired credentials",
      { "sts:GetCallerIdentity": { error: { code: "ExpiredToken", message: "The token is expired", status: 403 } } },
      /The temporary credentials have expired\./,
      /Get new ones/,
    ],
    [
      "keys that AWS does not know",
      { "sts:GetCallerIdentity": { error: { code: "InvalidClientTokenId", message: "invalid", status: 403 } } },
      /AWS does not accept these credentials\./,
      /clock/,
    ],
    [
      "a sign-in page with status 200",
      { "sts:GetCallerIdentity": { raw: { status: 200, type: "text/html", body: "<html>sign in</html>" } } },
      /What answered sts:GetCallerIdentity is not AWS \(status \d+/,
      /Sign in to the network/,
    ],
    [
      "a page of a proxy with status 403",
      { "sts:GetCallerIdentity": { raw: { status: 403, type: "text/html; charset=utf-8", body: "<html>no</html>" } } },
      /What answered sts:GetCallerIdentity is not AWS \(status \d+/,
      /Sign in to the network/,
    ],
    [
      "an answer without content",
      { "sts:GetCallerIdentity": { raw: { status: 200, type: "text/xml", body: "<a/>" } } },
      /What answered sts:GetCallerIdentity is not AWS \(status \d+/,
      /Sign in to the network/,
    ],
    ...(
      [
        ["a page that claims to be XML", 200, "text/xml", "<?xml version='1.0'?>\n<HTML><body>sign in</body></HTML>"],
        ["a page without a content type", 200, "", "<!doctype html><p>sign in"],
        ["a proxy's words", 403, "text/plain", "Blocked by policy."],
        ["a proxy's words without a content type", 403, "", "Blocked by policy."],
        ["a proxy's JSON", 403, "application/json", '{"error":"blocked"}'],
        ["nothing at all", 200, "text/xml", ""],
        ["an error without a name", 404, "text/xml", "<Fault/>"],
      ] as const
    ).map(([name, status, type, body]): (typeof FAILURES)[number] => [
      name,
      { "sts:GetCallerIdentity": { raw: { status, type, body } } },
      /What answered sts:GetCallerIdentity is not AWS \(status \d+/,
      /Sign in to the network/,
    ]),
    [
      "an answer that is cut off",
      { "sts:GetCallerIdentity": { cut: "<GetCallerIdentityResponse><GetCall" } },
      /The connection broke off before the whole answer to sts:GetCallerIdentity was there\./,
      /./,
    ],
  ];
  for (const [name, replies, sentence, next] of quarterOf(FAILURES, 0)) {
    test(`whoami: ${name}`, async () => {
      const { code, out, err } = await run(replies, ["whoami"]);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, sentence);
      assert.match(err, next);
    });
  }

  test("a denial names the permission that is missing, by AWS's own words", async () => {
    const message = `User: ${SESSION} is not authorized to perform: iam:SimulatePrincipalPolicy on resource: ${ROLE}`;
    const replies: Replies = {
      "iam:SimulatePrincipalPolicy": { error: { code: "AccessDenied", message, status: 403 } },
    };
    const { code, err } = await run(replies, ["simulate", "--principal", ROLE, "--action", "kms:Decrypt"]);
    assert.equal(code, 2);
    assert.match(err, /Missing permission: iam:SimulatePrincipalPolicy/);
    assert.match(err, /Without it messages are explained from the files of the workspace/);
    const policy = err.trimEnd().split("\n").at(-1)?.trim() ?? "";
    assert.deepEqual(JSON.parse(policy), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "iam:SimulatePrincipalPolicy", Resource: ROLE }],
    });
  });

  for (const reason of [
    "with an explicit deny in a service control policy",
    "because no permissions boundary allows the iam:SimulatePrincipalPolicy action",
  ]) {
    test(`a denial ${reason}: no policy is offered that would not help`, async () => {
      const message = `User: ${SESSION} is not authorized to perform: iam:SimulatePrincipalPolicy on resource: ${ROLE} ${reason}`;
      const replies: Replies = {
        "iam:SimulatePrincipalPolicy": { error: { code: "AccessDenied", message, status: 403 } },
      };
      const { err } = await run(replies, ["simulate", "--principal", ROLE, "--action", "kms:Decrypt"]);
      assert.match(err, /An Allow for these credentials is not enough/);
      assert.doesNotMatch(err, /"Effect"/);
    });
  }

  const ENCODED = "-" + "aB3_".repeat(60);
  const DECODED = {
    allowed: false,
    explicitDeny: false,
    matchedStatements: { items: [] },
    failures: { items: [] },
    context: {
      principal: { id: "AROAEXAMPLE:run-1", arn: SESSION },
      action: "kms:Decrypt",
      resource: KEY,
      conditions: { items: [] },
    },
  };

  test("decode: from a message that is wrapped and begins with a dash", async () => {
    const replies: Replies = {
      "sts:DecodeAuthorizationMessage": ({ EncodedMessage }) =>
        EncodedMessage === ENCODED
          ? { result: { DecodedMessage: JSON.stringify(DECODED) } }
          : { error: { code: "InvalidAuthorizationMessageException", message: "invalid" } },
    };
    const wrapped = `You are not authorized. Encoded authorization failure message: ${ENCODED.slice(0, 80)}\n${ENCODED.slice(80)}\n`;
    const { code, out } = await run(replies, ["decode", "-"], wrapped);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), DECODED);
    assert.equal((await run(replies, ["decode", ENCODED])).code, 0);
  });

  test("decode: a message that is cut is not sent", async () => {
    await assert.rejects(run({}, ["decode", "-"], `failure message: ${ENCODED.slice(0, 150)}...`), /cut off/);
    assert.deepEqual(terminal.calls, []);
  });

  test("decode: what is not there", () => {
    assert.equal(findEncodedMessage("You are not authorized to perform this operation."), undefined);
    const framed = `│ ${ENCODED.slice(0, 100)} │\n│ ${ENCODED.slice(100)} │`;
    assert.deepEqual(findEncodedMessage(framed), {
      text: ENCODED,
      isCut: false,
      span: { start: 2, end: framed.length - 2 },
    });
  });

  const ROLE_REPLIES: Replies = {
    "iam:GetRole": {
      result: {
        Role: {
          RoleName: "app",
          Path: "/deep/",
          RoleId: "AROAEXAMPLE",
          Arn: ROLE,
          CreateDate: "2026-01-01T00:00:00Z",
          AssumeRolePolicyDocument: encoded({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
          }),
          PermissionsBoundary: {
            PermissionsBoundaryType: "Policy",
            PermissionsBoundaryArn: "arn:aws:iam::111122223333:policy/limit",
          },
        },
      },
    },
    "iam:ListRolePolicies": paged("PolicyNames", ["one", "two"], "Marker"),
    "iam:GetRolePolicy": ({ PolicyName }) => ({
      result: { RoleName: "app", PolicyName, PolicyDocument: encoded(PolicyName === "one" ? POLICY : ODD) },
    }),
    "iam:ListAttachedRolePolicies": paged(
      "AttachedPolicies",
      [{ PolicyName: "read", PolicyArn: "arn:aws:iam::111122223333:policy/read" }],
      "Marker",
    ),
    "iam:GetPolicy": ({ PolicyArn }) => ({
      result: { Policy: { PolicyName: String(PolicyArn).split("/").at(-1), Arn: PolicyArn, DefaultVersionId: "v3" } },
    }),
    "iam:GetPolicyVersion": {
      result: { PolicyVersion: { Document: encoded(POLICY), VersionId: "v3", IsDefaultVersion: true } },
    },
  };

  test("fetch: a role by its session, all pages, documents decoded once", async () => {
    const { code, out } = await run(ROLE_REPLIES, ["fetch", "--principal", SESSION, "--to", "role"]);
    assert.equal(code, 0, out);
    const [file = ""] = readdirSync(join(terminal.folder, "role")).filter((name) => name.endsWith(".json"));
    const { RoleDetailList, Policies } = JSON.parse(readFileSync(join(terminal.folder, "role", file), "utf8")) as {
      RoleDetailList: { RolePolicyList: { PolicyName: string; PolicyDocument: object }[] }[];
      Policies: { Arn: string }[];
    };
    assert.deepEqual(RoleDetailList[0]?.RolePolicyList, [
      { PolicyName: "one", PolicyDocument: POLICY },
      { PolicyName: "two", PolicyDocument: ODD },
    ]);
    assert.deepEqual(
      Policies.map(({ Arn }) => Arn),
      ["arn:aws:iam::111122223333:policy/read", "arn:aws:iam::111122223333:policy/limit"],
    );
    assert.equal(
      readFileSync(join(terminal.folder, "role", ".gitignore"), "utf8")
        .split("\n")
        .at(-2),
      "*",
    );
  });

  test("fetch: what is denied is told once, and the rest is kept", async () => {
    const replies: Replies = {
      ...ROLE_REPLIES,
      "iam:GetRolePolicy": { error: { code: "AccessDenied", message: "not allowed", status: 403 } },
    };
    const { code, err } = await run(replies, ["fetch", "--principal", ROLE, "--to", "partly"]);
    assert.equal(code, 1);
    assert.match(err, /AWS denied iam:GetRolePolicy\./);
    assert.equal(readdirSync(join(terminal.folder, "partly")).filter((name) => name.endsWith(".json")).length, 1);
  });

  test("fetch: a list that is missing is not an empty one", async () => {
    const replies: Replies = { ...ROLE_REPLIES, "iam:ListRolePolicies": { result: {} } };
    const { code, err } = await run(replies, ["fetch", "--principal", ROLE, "--to", "missing"]);
    assert.equal(code, 1);
    assert.match(
      err,
      /What answered iam:ListRolePolicies is not AWS \(status 200, without the list that was asked for\)\./,
    );
  });

  test("fetch: credentials of another account find a namesake, which is not kept", async () => {
    const other = ["fetch", "--principal", "arn:aws:iam::444455556666:role/app", "--to", "namesake"];
    const { code, err } = await run(ROLE_REPLIES, other);
    assert.equal(code, 2);
    assert.match(
      err,
      /The credentials are those of account 111122223333, and what is asked for is in account 444455556666\./,
    );
    assert.equal(existsSync(join(terminal.folder, "namesake")), false);
  });

  test("fetch: what could not be listed is left out of what is saved", async () => {
    const denied = { error: { code: "AccessDenied", message: "no", status: 403 } } as const;
    const { code } = await run({ ...ROLE_REPLIES, "iam:ListAttachedRolePolicies": denied }, [
      ...["fetch", "--principal", ROLE, "--to", "unlisted"],
    ]);
    assert.equal(code, 1);
    const [file = ""] = readdirSync(join(terminal.folder, "unlisted")).filter((name) => name.endsWith(".json"));
    const { RoleDetailList } = JSON.parse(readFileSync(join(terminal.folder, "unlisted", file), "utf8")) as {
      RoleDetailList: Record<string, unknown>[];
    };
    assert.equal("AttachedManagedPolicies" in (RoleDetailList[0] ?? {}), false);
    assert.equal("RolePolicyList" in (RoleDetailList[0] ?? {}), true);
  });

  for (const [args, words] of [
    [["--organization"], /nothing is named/],
    [["--organization", "--resource", "arn:aws:s3:::acme"], /name a principal of it by its ARN/],
    [["--principal", "arn:aws:s3:::acme"], /is not the ARN of a role, a session or a user/],
  ] as const) {
    test(`fetch ${args.join(" ")}: calls nothing, and says what is missing`, async () => {
      await assert.rejects(run({}, ["fetch", ...args]), words);
      assert.deepEqual(terminal.calls, []);
    });
  }

  test("fetch: the SDK repeats what is throttled", async () => {
    const throttled = { error: { code: "Throttling", message: "Rate exceeded", status: 400 } } as const;
    const role = ROLE_REPLIES["iam:GetRole"];
    const replies: Replies = {
      ...ROLE_REPLIES,
      "iam:GetRole": (parameters, count) =>
        count === 0 ? throttled : typeof role === "function" ? role(parameters, count) : (role ?? throttled),
    };
    assert.equal((await run(replies, ["fetch", "--principal", ROLE, "--to", "again"])).code, 0);
  });

  /** A map, as the Query protocol writes it. */
  const attributes = (map: Readonly<Record<string, string>>): Reply => {
    const entries = Object.entries(map).map(
      ([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`,
    );
    const body = `<GetTopicAttributesResponse><GetTopicAttributesResult><Attributes>${entries.join("")}</Attributes></GetTopicAttributesResult></GetTopicAttributesResponse>`;
    return { raw: { status: 200, type: "text/xml", body } };
  };

  const RESOURCES: readonly (readonly [arn: string, owner: string, replies: Replies])[] = [
    [KEY, KEY, { "kms:GetKeyPolicy": { result: { Policy: JSON.stringify(POLICY), PolicyName: "default" } } }],
    [
      "arn:aws:s3:::acme/a b.txt",
      "arn:aws:s3:::acme",
      { "s3:GetBucketPolicy": { result: { Policy: JSON.stringify(POLICY) } } },
    ],
    [
      "arn:aws:sqs:eu-west-1:111122223333:jobs",
      "arn:aws:sqs:eu-west-1:111122223333:jobs",
      {
        "sqs:GetQueueUrl": { result: { QueueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/jobs" } },
        "sqs:GetQueueAttributes": { result: { Attributes: { QueueArn: "q", Policy: JSON.stringify(POLICY) } } },
      },
    ],
    [
      "arn:aws:sns:eu-west-1:111122223333:news",
      "arn:aws:sns:eu-west-1:111122223333:news",
      { "sns:GetTopicAttributes": attributes({ TopicArn: "t", Policy: JSON.stringify(POLICY) }) },
    ],
    [
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf",
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf",
      { "secretsmanager:GetResourcePolicy": { result: { ARN: "s", ResourcePolicy: JSON.stringify(POLICY) } } },
    ],
    [
      "arn:aws:lambda:eu-west-1:111122223333:function:f",
      "arn:aws:lambda:eu-west-1:111122223333:function:f",
      { "lambda:GetPolicy": { result: { Policy: JSON.stringify(POLICY) } } },
    ],
    [
      "arn:aws:ecr:eu-west-1:111122223333:repository/team/app",
      "arn:aws:ecr:eu-west-1:111122223333:repository/team/app",
      { "ecr:GetRepositoryPolicy": { result: { policyText: JSON.stringify(POLICY) } } },
    ],
  ];
  for (const [arn, owner, replies] of RESOURCES) {
    test(`fetch: the policy of ${arn}`, async () => {
      const { code, out, err } = await run(replies, ["fetch", "--resource", arn, "--to", "resources"]);
      assert.deepEqual([code, err], [0, ""]);
      const file = /^saved (.*)$/m.exec(out)?.[1] ?? "";
      assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), {
        ResourcePolicies: [{ ResourceArn: owner, Policy: POLICY }],
      });
    });
  }

  const [QUEUE, TOPIC, SECRET, FUNCTION, REPOSITORY] = [2, 3, 4, 5, 6].map((at) => RESOURCES[at]?.[0] ?? "");
  const queueUrl: Reply = { result: { QueueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/jobs" } };
  const error = (code: string, status = 400): Reply => ({ error: { code, message: "AWS's words", status } });
  const empty: Reply = { result: {} };

  for (const [name, arn, replies] of [
    ["a bucket", "arn:aws:s3:::acme", { "s3:GetBucketPolicy": error("NoSuchBucketPolicy", 404) }],
    [
      "a queue",
      QUEUE,
      { "sqs:GetQueueUrl": queueUrl, "sqs:GetQueueAttributes": { result: { Attributes: { QueueArn: "q" } } } },
    ],
    ["a topic", TOPIC, { "sns:GetTopicAttributes": attributes({ TopicArn: "t" }) }],
    ["a secret", SECRET, { "secretsmanager:GetResourcePolicy": { result: { ARN: "s", Name: "db" } } }],
    ["a repository", REPOSITORY, { "ecr:GetRepositoryPolicy": error("RepositoryPolicyNotFoundException") }],
    ["a function, or no function", FUNCTION, { "lambda:GetPolicy": error("ResourceNotFoundException", 404) }],
  ] as const satisfies readonly (readonly [string, string | undefined, Replies])[]) {
    test(`fetch: ${name} without a policy of its own`, async () => {
      const { code, err } = await run(replies, ["fetch", "--resource", arn ?? "", "--to", "bare"]);
      assert.equal(code, 0, err);
      assert.match(err, name.includes("or no") ? /either it has none of its own, or/ : /has no policy of its own/);
    });
  }

  for (const [name, arn, replies, words] of [
    [
      "a bucket that is not there",
      "arn:aws:s3:::acme",
      { "s3:GetBucketPolicy": error("NoSuchBucket", 404) },
      /not find/,
    ],
    [
      "a bucket of another account",
      "arn:aws:s3:::acme",
      { "s3:GetBucketPolicy": error("MethodNotAllowed", 405) },
      /in another account/,
    ],
    ["a key that is not there", KEY, { "kms:GetKeyPolicy": error("NotFoundException") }, /not find/],
    ["a queue that is not there", QUEUE, { "sqs:GetQueueUrl": error("QueueDoesNotExist") }, /not find/],
    [
      "a secret that is not there",
      SECRET,
      { "secretsmanager:GetResourcePolicy": error("ResourceNotFoundException") },
      /not find/,
    ],
    [
      "a repository that is not there",
      REPOSITORY,
      { "ecr:GetRepositoryPolicy": error("RepositoryNotFoundException") },
      /not find/,
    ],
    ["a key, answered with {}", KEY, { "kms:GetKeyPolicy": empty }, /is not AWS/],
    ["a queue's address, answered with {}", QUEUE, { "sqs:GetQueueUrl": empty }, /is not AWS/],
    [
      "a queue, answered with {}",
      QUEUE,
      { "sqs:GetQueueUrl": queueUrl, "sqs:GetQueueAttributes": empty },
      /is not AWS/,
    ],
    ["a topic, answered with nothing", TOPIC, { "sns:GetTopicAttributes": empty }, /is not AWS/],
    ["a secret, answered with {}", SECRET, { "secretsmanager:GetResourcePolicy": empty }, /is not AWS/],
    ["a function, answered with {}", FUNCTION, { "lambda:GetPolicy": empty }, /is not AWS/],
    ["a repository, answered with {}", REPOSITORY, { "ecr:GetRepositoryPolicy": empty }, /is not AWS/],
    [
      "a key, answered with an error without a name",
      KEY,
      { "kms:GetKeyPolicy": { raw: { status: 404, type: "application/json", body: '{"error":"blocked"}' } } },
      /is not AWS/,
    ],
    [
      "a bucket, answered with a page",
      "arn:aws:s3:::acme",
      { "s3:GetBucketPolicy": { raw: { status: 200, type: "text/html", body: "<html>" } } },
      /is not AWS/,
    ],
  ] as const satisfies readonly (readonly [string, string | undefined, Replies, RegExp])[]) {
    test(`fetch: ${name}: a failure, and not a resource without a policy`, async () => {
      const { code, err } = await run(replies, ["fetch", "--resource", arn ?? "", "--to", "bare"]);
      assert.equal(code, 2, err);
      assert.match(err, words);
      assert.doesNotMatch(err, /no policy of/);
      assert.equal(existsSync(join(terminal.folder, "bare")), false);
    });
  }

  test("fetch: a resource whose service is not known here is not asked for", async () => {
    const { code, err } = await run({}, ["fetch", "--resource", "arn:aws:__proto__:eu-west-1:111122223333:a"]);
    assert.equal(code, 2);
    assert.match(err, /Policies of resources of __proto__ cannot be fetched here\./);
    assert.deepEqual(terminal.calls, []);
  });

  const organizationReplies = (scp: object): Replies => ({
    "organizations:DescribeOrganization": {
      result: { Organization: { Id: "o-acme", MasterAccountId: "999988887777" } },
    },
    "organizations:ListParents": ({ ChildId }) => ({
      result: {
        Parents:
          ChildId === "111122223333"
            ? [{ Id: "ou-ab12-cdefgh34", Type: "ORGANIZATIONAL_UNIT" }]
            : [{ Id: "r-ab12", Type: "ROOT" }],
      },
    }),
    "organizations:ListPoliciesForTarget": ({ TargetId, Filter }) => ({
      result: {
        Policies:
          TargetId === "ou-ab12-cdefgh34" && Filter === "SERVICE_CONTROL_POLICY"
            ? [
                {
                  Id: "p-guard",
                  Arn: "arn:aws:organizations::999988887777:policy/o-acme/service_control_policy/p-guard",
                  Name: "../guard: a|b",
                  Type: "SERVICE_CONTROL_POLICY",
                },
              ]
            : [],
      },
    }),
    "organizations:DescribePolicy": {
      result: {
        Policy: {
          PolicySummary: {
            Id: "p-guard",
            Arn: "arn:aws:organizations::999988887777:policy/o-acme/service_control_policy/p-guard",
            Name: "../guard: a|b",
            Type: "SERVICE_CONTROL_POLICY",
          },
          Content: JSON.stringify(scp),
        },
      },
    },
  });

  test("fetch, then explain: the SCP of the unit above the account is the culprit, without a line of configuration", async () => {
    const scp = {
      Version: "2012-10-17",
      Statement: [{ Sid: "NoDecrypt", Effect: "Deny", Action: "kms:Decrypt", Resource: "*" }],
    };
    const message = `User: ${SESSION} is not authorized to perform: kms:Decrypt on resource: ${KEY} with an explicit deny in a service control policy`;
    mkdirSync(join(terminal.folder, "project"));
    const replies = { ...ROLE_REPLIES, ...organizationReplies(scp), ...RESOURCES[0]?.[2] };
    const args = ["fetch", "--message", message, "--organization", "--workspace", "project"];
    const { code, out } = await run(replies, args);
    assert.equal(code, 1, out);
    assert.match(out, /Statement NoDecrypt of \.\.\/guard: a\|b denies kms:Decrypt/);
  });

  test("fetch, then explain: a key policy that neither names the role nor delegates", async () => {
    const keyPolicy = {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Admin",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111122223333:role/admin" },
          Action: "kms:*",
          Resource: "*",
        },
      ],
    };
    const message = `User: ${SESSION} is not authorized to perform: kms:Decrypt on resource: ${KEY} because no resource-based policy allows the kms:Decrypt action`;
    mkdirSync(join(terminal.folder, "keys"));
    writeFileSync(join(terminal.folder, "keys", "app.json"), JSON.stringify(POLICY));
    const replies: Replies = { ...ROLE_REPLIES, "kms:GetKeyPolicy": { result: { Policy: JSON.stringify(keyPolicy) } } };
    const { code, out } = await run(replies, ["fetch", "--message", message, "--workspace", "keys"]);
    assert.equal(code, 1);
    assert.match(out, /^The key policy here does not allow kms:Decrypt/m);
    assert.match(out, /It names neither the caller nor the caller's account/);
    assert.match(out, /Add a statement to .* that allows kms:Decrypt/);
  });

  test("simulate: the decision with its statements, and what the simulator does not see", async () => {
    const replies: Replies = {
      "iam:SimulatePrincipalPolicy": (parameters) => ({
        result: {
          EvaluationResults: [
            {
              EvalActionName: "kms:Decrypt",
              EvalDecision:
                parameters["ContextEntries.member.1.ContextKeyName"] === "aws:RequestedRegion"
                  ? "allowed"
                  : "implicitDeny",
              MatchedStatements: [{ SourcePolicyId: "one", SourcePolicyType: "IAM Policy" }],
              MissingContextValues: ["aws:SourceIp"],
            },
          ],
        },
      }),
    };
    const { code, out } = await run(replies, [
      "simulate",
      "--principal",
      SESSION,
      "--action",
      "kms:Decrypt",
      "--resource",
      KEY,
    ]);
    assert.equal(code, 0);
    assert.match(out, /AWS's simulator allows kms:Decrypt on .* for arn:aws:iam::111122223333:role\/app\./);
    assert.match(out, /not given +aws:SourceIp/);
    assert.match(out, /does not see session policies/);
  });

  test("simulate: assuming a role is not among what the simulator decides", async () => {
    await assert.rejects(
      run({}, ["simulate", "--principal", ROLE, "--action", "sts:AssumeRole"]),
      /does not decide sts:AssumeRole/,
    );
    assert.deepEqual(terminal.calls, []);
  });

  test("denials: of all pages, the denials alone", async () => {
    const event = (errorCode: string | undefined, eventName: string): object => ({
      CloudTrailEvent: JSON.stringify({
        eventTime: "2026-11-26T10:00:00Z",
        eventSource: "s3.amazonaws.com",
        eventName,
        errorCode,
        errorMessage: "no",
      }),
    });
    const events = [
      event("AccessDenied", "PutBucketPolicy"),
      event(undefined, "ListBuckets"),
      event("Client.UnauthorizedOperation", "RunInstances"),
    ];
    const { code, out, err } = await run({ "cloudtrail:LookupEvents": paged("Events", events, "NextToken") }, [
      "denials",
    ]);
    assert.equal(code, 0);
    assert.deepEqual(
      out.split("\n").map((line) => line.split("  ")[1]),
      ["s3:PutBucketPolicy", "s3:RunInstances", undefined],
    );
    assert.match(err, /no access to objects of S3/);
  });

  test("validate: AWS's findings at the characters of the file", async () => {
    const text = `{\n  "Version": "2012-10-17",\n  "Statement": []\n}\n`;
    writeFileSync(join(terminal.folder, "empty.json"), text);
    const start = { line: 3, column: 2, offset: 0 };
    const finding = {
      findingType: "ERROR",
      issueCode: "EMPTY",
      findingDetails: "Add a statement.",
      learnMoreLink: "https://example.com",
      locations: [{ path: [], span: { start, end: start } }],
    };
    const { code, out } = await run({ "access-analyzer:ValidatePolicy": { result: { findings: [finding] } } }, [
      "validate",
      "empty.json",
    ]);
    assert.equal(code, 1);
    assert.match(out, /^empty\.json:3:3 {2}ERROR {2}Add a statement\. {2}EMPTY \(AWS\)$/m);
  });

  test("validate: the custom checks, and that AWS charges for them", async () => {
    writeFileSync(join(terminal.folder, "new.json"), JSON.stringify(POLICY));
    writeFileSync(join(terminal.folder, "old.json"), JSON.stringify(ODD));
    const fail: Reply = {
      result: {
        result: "FAIL",
        message: "New access.",
        reasons: [{ description: "In a statement.", statementId: "S" }],
      },
    };
    const sent: Readonly<Record<string, unknown>>[] = [];
    const answering =
      (reply: Reply) =>
      (parameters: Readonly<Record<string, unknown>>): Reply => {
        sent.push(parameters);
        return reply;
      };
    const replies: Replies = {
      "access-analyzer:CheckNoNewAccess": answering(fail),
      "access-analyzer:CheckAccessNotGranted": answering({ result: { result: "PASS" } }),
    };
    const more = await run(replies, ["validate", "new.json", "--no-new-access", "old.json"]);
    assert.equal(more.code, 1);
    assert.match(more.err, /AWS charges for each custom policy check/);
    assert.match(more.out, /may grant more than the other one\.\n {2}AWS says: New access\.\n {2}S: In a statement\./);
    assert.deepEqual(sent.at(-1), {
      newPolicyDocument: JSON.stringify(POLICY),
      existingPolicyDocument: JSON.stringify(ODD),
      policyType: "IDENTITY_POLICY",
    });
    const none = await run(replies, [
      "validate",
      "new.json",
      "--not-granted",
      "s3:GetObject",
      "--not-granted",
      "kms:*",
    ]);
    assert.equal(none.code, 0);
    assert.match(none.out, /grants none of the actions\./);
    assert.deepEqual(sent.at(-1)?.["access"], [{ actions: ["s3:GetObject", "kms:*"] }]);
    const nothing = await run({ "access-analyzer:CheckNoNewAccess": { result: {} } }, [
      ...["validate", "new.json", "--no-new-access", "old.json"],
    ]);
    assert.match(nothing.err, /What answered access-analyzer:CheckNoNewAccess is not AWS/);
    await assert.rejects(run(replies, ["validate", "new.json", "--kind", "scp", "--not-granted", "s3:*"]), /alone/);
  });

  test("an answer that never comes ends with the command", async () => {
    const server = await terminal.serve({ "sts:GetCallerIdentity": { never: true } });
    const cancel = new AbortController();
    const session = await awsWithoutWaits.openSession({ profile: undefined, region: undefined, cancel: cancel.signal });
    const asked = aws.whoAmI(session);
    while (server.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    cancel.abort();
    const answer = await asked;
    assert.equal(answer.ok ? "" : answer.failure.cause, "cancelled");
  });

  test("a profile that does not exist is named, and nothing of the SDK's own is written", async () => {
    delete process.env["AWS_ACCESS_KEY_ID"];
    const { code, err } = await run({}, ["whoami", "--profile", "nowhere"]);
    process.env["AWS_ACCESS_KEY_ID"] = VARIABLES["AWS_ACCESS_KEY_ID"] ?? "";
    assert.equal(code, 2);
    assert.match(err, /The profile nowhere gives no credentials: the AWS configuration files have none of this name\./);
  });
});
