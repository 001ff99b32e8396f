/** Which actions the service that keeps a resource-based policy takes in it. */
import { type Catalog } from "../catalog/catalog.ts";
import { type ActionText } from "./action-text.ts";

export interface PolicyOwner {
  readonly label: string;
  readonly resource: string;
  /** Actions that act on no resource of the service are rejected, too. */
  readonly resourceActionsOnly: boolean;
}

/**
 * Sources: "Amazon SNS API permissions: Actions and resources reference"; "Using identity-based policies with Amazon SQS"
 * and "Amazon SQS API permissions" for what acts on a queue; "Private repository policies in Amazon ECR"; "Bucket policies for
 * Amazon S3" and S3's answer "Policy has invalid action".
 */
const OWNERS: ReadonlyMap<string, PolicyOwner> = new Map([
  ["s3", { label: "S3", resource: "bucket", resourceActionsOnly: true }],
  ["sns", { label: "SNS", resource: "topic", resourceActionsOnly: true }],
  ["sqs", { label: "SQS", resource: "queue", resourceActionsOnly: true }],
  ["ecr", { label: "ECR", resource: "repository", resourceActionsOnly: false }],
]);

/** Undefined for a service of which it is not known what it takes. */
export function policyOwner(service: string | undefined): PolicyOwner | undefined {
  return service === undefined ? undefined : OWNERS.get(service);
}

/** The resource that it makes is there no sooner. Not among the "Valid Amazon SNS policy actions". */
const MAKES_THE_RESOURCE: ReadonlySet<string> = new Set(["sns:createtopic"]);

/** Not among them either: what is about one subscription. */
const OF_SUBSCRIPTIONS: ReadonlySet<string> = new Set([
  "sns:getsubscriptionattributes",
  "sns:setsubscriptionattributes",
  "sns:unsubscribe",
]);

/** `without-effect`: it is not known that the service refuses it, but no request for it asks this policy. */
type Refusal = "of-another-service" | "makes-it" | "on-nothing" | "without-effect";

/** Why the service takes no policy with the action; undefined where it does, and where nobody knows. */
export function refusedActionOf(
  service: string | undefined,
  action: ActionText,
  catalog: Catalog,
): Refusal | undefined {
  const owner = policyOwner(service);
  if (service === undefined || owner === undefined) return undefined;
  if (action.service.toLowerCase() !== service) {
    // What is no service has a finding of its own.
    return catalog.service(action.service) === undefined ? undefined : "of-another-service";
  }
  if (MAKES_THE_RESOURCE.has(`${service}:${action.name.toLowerCase()}`)) return "makes-it";
  if (OF_SUBSCRIPTIONS.has(`${service}:${action.name.toLowerCase()}`)) return "on-nothing";
  if (!actsOnNothing(catalog, service, action.name)) return undefined;
  return owner.resourceActionsOnly ? "on-nothing" : "without-effect";
}

/**
 * What SQS lets only the account of the queue do, whatever the policy says. Source: "Limitations of Amazon SQS custom
 * policies", Cross-account access.
 */
const NOT_SHARED: ReadonlySet<string> = new Set([
  ...["addpermission", "cancelmessagemovetask", "createqueue", "deletequeue", "listmessagemovetasks", "listqueuetags"],
  ...["removepermission", "setqueueattributes", "startmessagemovetask", "tagqueue", "untagqueue"],
]);

/** Is it of no use to another account? */
export function isNotShared({ service, name }: ActionText): boolean {
  return service.toLowerCase() === "sqs" && NOT_SHARED.has(name.toLowerCase());
}

/** Of its service; not where the reference leaves open what it acts on. */
export function actsOnNothing(catalog: Catalog, service: string, actionName: string): boolean {
  const owner = catalog.service(service);
  const action = owner?.action(actionName);
  if (owner === undefined || action?.resources.length !== 0 || !action.resourcesAttested) return false;
  return owner.actionNames.some((one) => (owner.action(one)?.resources.length ?? 0) > 0);
}
