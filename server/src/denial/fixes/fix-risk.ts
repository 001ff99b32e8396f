/** What a fix does beyond letting one request pass, and what it assumes. */
import { type MadePerRun } from "../../policy/made-per-run.ts";
import { type StatementPlace } from "../statement-place.ts";
import { type Layer } from "../../evaluation/decision.ts";
import { type SatisfiedKey } from "./fix-change.ts";
import { type OrganizationMeant } from "./for-organization.ts";
import { type StoodFor } from "../not-known.ts";
import { type PolicyHolderKind } from "../../policy/policy-holder.ts";
import { type PolicySlot } from "../../policy/slots.ts";

export type FixRisk =
  | { readonly risk: "other-resources"; readonly resources: readonly string[] }
  | { readonly risk: "other-actions"; readonly actions: readonly string[] }
  /** Of the one name a loop makes these as well, on which actions of the statement act. */
  | { readonly risk: "made-besides"; readonly resources: readonly string[] }
  | { readonly risk: "other-principals"; readonly principals: readonly string[] }
  | { readonly risk: "more-than-asked"; readonly granted: string }
  /** Of what is made anew by each run, those of other runs are meant as well. */
  | { readonly risk: "made-per-run"; readonly of: MadePerRun; readonly granted: string }
  /** The entry that is corrected, which may have served other requests. */
  | { readonly risk: "takes-away"; readonly entry: string; readonly is?: "principal" | "exempt" }
  | { readonly risk: "condition-loosened"; readonly key: string }
  /** A service is let in without a word on whom it acts for. */
  | { readonly risk: "for-anyone"; readonly service: string }
  /** Whoever has this tag passes every Deny that asks for it. */
  | { readonly risk: "opens-guards"; readonly key: string }
  /** Layers that deny the request as well: by these statements, or for want of an Allow. */
  | {
      readonly risk: "denied-next";
      readonly places: readonly StatementPlace[];
      readonly withoutAllow: readonly Layer[];
    }
  /** These deny the request as it is to come, in policies of an organization of which nothing says whether they apply. */
  | { readonly risk: "denied-if-applied"; readonly places: readonly StatementPlace[] }
  /** The policy then has more characters than AWS takes. */
  | { readonly risk: "over-limit"; readonly policyName: string; readonly size: number; readonly limit: number }
  /** What nobody told of the request, and what the statement asks for besides. */
  | { readonly risk: "only-if"; readonly facts: readonly SatisfiedKey[] }
  /** What the words of the message have to stand for. */
  | { readonly risk: "only-if-resource"; readonly said: string; readonly resource: string }
  /** The notification has to be for the only destination of which a policy is here. */
  | { readonly risk: "only-if-destination"; readonly destination: string }
  /** The message does not say of which kind the load balancer is. */
  | { readonly risk: "only-if-application-balancer" }
  /** What references of the file, as they are shown, have to come to. */
  | { readonly risk: "only-if-stands-for"; readonly references: readonly StoodFor[] }
  /** What the element has to have where the file leaves that open. */
  | { readonly risk: "only-if-listed"; readonly element: "resource" | "principal"; readonly entry: string }
  /** The file leaves open which values a condition of the statement takes; the request's, where that is known. */
  | { readonly risk: "only-if-listed"; readonly element: "condition"; readonly key: string; readonly entry?: string }
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
  /** An Allow here leaves out the very request: by an element, or because it is for an organization or a part of one. */
  | {
      readonly risk: "left-out";
      readonly place: StatementPlace;
      readonly by: "NotAction" | "NotResource" | OrganizationMeant;
    }
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
  /** Nobody else is known to have the policy, and Terraform makes one for each of several. */
  | { readonly risk: "each-time" }
  /** What Terraform makes for other keys of `for_each` has the same list; `all` where nothing tells for which. */
  | { readonly risk: "each-key"; readonly keys: readonly string[] | "all" }
  /** The default of a variable is edited, for which nobody here gives another value. */
  | { readonly risk: "unless-given"; readonly variable: string }
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
