/**
 * What modules in the Terraform Registry give back of the one thing that they make: its name and its ARN. Sources:
 * "outputs.tf", "main.tf" and "UPGRADE" of the modules of "terraform-aws-modules" that are named here.
 */
import { type FilledText, TextBuilding } from "../../syntax/filled-text.ts";
import { attributeNamed, type HclBlock, type HclExpression, type HclReference } from "../../syntax/hcl-tree.ts";
import { namedType } from "./arns.ts";
import { type DeclaredBlock, sourceOfCall } from "./module.ts";
import { type HolderOfModule, holderMadeBy } from "./registry-modules.ts";
import { registryName } from "./registry-statements.ts";
import { arnNamed } from "./resource-texts.ts";
import { sameEverywhere } from "./same-everywhere.ts";
import { deeper, type Scope } from "./scope.ts";

type TextOf = (expression: HclExpression, scope: Scope) => FilledText | undefined;

interface MadeThing {
  /** As a resource of Terraform is called. */
  readonly type: string;
  /** The inputs that name it; the first that is given counts. */
  readonly inputs: readonly string[];
  /** The input that makes a prefix of the name, unless it is false. */
  readonly prefix: string | undefined;
  readonly names: readonly string[];
  readonly arns: readonly string[];
  /** Its address. */
  readonly urls: readonly string[];
}

/** The name or the ARN that a reference to a module comes to; undefined for any other, and of a module that is not known. */
export function outputOfRegistry(reference: HclReference, scope: Scope, textOf: TextOf): FilledText | undefined {
  const found = referredThing(reference, scope);
  if (found === undefined) return undefined;
  const { made, output } = found;
  if (made.names.includes(output)) return settledName(found, scope, textOf);
  return made.arns.includes(output) ? arnOf(found, scope, textOf) : undefined;
}

/** The outputs of a module that are the ARN of what it makes. */
export function arnOutputsOfRegistry(call: HclBlock): readonly string[] {
  return thingsMadeBy(call)[0]?.arns ?? [];
}

/** The ARN of the thing of that type which one of the module's outputs names. */
export function arnOfOutput(
  reference: HclReference,
  type: string,
  scope: Scope,
  textOf: TextOf,
): FilledText | undefined {
  const found = referredThing(reference, scope);
  if (found?.made.type !== type) return undefined;
  const { names, arns, urls } = found.made;
  return [...names, ...arns, ...urls].includes(found.output) ? arnOf(found, scope, textOf) : undefined;
}

interface Referred {
  readonly made: MadeThing;
  readonly call: DeclaredBlock;
  /** The reference without the output. */
  readonly thing: HclReference;
  readonly output: string;
}

function referredThing(reference: HclReference, { module }: Scope): Referred | undefined {
  const { root, steps } = reference;
  const [called, ...behind] = steps;
  const [output, ...others] = behind[0]?.step === "index" ? behind.slice(1) : behind;
  if (root !== "module" || called?.step !== "attribute" || output?.step !== "attribute" || others.length > 0)
    return undefined;
  const call = module.call(called.name);
  const made = call && thingsMadeBy(call.block);
  const named = made?.find(({ names, arns, urls }) => [...names, ...arns, ...urls].includes(output.name));
  const thing = { ...reference, steps: steps.slice(0, -1) };
  return call && named && { made: named, call, thing, output: output.name };
}

/** None of one that is told to make none, or to make another; behind the thing that the module is for, its role. */
function thingsMadeBy(block: HclBlock): readonly MadeThing[] {
  const source = sourceOfCall(block);
  if (source === undefined || block.body.attributes.some(({ name }) => CHANGING.test(name))) return [];
  const holder = holderMadeBy(source);
  const isOther = attributeNamed(block.body, "lambda_role") !== undefined;
  const role = holder === undefined || isOther ? undefined : roleOf(holder);
  return [THINGS.get(registryName(source)), role].filter((one) => one !== undefined);
}

const CHANGING =
  /^(?:create|create_(?:bucket|table|function|layer|role|repository|dlq)|putin_khuylo|is_directory_bucket|bucket_namespace|fifo_queue|fifo_topic|repository_type)$/;

function roleOf({ names, prefix, output }: HolderOfModule): MadeThing | undefined {
  if (output === undefined) return undefined;
  const arns = [output.replace(/name$/, "arn")];
  return { type: "aws_iam_role", inputs: names, prefix, names: [output], arns, urls: [] };
}

