/**
 * How an ARN that is of no resource type falls short of the template of one: `function/jobs` for `function:jobs`, a name
 * without its type, a Region where there is none. What the template says is the service's own; nothing is looked up in a list.
 */

import { type Catalog } from "./catalog.ts";
import { innerWord, partsOfPath } from "./arn-inner-word.ts";
import { hasIdOf, isNearly } from "./arn-type-words.ts";
import { ACCOUNT, type Fields, fieldsOf, type FieldsSlip, type FieldsTaken } from "./arn-fields.ts";
import { surplusIn } from "./arn-surplus.ts";
import { endsWithName, holdsNoSeparator } from "./names-without-separator.ts";

export interface ArnSlip {
  /** The ARN as the template has it. */
  readonly fixed: string;
  readonly slip: SlipKind;
}

export type SlipKind =
  /** Behind the type stands `separator`. */
  | { readonly kind: "separator"; readonly type: string; readonly separator: string }
  /** The type is written so. */
  | { readonly kind: "type"; readonly type: string }
  /** The name stands behind the type and the separator. */
  | { readonly kind: "no-type"; readonly type: string; readonly separator: string }
  /** The name stands alone. */
  | { readonly kind: "extra-type"; readonly written: string }
  /** Behind the name stands a slash: without it, the ARN is of what has the name; with `*`, of everything in it. */
  | { readonly kind: "slash"; readonly isContent: boolean }
  /** Behind the name stands what other texts have there: a container's definition adds `:key:stage:version` to a secret. */
  | { readonly kind: "more-behind"; readonly behind: string }
  /** Between the name and the word that follows it stands more: `log-group:jobs:*:log-stream:*`. */
  | { readonly kind: "more-between"; readonly between: string; readonly word: string }
  /** A slash stands before the type: `/hostedzone/Z0123`. */
  | { readonly kind: "first-slash"; readonly type: string }
  /** No slash stands before the path: `restapis/a1b2c3`. */
  | { readonly kind: "lacks-slash"; readonly type: string }
  /** The type stands there twice: `hostedzone//hostedzone/Z0123`. */
  | { readonly kind: "twice"; readonly type: string }
  /** A colon stands before the word, where a slash belongs: `table/orders:index/by-date`. */
  | { readonly kind: "inner-separator"; readonly word: string }
  /** The word between two names is written so: `apps/d1/branch/main`. */
  | { readonly kind: "inner-word"; readonly word: string }
  /** It ends with the word that a name has to follow: `table/orders/index`. */
  | { readonly kind: "ends-early"; readonly word: string }
  /** Of such a type are the ARNs of `service`, which is not the one written. */
  | { readonly kind: "service"; readonly type: string; readonly service: string }
  /** Behind the type stand two slashes; one is enough for the name of a parameter, and for one that has no path. */
  | { readonly kind: "second-slash"; readonly of: "parameter" | "path" }
  | FieldsSlip;

/** `fits`: it is of the template; undefined where it is too far from it. */
export function arnSlip(written: string, template: string): ArnSlip | "fits" | undefined {
  return slipOf(fieldsWritten(written), readTemplate(template));
}

/** What an ARN is held against of a template. */
interface TemplateReading {
  readonly path: PathForm | undefined;
  readonly form: TemplateForm | undefined;
}

function readTemplate(template: string): TemplateReading {
  return { path: pathForm(template), form: formOf(template) };
}

/** Of the templates of the catalog, of which there are some thousands; lives as long as it. */
const READINGS = new WeakMap<Catalog, Map<string, TemplateReading>>();

function readingsOf(catalog: Catalog, templates: readonly string[]): readonly TemplateReading[] {
  const known = READINGS.get(catalog) ?? new Map<string, TemplateReading>();
  READINGS.set(catalog, known);
  return templates.map((template) => {
    const reading = known.get(template) ?? readTemplate(template);
    known.set(template, reading);
    return reading;
  });
}

/** An ARN as it is written, with its fields: it is held against hundreds of templates. */
interface WrittenArn {
  readonly text: string;
  readonly fields: readonly string[];
  /** What its fields are as those of a type that takes these. */
  readonly read: Map<FieldsTaken, Fields | undefined>;
}

function fieldsWritten(text: string): WrittenArn {
  return { text, fields: text.split(":"), read: new Map() };
}

/** Undefined for an ARN of another service. */
function fieldsAsOf({ fields, read }: WrittenArn, { service, takes }: TemplateForm): Fields | undefined {
  if (fields[2] !== service) return undefined;
  if (!read.has(takes)) read.set(takes, fieldsOf(fields, takes));
  return read.get(takes);
}

