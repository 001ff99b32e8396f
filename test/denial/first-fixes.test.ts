/** What is offered first, with the whole reference: the fix that somebody who knows the service would make. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { fixRisk } from "../../server/src/telling/fix-risk-sentences.ts";
import { fixTitleText } from "../../server/src/telling/fix-sentences.ts";
import { hintInWords } from "../../server/src/telling/near-miss-sentences.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { explained } from "../support/explained.ts";
import { eighthOf } from "../support/searching.ts";

const ACCOUNT = "111122223333";
const refused = (
  action: string,
  resource: string,
  why = `because no identity-based policy allows the ${action} action`,
) =>
  `AccessDenied: User: arn:aws:sts::${ACCOUNT}:assumed-role/app/job-1 is not authorized to perform: ${action} on resource: ${resource} ${why}`;
const BY_RESOURCE = "with an explicit deny in a resource-based policy";

interface Row {
  readonly what: string;
  readonly message: string;
  readonly statement: object;
  readonly file?: string;
  readonly first: string;
}

const ROWS: readonly Row[] = [
  {
    what: "a tag of the resource under the service's own key",
    message: refused("ssm:GetParameters", `arn:aws:ssm:eu-west-2:${ACCOUNT}:parameter/maps-key`),
    statement: {
      Effect: "Allow",
      Action: "ssm:GetParameters",
      Resource: "*",
      Condition: { StringEquals: { "ssm:ResourceTag/product": "atlas" } },
    },
    first: 'Give the resource the tag product with the value "atlas"',
  },
  {
    what: "encryption of any kind",
    message: refused("s3:PutObject", '"arn:aws:s3:::acme-ledger/a.csv"', BY_RESOURCE),
    file: "bucket-policy.json",
    statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::acme-ledger/*",
      Condition: { Null: { "s3:x-amz-server-side-encryption": "true" } },
    },
    first: "Ask for encryption when you upload",
  },
  {
    what: "any VPC endpoint",
    message: refused("s3:PutObject", '"arn:aws:s3:::acme-ledger/a.csv"', BY_RESOURCE),
    file: "bucket-policy.json",
    statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "arn:aws:s3:::acme-ledger/*",
      Condition: { Null: { "aws:SourceVpce": "true" } },
    },
    first: "Send the request through a VPC endpoint",
  },
  {
    what: "the next revision of a task definition",
    message: refused("ecs:RunTask", `arn:aws:ecs:eu-west-1:${ACCOUNT}:task-definition/nightly:7`),
    statement: { Effect: "Allow", Action: "ecs:RunTask", Resource: `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/main` },
    first: `Add arn:aws:ecs:eu-west-1:${ACCOUNT}:task-definition/nightly:* to the resources of statement 1 of app.json`,
  },
];

describe("the first fix", () => {
  for (const { what, message, file = "app.json", statement, first } of eighthOf(ROWS, 0)) {
    test(`names ${what}`, () => {
      const [fix] = explained(message, { [file]: statement }).fixes;
      assert.equal(fix && fixTitleText(fix), first);
    });
  }
});

describe("a statement that is added", () => {
  const FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:app-worker`;
  const MAKE = {
    Effect: "Allow",
    Action: ["lambda:CreateFunction", "lambda:GetFunction"],
    Resource: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:app-*`,
  };
  const conditionsOf = (statements: readonly object[]): readonly unknown[] =>
    explained(refused("lambda:TagResource", FUNCTION), { "app.json": statements }).fixes.flatMap(({ kind, edits }) =>
      kind === "add-statement" ? [edits.some(({ newText }) => newText.includes("Condition"))] : [],
    );

  for (const [key, value] of [
    ["aws:CalledViaLast", "cloudformation.amazonaws.com"],
    ["aws:PrincipalOrgID", "o-a1b2c3d4e5"],
    ["aws:SourceVpce", "vpce-0123456789abcdef0"],
  ] as const) {
    test(`keeps the condition on ${key} that other actions of the service have there`, () =>
      assert.deepEqual(conditionsOf([{ ...MAKE, Condition: { StringEquals: { [key]: value } } }]), [true]));
  }

  test("helps if any of the values that its condition lists is the request's", () => {
    const zone = "arn:aws:route53:::hostedzone";
    const { fixes } = explained(refused("route53:ChangeResourceRecordSets", `${zone}/Z2`), {
      "app.json": {
        Effect: "Allow",
        Action: "route53:ChangeResourceRecordSets",
        Resource: `${zone}/Z1`,
        Condition: { "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["A", "TXT"] } },
      },
    });
    const [first] = fixes;
    assert.match(
      phraseToPlainText((first && fixRisk(first)) ?? []),
      /^It helps only if route53:ChangeResourceRecordSetsRecordTypes is "A" or "TXT"\./,
    );
  });

  for (const [resource, hasCondition] of [
    ["arn:aws:ssm:eu-west-1::document/AWS-StartSSHSession", false],
    [`arn:aws:ssm:eu-west-1:${ACCOUNT}:document/ours`, true],
  ] as const) {
    test(`${hasCondition ? "keeps" : "leaves out"} a condition on tags for ${resource}`, () => {
      const { fixes } = explained(refused("ssm:StartSession", resource), {
        "app.json": {
          Effect: "Allow",
          Action: "ssm:StartSession",
          Resource: `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/*`,
          Condition: { StringEquals: { "ssm:resourceTag/team": "web" } },
        },
      });
      const added = fixes.filter(({ kind }) => kind === "add-statement");
      assert.deepEqual(
        added.map(({ edits }) => edits.some(({ newText }) => newText.includes("Condition"))),
        [hasCondition],
      );
      // Beside the instances it would be under their condition.
      assert.equal(fixes.length, hasCondition ? 2 : 1);
    });
  }

  for (const [what, statements] of [
    ["a tag of other requests", [{ ...MAKE, Condition: { StringEquals: { "aws:RequestTag/team": "a" } } }]],
    [
      "a key of the service that the action lacks",
      [{ ...MAKE, Condition: { StringEquals: { "lambda:Runtime": "x" } } }],
    ],
    [
      "another resource's",
      [{ ...MAKE, Resource: FUNCTION + "2", Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    ],
    ["one beside a statement without", [{ ...MAKE, Condition: { Bool: { "aws:SecureTransport": "true" } } }, MAKE]],
  ] as const) {
    test(`takes no condition of ${what}`, () => assert.deepEqual(conditionsOf(statements), [false]));
  }
});

describe("a bucket in the place of its objects", () => {
  const message = refused("s3:GetObject", '"arn:aws:s3:::acme-docs/2026/a.pdf"');
  const titlesFor = (action: string | readonly string[]): readonly string[] =>
    explained(message, {
      "app.json": { Sid: "Read", Effect: "Allow", Action: action, Resource: "arn:aws:s3:::acme-docs" },
    }).fixes.map(fixTitleText);
  const write = (to: string): string =>
    `In statement Read of app.json, write arn:aws:s3:::acme-docs/${to} instead of arn:aws:s3:::acme-docs`;

  test("is not kept where no action of the statement is on the bucket", () => {
    const titles = titlesFor(["s3:GetObject", "s3:PutObject"]);
    assert.ok(titles.includes(write("2026/a.pdf")), titles.join("\n"));
    assert.ok(
      titles.every((title) => !title.startsWith("Add arn:")),
      titles.join("\n"),
    );
  });

  for (const action of [["s3:GetObject", "s3:ListBucket"], ["s3:GetObject", "s3:NoSuchThing"], "s3:Get*"]) {
    test(`stays beside them for ${action.toString()}`, () =>
      assert.ok(titlesFor(action).every((title) => !title.startsWith("In statement"))));
  }

  test("is referred to as before, in Terraform", () => {
    const text = `resource "aws_s3_bucket" "docs" {
  bucket = "acme-docs"
}
resource "aws_iam_role" "app" {
  name = "app"
}
resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Read", Effect = "Allow", Action = "s3:GetObject", Resource = aws_s3_bucket.docs.arn }]
  })
}
`;
    assert.deepEqual(newTexts("main.tf", text), ['"${aws_s3_bucket.docs.arn}/2026/a.pdf"']);
  });

  test("is referred to as before, in CloudFormation", () => {
    const text = `Resources:
  Docs:
    Type: AWS::S3::Bucket
    Properties: { BucketName: acme-docs }
  App:
    Type: AWS::IAM::Role
    Properties:
      RoleName: app
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Read
                Effect: Allow
                Action: [s3:GetObject, s3:ListBucket]
                Resource: !GetAtt Docs.Arn
`;
    const texts = newTexts("template.yaml", text);
    assert.ok(
      texts.some((written) => written.includes("!Sub ${Docs.Arn}/2026/a.pdf")),
      texts.join("\n"),
    );
    assert.ok(
      texts.every((written) => !written.includes("arn:")),
      texts.join("\n"),
    );
  });

  test("of a local of Terraform, which stays the text that it is", () => {
    const text = `locals {
  docs = "arn:aws:s3:::acme-docs/2025/*"
}
resource "aws_iam_role" "app" {
  name = "app"
}
resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = local.docs }]
  })
}
`;
    const texts = newTexts("main.tf", text);
    assert.deepEqual(texts, ['[local.docs, "arn:aws:s3:::acme-docs/2026/a.pdf"]']);
  });

  function newTexts(path: string, text: string): readonly string[] {
    const workspace = readWorkspace([{ path, text }], EMPTY_CONFIG);
    const [fix] = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() }).fixes;
    return fix?.edits.map(({ newText }) => newText) ?? [];
  }
});

describe("the ARN of a log group in CloudFormation", () => {
  test("is given its :* where it stands", () => {
    const group = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/app`;
    const text = `Resources:
  App:
    Type: AWS::IAM::Role
    Properties:
      RoleName: app
      Policies:
        - PolicyName: logs
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Log
                Effect: Allow
                Action: [logs:CreateLogStream, logs:PutLogEvents]
                Resource: !Sub arn:aws:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/app
`;
    const { fixes, nearMisses } = explainDenial({
      message: refused("logs:PutLogEvents", `${group}:log-stream:2026/01/01/a`),
      workspace: readWorkspace([{ path: "template.yaml", text }], EMPTY_CONFIG),
      facts: new Map(),
      catalog: realCatalog(),
    });
    assert.equal(fixes[0] && fixTitleText(fixes[0]), `In statement Log of logs, write ${group}:* instead of ${group}`);
    const { newText = "" } = fixes[0]?.edits[0] ?? {};
    assert.match(newText, /!Sub arn:aws:logs:\$\{AWS::Region\}:\$\{AWS::AccountId\}:log-group:\/app:\*/);
    assert.deepEqual(
      nearMisses[0]?.hints.map(({ hint }) => hint),
      ["lacks-what-is-inside"],
    );
  });
});

