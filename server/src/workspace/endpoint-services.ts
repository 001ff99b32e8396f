/** Whether a request for an action can go through a VPC endpoint: each leads to one service. */
import { type DeclaredEndpoint } from "../hosts/host.ts";

interface AskedAction {
  readonly action?: string | undefined;
  /** Is there a service whose actions have this prefix? */
  readonly isService?: (prefix: string) => boolean;
}

/** Is it known that the endpoint leads to another service? */
export function leadsElsewhere(endpoint: DeclaredEndpoint | undefined, asked: AskedAction): boolean {
  const services = endpoint?.services ?? [];
  return services.length > 0 && services.every((word) => isOfAnother(word, asked));
}

/**
 * Some services go by another word in the names of their endpoints, as `monitoring`, and some share the endpoint of one
 * whose name theirs begins with.
 */
function isOfAnother(word: string, { action, isService }: AskedAction): boolean {
  const own = action?.split(":")[0]?.toLowerCase() ?? "";
  return own !== "" && !own.startsWith(word) && isService?.(word) === true;
}
