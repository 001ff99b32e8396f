/* eslint-disable max-lines -- the parts of one answer, which name each other */
/**
 * What an explanation of a denial holds: facts with the places in files that they rest on. Words are made of it in `telling/`.
 */
import { type TaskName } from "../catalog/tasks.ts";
import { type MadePerRun } from "../policy/made-per-run.ts";
import { type InlineHolderName } from "../policy/kinds.ts";
import { type PolicyHolderKind } from "../policy/policy-holder.ts";
import { type ModuleReadOnce } from "../hosts/host.ts";
import { type Making } from "./made-under.ts";
import { type NoRole } from "./role-only.ts";
import { type ConditionReason, type Layer, type LayerVerdict, type Truth } from "../evaluation/decision.ts";
import { type AttachmentBasis, type CandidatePolicy } from "../policy/attached-policy.ts";
import { type ConditionEntry, type Statement } from "../policy/policy.ts";
import { type NeverReason } from "../proof/proof.ts";
import { type PossibleCaller } from "../policy/possible-caller.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { type Change } from "../syntax/change.ts";
import { type Edit } from "../text/edit.ts";
import { type Place } from "../text/line-index.ts";
import { type Span } from "../text/span.ts";
import { type Delivery, type Denial, type NamelessCaller } from "../message/denial.ts";
import { type OtherGate } from "./other-gates.ts";
import { type NonPolicyCause } from "../message/non-policy-cause.ts";
import { type OtherSystem } from "../message/other-systems.ts";
import { type RejectionRule } from "../message/policy-rejection.ts";
import { type Phrase } from "../wording/phrase.ts";
import { type TokenIssuer } from "../policy/token-issuers.ts";

