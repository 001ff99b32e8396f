/**
 * Resources of requests and of policies as sets of texts.
 * Sources: "IAM JSON policy elements: Resource"; "Actions, resources, and condition keys for AWS services".
 */
import { append } from "../../domains/append.ts";
import {
  ANYTHING,
  compactShape,
  KIND,
  literalShape,
  NO_COLON,
  NO_SEPARATOR,
  one,
  run,
  type ShapeItem,
  type TextShape,
} from "../../domains/text-shape.ts";
import { hasAlwaysAccount } from "../../catalog/arn-fields.ts";
import { holdsNoSeparator } from "../../catalog/names-without-separator.ts";
import { splitArn } from "../../policy/arn.ts";
import { type Scalar } from "../../policy/policy.ts";
import { readTemplate } from "../../policy/template.ts";
import { type ProofOptions, type View } from "../proof.ts";
import { ANY_ARN, itemsOf, type SubstitutesVariables } from "./text-sets.ts";
import { type VariableValues } from "./variable-values.ts";

/** What an entry of Resource matches: also the resource `*` of a request without one, and else only ARNs. */
export type ResourceSet =
  { readonly kind: "all" } | { readonly kind: "nothing" } | ({ readonly kind: "arns" } & ArnSet);

interface ArnSet {
  /** It matches at the most the texts of these. */
  readonly loose: readonly TextShape[];
  /** It matches the texts of these for certain. */
  readonly sure: readonly TextShape[];
  /** Part of the text is not settled by the file. */
  readonly open: boolean;
  /** The only service whose ARNs it matches; undefined if that is not so plain. */
  readonly service: string | undefined;
}

export interface ResourceReading {
  /** Fields missing at the end count as `*`, as in identity-based policies. */
  readonly padsShort: boolean;
  readonly names: ProofOptions["names"];
  readonly variables: SubstitutesVariables;
  readonly values: VariableValues;
}

const ONLY_STARS = /^\*+$/;
const NOTHING: ResourceSet = { kind: "nothing" };

/** Also the resource `*` of a request without one. */
export function matchesAll({ text, holes }: Scalar): boolean {
  return holes.length === 0 && ONLY_STARS.test(text);
}

/**
 * What is no ARN may be anything to a lenient reader: a placeholder that a tool fills in, or the short form that a
 * service turns into an ARN, as API Gateway does with `execute-api:/stage/GET/path`.
 */
export function resourceSet(entry: Scalar, reading: ResourceReading): ResourceSet {
  const { text, holes } = entry;
  const { padsShort, variables, values, names } = reading;
  if (matchesAll(entry)) return { kind: "all" };
  const fields = splitArn(text);
  const [first, partition, service] = fields.map(({ text: field }) => field);
  const isAnything = names === "lenient" || /[*?]/.test(first ?? "");
  if (holes.length > 0) {
    const isOpen = { ...ANYTHING_OPEN, open: true };
    const mayBeAnything = isAnything && !mayBecomeArn(text.slice(0, holes[0]?.start));
    if (mayBeAnything) return isOpen;
    return { ...isOpen, loose: [openShape(entry, variables, values)], service: serviceBefore(holes[0]?.start, text) };
  }
  if (first !== "arn") return isAnything ? ANYTHING_OPEN : NOTHING;
  const last = fields.at(-1)?.text ?? "";
  if (fields.length === 1) return padsShort ? ANYTHING_OPEN : NOTHING;
  const read = fields.slice(1, -1).map((field) => fieldItems(field.text, reading));
  const before = read.filter((field) => field !== undefined);
  const rest = resourceItems(last, reading);
  if (before.length < read.length || rest === undefined) return NOTHING;
  const plain = service !== undefined && /^[a-z0-9-]+$/.test(service);
  const mayRunOn = (names === "lenient" || fields.length < 6) && partition?.endsWith("*") !== false;
  return {
    kind: "arns",
    ...(fields.length < 6
      ? shortArnShapes(before, rest, fieldItems(last, reading), padsShort || text.endsWith("*"))
      : arnShapes([...before, rest], names)),
    open: false,
    service: plain && !mayRunOn ? service : undefined,
  };
}

/** `beginning` is what stands before the first hole. */
function mayBecomeArn(beginning: string): boolean {
  return beginning.startsWith("arn:") || "arn:".startsWith(beginning);
}

/** The service, where the file settles it before the first hole. */
function serviceBefore(hole: number | undefined, text: string): string | undefined {
  return /^arn:[a-z-]+:([a-z0-9-]+):/.exec(text.slice(0, hole))?.[1];
}

type ArnShapes = Pick<ArnSet, "loose" | "sure">;

