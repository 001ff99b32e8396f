/**
 * What the resources of a template are made after: CloudFormation refuses those that refer to each other in a circle. Source:
 * "DependsOn attribute" of the template reference, on what makes a dependency.
 */
import { once, onceForEach } from "../../domains/once.ts";
import { memberNamed, type Value } from "../../syntax/value.ts";
import { namesInPattern, namesOf, splitAtDot } from "./substitution.ts";
import { type DeclaredResource, type Template } from "./template.ts";

/** Is the one the other, or made after it? */
export type IsMadeAfter = (one: string, other: string) => boolean;

export function dependenciesIn(template: Template): IsMadeAfter {
  const ofSam = once(() => SAM.flatMap((sort) => namesReferred(template.globals(sort))));
  const samResources = once(() => template.resources.filter(isOfSam).map(({ logicalId }) => logicalId));
  const namesIn = onceForEach((name: string): readonly string[] => {
    const resource = template.resource(name);
    if (resource === undefined) return isGiven(name, template) ? [] : samResources();
    const { properties, dependsOn } = resource;
    return [...namesReferred(properties), ...namesListed(dependsOn), ...(isOfSam(resource) ? ofSam() : [])];
  });
  return (one, other) => {
    const seen = new Set([one]);
    // A set goes on to what is put into it meanwhile.
    for (const name of seen) {
      if (name === other) return true;
      for (const to of namesIn(name)) seen.add(to);
    }
    return false;
  };
}

/**
 * Else it is what SAM makes beside one of its resources, as the role of a function. Source: "Generated CloudFormation
 * resources for AWS SAM".
 */
function isGiven(name: string, template: Template): boolean {
  return name.startsWith("AWS::") || template.parameter(name) !== undefined;
}

/** Source: "Globals section of the AWS SAM template". */
const SAM = ["Function", "StateMachine", "SimpleTable"];

function isOfSam({ type }: DeclaredResource): boolean {
  return type.startsWith("AWS::Serverless::");
}

/** What `DependsOn` names. */
export function namesListed(dependsOn: Value | undefined): readonly string[] {
  const names = dependsOn?.kind === "array" ? dependsOn.items : [dependsOn];
  return names.flatMap((name) => (name?.kind === "string" ? [name.text] : []));
}

/** Of resources and of parameters. */
export function namesReferred(value: Value | undefined): readonly string[] {
  switch (value?.kind) {
    case "array":
      return value.items.flatMap(namesReferred);
    case "either":
      return value.options.flatMap(namesReferred);
    case "object":
      return value.members.flatMap(({ key, value: own }) => [...namesOfFunction(key, own), ...namesReferred(own)]);
    default:
      return [];
  }
}

function namesOfFunction(name: string, argument: Value | undefined): readonly string[] {
  if (argument === undefined) return [];
  const text = argument.kind === "array" ? argument.items[0] : argument;
  if (name === "Ref") return argument.kind === "string" ? [argument.text] : [];
  if (name === "Fn::GetAtt")
    return namesOf(argument)
      .slice(0, 1)
      .flatMap((one) => one ?? []);
  if (name !== "Fn::Sub" || text?.kind !== "string") return [];
  const own = argument.kind === "array" ? argument.items[1] : undefined;
  const names = namesInPattern(text.text).filter(
    (one) => own?.kind !== "object" || memberNamed(own, one) === undefined,
  );
  return names.flatMap((one) => splitAtDot(one).slice(0, 1));
}