describe("the ARN of a model", () => {
  const model = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0";
  const written = model.replace("::", ":111122223333:");

  test("has no account, and the one that has is not kept", () => {
    const { fixes, nearMisses } = explained(refused("bedrock:InvokeModel", model), {
      "app.json": { Sid: "Model", Effect: "Allow", Action: "bedrock:InvokeModel", Resource: written },
    });
    assert.deepEqual(fixes.map(fixTitleText), [
      `In statement Model of app.json, write ${model} instead of ${written}`,
      "Add a statement to app.json that allows bedrock:InvokeModel",
    ]);
    const hints = nearMisses.flatMap((one) => one.hints.map((hint) => phraseToPlainText(hintInWords(hint))));
    assert.deepEqual(hints, ["The ARN has the account 111122223333; in the request it has no account."]);
  });
});

describe("each user's own part", () => {
  test("gets one more action, and no statement for one user alone", () => {
    const self = "arn:aws:iam::*:user/${aws:username}";
    const message = `User: arn:aws:iam::${ACCOUNT}:user/kim is not authorized to perform: iam:ListAccessKeys on resource: arn:aws:iam::${ACCOUNT}:user/kim because no identity-based policy allows the iam:ListAccessKeys action`;
    const { fixes } = explained(message, {
      "users/kim/self.json": { Sid: "Self", Effect: "Allow", Action: "iam:CreateAccessKey", Resource: self },
    });
    assert.deepEqual(fixes.map(fixTitleText), [
      "Add iam:ListAccessKeys to the actions of statement Self of users/kim/self.json",
    ]);
  });

  const ofDevice = `User: arn:aws:iam::${ACCOUNT}:user/kim is not authorized to perform: iam:CreateVirtualMFADevice on resource: arn:aws:iam::${ACCOUNT}:mfa/kim because no identity-based policy allows the iam:CreateVirtualMFADevice action`;
  for (const [what, self, written] of [
    ["by the variable, beside what has it", "arn:aws:iam::*:user/${aws:username}", "mfa/${aws:username}"],
    ["by its name, beside what has none", `arn:aws:iam::${ACCOUNT}:user/kim`, "mfa/kim"],
  ] as const) {
    test(`is given in a statement ${what}`, () => {
      const { fixes } = explained(ofDevice, {
        "users/kim/self.json": { Sid: "Self", Effect: "Allow", Action: "iam:GetUser", Resource: self },
      });
      const texts = fixes[0]?.edits.map(({ newText }) => newText).join("") ?? "";
      assert.ok(texts.includes(`"arn:aws:iam::${ACCOUNT}:${written}"`), texts);
    });
  }

  test("is asked for where another's was named in words", () => {
    const message = `User: arn:aws:iam::${ACCOUNT}:user/kim is not authorized to perform: iam:ListAccessKeys on resource: user ann because no identity-based policy allows the iam:ListAccessKeys action`;
    const self = "arn:aws:iam::*:user/${aws:username}";
    const { fixes, next } = explained(message, {
      "users/kim/self.json": { Sid: "Self", Effect: "Allow", Action: "iam:ListAccessKeys", Resource: self },
    });
    assert.deepEqual([fixes, next.map(({ step }) => step)], [[], ["others-part"]]);
  });
});

