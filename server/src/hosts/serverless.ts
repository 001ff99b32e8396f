/**
 * Lists of statements in a file of the Serverless Framework, of which it makes the policies of roles. Sources: "IAM
 * Permissions For Functions" of its documentation, and the plugin `serverless-iam-roles-per-function` for those of one
 * function.
 */
import { newObject, type NewValue } from "../syntax/change.ts";
import { memberNamed, type Member, type ObjectValue, textOfMember, type Value } from "../syntax/value.ts";
import { patternOf } from "../syntax/filled-text.ts";
import { type PolicyKind } from "../policy/policy.ts";
import { type DocumentInFile, foundAt, type FoundPolicy } from "./find-policies.ts";
import { type Link, NOTHING_DECLARED, NOTHING_STATED } from "./host.ts";
import { declaredHolders, sorted } from "./holder-sorts.ts";
import { type MadeHolder, writerOfStatements } from "./made-holders.ts";
import { managedLink } from "./managed-link.ts";
import { filledOf } from "./placed-values.ts";
import { selfVariables } from "./serverless-variables.ts";
import { tellingNames } from "./telling-names.ts";
import { type Variables, withVariables } from "./variables.ts";
import { policyOfStatements } from "./statement-list.ts";

export function isServerless(keys: ReadonlySet<string>): boolean {
  return keys.has("service") && keys.has("provider");
}

export function serverlessPolicies(document: DocumentInFile): readonly FoundPolicy[] {
  const { root, template } = document;
  if (!isServerlessRoot(root)) return [];
  return statementPlaces(root).flatMap(({ path, member: written, kind, holders }) => {
    const value = written.value && listOf(written.value, template.variables);
    if (value?.kind !== "array") return [];
    const place = { path, name: path.at(0) === "functions" ? path[1] : undefined, document, resource: undefined };
    const found = foundAt(policyOfStatements({ value, span: written.span, keySpan: written.keySpan }), place, kind);
    const stated = {
      ...NOTHING_STATED,
      declared: { ...NOTHING_DECLARED, ...declaredHolders(sorted(holders, "role")) },
    };
    return [{ ...found, uses: [{ kind, holder: kind === "identity" ? "role" : undefined, name: found.name, stated }] }];
  });
}

/** A list may stand elsewhere in the file: `${self:custom.statements}`. */
function listOf(value: Value, variables: Variables): Value {
  return value.kind === "string" ? withVariables(value, variables, (named) => named) : value;
}

export function isServerlessRoot(root: Value): root is ObjectValue {
  return root.kind === "object" && isServerless(new Set(root.members.map(({ key }) => key)));
}

/** What `${self:…}` stands for in it; undefined for a file of another sort. */
export function variablesOfService(root: Value): Variables | undefined {
  return isServerlessRoot(root) ? selfVariables(root) : undefined;
}

/** The managed policies that the roles of the service and of its functions get by their ARNs, and their boundaries. */
export function managedLinksOfServerless(root: Value): readonly Link[] {
  return givenToRoles(root).flatMap(({ has, holders, values }) => {
    const arns = values.flatMap((value) => textPattern(value) ?? []).filter((text) => text.startsWith("arn:"));
    return sorted(holders, "role").flatMap((holder) => arns.flatMap((arn) => managedLink(has, holder, arn)));
  });
}

/** What is written where roles of the service get managed policies, or their boundary. */
export interface GivenToRoles {
  readonly has: "declared-policy" | "declared-boundary";
  readonly holders: readonly string[];
  readonly values: readonly Value[];
}