export const VERDICTS = ["explained", "workspace-allows", "not-covered", "contradiction", "not-a-denial"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** How the message and the files fit together: the reason for the verdict. */
export type VerdictReason =
  /** A Deny of the files matches. */
  | "deny-matches"
  /** A Deny of the files matches if facts that nobody told are as the message lets conclude. */
  | "deny-may-match"
  /** The files hold no Allow that matches. */
  | "no-allow"
  /** An Allow would match under conditions that, by the message, did not hold. */
  | "allow-may-match"
  | "files-allow"
  /** Only policies of which nothing says that they are attached allow it. */
  | "candidate-allows"
  | "no-file-of-layer"
  | "no-file-at-all"
  /** There are files of the layer, but none that denies; it may have policies that are not here. */
  | "other-policy-of-layer"
  /** The same, but a file does not settle all statements of its policy. */
  | "policy-open"
  | "named-policy-missing"
  | "named-policy-differs"
  /** AWS names an SCP, and by the workspace file the caller is of the account that SCPs do not restrict. */
  | "scp-on-management-account"
  /** The layer has one policy only; it is here and does not deny. */
  | "layer-does-not-deny"
  /** The message says that nothing allowed it, but the files hold a Deny, which AWS would have named. */
  | "files-deny-explicitly"
  | "other-layer-denies"
  | "request-incomplete"
  /** A web identity was refused, and the message names neither its token nor the role. */
  | "token-unknown"
  /** An Allow would match if it names the resource, of which the message does not say enough. */
  | "resource-unknown"
  /** No policy refused: `notByPolicy` of the denial says what did. */
  | "not-by-policy"
  | "not-a-denial";

/** Who says that a layer denied: AWS in its message, or the files here where the message names no layer. */
export type LayerBasis = "message" | "files";

export interface FileRange {
  readonly start: Place;
  readonly end: Place;
}

/** A statement in a file of the workspace. */
export interface StatementPlace {
  readonly file: string;
  readonly span: Span;
  readonly range: FileRange;
  readonly policyName: string;
  readonly basis: AttachmentBasis;
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny" | undefined;
  /** The statement as written. */
  readonly text: string;
}

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

export interface LayerView {
  readonly layer: Layer;
  /** `leaves-it`: it does not allow the request, and need not where the caller's own policies do. */
  readonly verdict: LayerVerdict | "leaves-it";
  /** What the verdict rests on: the message, policies known to be attached, such of which that is not known, or no file. */
  readonly basis: "message" | "files" | "candidates" | "none";
  readonly files: readonly string[];
  /** A caller of this kind has no such policy. */
  readonly callerHasNone?: true;
  /** Of a layer without a file: policies of its kind are here, and nothing says that one of them applies. */
  readonly hasUnbound?: true;
  /** Of a layer of which policies are here and of none anything says that it applies: their names. */
  readonly unboundPolicies?: readonly string[];
  /** The caller has a policy in it that no file shows, which may allow the request. */
  readonly isIncomplete?: true;
  /**
   * Of SCPs: the root, units and accounts of which none that is here allows the request. Left out where SCPs are here that
   * nobody bound, if no SCP allows it.
   */
  readonly levelsWithoutAllow?: readonly string[];
  /** The files of SCPs that nobody bound and that do not allow the request, where all others that are here do. */
  readonly unboundWithoutAllow?: readonly string[];
}

/** What the files say when the message is left out of it. */
export interface FilesVerdict {
  readonly allowed: Truth;
  /** Layers that have files and deny for certain. */
  readonly denying: readonly Layer[];
  readonly layers: readonly LayerView[];
}

export type Assumption =
  | { readonly assumption: "callers-account"; readonly resource: string | undefined }
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

/** What to look at or run next. */
export type NextStep = NextAdvice & {
  /** Complete, quoted for a POSIX shell. */
  readonly commands: readonly string[];
};

/** A statement that allows the request and nothing else, for somebody who keeps the policies elsewhere. */
export interface StatementToCopy {
  readonly layer: Layer;
  /** Whose policy it belongs in: the principal, or the resource; undefined for a caller that nobody names. */
  readonly holder: string | undefined;
  /** What carries the policy, where that is not the resource. */
  readonly of?: PolicyHolderKind;
  /** The policy there is one that AWS manages, which nobody else can change. */
  readonly ofAws?: string;
  /** ARNs that it names beside what was asked for. */
  readonly alsoOn?: readonly string[];
  /** JSON. */
  readonly text: string;
}

/** How a construct takes another statement. */
export type CdkMethod = "addToPrincipalPolicy" | "addToResourcePolicy" | "assumeRolePolicy.addStatements";

/** A method of the construct that makes the resource, which allows the action to whom it is given. */
export interface CdkGrant {
  /** As it is written, but for whom. */
  readonly call: string;
  readonly allowsMore: boolean;
}

/** What a Deny is there for that nobody is exempted from. */
export type Guard =
  | "exempts-nobody"
  | "own-boundary"
  | "own-part"
  | "perimeter"
  | "deputy"
  | "region"
  | "root-user"
  | "second-factor-of-user"
  | "second-factor"
  | "stop"
  | "tagged"
  | "time";

/** What a call uses that a key of AWS KMS may encrypt. */
export type EncryptedThing = "object" | "secret" | "parameter" | "queue" | "topic" | "table" | "function";

/** What the caller shows instead of credentials: an OpenID Connect token, or a SAML assertion. */
export type TokenKind = "web-identity" | "saml";

/** What credentials have to be got with, or from, so that the request passes. */
export type CredentialNeed = "mfa" | "newer" | "session-name" | "source-identity" | "external-id";

/** Each with what its sentence names. */
export type NextAdvice =
  | { readonly step: "caller-identity"; readonly principal: string | undefined }
  | { readonly step: "identity-policies" | "boundary" | "rcp" | "key-policy" | "trust-policy" | "session-policy" }
  /** What lists the users and roles of the caller's account does not list the caller. */
  | {
      readonly step: "snapshot-without";
      readonly file: string;
      readonly account: string;
      readonly is: "user" | "role";
      readonly name: string;
    }
  /** Who has the permissions of the user that got the credentials, as far as the policies allow that are passed. */
  | { readonly step: "federated-user"; readonly name: string }
  | { readonly step: "scp"; readonly account: string | undefined }
  /** Under which units of the organization the account is, for the workspace file. */
  | { readonly step: "say-units"; readonly account: string }
  /** A part of the organization of which no file here tells what is attached to it. */
  | { readonly step: "scps-of-level"; readonly levels: readonly string[] }
  | { readonly step: "attach-full-access"; readonly level: string }
  | { readonly step: "management-account" }
  /** Further actions that the call needs, by the words of the refusal. */
  | { readonly step: "also-needs"; readonly actions: readonly string[] }
  /** What may have refused as well. */
  | { readonly step: "other-gate"; readonly gate: OtherGate }
  /** Actions without which the task fails at its next call. */
  | { readonly step: "same-task"; readonly task: TaskName; readonly actions: readonly string[] }
  /** AWS decides the call on a resource of each of these types as well. */
  | { readonly step: "same-call"; readonly action: string; readonly types: readonly string[] }
  | { readonly step: "key-of-alias"; readonly alias: string }
  /** Across accounts the policies of both sides have to allow it, and of this layer no file is here. */
  | { readonly step: "other-side"; readonly layer: Layer }
  /** How sessions get the tag that a fix writes in the place of a user's name. */
  | { readonly step: "tag-sessions"; readonly tag: string }
  /** The bucket behind an access point has to permit the request, too. */
  | { readonly step: "bucket-behind"; readonly accessPoint: string }
  /** A secret of another account cannot be encrypted with the key that AWS manages. */
  | { readonly step: "key-of-secret" | "key-state" }
  /** What the call used is encrypted, and the message does not say with which key. */
  | { readonly step: "key-of-object"; readonly of: EncryptedThing }
  | { readonly step: "key-grants" | "caller-lacks-key"; readonly action: string }
  /** Without `s3:ListBucket`, S3 answers 403 for an object that does not exist. */
  | { readonly step: "missing-object"; readonly bucket: string }
  /** `of`: what carries it, where that is not the resource. */
  | { readonly step: "resource-policy"; readonly resource: string | undefined; readonly of?: PolicyHolderKind }
  /** No resource of the service has a policy that could let in a caller of another account. */
  | { readonly step: "in-its-account"; readonly service: string; readonly account: string }
  | { readonly step: "vpc-endpoint" | "decode-message" | "deployed-version" | "propagation" }
  | ({ readonly step: "made-if" } & MadeIf)
  /** Texts of AWS that allow what was denied; each is read in a version that may not be the one in force. */
  | { readonly step: "version-of-aws"; readonly policies: readonly TextOfAws[] }
  | { readonly step: "named-policy"; readonly arn: string }
  | { readonly step: "authorization-details"; readonly id: string }
  /** What to write into the workspace file: JSON for the best of these. Of `state-kind` nothing says of which kind they are. */
  | {
      readonly step: "state-attachment" | "state-kind";
      readonly files: readonly string[];
      readonly slot: PolicySlot;
      /** What it may be attached to; undefined where the message does not tell. */
      readonly holder: string | undefined;
      readonly text: string;
    }
  /** The workspace file cannot say it of one policy of the file. */
  | { readonly step: "separate-policy"; readonly file: string; readonly policyName: string }
  | ({ readonly step: "copy-statement" } & StatementToCopy)
  /** The same in TypeScript, for the code of which the AWS CDK made the file. */
  | {
      readonly step: "copy-to-cdk";
      readonly file: string;
      readonly construct: string | undefined;
      readonly method: CdkMethod;
      /** What the construct of the resource has for it, which allows more than was asked for. */
      readonly grant: CdkGrant | undefined;
      readonly text: string;
    }
  | { readonly step: "add-fact"; readonly key: string }
  | ValueAdvice
  /** The statement covers the resource if each reference in it is what is said here, and by AWS's answer it did not match. */
  | {
      readonly step: "stands-for";
      readonly place: StatementPlace;
      readonly references: readonly StoodFor[];
      readonly resource: string;
      /** Of its conditions that are open as well. */
      readonly keys: readonly string[];
    }
  /** The policy has no room for an exception. */
  | { readonly step: "policy-full"; readonly policyName: string; readonly size: number; readonly limit: number }
  /** A statement that names the session itself, which this layer does not limit. */
  | { readonly step: "unlimited-session"; readonly place: StatementPlace; readonly layer: Layer }
  /** The keys of the conditions of the Deny, or of as many Denies. */
  | { readonly step: "deny-exceptions"; readonly keys: readonly string[]; readonly denies: number }
  /** The Deny is for requests outside these Regions, and the resource is in another. */
  | {
      readonly step: "use-region";
      readonly regions: readonly string[];
      readonly resource: string;
      readonly region: string;
    }
  /** The tool could not assume this role, and went on without it. */
  | { readonly step: "assume-first"; readonly role: string }
  /** No identity-based policy changes what this layer says. */
  | {
      readonly step: "not-by-identity";
      readonly layer: Exclude<Layer, "identity">;
      readonly resource: string | undefined;
      readonly of: PolicyHolderKind | undefined;
    }
  /** What helps where no policy refused. */
  | { readonly step: "cure"; readonly cause: NonPolicyCause }
  /** What helps where the text is no denial, or one of another system. */
  | {
      readonly step:
        "renew-credentials" | "check-credentials" | "wait" | "check-place" | "paste-more" | "paste-message";
    }
  /** What to look for in the policy that AWS rejected. */
  | { readonly step: "correct-policy"; readonly rule: RejectionRule }
  /** A finding about a policy here that may be the one; `message` is the check's own. */
  | {
      readonly step: "look-at-finding";
      readonly file: string;
      readonly line: number;
      readonly code: string;
      readonly message: Phrase;
    }
  /** Where a policy here has what AWS names. */
  | { readonly step: "look-at-text"; readonly file: string; readonly line: number; readonly text: string }
  /** What falls short is written in another file than the policy: which element, undefined for the whole statement. */
  | {
      readonly step: "change-there";
      readonly element: "action" | "resource" | "principal" | undefined;
      readonly place: StatementPlace;
      readonly name: string;
      readonly file: string;
      readonly line: number;
      /** What has to be there. */
      readonly wanted: string;
      /** It is what the reference has to stand for, as a part of a text. */
      readonly isPart: boolean;
      /** It may be there already. */
      readonly isOpen: boolean;
    }
  | { readonly step: "look-there"; readonly system: OtherSystem | undefined }
  /** A Deny without a condition, from which no request of this kind is exempt; an Allow whose conditions are not for this request. */
  | { readonly step: "ask-owner"; readonly place: StatementPlace }
  /** The statement leaves each caller a part by a variable, and another part was asked for. */
  | { readonly step: "others-part"; readonly place: StatementPlace }
  /** AWS attached the policy itself, because the user's credentials are known to others. */
  | { readonly step: "leaked-keys" }
  /** Only the role's trust policy and the token decide, and the message names neither. */
  | { readonly step: "token-claims"; readonly token: TokenKind }
  /** The statement takes a `*` literally, which no token has: the operator that is meant. */
  | { readonly step: "write-like"; readonly place: StatementPlace; readonly operator: string }
  /** What this issuer's tokens have as their subject; `key`: the fact to tell it by, where a statement asks for it. */
  | { readonly step: "token-subject"; readonly issuer: TokenIssuer; readonly key: string | undefined }
  | { readonly step: "get-credentials"; readonly need: CredentialNeed }
  /** The credentials of a role do not say whether there was MFA, and a statement of its policies asks for that. */
  /** The bootstrap of the AWS CDK made the caller, and gives it its policies. */
  | { readonly step: "execution-policies" }
  /** The Allow is for users who signed in with MFA, and a session asks. */
  | { readonly step: "second-factor-of-user"; readonly place: StatementPlace }
  | { readonly step: "second-factor-in-trust"; readonly place: StatementPlace; readonly role: string }
  | { readonly step: "mount-with-tls" }
  /** The first fix edits a copy of the policy. */
  | { readonly step: "deploy-copy"; readonly policyName: string }
  /** Of the AWS CLI, for what a fix asks for. */
  | { readonly step: "cli-options"; readonly options: readonly string[] }
  /** The Region that a fix asks for: which of them a pattern leaves to the caller. */
  | { readonly step: "choose-region"; readonly region: string; readonly makes: "bucket" | undefined }
  /** Of a model of Amazon Bedrock: the Region may be one that an inference profile led to. */
  | { readonly step: "region-of-profile"; readonly region: string | undefined }
  /** Amazon Cognito limits guests by itself. */
  | { readonly step: "guest-session" }
  /** A query ran where it named nothing else. */
  | { readonly step: "name-work-group"; readonly workGroup: string; readonly place: StatementPlace }
  /** The Deny did what it is for. */
  | { readonly step: "guard-worked"; readonly guard: Guard; readonly place: StatementPlace }
  /** The ARN of the caller's role: a policy names a role of this name without a path, or a fix would. */
  | { readonly step: "role-path"; readonly role: string; readonly hasPath: boolean }
  /** A function takes a permission by a command; a version or an alias of it has a policy of its own. */
  | ({ readonly step: "add-permission" } & FunctionPermission)
  /** The same for a service, where the message names no function. */
  | ({ readonly step: "permission-for-service" } & Pick<FunctionPermission, "principal" | "source">)
  /** The same permission as a resource of the file that makes the function; for what it is assumed to be called. */
  | {
      readonly step: "declare-permission";
      readonly file: string;
      readonly text: string;
      readonly assumed: string | undefined;
    }
  /** So does a version of a layer, for a whole account. */
  | { readonly step: "add-layer-permission"; readonly layer: string; readonly account: string }
  /** AWS alone writes the policies of the role that asked; `layer`: whose policy may name it instead. */
  | { readonly step: "linked-role"; readonly role: string; readonly layer: "key-policy" | "resource" | undefined }
  /** The action is on roles, and what was asked for is none. */
  | { readonly step: "give-role"; readonly action: string; readonly resource: string; readonly is: NoRole }
  /** AWS lists no such action, and some that look like it or start with it; `date`: of AWS's data. */
  | { readonly step: "check-action"; readonly action: string; readonly near: readonly string[]; readonly date: string }
  /** Twelve signs that are not all digits. */
  | { readonly step: "check-account"; readonly account: string }
  /** `perhaps`: what the text around the message names. */
  | { readonly step: "say-resource"; readonly perhaps: string | undefined }
  /** `is`: what the words tell of the caller. */
  | { readonly step: "say-who"; readonly is: NamelessCaller | undefined }
  /** `perhaps`: what such a caller asks for most often; `copies`: the call reads one object and writes another. */
  | { readonly step: "say-what"; readonly perhaps: string | undefined; readonly copies?: string }
  | { readonly step: "say-role" }
  /** The event of the call says who asked for what; `isData` where only some trails log it. */
  | { readonly step: "find-event"; readonly isData: boolean }
  /** A service that delivers by itself: what the policy of the destination has to let in; `text` is a statement for it. */
  | {
      readonly step: "let-deliver";
      readonly delivery: Delivery;
      readonly resource: string | undefined;
      readonly text: string | undefined;
    }
  /** The statement with which a service writes its logs to a bucket, as it documents it. */
  | { readonly step: "log-bucket"; readonly service: string; readonly bucket: string; readonly text: string }
  /** A fact of the user that the message refutes. */
  | { readonly step: "take-back-fact"; readonly key: string };

/** Where the values of context keys can be read that nobody told. */
export type ValueAdvice =
  | { readonly step: "tags-of-resource"; readonly keys: readonly string[]; readonly resource: string }
  /** `is`: a session has the tags of its role, and may have others. */
  | {
      readonly step: "tags-of-caller";
      readonly keys: readonly string[];
      readonly caller: string;
      readonly is: "user" | "role";
    }
  /** The unique ID: a user's own, or that of the role before the name of the session. */
  | {
      readonly step: "id-of-caller";
      readonly keys: readonly string[];
      readonly caller: string;
      readonly is: "user" | "role";
    }
  /** The tags that the call asks for. */
  | { readonly step: "tags-of-call"; readonly keys: readonly string[] }
  | { readonly step: "passed-service"; readonly role: string }
  /** The topic, the rule or the like that a service acted for. */
  | { readonly step: "source-of-call"; readonly service: string; readonly thing: string }
  | { readonly step: "organization-id"; readonly keys: readonly string[] }
  /** In CloudTrail; data events only in trails that log them. */
  | { readonly step: "event-of-call"; readonly keys: readonly string[]; readonly isData: boolean };

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
  /** The request may have come through an inference profile, which chose the Region. */
  readonly isOfModel?: true;
  /** The value is a pattern; without this a `*` in it is a character. */
  readonly isPattern?: true;
  /** Any value does that is none of these. */
  readonly otherThan?: readonly string[];
}

