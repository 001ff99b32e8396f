/** What else a statement covers, and with it whatever is added to it. */
import { type Request } from "../../evaluation/request.ts";
import { readArn } from "../../policy/arn.ts";
import { deployedText } from "../../policy/deployed-text.ts";
import {
  isSettled,
  type ListElement,
  type Policy,
  type Scalar,
  type Statement,
  statementWith,
} from "../../policy/policy.ts";
import { patternOf } from "../../syntax/filled-text.ts";
import { inPlaceOf } from "../open-resource-steps.ts";
import { matchesText } from "./covers.ts";
import { type FixRisk } from "./fix-risk.ts";
import { withReferences } from "./said-references.ts";
import { type FixScene } from "./proposal.ts";

/** These policies only limit what others grant. */
export function limitsOnly({ layer }: Pick<FixScene, "layer">): boolean {
  return layer === "boundary" || layer === "scp" || layer === "session" || layer === "vpc-endpoint";
}

export function isEverything(list: ListElement | undefined): boolean {
  return list === undefined ? false : list.entries.some(({ text }) => text === "*");
}

export function isWholeService({ text }: Scalar): boolean {
  return text === "*" || text.endsWith(":*");
}

export function isOfSameService(text: string, action: string): boolean {
  return text.toLowerCase().startsWith(action.slice(0, action.indexOf(":") + 1).toLowerCase());
}

/** `beside`: the statement that they are in, and the resource that is added to it; some of them may not be for such a one. */
export function otherActions(
  entries: readonly Scalar[],
  scene: FixScene,
  beside?: { readonly of: PolicyStatement; readonly resource: string },
): readonly FixRisk[] {
  const { action, caller } = scene;
  const lower = action.toLowerCase();
  // Where the caller's path is not known, what names the caller should give as little as can be.
  const isPull = PULL.has(lower) && caller?.pathUnknown !== true;
  const together = new Set(scene.togetherOn(beside?.resource ?? scene.exact).map((one) => one.toLowerCase()));
  const isSame = (text: string): boolean =>
    text.toLowerCase() === lower || together.has(text.toLowerCase()) || (isPull && PULL.has(text.toLowerCase()));
  const others = entries
    .filter((entry) => !isSame(entry.text))
    .filter((entry) => beside === undefined || !(needsCatalog(entry, beside) || isForOthers(entry, beside, scene)))
    .map(({ text }) => text);
  return others.length === 0 ? [] : [{ risk: "other-actions", actions: others }];
}

/**
 * What acts on a database or a table asks for the catalog as well, and the catalog alone gives hardly anything. Source:
 * "Specifying AWS Glue resource ARNs": permission on the resource and all its ancestors.
 */
function needsCatalog({ text }: Scalar, { resource }: { readonly resource: string }): boolean {
  return /^glue:[a-z]+$/i.test(text) && /^arn:[^:]+:glue:[^:]*:[^:]*:catalog$/.test(resource);
}

export interface PolicyStatement {
  readonly policy: Policy;
  readonly statement: Statement;
}

/** Are the statement's actions of the service all on other types of resources, so that it speaks of none like this one? */
export function isAboutOthers(of: PolicyStatement, resource: string, scene: FixScene): boolean {
  const entries = of.statement.action?.entries ?? [];
  const known = entries.filter(({ text }) => isOfSameService(text, scene.action));
  const [first] = known;
  if (first === undefined || !known.every((entry) => isForOthers(entry, { of, resource }, scene))) return false;
  // Of a path in a domain of OpenSearch the reference says that nothing acts on it, and AWS says that this does.
  if (!scene.isAction(scene.action)) return false;
  return !isForOthers({ ...first, text: scene.action, holes: [] }, { of, resource }, scene);
}

/** Does an action of the statement act on such a resource, for all that is known? */
export function actsOn(of: PolicyStatement, resource: string, scene: FixScene): boolean {
  return of.statement.action?.entries.some((entry) => !isForOthers(entry, { of, resource }, scene)) !== false;
}

