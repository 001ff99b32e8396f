/**
 * Findings of long lists and long policies: looked at in steps that each let other messages in, and in all little more
 * often than there is something to look at. Counted by how often a text is read, not by the clock.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openService, resultOf } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { LISTS, STATEMENTS, type TextOf } from "../support/growing-policies.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { TERRAFORM_PRODUCTS } from "../support/terraform-products.ts";

interface Work {
  /** How often a text of the policy was read, in each step. */
  readonly steps: readonly number[];
  readonly reads: number;
}

const catalog = miniCatalog();

/** Of the last text, after the others. */
function workOf(...texts: readonly string[]): Work {
  const failures: string[] = [];
  const service = openService({ catalog: () => catalog, log: { error: (message) => failures.push(message) } });
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
  let work: Work = { steps: [], reads: 0 };
  for (const text of texts) {
    const read = resultOf(service.read({ path: "policy.json", languageId: "json", text }, configuration));
    const { copy, count } = withCountedTexts(read);
    const run = service.diagnostics(copy, { configuration, workspace: undefined, reportSyntax: false });
    const steps: number[] = [];
    for (let more = true, before = 0; more; before = count()) {
      more = run.step() === "more";
      steps.push(count() - before);
    }
    work = { steps, reads: count() };
  }
  assert.deepEqual(failures, []);
  return work;
}

/**
 * A copy of data in which every reading of a `text` counts, also of data that is made when it is looked at. What stands
 * in several places is one thing there, too; objects that only have functions are shared.
 */
function withCountedTexts<Whole extends object>(whole: Whole): { readonly copy: Whole; readonly count: () => number } {
  let reads = 0;
  const copies = new Map<object, object>();
  const copyOf = (value: unknown): unknown => {
    const names = namesIn(value);
    if (typeof value !== "object" || value === null || names === undefined) return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
    copies.set(value, copy);
    for (const name of names) {
      const own = copyOf((value as Readonly<Record<string, unknown>>)[name]);
      const get = (): unknown => (reads++, own);
      if (name === "text" && typeof own === "string") Object.defineProperty(copy, name, { get, enumerable: true });
      else Object.assign(copy, { [name]: own });
    }
    return copy;
  };
  return { copy: copyOf(whole) as Whole, count: () => reads };
}

/** Undefined of what is no data. */
function namesIn(value: unknown): readonly string[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const accessors: string[] = [];
  let above: unknown = Object.getPrototypeOf(value);
  for (
    ;
    typeof above === "object" && above !== null && above !== Object.prototype;
    above = Object.getPrototypeOf(above)
  ) {
    const described = Object.entries(Object.getOwnPropertyDescriptors(above));
    accessors.push(...described.filter(([, one]) => one.get !== undefined).map(([name]) => name));
  }
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  return isPlain || accessors.length > 0 ? [...Object.keys(value), ...accessors] : undefined;
}

describe("a list of a thousand entries in one statement", () => {
  for (const [name, textOf] of Object.entries(LISTS)) test(name, () => assertLinear(textOf, 1_000));
});

describe("a policy of a hundred statements", () => {
  for (const [name, textOf] of Object.entries(STATEMENTS)) test(name, () => assertLinear(textOf, 100));
});

describe("an edit of a policy of a hundred statements", () => {
  for (const [name, textOf] of Object.entries(STATEMENTS)) {
    test(`${name}: hardly anything is read of those that are known`, () => {
      const text = textOf(100);
      const first = workOf(text).reads;
      const { reads } = workOf(text, `${text}\n`);
      assert.ok(reads < first / 10, `${first} at first, ${reads} then`);
    });
  }
});

describe("of 150 blocks that each have to do with as many others", () => {
  for (const [name, textsOf] of Object.entries(TERRAFORM_PRODUCTS)) {
    test(`${name}: there are no more policies than blocks`, () => {
      const files = Object.entries(textsOf(150)).map(([path, text]) => ({ path, text }));
      const { policies } = readWorkspace(files, EMPTY_CONFIG);
      assert.ok(policies.length <= 150, `${policies.length} policies`);
    });
  }
});

/** Comparing each with each would read every text as often as there are others. */
function assertLinear(textOf: TextOf, count: number): void {
  const [half, whole] = [workOf(textOf(count / 2)), workOf(textOf(count))];
  const longest = Math.max(...whole.steps);
  assert.ok(whole.reads > count, "what is counted is what is read");
  assert.ok(whole.reads < 2.2 * half.reads, `${half.reads} for half of them, ${whole.reads} for all`);
  assert.ok(longest < 15 * count, `${longest} of ${whole.reads} in one step`);
}
