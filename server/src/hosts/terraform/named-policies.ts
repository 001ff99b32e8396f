/** Which managed policies an argument of a module names. */
import { patternOf } from "../../syntax/filled-text.ts";
import { attributeNamed, type HclExpression } from "../../syntax/hcl-tree.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { textOf } from "./evaluate.ts";
import { followItems } from "./follow.ts";
import { instanceIndex } from "./instances.ts";
import { type TerraformModule } from "./module.ts";
import { blockReference, type BlockReference } from "./resource-texts.ts";
import { type Scope } from "./scope.ts";

export interface NamedPolicy {
  /** As in `AttachmentsByPolicy`. */
  readonly address: string;
  /** Whose policy it may be: what is named by its ARN may be one of whoever gives that, too. */
  readonly modules: readonly TerraformModule[];
}

/**
 * The policies that an argument names: the addresses of those that the module makes, of a module of the registry its own,
 * `module.policy`, and the ARNs of others.
 */
export function policiesIn(value: HclExpression | undefined, scope: Scope): readonly NamedPolicy[] {
  if (value === undefined) return [];
  return followItems(value, scope).flatMap((one) => {
    const { module } = one.scope;
    const to = one.expression.kind === "reference" ? blockReference(one.expression) : undefined;
    const named = (addresses: readonly string[], modules: readonly TerraformModule[]): readonly NamedPolicy[] =>
      addresses.map((address) => ({ address, modules }));
    if (to?.mode === "resource")
      return named(addressesOf(`${to.type}.${to.name}`, one.expression, one.scope), [module]);
    if (to?.type === "aws_iam_policy") return named(policyLookedUp(to, one.scope), [module]);
    const text = to === undefined || module === scope.module ? textOf(one.expression, one.scope) : undefined;
    const modules = module === scope.module ? [module] : [module, scope.module];
    return text?.text.startsWith("arn:") === true ? named([patternOf(text)], modules) : [];
  });
}

/** Of the policy, and of the instances that are meant. */
function addressesOf(address: string, reference: HclExpression, scope: Scope): readonly string[] {
  const index = instanceIndex(reference);
  if (index === "all") return [address, addressOfAll(address)];
  const key = textOf(index, scope);
  return key === undefined || key.holes.length > 0 ? [address] : [address, addressOfInstance(address, key.text)];
}

/** What the data source looks up, by its ARN or by its name. Source: "aws_iam_policy" (Terraform AWS provider). */
function policyLookedUp({ type, name }: BlockReference, { module }: Scope): readonly string[] {
  const declared = module.block("data", `${type}.${name}`);
  if (declared === undefined) return [];
  const scope = scopeOfBlock(declared.block, declared.file, module);
  const at = (argument: string): string => {
    const value = attributeNamed(declared.block.body, argument)?.value;
    const text = value && textOf(value, scope);
    return text === undefined ? "" : patternOf(text);
  };
  const [arn, own] = [at("arn"), at("name")];
  return own !== "" ? [BY_NAME + own] : arn.startsWith("arn:") ? [arn] : [];
}

/** In front of a name, which is no address. */
const BY_NAME = "name ";

/** The ARN or the name of a policy that the module does not make; undefined for an address. */
export function managedName(policy: string): string | undefined {
  if (policy.startsWith(BY_NAME)) return policy.slice(BY_NAME.length);
  return policy.startsWith("arn:") ? policy : undefined;
}

export function addressOfInstance(address: string, key: string): string {
  return `${address}[${JSON.stringify(key)}]`;
}

export function isInstance(address: string): boolean {
  return address.endsWith('"]');
}

export function addressOfAll(address: string): string {
  return `${address}[*]`;
}
