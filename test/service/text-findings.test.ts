/** Texts that can be read as a policy and that AWS does not take. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openService, type PlacedFinding, resultOf, SYNTAX_CODE } from "../../server/src/service/index.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { lengthOf } from "../support/searching.ts";

const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });

const STATEMENT = `{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::example-bucket/*"}`;
const POLICY = `{"Version":"2012-10-17","Statement":[${STATEMENT}]}`;

interface Where {
  readonly path?: string;
  readonly languageId?: string;
  /** As in an editor whose own JSON support reports syntax. */
  readonly inEditor?: true;
  readonly suppress?: true;
}

function questionFor({ inEditor, suppress }: Where): Parameters<typeof service.diagnostics>[1] {
  const accepted = {
    code: SYNTAX_CODE,
    base: "",
    files: "**",
    statement: undefined,
    reason: "made by a script",
    until: undefined,
    span: { start: 0, end: 0 },
  };
  const config = { ...EMPTY_CONFIG, suppress: suppress ? [accepted] : [] };
  const configuration = service.configure({ config, severities: new Map(), today: "2026-11-26" });
  return { configuration, workspace: undefined, reportSyntax: inEditor !== true };
}

function told(text: string, where: Where = {}): readonly PlacedFinding[] {
  const question = questionFor(where);
  const source = { path: where.path ?? "policy.json", languageId: where.languageId, text };
  const run = service.diagnostics(resultOf(service.read(source, question.configuration)), question);
  while (run.phase !== "done") run.step();
  return run.found;
}

function fixed(text: string, path = "policy.json"): string {
  return resultOf(service.fixAll({ path, languageId: undefined, text }, questionFor({}))).text;
}

const summary = ({ code, severity, message, span }: PlacedFinding): string =>
  `${span.start}-${span.end} ${code} ${severity}: ${phraseToMessage(message)}`;

const BEFORE =
  "IAM and S3 reject a policy that does not begin with '{', even if only white space stands before it. Remove what stands before the brace.";
const TWICE =
  "This is a JSON string with a policy in it, and AWS rejects a string in the place of a policy. Write the policy itself.";

test("empty lists of resources are no error where every statement has one, for a program to fill in", () => {
  const severitiesOf = (...resources: readonly unknown[]): readonly string[] => {
    const Statement = resources.map((Resource) => ({ Effect: "Allow", Action: "s3:GetObject", Resource }));
    const found = told(JSON.stringify({ Version: "2012-10-17", Statement }));
    return found.filter(({ code }) => code === "empty-list").map(({ severity }) => severity);
  };
  assert.deepEqual(severitiesOf([], []), ["info", "info"]);
  assert.deepEqual(severitiesOf([], "*"), ["error"]);
  assert.deepEqual(severitiesOf([]), ["error"]);
});

test("what AWS trusts in a role of its own is not corrected", () => {
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "rolesanywhere.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  const codesOf = (RoleName: string): readonly string[] =>
    told(JSON.stringify({ Role: { RoleName, AssumeRolePolicyDocument: trust } })).map(({ code }) => code);
  assert.deepEqual(codesOf("AWSServiceRoleForRolesAnywhere"), []);
  assert.deepEqual(codesOf("machines"), ["service-needs-actions"]);
});

test("a copy of a policy that AWS manages grants what it is for, and has no quota", () => {
  const Action = ["s3:GetObject", "s3:List*", "iam:PassRole"];
  const copy = (actions: readonly string[], path: string): readonly string[] => {
    const Resource = ["*", ...Array.from({ length: 250 }, (_, index) => `arn:aws:s3:::bucket-of-a-team-${index}`)];
    const statement = { Effect: "Allow", Action: actions, Resource };
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    return told(text, { path }).map(({ code }) => code);
  };
  const all = ["policy-size", "passes-any-role"];
  const own = copy(Action, "managed/AmazonS3ReadOnlyAccess.json");
  assert.deepEqual(
    own.filter((code) => all.includes(code)),
    [],
  );
  for (const others of [
    copy(Action, "managed/AmazonS3Reader.json"),
    copy(["sqs:SendMessage", "sqs:ListQueues", "iam:PassRole"], "managed/AmazonS3ReadOnlyAccess.json"),
  ]) {
    assert.deepEqual(new Set(others.filter((code) => all.includes(code))), new Set(all));
  }
});

