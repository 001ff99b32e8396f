/** What kind of policy an argument of a resource is. */
import { attributeNamed, type HclBlock } from "../../syntax/hcl-tree.ts";
import { textOf } from "./evaluate.ts";
import { ORGANIZATION_KINDS } from "./organization-kinds.ts";
import { type Scope } from "./scope.ts";
import { type ArgumentContent, contentOfArgument, ORGANIZATION_POLICY } from "./types.ts";

export function kindOfUse(type: string, argument: string, block: HclBlock, scope: Scope): ArgumentContent | undefined {
  return type === ORGANIZATION_POLICY && argument === "content"
    ? organizationKind(block, scope)
    : contentOfArgument(type, argument);
}

/** Without a type it is a service control policy. */
function organizationKind(block: HclBlock, scope: Scope): ArgumentContent | undefined {
  const stated = attributeNamed(block.body, "type");
  if (stated === undefined) return "scp";
  const text = textOf(stated.value, scope);
  if (text === undefined || text.holes.length > 0) return undefined;
  return ORGANIZATION_KINDS.get(text.text) ?? "other-document";
}
