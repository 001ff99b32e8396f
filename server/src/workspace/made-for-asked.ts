/** Of a text that makes policies again and again: the one that is the caller's, or that of the resource. */
import { type Declared, type MadeEachTime } from "../hosts/host.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { isMask } from "../policy/masked-arn.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { fitOf, isOfDeclared, namesOfPrincipal } from "./declared-attachments.ts";

/** The ARNs of a message. */
export interface Asked {
  readonly principal: string | undefined;
  readonly resource: string | undefined;
}

/** Undefined where there are several, or none. `by`: what it is told by. */
export function madeForAsked(
  { each }: Pick<Declared, "each">,
  by: "holders" | "resources",
  { principal, resource }: Asked,
): MadeEachTime | undefined {
  if (each === undefined) return undefined;
  const caller = by === "holders" && principal !== undefined ? readAccountCaller(principal) : undefined;
  const names = caller === undefined || isMask(caller.name) ? [] : namesOfPrincipal(caller);
  const arn = by === "resources" ? resource : undefined;
  if (names.length === 0 && arn === undefined) return undefined;
  const isIt = (one: MadeEachTime): boolean =>
    arn === undefined ? one.holders.some((name) => fitOf(name, names) !== undefined) : isOfDeclared(one, arn);
  const [only, ...others] = each().filter(isIt);
  return others.length === 0 ? only : undefined;
}

/** Where the file has what is the caller's alone, or the resource's. */
export function ownPartOf(declared: Declared, slot: PolicySlot, asked: Asked): Pick<CandidatePolicy, "ownPart"> {
  const entry = madeForAsked(declared, slot === "resource" ? "resources" : "holders", asked)?.entry;
  return entry === undefined ? {} : { ownPart: { file: entry.path, span: entry.span } };
}
