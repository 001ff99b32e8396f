/** Policies that AWS manages, where a file names one: in every host, by ARN and by name. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openCheckMemory } from "../../server/src/checks/memory.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { documentCompletion } from "../../server/src/service/completion/document-completion.ts";
import { policyTemplateNames } from "../../server/src/hosts/cloudformation/sam-policy-templates.ts";
import { hoverAt } from "../../server/src/service/hover.ts";
import { managedPolicyAnswers } from "../../server/src/service/managed/managed-policies.ts";
import { plainText } from "../../server/src/syntax/draft.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { editsOf, itemsInFile } from "../support/completed.ts";
import { findingsIn } from "../support/found-in.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { processorMilliseconds } from "../support/processor-time.ts";
import { someOf } from "../support/searching.ts";

const catalog = miniCatalog();
const answers = managedPolicyAnswers(() => catalog);
const LANGUAGES: Readonly<Record<string, string>> = { json: "json", tf: "terraform", yaml: "yaml", yml: "yaml" };

function languageOf(path: string): string {
  return LANGUAGES[path.slice(path.lastIndexOf(".") + 1)] ?? "json";
}

/** What is offered of AWS at `<|>`. */
function offered(path: string, marked: string): readonly string[] {
  const items = itemsInFile(marked, path, languageOf(path)) ?? [];
  return items.filter(({ kind }) => kind === "managed-policy").map(({ label }) => label);
}

function afterTaking(path: string, marked: string, label: string): string {
  const item = itemsInFile(marked, path, languageOf(path))?.find((one) => one.label === label);
  assert.ok(item, `${label} is offered`);
  return applyEdits(marked.replace("<|>", ""), editsOf(item));
}

const READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const ROLE = 'resource "aws_iam_role" "app" {\n  name = "app"\n';
const TEMPLATE = "Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n";
const FUNCTION = "Resources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n";

const PLACES: readonly (readonly [what: string, path: string, before: string, after: string])[] = [
  [
    "an attachment of Terraform",
    "main.tf",
    'resource "aws_iam_role_policy_attachment" "a" {\n  policy_arn = "',
    '"\n}\n',
  ],
  ["a list of Terraform", "main.tf", `${ROLE}  managed_policy_arns = ["${READ_ONLY}", "`, '"]\n}\n'],
  [
    "a list of Terraform over lines",
    "main.tf",
    `${ROLE}  managed_policy_arns = [\n    "${READ_ONLY}",\n    "`,
    '",\n  ]\n}\n',
  ],
  ["a boundary of Terraform", "main.tf", `${ROLE}  permissions_boundary = "`, '"\n}\n'],
  ["a data source of Terraform", "main.tf", 'data "aws_iam_policy" "read" {\n  arn = "', '"\n}\n'],
  ["a template in YAML", "template.yaml", `${TEMPLATE}      ManagedPolicyArns:\n        - `, "\n"],
  [
    "the second of a list in YAML",
    "template.yaml",
    `${TEMPLATE}      ManagedPolicyArns:\n        - ${READ_ONLY}\n        - "`,
    '"\n',
  ],
  ["a list on one line of YAML", "template.yaml", `${TEMPLATE}      ManagedPolicyArns: [${READ_ONLY}, `, "]\n"],
  ["a boundary in YAML", "template.yaml", `${TEMPLATE}      PermissionsBoundary: `, "\n"],
  [
    "a template in JSON",
    "template.json",
    '{ "Resources": { "R": { "Type": "AWS::IAM::Role", "Properties": { "ManagedPolicyArns": ["',
    '"] } } } }',
  ],
  [
    "a condition",
    "policy.json",
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:AttachRolePolicy", "Resource": "*", "Condition": { "ArnEquals": { "iam:PolicyARN": "',
    '" } } }] }',
  ],
];

