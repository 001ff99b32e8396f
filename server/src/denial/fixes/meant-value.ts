/** Is what a condition lists meant for the value that the request has? */
import { readAccountCaller } from "../../policy/account-caller.ts";
import { type OperatorUse } from "../../policy/operators.ts";
import { matchesText } from "./covers.ts";
import { type FixScene } from "./proposal.ts";
import { withoutSlip } from "./resource-slip.ts";

/** Is what is written the request's value with a slip, or a pattern for it where patterns mean nothing? */
export function isMeantFor(written: string, value: string, use: OperatorUse): boolean {
  if (use.operator.family === "ip") return false;
  const isSlip = written.toLowerCase() === value.toLowerCase() || withoutSlip(written, value) !== undefined;
  return isSlip || isItsSession(written, value) || (!use.operator.wildcards && isPatternFor(written, value));
}

/**
 * A service uses a key from the key's own Region, and the replicas of a multi-Region key may share one policy. Sources:
 * "kms:ViaService"; "Multi-Region keys in AWS KMS" (AWS KMS Developer Guide).
 */
export function isOfOtherRegion(key: string, written: string, value: string, { layer, exact = "" }: FixScene): boolean {
  if (layer !== "key-policy" || key.toLowerCase() !== "kms:viaservice" || !/:key\/(?!mrk-)/.test(exact)) return false;
  const [, service, suffix] = /^([a-z0-9-]+)\.[a-z0-9-]+\.(amazonaws\.com(?:\.cn)?)$/.exec(written) ?? [];
  return service !== undefined && value.startsWith(`${service}.`) && value.endsWith(`.${suffix ?? ""}`);
}

export function isPatternFor(pattern: string, text: string): boolean {
  return /[*?]/.test(pattern) && matchesText(pattern, text);
}

/** The session of the role, where the request has the role. */
export function isItsSession(written: string, role: string): boolean {
  const session = readAccountCaller(written);
  const caller = readAccountCaller(role);
  return (
    session?.kind === "session" &&
    caller?.kind === "role" &&
    session.account === caller.account &&
    session.name.toLowerCase() === caller.name.toLowerCase()
  );
}
