/** What an edit brings with it besides what its proposal says: whom else it is for, and what else asks for the role's path. */
import { type StatementTrace } from "../../evaluation/decision.ts";
import { type Request } from "../../evaluation/request.ts";
import { type CandidatePolicy } from "../../policy/attached-policy.ts";
import { type PolicySlot, POLICY_SLOTS } from "../../policy/slots.ts";
import { isSettled, type Policy, type ScalarList } from "../../policy/policy.ts";
import { isSameSpan, spanContains } from "../../text/span.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { type FixRisk, type SameText } from "./fix-risk.ts";
import { sourceOf } from "../made-together.ts";
import { organizationMeant } from "./for-organization.ts";
import { type Evaluated } from "../reconcile.ts";
import { besidesIn } from "./given-besides.ts";
import { type FixProposal, givesOthers } from "./proposal.ts";
import { type FixFiles, type FixQuestion } from "./question.ts";
import { textWhere } from "./reach.ts";
import { type Tried } from "./trial.ts";

/** Whoever else has the policy gets the change, too. */
export function sharedPolicies(
  { changes, elsewhere }: Pick<FixProposal, "changes" | "elsewhere">,
  { edits }: Pick<Tried, "edits">,
): readonly FixRisk[] {
  const shared = new Map(
    changes.map(({ policy }) => {
      return [policy.name, givesOthers(policy, edits) ? othersOf(policy, elsewhere) : []];
    }),
  );
  return [...shared].flatMap(([policyName, holders]) =>
    holders.length === 0 ? [] : [{ risk: "shared-policy", policyName, holders } as const],
  );
}

function othersOf(
  { sharedWith = [], sharedInCall = [], sharedInTime = sharedInCall }: CandidatePolicy,
  elsewhere: FixProposal["elsewhere"],
): readonly string[] {
  if (elsewhere?.isOfOneCall !== true) return sharedWith;
  return elsewhere.isEachTime ? sharedInCall : sharedInTime;
}

/** One text may be the policy of one role and the permissions boundary of another: the change is made in both. */
export function otherUses(
  { changes }: Pick<FixProposal, "changes">,
  { files, held }: Pick<FixQuestion, "files" | "held">,
): readonly FixRisk[] {
  const { used } = held.evaluated.play;
  return changes.flatMap(({ policy: { file, name, policy } }): readonly FixRisk[] => {
    const isThis = (one: CandidatePolicy): boolean =>
      one.file === file && one.name === name && isSameSpan(one.policy.span, policy.span);
    const own = POLICY_SLOTS.filter((slot) => used[slot].some(isThis));
    if (own.length === 0) return [];
    const uses = files.usesOf(file, policy.span);
    return POLICY_SLOTS.filter((slot) => !own.includes(slot)).flatMap((slot) => {
      const holders = uses.flatMap((use) => (use.slot === slot ? use.holders : []));
      return holders.length === 0 ? [] : [{ risk: "other-use", slot, holders: [...new Set(holders)] } as const];
    });
  });
}

/** Two roles of one name are those of two accounts: the caller is one of them. */
export function madeTwice(
  changes: FixProposal["changes"],
  { request, files }: FixQuestion,
): readonly Extract<FixRisk, { risk: "made-twice" }>[] {
  const own = readAccountCaller(request.principal)?.account;
  const makers = changes.some(({ policy }) => policy.basis === "declared") ? files.makersOf(request.principal) : [];
  const places = new Map(makers.map((one) => [sourceOf(one.file, one.provider), one]));
  if (places.size < 2) return [];
  return changes.flatMap(({ policy: { file, provider } }) => {
    const by = places.get(sourceOf(file, provider));
    if (by === undefined || by.account === own) return [];
    return [{ risk: "made-twice", by, others: [...places.values()].filter((one) => one !== by) }];
  });
}

/** An edit that reaches beyond its policy is one of a text that others may refer to, such as a local of Terraform. */
export function sameText(
  { change, changes, written = [] }: FixProposal,
  { edits, addsPolicy }: Tried,
  files: FixFiles,
): readonly FixRisk[] {
  const isInside = ({ file, span }: Tried["edits"][number]): boolean =>
    changes.some(({ policy }) => policy.file === file && spanContains(policy.policy.span, span));
  if (addsPolicy || edits.every(isInside)) return [];
  const [edited] = edits;
  const changed = edited === undefined ? [] : files.changedBy(edited.file, edits);
  const asked = "place" in change ? change.place.index : undefined;
  const parts = changed.flatMap(({ file, span, names, statements }): readonly SameText[] => {
    const own = [...changes, ...written].find(
      ({ policy }) => policy.file === file && isSameSpan(policy.policy.span, span),
    );
    if (own === undefined) return names.map((policyName) => ({ policyName, statement: undefined }));
    const { name: policyName } = own.policy;
    const further = asked === undefined ? [] : statements.filter(({ index }) => index !== asked);
    return further.map((statement) => ({ policyName, statement }));
  });
  return parts.length === 0 ? [] : [{ risk: "same-text", parts }];
}