/** The strict reading takes every field of a whole ARN by itself. */
function arnShapes(fields: readonly FieldItems[], names: ProofOptions["names"]): ArnShapes {
  const shape = joined(fields.map(({ items, runningOn }) => (names === "lenient" ? runningOn : items)));
  return { loose: [shape], sure: fields.every(({ exact }) => exact) ? [shape] : [] };
}

/**
 * Of fewer fields than an ARN has. Either the missing ones count as `*`, and then the last that is written is a field
 * as the others; or a `*` that ends a field runs on so that none is missing, and then the last is the resource part.
 * Whether both may happen at once is not documented, nor what a variable there is.
 */
function shortArnShapes(
  before: readonly FieldItems[],
  resource: FieldItems,
  field: FieldItems | undefined,
  pads: boolean,
): ArnShapes {
  const missing: readonly ShapeItem[] = [run(ANYTHING)];
  const runningOn = before.map((one) => one.runningOn);
  const whole = joined([...runningOn, resource.items]);
  const loose = [whole, joined([...runningOn, resource.items, missing])];
  if (field === undefined || ![...before, field].every(({ exact }) => exact)) return { loose, sure: [] };
  const padded = joined([...before.map(({ items }) => items), field.items, missing]);
  const runs = before.some((one) => one.runningOn !== one.items);
  return { loose, sure: [...(pads ? [padded] : []), ...(runs ? [whole] : [])] };
}

function joined(fields: readonly (readonly ShapeItem[])[]): TextShape {
  const shape = [...ARN];
  for (const items of fields) {
    append(shape, COLON);
    append(shape, items);
  }
  return compactShape(shape);
}

const ARN = literalShape("arn");
const COLON = literalShape(":");

const ANYTHING_OPEN = {
  kind: "arns",
  loose: [[run(ANYTHING)]],
  sure: [],
  open: false,
  service: undefined,
} as const;

function openShape(entry: Scalar, variables: SubstitutesVariables, values: VariableValues): TextShape {
  const parts = readTemplate(entry.text, entry.holes, { variables: variables !== "no", wildcards: true });
  const reading = { variables, wildcards: true, caseless: false };
  // A variable without a value stands for nothing, but here it is only asked what may match.
  const read = itemsOf(parts, ANYTHING, reading, values) ?? itemsOf(parts, ANYTHING, reading, new Map());
  return read === undefined ? [run(ANYTHING)] : compactShape(read.items);
}

interface FieldItems {
  readonly items: readonly ShapeItem[];
  /** The same, with a `*` at its end running past the colons that follow; the very same if none ends it. */
  readonly runningOn: readonly ShapeItem[];
  readonly exact: boolean;
}

const ANY_FIELD: FieldItems = { items: [run(NO_COLON)], runningOn: [run(ANYTHING)], exact: true };

/** The resource part of an ARN; undefined if it matches nothing. */
function resourceItems(text: string, { variables, values }: ResourceReading): FieldItems | undefined {
  const parts = readTemplate(text, [], { variables: variables !== "no", wildcards: true });
  const read = itemsOf(parts, ANYTHING, { variables, wildcards: true, caseless: false }, values);
  return read === undefined ? undefined : { ...read, runningOn: read.items };
}

/** Of the fields before the resource part case is not known to matter. Undefined if it matches nothing. */
function fieldItems(field: string, { variables, values }: ResourceReading): FieldItems | undefined {
  if (field === "*") return ANY_FIELD;
  const lower = field.toLowerCase();
  // As nearly all fields are: nothing in them stands for anything else.
  if (/^[\w-]{0,64}$/.test(field)) {
    const items = literalShape(lower);
    return { items, runningOn: items, exact: lower === field };
  }
  const parts = readTemplate(field, [], { variables: variables !== "no", wildcards: true });
  // Variables count only after the fifth colon.
  if (variables === "yes" && parts.some((part) => part.kind === "variable")) return undefined;
  if (variables === "unknown" && field.includes("${")) {
    const open = [run(ANYTHING)];
    return { items: open, runningOn: open, exact: false };
  }
  const read = itemsOf(
    readTemplate(lower, [], { variables: false, wildcards: true }),
    NO_COLON,
    { variables: "no", wildcards: true, caseless: false },
    values,
  );
  if (read === undefined) return undefined;
  const runningOn = field.endsWith("*") ? [...read.items.slice(0, -1), run(ANYTHING)] : read.items;
  return { items: read.items, runningOn, exact: lower === field };
}

