/** How what takes long grows with what it is given: time for 4n beside time for n, of which a limit says how near to 4. */
import { type Catalog } from "../server/src/catalog/catalog.ts";
import { type FindingsRun } from "../server/src/service/index.ts";
import { findingsBench } from "./findings.ts";
import { type Amount, processorTimeOf } from "./measure.ts";
import { policyOf } from "./policies.ts";

/** Linear work gives 4; what sorts and searches a little more, and a shared machine wavers. */
const NEAR_LINEAR = 6;

export function measureGrowth(catalog: Catalog): readonly Amount[] {
  return [
    ...Object.entries(LISTS).map(([name, textOf]) => growth(`findings, ${name}`, [1_000, 4_000], textOf, catalog)),
    ...Object.entries(STATEMENTS).map(([name, textOf]) => growth(`findings, ${name}`, [1_250, 5_000], textOf, catalog)),
    memoryOverEdits(catalog),
  ];
}

type TextOf = (count: number) => string;

/** One statement with so many entries, none of them twice. */
export const LISTS: Readonly<Record<string, TextOf>> = {
  "entries of Resource": (count) => listOf("Resource", count, (at) => `arn:aws:s3:::bucket-${at}/*`),
  "entries of NotResource": (count) => listOf("NotResource", count, (at) => `arn:aws:s3:::bucket-${at}/*`),
  "entries of NotAction": (count) => listOf("NotAction", count, (at) => `s3:Get${at}*`),
  "wildcard entries of Action": (count) => listOf("Action", count, (at) => `s3:*${at}*`),
  "values of a condition": (count) => conditionOf(count, (at) => `value-${at}-*`),
};

/** So many statements. */
export const STATEMENTS: Readonly<Record<string, TextOf>> = {
  "ordinary statements": (count) => policyOf(count * 465),
  "statements on all resources": (count) => statementsOf(count, (at) => ({ Action: `s3:*${at}`, Resource: "*" })),
  "statements with all actions": (count) =>
    statementsOf(count, (at) => ({ Action: "*", Resource: `arn:aws:s3:::bucket-${at}` })),
  "statements that cover each other": (count) => statementsOf(count, () => ({ Action: "s3:*", Resource: "*" })),
  "statements with a misspelt action": (count) =>
    statementsOf(count, (at) => ({ Action: "s3:GetObjekt", Resource: `arn:aws:s3:::bucket-${at}/*` })),
  "statements that never match": (count) =>
    statementsOf(count, (at) => ({ Action: "s3:GetObject", Resource: `arn:aws:sqs:*:*:queue-${at}` })),
};

function listOf(element: string, count: number, entryOf: (at: number) => string): string {
  const entries = Array.from({ length: count }, (_, at) => entryOf(at));
  const others = {
    ...(element.endsWith("Action") ? {} : { Action: "s3:*" }),
    ...(element.endsWith("Resource") ? {} : { Resource: "*" }),
  };
  return textOfPolicy([{ Effect: "Allow", ...others, [element]: entries }]);
}

function conditionOf(count: number, valueOf: (at: number) => string): string {
  const values = Array.from({ length: count }, (_, at) => valueOf(at));
  const Condition = { StringLike: { "aws:PrincipalTag/team": values } };
  return textOfPolicy([{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", Condition }]);
}

function statementsOf(count: number, restOf: (at: number) => object): string {
  return textOfPolicy(Array.from({ length: count }, (_, at) => ({ Sid: `S${at}`, Effect: "Allow", ...restOf(at) })));
}

function textOfPolicy(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
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
