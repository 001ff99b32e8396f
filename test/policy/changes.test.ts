/** Where a change of a policy is written, and how it is laid out: as the text around it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  addCondition,
  addEntries,
  addStatement,
  exceptResource,
  replaceText,
} from "../../server/src/policy/changes.ts";
import { type Policy, type Statement } from "../../server/src/policy/policy.ts";
import { type Change, newObject } from "../../server/src/syntax/change.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { type FilePolicy, readFilePolicies } from "../../server/src/workspace/read-file-policies.ts";

function readOnly(text: string): FilePolicy {
  const { policies } = readFilePolicies({ path: "policy.json", text });
  const [only] = policies;
  assert.ok(only);
  assert.equal(policies.length, 1);
  return only;
}

/** The text after a change of its policy. */
function after(text: string, change: (statement: Statement, policy: Policy) => readonly Change[] | undefined): string {
  const { policy, site } = readOnly(text);
  const [statement] = policy.statements;
  assert.ok(statement);
  const changes = change(statement, policy);
  assert.ok(changes);
  const edits = site.writer?.edits(changes);
  assert.ok(edits);
  const result = applyEdits(text, edits);
  readOnly(result);
  return result;
}

const addAction = (text: string): string => after(text, ({ action }) => action && addEntries(action, ["s3:PutObject"]));

/** A policy of one statement, laid out as `action` is. */
const lines = (...body: readonly string[]): string => ["{", '  "Version": "2012-10-17",', ...body, "}", ""].join("\n");

describe("a value added to a list", () => {
  for (const { what, text, result } of [
    {
      what: "on a line of its own where the others have one",
      text: '{"Statement":[{"Effect":"Allow","Action":[\n    "a:B",\n    "a:C"\n  ],"Resource":"*"}]}',
      result:
        '{"Statement":[{"Effect":"Allow","Action":[\n    "a:B",\n    "a:C",\n    "s3:PutObject"\n  ],"Resource":"*"}]}',
    },
    {
      what: "on the same line where the others share one",
      text: lines('  "Statement": [{ "Effect": "Allow", "Action": ["a:B", "a:C"], "Resource": "*" }]'),
      result: lines(
        '  "Statement": [{ "Effect": "Allow", "Action": ["a:B", "a:C", "s3:PutObject"], "Resource": "*" }]',
      ),
    },
    {
      what: "without a blank in a minified file",
      text: '{"Statement":[{"Effect":"Allow","Action":["a:B"],"Resource":"*"}]}',
      result: '{"Statement":[{"Effect":"Allow","Action":["a:B","s3:PutObject"],"Resource":"*"}]}',
    },
    {
      what: "beside a single value, which becomes a list",
      text: '{"Statement":[{"Effect":"Allow","Action":"a:B","Resource":"*"}]}',
      result: '{"Statement":[{"Effect":"Allow","Action":["a:B","s3:PutObject"],"Resource":"*"}]}',
    },
    {
      what: "with the file's tabs",
      text: '{\n\t"Statement": {\n\t\t"Effect": "Allow",\n\t\t"Action": "a:B",\n\t\t"Resource": "*"\n\t}\n}\n',
      result:
        '{\n\t"Statement": {\n\t\t"Effect": "Allow",\n\t\t"Action": [\n\t\t\t"a:B",\n\t\t\t"s3:PutObject"\n\t\t],\n\t\t"Resource": "*"\n\t}\n}\n',
    },
    {
      what: "with the file's line ends",
      text: '{"Statement":[{"Effect":"Allow","Action":[\r\n  "a:B"\r\n],"Resource":"*"}]}',
      result: '{"Statement":[{"Effect":"Allow","Action":[\r\n  "a:B",\r\n  "s3:PutObject"\r\n],"Resource":"*"}]}',
    },
    {
      what: "behind a comment and before a trailing comma, where the list has them",
      text: '{"Statement":[{"Effect":"Allow","Action":[\n  "a:B", // why\n],"Resource":"*"}]}',
      result: '{"Statement":[{"Effect":"Allow","Action":[\n  "a:B", // why\n  "s3:PutObject",\n],"Resource":"*"}]}',
    },
  ]) {
    test(what, () => {
      assert.equal(addAction(text), result);
    });
  }
});

