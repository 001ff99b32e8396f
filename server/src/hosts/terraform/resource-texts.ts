/** What a reference to a resource comes to: its ARN, its name, and arguments that it is given. */
import { asName, asOwnName, type FilledText, TextBuilding, withoutScheme } from "../../syntax/filled-text.ts";
import {
  attributeNamed,
  type HclBlock,
  type HclExpression,
  type HclReference,
  type HclStep,
} from "../../syntax/hcl-tree.ts";
import { type DeploymentFact, type HoleFacts, SECRET_SUFFIX, type Value } from "../../syntax/value.ts";
import { addressForm, namedType, otherForm } from "./arns.ts";
import { type DeclaredBlock, type TerraformModule } from "./module.ts";
import { NO_LONG_LOOPS } from "./loops.ts";
import { type ReferredOutput } from "./outputs.ts";
import { isBefore } from "./provider-version.ts";
import { folderOf, variableKey } from "./paths.ts";
import { deeper, type Scope } from "./scope.ts";
import { sameEverywhere } from "./same-everywhere.ts";
import { textAt } from "../placed-values.ts";

type TextOf = (expression: HclExpression, scope: Scope) => FilledText | undefined;

/** Which block a reference is to, and what is taken of it. */
export interface BlockReference {
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly name: string;
  /** Behind the name, and behind the index of a block that is there several times. */
  readonly steps: readonly HclStep[];
}

/** Undefined for what is no reference to a resource or data source. */
export function blockReference({ root, steps }: HclReference): BlockReference | undefined {
  const mode = root === "data" ? "data" : "resource";
  const type = mode === "data" ? nameOfStep(steps[0]) : root;
  const [named, first, ...others] = mode === "data" ? steps.slice(1) : steps;
  const name = nameOfStep(named);
  if (type === undefined || name === undefined) return undefined;
  const isIndex = first?.step === "index" || first?.step === "splat";
  return { mode, type, name, steps: first === undefined || isIndex ? others : [first, ...others] };
}

function nameOfStep(step: HclStep | undefined): string | undefined {
  return step?.step === "attribute" ? step.name : undefined;
}

export function attributeOfBlock(reference: HclReference, scope: Scope, textOf: TextOf): Value | undefined {
  const { span } = reference;
  const stands = deploymentFact(reference);
  if (stands !== undefined) return textAt(factText(stands, blockOf(reference, scope), scope), span);
  const to = blockReference(reference);
  const [attribute, ...others] = to?.steps ?? [];
  if (to?.type === "aws_eks_cluster" && isIssuer(to.steps)) return textAt(issuerText(to.name), span);
  if (to === undefined || attribute?.step !== "attribute" || others.length > 0) return undefined;
  const declared = scope.module.block(to.mode, `${to.type}.${to.name}`);
  const text = attributeText(to.type, attribute.name, declared, scope, textOf);
  return text && textAt(isMadeOnce(reference, declared, scope) ? withReference(text, reference, scope) : text, span);
}

/** A block with `count` or `for_each`, one in a loop and one of a called module are another thing each time. */
function isMadeOnce({ root, steps }: HclReference, declared: DeclaredBlock | undefined, scope: Scope): boolean {
  const isPlain = steps.every(({ step }) => step === "attribute");
  const isOfLoop = scope.loops.some(({ bound, names }) => bound.includes(root) || names.has(root));
  const isRepeated = EACH_TIME.some((name) => declared && attributeNamed(declared.block.body, name) !== undefined);
  return isPlain && !isOfLoop && !isRepeated && !scope.module.isCalled;
}

const EACH_TIME = ["count", "for_each"];

/** What is open in an attribute is the same wherever the module refers to it. */
function withReference({ text, holes }: FilledText, { root, steps }: HclReference, { file }: Scope): FilledText {
  if (holes.length === 0) return { text, holes };
  const name = [root, ...steps.flatMap((step) => nameOfStep(step) ?? [])].join(".");
  const address = variableKey(folderOf(file.path), name);
  const known = holes.map((hole) => ({ ...hole, reference: `${address} ${text.slice(hole.start, hole.end)}` }));
  return { text, holes: known };
}

