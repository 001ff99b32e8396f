/** Policies of CloudFormation, SAM and the Serverless Framework in YAML: where they are, of what kind, and what is known of them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { type Site } from "../../server/src/hosts/host.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { type Change, type Writer } from "../../server/src/syntax/change.ts";
import { memberNamed, type Value } from "../../server/src/syntax/value.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";
import { findingsAbout, subjectFrom } from "../support/annotated.ts";
import { said } from "../support/said.ts";

const sitesIn = (text: string, path = "template.yaml"): readonly Site[] =>
  resultOf(readSource({ path, languageId: undefined, text })).sites;

const resources = (text: string): string => `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n${indented(text, 2)}`;

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(by));
}

const STATEMENT = "Statement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: '*'\n";

/** The value of `Resource` where a template's policy has the text there. */
function resourceOf(value: string, rest = ""): string {
  const policy = `P:\n  Type: AWS::IAM::ManagedPolicy\n  Properties:\n    PolicyDocument:\n      Statement:\n        Effect: Allow\n        Action: s3:GetObject\n        Resource: ${value}\n`;
  const [site] = sitesIn(`${resources(policy)}${rest}`);
  const statement = site?.root.members.find(({ key }) => key === "Statement")?.value;
  assert.ok(statement?.kind === "object");
  return said(statement.members.find(({ key }) => key === "Resource")?.value);
}

describe("what a function comes to", () => {
  const bucket =
    "  B:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: reports }\n  Open:\n    Type: AWS::S3::Bucket\n";
  const topic = "  T:\n    Type: AWS::SNS::Topic\n    Properties: { TopicName: !Sub '${AWS::StackName}-t' }\n";
  const parameters =
    "Parameters:\n  Stage: { Type: String, AllowedValues: [dev, prod] }\n  Team: { Type: String, Default: web }\n  Letter: { Type: String, AllowedValues: [a, b, c] }\n  Two: { Type: Number, AllowedValues: [1, 2] }\n  Digit: { Type: Number, AllowedValues: [1, 2, 3] }\n  Any: { Type: String }\n  Many: { Type: CommaDelimitedList, Default: 'a,b' }\nMappings:\n  M:\n    x: { arn: one, same: s, many: [a, b], blank: '' }\n    z: { arn: two, same: s, blank: full }\n";
  for (const [value, expected] of [
    ["!Sub arn:${AWS::Partition}:s3:::b/*", "arn:‹${AWS::Partition}›:s3:::b/*"],
    ["!Sub 'arn:aws:s3:::home/${!aws:username}/*'", "arn:aws:s3:::home/${aws:username}/*"],
    ["!Sub ['arn:aws:s3:::${Name}/*', {Name: x}]", "arn:aws:s3:::x/*"],
    ["!Sub '${B.Arn}/*'", "arn:‹${partition}›:s3:::reports/*"],
    ["!Sub 'arn:aws:s3:::${Open}/*'", "arn:aws:s3:::‹${Open}›/*"],
    ["!Sub 'arn:aws:s3:::b-$${Stage}/$${Open}'", "(arn:aws:s3:::b-dev/‹${Open}› | arn:aws:s3:::b-prod/‹${Open}›)"],
    ["!Sub 'arn:aws:logs:$${AWS::Region}:*'", "arn:aws:logs:‹${AWS::Region}›:*"],
    ["!GetAtt B.Arn", "arn:‹${partition}›:s3:::reports"],
    ["{'Fn::GetAtt': [B, Arn]}", "arn:‹${partition}›:s3:::reports"],
    ["!GetAtt B.DomainName", "reports.s3.‹${domain}›"],
    ["!GetAtt B.MetadataTable", "?"],
    ["!Ref T", "arn:‹${partition}›:sns:‹${region}›:‹${account}›:‹${AWS::StackName}›-t"],
    ["!Ref B", "reports"],
    ["!Ref Stage", "(dev | prod)"],
    ["!Ref Team", "(web | ?)"],
    ["!Ref Any", "?"],
    ["!Ref Many", "([a, b] | ?)"],
    ["!Join ['', [!GetAtt B.Arn, '/*']]", "arn:‹${partition}›:s3:::reports/*"],
    ["!Join [':', [arn, aws, s3, '', '', !Ref Any]]", "arn:aws:s3:::‹${Any}›"],
    ["!If [C, !Ref B, !Ref AWS::NoValue]", "(reports | (nothing))"],
    ["!ImportValue x", "?"],
    ["!Sub 'b-${Stage}/*'", "(b-dev/* | b-prod/*)"],
    ["!Sub '${Stage}-${Stage}'", "(dev-dev | prod-prod)"],
    ["!Sub '${Stage}-${Team}'", "(dev-‹${Team}› | prod-‹${Team}›)"],
    ["!Sub ['${X}-${Stage}', {X: !FindInMap [M, !Ref AWS::Region, arn]}]", "(one-dev | one-prod | two-dev | two-prod)"],
    ["!Sub ['b-${X}', {X: !If [C, x, !Ref AWS::NoValue]}]", "b-‹${X}›"],
    ["!Join ['-', [b, !Ref Stage]]", "(b-dev | b-prod)"],
    ["!Join ['-', [b, !If [C, x, !Ref Any]]]", "b-‹${…}›"],
    ["!Select [0, !Split ['/', !Sub 'b-${Stage}/x']]", "b-‹${Stage}›"],
    ["!Sub '${Letter}${Letter}${Letter}'", "(aaa | bbb | ccc)"],
    [
      "!Sub '${Letter}${Stage}${Two}'",
      "(adev1 | adev2 | aprod1 | aprod2 | bdev1 | bdev2 | bprod1 | bprod2 | cdev1 | cdev2 | cprod1 | cprod2)",
    ],
    ["!Select [0, [a, b]]", "a"],
    ["!Select ['1', [a, !Ref B]]", "reports"],
    ["!Select [1, [!Ref Many, b]]", "?"],
    ["!Select [1, [!If [C, a, !Ref AWS::NoValue], b, c]]", "?"],
    ["!Select [2, [a, b]]", "?"],
    ["!Select [!Ref Any, [a, b]]", "?"],
    ["!Split [',', 'a,b']", "[a, b]"],
    ["!Split [',', !Ref Any]", "?"],
    ["!Split [',', !Sub '${AWS::Region},b']", "?"],
    ["!Select [5, !Split [':', !Ref T]]", "‹${AWS::StackName}›-t"],
    ["!Select [1, !Split ['-', !Ref T]]", "?"],
    ["!FindInMap [M, x, arn]", "one"],
    ["!FindInMap [M, !Ref AWS::Region, arn]", "(one | two)"],
    ["!FindInMap [M, !Ref AWS::Region, same]", "s"],
    ["!FindInMap [M, !Ref Stage, arn]", "?"],
    ["!FindInMap [M, x, many]", "[a, b]"],
    ["!FindInMap [M, x, blank]", "?"],
    ["!FindInMap [M, !Ref AWS::Region, blank]", "(? | full)"],
    ["!FindInMap [M, none, arn, {DefaultValue: d}]", "d"],
    ["!FindInMap [Other, x, arn]", "?"],
    ["!FindInMap [!Ref Any, x, arn]", "?"],
    ["{'Fn::Transform': {Name: x}}", "?"],
    ["'arn:aws:s3:::x/${aws:username}'", "arn:aws:s3:::x/${aws:username}"],
    ["'arn:aws:s3:::x/${self:custom.${sls:stage}.y}'", "arn:aws:s3:::x/‹${self:custom.${sls:stage}.y}›"],
  ] as const) {
    test(value, () => assert.equal(resourceOf(value, bucket + topic + parameters), expected));
  }

  test("names that lead to each other come to an end", () => {
    const rest =
      "  A:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: !Ref Z }\n  Z:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: !Ref A }\n";
    assert.match(resourceOf("!GetAtt A.Arn", rest), /s3:::‹/);
  });
});

