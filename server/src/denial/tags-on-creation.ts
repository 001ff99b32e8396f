/**
 * The call that makes a resource with tags, where the permission for the tags is what was refused. Sources: "Grant permission
 * to tag Amazon EC2 resources during creation"; "Grant permission to tag resources on creation" (Amazon ECS); "Grant
 * permission to tag resources during creation" (Elastic Load Balancing).
 */
import { type Denial } from "../message/denial.ts";

/** The condition key that has the name of such a call; undefined for an action that has none. */
export function keyOfCreation(action: string): string | undefined {
  return KEYS.get(action.toLowerCase());
}

/** Undefined where the message does not say which call it was, and where the tags were asked for by themselves. */
export function creatingCall(
  action: string | undefined,
  { operation, callAction }: Denial,
): { readonly key: string; readonly operation: string } | undefined {
  const key = action === undefined ? undefined : keyOfCreation(action);
  const [service = "", name] = action?.split(":") ?? [];
  const isOfService = callAction?.toLowerCase().startsWith(`${service.toLowerCase()}:`) === true;
  if (key === undefined || operation === null || !isOfService) return undefined;
  return operation.toLowerCase() === name?.toLowerCase() ? undefined : { key, operation };
}

const KEYS: ReadonlyMap<string, string> = new Map([
  ["ec2:createtags", "ec2:CreateAction"],
  ["ecs:tagresource", "ecs:CreateAction"],
  ["elasticloadbalancing:addtags", "elasticloadbalancing:CreateAction"],
]);
