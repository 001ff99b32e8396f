/** What people call the policy of a resource, and what it is the policy of: "the bucket policy", "the queue". */
import { readArn } from "../policy/arn.ts";

export interface NamedPolicy {
  /** What has it. */
  readonly holder: string;
  /** With its article. */
  readonly policy: string;
}

/** Of the ARN, or of what is said in its place; of a kind without a name the general words. */
export function policyOfResource(resource: string | undefined): NamedPolicy {
  const { service = "", resource: part = "" } = readArn(resource ?? "") ?? {};
  const kind = service === "s3" && part.startsWith("accesspoint/") ? "s3-accesspoint" : service;
  const found = service === "codeartifact" && part.startsWith("domain/") ? "codeartifact-domain" : kind;
  return NAMES.get(found) ?? { holder: "resource", policy: "the resource's own policy" };
}

/** Sources: the pages on resource-based policies of each service's guide. */
const NAMES: ReadonlyMap<string, NamedPolicy> = new Map([
  ["backup", { holder: "backup vault", policy: "the vault access policy" }],
  ["codeartifact", { holder: "repository", policy: "the repository policy" }],
  ["codeartifact-domain", { holder: "domain", policy: "the domain policy" }],
  ["dynamodb", { holder: "table", policy: "the table's resource-based policy" }],
  ["ecr", { holder: "repository", policy: "the repository policy" }],
  ["elasticfilesystem", { holder: "file system", policy: "the file system policy" }],
  ["es", { holder: "domain", policy: "the domain's access policy" }],
  ["events", { holder: "event bus", policy: "the event bus policy" }],
  ["execute-api", { holder: "API", policy: "the API's resource policy" }],
  ["glue", { holder: "Data Catalog", policy: "the resource policy of the Data Catalog" }],
  ["kinesis", { holder: "stream", policy: "the stream's resource-based policy" }],
  ["kms", { holder: "key", policy: "the key policy" }],
  ["lambda", { holder: "function", policy: "the function's resource-based policy" }],
  ["s3", { holder: "bucket", policy: "the bucket policy" }],
  ["s3-accesspoint", { holder: "access point", policy: "the access point policy" }],
  ["secretsmanager", { holder: "secret", policy: "the secret's resource policy" }],
  ["sns", { holder: "topic", policy: "the topic policy" }],
  ["sqs", { holder: "queue", policy: "the queue policy" }],
]);
