/** How the functions of a template refer to the ARNs of what it makes. Source: "Return values" of the types of resources. */
import {
  type Change,
  type Deployment,
  mapNewValue,
  newObject,
  type NewValue,
  placeOfChange,
  type Writer,
} from "../../syntax/change.ts";
import { type FilledText } from "../../syntax/filled-text.ts";
import { memberNamed, type Value } from "../../syntax/value.ts";
import { valueText } from "../../syntax/value-text.ts";
import { type Span, spanContains } from "../../text/span.ts";
import { textBehindArn } from "../behind-arn.ts";
import { type ArnReference, arnsOfReference } from "../host.ts";
import { dependenciesIn, namesListed, namesReferred } from "./dependencies.ts";
import { arnInTemplate, scopeIn, textOfForm } from "./functions.ts";
import { inPlaceOfDeployment, isFunctionName, namedType, writtenById } from "./names.ts";
import { namesInPattern } from "./substitution.ts";
import { type DeclaredResource, referencesIn, type Template } from "./template.ts";

/** The expression is what stands in the braces of `Fn::Sub`: `Reports.Arn`, or the logical id alone where `Ref` is the ARN. */
export function arnReferences(template: Template): readonly ArnReference[] {
  return template.resources.flatMap((resource) => {
    const named = namedType(resource.type);
    const expression = expressionFor(resource);
    if (named === undefined || expression === undefined) return [];
    const text = arnInTemplate(resource, template);
    const arn = patternOfForm(named.form);
    const namesake = namesakeInTemplate(resource, template);
    return [{ expression, arn, text, namesake, ...(named.form.endsWith("*") ? { isOpen: true } : {}) }];
  });
}

/** The ARNs of what a template refers to by its ID alone. */
export function arnsById(template: Template): readonly FilledText[] {
  return template.resources.flatMap((resource) => {
    const named = namedType(resource.type);
    const isById = named !== undefined && writtenById(resource.logicalId, named) !== undefined;
    return (isById ? arnInTemplate(resource, template) : undefined) ?? [];
  });
}

/** The ARNs of all that a template makes and can refer to. */
export function arnsMadeIn(template: Template): readonly FilledText[] {
  return [...arnReferences(template).flatMap(arnsOfReference), ...arnsById(template)];
}

function expressionFor({ logicalId, type }: DeclaredResource): string | undefined {
  const named = namedType(type);
  // A loop's logical ids are made of others.
  if (named === undefined || !/^[A-Za-z0-9]+$/.test(logicalId)) return undefined;
  const [attribute] = named.arns;
  return named.ref === "arn" ? logicalId : attribute && `${logicalId}.${attribute}`;
}

function namesakeInTemplate(resource: DeclaredResource, template: Template): FilledText | undefined {
  const form = namedType(resource.type)?.namesakes?.form;
  return form === undefined ? undefined : textOfForm(form, resource, scopeIn(template));
}

/** How a template says what is in the account that it is deployed in. */
export interface TemplateWords {
  readonly made: readonly MadeByTemplate[];
  /** What the resource that has the place refers to: pseudo parameters, too. */
  readonly namesAround: (place: Span) => readonly string[];
  /** Does an ARN there have its Region written out? */
  readonly writesRegion: (place: Span) => boolean;
}

export function wordsOfTemplate(template: Template): TemplateWords {
  const around = (place: Span): Value | undefined =>
    template.resources.find(({ properties }) => spanContains(properties.span, place))?.properties;
  return {
    made: madeByTemplate(template),
    namesAround: (place) => namesReferred(around(place)),
    writesRegion(place) {
      const properties = around(place);
      return properties !== undefined && WITH_REGION.test(valueText(properties));
    },
  };
}

const WITH_REGION = /:[a-z]{2}(?:-[a-z]{2,9}){1,3}-\d:/;

/** What every stack of a template makes. */
interface MadeByTemplate {
  /** What `Fn::Sub` is given for it. */
  readonly written: string;
  readonly arn: FilledText;
  /** Is it made before what stands at the place? */
  readonly isMadeBefore: (place: Span) => boolean;
}

function madeByTemplate(template: Template): readonly MadeByTemplate[] {
  const { resources } = template;
  const sources = sourcesOfEvents(template);
  const isMadeAfter = dependenciesIn(template);
  return resources.flatMap((resource) => {
    const { logicalId, type, properties, isConditional, condition } = resource;
    if (isAfterOthers(resource, template) || sources.has(logicalId)) return [];
    const expression = expressionFor(resource);
    const named = namedType(type);
    const written = expression === undefined ? named && writtenById(logicalId, named) : `\${${expression}}`;
    const arn = written === undefined ? undefined : arnInTemplate(resource, template);
    if (written === undefined || arn === undefined) return [];
    const isMadeBefore = (place: Span): boolean => {
      const from = resources.find((one) => spanContains(one.properties.span, place));
      // What is made under the same condition is there whenever the place is.
      if (isConditional && (condition === undefined || from?.condition !== condition)) return false;
      return from === undefined ? isPlain(properties, template) : !isMadeAfter(logicalId, from.logicalId);
    };
    const namesake = namesakeInTemplate(resource, template);
    const { form = "", attribute = "" } = named?.namesakes ?? {};
    const writtenOut = inPlaceOfDeployment(form.replace("{name}", () => `\${${logicalId}.${attribute}}`));
    return [
      { written, arn, isMadeBefore },
      ...(namesake === undefined ? [] : [{ written: writtenOut, arn: namesake, isMadeBefore }]),
    ];
  });
}

