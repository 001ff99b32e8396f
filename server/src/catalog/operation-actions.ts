/**
 * From an API operation to the action that was denied, for messages that name only the operation. In nearly all services
 * the two have the same name; the others stand in a table. Where more than one answer is possible there is none.
 */
import { type Catalog } from "./catalog.ts";
import { exceptionsOf, gatewayMethod, isGatewayOperation, s3ControlException } from "./operation-exceptions.ts";
import { servicePrefixOf } from "./service-names.ts";

/**
 * The action as `service:Name`, or null. `service` may have any of the names that `servicePrefixOf` reads; undefined if
 * the message does not tell it. Event names with a version, such as `CreateFunction20150331`, are understood.
 */
export function actionOfOperation(catalog: Catalog, service: string | undefined, operation: string): string | null {
  if (!OPERATION.test(operation)) return null;
  const names = [operation, operation.replace(VERSION, "")];
  for (const name of new Set(names)) {
    const action = service === undefined ? ofAnyService(catalog, name) : ofService(catalog, service, name);
    if (action !== null) return action;
  }
  return null;
}

const OPERATION = /^[A-Za-z][A-Za-z0-9_]{0,150}$/;

/** CloudTrail puts the version of the API behind some names of Lambda and CloudFront. */
const VERSION = /(?:20\d{6}(?:v\d)?|20\d\d_\d\d_\d\d)$/;

function ofService(catalog: Catalog, name: string, operation: string): string | null {
  const prefix = servicePrefixOf(catalog, name);
  if (prefix === undefined) return null;
  const lower = operation.toLowerCase();
  const control = prefix === "s3" && name.toLowerCase().includes("control") ? s3ControlException(lower) : undefined;
  return (
    control ??
    sameName(catalog, prefix, operation) ??
    listed(catalog, exceptionsOf(lower).get(prefix)) ??
    (prefix === "apigateway" ? ofGateway(catalog, lower) : null)
  );
}

function ofGateway(catalog: Catalog, operation: string): string | null {
  const method = gatewayMethod(operation);
  return method === undefined ? null : sameName(catalog, "apigateway", method);
}

function ofAnyService(catalog: Catalog, operation: string): string | null {
  const found = new Set<string>();
  for (const prefix of catalog.servicePrefixes) {
    if (WITHOUT_OPERATIONS.has(prefix)) continue;
    const action = catalog.service(prefix)?.action(operation);
    if (action !== undefined && action.permissionOnly !== true) found.add(`${prefix}:${action.name}`);
  }
  for (const exception of exceptionsOf(operation.toLowerCase()).values()) {
    const action = listed(catalog, exception);
    if (action !== null) found.add(action);
  }
  const gateway = isGatewayOperation(operation.toLowerCase()) ? ofGateway(catalog, operation.toLowerCase()) : null;
  if (gateway !== null) found.add(gateway);
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/**
 * Services that repeat the action names of others but whose operations, if any, are called through another client or
 * are not called by these names: the object stores beside S3, the accelerator before DynamoDB and the like.
 */
const WITHOUT_OPERATIONS: ReadonlySet<string> = new Set([
  "aws-external-anthropic",
  "backup-storage",
  "bedrock-mantle",
  "dax",
  "ec2messages",
  "execute-api",
  "kafka-cluster",
  "mediapackagev2",
  "mediastore",
  "s3-object-lambda",
  "s3-outposts",
  "s3express",
  "ssmmessages",
  "vpc-lattice-svcs",
]);

function sameName(catalog: Catalog, prefix: string, name: string): string | null {
  const action = catalog.service(prefix)?.action(name);
  return action === undefined ? null : `${prefix}:${action.name}`;
}

/** An entry of the table counts only while the data has its action. */
function listed(catalog: Catalog, action: string | undefined): string | null {
  if (action === undefined) return null;
  const colon = action.indexOf(":");
  return sameName(catalog, action.slice(0, colon), action.slice(colon + 1));
}