/** `identity[0].oidc[0].issuer`, or in the older form `identity.0.oidc.0.issuer`. */
function isIssuer(steps: readonly HclStep[]): boolean {
  const names = steps.flatMap((step) => (step.step === "attribute" && !/^\d+$/.test(step.name) ? [step.name] : []));
  return names.join(".") === "identity.oidc.issuer";
}

/** Source: the resource "aws_eks_cluster" of the provider: it is the URL of the identity provider, whose name has no scheme. */
function issuerText(name: string): FilledText {
  const building = new TextBuilding();
  building.add("https://");
  building.addHole(`\${${name}.issuer}`);
  return building.result();
}

/** A list that a resource is given, of which `steps` are taken: AWS has it as it is written. */
export function listOfBlock(reference: HclReference, scope: Scope): ReferredOutput | undefined {
  const to = blockReference(reference);
  const [attribute, ...steps] = to?.steps ?? [];
  if (to?.mode !== "resource" || attribute?.step !== "attribute") return undefined;
  const declared = scope.module.block("resource", `${to.type}.${to.name}`);
  const value = declared && attributeNamed(declared.block.body, attribute.name)?.value;
  return declared === undefined || value?.kind !== "tuple"
    ? undefined
    : { declared: { value, file: declared.file }, steps };
}

/** What data sources say of the provider: its partition, account or Region. */
function deploymentFact({ root, steps }: HclReference): DeploymentFact | undefined {
  if (root !== "data") return undefined;
  const [type, , attribute] = steps.map((step) => (step.step === "attribute" ? step.name : ""));
  if (type === "aws_partition" && attribute === "partition") return "partition";
  if (type === "aws_caller_identity" && attribute === "account_id") return "account";
  const isRegion = attribute === "name" || attribute === "id" || attribute === "region";
  return type === "aws_region" && isRegion ? "region" : undefined;
}

function blockOf(reference: HclReference, scope: Scope): DeclaredBlock | undefined {
  const to = blockReference(reference);
  return to && scope.module.block(to.mode, `${to.type}.${to.name}`);
}

/** `provider = aws` is what a block has without. Source: Terraform language, "The Resource provider Meta-Argument". */
export function hasOtherProvider({ body }: HclBlock): boolean {
  const value = attributeNamed(body, "provider")?.value;
  const isDefault = value?.kind === "reference" && value.root === "aws" && value.steps.length === 0;
  return value !== undefined && !isDefault;
}

/** With a provider of its own, a resource may be deployed elsewhere. */
function factText(
  stands: DeploymentFact,
  declared: DeclaredBlock | undefined,
  { isElsewhere, module }: Scope,
): FilledText {
  const building = new TextBuilding();
  const isOther =
    declared !== undefined &&
    (hasOtherProvider(declared.block) ||
      ELSEWHERE.some((argument) => attributeNamed(declared.block.body, argument) !== undefined));
  const isKnown = !isOther && (isElsewhere !== true || stands === "partition");
  const region = stands === "region" && isKnown ? module.awsProviderRegion() : undefined;
  if (region !== undefined) building.add(region);
  else building.addHole(`\${${stands}}`, isKnown ? { stands } : { isName: true });
  return building.result();
}

/** Of a resource, and of the call of a module. */
const ELSEWHERE = ["region", "providers"];

function attributeText(
  type: string,
  attribute: string,
  declared: DeclaredBlock | undefined,
  scope: Scope,
  textOf: TextOf,
): FilledText | undefined {
  const named = namedType(type);
  if (attribute === "arn") return named?.form === undefined ? undefined : arnText(type, declared, scope, textOf);
  if (declared === undefined) return undefined;
  if (named !== undefined && (attribute === named.name || named.alsoName.includes(attribute))) {
    return asOwnName(nameText(type, declared, scope, textOf));
  }
  const address = addressForm(type, attribute);
  if (address !== undefined) return asOwnName(textOfForm(address, type, declared, scope, textOf));
  const form = otherForm(type, attribute);
  if (form !== undefined) return textOfForm(form, type, declared, scope, textOf);
  const argument = attributeNamed(declared.block.body, attribute);
  const inner = argument === undefined ? undefined : deeper(scope, declared.file);
  return argument === undefined || inner === undefined ? undefined : textOf(argument.value, inner);
}

