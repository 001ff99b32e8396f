/**
 * What an element of a statement has in some deployments of its file, and not in others: one of several values of a
 * conditional, an item of a list that a variable gives by default.
 */
import { readCaller } from "../../policy/caller.ts";
import { type Policy, type PrincipalElement, type Scalar, statementWith } from "../../policy/policy.ts";
import { callerNames, matchPrincipal, principalPattern } from "../../policy/principal-match.ts";
import { patternOf } from "../../syntax/filled-text.ts";
import { type FixRisk } from "./fix-risk.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { matchesText } from "./covers.ts";
import { type FixProposal, type FixScene } from "./proposal.ts";

type PossibleEntry = Omit<Extract<FixRisk, { risk: "only-if-listed"; element: "resource" | "principal" }>, "risk">;

/** Where only one of the values that another element may have covers the request, a fix helps if that is the one. */
export function forPossibleEntry(
  one: TracedPolicy,
  scene: FixScene,
  proposals: (one: TracedPolicy, scene: FixScene) => readonly FixProposal[],
): readonly FixProposal[] {
  const possible = possibleEntry(one, scene);
  if (possible === undefined) return [];
  return proposals(one, scene).map((proposal) => ({
    ...proposal,
    supposed: possible.entry,
    risks: [{ risk: "only-if-listed", ...possible }, ...proposal.risks],
  }));
}

/** The entry that covers the request, where the statement's resource or its principal is open by it. */
function possibleEntry({ trace }: TracedPolicy, scene: FixScene): PossibleEntry | undefined {
  const { exact, request } = scene;
  const { resource, principal } = trace.statement;
  if (trace.resource.truth === "unknown") {
    const found = resource?.entries.find(
      (one) => isPossible(one) && exact !== undefined && matchesText(patternOf(one), exact),
    );
    return found && { element: "resource", entry: found.text };
  }
  if (trace.principal?.truth !== "unknown" || principal?.form !== "typed") return undefined;
  const names = callerNames(readCaller(request.principal));
  const found = principal.types.flatMap((type) =>
    type.entries.filter((one) => {
      const alone = { ...principal, types: [{ ...type, entries: [certain(one)], open: false }] };
      if (!isPossible(one)) return false;
      // The trial tells whether it is deployed where the caller is.
      const isNamed = one.holes.length > 0 && matchesText(patternOf(one), request.principal);
      return isNamed || matchPrincipal(principalPattern(alone), names).surely !== undefined;
    }),
  );
  const [first] = found;
  return first && { element: "principal", entry: first.text };
}

/** Settled but for where it is deployed. */
function isPossible({ holes, certain: isThere }: Scalar): boolean {
  return !isThere && holes.every(({ stands }) => stands !== undefined);
}

function certain(entry: Scalar): Scalar {
  return { ...entry, certain: true };
}

/** The policy of a deployment that has the entry wherever it may have it. */
export function withEntry(policy: Policy, text: string): Policy {
  const settle = (entry: Scalar): Scalar => (entry.text === text && isPossible(entry) ? certain(entry) : entry);
  const statements = policy.statements.map((statement) => {
    const { resource, principal } = statement;
    return statementWith(statement, {
      resource: resource && { ...resource, entries: resource.entries.map(settle) },
      principal: principal && principalWith(principal, settle),
    });
  });
  return { ...policy, statements };
}

function principalWith(principal: PrincipalElement, settle: (entry: Scalar) => Scalar): PrincipalElement {
  if (principal.form !== "typed") return principal;
  return { ...principal, types: principal.types.map((type) => ({ ...type, entries: type.entries.map(settle) })) };
}
