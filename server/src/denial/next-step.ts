/** What to look at or run next, each with what its sentence names. */
import { type Layer } from "../evaluation/decision.ts";
import { type PolicyHolderKind } from "../policy/policy-holder.ts";
import { type OtherGate } from "./other-gates.ts";
import { type TaskName } from "../catalog/tasks.ts";
import { type MadeIf, type StoodFor, type TextOfAws } from "./not-known.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { type StatementPlace } from "./statement-place.ts";
import { type NonPolicyCause } from "../message/non-policy-cause.ts";
import { type RejectionRule } from "../message/policy-rejection.ts";
import { type Phrase } from "../wording/phrase.ts";
import { type OtherSystem } from "../message/other-systems.ts";
import { type TokenIssuer } from "../policy/token-issuers.ts";
import { type NoRole } from "./role-only.ts";
import { type Delivery, type NamelessCaller } from "../message/denial.ts";

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
  | "perimeter-of-resources"
  | "deputy"
  | "instance-network"
  | "region"
  | "root-user"
  | "second-factor-of-user"
  | "second-factor"
  | "stop"
  | "tagged"
  | "time"
  | "unsigned";

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
  /** `refuses`: what the access point itself may refuse. */
  | { readonly step: "bucket-behind"; readonly accessPoint: string; readonly refuses?: "other-networks" }
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
  /** The caller is a session of the role that it asks to assume. */
  | { readonly step: "own-role"; readonly role: string }
  /** Who may change a policy that denies its own change. */
  | { readonly step: "unlock-policy"; readonly of: "bucket" | "queue" }
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
  /** The Allow is for users who signed in with MFA, and a session asks; `names`: its role, where the statement names that. */
  | { readonly step: "second-factor-of-user"; readonly place: StatementPlace; readonly names: string | undefined }
  | { readonly step: "second-factor-in-trust"; readonly place: StatementPlace; readonly role: string }
  | { readonly step: "mount-with-tls"; readonly isUnsigned: boolean }
  /** The first fix edits a copy of the policy. */
  | { readonly step: "deploy-copy"; readonly policyName: string }
  /** Of the AWS CLI, for what a fix asks for. */
  | { readonly step: "cli-options"; readonly options: readonly string[] }
  /** The Region that a fix asks for: which of them a pattern leaves to the caller. */
  | { readonly step: "choose-region"; readonly region: string; readonly makes: "bucket" | undefined }
  /** Of a model of Amazon Bedrock: the Region may be one that an inference profile led to. */
  | { readonly step: "region-of-profile"; readonly region: string | undefined }
  /** The profile, where a policy here names one of the model. */
  | { readonly step: "models-of-profile"; readonly profile: string | undefined }
  /** The role of AWS CodeDeploy, for which AWS keeps policies. */
  | { readonly step: "deployment-policy"; readonly role: string }
  /** Which service used a key, or that none did. */
  | { readonly step: "service-of-key"; readonly region: string }
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
  | { readonly step: "linked-caller"; readonly role: string }
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
  | {
      readonly step: "log-bucket";
      readonly service: string;
      readonly bucket: string;
      readonly text: string;
      readonly isPrefixKnown: boolean;
    }
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
