/** What a check is: one file, one code, one page. */
import { type Catalog } from "../catalog/catalog.ts";
import { type KindReading } from "../policy/kinds.ts";
import { type Policy, type PolicyKind } from "../policy/policy.ts";
import { type Span } from "../text/span.ts";
import { type Phrase } from "../wording/phrase.ts";
import { type Fix } from "./fix.ts";
import { type Administered } from "./for-administrators.ts";
import { type CheckMemory } from "./memory.ts";
import { type Message, type Messages } from "./messages.ts";
import { type Surroundings } from "./surroundings.ts";

export const SEVERITIES = ["error", "warning", "info", "hint"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Finding extends Message {
  readonly span: Span;
  readonly related?: readonly { readonly span: Span; readonly message: Phrase }[];
  /** Made when somebody asks for them: some take a proof. */
  readonly fixes?: () => readonly Fix[];
  /** The part under the span has no effect, so an editor may fade it. */
  readonly unnecessary?: boolean;
  /** What has no effect where that is more than the span: an editor may fade it too. */
  readonly fades?: Span;
  /** A request that shows what a statement does and does not seem to. */
  readonly witness?: ShownRequest;
  /** Lower than the check's own, where this finding rests on weaker grounds than others of the check. */
  readonly severity?: Severity;
  /** So in policies of every kind, so that a kind that is only guessed takes nothing from it. */
  readonly ofAnyKind?: boolean;
  /** What the policy is if the finding is right about it, where its path is all that says so: for the workspace file. */
  readonly meansKind?: PolicyKind;
  /**
   * The parts that a consequence was proved from. Where another check says of one of them what is wrong with it, that
   * says more, and the consequence is not told a second time.
   */
  readonly provedFrom?: readonly Span[];
}

/** Plain data, so that it can be kept beside a finding. */
export interface ShownRequest {
  /** Undefined where it does not matter who asks. */
  readonly principal: string | undefined;
  readonly action: string;
  readonly resource: string;
  readonly context: readonly (readonly [key: string, held: string | readonly string[]])[];
  /** Keys that the request does not have, which is what it shows. */
  readonly absent: readonly string[];
  /** Whether the statement matches it: what a Deny lets pass it does not match. */
  readonly matches: boolean;
}

export interface PolicyUnderCheck {
  readonly policy: Policy;
  /** All of the policy, where `policy` is one of its statements by itself. */
  readonly whole?: Policy;
  /** The text that spans are of; without it no statement is known again. */
  readonly source?: string;
  /** Only a `stated` or `named` kind may convict on grounds of kind. */
  readonly kind: KindReading;
  readonly catalog: Catalog;
  /** Of the same catalog. */
  readonly memory: CheckMemory;
  /** The text has syntax errors, so elements may be missing only because they could not be read. */
  readonly broken: boolean;
  /** Some of its values may stand elsewhere: its own text does not tell what it says. */
  readonly refers?: boolean;
  /** The file is the policy, and nothing is known to put values into its text. */
  readonly isPlain?: boolean;
  /** It is a part of a file, and what takes it out may leave parts of it behind. */
  readonly isItem?: boolean;
  /** What the workspace says of the policies beside it. */
  readonly surroundings: Surroundings;
  /** The ARN of the resource whose policy it is, where the workspace says so. */
  readonly resource?: string;
  /** The folder of a trust policy below `roles/`, which is most often called as the role is. */
  readonly folderOfRole?: string;
  /** The Sids of documents that are put together with it, where the same must not stand twice. */
  readonly takenSids?: readonly string[];
  /** A command printed it: AWS has it as it is, so no quota stands against it. */
  readonly isTaken?: true;
  /** Other documents are put together with it into one policy. */
  readonly isPart?: boolean;
  /** All who have it have a permissions boundary, as the file says, which may allow less. */
  readonly isBounded?: true;
  /** Its name, its file or all who have it are called as those are who administer this. */
  readonly administers?: Administered;
  /** All who have it may do everything anyway, as the file says. */
  readonly mayDoAll?: true;
  /** The other policies that the same file gives the one user or role that has it. */
  readonly policiesBeside?: readonly PolicyBeside[];
  /** How many characters the other inline policies have that the same file gives its holder, where it is the last of them. */
  readonly inlineBeside?: number;
  /** The same of the resources that the file makes the policy for, with `*` for what it does not settle. */
  readonly declaredResources?: readonly string[];
}

export interface PolicyBeside {
  readonly policy: Policy;
  /** As the file calls it. */
  readonly name: string;
  /** Where they may not all be there, only what they deny is looked at. */
  readonly isSure: boolean;
}

export interface Check {
  /** Kebab-case: also the name of its file, page, test and setting. */
  readonly code: string;
  /** Codes of earlier versions whose findings are among its own: what a user says of them is meant of these. */
  readonly replaces?: readonly string[];
  readonly severity: Severity;
  /** One sentence: what it says to the author. */
  readonly summary: string;
  /** Every sentence that its findings may say. */
  readonly messages: Messages;
  /** Rests on proofs, which take longer than looking. */
  readonly proves?: true;
  /**
   * It looks at each statement by itself: what it says of one rests on that statement, on the other elements of the
   * policy, and on what `kind-rules.ts` says of the whole. An edit leaves it as it is for all other statements.
   */
  readonly perStatement?: true;
  /** Of a statement without the element it says nothing, so that it is not asked. "Principal" is NotPrincipal as well. */
  readonly element?: "Condition" | "Principal";
  /** Of a policy that is not for certain of one of these kinds it says nothing, so that it is not asked. */
  readonly kinds?: readonly PolicyKind[];
  /** Between findings, undefined says that other work may come first: what takes long gives way now and then. */
  find(subject: PolicyUnderCheck): Iterable<Finding | undefined>;
  /** What a check that looks at each statement by itself says of the policy's own elements. */
  findAround?(subject: PolicyUnderCheck): Iterable<Finding | undefined>;
}

export interface ReportedFinding extends Finding {
  readonly code: string;
  readonly severity: Severity;
}
