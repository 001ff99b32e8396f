/** What the resources of a module say of the policies in their arguments: the kind, the name, and where it is attached. */
import { type HclBlock, type HclBody, attributeNamed } from "../../syntax/hcl-tree.ts";
import { type PolicyHolderName } from "../../policy/kinds.ts";
import { type Declared, NOTHING_DECLARED, NOTHING_STATED, type SiteUse } from "../host.ts";
import { declaredHolders } from "../holder-sorts.ts";
import { type Span } from "../../text/span.ts";
import { argumentsAt } from "./policy-arguments.ts";
import { makingOfUse } from "./made-under.ts";
import { boundedNames } from "./bounded-holders.ts";
import { statementsOfCaller } from "./caller-statements.ts";
import { givenApart } from "./given-apart.ts";
import { attachmentsAmong } from "./attachments-by-calls.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { endpointOf } from "./endpoints.ts";
import { textOf } from "./evaluate.ts";
import { type AttachmentsByPolicy, attachmentsOfInstance, NOWHERE_ATTACHED } from "./attachments.ts";
import { holdersOfEach, ownHolders } from "./block-holders.ts";
import { givesEachTime, groupsIn } from "./holders.ts";
import { type DeclaredBlock, sourceOfCall, type TerraformModule } from "./module.ts";
import { isGrant } from "./grants.ts";
import { MOST_INNER_CALLS } from "./read-once.ts";
import { inAccount, subjectsInAccount } from "./provider-account.ts";
import { blockReference } from "./resource-texts.ts";
import { type Instance, instancesOf } from "./instances.ts";
import { madeEachTime } from "./made-each-time.ts";
import { inputsOfStatements, isSwitchedOff } from "./module-statements.ts";
import { kindOfInput } from "./registry-modules.ts";
import { givenOutside, namesBesideUse } from "./named-beside.ts";
import { kindOfUse } from "./kind-of-use.ts";
import {
  joined,
  type MergedDocuments,
  mergedDocuments,
  NOTHING_REPLACED,
  type ReplacedSids,
} from "./merged-documents.ts";
import { type StatementLoop } from "./looped-statements.ts";
import { type LongLoops, longLoopsOfReading } from "./loops.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { UsesByPlace } from "./uses-by-place.ts";
import { inputOfCall, trustOfCall } from "./registry-trusts.ts";
import { subjectsOf, subjectsOfCall } from "./subjects.ts";
import { placeIn, placeOfSource, type PolicySource, policySources, type TemplateVariables } from "./sources.ts";
import { type ArgumentContent, documentArgumentsOf, holderOfType } from "./types.ts";

/** One place in which a policy is used. */
export interface PolicyUse {
  readonly resource: DeclaredBlock;
  /** The one that the resource belongs to. */
  readonly module: TerraformModule;
  readonly attachments: AttachmentsByPolicy;
  /** The path of the argument, as in the table of types. */
  readonly argument: string;
  readonly kind: ArgumentContent | undefined;
  /** The name that the resource gives the policy. */
  readonly name: string | undefined;
  /** The place of the document that is used, where that is made of several. */
  readonly partOf?: string;
  /** Which of its statements others take the place of there. */
  readonly replaced?: ReplacedSids;
  /** Which Sids other documents have there, so that none of its own may be the same. */
  readonly taken?: ReadonlySet<string>;
  /** Of a policy in a file of its own: how it is read. */
  readonly reading?: "file" | "templatefile";
  readonly variables?: TemplateVariables;
  /** Statements that a call gives are read where they stand: beside them, and its own, it has none. */
  readonly isGivenWhole?: true;
  readonly loopsOfGiven?: readonly Span[];
  /** Of objects that a call gives: what makes statements of them. */
  readonly by?: StatementLoop;
  /** The text is decoded before it is used. */
  readonly isDecoded?: true;
  /** Which of several that the resource makes, where each has a document of its own. */
  readonly instance?: Instance;
}

/** By the place of the source. */
export type PolicyUses = ReadonlyMap<string, readonly PolicyUse[]>;

