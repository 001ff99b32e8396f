import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Explanation } from "../../server/src/denial/explanation.ts";
import { explanationMarkdown, explanationText } from "../../server/src/telling/explanation-report.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const CALLER = "arn:aws:iam::111122223333:user/alice";
const BUCKET = "arn:aws:s3:::acme-reports";

interface Given {
  readonly message: string;
  readonly file?: string;
  readonly statement: object;
  readonly name?: string;
  readonly facts?: readonly (readonly [string, string])[];
}

function explain({ message, file = "identity/alice.json", statement, name, facts = [] }: Given): Explanation {
  const entry = { files: "**", kind: "identity", attachedTo: [CALLER], name };
  const { config } = readWorkspaceConfig("iam-verdict.json", JSON.stringify({ policies: [entry] }));
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, 2);
  const workspace = readWorkspace([{ path: file, text }], config);
  return explainDenial({ message, workspace, facts: new Map(facts), catalog: miniCatalog() });
}

const denied = (action: string, resource: string, clause: string): string =>
  `User: ${CALLER} is not authorized to perform: ${action} on resource: "${resource}" ${clause}`;
const IMPLICIT = denied(
  "s3:GetObject",
  `${BUCKET}/q1.csv`,
  "because no identity-based policy allows the s3:GetObject action",
);
const EXPLICIT = denied("s3:GetObject", `${BUCKET}/q1.csv`, "with an explicit deny in an identity-based policy");

test("of an element that the file does not settle, what it writes is shown", () => {
  const text = `variable "objects" {}
resource "aws_iam_user_policy" "read" {
  user = "alice"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = var.objects
    }]
  })
}
`;
  const { config } = readWorkspaceConfig("iam-verdict.json", "{}");
  const workspace = readWorkspace([{ path: "main.tf", text }], config);
  const explanation = explainDenial({ message: IMPLICIT, workspace, facts: new Map(), catalog: miniCatalog() });
  assert.match(explanationText(explanation), /\? Resource {2}The statement has {2}var\.objects\n/);
});

describe("an explanation as Markdown", () => {
  test("names the layer, quotes the statement with a link, and marks every element", () => {
    const explanation = explain({
      message: EXPLICIT,
      statement: { Sid: "No", Effect: "Deny", Action: "s3:Get*", Resource: "*" },
    });
    const markdown = explanationMarkdown(explanation, (file) => `to/${file}`);
    assert.equal(
      markdown.slice(0, markdown.indexOf("## Layers")),
      [
        "# Denied by an identity-based policy",
        "",
        `Statement \`No\` of \`identity/alice.json\` denies \`s3:GetObject\` on \`${BUCKET}/q1.csv\` for \`${CALLER}\`.`,
        "",
        "## The statement",
        "",
        "[`identity/alice.json:4`](to/identity/alice.json) Deny, statement `No`.",
        "",
        "```json",
        "{",
        '  "Sid": "No",',
        '  "Effect": "Deny",',
        '  "Action": "s3:Get*",',
        '  "Resource": "*"',
        "}",
        "```",
        "",
        "|  | Element | The statement has | The request has |",
        "| --- | --- | --- | --- |",
        "| ✔ | Action | `s3:Get*` | `s3:GetObject` |",
        `| ✔ | Resource | \`*\` | \`${BUCKET}/q1.csv\` |`,
        "",
        "",
      ].join("\n"),
    );
  });

  test("says of the nearest statement what it lacks", () => {
    const explanation = explain({
      message: IMPLICIT,
      statement: { Effect: "Allow", Action: "s3:GetObject", Resource: BUCKET },
    });
    const markdown = explanationMarkdown(explanation, () => undefined);
    assert.match(markdown, /^# Denied: no identity-based policy allows it$/m);
    assert.match(
      markdown,
      /covers the resource itself, not what is inside it\. The request needs `arn:aws:s3:::acme-reports\/\*` or narrower\./,
    );
    assert.match(
      markdown,
      /^\| ✘ \| Resource \| `arn:aws:s3:::acme-reports` \| `arn:aws:s3:::acme-reports\/q1.csv` \|$/m,
    );
  });

  test("never says that a request is allowed", () => {
    const explanation = explain({ message: IMPLICIT, statement: { Effect: "Allow", Action: "*", Resource: "*" } });
    assert.equal(explanation.verdict, "workspace-allows");
    assert.doesNotMatch(
      explanationMarkdown(explanation, () => undefined),
      /(?:is|are) allowed|you may/i,
    );
  });

  test("escapes the target of a link that would end it", () => {
    const explanation = explain({
      message: EXPLICIT,
      statement: { Effect: "Deny", Action: "*", Resource: "*" },
    });
    assert.match(
      explanationMarkdown(explanation, () => "a b)(<c>"),
      /\]\(a%20b%29%28%3Cc%3E\)/,
    );
  });
});

