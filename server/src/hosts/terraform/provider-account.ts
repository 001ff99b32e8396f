/**
 * The account in which the provider of a block works, where the files write it out. Sources: "AWS Provider" of the
 * "hashicorp/aws" provider (`assume_role`, `assume_role_with_web_identity`, `allowed_account_ids`), and "Providers within
 * modules" of the Terraform language.
 */
import { onceForEach } from "../../domains/once.ts";
import { attributeNamed, blocksNamed, type HclBlock, type HclExpression } from "../../syntax/hcl-tree.ts";
import { type SortedHolder } from "../holder-sorts.ts";
import { textOf } from "./evaluate.ts";
import { plainText } from "./expression-parts.ts";
import { type DeclaredBlock, type TerraformModule } from "./module.ts";
import { scopeOf } from "./scope.ts";

interface BlockOfModule {
  readonly block: HclBlock;
  readonly module: TerraformModule;
}

/** Where the block makes what it makes: its provider only where it is not the one that blocks have without. */
export function whereMade({ block, module }: BlockOfModule): Pick<SortedHolder, "account" | "provider"> {
  const value = attributeNamed(block.body, "provider")?.value;
  const provider = value === undefined ? DEFAULT : providerNamed(value);
  const account = provider === undefined ? undefined : accountOf(provider, module);
  const isOther = provider !== undefined && provider !== DEFAULT;
  return { ...(account && { account }), ...(isOther ? { provider } : {}) };
}

/** Of those whom the block names. */
export function inAccount(holders: readonly SortedHolder[], of: BlockOfModule): readonly SortedHolder[] {
  if (holders.length === 0) return holders;
  const where = whereMade(of);
  return where.account === undefined && where.provider === undefined
    ? holders
    : holders.map((one) => ({ ...one, ...where }));
}

/** The same of resources, by their ARNs as patterns. */
export function subjectsInAccount(patterns: readonly string[], of: BlockOfModule): readonly string[] {
  const account = patterns.length === 0 ? undefined : whereMade(of).account;
  return account === undefined
    ? patterns
    : patterns.map((one) => one.replace(/^((?:[^:]*:){4})\*:/, (_, before: string) => `${before}${account}:`));
}

/** As expressions name them: `aws`, or `aws.west` for one with an alias. */
type ProviderName = string;

const DEFAULT: ProviderName = "aws";

function providerNamed(value: HclExpression): ProviderName | undefined {
  if (value.kind !== "reference" || value.root !== DEFAULT) return undefined;
  const [alias, ...others] = value.steps;
  if (alias === undefined) return DEFAULT;
  return alias.step === "attribute" && others.length === 0 ? `${DEFAULT}.${alias.name}` : undefined;
}

/** Thousands of blocks have one provider. */
function accountOf(provider: ProviderName, module: TerraformModule): string | undefined {
  const known = ACCOUNTS.get(module) ?? onceForEach((one: ProviderName) => accountFound(one, module));
  ACCOUNTS.set(module, known);
  return known(provider);
}

const ACCOUNTS = new WeakMap<TerraformModule, (provider: ProviderName) => string | undefined>();

function accountFound(provider: ProviderName, module: TerraformModule): string | undefined {
  const [only, ...others] = module.files.flatMap((file) =>
    file.body.blocks.flatMap((block) => (nameOf(block) === provider ? [{ block, file }] : [])),
  );
  if (only !== undefined) return others.length === 0 ? statedAccount(only, module) : undefined;
  const { calledBy } = module;
  if (calledBy === undefined) return undefined;
  const given = attributeNamed(calledBy.inputs.block.body, "providers")?.value;
  if (given === undefined) return provider === DEFAULT ? accountOf(DEFAULT, calledBy.by) : undefined;
  const item = given.kind === "object" ? given.items.find(({ key }) => providerNamed(key) === provider) : undefined;
  const outer = item && providerNamed(item.value);
  return outer === undefined ? undefined : accountOf(outer, calledBy.by);
}

function nameOf({ type, labels, body }: HclBlock): ProviderName | undefined {
  if (type !== "provider" || labels[0]?.text !== "aws") return undefined;
  const alias = attributeNamed(body, "alias")?.value;
  if (alias === undefined) return DEFAULT;
  const name = plainText(alias);
  return name === undefined ? undefined : `${DEFAULT}.${name}`;
}

/** Of roles that are assumed one after the other the last one counts. */
function statedAccount({ block: { body }, file }: DeclaredBlock, module: TerraformModule): string | undefined {
  const plain = (value: HclExpression | undefined): string => {
    const text = value && textOf(value, scopeOf(module, file));
    return text?.text.slice(0, text.holes[0]?.start) ?? "";
  };
  const allowed = attributeNamed(body, "allowed_account_ids")?.value;
  const [only, ...others] = allowed?.kind === "tuple" ? allowed.items : [];
  if (only !== undefined && others.length === 0 && /^\d{12}$/.test(plain(only))) return plain(only);
  const assumed = [...blocksNamed(body, "assume_role"), ...blocksNamed(body, "assume_role_with_web_identity")].at(-1);
  const role = assumed && attributeNamed(assumed.body, "role_arn")?.value;
  return /^arn:[a-z-]+:iam::(\d{12}):/.exec(plain(role))?.[1];
}
