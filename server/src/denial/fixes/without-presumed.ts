/** What a fix is tried with stands for what nobody told: where other statements ask for that as well, it is open there. */
import { type Layer, slotOfLayer, type StatementTrace } from "../../evaluation/decision.ts";
import { type ContextEntry } from "../../evaluation/request.ts";
import { type ConditionEntry } from "../../policy/policy.ts";
import { type Evaluated } from "../reconcile.ts";
import { type FixProposal } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";
import { isTagOfCaller } from "./tag-like-callers.ts";
import { RESOURCE_ACCOUNT, tryProposal } from "./trial.ts";

export interface Presuming {
  readonly proposal: FixProposal;
  /** As the edited policies decide it. */
  readonly after: Evaluated;
  readonly question: FixQuestion;
  /** That the fix is for. */
  readonly layers: readonly Layer[];
}

export interface WithoutPresumed {
  /** For the layers that the fix is for. */
  readonly own: Evaluated;
  readonly elsewhere: Evaluated;
}

/**
 * As the edited policies decide it without what is presumed: whose the resource is, and the value of the caller's tag that
 * another tag is to have. Both stay as they are where no statement asks for more of them.
 */
export function withoutPresumed({ proposal, after, question, layers }: Presuming): WithoutPresumed {
  const forOwner = asking(after, ({ key }) => key.toLowerCase() === RESOURCE_ACCOUNT);
  const ofOwner = question.ownerIsPresumed && forOwner.length > 0 ? [RESOURCE_ACCOUNT] : [];
  const ofAnyOwner = decidedWithout(ofOwner, { proposal, after, question });
  const tags = tagsLikeCallers(proposal);
  const ofTags = asking(after, (entry) => tags.includes(entry.key.toLowerCase()) && !isTagOfCaller(entry));
  if (ofTags.length === 0) return { own: ofAnyOwner, elsewhere: ofAnyOwner };
  const elsewhere = decidedWithout([...ofOwner, ...tags], { proposal, after, question });
  const isOfOwn = ofTags.some(({ slot }) => layers.some((layer) => slotOfLayer(layer) === slot));
  return { own: isOfOwn ? elsewhere : ofAnyOwner, elsewhere };
}

function asking({ decision }: Evaluated, wanted: (entry: ConditionEntry) => boolean): readonly StatementTrace[] {
  return decision.statements.filter(({ statement }) =>
    statement.condition?.operators.some(({ entries }) => entries.some(wanted)),
  );
}

/** The caller's tag, of which only a sample is given, and the one that is to be the same; in small letters. */
function tagsLikeCallers({ change }: FixProposal): readonly string[] {
  if (change.change !== "satisfy") return [];
  return change.facts.flatMap(({ key, sameAs }) =>
    sameAs === undefined ? [] : [key.toLowerCase(), sameAs.toLowerCase()],
  );
}

function decidedWithout(keys: readonly string[], { proposal, after, question }: Omit<Presuming, "layers">): Evaluated {
  if (keys.length === 0) return after;
  const unknown = keys.map((key) => [key, { state: "unknown" }] as const);
  const given = new Map<string, ContextEntry>([...proposal.given, ...unknown]);
  return tryProposal({ ...proposal, given }, question)?.after ?? after;
}