describe("hostile names", () => {
  const hostile = "x`](command:evil) <img src=x onerror=alert(1)> ![i](http://e.example) | \n# h \u202e ``` \u001b[31m";
  const explanation = explain({
    message: EXPLICIT,
    name: hostile,
    file: "a](command:evil)`<b>.json",
    statement: {
      Sid: hostile,
      Effect: "Deny",
      Action: ["s3:*", hostile],
      Resource: "*",
      Condition: { StringNotEquals: { [hostile]: hostile } },
    },
  });

  test("stay text in Markdown", () => {
    const outside = withoutCode(explanationMarkdown(explanation, () => "vscode-test:target"));
    assert.doesNotMatch(outside.replaceAll("](vscode-test:target)", ""), /[<>]|\]\(|command:|onerror/);
    assert.deepEqual(
      outside.split("\n").filter((line) => line.startsWith("# ")),
      ["# Denied by an identity-based policy"],
    );
  });

  test("cannot break a table", () => {
    const rows = explanationMarkdown(explanation, () => undefined)
      .split("\n")
      .filter((line) => line.startsWith("|"));
    for (const row of rows) assert.equal(row.match(/(?<!\\)\|/g)?.length, 5, row);
  });

  test("reach no terminal as control characters", () => {
    assert.doesNotMatch(explanationText(explanation).replaceAll("\n", ""), /[\p{Cc}\u202e]/u);
  });
});

/** What is left when fenced blocks and code spans are taken out: where Markdown would see markup. */
function withoutCode(markdown: string): string {
  let left = "";
  let at = 0;
  while (at < markdown.length) {
    const run = /`+/y;
    run.lastIndex = at;
    const fence = run.exec(markdown)?.[0];
    if (fence === undefined) {
      left += markdown.charAt(at++);
      continue;
    }
    const close = new RegExp(`(?<!\`)${fence}(?!\`)`, "g");
    close.lastIndex = at + fence.length;
    const end = close.exec(markdown);
    assert.ok(end !== null, "a code span that is never closed");
    at = end.index + fence.length;
  }
  return left;
}

describe("commands to run next", () => {
  const next = (principal: string): readonly string[] =>
    explain({
      message: IMPLICIT,
      statement: { Effect: "Allow", Action: "*", Resource: "*" },
      facts: [["principal", principal]],
    }).next.flatMap(({ commands }) => commands);

  test("are filled in", () => {
    assert.deepEqual(next("arn:aws:sts::111122223333:assumed-role/app/job"), [
      "aws iam list-attached-role-policies --role-name app",
      "aws iam list-role-policies --role-name app",
    ]);
  });

  test("quote what comes from the message", () => {
    assert.equal(
      next("arn:aws:iam::111122223333:user/$(rm -rf ~)'x")[0],
      "aws iam list-attached-user-policies --user-name '$(rm -rf ~)'\\''x'",
    );
  });

  test("are left out if a name would read as an option", () => {
    assert.deepEqual(next("arn:aws:iam::111122223333:user/--endpoint-url=http:example"), []);
  });
});

describe("facts that the user tells", () => {
  const statement = {
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: `${BUCKET}/*`,
    Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
  };

  test("settle what was not known", () => {
    const unsettled = explain({ message: IMPLICIT, statement });
    const settled = explain({ message: IMPLICIT, statement, facts: [["AWS:MultifactorAuthPresent", "false"]] });
    assert.deepEqual([unsettled.reason, settled.reason], ["allow-may-match", "no-allow"]);
    assert.deepEqual([unsettled.unknowns.length, settled.unknowns.length], [1, 0]);
  });

  test("correct the message itself", () => {
    const explanation = explain({ message: IMPLICIT, statement, facts: [["action", "s3:PutObject"]] });
    assert.equal(explanation.request.action, "s3:PutObject");
  });
});
