/** Where a policy has a wrong text from another file, its fix is made there: `»…»` in place of `«…«`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openService, resultOf } from "../../server/src/service/index.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";
import { realCatalog } from "../catalog/real-catalog.ts";

const MARKED = /«([^«]*)«([^»]*)»/g;

const policy = (actions: string): string =>
  `resource "aws_iam_policy" "p" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${actions}, Resource = "*" }] })
}
`;

const EACH = `resource "aws_iam_policy" "p" {
  for_each = local.tables
  policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = each.value.verbs, Resource = "*" }] })
}
`;

const LOOPED = `data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = local.grants
    content {
      actions   = statement.value.verbs
      resources = ["*"]
    }
  }
}

resource "aws_iam_policy" "p" {
  policy = data.aws_iam_policy_document.d.json
}
`;

const TRUST = `data "aws_iam_policy_document" "d" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = local.services
    }
  }
}

resource "aws_iam_role" "r" {
  assume_role_policy = data.aws_iam_policy_document.d.json
}
`;

const trust = (principal: string): string => `resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Action = local.verbs, Principal = ${principal}
    Condition = { StringEquals = { "example.org:sub" = "app" } }
  }] })
}
`;

interface Case {
  readonly main: string;
  /** With `«…«` around what is replaced, and what comes in its place behind it: `«old«new»`. Nothing is replaced without. */
  readonly beside: Readonly<Record<string, string>>;
}

const CASES: Readonly<Record<string, Case>> = {
  "a local of another file": {
    main: policy("local.verbs"),
    beside: { "locals.tf": 'locals {\n  verbs = ["sqs:ReceiveMessage", "«sqs:SendMesage«sqs:SendMessage»"]\n}\n' },
  },
  "the default of a variable": {
    main: policy("var.verbs"),
    beside: { "variables.tf": 'variable "verbs" {\n  default = ["«sqs:SendMesage«sqs:SendMessage»"]\n}\n' },
  },
  "the value that a variable is given": {
    main: policy("var.verbs"),
    beside: {
      "variables.tf": 'variable "verbs" {\n  type = list(string)\n}\n',
      "terraform.tfvars": 'verbs = ["«sqs:SendMesage«sqs:SendMessage»"]\n',
    },
  },
  "an entry of a map for each of whose entries there is a policy": {
    main: EACH,
    beside: {
      "locals.tf":
        'locals {\n  tables = {\n    a = { verbs = ["sqs:SendMessage"] }\n    b = { verbs = ["«sqs:SendMesage«sqs:SendMessage»"] }\n  }\n}\n',
    },
  },
  "an entry of which a block makes a statement": {
    main: LOOPED,
    beside: {
      "locals.tf":
        'locals {\n  grants = [\n    { verbs = ["sqs:SendMessage"] },\n    { verbs = ["«sqs:SendMesage«sqs:SendMessage»"] },\n  ]\n}\n',
    },
  },
  "a local behind another one": {
    main: TRUST,
    beside: {
      "locals.tf":
        'locals {\n  runs     = "«lamda.amazonaws.com«lambda.amazonaws.com»"\n  services = concat([local.runs], ["ec2.amazonaws.com"])\n}\n',
    },
  },
  "a text of which a comment tells as well": {
    main: policy("local.verbs"),
    beside: {
      "locals.tf": 'locals {\n  # sqs:SendMesage was here\n  verbs = ["«sqs:SendMesage«sqs:SendMessage»"]\n}\n',
    },
  },
  "a text that two places give": {
    main: policy("concat(local.a, local.b)"),
    beside: { "locals.tf": 'locals {\n  a = ["sqs:SendMesage"]\n  b = ["sqs:SendMesage"]\n}\n' },
  },
  "an action that is right in the policy of another file": {
    main: trust('{ Federated = "arn:aws:iam::111122223333:oidc-provider/example.org" }'),
    beside: {
      "locals.tf": 'locals {\n  verbs = ["sts:AssumeRole", "sts:TagSession"]\n}\n',
      "b.tf": trust('{ AWS = "111122223333" }').replace('"r"', '"b"'),
    },
  },
  "an action that no other policy has": {
    main: trust('{ Federated = "arn:aws:iam::111122223333:oidc-provider/example.org" }'),
    beside: {
      "locals.tf": 'locals {\n  verbs = ["«sts:AssumeRole«sts:AssumeRoleWithWebIdentity»", "sts:TagSession"]\n}\n',
    },
  },
};

