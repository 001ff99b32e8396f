/** What can be said of a statement about all requests at once. */
import { type PolicyKind } from "../policy/policy.ts";
import { type Catalog, type KeyOccasion } from "../catalog/catalog.ts";

/** Where in the statement: the keys and list positions that lead to a part, from the statement down. */
export type PartPath = readonly (string | number)[];

/** `logic`: true whatever AWS adds. `reference`: true of the actions, resource types and keys of the catalog's date. */
export type ProofBasis = "logic" | "reference";

export const NEVER_CODES = [
  "action-matches-nothing",
  "condition-never-holds",
  "conditions-contradict",
  "key-not-in-request",
  "keys-exclude-each-other",
  "no-combination",
  "principal-matches-nothing",
  "resource-matches-nothing",
  "resource-not-of-action",
  "unknown-action",
] as const;
export type NeverCode = (typeof NEVER_CODES)[number];

/** What is so of every value of a key. */
export type ValueFactName =
  | "principal-arn"
  | "principal-type"
  | "public-address"
  | "one-address"
  | "not-in-the-past"
  | "not-expired"
  | "not-negative";

/** What AWS documents of condition keys, as far as a proof rests on it; keys as the statement writes them. */
export type KeyFact =
  | { readonly fact: "only-if"; readonly key: string; readonly occasion: KeyOccasion }
  | {
      readonly fact: ValueFactName | "always-there" | "there-if-signed" | "true-or-false";
      readonly key: string;
    }
  /** The policy is asked about no request that an AWS service makes as itself. */
  | { readonly fact: "no-service"; readonly key: string }
  /** The key says whether an AWS service calls as itself. */
  | { readonly fact: "of-service"; readonly key: string }
  /** The key says of the caller what the Principal element does. */
  | { readonly fact: "of-principal"; readonly key: string }
  /** The key belongs to other resources of the request than the statement's. */
  | { readonly fact: "of-other-resource"; readonly key: string }
  /** A claim of an identity provider that is not one of those named as principals. */
  | { readonly fact: "of-other-provider"; readonly key: string }
  /** The one key holds the account that stands in the ARN of the other. */
  | { readonly fact: "account-in-arn"; readonly account: string; readonly arn: string }
  | { readonly fact: "organization-in-path"; readonly organization: string; readonly path: string }
  /** The name of a user is the end of the user's ARN. */
  | { readonly fact: "name-in-arn" }
  | { readonly fact: "account-in-resource" }
  /** Where a request has both keys, they hold the same. */
  | { readonly fact: "same-value"; readonly key: string; readonly other: string }
  /** What the key is about stands in the list of the other, if the request has the key. */
  | { readonly fact: "in-list"; readonly key: string; readonly list: string }
  /** Only a request with MFA has its age. */
  | { readonly fact: "with-mfa"; readonly age: string; readonly present: string };

/** Parts of a statement that cannot hold together. Its words are made in `wording/never.ts`. */
export interface NeverReason {
  readonly code: NeverCode;
  readonly basis: ProofBasis;
  /** With any one of them left out, the rest can hold. */
  readonly parts: readonly PartPath[];
  readonly facts: readonly KeyFact[];
}

/** A request that the statement matches. A list in the context is a multivalued key. */
export interface Witness {
  readonly principal: string | undefined;
  readonly action: string;
  readonly resource: string;
  readonly context: ReadonlyMap<string, string | readonly string[]>;
}

/** An entry of a list that contributes nothing although the statement lives. */
export interface DeadPart {
  readonly part: PartPath;
  readonly code: NeverCode | "excludes-nothing";
  readonly basis: ProofBasis;
  /** What cannot hold together with the entry, if it stood alone in its list; empty for one that excludes nothing. */
  readonly against: readonly PartPath[];
  readonly facts: readonly KeyFact[];
}

export type StatementProof =
  | { readonly verdict: "satisfiable"; readonly witness: Witness; readonly dead: readonly DeadPart[] }
  | { readonly verdict: "never"; readonly reason: NeverReason }
  | { readonly verdict: "unknown"; readonly dead: readonly DeadPart[] };

export interface ProofOptions {
  readonly kind: PolicyKind;
  /** Undefined: every action, ARN and key is thought possible, so that all proofs are by logic. */
  readonly catalog: Catalog | undefined;
  /** What a name in a resource type's ARN may hold: anything, or what its kind of name usually holds. */
  readonly names: "lenient" | "strict";
  /** Whether what AWS documents of keys (when they are in a request, and with which others) is used. */
  readonly facts: boolean;
}

/**
 * Two views of everything that is not settled. `widest` lets it be anything: what holds of no request in it holds of
 * none at all. `surest` lets it be nothing: a request found in it matches for certain.
 */
export type View = "widest" | "surest";
