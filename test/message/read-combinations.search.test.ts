/** Every form of the sentence, printed by every tool, pasted in every way, says the same. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Denial } from "../../server/src/message/denial.ts";
import { TOOLS, type Tool, WAYS, type Way } from "./printing-tools.ts";
import { read } from "./reading.ts";
import { searchShare } from "../support/searching.ts";
import { SENTENCES, type SpokenDenial } from "./spoken-denials.ts";

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
  return way.isString !== true || !/^(?:ctrail|insights)/.test(tool.name);
}

const [plainly] = WAYS;

describe("every sentence, as every tool prints it", () => {
  for (const tool of TOOLS) {
    test(tool.name, () => {
      for (const said of SENTENCES) if (plainly !== undefined) check(said, tool, plainly);
    });
  }
});

describe("every tool, pasted in every way", () => {
  for (const way of WAYS) {
    test(way.name, () => {
      // Each sentence meets each tool, but not in each way: the sum of both numbers picks every seventh in a whole search.
      const every = Math.round(7 / searchShare());
      for (const [a, said] of SENTENCES.entries()) {
        for (const [b, tool] of TOOLS.entries()) if ((a + b) % every === 0 && fits(tool, way)) check(said, tool, way);
      }
    });
  }
});
