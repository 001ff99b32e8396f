/** The question AWS decides: may this principal do this action on this resource, in this context? */

import { type Policy, type Statement } from "../policy/policy.ts";
import { type PossibleArns } from "../policy/request-arn.ts";

/** What we know of one context key. A key nobody told us about is unknown, not absent. */
export type ContextEntry =
  | { readonly state: "present"; readonly form: "single" | "list"; readonly values: readonly string[] }
  /** Of no request for the action: `isOfNone`. */
  | { readonly state: "absent"; readonly isOfNone?: true }
  | UnknownEntry;

/** With `isThere`, the value alone is not known; with `possible`, it is one of these ARNs. */
export interface UnknownEntry {
  readonly state: "unknown";
  readonly isThere?: true;
  readonly possible?: PossibleArns;
  /** The request does not carry the key, or it is one of these. */
  readonly absentOr?: readonly string[];
}

export interface RequestContext {
  /** In any case: context keys are case-insensitive. */
  entry(key: string): ContextEntry;
}

export interface RequestResource {
  /** An ARN, or `*` for an action that has no resource; with `possible`, what is told of the resource, if anything. */
  readonly arn: string;
  /** Given where it is not known which resource it is: it is one of these, in which `*` and `?` may be any text. */
  readonly possible?: readonly string[];
  /** The account that owns the resource; undefined if unknown. */
  readonly accountId: string | undefined;
  /** Of the owner only this is known: it is not the caller's account. */
  readonly isOfAnotherAccount?: true;
}

export interface Request {
  /** An ARN, a service principal (`lambda.amazonaws.com`), a canonical user id, or `*` for an anonymous caller. */
  readonly principal: string;
  /** `service:Name`, in any case. */
  readonly action: string;
  readonly resource: RequestResource;
  readonly context: RequestContext;
  /** What is known of open parts of policies, by `keyOfHole`: of those that the caller has, and of the resource's own. */
  readonly filled?: ReadonlyMap<string, string>;
  /** The same of the caller's own policies alone. */
  readonly filledOfCaller?: ReadonlyMap<string, string>;
  /** And of the resource's own policy. */
  readonly filledOfResource?: ReadonlyMap<string, string>;
  /** Is it proved that no request at all matches the statement? Asked where its conditions alone are open. */
  readonly isRefuted?: (policy: Policy, statement: Statement) => boolean;
}

export interface ContextOptions {
  /** What a key that is not listed is. */
  readonly unlisted: "absent" | "unknown";
  /** Keys that are known to be missing although unlisted ones are unknown. */
  readonly absent?: readonly string[];
}

/** A context from key/value pairs; a list stays a list even with one value. */
export function contextOf(
  entries: Iterable<readonly [string, string | readonly string[]]>,
  options: ContextOptions,
): RequestContext {
  const known = new Map<string, ContextEntry>();
  for (const key of options.absent ?? []) known.set(key.toLowerCase(), { state: "absent" });
  for (const [key, value] of entries) {
    const entry: ContextEntry =
      typeof value === "string"
        ? { state: "present", form: "single", values: [value] }
        : { state: "present", form: "list", values: value };
    known.set(key.toLowerCase(), entry);
  }
  const unlisted: ContextEntry = { state: options.unlisted };
  return { entry: (key) => known.get(key.toLowerCase()) ?? unlisted };
}
