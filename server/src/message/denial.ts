/** What a pasted message says, field by field; values are verbatim, with wrapping, quotes and escapes undone. */
import { type Span } from "../text/span.ts";
import { type NonPolicyCause } from "./non-policy-cause.ts";
import { type OtherSystem } from "./other-systems.ts";
import { type PolicyRejection } from "./policy-rejection.ts";

export const DENIAL_KINDS = [
  "access-denied",
  "expired-token",
  "invalid-credentials",
  "throttled",
  "not-found",
  "other-system",
  "policy-rejected",
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

/** How the text names the resource, and so how far it may be compared with what a policy names. */
export type ResourceNaming =
  /** The refusal names it: an ARN, a URL or `*`. */
  | "exact"
  /** A name without an ARN, also in words (`role Deployer`): any ARN of the action's resource types that ends in it. */
  | "name"
  /** The refusal names none, but the lines around it do: `s3://bucket/key`, the queue of a delivery log. */
  | "elsewhere"
  /** A part of it, or all of it, was hidden or cut off. */
  | "masked"
  /** Nowhere. It is not `*`. */
  | "none";

/** What a service writes or sends by itself; the policy of where it goes to has to let it. */
export type Delivery = "load-balancer-logs" | "flow-logs" | "event-notifications";

/** What the text tells of the logs that a service writes into a bucket. */
export interface DeliveredLogs {
  /** Whose logs they are. */
  readonly account?: string;
  /** What each object's name begins with, in front of the folder of all such logs. */
  readonly prefix?: string;
  /** They have a prefix that the text does not tell. */
  readonly isPrefixOpen?: true;
  /** An Application Load Balancer writes them. */
  readonly isOfApplication?: true;
  /** Of a trail: it logs the accounts of the whole organization. */
  readonly isOfOrganization?: true;
}

/** A role that the words tell of without its name; or whoever got S3's answer with no client in between. */
export type NamelessCaller =
  | "web-client"
  | "function-role"
  | "pipeline-role"
  | "build-role"
  | "deployment-role"
  | "backup-role"
  | "trail-role"
  | "replication-role"
  | "puller"
  | "launcher"
  | "api"
  | "rule-target"
  | "stack-set"
  | "device";

export interface Denial {
  readonly isAccessDenied: boolean;
  readonly kind: DenialKind;
  readonly principalArn: string | null;
  readonly principalType: DenialPrincipalType;
  readonly action: string | null;
  readonly actionFrom: "message" | "operation" | "event" | null;
  readonly resource: string | null;
  readonly resourceNaming: ResourceNaming;
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
  /** Parameters of the call, in a CloudTrail event or a command, by condition key: facts where the action carries the key. */
  readonly parameters?: Readonly<Record<string, string | readonly string[]>>;
  /** Said by an event: the request was signed with the access key of a user. */
  readonly credentials?: "long-term";
  /** Said by an event: a service sent the request, with the credentials of a user or a role. */
  readonly isSentByService?: true;
  /** The id under which IAM keeps the details of the denial, for messages that end in one. */
  readonly authorizationId?: string;
  /** The `Sid` of the denying statement, which decoded messages name. */
  readonly statementId?: string;
  /** The provider whose user asked, in events of web identities and SAML; it is the principal that a trust policy names. */
  readonly identityProvider?: string;
  /** The role that was to be assumed, where an event tells it among the parameters alone. */
  readonly assumedRole?: string;
  /** What the text around the refusal says that the call was about, for a refusal that names no resource: an ARN or a name. */
  readonly nearbyResource?: string;
  /** The tool says in the same line that it is what the refused operation was about. */
  readonly nearbyIsToolsOwn?: true;
  /** The command in front of the error is `aws s3 cp` or the like, whose options have names of their own. */
  readonly isTransfer?: true;
  /** The role that the tool could not assume before it went on with the caller's own credentials. */
  readonly fellBackFrom?: string;
  /** The action of the call, where the refusal names another action that the call needs. */
  readonly callAction?: string;
  /** Further actions that the call needs, by the words of the refusal. */
  readonly additionalActions?: readonly string[];
  /** The principal of a service that the message calls by its name, as in `CodeBuild is not authorized to …`. */
  readonly speaker?: string;
  /** Whose role asked, by the words of the refusal. */
  readonly nameless?: NamelessCaller;
  /** What a service was about to deliver, by the words of the refusal. */
  readonly delivery?: Delivery;
  readonly logs?: DeliveredLogs;
  /** What refused, for messages that blame no policy. */
  readonly notByPolicy?: NonPolicyCause;
  /** With which sentence AWS rejected a policy, in a text that tells of that and of no denial. */
  readonly rejection?: PolicyRejection;
  /** Where expired or missing credentials have to be got anew, if the words tell it. */
  readonly signIn?: SignIn;
  /** A policy was given in the place of a message. */
  readonly isPolicyText?: true;
  /** Whose refusal it is, where it comes from no service of AWS. */
  readonly system?: OtherSystem;
  /** The part of the pasted text that says this. */
  readonly span: Span;
}

/** Where somebody signs in to get credentials. */
export type SignIn = "identity-center";

export interface DenialReading extends Denial {
  /** Every denial of the text in order; the reading itself repeats the first. */
  readonly denials: readonly Denial[];
}
