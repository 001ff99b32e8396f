/** A policy that may take part in a request, with how we know that it is attached. */
import { type Writer } from "../syntax/change.ts";
import { type Span } from "../text/span.ts";
import { type InlineHolderName, type KindReading } from "./kinds.ts";
import { type Policy } from "./policy.ts";
import { type PolicySlot } from "./slots.ts";

/**
 * How we know that a policy applies, in falling order of trust: the message names it, the configuration says so, a
 * file declares it for a role or resource of the name, a file or folder has the name, the policy's own text names the resource; `none` if nothing says so.
 */
export type AttachmentBasis = "message" | "stated" | "declared" | "named" | "content" | "none";

/** A managed policy and one of an organization have an ARN, any other is part of what holds it. */
export interface KeptPolicy {
  readonly arn: string | undefined;
  /** The ARN of the role, user or group that it is inline in. */
  readonly inlineIn: string | undefined;
  /** The ARN of the resource whose policy it is: a role, if it is a trust policy. */
  readonly resource: string | undefined;
}

/** What tells, before it is looked at, whether a policy that may be somebody else's is worth it: there may be thousands. */
export interface PolicyElsewhere {
  readonly file: string;
  readonly slot: PolicySlot;
  readonly isNeverMade: boolean;
}

export interface CandidatePolicy {
  readonly name: string;
  readonly file: string;
  readonly policy: Policy;
  readonly basis: AttachmentBasis;
  /** How its kind is known; read off its content it may be another, because identity policies and SCPs look alike. */
  readonly kindBasis: KindReading["basis"];
  /** The root, organizational unit or account it is attached to, for an SCP or RCP whose target is known. */
  readonly level: string | undefined;
  /** The KMS alias whose policy it is stated to be, although an alias has none. */
  readonly alias?: string;
  /** The ARN of the resource whose policy it is stated to be, where the message does not say which one was asked for. */
  readonly statedFor?: string;
  /** The group that has it, where nobody says whether the caller is in it. */
  readonly group?: string;
  /** Whom files say that it is attached to, where nobody says who the caller is. */
  readonly heldBy?: readonly string[];
  /** Nothing says whose it is, but the caller's name stands beside it, and beside no other as much. */
  readonly isLikely?: true;
  /** The file says the caller's whole name. */
  readonly isByName?: true;
  /** Groups, or other users and roles, that it is stated to be attached to, besides the caller. */
  readonly sharedWith?: readonly string[];
  /** Those of them for whom the same call of a module makes it, where each call makes its own. */
  readonly sharedInCall?: readonly string[];
  /** The same of a call that makes its module several times: those for whom it is made at the same time. */
  readonly sharedInTime?: readonly string[];
  /** Of a text that makes it for others as well: where the file has what is the caller's alone. */
  readonly ownPart?: { readonly file: string; readonly span: Span };
  /** As the file calls what makes its holder in another account or Region: two such may make roles of one name. */
  readonly provider?: string;
  /** What the file makes it under, as it writes that: it may be that nothing is made. */
  readonly madeIf?: string;
  /** The same of what attaches it, where the policy is made anyway. */
  readonly attachedIf?: string;
  /** What `madeIf` or `attachedIf` says is settled: it never is. */
  readonly isNeverMade?: true;
  /** The document that it is a part of: all parts of one are the policy together. */
  readonly partOf?: string;
  /** The file is a copy of what is deployed: changing it changes nothing. */
  readonly isCopy: boolean;
  /** Of a copy: where AWS keeps the policy. */
  readonly kept?: KeptPolicy;
  /** Of what it is a part: it cannot be attached to anything else. */
  readonly inlineIn?: InlineHolderName;
  /** Of an organization's policy, and of a boundary: no file says which ID, or which name, it has. */
  readonly hasUnknownId?: true;
  /** AWS manages it, and a file attaches it by its ARN: that does not tell whether others apply as well. */
  readonly isOfAws?: true;
  /** Writes changes of the policy into its file; undefined where that cannot be. */
  readonly writer: Writer | undefined;
}

export type CandidatePolicies = Readonly<Record<PolicySlot, readonly CandidatePolicy[]>>;
