/**
 * What the request that is shown is made of where there is a choice, so that it is one that somebody could send: `eu-` is a
 * text that `eu-*` matches, and no Region. These tables only choose among what passes; nothing is proved by them.
 */
import { type Service } from "../../catalog/catalog.ts";
import { OF_PROGRAMS } from "../../catalog/usual-actions.ts";

const REGIONS: readonly string[] = [
  "us-east-1",
  "eu-west-1",
  "eu-central-1",
  "us-west-2",
  "ap-southeast-1",
  "ap-northeast-1",
  "ap-south-1",
  "ca-central-1",
  "sa-east-1",
  "us-gov-west-1",
  "cn-north-1",
];

const SERVICES: readonly string[] = ["lambda", "ec2", "ecs-tasks", "s3", "events", "states", "cloudformation"];

const SERVICE_PRINCIPALS = SERVICES.map((service) => `${service}.amazonaws.com`);

/** By key in lower case, the commonest first. */
const USUAL_VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws:requestedregion", REGIONS],
  ["ec2:region", REGIONS],
  [
    "kms:viaservice",
    ["s3", "ec2", "rds", "dynamodb", "secretsmanager", "lambda", "sqs", "sns", "ssm"].flatMap((service) =>
      REGIONS.map((region) => `${service}.${region}.amazonaws.com`),
    ),
  ],
  ["iam:passedtoservice", SERVICE_PRINCIPALS],
  ["aws:principalservicename", SERVICE_PRINCIPALS],
  ["aws:calledviafirst", ["cloudformation.amazonaws.com", "athena.amazonaws.com", "dynamodb.amazonaws.com"]],
  ["aws:calledvialast", ["cloudformation.amazonaws.com", "athena.amazonaws.com", "dynamodb.amazonaws.com"]],
  ["aws:principalaccount", ["111111111111", "222222222222"]],
  ["aws:resourceaccount", ["111111111111", "222222222222"]],
  ["aws:sourceaccount", ["111111111111", "222222222222"]],
  ["aws:principalorgid", ["o-a1b2c3d4e5", "o-z9y8x7w6v5"]],
  ["aws:resourceorgid", ["o-a1b2c3d4e5", "o-z9y8x7w6v5"]],
  ["aws:sourceorgid", ["o-a1b2c3d4e5", "o-z9y8x7w6v5"]],
  ["aws:sourcevpc", ["vpc-0a1b2c3d4e5f67890"]],
  ["aws:sourcevpce", ["vpce-0a1b2c3d4e5f67890"]],
  ["aws:username", ["ann", "ben"]],
  ["sts:rolesessionname", ["ann", "ben"]],
]);

/** Keys that are not listed have none. `key` in lower case. */
export function usualValues(key: string): readonly string[] {
  return USUAL_VALUES.get(key) ?? [];
}

/** In lower case, by service. */
const USUAL_ACTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["s3", ["getobject", "listbucket"]],
  ["ec2", ["runinstances", "describeinstances"]],
  ["dynamodb", ["getitem"]],
  ["lambda", ["invokefunction"]],
  ["sqs", ["sendmessage"]],
]);

/** A request that is shown for any action is of a service that everybody knows. */
export function usualFirst(prefixes: readonly string[]): readonly string[] {
  const isUsual = (prefix: string): boolean => USUAL_ACTIONS.has(prefix);
  const usual = [...USUAL_ACTIONS.keys()].filter((prefix) => prefixes.includes(prefix));
  return [...usual, ...prefixes.filter((prefix) => !isUsual(prefix))];
}

/** The rows of the service's actions, those of the usual ones first. */
export function rowsToShow({ prefix, actionNames }: Service): readonly number[] {
  const usual = USUAL_ACTIONS.get(prefix) ?? (OF_PROGRAMS[prefix] ?? "").toLowerCase().split(" ");
  const rows = new Map(actionNames.map((name, row) => [name.toLowerCase(), row]));
  const first = new Set(usual.flatMap((name) => rows.get(name) ?? []));
  return [...first, ...[...rows.values()].filter((row) => !first.has(row))];
}

/** ARN templates in the order in which a resource is made of them: an object of a bucket before one of an access point. */
export function simplestFirst(templates: readonly string[]): readonly string[] {
  const holes = (template: string): number => template.split("${").length;
  return [...templates].sort((one, other) => holes(one) - holes(other));
}
