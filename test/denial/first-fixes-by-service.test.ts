/** What is offered first, and said, where it takes knowledge of one service. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isOfAws } from "../../server/src/policy/resource-owner.ts";
import { serviceBucketOf } from "../../server/src/policy/service-bucket.ts";
import { outlineOf } from "../../server/src/telling/explanation-outline.ts";
import { fixTitleText } from "../../server/src/telling/fix-sentences.ts";
import { hintInWords } from "../../server/src/telling/near-miss-sentences.ts";
import { nextInWords } from "../../server/src/telling/next-sentences.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { explained, explainedIn } from "../support/explained.ts";

const ACCOUNT = "111122223333";
const CALLER = `arn:aws:sts::${ACCOUNT}:assumed-role/app/job-1`;
const refused = (action: string, resource: string, why: string, caller = CALLER): string =>
  `AccessDenied: User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
const noAllow = (action: string, resource: string, layer = "identity-based policy"): string =>
  refused(action, resource, `because no ${layer} allows the ${action} action`);

describe("an action that acts on some of the resources that a statement names", () => {
  const glue = (rest: string): string => `arn:aws:glue:eu-west-1:${ACCOUNT}:${rest}`;
  const statement = {
    Sid: "Read",
    Effect: "Allow",
    Action: ["glue:GetDatabase", "glue:GetTable"],
    Resource: [glue("catalog"), glue("database/sales"), glue("table/sales/*")],
  };
  const fixesFor = (action: string, resource: string) =>
    explained(noAllow(action, resource), { "roles/app/p.json": statement }).fixes;

  test("is added to it first where those are what was asked for", () => {
    const [first] = fixesFor("glue:GetCatalogImportStatus", glue("catalog"));
    assert.equal(
      first && fixTitleText(first),
      "Add glue:GetCatalogImportStatus to the actions of statement Read of roles/app/p.json",
    );
    assert.deepEqual(first?.risks, []);
  });

  test("is said to cover the others that it acts on", () => {
    const risks = fixesFor("glue:GetPartitions", glue("table/sales/orders")).flatMap((fix) => fix.risks);
    assert.ok(risks.some((risk) => risk.risk === "other-resources" && risk.resources.includes(glue("table/sales/*"))));
  });
});

describe("an image, whose ARN has no account", () => {
  const titlesFor = (resource: string): readonly string[] =>
    explained(noAllow("ec2:RunInstances", "arn:aws:ec2:eu-west-1::image/ami-0abc1234"), {
      "roles/app/p.json": { Sid: "Run", Effect: "Allow", Action: "ec2:RunInstances", Resource: resource },
    }).fixes.map(fixTitleText);

  test("is added to what names all others of the account: the call needs these, too", () => {
    const [first, ...others] = titlesFor(`arn:aws:ec2:eu-west-1:${ACCOUNT}:*`);
    assert.equal(
      first,
      "Add arn:aws:ec2:eu-west-1::image/ami-0abc1234 to the resources of statement Run of roles/app/p.json",
    );
    assert.deepEqual(
      others.filter((title) => title.includes("instead of")),
      [],
    );
  });

  test("is written without it where the entry is one of images", () => {
    assert.deepEqual(titlesFor(`arn:aws:ec2:eu-west-1:${ACCOUNT}:image/*`).slice(0, 1), [
      `In statement Run of roles/app/p.json, write arn:aws:ec2:eu-west-1::image/* instead of arn:aws:ec2:eu-west-1:${ACCOUNT}:image/*`,
    ]);
  });
});

test("a key is listed beside its alias where the call acts on both", () => {
  const kms = (rest: string): string => `arn:aws:kms:eu-west-1:${ACCOUNT}:${rest}`;
  const key = kms("key/1234abcd-12ab-34cd-56ef-1234567890ab");
  const titleFor = (action: string): string | undefined =>
    explained(noAllow(action, key), {
      "roles/app/p.json": { Sid: "Keys", Effect: "Allow", Action: action, Resource: kms("alias/app") },
    }).fixes.map(fixTitleText)[0];
  assert.equal(titleFor("kms:UpdateAlias"), `Add ${key} to the resources of statement Keys of roles/app/p.json`);
  assert.equal(
    titleFor("kms:Decrypt"),
    `In statement Keys of roles/app/p.json, write ${key} instead of ${kms("alias/app")}`,
  );
});

describe("an action for which the reference has no resource", () => {
  const instance = `arn:aws:connect:eu-west-1:${ACCOUNT}:instance/11111111-2222-3333-4444-555555555555`;
  const firstFor = (resource: string): string | undefined =>
    explained(noAllow("connect:StartOutboundVoiceContact", resource), {
      "roles/app/p.json": {
        Sid: "Call",
        Effect: "Allow",
        Action: "connect:StartOutboundVoiceContact",
        Resource: instance,
      },
    })
      .fixes.map(fixTitleText)
      .at(0);

  test("is allowed on the one that AWS names", () => {
    assert.equal(
      firstFor(`${instance}/contact/*`),
      `In statement Call of roles/app/p.json, write ${instance}/contact/* instead of ${instance}`,
    );
  });
  test("is allowed on everything where AWS names none", () => {
    const path = "/v1/contacts";
    const withoutName = "instance::contact:";
    for (const none of [
      "*",
      ...["contact/*", path, withoutName].map((of) => `arn:aws:connect:eu-west-1:${ACCOUNT}:${of}`),
    ])
      assert.equal(firstFor(none), `In statement Call of roles/app/p.json, write * instead of ${instance}`);
  });
});

describe("a permissions boundary that lists the service", () => {
  const titlesFor = (listed: object): readonly string[] =>
    explained(
      noAllow("dynamodb:BatchWriteItem", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`, "permissions boundary"),
      {
        "boundaries/limit-boundary.json": [listed, { Sid: "Logs", Effect: "Allow", Action: "logs:*", Resource: "*" }],
      },
    ).fixes.map(fixTitleText);

  test("gets no action beside everything of another service", () => {
    const titles = titlesFor({ Sid: "Data", Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*" });
    assert.ok(
      titles.some((title) => title.includes("statement Data")),
      titles.join("\n"),
    );
    assert.ok(
      titles.every((title) => !title.includes("statement Logs")),
      titles.join("\n"),
    );
  });

  test("gets it there where it lists nothing of the service", () => {
    const titles = titlesFor({ Sid: "Data", Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
    assert.ok(
      titles.some((title) => title.includes("statement Logs")),
      titles.join("\n"),
    );
  });
});

describe("a secret that was asked for by its name", () => {
  const secret = (name: string): string => `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:${name}`;
  const nearestFor = (written: string, name: string) =>
    explained(noAllow("secretsmanager:GetSecretValue", name), {
      "roles/app/p.json": { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: written },
    }).nearMisses[0];
  const resourceOf = (near: ReturnType<typeof nearestFor>) =>
    near?.elements.find(({ element }) => element === "resource")?.truth;

  test("is not the ARN without the characters behind the name", () => {
    const near = nearestFor(secret("prod/db"), "prod/db");
    assert.equal(resourceOf(near), "no");
    assert.deepEqual(
      near?.hints.map((hint) => phraseToPlainText(hintInWords(hint))),
      [
        `${secret("prod/db")} matches no secret, because Secrets Manager ends the ARN of each with a hyphen and six characters of its own. Write ${secret("prod/db-??????")}.`,
      ],
    );
  });

  for (const [what, written, name, truth] of [
    ["a pattern for the characters", secret("prod/db-??????"), "prod/db", "unknown"],
    ["a wildcard", secret("prod/*"), "prod/db", "unknown"],
    ["a name that ends like one", secret("app-server"), "app-server", "unknown"],
    ["another name", secret("prod/other"), "prod/db", "no"],
  ] as const) {
    test(`gets no such hint for ${what}`, () => {
      const near = nearestFor(written, name);
      assert.equal(resourceOf(near), truth);
      assert.deepEqual(near?.hints, []);
    });
  }
});

describe("a bucket's policy that names the caller's account", () => {
  const summaryFor = (condition: object, account = ACCOUNT): string => {
    const { verdict, reason, givenUp } = explained(
      noAllow("s3:ListBucket", '"arn:aws:s3:::share"', "resource-based policy"),
      {
        "bucket-policy.json": {
          Sid: "Partner",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: "s3:ListBucket",
          Resource: "arn:aws:s3:::share",
          ...condition,
        },
      },
    );
    return [verdict, reason, ...givenUp.map(({ assumption }) => assumption)].join(" ");
  };

  test("may allow the request if its condition is all that is open", () =>
    assert.equal(
      summaryFor({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }),
      "explained allow-may-match",
    ));

  test("does not if it names another account", () =>
    assert.equal(
      summaryFor({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }, "444455556666"),
      "explained no-allow",
    ));
});

describe("AWS itself provides", () => {
  for (const [rest, is] of [
    ["ssm:eu-west-1::document/AWS-StartSSHSession", true],
    [`ssm:eu-west-1:${ACCOUNT}:document/SSM-SessionManagerRunShell`, false],
    ["bedrock:us-east-1::foundation-model/m", true],
    ["s3:::document/AWS-1", false],
  ] as const) {
    test(`${is ? "" : "not "}${rest}`, () => assert.equal(isOfAws(`arn:aws:${rest}`), is));
  }
});

describe("what a condition asks of a change of records", () => {
  test("is said for names and types", () => {
    const keys = {
      "route53:ChangeResourceRecordSetsNormalizedRecordNames": "_acme-challenge.example.com",
      "route53:ChangeResourceRecordSetsRecordTypes": "TXT",
    };
    const [first] = explained(
      noAllow("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z0123456789ABC"),
      {
        "roles/app/p.json": {
          Effect: "Allow",
          Action: "route53:ChangeResourceRecordSets",
          Resource: "arn:aws:route53:::hostedzone/Z0123456789ABC",
          Condition: { "ForAllValues:StringEquals": keys },
        },
      },
    ).fixes;
    assert.equal(
      first && fixTitleText(first),
      'Change only the records of "_acme-challenge.example.com", and change only records of the type "TXT"',
    );
  });
});

describe("a model of Amazon Bedrock in a Region that an SCP denies", () => {
  const answerFor = (action: string, resource: string, regions: readonly string[] = ["us-east-1"]) =>
    explained(refused(action, resource, "with an explicit deny in a service control policy"), {
      "scp.json": {
        Sid: "Regions",
        Effect: "Deny",
        NotAction: "iam:*",
        Resource: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": regions } },
      },
    });
  const stepsFor = (action: string, resource: string): readonly string[] =>
    answerFor(action, resource)
      .next.map(({ step }) => step)
      .filter((step) => step.includes("region"));
  const MODEL = "arn:aws:bedrock:us-west-2::foundation-model/m";

  test("may be one that an inference profile led to", () => {
    assert.deepEqual(stepsFor("bedrock:InvokeModel", MODEL), ["region-of-profile", "choose-region"]);
  });

  test("is asked for by a profile of the Regions that are allowed, for nobody chooses where a profile leads", () => {
    const { fixes } = answerFor("bedrock:InvokeModel", MODEL, ["us-east-1", "us-east-2"]);
    assert.equal(
      fixes[0] && fixTitleText(fixes[0]),
      'Name an inference profile of no other Regions than "us-east-1" and "us-east-2", or call the model itself in one of these',
    );
  });

  test("is what no other service is asked about", () =>
    assert.deepEqual(stepsFor("sqs:CreateQueue", `arn:aws:sqs:us-west-2:${ACCOUNT}:q`), ["choose-region"]));
});

describe("a function's URL", () => {
  const commandsFor = (action: string): readonly string[] => {
    const asked = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:hook`;
    const why = `because no resource-based policy allows the ${action} action`;
    const { next } = explained(refused(action, asked, why, "arn:aws:sts::444455556666:assumed-role/partner/i"), {
      "function-policy.json": {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::777788889999:root" },
        Action: action,
        Resource: asked,
      },
    });
    const step = next.find((one) => one.step === "add-permission");
    assert.ok(step === undefined || phraseToPlainText(nextInWords(step)) !== "");
    return step?.commands ?? [];
  };

  test("takes signed requests by a permission of that type, and one for calls by the URL", () => {
    const [ofUrl = "", ofFunction = "", ...others] = commandsFor("lambda:InvokeFunctionUrl");
    assert.match(ofUrl, / --action lambda:InvokeFunctionUrl .* --function-url-auth-type AWS_IAM$/);
    assert.match(ofFunction, / --action lambda:InvokeFunction .* --invoked-via-function-url$/);
    assert.notEqual(/--statement-id \S+/.exec(ofUrl)?.[0], /--statement-id \S+/.exec(ofFunction)?.[0]);
    assert.deepEqual(others, []);
  });

  test("is nothing that other invocations know", () => {
    const commands = commandsFor("lambda:InvokeFunction");
    assert.equal(commands.length, 1);
    assert.doesNotMatch(commands.join("\n"), /function-url/);
  });

  test("is given with what it needs", () => {
    const asked = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:hook`;
    const [first] = explained(noAllow("lambda:InvokeFunctionUrl", asked), {
      "roles/app/p.json": { Sid: "Own", Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" },
    }).fixes;
    assert.match(first?.edits[0]?.newText ?? "", /\[\s*"lambda:InvokeFunctionUrl",\s*"lambda:InvokeFunction"\s*\]/);
    assert.ok(first?.risks.some(({ risk }) => risk === "invokes-directly"));
  });
});

describe("what a message names in words", () => {
  const titlesFor = (resource: string, action = "iam:GetRole") =>
    explained(noAllow(action, "role app-web"), {
      "roles/app/p.json": { Sid: "Roles", Effect: "Allow", Action: "iam:CreateRole", Resource: resource },
    }).fixes.map((fix) => [fixTitleText(fix), fix.verified, fix.risks[0]]);

  test("gets the action beside what covers it without a path, on the condition that it has none", () => {
    const arn = `arn:aws:iam::${ACCOUNT}:role/app-web`;
    assert.deepEqual(titlesFor(`arn:aws:iam::${ACCOUNT}:role/app-*`), [
      [
        "Add iam:GetRole to the actions of statement Roles of roles/app/p.json",
        false,
        { risk: "only-if-resource", said: "role app-web", resource: arn },
      ],
    ]);
  });

  test("gets nothing beside what covers others", () =>
    assert.deepEqual(titlesFor(`arn:aws:iam::${ACCOUNT}:role/team-*`), []));
});

describe("what a message calls by its name alone", () => {
  const titles = (resource: string, said: string, action = "secretsmanager:CreateSecret") =>
    explained(noAllow(action, said), {
      "roles/app/p.json": { Sid: "Own", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: resource },
    }).fixes.map(({ change, risks: [risk], edits: [edit], verified }) => ({
      change: change.change,
      for: risk?.risk === "only-if-resource" ? risk.resource : undefined,
      writes: edit?.newText.match(/arn:[^"]*/)?.[0],
      verified,
    }));
  const inEach = (service: string, rest: string): string => `arn:aws:${service}:*:${ACCOUNT}:${rest}`;
  const secret = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:api/queue-??????`;

  test("gets the action where a statement covers the name in its Region, and a statement for each Region after that", () =>
    assert.deepEqual(titles(`arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:api/*`, "api/queue"), [
      { change: "add-action", for: secret, writes: undefined, verified: false },
      {
        change: "add-statement",
        for: inEach("secretsmanager", "secret:api/queue-??????"),
        writes: inEach("secretsmanager", "secret:api/queue-??????"),
        verified: false,
      },
    ]));

  for (const [action, said, resource] of [
    ["sqs:CreateQueue", "jobs", inEach("sqs", "jobs")],
    ["ecr:CreateRepository", "web", inEach("ecr", "repository/web")],
    ["s3:CreateBucket", "acme-logs", "arn:aws:s3:::acme-logs"],
  ] as const) {
    test(`gets a statement of its own beside what is about others: ${action}`, () =>
      assert.deepEqual(
        titles("*", said, action).map(({ writes }) => writes),
        [resource],
      ));
  }

  test("gets one for a secret, whose ARN is not told to whoever may not read it", () => {
    const others = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:dev/*`;
    assert.deepEqual(
      titles(others, "prod/db", "secretsmanager:GetSecretValue").map(({ writes }) => writes),
      [inEach("secretsmanager", "secret:prod/db-??????")],
    );
  });

  for (const [what, action, said] of [
    ["a role may be under any path", "iam:GetRole", "role web"],
    ["more than one kind of resource may have the name", "rds:CreateDBInstance", "orders"],
    ["a part is hidden", "sqs:CreateQueue", "***"],
    ["it is there already, so that its ARN can be told", "sqs:SendMessage", "jobs"],
  ] as const) {
    test(`gets none where ${what}`, () => assert.deepEqual(titles("*", said, action), []));
  }
});

describe("a request for what the message does not name", () => {
  const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
  const message = `User: ${CALLER} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`;
  const fixesFor = (resource: string | readonly string[]) =>
    explained(message, {
      "roles/app/p.json": { Sid: "Key", Effect: "Allow", Action: "kms:GenerateDataKey", Resource: resource },
    }).fixes.map((fix) => [fixTitleText(fix), fix.verified, fix.risks[0]]);

  test("gets the action where a statement names one resource alone, on the condition that it is for that", () =>
    assert.deepEqual(fixesFor(key), [
      [
        "Add kms:Decrypt to the actions of statement Key of roles/app/p.json",
        false,
        { risk: "only-if-resource", said: "", resource: key },
      ],
    ]));

  for (const [what, resource] of [
    ["one of several", [key, key.replace("1111", "2222")]],
    ["what is no resource of the action", `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/app`],
  ] as const) {
    test(`gets none where it may be ${what}`, () => assert.deepEqual(fixesFor(resource), []));
  }

  const bucket = "arn:aws:s3:::acme-in";
  const group = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/app/w`;
  const firstOf = (operation: string, statement: object) => {
    const { nearMisses, fixes } = explained(
      `An error occurred (AccessDenied) when calling the ${operation} operation: Access Denied`,
      {
        "roles/app/p.json": { Sid: "Own", Effect: "Allow", ...statement },
      },
      new Map([["principal", CALLER]]),
    );
    return [fixes[0] && fixTitleText(fixes[0]), ...(nearMisses[0]?.hints ?? []).map(({ hint }) => hint)];
  };
  for (const [what, operation, statement, ...expected] of [
    [
      "all objects where the statement names their bucket",
      "GetObject",
      { Action: "s3:GetObject", Resource: bucket },
      "In statement Own of roles/app/p.json, write arn:aws:s3:::acme-in/* instead of arn:aws:s3:::acme-in",
      "lacks-what-is-inside",
    ],
    [
      "all streams where the statement names their log group",
      "PutLogEvents",
      { Action: "logs:PutLogEvents", Resource: group },
      `In statement Own of roles/app/p.json, write ${group}:* instead of ${group}`,
      "lacks-what-is-inside",
    ],
    [
      "the permission in the place of the operation that needs it",
      "ListObjectsV2",
      { Action: ["s3:GetObject", "s3:ListObjectsV2"], Resource: [bucket, `${bucket}/*`] },
      "In statement Own of roles/app/p.json, write s3:ListBucket instead of s3:ListObjectsV2",
    ],
    [
      "nothing where it may be in either of two",
      "GetObject",
      { Action: "s3:GetObject", Resource: [bucket, "arn:aws:s3:::acme-out"] },
      undefined,
      "lacks-what-is-inside",
    ],
    [
      "nothing where the statement has all of them",
      "GetObject",
      { Action: "s3:PutObject", Resource: [`${bucket}/*`, "arn:aws:s3:::acme-out/*"] },
      undefined,
    ],
  ] as const)
    test(`gets ${what}`, () => assert.deepEqual(firstOf(operation, statement), expected));
});

describe("a service that no policy of a function lets in", () => {
  const asked = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:hook`;
  const textsFor = (path: string, text: string, { service, source }: { service: string; source?: string }) => {
    const message = noAllow("lambda:InvokeFunction", asked, "resource-based policy").replace(CALLER, service);
    const facts = new Map(source === undefined ? [] : [["aws:SourceArn", source]]);
    const { next } = explainedIn(message, [{ path, text }], facts);
    return next.flatMap((one) => {
      assert.notEqual(phraseToPlainText(nextInWords(one)), "");
      if (one.step === "add-permission") return one.commands.map((command) => command.replace(/^.* --principal /, ""));
      return one.step === "declare-permission" ? [one.text] : [];
    });
  };
  const template = `Resources:
  Hook:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: hook
  Alerts:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: alerts
`;
  const main = `resource "aws_lambda_function" "hook" {
  function_name = "hook"
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name = "nightly"
}

resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}
`;
  const topic = `arn:aws:sns:eu-west-1:${ACCOUNT}:alerts`;
  for (const [what, path, text, of, ...expected] of [
    [
      "is let in for what it calls for, by the template that makes both",
      "template.yaml",
      template,
      { service: "sns.amazonaws.com", source: topic },
      `sns.amazonaws.com --source-arn ${topic}`,
      "HookPermission:\n  Type: AWS::Lambda::Permission\n  Properties:\n    Action: lambda:InvokeFunction\n    FunctionName: !Ref Hook\n    Principal: sns.amazonaws.com\n    SourceArn: !Ref Alerts",
    ],
    [
      "is let in for another topic by its ARN",
      "template.yaml",
      template,
      { service: "sns.amazonaws.com", source: topic.replace("alerts", "news") },
      `sns.amazonaws.com --source-arn ${topic.replace("alerts", "news")}`,
      `HookPermission:\n  Type: AWS::Lambda::Permission\n  Properties:\n    Action: lambda:InvokeFunction\n    FunctionName: !Ref Hook\n    Principal: sns.amazonaws.com\n    SourceArn: ${topic.replace("alerts", "news")}`,
    ],
    [
      "is let in for the only rule of the module, where nobody says for which",
      "main.tf",
      main,
      { service: "events.amazonaws.com" },
      `events.amazonaws.com --source-arn "arn:aws:events:eu-west-1:${ACCOUNT}:rule/$RULE_NAME"`,
      'resource "aws_lambda_permission" "allow_caller" {\n  action        = "lambda:InvokeFunction"\n  function_name = aws_lambda_function.hook.function_name\n  principal     = "events.amazonaws.com"\n  source_arn    = aws_cloudwatch_event_rule.nightly.arn\n}',
    ],
    [
      "is let in for whatever has the ARN to be filled in",
      "main.tf",
      main,
      { service: "s3.amazonaws.com" },
      `s3.amazonaws.com --source-arn "arn:aws:s3:::$BUCKET_NAME" --source-account ${ACCOUNT}`,
      `resource "aws_lambda_permission" "allow_caller" {\n  action         = "lambda:InvokeFunction"\n  function_name  = aws_lambda_function.hook.function_name\n  principal      = "s3.amazonaws.com"\n  source_arn     = "arn:aws:s3:::BUCKET_NAME"\n  source_account = "${ACCOUNT}"\n}`,
    ],
    [
      "is let in for a bucket of the stack's account",
      "template.yaml",
      template,
      { service: "s3.amazonaws.com", source: "arn:aws:s3:::ledger" },
      `s3.amazonaws.com --source-arn arn:aws:s3:::ledger --source-account ${ACCOUNT}`,
      "HookPermission:\n  Type: AWS::Lambda::Permission\n  Properties:\n    Action: lambda:InvokeFunction\n    FunctionName: !Ref Hook\n    Principal: s3.amazonaws.com\n    SourceArn: arn:aws:s3:::ledger\n    SourceAccount: !Ref AWS::AccountId",
    ],
    [
      "is let in under a logical ID that nothing there has",
      "template.yaml",
      `${template}  HookPermission: { Type: AWS::SQS::Queue }\n`,
      { service: "sns.amazonaws.com", source: topic },
      `sns.amazonaws.com --source-arn ${topic}`,
      "HookPermission2:\n  Type: AWS::Lambda::Permission\n  Properties:\n    Action: lambda:InvokeFunction\n    FunctionName: !Ref Hook\n    Principal: sns.amazonaws.com\n    SourceArn: !Ref Alerts",
    ],
    [
      "is let in under a label that no other permission of the module has",
      "main.tf",
      `${main}\nresource "aws_lambda_permission" "allow_caller" {}\nresource "aws_lambda_permission" "allow_caller2" {}\n`,
      { service: "events.amazonaws.com" },
      `events.amazonaws.com --source-arn "arn:aws:events:eu-west-1:${ACCOUNT}:rule/$RULE_NAME"`,
      'resource "aws_lambda_permission" "allow_caller3" {\n  action        = "lambda:InvokeFunction"\n  function_name = aws_lambda_function.hook.function_name\n  principal     = "events.amazonaws.com"\n  source_arn    = aws_cloudwatch_event_rule.nightly.arn\n}',
    ],
    [
      "has the command alone where another function is made",
      "main.tf",
      main.replace('"hook"\n', '"other"\n'),
      { service: "iot.amazonaws.com" },
      'iot.amazonaws.com --source-arn "$SOURCE_ARN"',
    ],
  ] as const)
    test(what, () => assert.deepEqual(textsFor(path, text, of), expected));

  for (const [what, who, resource] of [
    ["a service", "x$(id).amazonaws.com", undefined],
    ["a Region", "sns.amazonaws.com", `arn:aws:lambda:$(id):${ACCOUNT}:function:hook`],
    ["an account", "sns.amazonaws.com", "arn:aws:lambda:eu-west-1:`id`:function:hook"],
  ] as const)
    test(`has a command in which a shell runs nothing that the message calls ${what}`, () => {
      const on = resource === undefined ? "" : ` on resource: ${resource}`;
      const reason = "because no resource-based policy allows the lambda:InvokeFunction action";
      const message = `User: ${who} is not authorized to perform: lambda:InvokeFunction${on} ${reason}`;
      const commands = explainedIn(message, []).next.flatMap((one) => one.commands);
      const unquoted = commands.map((one) => one.replace(/'[^']*'/g, ""));
      assert.deepEqual(
        unquoted.filter((one) => /\$\(|`/.test(one)),
        [],
      );
    });

  for (const [service, source, assumed] of [
    ["events.amazonaws.com", undefined, "aws_cloudwatch_event_rule.nightly"],
    ["events.amazonaws.com", `arn:aws:events:eu-west-1:${ACCOUNT}:rule/nightly`, undefined],
    [
      "apigateway.amazonaws.com",
      `arn:aws:execute-api:eu-west-1:${ACCOUNT}:abcdefghij/*`,
      "aws_api_gateway_rest_api.shop",
    ],
    ["s3.amazonaws.com", undefined, undefined],
  ] as const)
    test(`is said to be for ${assumed ?? "nothing that is assumed"} if ${service} calls${source === undefined ? "" : ` from ${source}`}`, () => {
      const message = noAllow("lambda:InvokeFunction", asked, "resource-based policy").replace(CALLER, service);
      const facts = new Map(source === undefined ? [] : [["aws:SourceArn", source]]);
      const step = explainedIn(message, [{ path: "main.tf", text: main }], facts).next.find(
        (one) => one.step === "declare-permission",
      );
      assert.equal(step?.assumed, assumed);
      assert.equal(
        step && phraseToPlainText(nextInWords(step)).includes("the only source of its kind"),
        assumed !== undefined,
      );
    });

  test("has it in the file of the module that makes the function, and in no other", () => {
    const other = main.replaceAll("hook", "other");
    const files = [
      { path: "a.tf", text: other },
      { path: "b.tf", text: main },
    ];
    const message = noAllow("lambda:InvokeFunction", asked, "resource-based policy").replace(
      CALLER,
      "sns.amazonaws.com",
    );
    const declared = explainedIn(message, files).next.flatMap((one) =>
      one.step === "declare-permission" ? [one.file] : [],
    );
    assert.deepEqual(declared, ["b.tf"]);
  });

  test("is asked for what it acted for, also where the template leaves open where it is deployed", () => {
    const queue = `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`;
    const text = `Resources:
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/jobs]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {Service: events.amazonaws.com}
            Action: sqs:SendMessage
            Resource: ${queue}
            Condition: {ArnEquals: {"aws:SourceArn": !Sub "arn:aws:events:\${AWS::Region}:\${AWS::AccountId}:rule/nightly"}}
`;
    const message = noAllow("sqs:SendMessage", queue, "resource-based policy").replace(CALLER, "events.amazonaws.com");
    const { next } = explainedIn(message, [{ path: "t.yaml", text }]);
    const asked = next.find(({ step }) => step === "source-of-call");
    assert.deepEqual(asked?.commands, [
      `aws events list-rule-names-by-target --target-arn ${queue} --region eu-west-1`,
    ]);
    assert.ok(next.some((one) => one.step === "add-fact" && one.key === "aws:SourceArn"));
  });

  test("is let in for the only log group of the module, where no function is named", () => {
    const message =
      "An error occurred (InvalidParameterException) when calling the PutSubscriptionFilter operation: Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.";
    const text = `${main}\nresource "aws_cloudwatch_log_group" "app" {\n  name = "/app"\n}\n`;
    const { next } = explainedIn(message, [{ path: "main.tf", text }]);
    const declared = next.flatMap((one) => (one.step === "declare-permission" ? [one.text] : []));
    assert.match(
      declared.join(),
      /"logs\.amazonaws\.com"\n {2}source_arn {4}= "\$\{aws_cloudwatch_log_group\.app\.arn\}:\*"/,
    );
  });

  test("is API Gateway, where it says no more than that it may not call", () => {
    const message = "Execution failed due to configuration error: Invalid permissions on Lambda function";
    const { next } = explainedIn(message, [{ path: "main.tf", text: main }]);
    const declared = next.flatMap((one) => (one.step === "declare-permission" ? [one.text] : []));
    assert.ok(next.some(({ step }) => step === "permission-for-service"));
    assert.match(declared.join(), /source_arn {4}= "\$\{aws_api_gateway_rest_api\.shop\.execution_arn\}\/\*\/\*"/);
  });
});

describe("a destination that Amazon S3 cannot reach", () => {
  const message =
    "Error: creating S3 Bucket (acme-in) Notification: operation error S3: PutBucketNotificationConfiguration, https response error StatusCode: 400, api error InvalidArgument: Unable to validate the following destination configurations";
  const queue = (label: string): string => `resource "aws_sqs_queue" "${label}" {
  name = "${label}"
}

resource "aws_sqs_queue_policy" "${label}" {
  queue_url = aws_sqs_queue.${label}.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Topic"
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.${label}.arn
    }]
  })
}
`;
  const fixesIn = (text: string): readonly { title: string; text: string; risks: readonly string[] }[] =>
    explainedIn(message, [{ path: "main.tf", text }]).fixes.map((fix) => ({
      title: fixTitleText(fix),
      text: fix.edits.map(({ newText }) => newText).join(""),
      risks: fix.risks.map(({ risk }) => risk),
    }));

  test("is the only queue of which a policy is here, which lets in the bucket that the message names", () => {
    const first = fixesIn(queue("jobs")).at(0);
    assert.equal(first?.title, "Add a statement to jobs that allows sqs:SendMessage");
    assert.match(
      first.text,
      /"s3\.amazonaws\.com"[^]*aws_sqs_queue\.jobs\.arn[^]*"aws:SourceArn" = "arn:aws:s3:::acme-in"/,
    );
    assert.deepEqual(first.risks, ["only-if-destination", "owner"]);
  });
  test("is not known where there are two", () => assert.deepEqual(fixesIn(queue("jobs") + queue("mail")), []));
});

describe("a repository of which the message does not say which one it is", () => {
  test("lets AWS Lambda in by a statement without a resource", () => {
    const { fixes } = explained(
      'Resource handler returned message: "Lambda does not have permission to access the ECR image. Check the ECR permissions. (Service: Lambda, Status Code: 403, Request ID: 5b)"',
      {
        "repository-policy.json": {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::444455556666:root" },
          Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        },
      },
    );
    const text = fixes[0]?.edits.map(({ newText }) => newText).join("") ?? "";
    assert.match(text, /"Service":"lambda\.amazonaws\.com"/);
    assert.doesNotMatch(text, /Resource/);
  });
});

describe("an upload that the policy here allows", () => {
  const titlesAfter = (options: string): readonly string[] =>
    explained(
      `$ aws s3 cp ./a.txt s3://acme/in/a.txt${options}\nupload failed: ./a.txt to s3://acme/in/a.txt An error occurred (AccessDenied) when calling the PutObject operation: Access Denied`,
      { "policy.json": { Sid: "Up", Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::acme/in/*" } },
    ).fixes.map(fixTitleText);
  test("lacks the permission for the ACL that the command gives, whoever asked", () =>
    assert.deepEqual(titlesAfter(" --acl public-read").slice(0, 1), [
      "If the caller has policy.json: add s3:PutObjectAcl to the actions of statement Up of policy.json",
    ]));
  test("lacks nothing without one", () => assert.deepEqual(titlesAfter(" --quiet"), []));
});

describe("the one resource that a template refers to", () => {
  const main = (resources: string): string => `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_iam_role_policy" "worker" {
  role = "worker"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["sqs:DeleteMessage"], Resource = ${resources} }]
  })
}
`;
  const firstFor = (resources: string) => {
    const [first] = explainedIn(
      "An error occurred (AccessDenied) when calling the ReceiveMessage operation: Access Denied",
      [{ path: "main.tf", text: main(resources) }],
      new Map([["principal", CALLER.replace("app", "worker")]]),
    ).fixes;
    return first && [fixTitleText(first), first.verified, first.risks.map(({ risk }) => risk)];
  };
  test("gets the action, on the condition that the request is for that", () =>
    assert.deepEqual(firstFor("aws_sqs_queue.jobs.arn"), [
      "Add sqs:ReceiveMessage to the actions of statement 1 of worker",
      false,
      ["only-if-resource"],
    ]));
  test("gets it, too, where the statement has all that is in it", () => {
    const text = `resource "aws_s3_bucket" "store" {
  bucket = "acme-store"
}

resource "aws_iam_role_policy" "app" {
  role = "app"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "\${aws_s3_bucket.store.arn}/*" }]
  })
}
`;
    const message = "An error occurred (AccessDenied) when calling the PutObject operation: Access Denied";
    const { fixes } = explainedIn(message, [{ path: "main.tf", text }], new Map([["principal", CALLER]]));
    assert.deepEqual(fixes.map(fixTitleText).slice(0, 1), ["Add s3:PutObject to the actions of statement 1 of app"]);
  });
  for (const resources of ["[aws_sqs_queue.jobs.arn, aws_sqs_queue.other.arn]", '"${aws_sqs_queue.jobs.arn}-*"'])
    test(`is not ${resources}`, () => assert.equal(firstFor(resources), undefined));
});

describe("what can only be allowed on *", () => {
  const web = `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/web`;
  const firstFor = (
    action: string | readonly string[],
    resource: string | readonly string[] = web,
  ): string | undefined => {
    const [first] = explained(noAllow("ecr:GetAuthorizationToken", "*"), {
      "roles/app/p.json": { Sid: "Token", Effect: "Allow", Action: action, Resource: resource },
    }).fixes;
    return first && fixTitleText(first);
  };

  test("is so in the place of an ARN that it does not take", () =>
    assert.equal(
      firstFor("ecr:GetAuthorizationToken"),
      `In statement Token of roles/app/p.json, write * instead of ${web}`,
    ));

  test("and in the place of several", () =>
    assert.equal(
      firstFor("ecr:GetAuthorizationToken", [web, `${web}-*`]),
      "In statement Token of roles/app/p.json, write * instead of the resources",
    ));

  test("and of one that a template refers to", () => {
    const text = `
resource "aws_ecr_repository" "web" { name = "web" }
resource "aws_iam_role" "app" { name = "app" }
resource "aws_iam_role_policy" "this" {
  role   = aws_iam_role.app.name
  policy = data.aws_iam_policy_document.this.json
}
data "aws_iam_policy_document" "this" {
  statement {
    actions   = ["ecr:GetAuthorizationToken"]
    resources = [aws_ecr_repository.web.arn]
  }
}`;
    const { fixes } = explainedIn(noAllow("ecr:GetAuthorizationToken", "*"), [{ path: "main.tf", text }]);
    assert.deepEqual(
      fixes[0]?.edits.map(({ newText }) => newText),
      ['["*"]'],
    );
    // A label that says nothing gives way to the address.
    assert.match(
      fixes.map(fixTitleText).join("\n"),
      /^In statement 1 of data\.aws_iam_policy_document\.this, write \*/,
    );
  });

  test("and beside the ARN where that is of another action", () =>
    assert.equal(
      firstFor(["ecr:GetAuthorizationToken", "ecr:BatchGetImage"]),
      "Add a statement to roles/app/p.json that allows ecr:GetAuthorizationToken",
    ));
});

