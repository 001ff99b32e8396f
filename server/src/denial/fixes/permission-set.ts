/** A statement for a permission set of IAM Identity Center: its roles have a path and a suffix that nobody can write in advance. */
import { readAccountCaller } from "../../policy/account-caller.ts";
import { newObject, type NewValue } from "../../syntax/change.ts";
import { type FixRisk } from "./fix-risk.ts";
import { type Evaluated, verdictOf } from "../reconcile.ts";
import { type NamedCaller, rolesOfPermissionSet } from "./caller.ts";
import { type FixProposal, type FixScene } from "./proposal.ts";

export interface AccountOfPermissionSet {
  readonly name: string;
  readonly account: NamedCaller;
  readonly condition: NewValue;
}

/**
 * The account, on a condition that means the roles of the caller's permission set. Source: "Referencing permission sets in
 * resource policies, Amazon EKS Cluster config maps, and AWS KMS key policies".
 */
export function accountOfPermissionSet({
  layer,
  caller,
  request,
}: Pick<FixScene, "layer" | "caller" | "request">): AccountOfPermissionSet | undefined {
  const set = caller === undefined && NAMING.has(layer) ? rolesOfPermissionSet(request) : undefined;
  const own = set && readAccountCaller(request.principal);
  if (set === undefined || own === undefined) return undefined;
  const text = `arn:${own.partition}:iam::${own.account}:root`;
  return {
    name: set.name,
    account: { type: "AWS", text, pathUnknown: false },
    condition: newObject({ ArnLike: newObject({ "aws:PrincipalArn": set.pattern }) }),
  };
}

/** Whose policies name principals. */
const NAMING: ReadonlySet<FixScene["layer"]> = new Set(["resource", "key-policy", "trust"]);

/** What is allowed to an account is allowed to those of it whose own policies allow it. Source: "AWS JSON policy elements: Principal". */
export function leftToAccount({ change }: FixProposal, { decision, play }: Evaluated): readonly FixRisk[] {
  if (change.change !== "add-statement" || change.permissionSet === undefined) return [];
  // What is here and does not allow it is named as what denies next.
  if (play.used.identity.length > 0 && verdictOf(decision, "identity") !== "unknown") return [];
  return [{ risk: "left-to-account", permissionSet: change.permissionSet, action: change.to }];
}

/** Does it add a statement for the account of a permission set? */
export function isForPermissionSet({ change }: Pick<FixProposal, "change">): boolean {
  return change.change === "add-statement" && change.permissionSet !== undefined;
}
