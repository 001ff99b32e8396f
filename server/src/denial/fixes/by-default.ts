/**
 * What a fix writes by references that come to it by default: `${var.env}-mail` beside `${var.env}-jobs`, where `prod` is
 * the default of `var.env`, or what all calls of its module give. Somebody may give it another value, which is said.
 */
import { isSettled, type Policy, type Scalar } from "../../policy/policy.ts";
import { LESS_BY_REFERENCE, standingRisks } from "./by-reference.ts";
import { type DeploymentOf, deploymentsOf } from "./deployments.ts";
import { type FixProposal } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";
import { type Tried, tryAsWritten } from "./trial.ts";
import { editsOf } from "./try-edits.ts";

export interface TriedProposal {
  readonly proposal: FixProposal;
  readonly tried: Tried;
}

/** With what is written so before it, if anything is. */
export function alsoByDefault(one: TriedProposal, question: FixQuestion): readonly TriedProposal[] {
  const { proposal } = one;
  const made =
    proposal.written === undefined && proposal.elsewhere === undefined ? byDefault(one, question) : undefined;
  if (made === undefined) return [one];
  const resource = proposal.resource ?? question.request.resource.arn;
  const { change } = proposal;
  return [
    made,
    change.change === "add-statement" ? { ...one, proposal: { ...proposal, change: { ...change, resource } } } : one,
  ];
}

function byDefault({ proposal, tried }: TriedProposal, question: FixQuestion): TriedProposal | undefined {
  const deploymentOf = deploymentsOf(question);
  const given = question.files.givenAlike(question.request.principal);
  const supposing: DeploymentOf = (policy) => {
    const deployment = deploymentOf(policy);
    return deployment && { ...deployment, byDefault: given };
  };
  const edits = editsOf(proposal.changes, supposing);
  if (edits === undefined || JSON.stringify(edits) === JSON.stringify(tried.edits)) return undefined;
  const made = tryAsWritten(proposal, question, supposing);
  const [entry, ...others] =
    made === undefined ? [] : [...made.policies].flatMap(([before, now]) => newlyOpen(before, now));
  const risks = entry && standingRisks(entry, proposal.resource ?? question.request.resource.arn, question.request);
  if (made === undefined || entry === undefined || risks === undefined || risks.length + others.length !== 1)
    return undefined;
  return {
    proposal: {
      ...proposal,
      ...saidBy(entry, proposal),
      risks: [...risks, ...proposal.risks],
      cost: proposal.cost - LESS_BY_REFERENCE,
    },
    tried: { ...tried, edits: made.edits, swapped: made.policies, addsPolicy: made.addsPolicy },
  };
}

function saidBy({ text }: Scalar, { change }: FixProposal): Pick<FixProposal, "change"> {
  return { change: change.change === "add-resource" ? { ...change, to: text } : change };
}

/** The resources that were not there before, and that the file leaves open. */
function newlyOpen(before: Policy, now: Policy): readonly Scalar[] {
  const known = new Set(resourcesOf(before).map(({ text }) => text));
  return resourcesOf(now).filter((one) => !isSettled(one) && !known.has(one.text));
}

function resourcesOf({ statements }: Policy): readonly Scalar[] {
  return statements.flatMap(({ resource }) => resource?.entries ?? []);
}