/** Of a template, whose policy has the text by what a function refers to. */
const TEMPLATES: Readonly<Record<string, string>> = {
  "the default of a parameter": `Parameters:
  Verb: { Type: String, Default: "«sqs:SendMesage«sqs:SendMessage»" }
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: !Ref Verb, Resource: "*" }] }
`,
  "one item of the default of a list": `Parameters:
  Verbs: { Type: CommaDelimitedList, Default: "sqs:ReceiveMessage, «sqs:SendMesage«sqs:SendMessage»" }
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: !Ref Verbs, Resource: "*" }] }
`,
  "a map": `Mappings:
  Verbs: { Send: { Name: «sqs:SendMesage«sqs:SendMessage» } }
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Action: !FindInMap [Verbs, Send, Name], Resource: "*" }]
`,
  "a default that is also among the values that are allowed": `Parameters:
  Verb: { Type: String, Default: "sqs:SendMesage", AllowedValues: ["sqs:SendMesage", "sqs:ReceiveMessage"] }
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: !Ref Verb, Resource: "*" }] }
`,
};

for (const [name, marked] of Object.entries(TEMPLATES)) {
  test(`a fix elsewhere in a template: ${name}`, () => {
    const [text, fixed] = [marked.replace(MARKED, "$1"), marked.replace(MARKED, "$2")];
    const service = openService({ catalog: realCatalog, log: { error: (message) => assert.fail(message) } });
    const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
    const document = resultOf(service.read({ path: "stack.yaml", languageId: undefined, text }, configuration));
    const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: false });
    while (run.step() === "more");
    const [finding] = run.found;
    assert.equal(finding?.code, "unknown-action");
    const fixes = finding.fixes().map(({ title, edits }) => [phraseToMessage(title), applyEdits(text, edits)]);
    const title = "Replace 'SendMesage' with 'SendMessage' where it is written";
    assert.deepEqual(fixes, text === fixed ? [] : [[title, fixed]]);
  });
}

for (const [name, { main, beside }] of Object.entries(CASES)) {
  test(`a fix elsewhere: ${name}`, () => {
    const written = Object.entries(beside).map(([path, text]) => ({
      path,
      text: text.replace(MARKED, "$1"),
      fixed: text.replace(MARKED, "$2"),
    }));
    const wanted = written.filter(({ text, fixed }) => text !== fixed).map(({ path, fixed }) => [path, fixed]);
    const service = openService({ catalog: realCatalog, log: { error: (message) => assert.fail(message) } });
    const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
    const found = (texts: readonly { readonly path: string; readonly text: string }[]) => {
      const around = sourcesAround([{ path: "main.tf", text: main }, ...texts]);
      const source = { path: "main.tf", languageId: undefined, text: main, around };
      const document = resultOf(service.read(source, configuration));
      const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: false });
      while (run.step() === "more");
      return run.found;
    };
    const [finding] = found(written);
    assert.ok(finding !== undefined);
    const fixes = finding.fixes();
    const there = fixes.flatMap(({ elsewhere }) => elsewhere ?? []);
    assert.deepEqual(
      there.map(({ path, text, edits }) => [path, applyEdits(text, edits)]),
      wanted,
    );
    for (const { title, elsewhere, edits, isPreferred } of fixes) {
      if (elsewhere === undefined) continue;
      assert.ok(phraseToMessage(title).endsWith(` in '${elsewhere.path}'`));
      assert.equal(edits.length, 0);
      // `lint --fix` changes the file in which something is found, and no other.
      assert.ok(!isPreferred);
    }
    if (wanted.length > 0) assert.deepEqual(found(written.map(({ path, fixed }) => ({ path, text: fixed }))), []);
  });
}
