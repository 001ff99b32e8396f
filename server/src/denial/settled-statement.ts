/** A statement that the request does not match whatever else is told of it. */
import { type StatementTrace } from "../evaluation/decision.ts";
import { isOfTime, timeOver } from "./condition-hints.ts";
import { type ElementFinding, type NearMissHint } from "./near-miss.ts";
import { type FixFiles } from "./fixes/question.ts";
import { refutationOf } from "./refuted-statements.ts";

export interface SettledStatement {
  readonly hint: NearMissHint;
  /** Without the keys that nobody needs to tell. */
  readonly elements: readonly ElementFinding[];
}

export function settledStatement(
  trace: StatementTrace,
  elements: readonly ElementFinding[],
  files: Pick<FixFiles, "refutation" | "dataDate">,
): SettledStatement | undefined {
  const reason = refutationOf(trace, files);
  if (reason !== undefined) {
    const hint = { hint: "matches-nothing", reason, statement: trace.statement } as const;
    return { hint, elements: elements.map((element) => ({ ...element, hangsOn: [] })) };
  }
  const over = timeOver(trace, files.dataDate);
  if (over === undefined) return undefined;
  const withoutTime = ({ hangsOn }: ElementFinding): readonly string[] => hangsOn.filter((key) => !isOfTime(key));
  return { hint: over, elements: elements.map((element) => ({ ...element, hangsOn: withoutTime(element) })) };
}
