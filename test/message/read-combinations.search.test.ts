/** Every form of the sentence, printed by every tool, pasted in every way, says the same. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { type Denial } from "../../server/src/message/denial.ts";
import { TOOLS, type Tool, WAYS, type Way } from "./printing-tools.ts";
import { LOGGED } from "./printing-logs.ts";
import { read } from "./reading.ts";
import { searching, searchShare } from "../support/searching.ts";
import { SENTENCES, type SpokenDenial } from "./spoken-denials.ts";
import { LITERALS, PANELS, WRAPPED } from "./wrapping-ways.ts";

type Fields = Pick<
  Denial,
  | "principalArn"
  | "action"
  | "resource"
  | "denyType"
  | "policyType"
  | "policyArn"
  | "encodedMessage"
  | "errorCode"
  | "requestId"
>;

function expected(said: SpokenDenial, tool: Tool): Fields {
  const { principalArn, action, resource, denyType, policyType, policyArn = null, encodedMessage = false } = said;
  const { code: errorCode, requestId } = tool;
  return { principalArn, action, resource, denyType, policyType, policyArn, encodedMessage, errorCode, requestId };
}

function found(text: string): Fields & { readonly count: number } {
  const {
    principalArn,
    action,
    resource,
    denyType,
    policyType,
    policyArn,
    encodedMessage,
    errorCode,
    requestId,
    denials,
  } = read(text);
  return {
    ...{ principalArn, action, resource, denyType, policyType, policyArn, encodedMessage, errorCode, requestId },
    count: denials.length,
  };
}

function check(said: SpokenDenial, tool: Tool, way: Way): void {
  const text = way.change(tool.print(said.text, said));
  assert.deepEqual(
    found(text),
    { ...expected(said, tool), count: 1 },
    `${said.name}, ${tool.name}, ${way.name}:\n${text}`,
  );
}

function fits(tool: Tool, way: Way): boolean {
  return way.isString !== true || !/^(?:ctrail|insights|eventbridge|lambda-js)/.test(tool.name);
}

const [plainly] = WAYS;
const EVERY_TOOL = [...TOOLS, ...LOGGED];

describe("every sentence, as every tool prints it", () => {
  for (const tool of EVERY_TOOL) {
    test(tool.name, () => {
      for (const said of SENTENCES) if (plainly !== undefined) check(said, tool, plainly);
    });
  }
});

describe("every tool, pasted in every way", () => {
  for (const way of WAYS) {
    test(way.name, () => {
      // Each sentence meets each tool, but not in each way: the sum of both numbers picks every eleventh in a whole search.
      const every = Math.max(1, Math.round(11 / searchShare()));
      for (const [a, said] of SENTENCES.entries()) {
        for (const [b, tool] of EVERY_TOOL.entries())
          if ((a + b) % every === 0 && fits(tool, way)) check(said, tool, way);
      }
    });
  }
});

/** Draws from what stands in lists, always the same for one seed. */
function drawing(seed: number): <T>(list: readonly T[]) => T {
  let state = seed % 2_147_483_647 || 1;
  return (list) => {
    state = (state * 48_271) % 2_147_483_647;
    const one = list[state % list.length];
    if (one === undefined) throw new Error("nothing to draw from");
    return one;
  };
}

/**
 * Where a text was cut cannot always be told from the text: of a thousand, so many have to be read whole. Where a search
 * finds fewer, ten times as many decide: two thousand draws may by chance be five of a thousand off.
 */
function checkMost(usual: number, atLeast: number, drawWay: (draw: ReturnType<typeof drawing>) => Way): void {
  const { seed, numRuns } = searching(usual);
  const draw = drawing(seed);
  const missed: string[] = [];
  let drawn = 0;
  const share = (): number => Math.round((1000 * (drawn - missed.length)) / drawn);
  const drawUntil = (count: number): void => {
    for (; drawn < count; drawn++) {
      const said = draw(SENTENCES);
      const way = drawWay(draw);
      const tool = draw(EVERY_TOOL.filter((one) => fits(one, way)));
      const text = way.change(tool.print(said.text, said));
      if (!isDeepStrictEqual(found(text), { ...expected(said, tool), count: 1 }))
        missed.push(`${said.name}, ${tool.name}, ${way.name}`);
    }
  };
  drawUntil(numRuns);
  if (share() < atLeast) drawUntil(10 * usual);
  assert.ok(share() >= atLeast, `${share()} of 1000; not: ${missed.join("; ")}`);
}

describe("texts whose lines were broken", () => {
  test("are read whole, nearly all of them", () =>
    checkMost(3000, 985, (draw) => draw([...WRAPPED, ...PANELS, ...LITERALS])));
});

describe("two errors of two tools, one behind the other", () => {
  const OTHER_ID = "5e11d0c4-9b2f-4c77-8a06-b1f2c3d4e5f6";
  const GAPS = ["\n", "\n\n", "\n\nand a minute later\n\n", "\n2031-03-01 10:00:00 INFO retrying in 5 s\n"];
  const told = ({ action, errorCode, requestId }: Denial): unknown => [action, errorCode, requestId];
  test("each has its own code and id, of a thousand nearly all", () => {
    const { seed, numRuns } = searching(600);
    const draw = drawing(seed);
    const singles = TOOLS.filter((tool) => fits(tool, { name: "", change: String, isString: true }));
    const missed: string[] = [];
    for (let run = 0; run < numRuns; run++) {
      const [first, second] = [draw(SENTENCES), draw(SENTENCES)];
      const [tool, next] = [draw(singles), draw(singles)];
      if (first.action === second.action) continue;
      const behind = next.print(second.text, second);
      const ofNext = next.requestId === null ? behind : behind.replaceAll(next.requestId, OTHER_ID);
      const text = `${tool.print(first.text, first)}${draw(GAPS)}${ofNext}`;
      const wanted = [
        [first.action, tool.code, tool.requestId],
        [second.action, next.code, next.requestId === null ? null : OTHER_ID],
      ];
      if (!isDeepStrictEqual(read(text).denials.map(told), wanted))
        missed.push(`${first.name}, ${tool.name}; ${second.name}, ${next.name}`);
    }
    assert.ok(missed.length <= numRuns / 200, missed.join("\n"));
  });
});

function inTwoWays(first: Way, second: Way): Way {
  const isString = first.isString === true || second.isString === true;
  return {
    name: `${first.name}, then ${second.name}`,
    change: (text) => second.change(first.change(text)),
    ...(isString ? { isString } : {}),
  };
}

describe("texts that were pasted in two ways at once", () => {
  type Draw = ReturnType<typeof drawing>;
  const notStrings = (ways: readonly Way[], other: Way): readonly Way[] =>
    other.isString === true ? ways.filter(({ isString }) => isString !== true) : ways;
  const pair = (ways: readonly Way[], others: readonly Way[]) => (draw: Draw) => {
    const first = draw(ways);
    return inTwoWays(first, draw(notStrings(others, first)));
  };
  test("are read whole, nearly all of them", () => checkMost(2000, 985, pair(WAYS, WAYS)));
  // What wraps a box or a quotation once more leaves no trace of where its lines ended.
  test("are mostly read whole if their lines were broken before", () => checkMost(2000, 965, pair(WRAPPED, WAYS)));
  test("are mostly read whole if their lines were broken afterwards", () => checkMost(2000, 970, pair(WAYS, WRAPPED)));
});
