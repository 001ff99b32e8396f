/** A policy text with `<|>` where the cursor stands. */
import assert from "node:assert/strict";
import { objectWithFunctions } from "../../server/src/hosts/cloudformation/functions.ts";
import { cursorInJson } from "../../server/src/hosts/cursor-in-json.ts";
import { type Site } from "../../server/src/hosts/host.ts";
import { type KindReading, readKind } from "../../server/src/policy/kinds.ts";
import { type Policy, type PolicyKind } from "../../server/src/policy/policy.ts";
import { readPolicy } from "../../server/src/policy/read-policy.ts";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { readJson } from "../../server/src/syntax/json.ts";

export interface PolicyAtCursor {
  /** Without the mark. */
  readonly text: string;
  readonly offset: number;
  readonly policy: Policy;
  readonly kind: KindReading;
  readonly site: Pick<Site, "cursorAt">;
}

const MARK = "<|>";

/** `kind` as a setting says it; read off the content if it is left out. */
export function policyAtCursor(marked: string, kind?: PolicyKind): PolicyAtCursor {
  const offset = marked.indexOf(MARK);
  assert.ok(offset >= 0, `the text has no ${MARK}`);
  const text = marked.slice(0, offset) + marked.slice(offset + MARK.length);
  const policy = policyOf(text);
  const reading = readKind(policy, "a.json", { place: undefined, said: kind });
  return { text, offset, policy, kind: reading, site: { cursorAt: (at) => cursorInJson(text, policy.span.start, at) } };
}

export function policyOf(text: string): Policy {
  const { root } = readJson(text, PLACEHOLDERS);
  assert.ok(root?.kind === "object", "the text is no JSON object");
  return readPolicy(objectWithFunctions(root));
}
