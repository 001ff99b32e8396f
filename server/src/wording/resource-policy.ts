/** What people call the policy of a resource, and what it is the policy of: "the bucket policy", "the queue". */
import { readArn } from "../policy/arn.ts";
import { type PolicyHolderKind, repositoryOfPackage } from "../policy/policy-holder.ts";

interface NamedPolicy {
  /** What has it. */
  readonly holder: string;
  /** As people call it where its holder is said beside it: `the queue policy` of an ARN. */
  readonly policy: string;
  /** The same by itself: `the table's resource-based policy`. */
  readonly ofHolder: string;
}

/** Of the ARN, or of what is said in its place, or of what carries it instead; of a kind without a name the general words. */
export function policyOfResource(resource: string | undefined, of?: PolicyHolderKind): NamedPolicy {
  if (of !== undefined) return HOLDERS[of];
  const { service = "", resource: part = "" } = readArn(resource ?? "") ?? {};
  const kind = service === "s3" && part.startsWith("accesspoint/") ? "s3-accesspoint" : service;
  const inService = OF_OTHER_KINDS.find((one) => one.service === service && part.startsWith(one.prefix))?.kind;
  return NAMES.get(inService ?? kind) ?? OF_ANY;
}

/** The ARN of what has the policy: of an object the bucket, of a package the repository, of everything else the resource itself. */
export function holderOfPolicy(resource: string): string {
  const repository = repositoryOfPackage(resource);
  if (repository !== undefined) return repository;
  const arn = readArn(resource);
  if (arn?.service !== "s3" || arn.account !== "") return resource;
  const [bucket = ""] = arn.resource.split("/");
  return resource.slice(0, resource.length - arn.resource.length) + bucket;
}

function named(holder: string, policy: string): NamedPolicy {
  return { holder, policy: `the ${policy}`, ofHolder: `the ${policy}` };
}

/** Of a kind that its own name does not tell apart. */
function ofHolder(holder: string, policy: string): NamedPolicy {
  return { holder, policy: `the ${policy}`, ofHolder: `the ${holder}'s ${policy}` };
}

const OF_ANY: NamedPolicy = {
  holder: "resource",
  policy: "the resource-based policy",
  ofHolder: "the resource's own policy",
};

const HOLDERS: Readonly<Record<PolicyHolderKind, NamedPolicy>> = {
  "backup-vault": ofHolder("backup vault", "access policy"),
  organization: ofHolder("organization", "delegation policy"),
};

const OF_OTHER_KINDS: readonly { readonly service: string; readonly prefix: string; readonly kind: string }[] = [
  { service: "codeartifact", prefix: "domain/", kind: "codeartifact-domain" },
  { service: "lambda", prefix: "layer:", kind: "lambda-layer" },
];

/** Sources: the pages on resource-based policies of each service's guide. */
const NAMES: ReadonlyMap<string, NamedPolicy> = new Map([
  ["backup", named("backup vault", "vault access policy")],
  ["codeartifact", named("repository", "repository policy")],
  ["codeartifact-domain", named("domain", "domain policy")],
  ["dynamodb", ofHolder("table", "resource-based policy")],
  ["ecr", named("repository", "repository policy")],
  ["elasticfilesystem", named("file system", "file system policy")],
  ["es", ofHolder("domain", "access policy")],
  ["events", named("event bus", "event bus policy")],
  ["execute-api", ofHolder("API", "resource policy")],
  ["glue", ofHolder("Data Catalog", "resource policy")],
  ["kinesis", ofHolder("stream", "resource-based policy")],
  ["kms", named("key", "key policy")],
  ["lambda", ofHolder("function", "resource-based policy")],
  ["lambda-layer", ofHolder("layer version", "resource-based policy")],
  ["s3", named("bucket", "bucket policy")],
  ["s3-accesspoint", named("access point", "access point policy")],
  ["secretsmanager", ofHolder("secret", "resource policy")],
  ["sns", named("topic", "topic policy")],
  ["sqs", named("queue", "queue policy")],
]);
