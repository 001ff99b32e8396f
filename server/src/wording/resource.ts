/** Resource entries and ARNs in words. Sources: "Amazon Resource Names (ARNs)" and "IAM JSON policy elements: Resource". */
import { type Catalog, type ResourceType, type Service } from "../catalog/catalog.ts";
import { usualFirst } from "../catalog/usual-actions.ts";
import { ARN_FIELDS, type ArnField, splitArn } from "../policy/arn.ts";
import { type Scalar } from "../policy/policy.ts";
import { readTemplate } from "../policy/template.ts";
import { type Hole } from "../syntax/value.ts";
import { typeTest } from "./arn-template.ts";
import { item, listed, name, type Passage, type Phrase, say, sentences, strong, text, title } from "./phrase.ts";
import { presenceSentence } from "./key.ts";
import { referenceDate } from "./reference.ts";
import { OLD_VERSION } from "./value.ts";

export interface ResourceContext {
  readonly element: "Resource" | "NotResource";
  readonly catalog: Catalog;
  readonly variables: "yes" | "no" | "unknown";
}

/** An entry of Resource or NotResource. */
export function describeResourceEntry(written: string, context: ResourceContext): Passage {
  const exclusion = text(
    say`Under ${name("NotResource")}: this statement covers every resource ${strong("except")} those that its entries match.`,
  );
  const passage =
    written === "*"
      ? [title(say`${name("*")}`), text(say`Every resource.`)]
      : arnPassage(written, context.catalog, variableLines(written, context));
  if (context.element === "Resource") return passage;
  const [heading, ...others] = passage;
  return heading?.kind === "title" ? [heading, exclusion, ...others] : [exclusion, ...passage];
}

/** An entry of which the file does not settle all: what it does settle. */
export function describeOpenResource(
  { text: written, holes }: Pick<Scalar, "text" | "holes">,
  context: ResourceContext,
): Passage {
  const fields = fieldsAround(written, holes);
  const notes = variableLines(written, context, holes);
  const unknown = say`Part of this text is filled in elsewhere, so which resources it names is not known here.`;
  if (fields === undefined) return [title(say`${name(written)}`), text(unknown), ...notes];
  const service = fields[2]?.isOpen === false ? context.catalog.service(fields[2].text) : undefined;
  const example = exampleOfOpenArn({ text: written, holes });
  return [
    title(say`${name(written)}`),
    ...fields
      .slice(1)
      .map((one) => item(one.isOpen ? openFieldPhrase(one) : fieldPhrase(one.field, one.text, service))),
    ...(example === undefined
      ? [item(openTypes({ text: written, holes }, service) ?? unknown)]
      : typeLines(example, service)),
    ...notes,
    ...(/[*?]/.test(written) ? [item(WILDCARDS)] : []),
    text(referenceDate(context.catalog.info)),
  ];
}

/** The types that it can be of, whatever is filled in; undefined where the service is, and where there are none. */
function openTypes(
  { text: written, holes }: Pick<Scalar, "text" | "holes">,
  service: Service | undefined,
): Phrase | undefined {
  const types =
    service === undefined
      ? []
      : typesOfArn(
          withHolesAs(written, holes, () => "*"),
          service,
        );
  if (service === undefined || types.length === 0) return undefined;
  return say`Part of this text is filled in elsewhere. It can name ${service.name} resources of type ${listed(
    types.map((type) => name(type.name)),
    "or",
  )}.`;
}

/** The six fields of an ARN, if the text writes out which they are and at least the word `arn`. */
function fieldsAround(written: string, holes: readonly Hole[]): readonly OpenField[] | undefined {
  const masked = withHolesAs(written, holes, ({ start, end }) => "x".repeat(end - start));
  const fields = splitArn(masked).map(({ field, start, end }) => ({
    ...{ field, text: written.slice(start, end) },
    isOpen: holes.some((hole) => hole.start < end && hole.end > start),
    isWhole: holes.some((hole) => hole.start <= start && hole.end >= end),
  }));
  return fields.length === ARN_FIELDS.length && fields[0]?.text === "arn" ? fields : undefined;
}

interface OpenField {
  readonly field: ArnField;
  readonly text: string;
  /** Something of it is filled in elsewhere. */
  readonly isOpen: boolean;
  /** All of it is. */
  readonly isWhole: boolean;
}

function openFieldPhrase({ field, text: content, isWhole }: OpenField): Phrase {
  return say`${strong(`${FIELD_TITLES[field]}:`)} ${name(content)}, ${isWhole ? "" : "partly "}filled in elsewhere.`;
}

/**
 * An ARN that it can stand for, with names in the places of what is filled in. Undefined where something else than a name
 * may come there, so that it can be an ARN of another form.
 */
export function exampleOfOpenArn({ text: written, holes }: Pick<Scalar, "text" | "holes">): string | undefined {
  if (fieldsAround(written, holes) === undefined) return undefined;
  if (holes.some(({ stands, isName }) => stands === undefined && isName !== true)) return undefined;
  return withHolesAs(written, holes, () => "x");
}

/** The text with something else in the places of what is filled in. */
export function withHolesAs(written: string, holes: readonly Hole[], filled: (hole: Hole) => string): string {
  const starts = [0, ...holes.map(({ end }) => end)];
  return starts
    .map((start, at) => {
      const hole = holes[at];
      return hole === undefined ? written.slice(start) : written.slice(start, hole.start) + filled(hole);
    })
    .join("");
}

/** The six fields of an ARN, and the resource types it can be. */
export function describeArn(written: string, catalog: Catalog): Passage {
  return arnPassage(written, catalog, []);
}

