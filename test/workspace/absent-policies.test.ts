/** Policies that files say to be attached, and that no file shows. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { absentFor } from "../../server/src/workspace/absent-policies.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { explanationsMarkdown } from "../../server/src/telling/explanation-report.ts";
import { assumptionInWords } from "../../server/src/telling/assumption-sentences.ts";
import { layerInWords } from "../../server/src/telling/unknown-sentences.ts";
import { nextInWords } from "../../server/src/telling/next-sentences.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { realCatalog } from "../catalog/real-catalog.ts";

const ROLE = "arn:aws:iam::111122223333:role/service/app";
const SESSION = "arn:aws:sts::111122223333:assumed-role/app/run-1";
const USER = "arn:aws:iam::111122223333:user/alice";
const FULL = "arn:aws:iam::aws:policy/AmazonS3FullAccess";
const OWN = "arn:aws:iam::111122223333:policy/team/Own";
const ALLOW = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }] };

const role = (more: object = {}): object => ({
  RoleDetailList: [
    {
      RoleName: "app",
      Arn: ROLE,
      RolePolicyList: [{ PolicyName: "one", PolicyDocument: ALLOW }],
      AttachedManagedPolicies: [],
      ...more,
    },
  ],
});
const files = (...values: readonly object[]): { path: string; text: string }[] =>
  values.map((value, at) => ({ path: `saved-${at}.json`, text: JSON.stringify(value) }));
const absent = (principal: string, ...values: readonly object[]): readonly string[] => {
  const workspace = readWorkspace(files(...values), EMPTY_CONFIG);
  return absentFor(workspace.absent, principal).map(({ kind, name }) => `${kind} ${name}`);
};
const attached = (...arns: readonly string[]): object => ({
  AttachedManagedPolicies: arns.map((PolicyArn) => ({ PolicyName: "x", PolicyArn })),
});

describe("policies that are absent", () => {
  test("a managed policy that no file shows, for the role and its sessions", () => {
    assert.deepEqual(absent(SESSION, role(attached(FULL, OWN))), ["managed AmazonS3FullAccess", "managed Own"]);
    assert.deepEqual(absent(ROLE, role(attached(FULL))), ["managed AmazonS3FullAccess"]);
    assert.deepEqual(absent(USER, role(attached(FULL))), []);
    assert.deepEqual(absent(ROLE.replace("1111", "4444"), role(attached(FULL))), []);
  });

  test("none that a file shows, by its ARN or by its name", () => {
    const policy = {
      PolicyName: "Own",
      Arn: OWN,
      DefaultVersionId: "v1",
      PolicyVersionList: [{ VersionId: "v1", IsDefaultVersion: true, Document: ALLOW }],
    };
    assert.deepEqual(absent(ROLE, role(attached(OWN)), { Policies: [policy] }), []);
    const named = { path: "policies/AmazonS3FullAccess.json", text: JSON.stringify(ALLOW) };
    const workspace = readWorkspace([...files(role(attached(FULL))), named], EMPTY_CONFIG);
    assert.deepEqual(absentFor(workspace.absent, ROLE), []);
  });

  test("a boundary, an inline policy without its text, and a list that is not whole", () => {
    const boundary = { PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: OWN } };
    assert.deepEqual(absent(ROLE, role(boundary)), ["boundary Own"]);
    const inline = { RolePolicyList: [{ PolicyName: "one", PolicyDocument: ALLOW }, { PolicyName: "two" }] };
    assert.deepEqual(absent(ROLE, role(inline)), ["inline two"]);
    assert.deepEqual(absent(ROLE, role({ IsTruncated: true })), ["unlisted "]);
    assert.deepEqual(absent(ROLE, role()), []);
  });

  test("those of a group that is named and not shown, as where a list was cut or asked for users alone", () => {
    const user = {
      UserDetailList: [{ UserName: "alice", Arn: USER, GroupList: ["devs"], UserPolicyList: [] }],
      GroupDetailList: [],
    };
    assert.deepEqual(absent(USER, user), ["unlisted "]);
    assert.deepEqual(absent(ROLE, user), []);
    const shown = {
      Group: { GroupName: "devs", Arn: "arn:aws:iam::111122223333:group/team/devs" },
      Users: [{ Arn: USER }],
    };
    assert.deepEqual(absent(USER, user, shown), []);
  });

  test("those of the groups of a user", () => {
    const details = {
      UserDetailList: [{ UserName: "alice", Arn: USER, GroupList: ["devs"], UserPolicyList: [] }],
      GroupDetailList: [
        { GroupName: "devs", Arn: "arn:aws:iam::111122223333:group/devs", GroupPolicyList: [], ...attached(FULL) },
      ],
    };
    assert.deepEqual(absent(USER, details), ["managed AmazonS3FullAccess"]);
  });

  const explained = (message: string, value: object): string => {
    const workspace = readWorkspace(files(value), EMPTY_CONFIG);
    const { unknowns } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
    return unknowns.flatMap((one) => (one.unknown === "absent-policies" ? [one.names.join(" ")] : [])).join(", ");
  };
  const MESSAGE = `User: ${SESSION} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::acme/x`;

  test("an explanation names them where the caller's own policies are in question", () => {
    assert.equal(explained(MESSAGE, role(attached(OWN))), "Own");
    const identity = " because no identity-based policy allows the s3:GetObject action";
    assert.equal(explained(MESSAGE + identity, role(attached(OWN))), "Own");
    const control = " with an explicit deny in a service control policy";
    assert.equal(explained(MESSAGE + control, role(attached(OWN))), "");
    assert.equal(explained(MESSAGE, role()), "");
  });

  test("a layer of which a policy is absent is not said to have no Allow, unless AWS says so", () => {
    const identityOf = (message: string, value: object): readonly string[] => {
      const workspace = readWorkspace(files(value), EMPTY_CONFIG);
      const { layers, byFiles } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
      const view = layers.find(({ layer }) => layer === "identity");
      assert.ok(view !== undefined);
      return [phraseToPlainText(layerInWords(view)), byFiles.allowed, byFiles.denying.join()];
    };
    const blocked = "Identity-based policy: blocked, no Allow";
    assert.deepEqual(identityOf(MESSAGE, role()), [blocked, "no", "identity"]);
    assert.deepEqual(identityOf(MESSAGE, role(attached(OWN))), [
      "Identity-based policy: unknown, as one of the caller's policies is not in any file here",
      ...["unknown", ""],
    ]);
    const bySdk = `${MESSAGE} because no identity-based policy allows the s3:GetObject action`;
    assert.equal(identityOf(bySdk, role(attached(OWN)))[0], `${blocked} (AWS says so)`);
  });
});

describe("a policy of AWS that the caller has and no file shows", () => {
  const of = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
  const ask = (action: string, why: string, value: object) => {
    const message = `User: ${SESSION} is not authorized to perform: ${action} on resource: arn:aws:s3:::acme/x${why}`;
    const workspace = readWorkspace(files(value), EMPTY_CONFIG);
    return explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
  };
  const IDENTITY = (action: string): string => ` because no identity-based policy allows the ${action} action`;
  const FULL_DATA = role(attached(of("PowerUserAccess")));

  for (const [what, action, why, value, verdict, layer, policy] of [
    [
      "lacks the action",
      "iam:CreateUser",
      IDENTITY("iam:CreateUser"),
      FULL_DATA,
      "explained",
      "identity",
      "PowerUserAccess",
    ],
    [
      "is a boundary",
      "iam:CreateUser",
      " because no permissions boundary allows the iam:CreateUser action",
      role({ PermissionsBoundary: { PermissionsBoundaryArn: of("PowerUserAccess") } }),
      "explained",
      "boundary",
      "PowerUserAccess",
    ],
    [
      "denies",
      "s3:GetObject",
      " with an explicit deny in an identity-based policy",
      role(attached(of("AWSDenyAll"))),
      "explained",
      "identity",
      "AWSDenyAll",
    ],
    [
      "allows it, by our text",
      "s3:GetObject",
      IDENTITY("s3:GetObject"),
      FULL_DATA,
      "workspace-allows",
      "identity",
      "PowerUserAccess",
    ],
    [
      "has a path",
      "s3:GetObject",
      "",
      role(attached(of("job-function/ViewOnlyAccess"))),
      "explained",
      "identity",
      "ViewOnlyAccess",
    ],
  ] as const) {
    test(`takes part where it ${what}, with its version and the day of the data`, () => {
      const explanation = ask(action, why, value);
      assert.deepEqual([explanation.verdict, explanation.layer], [verdict, layer]);
      const shown = [...explanation.culprits, ...explanation.nearMisses].map(({ place }) => place);
      assert.deepEqual([...new Set([...shown, ...explanation.allowedBy].map(({ file }) => file))], [policy]);
      const said = explanation.assumptions.find(({ assumption }) => assumption === "text-of-aws");
      assert.ok(said);
      assert.match(
        phraseToPlainText(assumptionInWords(said, explanation.request)),
        new RegExp(
          `^${policy} is read in version v\\d+, the newest on 20[-\\d]+\\. AWS may have changed it since\\. To check it, run aws iam get-policy `,
        ),
      );
      assert.ok(explanation.fixes.every(({ edits }) => edits.every(({ file }) => file !== policy)));
      assert.doesNotMatch(explanationsMarkdown([explanation]), new RegExp(`\\]\\([^)]*${policy}`));
    });
  }

  test("leads to the keys that are known to others, where it is the one that AWS attaches for that", () => {
    const value = role(attached(of("AWSCompromisedKeyQuarantineV3")));
    const { next } = ask("ec2:RunInstances", " with an explicit deny in an identity-based policy", value);
    assert.equal(next[0]?.step, "leaked-keys");
  });

  test("nobody is told to add to it where it is the boundary", () => {
    const value = role({ PermissionsBoundary: { PermissionsBoundaryArn: of("PowerUserAccess") } });
    const why = " because no permissions boundary allows the iam:CreateUser action";
    const { next } = ask("iam:CreateUser", why, value);
    const [step] = next
      .filter((one) => one.step === "copy-statement")
      .map((one) => phraseToPlainText(nextInWords(one)));
    assert.equal(
      step,
      `AWS manages PowerUserAccess, so you cannot add to it. If the request should be allowed, write a policy of your own with this statement and with whatever else ${ROLE} may do, and set it as the permissions boundary:`,
    );
  });

  test("leads to the version that is in force where our text allows what AWS denied, and to layers of which no file is here", () => {
    const { next, unknowns } = ask("s3:GetObject", "", FULL_DATA);
    const [version] = next.filter(({ step }) => step === "version-of-aws");
    assert.ok(version);
    assert.match(
      phraseToPlainText(nextInWords(version)),
      /^Check which version of PowerUserAccess is in force\. The text here is that of v\d+: in another version it may not allow the request\.$/,
    );
    assert.deepEqual(version.commands, [
      `aws iam get-policy --policy-arn ${of("PowerUserAccess")} --query Policy.DefaultVersionId`,
    ]);
    assert.deepEqual(
      unknowns.flatMap((one) => (one.unknown === "other-layers" ? one.layers : [])),
      ["scp", "rcp", "resource", "boundary", "session", "vpc-endpoint"],
    );
    assert.ok(ask("iam:CreateUser", "", FULL_DATA).next.every(({ step }) => step !== "version-of-aws"));
  });

  for (const [what, why, value] of [
    ["AWS names another layer", " with an explicit deny in a service control policy", FULL_DATA],
    ["there is none of that path", "", role(attached(of("job-function/PowerUserAccess")))],
    ["there is none of that name", "", role(attached(of("PowerUserAcess")))],
    ["it is another role's", "", JSON.parse(JSON.stringify(FULL_DATA).replaceAll("/app", "/other")) as object],
  ] as const) {
    test(`is not said to be read where ${what}`, () =>
      assert.ok(ask("s3:GetObject", why, value).assumptions.every(({ assumption }) => assumption !== "text-of-aws")));
  }
});

describe("a managed policy that a file attaches by its ARN to a role that it makes", () => {
  const OF_AWS = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
  const PARTITION = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonS3ReadOnlyAccess";
  const terraform = (...blocks: readonly string[]): { path: string; text: string }[] => [
    { path: "roles.tf", text: ['resource "aws_iam_role" "app" {\n  name = "app"\n}', ...blocks].join("\n") },
  ];
  const attachment = (arn: string): string =>
    `resource "aws_iam_role_policy_attachment" "one" {\n  role = aws_iam_role.app.name\n  policy_arn = ${arn}\n}`;
  const template = (properties: object): { path: string; text: string }[] => {
    const Role = { Type: "AWS::IAM::Role", Properties: { RoleName: "app", ...properties } };
    const trust = { AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [] } };
    const Resources = { Role: { ...Role, Properties: { ...Role.Properties, ...trust } } };
    return [{ path: "stack.json", text: JSON.stringify({ AWSTemplateFormatVersion: "2010-09-09", Resources }) }];
  };

  for (const [what, all, found] of [
    ["an attachment", terraform(attachment(`"${OF_AWS}"`)), ["managed AmazonS3ReadOnlyAccess"]],
    ["one with the partition's name", terraform(attachment(`"${PARTITION}"`)), ["managed AmazonS3ReadOnlyAccess"]],
    [
      "each of a list",
      terraform(
        `resource "aws_iam_role_policy_attachment" "each" {\n  for_each = toset(["${OF_AWS}", "${OWN}"])\n  role = aws_iam_role.app.name\n  policy_arn = each.value\n}`,
      ),
      ["managed AmazonS3ReadOnlyAccess", "managed Own"],
    ],
    [
      "a boundary",
      [{ path: "b.tf", text: `resource "aws_iam_role" "app" {\n  name = "app"\n  permissions_boundary = "${OWN}"\n}` }],
      ["boundary Own"],
    ],
    ["that of another role", terraform(attachment(`"${OF_AWS}"`).replace("aws_iam_role.app.name", '"other"')), []],
    ["an ARN of which not even the name is known", terraform(attachment('"arn:aws:iam::aws:policy/${var.name}"')), []],
    ["a list in a template", template({ ManagedPolicyArns: [OF_AWS] }), ["managed AmazonS3ReadOnlyAccess"]],
    [
      "the partition and a boundary in a template",
      template({
        ManagedPolicyArns: [{ "Fn::Sub": OF_AWS.replace("aws:iam", "${AWS::Partition}:iam") }],
        PermissionsBoundary: OWN,
      }),
      ["managed AmazonS3ReadOnlyAccess", "boundary Own"],
    ],
    ["an ARN that a parameter gives", template({ ManagedPolicyArns: [{ Ref: "Given" }] }), []],
    [
      "one that is looked up by its name, and one by its ARN",
      terraform(
        attachment("data.aws_iam_policy.named.arn"),
        attachment("data.aws_iam_policy.other.arn"),
        `data "aws_iam_policy" "named" {\n  name = "ReadOnlyAccess"\n}\ndata "aws_iam_policy" "other" {\n  arn = "${OF_AWS}"\n}`,
      ),
      ["managed ReadOnlyAccess", "managed AmazonS3ReadOnlyAccess"],
    ],
    [
      "one that a module of the workspace is given",
      [
        {
          path: "main.tf",
          text: `module "role" {\n  source = "./role"\n  name = "app"\n  policies = ["${OF_AWS}"]\n}`,
        },
        {
          path: "role/main.tf",
          text: `variable "name" {}\nvariable "policies" {}\nresource "aws_iam_role_policy_attachment" "each" {\n  for_each = toset(var.policies)\n  role = var.name\n  policy_arn = each.value\n}`,
        },
      ],
      ["managed AmazonS3ReadOnlyAccess"],
    ],
    [
      "one of a name that fits better than that of another role",
      [
        ...terraform(attachment(`"${OF_AWS}"`)),
        ...template({
          RoleName: { "Fn::Sub": "ap${Rest}" },
          ManagedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        }),
      ],
      ["managed AmazonS3ReadOnlyAccess"],
    ],
  ] as const) {
    test(`${what}: ${found.join(", ") || "nothing"}`, () => {
      const { absent: all_ } = readWorkspace(all, EMPTY_CONFIG);
      assert.deepEqual(
        absentFor(all_, SESSION).map(({ kind, name }) => `${kind} ${name}`),
        found,
      );
    });
  }

  const yaml = (path: string, lines: readonly string[]): { path: string; text: string }[] => [
    { path, text: `${lines.join("\n")}\n` },
  ];
  const functionOf = (...properties: readonly string[]): { path: string; text: string }[] =>
    yaml("template.yaml", [
      "Transform: AWS::Serverless-2016-10-31",
      "Resources:",
      "  Fn:",
      "    Type: AWS::Serverless::Function",
      "    Properties:",
      ...properties.map((line) => `      ${line}`),
    ]);
  for (const [what, role, all, found] of [
    [
      "a function of SAM, by its name and by its ARN, and not a template of SAM with what it refers to",
      "shop-FnRole-0abc",
      functionOf("Policies:", "  - ReadOnlyAccess", `  - ${OF_AWS}`, "  - SQSPollerPolicy: { QueueName: !Ref Jobs }"),
      ["managed ReadOnlyAccess", "managed AmazonS3ReadOnlyAccess"],
    ],
    [
      "a function of SAM with a role of its own",
      "shop-FnRole-0abc",
      functionOf(`Role: arn:aws:iam::111122223333:role/own`, "Policies: ReadOnlyAccess"),
      [],
    ],
    [
      "the service's role of the Serverless Framework",
      "shop-dev-eu-west-1-lambdaRole",
      yaml("serverless.yml", [
        "service: shop",
        "provider:",
        "  name: aws",
        "  iam:",
        "    role:",
        `      managedPolicies: ["${OF_AWS}"]`,
        `      permissionsBoundary: ${OWN}`,
      ]),
      ["managed AmazonS3ReadOnlyAccess", "boundary Own"],
    ],
    [
      "a function of the Serverless Framework, but not that of another",
      "shop-dev-pay-eu-west-1",
      yaml("serverless.yml", [
        "service: shop",
        "provider: { name: aws }",
        "functions:",
        `  pay: { iam: { role: { managedPolicies: ["${OF_AWS}"] } } }`,
        `  ship: { iam: { role: { managedPolicies: ["${OWN}"] } } }`,
      ]),
      ["managed AmazonS3ReadOnlyAccess"],
    ],
    [
      "a permission set of Terraform",
      "AWSReservedSSO_Read_0123456789abcdef",
      [
        {
          path: "sso.tf",
          text: `resource "aws_ssoadmin_permission_set" "read" {\n  name = "Read"\n}\nresource "aws_ssoadmin_managed_policy_attachment" "read" {\n  permission_set_arn = aws_ssoadmin_permission_set.read.arn\n  managed_policy_arn = "${OF_AWS}"\n}`,
        },
      ],
      ["managed AmazonS3ReadOnlyAccess"],
    ],
    [
      "a user of a template in a group, without any other policy",
      "alice",
      yaml("stack.yaml", [
        "AWSTemplateFormatVersion: '2010-09-09'",
        "Resources:",
        "  Readers:",
        "    Type: AWS::IAM::Group",
        `    Properties: { GroupName: readers, ManagedPolicyArns: [${OF_AWS}] }`,
        "  Alice:",
        "    Type: AWS::IAM::User",
        "    Properties: { UserName: alice, Groups: [!Ref Readers] }",
      ]),
      ["managed AmazonS3ReadOnlyAccess"],
    ],
  ] as const) {
    test(`of ${what}: ${found.join(", ") || "nothing"}`, () => {
      const principal = role === "alice" ? USER : `arn:aws:sts::111122223333:assumed-role/${role}/run-1`;
      const workspace = readWorkspace(all, EMPTY_CONFIG);
      assert.deepEqual(
        absentFor(workspace.absent, principal, workspace).map(({ kind, name }) => `${kind} ${name}`),
        found,
      );
    });
  }

  const explained = (action: string, files: { path: string; text: string }[]) => {
    const message = `User: ${SESSION} is not authorized to perform: ${action} on resource: arn:aws:s3:::acme/x because no identity-based policy allows the ${action} action`;
    const workspace = readWorkspace(files, EMPTY_CONFIG);
    return explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
  };
  const WITH_READING = terraform(attachment(`"${OF_AWS}"`));

  test("is read as it was on the day of the data, and gives way to nothing that AWS does not say", () => {
    const { verdict, layer, assumptions, nearMisses } = explained("s3:PutObject", WITH_READING);
    assert.deepEqual(
      [verdict, layer, assumptions.map(({ assumption }) => assumption)],
      ["explained", "identity", ["callers-account", "text-of-aws"]],
    );
    assert.deepEqual(
      nearMisses.map(({ place }) => place.file),
      ["AmazonS3ReadOnlyAccess"],
    );
    assert.equal(explained("s3:GetObject", WITH_READING).verdict, "workspace-allows");
  });

  test("is not given up by itself: beside another policy of the same role it is that role's as well", () => {
    const inline =
      'resource "aws_iam_role_policy" "own" {\n  name = "own"\n  role = aws_iam_role.app.id\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })\n}';
    const { verdict, allowedBy, givenUp } = explained("s3:GetObject", terraform(attachment(`"${OF_AWS}"`), inline));
    assert.deepEqual(
      [verdict, allowedBy.map(({ file }) => file), givenUp],
      ["workspace-allows", ["AmazonS3ReadOnlyAccess"], []],
    );
  });

  test("is read by its name alone, unless a file here shows one of that name", () => {
    const byName = terraform(
      attachment("data.aws_iam_policy.read.arn"),
      'data "aws_iam_policy" "read" {\n  name = "AmazonS3ReadOnlyAccess"\n}',
    );
    const own = { path: "policies/AmazonS3ReadOnlyAccess.json", text: JSON.stringify(ALLOW) };
    const isRead = (files: { path: string; text: string }[]): boolean =>
      explained("s3:PutObject", files).assumptions.some(({ assumption }) => assumption === "text-of-aws");
    assert.deepEqual([isRead(byName), isRead([...byName, own])], [true, false]);
  });

  test("does not tell that no other policy is attached: one here of which nothing is said stays a candidate", () => {
    const near = {
      Version: "2012-10-17",
      Statement: [{ Sid: "Near", Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::acme/y" }],
    };
    const { fixes } = explained("s3:PutObject", [...WITH_READING, { path: "put.json", text: JSON.stringify(near) }]);
    assert.deepEqual(
      fixes[0]?.edits.map(({ file }) => file),
      ["put.json"],
    );
  });
});

describe("a snapshot of the caller's account", () => {
  const listed = (...arns: readonly string[]): object => {
    const holders = (kind: string): object[] =>
      arns
        .filter((arn) => arn.includes(`:${kind}/`))
        .map((Arn) => ({ Arn, CreateDate: "2026-01-01T00:00:00Z", AttachedManagedPolicies: [] }));
    return { UserDetailList: holders("user"), GroupDetailList: [], RoleDetailList: holders("role"), Policies: [] };
  };
  const OTHER = "arn:aws:iam::111122223333:role/other";
  const firstStep = (principal: string, why: string, ...values: readonly object[]): string | undefined => {
    const message = `User: ${principal} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::acme/x${why}`;
    const workspace = readWorkspace(files(...values), EMPTY_CONFIG);
    const { next } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
    const [first] = next;
    return first?.step === "snapshot-without" ? phraseToPlainText(nextInWords(first)) : undefined;
  };
  const IDENTITY = " because no identity-based policy allows the s3:GetObject action";

  test("that lacks the caller says so first", () => {
    const role =
      "The snapshot of the account 111122223333 in saved-0.json has no role app. It was saved before the role was created, or it shows only a part of the account: save it again.";
    assert.equal(firstStep(SESSION, "", listed(OTHER)), role);
    assert.equal(firstStep(ROLE, IDENTITY, listed(OTHER)), role);
    assert.equal(
      firstStep(USER, IDENTITY, listed(OTHER)),
      role.replaceAll("role app", "user alice").replace("role was", "user was"),
    );
  });

  for (const [what, principal, why, ...values] of [
    ["the caller is in it", SESSION, IDENTITY, listed(OTHER, ROLE)],
    ["another snapshot has the caller", SESSION, IDENTITY, listed(OTHER), listed(ROLE)],
    ["it is of another account", SESSION.replace("1111", "4444"), IDENTITY, listed(OTHER)],
    ["the caller is hidden", SESSION.replace("/app/", "/***/"), IDENTITY, listed(OTHER)],
    ["the root user asks", "arn:aws:iam::111122223333:root", IDENTITY, listed(OTHER)],
    ["AWS names another layer", SESSION, " with an explicit deny in a service control policy", listed(OTHER)],
    ["one role was fetched alone", SESSION, IDENTITY, { RoleDetailList: [{ Arn: OTHER, RoleName: "other" }] }],
  ] as const) {
    test(`says nothing where ${what}`, () => assert.equal(firstStep(principal, why, ...values), undefined));
  }
});