/** What a host says of it: of a managed policy that is a boundary as well, both. */
export function siteUses(use: PolicyUse): readonly SiteUse[] {
  const { resource, module, attachments, kind, name, instance } = use;
  if (kind === "other-document" || kind === "template") return [];
  const { block, file } = resource;
  const [type = "", label = ""] = block.labels.map(({ text }) => text);
  const scope = instance?.scope ?? scopeOfBlock(block, file, module);
  const address = block.type === "module" ? `module.${type}` : `${type}.${label}`;
  const attached =
    instance === undefined
      ? (attachments.get(address) ?? NOWHERE_ATTACHED)
      : attachmentsOfInstance(address, instance.key, attachments);
  const own = inAccount(ownHolders(resource, scope), { block, module });
  const unmade = own.length > 0 || attached.holders.length > 0 ? [] : attached.unmade;
  const groups = [...(block.type === "module" ? [] : groupsIn(block, scope)), ...attached.groups];
  const input = block.type === "module" ? inputOfCall(block, use.argument) : undefined;
  const isOfPrincipal = kind === "identity" || kind === "session";
  const withIt = [...own, ...attached.holders, ...unmade.flatMap((one) => one.holders)];
  const isForNobody = isOfPrincipal && withIt.length === 0 && instance === undefined;
  const holders = isForNobody
    ? inAccount(holdersOfEach(resource, scope), { block, module })
    : isOfPrincipal
      ? withIt
      : [];
  const bounded = holders.length === 0 || groups.length > 0 ? NO_NAMES : boundedNames(module);
  const each =
    instance === undefined ? madeEachTime(block, file, scope, (one) => siteUses({ ...use, instance: one })) : undefined;
  const beside = holders.length > 0 || groups.length > 0 ? [] : namesBesideUse(resource, scope);
  const declared: Declared = {
    ...declaredHolders(holders),
    ...(beside.length > 0 && { namedBeside: beside }),
    ...(bounded.size > 0 && holders.every(({ name: held }) => bounded.has(held)) ? { isBounded: true } : {}),
    resources: isOfPrincipal
      ? []
      : input === undefined
        ? subjectsInAccount(subjectsOf(resource, scope), { block, module })
        : subjectsOfCall(resource, input, scope),
    targets: attached.targets,
    ...(isOfPrincipal && groups.length > 0 ? { groups } : {}),
    ...(kind === "vpc-endpoint" && block.type === "resource" ? { endpoint: endpointOf(resource, scope) } : {}),
    ...(attached.isRepeated || module.isRepeated() || (instance === undefined && givesEachTime(block, module))
      ? { isRepeated: true }
      : {}),
    ...(each && { each }),
    ...makingOfUse(resource, module, { ...attached, unmade }),
    ...(use.partOf === undefined ? {} : { partOf: use.partOf }),
    ...(use.isGivenWhole === true ? { isGivenWhole: true, loopsOfGiven: use.loopsOfGiven ?? [] } : {}),
    ...(use.taken === undefined || use.taken.size === 0 ? {} : { taken: [...use.taken] }),
    ...(use.replaced === undefined || use.replaced.surely.size === 0 ? {} : { replaced: [...use.replaced.surely] }),
  };
  const holder = block.type === "module" ? input?.holder : holderOfResource(resource, scope);
  const one: SiteUse = { kind, holder, name, stated: { ...NOTHING_STATED, declared } };
  if (attached.limited.length === 0) return [one];
  const limits: Declared = { ...NOTHING_DECLARED, ...declaredHolders(attached.limited) };
  const boundary: SiteUse = { kind: "boundary", name, stated: { ...NOTHING_STATED, declared: limits } };
  return attached.holders.length === 0 ? [boundary] : [one, boundary];
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** A domain of OpenSearch Service may be one of a VPC, or a policy that names one. */
function holderOfResource({ block }: DeclaredBlock, scope: Scope): PolicyHolderName | undefined {
  const holder = holderOfType(block.labels[0]?.text ?? "");
  if (holder !== "domain") return holder;
  const named = attributeNamed(block.body, "domain_name")?.value;
  const to = named?.kind === "reference" ? blockReference(named) : undefined;
  const domain = to === undefined ? undefined : scope.module.block(to.mode, `${to.type}.${to.name}`)?.block;
  const isOfVpc = [block, domain].some((one) => one?.body.blocks.some(({ type }) => type === "vpc_options") === true);
  return isOfVpc ? "vpc-domain" : holder;
}

export function usesInModule(module: TerraformModule): PolicyUses {
  const uses = new UsesByPlace();
  const documents = new Map<string, MergedDocuments>();
  const add = (source: PolicySource, use: PolicyUse, depth: number): void => {
    const place = placeOfSource(source);
    if (uses.hasSame(place, use)) return;
    const document = source.form === "document" ? documentAt(source, place, documents) : undefined;
    const isWhole = document !== undefined && use.partOf === undefined && document.parts.length > 0;
    const own = {
      ...use,
      ...(isWhole ? { partOf: place } : {}),
      ...(document === undefined ? {} : { replaced: joined(use.replaced ?? NOTHING_REPLACED, document.own) }),
    };
    const given = statementsOfCaller(source);
    // What the module has of them is a part, too.
    const isPart = given.places.length > 0 && use.partOf === undefined;
    const parts = { ...(isPart ? { partOf: place } : {}), ...given.whole };
    uses.add(place, { ...own, ...readingOf(source), ...parts });
    for (const { place: list, by, instance = use.instance } of givenApart(source, given.places, use))
      uses.add(list, { ...use, ...(instance && { instance }), partOf: place, ...(by && { by }) });
    if (document === undefined || depth === 0) return;
    for (const part of document.parts) {
      const replaced = joined(use.replaced ?? NOTHING_REPLACED, part.replaced);
      const taken = new Set([...(use.taken ?? []), ...(part.taken ?? [])]);
      add(part.source, { ...use, partOf: use.partOf ?? place, replaced, taken }, depth - 1);
    }
  };
  const addAll = (found: readonly FoundUse[]): void => {
    for (const { use, sources } of found) for (const source of sources) add(source, use, DEEPEST_DOCUMENTS);
  };
  const longLoops = longLoopsOfReading();
  const inner = modulesBehindCalls(module);
  const calledHere = module.calls.flatMap((call) => calledAlone(call, module) ?? []);
  const attachmentsOf = attachmentsAmong(module, [...calledHere, ...inner]);
  const usesOf = (one: TerraformModule): readonly FoundUse[] =>
    usesOfResources({ module: one, attachments: attachmentsOf(one), longLoops });
  addAll(usesOf(module));
  addGrants(module, uses);
  for (const one of inner) addAll(usesOf(one));
  const attachments = attachmentsOf(module);
  for (const call of module.calls) {
    const called = calledAlone(call, module);
    if (called !== undefined) addAll(usesOf(called));
    addAll(usesOfInputs(call, { module, attachments, longLoops }));
    const trust = trustUse(call, { module, attachments, longLoops });
    if (trust !== undefined) uses.setOnly(...trust);
    for (const { attribute, input } of inputsOfStatements(call.block)) {
      const name = call.block.labels[0]?.text;
      const use: PolicyUse = { resource: call, module, attachments, argument: attribute.name, kind: input.kind, name };
      // The module puts its own statements beside them, and those of other inputs.
      const partOf = `${placeIn(call.file, call.block.span.start)} ${input.kind}`;
      uses.setOnly(placeIn(call.file, attribute.value.span.start), { ...use, partOf });
    }
  }
  for (const { call: resource, argument, source, name } of givenOutside(module)) {
    if (uses.all.has(placeOfSource(source))) continue;
    add(source, { resource, module, attachments, argument, kind: undefined, name }, DEEPEST_DOCUMENTS);
  }
  return uses.all;
}

/** What is granted by itself. */
function addGrants(module: TerraformModule, uses: UsesByPlace): void {
  for (const resource of module.resources.filter(isGrant)) {
    const { block, file } = resource;
    const name = block.labels[1]?.text;
    const use: PolicyUse = { resource, module, attachments: new Map(), argument: "", kind: "resource", name };
    uses.setOnly(placeIn(file, block.span.start), use);
  }
}

/** Of a module from the registry that makes the trust policy of a role. */
function trustUse(
  call: DeclaredBlock,
  { module, attachments }: UsesQuestion,
): readonly [place: string, use: PolicyUse] | undefined {
  const { block, file } = call;
  const attribute = trustOfCall(block, scopeOfBlock(block, file, module))?.attribute;
  if (attribute === undefined) return undefined;
  const { name: argument, value } = attribute;
  const use: PolicyUse = { resource: call, module, attachments, argument, kind: "trust", name: block.labels[0]?.text };
  return [placeIn(file, value.span.start), use];
}

/** How a policy in a file, and one in a text, comes to be used. */
function readingOf(source: PolicySource): Pick<PolicyUse, "reading" | "variables" | "isDecoded"> {
  if (source.form === "file") return { reading: source.reading, variables: source.variables };
  return source.form === "text" && source.isDecoded === true ? { isDecoded: true } : {};
}

/** Of a module from the registry: what is known of its inputs. */
function usesOfInputs(call: DeclaredBlock, { module, attachments, longLoops }: UsesQuestion): readonly FoundUse[] {
  const scope = scopeOf(module, call.file, longLoops);
  return call.block.body.attributes.flatMap(({ name, value }): FoundUse[] => {
    const kind = isSwitchedOff(call.block, name) ? undefined : kindOfInput(sourceOfCall(call.block), name);
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

/** A document that takes its statements from one that takes them from one. */
const DEEPEST_DOCUMENTS = 5;

interface FoundUse {
  readonly use: PolicyUse;
  readonly sources: readonly PolicySource[];
}

interface UsesQuestion {
  readonly module: TerraformModule;
  readonly attachments: AttachmentsByPolicy;
  readonly longLoops: LongLoops;
}

function usesOfResources(question: UsesQuestion): readonly FoundUse[] {
  return question.module.resources.flatMap((resource) => usesOfResource(resource, question));
}

function calledAlone({ block }: DeclaredBlock, by: TerraformModule): TerraformModule | undefined {
  return by.calledByItself(block.labels[0]?.text ?? "");
}

/** What the modules that are called call themselves; nothing where that would be too many. */
function modulesBehindCalls(module: TerraformModule): readonly TerraformModule[] {
  const calledBy = (one: TerraformModule): readonly TerraformModule[] =>
    one.calls.flatMap((call) => calledAlone(call, one) ?? []);
  const called = calledBy(module);
  const calls = called.reduce((sum, one) => sum + one.calls.length, 0);
  return calls > MOST_INNER_CALLS ? [] : called.flatMap(calledBy);
}

function usesOfResource(
  resource: DeclaredBlock,
  { module, attachments, longLoops }: UsesQuestion,
): readonly FoundUse[] {
  const of = { resource, module, attachments };
  const { block, file } = resource;
  const [type = ""] = block.labels.map(({ text }) => text);
  const scope = scopeOfBlock(block, file, module, longLoops);
  const usesWith = (argument: string, read: Scope, instance?: Instance): readonly FoundUse[] =>
    argumentsAt(block.body, argument.split("."), read).map(({ attribute, body, scope: own }) => ({
      use: {
        ...of,
        argument,
        kind: kindOfUse(type, argument, block, read),
        name: nameOfUse(body, block, own),
        ...(instance && { instance }),
      },
      sources: policySources(attribute.value, own),
    }));
  return documentArgumentsOf(type).flatMap((argument) => {
    const together = usesWith(argument, scope);
    if (together.every(({ sources }) => sources.length < 2)) return together;
    const each = instancesOf(block, scope)?.map((one) => usesWith(argument, one.scope, one));
    // What is not found in each is said of all.
    const isApart = each?.every((uses) => uses.length > 0 && uses.every(({ sources }) => sources.length > 0));
    return isApart === true ? (each?.flat() ?? []) : together;
  });
}

function nameOfUse(body: HclBody, block: HclBlock, scope: Scope): string | undefined {
  const attribute =
    attributeNamed(body, "name") ?? attributeNamed(body, "policy_name") ?? attributeNamed(block.body, "name");
  const text = attribute && textOf(attribute.value, scope);
  return text === undefined || text.holes.length > 0 ? block.labels[1]?.text : text.text;
}

function documentAt(
  { declared: { block, file }, module }: Extract<PolicySource, { readonly form: "document" }>,
  place: string,
  known: Map<string, MergedDocuments>,
): MergedDocuments {
  const before = known.get(place);
  if (before !== undefined) return before;
  const merged = mergedDocuments(block, scopeOf(module, file));
  known.set(place, merged);
  return merged;
}