describe("a Deny of all that is not listed, without MFA", () => {
  const KIM = `arn:aws:iam::${ACCOUNT}:user/kim`;
  const WITHOUT = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };
  const first = (
    action: string,
    { caller = KIM, of = "user kim", Condition = WITHOUT }: { caller?: string; of?: string; Condition?: object } = {},
  ): string | undefined => {
    const message = `User: ${caller} is not authorized to perform: ${action} on resource: ${of} with an explicit deny in an identity-based policy`;
    const [fix] = explained(message, {
      "users/kim/factor.json": [
        { Sid: "All", Effect: "Allow", Action: "iam:*", Resource: "*" },
        {
          Sid: "Factor",
          Effect: "Deny",
          NotAction: ["iam:GetUser", "sts:GetSessionToken"],
          Resource: "*",
          Condition,
        },
      ],
    }).fixes;
    return fix && fixTitleText(fix);
  };

  for (const action of ["iam:EnableMFADevice", "iam:ListMFADevices", "iam:ChangePassword"]) {
    test(`lists ${action} as well, which comes before any MFA`, () =>
      assert.equal(first(action), `Exempt ${action} from statement Factor of users/kim/factor.json`));
  }
  for (const action of ["iam:CreateAccessKey", "iam:DeactivateMFADevice"]) {
    test(`is not loosened for ${action}`, () => assert.equal(first(action), "Sign in with MFA"));
  }
  test("is not loosened for a role, which has no device", () =>
    assert.equal(first("iam:ListMFADevices", { caller: `arn:aws:sts::${ACCOUNT}:assumed-role/kim/i` }), undefined));
  const LISTED = "Exempt iam:EnableMFADevice from statement Factor of users/kim/factor.json";
  test("is loosened for the user itself", () => assert.equal(first("iam:EnableMFADevice", { of: KIM }), LISTED));
  test("is not loosened for what is done to another user", () =>
    assert.equal(first("iam:EnableMFADevice", { of: `arn:aws:iam::${ACCOUNT}:user/lee` }), "Sign in with MFA"));
  for (const [Condition, title] of [
    [{ Null: { "aws:MultiFactorAuthAge": "true" } }, LISTED],
    [{ NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "3600" } }, LISTED],
    [{ NumericGreaterThan: { "aws:MultiFactorAuthAge": "3600" } }, "Sign in with MFA again"],
  ] as const) {
    test(`that matches by ${JSON.stringify(Condition)}`, () =>
      assert.equal(first("iam:EnableMFADevice", { Condition }), title));
  }
});

