/** The service that keeps a resource-based policy, and so decides which texts it takes. */
import { readArn } from "../policy/arn.ts";
import { isSettled, type Policy } from "../policy/policy.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { certainKind } from "./kind-rules.ts";

/** Undefined where it is not sure that it is such a policy, or whose. */
export function owningService(subject: PolicyUnderCheck): string | undefined {
  if (certainKind(subject) !== "resource") return undefined;
  const { holder } = subject.kind;
  const named = holder === undefined || holder === "managed" ? undefined : SERVICES[holder];
  return named ?? readArn(subject.resource ?? "")?.service ?? onlyServiceIn(subject.whole ?? subject.policy);
}

const SERVICES = { bucket: "s3", key: "kms", queue: "sqs", topic: "sns", repository: "ecr" } as const;

/** Of all the ARNs in Resource; each policy is kept by the service of its resource. */
function onlyServiceIn({ statements }: Policy): string | undefined {
  const services = new Set<string>();
  for (const { resource } of statements) {
    for (const entry of resource?.entries ?? []) {
      const service = isSettled(entry) ? readArn(entry.text)?.service : undefined;
      if (service !== undefined && /^[a-z0-9-]+$/.test(service)) services.add(service);
    }
  }
  const [only, ...others] = services;
  return others.length === 0 ? only : undefined;
}
