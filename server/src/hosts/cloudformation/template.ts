/** What a CloudFormation template declares for its functions to refer to. Source: "Template sections" of the user guide. */
import { once, onceForEach } from "../../domains/once.ts";
import { memberNamed, type ObjectValue, textOfMember, type Value } from "../../syntax/value.ts";
import { type FilledText } from "../../syntax/filled-text.ts";
import { type Span } from "../../text/span.ts";
import { type LoopedName, loopedName } from "./loops.ts";
import { resourceReferred } from "./names.ts";
import { NO_VARIABLES, type Variables } from "../variables.ts";
import { type TemplateResource, templateResource } from "./resource.ts";
import { conditionsOfReferences, keepCondition } from "./under-if.ts";

export interface Template {
  parameter(name: string): ObjectValue | undefined;
  resource(logicalId: string): DeclaredResource | undefined;
  mapping(name: string): ObjectValue | undefined;
  condition(name: string): ObjectValue | undefined;
  /** What a section of AWS SAM has for all resources of a sort. */
  globals(sort: string): ObjectValue | undefined;
  /** What loops (`Fn::ForEach`) put in the place of the name; undefined for a name of none. */
  looped(name: string): LoopedName | undefined;
  /** What the tool that makes the template puts in the place of `${name}`; undefined where that is not known. */
  readonly variables: Variables;
  readonly others: OtherStacks;
  /** The path of its file; undefined where what is read of it stands among texts of another template. */
  readonly path: string | undefined;
  readonly resources: readonly PlacedResource[];
  /** A macro of somebody's own makes another template of it, so what it writes in its own way need not reach AWS so. */
  readonly isRewritten: boolean;
  /** The resources whose property refers to another, single or in a list. */
  referring(property: string, logicalId: string): readonly PlacedResource[];
  /** The condition under which they do so by `Ref`: that of the first. Undefined where one of them does it anyway. */
  conditionOfReferring(property: string, logicalId: string): string | undefined;
}

/** What other templates of the workspace give to this one. */
export interface OtherStacks {
  /** All values that an export of the name may have; none where one of them is not settled. */
  exported(name: string): readonly FilledText[];
  /** All values that the stacks that nest the template give to a parameter; none where one of them is not settled. */
  given(parameter: string): readonly FilledText[];
  /** Of a nested stack. */
  outputOf(resource: DeclaredResource, output: string): FilledText | undefined;
  /** What another file makes in the same stack, as its values are written there. */
  resource(logicalId: string): DeclaredResource | undefined;
}

export const NO_OTHER_STACKS: OtherStacks = {
  exported: () => [],
  given: () => [],
  outputOf: () => undefined,
  resource: () => undefined,
};

export interface DeclaredResource extends TemplateResource {
  readonly logicalId: string;
  /** The condition of the template that decides whether it is made. */
  readonly condition?: string;
  /** What it is said to be made after. */
  readonly dependsOn?: Value;
  /** What AWS SAM connects it to. */
  readonly connectors?: ObjectValue;
}

export interface PlacedResource extends DeclaredResource {
  /** Where the logical id stands. */
  readonly keySpan: Span;
  /** A condition of the template decides whether it is made. */
  readonly isConditional: boolean;
}

/** For values of which no template is known. */
export const NO_TEMPLATE: Template = {
  parameter: () => undefined,
  resource: () => undefined,
  mapping: () => undefined,
  condition: () => undefined,
  globals: () => undefined,
  looped: () => undefined,
  variables: NO_VARIABLES,
  others: NO_OTHER_STACKS,
  path: undefined,
  resources: [],
  isRewritten: false,
  referring: () => [],
  conditionOfReferring: () => undefined,
};

/** `root` is a file's, whose sections are looked at when they are first needed; no template is one that declares nothing. */
export function templateOf(root: Value, variables = NO_VARIABLES, others = NO_OTHER_STACKS, path?: string): Template {
  return new FileTemplate(root, variables, others, path);
}

class FileTemplate implements Template {
  readonly #root: Value;
  #resources: ReadonlyMap<string, PlacedResource> | undefined;
  #listed: readonly PlacedResource[] | undefined;
  readonly #loops = once(() => loopsIn(sectionsOf(this.#root)));
  #isRewritten: boolean | undefined;
  readonly #sections = new Map<string, ReadonlyMap<string, ObjectValue>>();
  readonly #referring = new Map<string, ReadonlyMap<string, readonly PlacedResource[]>>();
  readonly #conditions = new Map<string, ReadonlyMap<string, string | undefined>>();

