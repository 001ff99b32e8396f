/** The actions of requests, with what the reference says their resources and condition keys are. */
import { rowsToShow, simplestFirst, usualFirst } from "./usual-requests.ts";
import { type Action, type ActionTraits, type Catalog, keysOfAction, type Service } from "../../catalog/catalog.ts";
import { arnOnDevice, isOfDevice } from "../../catalog/device-iam.ts";
import { append } from "../../domains/append.ts";
import { type RequestAction } from "../../policy/action-pattern.ts";
import { type Truth } from "../../domains/truth.ts";
import { UNIQUE_ID } from "./resource-sets.ts";
import { fillsTemplate } from "../../catalog/key-template.ts";
import { type KeysByName, keysByName, listsOneOf } from "./keys-by-name.ts";
import { typesOfNoAction } from "../../catalog/types-of-no-action.ts";

export interface KnownAction extends RequestAction {
  /** As in the reference: `s3:GetObject`. */
  readonly id: string;
  /** Shared by all actions of the service with the same resources and keys: there are tens of thousands of actions. */
  readonly form: ActionForm;
}

export interface ActionForm {
  /** The ARN templates of all its resource types, empty if its requests name no resource. Equal lists are one object. */
  readonly templates: readonly string[];
  /**
   * The ARN templates that the reference gives the service without listing them for any action: nobody can say that the
   * action does not take them. `any` where its list of resource types is not shown to be whole.
   */
  readonly unlisted: readonly string[] | "any";
  /** The services in `templates`; undefined among them for one that leaves it open. */
  readonly services: ReadonlySet<string | undefined>;
  /** Whether each of its requests names a resource: one of its types is listed as required. */
  readonly needsResource: boolean;
  /** Whether the reference lists a key, in lower case, with it. */
  lists(key: string): boolean;
  /** Whether a request for it can carry a key, in lower case, that the reference lists action by action. */
  carries(key: string): Truth;
  /** Its resource types apart by which of the keys, in lower case, the reference does not list for them. */
  partsBy(keys: readonly string[]): readonly ActionPart[];
}

/** AWS decides on each resource of a request by itself, with the keys that belong to it. */
export interface ActionPart {
  readonly templates: readonly string[];
  /** Of the keys: those that are not there. */
  readonly missing: readonly string[];
}

export interface ActionUniverse {
  readonly prefixes: readonly string[];
  readonly actionsOf: (prefix: string) => readonly KnownAction[];
  /** Of each form one action. */
  readonly examplesOf: (prefix: string) => readonly KnownAction[];
  /** The services in the ARNs of its resource types; undefined among them for an ARN that leaves it open. */
  arnServicesOf(prefix: string): ReadonlySet<string | undefined>;
  /** Has it actions whose requests name no resource? */
  hasActionsWithoutResource(prefix: string): boolean;
  action(prefix: string, name: string): KnownAction | undefined;
  /** All ARN templates of the service's resource types that begin with this ARN service. */
  templatesOf(prefix: string, arnService: string): readonly string[];
  /** Is the key listed with any action of that service? */
  isListed(prefix: string, key: string): boolean;
}

/** Lives as long as the catalog. */
const UNIVERSES = new WeakMap<Catalog, ActionUniverse>();

export function actionUniverse(catalog: Catalog): ActionUniverse {
  const known = UNIVERSES.get(catalog) ?? openUniverse(catalog);
  UNIVERSES.set(catalog, known);
  return known;
}

function openUniverse(catalog: Catalog): ActionUniverse {
  const services = new Map<string, KnownService>();
  const open = (prefix: string): KnownService => {
    const lower = prefix.toLowerCase();
    const known = services.get(lower);
    if (known !== undefined) return known;
    const service = catalog.service(lower);
    if (service === undefined) return NO_SERVICE;
    const read = new ReadService(service);
    services.set(lower, read);
    return read;
  };
  return {
    prefixes: usualFirst(catalog.servicePrefixes),
    actionsOf: (prefix) => open(prefix).actions,
    examplesOf: (prefix) => open(prefix).examples,
    arnServicesOf: (prefix) => open(prefix).arnServices,
    hasActionsWithoutResource: (prefix) => open(prefix).someWithoutResource,
    templatesOf: (prefix, arnService) => open(prefix).templates.get(arnService) ?? [],
    action: (prefix, name) => open(prefix).byName.get(name.toLowerCase()),
    isListed: (prefix, key) => open(prefix).examples.some(({ form }) => form.lists(key)),
  };
}

