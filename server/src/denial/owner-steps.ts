/** What is for somebody else to settle or to say: AWS, the organization, whoever maintains a Deny or has a part of a resource. */
import { isAccountId, readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { awsCommand as command } from "./aws-command.ts";
import { type DeniedRequest } from "./denied-request.ts";
import { type NextStep } from "./next-step.ts";
import { type Unknown } from "./not-known.ts";
import { type NextQuestion } from "./next-steps.ts";

/**
 * Sources: "AWSCompromisedKeyQuarantineV3" (AWS Managed Policy Reference Guide); "What do I do if I notice unauthorized
 * activity in my AWS account?".
 */
export function leakedKeySteps({ denial, request: { principal }, culprits }: NextQuestion): readonly NextStep[] {
  const isFound = culprits.some(({ certain, place }) => certain && QUARANTINE.test(place.policyName));
  if (!isFound && !QUARANTINE.test(denial.policyArn ?? "")) return [];
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  const of = caller?.kind === "user" ? ["--user-name", caller.name] : [];
  return [{ step: "leaked-keys", commands: command("iam", "list-access-keys", ...of) }];
}

const QUARANTINE = /^(?:arn:[^:]+:iam::aws:policy\/)?AWSCompromisedKeyQuarantine(?:V\d+)?$/;

/**
 * A Deny of the resource's own policy keeps its root user from nothing that lifts it. Sources: "PutBucketPolicy" (Amazon S3
 * API Reference), on root principals; "Perform a privileged task on an AWS Organizations member account".
 */
export function unlockSteps({ verdict, layer, denial, request }: NextQuestion): readonly NextStep[] {
  const { principal, action = "", asked, resourceAccount } = request;
  const lock = LOCKS.find(({ changes }) => changes.test(action));
  const isDenied = verdict === "explained" && layer === "resource" && denial.denyType === "explicit";
  if (lock === undefined || !isDenied) return [];
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  if (caller?.kind === "root") return [];
  const owner = resourceAccount ?? readArn(asked.arn ?? "")?.account ?? "";
  const task = `arn=arn:aws:iam::aws:policy/root-task/${lock.task}`;
  const account = isAccountId(owner) ? owner : `"$ACCOUNT_ID"`;
  const commands = [`aws sts assume-root --target-principal ${account} --task-policy-arn ${task}`];
  return [{ step: "unlock-policy", of: lock.of, commands }];
}

const LOCKS = [
  { of: "bucket", changes: /^s3:(?:Get|Put|Delete)BucketPolicy$/i, task: "S3UnlockBucketPolicy" },
  { of: "queue", changes: /^sqs:(?:Get|Set)QueueAttributes$/i, task: "SQSUnlockQueuePolicy" },
] as const;

/** Of what nobody but somebody else can settle. */
export function ownerSteps({
  verdict,
  layer,
  denial,
  culprits,
  fixes,
  guard,
  othersPart,
}: NextQuestion): readonly NextStep[] {
  if (verdict !== "explained" || fixes.length > 0) return [];
  if (othersPart !== undefined) return [{ step: "others-part", commands: [], place: othersPart }];
  const [first] = culprits;
  const isOwn = layer === "identity" && denial.denyType === "explicit" && guard === undefined;
  return isOwn && first?.certain === true ? [{ step: "ask-owner", commands: [], place: first.place }] : [];
}

/** Where policies here are of units of which nobody said whether they hold the account. Source: "list-parents" (AWS CLI). */
export function unitSteps(
  unknowns: readonly Unknown[],
  { principal, resourceAccount }: DeniedRequest,
): readonly NextStep[] {
  const caller = principal === undefined ? undefined : readAccountCaller(principal)?.account;
  const accounts = unknowns.flatMap((one) => {
    if (one.unknown !== "attachment" || one.statedFor === undefined) return [];
    // A root is above every account of its organization, and an account above none: of whom the resource is, is the
    // question then.
    if (one.statedFor.startsWith("r-") || isAccountId(one.statedFor)) return [];
    const account = one.slot === "scp" ? caller : one.slot === "rcp" ? (resourceAccount ?? caller) : undefined;
    return account !== undefined && isAccountId(account) ? [account] : [];
  });
  return Array.from(new Set(accounts), (account) => ({
    step: "say-units",
    account,
    commands: command("organizations", "list-parents", "--child-id", account),
  }));
}