  readonly variables: Variables;
  readonly others: OtherStacks;
  readonly path: string | undefined;

  constructor(root: Value, variables: Variables, others: OtherStacks, path: string | undefined) {
    this.#root = root;
    this.path = path;
    this.variables = variables;
    this.others = others;
  }

  parameter(name: string): ObjectValue | undefined {
    return this.#declaredIn("Parameters", name);
  }

  mapping(name: string): ObjectValue | undefined {
    return this.#declaredIn("Mappings", name);
  }

  condition(name: string): ObjectValue | undefined {
    return this.#declaredIn("Conditions", name);
  }

  globals(sort: string): ObjectValue | undefined {
    return this.#declaredIn("Globals", sort);
  }

  // A resource of each of many loops may ask for the name that they all have.
  readonly looped = onceForEach((name: string) => {
    const over = this.#loops().get(name);
    return over && loopedName(over);
  });

  #declaredIn(section: string, name: string): ObjectValue | undefined {
    const known = this.#sections.get(section) ?? declaredBy(sectionsOf(this.#root), section);
    this.#sections.set(section, known);
    return known.get(name);
  }

  resource(logicalId: string): DeclaredResource | undefined {
    return this.#declared.get(logicalId) ?? this.others.resource(logicalId);
  }

  get isRewritten(): boolean {
    const isOwn = (section: ObjectValue): boolean => isOwnMacro(memberNamed(section, "Transform")?.value);
    return (this.#isRewritten ??= sectionsOf(this.#root).some(isOwn));
  }

  get resources(): readonly PlacedResource[] {
    return (this.#listed ??= [...this.#declared.values()]);
  }

  referring(property: string, logicalId: string): readonly PlacedResource[] {
    const known = this.#referring.get(property) ?? this.#referringBy(property);
    this.#referring.set(property, known);
    return known.get(logicalId) ?? [];
  }

  #referringBy(property: string): ReadonlyMap<string, readonly PlacedResource[]> {
    const found = new Map<string, PlacedResource[]>();
    for (const resource of this.resources) {
      const value = memberNamed(resource.properties, property)?.value;
      for (const name of new Set(value === undefined ? [] : referencesIn(value))) {
        const several = found.get(name);
        if (several === undefined) found.set(name, [resource]);
        else several.push(resource);
      }
    }
    return found;
  }

  conditionOfReferring(property: string, logicalId: string): string | undefined {
    const known = this.#conditions.get(property) ?? this.#conditionsBy(property);
    this.#conditions.set(property, known);
    return known.get(logicalId);
  }

  #conditionsBy(property: string): ReadonlyMap<string, string | undefined> {
    const found = new Map<string, string | undefined>();
    for (const resource of this.resources) {
      const value = memberNamed(resource.properties, property)?.value;
      if (value === undefined) continue;
      const own = conditionsOfReferences(value);
      for (const name of new Set(referencesIn(value))) keepCondition(found, name, own.get(name));
    }
    return found;
  }

  get #declared(): ReadonlyMap<string, PlacedResource> {
    return (this.#resources ??= resourcesIn(sectionsOf(this.#root)));
  }
}

/** A name, an object with a `Name`, or a list of both; those of AWS have names such as `AWS::Include`. Source: "Transform". */
/** Is a macro of somebody's own named there? */
export function isOwnMacro(value: Value | undefined): boolean {
  return macrosIn(value).some((name) => !name.startsWith("AWS::"));
}

function macrosIn(value: Value | undefined): readonly string[] {
  if (value?.kind === "array") return value.items.flatMap(macrosIn);
  if (value?.kind === "string") return [value.text];
  return value?.kind === "object" ? [textOfMember(value, "Name") ?? ""] : [];
}

/** The Serverless Framework keeps the sections below `resources`, of which there may be several. */
function sectionsOf(root: Value): readonly ObjectValue[] {
  if (root.kind !== "object") return [];
  const below = memberNamed(root, "resources")?.value;
  const several = below?.kind === "array" ? below.items : below === undefined ? [] : [below];
  return [root, ...several.filter((one) => one.kind === "object")];
}

