/** One mistake that is copied through a policy is one finding. */
import { counted, name, say } from "../wording/phrase.ts";
import { type PlacedFinding } from "./diagnostics.ts";

/**
 * What is said in the same words of many places of one policy is said once, with the other places beside it. A warning is
 * not: each place is drawn in the text, with its own fix; but where one decision is behind all of them, it is. In steps.
 */
export function* foldRepeats(found: readonly PlacedFinding[]): Generator<undefined, readonly PlacedFinding[]> {
  if (found.length < FEWEST) return found;
  const groups = new Map<string, PlacedFinding[]>();
  for (const [index, finding] of found.entries()) {
    // A list of thousands of entries may have thousands of findings.
    if (index % READ_IN_STEP === READ_IN_STEP - 1) yield;
    if (!mayFold(finding)) continue;
    const key = `${finding.code} ${JSON.stringify(finding.message)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const folded = new Map<PlacedFinding, PlacedFinding | undefined>();
  for (const group of groups.values()) {
    const [first, ...others] = group;
    if (first === undefined || group.length < FEWEST) continue;
    for (const other of others) folded.set(other, undefined);
    folded.set(first, { ...first, message: timesOf(group), related: [...(first.related ?? []), ...placesOf(others)] });
  }
  return folded.size === 0
    ? found
    : found.flatMap((finding) => (folded.has(finding) ? (folded.get(finding) ?? []) : [finding]));
}

const FEWEST = 4;
const READ_IN_STEP = 1_000;

/** More are not shown in a list that anybody reads. */
const SHOWN = 20;

/** Whoever takes `emr` for the prefix of a service writes all its actions so. */
const ONE_DECISION: ReadonlySet<string> = new Set(["rcp-all-actions", "unknown-service"]);

function mayFold({ code, severity }: PlacedFinding): boolean {
  return severity === "info" || severity === "hint" || ONE_DECISION.has(code);
}

function timesOf(group: readonly PlacedFinding[]): PlacedFinding["message"] {
  return say`${counted(group.length)} times in this policy: ${group[0]?.message ?? ""}`;
}

function placesOf(others: readonly PlacedFinding[]): NonNullable<PlacedFinding["related"]> {
  return others.slice(0, SHOWN).map(({ span, statement }) => ({
    span,
    message: statement?.sid === undefined ? say`Here as well.` : say`In statement ${name(statement.sid)} as well.`,
  }));
}
