/**
 * What the resources of a template are made after: CloudFormation refuses those that refer to each other in a circle. Source:
 * "DependsOn attribute" of the template reference, on what makes a dependency.
 */
import { once, onceForEach } from "../../domains/once.ts";
import { type Value } from "../../syntax/value.ts";
import { namesInPattern, namesOf, splitAtDot } from "./substitution.ts";
import { type DeclaredResource, type Template } from "./template.ts";

/** Is the one the other, or made after it? */
export type IsMadeAfter = (one: string, other: string) => boolean;

export function dependenciesIn(template: Template): IsMadeAfter {
  const ofSam = once(() => SAM.flatMap((sort) => namesReferred(template.globals(sort))));
  const namesIn = onceForEach((logicalId: string): readonly string[] => {
    const resource = template.resource(logicalId);
    if (resource === undefined) return [];
    return [...namesReferred(resource.properties), ...(isOfSam(resource) ? ofSam() : [])];
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

/** Source: "Globals section of the AWS SAM template". */
const SAM = ["Function", "StateMachine", "SimpleTable"];

function isOfSam({ type }: DeclaredResource): boolean {
  return type.startsWith("AWS::Serverless::");
}

/** Of resources and of parameters. */
function namesReferred(value: Value | undefined): readonly string[] {
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
  return namesInPattern(text.text).flatMap((one) => splitAtDot(one).slice(0, 1));
}