/** Is it an action on other types of resources: is nothing given where it meets the one that is added? */
function isForOthers(
  action: Scalar,
  { of, resource }: { readonly of: PolicyStatement; readonly resource: string },
  scene: FixScene,
): boolean {
  const list = of.statement.resource && withReferences(of.statement.resource);
  const [written] = list?.entries ?? [];
  return written !== undefined && actsOnNone(action, { ...written, text: resource, holes: [] }, of, scene);
}

/** Is no request for the action about what the entry names? */
function actsOnNone(
  action: Scalar,
  entry: Scalar,
  { policy, statement }: PolicyStatement,
  { matchesNothing, isAction }: FixScene,
): boolean {
  if (statement.action === undefined || statement.resource === undefined) return false;
  // Nobody knows what an action that the reference does not have acts on.
  if (!isSettled(action) || !isAction(action.text) || !isSettled(entry) || entry.text === "*") return false;
  const alone = statementWith(statement, {
    principal: undefined,
    notPrincipal: undefined,
    condition: undefined,
    action: { ...statement.action, entries: [action] },
    resource: { ...statement.resource, entries: [entry], open: false },
  });
  return matchesNothing(policy, alone);
}

/** One pull of an image makes these calls. Source: "Private repository policy examples in Amazon ECR". */
const PULL: ReadonlySet<string> = new Set([
  "ecr:batchchecklayeravailability",
  "ecr:batchgetimage",
  "ecr:getdownloadurlforlayer",
]);

/**
 * Whose own policies are about one resource with nothing inside it, which `*` stands for. Sources: "Resource-based
 * policies" of AWS Secrets Manager; "Overview of managing access in Amazon SQS".
 */
const OF_ONE_RESOURCE: ReadonlySet<string> = new Set(["secretsmanager", "sqs", "sns", "ecr"]);

/** Of a longer list it is not asked what each entry is. */
const MOST_LOOKED_AT = 50;

/** In a key's own policy `*` is the key alone. `of`: the statement that gets the action, which may not act on all it names. */
export function otherResources(
  list: ListElement | undefined,
  scene: FixScene,
  of?: PolicyStatement,
): readonly FixRisk[] {
  const { layer, resource, request } = scene;
  if (layer === "key-policy" || layer === "trust" || list === undefined) return [];
  const isOwn = layer === "resource" && OF_ONE_RESOURCE.has(readArn(resource ?? "")?.service ?? "");
  const [first] = list.entries.length > MOST_LOOKED_AT ? [] : (of?.statement.action?.entries ?? []);
  const action = first && { ...first, text: scene.action, holes: [] };
  const others = list.entries
    .filter((entry) => !(isOwn && entry.text === "*") && !isWhole(entry, resource, request))
    .filter(({ text }) => !isOfSameTable(text, resource))
    .filter((entry) => of === undefined || action === undefined || !actsOnNone(action, entry, of, scene))
    .map(({ text }) => text);
  return others.length === 0 ? [] : [{ risk: "other-resources", resources: others }];
}

/** Is what is given besides everything, for an action that could have less? */
export function isOnEverything(risks: readonly FixRisk[], scene: FixScene): boolean {
  const isAll = risks.some((one) => one.risk === "other-resources" && one.resources.includes("*"));
  return isAll && scene.takesResource !== false && !limitsOnly(scene);
}

/**
 * AWS names one of the catalog, the database and the table, and decides the call on all of them. Source: "Specifying AWS Glue
 * resource ARNs": permission on the resource and all its ancestors.
 */
function isOfSameTable(entry: string, resource: string | undefined): boolean {
  const [own, asked] = [catalogPart(entry), catalogPart(resource ?? "")];
  if (own === undefined || asked === undefined || own.catalog !== asked.catalog) return false;
  // Of one table, the others of the database are others.
  if (own.isTable && asked.isTable) return false;
  return own.database === undefined || asked.database === undefined || own.database === asked.database;
}

interface CatalogPart {
  /** With what is in front of it in an ARN. */
  readonly catalog: string;
  /** That it is, or is in; none for the catalog itself. */
  readonly database: string | undefined;
  readonly isTable: boolean;
}

