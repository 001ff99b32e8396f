/** What AWS answered, and what it did not, for people. */
import { type Failure, type Identity } from "../aws/index.ts";
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