test("a file that lists what AWS manages by its names is copies, and a template that takes such a name makes its own", () => {
  const Action = ["s3:GetObject", "s3:List*", "iam:PassRole"];
  const Resource = ["*", ...Array.from({ length: 250 }, (_, index) => `arn:aws:s3:::bucket-of-a-team-${index}`)];
  const Document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] };
  const codesOf = (content: object): readonly string[] =>
    told(JSON.stringify(content), { path: "known/policies.json" })
      .map(({ code }) => code)
      .filter((code) => code === "policy-size" || code === "passes-any-role");
  const version = { Document, VersionId: "v3", IsDefaultVersion: true };
  const listed = (name: string): object => ({ known: { [name]: version, other: { count: 1 } } });
  assert.deepEqual(codesOf(listed("AmazonS3ReadOnlyAccess")), []);
  assert.deepEqual(codesOf([{ PolicyName: "AmazonS3ReadOnlyAccess", ...version }]), []);
  assert.deepEqual(codesOf(listed("AmazonS3Reader")), ["policy-size", "passes-any-role"]);
  const Properties = { PolicyDocument: Document };
  const made = { Resources: { AmazonS3ReadOnlyAccess: { Type: "AWS::IAM::ManagedPolicy", Properties } } };
  assert.deepEqual(codesOf(made), ["policy-size", "passes-any-role"]);
});

