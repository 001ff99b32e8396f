/** Whom a module's policies are attached to, also by the modules that it gives them to. */
import { attributeNamed } from "../../syntax/hcl-tree.ts";
import { type Attachments, type AttachmentsByPolicy, joinedAttachments } from "./attachments.ts";
import { attachmentsMadeBy } from "./holders.ts";
import { type DeclaredBlock, type TerraformModule } from "./module.ts";

/** Several ask for those of one module. */
export function attachmentsOfModule(module: TerraformModule): AttachmentsByPolicy {
  const known = KNOWN.get(module) ?? attachmentsFound(module);
  KNOWN.set(module, known);
  return known;
}

const KNOWN = new WeakMap<TerraformModule, AttachmentsByPolicy>();

function attachmentsFound(module: TerraformModule): AttachmentsByPolicy {
  const own = attachmentsMadeBy(module).get(module) ?? new Map<string, Attachments>();
  const byCalls = module.calls.filter(givesPolicies).flatMap(({ block }) => {
    const called = module.calledByItself(block.labels[0]?.text ?? "");
    return called === undefined ? [] : [called, ...modulesGivenOn(called)];
  });
  const found = byCalls.flatMap((called) => attachmentsMadeBy(called).get(module) ?? []);
  return found.length === 0 ? own : joined([own, ...found]);
}

/**
 * The same where a module calls others: it attaches what they give back, also by giving it to another one of them.
 * `called`: those that it calls, and those that they call.
 */
export function attachmentsAmong(
  module: TerraformModule,
  called: readonly TerraformModule[],
): (of: TerraformModule) => AttachmentsByPolicy {
  const byOthers = new Map<TerraformModule, AttachmentsByPolicy[]>();
  for (const by of [module, ...called]) {
    for (const [of, attached] of attachmentsMadeBy(by)) {
      if (of === by) continue;
      const known = byOthers.get(of);
      if (known === undefined) byOthers.set(of, [attached]);
      else known.push(attached);
    }
  }
  return (of) => {
    const own = attachmentsOfModule(of);
    const others = byOthers.get(of);
    return others === undefined ? own : joined([own, ...others]);
  };
}

/** What a module is given it may give to those that it calls. */
function modulesGivenOn(module: TerraformModule): readonly TerraformModule[] {
  return module.calls.flatMap(({ block }) => module.calledByItself(block.labels[0]?.text ?? "") ?? []);
}

/** May a call have a policy among its inputs? Most have none, and those that they call need not be read for it. */
function givesPolicies({ block, file }: DeclaredBlock): boolean {
  if (attributeNamed(block.body, "source") === undefined) return false;
  return /\baws_(?:iam|organizations)_policy\b|\blocal\./.test(file.text.slice(block.span.start, block.span.end));
}

function joined(all: readonly AttachmentsByPolicy[]): AttachmentsByPolicy {
  const found = new Map<string, Attachments[]>();
  for (const one of all) {
    for (const [policy, attached] of one) {
      const known = found.get(policy);
      if (known === undefined) found.set(policy, [attached]);
      else known.push(attached);
    }
  }
  return new Map([...found].map(([policy, attached]) => [policy, joinedAttachments(attached)]));
}
