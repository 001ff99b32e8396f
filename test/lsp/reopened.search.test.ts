/**
 * A document that is closed and opened again with another text, such as a preview tab, or a file after another branch
 * was checked out: its versions begin at 1 again, so neither its address nor its number says which text it has.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startServerHere, type TestServer, uriOf } from "../support/language-server.ts";
import { searchShare } from "../support/searching.ts";

const REOPENINGS = Math.ceil(300 * searchShare());
const LANGUAGES = {
  "a.json": "json",
  "b.yaml": "yaml",
  "c.json": "iam-policy",
  "d.tf": "terraform",
} as const;
const PATHS = Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[];

/** Its number is in everything that is said of it. Each has its lines elsewhere. */
function textOf(path: string, number: number): string {
  const statement = {
    Sid: `M${number}`,
    Effect: "Allow",
    Action: [`s3:GetObjectM${number}`, "s3:G"],
    Resource: `arn:aws:s3:::bucket-M${number}/*`,
    Condition: { StringEquals: { "aws:PrincipalTag/team": `M${number}` } },
  };
  const policy = { Version: "2012-10-17", Statement: [statement] };
  const before = "\n".repeat(number % 7);
  if (path.endsWith(".yaml")) {
    const document = JSON.stringify(policy);
    return `${before}Resources:\n  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: ${document}\n`;
  }
  const document = JSON.stringify(policy, null, 2);
  return path.endsWith(".tf")
    ? `${before}resource "aws_iam_policy" "p" {\n  policy = <<POLICY\n${document}\nPOLICY\n}\n`
    : before + document;
}

function positionOf(text: string, word: string): { readonly line: number; readonly character: number } {
  const lines = text.slice(0, text.indexOf(word) + word.length).split("\n");
  return { line: lines.length - 1, character: (lines.at(-1) ?? "").length };
}

interface Told {
  readonly number: number;
  readonly what: string;
}

describe("a document that is opened again with another text", () => {
  let server: TestServer;

  before(async () => {
    server = await startServerHere({});
  });
  after(() => server.stop());

  /** Everything that an editor asks about a document, with the number of the text that it then has. */
  function askAll(path: string, number: number): readonly Promise<Told>[] {
    const text = textOf(path, number);
    const ask = (method: string, params: object): Promise<Told> =>
      server.connection
        .sendRequest(method, { textDocument: { uri: uriOf(path) }, ...params })
        .then((answer) => ({ number, what: JSON.stringify(answer) }));
    const at = positionOf(text, `"s3:GetObject`);
    return [
      ask("textDocument/documentSymbol", {}),
      ask("textDocument/hover", { position: positionOf(text, "StringEq") }),
      ask("textDocument/completion", { position: positionOf(text, `"s3:G"`) }),
      ask("textDocument/codeAction", { range: { start: at, end: at }, context: { diagnostics: [] } }),
      ask("textDocument/documentLink", {}),
      ask("textDocument/selectionRange", { positions: [at] }),
      ask("textDocument/definition", { position: at }),
    ];
  }

  test(`${REOPENINGS} times under load, and nothing is told of a text that is gone`, async () => {
    // Something is always being searched.
    server.open("large.json", largeText());
    const answers: Promise<Told>[] = [];
    for (let number = 1; number <= REOPENINGS; number++) {
      const path = PATHS[number % PATHS.length]!;
      server.open(path, textOf(path, number), LANGUAGES[path]);
      if (number % 10 === 0) server.change("large.json", largeText(number));
      answers.push(...askAll(path, number));
      // Some are closed before there is an answer, some after.
      if (number % 4 === 0) await Promise.all(answers.slice(-7));
      if (number <= REOPENINGS - PATHS.length) server.close(path);
    }
    const told = await Promise.all(answers);
    for (const { number, what } of told)
      assert.ok(
        numbersIn(what).every((one) => one === number),
        `of text ${number}: ${what}`,
      );
    assert.ok(told.filter(({ number, what }) => numbersIn(what).includes(number)).length > REOPENINGS / 4);
    for (const path of PATHS) {
      const last = REOPENINGS - ((REOPENINGS - PATHS.indexOf(path)) % PATHS.length);
      const shown: number[] = [];
      while (shown.at(-1) !== last) shown.push(...numbersIn(JSON.stringify(await server.nextDiagnostics(path))));
      assert.deepEqual(
        shown,
        [...shown].sort((a, b) => a - b),
        "findings of an older text came after those of a newer",
      );
    }
  });
});

function numbersIn(told: string): readonly number[] {
  return (told.match(/(?<=M)\d+/g) ?? []).map(Number);
}

function largeText(number = 0): string {
  const statements = Array.from({ length: 40 }, (_, index) => ({
    Sid: `L${index}x${number}`,
    Effect: "Allow",
    Action: "s3:*",
    Resource: `arn:aws:s3:::b${index}-${number}`,
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
