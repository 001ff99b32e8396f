import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runCatalog } from "../../server/src/cli/catalog.ts";
import { type CommandIo } from "../../server/src/cli/command-io.ts";
import { runDescribe } from "../../server/src/cli/describe.ts";
import { runConvert } from "../../server/src/cli/convert.ts";
import { createOutput } from "../../server/src/cli/output.ts";
import { openService } from "../../server/src/service/index.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const catalog = miniCatalog();

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(
  command: (args: string[], io: CommandIo) => Promise<number>,
  args: string[],
  input = "",
): Promise<Outcome> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await command(args, {
    stdin: (async function* () {
      yield await Promise.resolve(input);
    })(),
    out: createOutput((raw) => out.push(raw), "plain"),
    err: createOutput((raw) => err.push(raw), "plain"),
    cwd: "/",
    service: () => openService({ catalog: () => catalog, log: { error: (message) => assert.fail(message) } }),
  });
  return { code, out: out.join(""), err: err.join("") };
}

describe("describe prints what hover says", () => {
  const cases: readonly (readonly [args: string[], words: RegExp])[] = [
    [
      ["action", "s3:getobject"],
      /^s3:GetObject\nGrants permission to retrieve objects\.\n {2}- Amazon S3, access level Read\./,
    ],
    [["action", "s3:*Object"], /Matches 4 actions of Amazon S3/],
    [["action", "*"], /Every action of every service/],
    [["action", "s3:HeadObject"], /^s3:HeadObject is the name of an API operation\. Its permission is s3:GetObject\./],
    [["key", "aws:SourceIp"], /Present: In requests that do not come through a VPC endpoint\./],
    [["key", "s3:prefix"], /lists it with 1 of 6 actions of s3: s3:ListBucket\./],
    [["key", "aws:RequestTag/team"], /the actions for which AWS lists it/],
    [["key", "iot:ConnectAttributes"], /described in AWS's documentation, on the page/],
    [["operator", "stringnotlike"], /the condition holds: a missing value equals none of those listed/],
    [["resource", "s3:bucket"], /ARN: arn:\$\{Partition\}:s3:::\$\{BucketName\}\.[\s\S]*Actions: s3:ListBucket\./],
    [["resource", "arn:aws:s3:::data/*"], /Matches Amazon S3 resources of type object\./],
    [["s3:getobject"], /^s3:GetObject\n/],
    [["s3:HeadObject"], /^s3:HeadObject is the name of an API operation\./],
    [["s3:prefix"], /^s3:prefix\n/],
    [["aws:SourceIp"], /^aws:SourceIp\n/],
    [["s3:bucket"], /ARN: arn:\$\{Partition\}:s3:::\$\{BucketName\}\./],
    [["arn:aws:s3:::data/*"], /Matches Amazon S3 resources of type object\./],
    [["stringnotlike"], /a missing value equals none of those listed/],
    [["token.actions.githubusercontent.com:sub"], /GitHub Actions writes repo:OWNER\/REPO:environment:NAME for a job/],
    [["key", "accounts.example.com:aud"], /^accounts\.example\.com:aud\nA key of an identity provider/],
  ];
  for (const [args, words] of cases) {
    test(args.join(" "), async () => {
      const { code, out, err } = await run(runDescribe, args);
      assert.match(out, words);
      assert.deepEqual([code, err], [0, ""]);
    });
  }
});

describe("an unknown name is one line on stderr, with what was probably meant", () => {
  const cases: readonly (readonly [args: string[], line: string])[] = [
    [
      ["action", "s3:GetObjekt"],
      "The action 's3:GetObjekt' is not in AWS's service reference of 2026-01-31. Did you mean 's3:GetObject'?",
    ],
    [
      ["action", "lamda:InvokeFunction"],
      "The service 'lamda' is not in AWS's service reference of 2026-01-31. Did you mean 'lambda:InvokeFunction'?",
    ],
    [
      ["action", "SendMessage"],
      "'SendMessage' has no service prefix; write service:Action. Did you mean 'sqs:SendMessage'?",
    ],
    [
      ["action", "s3:Moo*"],
      "'s3:Moo*' matches no action in AWS's service reference of 2026-01-31. Check how it is spelt.",
    ],
    [
      ["key", "aws:SourceIP4"],
      "The condition key 'aws:SourceIP4' is not in AWS's service reference of 2026-01-31. Did you mean 'aws:SourceIp'?",
    ],
    [
      ["operator", "StringEqual"],
      "'StringEqual' is not a condition operator that AWS knows. Did you mean 'StringEquals'?",
    ],
    [
      ["resource", "s3:buckets"],
      "The resource type 's3:buckets' is not in AWS's service reference of 2026-01-31. Did you mean 's3:bucket'?",
    ],
    [
      ["resource", "bucket"],
      "'bucket' is neither an ARN nor a resource type such as s3:bucket. Did you mean 's3:bucket'?",
    ],
    [["bucket"], "'bucket' is not complete. Did you mean 's3:bucket'?"],
    [
      ["action", "s3:\u001b[31m"],
      "The action 's3:\\u{1b}[31m' is not in AWS's service reference of 2026-01-31. Check how it is spelt.",
    ],
    [["thing", "x"], "write what to describe, as in 'describe s3:GetObject' or 'describe key aws:SourceIp'."],
    [["action"], "write what to describe, as in 'describe s3:GetObject' or 'describe key aws:SourceIp'."],
    [
      ["s3:GetObjekt"],
      "The action 's3:GetObjekt' is not in AWS's service reference of 2026-01-31. Did you mean 's3:GetObject'?",
    ],
    [
      ["aws:SourceIP4"],
      "The condition key 'aws:SourceIP4' is not in AWS's service reference of 2026-01-31. Did you mean 'aws:SourceIp'?",
    ],
    [["StringEqual"], "'StringEqual' is not a condition operator that AWS knows. Did you mean 'StringEquals'?"],
    [["sqs"], "'sqs' is not complete. Did you mean 'sqs:*'?"],
    [["SendMessage"], "'SendMessage' is not complete. Did you mean 'sqs:SendMessage'?"],
    [
      ["arn"],
      "nothing is called 'arn'. Write an action (s3:GetObject), a condition key (aws:SourceIp), a resource type (s3:bucket), a condition operator (StringLike) or an ARN.",
    ],
    [["action", "s3:GetObject", "--format", "xml"], "--format is text or json."],
  ];
  for (const [args, line] of cases) {
    test(JSON.stringify(args), async () => {
      assert.deepEqual(await run(runDescribe, args), { code: 2, out: "", err: `iam-verdict describe: ${line}\n` });
    });
  }
});

describe("--format json carries the facts and the words", () => {
  const cases: readonly (readonly [args: string[], facts: Readonly<Record<string, unknown>>])[] = [
    [
      ["action", "lambda:CreateFunction"],
      {
        kind: "action",
        name: "lambda:CreateFunction",
        service: { prefix: "lambda", name: "AWS Lambda" },
        accessLevels: ["Write"],
        permissionOnly: false,
        resourceTypes: [{ name: "function", required: true }],
        dependentActions: ["iam:PassRole"],
        catalogDate: "2026-01-31",
        overlayDate: "2025-01-31",
      },
    ],
    [["action", "sqs:List*"], { kind: "action-pattern", count: 2, actions: ["sqs:ListQueueTags", "sqs:ListQueues"] }],
    [
      ["key", "aws:SourceIp"],
      { kind: "key", type: "IPAddress", multivalued: false, global: true, availability: "conditional", actions: null },
    ],
    [["key", "s3:prefix"], { kind: "key", global: false, availability: null, actions: ["s3:ListBucket"] }],
    [
      ["operator", "ForAllValues:ArnLikeIfExists"],
      { kind: "operator", family: "arn", setOperator: "ForAllValues", ifExists: true, absentKey: "holds" },
    ],
    [["resource", "s3:bucket"], { kind: "resource", arn: "arn:${Partition}:s3:::${BucketName}" }],
    [
      ["resource", "arn:aws:s3:::data/*"],
      {
        kind: "arn",
        fields: { partition: "aws", service: "s3", region: "", account: "", resource: "data/*" },
        resourceTypes: ["object"],
      },
    ],
  ];
  for (const [args, facts] of cases) {
    test(args.join(" "), async () => {
      const { out } = await run(runDescribe, [...args, "--format", "json"]);
      const printed = JSON.parse(out) as Record<string, unknown>;
      const picked = Object.fromEntries(Object.keys(facts).map((key) => [key, printed[key]]));
      assert.deepEqual(picked, facts);
      assert.equal(typeof printed["words"], "string");
    });
  }
});

describe("catalog", () => {
  test("--info says the date, the source and the counts", async () => {
    const { code, out } = await run(runCatalog, ["--info"]);
    assert.equal(code, 0);
    assert.match(out, /^AWS data of 2026-01-31, packed from mini 1\.0\.202601310\.\n {2}- 11 services\n/);
    assert.match(out, /of 2025-01-31; they may be incomplete\.\n$/);
  });

  test("--info --format json is the same for scripts", async () => {
    const { out } = await run(runCatalog, ["--info", "--format", "json"]);
    assert.deepEqual(JSON.parse(out), catalog.info);
  });

  test("without --info there is nothing to do", async () => {
    const { code, err } = await run(runCatalog, []);
    assert.deepEqual([code, err], [2, "iam-verdict catalog: write 'catalog --info', with --format text or json.\n"]);
  });
});

test("--help prints the usage", async () => {
  assert.match((await run(runDescribe, ["--help"])).out, /^Usage: iam-verdict describe/);
  assert.match((await run(runCatalog, ["--help"])).out, /^Usage: iam-verdict catalog/);
});

describe("convert prints a policy in another form", () => {
  const policy = `{ "Version": "2012-10-17", "Statement": [{ "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }`;

  test("of standard input, as a whole or a statement by its Sid or number", async () => {
    const whole = await run(runConvert, ["--to", "terraform", "-"], policy);
    assert.match(whole.out, /^data "aws_iam_policy_document" "policy" \{\n {2}statement \{\n/);
    for (const statement of ["Read", "1"]) {
      const { code, out } = await run(runConvert, ["--to", "cloudformation", "--statement", statement, "-"], policy);
      assert.deepEqual([code, out.split("\n")[0]], [0, `- Sid: "Read"`]);
    }
  });

  test("or says what is missing", async () => {
    const rows: readonly (readonly [args: string[], input: string, error: RegExp])[] = [
      [["-"], policy, /write --to with one of json, compact, terraform,/],
      [["--to", "json"], policy, /name one file/],
      [["--to", "json", "--statement", "2", "-"], policy, /neither a Sid of the policy nor a number from 1 to 1/],
      [["--to", "json", "-"], "[]", /holds no policy/],
      [["--to", "json", "-"], `[${policy}, ${policy}]`, /holds 2 policies; choose one with --policy/],
      [["--to", "json", "--policy", "2", "-"], policy, /--policy '2' names no policy of the file, which holds one\./],
      [["--to", "json", "--policy", "3", "-"], `[${policy}, ${policy}]`, /holds 2\. Write a number from 1 to 2\./],
    ];
    for (const [args, input, error] of rows) {
      await assert.rejects(run(runConvert, args, input), error);
    }
  });
});
