/** What an explanation takes as given, what the message refutes of it, and what nobody knows. */
import { type AttachmentBasis } from "../policy/attached-policy.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { type StatementPlace } from "./statement-place.ts";
import { type Layer } from "../evaluation/decision.ts";
import { type ModuleReadOnce } from "../hosts/host.ts";
import { type Making } from "./made-under.ts";

export type Assumption =
  | { readonly assumption: "callers-account"; readonly resource: string | undefined }
  /** Its name has the account in it, as a file says that makes it. */
  | { readonly assumption: "owner-by-name"; readonly resource: string; readonly account: string }
  /** What is made beside the caller's policies is in the Region of what was asked for. */
  | { readonly assumption: "callers-region"; readonly region: string }
  /** Not the refusal names the resource, but the lines around it. */
  | { readonly assumption: "resource-elsewhere"; readonly resource: string }
  /** What the call makes where there is none yet, of which the message says only that it was refused. */
  | { readonly assumption: "service-linked-role"; readonly resource: string; readonly call: string }
  /** The name of the session's role is that of one which a service makes for itself. */
  | { readonly assumption: "callers-linked-role"; readonly role: string }
  /** The message names in the place of the caller what a service acts for. */
  | { readonly assumption: "acting-service"; readonly service: string; readonly source: string }
  /** The message names all roles of a chain, and the last step is looked at. */
  | { readonly assumption: "last-step"; readonly by: string; readonly role: string; readonly first: string }
  /** The message names no caller, and a claim of the token tells whose it is. */
  | { readonly assumption: "token-provider"; readonly provider: string }
  /** A trust policy leaves open which provider it trusts. */
  | { readonly assumption: "trusted-provider"; readonly provider: string }
  /** The message names no role, and one trust policy here accepts such tokens. */
  | { readonly assumption: "only-role"; readonly role: string; readonly policyName: string }
  /** The message hides the account of the caller, or of the resource. */
  | {
      readonly assumption: "masked-account";
      readonly account: string;
      /** By the digits of it that are shown, or by what the policies here name. */
      readonly by: "ending" | "policies";
    }
  /** A fact of the user, which is taken, or of the workspace file, which is not, is another than the message's. */
  | {
      readonly assumption: "fact-differs";
      readonly key: string;
      readonly told: string;
      readonly said: string;
      readonly by: "user" | "workspace";
    }
  | { readonly assumption: "action-of-operation" | "action-of-words"; readonly action: string }
  | {
      readonly assumption: "full-access-attached";
      readonly level: string | undefined;
      readonly slot: "scp" | "rcp";
      /** No policy of the level is here. */
      readonly isWithoutFile?: true;
    }
  | {
      readonly assumption: "attached";
      readonly file: string;
      readonly policyName: string;
      readonly basis: AttachmentBasis;
      readonly slot: PolicySlot;
      readonly statedFor?: string;
      /** As the file calls what makes its holder in another account or Region. */
      readonly provider?: string;
      /** That has it, where nothing says who is in it. */
      readonly group?: string;
    }
  /** The text of a policy that AWS manages, which no file shows. */
  | {
      readonly assumption: "text-of-aws";
      readonly policyName: string;
      readonly arn: string;
      readonly version: string;
      /** Of the data. */
      readonly date: string;
    }
  /** A resource has one policy, and more files than one are said to be it. */
  | { readonly assumption: "one-of-several"; readonly taken: string; readonly others: readonly string[] }
  | { readonly assumption: "conditions-held"; readonly keys: readonly string[] }
  /** Of one statement: these keys, and whether the resource is open, too. */
  | {
      readonly assumption: "conditions-failed";
      readonly place: StatementPlace;
      readonly keys: readonly string[];
      readonly resource: boolean;
    };

/** A policy that AWS manages, as it was read. */
export type TextOfAws = Extract<Assumption, { readonly assumption: "text-of-aws" }>;

/**
 * What is taken to be so because nothing says otherwise: who owns the resource, what is attached beside the files, what
 * the name of a file says. It gives way to what AWS says.
 */
export type Presumption = Extract<
  Assumption,
  { readonly assumption: "callers-account" | "full-access-attached" | "attached" }
>;

/** What the message refutes: a presumption, or that the role behind a session has no path. */
export type Refuted = Presumption | RoleWithoutPath;

export interface RoleWithoutPath {
  readonly assumption: "role-without-path";
  readonly role: string;
  /** False if a policy that is not here may have denied the request instead. */
  readonly certain: boolean;
}

/** What a policy would do with the request by itself; `silent`: it neither allows nor denies it. */
export type IfAttached = "denies" | "may-deny" | "allows" | "may-allow" | "silent";

/** A fact that nobody told and that would change or settle the answer. */
export type Unknown =
  | { readonly unknown: "context-key"; readonly key: string }
  /** In the words of the message, where it has any for it. */
  | { readonly unknown: "resource"; readonly said: string | undefined }
  | {
      readonly unknown: "attachment";
      readonly file: string;
      readonly policyName: string;
      readonly slot: PolicySlot;
      /** The group that has it; nothing says whether the caller is in it. */
      readonly group?: string;
      /** The resource whose policy it is stated to be; nothing says whether that was asked for. */
      readonly statedFor?: string;
      readonly ifAttached: IfAttached;
      /** AWS found no policy of the layer that allows the request, and this one would: it is not in force as it stands. */
      readonly isRefuted?: true;
    }
  /** As many more policies of which nothing says that they are attached. */
  | { readonly unknown: "more-candidates"; readonly slot: PolicySlot; readonly count: number }
  /** The message names no layer, and there is no file of these, of which one may deny as well. */
  | { readonly unknown: "other-layers"; readonly layers: readonly Layer[] }
  /** The caller has them, and no file shows them. Without names there are some of which not even these are known. */
  | { readonly unknown: "absent-policies"; readonly names: readonly string[] }
  /** What the answer shows stands in a text that AWS cannot have as it is. */
  | { readonly unknown: "broken-files"; readonly files: readonly string[] }
  /** There may be more files than were listed. */
  | { readonly unknown: "unlisted-files" }
  /** What each call gives the variables of a module that is called too often. */
  | { readonly unknown: "module-calls"; readonly module: ModuleReadOnce }
  /** Nothing is known of policies in these. */
  | { readonly unknown: "unread-files"; readonly why: UnreadReason; readonly files: readonly string[] };

/** Why a file was left out: its size, what the file system says of it, its syntax, or a fault of ours. */
export type UnreadReason = "too-large" | "unreadable" | "broken" | "failed";

/** A reference of a file, as it is written, and a text. */
export interface StoodFor {
  readonly written: string;
  readonly value: string;
}

/** A policy that a file makes under a condition. */
export interface MadeIf extends Making {
  readonly file: string;
  readonly policyName: string;
}
