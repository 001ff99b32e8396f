/** What files and messages may cost that somebody made to be slow: how it grows, the longest step, the memory. */
import { type Catalog } from "../server/src/catalog/catalog.ts";
import { readIgnoreRules } from "../server/src/workspace/git-ignore.ts";
import { readMessage } from "../server/src/message/read-message.ts";
import { openService } from "../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../server/src/workspace/config.ts";
import { LISTS } from "../test/support/growing-policies.ts";
import { logOf } from "../test/support/sized-policies.ts";
import { findingsBench } from "./findings.ts";
import { type Amount, growthOf, type Measurement } from "./measure.ts";

/** Whoever types or hovers meanwhile waits for one step. */
const LONGEST_STEP = 50;

export function measureDoors(catalog: Catalog): readonly (Measurement | Amount)[] {
  findingsBench(catalog).find(withValue("*"));
  return [
    ...growthOf("findings, characters of one value", 50_000, (count) => {
      const text = withValue("a*b?".repeat(count / 4));
      const { find } = findingsBench(catalog);
      return () => find(text);
    }),
    ...growthOf("findings, placeholders in one value, characters", 50_000, (count) => {
      const text = withValue("<a>".repeat(count / 3));
      const { find } = findingsBench(catalog);
      return () => find(text);
    }),
    ...growthOf("a folder deep in .gitignore's stars", 50, (depth) => {
      const rules = readIgnoreRules(`${"**/a*/".repeat(depth)}b`, "exact");
      const names = Array.from({ length: depth }, () => "aaaa");
      return () => {
        for (let time = 0; time < 400; time++) rules.verdictOn(names, "file");
      };
    }),
    ...growthOf("a log of a message, characters", 500_000, (count) => {
      const text = logOf(count);
      return () => readMessage(text, { actionOfOperation: () => null });
    }),
    ...growthOf("JSON with the word Statement that is no policy, characters", 1_000_000, (count) => {
      const text = noPolicyOf(count);
      return () => Array.from(reading(text, catalog));
    }),
    {
      name: "the same, 4 MB, longest step",
      milliseconds: longestRead(noPolicyOf(4_000_000), catalog),
      limit: LONGEST_STEP,
    },
    { name: "the same, memory for each MB", amount: megabytesOfReading(catalog), unit: "MB", limit: 15 },
    ...Object.entries(LISTS).map(([name, textOf]) => ({
      name: `findings, 8,000 ${name}: longest step`,
      milliseconds: longestStep(textOf(8_000), catalog),
      limit: LONGEST_STEP,
    })),
  ];
}

function withValue(value: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::acme/${value}` }],
  });
}

function noPolicyOf(characters: number): string {
  const rows: object[] = [];
  for (let length = 0; length < characters; length += 70)
    rows.push({ Statement: rows.length, tags: ["a", "b"], at: 1 });
  return JSON.stringify(rows);
}

function reading(text: string, catalog: Catalog): Iterator<undefined, unknown> & Iterable<undefined> {
  const log = {
    error: (message: string): void => {
      throw new Error(message);
    },
  };
  const service = openService({ catalog: () => catalog, log });
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
  return service.read({ path: "data.json", languageId: "json", text }, configuration);
}

/** The second time, so that the machine has compiled what it runs. */
function longestRead(text: string, catalog: Catalog): number {
  const longestOnce = (): number => {
    const steps = reading(text, catalog);
    let longest = 0;
    for (let isDone: boolean | undefined = false; isDone !== true;) {
      const started = performance.now();
      isDone = steps.next().done;
      longest = Math.max(longest, performance.now() - started);
    }
    return longest;
  };
  return Math.min(longestOnce(), longestOnce(), longestOnce());
}

function longestStep(text: string, catalog: Catalog): number {
  const longestOnce = (): number => {
    const run = findingsBench(catalog).start(text);
    let longest = 0;
    for (let isMore = true; isMore;) {
      const started = performance.now();
      isMore = run.step() === "more";
      longest = Math.max(longest, performance.now() - started);
    }
    return longest;
  };
  return Math.min(longestOnce(), longestOnce(), longestOnce());
}

/** The most that is in use while 4 MB are read, beside before. */
function megabytesOfReading(catalog: Catalog): number {
  const text = noPolicyOf(4_000_000);
  const megabytes = text.length / 1_000_000;
  globalThis.gc?.();
  const before = inUse();
  let most = before;
  const steps = reading(text, catalog);
  while (steps.next().done !== true) most = Math.max(most, inUse());
  return (Math.max(most, inUse()) - before) / 1_048_576 / megabytes;
}

function inUse(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