describe("what a loop makes", () => {
  const looped = (list: string, value: string): readonly Site[] =>
    sitesIn(
      `Transform: AWS::LanguageExtensions\nParameters:\n  Names: { Type: CommaDelimitedList }\nResources:\n  Fn::ForEach::Roles:\n    - Name\n    - ${list}\n    - Role\${Name}:\n        Type: AWS::IAM::Role\n        Properties:\n          Policies:\n            - PolicyName: p\n              PolicyDocument:\n                Statement: { Effect: Allow, Action: "s3:GetObject", Resource: ${value} }\n`,
    );
  const resourceIn = (list: string, value: string): string =>
    /Resource: (.*)\}\}$/.exec(said(looped(list, value)[0]?.root))?.[1] ?? "";
  for (const [list, value, expected] of [
    ["[in, out]", "!Sub 'b-${Name}'", "(b-in | b-out)"],
    ["[in, out]", "!Ref Name", "(in | out)"],
    ["[in, out]", "'b-${Name}'", "b-‹${Name}›"],
    ["!Ref Names", "!Sub 'b-${Name}'", "b-‹${Name}›"],
    ["!Ref Names", "!Ref Name", "?"],
    ["[in, !Ref Names]", "!Sub 'b-${Name}'", "b-‹${Name}›"],
  ] as const) {
    test(`${list}: ${value}`, () => assert.equal(resourceIn(list, value), expected));
  }

  test("is named by what CloudFormation makes of its logical id", () => {
    const [site] = looped("[in, out]", "x");
    assert.deepEqual(site?.uses[0]?.stated.declared.holders, ["*-Role*-*"]);
  });
});