describe("of policies of which each would allow it", () => {
  test("the one that gives least is to be attached first", () => {
    const allow = (Action: string, Resource: string) => ({ Effect: "Allow", Action, Resource });
    const queue = `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`;
    const { fixes } = explained(noAllow("sqs:SendMessage", queue), {
      "policies/all.json": allow("sqs:*", "*"),
      "policies/any-queue.json": allow("sqs:SendMessage", "*"),
      "policies/jobs.json": allow("sqs:SendMessage", queue),
    });
    assert.deepEqual(
      fixes.map(({ change }) => (change.change === "attach" ? change.file : change.change)),
      ["policies/jobs.json", "policies/any-queue.json", "policies/all.json"],
    );
  });
});

describe("an entry of another type of resource", () => {
  const iot = (rest: string): string => `arn:aws:iot:eu-west-1:${ACCOUNT}:${rest}`;
  const firstFor = (action: string | readonly string[], written: string): string | undefined => {
    const [first] = explained(noAllow("iot:Publish", iot("topic/dev/1")), {
      "roles/app/p.json": { Sid: "Own", Effect: "Allow", Action: action, Resource: written },
    }).fixes;
    return first && fixTitleText(first);
  };

  test("gets the type of what was asked for where none of the actions acts on it", () =>
    assert.equal(
      firstFor("iot:Publish", iot("topicfilter/dev/*")),
      `In statement Own of roles/app/p.json, write ${iot("topic/dev/*")} instead of ${iot("topicfilter/dev/*")}`,
    ));

  test("gets it also where it is something inside", () => {
    const arn = (rest: string): string => `arn:aws:states:eu-west-1:${ACCOUNT}:${rest}`;
    const [first] = explained(noAllow("states:StartExecution", arn("stateMachine:orders")), {
      "roles/app/p.json": {
        Sid: "Start",
        Effect: "Allow",
        Action: "states:StartExecution",
        Resource: arn("execution:orders:*"),
      },
    }).fixes;
    assert.equal(
      first && fixTitleText(first),
      `In statement Start of roles/app/p.json, write ${arn("stateMachine:orders")} instead of ${arn("execution:orders:*")}`,
    );
  });

  for (const [what, action, written] of [
    ["one of the actions acts on it", ["iot:Publish", "iot:Subscribe"], iot("topicfilter/dev/*")],
    ["the rest is another", "iot:Publish", iot("topicfilter/prod/*")],
  ] as const) {
    test(`is left as it is where ${what}`, () => assert.doesNotMatch(firstFor(action, written) ?? "", /instead of/));
  }
});

