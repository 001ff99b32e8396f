/** Whom a module's policies are attached to, also by the modules that it gives them to. */
import { attributeNamed } from "../../syntax/hcl-tree.ts";
import { type Attachments, type AttachmentsByPolicy, attachmentsIn, NOWHERE_ATTACHED } from "./holders.ts";
import { type DeclaredBlock, type TerraformModule } from "./module.ts";

/** Several ask for those of one module. */
export function attachmentsOfModule(module: TerraformModule): AttachmentsByPolicy {
  const known = KNOWN.get(module) ?? attachmentsFound(module);
  KNOWN.set(module, known);
  return known;
}

const KNOWN = new WeakMap<TerraformModule, AttachmentsByPolicy>();

function attachmentsFound(module: TerraformModule): AttachmentsByPolicy {
  const own = attachmentsIn(module);
  const byCalls = module.calls.filter(givesPolicies).flatMap(({ block }) => {
    const called = module.calledByItself(block.labels[0]?.text ?? "");
    return called === undefined ? [] : [called, ...modulesGivenOn(called)];
  });
  const found = byCalls.map((called) => attachmentsIn(called, called, module)).filter(({ size }) => size > 0);
  return found.length === 0 ? own : joined([own, ...found]);
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
  const found = new Map<string, Attachments>();
  for (const one of all) {
    for (const [policy, { holders, limited, groups, targets, isRepeated }] of one) {
      const known = found.get(policy) ?? NOWHERE_ATTACHED;
      found.set(policy, {
        holders: [...known.holders, ...holders],
        limited: [...known.limited, ...limited],
        groups: [...known.groups, ...groups],
        targets: [...known.targets, ...targets],
        isRepeated: known.isRepeated || isRepeated,
      });
    }
  }
  return found;
}
