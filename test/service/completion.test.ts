import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CompletionItem, completePolicy, documentCompletion } from "../../server/src/service/completion.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { type Catalog } from "../../server/src/catalog/catalog.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { HOLDERS } from "../support/document-holders.ts";
import { policyAtCursor } from "../support/policy-at-cursor.ts";

const catalog = miniCatalog();

function itemsAt(marked: string): readonly CompletionItem[] {
  const subject = policyAtCursor(marked);
  return completePolicy(subject, subject.offset, catalog).items;
}

function labelsAt(marked: string): readonly string[] {
  return itemsAt(marked).map(({ label }) => label);
}

/** The text after the item is taken, with `<|>` where the cursor then stands. */
function afterTaking(marked: string, label: string): string {
  const { text } = policyAtCursor(marked);
  const item = itemsAt(marked).find((one) => one.label === label);
  assert.ok(item !== undefined, `no item ${label} among ${labelsAt(marked).join(", ")}`);
  const caret = item.caret ?? item.newText.length;
  const newText = `${item.newText.slice(0, caret)}<|>${item.newText.slice(caret)}`;
  return applyEdits(text, [{ span: item.span, newText }]);
}

describe("what is offered", () => {
  const cases: readonly (readonly [marked: string, first: readonly string[]])[] = [
    [`{ "<|>" }`, ["Version", "Statement", "Id"]],
    [`{ <|> }`, ["Version", "Statement", "Id"]],
    [`{ "Version": "2012-10-17", <|> }`, ["Statement", "Id"]],
    [`{ "Version": "<|>" }`, ["2012-10-17", "2008-10-17"]],
    [`{ "Statement": [{ "<|>" }] }`, ["Effect", "Action", "Resource", "Condition", "Sid", "Principal"]],
    [`{ "Statement": { <|> } }`, ["Effect", "Action", "Resource", "Condition", "Sid", "Principal"]],
    [
      `{ "Statement": [{ "Effect": "Allow", "NotAction": "s3:*",\n "<|>"\n, "Resource": "*" }] }`,
      ["Condition", "Sid", "Principal", "NotPrincipal"],
    ],
    [`{ "Statement": [{ "Effect": "<|>" }] }`, ["Allow", "Deny"]],
    [`{ "Statement": [{ "Effect": <|> }] }`, ["Allow", "Deny"]],
    [`{ "Statement": [{ "Action": "<|>" }] }`, ["dynamodb:", "ec2:", "iam:"]],
    [`{ "Statement": [{ "Action": ["s3:GetObject", "<|>"] }] }`, ["s3:", "dynamodb:", "ec2:"]],
    [`{ "Statement": [{ "Action": "sqs:<|>" }] }`, ["sqs:ListQueues", "sqs:ReceiveMessage", "sqs:SendMessage"]],
    [`{ "Statement": [{ "NotAction": ["SQS:Se<|>"] }] }`, ["sqs:ListQueues", "sqs:ReceiveMessage", "sqs:SendMessage"]],
    [
      `{ "Statement": [{ "Action": "s3:GetObject", "Resource": "<|>" }] }`,
      ["*", "arn:aws:s3:*:*:accesspoint/*/object/*", "arn:aws:s3:::*/*"],
    ],
    [`{ "Statement": [{ "Principal": "<|>" }] }`, ["*"]],
    [`{ "Statement": [{ "Principal": { "<|>" } }] }`, ["AWS", "Service", "Federated", "CanonicalUser"]],
    [`{ "Statement": [{ "Principal": { "AWS": "*", "<|>" } }] }`, ["Service", "Federated", "CanonicalUser"]],
    [`{ "Statement": [{ "Principal": { "AWS": ["<|>"] } }] }`, ["*"]],
    [`{ "Statement": [{ "Condition": { "<|>" } }] }`, ["StringEquals", "StringNotEquals"]],
    [`{ "Statement": [{ "Action": "s3:ListBucket", "Condition": { "StringLike": { "<|>" } } }] }`, ["s3:prefix"]],
    [
      `{ "Statement": [{ "Action": "s3:ListBucket", "Condition": { "NumericLessThan": { "<|>" } } }] }`,
      ["s3:max-keys"],
    ],
    [`{ "Statement": [{ "Condition": { "Bool": { "aws:SecureTransport": "<|>" } } }] }`, ["true", "false"]],
    [`{ "Statement": [{ "Condition": { "NullIfExists": { "aws:SecureTransport": "<|>" } } }] }`, []],
    [`{ "Statement": [{ "Condition": { "StringEquals": { "s3:prefix": "<|>" } } }] }`, []],
    [`{ "Statement": [{ "Sid": "<|>" }] }`, []],
    [`{ "Id": "<|>" }`, []],
    [`{ "Statement": [{ "Effect": "Allow" <|> }] }`, []],
    [`{ "Statement": [ /* { "<|>" */ ] }`, []],
    [`{ "__proto__": { "<|>" } }`, []],
    [`{ "Statement": [{ "__proto__": { "<|>" } }] }`, []],
  ];
  for (const [marked, first] of cases) {
    test(marked.replaceAll("\n", " "), () => {
      const labels = labelsAt(marked);
      assert.deepEqual(first.length === 0 ? labels : labels.slice(0, first.length), first);
    });
  }
});

