/**
 * A policy of its own for the caller, where a file here makes the role or the user, and none of the policies that it is
 * known to have can be changed.
 */
import { type CandidatePolicy } from "../../policy/attached-policy.ts";
import { addStatement } from "../../policy/changes.ts";
import { policyOfJson } from "../../policy/policy-of-json.ts";
import { newObject } from "../../syntax/change.ts";
import { statementProposals } from "./new-statement.ts";
import { type FixProposal, type FixScene } from "./proposal.ts";
import { type FixQuestion, type OpenHolder } from "./question.ts";
import { ruleBeside } from "./rule.ts";
import { alsoGiven } from "./same-call.ts";

export interface InNewPolicy {
  /** The same with the new policy among the caller's. */
  readonly question: FixQuestion;
  readonly proposals: readonly FixProposal[];
}

/** For a scene of the caller's own policies; undefined where there is one to change, or no place for another. */
export function inNewPolicy(scene: FixScene, question: FixQuestion): InNewPolicy | undefined {
  if (scene.policies.some((one) => one.basis !== "none" && takesStatement(one, scene))) return undefined;
  const holder = question.files.holderOf(question.request.principal);
  if (holder === undefined) return undefined;
  const { attempt } = question;
  const policy = emptyPolicyOf(holder);
  const proposals = statementProposals({ ...scene, policies: [policy] }, ruleBeside(scene));
  const candidates = { ...attempt.candidates, identity: [...attempt.candidates.identity, policy] };
  return {
    question: { ...question, attempt: { ...attempt, candidates } },
    proposals: proposals.map((one) => ({
      ...one,
      change: {
        change: "add-policy",
        file: holder.file,
        holder: holder.label,
        to: scene.action,
        ...(one.change.change === "add-statement" && one.change.resource !== undefined
          ? { resource: one.change.resource }
          : {}),
        ...alsoGiven(scene.togetherOn(scene.exact)),
      },
    })),
  };
}

/** What is written for several policies together takes no statement of one of them. */
function takesStatement({ policy, writer }: CandidatePolicy, { action }: FixScene): boolean {
  const changes = addStatement(policy, newObject({ Effect: "Allow", Action: action, Resource: "*" }));
  return changes !== undefined && writer?.edits(changes) !== undefined;
}

function emptyPolicyOf({ file, label, writer }: OpenHolder): CandidatePolicy {
  const policy = policyOfJson({ Version: "2012-10-17", Statement: [] });
  return { name: label, file, policy, basis: "declared", kindBasis: "stated", level: undefined, isCopy: false, writer };
}
