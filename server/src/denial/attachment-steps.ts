/**
 * Where nothing says which policies apply: the line of the workspace file that says it, to be copied and completed. What
 * one click can say is a fix.
 */
import { slotOfLayer } from "../evaluation/decision.ts";
import { newObject, type NewValue } from "../syntax/change.ts";
import { printNewDocument } from "../syntax/json-print.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { mayHave } from "./candidate-fit.ts";
import { type ExplanationFix } from "./fixes/fix.ts";
import { type NextStep } from "./next-step.ts";
import { type Unknown } from "./not-known.ts";
import { type FixQuestion } from "./fixes/question.ts";
import { holderOf, kindToState } from "./fixes/say-attached.ts";
import { LOOKS_LIKE } from "./guessed-kinds.ts";

type Candidate = Extract<Unknown, { unknown: "attachment" }>;

/** What the person can say of the candidates that no fix says. */
export function attachmentSteps(
  unknowns: readonly Unknown[],
  fixes: readonly ExplanationFix[],
  question: FixQuestion,
): readonly NextStep[] {
  const open = thatMatter(
    unknowns.flatMap((one) => (one.unknown === "attachment" && isOpen(one, fixes) ? [one] : [])),
    fixes,
  );
  const own = open.filter(({ file }) => question.files.policiesOf(file).length < 2);
  const shared = open.filter((one) => !own.includes(one));
  const [first] = own;
  const among = shared.find((one) => candidateOf(one, question)?.inlineIn === undefined);
  return [
    ...(first === undefined
      ? possibleKindSteps(question)
      : [stateStep("state-attachment", filesOf(own), { ...first, kind: kindOf(first, question) }, question)]),
    ...(among === undefined
      ? []
      : [{ step: "separate-policy", commands: [], file: among.file, policyName: among.policyName } as const]),
  ];
}

/** Of the caller's policies, one that neither allows nor denies changes nothing beside one that does, or that a fix is about. */
function thatMatter(open: readonly Candidate[], fixes: readonly ExplanationFix[]): readonly Candidate[] {
  const acting = open.filter(({ ifAttached, slot }) => ifAttached !== "silent" || slot !== "identity");
  const isAboutOne = acting.length > 0 || fixes.some(({ change }) => change.change === "say-attached");
  return isAboutOne ? acting : open;
}

/** Stated as nobody's, not said by a fix, and not refuted by what AWS says. */
function isOpen(
  { file, policyName, statedFor, group, isRefuted }: Candidate,
  fixes: readonly ExplanationFix[],
): boolean {
  const isSaid = fixes.some(
    ({ change }) => change.change === "say-attached" && change.file === file && change.policyName === policyName,
  );
  return !isSaid && (statedFor ?? group) === undefined && isRefuted !== true;
}

function filesOf(candidates: readonly Candidate[]): readonly string[] {
  return [...new Set(candidates.map(({ file }) => file))];
}

function kindOf(one: Candidate, question: FixQuestion): string | undefined {
  return candidateOf(one, question)?.kindBasis === "content" ? kindToState(one.slot) : undefined;
}

function candidateOf({ file, policyName, slot }: Candidate, { attempt }: FixQuestion): CandidatePolicy | undefined {
  return attempt.candidates[slot].find((one) => one.file === file && one.name === policyName);
}

interface Stated {
  readonly file: string;
  readonly slot: PolicySlot;
  readonly kind: string | undefined;
}

function stateStep(
  step: "state-attachment" | "state-kind",
  files: readonly string[],
  { file, slot, kind }: Stated,
  question: FixQuestion,
): NextStep {
  const holder = holderOf(slot, question);
  const entry: Record<string, NewValue> = { files: file, ...(kind === undefined ? {} : { kind }) };
  const text = printNewDocument(newObject({ ...entry, ...bindingOf(slot, holder) }));
  return { step, commands: [], files, slot, holder, text };
}

/** With a word in capitals where nothing tells what to write. */
function bindingOf(slot: PolicySlot, holder: string | undefined): Readonly<Record<string, NewValue>> {
  switch (slot) {
    case "identity":
    case "boundary":
    case "session":
      return { attachedTo: [holder ?? "ARN"] };
    case "resource":
      return { resource: holder ?? "ARN" };
    case "scp":
    case "rcp":
      return { targets: [holder ?? "ACCOUNT_ID"] };
    case "vpc-endpoint":
      return { endpoint: holder ?? "ENDPOINT_ID" };
  }
}

/** Of the kind that AWS names no file is known: those that look like it may be it. */
function possibleKindSteps(question: FixQuestion): readonly NextStep[] {
  const { reason, layer, layerBasis, denyType } = question.held.reconciled;
  const slot = layer === undefined ? undefined : slotOfLayer(layer);
  const like = slot === undefined ? undefined : LOOKS_LIKE[slot];
  if (slot === undefined || like === undefined || reason !== "no-file-of-layer" || layerBasis !== "message") return [];
  const mayBe = question.attempt.candidates[like].filter(
    (one) =>
      isOfNoKind(one) &&
      question.files.policiesOf(one.file).length < 2 &&
      // Where AWS speaks of a Deny, a policy without one is not the one.
      (denyType !== "explicit" || mayHave("Deny", one)),
  );
  const files = [...new Set(mayBe.map(({ file }) => file))];
  const [file] = files;
  if (file === undefined) return [];
  return [stateStep("state-kind", files, { file, slot, kind: slot }, question)];
}

function isOfNoKind({ basis, kindBasis }: CandidatePolicy): boolean {
  return basis === "none" && kindBasis === "content";
}