describe("where policies are, and whose they are", () => {
  const role = "Own:\n  Type: AWS::IAM::Role\n  Properties:\n    RoleName: own\n";
  const open = "Open:\n  Type: AWS::IAM::Role\n  Properties:\n    Path: /x/\n";
  const managed = `P:\n  Type: AWS::IAM::ManagedPolicy\n  Properties:\n    Roles: [!Ref Own, other, !Ref Open]\n    PolicyDocument:\n${indented(STATEMENT, 6)}`;
  const told = (text: string, path?: string): readonly string[] =>
    sitesIn(text, path).flatMap(({ kind, uses }) =>
      (uses.length === 0 ? [undefined] : uses).map((use) => {
        const { holders = [], resources: of = [], targets = [] } = use?.stated.declared ?? {};
        return [use?.kind ?? kind ?? "unknown", ...holders, ...of, ...targets].join(" ");
      }),
    );

  for (const [name, text, expected, path] of [
    ["a managed policy", resources(role + open + managed), ["identity own *-Open-* other"]],
    [
      "a boundary",
      resources(
        `R:\n  Type: AWS::IAM::Role\n  Properties:\n    RoleName: r\n    PermissionsBoundary: !Ref P\n${managed.replace(/^.*Roles.*\n/m, "")}`,
      ),
      ["boundary r"],
    ],
    [
      "an inline policy and a trust policy",
      resources(
        `${role}    AssumeRolePolicyDocument:\n${indented(STATEMENT, 6)}    Policies:\n      - PolicyName: p\n        PolicyDocument:\n${indented(STATEMENT, 10)}`,
      ),
      ["trust arn:*:iam::*:role/own", "identity own"],
    ],
    [
      "a bucket's policy",
      resources(
        `B:\n  Type: AWS::S3::Bucket\nP:\n  Type: AWS::S3::BucketPolicy\n  Properties:\n    Bucket: !Ref B\n    PolicyDocument:\n${indented(STATEMENT, 6)}`,
      ),
      ["resource arn:*:s3:::*-b-*"],
    ],
    [
      "a queue's policy by its URL",
      resources(
        `Q:\n  Type: AWS::SQS::Queue\n  Properties: { QueueName: jobs }\nP:\n  Type: AWS::SQS::QueuePolicy\n  Properties:\n    Queues: [!Ref Q]\n    PolicyDocument:\n${indented(STATEMENT, 6)}`,
      ),
      ["resource arn:*:sqs:*:*:jobs"],
    ],
    [
      "SAM's function",
      resources(
        `F:\n  Type: AWS::Serverless::Function\n  Properties:\n    Policies:\n      - AWSLambdaBasicExecutionRole\n      - S3ReadPolicy: { BucketName: x }\n      - ${indented(STATEMENT, 8).trimStart()}`,
      ),
      ["identity *-FRole-*", "identity *-FRole-*"],
    ],
    [
      "SAM's policy templates are policies, unless the function has a role of its own or the name is nobody's",
      resources(
        "F:\n  Type: AWS::Serverless::Function\n  Properties:\n    Policies: [{ S3ReadPolicy: { BucketName: x } }, { NoSuchPolicy: {} }]\nG:\n  Type: AWS::Serverless::Function\n  Properties:\n    Role: arn:aws:iam::111122223333:role/g\n    Policies: { S3ReadPolicy: { BucketName: x } }\n",
      ),
      ["identity *-FRole-*"],
    ],
    [
      "statements of SAM's API",
      resources(
        `A:\n  Type: AWS::Serverless::Api\n  Properties:\n    Auth:\n      ResourcePolicy:\n        ${indented(STATEMENT, 8).trimStart().replace("Statement", "CustomStatements")}`,
      ),
      ["resource"],
    ],
    [
      "a permission of a function",
      resources(
        "F:\n  Type: AWS::Lambda::Function\n  Properties: { FunctionName: send }\nP:\n  Type: AWS::Lambda::Permission\n  Properties: { FunctionName: !GetAtt F.Arn, Action: lambda:InvokeFunction, Principal: sns.amazonaws.com }\n",
      ),
      ["resource arn:*:lambda:*:*:function:send"],
    ],
    [
      "a resource alone in a file that others include, which has its name there",
      `Type: AWS::IAM::Role\nProperties:\n  Policies:\n    - PolicyName: p\n      PolicyDocument:\n${indented(STATEMENT, 8)}`,
      ["identity"],
    ],
    [
      "resources in such a file, and what else is there",
      `Own:\n  Type: AWS::IAM::Role\n  Properties:\n    Policies:\n      - PolicyName: p\n        PolicyDocument:\n${indented(STATEMENT, 10)}Else:\n${indented(STATEMENT, 2)}`,
      ["identity *-Own-*"],
    ],
    [
      "where a type has its policy no element has to be settled",
      resources(
        "R:\n  Type: AWS::IAM::Role\n  Properties:\n    RoleName: r\n    AssumeRolePolicyDocument: { Version: !Ref V, Statement: [{ Effect: !Ref E }] }\n",
      ),
      ["trust arn:*:iam::*:role/r"],
    ],
    [
      "the Serverless Framework's role",
      `service: orders\nprovider:\n  name: aws\n  iam:\n    role:\n      ${indented(STATEMENT, 6).trimStart().replace("Statement", "statements")}`,
      ["identity orders-*-lambdaRole"],
      "serverless.yml",
    ],
    [
      "its older form, a role's own name, a function's own statements",
      `service: orders\nprovider:\n  name: aws\n  iam: {role: {name: '\${sls:stage}-orders'}}\n  ${indented(STATEMENT, 2).trimStart().replace("Statement", "iamRoleStatements")}functions:\n  save:\n    ${indented(STATEMENT, 4).trimStart().replace("Statement", "iamRoleStatements")}`,
      ["identity *-orders", "identity orders-*-save-*-lambdaRole"],
      "serverless.yml",
    ],
    [
      "functions that inherit the service's statements, and one that does not",
      `service: orders\nprovider:\n  name: aws\n  ${indented(STATEMENT, 2).trimStart().replace("Statement", "iamRoleStatements")}functions:\n  a: { iamRoleStatementsInherit: true, iamRoleStatements: [] }\n  b: { iamRoleStatements: [] }\n  c: { iam: { inheritStatements: true, role: { name: c, statements: [] } } }\n  d: { iamRoleStatementsInherit: true }\n`,
      [
        "identity orders-*-lambdaRole orders-*-a-*-lambdaRole c",
        "identity orders-*-a-*-lambdaRole",
        "identity orders-*-b-*-lambdaRole",
        "identity c",
      ],
      "serverless.yml",
    ],
    [
      "a role for each function",
      `service: orders\nprovider:\n  name: aws\n  iam:\n    role:\n      mode: perFunction\n      ${indented(STATEMENT, 6).trimStart().replace("Statement", "statements")}functions:\n  a: { handler: h }\n  b: { iam: { inheritStatements: false } }\n`,
      ["identity orders-*-a-*"],
      "serverless.yml",
    ],
    [
      "the policy of the Serverless Framework's API",
      `service: orders\nprovider:\n  name: aws\n  apiGateway:\n    ${indented(STATEMENT, 4).trimStart().replace("Statement", "resourcePolicy")}`,
      ["resource"],
      "serverless.yml",
    ],
    [
      "JSON in a file that is called a template",
      JSON.stringify({
        Resources: {
          P: {
            Type: "AWS::IAM::ManagedPolicy",
            Properties: { PolicyDocument: { Statement: { Effect: "Allow", Action: "*", Resource: "*" } } },
          },
        },
      }),
      ["identity"],
      "x.template",
    ],
    [
      "YAML in braces, with an apostrophe in a text",
      "{ 'Description': 'the team''s', 'Resources': { 'P': { 'Type': 'AWS::IAM::ManagedPolicy', 'Properties': { 'PolicyDocument': { 'Statement': [], }, }, }, }, }",
      ["identity"],
      "x.template",
    ],
    [
      "YAML in braces, without quotes",
      "{ Resources: { P: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Statement: [] } } } } } # made by hand",
      ["identity"],
      "x.template",
    ],
    [
      "what an operator in Kubernetes makes in AWS",
      `apiVersion: iam.aws.upbound.io/v1beta1\nkind: Role\nspec:\n  forProvider:\n    assumeRolePolicy: |\n      {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]}\n`,
      ["trust"],
    ],
    [
      "a task of Ansible",
      `- name: a policy\n  amazon.aws.iam_managed_policy:\n    name: "{{ name }}"\n    policy:\n      Version: "2012-10-17"\n${indented(STATEMENT, 6)}`,
      ["identity"],
    ],
    [
      "the policy of an API in its OpenAPI definition",
      `openapi: 3.0.1\npaths: {}\nx-amazon-apigateway-policy:\n${indented(STATEMENT, 2)}`,
      ["resource"],
    ],
    ["an OpenAPI definition of another policy", `openapi: 3.0.1\npaths: {}\nx-policy:\n${indented(STATEMENT, 2)}`, []],
    ["a list of nobody's", `- policy:\n${indented(STATEMENT, 4)}`, []],
    ["a file of nobody's", `Policy:\n${indented(STATEMENT, 2)}`, []],
    ["a manifest of Kubernetes", `apiVersion: v1\nkind: ConfigMap\ndata:\n${indented(STATEMENT, 2)}`, []],
  ] as const) {
    test(name, () => assert.deepEqual(told(text, path), expected));
  }

  test("statements of the Serverless Framework stand under their own name", () => {
    const text = `service: orders\nprovider:\n  name: aws\n  ${indented(STATEMENT, 2).trimStart().replace("Statement", "iamRoleStatements")}`;
    const [site] = sitesIn(text, "serverless.yml");
    assert.ok(site !== undefined);
    const { start, end } = memberNamed(site.root, "Statement")?.keySpan ?? { start: 0, end: 0 };
    assert.equal(text.slice(start, end), "iamRoleStatements");
  });

  test("a policy template's text is what SAM makes of it", () => {
    const [site] = sitesIn(
      resources(
        "F:\n  Type: AWS::Serverless::Function\n  Properties:\n    Policies: [{ S3WritePolicy: { BucketName: !Ref B } }]\nB:\n  Type: AWS::S3::Bucket\n  Properties: { BucketName: reports }\n",
      ),
    );
    assert.ok(site !== undefined);
    assert.equal(
      said(site.root),
      "{Statement: [{Effect: Allow, Action: [s3:PutObject, s3:PutObjectAcl, s3:PutLifecycleConfiguration], Resource: [arn:‹${AWS::Partition}›:s3:::reports, arn:‹${AWS::Partition}›:s3:::reports/*]}]}",
    );
    assert.equal(site.isOfAws, true);
  });

  test("a permission is the statement that AWS makes of it, of which the texts can be changed", () => {
    const text = resources(
      "P:\n  Type: AWS::Lambda::Permission\n  Properties:\n    FunctionName: send\n    Action: lambda:InvokeFunction\n    Principal: s3.amazonaws.com\n    SourceArn: arn:aws:s3:::b\n    SourceAccount: !Ref AWS::AccountId\n",
    );
    const [site] = sitesIn(text);
    assert.ok(site !== undefined);
    assert.equal(
      said(site.root),
      "{Version: 2012-10-17, Statement: {Effect: Allow, Principal: {Service: s3.amazonaws.com}, Action: lambda:InvokeFunction, Resource: arn:‹${partition}›:lambda:‹${region}›:‹${account}›:function:send, Condition: {ArnLike: {aws:SourceArn: arn:aws:s3:::b}, StringEquals: {aws:SourceAccount: ‹${AWS::AccountId}›}}}}",
    );
    const statement = memberNamed(site.root, "Statement")?.value;
    const action = statement?.kind === "object" ? memberNamed(statement, "Action")?.value : undefined;
    assert.ok(statement?.kind === "object" && action?.kind === "string");
    const edits = site.writer?.edits([{ change: "text", value: action, start: 7, end: 21, by: "*" }]);
    assert.equal(edits && applyEdits(text, edits), text.replace("InvokeFunction", "*"));
    const member = memberNamed(statement, "Condition");
    assert.ok(member !== undefined);
    assert.equal(site.writer?.edits([{ change: "remove-member", from: statement, part: member }]), undefined);
  });

  describe("statements in a file that a file of the Serverless Framework includes", () => {
    const service = (statements: string): string =>
      `service: orders\nprovider:\n  name: aws\n  iam: { role: { statements: ${statements} } }\n`;
    const list = "- Effect: Allow\n  Action: s3:GetObject\n  Resource: '*'\n";
    const included = (statements: string, path: string, text: string): readonly string[] => {
      const files = [
        { path: "app/serverless.yml", text: service(statements) },
        { path, text },
      ];
      const source = { path, languageId: undefined, text, around: sourcesAround(files) };
      return resultOf(readSource(source)).sites.map(({ root, uses }) =>
        [...uses.flatMap(({ kind, stated }) => [kind ?? "unknown", ...stated.declared.holders]), said(root)].join(" "),
      );
    };
    const policy = (statement: string): string =>
      `identity orders-*-lambdaRole {Version: 2012-10-17, Statement: ${statement}}`;
    const one = "{Effect: Allow, Action: s3:GetObject, Resource: *}";
    for (const [name, statements, path, text, expected] of [
      ["a whole file", "'${file(iam.yml)}'", "app/iam.yml", list, [policy(`[${one}]`)]],
      ["in a folder", "'${file(./iam/read.yml)}'", "app/iam/read.yml", list, [policy(`[${one}]`)]],
      ["in a folder beside", "'${file(../iam.yml)}'", "iam.yml", list, []],
      ["under a key", "'${file(iam.yml):a.b}'", "app/iam.yml", `a:\n  b:\n${indented(list, 4)}`, [policy(`[${one}]`)]],
      [
        "one statement of a list",
        "['${file(iam.yml):read}']",
        "app/iam.yml",
        `read:\n${indented(list.replace("-", " "), 0)}other:\n${indented(list, 2)}`,
        [policy(one)],
      ],
      ["a list in a list", "['${file(iam.yml)}']", "app/iam.yml", list, []],
      ["a file of another name", "'${file(other.yml)}'", "app/iam.yml", list, []],
      [
        "a name of which a part is not settled",
        "'${file(iam/${sls:stage}.yml)}'",
        "app/iam/dev.yml",
        list,
        [policy(`[${one}]`)],
      ],
      [
        "a file that only may be meant, with something else",
        "'${file(iam/${sls:stage}.yml)}'",
        "app/iam/dev.yml",
        `x: ${list.slice(2)}`,
        [],
      ],
      [
        "a key that is not settled",
        "'${file(iam.yml):${sls:stage}, []}'",
        "app/iam.yml",
        `dev:\n${indented(list, 2)}`,
        [policy(`[${one}]`)],
      ],
      [
        "JSON",
        "'${file(iam.json):read}'",
        "app/iam.json",
        '{ "read": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }',
        [policy(`[${one}]`)],
      ],
    ] as const) {
      test(name, () => assert.deepEqual(included(statements, path, text), expected));
    }

    for (const [path, text] of [
      ["app/iam.yml", `read:\n${indented(list.replace("-", " "), 0)}`],
      ["app/iam.json", '{ "read": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" } }'],
    ] as const) {
      const writerIn = (statements: string): { readonly statement: Value; readonly writer: Writer } => {
        const files = [
          { path: "app/serverless.yml", text: service(statements) },
          { path, text },
        ];
        const [site] = resultOf(readSource({ path, languageId: undefined, text, around: sourcesAround(files) })).sites;
        const statement = site && memberNamed(site.root, "Statement")?.value;
        assert.ok(site?.writer && statement);
        return { statement, writer: site.writer };
      };
      test(`no list is written in the place of one statement of a list: ${path}`, () => {
        const [name] = path.split("/").slice(-1);
        const item = writerIn(`['\${file(${name}):read}']`);
        const whole = writerIn(`'\${file(${name}):read}'`);
        const twice = (value: Value): Change => ({
          change: "replace",
          value,
          by: [{ copyOf: value }, { copyOf: value }],
        });
        assert.equal(item.writer.edits([twice(item.statement)]), undefined);
        assert.ok(whole.writer.edits([twice(whole.statement)]));
      });
    }
  });

  describe("what files of one service of the Serverless Framework refer to in each other", () => {
    const table =
      "Resources:\n  Orders:\n    Type: AWS::DynamoDB::Table\n    Properties: { TableName: '${self:custom.name}' }\n";
    const statement = "Effect: Allow\nAction: dynamodb:GetItem\nResource: !GetAtt Orders.Arn\n";
    const arn = "arn:‹${partition}›:dynamodb:‹${region}›:‹${account}›:table/orders";
    const resourcesIn = (path: string, files: readonly { path: string; text: string }[]): readonly string[] => {
      const text = files.find((one) => one.path === path)?.text ?? "";
      const { sites } = resultOf(readSource({ path, languageId: undefined, text, around: sourcesAround(files) }));
      return sites.map(({ root }) => said(root).replace(/.*Resource: /, ""));
    };
    const service = (statements: string, resource: string): { path: string; text: string } => ({
      path: "app/serverless.yml",
      text: `service: orders\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n${indented(statements, 8)}custom: { name: orders }\n${resource}\n`,
    });
    for (const [name, resource, path, text] of [
      ["a file of resources", "resources: ${file(db.yml)}", "db.yml", table],
      ["one of several", "resources:\n  - ${file(other.yml)}\n  - ${file(db/table.yml)}", "db/table.yml", table],
      ["a section", "resources:\n  Resources: ${file(db.yml):Resources}", "db.yml", table],
      ["one resource", "resources:\n  Resources:\n    Orders: ${file(db.yml):Resources.Orders}", "db.yml", table],
    ] as const) {
      test(`in the service: ${name}`, () => {
        const list = `- ${indented(statement, 2).trimStart()}`;
        const files = [service(list, resource), { path: `app/${path}`, text }];
        assert.deepEqual(resourcesIn("app/serverless.yml", files), [`${arn}}]}`]);
      });
      test(`in a file of statements: ${name}`, () => {
        const own = { path: "app/iam/orders.yml", text: statement };
        const files = [service("- ${file(iam/orders.yml)}\n", resource), own, { path: `app/${path}`, text }];
        assert.deepEqual(resourcesIn(own.path, files), [`${arn}}}`]);
      });
    }

    test("a file that two services take in refers to what neither of them settles", () => {
      const own = { path: "app/iam.yml", text: statement };
      const one = service("- ${file(iam.yml)}\n", `resources:\n${indented(table, 2)}`);
      const other = { path: "serverless.yml", text: one.text.replace("iam.yml", "app/iam.yml") };
      assert.deepEqual(resourcesIn(own.path, [one, own]), [`${arn}}}`]);
      assert.notDeepEqual(resourcesIn(own.path, [one, other, own]), [`${arn}}}`]);
    });
  });

  describe("what such a file has of functions and of the provider", () => {
    for (const [name, service, text, expected] of [
      ["all functions", "functions: ${file(f.yml)}", "a:\n  iamRoleStatements:\n", "identity orders-*-a-*-lambdaRole"],
      [
        "functions of a list",
        "functions:\n  - ${file(f.yml)}",
        "a:\n  iamRoleStatements:\n",
        "identity orders-*-a-*-lambdaRole",
      ],
      [
        "one function",
        "functions:\n  a: ${file(f.yml):one}",
        "one:\n  iamRoleStatements:\n",
        "identity orders-*-a-*-lambdaRole",
      ],
      ["a role", "x: y", "statements:\n", "identity orders-*-lambdaRole"],
    ] as const) {
      test(name, () => {
        const role = name === "a role" ? "{ role: '${file(f.yml)}' }" : "{}";
        const files = [
          { path: "serverless.yml", text: `service: orders\nprovider:\n  name: aws\n  iam: ${role}\n${service}\n` },
          { path: "f.yml", text: text + indented(STATEMENT.replace(/.*\n/, ""), text.lastIndexOf("  ") + 2) },
        ];
        const around = sourcesAround(files);
        const { sites } = resultOf(
          readSource({ path: "f.yml", languageId: undefined, text: files[1]?.text ?? "", around }),
        );
        assert.deepEqual(
          sites.map(({ uses: [use] }) => [use?.kind, ...(use?.stated.declared.holders ?? [])].join(" ")),
          [expected],
        );
      });
    }
  });

  describe("what a file of the Serverless Framework refers to in itself", () => {
    const said1 = (statements: string, custom: string): readonly string[] =>
      sitesIn(
        `service: orders\nprovider:\n  name: aws\n  region: eu-west-1\n  iam: { role: { statements: ${statements} } }\ncustom: ${custom}\n`,
        "serverless.yml",
      ).map(({ root }) => said(memberNamed(root, "Statement")?.value));
    const one = (resource: string): string => `[{ Effect: Allow, Action: "s3:GetObject", Resource: "${resource}" }]`;
    const read = (resource: string): string => `[{Effect: Allow, Action: s3:GetObject, Resource: ${resource}}]`;
    for (const [statements, custom, ...expected] of [
      ["'${self:custom.s}'", `{ s: ${one("x")} }`, read("x")],
      [`['\${self:custom.s.0}']`, `{ s: ${one("x")} }`, read("x")],
      ["'${self:custom.none}'", "{}"],
      [one("${self:custom.a}"), "{ a: x }", read("x")],
      [one("a/${self:custom.a}/${self:custom.b}"), "{ a: x, b: '${sls:stage}' }", read("a/x/‹${sls:stage}›")],
      [one("${self:custom.a}"), "{ a: '${self:custom.b}', b: '${self:service}-x' }", read("orders-x")],
      [one("${self:custom.a}"), "{ a: '${self:custom.a}' }", read("‹${self:custom.a}›")],
      [one("${self:custom.a}"), "{ a: [x, z] }", read("[x, z]")],
      [one("b-${self:custom.a}"), "{ a: [x, z] }", read("b-‹${self:custom.a}›")],
      [one("b-${self:provider.region}"), "{}", read("b-‹${self:provider.region}›")],
    ] as const) {
      test(`${statements} with ${custom}`, () => assert.deepEqual(said1(statements, custom), expected));
    }

    test("also in a function of CloudFormation", () => {
      const text = `service: orders\nprovider: { name: aws }\ncustom: { b: data }\nresources:\n  Resources:\n    P:\n      Type: AWS::IAM::ManagedPolicy\n      Properties:\n        PolicyDocument:\n          Statement: { Effect: Allow, Action: "s3:GetObject", Resource: !Sub "\${self:custom.b}-\${AWS::Region}" }\n`;
      assert.match(said(sitesIn(text, "serverless.yml")[0]?.root), /Resource: data-‹\$\{AWS::Region\}›/);
    });
  });

  for (const [name, by, expected] of [
    ["another list", ["s3:*", "s3:GetObject"], "Action: [s3:*, s3:GetObject] # why\n"],
    ["one value", "s3:*", "Action: s3:* # why\n"],
  ] as const) {
    test(`a comment behind a name stays where the list below it becomes ${name}`, () => {
      const text = resources(managed).replace("Action: s3:GetObject", "Action: # why\n              - s3:GetObject");
      const [site] = sitesIn(text);
      const statement = site && memberNamed(site.root, "Statement")?.value;
      const object = statement?.kind === "array" ? statement.items[0] : undefined;
      const value = object?.kind === "object" ? memberNamed(object, "Action")?.value : undefined;
      assert.ok(value !== undefined);
      const edits = site?.writer?.edits([{ change: "replace", value, by }]) ?? [];
      const after = applyEdits(text, edits);
      assert.ok(after.includes(expected), after);
    });
  }

  test("half-typed lines leave the policies around them", () => {
    const [site] = sitesIn(resources(role + managed).replace("Effect: Allow", "Effect: Allow\n          Acti"));
    assert.equal(site?.broken, true);
    assert.match(said(site.root), /Effect: Allow.*Resource: \*/);
  });
});

