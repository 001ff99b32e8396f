/** A snapshot of the caller's account that lacks the caller: what is attached to it cannot be here. */
import { awsCommand } from "../denial/aws-command.ts";
import { type Explanation } from "../denial/explanation.ts";
import { type NextStep } from "../denial/next-step.ts";
import { isMask } from "../policy/masked-arn.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { type AccountSnapshot, snapshotsWithout } from "../workspace/account-snapshots.ts";

/** First among the steps, where no policy of the caller is here. Source: AWS CLI Command Reference, "get-account-authorization-details". */
export function withSnapshotStep(explanation: Explanation, snapshots: readonly AccountSnapshot[]): Explanation {
  const { verdict, layer, request, next } = explanation;
  const isOfCaller = layer === undefined || layer === "identity" || layer === "boundary";
  const caller = request.principal === undefined ? undefined : readAccountCaller(request.principal);
  if (verdict !== "not-covered" || !isOfCaller || caller === undefined || isMask(caller.name)) return explanation;
  const [lacking] = snapshotsWithout(caller.text, snapshots);
  if (lacking === undefined) return explanation;
  const step: NextStep = {
    step: "snapshot-without",
    file: lacking.file,
    account: lacking.account,
    is: caller.kind === "user" ? "user" : "role",
    name: caller.name,
    commands: awsCommand("iam", "get-account-authorization-details"),
  };
  return { ...explanation, next: [step, ...next] };
}
