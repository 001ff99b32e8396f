/** A statement beside a request: what in it matches, what does not, and what most likely went wrong. */
import { type ConditionReason, type Truth } from "../evaluation/decision.ts";
import { type Span } from "../text/span.ts";
import { type ConditionEntry, type Statement } from "../policy/policy.ts";
import { type StatementPlace } from "./statement-place.ts";
import { type Making } from "./made-under.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { type InlineHolderName } from "../policy/kinds.ts";
import { type NeverReason } from "../proof/proof.ts";

/** `presence`: whether the statement is in the policy at all. */
export type ElementKey = "presence" | "action" | "resource" | "principal" | "condition";

/** One part of a statement against the request. */
export interface ElementFinding {
  readonly element: ElementKey;
  readonly truth: Truth;
  /**
   * The entry that decided, or the element's entries where none did; of a condition: operator, key and values.
   * Undefined where the file settles none of it.
   */
  readonly have: string | undefined;
  /** What the request has; undefined if that is not known, of a condition empty if it has no value. */
  readonly need: string | undefined;
  /** The context keys that would decide it: its condition's, and those of the variables in it. */
  readonly hangsOn: readonly string[];
  /** Where the element, or the entry that decided, stands in the file. */
  readonly span: Span;
  /** The condition; undefined for the other elements. */
  readonly condition: ConditionFinding | undefined;
}

export interface ConditionFinding {
  readonly entry: ConditionEntry;
  readonly because: ConditionReason;
  readonly requestValues: readonly string[];
  /** Why the request cannot have the key. */
  readonly lacks?: LackReason;
}

/**
 * No AWS credentials sign the request: somebody has a token or an assertion and no credentials yet, or nobody asks by
 * name. Or no request for the action has the key.
 */
export type LackReason =
  | "provider"
  | "anonymous"
  | "action"
  | "second-factor"
  | "no-user"
  | "no-role-session"
  | "no-federation"
  | "no-service";

/** A statement that denied, with the elements that made it match. */
export interface Culprit {
  readonly place: StatementPlace;
  /** Every element is known to match; otherwise it matches if what is unknown is so. */
  readonly certain: boolean;
  readonly elements: readonly ElementFinding[];
  /** Of a Deny whose NotPrincipal lists the caller, but does not surely spare it. */
  readonly exclusion?: Exclusion;
  /** Of a policy of which nothing says that it applies. */
  readonly unbound?: UnboundHint;
}

/** Why NotPrincipal does not surely spare one whom it lists. */
export interface Exclusion {
  /** What of the caller AWS may hold against the list as well, and the list lacks. */
  readonly lacks: readonly string[];
  /** Whoever has a permissions boundary is denied. */
  readonly hasBoundary: boolean;
}