/** The ARNs that requests name for a resource type, from its template such as `arn:${Partition}:s3:::${BucketName}`. */
export function templateShapes(template: string, names: ProofOptions["names"], view: View): readonly TextShape[] {
  const service = template.split(":", 3)[2] ?? "";
  let shapes: ShapeItem[][] = [[]];
  let from = 0;
  while (from < template.length) {
    const opening = template.indexOf("${", from);
    const closing = opening < 0 ? -1 : template.indexOf("}", opening);
    const literal = template.slice(from, closing < 0 ? template.length : opening);
    const fillings: readonly (readonly ShapeItem[])[] =
      closing < 0 ? [[]] : placeholderItems(template.slice(opening + 2, closing), service, names, view);
    // A few templates hold wildcards of their own.
    const before = Array.from(literal).flatMap((character) =>
      character === "*" ? [run(ANYTHING)] : literalShape(character),
    );
    shapes = shapes.flatMap((shape) => fillings.map((filling) => [...shape, ...before, ...filling]));
    from = closing < 0 ? template.length : closing + 1;
  }
  return shapes.map(compactShape);
}

/**
 * The name of a placeholder for "a unique combination of letters and numbers", with or without a prefix such as `i-`.
 * Source: "Resource IDs" (Amazon EC2 User Guide).
 */
export const UNIQUE_ID = "UniqueId";

const NAME = KIND.lower | KIND.digit;
const SOME = (kinds: number): readonly ShapeItem[] => [one(kinds), run(kinds)];

/** What the strict reading takes the vendor of a recovery point to be; the lenient one, which users see, takes any. */
const RECOVERY_POINT_SERVICES = ["backup", "rds", "redshift"].map(literalShape);

const ACCOUNT_ID = Array.from({ length: 12 }, () => one(KIND.digit));

function placeholderItems(
  name: string,
  service: string,
  names: ProofOptions["names"],
  view: View,
): readonly (readonly ShapeItem[])[] {
  if (name === "Partition") return PARTITIONS[names === "strict" ? "strict" : view];
  if (names === "strict") {
    if (name === "Region") return [SOME(NAME)];
    if (name === "Account") return [ACCOUNT_ID];
    if (name === "ObjectName") return [SOME(ANYTHING)];
    if (name === "Vendor") return RECOVERY_POINT_SERVICES;
    return [SOME(name.endsWith("Path") ? NO_COLON : NO_SEPARATOR)];
  }
  if (name === "BucketName" || name === UNIQUE_ID || holdsNoSeparator(service, name)) {
    return [SOME(NO_SEPARATOR)];
  }
  if (view === "surest") {
    if (name === "Region") return [literalShape("us-east-1"), REGION];
    return [name === "Account" ? ACCOUNT_ID : SOME(ANYTHING)];
  }
  if (name === "Region" && (REGIONAL.has(service) || IN_A_REGION.has(service))) return [REGION];
  if (name === "Region" && service === "s3") return [[], REGION];
  if (name === "Account" && hasAlwaysAccount(service)) return [SOME(NAME)];
  // Resources that AWS itself owns have no account, or `aws`; those that belong to no Region have none.
  return [[run(name === "Region" || name === "Account" ? NAME : ANYTHING)]];
}

/** As `us-gov-west-1`. Source: "Regional endpoints" (AWS General Reference). */
const REGION: TextShape = [one(KIND.lower), run(KIND.lower), ...literalShape("-"), one(KIND.digit), run(KIND.digit)];

/** Services all of whose ARNs with a place for the Region have it, by their guides. */
const IN_A_REGION: ReadonlySet<string> = new Set([
  ...["autoscaling", "batch", "cloudformation", "codebuild", "codecommit", "cognito-identity", "cognito-idp", "ec2"],
  ...["ecr", "ecs", "eks", "elasticache", "elasticfilesystem", "elasticloadbalancing", "es", "events", "firehose"],
  ...["glue", "kinesis", "logs", "rds", "redshift", "sagemaker", "ssm", "states"],
]);

/** Services all of whose ARNs with a place for a Region have one, whatever its form, by their guides. */
const REGIONAL: ReadonlySet<string> = new Set(["dynamodb", "kms", "lambda", "secretsmanager", "sns", "sqs"]);

const PARTITIONS: Readonly<Record<View | "strict", readonly (readonly ShapeItem[])[]>> = {
  strict: [literalShape("aws"), literalShape("aws-cn"), literalShape("aws-us-gov")],
  surest: [literalShape("aws"), [...literalShape("aws-"), ...SOME(KIND.lower)]],
  widest: [[...literalShape("aws"), run(NAME)]],
};

/** Every ARN: for questions that do without the reference. */
export function anyResource(view: View): readonly TextShape[] {
  if (view === "widest") return [ANY_ARN];
  const field = [...literalShape(":"), run(NAME)];
  const rest = [...literalShape(":"), ...SOME(NAME), ...field, ...field, ...literalShape(":"), ...SOME(ANYTHING)];
  return PARTITIONS.surest.map((partition) => [...literalShape("arn:"), ...partition, ...rest]);
}
