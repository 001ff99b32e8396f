/**
 * A trust policy that lets the holder of a token in, but not with the tags or the source identity that the token carries:
 * the statement needs the action for these as well. Sources: "Pass session tags in AWS STS"; "Monitor and control actions
 * taken with assumed roles".
 */
import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { addEntriesOf } from "../../policy/changes.ts";
import { type ExplanationFix } from "./fix.ts";
import { type FixRisk } from "./fix-risk.ts";
import { type SatisfiedKey } from "./fix-change.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { type TokenFixSearch, tryInTrust } from "./token-fix.ts";
import { valueFor } from "./value-for.ts";

export interface RefusedSession {
  readonly action: string;
  /** The action of the call, which the statement allows. */
  readonly call: string;
  /** The role, where the message or somebody else names it. */
  readonly role: string | undefined;
}

/** For statements that name the provider. Of several, one helps if it is of the role that was asked for. */
export function fixesForSession(
  traced: readonly TracedPolicy[],
  session: RefusedSession,
  search: TokenFixSearch,
): readonly ExplanationFix[] {
  const accepting = traced.filter(({ trace }) => allows(trace.statement, session.call));
  const isOnly = accepting.length === 1;
  return accepting.flatMap((one) => {
    const { statedFor } = one.policy;
    if (isOnly || session.role !== undefined) return fixForSession(one, session, search, []);
    if (statedFor === undefined) return [];
    return fixForSession(one, session, search, [{ risk: "only-if-resource", said: "", resource: statedFor }]);
  });
}

function allows({ action }: TracedPolicy["trace"]["statement"], call: string): boolean {
  const asked = readAction(call);
  return action?.entries.some((entry) => actionMatches(actionPattern(entry), asked) === "yes") === true;
}

function fixForSession(
  one: TracedPolicy,
  { action }: RefusedSession,
  search: TokenFixSearch,
  ofRole: readonly FixRisk[],
): readonly ExplanationFix[] {
  const { trace, policy } = one;
  const { statement, condition } = trace;
  const added = statement.action && addEntriesOf(statement, statement.action, [action]);
  const tried = added && tryInTrust(one, added, search);
  if (tried === undefined) return [];
  const open = condition.entries.filter(({ truth }) => truth !== "yes");
  const facts = open.flatMap(({ entry }): readonly SatisfiedKey[] => {
    const fact = valueFor(entry, true);
    return fact === undefined ? [] : [fact.shown];
  });
  return [
    {
      kind: "extend-statement",
      change: { change: "add-action", place: search.placer.placeOf(trace, policy), to: action },
      risks: [
        ...ofRole,
        ...(facts.length === 0 || facts.length < open.length ? [] : [{ risk: "only-if", facts } as const]),
        { risk: "owner", layer: "trust", resource: undefined },
      ],
      ...tried.written,
    },
  ];
}
