/**
 * Long templates that are broken in every line are read about once, counted in steps. What is quadratic takes minutes.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Lexer } from "yaml";
import { readYaml, yamlSteps } from "../../server/src/syntax/yaml.ts";

/** Each of them makes something else of the lines of a template. */
const BREAKS: readonly (readonly [what: string, broken: (line: string) => string])[] = [
  ["a tab before each line", (line) => `\t${line}`],
  ["a question mark before each line", (line) => `? ${line}`],
  ["a quote before each line", (line) => `"${line}`],
  ["two names behind each line", (line) => `${line} b: c: d`],
  ["an alias of nothing behind each line", (line) => `${line} *`],
  ["a word below each line", (line) => `${line}\nword`],
  ["a bracket too many behind each line", (line) => `${line} ]`],
];

describe("broken lines", () => {
  for (const [what, broken] of BREAKS) {
    test(`a long text with ${what} is read about once`, () => {
      const lines = ["  Name:", "    Type: AWS::S3::Bucket", "    Properties:", "      BucketName: !Sub '${Name}-x'"];
      const text = `Resources:\n${lines
        .map((line) => `${broken(line)}\n`)
        .join("")
        .repeat(4_000)}`;
      let steps = 0;
      for (const reading = yamlSteps(text); reading.next().done !== true;) steps++;
      assert.ok(steps < 1.2 * stepsOfWhole(text) + 10, `${steps} steps, ${stepsOfWhole(text)} as a whole`);
      assert.notDeepEqual(readYaml(text).problems, []);
    });
  }
});

/** What the package makes of it, a step for each two thousand of its signs. */
function stepsOfWhole(text: string): number {
  let signs = 0;
  for (const sign of new Lexer().lex(text)) if (sign !== "") signs++;
  return signs / 2_000;
}
