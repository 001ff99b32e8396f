/** The actions of requests, with what the reference says their resources and condition keys are. */
import { type Action, type Catalog, keysOfAction, type Service } from "../../catalog/catalog.ts";
import { type RequestAction } from "../../policy/action-pattern.ts";
import { fillsTemplate, type KeyTemplate, keyTemplateOf } from "../../catalog/key-template.ts";

export interface KnownAction {
  /** As in the reference: `s3:GetObject`. */
  readonly id: string;
  readonly service: string;
  readonly lowerName: string;
  readonly request: RequestAction;
  /** The ARN templates of all its resource types; empty if its requests name no resource. */
  readonly templates: readonly string[];
  /** One text for equal `templates`. */
  readonly templatesId: string;
  /** Whether a request for it may carry a key, in lower case, that the reference lists action by action. */
  carries(key: string): boolean;
}

export interface ActionUniverse {
  readonly prefixes: readonly string[];
  actionsOf(prefix: string): readonly KnownAction[];
  /** The services in the ARNs of its resource types; undefined among them for an ARN that leaves it open. */
  arnServicesOf(prefix: string): ReadonlySet<string | undefined>;
  /** Has it actions whose requests name no resource? */
  hasActionsWithoutResource(prefix: string): boolean;
  action(prefix: string, name: string): KnownAction | undefined;
  /** Is the key listed with any action of that service? */
  isCarried(prefix: string, key: string): boolean;
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
    arnServicesOf: (prefix) => open(prefix).arnServices,
    hasActionsWithoutResource: (prefix) => open(prefix).someWithoutResource,
    action: (prefix, name) => open(prefix).byName.get(name.toLowerCase()),
    isCarried: (prefix, key) => open(prefix).actions.some((action) => action.carries(key)),
  };
}

interface KnownService {
  readonly actions: readonly KnownAction[];
  readonly byName: ReadonlyMap<string, KnownAction>;
  readonly arnServices: ReadonlySet<string | undefined>;
  readonly someWithoutResource: boolean;
}

const NO_SERVICE: KnownService = {
  actions: [],
  byName: new Map(),
  arnServices: new Set(),
  someWithoutResource: false,
};

function readService(service: Service): KnownService {
  const listed = new Map<string, boolean>();
  const listsKey = (key: string): boolean => {
    const lists = listed.get(key) ?? service.conditionKey(key) !== undefined;
    listed.set(key, lists);
    return lists;
  };
  const actions = service.actionNames.flatMap((name) => {
    const action = service.action(name);
    return action === undefined ? [] : [readAction(service, action, listsKey)];
  });
  return {
    actions,
    byName: new Map(actions.map((action) => [action.lowerName, action])),
    arnServices: new Set(actions.flatMap(({ templates }) => templates.map(serviceOfTemplate))),
    someWithoutResource: actions.some(({ templates }) => templates.length === 0),
  };
}

/** The service in a resource type's ARN; undefined if any may stand there. */
export function serviceOfTemplate(template: string): string | undefined {
  const service = template.split(":", 3)[2] ?? "";
  return /^[a-z0-9-]+$/.test(service) ? service : undefined;
}

function readAction(service: Service, action: Action, listsKey: (key: string) => boolean): KnownAction {
  // A resource type that is listed without being described may have any ARN.
  const arns = action.resources.flatMap(({ type }) => service.resourceType(type)?.arns ?? [ANY_TEMPLATE]);
  const templates = [...new Set(arns)];
  const lowerName = action.name.toLowerCase();
  let keys: CarriedKeys | undefined;
  return {
    id: `${service.prefix}:${action.name}`,
    service: service.prefix,
    lowerName,
    request: { text: `${service.prefix}:${lowerName}`, service: service.prefix, name: lowerName },
    templates,
    templatesId: templates.join("\n"),
    carries: (key) => {
      // Most services know nothing of a key, and then none of their actions does.
      if (!listsKey(key)) return false;
      keys ??= carriedKeys(keysOfAction(service, action));
      return keys.exact.has(key) || keys.templates.some((template) => fillsTemplate(template, key));
    },
  };
}

const ANY_TEMPLATE = "arn:${Partition}:${Service}:${Region}:${Account}:${Resource}";

interface CarriedKeys {
  readonly exact: ReadonlySet<string>;
  readonly templates: readonly KeyTemplate[];
}

function carriedKeys(names: ReadonlySet<string>): CarriedKeys {
  const templates = [...names].flatMap((name) => {
    const template = keyTemplateOf(name);
    return template === undefined ? [] : [template];
  });
  return { exact: new Set([...names].map((name) => name.toLowerCase())), templates };
}
