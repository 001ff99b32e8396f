/** What AWS answered, and what it did not, for people. */
import { type Failure, type Identity, type MissingPermission, type Region } from "../aws/index.ts";
import { type AwsIo } from "./aws-io.ts";

/** On standard error: what happened, what AWS says itself, what to do. */
export function tellFailure(failure: Failure, io: AwsIo): void {
  const { sentence, message, cause } = failure;
  const missing = missingOf(failure, io);
  const { without, policy, next = failure.next } = missing ?? {};
  io.err.line(`iam-verdict aws: ${sentence}`);
  if (message !== undefined && cause !== "other") io.err.line(`  AWS says: ${message}`);
  for (const line of failure.printed?.split(/\r?\n/) ?? []) io.err.line(`  It says: ${line}`);
  const kept = io.aws().keptInWords(failure);
  if (kept !== undefined) io.err.line(`  ${kept}`);
  if (failure.lacking !== undefined) io.err.line(`  So these are missing: ${failure.lacking.join(", ")}`);
  if (missing !== undefined) io.err.line(`  Missing permission: ${missing.action}`);
  if (without !== undefined) io.err.line(`  ${without}`);
  io.err.line(`  ${next}`);
  if (policy !== undefined) io.err.line(`  ${policy}`);
}

/** Whoever is answered from a Region that nobody named has to know how another one is asked. */
export function tellAssumedRegion({ name, from }: Region, { err }: AwsIo): void {
  if (from !== "assumed") return;
  err.line(`iam-verdict aws: No Region is named, so ${name} was asked. Name another one with --region.`);
}

/** As JSON says it: with what is missing, where that is a permission. */
export function failureForJson(failure: Failure, io: AwsIo): object {
  const missing = missingOf(failure, io);
  return missing === undefined ? failure : { ...failure, missing };
}

/** By AWS's words as our own reader takes them. */
function missingOf(failure: Failure, io: AwsIo): MissingPermission | undefined {
  const { cause, message } = failure;
  if (cause !== "denied") return undefined;
  return io.aws().missingPermission(failure, io.service().readDenial(message ?? "").denials[0]);
}

export function printIdentity(
  identity: Identity,
  principal: string | undefined,
  format: "text" | "json",
  { aws, out }: AwsIo,
): void {
  const { headline, rows, match } = aws().identityInWords(identity, principal);
  if (format === "json") {
    out.jsonDocument({ ...identity, ...(match === undefined ? {} : { isPrincipal: match.isPrincipal }) });
    return;
  }
  out.line(headline);
  for (const { label, text } of rows) out.line(`  ${label.padEnd(11)}  ${text}`);
  if (match !== undefined) out.line(match.sentence);
}
