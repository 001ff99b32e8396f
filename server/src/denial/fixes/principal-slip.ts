/** Is a Principal that does not name the caller one that was meant to? What to write instead, and what that may take away. */
import { editDistance, isNearName } from "../../domains/nearest-name.ts";
import { isAccountId, readAccountCaller } from "../../policy/account-caller.ts";
import { type AccountCaller } from "../../policy/caller.ts";
import { type FixFiles } from "./question.ts";
import { isOneOff } from "./resource-slip.ts";

export interface PrincipalSlip {
  readonly to: string;
  /** Nobody of that name can be there. */
  readonly standsForNobody: boolean;
}

/** `caller`: the ARN of a user or a role; without its path if `pathUnknown`. Undefined where two things may be meant. */
export function principalSlip(
  written: string,
  caller: { readonly text: string; readonly pathUnknown: boolean },
  files: Pick<FixFiles, "knowsPrincipal" | "knowsAccount">,
): PrincipalSlip | undefined {
  const [own, wanted] = [readAccountCaller(written), readAccountCaller(caller.text)];
  const account = WHOLE_ACCOUNT.exec(written)?.[1];
  if (account !== undefined && wanted !== undefined)
    return slipOfAccount(account, wanted, files)
      ? { to: written.replace(account, wanted.account), standsForNobody: false }
      : undefined;
  if (own === undefined || wanted === undefined || own.kind !== wanted.kind || own.partition !== wanted.partition)
    return undefined;
  if (own.kind !== "user" && own.kind !== "role") return undefined;
  // The path of a session's role shows in what is written, if anywhere.
  const to = caller.pathUnknown
    ? withName(written.replace(`:${own.account}:`, `:${wanted.account}:`), wanted)
    : caller.text;
  if (pathOf(written) !== pathOf(to)) return undefined;
  if (own.name === wanted.name)
    return slipOfAccount(own.account, wanted, files) ? { to, standsForNobody: false } : undefined;
  if (own.account !== wanted.account) return undefined;
  // Names are unique in an account whatever their case. Source: "IAM and AWS STS quotas", on names.
  if (own.name.toLowerCase() === wanted.name.toLowerCase()) return { to, standsForNobody: true };
  const isSlip = isSlippedName(own.name, wanted.name) && !files.knowsPrincipal(written);
  return isSlip ? { to, standsForNobody: false } : undefined;
}

/** The two forms of an account. Source: "AWS JSON policy elements: Principal", account principals. */
const WHOLE_ACCOUNT = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/;

function withName(arn: string, { name }: AccountCaller): string {
  return arn.slice(0, arn.lastIndexOf("/") + 1) + name;
}

function pathOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1, arn.lastIndexOf("/") + 1);
}

function slipOfAccount(account: string, wanted: AccountCaller, files: Pick<FixFiles, "knowsAccount">): boolean {
  return (
    isAccountId(account) &&
    account !== wanted.account &&
    isOneOff(account, wanted.account) &&
    !files.knowsAccount(account)
  );
}

/** Names that differ in their digits (`job-1`), or in a short word (`app-ro` and `app-rw`), are those of two things. */
function isSlippedName(written: string, wanted: string): boolean {
  if (!isNearName(written, wanted) || withoutDigits(written) === withoutDigits(wanted)) return false;
  const [own, other] = [written.split(PARTING), wanted.split(PARTING)];
  if (own.length !== other.length) return true;
  const different = own.flatMap((word, at) => (word === other[at] ? [] : [[word, other[at] ?? ""] as const]));
  return different.every(
    ([word, meant]) => word.length !== meant.length || word.length > SHORT_WORD || isSwapped(word, meant),
  );
}

const PARTING = /[-_.@=,+]/;
const SHORT_WORD = 4;

function withoutDigits(name: string): string {
  return name.replace(/\d/g, "");
}

function isSwapped(one: string, other: string): boolean {
  return Array.from(one).sort().join("") === Array.from(other).sort().join("") && editDistance(one, other, 1) === 1;
}