describe("a resource that a function makes gets what the action acts on", () => {
  const fixed = (resource: string, action: string): readonly string[] => {
    const text = `${resources(
      `P:\n  Type: AWS::IAM::ManagedPolicy\n  Properties:\n    PolicyDocument:\n      Version: "2012-10-17"\n      Statement:\n        Effect: Allow\n        Action: ${action}\n        Resource: ${resource}\nB:\n  Type: AWS::S3::Bucket\n`,
    )}Parameters:\n  Any: { Type: String }\n`;
    const [site] = sitesIn(text);
    assert.ok(site !== undefined);
    const findings = findingsAbout(subjectFrom(site.root, false, { kind: "identity" }), ALL_CHECKS);
    return findings
      .flatMap((finding) => finding.fixes?.() ?? [])
      .map(({ changes }) => {
        const edits = site.writer?.edits(changes);
        assert.ok(edits !== undefined, text);
        return (/Resource:([^]*?)\n {2}B:/.exec(applyEdits(text, edits))?.[1] ?? "").replace(/\s+/g, " ").trim();
      });
  };
  for (const [resource, action, ...expected] of [
    ["!GetAtt B.Arn", "s3:PutObject", "!Sub ${B.Arn}/*"],
    ["{ 'Fn::GetAtt': [B, Arn] }", "s3:PutObject", "Fn::Sub: ${B.Arn}/*"],
    ["!Sub arn:aws:s3:::${B}", "s3:PutObject", "!Sub arn:aws:s3:::${B}/*"],
    ["!Join ['', ['arn:aws:s3:::', !Ref B]]", "s3:PutObject", "!Sub arn:aws:s3:::${B}/*"],
    ["!GetAtt B.Arn", "[s3:PutObject, s3:ListBucket]", "- !GetAtt B.Arn - !Sub ${B.Arn}/*", "!GetAtt B.Arn"],
    ["!Sub arn:aws:s3:::${Any}", "s3:PutObject"],
  ] as const) {
    test(`${resource}, ${action}`, () => assert.deepEqual(fixed(resource, action), expected));
  }
});

