/**
 * What other templates of the workspace give to one: the exports of their stacks, the parameters of stacks that nest it,
 * and the outputs of those that it nests. Sources: "Fn::ImportValue" and "AWS::CloudFormation::Stack" of the "AWS
 * CloudFormation Template Reference Guide", "AWS::Serverless::Application" of the "AWS Serverless Application Model
 * Developer Guide"; "Assets and the AWS CDK" for the metadata with an asset's path.
 */
import { readJson } from "../../syntax/json.ts";
import { type FilledText } from "../../syntax/filled-text.ts";
import { memberNamed, type ObjectValue, textOfMember, type Value } from "../../syntax/value.ts";
import { readYaml } from "../../syntax/yaml.ts";
import { type SourcesAround } from "../host.ts";
import { PLACEHOLDERS } from "../placeholders.ts";
import { filledOf, settledName } from "../placed-values.ts";
import { templateValue } from "../template-value.ts";
import { withFunctions } from "./functions.ts";
import { type DeclaredResource, NO_OTHER_STACKS, type OtherStacks, templateOf } from "./template.ts";

/** `path` is that of the template. */
export function otherStacks(path: string, around: SourcesAround | undefined): OtherStacks {
  if (around === undefined) return NO_OTHER_STACKS;
  return {
    exported: (name) => settled(everyStack(around).exports.get(name)),
    given: (parameter) => settled(everyStack(around).given.get(placeOfParameter(path, parameter))),
    outputOf: (resource, output) => outputOf(resource, output, path, around),
    resource: () => undefined,
  };
}

/** A text that the template does not settle is `null`. */
type Settled = FilledText | null;

function settled(texts: readonly Settled[] | undefined): readonly FilledText[] {
  return texts === undefined || texts.includes(null) ? [] : texts.filter((one) => one !== null);
}

interface EveryStack {
  readonly exports: ReadonlyMap<string, readonly Settled[]>;
  readonly given: ReadonlyMap<string, readonly Settled[]>;
}

interface Given {
  readonly name: string;
  readonly value: Settled;
}

/** What the templates of a folder say to others. */
interface Outlets {
  readonly exports: readonly Given[];
  readonly given: readonly Given[];
}

function everyStack(around: SourcesAround): EveryStack {
  return around.made("stacks", (noted) => {
    const outlets = noted.everyFolder().map((folder) => outletsOf(folder, noted));
    return {
      exports: byName(outlets.flatMap((one) => one.exports)),
      given: byName(outlets.flatMap((one) => one.given)),
    };
  });
}

function byName(all: readonly Given[]): ReadonlyMap<string, readonly Settled[]> {
  const found = new Map<string, Settled[]>();
  for (const { name, value } of all) {
    const known = found.get(name);
    if (known === undefined) found.set(name, [value]);
    else if (!known.some((one) => JSON.stringify(one) === JSON.stringify(value))) known.push(value);
  }
  return found;
}

/** As a text, which counts as unchanged where it comes out the same. */
function outletsOf(folder: string, around: SourcesAround): Outlets {
  const made = around.made(`stacks in ${folder}`, (noted) => {
    const found = noted.filesIn(folder).map((path) => outletsIn(path, noted.textOf(path) ?? ""));
    const outlets: Outlets = {
      exports: found.flatMap((one) => one.exports),
      given: found.flatMap((one) => one.given),
    };
    return JSON.stringify(outlets);
  });
  return JSON.parse(made) as Outlets;
}

const TEMPLATES = /\.(?:ya?ml|json|template)$/i;
/** In a larger file there is hardly a template that people write. */
const LONGEST = 2_000_000;
/** A template without any of them says nothing to others. */
export const WORDS_FOR_OTHERS = ["Export", "AWS::CloudFormation::Stack", "AWS::Serverless::Application"];

function outletsIn(path: string, text: string): Outlets {
  const roots =
    TEMPLATES.test(path) && text.length <= LONGEST && WORDS_FOR_OTHERS.some((word) => text.includes(word))
      ? rootsOf(text)
      : [];
  return {
    exports: roots.flatMap((root) => outputsOf(root).flatMap(exportOf)),
    given: roots.flatMap((root) => givenIn(root, path)),
  };
}