describe("its ARN is completed in", () => {
  for (const [what, path, before, after] of PLACES) {
    for (const typed of [
      "",
      "S3Read",
      "arn:aws",
      "arn:aws:iam::aws:pol",
      "arn:aws:iam::aws:policy/",
      READ_ONLY.slice(0, -6),
    ]) {
      test(`${what}, behind ${typed === "" ? "nothing" : typed}`, () => {
        const marked = `${before}${typed}<|>${after}`;
        assert.ok(offered(path, marked).includes("AmazonS3ReadOnlyAccess"), offered(path, marked).join());
        assert.equal(afterTaking(path, marked, "AmazonS3ReadOnlyAccess"), `${before}${READ_ONLY}${after}`);
      });
    }
  }

  test("any text in which it has begun, in the partition that is typed, with its path", () => {
    const before = '{ "note": "arn:aws-cn:iam::aws:policy/job-function/';
    assert.deepEqual(offered("any.json", `${before}V<|>" }`), ["job-function/ViewOnlyAccess"]);
    assert.equal(
      afterTaking("any.json", `${before}V<|>" }`, "job-function/ViewOnlyAccess"),
      `${before}ViewOnlyAccess" }`,
    );
  });

  test("an argument without its quotes yet", () => {
    const text = 'resource "aws_iam_role_policy_attachment" "a" {\n  policy_arn = <|>\n}\n';
    const done = afterTaking("main.tf", text, "AmazonS3ReadOnlyAccess");
    assert.equal(done, text.replace("<|>", `"${READ_ONLY}"`));
  });
});

describe("its name is completed in", () => {
  for (const [what, path, before, after] of [
    ["the policies of a function of AWS SAM", "template.yaml", `${FUNCTION}        - `, "\n"],
    ["a data source of Terraform", "main.tf", 'data "aws_iam_policy" "read" {\n  name = "', '"\n}\n'],
  ] as const) {
    test(what, () =>
      assert.equal(
        afterTaking(path, `${before}Amazon<|>${after}`, "AmazonS3ReadOnlyAccess"),
        `${before}AmazonS3ReadOnlyAccess${after}`,
      ),
    );
  }
});

test("those that nobody can attach come last", () => {
  const [before, after] = [PLACES[0]![2], PLACES[0]![3]];
  assert.deepEqual(offered("main.tf", `${before}<|>${after}`), [
    "AmazonS3ReadOnlyAccess",
    "ViewOnlyAccess",
    "AWSSupportServiceRolePolicy",
  ]);
});

describe("nothing of AWS is offered", () => {
  const nowhere: readonly (readonly [string, string, string])[] = [
    ["for a policy of an account", "main.tf", 'x = "arn:aws:iam::111122223333:policy/Ama<|>"'],
    [
      "for another thing's ARN",
      "main.tf",
      'resource "aws_iam_role_policy_attachment" "a" {\n  policy_arn = "arn:aws:s3:::<|>"\n}',
    ],
    ["in another element", "template.yaml", `${TEMPLATE}      RoleName: Ama<|>\n`],
    ["in the policies of a role", "template.yaml", `${TEMPLATE}      Policies:\n        - Ama<|>\n`],
    ["in the name of a role", "main.tf", 'resource "aws_iam_role" "app" {\n  name = "Ama<|>"\n}'],
    [
      "in the element behind the list",
      "template.yaml",
      `${TEMPLATE}      ManagedPolicyArns:\n        - ${READ_ONLY}\n      RoleName: <|>\n`,
    ],
    [
      "for a key behind the list",
      "template.yaml",
      `${TEMPLATE}      ManagedPolicyArns:\n        - ${READ_ONLY}\n      Role<|>:\n`,
    ],
    ["in the middle of a text", "note.json", '{ "policy_arn": 1, "note": "see <|>" }'],
  ];
  for (const [what, path, marked] of nowhere) test(what, () => assert.deepEqual(offered(path, marked), []));
});

