/** What AWS answered, and what it did not, for people. */
import { type Failure, type Identity } from "../aws/index.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { type AwsIo } from "./aws-io.ts";

/** On standard error: what happened, what AWS says itself, what to do. */
export function tellFailure(failure: Failure, io: AwsIo): void {
  const { sentence, next, message, cause } = failure;
  io.err.line(`iam-verdict aws: ${sentence}`);
  if (message !== undefined && cause !== "other") io.err.line(`  AWS says: ${message}`);
  const missing = cause === "denied" ? missingPermission(failure, io) : undefined;
  if (missing !== undefined) io.err.line(`  The permission that is missing: ${missing}`);
  io.err.line(`  ${next}`);
}

/** As our own reader takes it from AWS's words; what they do not say is what was called. */
function missingPermission({ message, call }: Failure, io: AwsIo): string | undefined {
  if (message === undefined) return call;
  const { action } = io.service().readDenial(message).denials[0] ?? {};
  return typeof action === "string" ? action : call;
}

export function printIdentity(
  identity: Identity,
  principal: string | undefined,
  format: "text" | "json",
  { out }: AwsIo,
): void {
  const same = principal === undefined ? undefined : isSamePrincipal(identity.arn, principal);
  if (format === "json") {
    out.jsonDocument({ ...identity, ...(same === undefined ? {} : { isPrincipal: same }) });
    return;
  }
  const { region } = identity;
  out.line(`You are ${identity.arn}.`);
  out.line(`  account      ${identity.account}`);
  out.line(`  credentials  from ${identity.source}`);
  if (identity.unusedSource !== undefined) out.line(`               ${identity.unusedSource}`);
  if (identity.expires !== undefined) out.line(`  expire       ${identity.expires}`);
  const assumed = region.from === "assumed" ? " (assumed, because neither --region nor the settings name one)" : "";
  out.line(`  Region       ${region.name}${assumed}`);
  if (same === undefined) return;
  out.line(
    same
      ? `This is the principal of the message.`
      : `This is not the principal of the message, ${principal ?? ""}. Name the profile that has its credentials.`,
  );
}

/** Of one role any session will do. */
function isSamePrincipal(arn: string, other: string): boolean {
  if (arn === other) return true;
  const [one, two] = [readAccountCaller(arn), readAccountCaller(other)];
  if (one === undefined || two === undefined) return false;
  const isOfRole = (kind: string): boolean => kind === "session" || kind === "role";
  return (
    one.account === two.account &&
    one.name.toLowerCase() === two.name.toLowerCase() &&
    (one.kind === two.kind || (isOfRole(one.kind) && isOfRole(two.kind)))
  );
}
