/** Whose trust policy it is. */
import { type PolicyUnderCheck } from "./check.ts";

/** Its ARNs, as the workspace, a template or the folder says: `roles/app/trust-policy.json`. */
export function ownRoles({ resource, declaredResources = [], folderOfRole }: PolicyUnderCheck): readonly string[] {
  const told = [...(resource === undefined ? [] : [resource]), ...declaredResources].filter((arn) =>
    arn.includes(":role/"),
  );
  if (told.length > 0) return told;
  return folderOfRole === undefined ? [] : [`arn:*:iam::*:role/${folderOfRole}`];
}
