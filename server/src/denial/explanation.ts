/**
 * What an explanation of a denial holds: facts with the places in files that they rest on. Words are made of it in `telling/`.
 */
import { type Layer, type LayerVerdict, type Truth } from "../evaluation/decision.ts";
import { type PossibleCaller } from "../policy/possible-caller.ts";
import { type Denial } from "../message/denial.ts";
import { type Culprit, type NearMiss } from "./near-miss.ts";
import { type StatementPlace } from "./statement-place.ts";
import { type Assumption, type Refuted, type Unknown } from "./not-known.ts";
import { type ExplanationFix } from "./fixes/fix.ts";
import { type NextStep } from "./next-step.ts";

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
  /** AWS names an SCP or an RCP, and the caller is a service-linked role by its path, or by a name that AWS gives. */
  | "guardrail-on-linked-role"
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
