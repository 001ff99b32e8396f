/**
 * The plans and states that Terraform prints: what stands in them was written by a tool, and part of it is the past. Sources:
 * "JSON output format" of Terraform ("Plan representation", "State representation"), and the format of state files.
 */
import { memberNamed, type ObjectValue, textOfMember, type Value } from "../../syntax/value.ts";
import { declaredHolders, type HolderSort, sorted, type SortedHolder } from "../holder-sorts.ts";
import { type Declared, NOTHING_DECLARED, NOTHING_STATED, type SiteUse } from "../host.ts";
import { type Attachments } from "./attachments.ts";
import { ORGANIZATION_KINDS } from "./organization-kinds.ts";
import { attachmentsIn } from "./output-attachments.ts";
import { referencesIn } from "./output-references.ts";
import { objectsIn, objectUnder, type OutputResource } from "./output-resource.ts";
import { subjectPattern } from "./subjects.ts";
import { contentOfArgument, documentArgumentsOf, holderOfType, ORGANIZATION_POLICY } from "./types.ts";

export interface TerraformOutput {
  /** What is said of the document that the keys lead to; "past" for what is not, or no more, and for what is no policy. */
  useOf(path: readonly string[]): Uses | undefined;
}

type Uses = readonly SiteUse[] | "past";

/** What a plan or a state has of one instance of a resource, and where. */
interface Instance extends OutputResource {
  readonly resource: ObjectValue;
  readonly place: string;
  /** Another instance is in its place, and it is only not destroyed yet. */
  readonly isPast: boolean;
}

/** Undefined for what is neither a plan nor a state. */
export function readTerraformOutput(root: Value): TerraformOutput | undefined {
  if (root.kind !== "object") return undefined;
  const instances: Instance[] = [];
  const isState = memberNamed(root, "terraform_version") !== undefined && memberNamed(root, "resources") !== undefined;
  if (isState) instances.push(...instancesInState(root));
  else if (textOfMember(root, "format_version") === undefined) return undefined;
  for (const part of VALUES) {
    const module = objectUnder(memberNamed(root, part)?.value, "root_module");
    if (module !== undefined) instances.push(...instancesInModule(module, `${part}/root_module`));
  }
  const isPlanned = memberNamed(root, "planned_values") !== undefined;
  if (!isPlanned) instances.push(...instancesInChanges(root));
  const uses = usesOf(instances, root);
  return { useOf: (path) => uses.get(path.join("/")) ?? (isPast(path, isPlanned) ? "past" : undefined) };
}

/** A plan says what will be, and beside it what was, and what would change. */
function isPast([part = "", of, , when]: readonly string[], isPlanned: boolean): boolean {
  if (part === "resource_changes") return isPlanned || when !== "after";
  return NOT_PLANNED.has(part) || (VALUES.has(part) && of === "outputs");
}

/** What a variable is given, and what an output shows, stands in a resource as well, if it is the policy of one. */
const NOT_PLANNED: ReadonlySet<string> = new Set([
  "prior_state",
  "resource_drift",
  "configuration",
  "variables",
  "outputs",
  "output_changes",
]);

const VALUES: ReadonlySet<string> = new Set(["planned_values", "values"]);

function instancesInModule(module: ObjectValue, place: string): readonly Instance[] {
  return [
    ...objectsIn(module, "resources").flatMap(([at, resource]) =>
      instanceOf(resource, objectUnder(resource, "values"), `${place}/${at}/values`),
    ),
    ...objectsIn(module, "child_modules").flatMap(([at, child]) => instancesInModule(child, `${place}/${at}`)),
  ];
}

function instancesInState(root: ObjectValue): readonly Instance[] {
  return objectsIn(root, "resources").flatMap(([at, resource]) =>
    objectsIn(resource, "instances").flatMap(([instance, object]) => {
      const isDeposed = memberNamed(object, "deposed") !== undefined;
      return instanceOf(resource, objectUnder(object, "attributes"), `${at}/${instance}/attributes`, isDeposed);
    }),
  );
}

function instancesInChanges(root: ObjectValue): readonly Instance[] {
  return objectsIn(root, "resource_changes").flatMap(([at, resource]) =>
    instanceOf(resource, objectUnder(objectUnder(resource, "change"), "after"), `${at}/change/after`),
  );
}

function instanceOf(
  resource: ObjectValue,
  values: ObjectValue | undefined,
  place: string,
  isPast = false,
): readonly Instance[] {
  const type = textOfMember(resource, "type");
  return type === undefined || values === undefined
    ? []
    : [{ type, values, resource, address: textOfMember(resource, "address"), place, isPast }];
}

/** What data sources read is somebody else's, or stands in a resource as well. */
function usesOf(instances: readonly Instance[], root: ObjectValue): ReadonlyMap<string, Uses> {
  const uses = new Map<string, Uses>();
  const isData = ({ resource }: Instance): boolean => textOfMember(resource, "mode") === "data";
  const made = instances.filter((one) => !one.isPast && !isData(one));
  const attachedTo = attachmentsIn(made, referencesIn(root, made));
  for (const instance of instances) {
    const { type, values, place, isPast } = instance;
    if (isData(instance)) {
      for (const name of ["json", "minified_json"]) uses.set(`${place}/${name}`, "past");
      continue;
    }
    for (const argument of documentArgumentsOf(type)) {
      const use = isPast ? "past" : usesOfArgument(instance, argument, attachedTo(instance));
      for (const path of pathsOf(values, argument.split("."))) uses.set([place, ...path].join("/"), use);
    }
  }
  return uses;
}

function usesOfArgument({ type, resource, values }: Instance, argument: string, attached: Attachments): Uses {
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
    ...declaredHolders(isOfPrincipal ? [...holdersOf(type, values), ...attached.holders] : []),
    resources: isOfPrincipal ? [] : resourcesOf(type, values),
    targets: attached.targets,
  };
  const arn = type === "aws_iam_policy" ? textOfMember(values, "arn") : undefined;
  const one: SiteUse = { kind, holder: holderOfType(type), name, stated: { ...NOTHING_STATED, arn, declared } };
  if (attached.limited.length === 0) return [one];
  const limits: Declared = { ...NOTHING_DECLARED, ...declaredHolders(attached.limited) };
  const boundary: SiteUse = { kind: "boundary", name, stated: { ...NOTHING_STATED, arn, declared: limits } };
  return attached.holders.length === 0 ? [boundary] : [one, boundary];
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
