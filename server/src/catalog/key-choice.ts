/**
 * Who decides which value a condition key has in a request. To send the request in another way is advice only where the
 * caller decides: most keys follow from who asks for what, or are written by AWS or by an identity provider.
 */
import {
  type Action,
  type ActionResource,
  type KeyChooser,
  keysOfAction,
  type ResourceType,
  type Service,
} from "./catalog.ts";
import { documentedKey, GLOBAL_KEYS, LEGACY_GLOBAL_KEYS } from "./global-keys.ts";
import { keyOriginOf } from "./key-origin.ts";
import { keyTable } from "./key-table.ts";
import { isListedAs } from "./key-template.ts";

/** An action and its service, as the reference lists them. */
export interface ListedAction {
  readonly service: Service;
  readonly action: Action;
}

/** Of a key in any case, in a request for an action; undefined for one that the reference does not list. */
export function chooserOfKey(key: string, asked: ListedAction | undefined): KeyChooser {
  const lower = key.toLowerCase();
  if (asked !== undefined && takesNoTags(lower, asked)) return "request";
  const listed = WITH_LEGACY.find(key)?.chooser ?? CHOOSERS_OF_SERVICE_KEYS.get(lower);
  if (listed !== undefined) return listed;
  if (keyOriginOf(key, () => true) === "provider") return "identity-provider";
  if (lower.startsWith("aws:") || asked === undefined) return "request";
  if (isOfTag(lower)) return isOfTagInRequest(lower) ? "caller" : "resource-tags";
  if (SET_BY_OPERATION.test(lower) || carriesKey(lower, asked) !== true) return "request";
  return isOfResource(lower, asked) ? "request" : "caller";
}

/**
 * Does a request for the action carry the key? Undefined where the reference cannot say: keys of all services, of other
 * services and of identity providers, and actions that AWS decides on in the request of another call, with that call's
 * keys.
 */
export function carriesKey(key: string, asked: ListedAction): boolean | undefined {
  const { service, action } = asked;
  const lower = key.toLowerCase();
  if (takesNoTags(lower, asked)) return false;
  if (!lower.startsWith(`${service.prefix}:`) || documentedKey(lower) !== undefined) return undefined;
  if (action.permissionOnly !== false) return undefined;
  return [...keysOfAction(service, action)].some((one) => isListedAs(lower, one));
}

/**
 * The same for the part of a request that is about one resource. "Many condition keys are specific to a resource, and some
 * API actions use multiple resources. [...] the condition check fails for the resources to which the condition key does
 * not apply." Source: "Identity-based policies for Amazon EC2".
 */
export function carriesKeyFor(key: string, resource: string | undefined, asked: ListedAction): boolean | undefined {
  const carries = carriesKey(key, asked);
  if (carries === false || resource === undefined) return carries;
  const lower = key.toLowerCase();
  if (isTagToGive(lower)) return isTagOfAnother(lower, resource, asked) ? false : carries;
  if (carries !== true || !isOfOneResource(lower, asked)) return carries;
  const types = typesOf(resource, asked).map(({ one, type }) => [...one.conditionKeys, ...type.conditionKeys]);
  return types.length === 0 || types.some((keys) => keys.some((own) => isListedAs(key, own)));
}

/** The types of the action that the resource of EC2 is of. */
function typesOf(
  resource: string,
  { service, action }: ListedAction,
): readonly { readonly one: ActionResource; readonly type: ResourceType }[] {
  return action.resources.flatMap((one) => {
    const type = service.resourceType(one.type);
    return type?.arns.some((arn) => wordOf(arn) === wordOf(resource)) === true ? [{ one, type }] : [];
  });
}

/**
 * The tags of what a call makes come with the part of the request that is about that, and not with the image or the subnet
 * that it is made of. Source: "Grant permission to tag Amazon EC2 resources during creation".
 */
function isTagOfAnother(key: string, resource: string, asked: ListedAction): boolean {
  const { service, action } = asked;
  const isListed = ({ conditionKeys }: ActionResource): boolean => conditionKeys.some((one) => isListedAs(key, one));
  if (service.prefix !== "ec2" || !action.resourcesAttested || !action.resources.some(isListed)) return false;
  if (action.conditionKeys.some((one) => isListedAs(key, one))) return false;
  const own = typesOf(resource, asked);
  return own.length > 0 && own.every(({ one }) => one.conditionKeys.length > 0 && !isListed(one));
}

function isTagToGive(key: string): boolean {
  return key === "aws:tagkeys" || key.startsWith("aws:requesttag/");
}

/** Of an ARN of EC2 or its template: `subnet` of `arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-0a1b`. */
function wordOf(arn: string): string | undefined {
  return /^(?:[^:]*:){5}([^/:]+)\//.exec(arn)?.[1];
}