/** What most likely went wrong in a statement that almost matched. */
export type NearMissHint =
  | { readonly hint: "action-typo"; readonly written: string; readonly meant: string }
  /** With the action where it is not known which resource was asked for. */
  | {
      readonly hint: "lacks-what-is-inside";
      readonly written: string;
      readonly needed: string;
      readonly action?: string;
    }
  | { readonly hint: "only-what-is-inside"; readonly written: string }
  | { readonly hint: "other-arn-field"; readonly field: string; readonly written: string; readonly wanted: string }
  /** Of accounts in a condition: one digit is another, or two are swapped. */
  | { readonly hint: "account-slip"; readonly written: string; readonly wanted: string }
  | { readonly hint: "case-differs"; readonly written: string; readonly wanted: string }
  | { readonly hint: "session-instead-of-role"; readonly written: string }
  /** The action has no resource types, and the statement names resources. */
  | { readonly hint: "needs-all-resources"; readonly action: string }
  /** The ARN of another service's resource, which the action never acts on. */
  | { readonly hint: "of-other-service"; readonly written: string; readonly action: string }
  | { readonly hint: "outside-time"; readonly at: string }
  /** The statement allows it until a time that has passed. */
  | { readonly hint: "time-over"; readonly until: string }
  /** AWS decides on each resource of the request by itself, and this one has no such key. */
  | { readonly hint: "key-of-other-resource"; readonly key: string; readonly resource: string }
  /** No request for the action has such a key. */
  | { readonly hint: "key-of-no-request"; readonly key: string; readonly action: string }
  /** A secret was asked for by its name, and this is its ARN but for the characters behind the name. */
  | { readonly hint: "secret-without-suffix"; readonly written: string }
  /** The ARN of a KMS alias, where a key is asked for. */
  | { readonly hint: "alias-for-key"; readonly written: string }
  /** Each user's own, for users without the path that the caller has. */
  | { readonly hint: "lacks-path"; readonly written: string; readonly needed: string }
  /** A name, or an address, where only the ARN stands for what it names. */
  | { readonly hint: "name-for-arn"; readonly written: string; readonly arn: string }
  /** Private ranges, under the key of the address on the internet. */
  | { readonly hint: "private-address"; readonly written: readonly string[] }
  /** It allows only what a service passes on for the caller; `services` is empty where any may. */
  | { readonly hint: "only-through-services"; readonly services: readonly string[] }
  /** It allows only grants that a service makes for a resource of the caller's. */
  | { readonly hint: "only-grants-of-services" }
  /** A wildcard under an operator that compares literally. */
  | { readonly hint: "literal-wildcard"; readonly written: string; readonly operator: string }
  /** It denies the request, too, but AWS names the policy with this ARN. */
  | { readonly hint: "other-than-named"; readonly arn: string; readonly certain: boolean }
  /** It would deny the request, but is attached to these, and the caller's account is under those. */
  | {
      readonly hint: "attached-elsewhere";
      /** It would allow the request, and goes with one of nearly the caller's name. */
      readonly allows?: true;
      readonly holders: readonly string[];
      readonly account: string | undefined;
      readonly above: readonly string[];
    }
  /** The file does not make its policy, or does not attach it: what it writes of how often settles that. */
  | ({ readonly hint: "not-made"; readonly allows: boolean } & Making)
  /** It would allow the request on the resource that its policy is for; `wanted` is what the request was about. */
  | { readonly hint: "for-another"; readonly other: string; readonly wanted: string }
  /** Nothing says that the policy is attached, or in the slot of resources that it is this resource's. */
  | {
      readonly hint: "not-attached";
      readonly slot: PolicySlot;
      readonly group?: string;
      readonly heldBy?: readonly string[];
      readonly inlineIn?: InlineHolderName;
    }
  /** AWS names a policy by its ID, and no file says which ID this one has. */
  | { readonly hint: "id-not-known"; readonly arn: string }
  /** It is stated to be the policy of this resource, and the message does not say which one was asked for. */
  | { readonly hint: "stated-for"; readonly resource: string; readonly slot: PolicySlot }
  /** It is stated to be the policy of this KMS alias, and of which key it is an alias nobody says. */
  | { readonly hint: "policy-of-alias"; readonly alias: string }
  /** It asks for the name of an IAM user, which the request does not have: its caller is none. */
  | { readonly hint: "name-of-no-user" }
  /** No request at all matches it: by proof, whatever AWS adds. */
  | { readonly hint: "matches-nothing"; readonly reason: NeverReason; readonly statement: Statement }
  /** Its principal is the unique id of a user or role. */
  | { readonly hint: "unique-id"; readonly written: string };

/** What is not known of the policy as a whole: whether it applies. */
export type UnboundHint = Extract<
  NearMissHint,
  { readonly hint: "not-attached" | "id-not-known" | "stated-for" | "policy-of-alias" }
>;

export interface NearMiss {
  readonly place: StatementPlace;
  /** Every element, failing or not. */
  readonly elements: readonly ElementFinding[];
  readonly hints: readonly NearMissHint[];
}
