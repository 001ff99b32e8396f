/** The managed policies that a file attaches and that its module does not make, so that no file need show them. */
import { type Link } from "../host.ts";
import { managedLink } from "../managed-link.ts";
import { attachmentsOfModule } from "./attachments-by-calls.ts";
import { type AttachmentsByPolicy } from "./attachments.ts";
import { attachmentsIn } from "./holders.ts";
import { type TerraformFile, type TerraformModule } from "./module.ts";
import { managedName } from "./named-policies.ts";

export function managedLinks(file: TerraformFile, module: TerraformModule): readonly Link[] {
  const calls = module.calls.filter((call) => call.file === file);
  const called = calls.flatMap(({ block }) => module.calledByItself(block.labels[0]?.text ?? "") ?? []);
  const own = attachmentsIn(module, { resources: module.resourcesOf(file.path), calls }).get(module);
  return [...(own === undefined ? [] : [own]), ...called.map(attachmentsOfModule)].flatMap(linksOf);
}

function linksOf(attachments: AttachmentsByPolicy): readonly Link[] {
  return [...attachments].flatMap(([policy, { holders, limited }]) => {
    const named = managedName(policy);
    if (named === undefined) return [];
    return [
      ...holders.flatMap((holder) => managedLink("declared-policy", holder, named)),
      ...limited.flatMap((holder) => managedLink("declared-boundary", holder, named)),
    ];
  });
}