interface KnownService {
  readonly actions: readonly KnownAction[];
  readonly byName: ReadonlyMap<string, KnownAction>;
  readonly examples: readonly KnownAction[];
  readonly arnServices: ReadonlySet<string | undefined>;
  /** Of all its resource types, by the service in them. */
  readonly templates: ReadonlyMap<string | undefined, readonly string[]>;
  readonly someWithoutResource: boolean;
}

const NO_SERVICE: KnownService = {
  actions: [],
  byName: new Map(),
  examples: [],
  arnServices: new Set(),
  templates: new Map(),
  someWithoutResource: false,
};

/** Most proofs ask for the forms, of which there are far fewer than actions; the rest is read when it is asked for. */
class ReadService implements KnownService {
  readonly examples: readonly KnownAction[];
  readonly arnServices: ReadonlySet<string | undefined>;
  readonly someWithoutResource: boolean;
  readonly #service: Service;
  readonly #forms: (traits: ActionTraits) => ActionForm;
  #actions: readonly KnownAction[] | undefined;
  #byName: ReadonlyMap<string, KnownAction> | undefined;
  #templates: ReadonlyMap<string | undefined, readonly string[]> | undefined;

  constructor(service: Service) {
    this.#service = service;
    this.#forms = formsOf(service);
    const { actionNames, actionTraits } = service;
    // The first of each form, so that the request that is shown stays the same.
    const examples = new Map<ActionForm, KnownAction>();
    for (const row of rowsToShow(service)) {
      const traits = actionTraits[row];
      if (traits === undefined) continue;
      const form = this.#forms(traits);
      if (!examples.has(form)) examples.set(form, new ReferenceAction(service.prefix, actionNames[row] ?? "", form));
    }
    const forms = [...examples.keys()];
    this.examples = [...examples.values()];
    this.arnServices = new Set(forms.flatMap(servicesOfForm));
    this.someWithoutResource = forms.some((form) => form.templates.length === 0);
  }

  get actions(): readonly KnownAction[] {
    return (this.#actions ??= this.#readActions());
  }

  get byName(): ReadonlyMap<string, KnownAction> {
    return (this.#byName ??= new Map(this.actions.map((action) => [action.name, action])));
  }

  get templates(): ReadonlyMap<string | undefined, readonly string[]> {
    return (this.#templates ??= templatesByService(this.#service));
  }

  #readActions(): readonly KnownAction[] {
    const { prefix, actionNames, actionTraits } = this.#service;
    const examples = new Map(this.examples.map((example) => [example.form, example]));
    return rowsToShow(this.#service).flatMap((row) => {
      const [name, traits] = [actionNames[row], actionTraits[row]];
      if (name === undefined || traits === undefined) return [];
      const form = this.#forms(traits);
      const example = examples.get(form);
      return example?.name === name.toLowerCase() ? [example] : [new ReferenceAction(prefix, name, form)];
    });
  }
}

function templatesByService({ resourceTypes }: Service): ReadonlyMap<string | undefined, readonly string[]> {
  const found = new Map<string | undefined, string[]>();
  for (const template of resourceTypes.flatMap(({ arns }) => arns)) {
    const service = serviceOfTemplate(template);
    const own = found.get(service);
    if (own === undefined) found.set(service, [template]);
    else own.push(template);
  }
  return found;
}

function servicesOfForm({ templates, unlisted }: ActionForm): readonly (string | undefined)[] {
  return unlisted === "any" ? [undefined] : [...templates, ...unlisted].map(serviceOfTemplate);
}

/** A class, because its texts are put together when they are asked for: kept for every action they would take megabytes. */
class ReferenceAction implements KnownAction {
  readonly service: string;
  readonly name: string;
  readonly form: ActionForm;
  private readonly spelling: string;