describe("while the text is half typed", () => {
  const cases: readonly (readonly [title: string, marked: string, label: string, after: string])[] = [
    [
      "a key without its end",
      `{ "Statement": [{\n  "Eff<|>\n}] }`,
      "Effect",
      `{ "Statement": [{\n  "Effect": <|>\n}] }`,
    ],
    ["a key in its quotes", `{ "Statement": [{ "Eff<|>" }] }`, "Effect", `{ "Statement": [{ "Effect": <|> }] }`],
    [
      "a key that has its value",
      `{ "Statement": [{ "Act<|>": "s3:*" }] }`,
      "Action",
      `{ "Statement": [{ "Action<|>": "s3:*" }] }`,
    ],
    [
      "a key after a line that lacks its comma",
      `{ "Statement": [{\n  "Effect": "Allow"\n  "<|>"\n}] }`,
      "Action",
      `{ "Statement": [{\n  "Effect": "Allow"\n  "Action": <|>\n}] }`,
    ],
    [
      "a value that has not begun",
      `{ "Statement": [{ "Effect": <|> }] }`,
      "Deny",
      `{ "Statement": [{ "Effect": "Deny"<|> }] }`,
    ],
    [
      "an action whose string has no end",
      `{ "Statement": [{\n  "Action": ["s3:Ge<|>]\n}] }`,
      "s3:GetObject",
      `{ "Statement": [{\n  "Action": ["s3:GetObject"<|>]\n}] }`,
    ],
    [
      "an action in its quotes, the cursor in the middle",
      `{ "Statement": [{ "Action": ["s3:Ge<|>tObject", "x"] }] }`,
      "s3:PutObject",
      `{ "Statement": [{ "Action": ["s3:PutObject<|>", "x"] }] }`,
    ],
    [
      "a service, after which the name follows",
      `{ "Statement": [{ "Action": <|> }] }`,
      "s3:",
      `{ "Statement": [{ "Action": "s3:<|>" }] }`,
    ],
    [
      "a service in quotes",
      `{ "Statement": [{ "Action": "<|>" }] }`,
      "s3:",
      `{ "Statement": [{ "Action": "s3:<|>" }] }`,
    ],
    [
      "a key whose end the author writes",
      `{ "Statement": [{ "Action": "ec2:RunInstances", "Condition": { "StringEquals": { "aws:Req<|>" } } }] }`,
      "aws:RequestTag/${TagKey}",
      `{ "Statement": [{ "Action": "ec2:RunInstances", "Condition": { "StringEquals": { "aws:RequestTag/<|>":  } } }] }`,
    ],
    [
      "a policy that ends at the cursor",
      `{ "Statement": [{ "Action": "s3:ListBucket", "Condition": { "StringEquals": { "<|>`,
      "s3:prefix",
      `{ "Statement": [{ "Action": "s3:ListBucket", "Condition": { "StringEquals": { "s3:prefix": <|>`,
    ],
  ];
  for (const [title, marked, label, after] of cases) test(title, () => assert.equal(afterTaking(marked, label), after));
});

describe("condition keys", () => {
  const at = (operator: string, rest = ""): readonly string[] =>
    labelsAt(`{ "Statement": [{ "Action": "ec2:RunInstances", "Condition": { "${operator}": { ${rest}"<|>" } } }] }`);

  test("of the statement's actions come before global ones", () => {
    const labels = at("StringEquals");
    assert.ok(labels.indexOf("ec2:InstanceType") < labels.indexOf("aws:PrincipalOrgID"), labels.join());
  });

  test("that suit the operator come first", () => {
    assert.ok(at("IpAddress").indexOf("aws:SourceIp") < 3);
    assert.equal(at("ForAnyValue:StringEquals")[0], "aws:TagKeys");
    assert.ok(at("ArnLike").indexOf("aws:PrincipalArn") < at("ArnLike").indexOf("ec2:InstanceType"));
  });

  test("that are already there are left out", () => {
    assert.ok(!at("StringEquals", `"EC2:instancetype": "t3.micro", `).includes("ec2:InstanceType"));
  });

  test("of a service that is typed are offered too", () => {
    assert.ok(
      labelsAt(`{ "Statement": [{ "Condition": { "StringEquals": { "kms:<|>" } } }] }`).includes("kms:ViaService"),
    );
  });
});