describe("hover", () => {
  const hovered = (path: string, marked: string): string | undefined => {
    const document = readDocument({ path, languageId: languageOf(path), text: marked.replace("<|>", "") }, undefined);
    return hoverAt(document, marked.indexOf("<|>"), { catalog, memory: openCheckMemory(catalog, 100) })?.markdown;
  };

  test("says what it allows, how long it is, of which day it is, and what can be done", () =>
    assert.equal(
      hovered("main.tf", 'policy_arn = "arn:aws:iam::aws:policy/AmazonS3<|>ReadOnlyAccess"'),
      [
        "#### `AmazonS3ReadOnlyAccess`",
        "",
        "A policy that AWS manages, version v3 of 2025-06-30.",
        "",
        "- Allows 3 actions (2 List and 1 Read).",
        "- 1 entry of what it allows matches nothing that the reference lists.",
        "- 119 characters as IAM counts them; a managed policy of your own can have 6,144.",
        "",
        "Go to Definition shows its text; from there, it can be copied into a new policy.",
        "",
        "AWS's managed policies of 2026-01-15, AWS data of 2026-01-31.",
      ].join("\n"),
    ));

  test("says of what only AWS attaches that it does", () =>
    assert.match(
      hovered("main.tf", 'x = "arn:aws:iam::aws:policy/aws-service-role/AWSSupport<|>ServiceRolePolicy"') ?? "",
      /You cannot attach it to a role of your own\./,
    ));

  test("says where it allows only under conditions", () =>
    assert.match(
      hovered("template.yaml", `${FUNCTION}        - View<|>OnlyAccess\n`) ?? "",
      /- Allows 1 action \(1 List\), only under conditions\./,
    ));

  test("says nothing of a name that the list does not have", () =>
    assert.equal(hovered("main.tf", 'policy_arn = "arn:aws:iam::aws:policy/Amazon<|>S3Unheard"'), undefined));

  test("is beside the completion as well", () =>
    assert.match(
      documentCompletion("managed-policy", "job-function/ViewOnlyAccess", catalog) ?? "",
      /^#### `ViewOnlyAccess`/,
    ));
});

test("its text is laid out, and every one can be read", () => {
  assert.equal(answers.managedPolicies().length, 3);
  for (const { name, arn } of answers.managedPolicies()) {
    assert.match(arn, new RegExp(`^arn:aws:iam::aws:policy/.*${name}$`));
    const text = answers.managedPolicyText(name)?.text ?? "";
    assert.equal(text, `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  }
  assert.equal(answers.managedPolicyText("Other"), undefined);
});

test("hostile text takes no longer", () => {
  for (const text of [
    "[".repeat(50_000),
    '"'.repeat(50_000),
    "- ".repeat(50_000),
    "a:".repeat(50_000),
    ", ".repeat(50_000),
  ]) {
    const document = readDocument({ path: "a.yaml", languageId: "yaml", text }, undefined);
    const milliseconds = processorMilliseconds(() => {
      for (let offset = 0; offset < text.length; offset += 5_000) answers.meansManagedPolicy(document, offset);
    });
    assert.ok(milliseconds < 500, `${milliseconds} ms for ${text.slice(0, 4)}`);
  }
});

test("a completion says what it writes", () => {
  const [item] = itemsInFile('policy_arn = "<|>"', "main.tf", "terraform") ?? [];
  assert.equal(item && plainText(item.parts), READ_ONLY);
  assert.equal(item?.detail, "managed by AWS, v3 of 2025-06-30");
});

describe("in the policies of a function of SAM, its policy templates", () => {
  test("are offered with what each has to be given", () => {
    assert.equal(
      afterTaking("template.yaml", `${FUNCTION}        - S3Re<|>\n`, "S3ReadPolicy"),
      `${FUNCTION}        - S3ReadPolicy:\n            BucketName: bucket-name\n`,
    );
    assert.equal(
      afterTaking("template.yaml", `${FUNCTION}        - <|>\n`, "CloudWatchPutMetricPolicy"),
      `${FUNCTION}        - CloudWatchPutMetricPolicy: {}\n`,
    );
  });

  test("make no finding, any of them", () => {
    for (const { name } of someOf(policyTemplateNames(), 0)) {
      const text = afterTaking("template.yaml", `${FUNCTION}        - ${name.slice(0, 3)}<|>\n`, name);
      assert.deepEqual(findingsIn("template.yaml", text), [], text);
    }
  });

  test("are not offered where a template wants ARNs, or between quotes", () => {
    const labels = (marked: string): readonly string[] =>
      (itemsInFile(marked, "template.yaml", "yaml") ?? []).map(({ label }) => label);
    assert.ok(!labels(`${TEMPLATE}      ManagedPolicyArns:\n        - <|>\n`).includes("S3ReadPolicy"));
    assert.ok(!labels(`${FUNCTION}        - "S3<|>"\n`).includes("S3ReadPolicy"));
  });
});
