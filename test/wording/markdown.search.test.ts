/** No name leaves its code span. */
import { describe, test } from "node:test";
import fc from "fast-check";
import { inlineCode } from "../../server/src/wording/markdown.ts";
import { searching } from "../support/searching.ts";

describe("a name or value of a policy becomes a code span that it cannot leave", () => {
  test("whatever it holds", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("`", "\n", " ", "a", "](", "<b>", "\\", "🔑", "\u202e") }),
        (source) => {
          const code = inlineCode(source);
          const fence = /^`*/.exec(code)?.[0] ?? "";
          if (fence === "") return code === "(empty)";
          const inside = code.slice(fence.length, -fence.length);
          const runs = inside.match(/`+/g) ?? [];
          return code.endsWith(fence) && !/[\n\r]/.test(code) && runs.every((run) => run.length < fence.length);
        },
      ),
      searching(100),
    );
  });
});
