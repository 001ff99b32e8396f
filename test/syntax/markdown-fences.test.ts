import assert from "node:assert/strict";
import { test } from "node:test";
import { fencesIn } from "../../server/src/syntax/markdown-fences.ts";

const fences = (text: string): readonly string[] =>
  [...fencesIn(text)].map(({ language, span, code }) => {
    assert.equal(code.length, span.end - span.start);
    return `${language}|${code}`;
  });

for (const [name, text, expected] of [
  ["backticks", "a\n```json\n{}\n```\nb", ["json|{}\n"]],
  ["tildes", "~~~yaml\na: 1\n~~~", ["yaml|a: 1\n"]],
  ["a longer fence around a shorter one", "````md\n```json\n{}\n```\n````\n", ["md|```json\n{}\n```\n"]],
  ["a block in a list", "1. ```json\n   {}\n   ```\n- x\n  ```hcl\n  a = 1\n  ```", ["json|   {}\n", "hcl|  a = 1\n"]],
  ["more words behind the language", '```JSON title="a"\n{}\n```', ["json|{}\n"]],
  ["braces around the language", "```{.yml #id}\na\n```", ["yml|a\n"]],
  ["no language", "```\n{}\n```", ["|{}\n"]],
  ["one that is never closed", "```json\n{", ["json|{"]],
  ["one that is opened at the end", "```json", []],
  ["code in a line", "```json``` is code\n{}\n", []],
  ["lines as Windows ends them", "```json\r\n{}\r\n```\r\n", ["json|{}\r\n"]],
  ["a quote", "> ```json\n> {}\n>{}\n> ```\n> b", ["json|  {}\n {}\n"]],
  [
    "quotes in quotes and in lists",
    "- > > ```\n  > > {}\n  > > ```\n> 1. ```hcl\n>    a > b\n>    ```",
    ["|      {}\n", "hcl|     a > b\n"],
  ],
  ["a quote that ends before its block", "> ```json\n> {}\nb\n```yaml\na: 1\n```", ["json|  {}\n", "yaml|a: 1\n"]],
  ["marks of quotes in a block of none", "```diff\n> a\n```", ["diff|> a\n"]],
] as const) {
  test(`fenced blocks: ${name}`, () => assert.deepEqual(fences(text), expected));
}