describe("a statement added to a policy", () => {
  const added = newObject({ Effect: "Allow", Action: "a:C" });
  const add = (text: string): string => after(text, (_statement, policy) => addStatement(policy, added));

  test("on lines of its own, as the one before", () => {
    assert.equal(
      add(lines('  "Statement": [', "    {", '      "Effect": "Allow",', '      "Action": "a:B"', "    }", "  ]")),
      lines(
        '  "Statement": [',
        "    {",
        '      "Effect": "Allow",',
        '      "Action": "a:B"',
        "    },",
        "    {",
        '      "Effect": "Allow",',
        '      "Action": "a:C"',
        "    }",
        "  ]",
      ),
    );
  });

  test("behind a brace that shares a line with the bracket", () => {
    assert.equal(
      add(lines('  "Statement": [{', '    "Effect": "Allow",', '    "Action": "a:B"', "  }]")),
      lines(
        '  "Statement": [{',
        '    "Effect": "Allow",',
        '    "Action": "a:B"',
        "  }, {",
        '    "Effect": "Allow",',
        '    "Action": "a:C"',
        "  }]",
      ),
    );
  });

  test("beside a single statement, which moves into a list", () => {
    assert.equal(
      add(lines('  "Statement": {', '    "Effect": "Allow",', '    "Action": "a:B"', "  }")),
      lines(
        '  "Statement": [',
        "    {",
        '      "Effect": "Allow",',
        '      "Action": "a:B"',
        "    },",
        "    {",
        '      "Effect": "Allow",',
        '      "Action": "a:C"',
        "    }",
        "  ]",
      ),
    );
  });

  test("on the one line of a minified file", () => {
    assert.equal(
      add('{"Statement":[{"Effect":"Allow","Action":"a:B"}]}'),
      '{"Statement":[{"Effect":"Allow","Action":"a:B"},{"Effect":"Allow","Action":"a:C"}]}',
    );
  });
});

describe("a condition added to a statement", () => {
  const add = (text: string): string =>
    after(text, (statement) =>
      addCondition(statement, { operator: "ArnNotLike", key: "aws:PrincipalArn", value: "x" }),
    );
  const statement = (condition: object | undefined): string =>
    JSON.stringify({ Statement: [{ Effect: "Deny", Action: "a:B", Condition: condition }] }, null, 2);

  for (const [what, before, now] of [
    ["as a block of its own", undefined, { ArnNotLike: { "aws:PrincipalArn": "x" } }],
    [
      "beside another operator",
      { Bool: { "aws:SecureTransport": "false" } },
      { Bool: { "aws:SecureTransport": "false" }, ArnNotLike: { "aws:PrincipalArn": "x" } },
    ],
    [
      "beside another key",
      { ArnNotLike: { "aws:SourceArn": "y" } },
      { ArnNotLike: { "aws:SourceArn": "y", "aws:PrincipalArn": "x" } },
    ],
  ] as const) {
    test(what, () => {
      assert.equal(add(statement(before)), statement(now));
    });
  }
});

describe("a text replaced", () => {
  test("is escaped as JSON", () => {
    const text = '{"Statement":[{"Sid":"A","Effect":"Allow","Action":"a:B"}]}';
    const result = after(text, ({ action }) => {
      const [entry] = action?.entries ?? [];
      assert.ok(entry);
      return replaceText(entry, 'a"\\b');
    });
    assert.equal(result, '{"Statement":[{"Sid":"A","Effect":"Allow","Action":"a\\"\\\\b"}]}');
  });

  test("turns Resource into NotResource only where it is everything", () => {
    const text = '{"Statement":[{"Effect":"Deny","Action":"a:B","Resource":"*"}]}';
    assert.equal(
      after(text, (statement) => exceptResource(statement, "arn:aws:a:::x")),
      '{"Statement":[{"Effect":"Deny","Action":"a:B","NotResource":"arn:aws:a:::x"}]}',
    );
    const [narrow] = readOnly('{"Statement":[{"Effect":"Deny","Action":"a:B","Resource":["*","b"]}]}').policy
      .statements;
    assert.ok(narrow);
    assert.equal(exceptResource(narrow, "x"), undefined);
  });
});