/** What a new statement allows, an Allow of the layer leaves out by name: somebody may have meant it. */
export function leftOut({ change }: FixProposal, { held, placer }: FixQuestion, slot: PolicySlot): readonly FixRisk[] {
  if (change.change !== "add-statement") return [];
  const { decision, candidateOf } = held.evaluated;
  for (const trace of decision.statements) {
    const by = trace.slot === slot && trace.effect === "Allow" ? exclusionOf(trace) : undefined;
    const policy = by && candidateOf(trace);
    if (by !== undefined && policy !== undefined)
      return [{ risk: "left-out", place: placer.placeOf(trace, policy), by }];
  }
  return [];
}

/** What alone keeps the statement from allowing the request. */
function exclusionOf(trace: StatementTrace): Extract<FixRisk, { risk: "left-out" }>["by"] | undefined {
  const { statement, action, resource, principal, condition } = trace;
  const meant = action.truth === "yes" && resource.truth === "yes" ? organizationMeant(trace) : undefined;
  if (meant !== undefined) return meant;
  if ((principal !== undefined && principal.truth !== "yes") || condition.truth !== "yes") return undefined;
  if (statement.notAction !== undefined && action.truth === "no" && resource.truth === "yes") return "NotAction";
  return statement.notResource !== undefined && resource.truth === "no" && action.truth === "yes"
    ? "NotResource"
    : undefined;
}

/** What the path of the role, and the URL of a function, bring with them. */
export function besidesAsked(proposal: FixProposal, after: Evaluated): readonly FixRisk[] {
  return [...pathElsewhere(proposal, after), ...directCalls(proposal)];
}

/** The edit means the role under any path, but another condition asks for the ARN, which the path is part of. */
function pathElsewhere({ underAnyPath: role }: FixProposal, { decision }: Evaluated): readonly FixRisk[] {
  if (role === undefined) return [];
  const underPaths = role.replace(":role/", ":role/*/");
  const asks = decision.statements.some(({ statement }) =>
    statement.condition?.operators.some(({ entries }) =>
      entries.some(
        ({ key, values }) =>
          key.toLowerCase() === "aws:principalarn" &&
          !values.entries.some((value) => textWhere(underPaths, value) === underPaths),
      ),
    ),
  );
  return asks ? [{ risk: "role-without-path", role }] : [];
}

/** One statement for both actions has no condition that only one of them knows. Source: "Control access to Lambda function URLs". */
function directCalls({ change }: FixProposal): readonly FixRisk[] {
  return besidesIn(change).includes("lambda:InvokeFunction") ? [{ risk: "invokes-directly" }] : [];
}

/** Of a whole policy that is attached; `isOnly`: none of the others would do. */
export function risksOfWhole(
  policy: Policy,
  { name, request, isOnly }: { readonly name: string; readonly request: Request; readonly isOnly: boolean },
): readonly FixRisk[] {
  if (!allowsOnly(policy, request)) return [{ risk: "whole-policy", policyName: name }];
  return isOnly ? [] : [{ risk: "nothing-more" }];
}

/** Is this request all that the policy allows? */
function allowsOnly({ statements, open }: Policy, { action, resource }: Request): boolean {
  const isThis = (list: ScalarList | undefined, text: string): boolean =>
    list?.open === false && list.entries.every((entry) => isSettled(entry) && entry.text === text);
  return !open && statements.every((one) => isThis(one.action, action) && isThis(one.resource, resource.arn));
}

/** Does a fix with these risks help only if something holds that nothing here says? */
export function hangOnMore(risks: readonly FixRisk[]): boolean {
  return risks.some(({ risk }) => CONDITIONS.has(risk));
}

const CONDITIONS: ReadonlySet<FixRisk["risk"]> = new Set<FixRisk["risk"]>([
  "only-if",
  "only-if-resource",
  "only-if-stands-for",
  "only-if-listed",
  "unless-given",
  "made-twice",
  "denied-if-applied",
  "role-without-path",
  "left-to-account",
]);