describe("what is no JSON in a string of a template is told at its characters, and mended there", () => {
  const rest = '"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"';
  const policy = (end: string): string => `{"Version": "2012-10-17", ${rest}${end}`;
  const inTemplate = (document: string): string =>
    `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: ${document}\n`;
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const block = (text: string): string => `|\n        ${text.replaceAll("\n", "\n        ")}`;
  for (const [name, before, after] of [
    ["a comma in a block", block(policy(",}]}")), block(policy("}]}"))],
    ["a comma between quotes", quoted(policy("},]}")), quoted(policy("}]}"))],
    ["a comma in what is substituted", `!Sub ${quoted(policy(",}]}"))}`, `!Sub ${quoted(policy("}]}"))}`],
    ["a comment", block(`{\n// Read.\n${policy("}]}").slice(1)}`), block(`{\n${policy("}]}").slice(1)}`)],
    ["single quotes", quoted(policy("}]}").replaceAll('"', "'")), quoted(policy("}]}"))],
    ["in JSON", JSON.stringify(policy(",}]}")), JSON.stringify(policy("}]}"))],
  ] as const) {
    test(name, () => {
      const { departures, sites } = resultOf(
        readSource({ path: "template.yaml", languageId: "yaml", text: inTemplate(before) }),
      );
      assert.equal(sites.length, 1);
      const [departure, ...others] = departures;
      assert.deepEqual(others, []);
      assert.equal(departure?.isNested, true);
      assert.equal(applyEdits(inTemplate(before), departure.repair), inTemplate(after));
    });
  }

  test("a comma that lacks is a problem at its place", () => {
    const text = inTemplate(block(policy("}]}").replace('"Allow", ', '"Allow" ')));
    const { problems } = resultOf(readSource({ path: "template.yaml", languageId: "yaml", text }));
    assert.equal(problems.length, 1);
    assert.equal(text.slice(problems[0]?.span.start).startsWith('"Action"'), true);
  });

  for (const [name, document] of [
    ["what is filled in where JSON has a value", `!Sub ${quoted(policy("}${More}]}"))}`],
    ["a text that another template makes", block(policy("{% if x %},{% endif %}}]}"))],
    ["a text that is as AWS takes it", block(policy("}]}"))],
  ] as const) {
    test(`nothing is told of ${name}`, () => {
      const text = inTemplate(document);
      const { problems, departures } = resultOf(readSource({ path: "template.yaml", languageId: "yaml", text }));
      assert.deepEqual([problems, departures], [[], []]);
    });
  }
});
