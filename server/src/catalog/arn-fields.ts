/** The fields of an ARN before its resource, as those of a type that takes these: which are there, empty, missing or too many. */

/** Which fields an ARN of the type has. */
export type FieldsTaken = "region-and-account" | "account" | "region" | "neither";

export type FieldsSlip =
  /** Fields before the name are empty, missing, too many or not of its ARNs. */
  | { readonly kind: "fields"; readonly takes: FieldsTaken }
  /** The account ID stands before the Region. */
  | { readonly kind: "swapped" }
  /** What stands in the place of the Region is none. */
  | { readonly kind: "region"; readonly written: string };

export interface Fields {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
  /** Undefined where they are as the template has them. */
  readonly slip: FieldsSlip | undefined;
}

/** The fields that are there, each known by its form, and `*` for those that have to be. */
export function fieldsOf(fields: readonly string[], takes: FieldsTaken): Fields | undefined {
  if (fields[0] !== "arn" || fields.length < 4) return undefined;
  const [, partition = "", , ...rest] = fields;
  if (!/^aws(?:-[a-z-]+)?$/.test(partition)) return undefined;
  const [first = "", second = ""] = rest;
  const wantsRegion = takes === "region" || takes === "region-and-account";
  const wantsAccount = takes === "account" || takes === "region-and-account";
  // A model of all Regions. Source: "Global cross-Region inference" (Amazon Bedrock User Guide).
  if (fields[2] === "bedrock" && takes === "region" && first === "" && second === "" && rest.length > 2)
    return { partition, region: "", account: "", resource: rest.slice(2).join(":"), slip: undefined };
  // AWS's own resources have no account.
  if (isRegionField(first, wantsRegion) && wantsRegion && wantsAccount && rest.length > 2 && second === "") {
    if (!hasAlwaysAccount(fields[2] ?? "")) return undefined;
    return {
      partition,
      region: first,
      account: "*",
      resource: rest.slice(2).join(":"),
      slip: { kind: "fields", takes },
    };
  }
  if (rest.length > 2 && isAccountField(second, wantsAccount)) {
    const whole = { partition, account: second, resource: rest.slice(2).join(":") };
    if (isRegionField(first, wantsRegion)) return { ...whole, region: first, slip: undefined };
    if (BESIDE_REGIONS.has(first)) return undefined;
    if (wantsRegion && wantsAccount && first !== "")
      return { ...whole, region: ZONE.exec(first)?.[1] ?? "*", slip: { kind: "region", written: first } };
  }
  if (rest.length > 2 && wantsAccount && ACCOUNT.test(first) && REGION.test(second))
    return { partition, region: second, account: first, resource: rest.slice(2).join(":"), slip: { kind: "swapped" } };
  let at = 0;
  const takeWhere = (isOne: (field: string) => boolean): string | undefined =>
    at < rest.length - 1 && isOne(rest[at] ?? "") ? rest[at++] : undefined;
  const region = takeWhere((field) => REGION.test(field) || (field === "*" && wantsRegion));
  while (at < rest.length - 1 && rest[at] === "") at++;
  const account = takeWhere((field) => ACCOUNT.test(field) || (field === "*" && wantsAccount && region !== undefined));
  while (at < rest.length - 1 && rest[at] === "") at++;
  const resource = rest.slice(at).join(":");
  if (REGION.test(resource) || ACCOUNT.test(resource)) return undefined;
  return {
    partition,
    region: wantsRegion ? (region ?? "*") : "",
    account: wantsAccount ? (account ?? "*") : "",
    resource,
    slip: { kind: "fields", takes },
  };
}

const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d$/;
export const ACCOUNT = /^\d{12}$/;
/** An Availability Zone, with its Region. */
const ZONE = /^([a-z]{2,}(?:-[a-z]+)+-\d)[a-z]$/;
/** What ARNs have in the place of a Region that are of none, and those of AWS Snow devices. */
const BESIDE_REGIONS: ReadonlySet<string> = new Set(["aws-global", "global", "snow"]);

function isRegionField(field: string, wanted: boolean): boolean {
  return wanted ? REGION.test(field) || /[*?]/.test(field) : field === "" || field === "*";
}

function isAccountField(field: string, wanted: boolean): boolean {
  return wanted ? ACCOUNT.test(field) || field === "aws" || /[*?]/.test(field) : field === "" || field === "*";
}

/**
 * Services whose ARNs have an account wherever their templates have a place for it: what AWS owns of them has one as well, or
 * `aws`. Sources: the resource types of these services in the Service Authorization Reference; "Prerequisites for inference
 * profiles" and "Guardrails" (Amazon Bedrock User Guide).
 */
const OF_ACCOUNTS: ReadonlySet<string> = new Set([
  ...["autoscaling", "bedrock", "cognito-identity", "cognito-idp", "dynamodb", "ecs", "elasticloadbalancing"],
  ...["firehose", "glue", "kinesis", "kms", "lambda", "logs", "secretsmanager", "sns", "sqs"],
]);

/** Has every ARN of the service an account where its template has the place? */
export function hasAlwaysAccount(service: string): boolean {
  return OF_ACCOUNTS.has(service);
}