describe("a text that AWS does not take", () => {
  const cases: readonly (readonly [name: string, text: string, said: readonly string[], after: string])[] = [
    ["white space before the brace", `\n  ${POLICY}`, [`0-3 invalid-json error: ${BEFORE}`], POLICY],
    ["words before the brace", `policy = ${POLICY}`, [`0-9 invalid-json error: ${BEFORE}`], POLICY],
    [
      "no brace before a policy",
      `${POLICY.slice(1)}\n`,
      [
        "0-1 invalid-json error: This policy has no opening brace, so AWS rejects it and nothing in it is checked. Write '{' in front of it.",
      ],
      `{\n${POLICY.slice(1)}\n`,
    ],
    [
      "no braces around a policy",
      `\n${POLICY.slice(1, -1)}\n`,
      [
        "1-2 invalid-json error: This policy has no braces around it, so AWS rejects it and nothing in it is checked. Write '{' in front of it and '}' behind it.",
      ],
      `{\n${POLICY.slice(1, -1)}\n}\n`,
    ],
    [
      "words behind the policy",
      `${POLICY}\n\nDeny all else, and add s3:* in NotAction.\nSet the "Regions".\n`,
      [
        "126-167 invalid-json error: The policy ends before this, and AWS rejects one that anything stands behind. Remove it, or write it in a file of its own.",
      ],
      `${POLICY}\n\nDeny all else, and add s3:* in NotAction.\nSet the "Regions".\n`,
    ],
    [
      "words before a policy and another policy behind it",
      `7. Lambda example\n\n${POLICY}\n# Permissions policy:\n${POLICY}`,
      [
        `0-19 invalid-json error: ${BEFORE}`,
        "144-165 invalid-json error: The policy ends before this, and AWS rejects one that anything stands behind. Remove it, or write it in a file of its own.",
      ],
      `${POLICY}\n# Permissions policy:\n${POLICY}`,
    ],
    [
      "marks of Markdown around the policy, which are one mistake",
      `\`\`\`json\n${POLICY}\n\`\`\`\n`,
      [`0-8 invalid-json error: ${BEFORE}`],
      `${POLICY}\n\n`,
    ],
    [
      "a semicolon behind the policy",
      `${POLICY};\n`,
      [
        "124-125 invalid-json error: The policy ends before this, and AWS rejects one that anything stands behind. Remove it, or write it in a file of its own.",
      ],
      `${POLICY}\n`,
    ],
    [
      "brackets too many behind the policy",
      `${POLICY}\n]}\n`,
      [
        "125-126 invalid-json error: This is not valid JSON: the document ends before this. Remove what follows, or the bracket too many before it.",
      ],
      `${POLICY}\n\n`,
    ],
    [
      "a bracket that is missing at the end",
      POLICY.slice(0, -1),
      ["123-123 invalid-json error: This is not valid JSON: a closing brace is missing. Add it."],
      `${POLICY.slice(0, -1)}\n}`,
    ],
    [
      "escapes of Markdown, of which a string has several",
      POLICY.replace("example-bucket/*", String.raw`my\_bucket/\*`),
      [
        "90-118 invalid-json error: This is not valid JSON: no escape begins so. Remove the backslash, or write two of them for one.",
      ],
      POLICY.replace("example-bucket/*", "my_bucket/*"),
    ],
    ["a policy encoded twice", JSON.stringify(POLICY), [`0-1 invalid-json error: ${TWICE}`], POLICY],
    [
      "single quotes",
      POLICY.replaceAll('"', "'"),
      [
        `1-10 invalid-json error: JSON accepts only double quotes, so AWS rejects this policy. Write '"' at both ends of 9 strings.`,
      ],
      POLICY,
    ],
    [
      "curly quotes",
      POLICY.replaceAll('"Version"', "“Version”"),
      [
        `1-10 invalid-json error: JSON accepts only double quotes, so AWS rejects this policy. Write '"' at both ends of this string.`,
      ],
      POLICY,
    ],
    [
      "words of Python",
      POLICY.replace('"Resource"', '"Condition":{"Bool":{"aws:SecureTransport":True}},"Resource"'),
      [
        "122-126 invalid-json error: JSON writes 'true', 'false' and 'null' in lower case, so AWS rejects this policy. Write this word as JSON does.",
      ],
      POLICY.replace('"Resource"', '"Condition":{"Bool":{"aws:SecureTransport":true}},"Resource"'),
    ],
    [
      "commas too many",
      `{"Version":"2012-10-17","Statement":[${STATEMENT},],\n}`,
      [
        "122-123 invalid-json error: JSON does not allow a comma before a closing bracket, so AWS rejects this policy. Remove the 2 commas.",
      ],
      `{"Version":"2012-10-17","Statement":[${STATEMENT}]\n}`,
    ],
    [
      "spaces of a page, and one without width",
      `{\n\u00a0 "Version":\u200b"2012-10-17","Statement":[${STATEMENT}]}`,
      [
        "2-3 invalid-json error: 2 spaces between the parts of this policy are of another kind than JSON takes, so AWS rejects it. They often come with text from a web page. Write ordinary spaces.",
      ],
      `{\n  "Version": "2012-10-17","Statement":[${STATEMENT}]}`,
    ],
    [
      "a comma too many before a comment",
      `{"Version":"2012-10-17","Statement":[${STATEMENT}, /* more */]}`,
      [
        "122-123 invalid-json error: JSON does not allow a comma before a closing bracket, so AWS rejects this policy. Remove the comma.",
        "124-134 invalid-json error: AWS rejects a policy with comments. Remove this one, or use a tool that removes them.",
      ],
      `{"Version":"2012-10-17","Statement":[${STATEMENT} /* more */]}`,
    ],
  ];
  for (const [name, text, said, after] of cases) {
    test(`${name}: it is told, and fixed where nothing is lost`, () => {
      assert.deepEqual([...told(text)].sort((a, b) => a.span.start - b.span.start).map(summary), said);
      assert.equal(fixed(text), after);
    });
  }
  test("comments of a shell are taken out with their lines by the fix, and what a string holds is none", () => {
    const text = `{\n  # for readers\n  "Version": "2012-10-17", "Id": "a#b", # old\n  "Statement": [${STATEMENT}]\n}\n`;
    const [finding, ...others] = told(text);
    assert.deepEqual(others, []);
    const edits = finding?.fixes()[0]?.edits ?? [];
    assert.equal(
      applyEdits(text, edits),
      `{\n  "Version": "2012-10-17", "Id": "a#b",\n  "Statement": [${STATEMENT}]\n}\n`,
    );
  });
  test("comments are taken out with their lines by the fix", () => {
    const [finding] = told(
      `{\n  // for readers\n  "Version": "2012-10-17", // old\n  "Statement": [${STATEMENT}]\n}\n`,
    );
    const [fix] = finding?.fixes() ?? [];
    assert.equal(fix?.isPreferred, false);
    assert.deepEqual(
      fix.edits.map(({ span }) => [span.start, span.end]),
      [
        [2, 19],
        [45, 52],
      ],
    );
  });
  test("the checks go on inside", () => {
    const codes = told(POLICY.replace("s3:GetObject", "s3:GetObjekt").replaceAll('"', "'")).map(({ code }) => code);
    assert.deepEqual(codes, [SYNTAX_CODE, "unknown-action"]);
  });
  test("white space before a policy of another service is information", () => {
    const scp = ` ${POLICY}`;
    assert.deepEqual(
      told(scp, { path: "scp/guard.json" }).map(({ severity }) => severity),
      ["info"],
    );
  });
  test("white space before a policy that something fills in is information", () => {
    const filled = `\n${POLICY.replace(/"Resource": ?"[^"]*"/, '"Resource":"arn:aws:s3:::${bucket}/*"')}`;
    assert.ok(filled.includes("${bucket}"));
    const severity = (text: string): string | undefined =>
      told(text).find(({ messageId }) => messageId === "text-before")?.severity;
    assert.equal(severity(filled), "info");
    assert.equal(severity(`\n${POLICY}`), "error");
  });
  test("in an editor its own JSON support tells the rest", () => {
    const strange = `\n{/* why */ "Version":"2012-10-17","Statement":[${STATEMENT},]}`;
    assert.deepEqual(
      told(strange, { languageId: "json", inEditor: true }).map(({ messageId }) => messageId),
      ["text-before"],
    );
  });
});

