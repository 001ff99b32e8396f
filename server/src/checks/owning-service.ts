/** The service that keeps a resource-based policy, and so decides which texts it takes. */
import { readArn } from "../policy/arn.ts";
import { type PolicyHolderName } from "../policy/kinds.ts";
import { isSettled, type Policy } from "../policy/policy.ts";
import { isFilledByFile, shapeOf } from "../policy/shape.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { certainKind } from "./kind-rules.ts";

/** Undefined where it is not sure that it is such a policy, or whose. */
export function owningService(subject: PolicyUnderCheck): string | undefined {
  if (certainKind(subject) !== "resource") return undefined;
  const { holder } = subject.kind;
  const policy = subject.whole ?? subject.policy;
  const named = holder === undefined ? undefined : serviceOfHolder(holder);
  const isOther = holder === "repository" && isOfOtherRepository(policy);
  return (isOther ? undefined : named) ?? readArn(subject.resource ?? "")?.service ?? onlyServiceIn(policy);
}

/**
 * Also of what the file makes the policy for, whose name may not be settled. A function of SAM has a role and its trust
 * policy beside it, which Lambda does not keep.
 */
export function keepingService(subject: PolicyUnderCheck): string | undefined {
  if (certainKind(subject) !== "resource") return undefined;
  const owner = owningService(subject);
  if (owner !== undefined) return owner;
  const declared = new Set(subject.declaredResources?.map((arn) => readArn(arn)?.service));
  const [only] = declared;
  return declared.size === 1 ? only : undefined;
}

/** ECR Public, CodeArtifact and CodeCommit have repositories as well: their policies name no action of ECR. */
function isOfOtherRepository({ statements }: Policy): boolean {
  const texts = statements.flatMap(({ action }) => action?.entries.map(({ text }) => text.toLowerCase()) ?? []);
  return texts.some((text) => /^(?:ecr-public|codeartifact|codecommit):/.test(text)) && !texts.some(isOfEcr);
}

function isOfEcr(action: string): boolean {
  return action.startsWith("ecr:");
}

/** Undefined for who has policies of IAM. */
export function serviceOfHolder(holder: PolicyHolderName): string | undefined {
  return SERVICES.get(holder);
}

const SERVICES: ReadonlyMap<PolicyHolderName, string> = new Map([
  ["bucket", "s3"],
  ["key", "kms"],
  ["queue", "sqs"],
  ["topic", "sns"],
  ["repository", "ecr"],
  ["vault", "backup"],
  ["domain", "es"],
  ["vpc-domain", "es"],
]);

/**
 * Of all the ARNs in Resource; each policy is kept by the service of its resource. Guides show keys and Glue catalogs with
 * a bucket among the resources: a service of which the policy has no action keeps it only if its statements say so otherwise.
 */
function onlyServiceIn(policy: Policy): string | undefined {
  const services = new Set<string>();
  const maybe = new Set<string>();
  for (const { resource } of policy.statements) {
    for (const entry of resource?.entries ?? []) {
      const service = readArn(shapeOf(entry))?.service;
      if (service !== undefined && /^[a-z0-9-]+$/.test(service))
        (isFilledByFile(entry) ? services : maybe).add(service);
    }
  }
  const [only, ...others] = services;
  if (only === undefined || others.length > 0 || [...maybe].some((one) => one !== only)) return undefined;
  return hasActionOf(only, policy) ? only : undefined;
}

/** Also where an action may be one. */
function hasActionOf(service: string, { statements }: Policy): boolean {
  return statements.some(({ action }) => {
    if (action === undefined) return true;
    return action.open || action.entries.some((entry) => !isSettled(entry) || isOf(service, entry.text.toLowerCase()));
  });
}

function isOf(service: string, action: string): boolean {
  return action.startsWith("*") || action.startsWith(`${service}:`);
}
