/**
 * What AWS's service reference says of services, actions, resource types and condition keys, on the date of the data.
 * The data comes from outside (`openCatalog`), so this room needs neither files nor network.
 * All names are asked for in any case; answers carry the spelling of the reference.
 */
import { type ManagedPolicies } from "./managed-policies.ts";

export interface CatalogInfo {
  /** The package the data was packed from. */
  readonly source: string;
  readonly version: string;
  /** The day the data was taken, as `2026-09-26`: shown wherever a verdict rests on the data. */
  readonly date: string;
  /** The older release that dependent actions and permission-only flags come from. */
  readonly overlayVersion: string;
  readonly overlayDate: string;
  readonly services: number;
  readonly actions: number;
  readonly resourceTypes: number;
  readonly conditionKeys: number;
}

export interface Catalog {
  readonly info: CatalogInfo;
  /** Lower-case prefixes, sorted. */
  readonly servicePrefixes: readonly string[];
  service(prefix: string): Service | undefined;
  /** Was the service in the older release and is gone from the current one? */
  isRetiredService(prefix: string): boolean;
  isRetiredAction(prefix: string, actionName: string): boolean;
  /**
   * Do policies that AWS manages grant the action on an ARN of a resource type that it is listed with? Such a list has a
   * witness beside itself.
   */
  isGrantedAction(prefix: string, actionName: string): boolean;
  /** The names of the actions of a service that most of the policies that AWS manages name, most first; a few, or none. */
  usualActions(prefix: string): readonly string[];
  /**
   * The actions, as `service:Name`, that a pattern such as `s3:Get*` or `*` matches; at most `limit` names, all counted.
   * As in IAM, the part before the colon holds no wildcards: `*:GetObject` matches nothing.
   */
  actionsMatching(pattern: string, limit: number): { readonly count: number; readonly first: readonly string[] };
  /**
   * The actions, as `service:Name`, whose names have `part` in them, in any case; at most `limit`, whole names first.
   * Of those that are alike, the ones of the services `first`.
   */
  actionsHolding(part: string, limit: number, first?: readonly string[]): readonly string[];
  /** The title of the page where AWS documents an action or a key that the reference lacks; undefined for all others. */
  documentedOn(name: string): string | undefined;
  /** Those of AWS; undefined while they are not at hand. */
  managedPolicies(): ManagedPolicies | undefined;
  readonly globalKeys: readonly GlobalKey[];
  /** Also finds `aws:PrincipalTag/team` under `aws:PrincipalTag/${TagKey}`. */
  globalKey(name: string): GlobalKey | undefined;
  /** A global key or any service's key, templates filled in (`s3:ExistingObjectTag/team`). */
  conditionKey(name: string): ConditionKey | undefined;
  /** What the key's prefix means for judging it: a `provider` key belongs to an identity provider and is never unknown. */
  keyOrigin(name: string): "global" | "service" | "provider" | "unknown-service" | "malformed";
}

export interface Service {
  readonly prefix: string;
  readonly name: string;
  /** In the order of the reference. */
  readonly actionNames: readonly string[];
  /** Of each of `actionNames`. Actions that have the same traits share the object: one of them can be asked for all. */
  readonly actionTraits: readonly ActionTraits[];
  /** Of each of `actionNames`, as in `Action`. */
  readonly accessLevels: readonly (readonly string[])[];
  action(name: string): Action | undefined;
  readonly resourceTypes: readonly ResourceType[];
  resourceType(name: string): ResourceType | undefined;
  readonly conditionKeys: readonly ConditionKey[];
  /** Also finds a filled-in template such as `s3:ExistingObjectTag/team`. */
  conditionKey(name: string): ConditionKey | undefined;
}

export interface Action extends ActionTraits {
  /** The service's prefix. */
  readonly service: string;
  readonly name: string;
  /** `Read`, `Write`, `List`, `Tagging`, `Permissions management`; several in the current reference. */
  readonly accessLevels: readonly string[];
  /**
   * Actions, as `iam:PassRole`, that AWS also asks for. From the older release: may be incomplete.
   * `dependentsOfAction` adds those that are listed for its resources.
   */
  readonly dependentActions: readonly string[];
  /** Read on first use; undefined while the descriptions are not at hand. */
  readonly description: string | undefined;
}

