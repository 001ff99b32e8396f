/** Of two errors in one text neither is told with the code, the id or the call of the other. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Denial } from "../../server/src/message/denial.ts";
import { TOOLS, type Tool } from "./printing-tools.ts";
import { read } from "./reading.ts";
import { fewOf, quarterOf } from "../support/searching.ts";
import { SENTENCES, type SpokenDenial } from "./spoken-denials.ts";

const OTHER_ID = "5e11d0c4-9b2f-4c77-8a06-b1f2c3d4e5f6";

/** What stands between two errors that somebody copied one after the other. */
const GAPS: Readonly<Record<string, string>> = {
  "a line": "\n",
  "an empty line": "\n\n",
  "a sentence": "\n\nand once that was mended:\n\n",
  "a line of a log": "\n2031-03-01 10:00:00 INFO retrying in 5 s\n",
};

/** A text with an event is read as that alone. */
const LINES = TOOLS.filter(({ name }) => !/^(?:ctrail|insights)/.test(name));

/** One sentence for each pair of tools, another one for each. */
const PAIRS = LINES.flatMap((tool, a) =>
  LINES.flatMap((other, b) => {
    const said = SENTENCES[(a * 7 + b) % SENTENCES.length];
    return said === undefined ? [] : [{ tool, other, said }];
  }),
);

const told = ({ action, errorCode, requestId, operation }: Denial): string =>
  JSON.stringify([action, errorCode, requestId, operation]);

/** The same tool with an error that names nothing. */
function nameless({ print, requestId }: Tool, said: SpokenDenial): string {
  const text = print("Access Denied", said);
  return requestId === null ? text : text.replaceAll(requestId, OTHER_ID);
}

function named(text: string): readonly string[] {
  return read(text)
    .denials.filter(({ principalArn }) => principalArn !== null)
    .map(told);
}

describe("a sentence beside an error that names nothing is told as if it stood alone", () => {
  for (const [index, [name, gap]] of Object.entries(GAPS).entries())
    test(`with ${name} in between`, () => {
      // Every hundredth: each reads six texts.
      const pairs = fewOf(quarterOf(PAIRS, index), index);
      const missed = pairs.flatMap(({ tool, other, said }) => {
        const own = tool.print(said.text, said);
        const beside = nameless(other, said);
        const alone = named(own).join();
        return [`${own}${gap}${beside}`, `${beside}${gap}${own}`].flatMap((text, order) =>
          named(text).join() === alone
            ? []
            : [
                `${tool.name}, ${other.name} ${order === 0 ? "below" : "above"}: ${named(text).join()} and not ${alone}`,
              ],
        );
      });
      assert.ok(missed.length === 0, `${missed.length} of ${2 * pairs.length}:\n${missed.join("\n")}`);
    });
});
