/** What the reference says of a condition key before any condition is read. */
import { type Catalog, type KeyType } from "../../catalog/catalog.ts";
import { isOfSameProduct } from "../../catalog/service-aliases.ts";
import { documentedKey } from "../../catalog/global-keys.ts";
import { type Truth } from "../../domains/truth.ts";
import { type ActionUniverse, type KnownAction } from "../solving/action-universe.ts";
import { type KeyForm } from "../solving/solve-key.ts";

export interface KeyKnowledge extends KeyForm {
  /** Is it in the requests of some actions only? Undefined if any request may carry it. */
  readonly carriedBy: ((action: KnownAction) => Truth) | undefined;
}

/** `key` in lower case. Without a catalog only how many values a global key has is known. */
export function knowKey(key: string, catalog: Catalog | undefined, universe: ActionUniverse | undefined): KeyKnowledge {
  if (catalog === undefined || universe === undefined) {
    const known = documentedKey(key);
    const values = known === undefined ? "either" : known.multivalued ? "list" : "single";
    return { key, type: undefined, values, carriedBy: undefined };
  }
  const found = catalog.conditionKey(key);
  const global = catalog.globalKey(key);
  // AWS documents how many values its global keys hold; for the keys of services the reference is less reliable.
  const values = found?.multivalued === true ? "list" : global === undefined ? "either" : "single";
  const type = global === undefined || UNTYPED.has(key) ? undefined : soleType(global);
  return { key, type, values, carriedBy: carriersOf(key, catalog, universe) };
}

/** An identity provider is named by a host or by an ARN. */
const UNTYPED: ReadonlySet<string> = new Set(["aws:federatedprovider"]);

function soleType(key: { readonly type: KeyType; readonly otherType?: KeyType }): KeyType | undefined {
  return key.otherType === undefined && key.type !== "String" ? key.type : undefined;
}

/** The only global keys that the reference lists action by action. */
const LISTED_GLOBALS = ["aws:requesttag/", "aws:resourcetag/", "aws:tagkeys"];

/**
 * Services whose keys the reference lists with too few actions: the Amazon Bedrock User Guide
 * has `aws-marketplace:ProductId` in a policy for Subscribe, and the keys of `iot` are those of a connection.
 */
const LOOSELY_LISTED: ReadonlySet<string> = new Set(["aws-marketplace", "iot"]);

/** The permissions that an HTTP task of Step Functions needs of other services are asked for with it. */
const LOOSELY_LISTED_KEYS: ReadonlySet<string> = new Set(["states:httpendpoint"]);

/** Source: "IAM database authentication" (Amazon RDS User Guide): the keys that `rds-db:connect` does not support. */
const NOT_OF_DATABASE_LOGINS: ReadonlySet<string> = new Set([
  "aws:referer",
  "aws:sourceip",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:useragent",
  "aws:vpcsourceip",
]);

/**
 * The reference lists the key with a type of resource, and a request has it only if it passes tags. Sources: "AWS global
 * condition context keys", `aws:RequestTag`; the parameters of these operations in the Amazon EC2 API Reference.
 */
const PASSES_NO_TAGS = /^ec2:(?:terminate|stop|start|reboot)instances$/;

/**
 * A request that creates a resource with tags is decided on with the tags that it will have, whether the reference lists
 * `aws:ResourceTag` with the action or not. Source: "AWS global condition context keys", `aws:ResourceTag`.
 */
function carriesTag({ form, text }: KnownAction, key: string): Truth {
  if (key.startsWith("aws:requesttag/") && PASSES_NO_TAGS.test(text)) return "no";
  const carries = form.carries(key);
  // AWS's own policies ask for the keys of the tags that are set and removed here, and the reference lists none.
  if (carries === "no" && /^tag:(?:un)?tagresources$/.test(text) && !key.startsWith("aws:resourcetag/"))
    return "unknown";
  return carries === "no" && key.startsWith("aws:resourcetag/") && form.carries("aws:requesttag/x") !== "no"
    ? "unknown"
    : carries;
}

/**
 * The reference lists no service's key of tags with the actions that other services have on its resources. Source: "Using
 * identity-based policies for Amazon EventBridge" has `ssm:SendCommand` on instances with `ec2:ResourceTag/*`.
 */
function carriesOfService({ form, text }: KnownAction, key: string, prefix: string): Truth {
  const carries = form.carries(key);
  if (carries === "no" && isOfSisterService(prefix, text.slice(0, text.indexOf(":")))) return "unknown";
  if (carries !== "no" || !key.startsWith(`${prefix}:resourcetag/`) || text.startsWith(`${prefix}:`)) return carries;
  return form.templates.some((template) => template.split(":")[2] === prefix) ? "unknown" : "no";
}

/**
 * Are they two prefixes of one product, such as `ecr` and `ecr-public`? The reference lists the keys of each with its own
 * actions, and AWS uses them beside each other: "Using tags" (Amazon ECR Public User Guide) has `ecr:ResourceTag`, and
 * AWS's managed policies have `redshift-data:glue-catalog-arn` with `redshift-serverless:GetManagedWorkgroup`.
 */
function isOfSisterService(prefix: string, other: string): boolean {
  return prefix !== other && isOfSameProduct(prefix, other);
}

function carriersOf(key: string, catalog: Catalog, universe: ActionUniverse): KeyKnowledge["carriedBy"] {
  if (LOOSELY_LISTED_KEYS.has(key)) return undefined;
  if (NOT_OF_DATABASE_LOGINS.has(key)) return ({ text }) => (text === "rds-db:connect" ? "no" : "yes");
  switch (catalog.keyOrigin(key)) {
    case "global":
      return LISTED_GLOBALS.some((start) => key.startsWith(start)) ? (action) => carriesTag(action, key) : undefined;
    case "service": {
      const prefix = key.slice(0, key.indexOf(":"));
      if (LOOSELY_LISTED.has(prefix)) return undefined;
      // A key that the reference describes and lists with no action: the list is not complete.
      const described = catalog.conditionKey(key) !== undefined;
      if (described && !universe.isListed(prefix, key)) return undefined;
      if (catalog.service(prefix) === undefined) return undefined;
      // A key that the reference does not know: it is silent, and says nothing of requests.
      return described ? (action) => carriesOfService(action, key, prefix) : () => "unknown";
    }
    // We have no data about the keys of identity providers, and none about services we do not know.
    case "provider":
    case "unknown-service":
    case "malformed":
      return undefined;
  }
}
