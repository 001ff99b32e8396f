/**
 * Who asks, read from the text a request names its principal with.
 * Source: "AWS JSON policy elements: Principal"; "IAM identifiers".
 */
import { readArn } from "./arn.ts";

export interface AccountCaller {
  readonly kind: "root" | "user" | "role" | "session" | "federated-user";
  readonly text: string;
  readonly partition: string;
  readonly account: string;
  /** The last part of its name: user name, role name (also a session's), federated user's name; empty for root. */
  readonly name: string;
  /** A role that only an AWS service can assume. A session shows it by the reserved beginning of the role's name. */
  readonly serviceLinked: boolean;
}

export type Caller =
  | AccountCaller
  | { readonly kind: "anonymous"; readonly text: string }
  | { readonly kind: "service"; readonly text: string }
  /** A user of an OpenID Connect or SAML provider, before it has assumed a role. */
  | { readonly kind: "provider"; readonly text: string }
  | { readonly kind: "canonical-user"; readonly text: string }
  /** A text or an ARN of a form we do not know; its account, where it shows one. */
  | { readonly kind: "other"; readonly text: string; readonly account: string | undefined };

/** The account whose identity-based policies speak for the caller. */
export function accountOfCaller(caller: Caller): string | undefined {
  return "account" in caller ? caller.account : undefined;
}

export function readCaller(text: string): Caller {
  // The word that AWS's messages have for it.
  if (text === "*" || text === "anonymous") return { kind: "anonymous", text };
  const arn = readArn(text);
  if (arn === undefined) {
    if (WEB_PROVIDERS.has(text)) return { kind: "provider", text };
    if (/\.amazonaws\.com(?:\.cn)?$/.test(text)) return { kind: "service", text };
    if (/^[0-9a-f]{64}$/.test(text)) return { kind: "canonical-user", text };
    if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/.*)?$/i.test(text)) return { kind: "provider", text };
    return { kind: "other", text, account: undefined };
  }
  const { partition, account, resource } = arn;
  const [type = "", ...path] = resource.split("/");
  if (type === "oidc-provider" || type === "saml-provider") return { kind: "provider", text };
  const kind = CALLER_KINDS.get(`${arn.service}:${type}`);
  if (kind === undefined) return { kind: "other", text, account: account === "" ? undefined : account };
  const name = (kind === "session" ? path[0] : path.at(-1)) ?? "";
  const serviceLinked =
    (kind === "role" && path[0] === "aws-service-role") || (kind === "session" && name.startsWith("AWSServiceRoleFor"));
  return { kind, text, partition, account, name, serviceLinked };
}

/** Identity providers that a Federated principal names without an ARN; one of them looks like a service. */
const WEB_PROVIDERS: ReadonlySet<string> = new Set([
  "accounts.google.com",
  "cognito-identity.amazonaws.com",
  "graph.facebook.com",
  "www.amazon.com",
]);

const CALLER_KINDS: ReadonlyMap<string, AccountCaller["kind"]> = new Map([
  ["iam:root", "root"],
  ["iam:user", "user"],
  ["iam:role", "role"],
  ["sts:assumed-role", "session"],
  ["sts:federated-user", "federated-user"],
]);