/** The name that a resource gets, with a hole for what Terraform or AWS makes up. */
export function nameText(type: string, declared: DeclaredBlock, scope: Scope, textOf: TextOf): FilledText {
  const text = known(declared, "name", scope, (own) => textOfName(type, declared, own, textOf));
  return namedType(type)?.isPlain === true ? asName(text) : text;
}

function textOfName(type: string, { block, file }: DeclaredBlock, scope: Scope, textOf: TextOf): FilledText {
  const named = namedType(type);
  const inner = deeper(scope, file);
  const address = `\${${block.labels.map(({ text }) => text).join(".")}}`;
  const open: FilledText = { text: address, holes: [{ start: 0, end: address.length }] };
  if (named === undefined || inner === undefined) return open;
  const written = attributeNamed(block.body, named.name)?.value;
  const isSame = written?.kind === "reference" ? sameEverywhere(written, inner) : undefined;
  if (written !== undefined) return textOf(written, inner) ?? isSame ?? open;
  const beginning = attributeNamed(block.body, `${named.name}_prefix`)?.value;
  const prefix = beginning && textOf(beginning, inner);
  if (prefix === undefined) return open;
  const building = new TextBuilding();
  building.add(prefix.text, prefix.holes);
  building.addHole("${suffix}");
  return building.result();
}

export function arnText(
  type: string,
  declared: DeclaredBlock | undefined,
  scope: Scope,
  textOf: TextOf,
): FilledText | undefined {
  const form = namedType(type)?.form;
  return form === undefined ? undefined : textOfForm(form, type, declared, scope, textOf);
}

/** Of what a call of a module makes, by the name that it gets; undefined for one that only AWS names. */
export function arnNamed(
  type: string,
  name: FilledText | undefined,
  call: DeclaredBlock,
  scope: Scope,
  textOf: TextOf,
): FilledText | undefined {
  const named = namedType(type);
  if (named?.form === undefined) return undefined;
  return textMadeOfForm(named.form, type, call, scope, textOf, name && named.isPlain ? asName(name) : name);
}

/** Of one of several that a block makes: `scope` is that of the instance. Undefined where its name is not written. */
export function arnOfInstance(
  type: string,
  declared: DeclaredBlock,
  scope: Scope,
  textOf: TextOf,
): FilledText | undefined {
  const named = namedType(type);
  const written = attributeNamed(declared.block.body, named?.name ?? "")?.value;
  const name = written && textOf(written, scope);
  if (named?.form === undefined || name === undefined) return undefined;
  return textMadeOfForm(named.form, type, declared, scope, textOf, named.isPlain ? asName(name) : name);
}

function textOfForm(
  form: string,
  type: string,
  declared: DeclaredBlock | undefined,
  scope: Scope,
  textOf: TextOf,
): FilledText {
  const make = (own: Scope): FilledText => textMadeOfForm(form, type, declared, own, textOf);
  return declared === undefined ? make(scope) : known(declared, form, scope, make);
}

/** Where nothing is followed far, what a resource gets is the same wherever it is referred to, and in every reading. */
function known({ block }: DeclaredBlock, what: string, scope: Scope, make: (scope: Scope) => FilledText): FilledText {
  if (scope.depth > DEEPEST_KNOWN || scope.callTime !== undefined) return make(scope);
  const { module } = scope;
  const ofModule = KNOWN.get(module) ?? new Map<HclBlock, Map<string, FilledText>>();
  const ofBlock = ofModule.get(block) ?? new Map<string, FilledText>();
  const asked = scope.isElsewhere === true ? `${what} elsewhere` : what;
  const text = ofBlock.get(asked) ?? make({ ...scope, longLoops: NO_LONG_LOOPS });
  KNOWN.set(module, ofModule.set(block, ofBlock.set(asked, text)));
  return text;
}

const KNOWN = new WeakMap<TerraformModule, Map<HclBlock, Map<string, FilledText>>>();
const DEEPEST_KNOWN = 3;

/** An ID that AWS makes up is called as the file calls it. */
function holeOf(part: string, declared: DeclaredBlock | undefined): string {
  const address = part === "id" ? declared?.block.labels.map(({ text }) => text).join(".") : undefined;
  return address === undefined ? `\${${part}}` : `\${${address}.id}`;
}

