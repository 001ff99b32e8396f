/** Whom a block that has a policy gives it. */
import { type SortedHolder } from "../holder-sorts.ts";
import { holderOfCall, holdersIn, ownHolder } from "./holders.ts";
import { instancesOf } from "./instances.ts";
import { type DeclaredBlock } from "./module.ts";
import { type Scope } from "./scope.ts";
import { atItsTime, timesOf } from "./times-of-holders.ts";

const MAKING: ReadonlySet<string> = new Set(["aws_iam_role", "aws_iam_user"]);

/** By name where the files settle that for each time, or by what the names have in common. */
export function ownHolders(resource: DeclaredBlock, scope: Scope): readonly SortedHolder[] {
  const times = timesOf(resource, scope).map((time) => atItsTime(holdersAt(resource, time), time));
  return times.every((holders) => holders.length > 0) ? times.flat() : holdersAt(resource, scope);
}

function holdersAt(resource: DeclaredBlock, scope: Scope): readonly SortedHolder[] {
  const { block } = resource;
  if (block.type === "module") return holderOfCall(block, scope);
  return MAKING.has(block.labels[0]?.text ?? "") ? ownHolder(resource, scope) : holdersIn(block, scope);
}

/** All that the block gives one of its own, where what their names have in common tells nothing; none where one is not settled. */
export function holdersOfEach(resource: DeclaredBlock, scope: Scope): readonly SortedHolder[] {
  const each = instancesOf(resource.block, scope)?.map((one) => ownHolders(resource, one.scope)) ?? [];
  return each.every((holders) => holders.length > 0) ? each.flat() : [];
}