describe("of too many items", () => {
  const many = Array.from({ length: 2000 }, (_, index) => `Do${index}`);
  const crowded: Catalog = {
    ...catalog,
    servicePrefixes: catalog.servicePrefixes,
    service: (prefix) => {
      const s3 = catalog.service("s3");
      return prefix === "big" && s3 !== undefined
        ? { ...s3, prefix: "big", name: "Big", actionNames: many }
        : undefined;
    },
  };
  const result = (typed: string): ReturnType<typeof completePolicy> => {
    const subject = policyAtCursor(`{ "Statement": [{ "Action": "${typed}<|>" }] }`);
    return completePolicy(subject, subject.offset, crowded);
  };

  test("only some hundred are given, and it is said that there are more", () => {
    const { items, isIncomplete } = result("big:");
    assert.equal(items.length, 500);
    assert.ok(isIncomplete);
  });

  test("those that begin with what is typed are given", () => {
    const labels = result("big:do1999").items.map(({ label }) => label);
    assert.deepEqual(labels, ["big:Do1999"]);
  });
});

describe("a policy in a string is completed as it would be alone, written as the string is", () => {
  const policyText = `{ "Statement": [{ "Effect": "Allow", "Action": "s3:", "Condition": { "StringLike": { "": "" } }, }] }`;
  for (const { name, hold } of HOLDERS) {
    test(name, () => {
      const file = hold(policyText);
      const [policy] = readDocument({ path: "a.json", languageId: "json", text: file }, undefined).policies;
      const [alone] = readDocument({ path: "a.json", languageId: "json", text: policyText }, undefined).policies;
      assert.ok(policy !== undefined && alone !== undefined);
      let taken = 0;
      for (let offset = 0; offset <= policyText.length; offset++) {
        const { items } = completePolicy(alone, offset, catalog);
        const { items: held } = completePolicy(policy, outerOffset(file, policyText, offset, hold), catalog);
        assert.deepEqual(
          held.map(({ label }) => label),
          items.map(({ label }) => label),
          policyText.slice(0, offset),
        );
        for (const [index, item] of items.slice(0, 3).entries()) {
          const after = applyEdits(file, [held[index]!]);
          assert.equal(after, hold(applyEdits(policyText, [item])));
          taken++;
        }
      }
      assert.ok(taken > 50, `only ${taken} were taken`);
    });
  }
});

/** Where an offset of the document is in the file that holds it: behind what the file has of the text before it. */
function outerOffset(file: string, document: string, offset: number, hold: (document: string) => string): number {
  const marked = hold(`${document.slice(0, offset)}MARK${document.slice(offset)}`);
  assert.equal(marked.replace("MARK", ""), file);
  return marked.indexOf("MARK");
}

test("what stands in a function of a template is completed as if it stood there alone", () => {
  const allow = `{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "<|>" }`;
  const alone = labelsAt(`{ "Statement": [${allow}] }`);
  assert.ok(alone.length > 1);
  assert.deepEqual(labelsAt(`{ "Statement": [{ "Fn::If": ["Prod", ${allow}, { "Ref": "AWS::NoValue" }] }] }`), alone);
});

test("no cursor fails, wherever it stands and whatever the text was cut to", () => {
  const text = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:*"], /* x */ "Condition": { "Bool": { "a:b": true } } }] }`;
  for (let end = 1; end <= text.length; end++) {
    const subject = policyAtCursor(`<|>${text.slice(0, end)}`);
    for (let offset = 0; offset <= end; offset++) completePolicy(subject, offset, catalog);
  }
});

describe("the text beside an item", () => {
  const cases: readonly (readonly [kind: CompletionItem["kind"], label: string, words: RegExp])[] = [
    ["element", "NotAction", /Every action \*\*except\*\*/],
    ["version", "2012-10-17", /current version/],
    ["principal-type", "Service", /AWS services/],
    ["action", "s3:GetObject", /Grants permission to retrieve objects/],
    ["action", "s3:*", /Matches 6 actions/],
    ["key", "aws:SourceIp", /Type IPAddress/],
    ["operator", "ForAnyValue:StringLike", /at least one/],
  ];
  for (const [kind, label, words] of cases) {
    test(`${kind} ${label}`, () => assert.match(documentCompletion(kind, label, catalog) ?? "", words));
  }
  test("an effect needs none", () => assert.equal(documentCompletion("effect", "Allow", catalog), undefined));
});