describe("the service of a key's condition in another Region", () => {
  const key = (id: string): string => `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${id}`;
  const firstFor = (id: string, written: string, file = "key-policy.json"): string | undefined => {
    const [first] = explained(
      `An error occurred (AccessDeniedException) when calling the GetSecretValue operation: User: ${CALLER} is not authorized to perform: kms:Decrypt on resource: ${key(id)} because no resource-based policy allows the kms:Decrypt action`,
      {
        [file]: {
          Sid: "Via",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
          Action: "kms:Decrypt",
          Resource: "*",
          Condition: { StringEquals: { "kms:ViaService": written } },
        },
      },
    ).fixes;
    return first && fixTitleText(first);
  };
  const [here, there] = ["secretsmanager.eu-west-1.amazonaws.com", "secretsmanager.us-east-1.amazonaws.com"];

  test("is corrected in the key's policy", () =>
    assert.equal(
      firstFor("11111111-2222-3333-4444-555555555555", there),
      `In the condition on kms:ViaService of statement Via of key-policy.json, write "${here}" instead of "${there}"`,
    ));

  for (const [what, id, written] of [
    ["a multi-Region key", "mrk-1234abcd12ab34cd56ef1234567890ab", there],
    ["another service", "11111111-2222-3333-4444-555555555555", "s3.us-east-1.amazonaws.com"],
  ] as const) {
    test(`is kept for ${what}`, () => assert.doesNotMatch(firstFor(id, written) ?? "", /instead of/));
  }
});

