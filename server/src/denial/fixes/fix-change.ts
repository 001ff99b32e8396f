/** What a fix does, in the values that its sentence names. */
import { type CandidatePolicy } from "../../policy/attached-policy.ts";
import { type Change } from "../../syntax/change.ts";
import { type Edit } from "../../text/edit.ts";
import { type FileRange, type StatementPlace } from "../statement-place.ts";
import { type PolicySlot } from "../../policy/slots.ts";

/** What a fix changes in one policy, said in its values. */
export interface PolicyChanges {
  readonly policy: CandidatePolicy;
  readonly changes: readonly Change[];
}

/** One change to a file. Spans and ranges are of the file as it is, before any edit of the fix. */
export interface FixEdit extends Edit {
  readonly file: string;
  readonly range: FileRange;
}

/** What a fix does; its words are made of this. */
export type FixChange =
  | { readonly change: "correct-action"; readonly place: StatementPlace; readonly written: string; readonly to: string }
  | {
      readonly change: "correct-resource";
      readonly place: StatementPlace;
      readonly written: string;
      readonly to: string;
    }
  | {
      readonly change: "role-for-session";
      readonly place: StatementPlace;
      readonly written: string;
      readonly to: string;
    }
  /** Where no action of the statement takes another resource than `*`. */
  | { readonly change: "star-for-resources"; readonly place: StatementPlace }
  /** Whom AWS shows by an id, because the user or role was deleted. */
  | {
      readonly change: "role-for-id";
      readonly place: StatementPlace;
      readonly written: string;
      readonly to: string;
    }
  /** So that the policy's variables stand for values. */
  | { readonly change: "set-version"; readonly file: string; readonly policyName: string }
  | {
      readonly change: "add-action";
      readonly place: StatementPlace;
      readonly to: string;
      /** What the same call needs besides. */
      readonly also?: readonly string[];
    }
  /** Of policies that names stand for. */
  | {
      readonly change: "use-template";
      readonly file: string;
      readonly written: string;
      readonly to: string;
      readonly isBeside: boolean;
      readonly action: string;
    }
  /** In a list that a module is given, of which the statement makes one of its elements. */
  | {
      readonly change: "add-where-written";
      readonly place: StatementPlace;
      /** As the statement refers to the list. */
      readonly name: string;
      readonly file: string;
      readonly line: number;
      readonly to: string;
    }
  | { readonly change: "add-resource"; readonly place: StatementPlace; readonly to: string }
  | { readonly change: "add-principal"; readonly place: StatementPlace; readonly to: string }
  | {
      readonly change: "add-condition-value";
      readonly place: StatementPlace;
      readonly key: string;
      readonly to: string;
    }
  | {
      readonly change: "correct-condition-value";
      readonly place: StatementPlace;
      readonly key: string;
      readonly written: string;
      readonly to: string;
    }
  | {
      readonly change: "correct-condition-key";
      readonly place: StatementPlace;
      readonly written: string;
      readonly to: string;
    }
  /** The operator that reads the `*` of what is written as a wildcard. */
  | {
      readonly change: "use-like";
      readonly place: StatementPlace;
      readonly operator: string;
      readonly insteadOf: string;
      readonly written: string;
    }
  | {
      readonly change: "add-statement";
      /** Its resource, where the same by reference stands beside it. */
      readonly resource?: string;
      readonly file: string;
      readonly policyName: string;
      readonly to: string;
      /** What the same call needs besides. */
      readonly also?: readonly string[];
      /** ARNs of what the resource is in, on which the call is decided as well. */
      readonly alsoOn?: readonly string[];
      /** That is meant under any path. */
      readonly role: string | undefined;
      /** For whose roles it is, through a condition. */
      readonly permissionSet?: string | undefined;
      /** In a document of its own, because the policy has no statements to change. */
      readonly isBeside?: true;
    }
  /** One of its own, for a role or a user that the file makes. */
  | {
      readonly change: "add-policy";
      /** As that of a statement. */
      readonly resource?: string;
      readonly file: string;
      /** As the file calls it. */
      readonly holder: string;
      readonly to: string;
      /** What the same call needs besides. */
      readonly also?: readonly string[];
    }
  | { readonly change: "except-action"; readonly place: StatementPlace; readonly to: string }
  /** A condition on `aws:PrincipalArn` in the place of NotPrincipal. */
  | { readonly change: "instead-of-exclusion"; readonly place: StatementPlace }
  /** Of those that a Deny lists. */
  | { readonly change: "take-out-action"; readonly place: StatementPlace; readonly action: string }
  | {
      readonly change: "except-resource";
      readonly place: StatementPlace;
      readonly to: string;
      /** The others that the statement lists stay denied for it. */
      readonly action?: string;
    }
  | {
      readonly change: "except-principal";
      readonly place: StatementPlace;
      readonly to: string;
      /** The others that the statement lists stay denied. */
      readonly action?: string;
    }
  /** Another variable in the place of one that such a request never has, or that has something else. */
  | {
      readonly change: "use-variable";
      readonly place: StatementPlace;
      readonly written: string;
      readonly to: string;
      /** The user's name in the place of the unique ID. */
      readonly isOfUser?: true;
    }
  | {
      readonly change: "except-condition-value";
      readonly place: StatementPlace;
      readonly key: string;
      readonly to: string;
    }
  /** Nothing in a file changes: the request has to come with a key that has this value, or without the key. */
  | { readonly change: "satisfy"; readonly facts: readonly SatisfiedKey[] }
  /** Nothing in a file changes: one of those whom the Deny exempts makes the request. */
  | {
      readonly change: "as-exempt";
      readonly place: StatementPlace;
      readonly principals: readonly string[];
      /** The Deny lists more of them. */
      readonly hasMore: boolean;
    }
  | {
      readonly change: "attach";
      readonly file: string;
      readonly policyName: string;
      readonly to: string;
      /** The group that has it and that the caller may join. */
      readonly group?: string;
    }
  | { readonly change: "both-sides"; readonly parts: readonly FixChange[] }
  /** No policy changes: the workspace file says what one is attached to. */
  | {
      readonly change: "say-attached";
      readonly file: string;
      readonly policyName: string;
      readonly slot: PolicySlot;
      /** An ARN, a name, an account or the id of a VPC endpoint. */
      readonly holder: string;
      /** Not what it is attached to is said, but which policy it is: the one that AWS names. */
      readonly arn?: string;
    }
  /** No policy changes: the workspace file says who is in the group that has one. */
  | {
      readonly change: "say-member";
      readonly file: string;
      readonly policyName: string;
      readonly group: string;
      readonly user: string;
    };

export interface SatisfiedKey {
  readonly key: string;
  /** As the policy writes it; undefined where the request must not carry the key, empty where any value will do. */
  readonly value: string | undefined;
  /** Others that do as well. */
  readonly more?: readonly string[];
  /** Of the keys of tags: all that the request may have. */
  readonly among?: readonly string[];
  /** It has to have one of them, whichever others it has. */
  readonly needsOne?: true;
  /** The request mounts a file system. */
  readonly isMount?: true;
  /** A tag of what the request makes, which comes with the request. */
  readonly isMade?: true;
  /** A tag of the bucket, where the request is for an object in it. */
  readonly isOfBucket?: true;
  /** The request may have come through an inference profile, which chose the Region. */
  readonly isOfModel?: true;
  /** The value is a pattern; without this a `*` in it is a character. */
  readonly isPattern?: true;
  /** Any value does that is none of these. */
  readonly otherThan?: readonly string[];
  /** The key of a tag of the caller that is to have the same value, where nobody told either. */
  readonly sameAs?: string;
}
