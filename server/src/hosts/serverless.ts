/**
 * Lists of statements in a file of the Serverless Framework, of which it makes the policies of roles. Sources: "IAM
 * Permissions For Functions" of its documentation, and the plugin `serverless-iam-roles-per-function` for those of one
 * function.
 */
import { memberNamed, type Member, type ObjectValue, textOfMember, type Value } from "../syntax/value.ts";
import { patternOf } from "../syntax/filled-text.ts";
import { NOWHERE } from "../text/encoding.ts";
import { type DocumentInFile, foundAt, type FoundPolicy } from "./find-policies.ts";
import { NOTHING_DECLARED, NOTHING_STATED } from "./host.ts";
import { filledOf } from "./placed-values.ts";

export function isServerless(keys: ReadonlySet<string>): boolean {
  return keys.has("service") && keys.has("provider");
}

export function serverlessPolicies(document: DocumentInFile): readonly FoundPolicy[] {
  const { root } = document;
  if (root.kind !== "object" || !isServerless(new Set(root.members.map(({ key }) => key)))) return [];
  return statementLists(root).map(({ path, member, holders }) => {
    const place = { path, name: path.at(0) === "functions" ? path[1] : undefined, document, resource: undefined };
    const found = foundAt(policyOf(member), place, "identity");
    const stated = { ...NOTHING_STATED, declared: { ...NOTHING_DECLARED, holders } };
    return { ...found, uses: [{ kind: "identity", name: found.name, stated }] };
  });
}

interface StatementList {
  readonly path: readonly string[];
  readonly member: Member;
  /** Names of the role that gets the statements. */
  readonly holders: readonly string[];
}

function statementLists(root: ObjectValue): readonly StatementList[] {
  const found: StatementList[] = [];
  const add = (from: Value | undefined, path: readonly string[], holders: readonly string[]): void => {
    const name = path.at(-1);
    const member = from?.kind === "object" && name !== undefined ? memberNamed(from, name) : undefined;
    if (member?.value?.kind === "array") found.push({ path, member, holders });
  };
  const provider = valueAt(root, ["provider"]);
  const shared = sharedRole(root, provider);
  add(provider, ["provider", "iamRoleStatements"], shared);
  add(valueAt(provider, ["iam", "role"]), ["provider", "iam", "role", "statements"], shared);
  const functions = valueAt(root, ["functions"]);
  const several = functions?.kind === "array" ? functions.items : [functions];
  for (const { key, value } of several.flatMap((one) => (one?.kind === "object" ? one.members : []))) {
    const own = functionRole(root, key, value);
    add(value, ["functions", key, "iamRoleStatements"], own);
    add(valueAt(value, ["iam", "role"]), ["functions", key, "iam", "role", "statements"], own);
  }
  return found;
}

function valueAt(value: Value | undefined, path: readonly string[]): Value | undefined {
  let at = value;
  for (const key of path) at = at?.kind === "object" ? memberNamed(at, key)?.value : undefined;
  return at;
}

/** `orders-dev-eu-west-1-lambdaRole`, unless the file gives it a name. */
function sharedRole(root: ObjectValue, provider: Value | undefined): readonly string[] {
  const name = textPattern(valueAt(provider, ["iam", "role", "name"]));
  return name === undefined ? ofService(root, "-*-lambdaRole") : settled(name);
}

function functionRole(root: ObjectValue, key: string, value: Value | undefined): readonly string[] {
  const name = textPattern(valueAt(value, ["iamRoleStatementsName"]) ?? valueAt(value, ["iam", "role", "name"]));
  return name === undefined ? ofService(root, `-*-${key}-*`) : settled(name);
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

function settled(pattern: string): readonly string[] {
  return /^\**$/.test(pattern) ? [] : [pattern];
}

/** The framework writes what is around the statements. */
function policyOf(list: Member): ObjectValue {
  const { value, span, keySpan } = list;
  const at = { start: value?.span.start ?? span.start, end: value?.span.end ?? span.end };
  const nowhere = { start: at.start, end: at.start };
  const version: Member = {
    key: "Version",
    keyHoles: [],
    keySpan: nowhere,
    keyMap: NOWHERE,
    span: nowhere,
    value: { kind: "string", span: nowhere, text: "2012-10-17", holes: [], map: NOWHERE },
  };
  const statement: Member = { key: "Statement", keyHoles: [], keySpan, keyMap: NOWHERE, span, value };
  return { kind: "object", span: at, members: [version, statement] };
}
