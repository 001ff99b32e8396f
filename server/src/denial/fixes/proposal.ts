/** A change that may settle a denial, before it is tried. */
import { type KeyChooser } from "../../catalog/catalog.ts";
import { type MadePerRun } from "../../policy/made-per-run.ts";
import { type ContextEntry, type Request } from "../../evaluation/request.ts";
import { type CandidatePolicy } from "../../policy/attached-policy.ts";
import { type Layer } from "../../evaluation/decision.ts";
import { type DeliveredLogs } from "../../message/denial.ts";
import { type Policy, type Statement } from "../../policy/policy.ts";
import { otherHolderOf } from "../../policy/policy-holder.ts";
import { type Change, type Deployment } from "../../syntax/change.ts";
import { type Edit } from "../../text/edit.ts";
import { type Span, spanContains } from "../../text/span.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { type ExplanationFix } from "./fix.ts";
import { type FixChange, type PolicyChanges } from "./fix-change.ts";
import { type FixRisk } from "./fix-risk.ts";
import { type StatementPlace } from "../statement-place.ts";
import { type NamedCaller } from "./caller.ts";
import { type AncestorsOf } from "./catalog-ancestors.ts";
import { type FixFiles } from "./question.ts";
import { type TogetherOn } from "./same-call.ts";

export interface FixProposal {
  /** What is proposed where this cannot be written. */
  readonly otherwise?: FixProposal;
  readonly kind: ExplanationFix["kind"];
  readonly change: FixChange;
  readonly risks: readonly FixRisk[];
  readonly changes: readonly PolicyChanges[];
  /**
   * The same as it is written, where that refers to what `changes` writes out: it says the same if the references stand for
   * what the risks say.
   */
  readonly written?: readonly PolicyChanges[];
  /** Where the same is written in another file, which no policy of the edited one shows. */
  readonly elsewhere?: {
    readonly file: string;
    readonly edits: (deployment: Deployment | undefined) => readonly Edit[] | undefined;
    /** Nobody gets it but those for whom one call of a module makes the policy. */
    readonly isOfOneCall: boolean;
    /** It serves each of the times that the call makes it. */
    readonly isEachTime: boolean;
    /** What stands there refers to what its file makes: another one is then written so, too. */
    readonly refers: boolean;
  };
  /** What variables are supposed to be where it is written, by `variable` of holes. */
  readonly supposing?: ReadonlyMap<string, string>;
  /** An entry that the edited policies have for certain, if it helps (`only-if-listed`). */
  readonly supposed?: string;
  /** By key, in lower case: what conditions of the edited policies take for certain, if it helps (`only-if-listed`). */
  readonly supposedValues?: ReadonlyMap<string, string>;
  /** What the request is taken to carry when the proposal is tried; keys in lower case. */
  readonly given: ReadonlyMap<string, ContextEntry>;
  /** What the request is taken to be for when the proposal is tried, where the message does not give its ARN. */
  readonly resource?: string;
  /** Taken to be attached when the proposal is tried. */
  readonly attached: Policy | undefined;
  /** The caller's role as `given` has it, where the edit means the role under any path. */
  readonly underAnyPath?: string;
  /** What is written is surely a slip for what it is corrected to. */
  readonly isSlip?: true;
  /** Less is better: what grants no more than was asked for comes first. */
  readonly cost: number;
}

/** Is it written as no value of the policy is: by a reference to what the file makes, or in another place? */
export function isOtherwiseSaid({ supposing, elsewhere, change }: FixProposal): boolean {
  return supposing !== undefined || elsewhere !== undefined || change.change === "use-template";
}

/** What is asked of one layer, and what of it can be edited. */
export interface FixScene {
  readonly layer: Layer;
  readonly request: Request;
  readonly caller: NamedCaller | undefined;
  readonly action: string;
  /** False for an action whose Resource has to be `*`; undefined where the reference does not know the action. */
  readonly takesResource: boolean | undefined;
  /** As a Resource element names it; undefined where the message tells no resource and the action needs one. */
  readonly resource: string | undefined;
  /** The one that the request was for, where `resource` stands for those of other runs as well. */
  readonly exact: string | undefined;
  /** What is made anew by each run. */
  readonly madePerRun: MadePerRun | undefined;
  /** Of the policies that may be edited. */
  readonly statements: readonly TracedPolicy[];
  /** Policies that may be edited, the one with the nearest statement first. */
  readonly policies: readonly CandidatePolicy[];
  /** Is there an action of that name? */
  readonly isAction: (name: string) => boolean;
  /** Who decides which value a condition key has in this request. */
  readonly chooserOf: (key: string) => KeyChooser;
  /** A service sent the request, with the credentials of a user or a role. */
  readonly isFromService: boolean;
  /** `Read`, `Write` and their like; none where the reference does not know the action. */
  readonly accessLevelsOf: (action: string) => readonly string[];
  /** Is it an action whose Resource has to be `*`? */
  readonly takesStarOnly: (action: string) => boolean;
  /** Is it an action that passes no tags? */
  readonly takesNoTags: (action: string) => boolean;
  /** Is it a key of another resource of the request? The part about this one never has it. */
  readonly isOfOtherResource: (key: string) => boolean;
  /** Does a request for the action on this resource carry the key? Undefined where the reference cannot say. */
  readonly carriesKey: (key: string, resource: string) => boolean | undefined;
  /** Is the Allow for tags of what calls make that make no such resource? */
  readonly isForOtherMaking: (trace: TracedPolicy["trace"]) => boolean;
  /** Would the action on these resources give the tags of what the Allow asks a call for? */
  readonly takesTagsOfMaking: (resources: readonly string[], trace: TracedPolicy["trace"]) => boolean;
  /** The calls that make such a resource and that Allows here name. */
  readonly makers: () => readonly string[];
  /** The ARN templates of what the action is on. */
  readonly arnTemplates: readonly string[];
  /** Does the policy of another account's resource have an Allow that names the caller? */
  readonly isLetIn: () => boolean;
  /** Does no request match the statement? */
  readonly matchesNothing: (policy: Policy, statement: Statement) => boolean;
  /** What the files know of users, roles and accounts: what they know is no slip. */
  readonly files: Pick<FixFiles, "knowsPrincipal" | "knowsAccount" | "madeBeside">;
  readonly placeOf: (statement: TracedPolicy) => StatementPlace;
  /** Does the message hide the account of who asked? */
  readonly hidesCaller: boolean;
  /** What the message tells of logs that a service is to write. */
  readonly logs: DeliveredLogs | undefined;
  /** What the same call needs besides, on a resource. */
  readonly togetherOn: TogetherOn;
  /** What a resource is in, where the call needs that as well. */
  readonly ancestorsOf: AncestorsOf;
}

