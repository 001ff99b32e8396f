/** What a pasted message says, field by field; values are verbatim, with wrapping, quotes and escapes undone. */
import { type Span } from "../text/span.ts";

export const DENIAL_KINDS = [
  "access-denied",
  "expired-token",
  "invalid-credentials",
  "throttled",
  "not-found",
  "other-system",
  "none",
] as const;
export type DenialKind = (typeof DENIAL_KINDS)[number];

export type DenialPrincipalType =
  "user" | "role" | "assumed-role" | "federated-user" | "root" | "service" | "anonymous" | "unknown";

export type DenialPolicyType =
  | "identity"
  | "resource"
  | "permissions-boundary"
  | "session"
  | "scp"
  | "rcp"
  | "vpc-endpoint"
  | "role-trust"
  | "unknown";

/** Settings of an S3 bucket that turn requests away whatever the policies say. */
export type S3Setting = "BlockPublicAcls" | "BlockPublicPolicy" | "SSE-C";

export interface Denial {
  readonly isAccessDenied: boolean;
  readonly kind: DenialKind;
  readonly principalArn: string | null;
  readonly principalType: DenialPrincipalType;
  readonly action: string | null;
  readonly actionFrom: "message" | "operation" | "event" | null;
  readonly resource: string | null;
  /** "unknown" when the text has no reason clause: it does not mean implicit. */
  readonly denyType: "explicit" | "implicit" | "unknown";
  readonly policyType: DenialPolicyType;
  readonly policyArn: string | null;
  readonly encodedMessage: boolean;
  readonly errorCode: string | null;
  readonly operation: string | null;
  readonly requestId: string | null;
  readonly account: string | null;
  readonly region: string | null;
  /** Facts that a CloudTrail event or a decoded message carries. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** The id under which IAM keeps the details of the denial, for messages that end in one. */
  readonly authorizationId?: string;
  /** The `Sid` of the denying statement, which decoded messages name. */
  readonly statementId?: string;
  /** The provider whose user asked, in events of web identities and SAML; it is the principal that a trust policy names. */
  readonly identityProvider?: string;
  /** The role that was to be assumed, where an event tells it among the parameters alone. */
  readonly assumedRole?: string;
  /** The setting that turned the request away, for messages that blame one and no policy. */
  readonly setting?: S3Setting;
  /** The part of the pasted text that says this. */
  readonly span: Span;
}

export interface DenialReading extends Denial {
  /** Every denial of the text in order; the reading itself repeats the first. */
  readonly denials: readonly Denial[];
}