function slipOf(written: WrittenArn, { path, form }: TemplateReading): ArnSlip | "fits" | undefined {
  const ofPath = path && pathSlip(written, path);
  if (ofPath !== undefined) return ofPath;
  if (form === undefined) return undefined;
  const read = fieldsAsOf(written, form);
  if (read === undefined) return serviceSlip(written, form);
  const named = nameSlip(read.resource, form);
  if (named === undefined) return undefined;
  const slip = named.slip ?? read.slip;
  if (slip === undefined) return "fits";
  return { fixed: `arn:${read.partition}:${form.service}:${read.region}:${read.account}:${named.resource}`, slip };
}

interface PathForm {
  readonly service: string | undefined;
  readonly account: string;
  /** The first word of the path, with its slash. */
  readonly begins: string;
}

function pathForm(template: string): PathForm | undefined {
  const [, , service, , account = "", ...resource] = template.split(":");
  const [begins] = /^\/[a-z]+/.exec(resource.join(":")) ?? [];
  return begins === undefined ? undefined : { service, account, begins };
}

/** An account where the ARNs of paths have none: `arn:aws:apigateway:eu-west-1:111122223333:/restapis/a1b2c3`. */
function pathSlip({ fields }: WrittenArn, form: PathForm): ArnSlip | "fits" | undefined {
  if (fields[2] !== form.service) return undefined;
  const [, partition = "", service, region = "", account = "", ...rest] = fields;
  const resource = rest.join(":");
  if (form.account === "" && (account === "" || ACCOUNT.test(account)) && isOfPath(`/${resource}`, form)) {
    const fixed = `arn:${partition}:${service}:${region}::/${resource}`;
    return { fixed, slip: { kind: "lacks-slash", type: form.begins.slice(1) } };
  }
  if (!isOfPath(resource, form)) return undefined;
  if (form.account !== "" || !ACCOUNT.test(account)) return "fits";
  const fixed = `arn:${partition}:${service}:${region}::${resource}`;
  return { fixed, slip: { kind: "fields", takes: "region" } };
}

function isOfPath(resource: string, { begins }: PathForm): boolean {
  return resource === begins || resource.startsWith(`${begins}/`);
}

/** `arn:aws:ssm:eu-west-1:111122223333:instance/i-1`, where the instances of Systems Manager are those of Amazon EC2. */
function serviceSlip({ text, fields }: WrittenArn, form: TemplateForm): ArnSlip | undefined {
  const service = fields[2] ?? "";
  if (form.type === "" || service === form.service) return undefined;
  // Of most templates beside most ARNs nothing has to be taken apart to see that they differ.
  if (!text.includes(form.head) || !/^[a-z0-9-]+$/.test(service)) return undefined;
  const asOne = fields.with(2, form.service);
  const fixed = asOne.join(":");
  const read = fieldsOf(asOne, form.takes);
  if (read === undefined || read.slip !== undefined) return undefined;
  const named = nameSlip(read.resource, form);
  if (named === undefined || named.slip !== undefined) return undefined;
  return { fixed, slip: { kind: "service", type: form.type, service: form.service } };
}

/**
 * For many ARNs beside the same templates of the catalog. The result is the slip that is nearest to one of the templates; undefined where
 * the ARN is of one, and where two are as near.
 */
export function slipFinder(catalog: Catalog, templates: readonly string[]): (written: string) => ArnSlip | undefined {
  const readings = readingsOf(catalog, templates);
  return (text) => {
    const written = fieldsWritten(text);
    const found: ArnSlip[] = [];
    for (const one of readings) {
      const slip = slipOf(written, one);
      if (slip === "fits") return undefined;
      if (slip !== undefined) found.push(slip);
    }
    const least = Math.min(...found.map(({ slip }) => distanceOf(slip)));
    const [nearest, ...others] = likeliest(found.filter(({ slip }) => distanceOf(slip) === least));
    return others.every(({ fixed }) => fixed === nearest?.fixed) ? nearest : undefined;
  };
}

/** A name without its type, with a dot or an `@` in it, is a domain or an address: `example.com` is to be `identity/example.com`. */
function likeliest(found: readonly ArnSlip[]): readonly ArnSlip[] {
  const named = found.filter(
    ({ fixed, slip }) =>
      slip.kind === "no-type" && OF_DOMAINS.test(slip.type) && /[.@]/.test(fixed.split(":").slice(5).join(":")),
  );
  const ofId = found.filter(({ fixed, slip }) => slip.kind === "no-type" && hasIdOf(fixed, slip.type));
  return named.length > 0 ? named : ofId.length > 0 ? ofId : found;
}