function arnPassage(written: string, catalog: Catalog, notes: Passage): Passage {
  const fields = splitArn(written);
  if (fields[0]?.text !== "arn" || fields.length < 2) {
    const shape = say`which starts with ${name("arn:")} and has six fields`;
    return [text(say`${name(written)} is neither ${name("*")} nor an ARN, ${shape}.`)];
  }
  const service = catalog.service(fields[2]?.text ?? "");
  const short = say`Fields that are left out count as ${name("*")} in an identity-based policy.`;
  return [
    title(say`${name(written)}`),
    ...fields.slice(1).map(({ field, text: content }) => item(fieldPhrase(field, content, service))),
    ...(fields.length < ARN_FIELDS.length ? [item(short)] : []),
    ...typeLines(written, service),
    ...notes,
    ...(/[*?]/.test(written) ? [item(WILDCARDS)] : []),
    ...(service === undefined ? [] : [text(referenceDate(catalog.info))]),
  ];
}

const WILDCARDS = say`${name("*")} stands for any characters, ${name("/")} and ${name(":")} included. ${name("?")} stands for exactly one.`;

const FIELD_TITLES: Readonly<Record<ArnField, string>> = {
  arn: "ARN",
  partition: "Partition",
  service: "Service",
  region: "Region",
  account: "Account",
  resource: "Resource",
};

function fieldPhrase(field: ArnField, content: string, service: Service | undefined): Phrase {
  const label = strong(`${FIELD_TITLES[field]}:`);
  if (content === "") return say`${label} none.`;
  if (content === "*") return say`${label} ${name("*")}, any.`;
  const note = fieldNote(field, content, service);
  return note === undefined ? say`${label} ${name(content)}.` : say`${label} ${name(content)}, ${note}.`;
}

const PARTITIONS: ReadonlyMap<string, string> = new Map([
  ["aws", "the standard Regions"],
  ["aws-cn", "the Regions in China"],
  ["aws-us-gov", "the GovCloud Regions"],
]);

function fieldNote(field: ArnField, content: string, service: Service | undefined): string | undefined {
  switch (field) {
    case "partition":
      return PARTITIONS.get(content);
    case "service":
      return service?.name;
    case "account":
      return content === "aws" ? "resources that AWS owns" : undefined;
    case "arn":
    case "region":
    case "resource":
      return undefined;
  }
}

/** The service's resource types that the ARN, with its wildcards, can be. */
export function typesOfArn(arn: string, service: Service): readonly ResourceType[] {
  const fits = typeTest(arn);
  return service.resourceTypes.filter((type) => fits(type.arn));
}

function typeLines(written: string, service: Service | undefined): Passage {
  if (service === undefined) return [];
  const types = typesOfArn(written, service);
  if (types.length > 0)
    return [
      item(
        say`Matches ${service.name} resources of type ${listed(
          types.map((type) => name(type.name)),
          "or",
        )}.`,
      ),
    ];
  return [item(say`AWS's service reference lists no resource type of ${service.name} with an ARN of this form.`)];
}

export function describeResourceType(type: ResourceType, service: Service, catalog: Catalog): Passage {
  const taking = service.actionNames.filter((actionName) => takesType(service, actionName, type));
  const actions = usualFirst(service.prefix, taking, catalog);
  const keys = type.conditionKeys;
  return [
    title(say`${name(`${service.prefix}:${type.name}`)}`),
    item(say`A resource type of ${service.name}.`),
    item(say`ARN: ${name(type.arn)}.`),
    item(
      keys.length === 0
        ? say`Condition keys: only global ones.`
        : say`Condition keys: ${listed(keys.map(name), "and")}.`,
    ),
    ...(actions.length === 0
      ? []
      : [
          item(
            say`Actions: ${listed(
              actions.map((one) => name(`${service.prefix}:${one}`)),
              "and",
            )}.`,
          ),
        ]),
    text(referenceDate(catalog.info)),
  ];
}

function takesType(service: Service, actionName: string, type: ResourceType): boolean {
  return service.action(actionName)?.resources.some((resource) => resource.type === type.name) === true;
}

/** Source: "IAM policy elements: Variables and tags"; in a Resource they are filled in after the fifth colon only. */
function variableLines(written: string, { catalog, variables }: ResourceContext, holes: readonly Hole[] = []): Passage {
  const parts = readTemplate(written, holes, { variables: true, wildcards: false });
  const used = parts.flatMap((part) => (part.kind === "variable" ? [part] : []));
  if (used.length === 0) return [];
  if (variables === "no") return [item(OLD_VERSION)];
  const resourceStart = splitArn(written)[5]?.start ?? 0;
  return used.slice(0, MOST_VARIABLES).map((variable) => {
    const shown = name(written.slice(variable.start, variable.end));
    if (variable.start < resourceStart) return item(say`${shown} is filled in only after the fifth colon.`);
    const key = catalog.globalKey(variable.key);
    const without =
      variable.fallback === undefined
        ? say`Without the key this entry matches nothing.`
        : say`Without the key ${name(variable.fallback)} takes its place.`;
    return item(
      sentences(
        say`${shown} becomes the request's ${name(variable.key)}.`,
        without,
        key === undefined ? undefined : presenceSentence(key),
      ),
    );
  });
}

const MOST_VARIABLES = 4;

/** `*` in the policy of a key. Source: "Key policies in AWS KMS", Resource. */
export function describeOwnKey(): Passage {
  return [
    title(say`${name("*")}`),
    text(say`In the policy of a KMS key, ${name("*")} is the key that has this policy.`),
  ];
}
