/**
 * The statements of AWS's own policies that match nothing by logic alone, each with the reason why that is so, and how
 * often each check speaks of them.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type SaidByCheck, type SaidByProof } from "./measure.ts";

export interface GoldenEntry {
  readonly policy: string;
  readonly statement: number;
  readonly code: string;
  /** JSON Pointers into the statement: what cannot hold together. */
  readonly parts: readonly string[];
  /** One line, by whoever looked at the statement. Empty until somebody has. */
  readonly why: string;
}

const FILE = join("test", "precision", "golden.json");

export function readGolden(): readonly GoldenEntry[] {
  return JSON.parse(readFileSync(FILE, "utf8")) as readonly GoldenEntry[];
}

export interface GoldenComparison {
  /** Found, and not listed or not explained. */
  readonly unexplained: readonly SaidByProof[];
  /** Listed, and no longer found. */
  readonly gone: readonly GoldenEntry[];
}

export function compareWithGolden(found: readonly SaidByProof[], golden: readonly GoldenEntry[]): GoldenComparison {
  const explained = new Set(golden.filter(({ why }) => why.trim() !== "").map(idOf));
  const ids = new Set(found.map(idOf));
  return {
    unexplained: found.filter((one) => !explained.has(idOf(one))),
    gone: golden.filter((entry) => !ids.has(idOf(entry))),
  };
}

/** Keeps the reasons that are still right, and leaves the reasons of new entries empty. */
export function updateGolden(found: readonly SaidByProof[], golden: readonly GoldenEntry[]): void {
  const whys = new Map(golden.map((entry) => [idOf(entry), entry.why]));
  const entries = found.map((one) => ({
    policy: one.policy,
    statement: one.statement,
    code: one.code,
    parts: one.parts,
    why: whys.get(idOf(one)) ?? "",
  }));
  writeFileSync(FILE, `${JSON.stringify(entries, null, 2)}\n`);
}

function idOf({
  policy,
  statement,
  code,
  parts,
}: Omit<GoldenEntry, "why" | "statement"> & { statement?: unknown }): string {
  return JSON.stringify([policy, statement, code, parts]);
}

/** By severity and code, as in "warning unknown-action". */
export type Counts = Readonly<Record<string, number>>;

const COUNTS_FILE = join("test", "precision", "counts.json");

export function countsOf(findings: readonly SaidByCheck[]): Counts {
  const counts = new Map<string, number>();
  for (const { severity, code } of findings) {
    const name = `${severity} ${code}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One line for each count that is not the one of the file. */
export function otherCounts(counts: Counts): readonly string[] {
  const golden = JSON.parse(readFileSync(COUNTS_FILE, "utf8")) as Counts;
  const names = [...new Set([...Object.keys(golden), ...Object.keys(counts)])].sort();
  return names
    .filter((name) => golden[name] !== counts[name])
    .map((name) => `${name}: ${counts[name] ?? 0} instead of ${golden[name] ?? 0} in counts.json`);
}

export function updateCounts(counts: Counts): void {
  writeFileSync(COUNTS_FILE, `${JSON.stringify(counts, null, 2)}\n`);
}