const OF_DOMAINS = /^(?:identity|domain|domainname)$/;

function distanceOf({ kind }: SlipKind): number {
  return [
    "fields",
    "swapped",
    "region",
    "separator",
    "inner-separator",
    "inner-word",
    "first-slash",
    "lacks-slash",
    "twice",
    "second-slash",
    "more-behind",
    "more-between",
    "type",
    "extra-type",
    "slash",
    "ends-early",
    "no-type",
    "service",
  ].indexOf(kind);
}

interface TemplateForm {
  readonly service: string;
  readonly takes: FieldsTaken;
  /** The word that the resource part begins with, and what stands behind it; empty for a name that stands alone. */
  readonly type: string;
  readonly separator: string;
  /** Both, as they stand in an ARN. */
  readonly head: string;
  /** The first placeholder, such as `TopicName`. */
  readonly name: string;
  /** Behind the name a slash and more follow. */
  readonly goesOn: boolean;
  /** The word between that name and a second one, as in `/index/`; empty where there is none. */
  readonly inner: string;
  /** The words and names of a path with several. */
  readonly path: readonly string[];
}

/** `arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}`. */
function formOf(template: string): TemplateForm | undefined {
  const [, , service = "", region = "", account = "", ...rest] = template.split(":");
  const resource = rest.join(":");
  const [beginning = "", type = "", separator = "", name] = /^([A-Za-z-]*)([/:]?)\$\{(\w+)\}/.exec(resource) ?? [];
  if (name === undefined || service === "" || service.includes("$") || (type === "") !== (separator === ""))
    return undefined;
  const takes =
    region === "" ? (account === "" ? "neither" : "account") : account === "" ? "region" : "region-and-account";
  const head = `${type}${separator}`;
  const [, inner = ""] = /^\/([a-z]+)\/\$\{\w+\}$/.exec(resource.slice(beginning.length)) ?? [];
  return {
    service,
    takes,
    type,
    separator,
    head,
    name,
    goesOn: resource.startsWith("/", beginning.length),
    inner,
    path: partsOfPath(resource),
  };
}

interface NamedResource {
  readonly resource: string;
  /** Undefined where it is as the template has it. */
  readonly slip: SlipKind | undefined;
}

