/** One error is one denial, however often it is printed. */
import { type Denial } from "./denial.ts";

/** SDKs print the same error several times; what one copy leaves out the next may have. */
export function withoutRepeats(denials: readonly Denial[]): Denial[] {
  const kept: Denial[] = [];
  const last = new Map<string, number>();
  for (const denial of denials) {
    const key = keyOf(denial);
    const index = last.get(key) ?? shortened(kept, denial);
    const first = index === undefined ? undefined : kept[index];
    if (index === undefined || first === undefined || differs(first, denial)) {
      last.set(key, kept.length);
      kept.push(denial);
    } else {
      kept[index] = {
        ...first,
        ...(first.resource === null ? resourceOf(denial) : {}),
        action: first.action ?? denial.action,
        actionFrom: first.actionFrom ?? denial.actionFrom,
        errorCode: first.errorCode ?? denial.errorCode,
        operation: first.operation ?? denial.operation,
        requestId: first.requestId ?? denial.requestId,
        encodedMessage: first.encodedMessage || denial.encodedMessage,
      };
    }
  }
  return withoutShorter(kept);
}

/**
 * What a tool or a service says in its own words of the call, beside AWS's sentence about the same action: `403 Forbidden`,
 * then `denied: User: …`; `You are not authorized to perform: athena:… on the resource.`, then `User: …`.
 */
function withoutShorter(denials: readonly Denial[]): Denial[] {
  const named = new Map(
    denials.flatMap((one) => (one.principalArn !== null && one.action !== null ? [[one.action, one] as const] : [])),
  );
  return denials.filter(({ principalArn, action, additionalActions = [], resource, requestId }) => {
    const [only, ...others] = action === null ? additionalActions : [action, ...additionalActions];
    const whole = only === undefined ? undefined : named.get(only);
    if (principalArn !== null || others.length > 0 || whole === undefined) return true;
    const isOther = requestId !== null && whole.requestId !== null && requestId !== whole.requestId;
    return isOther || (resource !== null && resource !== whole.resource);
  });
}

/** The same error again, cut off before what it was about, or before why: `… is not authorized to assume IAM Role`. */
function shortened(kept: readonly Denial[], denial: Denial): number | undefined {
  const index = kept.length - 1;
  const before = kept[index];
  if (before === undefined || (denial.principalArn === null && denial.speaker === undefined)) return undefined;
  const { denyType, policyType, policyArn } = before;
  const whole = {
    ...denial,
    ...(denial.resource === null ? resourceOf(before) : {}),
    ...(denial.denyType === "unknown" ? { denyType, policyType, policyArn } : {}),
  };
  return keyOf(before) === keyOf(whole) ? index : undefined;
}

function resourceOf({ resource, resourceNaming }: Denial): Pick<Denial, "resource" | "resourceNaming"> {
  return { resource, resourceNaming };
}

/** What surrounds one copy need not surround the next. */
function keyOf(denial: Denial): string {
  const { principalArn, denyType, policyType, policyArn } = denial;
  const resource = denial.resourceNaming === "elsewhere" ? null : denial.resource;
  const action = denial.actionFrom === "message" ? denial.action : null;
  return JSON.stringify([principalArn, action, resource, denyType, policyType, policyArn]);
}

/** Two errors, and not one that is printed twice. */
function differs(one: Denial, other: Denial): boolean {
  const isOther = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;
  if (isOther(one.requestId, other.requestId) || isOther(one.resource, other.resource)) return true;
  if (one.actionFrom === "message") return false;
  return isOther(one.operation, other.operation) || isOther(one.errorCode, other.errorCode);
}