describe("an action on a resource", () => {
  test("is not put beside those that know only every resource", () => {
    const push = refused("ecr:PutImage", `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/app`);
    const login = { Sid: "Login", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" };
    const titles = explained(push, { "app.json": login }).fixes.map(fixTitleText);
    assert.deepEqual(titles, ["Add a statement to app.json that allows ecr:PutImage"]);
  });
});

describe("a user's own part of a resource by the variable for the unique ID", () => {
  const titlesFor = (action: string, resource: string, own: string): readonly string[] => {
    const message = `User: arn:aws:iam::${ACCOUNT}:user/kim is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
    return explained(message, { "users/kim/own.json": { Sid: "Own", Effect: "Allow", Action: action, Resource: own } })
      .fixes.map(fixTitleText)
      .filter((title) => title.includes("${"));
  };
  const instead =
    "In statement Own of users/kim/own.json, use ${aws:username} instead of ${aws:userid}, which is an ID and not a name";

  for (const [what, action, resource, own, titles] of [
    [
      "the user",
      "iam:CreateAccessKey",
      `arn:aws:iam::${ACCOUNT}:user/kim`,
      "arn:aws:iam::*:user/${aws:userid}",
      [instead],
    ],
    ["a prefix", "s3:PutObject", "arn:aws:s3:::acme/home/kim/a", "arn:aws:s3:::acme/home/${aws:userid}/*", [instead]],
    ["another's", "s3:PutObject", "arn:aws:s3:::acme/home/lee/a", "arn:aws:s3:::acme/home/${aws:userid}/*", []],
    ["an ID", "s3:PutObject", "arn:aws:s3:::acme/home/AIDAKIM/a", "arn:aws:s3:::acme/home/${aws:userid}/*", []],
    ["behind a wildcard", "s3:PutObject", "arn:aws:s3:::acme/home/kim/a", "arn:aws:s3:::acme/*/${aws:userid}/*", []],
  ] as const) {
    test(`has the name instead where it is the name that is asked for: ${what}`, () =>
      assert.deepEqual(titlesFor(action, resource, own), titles));
  }
});

describe("a principal that is nearly the caller", () => {
  const OTHER = "444455556666";
  const trust = (principal: string): object => ({
    Sid: "Trust",
    Effect: "Allow",
    Principal: { AWS: principal },
    Action: "sts:AssumeRole",
  });
  const firstFor = (principal: string, around: Readonly<Record<string, object>> = {}, caller = "app") => {
    const message = `User: arn:aws:sts::${OTHER}:assumed-role/${caller}/i is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${ACCOUNT}:role/target because no resource-based policy allows the sts:AssumeRole action`;
    const { fixes } = explained(message, { "target-trust-policy.json": trust(principal), ...around });
    return fixes.map(fixTitleText);
  };
  const role = (name: string, account = OTHER): string => `arn:aws:iam::${account}:role/${name}`;
  const MENTIONED = { "queue-policy.json": { ...trust(role("apps")), Action: "sqs:SendMessage", Resource: "*" } };

  for (const [what, written, to = role("app"), caller] of [
    ["a letter too many", role("apps")],
    ["a letter too few", role("orders-ap"), role("orders-api"), "orders-api"],
    ["letters swapped", role("reprot"), role("report"), "report"],
    ["a digit of the account", role("app", "444455556665")],
    ["another case", role("App")],
    ["a path that is kept", role("service/apps"), role("service/app")],
  ] as const) {
    test(`${what} is corrected in its place`, () => {
      const [first] = firstFor(written, {}, caller);
      assert.equal(first, `In statement Trust of target-trust-policy.json, write ${to} instead of ${written}`);
    });
  }

  test("what stands for nobody is not kept beside the caller", () =>
    assert.ok(firstFor(role("App")).every((title) => !title.startsWith("Add arn:"))));

  for (const [what, written, around, caller] of [
    ["another digit", role("job-1"), {}, "job-2"],
    ["another short word", role("app-ro"), {}, "app-rw"],
    ["another name", role("deploy"), {}, "app"],
    ["another account", role("app", "777788889999"), {}, "app"],
    ["a role that another file names", role("apps"), MENTIONED, "app"],
    ["a user", `arn:aws:iam::${OTHER}:user/apps`, {}, "app"],
  ] as const) {
    test(`${what} is left as it is`, () => {
      const titles = firstFor(written, around, caller);
      assert.equal(titles[0], `Add ${role(caller)} to the principals of statement Trust of target-trust-policy.json`);
      assert.ok(titles.every((title) => !title.includes("instead of")));
    });
  }
});

describe("a trust policy for tokens of which nothing is known", () => {
  const HOST = "gitlab.com";
  const trust = (condition: object, action = "sts:AssumeRoleWithWebIdentity"): object => ({
    Sid: "Ci",
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}` },
    Action: action,
    Condition: condition,
  });
  const MESSAGE = "AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity";
  const TOLD = new Map([
    ["principal", `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}`],
    ["resource", `arn:aws:iam::${ACCOUNT}:role/deploy`],
  ]);
  const titlesFor = (statement: object, facts: ReadonlyMap<string, string>): readonly string[] =>
    explained(MESSAGE, { "trust/deploy.json": statement }, facts)
      .fixes.filter(({ kind }) => kind !== "workspace-file")
      .map(fixTitleText);
  const claims = (sub: unknown, aud: unknown = `https://${HOST}`): object => ({
    [`${HOST}:sub`]: sub,
    [`${HOST}:aud`]: aud,
  });
  const LIKE =
    'In statement Ci of trust/deploy.json, use StringLike instead of StringEquals, so that the wildcard in "project_path:acme/*" works';

  for (const [who, facts] of [
    ["by a message that names nobody", new Map<string, string>()],
    ["where provider and role are told", TOLD],
  ] as const) {
    test(`gets StringLike for a wildcard that is taken literally, ${who}`, () =>
      assert.deepEqual(titlesFor(trust({ StringEquals: claims("project_path:acme/*") }), facts), [LIKE]));

    for (const [what, statement] of [
      ["there is no wildcard", trust({ StringEquals: claims("project_path:acme/web") })],
      ["the wildcard works", trust({ StringLike: claims("project_path:acme/*") })],
      ["a value is filled in elsewhere", trust({ StringEquals: claims("project_path:${Group}/web") })],
      ["the other operator is there", trust({ StringEquals: claims("a*"), StringLike: { "aws:PrincipalTag/a": "b" } })],
      ["everybody's tokens would fit", trust({ StringEquals: claims("*") })],
      ["the action is another", trust({ StringEquals: claims("project_path:acme/*") }, "sts:AssumeRoleWithSAML")],
    ] as const) {
      test(`gets none ${who} where ${what}`, () =>
        assert.deepEqual(
          titlesFor(statement, facts).filter((title) => title.includes("StringLike")),
          [],
        ));
    }
  }
});