export interface PermissionSource {
  /** Where nobody told it, the last name is to be filled in. */
  readonly arn: string;
  readonly isKnown: boolean;
  /** Whose it is, where the ARN does not say so. */
  readonly account: string | undefined;
}

export interface FunctionPermission {
  /** The name of the function. */
  readonly function: string;
  /** Its ARN, without a version or an alias. */
  readonly of: string;
  readonly qualifier: string | undefined;
  readonly action: string;
  readonly principal: string;
  /** Of a service: for what it calls. */
  readonly source: PermissionSource | undefined;
  /** No policy of the function is here. */
  readonly isUnseen: boolean;
}

/** What a fix does beyond letting this one request pass, and what it assumes. */
export type FixRisk =
  | { readonly risk: "other-resources"; readonly resources: readonly string[] }
  | { readonly risk: "other-actions"; readonly actions: readonly string[] }
  | { readonly risk: "other-principals"; readonly principals: readonly string[] }
  | { readonly risk: "more-than-asked"; readonly granted: string }
  /** Of what is made anew by each run, those of other runs are meant as well. */
  | { readonly risk: "made-per-run"; readonly of: MadePerRun; readonly granted: string }
  /** The entry that is corrected, which may have served other requests. */
  | { readonly risk: "takes-away"; readonly entry: string; readonly is?: "principal" | "exempt" }
  | { readonly risk: "condition-loosened"; readonly key: string }
  /** Whoever has this tag passes every Deny that asks for it. */
  | { readonly risk: "opens-guards"; readonly key: string }
  /** Layers that deny the request as well: by these statements, or for want of an Allow. */
  | {
      readonly risk: "denied-next";
      readonly places: readonly StatementPlace[];
      readonly withoutAllow: readonly Layer[];
    }
  /** The policy then has more characters than AWS takes. */
  | { readonly risk: "over-limit"; readonly policyName: string; readonly size: number; readonly limit: number }
  /** What nobody told of the request, and what the statement asks for besides. */
  | { readonly risk: "only-if"; readonly facts: readonly SatisfiedKey[] }
  /** What the words of the message have to stand for. */
  | { readonly risk: "only-if-resource"; readonly said: string; readonly resource: string }
  /** The notification has to be for the only destination of which a policy is here. */
  | { readonly risk: "only-if-destination"; readonly destination: string }
  /** What references of the file, as they are shown, have to come to. */
  | { readonly risk: "only-if-stands-for"; readonly references: readonly StoodFor[] }
  /** What the element has to have where the file leaves that open. */
  | { readonly risk: "only-if-listed"; readonly element: "resource" | "principal"; readonly entry: string }
  /** What is known leaves open whether these deny the request as well. */
  | { readonly risk: "may-still-deny"; readonly places: readonly StatementPlace[] }
  /**
   * What is known leaves open whether the layer has an Allow for the request: by one of these, if there are any. With
   * `ifOther` it needs one only where that resource belongs to another account. With `insteadOf` it needs one that names
   * the caller, because these layers have none.
   */
  | {
      readonly risk: "may-lack-allow";
      readonly layer: Layer;
      readonly places: readonly StatementPlace[];
      readonly ifOther?: string;
      readonly insteadOf?: readonly Layer[];
    }
  /** Nobody said which units hold the account, and the SCPs of these do not allow the request. */
  | { readonly risk: "not-in-units"; readonly units: readonly string[] }
  /** What is behind the access point has a policy of its own, which counts as well. */
  | { readonly risk: "bucket-behind"; readonly accessPoint: string }
  /** The resource, action or value that the Deny no longer applies to. */
  | { readonly risk: "exception-for-everyone"; readonly excepted: string }
  /** What an AWS service does for anybody passes the Deny. */
  | { readonly risk: "exception-for-forwarded" }
  /** A certificate may have to be where it is, or may not. */
  | { readonly risk: "only-for-cloudfront" }
  /** From the whole statement, or for one action alone. An account's ID stands for all of its principals. */
  | { readonly risk: "exception-for-caller"; readonly principal: string; readonly action?: string }
  /** The Deny asks for a key that no part of the request has but that about these. */
  | { readonly risk: "only-there"; readonly key: string; readonly resources: string }
  /** The Deny has no condition, or lists who is exempt: it was written to deny just this. */
  | { readonly risk: "deliberate"; readonly policyName: string; readonly listsExempt: boolean }
  /** An Allow here leaves out the very request, by `NotAction` or `NotResource`. */
  | { readonly risk: "left-out"; readonly place: StatementPlace; readonly by: "NotAction" | "NotResource" }
  /** Files make several roles, or users, of the caller's name: the edit is for one of them. */
  | { readonly risk: "made-twice"; readonly by: MakerNamed; readonly others: readonly MakerNamed[] }
  /** Whether somebody else may make the request is for that principal's policies. */
  | { readonly risk: "other-caller" }
  | { readonly risk: "role-without-path"; readonly role: string }
  /** The statement is for the account of a permission set, whose own policies have to allow the action, too. */
  | { readonly risk: "left-to-account"; readonly permissionSet: string; readonly action: string }
  | { readonly risk: "passes-role"; readonly role: string }
  | { readonly risk: "takes-role" }
  /** Whoever runs this layer has to agree. */
  | {
      readonly risk: "owner";
      readonly layer: Exclude<Layer, "identity">;
      readonly resource: string | undefined;
      readonly of?: PolicyHolderKind;
    }
  /** Groups, or other users and roles, that have the policy that is edited. */
  | { readonly risk: "shared-policy"; readonly policyName: string; readonly holders: readonly string[] }
  /** What else refers to the text that is edited: policies, or statements of the same one. */
  | { readonly risk: "same-text"; readonly parts: readonly SameText[] }
  /** The text that is edited is a policy of theirs in another layer as well, such as a permissions boundary. */
  | { readonly risk: "other-use"; readonly slot: PolicySlot; readonly holders: readonly string[] }
  | { readonly risk: "copy-of-deployed"; readonly file: string }
  /** The policy that is attached allows nothing but this request, and others that would do allow more. */
  | { readonly risk: "nothing-more" }
  /** The policy that is attached allows more than this request. */
  | { readonly risk: "whole-policy"; readonly policyName: string }
  /** What a function URL needs is given for calls without the URL as well. */
  | { readonly risk: "invokes-directly" }
  /** Nothing says that the policy that is edited is attached. */
  | { readonly risk: "not-known-attached"; readonly policyName: string; readonly group?: string }
  /** Nothing says that the policy that is edited is the one that AWS names. */
  | { readonly risk: "not-known-named"; readonly policyName: string; readonly arn: string }
  /** Nothing says that the account is in the unit of the organization that has the policy. */
  | { readonly risk: "not-known-in-unit"; readonly policyName: string; readonly unit: string }
  /** What is said of the attachment is taken as said, and nobody checks it. */
  | { readonly risk: "only-said" };