function textMadeOfForm(
  form: string,
  type: string,
  declared: DeclaredBlock | undefined,
  scope: Scope,
  textOf: TextOf,
  ownName?: FilledText,
): FilledText {
  const building = new TextBuilding();
  for (const part of form.split(/(\{[a-z]+\})/)) {
    const name = /^\{([a-z]+)\}$/.exec(part)?.[1];
    const fact = FACTS.find((one) => one === name);
    const given = name === "name" ? ownName : undefined;
    const text =
      given ?? (fact ? factText(fact, declared, scope) : name && partText(name, type, declared, scope, textOf));
    if (name === undefined) building.add(part);
    else if (text === undefined || text === "") building.addHole(holeOf(name, declared), factsOfPart(name, type));
    else building.add(text.text, text.holes);
  }
  if (type === LOG_GROUP && mayEndInStar(scope.module)) building.addHole("${:*}");
  return building.result();
}

/**
 * Before its version 3, the provider ended the ARN of a log group in `:*`. Source: "Terraform AWS Provider Version 3 Upgrade
 * Guide", "Resource: aws_cloudwatch_log_group".
 */
function mayEndInStar(module: TerraformModule): boolean {
  const version = module.awsProviderVersion();
  return version !== undefined && isBefore(3, version);
}

const LOG_GROUP = "aws_cloudwatch_log_group";

/** A path and a host have slashes; what AWS makes up has none. */
function factsOfPart(name: string, type: string): HoleFacts {
  const isName = name === "name" ? namedType(type)?.isPlain === true : MADE_UP.has(name);
  return { ...(isName && { isName }), ...(name === "suffix" && { variable: SECRET_SUFFIX }) };
}

const MADE_UP: ReadonlySet<string> = new Set(["key", "id", "suffix", "domain"]);

/** The ARN of what has a name, whatever made it. */
export function arnOfName(type: string, name: FilledText): FilledText | undefined {
  const form = namedType(type)?.form;
  if (form === undefined) return undefined;
  const building = new TextBuilding();
  for (const part of form.split(/(\{[a-z]+\})/)) {
    if (part === "{name}") building.add(name.text, name.holes);
    else if (part.startsWith("{")) building.addHole(part);
    else building.add(part);
  }
  return building.result();
}

const FACTS: readonly DeploymentFact[] = ["partition", "account", "region"];

function partText(
  name: string,
  type: string,
  declared: DeclaredBlock | undefined,
  scope: Scope,
  textOf: TextOf,
): FilledText | undefined {
  if (declared === undefined) return undefined;
  if (name === "name") return nameText(type, declared, scope, textOf);
  if (name === "host") return hostText(declared, scope, textOf);
  if (type === "aws_ssm_parameter") return behindSlash(nameText(type, declared, scope, textOf));
  const [argument] = name === "path" ? PATHS.flatMap((one) => attributeNamed(declared.block.body, one) ?? []) : [];
  if (argument !== undefined) return textOf(argument.value, { ...scope, file: declared.file, loops: [] });
  const isPlain = name === "path" && type.startsWith("aws_iam_") && declared.block.type !== "data";
  return isPlain ? { text: "/", holes: [] } : undefined;
}

/**
 * In its ARN the name of a parameter has one slash in front, whether it begins with one or not; of a name that begins with
 * something open that is not known. Source: "Restricting access to Parameter Store parameters using IAM policies".
 */
function behindSlash(name: FilledText | undefined): FilledText | undefined {
  if (name === undefined || name.text === "" || name.holes.some(({ start }) => start === 0)) return undefined;
  if (name.text.startsWith("/")) return name;
  const building = new TextBuilding();
  building.add("/");
  building.add(name.text, name.holes);
  return building.result();
}

/** `role_path` is that of modules, whose version 6 calls it `path`. */
const PATHS = ["path", "role_path"];

/** Of a provider of OpenID Connect: its URL without the scheme. Source: IAM API Reference, CreateOpenIDConnectProvider. */
function hostText({ block, file }: DeclaredBlock, scope: Scope, textOf: TextOf): FilledText | undefined {
  const url = attributeNamed(block.body, "url");
  const text = url && textOf(url.value, { ...scope, file, loops: [] });
  return text && withoutScheme(text);
}