export function givenToRoles(root: Value): readonly GivenToRoles[] {
  if (!isServerlessRoot(root)) return [];
  const provider = valueAt(root, ["provider"]);
  const shared = holdersOfShared(root, provider);
  const hasOne = !isText(valueAt(provider, ["iam", "role", "mode"]), "perFunction");
  return [
    { has: "declared-policy", holders: shared, values: valuesAt(provider, MANAGED) },
    ...(hasOne
      ? [
          {
            has: "declared-boundary" as const,
            holders: sharedRole(root, provider),
            values: valuesAt(provider, BOUNDARIES),
          },
        ]
      : []),
    ...functionsOf(root).map(({ key, value }) => ({
      has: "declared-policy" as const,
      holders: functionRole(root, key, value),
      values: valuesAt(value, [["iam", "role", "managedPolicies"]]),
    })),
  ];
}

const MANAGED: readonly (readonly string[])[] = [["iamManagedPolicies"], ["iam", "role", "managedPolicies"]];

/** Source: "IAM" of the documentation, with the older name. */
const BOUNDARIES: readonly (readonly string[])[] = [
  ["rolePermissionsBoundary"],
  ["iam", "role", "permissionsBoundary"],
];

function valuesAt(from: Value | undefined, paths: readonly (readonly string[])[]): readonly Value[] {
  const values = paths.flatMap((path) => valueAt(from, path) ?? []);
  return values.flatMap((value) => (value.kind === "array" ? value.items : [value]));
}

/** The service's role, where the file gives it no statements yet: they are added where the documentation has them. */
export function holdersMadeByServerless(document: DocumentInFile): readonly MadeHolder[] {
  const { root, broken } = document;
  if (!isServerlessRoot(root) || broken) return [];
  const provider = valueAt(root, ["provider"]);
  const names = holdersOfShared(root, provider);
  if (provider?.kind !== "object" || names.length === 0) return [];
  // The role is another one, or the statements stand there, or in another file.
  if (["role", "iamRoleStatements"].some((name) => memberNamed(provider, name) !== undefined)) return [];
  const place = placeFor(provider, ["iam", "role", "statements"]);
  const writer = place && document.writerOf(provider);
  if (place === undefined || writer === undefined) return [];
  const { to, keys } = place;
  const own = writerOfStatements((statements, deployment) => {
    const [key = "", ...inner] = keys;
    const value = inner.reduceRight<NewValue>((held, name) => newObject({ [name]: held }), statements);
    return writer.edits([{ change: "add-member", to, after: to.members.at(-1), key, value }], deployment);
  });
  return [{ sort: "role", names, label: "provider.iam.role", writer: own }];
}

/** The innermost object that is there already, and the keys that it lacks; undefined where the last is there. */
function placeFor(
  from: ObjectValue,
  keys: readonly string[],
): { readonly to: ObjectValue; readonly keys: readonly string[] } | undefined {
  const [first, ...others] = keys;
  const member = first === undefined ? undefined : memberNamed(from, first);
  if (first === undefined || member === undefined) return first === undefined ? undefined : { to: from, keys };
  return member.value?.kind === "object" ? placeFor(member.value, others) : undefined;
}

/** Where statements belong, whatever stands there. */
export interface StatementPlace {
  readonly path: readonly string[];
  readonly member: Member;
  readonly kind: PolicyKind;
  /** Names of the roles that get the statements. */
  readonly holders: readonly string[];
}

export function statementPlaces(root: ObjectValue): readonly StatementPlace[] {
  const found: StatementPlace[] = [];
  const add = (
    path: readonly string[],
    from: Value | undefined,
    kind: PolicyKind,
    holders: readonly string[],
  ): void => {
    const name = path.at(-1);
    const member = from?.kind === "object" && name !== undefined ? memberNamed(from, name) : undefined;
    if (member !== undefined) found.push({ path, member, kind, holders });
  };
  const provider = valueAt(root, ["provider"]);
  const shared = holdersOfShared(root, provider);
  add(["provider", "iamRoleStatements"], provider, "identity", shared);
  add(["provider", "iam", "role", "statements"], valueAt(provider, ["iam", "role"]), "identity", shared);
  add(["provider", "resourcePolicy"], provider, "resource", []);
  const gateway = valueAt(provider, ["apiGateway"]);
  add(["provider", "apiGateway", "resourcePolicy"], gateway, "resource", []);
  for (const { key, value } of functionsOf(root)) {
    const own = functionRole(root, key, value);
    add(["functions", key, "iamRoleStatements"], value, "identity", own);
    add(["functions", key, "iam", "role", "statements"], valueAt(value, ["iam", "role"]), "identity", own);
  }
  return found;
}

