/** What the resources of a module say of the policies in their arguments: the kind, the name, and where it is attached. */
import { type HclAttribute, type HclBlock, type HclBody, attributeNamed } from "../../syntax/hcl-tree.ts";
import { type PolicyKind } from "../../policy/policy.ts";
import { type Declared, NOTHING_DECLARED, NOTHING_STATED, type SiteUse } from "../host.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { textOf } from "./evaluate.ts";
import {
  type AttachmentsByPolicy,
  attachmentsIn,
  holderOfCall,
  holdersIn,
  NOWHERE_ATTACHED,
  ownName,
} from "./holders.ts";
import { type DeclaredBlock, sourceOfCall, type TerraformModule } from "./module.ts";
import { isGrant } from "./grants.ts";
import { kindOfInput } from "./registry-modules.ts";
import { everyBlock } from "./policy-document.ts";
import { ORGANIZATION_KINDS } from "./organization-kinds.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { subjectsOf } from "./subjects.ts";
import {
  listedSources,
  placeIn,
  placeOfSource,
  type PolicySource,
  policySources,
  type TemplateVariables,
} from "./sources.ts";
import { contentOfArgument, documentArgumentsOf, holderOfType, ORGANIZATION_POLICY } from "./types.ts";

/** One place in which a policy is used. */
export interface PolicyUse {
  readonly resource: DeclaredBlock;
  /** The one that the resource belongs to. */
  readonly module: TerraformModule;
  readonly attachments: AttachmentsByPolicy;
  /** The path of the argument, as in the table of types. */
  readonly argument: string;
  readonly kind: PolicyKind | "other-document" | undefined;
  /** The name that the resource gives the policy. */
  readonly name: string | undefined;
  /** The place of the document that is used, where that is made of several. */
  readonly partOf?: string;
  /** Of a policy in a file of its own: how it is read. */
  readonly reading?: "file" | "templatefile";
  readonly variables?: TemplateVariables;
}

/** By the place of the source. */
export type PolicyUses = ReadonlyMap<string, readonly PolicyUse[]>;

/** What a host says of it: of a managed policy that is a boundary as well, both. */
export function siteUses(use: PolicyUse): readonly SiteUse[] {
  const { resource, module, attachments, kind, name } = use;
  if (kind === "other-document") return [];
  const { block, file } = resource;
  const [type = "", label = ""] = block.labels.map(({ text }) => text);
  const scope = scopeOfBlock(block, file, module);
  const address = block.type === "module" ? `module.${type}` : `${type}.${label}`;
  const attached = attachments.get(address) ?? NOWHERE_ATTACHED;
  const own = ownHolders(resource, scope);
  const isOfPrincipal = kind === "identity" || kind === "session";
  const declared: Declared = {
    holders: isOfPrincipal ? [...own, ...attached.holders] : [],
    resources: isOfPrincipal ? [] : subjectsOf(resource, scope),
    targets: attached.targets,
    ...(use.partOf === undefined ? {} : { partOf: use.partOf }),
  };
  const one: SiteUse = { kind, holder: holderOfType(type), name, stated: { ...NOTHING_STATED, declared } };
  if (attached.limited.length === 0) return [one];
  const limits: Declared = { ...NOTHING_DECLARED, holders: attached.limited };
  const boundary: SiteUse = { kind: "boundary", name, stated: { ...NOTHING_STATED, declared: limits } };
  return attached.holders.length === 0 ? [boundary] : [one, boundary];
}

/** Whom the block itself gives the policy. */
function ownHolders(resource: DeclaredBlock, scope: Scope): readonly string[] {
  const { block } = resource;
  if (block.type === "module") return holderOfCall(block, scope);
  return block.labels[0]?.text === "aws_iam_role" ? ownName(resource, scope) : holdersIn(block, scope);
}

export function usesInModule(module: TerraformModule): PolicyUses {
  const uses = new Map<string, PolicyUse[]>();
  const documents = new Map<string, readonly PolicySource[]>();
  const add = (source: PolicySource, use: PolicyUse, depth: number): void => {
    const place = placeOfSource(source);
    const known = uses.get(place) ?? [];
    if (known.some((one) => isSameUse(one, use))) return;
    const isWhole = source.form === "document" && use.partOf === undefined;
    const parts = isWhole ? sourcesOfDocument(source, place, documents) : [];
    const own = parts.length === 0 ? use : { ...use, partOf: place };
    uses.set(place, [
      ...known,
      source.form === "file" ? { ...own, reading: source.reading, variables: source.variables } : own,
    ]);
    if (source.form !== "document" || depth === 0) return;
    for (const inner of sourcesOfDocument(source, place, documents)) {
      add(inner, { ...use, partOf: use.partOf ?? place }, depth - 1);
    }
  };
  const addAll = (found: readonly FoundUse[]): void => {
    for (const { use, sources } of found) for (const source of sources) add(source, use, DEEPEST_DOCUMENTS);
  };
  addAll(usesOfResources(module));
  for (const resource of module.resources.filter(isGrant)) {
    const { block, file } = resource;
    const name = block.labels[1]?.text;
    const use: PolicyUse = { resource, module, attachments: new Map(), argument: "", kind: "resource", name };
    uses.set(placeIn(file, block.span.start), [use]);
  }
  const attachments = attachmentsIn(module);
  for (const call of module.calls) {
    const called = module.called(call.block.labels[0]?.text ?? "");
    if (called !== undefined) addAll(usesOfResources(called));
    addAll(usesOfInputs(call, module, attachments));
  }
  return uses;
}

