/** How what takes long grows with what it is given. */
import { setImmediate } from "node:timers/promises";
import { type Catalog } from "../server/src/catalog/catalog.ts";
import { type FindingsRun } from "../server/src/service/index.ts";
import { findingsBench } from "./findings.ts";
import { measureDoors } from "./doors.ts";
import { EMPTY_CONFIG } from "../server/src/workspace/config.ts";
import { readWorkspace } from "../server/src/workspace/workspace.ts";
import { type Amount, growthOf, type Measurement } from "./measure.ts";
import { LISTS, STATEMENTS, type TextOf } from "../test/support/growing-policies.ts";
import { TERRAFORM_PRODUCTS } from "../test/support/terraform-products.ts";
import { policyOf } from "../test/support/sized-policies.ts";

export async function measureGrowth(catalog: Catalog): Promise<readonly (Amount | Measurement)[]> {
  return [
    ...Object.entries(LISTS).flatMap(([name, textOf]) => findingsGrowth(name, 1_000, textOf, catalog)),
    ...Object.entries(STATEMENTS).flatMap(([name, textOf]) => findingsGrowth(name, 1_250, textOf, catalog)),
    ...Object.entries(TERRAFORM_PRODUCTS).flatMap(([name, textsOf]) => readingGrowth(name, textsOf)),
    ...measureDoors(catalog),
    await memoryOverEdits(catalog),
  ];
}

function findingsGrowth(name: string, least: number, textOf: TextOf, catalog: Catalog): readonly Amount[] {
  // What is read of the reference once counts in none.
  findingsBench(catalog).find(textOf(10));
  return growthOf(`findings, ${name}`, least, (count) => {
    const text = textOf(count);
    const { find } = findingsBench(catalog);
    return () => find(text);
  });
}

/** What would be made of so many by as many if it were gone through one by one. */
function readingGrowth(name: string, textsOf: (count: number) => Readonly<Record<string, string>>): readonly Amount[] {
  return growthOf(`Terraform, ${name}`, 200, (count) => {
    const files = Object.entries(textsOf(count)).map(([path, text]) => ({ path, text }));
    return () => readWorkspace(files, EMPTY_CONFIG);
  });
}

/** Between tasks: what is held weakly stays until its task has ended. */
async function heapInUse(): Promise<number> {
  await setImmediate();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/**
 * What is in use after 1,200 edits of a large policy beside what is in use after 150, as somebody types who is faster than
 * the search. The least of three readings counts: in one of three or so, the compiler still holds a document of 8 MB.
 */
async function memoryOverEdits(catalog: Catalog): Promise<Amount> {
  const bench = findingsBench(catalog);
  const text = policyOf(260_800);
  let edits = 0;
  const edit = (): FindingsRun => bench.start(text.replace('"Statement7"', `"Edit${++edits}"`));
  const type = async (times: number): Promise<number> => {
    let last = edit();
    for (let time = 1; time < times; time++) {
      last = edit();
      while (last.step() === "more" && time % 10 === 0);
    }
    while (last.step() === "more");
    return await heapInUse();
  };
  const least = async (times: number): Promise<number> =>
    Math.min(await type(times), await type(times), await type(times));
  const before = await least(50);
  const after = await least(350);
  return { name: "memory, 1,050 edits of 560 statements", amount: (after / before - 1) * 100, unit: "%", limit: 5 };
}
