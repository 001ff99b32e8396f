/** The actions of requests, with what the reference says their resources and condition keys are. */
import { type Action, type Catalog, keysOfAction, type Service } from "../../catalog/catalog.ts";
import { type RequestAction } from "../../policy/action-pattern.ts";
import { type Truth } from "../../domains/truth.ts";
import { fillsTemplate, type KeyTemplate, keyTemplateOf } from "../../catalog/key-template.ts";

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
  /** Whether the reference lists a key, in lower case, with it. */
  lists(key: string): boolean;
  /** Whether a request for it can carry a key, in lower case, that the reference lists action by action. */
  carries(key: string): Truth;
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
    const read = readService(service);
    services.set(lower, read);
    return read;
  };
  return {
    prefixes: catalog.servicePrefixes,
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

function readService(service: Service): KnownService {
  const formOf = formsOf(service);
  const actions = service.actionNames.flatMap((name) => {
    const action = service.action(name);
    return action === undefined ? [] : [new ReferenceAction(service.prefix, name, formOf(action))];
  });
  // The first of each form, so that the request that is shown stays the same.
  const forms = new Map(actions.toReversed().map((action) => [action.form, action]));
  return {
    actions,
    byName: new Map(actions.map((action) => [action.name, action])),
    examples: [...forms.values()].reverse(),
    arnServices: new Set([...forms.keys()].flatMap(servicesOfForm)),
    templates: templatesByService(service),
    someWithoutResource: [...forms.keys()].some(({ templates }) => templates.length === 0),
  };
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

/** Actions with the same resources and keys of their own share their form. */
function formsOf(service: Service): (action: Action) => ActionForm {
  const listed = new Map<string, boolean>();
  const listsKey = (key: string): boolean => {
    const lists = listed.get(key) ?? service.conditionKey(key) !== undefined;
    listed.set(key, lists);
    return lists;
  };
  const lists = new Map<string, readonly string[]>();
  const templatesOf = (resources: Action["resources"]): readonly string[] => {
    // A resource type that is listed without being described may have any ARN.
    const arns = resources.flatMap(({ type }) => service.resourceType(type)?.arns ?? [ANY_TEMPLATE]);
    const templates = [...new Set(arns)];
    const id = templates.join("\n");
    const list = lists.get(id) ?? templates;
    lists.set(id, list);
    return list;
  };
  const unlisted = templatesOfNoAction(service);
  const unlistedOf = (action: Action, templates: readonly string[]): ActionForm["unlisted"] =>
    action.resourcesAttested && !templates.some((one) => serviceOfTemplate(one) === undefined) ? unlisted : "any";
  const forms = new Map<Action["resources"], Map<Action["conditionKeys"], FormsOfKeys>>();
  return (action) => {
    const ofResources = forms.get(action.resources) ?? new Map<Action["conditionKeys"], FormsOfKeys>();
    forms.set(action.resources, ofResources);
    const ofKeys = ofResources.get(action.conditionKeys) ?? {};
    ofResources.set(action.conditionKeys, ofKeys);
    const whole = action.resourcesAttested ? "attested" : "silent";
    const templates = templatesOf(action.resources);
    const form = (ofKeys[whole] ??= {
      ...readForm(service, action, templates, listsKey),
      unlisted: unlistedOf(action, templates),
    });
    if (hasRequestOfItsOwn(action)) return form;
    return (ofKeys[`${whole} open`] ??= { ...form, carries: (key) => (form.lists(key) ? "yes" : "unknown") });
  };
}

/** By whether the resource types are attested, and whether it is asked for within the request of another call. */
type FormsOfKeys = Partial<Record<"attested" | "silent" | "attested open" | "silent open", ActionForm>>;

/** An ARN that fits one of these is no proof that an action does not take it. */
function templatesOfNoAction(service: Service): readonly string[] {
  const listed = new Set(
    service.actionNames.flatMap((name) => service.action(name)?.resources.map(({ type }) => type.toLowerCase()) ?? []),
  );
  return service.resourceTypes.filter(({ name }) => !listed.has(name.toLowerCase())).flatMap(({ arns }) => arns);
}

/**
 * A request for `sts:TagSession` is one of AssumeRole, with its keys, whatever is listed with TagSession. AWS does not
 * document what the other permissions without an operation ride on, so that nothing is concluded from their keys.
 * Sources: "Pass session tags in AWS STS"; "Actions, resources, and condition keys for AWS services", on "permission only".
 */
function hasRequestOfItsOwn({ permissionOnly }: Action): boolean {
  return permissionOnly === false;
}

/** The service in a resource type's ARN; undefined if any may stand there. */
export function serviceOfTemplate(template: string): string | undefined {
  const service = template.split(":", 3)[2] ?? "";
  return /^[a-z0-9-]+$/.test(service) ? service : undefined;
}

function readForm(
  service: Service,
  { resources, conditionKeys }: Action,
  templates: readonly string[],
  listsKey: (key: string) => boolean,
): Omit<ActionForm, "unlisted"> {
  let keys: ListedKeys | undefined;
  const lists = (key: string): boolean => {
    // Most services know nothing of a key, and then none of their actions does.
    if (!listsKey(key)) return false;
    keys ??= listedKeys(keysOfAction(service, { resources, conditionKeys }));
    return keys.exact.has(key) || keys.templates.some((template) => fillsTemplate(template, key));
  };
  return {
    templates,
    lists,
    carries: (key) => (lists(key) ? "yes" : "no"),
  };
}

const ANY_TEMPLATE = "arn:${Partition}:${Service}:${Region}:${Account}:${Resource}";

interface ListedKeys {
  readonly exact: ReadonlySet<string>;
  readonly templates: readonly KeyTemplate[];
}

function listedKeys(names: ReadonlySet<string>): ListedKeys {
  const templates = [...names].flatMap((name) => {
    const template = keyTemplateOf(name);
    return template === undefined ? [] : [template];
  });
  return { exact: new Set([...names].map((name) => name.toLowerCase())), templates };
}