function asJson(text: string): unknown {
  return JSON.parse(text);
}

describe("variables of AWS that CloudFormation takes for its own", () => {
  const template = (resource: string): string =>
    `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Action: s3:GetObject\n            Resource: ${resource}\n`;
  const inJson = (resource: object): string =>
    JSON.stringify({
      Resources: {
        P: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: {
            PolicyDocument: asJson(POLICY.replace('"arn:aws:s3:::example-bucket/*"', JSON.stringify(resource))),
          },
        },
      },
    });
  const ONE =
    "CloudFormation takes this variable of AWS for the name of a parameter, and rejects the template. Write '${!' in the place of '${'.";
  const found = (path: string, text: string): readonly PlacedFinding[] =>
    told(text, { path }).filter(({ code }) => code === "malformed-variable");
  const cases: readonly (readonly [path: string, text: string, said: string, after: string])[] = [
    [
      "template.yaml",
      template('!Sub "arn:aws:s3:::${AWS::AccountId}/${aws:username}/*"'),
      ONE,
      template('!Sub "arn:aws:s3:::${AWS::AccountId}/${!aws:username}/*"'),
    ],
    [
      "template.json",
      inJson({ "Fn::Sub": "arn:aws:s3:::b/${aws:userid}/${s3:prefix}" }),
      ONE.replace("this variable of AWS", "2 variables of AWS"),
      inJson({ "Fn::Sub": "arn:aws:s3:::b/${!aws:userid}/${!s3:prefix}" }),
    ],
  ];
  for (const [path, text, said, after] of cases) {
    test(path, () => {
      const [finding] = found(path, text);
      assert.equal(finding && phraseToMessage(finding.message), said);
      assert.equal(finding && applyEdits(text, finding.fixes()[0]?.edits ?? []), after);
      assert.deepEqual(found(path, after), []);
    });
  }
  test("not where nothing is substituted, or the function has names of its own", () => {
    const own = '!Sub ["arn:aws:s3:::b/${aws:username}", { "aws:username": !Ref Name }]';
    for (const resource of ['"arn:aws:s3:::b/${aws:username}/*"', own, '!Sub "arn:aws:s3:::b/${Name.Arn}"']) {
      assert.deepEqual(found("template.yaml", template(resource)), [], resource);
    }
  });
});

describe("names of a template that no Fn::Sub fills in", () => {
  const HEAD = 'AWSTemplateFormatVersion: "2010-09-09"\n';
  const template = (resource: string, head = HEAD): string =>
    `${head}Parameters:\n  Stage:\n    Type: String\nResources:\n  Table:\n    Type: AWS::DynamoDB::Table\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Action: dynamodb:GetItem\n            Resource: ${resource}\n`;
  const inJson = (resource: string): string =>
    `{"AWSTemplateFormatVersion":"2010-09-09","Resources":{"P":{"Type":"AWS::IAM::ManagedPolicy","Properties":{"PolicyDocument":${POLICY.replace('"arn:aws:s3:::example-bucket/*"', resource)}}}}}`;
  const found = (path: string, text: string): readonly PlacedFinding[] =>
    told(text, { path }).filter(({ code }) => code === "malformed-variable");
  const said = (written: string, strings: string, around: string): string =>
    `CloudFormation replaces '${written}' only in 'Fn::Sub', so AWS gets ${strings} as written. Write 'Fn::Sub' around ${around}.`;
  const cases: readonly (readonly [path: string, text: string, said: string, after: string])[] = [
    [
      "template.yaml",
      template('"arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Stage}"'),
      said("${AWS::Region}", "this string", "it"),
      template('!Sub "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Stage}"'),
    ],
    [
      "template.yaml",
      template('["${Table.Arn}", "${Table.Arn}/index/${aws:username}"]'),
      said("${Table.Arn}", "these 2 strings", "each"),
      template('[!Sub "${Table.Arn}", !Sub "${Table.Arn}/index/${!aws:username}"]'),
    ],
    [
      "template.json",
      inJson('"arn:aws:s3:::b-${AWS::AccountId}/*"'),
      said("${AWS::AccountId}", "this string", "it"),
      inJson('{ "Fn::Sub": "arn:aws:s3:::b-${AWS::AccountId}/*" }'),
    ],
  ];
  for (const [path, text, message, after] of cases) {
    test(`${path}: ${message}`, () => {
      const [finding] = found(path, text);
      assert.equal(finding && phraseToMessage(finding.message), message);
      assert.equal(finding && applyEdits(text, finding.fixes()[0]?.edits ?? []), after);
      assert.deepEqual(found(path, after), []);
    });
  }
  test("not what another tool or a macro may replace, and not in a part of a template", () => {
    const region = '"arn:aws:dynamodb:${AWS::Region}:*:table/t"';
    for (const text of [
      template('"arn:aws:dynamodb:${AWS::Region}:*:table/${name}"'),
      template('"arn:aws:dynamodb:eu-west-1:*:table/${aws:username}"'),
      template('!Sub ["${Arn}/*", { Arn: "${Table.Arn}" }]'),
      template(region, `${HEAD}Transform: OurMacro\n`),
      template(region, ""),
      template('"arn:aws:dynamodb:${AWS::Region}:#{AWS::AccountId}:table/t"'),
      template(region).replace("AWS::IAM::ManagedPolicy", "Custom::Grant"),
      template(region).replace("AWS::IAM::ManagedPolicy", "AWS::CloudFormation::CustomResource"),
      template(region).replace("PolicyDocument:", "Fn::Transform: { Name: OurMacro }\n      PolicyDocument:"),
      template(region).replace("Resources:", "Metadata:"),
      template(region)
        .replace("AWS::IAM::ManagedPolicy", "AWS::StepFunctions::StateMachine")
        .replace("PolicyDocument", "Definition"),
    ])
      assert.deepEqual(found("template.yaml", text), [], text);
  });
  test("a text that an anchor gives to several entries is edited once, and none is behind a tag", () => {
    const anchored = template('[&region "${AWS::Region}", *region]');
    assert.equal(fixed(anchored, "template.yaml"), template('[&region !Sub "${AWS::Region}", *region]'));
    const tagged = template('!!str "${AWS::Region}"');
    const [finding] = found("template.yaml", tagged);
    assert.deepEqual(finding?.fixes(), []);
  });
});

