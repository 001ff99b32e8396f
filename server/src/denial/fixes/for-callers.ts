/**
 * A message that does not say who asked: what would fix it for each of those who may have, ranked by how much the files
 * here speak for it. Nobody is said to have asked: each fix says for whom it is.
 */
import { type PossibleCaller } from "../../policy/possible-caller.ts";
import { type ExplanationFix } from "./fix.ts";
import { type FixChange, type FixEdit } from "./fix-change.ts";
import { type FixRisk } from "./fix-risk.ts";
import { type SupposedAnswer } from "../explanation.ts";

/**
 * Of one caller all its fixes stay, of several the first of each; a statement that would be new only where nothing here is
 * nearly right for anybody. None where more fit alike than anybody looks through.
 */
export function fixesForCallers(answers: readonly SupposedAnswer[]): readonly ExplanationFix[] {
  const ofEach = answers.map(rankedFixes).filter((found) => found.length > 0);
  const near = ofEach.filter((found) => found.some(({ doubt }) => doubt < NEW_STATEMENT));
  const likely = near.length > 0 ? near : ofEach;
  const found = likely.length === 1 ? likely.flat() : likely.flatMap((fixes) => fixes.slice(0, 1));
  const joined = joinedByEdit(found).sort((a, b) => a.doubt - b.doubt);
  const least = joined[0]?.doubt;
  const offered = joined.length <= MOST_OFFERED ? joined : joined.filter(({ doubt }) => doubt === least);
  return offered.length > MOST_OFFERED && likely.length > 1
    ? []
    : offered.slice(0, MOST_OFFERED).map(({ fix, callers }) => ({ ...fix, callers, verified: false }));
}

const MOST_OFFERED = 3;
const NEW_STATEMENT = 2;

interface RankedFix {
  readonly caller: PossibleCaller | undefined;
  readonly fix: ExplanationFix;
  readonly doubt: number;
}

function rankedFixes({
  caller,
  explanation: { verdict, reason, denial, fixes },
}: SupposedAnswer): readonly RankedFix[] {
  if (verdict !== "explained" && verdict !== "not-covered" && reason !== "candidate-allows") return [];
  return fixes.flatMap((fix) => {
    const doubt = denial.denyType !== "explicit" && isOfNoAllow(fix) ? undefined : doubtOf(fix.change);
    return doubt === undefined ? [] : [{ caller, fix, doubt }];
  });
}

/** Where AWS names no Deny, to send the request in another way helps nobody whom no policy here allows it. */
function isOfNoAllow({ change, risks }: ExplanationFix): boolean {
  return (
    change.change === "satisfy" &&
    risks.some(
      (one) =>
        one.risk === "may-lack-allow" &&
        one.places.length === 0 &&
        one.ifOther === undefined &&
        one.insteadOf === undefined,
    )
  );
}

interface FixForSome extends Pick<RankedFix, "fix" | "doubt"> {
  /** Empty where it helps whoever it was. */
  readonly callers: readonly PossibleCaller[];
}

/** One edit may help whichever of several it was. */
function joinedByEdit(found: readonly RankedFix[]): FixForSome[] {
  const byEdit = new Map<string, FixForSome>();
  for (const { caller, fix, doubt } of found) {
    const key = keyOf(fix);
    const known = byEdit.get(key);
    const callers = known === undefined ? [] : known.callers;
    const isForAnybody = caller === undefined || (known !== undefined && callers.length === 0);
    const same = known === undefined ? fix : { ...known.fix, risks: risksOfBoth(known.fix.risks, fix.risks) };
    byEdit.set(key, { fix: same, doubt, callers: isForAnybody ? [] : [...callers, caller] });
  }
  return [...byEdit.values()];
}

/** Of one edit for several callers: whoever of them it was, the others have the policy as well. */
function risksOfBoth(ones: readonly FixRisk[], others: readonly FixRisk[]): readonly FixRisk[] {
  const found = new Map<string, FixRisk>();
  for (const risk of [...ones, ...others]) {
    const key = risk.risk === "shared-policy" ? `shared ${risk.policyName}` : JSON.stringify(risk);
    const known = found.get(key);
    const isOfBoth = known?.risk === "shared-policy" && risk.risk === "shared-policy";
    const holders = isOfBoth ? [...new Set([...known.holders, ...risk.holders])] : [];
    found.set(key, isOfBoth ? { ...known, holders } : (known ?? risk));
  }
  return [...found.values()];
}

function keyOf({ change, edits }: ExplanationFix): string {
  const texts = edits.map(({ file, span, newText }: FixEdit) => [file, span.start, span.end, newText]);
  return JSON.stringify(edits.length === 0 ? change : texts);
}

/**
 * How little speaks for it that the statement at fault is the caller's: nothing that is written wrong is meant so, what
 * lacks a part is about nearly the same, and a new statement would help anybody. Undefined for what is no fix for somebody
 * who is only supposed.
 */
function doubtOf({ change }: FixChange): number | undefined {
  switch (change) {
    case "correct-action":
    case "correct-resource":
    case "correct-condition-value":
    case "correct-condition-key":
    case "role-for-session":
    case "role-for-id":
    case "set-version":
    case "use-like":
    case "use-variable":
    case "star-for-resources":
      return 0;
    case "use-template":
    case "add-where-written":
    case "add-action":
    case "add-resource":
    case "add-principal":
    case "add-condition-value":
    case "except-action":
    case "except-resource":
    case "except-principal":
    case "except-condition-value":
    case "take-out-action":
    case "instead-of-exclusion":
    case "satisfy":
    case "as-exempt":
    case "both-sides":
      return 1;
    case "add-statement":
    case "add-policy":
    case "attach":
      return NEW_STATEMENT;
    case "say-attached":
    case "say-member":
      return undefined;
  }
}
