/** The statements that are shown where none is the culprit: those that almost matched, and those that match elsewhere. */
import { hasEffect, slotOfLayer, type StatementTrace } from "../evaluation/decision.ts";
import { traceStatements } from "../evaluation/evaluate.ts";
import { type Request } from "../evaluation/request.ts";
import { readArn } from "../policy/arn.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { holderOfPolicy, policyOfResource } from "../wording/resource-policy.ts";
import { policySetOf } from "./candidate-fit.ts";
import { allowingEntries } from "./effect-of-entries.ts";
import { findingsOf } from "./element-findings.ts";
import { makingOf } from "./made-under.ts";
import { type NearMiss, type NearMissHint } from "./near-miss.ts";
import { type Attempt, type ElsewherePolicy } from "./hold-against-files.ts";
import { sourceOf } from "./made-together.ts";
import { type FixFiles } from "./fixes/question.ts";
import { isEverything } from "./fixes/reach.ts";
import { findNearMisses, type NearMissSearch, type TracedPolicy } from "./near-misses.ts";
import { type Evaluated, type Reconciled } from "./reconcile.ts";
import { isOfSimilarName, isSimilarResource } from "./similar-holder.ts";

interface ShownSearch extends NearMissSearch {
  readonly files: NearMissSearch["files"] & Pick<FixFiles, "holderOf" | "writtenEntries">;
}

/**
 * Of an implicit denial the Allows that almost matched; of an explicit one that is not found, the Denies, and those that
 * match in policies that are not the one at fault.
 */
export function shownStatements(
  input: Attempt,
  { layer, denyType, verdict, reason, alsoDenying }: Reconciled,
  evaluated: Evaluated,
  search: ShownSearch,
): readonly NearMiss[] {
  if (layer === undefined || reason === "scp-on-management-account" || reason === "guardrail-on-linked-role") return [];
  if (verdict === "workspace-allows" && denyType !== "explicit") return [];
  const slot = slotOfLayer(layer);
  const effect = denyType === "explicit" ? "Deny" : "Allow";
  const near = evaluated.decision.statements.filter(
    (trace) =>
      trace.slot === slot && trace.effect === effect && trace.matches !== "yes" && !alsoDenying.includes(trace),
  );
  const known = tracedPolicies(near, evaluated.candidateOf);
  const unattached = slot === "identity" ? unattachedAllows(input, evaluated, search.request) : [];
  return [
    ...denyingUnnamed(alsoDenying, input, evaluated, search),
    ...(denyType === "explicit" ? denyingElsewhere(slot, input, search) : []),
    ...(slot === "identity" && denyType !== "explicit" ? allowingElsewhere(input, reason, search) : []),
    ...(slot === "resource" && reason === "no-file-of-layer" ? allowingOthers(input, search) : []),
    ...findNearMisses(
      [...known, ...(effect === "Allow" ? allowedByEntries(slot, evaluated, search) : []), ...unattached],
      search,
    ),
    ...(slot === "identity" && denyType === "implicit" ? meantForAnother(input, search) : []),
  ];
}

/** What may allow it is said by the entries of which a loop makes the statement. */
function allowedByEntries(
  slot: PolicySlot,
  { decision, candidateOf }: Evaluated,
  { files }: ShownSearch,
): readonly TracedPolicy[] {
  const open = decision.statements.filter(
    (trace) => trace.slot === slot && trace.effect === undefined && trace.matches !== "yes",
  );
  return tracedPolicies(open, candidateOf)
    .slice(0, MOST_BY_ENTRIES)
    .filter(({ trace: { statement }, policy }) => allowingEntries(policy.file, statement, [], files).length > 0);
}

const MOST_BY_ENTRIES = 5;

/** Where AWS names another policy. */
function denyingUnnamed(
  traces: readonly StatementTrace[],
  { denial }: Pick<Attempt, "denial">,
  { candidateOf }: Evaluated,
  { request, placer }: NearMissSearch,
): readonly NearMiss[] {
  return traces.slice(0, MOST_BESIDE).flatMap((trace) => {
    const policy = candidateOf(trace);
    if (policy === undefined) return [];
    const hints = [
      { hint: "other-than-named", arn: denial.policyArn ?? "", certain: trace.matches === "yes" } as const,
    ];
    return [{ place: placer.placeOf(trace, policy), elements: findingsOf(trace, request), hints }];
  });
}

const MOST_BESIDE = 5;

/** In policies that are stated to be attached elsewhere. */
function denyingElsewhere(slot: PolicySlot, input: Attempt, { request, placer }: NearMissSearch): readonly NearMiss[] {
  const policies = input.elsewhere((one) => one.slot === slot).filter((one) => input.mayMatch(one.candidate.policy));
  return policies.slice(0, MOST_BESIDE).flatMap(({ candidate, holders }) =>
    traceStatements(request, policySetOf(slot, candidate))
      .filter((trace) => hasEffect("Deny", trace) !== "no")
      .map((trace): NearMiss => ({
        place: placer.placeOf(trace, candidate),
        elements: findingsOf(trace, request),
        hints: [
          notMade(candidate, "Deny") ?? {
            hint: "attached-elsewhere",
            holders,
            account: input.scpLevels.at(-1),
            above: input.scpLevels.slice(0, -1),
          },
        ],
      })),
  );
}