/** Of one of the several resources that a request of EC2 needs. Tags of what is about to be created are another matter. */
function isOfOneResource(key: string, { service, action }: ListedAction): boolean {
  return (
    service.prefix === "ec2" &&
    !key.startsWith("ec2:resourcetag/") &&
    action.resources.filter(({ required }) => required).length > 1 &&
    !action.conditionKeys.some((one) => isListedAs(key, one))
  );
}

/**
 * Tags of the request are there only in calls that pass some; these have no parameter for them. Source: "AWS global
 * condition context keys", aws:RequestTag; Amazon EC2 API Reference.
 */
function takesNoTags(key: string, { service, action: { name } }: ListedAction): boolean {
  if (!isTagToGive(key)) return false;
  if (name.includes("Tag") || service.prefix === "sts") return false;
  return ON_WHAT_IS_THERE.test(name) || (service.prefix === "ec2" && ON_INSTANCES.test(name));
}

const ON_WHAT_IS_THERE = /^(?:Delete|Describe|Detach|Disassociate|List|Reboot|Stop|Terminate)[A-Z]/;
const ON_INSTANCES = /^(?:Monitor|Start|Unmonitor)Instances$|^(?:Attach|Modify)[A-Z]/;

/** A key of a property that the resource has already: the request does not set it. */
function isOfResource(key: string, { service, action }: ListedAction): boolean {
  if (SETS_PROPERTIES.test(action.name)) return false;
  const types = action.resources.flatMap(({ type }) => service.resourceType(type) ?? []);
  return PROPERTIES.has(key) || types.some(({ conditionKeys }) => conditionKeys.some((one) => isListedAs(key, one)));
}

function isOfTag(key: string): boolean {
  return key.includes("tag/");
}

function isOfTagInRequest(key: string): boolean {
  return /(?:request[a-z]*|req-)tag\//.test(key);
}

/** Actions that make the resource, or set the property that the key is about. */
const SETS_PROPERTIES =
  /^(?:Create|Run|Request|Allocate|Import|Register|Launch|Restore|Copy|Purchase|Provision)|PermissionsBoundary$/;

/** Listed with actions alone, although it is the user's or role's. Source: "IAM and AWS STS condition context keys". */
const PROPERTIES: ReadonlySet<string> = new Set(["iam:permissionsboundary"]);

/** Names of the operation that makes a resource together with its tags. */
const SET_BY_OPERATION = /:(?:createaction|taggingaction)$/;

interface ChooserRow {
  readonly chooser: KeyChooser;
  readonly source: string;
  /** In lower case. */
  readonly keys: readonly string[];
}

/** Of keys of services. Those of global keys stand with the other facts of the key, in `global-keys.ts`. */
const ROWS: readonly ChooserRow[] = [
  { chooser: "route", source: "AWS KMS condition keys", keys: ["kms:viaservice"] },
  {
    chooser: "request",
    source: "IAM and AWS STS condition context keys",
    keys: [
      "iam:associatedresourcearn",
      "iam:awsservicename",
      "iam:passedtoservice",
      "iam:policyarn",
      "sts:awsservicename",
    ],
  },
  {
    chooser: "caller",
    source: "IAM and AWS STS condition context keys",
    keys: [
      "sts:durationseconds",
      "sts:externalid",
      "sts:rolesessionname",
      "sts:sourceidentity",
      "sts:transitivetagkeys",
    ],
  },
  {
    chooser: "aws",
    source: "AWS KMS condition keys",
    keys: ["kms:calleraccount", "kms:grantisforawsresource", "kms:resourcealiases"],
  },
  {
    // Which items, indexes or keys of a bucket are asked for: another value is another request.
    chooser: "request",
    source: "Using IAM policy conditions for fine-grained access control",
    keys: ["dynamodb:enclosingoperation", "dynamodb:leadingkeys"],
  },
  {
    chooser: "request",
    source: "Actions, resources, and condition keys for Amazon S3",
    keys: ["s3:accesspointnetworkorigin", "s3:resourceaccount", "s3:signatureage"],
  },
  {
    chooser: "request",
    source: "Actions, resources, and condition keys for Amazon EC2",
    keys: ["ec2:region", "ec2:instanceid"],
  },
];

const CHOOSERS_OF_SERVICE_KEYS: ReadonlyMap<string, KeyChooser> = new Map(
  ROWS.flatMap(({ chooser, keys }) => keys.map((key) => [key, chooser] as const)),
);

const WITH_LEGACY = keyTable([...GLOBAL_KEYS, ...LEGACY_GLOBAL_KEYS]);
