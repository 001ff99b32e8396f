/**
 * The plans and states that Terraform prints: what stands in them was written by a tool, and part of it is the past. Sources:
 * "JSON output format" of Terraform ("Plan representation", "State representation"), and the format of state files.
 */
import { itemsOf } from "../../syntax/json-tree.ts";
import { memberNamed, type ObjectValue, textOfMember, type Value } from "../../syntax/value.ts";
import { declaredHolders, type HolderSort, sorted, type SortedHolder } from "../holder-sorts.ts";
import { type Declared, NOTHING_DECLARED, NOTHING_STATED, type SiteUse } from "../host.ts";
import { ORGANIZATION_KINDS } from "./organization-kinds.ts";
import { subjectPattern } from "./subjects.ts";
import { contentOfArgument, documentArgumentsOf, holderOfType, ORGANIZATION_POLICY } from "./types.ts";

export interface TerraformOutput {
  /** What is said of the document that the keys lead to; "past" for what is not, or no more, and for what is no policy. */
  useOf(path: readonly string[]): SiteUse | "past" | undefined;
}

/** Undefined for what is neither a plan nor a state. */
export function readTerraformOutput(root: Value): TerraformOutput | undefined {
  if (root.kind !== "object") return undefined;
  const uses = new Map<string, SiteUse | "past">();
  const isState = memberNamed(root, "terraform_version") !== undefined && memberNamed(root, "resources") !== undefined;
  if (isState) readState(root, uses);
  else if (textOfMember(root, "format_version") === undefined) return undefined;
  for (const part of ["planned_values", "values"]) {
    const module = memberAt(memberNamed(root, part)?.value, "root_module");
    if (module !== undefined) readModule(module, `${part}/root_module`, uses);
  }
  const isPlanned = memberNamed(root, "planned_values") !== undefined;
  if (!isPlanned) readChanges(root, uses);
  return { useOf: (path) => uses.get(path.join("/")) ?? (isPast(path, isPlanned) ? "past" : undefined) };
}

/** A plan says what will be, and beside it what was, and what would change. */
function isPast([part = "", , , when]: readonly string[], isPlanned: boolean): boolean {
  if (part === "resource_changes") return isPlanned || when !== "after";
  return part === "prior_state" || part === "resource_drift" || part === "configuration";
}

function readModule(module: ObjectValue, place: string, uses: Map<string, SiteUse | "past">): void {
  for (const [at, resource] of objectsIn(module, "resources")) {
    readResource(resource, memberAt(resource, "values"), `${place}/${at}/values`, uses);
  }
  for (const [at, child] of objectsIn(module, "child_modules")) readModule(child, `${place}/${at}`, uses);
}

function readState(root: ObjectValue, uses: Map<string, SiteUse | "past">): void {
  for (const [at, resource] of objectsIn(root, "resources")) {
    for (const [instance, object] of objectsIn(resource, "instances")) {
      const isDeposed = memberNamed(object, "deposed") !== undefined;
      readResource(resource, memberAt(object, "attributes"), `${at}/${instance}/attributes`, uses, isDeposed);
    }
  }
}

function readChanges(root: ObjectValue, uses: Map<string, SiteUse | "past">): void {
  for (const [at, resource] of objectsIn(root, "resource_changes")) {
    readResource(resource, memberAt(memberAt(resource, "change"), "after"), `${at}/change/after`, uses);
  }
}

/**
 * What data sources read is somebody else's, or stands in a resource as well. `isPast`: another instance is in its place, and
 * it is only not destroyed yet.
 */
function readResource(
  resource: ObjectValue,
  values: ObjectValue | undefined,
  place: string,
  uses: Map<string, SiteUse | "past">,
  isPast = false,
): void {
  const type = textOfMember(resource, "type");
  if (type === undefined || values === undefined) return;
  const isData = textOfMember(resource, "mode") === "data";
  if (isData) for (const name of ["json", "minified_json"]) uses.set(`${place}/${name}`, "past");
  if (isData) return;
  for (const argument of documentArgumentsOf(type)) {
    const use = isPast ? "past" : useOfArgument(type, argument, resource, values);
    for (const path of pathsOf(values, argument.split("."))) uses.set([place, ...path].join("/"), use);
  }
}

function useOfArgument(type: string, argument: string, resource: ObjectValue, values: ObjectValue): SiteUse | "past" {
  const stated = textOfMember(values, "type") ?? "SERVICE_CONTROL_POLICY";
  const kind =
    type === ORGANIZATION_POLICY
      ? (ORGANIZATION_KINDS.get(stated) ?? "other-document")
      : contentOfArgument(type, argument);
  if (kind === "other-document" || kind === "template") return "past";
  const name = textOfMember(values, "name") ?? textOfMember(resource, "name");
  const isOfPrincipal = kind === "identity" || kind === "session";
  const declared: Declared = {
    ...NOTHING_DECLARED,
    ...declaredHolders(isOfPrincipal ? holdersOf(type, values) : []),
    resources: isOfPrincipal ? [] : resourcesOf(type, values),
  };
  const arn = type === "aws_iam_policy" ? textOfMember(values, "arn") : undefined;
  return { kind, holder: holderOfType(type), name, stated: { ...NOTHING_STATED, arn, declared } };
}

function holdersOf(type: string, values: ObjectValue): readonly SortedHolder[] {
  if (type === "aws_iam_role")
    return sorted(
      [textOfMember(values, "name")].flatMap((name) => name ?? []),
      "role",
    );
  return SORTS.flatMap((sort) => {
    const name = textOfMember(values, sort);
    return name === undefined ? [] : [{ name, sort }];
  });
}

const SORTS: readonly HolderSort[] = ["role", "user", "group"];

/** A state has ARNs; a plan has names. */
function resourcesOf(type: string, values: ObjectValue): readonly string[] {
  const pattern = subjectPattern(type, (argument) => textOfMember(values, argument));
  return pattern === undefined ? [] : [pattern];
}

/** The keys from the values to an argument that may be in blocks, which are lists. */
function pathsOf(values: ObjectValue, [name = "", ...inner]: readonly string[]): readonly (readonly string[])[] {
  if (inner.length === 0) return [[name]];
  return objectsIn(values, name).flatMap(([at, block]) => pathsOf(block, inner).map((path) => [at, ...path]));
}

function memberAt(object: Value | undefined, key: string): ObjectValue | undefined {
  const value = object?.kind === "object" ? memberNamed(object, key)?.value : undefined;
  return value?.kind === "object" ? value : undefined;
}

/** The objects of a list, each with the keys that lead to it. */
function objectsIn(object: ObjectValue, key: string): readonly (readonly [place: string, item: ObjectValue])[] {
  const list = memberNamed(object, key)?.value;
  if (list?.kind !== "array") return [];
  return Array.from(itemsOf(list)).flatMap((item, index) =>
    item.kind === "object" ? [[`${key}/${index}`, item] as const] : [],
  );
}
