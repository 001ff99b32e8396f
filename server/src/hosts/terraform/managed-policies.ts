/** The managed policies that a file attaches by their ARNs, so that no file need show them. */
import { type Link } from "../host.ts";
import { managedLink } from "../managed-link.ts";
import { attachmentsIn } from "./holders.ts";
import { type TerraformFile, type TerraformModule } from "./module.ts";

export function managedLinks(file: TerraformFile, module: TerraformModule): readonly Link[] {
  const attachments = attachmentsIn(module, {
    resources: module.resourcesOf(file.path),
    calls: module.calls.filter((call) => call.file === file),
  });
  return [...attachments].flatMap(([policy, { holders, limited }]) => [
    ...holders.flatMap((holder) => managedLink("declared-policy", holder, policy)),
    ...limited.flatMap((holder) => managedLink("declared-boundary", holder, policy)),
  ]);
}
