import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { escapeMarkdown, inlineCode, phraseToMarkdown, toMarkdown } from "../../server/src/wording/markdown.ts";
import { command, item, listed, name, say, strong, text, title, value } from "../../server/src/wording/phrase.ts";
import { phraseToPlainText, toPlainText } from "../../server/src/wording/plain-text.ts";

describe("a name or value of a policy becomes a code span that it cannot leave", () => {
  const cases: readonly (readonly [source: string, code: string])[] = [
    ["s3:GetObject", "`s3:GetObject`"],
    ["", "(empty)"],
    ["a`b", "``a`b``"],
    ["`", "`` ` ``"],
    ["``` fence", "```` ``` fence ````"],
    [" spaced ", "`  spaced  `"],
    ["](command:x)", "`](command:x)`"],
    ["<img src=x onerror=y>", "`<img src=x onerror=y>`"],
    ["one\n\ntwo\r\tthree", "`one\\n\\ntwo\\r\\tthree`"],
    ["evil\u202etxt", "`evil\\u{202e}txt`"],
    ["zero\u200bwidth", "`zero\\u{200b}width`"],
    ["\ud800", "`\\u{d800}`"],
    ["\u001b[31m", "`\\u{1b}[31m`"],
    ["line\u2028end", "`line\\u{2028}end`"],
  ];
  for (const [source, code] of cases) {
    test(JSON.stringify(source), () => assert.equal(inlineCode(source), code));
  }

  test("of a huge one the middle is left out: ARNs of one owner differ at their end", () => {
    const arn = (last: string): string => `arn:aws:secretsmanager:${"x".repeat(100_000)}/${last}`;
    assert.equal(inlineCode(arn("blue")).length, 163);
    assert.match(inlineCode(arn("blue")), /^`arn:aws:secretsmanager:x+…x+\/blue`$/);
    assert.notEqual(inlineCode(arn("blue")), inlineCode(arn("lime")));
  });

  test("a command to run is never cut", () => {
    const run = `aws iam get-role --role-name ${"x".repeat(300)}`;
    assert.equal(phraseToMarkdown([command(run)]), `\`${run}\``);
    assert.equal(phraseToPlainText([command(run)]), run);
  });

  test("a cut never leaves half a character", () => {
    assert.equal(inlineCode("x".repeat(99) + "🔑" + "y".repeat(100)), `\`${"x".repeat(99)}…${"y".repeat(60)}\``);
    assert.equal(inlineCode("x".repeat(150) + "🔑" + "y".repeat(59)), `\`${"x".repeat(100)}…${"y".repeat(59)}\``);
  });

  test("two side by side stay two", () => assert.equal(phraseToMarkdown([name("a"), name("b")]), "`a` `b`"));
});

describe("words have no markup but our own", () => {
  const cases: readonly (readonly [words: string, markdown: string])[] = [
    ["plain words, with a dash - and 1.5", "plain words, with a dash - and 1.5"],
    ["[text](command:x)", "\\[text\\](command:x)"],
    ["*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"],
    ["<b>&lt;", "\\<b\\>\\&lt;"],
    ["see https://example.com", "see https\\://example.com"],
    ["www.example.com", "www\\.example.com"],
    ["me@example.com", "me\\@example.com"],
    ["two\n\nparagraphs", "two paragraphs"],
  ];
  for (const [words, markdown] of cases) test(words, () => assert.equal(escapeMarkdown(words), markdown));

  for (const start of ["- item", "+ item", "= rule", "1. item", "2) item"]) {
    test(`a paragraph cannot start as a list: ${start}`, () => {
      assert.match(toMarkdown([text(say`${start}`)]), /^\d*\\[-+=.)] /);
    });
  }
});

test("a passage has titles, paragraphs and lists", () => {
  const passage = [
    title(say`${name("a`b")}`),
    text(say`First.`),
    item(say`one`),
    item(say`${strong("two")}`),
    text(say`Last.`),
  ];
  assert.equal(toMarkdown(passage), "#### ``a`b``\n\nFirst.\n\n- one\n- **two**\n\nLast.");
  assert.equal(toPlainText(passage), "a`b\nFirst.\n  - one\n  - two\nLast.\n");
});

describe("a list", () => {
  const cases: readonly (readonly [count: number, words: string])[] = [
    [0, ""],
    [1, "n1"],
    [2, "n1 or n2"],
    [3, "n1, n2 or n3"],
    [8, "n1, n2, n3, n4, n5, n6, n7 or n8"],
    [1500, "n1, n2, n3, n4, n5, n6, n7, n8 or 1,492 more"],
  ];
  for (const [count, words] of cases) {
    test(`of ${count}`, () => {
      const parts = Array.from({ length: count }, (_, index) => name(`n${index + 1}`));
      assert.equal(phraseToPlainText(listed(parts, "or")), words);
    });
  }
});

test("a terminal gets no control characters, and values stand in quotes", () => {
  assert.equal(
    phraseToPlainText(say`it is ${value("\u001b]0;x\u0007")} of ${name("k\n")}`),
    'it is "\\u{1b}]0;x\\u{7}" of k\\n',
  );
});
