/** The one role or user of the files that a request's caller can be. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { isMask } from "../policy/masked-arn.ts";
import { bestFit, namesOfPrincipal, sortOfHolder } from "./declared-attachments.ts";
import { type PlacedHolder, type WorkspacePolicies } from "./workspace.ts";

/** `principal`: an ARN. Undefined where none, or more than one, fits best. */
export function holderNamed(principal: string, { holders }: WorkspacePolicies): PlacedHolder | undefined {
  const caller = readAccountCaller(principal);
  if (caller === undefined || isMask(caller.name)) return undefined;
  const sort = sortOfHolder(caller);
  const names = namesOfPrincipal(caller);
  let best: { readonly holder: PlacedHolder; readonly fit: number; readonly isOnly: boolean } | undefined;
  for (const holder of holders) {
    const fit = holder.sort === sort ? bestFit({ holders: holder.names }, names) : undefined;
    if (fit === undefined || (best !== undefined && fit < best.fit)) continue;
    best = { holder, fit, isOnly: best === undefined || fit > best.fit };
  }
  return best?.isOnly === true ? best.holder : undefined;
}
