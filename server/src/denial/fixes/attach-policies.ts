/** Policies that would allow the request, and of which nothing says that they are attached. */
import { isMadeAnew } from "../../hosts/index.ts";
import { readCaller } from "../../policy/caller.ts";
import { callerForPolicies } from "./caller.ts";
import { type Policy } from "../../policy/policy.ts";
import { risksOfWhole } from "./further-risks.ts";
import { type FixProposal, NOTHING_GIVEN } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";
import { isEverything, isWholeService } from "./reach.ts";

/** Each of several services, with every resource: the policies of administrators, or of who deploys. */
export function giveWholeServices(proposals: readonly FixProposal[]): boolean {
  return proposals.every(({ attached }) => attached !== undefined && givesWholeServices(attached));
}

function givesWholeServices({ statements }: Policy): boolean {
  const whole = statements
    .filter(({ effect, resource }) => effect?.text === "Allow" && isEverything(resource))
    .flatMap(({ action }) => action?.entries.filter(isWholeService) ?? []);
  return whole.length > 1 || whole.some(({ text }) => text === "*");
}

/** To attach them, one by one. `most`: so many of them at most, of thousands. */
export function attachmentProposals(question: FixQuestion, most: number): readonly FixProposal[] {
  const { held, attempt, request } = question;
  const caller = callerForPolicies(request);
  // Whoever has credentials of GetFederationToken has the policies of the user that got them.
  if (readCaller(request.principal).kind === "federated-user") return [];
  const files = new Set(
    held.reconciled.verdict === "workspace-allows"
      ? held.evaluated.play.used.identity.map(({ file }) => file)
      : question.nearMisses.filter(({ place }) => place.basis === "none").map(({ place }) => place.file),
  );
  // What a tool makes of code is attached there, to what the tool made.
  const isOfTool = held.evaluated.play.used.identity.some(({ basis, file }) => basis !== "none" && isMadeAnew(file));
  const unattached = attempt.candidates.identity.filter(
    // To attach a group's policy means to put the user into the group.
    ({ basis, file, inlineIn, group }) =>
      basis === "none" &&
      files.has(file) &&
      (inlineIn === undefined || group !== undefined) &&
      !(isOfTool && isMadeAnew(file)),
  );
  const whole = unattached.filter(({ policy }) => !question.files.isBroken(policy));
  const offered = whole.length > 0 ? whole : unattached;
  return offered.slice(0, most).map(({ file, name, policy, group }): FixProposal => ({
    kind: "not-in-policy",
    change: {
      change: "attach",
      file,
      policyName: name,
      to: caller?.text ?? request.principal,
      ...(group === undefined ? {} : { group }),
    },
    risks: risksOfWhole(policy, { name, request, isOnly: offered.length === 1 }),
    changes: [],
    given: NOTHING_GIVEN,
    attached: policy,
    cost: 2,
  }));
}