/** Is something of which the template does not tell what that comes after? */
function isAfterOthers({ dependsOn }: DeclaredResource, template: Template): boolean {
  if (dependsOn === undefined) return false;
  const names = namesListed(dependsOn);
  return names.length === 0 || names.some((name) => template.resource(name) === undefined);
}

/** SAM makes a bucket or a user pool after the function that it calls. Source: "S3" of the "EventSource" of SAM's functions. */
function sourcesOfEvents({ resources }: Template): ReadonlySet<string> {
  const events = resources.flatMap(({ type, properties }) => {
    const of = type.startsWith("AWS::Serverless::") ? memberNamed(properties, "Events")?.value : undefined;
    return of === undefined ? [] : referencesIn(of);
  });
  return new Set(events);
}

/** An ARN by the one thing of its name that the template makes, with what is in that; else as its neighbours say it. */
function byReference(arn: string, words: TemplateWords, place: Span, deployment: Deployment): NewValue {
  // What stands in braces there is text of a policy.
  if (!arn.startsWith("arn:") || arn.includes("${")) return arn;
  const isAround = words.namesAround(place).includes(PARTITION);
  const inPartition = (text: string): string => (isAround ? text : text.replace(`\${${PARTITION}}`, partitionOf(arn)));
  const found = words.made.flatMap(({ written, arn: own, isMadeBefore }) => {
    const behind = textBehindArn(arn, own, deployment);
    return behind === undefined || !isMadeBefore(place)
      ? []
      : [(behind === "" ? wholeOf(written) : undefined) ?? newObject({ "Fn::Sub": inPartition(written) + behind })];
  });
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? asAround(arn, words, place, deployment) : only;
}

const PARTITION = "AWS::Partition";

function partitionOf(arn: string): string {
  return arn.split(":", 2)[1] ?? "aws";
}

/** With the pseudo parameters that the resource around it has. Source: "Pseudo parameters reference". */
function asAround(arn: string, words: TemplateWords, place: Span, deployment: Deployment): NewValue {
  const names = words.namesAround(place);
  const [start, partition = "", service, region = "", account = "", ...rest] = arn.split(":");
  if (account !== deployment.account || !names.includes("AWS::AccountId")) return arn;
  // Where some things are in a Region that is written out, this one may be, too.
  const isOfStack = deployment.region === undefined ? !words.writesRegion(place) : deployment.region === region;
  const isRegion = region !== "" && names.includes("AWS::Region") && isOfStack;
  const fields = [
    start,
    names.includes(PARTITION) ? "${AWS::Partition}" : partition,
    service,
    isRegion ? "${AWS::Region}" : region,
    "${AWS::AccountId}",
    ...rest,
  ];
  return newObject({ "Fn::Sub": fields.join(":") });
}

/** Undefined where more than what it refers to stands there. */
function wholeOf(written: string): NewValue | undefined {
  const expression = /^\$\{([^{}]+)\}$/.exec(written)?.[1];
  if (expression === undefined) return undefined;
  const dot = expression.indexOf(".");
  if (dot < 0) return newObject({ Ref: expression });
  return newObject({ "Fn::GetAtt": [expression.slice(0, dot), expression.slice(dot + 1)] });
}

/**
 * Writes what is in the account of the deployment by reference; never into a resource what refers to itself. `words` is
 * asked for when something is written.
 */
export function referringWriter(writer: Writer, words: () => TemplateWords | undefined): Writer {
  return {
    ...writer,
    edits(changes, deployment) {
      const known = deployment && words();
      const written = known && changes.map((one) => inWordsOfTemplate(one, known, deployment));
      return writer.edits(written ?? changes, deployment);
    },
  };
}

function inWordsOfTemplate(change: Change, words: TemplateWords, deployment: Deployment): Change {
  const place = placeOfChange(change);
  return mapNewValue(change, (text) => byReference(text, words, place, deployment));
}

/** Without a function, but for what only the parameters of the stack decide. */
function isPlain(value: Value | undefined, template: Template): boolean {
  switch (value?.kind) {
    case "object":
      return value.members.every(({ key, value: own }) =>
        isFunctionName(key) ? isOfParameters(key, own, template) : isPlain(own, template),
      );
    case "array":
      return value.items.every((item) => isPlain(item, template));
    case "string":
    case "number":
    case "boolean":
    case "null":
      return true;
    case "unknown":
    case "either":
    case undefined:
      return false;
  }
}

function isOfParameters(name: string, argument: Value | undefined, template: Template): boolean {
  if (argument?.kind !== "string") return false;
  const names = name === "Ref" ? [argument.text] : name === "Fn::Sub" ? namesInPattern(argument.text) : undefined;
  return names?.every((one) => one.startsWith("AWS::") || template.parameter(one) !== undefined) === true;
}

/** Of names that a template gives nobody says what they come to. A path begins with a slash and ends with one. */
function patternOfForm(form: string): string {
  return form
    .replace("{partition}", "aws")
    .replace("{path}{name}", "/*")
    .replace(/\{\w+\}/g, "*");
}