/** Undefined where nothing of the name is settled. */
function settledName({ made, call }: Referred, scope: Scope, textOf: TextOf): FilledText | undefined {
  const { block, file } = call;
  const inner = deeper(scope, file);
  const given = made.inputs.flatMap((input) => attributeNamed(block.body, input) ?? [])[0]?.value;
  const text = inner && given && textOf(given, inner);
  if (text === undefined || text.text === "") return undefined;
  if (!isPrefix(made, block)) return text;
  const building = new TextBuilding();
  building.add(text.text, text.holes);
  building.add("-");
  building.addHole("${suffix}", { isName: true });
  return building.result();
}

/** Of a role, unless the module is told otherwise; of anything else, if it is told so. */
function isPrefix({ type, prefix }: MadeThing, { body }: HclBlock): boolean {
  const told = prefix === undefined ? undefined : attributeNamed(body, prefix)?.value;
  if (told === undefined) return prefix !== undefined && type === "aws_iam_role";
  return told.kind !== "literal" || told.value !== false;
}

/** With a hole for a name that is not settled. */
function arnOf(found: Referred, scope: Scope, textOf: TextOf): FilledText | undefined {
  const { made, call, thing } = found;
  const isNamed = namedType(made.type)?.name !== "";
  const name = isNamed ? (settledName(found, scope, textOf) ?? sameEverywhere(thing, scope)) : undefined;
  return arnNamed(made.type, name, call, scope, textOf);
}

const M = "terraform-aws-modules";

type Row = readonly [
  module: string,
  type: string,
  inputs: readonly string[],
  outputs: Pick<MadeThing, "names" | "arns"> & Partial<Pick<MadeThing, "prefix" | "urls">>,
];

const ROWS: readonly Row[] = [
  [`${M}/s3-bucket/aws`, "aws_s3_bucket", ["bucket"], { names: ["s3_bucket_id"], arns: ["s3_bucket_arn"] }],
  [
    `${M}/sqs/aws`,
    "aws_sqs_queue",
    ["name"],
    {
      ...{ names: ["queue_name"], arns: ["queue_arn", "queue_arn_static"], urls: ["queue_id", "queue_url"] },
      prefix: "use_name_prefix",
    },
  ],
  [
    `${M}/sns/aws`,
    "aws_sns_topic",
    ["name"],
    { names: ["topic_name"], arns: ["topic_arn", "topic_id"], prefix: "use_name_prefix" },
  ],
  [
    `${M}/dynamodb-table/aws`,
    "aws_dynamodb_table",
    ["name"],
    { names: ["dynamodb_table_id"], arns: ["dynamodb_table_arn"] },
  ],
  [
    `${M}/lambda/aws`,
    "aws_lambda_function",
    ["function_name"],
    { names: ["lambda_function_name"], arns: ["lambda_function_arn", "lambda_function_arn_static"] },
  ],
  [
    `${M}/step-functions/aws`,
    "aws_sfn_state_machine",
    ["name"],
    { names: ["state_machine_name"], arns: ["state_machine_arn", "state_machine_id"] },
  ],
  [
    `${M}/secrets-manager/aws`,
    "aws_secretsmanager_secret",
    ["name"],
    { names: ["secret_name"], arns: ["secret_arn", "secret_id"] },
  ],
  [`${M}/ecr/aws`, "aws_ecr_repository", ["repository_name"], { names: ["repository_name"], arns: ["repository_arn"] }],
  [`${M}/kms/aws`, "aws_kms_key", [], { names: [], arns: ["key_arn"] }],
  [`${M}/iam/aws//modules/iam-policy`, "aws_iam_policy", ["name"], { names: ["name"], arns: ["arn"] }],
  [
    `${M}/iam/aws//modules/iam-user`,
    "aws_iam_user",
    ["name"],
    { names: ["name", "iam_user_name"], arns: ["arn", "iam_user_arn"] },
  ],
];

const THINGS: ReadonlyMap<string, MadeThing> = new Map(
  ROWS.map(([module, type, inputs, outputs]) => [
    module,
    { type, inputs, prefix: undefined, urls: [], ...outputs } satisfies MadeThing,
  ]),
);
