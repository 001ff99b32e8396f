/** Statements under a name that the Serverless Framework does not read: no role gets them. */
import { isNearName } from "../domains/nearest-name.ts";
import { memberNamed, type Member, type ObjectValue, type Value } from "../syntax/value.ts";
import { looksLikeStatement } from "../policy/read-policy.ts";
import { type Departure } from "./host.ts";
import { isServerlessRoot } from "./serverless.ts";

/**
 * A name that it does not know it leaves out with no more than a warning, unless it is told to stop. Sources: "Service
 * configuration validation" and "IAM Permissions For Functions" of its documentation, and the plugin
 * `serverless-iam-roles-per-function`.
 */
export function unreadStatements(root: Value): readonly Departure[] {
  if (!isServerlessRoot(root)) return [];
  const provider = valueOf(root, "provider");
  const functions = functionsIn(valueOf(root, "functions"));
  const misspelled = [provider, ...functions].flatMap((owner) => [
    ...misspelledIn(owner, "iamRoleStatements"),
    ...misspelledIn(valueOf(valueOf(owner, "iam"), "role"), "statements"),
  ]);
  return [...misspelled, ...(lacksPlugin(root) ? functions.flatMap(ofPlugin) : [])];
}

function misspelledIn(owner: Value | undefined, name: string): readonly Departure[] {
  if (owner?.kind !== "object" || memberNamed(owner, name) !== undefined) return [];
  return owner.members
    .filter((member) => isMisspelled(member.key, name) && holdsStatements(member))
    .map(({ key, keySpan }) => ({
      kind: "unread-name",
      span: keySpan,
      count: 1,
      named: { written: key, meant: name },
      repair: [{ span: keySpan, newText: name }],
    }));
}

/** What is kept for aliases (`x-statements: &own`) is no slip. */
function isMisspelled(key: string, name: string): boolean {
  return key !== name && !/^(?:x-|[._])/.test(key) && isNearName(key, name);
}

function ofPlugin(owner: ObjectValue): readonly Departure[] {
  const member = memberNamed(owner, "iamRoleStatements");
  return member === undefined || !holdsStatements(member)
    ? []
    : [{ kind: "unread-without-plugin", span: member.keySpan, count: 1, repair: [] }];
}

/** As far as the file says which plugins there are; one with such a name, or of the service's own, may read the same. */
function lacksPlugin(root: ObjectValue): boolean {
  const plugins = memberNamed(root, "plugins");
  if (plugins === undefined) return root.members.every(({ key, keyHoles }) => keyHoles.length === 0 && key !== "<<");
  const { value } = plugins;
  return (
    value?.kind === "array" &&
    value.items.every((one) => one.kind === "string" && one.holes.length === 0 && !/^\.|iam|role|\$\{/i.test(one.text))
  );
}

function functionsIn(functions: Value | undefined): readonly ObjectValue[] {
  const several = functions?.kind === "array" ? functions.items : [functions];
  return several.flatMap((one) =>
    one?.kind === "object" ? one.members.flatMap(({ value }) => (value?.kind === "object" ? [value] : [])) : [],
  );
}

function holdsStatements({ value, keyHoles }: Member): boolean {
  return (
    keyHoles.length === 0 &&
    value?.kind === "array" &&
    value.items.some((item) => item.kind === "object" && looksLikeStatement(item))
  );
}

function valueOf(value: Value | undefined, key: string): Value | undefined {
  return value?.kind === "object" ? memberNamed(value, key)?.value : undefined;
}
