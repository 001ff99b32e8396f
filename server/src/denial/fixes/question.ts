/** What a search for fixes starts from. */
import { type Deployment, type Writer } from "../../syntax/change.ts";
import { type FilledText } from "../../syntax/filled-text.ts";
import { type Span } from "../../text/span.ts";
import { type Request } from "../../evaluation/request.ts";
import { type Policy, type Statement } from "../../policy/policy.ts";
import { type PolicySlot } from "../../policy/slots.ts";
import { type NeverReason } from "../../proof/proof.ts";
import { type Edit } from "../../text/edit.ts";
import { type ActionLookup } from "../action-facts.ts";
import { type StatementPlacer } from "../element-findings.ts";
import { type NearMiss } from "../near-miss.ts";
import { type Attempt, type HeldAgainstFiles } from "../hold-against-files.ts";

/** What somebody may state of a policy in the workspace file. */
export interface StatedAttachment {
  readonly file: string;
  readonly slot: PolicySlot;
  /** The kind of the policy, where only this statement would say it. */
  readonly kind: Exclude<PolicySlot, "resource" | "identity"> | undefined;
  /** The ARN or the name of a user or role, the ARN of a session or resource, an account, or the id of a VPC endpoint. */
  readonly holder: string;
  /** The policy's own ARN: what is stated is this, and not what the policy is attached to. */
  readonly arn?: string;
}

/** A user of a group that has the policy of the file. */
export interface StatedMember {
  readonly file: string;
  readonly group: string;
  readonly user: string;
}

/** Edits of the workspace file. */
export interface StatedEdits {
  readonly file: string;
  readonly edits: readonly Edit[];
}

/** The files of the workspace, as far as fixes need them. */
export interface FixFiles {
  textOf(file: string): string | undefined;
  /** The policies of a file in their order. */
  policiesOf(file: string): readonly Policy[];
  /** Where, in other files, the values are written that a stretch of the file refers to. */
  writtenPlaces(file: string, span: Span): readonly WrittenPlace[];
  /**
   * The same of a statement that a loop makes of entries in another file: for each entry, where it gives what stands in
   * each of the stretches.
   */
  writtenEntries(file: string, spans: readonly Span[]): readonly (readonly (WrittenPlace | undefined)[])[];
  /** What all calls of a module of the workspace give it alike, by `variable` of holes, where the principal's account is. */
  givenAlike(principal: string): ReadonlyMap<string, string>;
  /** The ARNs of what the template or the module of a file makes, with what is open in them. */
  madeBeside(file: string): readonly FilledText[];
  /**
   * The same policies read from the edited file, with one more at the most; undefined unless it reads as before. One that
   * no edit reaches may be the one from before.
   */
  reread(file: string, edits: readonly Edit[]): readonly Policy[] | undefined;
  /** The policies of all files that say something else after edits of one: several may refer to what is edited. */
  changedBy(file: string, edits: readonly Edit[]): readonly AlsoChanged[];
  /** Each use of a text as a policy, with who or what has that there. */
  usesOf(file: string, span: Span): readonly TextUse[];
  /** Do our own checks find more at warning or above in the policy of a reread file than they did in the one it was? */
  addsComplaint(before: Policy, after: Policy): boolean;
  /** Does no request match the statement? By proof; a name that is written out is what names usually are. */
  matchesNothing(policy: Policy, statement: Statement): boolean;
  /** Why no request matches the statement, whatever AWS adds; undefined where that is not proved. */
  refutation(policy: Policy, statement: Statement): NeverReason | undefined;
  /** Could part of its text not be read? AWS takes it only once that is mended. */
  isBroken(policy: Policy): boolean;
  /** A day that has passed: that of the reference data. */
  readonly dataDate: string;
  /** Do the files know a user or a role from more than the one place that names it? */
  knowsPrincipal(arn: string): boolean;
  /** The same of an account. */
  knowsAccount(account: string): boolean;
  /** The role or user of the files that the ARN names; undefined where that is not one, or can be given no policy there. */
  holderOf(principal: string): OpenHolder | undefined;
  /** What makes the users or roles that the ARN may name: several, where roles of one name are made in several accounts. */
  makersOf(principal: string): readonly HolderMaker[];
  /** Edits of the workspace file, which may have to be made; undefined where it cannot say it of this policy alone. */
  stateAttachment(one: StatedAttachment): StatedEdits | undefined;
  /** Edits of the workspace file that say who is in a group. */
  stateMember(one: StatedMember): StatedEdits | undefined;
}

export interface HolderMaker {
  readonly file: string;
  /** Where the file writes it out. */
  readonly account: string | undefined;
  /** As the file calls what makes it in another account or Region. */
  readonly provider: string | undefined;
}

export interface AlsoChanged {
  readonly file: string;
  /** Of the policy, before the edits. */
  readonly span: Span;
  /** What it is called in each of its uses. */
  readonly names: readonly string[];
  readonly statements: readonly { readonly index: number; readonly sid: string | undefined }[];
}

export interface TextUse {
  readonly slot: PolicySlot | undefined;
  readonly holders: readonly string[];
}

/** A role or a user that a file makes, and can give one more policy. */
export interface OpenHolder {
  readonly file: string;
  /** As the file calls it. */
  readonly label: string;
  readonly writer: Writer;
}

export interface WrittenPlace {
  /** As the policy refers to it. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly list?: WrittenList | undefined;
  /** Of a list: what one call makes is all that it is read for. */
  readonly isOfOneCall?: boolean;
  /** It serves each of several times that a call makes its module. */
  readonly isEachTime?: boolean;
  /** The statement itself is there as soon as the list has something. */
  readonly bringsStatement?: true;
  /** Of an entry for which a block makes a policy for somebody else than for the others: its key. */
  readonly key?: string;
  /** Other keys of the same block that have the list as well; `all` where nothing tells which. */
  readonly otherKeys?: readonly string[] | "all";
  /** What a variable is where nobody gives it another value. */
  readonly isDefault?: true;
}

/** A list, what it has, and how one more is written in it. */
export interface WrittenList {
  readonly texts: readonly FilledText[];
  readonly add: (text: string, deployment: Deployment | undefined) => readonly Edit[] | undefined;
  /** Where a loop makes the texts of its items. */
  readonly itemFor?: (text: string) => MadeItem | undefined;
}

/** The item for a text, and what the loop makes of it. */
export interface MadeItem {
  readonly item: string;
  readonly makes: string;
  /** What is made is in the account where the loop is deployed. */
  readonly isInAccount?: boolean;
  /** What else it makes of the item. */
  readonly besides?: readonly string[];
}

export interface FixQuestion {
  readonly attempt: Attempt;
  readonly request: Request;
  /** As the message tells it. */
  readonly resource: string | undefined;
  readonly held: HeldAgainstFiles;
  readonly nearMisses: readonly NearMiss[];
  /** Nothing says whose the resource is, so it is taken to belong to the caller's account. */
  readonly ownerIsPresumed: boolean;
  readonly placer: StatementPlacer;
  readonly files: FixFiles;
  readonly actions: ActionLookup;
}
