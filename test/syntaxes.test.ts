/** The grammars colour policies as the snapshots say, and leave everything else as plain JSON. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { describe, test } from "node:test";
import { createRegistry } from "vscode-tmgrammar-test/dist/common/index.js";
import { type IGrammarConfig } from "vscode-tmgrammar-test/dist/common/model.js";
import { getVSCodeTokens, renderSnap } from "vscode-tmgrammar-test/dist/snapshot/index.js";

const FOLDERS = ["plain", "policy"];
const ownScope = /\.iam-policy$/;

const manifest = readJson("test/syntaxes/support/manifest.json") as {
  readonly contributes: { readonly grammars: readonly IGrammarConfig[] };
};
const grammars = manifest.contributes.grammars.map((grammar) => ({
  ...grammar,
  path: join("test/syntaxes/support", grammar.path),
}));
const plainJson = createRegistry(grammars.filter(({ path }) => path.startsWith(join("test", "syntaxes"))));
const withPolicies = createRegistry(grammars);

describe("grammar", () => {
  // `npm run test:grammar -- --update` writes the snapshots anew.
  for (const path of FOLDERS.flatMap(samples)) {
    test(`${path} is coloured as its snapshot says`, async () => {
      const tokens = await getVSCodeTokens(withPolicies, scopeOf(path), read(path));
      assert.equal(renderSnap(tokens), read(`${path}.snap`));
    });
  }

  test("every snapshot has its sample", () => {
    const snapshots = FOLDERS.flatMap(filesIn).filter((path) => path.endsWith(".snap"));
    assert.deepEqual(
      snapshots,
      FOLDERS.flatMap(samples).map((path) => `${path}.snap`),
    );
  });

  for (const path of samples("plain")) {
    test(`${path} is no policy and gets no scope of ours`, async () => {
      const tokens = (await getVSCodeTokens(withPolicies, scopeOf(path), read(path))).flatMap((line) => line.tokens);
      assert.deepEqual(
        tokens.filter((token) => token.scopes.some((scope) => ownScope.test(scope))),
        [],
      );
    });
  }

  for (const path of FOLDERS.flatMap(samples).filter((name) => !name.endsWith(".iam-policy"))) {
    test(`${path} without our scopes is what the JSON grammar alone gives`, async () => {
      const expected = await getVSCodeTokens(plainJson, scopeOf(path), read(path));
      const actual = await getVSCodeTokens(withPolicies, scopeOf(path), read(path));
      assert.deepEqual(actual.map(withoutOwnScopes), expected.map(withoutOwnScopes));
    });

    test(`${path} in the language iam-policy has the scopes of JSON and ours`, async () => {
      const expected = await getVSCodeTokens(plainJson, "source.json", read(path));
      const actual = await getVSCodeTokens(withPolicies, "source.json.iam-policy", read(path));
      const root = (line: string): string => line.replaceAll("source.json ", "").replaceAll("source.json", "");
      assert.deepEqual(actual.map(withoutOwnScopes).map(root), expected.map(withoutOwnScopes).map(root));
    });
  }

  test("the rules for JSON with comments are those for JSON with its scope names", () => {
    const json = readJson("syntaxes/iam-policy.tmLanguage.json") as Repository;
    const comments = readJson("syntaxes/iam-policy-injection-comments.tmLanguage.json") as Repository;
    const expected = Object.keys(comments.repository).map((name) => [
      name,
      JSON.stringify(json.repository[name])
        .replaceAll('.json"', '.json.comments"')
        .replaceAll(".json ", ".json.comments "),
    ]);
    const actual = Object.entries(comments.repository).map(([name, rule]) => [
      name,
      JSON.stringify(rule).replaceAll('"source.json.iam-policy#', '"#'),
    ]);
    assert.deepEqual(actual, expected);
  });

  test("long unfriendly lines are read in time that grows with their length", async () => {
    const texts = ["${".repeat(9000), "${a, '".repeat(3000), ":".repeat(18000), "$".repeat(18000), "a-".repeat(9000)];
    for (const text of texts) {
      const line = `{"Statement":{"Action":"${text}","Resource":"arn:aws:s3:${text}","Condition":{"StringLike":{"a":"${text}"}}}}`;
      // Of the processor, not of the clock: other processes may run beside this one.
      const started = process.cpuUsage();
      await getVSCodeTokens(withPolicies, "source.json", line);
      const milliseconds = process.cpuUsage(started).user / 1_000;
      assert.ok(milliseconds < 2000, `${text.slice(0, 8)}… took ${milliseconds.toFixed()} ms`);
    }
  });
});

describe("language configuration", () => {
  const configuration = readJson("syntaxes/iam-policy-language-configuration.json") as {
    readonly wordPattern: string;
    readonly indentationRules: { readonly increaseIndentPattern: string; readonly decreaseIndentPattern: string };
  };

  const words: readonly (readonly [text: string, words: readonly string[]])[] = [
    ['"Action": "s3:GetObject",', ["Action", "s3:GetObject"]],
    ['"Action":["s3:Get*","*"]', ["Action", "s3:Get*", "*"]],
    ['"aws:PrincipalTag/team": true}', ["aws:PrincipalTag/team", "true"]],
    ['"ForAnyValue:StringLike":{', ["ForAnyValue:StringLike"]],
    ['"arn:aws:s3:::files/home/*"', ["arn:aws:s3:::files/home/*"]],
    ['"arn:aws:s3:::files/${aws:username}/*"', ["arn:aws:s3:::files/$", "aws:username", "/*"]],
    ["\"${aws:PrincipalTag/team, 'none'}\"", ["$", "aws:PrincipalTag/team", "none"]],
    ['"s3:"', ["s3:"]],
  ];
  for (const [text, expected] of words) {
    test(`words of ${text}`, () => {
      assert.deepEqual(text.match(new RegExp(configuration.wordPattern, "g")), expected);
    });
  }

  const indents: readonly (readonly [line: string, next: "in" | "same"])[] = [
    ['  "Statement": [', "in"],
    ['    { "Sid": "A{",', "in"],
    ['  "Action": ["s3:Get*", "s3:Put["', "in"],
    ['  "Action": ["s3:Get*"],', "same"],
    ['  "Resource": "arn:aws:s3:::a/${aws:username",', "same"],
    ['  "Sid": "[",', "same"],
    ["  { } [ ]", "same"],
  ];
  for (const [line, next] of indents) {
    test(`the line after ${line} is indented: ${next}`, () => {
      assert.equal(new RegExp(configuration.indentationRules.increaseIndentPattern).test(line), next === "in");
    });
  }

  test("a closing bracket at the start of a line moves it out", () => {
    const decrease = new RegExp(configuration.indentationRules.decreaseIndentPattern);
    assert.deepEqual(
      ["  ],", "}", '  "a": [],', "  { }"].map((line) => decrease.test(line)),
      [true, true, false, false],
    );
  });
});

interface Repository {
  readonly repository: Readonly<Record<string, unknown>>;
}

function read(path: string): string {
  return readFileSync(path, "utf8");
}

function readJson(path: string): unknown {
  return JSON.parse(read(path));
}

function samples(folder: string): readonly string[] {
  return filesIn(folder).filter((path) => !path.endsWith(".snap"));
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(join("test/syntaxes", folder)).map((name) => `test/syntaxes/${folder}/${name}`);
}

const SCOPES: Readonly<Record<string, string>> = {
  ".jsonc": "source.json.comments",
  ".iam-policy": "source.json.iam-policy",
};

function scopeOf(path: string): string {
  return SCOPES[extname(path)] ?? "source.json";
}

/** One line's tokens as text, with our scopes left out and tokens joined that no longer differ. */
function withoutOwnScopes(line: Awaited<ReturnType<typeof getVSCodeTokens>>[number]): string {
  const joined: { start: number; end: number; scopes: string }[] = [];
  for (const token of line.tokens) {
    const scopes = token.scopes.filter((scope) => !ownScope.test(scope)).join(" ");
    const last = joined.at(-1);
    if (last?.scopes === scopes) last.end = token.endIndex;
    else joined.push({ start: token.startIndex, end: token.endIndex, scopes });
  }
  return joined.map(({ start, end, scopes }) => `${line.src.slice(start, end)} ⟶ ${scopes}`).join("\n");
}
