/** A policy text with `<|>` where the cursor stands. */
import assert from "node:assert/strict";
import { objectWithFunctions } from "../../server/src/hosts/cloudformation/functions.ts";
import { cursorInJson } from "../../server/src/hosts/cursor-in-json.ts";
import { type Site } from "../../server/src/hosts/host.ts";
import { type Policy } from "../../server/src/policy/policy.ts";
import { readPolicy } from "../../server/src/policy/read-policy.ts";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { readJson } from "../../server/src/syntax/json.ts";

export interface PolicyAtCursor {
  /** Without the mark. */
  readonly text: string;
  readonly offset: number;
  readonly policy: Policy;
  readonly site: Pick<Site, "cursorAt">;
}

const MARK = "<|>";

export function policyAtCursor(marked: string): PolicyAtCursor {
  const offset = marked.indexOf(MARK);
  assert.ok(offset >= 0, `the text has no ${MARK}`);
  const text = marked.slice(0, offset) + marked.slice(offset + MARK.length);
  const policy = policyOf(text);
  return { text, offset, policy, site: { cursorAt: (at) => cursorInJson(text, policy.span.start, at) } };
}

export function policyOf(text: string): Policy {
  const { root } = readJson(text, PLACEHOLDERS);
  assert.ok(root?.kind === "object", "the text is no JSON object");
  return readPolicy(objectWithFunctions(root));
}