describe("statements that the Serverless Framework does not read", () => {
  const statements = (indent: string): string =>
    `\n${indent}- Effect: Allow\n${indent}  Action: s3:GetObject\n${indent}  Resource: arn:aws:s3:::example-bucket/*\n`;
  const service = (provider: string, ownName: string, more = ""): string =>
    `service: s\n${more}provider:\n  name: aws\n${provider}functions:\n  a:\n    handler: a.b\n${ownName === "" ? "" : `    ${ownName}:${statements("      ")}`}`;
  const found = (text: string): readonly string[] =>
    told(text, { path: "serverless.yml" })
      .filter(({ code }) => code === "unknown-element")
      .map(({ severity, message }) => `${severity}: ${phraseToMessage(message)}`);
  const UNREAD = (written: string, meant: string): string =>
    `warning: The Serverless Framework does not read '${written}', so no role gets these statements. Rename it to '${meant}'.`;

  test("misspelled names", () => {
    const text = service(`  iamRoleStatement:${statements("    ")}`, "");
    assert.deepEqual(found(text), [UNREAD("iamRoleStatement", "iamRoleStatements")]);
    const [finding] = told(text, { path: "serverless.yml" });
    assert.equal(applyEdits(text, finding?.fixes()[0]?.edits ?? []), text.replace("Statement:", "Statements:"));
    const nested = service(`  iam:\n    role:\n      statement:${statements("        ")}`, "");
    assert.deepEqual(found(nested), [UNREAD("statement", "statements")]);
  });

  test("what only a plugin reads", () => {
    const WITHOUT =
      "info: Only the plugin 'serverless-iam-roles-per-function' reads 'iamRoleStatements' of a function, and 'plugins' does not list it, so no role gets these statements. Add the plugin, or move the statements to 'provider.iam.role.statements'.";
    assert.deepEqual(found(service("", "iamRoleStatements")), [WITHOUT]);
    assert.deepEqual(found(service("", "iamRoleStatements", "plugins:\n  - serverless-offline\n")), [WITHOUT]);
  });

  test("not what is read, or may be", () => {
    const own = "iamRoleStatements";
    for (const text of [
      service(`  iamRoleStatements:${statements("    ")}`, ""),
      service(`  iam:\n    role:\n      statements:${statements("        ")}`, ""),
      service("", own, "plugins:\n  - serverless-iam-roles-per-function\n"),
      service("", own, "plugins: ${file(plugins.yml)}\n"),
      service("", own, "plugins:\n  - ./plugins/roles\n"),
      service("  iamRoleStatement: none\n", ""),
      service(`  x-iamRoleStatement: &own${statements("    ")}`, ""),
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });
});

describe("what Terraform does not take, or encodes once too often", () => {
  const resource = (policy: string): string =>
    `resource "aws_iam_policy" "a" {\n  name   = "a"\n  policy = ${policy}\n}\n`;
  const document = (name: string): string =>
    `data "aws_iam_policy_document" "a" {\n  statement {\n    actions   = ["s3:GetObject"]\n    resources = ["arn:aws:s3:::b/${name}/*"]\n  }\n}\n`;
  const encoded = `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::b/\${aws:username}/*" }] })`;
  const AGAIN =
    "This is JSON already, and 'jsonencode' makes a string of it, which AWS rejects in the place of a policy. Leave out 'jsonencode'.";
  const AS_EXPRESSION =
    "Terraform takes this variable of AWS for an expression of its own, which it cannot read. Write '$${' in the place of '${'.";
  const cases: readonly (readonly [name: string, text: string, said: string, after: string])[] = [
    [
      "a document",
      resource("jsonencode(data.aws_iam_policy_document.a.json)"),
      `invalid-json: ${AGAIN}`,
      resource("data.aws_iam_policy_document.a.json"),
    ],
    [
      "a text",
      resource(`jsonencode(${JSON.stringify(POLICY)})`),
      `invalid-json: ${AGAIN}`,
      resource(JSON.stringify(POLICY)),
    ],
    [
      "the text of a file",
      resource('jsonencode(file("${path.module}/policy.json"))'),
      `invalid-json: ${AGAIN}`,
      resource('file("${path.module}/policy.json")'),
    ],
    [
      "a variable in a data source",
      document("${aws:username}"),
      `malformed-variable: ${AS_EXPRESSION}`,
      document("$${aws:username}"),
    ],
    [
      "a variable in jsonencode",
      resource(encoded),
      `malformed-variable: ${AS_EXPRESSION}`,
      resource(encoded.replace("${", () => "$${")),
    ],
    [
      "a variable in a heredoc",
      resource(`<<EOT\n${POLICY.replace("example-bucket", "b/${aws:userid}")}\nEOT`),
      `malformed-variable: ${AS_EXPRESSION}`,
      resource(`<<EOT\n${POLICY.replace("example-bucket", () => "b/$${aws:userid}")}\nEOT`),
    ],
  ];
  for (const [name, text, said, after] of cases) {
    test(name, () => {
      const [finding, ...others] = told(text, { path: "main.tf" });
      assert.deepEqual(others.map(summary), []);
      assert.equal(finding && `${finding.code}: ${phraseToMessage(finding.message)}`, said);
      assert.equal(applyEdits(text, finding?.fixes()[0]?.edits ?? []), after);
    });
  }
  const silent: readonly (readonly [name: string, text: string])[] = [
    ["what is escaped", resource(encoded.replace("${", () => "$${"))],
    ["another expression that cannot be read", document("${var.a b}")],
    ["a value that is no text", resource("jsonencode(local.policy)")],
    ["the value in a file", resource('jsonencode(jsondecode(file("policy.json")))')],
    [
      "what is encoded for something else",
      `output "a" {\n  value = jsonencode(data.aws_iam_policy_document.a.json)\n}\n`,
    ],
  ];
  for (const [name, text] of silent)
    test(`says nothing of ${name}`, () => assert.deepEqual(told(text, { path: "main.tf" }).map(summary), []));
});

describe("nothing is told of", () => {
  const withComments = `{\n  // why\n  "Version":"2012-10-17","Statement":[${STATEMENT},]}\n`;
  const cases: readonly (readonly [name: string, text: string, where: Where])[] = [
    ["a policy", POLICY, {}],
    ["signs inside strings", POLICY.replace("example-bucket/*", "example-bucket/,}//it's/*a*/"), {}],
    ["a file of JSON with comments", withComments, { path: "policy.jsonc" }],
    ["JSON with comments in the editor", withComments, { languageId: "jsonc", inEditor: true }],
    ["our own language", withComments, { languageId: "iam-policy" }],
    ["a policy inside another document", `\n{ "policy": ${POLICY} }`, {}],
    ["what somebody accepted", withComments, { suppress: true }],
  ];
  for (const [name, text, where] of cases) test(name, () => assert.deepEqual(told(text, where).map(summary), []));
});

test("a text of quotes only is read in linear time, and is no policy", () => {
  const text = `"Statement" ${"'".repeat(lengthOf(100_000))}`;
  assert.deepEqual(told(text), []);
});

test("a key without quotes is one mistake, and so is a date without them", () => {
  const syntaxIn = (text: string): readonly string[] =>
    told(text)
      .filter(({ code }) => code === SYNTAX_CODE)
      .map(({ message }) => phraseToMessage(message));
  const [bare, ...others] = syntaxIn(POLICY.replace('"Effect"', "Effect"));
  assert.deepEqual(others, []);
  assert.match(bare ?? "", /Remove them, or put them in double quotes\.$/);
  assert.deepEqual(syntaxIn(POLICY.replace('"2012-10-17"', "2012-10-17")), [
    "This is not valid JSON: a number ends before this. Put the whole value in double quotes.",
  ]);
  const lines = JSON.stringify(JSON.parse(POLICY), null, 2)
    .replace('"Effect"', "Effect")
    .replace('"Resource"', "Resource");
  assert.equal(syntaxIn(lines).length, 2);
});

test("a text that ends too early has one mistake, however many brackets are open", () => {
  const cut = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":`;
  assert.deepEqual(
    told(cut)
      .filter(({ code }) => code === SYNTAX_CODE)
      .map(summary),
    [`${cut.length}-${cut.length} invalid-json error: This is not valid JSON: a value belongs here. Write one.`],
  );
});

test("a comma that is missing at the end of a line is added", () => {
  const policy = (between: string): string =>
    `{"Version":"2012-10-17","Statement":[${STATEMENT},{\n"Effect":"Allow",\n"Action":["s3:PutObject"]${between}"Resource":"*"\n}]}`;
  for (const line of ["\n", "\r\n\r\n  "]) assert.equal(fixed(policy(line)), policy(`,${line}`));
  for (const comment of [" // a note\n", ' /* a */ // "b"\n  // c\n'])
    assert.match(fixed(policy(comment)), /"Action":\["s3:PutObject"\],/);
  // On one line a quote may be what is too many.
  for (const text of [policy(" "), policy("").replace("s3:Put", 's3:"Put')]) assert.equal(fixed(text), text);
});

test("a bracket or a comma is also mended in a text within another", () => {
  const role = (policy: string): string =>
    `resource "aws_iam_role_policy" "p" {\n  role = "r"\n  policy = <<EOF\n${policy}\nEOF\n}\n`;
  assert.equal(fixed(role(POLICY.slice(0, -1)), "main.tf"), role(POLICY));
  assert.equal(fixed(role(`${POLICY}\n}`), "main.tf"), role(`${POLICY}\n`));
});

test("a quote that is missing at the end of a line is added where nothing else can belong to the string", () => {
  const policy = (action: string): string =>
    `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[\n${action},\n"s3:PutObject"\n],"Resource":"*"}]}`;
  assert.equal(fixed(policy('"s3:GetObject')), policy('"s3:GetObject"'));
  for (const action of ['"s3:Get Object', '"s3:GetObject, s3:PutObject']) {
    assert.equal(fixed(policy(action)), policy(action));
  }
});

test("a text without its first brace that is no whole policy, or whose file is called none, is left alone", () => {
  for (const [text, path] of [
    [`"Version": "2012-10-17", "Services": {}`, "policy.json"],
    [`"Statement": []`, "policy.json"],
    [`"Statement": [${STATEMENT}], "Other": 1`, "policy.json"],
    [`"Statement": [${STATEMENT}`, "policy.json"],
    [`"Statement": [${STATEMENT}]`, "snippet.json"],
  ] as const) {
    assert.deepEqual(told(text, { path }).map(summary), [], text);
  }
});

describe("the policy template of AWS SAM for a parameter", () => {
  const template = (policy: string, parameter: string, more = ""): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Read:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler${more}
      Policies:
        - ${policy}:
            ParameterName: ${parameter}
`;
  const found = (text: string): ReturnType<typeof told> =>
    told(text, { path: "template.yaml" }).filter(({ code }) => code === "misspelled-arn");

  test("writes a slash before one that a name has already", () => {
    for (const parameter of ["/app/key", "!Sub /${Stage}/key", "!Sub ['/${S}/key', { S: a }]"]) {
      const text = template("SSMParameterReadPolicy", parameter);
      const [finding, ...others] = found(text);
      assert.deepEqual(others, []);
      assert.equal(
        finding && `${finding.severity}: ${phraseToMessage(finding.message)}`,
        "warning: 'SSMParameterReadPolicy' writes a slash in front of the name. This name begins with one, so the policy allows only 'parameter//…', and no parameter has that ARN. Use 'SSMParameterWithSlashPrefixReadPolicy'.",
        parameter,
      );
      const after = applyEdits(text, finding?.fixes()[0]?.edits ?? []);
      assert.equal(after, template("SSMParameterWithSlashPrefixReadPolicy", parameter));
      assert.deepEqual(found(after), []);
    }
  });

  test("also in a template of JSON", () => {
    const json = (policy: string): string => `{
  "Transform": "AWS::Serverless-2016-10-31",
  "Resources": {
    "Read": {
      "Type": "AWS::Serverless::Function",
      "Properties": { "Policies": [{ "${policy}": { "ParameterName": "/app/key" } }] }
    }
  }
}
`;
    const read = (text: string): ReturnType<typeof told> =>
      told(text, { path: "template.json" }).filter(({ code }) => code === "misspelled-arn");
    const text = json("SSMParameterReadPolicy");
    const [finding, ...others] = read(text);
    assert.deepEqual(others, []);
    const after = applyEdits(text, finding?.fixes()[0]?.edits ?? []);
    assert.equal(after, json("SSMParameterWithSlashPrefixReadPolicy"));
    assert.deepEqual(read(after), []);
  });

  test("is right for other names, and nobody's where the function has a role", () => {
    const role = "\n      Role: arn:aws:iam::111122223333:role/read";
    for (const text of [
      ...["app/key", "!Sub ${Prefix}/key", "!Ref Parameter", "!Sub '${Slash}key'"].map((one) =>
        template("SSMParameterReadPolicy", one),
      ),
      template("SSMParameterReadPolicy", "/app/key", role),
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });
});

describe("marks of a plugin that a service does not have", () => {
  const service = (resource: string, more = "", provider = ""): string =>
    `service: s\n${more}provider:\n  name: aws\n${provider}  iam:\n    role:\n      statements:\n        - Effect: Allow\n          Action: ssm:GetParameter\n          Resource: ${resource}\n`;
  const found = (text: string): readonly PlacedFinding[] =>
    told(text, { path: "serverless.yml" }).filter(({ code }) => code === "malformed-variable");
  const ARN = '"arn:aws:ssm:#{AWS::Region}:#{AWS::AccountId}:parameter/app"';

  test("they are told, and written in !Sub", () => {
    const [finding, ...others] = found(service(ARN));
    assert.deepEqual(others, []);
    assert.equal(
      finding && `${finding.severity}: ${phraseToMessage(finding.message)}`,
      "warning: Only a plugin such as 'serverless-pseudo-parameters' replaces '#{AWS::Region}', and this service has none, so AWS gets this string as written. Write '${AWS::Region}' in '!Sub', or add the plugin.",
    );
    const after = service('!Sub "arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/app"');
    assert.equal(applyEdits(service(ARN), finding?.fixes()[0]?.edits ?? []), after);
    assert.deepEqual(found(after), []);
    assert.equal(found(service(ARN, "plugins:\n  - serverless-offline\n")).length, 1);
  });

  test("not where a plugin may replace them, or variables are written so", () => {
    for (const text of [
      service(ARN, "plugins:\n  - serverless-pseudo-parameters\n"),
      service(ARN, "plugins:\n  - serverless-cloudformation-sub-variables\n"),
      service(ARN, "plugins: ${file(plugins.yml)}\n"),
      service(ARN, "plugins:\n  - ./plugins/names\n"),
      service(ARN, "plugins:\n  modules:\n    - serverless-offline\n"),
      service(ARN, "", "  variableSyntax: '#{([^}]+)}'\n"),
      service(ARN, "resources:\n  Transform: [FillIn]\n"),
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });

  test("no fix where the text has variables of the framework", () => {
    const [finding] = found(service('"arn:aws:ssm:#{AWS::Region}:*:parameter/${self:service}"'));
    assert.deepEqual(finding?.fixes(), []);
  });
});

describe("account IDs that YAML takes for numbers", () => {
  const template = (principal: string, account: string): string =>
    `Resources:\n  P:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: b\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Principal: {AWS: [${principal}]}\n            Action: s3:GetObject\n            Resource: arn:aws:s3:::b/*\n            Condition: {StringEquals: {aws:ResourceAccount: ${account}}}\n`;
  const found = (text: string, path = "template.yaml"): readonly PlacedFinding[] =>
    told(text, { path }).filter(({ code }) => code === "wrong-type");

  test("digits of base 8 behind a 0", () => {
    const text = template("012345670123", "012345670123");
    const [finding, ...others] = found(text);
    assert.deepEqual(others, []);
    assert.equal(
      finding && `${finding.severity}: ${phraseToMessage(finding.message)}`,
      "warning: Without quotes, YAML takes 2 account IDs for numbers, because they begin with 0, so AWS gets others. Write quotes around each.",
    );
    const after = template('"012345670123"', '"012345670123"');
    assert.equal(fixed(text, "template.yaml"), after);
    assert.deepEqual(found(after), []);
  });

  test("one", () => {
    assert.deepEqual(
      found(template("012345670123", '"012345670123"')).map(({ message }) => phraseToMessage(message)),
      [
        "Without quotes, YAML takes this account ID for a number, because it begins with 0, so AWS gets another one. Write quotes around it.",
      ],
    );
  });

  test("not with other digits, in quotes, or in other texts", () => {
    for (const text of [
      template("012345678901", "111122223333"),
      template("'012345670123'", '"012345670123"'),
      template("!Ref Account", "!Sub 012345670123"),
      template("arn:aws:iam::012345670123:root", "111122223333"),
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });
});