/** A policy that a file makes under a condition. */
export interface MadeIf extends Making {
  readonly file: string;
  readonly policyName: string;
}

/** What makes a role or a user: a file, under a provider that it names where that is not the one for all. */
export interface MakerNamed {
  readonly file: string;
  readonly provider: string | undefined;
}

export interface SameText {
  readonly policyName: string;
  /** Undefined for the whole policy. */
  readonly statement: { readonly index: number; readonly sid: string | undefined } | undefined;
}

/** A line of the preview as `diff -u` shows it: kept, taken out or put in. */
export interface PreviewLine {
  readonly mark: " " | "-" | "+";
  /** Counted from 1: in the file as it is, or of a line put in, in the edited file. */
  readonly line: number;
  readonly text: string;
}

export interface FilePreview {
  readonly file: string;
  readonly lines: readonly PreviewLine[];
}

/** A change that makes the layer pass the request, tried by evaluating again. */
export interface ExplanationFix {
  /** Of a message that does not say who asked: for whom it is, whichever of these it was. */
  readonly callers?: readonly PossibleCaller[];
  readonly kind:
    "extend-statement" | "add-statement" | "change-condition" | "both-sides" | "not-in-policy" | "workspace-file";
  readonly change: FixChange;
  readonly risks: readonly FixRisk[];
  /** Empty for what no policy settles, or no value of it says. */
  readonly changes: readonly PolicyChanges[];
  /** What writes the changes into their files. */
  readonly edits: readonly FixEdit[];
  readonly preview: readonly FilePreview[];
  /** It helps whatever is not known of the request; otherwise if what is assumed, and what the risks name, holds. */
  readonly verified: boolean;
}