function functionsOf(root: ObjectValue): readonly Member[] {
  const functions = valueAt(root, ["functions"]);
  const several = functions?.kind === "array" ? functions.items : [functions];
  return several.flatMap((one) => (one?.kind === "object" ? one.members : []));
}

/** The service's role, and those of functions that inherit its statements. */
function holdersOfShared(root: ObjectValue, provider: Value | undefined): readonly string[] {
  const eachHasOne = isText(valueAt(provider, ["iam", "role", "mode"]), "perFunction");
  const isPluginsDefault = isTrue(valueAt(root, ["custom", "serverless-iam-roles-per-function", "defaultInherit"]));
  const inheriting = functionsOf(root).flatMap(({ key, value }) => {
    const stated = valueAt(value, ["iam", "inheritStatements"]) ?? valueAt(value, ["iamRoleStatementsInherit"]);
    const inherits = stated === undefined ? eachHasOne || isPluginsDefault : isTrue(stated);
    return inherits && (eachHasOne || hasOwnRole(value)) ? functionRole(root, key, value) : [];
  });
  return [...(eachHasOne ? [] : sharedRole(root, provider)), ...inheriting];
}

function hasOwnRole(value: Value | undefined): boolean {
  return [["iamRoleStatements"], ["iam", "role", "statements"], ["iam", "role", "managedPolicies"]].some(
    (path) => valueAt(value, path) !== undefined,
  );
}

function isTrue(value: Value | undefined): boolean {
  return filledOf(value)?.text === "true";
}

function isText(value: Value | undefined, text: string): boolean {
  return value?.kind === "string" && value.text === text;
}

function valueAt(value: Value | undefined, path: readonly string[]): Value | undefined {
  let at = value;
  for (const key of path) at = at?.kind === "object" ? memberNamed(at, key)?.value : undefined;
  return at;
}

/** `orders-dev-eu-west-1-lambdaRole`, unless the file gives it a name. */
function sharedRole(root: ObjectValue, provider: Value | undefined): readonly string[] {
  const name = textPattern(valueAt(provider, ["iam", "role", "name"]));
  return name === undefined ? ofService(root, "-*-lambdaRole") : tellingNames(name);
}

/** The plugin puts the function's name into that of the shared role: `orders-dev-save-eu-west-1-lambdaRole`. */
function functionRole(root: ObjectValue, key: string, value: Value | undefined): readonly string[] {
  const name = textPattern(valueAt(value, ["iamRoleStatementsName"]) ?? valueAt(value, ["iam", "role", "name"]));
  if (name !== undefined) return tellingNames(name);
  const isOfPlugin = valueAt(value, ["iamRoleStatements"]) !== undefined;
  return ofService(root, isOfPlugin ? `-*-${key}-*-lambdaRole` : `-*-${key}-*`);
}

function ofService(root: ObjectValue, rest: string): readonly string[] {
  const service = textPattern(memberNamed(root, "service")?.value) ?? textOfService(root);
  return service === undefined ? [] : [`${service}${rest}`.replace(/\*+/g, "*")];
}

/** The older form: `service: { name: orders }`. */
function textOfService(root: ObjectValue): string | undefined {
  const service = memberNamed(root, "service")?.value;
  return service?.kind === "object" ? textOfMember(service, "name") : undefined;
}

function textPattern(value: Value | undefined): string | undefined {
  const text = filledOf(value);
  return text && patternOf(text);
}
