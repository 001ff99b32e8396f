/**
 * The actions of role trust policies, and who uses which.
 * Sources: "Compare AWS STS credentials"; "IAM policy validation check reference" (Mismatched action for principal).
 */
import { readCaller } from "./caller.ts";
import { type Scalar } from "./policy.ts";

/** Each is used by principals of its own kind to assume a role. */
export const ASSUME_ACTIONS = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"] as const;
export type AssumeAction = (typeof ASSUME_ACTIONS)[number];

/** What may come with any of them. */
export const SESSION_ACTIONS = ["sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"] as const;

/** The same of one that is in part filled in elsewhere: whose account it is does not matter. */
export function assumeActionOfEntry(
  type: string,
  { text, holes }: Pick<Scalar, "text" | "holes">,
): AssumeAction | undefined {
  if (holes.length === 0) return assumeActionOf(type, text);
  const known = holes.reduce(
    (left, { start, end }) => left.slice(0, start) + OPEN.repeat(end - start) + left.slice(end),
    text,
  );
  const [, kind] = /^arn:[^:]+:iam::[^:]+:(root$|role\/|user\/|oidc-provider\/|saml-provider\/)/.exec(known) ?? [];
  switch (kind) {
    case "root":
    case "role/":
    case "user/":
      return type === "AWS" && !/[*?]/.test(known) ? "sts:AssumeRole" : undefined;
    case "oidc-provider/":
      return type === "Federated" ? "sts:AssumeRoleWithWebIdentity" : undefined;
    case "saml-provider/":
      return type === "Federated" ? "sts:AssumeRoleWithSAML" : undefined;
    default:
      return undefined;
  }
}

/** No ARN has it. */
const OPEN = "\0";

/** Undefined for principals of which it is not sure. */
export function assumeActionOf(type: string, text: string): AssumeAction | undefined {
  switch (type) {
    case "AWS":
      // A provider has a finding of its own here.
      return /^\d{12}$/.test(text) || /^arn:[^:]*:(?:iam|sts)::\d{12}:(?!oidc-provider|saml-provider)[^*?]+$/.test(text)
        ? "sts:AssumeRole"
        : undefined;
    case "Service":
      // A provider that is written as if it were a service: which of the two is meant is not known.
      return /\.amazonaws\.com$/.test(text) && readCaller(text).kind === "service" ? "sts:AssumeRole" : undefined;
    case "Federated":
      if (/^arn:[^:]*:iam::[^:]*:saml-provider\//.test(text)) return "sts:AssumeRoleWithSAML";
      return readCaller(text).kind === "provider" ? "sts:AssumeRoleWithWebIdentity" : undefined;
    default:
      return undefined;
  }
}