describe("the nearest statement", () => {
  for (const [what, asked, ...files] of [
    ["a slip before what begins alike", "reports", "report", "reports-archive"],
    ["one slip before two", "reports", "report", "reporst-a", "repotr"],
    ["what begins alike before another name", "reports", "reports-archive", "invoices"],
  ] as const) {
    test(`is the one whose resource has ${what}`, () => {
      const message = refused("s3:GetObject", `"arn:aws:s3:::${asked}/a.csv"`);
      const of = (bucket: string) => ({
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: `arn:aws:s3:::${bucket}/*`,
      });
      const [first] = files;
      const policies = Object.fromEntries(files.toReversed().map((bucket) => [`app-${bucket}.json`, of(bucket)]));
      const { nearMisses, fixes } = explained(message, policies);
      assert.equal(nearMisses[0]?.place.file, `app-${first}.json`);
      assert.ok(fixes.every(({ edits }) => edits.length === 0) || fixes[0]?.edits[0]?.file === `app-${first}.json`);
    });
  }

  for (const [what, asked, nearer, farther] of [
    ["a near name before the same verb", "GetParameter", "GetParameters", "GetDocument"],
    ["the same verb before another", "GetParameter", "GetDocument", "DeleteParameter"],
    ["the same verb before another whose name is as short", "GetItem", "GetShardIterator", "PutItem"],
  ] as const) {
    test(`is the one whose action has ${what}`, () => {
      const service = asked === "GetItem" ? "dynamodb" : "ssm";
      const allow = (name: string) => ({ Effect: "Allow", Action: `${service}:${name}`, Resource: "*" });
      const message = refused(`${service}:${asked}`, `arn:aws:${service}:eu-west-1:${ACCOUNT}:parameter/a`);
      const { nearMisses } = explained(message, { "app.json": [allow(farther), allow(nearer)] });
      assert.deepEqual(
        nearMisses.map(({ place }) => place.index),
        [1, 0],
      );
    });
  }

  test("is said to name the caller in another case", () => {
    const message = refused("s3:GetObject", '"arn:aws:s3:::acme/a"', "because no resource-based policy allows it");
    const { nearMisses } = explained(message, {
      "bucket-policy.json": {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/App` },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::acme/*",
      },
    });
    const [written, wanted] = [`arn:aws:iam::${ACCOUNT}:role/App`, `arn:aws:iam::${ACCOUNT}:role/app`];
    assert.deepEqual(nearMisses[0]?.hints, [{ hint: "case-differs", written, wanted }]);
  });

  test("is said to name resources where the action has none", () => {
    const message = refused("lambda:ListFunctions", "*");
    const { nearMisses } = explained(message, {
      "app.json": { Effect: "Allow", Action: "lambda:*", Resource: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:*` },
    });
    assert.deepEqual(nearMisses[0]?.hints, [{ hint: "needs-all-resources", action: "lambda:ListFunctions" }]);
  });
});
