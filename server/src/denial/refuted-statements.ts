/** Statements that are open in their conditions alone, and that no request matches: by proof, they decide nothing. */
import { type StatementTrace } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { type NeverReason } from "../proof/proof.ts";
import { type FixFiles } from "./fixes/question.ts";

type Refutations = Pick<FixFiles, "refutation">;

export function withRefutations(request: Request, files: Refutations): Request {
  return { ...request, isRefuted: (policy, statement) => files.refutation(policy, statement) !== undefined };
}

/** Why the statement matches nothing, where that alone keeps it from this request. */
export function refutationOf(trace: StatementTrace, files: Refutations): NeverReason | undefined {
  const { action, resource, principal, condition, policy, statement } = trace;
  const fails = condition.entries.some(({ truth }) => truth === "no");
  const isOpen = [action.truth, resource.truth, principal?.truth ?? "yes"].every((truth) => truth === "yes");
  return isOpen && !fails && condition.truth !== "yes" ? files.refutation(policy, statement) : undefined;
}