/** Of a role or user of nearly the caller's name: where no policy here is the caller's, or where it is never made. */
function allowingElsewhere(input: Attempt, reason: Reconciled["reason"], search: NearMissSearch): readonly NearMiss[] {
  const policies = input
    .elsewhere(({ slot, isNeverMade }) => slot === "identity" && (reason === "no-file-of-layer" || isNeverMade))
    .filter(({ holders }) => isOfSimilarName(holders, search.request.principal));
  return allowsOf(policies, input, search).map(({ shown }) => shown);
}

/**
 * The very request, allowed to another role or user that the caller's own template makes: the wrong one of the two may
 * have asked, or the policy may be attached to the wrong one. What everybody may be given says nothing.
 */
function meantForAnother(input: Attempt, search: ShownSearch): readonly NearMiss[] {
  const declared = input.candidates.identity.filter(({ basis }) => basis === "declared");
  const made = search.files.holderOf(search.request.principal);
  const files = [
    ...declared.filter(({ isOfAws }) => isOfAws !== true).map(({ file }) => file),
    ...(made ? [made.file] : []),
  ];
  const sources = new Set(files.map((file) => sourceOf(file)));
  if (sources.size === 0) return [];
  const policies = input
    .elsewhere(({ slot, isNeverMade, file }) => slot === "identity" && !isNeverMade && sources.has(sourceOf(file)))
    .filter(({ holders }) => !isOfSimilarName(holders, search.request.principal));
  return allowsOf(policies, input, search)
    .filter(({ trace }) => {
      const { resource } = trace.statement;
      return hasEffect("Allow", trace) === "yes" && resource !== undefined && !isEverything(resource);
    })
    .slice(0, MOST_OF_OTHERS)
    .map(({ shown }) => shown);
}

const MOST_OF_OTHERS = 2;

function allowsOf(
  policies: readonly ElsewherePolicy[],
  { mayMatch }: Attempt,
  { request, placer }: NearMissSearch,
): readonly { readonly trace: StatementTrace; readonly shown: NearMiss }[] {
  const asked = policies.filter(({ candidate }) => mayMatch(candidate.policy));
  return asked.slice(0, MOST_BESIDE).flatMap(({ candidate, holders }) =>
    traceStatements(request, policySetOf("identity", candidate))
      .filter((trace) => hasEffect("Allow", trace) !== "no")
      .map((trace) => ({
        trace,
        shown: {
          place: placer.placeOf(trace, candidate),
          elements: findingsOf(trace, request),
          hints: [
            notMade(candidate, "Allow") ??
              ({ hint: "attached-elsewhere", allows: true, holders, account: undefined, above: [] } as const),
          ],
        },
      })),
  );
}

function notMade(candidate: CandidatePolicy, effect: "Allow" | "Deny"): NearMissHint | undefined {
  const making = candidate.isNeverMade === true ? makingOf(candidate) : undefined;
  return making && { hint: "not-made", ...making, allows: effect === "Allow" };
}

/** In the policy of another resource of the same kind, of nearly the same name or the only one here. */
function allowingOthers(input: Attempt, { request, placer }: NearMissSearch): readonly NearMiss[] {
  const { arn } = request.resource;
  if (readArn(arn) === undefined) return [];
  const { holder } = policyOfResource(arn);
  const resourcePolicies = input.elsewhere(({ slot }) => slot === "resource");
  const ofOthers = resourcePolicies.flatMap(({ candidate, holders: [other, ...more] }) => {
    const isOfKind = other !== undefined && isOfSameKind(other, arn) && policyOfResource(other).holder === holder;
    return isOfKind && more.length === 0 ? [{ candidate, other }] : [];
  });
  const isOnly = new Set(ofOthers.map(({ other }) => other)).size === 1;
  return ofOthers.slice(0, MOST_COMPARED).flatMap(({ candidate, other }) => {
    const isSimilar = isSimilarResource(other, arn);
    if ((!isOnly && !isSimilar) || !input.mayMatch(candidate.policy)) return [];
    const [nearest] = traceStatements(request, policySetOf("resource", candidate)).filter(
      ({ effect, action, principal, resource }) =>
        effect === "Allow" && action.truth === "yes" && principal?.truth !== "no" && resource.truth === "no",
    );
    if (nearest === undefined) return [];
    const hints = [{ hint: "for-another", other, wanted: holderOfPolicy(arn) } as const];
    return [{ place: placer.placeOf(nearest, candidate), elements: findingsOf(nearest, request), hints }];
  });
}

const MOST_COMPARED = 100;

function isOfSameKind(one: string, other: string): boolean {
  const [own, wanted] = [readArn(one), readArn(other)];
  return own !== undefined && own.service === wanted?.service && own.partition === wanted.partition;
}

/** Allows in policies of which nothing says that they are attached; they would settle it if they were. */
function unattachedAllows(
  { candidates, mayMatch }: Attempt,
  { play }: Evaluated,
  request: Request,
): readonly TracedPolicy[] {
  const used = new Set(play.used.identity);
  const others = candidates.identity.filter((one) => !used.has(one) && mayMatch(one.policy));
  const byPolicy = new Map(others.map((one) => [one.policy, one]));
  return traceStatements(request, { identity: others })
    .filter((trace) => trace.effect === "Allow" && trace.matches !== "no")
    .flatMap((trace) => {
      const policy = byPolicy.get(trace.policy);
      return policy === undefined ? [] : [{ trace, policy }];
    });
}

export function tracedPolicies(
  traces: readonly StatementTrace[],
  candidateOf: Evaluated["candidateOf"],
): readonly TracedPolicy[] {
  const traced: TracedPolicy[] = [];
  for (const trace of traces) {
    const policy = candidateOf(trace);
    if (policy !== undefined) traced.push({ trace, policy });
  }
  return traced;
}