describe("the domain alone where requests to it are allowed", () => {
  const domain = `arn:aws:es:eu-west-1:${ACCOUNT}:domain/search`;
  const firstFor = (action: string): string | undefined => {
    const [first] = explained(noAllow("es:ESHttpGet", `${domain}/_cluster/health`), {
      "roles/app/p.json": { Sid: "Search", Effect: "Allow", Action: action, Resource: domain },
    }).fixes;
    return first && fixTitleText(first);
  };

  test("is written with what is in it", () =>
    assert.equal(
      firstFor("es:ESHttp*"),
      `In statement Search of roles/app/p.json, write ${domain}/* instead of ${domain}`,
    ));

  test("is so where the message does not say which domain it was", () => {
    const message = `{"Message":"User: ${CALLER} is not authorized to perform: es:ESHttpPost because no resource-based policy allows the es:ESHttpPost action"}`;
    const statement = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/app` },
      Action: "es:ESHttp*",
      Resource: domain,
    };
    const [first] = explained(message, { "search-policy.json": statement }).fixes;
    assert.equal(
      first && fixTitleText(first),
      `In statement 1 of search-policy.json, write ${domain}/* instead of ${domain}`,
    );
  });

  test("is kept where actions on the domain are allowed as well", () =>
    assert.doesNotMatch(firstFor("es:*") ?? "", /instead of/));
});

describe("what a state machine needs to log", () => {
  test("is given in one statement", () => {
    const message =
      "The state machine IAM Role is not authorized to access the Log Destination (Service: AWSStepFunctions; Status Code: 400; Error Code: AccessDeniedException)";
    const { fixes, next } = explained(message, {
      "roles/flow/p.json": { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "*" },
    });
    const text = fixes[0]?.edits.map(({ newText }) => newText).join("") ?? "";
    for (const name of ["CreateLogDelivery", "ListLogDeliveries", "PutResourcePolicy", "DescribeLogGroups"])
      assert.ok(text.includes(`"logs:${name}"`), text);
    assert.ok(!next.some(({ step }) => step === "also-needs"));
  });
});

describe("the nearest statement that lacks the action", () => {
  test("is none of actions that know only every resource", () => {
    const { nearMisses } = explained(
      noAllow("ecr:BatchImportUpstreamImage", `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/hub/nginx`),
      {
        "roles/app/p.json": [
          { Sid: "Login", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
          {
            Sid: "Cache",
            Effect: "Allow",
            Action: "ecr:BatchGetImage",
            Resource: `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/hub/*`,
          },
        ],
      },
    );
    assert.deepEqual(
      nearMisses.map(({ place }) => place.sid),
      ["Cache", "Login"],
    );
  });
});

describe("where a service decides what looks like the caller's choice", () => {
  const stepsOf = (message: string, policies: Readonly<Record<string, object>>): readonly string[] =>
    explained(message, policies).next.map(({ step }) => step);
  const athena = (rest: string): string => `arn:aws:athena:eu-west-1:${ACCOUNT}:workgroup/${rest}`;
  const query = (asked: string, written: string): boolean =>
    stepsOf(noAllow("athena:StartQueryExecution", athena(asked)), {
      "roles/app/p.json": { Effect: "Allow", Action: "athena:StartQueryExecution", Resource: athena(written) },
    }).includes("name-work-group");

  test("a query that names no work group is told the one that is allowed", () => assert.ok(query("primary", "bi")));
  test("one that names another is not", () => assert.ok(!query("etl", "bi")));
  test("nor where a pattern is allowed", () => assert.ok(!query("primary", "bi-*")));

  const model = "arn:aws:bedrock:us-east-1::foundation-model/m";
  const guest = (session: string): readonly string[] =>
    stepsOf(
      refused(
        "bedrock:InvokeModel",
        model,
        "because no session policy allows the bedrock:InvokeModel action",
        `arn:aws:sts::${ACCOUNT}:assumed-role/app/${session}`,
      ),
      { "roles/app/p.json": { Effect: "Allow", Action: "bedrock:InvokeModel", Resource: "*" } },
    );

  test("guests of an identity pool sign in", () =>
    assert.deepEqual(guest("CognitoIdentityCredentials"), ["guest-session"]));
  test("other sessions have a policy that somebody passes", () => assert.ok(guest("i").includes("session-policy")));

  test("a global profile chooses the Region", () => {
    const { fixes, next } = explained(
      refused(
        "bedrock:InvokeModel",
        "arn:aws:bedrock:::foundation-model/m",
        "with an explicit deny in a service control policy",
      ),
      {
        "scp.json": {
          Effect: "Deny",
          NotAction: "iam:*",
          Resource: "*",
          Condition: { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } },
        },
      },
    );
    assert.deepEqual(
      fixes.filter(({ change }) => change.change === "satisfy"),
      [],
    );
    assert.equal(next[0]?.step, "region-of-profile");
  });
});

describe("a key that the ARN or the command tells", () => {
  const cluster = (name: string): string => `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/${name}`;
  const ecs = (action: string) =>
    explained(noAllow(action, `arn:aws:ecs:eu-west-1:${ACCOUNT}:task/main/0123456789abcdef0`), {
      "roles/app/p.json": {
        Sid: "Dev",
        Effect: "Allow",
        Action: action,
        Resource: "*",
        Condition: { ArnEquals: { "ecs:cluster": cluster("dev") } },
      },
    });

  test("a task is in the cluster of its ARN, and nobody is told to use another", () => {
    const { unknowns, fixes, nearMisses } = ecs("ecs:StopTask");
    const condition = nearMisses[0]?.elements.find(({ element }) => element === "condition");
    assert.deepEqual([condition?.truth, condition?.need], ["no", cluster("main")]);
    assert.deepEqual(unknowns, []);
    assert.deepEqual(fixes.map(fixTitleText), [
      "Add a statement to roles/app/p.json that allows ecs:StopTask",
      `Also accept "${cluster("main")}" in the condition on ecs:cluster of statement Dev of roles/app/p.json`,
    ]);
  });

  test("of an action that may not carry the key nothing is known", () =>
    assert.deepEqual(
      ecs("ecs:TagResource").unknowns.map((one) => (one.unknown === "context-key" ? one.key : one.unknown)),
      ["ecs:cluster"],
    ));

  const listing = (command: string) =>
    explained(
      `${command}\n\nAn error occurred (AccessDenied) when calling the ListObjectsV2 operation: ${noAllow("s3:ListBucket", '"arn:aws:s3:::acme"').replace("AccessDenied: ", "")}`,
      {
        "roles/app/p.json": {
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: "arn:aws:s3:::acme",
          Condition: { StringLike: { "s3:prefix": "report/*" } },
        },
      },
    ).nearMisses[0]?.elements.find(({ element }) => element === "condition")?.need;

  for (const [command, prefix] of [
    ["$ aws s3 ls s3://acme/reports/2026/", "reports/2026/"],
    ["$ aws --profile bi s3 ls s3://acme/reports --recursive", "reports"],
    // The client makes prefixes of its own of these.
    ["$ aws s3 sync s3://acme/reports .", undefined],
    ["$ aws s3 ls s3://acme", undefined],
    ["$ aws s3 ls s3://acme/$PREFIX", undefined],
  ] as const) {
    test(`${command} lists ${prefix ?? "what nobody knows"}`, () => assert.equal(listing(command), prefix));
  }
});

describe("a grant that Amazon EC2 Auto Scaling makes", () => {
  const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
  const firstFor = (role: string): string => {
    const [first] = explained(
      refused(
        "kms:CreateGrant",
        key,
        "because no resource-based policy allows the kms:CreateGrant action",
        `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/x`,
      ),
      {
        "key-policy.json": {
          Sid: "Use",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
          Action: "kms:Decrypt",
          Resource: "*",
        },
      },
    ).fixes;
    return (first?.edits ?? []).map(({ newText }) => newText).join("");
  };

  test("is allowed for what AWS encrypts", () =>
    assert.match(firstFor("AWSServiceRoleForAutoScaling"), /kms:GrantIsForAWSResource/));
  test("unlike one that somebody makes", () => assert.doesNotMatch(firstFor("app"), /kms:GrantIsForAWSResource/));
});

describe("the layers of images in Amazon ECR", () => {
  const layers = "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket";

  test("belong to AWS, and are given together", () => {
    const { fixes } = explained(noAllow("s3:GetObject", `"${layers}/a1b2/c3"`), {
      "roles/app/p.json": { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/*" },
    });
    assert.equal(
      fixes[0] && fixTitleText(fixes[0]),
      `Add ${layers}/* to the resources of statement 1 of roles/app/p.json`,
    );
    assert.ok(fixes[0]?.risks.some((risk) => risk.risk === "made-per-run" && risk.of === "image-layer"));
  });

  for (const [arn, is] of [
    [`${layers}/a`, true],
    [layers, true],
    ["arn:aws:s3:::prod-eu-west-1-starport-layer-bucket-copy/a", false],
    ["arn:aws:s3:::my-prod-eu-west-1-starport-layer-bucket/a", false],
  ] as const) {
    test(`${is ? "are" : "are not"} in ${arn}`, () => assert.equal(isOfAws(arn), is));
  }
});

describe("whose a bucket is that a service keeps", () => {
  for (const key of ["aws:ResourceAccount", "aws:ResourceOrgID", "s3:ResourceAccount"]) {
    test(`is known to AWS alone: ${key}`, () => {
      const explanation = explained(
        refused(
          "s3:GetObject",
          '"arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/a"',
          "with an explicit deny in a VPC endpoint policy",
        ),
        {
          "vpc-endpoints/s3.json": [
            { Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" },
            {
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: "*",
              Condition: { StringNotEquals: { [key]: ACCOUNT } },
            },
          ],
        },
      );
      const { unknowns } = outlineOf(explanation);
      assert.deepEqual(explanation.givenUp, []);
      assert.deepEqual(
        explanation.next.filter(({ step }) => step === "add-fact"),
        [],
      );
      assert.deepEqual(
        unknowns.flatMap(({ fact }) => fact ?? []),
        [],
      );
    });
  }
});

describe("buckets that services keep for everybody", () => {
  for (const [name, is] of [
    ["aws-ssm-ap-southeast-2", true],
    ["amazonlinux.us-gov-west-1.amazonaws.com", true],
    ["us-east-1-birdwatcher-prod", true],
    ["session-manager-downloads", true],
    ["elasticbeanstalk-eu-west-1", true],
    ["elasticbeanstalk-eu-west-1-111122223333", false],
    ["aws-ssm-acme", false],
    ["acme-aws-ssm-eu-west-1", false],
    ["aws-ssm-eu-west-12", false],
    ["session-manager-downloads-eu-west-1", false],
    ["__proto__", false],
  ] as const) {
    test(`${name} is ${is ? "one" : "none"}`, () => {
      const arn = `arn:aws:s3:::${name}`;
      assert.equal(serviceBucketOf(`${arn}/a/b`), is ? arn : undefined);
      assert.equal(serviceBucketOf(arn), is ? arn : undefined);
    });
  }

  test("give what the next request asks for as well", () => {
    const bucket = "arn:aws:s3:::amazoncloudwatch-agent-eu-west-1";
    const { fixes } = explained(noAllow("s3:GetObject", `"${bucket}/a/b.rpm"`), {
      "roles/app/p.json": { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/*" },
    });
    assert.equal(
      fixes[0] && fixTitleText(fixes[0]),
      `Add ${bucket}/* to the resources of statement 1 of roles/app/p.json`,
    );
  });
});

describe("an account as principal that is nearly the caller's", () => {
  const firstFor = (written: string): string | undefined => {
    const [first] = explained(
      refused(
        "events:PutEvents",
        `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/central`,
        "because no resource-based policy allows the events:PutEvents action",
        "arn:aws:sts::444455556666:assumed-role/partner/i",
      ),
      {
        "event-bus-policy.json": {
          Sid: "Partner",
          Effect: "Allow",
          Principal: { AWS: written },
          Action: "events:PutEvents",
          Resource: `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/central`,
        },
      },
    ).fixes;
    return first && fixTitleText(first);
  };
  const corrected = (to: string, from: string): string =>
    `In statement Partner of event-bus-policy.json, write ${to} instead of ${from}`;

  for (const [written, to] of [
    ["arn:aws:iam::444455556665:root", "arn:aws:iam::444455556666:root"],
    ["444455565666", "444455556666"],
  ] as const) {
    test(`is corrected in ${written}`, () => assert.equal(firstFor(written), corrected(to, written)));
  }

  test("is another where more differs", () =>
    assert.doesNotMatch(firstFor("arn:aws:iam::777788889999:root") ?? "", /instead of/));
});

describe("the waiting period before a key is deleted", () => {
  test("is said with its option", () => {
    const { fixes, next } = explained(
      refused(
        "kms:ScheduleKeyDeletion",
        `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`,
        "with an explicit deny in a service control policy",
      ),
      {
        "scp.json": {
          Effect: "Deny",
          Action: "kms:ScheduleKeyDeletion",
          Resource: "*",
          Condition: { NumericLessThan: { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" } },
        },
      },
    );
    assert.equal(fixes[0] && fixTitleText(fixes[0]), "Schedule the deletion with a waiting period of 30 days");
    const step = next.find((one) => one.step === "cli-options");
    assert.deepEqual(step?.step === "cli-options" && step.options, ["--pending-window-in-days 30"]);
  });
});

describe("what begins with a reference in Terraform", () => {
  const resources = `
variable "bucket" { type = string }
variable "region" { type = string }
data "aws_caller_identity" "me" {}
resource "aws_s3_bucket" "docs" { bucket = var.bucket }
resource "aws_api_gateway_rest_api" "orders" { name = "orders" }
resource "aws_dynamodb_table" "orders" { name = "orders" }
resource "aws_iam_role" "app" { name = "app" }
`;
  const encoded = (action: string, resource: string): string => `${resources}
resource "aws_iam_role_policy" "app" {
  role   = aws_iam_role.app.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "${action}", Resource = ${resource} }]
  })
}`;
  const document = (action: string, resource: string): string => `${resources}
resource "aws_iam_role_policy" "app" {
  role   = aws_iam_role.app.name
  policy = data.aws_iam_policy_document.app.json
}
data "aws_iam_policy_document" "app" {
  statement {
    actions   = ["${action}"]
    resources = [${resource}]
  }
}`;

  for (const [what, made] of [
    ["jsonencode", encoded],
    ["a data source", document],
  ] as const) {
    for (const [action, written, asked, added] of [
      [
        "s3:GetObject",
        '"${aws_s3_bucket.docs.arn}/in/*"',
        '"arn:aws:s3:::acme/out/a"',
        '"${aws_s3_bucket.docs.arn}/out/a"',
      ],
      [
        "s3:GetObject",
        '"arn:aws:s3:::${var.bucket}/in/*"',
        '"arn:aws:s3:::acme/out/a"',
        '"arn:aws:s3:::${var.bucket}/out/a"',
      ],
      [
        "sns:Publish",
        '"arn:aws:sns:${var.region}:${data.aws_caller_identity.me.account_id}:alarms"',
        `arn:aws:sns:eu-west-1:${ACCOUNT}:alerts`,
        '"arn:aws:sns:${var.region}:${data.aws_caller_identity.me.account_id}:alerts"',
      ],
      [
        "execute-api:Invoke",
        '"${aws_api_gateway_rest_api.orders.execution_arn}/prod/GET/*"',
        `arn:aws:execute-api:eu-west-1:${ACCOUNT}:a1b2c3d4e5/prod/POST/orders`,
        '"${aws_api_gateway_rest_api.orders.execution_arn}/prod/POST/orders"',
      ],
    ] as const) {
      test(`is written by it for something else behind it: ${action} in ${what}`, () => {
        const files = [{ path: "main.tf", text: made(action, written) }];
        const { fixes } = explainedIn(noAllow(action, asked), files);
        const text = fixes[0]?.edits.map(({ newText }) => newText).join("") ?? "";
        assert.ok(text.includes(added), text);
        assert.ok(fixes[0]?.risks.some(({ risk }) => risk === "only-if-stands-for"));
      });
    }
  }

  test("is not written by the account of the template for what another account has", () => {
    const written = '"arn:aws:sns:eu-west-1:${data.aws_caller_identity.me.account_id}:alarms"';
    const other = "arn:aws:sns:eu-west-1:444455556666:alerts";
    const files = [{ path: "main.tf", text: encoded("sns:Publish", written) }];
    const { fixes } = explainedIn(noAllow("sns:Publish", other), files);
    const texts = fixes.flatMap(({ edits }) => edits.map(({ newText }) => newText));
    assert.ok(texts.length > 0 && texts.every((text) => text.includes(other)), texts.join("\n"));
  });

  test("is the stream of a table, which is not the table", () => {
    const text = encoded("dynamodb:PutItem", "aws_dynamodb_table.orders.stream_arn");
    const asked = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`;
    const { nearMisses } = explainedIn(noAllow("dynamodb:PutItem", asked), [{ path: "main.tf", text }]);
    const resource = nearMisses[0]?.elements.find(({ element }) => element === "resource");
    assert.equal(resource?.truth, "no");
  });
});

describe("what has a name filled in, in CloudFormation", () => {
  for (const [written, added] of [
    ['!Sub "${Docs.Arn}/in/*"', '!Sub "${Docs.Arn}/out/a"'],
    ['!Sub "arn:aws:s3:::${Name}/in/*"', '!Sub "arn:aws:s3:::${Name}/out/a"'],
    ['!Join ["", ["arn:aws:s3:::", !Ref Docs, "/in/*"]]', "!Sub arn:aws:s3:::${Docs}/out/a"],
  ] as const) {
    test(`is written by it for something else behind it: ${written}`, () => {
      const text = `
Parameters:
  Name:
    Type: String
Resources:
  Docs:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Ref Name
  App:
    Type: AWS::IAM::Role
    Properties:
      RoleName: app
      Policies:
        - PolicyName: docs
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: s3:GetObject
                Resource: ${written}
`;
      const { fixes } = explainedIn(noAllow("s3:GetObject", '"arn:aws:s3:::acme/out/a"'), [{ path: "t.yaml", text }]);
      const edited = fixes[0]?.edits.map(({ newText }) => newText).join("") ?? "";
      assert.ok(edited.includes(added), edited);
      assert.ok(fixes[0]?.risks.some(({ risk }) => risk === "only-if-stands-for"));
    });
  }
});