/** What the user says although the message says otherwise, or fits the files only without it. */
export interface RefutedFact {
  /** A context key, or one of `REQUEST_FACTS`. */
  readonly key: string;
  readonly told: string;
  /** What the message says instead, where it says it outright. */
  readonly said: string | undefined;
}

export interface ExplainedRequest {
  readonly principal: string | undefined;
  readonly action: string | undefined;
  readonly resource: string | undefined;
  /** Condition keys, in lower case, that the message, the workspace file or the user tells. */
  readonly context: ReadonlyMap<string, string | readonly string[]>;
}

/** What the answer would be if this one had asked. */
export interface SupposedAnswer {
  /** Undefined for anybody, whatever is true of him. */
  readonly caller: PossibleCaller | undefined;
  readonly explanation: Explanation;
}

export interface Explanation {
  readonly denial: Denial;
  readonly verdict: Verdict;
  readonly reason: VerdictReason;
  /** The layer that denied. */
  readonly layer: Layer | undefined;
  readonly layerBasis: LayerBasis;
  readonly denyType: "explicit" | "implicit" | undefined;
  readonly request: ExplainedRequest;
  /** Statements that deny; the surest first. Empty for an implicit denial. */
  readonly culprits: readonly Culprit[];
  /** Statements that almost allowed it (or, for an explicit deny not found, almost denied it); the nearest first. */
  readonly nearMisses: readonly NearMiss[];
  /** Statements of the layer that allow it, which a Deny overrules or which the message contradicts. */
  readonly allowedBy: readonly StatementPlace[];
  readonly layers: readonly LayerView[];
  /** Facts of the user that were left out because the message refutes them. */
  readonly refuted: readonly RefutedFact[];
  readonly byFiles: FilesVerdict;
  /** Other layers that would deny after this one. */
  readonly deniedNext: readonly Layer[];
  readonly assumptions: readonly Assumption[];
  /** What would be assumed if the message did not refute it. */
  readonly givenUp: readonly Refuted[];
  readonly unknowns: readonly Unknown[];
  readonly fixes: readonly ExplanationFix[];
  readonly next: readonly NextStep[];
  /** Of a message that does not say who asked: the same for each of those who may have. */
  readonly supposed?: readonly SupposedAnswer[];
}