function catalogPart(arn: string): CatalogPart | undefined {
  const [, catalog, part = "", database] =
    /^(arn:[^:]+:glue:[^:]*:[^:]*:)(catalog$|(?:database|table)\/([^/]+))/.exec(arn) ?? [];
  return catalog === undefined ? undefined : { catalog, database, isTable: part.startsWith("table/") };
}

/** Whoever else the statement names; in policies that name nobody there are none. */
export function otherPrincipals(
  { principal, notPrincipal }: Statement,
  { caller, layer, request }: FixScene,
): readonly FixRisk[] {
  if (limitsOnly({ layer })) return [];
  if (notPrincipal !== undefined || principal?.form === "everyone")
    return [{ risk: "other-principals", principals: ["*"] }];
  if (principal?.form !== "typed") return [];
  const others = principal.types
    .flatMap(({ entries }) => entries)
    .filter((entry) => !isWhole(entry, caller?.text, request))
    .map(({ text }) => text);
  return others.length === 0 ? [] : [{ risk: "other-principals", principals: others }];
}

/**
 * Is it the ARN, with nothing open but where it is deployed, and what the caller's name tells of variables? The six characters
 * that Secrets Manager puts behind a name are of that secret alone. Source: "Identity-based policies" of AWS Secrets Manager.
 */
function isWhole(entry: Scalar, resource: string | undefined, { filled }: Request): boolean {
  if (resource === undefined) return false;
  const name = nameOfSecret(resource);
  const forms = [resource, ...(name === undefined ? [] : [name + ANY_SUFFIX])];
  return forms.includes(entry.text) || forms.includes(textWhere(resource, entry, filled) ?? "");
}

/** Of a secret, as AWS writes it. */
export const ANY_SUFFIX = "-??????";

/** The ARN without what is put behind the name; undefined for anything else. */
export function nameOfSecret(arn: string): string | undefined {
  return /^(arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:.+)-[A-Za-z0-9]{6}$/.exec(arn)?.[1];
}

/** The text as it is where the resource is: in its partition, Region and account. Undefined if more of it is open. */
export function textWhere(resource: string, { text, holes }: Scalar, filled?: Request["filled"]): string | undefined {
  if (holes.length === 0) return text;
  const fields = readArn(resource);
  if (fields === undefined) return undefined;
  const { partition, region, account } = fields;
  const known = new Map([...(filled ?? []), ...Object.entries({ partition, region, account })]);
  const deployed = deployedText({ text, holes }, (key) => {
    const value = known.get(key);
    return value === undefined ? { state: "unknown" } : { state: "text", text: value };
  });
  return deployed?.holes.length === 0 ? deployed.text : undefined;
}

/** Is it about the resource alone, or by reference about what that is in as well? */
export function isAbout(list: ListElement | undefined, { exact }: Pick<FixScene, "exact">): boolean {
  return list !== undefined && !list.open && list.entries.every((entry) => isAround(entry, exact ?? ""));
}

/** Is it the resource wherever it is, or by reference that or everything in what that is directly named to be in? */
function isAround(entry: Scalar, resource: string): boolean {
  const { text, holes } = inPlaceOf(entry, resource);
  if (text === resource) return true;
  if (entry.node.kind !== "string" || (entry.node.extended ?? entry.node.begins) === undefined) return false;
  const container = text.endsWith("/*") ? text.slice(0, -2) : text;
  const isNamed = container.includes(":") && !/[*?]/.test(container) && /:[^:/]+$|\/[^/]+$/.test(container);
  return isNamed && matchesText(patternOf({ text, holes }), resource);
}

/**
 * Does one more principal get there what it asked for, and by reference what else is in the same? A service is let in by a
 * statement that says for whom it calls.
 */
export function isBeside(actions: readonly Scalar[], resource: ListElement | undefined, scene: FixScene): boolean {
  return scene.caller?.type === "AWS" && otherActions(actions, scene).length === 0 && isAbout(resource, scene);
}