/** What decides on which requests an action is asked for: few actions of a service differ in it. */
export interface ActionTraits {
  /**
   * No API operation has its name: it is asked for within the request of another call, with the keys of that request.
   * From the older release; undefined for actions that are newer.
   */
  readonly permissionOnly: boolean | undefined;
  /** Empty for an action without resource-level permissions: its Resource must be `*`. */
  readonly resources: readonly ActionResource[];
  /**
   * Is the list of its resource types shown to be whole? Not where the action stands on several pages of the reference,
   * where AWS documents it with other ARNs, and where only one release lists it so.
   */
  readonly resourcesAttested: boolean;
  /** Types of its service that it is named after, or documented with, and not listed with: it may well act on them. */
  readonly namedAfter: readonly string[];
  /** The keys of the action itself; `keysOfAction` adds those of its resource types. */
  readonly conditionKeys: readonly string[];
}

export interface ActionResource {
  readonly type: string;
  readonly required: boolean;
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

export interface ResourceType {
  readonly name: string;
  /** With placeholders: `arn:${Partition}:s3:::${BucketName}`. The first of `arns`. */
  readonly arn: string;
  /** Nearly always one; a few types of apigateway, greengrass and lex have two forms, and either will do. */
  readonly arns: readonly string[];
  readonly conditionKeys: readonly string[];
  /** False where the reference lists it with no action. */
  readonly isListed: boolean;
}

/** The value types of the reference. */
export const KEY_TYPES = ["String", "ARN", "Numeric", "Date", "Bool", "IPAddress", "Binary"] as const;
export type KeyType = (typeof KEY_TYPES)[number];

export interface ConditionKey {
  /** As in the reference, with its placeholder: `aws:RequestTag/${TagKey}`. */
  readonly name: string;
  readonly type: KeyType;
  /** A second type the key's values may be read as: `aws:EpochTime` is Date or Numeric. */
  readonly otherType?: KeyType;
  /** The request may carry several values for it, so conditions on it need a set operator. */
  readonly multivalued: boolean;
  readonly description: string | undefined;
}

/** When a global key is in a request. */
export type Availability = "always" | "signed" | "conditional";

/** What has to be so for a request to carry a condition key. */
export const KEY_OCCASIONS = [
  "not-through-endpoint",
  "through-endpoint",
  "by-user",
  "by-role-session",
  "by-federated-caller",
  "by-service",
  "by-principal",
  "signed",
  "with-temporary-credentials",
  "through-service",
] as const;
export type KeyOccasion = (typeof KEY_OCCASIONS)[number];

/** Who decides which value a key has in a request. */
export type KeyChooser =
  /** How and from where the request is sent, and its parameters. */
  | "caller"
  /** Whoever asks writes what it likes, so that nothing should rest on it. */
  | "anybody"
  /** Tags of the resource: whoever may tag it. */
  | "resource-tags"
  /** Tags of the caller: whoever may tag its role or user. */
  | "caller-tags"
  /** Whether the caller calls for itself or through an AWS service, and through which. */
  | "route"
  /** Whose credentials are used: other ones are another caller. */
  | "organization"
  /** A second factor at sign-in: whoever has long-term credentials. */
  | "sign-in"
  /** It follows from who asks for what: the same request cannot come with another. */
  | "request"
  /** AWS, or the AWS service that calls. */
  | "aws"
  /** The identity provider that issued the token. */
  | "identity-provider";

export interface GlobalKey extends ConditionKey {
  readonly availability: Availability;
  /** Without it no request has the key; undefined where no such thing is known. */
  readonly onlyIf: KeyOccasion | undefined;
  readonly chooser: KeyChooser;
  /** When it is in a request, in words. */
  readonly when: string;
  /** What people get wrong about it; empty if nothing is known. */
  readonly caution: string;
  /** AWS counts it among the keys whose value must not hold wildcards. */
  readonly sensitive: boolean;
}

/** Everything a request for this action may carry: the action's keys, those of its resource rows and of their types. */
export function keysOfAction(
  service: Service,
  action: Pick<Action, "resources" | "conditionKeys">,
): ReadonlySet<string> {
  const keys = new Set(action.conditionKeys);
  for (const resource of action.resources) {
    for (const key of resource.conditionKeys) keys.add(key);
    for (const key of service.resourceType(resource.type)?.conditionKeys ?? []) keys.add(key);
  }
  return keys;
}

/** Everything AWS also asks for with this action: the reference lists some for the action, some for its resource rows. */
export function dependentsOfAction(action: Action): ReadonlySet<string> {
  return new Set([...action.dependentActions, ...action.resources.flatMap((resource) => resource.dependentActions)]);
}