/** What has a name written twice is what its last place says. */
function declaredBy(sections: readonly ObjectValue[], section: string): ReadonlyMap<string, ObjectValue> {
  const found = new Map<string, ObjectValue>();
  for (const one of sections.toReversed()) {
    for (const { key, keyHoles, value } of objectNamed(one, section)?.members ?? []) {
      if (keyHoles.length > 0) continue;
      if (value?.kind === "object") found.set(key, value);
    }
  }
  return found;
}

function resourcesIn(sections: readonly ObjectValue[]): ReadonlyMap<string, PlacedResource> {
  const found = new Map<string, PlacedResource>();
  // A file that others include may have nothing but resources.
  for (const section of sections) addResources(objectNamed(section, "Resources") ?? section, found, 0);
  return found;
}

/** A loop has resources of which `${Name}` is part of the logical id. */
function addResources({ members }: ObjectValue, found: Map<string, PlacedResource>, loops: number): void {
  for (const { key, keySpan, value } of members) {
    const made = key.startsWith(LOOP) ? loopOf(value)?.output : undefined;
    if (made !== undefined && loops < DEEPEST_LOOPS) addResources(made, found, loops + 1);
    if (value?.kind !== "object") continue;
    const resource = templateResource(value) ?? withoutProperties(value);
    const after = memberNamed(value, "DependsOn");
    const condition = memberNamed(value, "Condition")?.value;
    const isConditional = condition !== undefined;
    const connectors = objectNamed(value, "Connectors");
    const named = {
      ...(condition?.kind === "string" && { condition: condition.text }),
      ...(after?.value && { dependsOn: after.value }),
      ...(connectors && { connectors }),
    };
    if (resource !== undefined) found.set(key, { ...resource, logicalId: key, keySpan, isConditional, ...named });
  }
}

const LOOP = "Fn::ForEach::";

/** CloudFormation takes five within each other. Source: "Fn::ForEach". */
const DEEPEST_LOOPS = 5;

interface Loop {
  readonly name: string;
  readonly over: Value;
  readonly output: ObjectValue;
}

/** `[name, list, what is made for each]`. */
function loopOf(value: Value | undefined): Loop | undefined {
  const [name, over, output] = value?.kind === "array" ? value.items : [];
  return name?.kind === "string" && over !== undefined && output?.kind === "object"
    ? { name: name.text, over, output }
    : undefined;
}

/** By the names that they have filled in: no other part of a template is called so. */
function loopsIn(sections: readonly ObjectValue[]): ReadonlyMap<string, readonly Value[]> {
  const found = new Map<string, Value[]>();
  const addLoops = ({ members }: ObjectValue, depth: number): void => {
    for (const { key, value } of members) {
      const loop = key.startsWith(LOOP) ? loopOf(value) : undefined;
      if (loop === undefined || depth >= DEEPEST_LOOPS) continue;
      const known = found.get(loop.name);
      if (known === undefined) found.set(loop.name, [loop.over]);
      else known.push(loop.over);
      addLoops(loop.output, depth + 1);
    }
  };
  for (const section of sections) addLoops(objectNamed(section, "Resources") ?? section, 0);
  return found;
}

/** A bucket with nothing but its type. */
function withoutProperties(object: ObjectValue): TemplateResource | undefined {
  const type = textOfMember(object, "Type");
  const isResource = type?.startsWith("AWS::") === true && memberNamed(object, "Properties") === undefined;
  return isResource ? { type, properties: { kind: "object", span: object.span, members: [] } } : undefined;
}

function objectNamed(object: ObjectValue, key: string): ObjectValue | undefined {
  const value = memberNamed(object, key)?.value;
  return value?.kind === "object" ? value : undefined;
}

/** `{"Ref": "Name"}` anywhere in a value, and what is like it. */
export function referencesIn(value: Value): readonly string[] {
  if (value.kind === "array") return value.items.flatMap(referencesIn);
  if (value.kind !== "object") return [];
  const reference = resourceReferred(value);
  return reference === undefined
    ? value.members.flatMap((one) => (one.value ? referencesIn(one.value) : []))
    : [reference];
}