/** Of a module from the registry: what is known of its inputs. */
function usesOfInputs(
  call: DeclaredBlock,
  module: TerraformModule,
  attachments: AttachmentsByPolicy,
): readonly FoundUse[] {
  const scope = scopeOf(module, call.file);
  return call.block.body.attributes.flatMap(({ name, value }): FoundUse[] => {
    const kind = kindOfInput(sourceOfCall(call.block), name);
    const use: PolicyUse = {
      resource: call,
      module,
      attachments,
      argument: name,
      kind,
      name: call.block.labels[0]?.text,
    };
    const sources = value.kind === "tuple" ? value.items : [value];
    return kind === undefined ? [] : [{ use, sources: sources.flatMap((one) => policySources(one, scope)) }];
  });
}

/** A module that is called twice has its resources twice. */
function isSameUse(one: PolicyUse, other: PolicyUse): boolean {
  return one.resource === other.resource && one.module === other.module && one.argument === other.argument;
}

/** A document that takes its statements from one that takes them from one. */
const DEEPEST_DOCUMENTS = 5;

interface FoundUse {
  readonly use: PolicyUse;
  readonly sources: readonly PolicySource[];
}

function usesOfResources(module: TerraformModule): readonly FoundUse[] {
  const attachments = attachmentsIn(module);
  return module.resources.flatMap((resource) => usesOfResource({ resource, module, attachments }));
}

function usesOfResource(of: Pick<PolicyUse, "resource" | "module" | "attachments">): readonly FoundUse[] {
  const { resource, module } = of;
  const { block, file } = resource;
  const [type = ""] = block.labels.map(({ text }) => text);
  const scope = scopeOfBlock(block, file, module);
  return documentArgumentsOf(type).flatMap((argument) =>
    argumentsAt(block.body, argument.split(".")).map(({ attribute, body }) => ({
      use: { ...of, argument, kind: kindOfUse(type, argument, block, scope), name: nameOfUse(body, block, scope) },
      sources: policySources(attribute.value, scope),
    })),
  );
}

interface FoundArgument {
  readonly attribute: HclAttribute;
  readonly body: HclBody;
}

/** `inline_policy.policy` is in a block, of which there may be several. */
export function argumentsAt(body: HclBody, [name = "", ...inner]: readonly string[]): readonly FoundArgument[] {
  if (inner.length > 0) return everyBlock(body, name).flatMap((block) => argumentsAt(block.body, inner));
  const attribute = attributeNamed(body, name);
  return attribute === undefined ? [] : [{ attribute, body }];
}

export function kindOfUse(type: string, argument: string, block: HclBlock, scope: Scope): PolicyUse["kind"] {
  return type === ORGANIZATION_POLICY && argument === "content"
    ? organizationKind(block, scope)
    : contentOfArgument(type, argument);
}

/** Without a type it is a service control policy. */
function organizationKind(block: HclBlock, scope: Scope): PolicyUse["kind"] {
  const stated = attributeNamed(block.body, "type");
  if (stated === undefined) return "scp";
  const text = textOf(stated.value, scope);
  if (text === undefined || text.holes.length > 0) return undefined;
  return ORGANIZATION_KINDS.get(text.text) ?? "other-document";
}

function nameOfUse(body: HclBody, block: HclBlock, scope: Scope): string | undefined {
  const attribute = attributeNamed(body, "name") ?? attributeNamed(block.body, "name");
  const text = attribute && textOf(attribute.value, scope);
  return text === undefined || text.holes.length > 0 ? block.labels[1]?.text : text.text;
}

function sourcesOfDocument(
  { declared: { block, file }, module }: Extract<PolicySource, { readonly form: "document" }>,
  place: string,
  known: Map<string, readonly PolicySource[]>,
): readonly PolicySource[] {
  const before = known.get(place);
  if (before !== undefined) return before;
  const { sources } = mergedInto(block, scopeOf(module, file));
  known.set(place, sources);
  return sources;
}

const MERGED = ["source_policy_documents", "override_policy_documents"];
const MERGED_SINGLE = ["source_json", "override_json"];

/** The documents whose statements a data source takes over; `open` if there may be others. */
export function mergedInto(
  { body }: HclBlock,
  scope: Scope,
): { readonly sources: readonly PolicySource[]; readonly open: boolean } {
  const lists = MERGED.flatMap((name) => attributeNamed(body, name)?.value ?? []).map((list) =>
    listedSources(list, scope),
  );
  const single = MERGED_SINGLE.flatMap((name) => attributeNamed(body, name)?.value ?? []).map((one) => {
    const sources = policySources(one, scope);
    return { sources, open: sources.length === 0 };
  });
  const all = [...lists, ...single];
  return { sources: all.flatMap(({ sources }) => sources), open: all.some(({ open }) => open) };
}