function nameSlip(resource: string, form: TemplateForm): NamedResource | undefined {
  const { type, separator, name, takes, goesOn } = form;
  const [, word = "", sign = "", rest = ""] = /^([A-Za-z_-]*)([/:])(.+)$/.exec(resource) ?? [];
  if (resource === "" || resource.startsWith("*") || resource.includes("${")) return undefined;
  // `stateMachine:` is the type, whose name is missing, and no name.
  if (/^[A-Za-z_-]+:$/.test(resource) || resource === `${type}/`) return undefined;
  if (/^[^/:*?]+\/$/.test(resource) && type === "") {
    // AWS's guide names an API of API Gateway by its ID and a slash ("How API Gateway resource policies affect authorization").
    if (goesOn && name !== "BucketName") return { resource, slip: undefined };
    return { resource: goesOn ? `${resource}*` : resource.slice(0, -1), slip: { kind: "slash", isContent: goesOn } };
  }
  if (type === "") {
    if (goesOn && takes !== "neither" && !/[/*]/.test(resource)) return undefined;
    return takes === "neither" || goesOn ? { resource, slip: undefined } : standsAlone(resource, form);
  }
  if (word === type && sign === separator) {
    const once = repeatedType(rest, form);
    if (once !== undefined) return { resource: once, slip: { kind: "twice", type: form.head } };
    const [own = ""] = rest.split(":");
    if (name === "SecretId" && own !== rest && own !== "") {
      return { resource: `${type}${separator}${own}`, slip: { kind: "more-behind", behind: rest.slice(own.length) } };
    }
    const more = surplusIn(rest, form);
    if (more !== undefined) return { resource: more.resource, slip: slipOfSurplus(more) };
    if (holdsNoSeparator(form.service, name)) {
      const slashed = form.inner === "" ? rest : rest.replace(`:${form.inner}/`, `/${form.inner}/`);
      if (slashed !== rest && !/[/*?]/.test(slashed.slice(0, slashed.indexOf("/"))))
        return { resource: `${type}${separator}${slashed}`, slip: { kind: "inner-separator", word: form.inner } };
      const word = innerWord(resource, form.path);
      if (word !== undefined) return { resource: word.resource, slip: { kind: "inner-word", word: word.word } };
      if (rest.includes("/")) return namesWithin(resource, rest, form);
    }
    // The name of a parameter begins with a slash, and its ARN has one of the two.
    return rest.startsWith("/") && name === "ParameterNameWithoutLeadingSlash"
      ? { resource: `${type}${separator}${rest.replace(/^\/+/, "")}`, slip: { kind: "second-slash", of: "parameter" } }
      : secondSlashOfPath(resource, rest, form);
  }
  const right = `${type}${separator}${rest}`;
  if (word === type) return { resource: right, slip: { kind: "separator", type, separator } };
  if (sign !== "" && isNearly(word, type)) return { resource: right, slip: { kind: "type", type } };
  const again = repeatedType(resource, form);
  if (again !== undefined) return { resource: again, slip: { kind: "first-slash", type: `${type}${separator}` } };
  // Behind a word that is none of the template's anything may be meant, except where a path is all of the name.
  const isPath = NAMED_BY_PATHS.has(name) && /^[^/:*?]+\/[^:]*$/.test(resource);
  if (sign !== "" && word !== "" && !isPath) return undefined;
  if (!isPath && resource.includes("/") && !(resource.startsWith("/") && BEGINS_WITH_SLASH.test(name)))
    return undefined;
  const bare = separator === "/" ? resource.replace(/^\//, "") : resource;
  return { resource: `${type}${separator}${bare}`, slip: { kind: "no-type", type, separator } };
}

function slipOfSurplus({ surplus, before }: { readonly surplus: string; readonly before: string }): SlipKind {
  return before === ""
    ? { kind: "more-behind", behind: surplus }
    : { kind: "more-between", between: surplus, word: before };
}

/** `/hostedzone/Z0123`, as Route 53 answers with IDs. Names of parameters and of paths may begin with a slash themselves. */
function repeatedType(resource: string, { service, type, separator, name }: TemplateForm): string | undefined {
  const isRepeated = resource.startsWith(`/${type}${separator}`) && holdsNoSeparator(service, name);
  return isRepeated ? resource.slice(1) : undefined;
}

/** A path is one slash, or begins and ends with one and holds something. Source: "CreateRole" (IAM API reference). */
function secondSlashOfPath(resource: string, rest: string, { type, name }: TemplateForm): NamedResource {
  if (!name.endsWith("WithPath") || !/^\/[^/*?]+$/.test(rest)) return { resource, slip: undefined };
  return { resource: `${type}${rest}`, slip: { kind: "second-slash", of: "path" } };
}

/** `table/orders/index` is no table, and no index before the name of one follows. */
function namesWithin(resource: string, rest: string, form: TemplateForm): NamedResource | undefined {
  const { inner } = form;
  if (inner === "") return withMoreBehind(resource, rest, form);
  const [, own = "", word, more] = /^([^/]*)\/([^/]*)(\/.+)?$/.exec(rest.replace(/\/$/, "")) ?? [];
  if (word !== inner || /[*?]/.test(own)) return rest.includes("*") ? { resource, slip: undefined } : undefined;
  if (more !== undefined) return { resource, slip: undefined };
  return { resource: `${resource.replace(/\/$/, "")}/*`, slip: { kind: "ends-early", word: inner } };
}

/** `hostedzone/Z0123/rrset`, where nothing lies in a hosted zone. */
function withMoreBehind(resource: string, rest: string, { service, name }: TemplateForm): NamedResource | undefined {
  const [own = ""] = rest.split("/", 1);
  if (own === "" || !endsWithName(service, name)) return undefined;
  const behind = rest.slice(own.length);
  return { resource: resource.slice(0, resource.length - behind.length), slip: { kind: "more-behind", behind } };
}

/** `topic/alarms`, where topics have names only. */
function standsAlone(resource: string, form: TemplateForm): NamedResource | undefined {
  const { name } = form;
  const [, word = "", rest = ""] = /^([A-Za-z_-]*)[/:](.+)$/.exec(resource) ?? [];
  const singular = word.toLowerCase().replace(/s$/, "");
  const isWordOfName = name.toLowerCase().startsWith(singular) && singular.length > 2;
  if (!isWordOfName) {
    return (
      (resource.includes("/") ? withMoreBehind(resource, resource, form) : undefined) ?? { resource, slip: undefined }
    );
  }
  return { resource: rest, slip: { kind: "extra-type", written: word } };
}

/** Names of parameters and of secrets, as in `prod/url`. */
const NAMED_BY_PATHS: ReadonlySet<string> = new Set(["ParameterNameWithoutLeadingSlash", "SecretId"]);

/** Names of parameters and log groups, as in `/prod/url`. */
const BEGINS_WITH_SLASH = /^(?:ParameterNameWithoutLeadingSlash|LogGroupName)$/;
