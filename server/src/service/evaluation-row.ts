/** A request and its policies, read from plain JSON. */
import { deriveContext } from "../evaluation/derive-context.ts";
import { type NamedPolicy, type OrganizationLevel, type PolicySet } from "../evaluation/policy-set.ts";
import { contextOf, type Request } from "../evaluation/request.ts";
import { type Policy } from "../policy/policy.ts";
import { readPolicy } from "../policy/read-policy.ts";
import { PLACEHOLDERS } from "../hosts/placeholders.ts";
import { objectWithFunctions } from "../hosts/cloudformation/functions.ts";
import { valueOfJson } from "../syntax/value-of-json.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A row that works, on one line. */
export const EVALUATION_ROW =
  '{"request":{"principal":"arn:aws:iam::111122223333:user/ann","action":"s3:GetObject",' +
  '"resource":{"arn":"arn:aws:s3:::reports/a.csv","accountId":"111122223333"}},"identityPolicies":' +
  '[{"name":"ann","policy":{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}}]}';

const FORM = `Write a row like ${EVALUATION_ROW}.`;

/** Throws an Error that says what is missing or of the wrong kind. */
export function readEvaluationRow(row: Fields): { readonly request: Request; readonly policies: PolicySet } {
  if (!Object.hasOwn(row, "request") && Object.hasOwn(row, "Statement")) {
    throw new Error(`this is a policy, and nothing says which request to decide. ${FORM}`);
  }
  return { request: readRequest(row), policies: readPolicies(row) };
}

function readRequest(row: Fields): Request {
  const request = fieldsOf(row["request"], "request");
  const resource = fieldsOf(request["resource"], "request.resource");
  const accountId = resource["accountId"];
  const known: Request = {
    principal: textOf(request["principal"], "request.principal"),
    action: textOf(request["action"], "request.action"),
    resource: {
      arn: textOf(resource["arn"], "request.resource.arn"),
      accountId: isGiven(accountId) ? textOf(accountId, "request.resource.accountId") : undefined,
    },
    context: contextOf(contextEntries(request["context"]), {
      unlisted: row["unknownContext"] === true ? "unknown" : "absent",
    }),
  };
  return row["deriveContext"] === true ? { ...known, context: deriveContext(known) } : known;
}

function contextEntries(context: unknown): (readonly [string, string | readonly string[]])[] {
  if (!isGiven(context)) return [];
  return Object.entries(fieldsOf(context, "request.context")).map(([key, value]) => [key, contextValue(value, key)]);
}

function contextValue(value: unknown, key: string): string | readonly string[] {
  return Array.isArray(value) ? value.map((one: unknown) => scalarText(one, key)) : scalarText(value, key);
}

function scalarText(value: unknown, key: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Error(`request.context["${key}"] must be a string or a list of strings`);
}

function readPolicies(row: Fields): PolicySet {
  const boundary = namedPolicies(row, "permissionBoundaries");
  const scps = organizationLevels(row, "serviceControlPolicies");
  const rcps = organizationLevels(row, "resourceControlPolicies");
  const vpcEndpoint = namedPolicies(row, "vpcEndpointPolicies");
  const resource = singlePolicy(row, "resourcePolicy", "ResourcePolicy");
  const session = singlePolicy(row, "sessionPolicy", "SessionPolicy");
  return {
    identity: namedPolicies(row, "identityPolicies") ?? [],
    ...(resource === undefined ? {} : { resource }),
    ...(boundary === undefined ? {} : { boundary }),
    ...(session === undefined ? {} : { session: [session] }),
    ...(scps === undefined ? {} : { scps }),
    ...(rcps === undefined ? {} : { rcps }),
    ...(vpcEndpoint === undefined ? {} : { vpcEndpoint }),
  };
}

function singlePolicy(row: Fields, field: string, name: string): NamedPolicy | undefined {
  const value = row[field];
  return isGiven(value) ? { name, policy: policyOf(value, field) } : undefined;
}

function namedPolicies(row: Fields, field: string, at = field): readonly NamedPolicy[] | undefined {
  const value = row[field];
  if (!isGiven(value)) return undefined;
  return listOf(value, at).map((item, index) => {
    const place = `${at}[${index}]`;
    const named = fieldsOf(item, place);
    return { name: textOf(named["name"], `${place}.name`), policy: policyOf(named["policy"], `${place}.policy`) };
  });
}

function organizationLevels(row: Fields, field: string): readonly OrganizationLevel[] | undefined {
  const value = row[field];
  if (!isGiven(value)) return undefined;
  return listOf(value, field).map((item, index) => {
    const place = `${field}[${index}]`;
    const level = fieldsOf(item, place);
    return {
      orgIdentifier: textOf(level["orgIdentifier"], `${place}.orgIdentifier`),
      policies: namedPolicies(level, "policies", `${place}.policies`) ?? [],
    };
  });
}

function policyOf(value: unknown, place: string): Policy {
  const read = valueOfJson(value, PLACEHOLDERS);
  if (read.kind !== "object") throw new Error(`${place} must be a policy, written as a JSON object`);
  return readPolicy(objectWithFunctions(read));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw notA("an object", value, place);
}

function listOf(value: unknown, place: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${place} must be a list`);
}

function textOf(value: unknown, place: string): string {
  if (typeof value === "string") return value;
  throw notA("a string", value, place);
}

function notA(form: string, value: unknown, place: string): Error {
  return new Error(isGiven(value) ? `${place} must be ${form}` : `${place} is missing. ${FORM}`);
}