  constructor(service: string, spelling: string, form: ActionForm) {
    this.service = service;
    this.name = spelling.toLowerCase();
    this.spelling = spelling;
    this.form = form;
  }

  get id(): string {
    return `${this.service}:${this.spelling}`;
  }

  get text(): string {
    return `${this.service}:${this.name}`;
  }
}

/** Actions with the same traits share their form, and their lists of templates where these are equal. */
function formsOf(service: Service): (traits: ActionTraits) => ActionForm {
  const listed = new Map<string, boolean>();
  const listsKey = (key: string): boolean => {
    const lists = listed.get(key) ?? service.conditionKey(key) !== undefined;
    listed.set(key, lists);
    return lists;
  };
  const lists = templateLists(service);
  // An ARN that fits one of these is no proof that an action does not take it.
  const unlisted = typesOfNoAction(service).flatMap(({ arns }) => arns);
  const ofDevice = traitsOfDevice(service);
  const forms = new Map<ActionTraits, ActionForm>();
  return (traits) => {
    const known = forms.get(traits);
    if (known !== undefined) return known;
    const { templates, isOpen } = lists(traits.resources);
    const whole = traits.resourcesAttested && !isOpen;
    const named = traits.namedAfter.flatMap((type) => service.resourceType(type)?.arns ?? []);
    const others = [...named, ...(ofDevice.has(traits) ? templates.map(arnOnDevice) : [])];
    const more = others.length === 0 ? unlisted : [...unlisted, ...others];
    const form = new ReferenceForm(service, traits, templates, whole ? more : "any", listsKey);
    forms.set(traits, form);
    return form;
  };
}

function traitsOfDevice({ prefix, actionNames, actionTraits }: Service): ReadonlySet<ActionTraits> {
  if (prefix !== "iam") return NO_TRAITS;
  return new Set(actionTraits.filter((_, row) => isOfDevice((actionNames[row] ?? "").toLowerCase())));
}

const NO_TRAITS: ReadonlySet<ActionTraits> = new Set();

interface TemplateList {
  readonly templates: readonly string[];
  /** One of them leaves its service open. */
  readonly isOpen: boolean;
}

function templateLists(service: Service): (resources: Action["resources"]) => TemplateList {
  const byText = new Map<string, TemplateList>();
  const byResources = new Map<Action["resources"], TemplateList>();
  return (resources) => {
    const known = byResources.get(resources);
    if (known !== undefined) return known;
    // A resource type that is listed without being described may have any ARN.
    const arns = resources.flatMap(({ type }) => service.resourceType(type)?.arns ?? [ANY_TEMPLATE]);
    const templates = simplestFirst([...new Set(arns)]);
    const id = templates.join("\n");
    const list = byText.get(id) ?? {
      templates,
      isOpen: templates.some((one) => serviceOfTemplate(one) === undefined),
    };
    byText.set(id, list);
    byResources.set(resources, list);
    return list;
  };
}

/**
 * A request for `sts:TagSession` is one of AssumeRole, with its keys, whatever is listed with TagSession. AWS does not
 * document what the other permissions without an operation ride on, so that nothing is concluded from their keys.
 * Sources: "Pass session tags in AWS STS"; "Actions, resources, and condition keys for AWS services", on "permission only".
 */
function hasRequestOfItsOwn({ permissionOnly }: ActionTraits): boolean {
  return permissionOnly === false;
}

/** A type of resource that is not listed brings keys of its own, and of one of several pages the data have one. */
function hasAllItsKeys(traits: ActionTraits): boolean {
  return traits.resourcesAttested && traits.namedAfter.length === 0 && hasRequestOfItsOwn(traits);
}

/** The service in a resource type's ARN; undefined if any may stand there. */
export function serviceOfTemplate(template: string): string | undefined {
  const partition = template.indexOf(":") + 1;
  const start = template.indexOf(":", partition) + 1;
  if (partition === 0 || start === 0) return undefined;
  const end = template.indexOf(":", start);
  const service = template.slice(start, end < 0 ? undefined : end);
  return /^[a-z0-9-]+$/.test(service) ? service : undefined;
}

class ReferenceForm implements ActionForm {
  readonly templates: readonly string[];
  readonly unlisted: ActionForm["unlisted"];
  private readonly service: Service;
  private readonly traits: ActionTraits;
  private readonly isListed: (key: string) => boolean;
  private keys: KeysByName | undefined;
  private named: ReadonlySet<string | undefined> | undefined;
  private whole: readonly ActionPart[] | undefined;
  /** Few are asked: thousands of empty maps would take megabytes. */
  private parts: Map<string, readonly ActionPart[]> | undefined;

