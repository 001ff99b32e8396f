/** What an action acts on: the resource types that the service reference lists for it. */
import { type Catalog, type ResourceType, type Service } from "../catalog/catalog.ts";
import { splitArn } from "../policy/arn.ts";
import { type Statement } from "../policy/policy.ts";
import { type Phrase } from "./phrase.ts";
import { typesOfArn } from "./resource.ts";
import { resourceOfService } from "./service.ts";

/**
 * "an S3 object": the kind of resource that the action acts on and that is nearest to the ARN. Undefined for patterns,
 * unknown actions, and where the action acts on several such kinds or on none.
 */
export function actedOn(action: string, near: string, catalog: Catalog): Phrase | undefined {
  const [prefix = "", actionName = ""] = action.split(":");
  const service = catalog.service(prefix);
  const types = (service?.action(actionName)?.resources ?? []).flatMap(({ type }) => service?.resourceType(type) ?? []);
  const [only, ...others] = types.length > 1 ? types.filter(({ arn }) => isOfSameForm(arn, near)) : types;
  return service === undefined || only === undefined || others.length > 0
    ? undefined
    : resourceOfService(only, ownerOf(only, service, catalog));
}

/** Roles that STS acts on are those of IAM. */
function ownerOf({ arn }: ResourceType, service: Service, catalog: Catalog): Service {
  return catalog.service(arn.split(":")[2] ?? "") ?? service;
}

/** Are both of one service, and do both name a Region, or neither, and likewise an account? */
function isOfSameForm(template: string, arn: string): boolean {
  const [one, other] = [template, arn].map((text) =>
    splitArn(text).map((field) => (field.field === "service" ? field.text : field.text === "")),
  );
  return [2, 3, 4].every((at) => one?.[at] === other?.[at]);
}

/** "an SQS queue", for an ARN that can be that only, and that no action of the statement acts on. */
export function resourceOutOfReach(arn: string, { action }: Statement, catalog: Catalog): Phrase | undefined {
  const service = catalog.service(arn.split(":")[2] ?? "");
  if (service === undefined || action === undefined || action.open) return undefined;
  const [only, ...others] = typesOfArn(arn, service);
  if (only === undefined || others.length > 0) return undefined;
  const reached = action.entries.some(({ text }) => actsOnType(text, only, service, catalog));
  return reached ? undefined : resourceOfService(only, service);
}

function actsOnType(written: string, { name }: ResourceType, service: Service, catalog: Catalog): boolean {
  const { first, count } = catalog.actionsMatching(written, MOST_ACTIONS);
  if (count > first.length) return true;
  return first
    .filter((found) => found.startsWith(`${service.prefix}:`))
    .some((found) =>
      service.action(found.slice(service.prefix.length + 1))?.resources.some(({ type }) => type === name),
    );
}

/** Of a wider pattern nothing is said. */
const MOST_ACTIONS = 400;
