/** The one role or user of the files that a request's caller can be. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { isMask } from "../policy/masked-arn.ts";
import { bestFit, namesOfPrincipal, sortOfHolder } from "./declared-attachments.ts";
import { filesOfStack, isMadeUp } from "./file-of-stack.ts";
import { type PlacedHolder, type WorkspacePolicies } from "./workspace.ts";

/** `principal`: an ARN. Undefined where none, or more than one, fits best. */
export function holderNamed(principal: string, workspace: WorkspacePolicies): PlacedHolder | undefined {
  const [first, ...others] = holdersNamed(principal, workspace);
  return others.length === 0 ? first : undefined;
}

/** All that fit best. */
export function holdersNamed(principal: string, workspace: WorkspacePolicies): readonly PlacedHolder[] {
  const caller = readAccountCaller(principal);
  if (caller === undefined || isMask(caller.name)) return [];
  const sort = sortOfHolder(caller);
  const names = namesOfPrincipal(caller, workspace);
  let most = -1;
  let best: PlacedHolder[] = [];
  for (const holder of workspace.holders) {
    const declared = { holders: holder.names, ...(holder.account && { account: holder.account }) };
    const fit = holder.sort === sort ? bestFit(declared, { names, sort, account: caller.account }) : undefined;
    if (fit === undefined || fit < most) continue;
    if (fit > most) best = [];
    best.push(holder);
    most = fit;
  }
  const only = best.length < 2 ? undefined : ofStack(best, names);
  return only === undefined ? best : [only];
}

function ofStack(holders: readonly PlacedHolder[], names: readonly string[]): PlacedHolder | undefined {
  if (!holders.every((one) => isMadeUp({ holders: one.names }))) return undefined;
  const files = filesOfStack(
    holders.map(({ path }) => path),
    names,
  );
  const [only, ...others] = holders.filter(({ path }) => files?.has(path) === true);
  return others.length === 0 ? only : undefined;
}
