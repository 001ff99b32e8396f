/** Whose policy a resource of a template is, by its ARN. Source: the resource type reference. */
import { type FilledText, patternOf, withUsual } from "../../syntax/filled-text.ts";
import { memberNamed, standingIn, type Value } from "../../syntax/value.ts";
import { type Declared } from "../host.ts";
import { filledOf } from "../placed-values.ts";
import { arnInTemplate, withFunctions } from "./functions.ts";
import { isVersionOfSam, namedType, nameReferred, withoutLoopNames } from "./names.ts";
import { namesOf, splitAtDot } from "./substitution.ts";
import { type DeclaredResource, type Template } from "./template.ts";

/** With what CloudFormation makes of a name that it makes up; none where nothing is known of the name. */
export function ownArns(resource: DeclaredResource, template: Template): readonly string[] {
  const arn = arnInTemplate(resource, template);
  return arn === undefined ? [] : arnsOf(arn, resource);
}

export type SubjectArns = Pick<Declared, "resources" | "usualResources">;

/** Of the resource itself; where a parameter alone gives the name, by its default. */
export function subjectItself(resource: DeclaredResource, template: Template): SubjectArns {
  const arn = arnInTemplate(resource, template);
  return arn === undefined ? { resources: [] } : usuallyIn(arn, (text) => arnsOf(text, resource));
}

function usuallyIn(text: FilledText, arnsIn: (text: FilledText) => readonly string[]): SubjectArns {
  const resources = arnsIn(text);
  const usualResources = resources.length > 0 ? [] : arnsIn(withUsual(text));
  return { resources, ...(usualResources.length > 0 && { usualResources }) };
}

function together(all: readonly SubjectArns[]): SubjectArns {
  const usualResources = all.flatMap((one) => one.usualResources ?? []);
  return { resources: all.flatMap((one) => one.resources), ...(usualResources.length > 0 && { usualResources }) };
}

function arnsOf(arn: FilledText, resource: DeclaredResource): readonly string[] {
  const pattern = patternOf(arn);
  const name = namedType(resource.type)?.name ?? "";
  const isGenerated = name !== "" && memberNamed(resource.properties, name) === undefined;
  // What CloudFormation makes up has lower-case letters where a bucket's name must not have others.
  const own = resource.type === "AWS::S3::Bucket" ? resource.logicalId.toLowerCase() : resource.logicalId;
  return settled(isGenerated && own !== "" ? pattern.replace(/\*(?=[^*]*$)/, `*-${withoutLoopNames(own)}-*`) : pattern);
}

/** Nothing for an ARN of which the name is open. */
function settled(pattern: string): readonly string[] {
  const name = pattern.split(":").slice(5).join(":");
  return /^(?:[\w-]+[/:])?\*+$/.test(name) ? [] : [pattern];
}

/** The property that says whose policy it is, and the type of what it names. */
const SUBJECTS: ReadonlyMap<string, readonly [property: string, type: string]> = new Map([
  ["AWS::S3::BucketPolicy", ["Bucket", "AWS::S3::Bucket"]],
  ["AWS::SQS::QueuePolicy", ["Queues", "AWS::SQS::Queue"]],
  ["AWS::SQS::QueueInlinePolicy", ["Queue", "AWS::SQS::Queue"]],
  ["AWS::SNS::TopicPolicy", ["Topics", "AWS::SNS::Topic"]],
  ["AWS::SNS::TopicInlinePolicy", ["TopicArn", "AWS::SNS::Topic"]],
  ["AWS::SecretsManager::ResourcePolicy", ["SecretId", "AWS::SecretsManager::Secret"]],
  ["AWS::Kinesis::ResourcePolicy", ["ResourceArn", "AWS::Kinesis::Stream"]],
  ["AWS::Lambda::Permission", ["FunctionName", "AWS::Lambda::Function"]],
  ["AWS::Events::EventBusPolicy", ["EventBusName", "AWS::Events::EventBus"]],
]);

/** Of what the property names, or else of the resource itself. */
export function subjectsOf(resource: DeclaredResource, template: Template): SubjectArns {
  const [property, type] = SUBJECTS.get(resource.type) ?? [];
  if (property === undefined || type === undefined) return subjectItself(resource, template);
  const value = memberNamed(resource.properties, property)?.value;
  if (value === undefined) return { resources: [] };
  const referred = together(referredIn(value, template).map((one) => arnsOfReferred(one, template)));
  if (referred.resources.length > 0 || referred.usualResources !== undefined) return referred;
  const texts = textsIn(withFunctions(value, template));
  return together(texts.map((one) => usuallyIn(one, (text) => arnsOfPattern(patternOf(text), type))));
}

/** By `Ref`, by the ARN of `Fn::GetAtt`, and the alias that SAM makes of a function (`Fn.Alias`). */
function referredIn(value: Value, template: Template): readonly Referred[] {
  if (value.kind === "array") return value.items.flatMap((item) => referredIn(item, template));
  if (value.kind !== "object") return [];
  const attribute = value.members.length === 1 ? memberNamed(value, "Fn::GetAtt")?.value : undefined;
  const [name, of] = attribute === undefined ? splitAtDot(nameReferred(value) ?? "") : namesOf(attribute);
  const resource = name === undefined || name === "" ? undefined : template.resource(name);
  if (resource === undefined) {
    const isFunction = nameReferred(value) !== undefined || attribute !== undefined;
    return isFunction ? [] : value.members.flatMap((one) => (one.value ? referredIn(one.value, template) : []));
  }
  if (of === undefined) return [{ resource, isVersion: false }];
  if (attribute !== undefined) return isArnOf(of, resource) ? [{ resource, isVersion: false }] : [];
  return resource.type === "AWS::Serverless::Function" && isVersionOfSam(of) ? [{ resource, isVersion: true }] : [];
}

interface Referred {
  readonly resource: DeclaredResource;
  /** It is a version of the function, or an alias. */
  readonly isVersion: boolean;
}

function isArnOf(attribute: string, { type }: DeclaredResource): boolean {
  const named = namedType(type);
  return named !== undefined && [...named.arns, ...named.named].includes(attribute);
}

function arnsOfReferred({ resource, isVersion }: Referred, template: Template): SubjectArns {
  const arns = subjectItself(resource, template);
  const versions = (of: readonly string[]): readonly string[] => (isVersion ? of.map((arn) => `${arn}:*`) : of);
  const { resources, usualResources } = arns;
  return { resources: versions(resources), ...(usualResources && { usualResources: versions(usualResources) }) };
}

function arnsOfPattern(pattern: string, type: string): readonly string[] {
  if (pattern.startsWith("arn:")) return settled(pattern);
  const form = namedType(type)?.form;
  if (form === undefined || pattern.includes("://")) return [];
  return settled(form.replace("{name}", () => pattern).replace(/\{[a-z]+\}/g, "*"));
}

/** Every text that may stand there. */
export function textsIn(value: Value): readonly FilledText[] {
  return standingIn(value).flatMap((one) => {
    if (one.value.kind === "array") return one.value.items.flatMap(textsIn);
    return filledOf(one.value) ?? [];
  });
}