/** Why the edit of this layer is not for everybody to make; none for the caller's own policies. */
export function ownerRisk({ layer, exact: resource, action }: FixScene): readonly FixRisk[] {
  if (layer === "identity") return [];
  const of = otherHolderOf(action, resource);
  return [{ risk: "owner", layer, resource, ...(of === undefined ? {} : { of }) }];
}

/**
 * What looks like the object of one run may be one that stays: then it alone is meant. Each version of a layer has a policy
 * of its own. Source: "Controlling access to Lambda layers".
 */
export function forThisRun(scene: FixScene): FixScene {
  return scene.madePerRun === "object" || hasOwnVersionPolicy(scene)
    ? { ...scene, resource: scene.exact, madePerRun: undefined }
    : scene;
}

export function hasOwnVersionPolicy({ madePerRun, layer }: Pick<FixScene, "madePerRun" | "layer">): boolean {
  return madePerRun === "layer" && layer === "resource";
}

/** Why what is written is more than the one resource that was asked for. */
export function runRisk({ madePerRun, resource }: FixScene): readonly FixRisk[] {
  return madePerRun === undefined || resource === undefined
    ? []
    : [{ risk: "made-per-run", of: madePerRun, granted: resource }];
}

/** A session's role was named without a path, because nothing here tells one. */
export function pathRisk({ caller }: FixScene): readonly FixRisk[] {
  return caller?.pathUnknown === true ? [{ risk: "role-without-path", role: caller.text }] : [];
}

/** Rights that stand for all those of another principal; `keys` are those of the conditions they are under. */
export function roleRisk({ action, resource }: FixScene, keys: readonly string[]): readonly FixRisk[] {
  const lower = action.toLowerCase();
  const isOfOneService = keys.some((key) => key.toLowerCase() === "iam:passedtoservice");
  if (lower === "iam:passrole") return isOfOneService ? [] : [{ risk: "passes-role", role: resource ?? "*" }];
  return lower.startsWith("sts:assumerole") ? [{ risk: "takes-role" }] : [];
}

/** One that changes the policy of a statement; none where the change cannot be made. */
export function changing(
  { policy }: TracedPolicy,
  changes: readonly Change[] | undefined,
  proposal: Omit<FixProposal, "changes">,
): readonly FixProposal[] {
  return changes === undefined ? [] : [{ ...proposal, changes: [{ policy, changes }] }];
}

/** What two proposals change, as what one changes. */
export function joinedChanges(one: FixProposal, other: FixProposal): Pick<FixProposal, "changes" | "written"> {
  const changes = [...one.changes, ...other.changes];
  if (one.written === undefined && other.written === undefined) return { changes };
  return { changes, written: [...(one.written ?? one.changes), ...(other.written ?? other.changes)] };
}

export const NOTHING_GIVEN: ReadonlyMap<string, ContextEntry> = new Map();

/** Does a policy belong to others beside the caller, who get whatever is added to it? */
export function isShared({ group, sharedWith = [] }: CandidatePolicy): boolean {
  return group !== undefined || sharedWith.length > 0;
}

/** Do others get what the edits give? What stands in the caller's own entry of a map is the caller's alone. */
export function givesOthers(policy: CandidatePolicy, edits: readonly PlacedEdit[]): boolean {
  const { ownPart } = policy;
  const isOwn = ({ file, span }: PlacedEdit): boolean =>
    ownPart !== undefined && file === ownPart.file && spanContains(ownPart.span, span);
  return isShared(policy) && (policy.group !== undefined || edits.length === 0 || !edits.every(isOwn));
}

interface PlacedEdit {
  readonly file: string;
  readonly span: Span;
}

/** The base of every proposal that edits one statement. */
export function extension(
  one: TracedPolicy,
  scene: FixScene,
): Pick<FixProposal, "kind" | "given" | "attached"> & {
  readonly place: StatementPlace;
} {
  return { kind: "extend-statement", given: NOTHING_GIVEN, attached: undefined, place: scene.placeOf(one) };
}