function rootsOf(text: string): readonly ObjectValue[] {
  if (/^\s*\{/.test(text)) {
    const { root } = readJson(text, PLACEHOLDERS);
    return root?.kind === "object" ? [root] : [];
  }
  const { roots, source } = readYaml(text);
  return roots.map((root) => templateValue(root, source)).filter((root) => root.kind === "object");
}

interface Output {
  readonly name: string;
  readonly exportName: string | undefined;
  readonly value: Settled;
}

function outputsOf(root: ObjectValue): readonly Output[] {
  const template = templateOf(root);
  return membersOf(root, "Outputs").map(([name, output]) => {
    const exported = memberNamed(output, "Export")?.value;
    const named = exported?.kind === "object" ? memberNamed(exported, "Name")?.value : undefined;
    const exportName = named && settledName(named, filledOf(withFunctions(named, template)));
    const value = memberNamed(output, "Value")?.value;
    return {
      name,
      exportName,
      value: (value && plain(filledOf(withFunctions(value, template)))) ?? null,
    };
  });
}

function exportOf({ exportName, value }: Output): readonly Given[] {
  return exportName === undefined ? [] : [{ name: exportName, value }];
}

/** Without what a value of the tree has besides. */
function plain(text: FilledText | undefined): FilledText | undefined {
  return text && { text: text.text, holes: text.holes };
}

/** What the stacks of a template give to the templates that they nest. */
function givenIn(root: ObjectValue, path: string): readonly Given[] {
  const template = templateOf(root);
  return membersOf(root, "Resources").flatMap(([, resource]) => {
    const properties = memberNamed(resource, "Properties")?.value;
    const nested = properties?.kind === "object" ? nestedTemplate(resource, properties, path) : undefined;
    if (nested === undefined || properties?.kind !== "object") return [];
    const parameters = memberNamed(properties, "Parameters")?.value;
    return (parameters?.kind === "object" ? parameters.members : []).map(({ key, value }) => ({
      name: placeOfParameter(nested, key),
      value: (value && plain(filledOf(withFunctions(value, template)))) ?? null,
    }));
  });
}

function placeOfParameter(path: string, parameter: string): string {
  return `${parameter} ${path}`;
}

/** The path of the template that a stack has, where that is a file beside it. */
function nestedTemplate(resource: ObjectValue, properties: ObjectValue, path: string): string | undefined {
  const metadata = memberNamed(resource, "Metadata")?.value;
  const asset = metadata?.kind === "object" ? textOfMember(metadata, "aws:asset:path") : undefined;
  const written = asset ?? locationIn(textOfMember(resource, "Type"), properties);
  return written === undefined ? undefined : pathFrom(path, written);
}

const LOCATIONS: ReadonlyMap<string, string> = new Map([
  ["AWS::CloudFormation::Stack", "TemplateURL"],
  ["AWS::Serverless::Application", "Location"],
]);

function locationIn(type: string | undefined, properties: ObjectValue): string | undefined {
  const property = LOCATIONS.get(type ?? "");
  return property === undefined ? undefined : textOfMember(properties, property);
}

/** Undefined for an address, and for a path that leads out of the workspace. */
function pathFrom(path: string, written: string): string | undefined {
  if (/^(?:[a-z]\w*:|\/|~)/i.test(written)) return undefined;
  const steps = path.split("/").slice(0, -1);
  for (const step of written.split("/")) {
    if (step === "..") {
      if (steps.pop() === undefined) return undefined;
    } else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}

function outputOf(
  { type, properties }: DeclaredResource,
  output: string,
  path: string,
  around: SourcesAround,
): FilledText | undefined {
  const location = locationIn(type, properties);
  const nested = location === undefined ? undefined : pathFrom(path, location);
  if (nested === undefined) return undefined;
  const made = around.made(`outputs of ${nested}`, (noted) => {
    const text = noted.textOf(nested) ?? "";
    return JSON.stringify(text.length > LONGEST ? [] : rootsOf(text).flatMap(outputsOf));
  });
  return (JSON.parse(made) as readonly Output[]).find(({ name }) => name === output)?.value ?? undefined;
}

/** The entries of a section that are objects. */
function membersOf(root: ObjectValue, section: string): readonly (readonly [string, ObjectValue])[] {
  const found: Value | undefined = memberNamed(root, section)?.value;
  const members = found?.kind === "object" ? found.members : [];
  return members.flatMap(({ key, value }) => (value?.kind === "object" ? [[key, value] as const] : []));
}
