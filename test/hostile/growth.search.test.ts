/**
 * Findings of long lists and long policies: looked at in steps that each let other messages in, and in all little more
 * often than there is something to look at. Counted by how often a text is read, not by the clock.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openService, resultOf } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { LISTS, STATEMENTS, type TextOf } from "../support/growing-policies.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

interface Work {
  /** How often a text of the policy was read, in each step. */
  readonly steps: readonly number[];
  readonly reads: number;
}

const catalog = miniCatalog();

function workOf(text: string): Work {
  const failures: string[] = [];
  const service = openService({ catalog: () => catalog, log: { error: (message) => failures.push(message) } });
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
  const read = resultOf(service.read({ path: "policy.json", languageId: "json", text }, configuration));
  const { copy, count } = withCountedTexts(read);
  const run = service.diagnostics(copy, { configuration, workspace: undefined, reportSyntax: false });
  const steps: number[] = [];
  for (let more = true, before = 0; more; before = count()) {
    more = run.step() === "more";
    steps.push(count() - before);
  }
  assert.deepEqual(failures, []);
  return { steps, reads: count() };
}

/**
 * A copy of plain data in which every reading of a `text` counts. What stands in several places is one thing there, too;
 * objects of classes are shared.
 */
function withCountedTexts<Whole extends object>(whole: Whole): { readonly copy: Whole; readonly count: () => number } {
  let reads = 0;
  const copies = new Map<object, object>();
  const copyOf = (value: unknown): unknown => {
    if (!isPlain(value)) return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
    copies.set(value, copy);
    for (const [key, part] of Object.entries(value)) {
      const own = copyOf(part);
      const get = (): unknown => (reads++, own);
      if (key === "text" && typeof own === "string") Object.defineProperty(copy, key, { get, enumerable: true });
      else Object.assign(copy, { [key]: own });
    }
    return copy;
  };
  return { copy: copyOf(whole) as Whole, count: () => reads };
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || Array.isArray(value);
}

describe("a list of a thousand entries in one statement", () => {
  for (const [name, textOf] of Object.entries(LISTS)) test(name, () => assertLinear(textOf, 1_000));
});

describe("a policy of a hundred statements", () => {
  for (const [name, textOf] of Object.entries(STATEMENTS)) test(name, () => assertLinear(textOf, 100));
});

/** Comparing each with each would read every text as often as there are others. */
function assertLinear(textOf: TextOf, count: number): void {
  const [half, whole] = [workOf(textOf(count / 2)), workOf(textOf(count))];
  const longest = Math.max(...whole.steps);
  assert.ok(whole.reads > count, "what is counted is what is read");
  assert.ok(whole.reads < 2.2 * half.reads, `${half.reads} for half of them, ${whole.reads} for all`);
  assert.ok(longest < 15 * count, `${longest} of ${whole.reads} in one step`);
}