  /** `isListed`: whether the service lists a key at all. Most services know nothing of a key, so their actions do not. */
  constructor(
    service: Service,
    traits: ActionTraits,
    templates: readonly string[],
    unlisted: ActionForm["unlisted"],
    isListed: (key: string) => boolean,
  ) {
    this.service = service;
    this.traits = traits;
    this.templates = templates;
    this.unlisted = unlisted;
    this.isListed = isListed;
  }

  get services(): ReadonlySet<string | undefined> {
    return (this.named ??= new Set(this.templates.map(serviceOfTemplate)));
  }

  get needsResource(): boolean {
    return this.traits.resources.some(({ required }) => required);
  }

  lists(key: string): boolean {
    if (!this.isListed(key)) return false;
    const { exact, templates } = (this.keys ??= keysByName(keysOfAction(this.service, this.traits)));
    return exact.has(key) || templates.some((template) => fillsTemplate(template, key));
  }

  carries(key: string): Truth {
    if (this.lists(key)) return "yes";
    return hasAllItsKeys(this.traits) ? "no" : "unknown";
  }

  partsBy(keys: readonly string[]): readonly ActionPart[] {
    // Most statements ask for no key, and this is asked of each of their actions.
    if (keys.length === 0) return (this.whole ??= [{ templates: this.templates, missing: [] }]);
    const usesSeveral = this.traits.resources.filter(({ required }) => required).length > 1;
    const ofResources = usesSeveral && this.unlisted !== "any" ? keys.filter((key) => this.isOfResources(key)) : [];
    const id = ofResources.join(" ");
    const known = this.parts?.get(id) ?? this.readParts(ofResources);
    (this.parts ??= new Map()).set(id, known);
    return known;
  }

  /** Only some of its resource types have the key. */
  private isOfResources(key: string): boolean {
    return isOfOneResource(key) && this.service.prefix === "ec2" && this.lists(key) && !listsOneOf(this.traits, key);
  }

  private readParts(keys: readonly string[]): readonly ActionPart[] {
    const parts = new Map<string, { templates: string[]; missing: readonly string[] }>();
    for (const resource of keys.length === 0 ? [] : this.traits.resources) {
      const type = this.service.resourceType(resource.type);
      const missing = keys.filter((key) => !listsOneOf(resource, key) && !listsOneOf(type, key));
      const part = parts.get(missing.join(" ")) ?? { templates: [], missing };
      append(part.templates, (type?.arns ?? [ANY_TEMPLATE]).map(withUniqueId));
      parts.set(missing.join(" "), part);
    }
    return parts.size < 2 ? [{ templates: this.templates, missing: [] }] : [...parts.values()];
  }
}

/**
 * "Many condition keys are specific to a resource, and some API actions use multiple resources. [...] the condition check
 * fails for the resources to which the condition key does not apply." Source: "Identity-based policies for Amazon EC2".
 * Tags of a resource that is about to be created are another matter.
 */
export function isOfOneResource(key: string): boolean {
  return key.startsWith("ec2:") && !key.startsWith("ec2:resourcetag/");
}

/** An ID of EC2 holds no separator, so that an ARN of one type is never one of another. */
function withUniqueId(template: string): string {
  return template.replaceAll(/\$\{\w+Id\}/g, `\${${UNIQUE_ID}}`);
}

const ANY_TEMPLATE = "arn:${Partition}:${Service}:${Region}:${Account}:${Resource}";
