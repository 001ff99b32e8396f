/** How what takes long grows with what it is given: time for 4n beside time for n, of which a limit says how near to 4. */
import { type Catalog } from "../server/src/catalog/catalog.ts";
import { type FindingsRun } from "../server/src/service/index.ts";
import { findingsBench } from "./findings.ts";
import { type Amount, processorTimeOf } from "./measure.ts";
import { LISTS, STATEMENTS, type TextOf } from "../test/support/growing-policies.ts";
import { policyOf } from "../test/support/sized-policies.ts";

/** Linear work gives 4; what sorts and searches a little more, and a shared machine wavers. */
const NEAR_LINEAR = 6;

export function measureGrowth(catalog: Catalog): readonly Amount[] {
  return [
    ...Object.entries(LISTS).map(([name, textOf]) => growth(`findings, ${name}`, [1_000, 4_000], textOf, catalog)),
    ...Object.entries(STATEMENTS).map(([name, textOf]) => growth(`findings, ${name}`, [1_250, 5_000], textOf, catalog)),
    memoryOverEdits(catalog),
  ];
}

function growth(name: string, [few, many]: readonly [number, number], textOf: TextOf, catalog: Catalog): Amount {
  const { find } = findingsBench(catalog);
  // What is read of the reference once counts in neither.
  find(textOf(10));
  const [before, after] = [few, many].map((count) => processorTimeOf(() => find(textOf(count))));
  return {
    name: `${name}: ${many} beside ${few}`,
    amount: (after ?? 0) / Math.max(1, before ?? 0),
    unit: "×",
    limit: NEAR_LINEAR,
  };
}

/** What is in use after 1,050 edits of a large policy beside what is in use after 50, as somebody types who is faster than the search. */
function memoryOverEdits(catalog: Catalog): Amount {
  const bench = findingsBench(catalog);
  const text = policyOf(260_800);
  let edits = 0;
  const edit = (): FindingsRun => bench.start(text.replace('"Statement7"', `"Edit${++edits}"`));
  const type = (times: number): number => {
    let last = edit();
    for (let time = 1; time < times; time++) {
      last = edit();
      while (last.step() === "more" && time % 10 === 0);
    }
    while (last.step() === "more");
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const before = type(50);
  const after = type(1_000);
  return { name: "memory, 1,000 edits of 560 statements", amount: (after / before - 1) * 100, unit: "%", limit: 5 };
}
