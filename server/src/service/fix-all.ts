/** The fixes of a document that a tool may choose by itself, made one after the other until none is left. */
import { ALL_CHECKS } from "../checks/index.ts";
import { type SourceText } from "../hosts/host.ts";
import { type Policy } from "../policy/policy.ts";
import { matchesName } from "../catalog/match-name.ts";
import { applyEdits, type Edit } from "../text/edit.ts";
import { lastAtOrBefore } from "../text/last-at-or-before.ts";
import { type Span, spanContains } from "../text/span.ts";
import { type Phrase } from "../wording/phrase.ts";
import { type FindingsRun, type PlacedFinding } from "./diagnostics.ts";
import { type PolicyDocument } from "./document.ts";
import { type WrittenFix } from "./fixes.ts";
import { isWrongAnywhere } from "./shared-text.ts";
import { SYNTAX_CODE } from "./text-findings.ts";

export interface FixedText {
  readonly text: string;
  /** In the order in which they were made. */
  readonly made: readonly MadeFix[];
  /** What was found in that text at last; undefined if nobody looked, which is so where fixes had no end. */
  readonly looked: LookedAt | undefined;
}

export interface LookedAt {
  readonly document: PolicyDocument;
  readonly run: FindingsRun;
}

export interface MadeFix {
  readonly code: string;
  readonly title: Phrase;
}

export interface FixingSteps {
  readonly read: (source: SourceText) => Generator<undefined, PolicyDocument>;
  readonly find: (document: PolicyDocument) => FindingsRun;
  /** Only the fixes of findings with this code; undefined for all. */
  readonly code: string | undefined;
}

/** Far more than there are fixes in a policy; nobody waits for ever for one that is made to have no end. */
const MOST_ROUNDS = 5_000;

/**
 * After each round everything is looked at anew: two fixes may each rest on what the other takes away. In one round a
 * policy gets one fix, or one in each statement if these rest on nothing but that statement, or all names that are
 * corrected there before anything else.
 */
export function* fixAllSteps(source: SourceText, { read, find, code }: FixingSteps): Generator<undefined, FixedText> {
  const made: MadeFix[] = [];
  const seen = new Set<string>();
  let { text } = source;
  let looked: (LookedAt & { readonly at: string }) | undefined;
  for (let round = 0; round < MOST_ROUNDS && !seen.has(text); round++) {
    seen.add(text);
    const document = yield* read({ ...source, text });
    const run = find(document);
    while (run.phase !== "done") {
      run.step();
      yield;
    }
    looked = { document, run, at: text };
    const isMeant = (finding: PlacedFinding): boolean => code === undefined || finding.code === code;
    const found = run.found.filter(isMeant);
    const places = run.places.filter((finding) => PER_STATEMENT.has(finding.code) && isMeant(finding));
    const ofText = firstFix(found.filter(isAboutText), () => true);
    const within = { foundIn: insideOf(found), placesIn: insideOf(places), text };
    const chosen = ofText.length > 0 ? ofText : document.policies.flatMap(({ policy }) => fixesOfRound(policy, within));
    for (const { code: ofFinding, title } of chosen) made.push({ code: ofFinding, title });
    text = applyEdits(
      text,
      chosen.flatMap(({ edits }) => edits),
    );
  }
  return { text, made, looked: looked?.at === text ? looked : undefined };
}

interface ChosenFix extends MadeFix {
  readonly edits: readonly Edit[];
}

/** What is found within a place, in the order in which it is told. */
type Inside = (place: Span) => readonly PlacedFinding[];

/** A snapshot of an account has thousands of policies, and as many findings. */
function insideOf(findings: readonly PlacedFinding[]): Inside {
  const inOrder = [...findings.entries()].sort(([, one], [, other]) => one.span.start - other.span.start);
  const starts = inOrder.map(([, { span }]) => span.start);
  return ({ start, end }) =>
    inOrder
      .slice(lastAtOrBefore(starts, start - 1) + 1, lastAtOrBefore(starts, end) + 1)
      .filter(([, { span }]) => span.end <= end)
      .sort(([one], [other]) => one - other)
      .map(([, finding]) => finding);
}

interface Found {
  readonly foundIn: Inside;
  /** What rests on nothing but a statement, each place by itself. */
  readonly placesIn: Inside;
  readonly text: string;
}

function fixesOfRound({ span, statements }: Policy, { foundIn, placesIn, text }: Found): readonly ChosenFix[] {
  const ofStatements = statements.flatMap((statement) =>
    // An edit that reaches beyond its statement could meet that of a neighbor.
    firstFixes(placesIn(statement.span), text, ({ edits }) =>
      edits.every((edit) => spanContains(statement.span, edit.span)),
    ),
  );
  return ofStatements.length > 0 ? ofStatements : firstFix(foundIn(span), () => true);
}

function isAboutText({ code }: PlacedFinding): boolean {
  return code === SYNTAX_CODE;
}

type IsRight = (fix: WrittenFix) => boolean;

function firstFix(found: readonly PlacedFinding[], isRight: IsRight): readonly ChosenFix[] {
  for (const finding of found) {
    const fix = chosenFix(finding, isRight);
    if (fix !== undefined) return [fix];
  }
  return [];
}

function chosenFix({ code, fixes }: PlacedFinding, isRight: IsRight): ChosenFix | undefined {
  const fix = fixes().find((one) => one.isPreferred && isRight(one));
  return fix && { code, title: fix.title, edits: fix.edits };
}

/** So many in a statement at once: each is compared with the others. */
const MOST_AT_ONCE = 100;

/** The first, with those behind it that one round after the other would make next: names corrected to others than before. */
function firstFixes(found: readonly PlacedFinding[], text: string, isRight: IsRight): readonly ChosenFix[] {
  const chosen: ChosenFix[] = [];
  const words: string[] = [];
  let end = 0;
  for (const finding of found) {
    const fix = chosenFix(finding, isRight);
    if (fix === undefined) continue;
    if (fix.code !== (chosen[0]?.code ?? fix.code) || !isWrongAnywhere(finding, fix.edits)) {
      return chosen.length > 0 ? chosen : [fix];
    }
    const { span } = finding;
    const word = wordWith(text, fix.edits, span).toLowerCase();
    // Of two names alike one may be too many, and so may what the other matches.
    const isNew = words.every((one) => !matchesName(one, word) && !matchesName(word, one));
    if (span.start < end || !isNew || chosen.length === MOST_AT_ONCE) break;
    end = span.end;
    words.push(word);
    chosen.push(fix);
  }
  return chosen;
}

/** What then is the word around the span, which contains the edits. */
function wordWith(text: string, edits: readonly Edit[], { start, end }: Span): string {
  const before =
    text
      .slice(Math.max(0, start - LONGEST_WORD), start)
      .split(BETWEEN_WORDS)
      .at(-1) ?? "";
  const [behind = ""] = text.slice(end, end + LONGEST_WORD).split(BETWEEN_WORDS, 1);
  const moved = edits.map(({ span, newText }) => ({
    span: { start: span.start - start, end: span.end - start },
    newText,
  }));
  return before + applyEdits(text.slice(start, end), moved) + behind;
}

const LONGEST_WORD = 200;
const BETWEEN_WORDS = /[^\w:*?-]/;

const PER_STATEMENT: ReadonlySet<string> = new Set(
  ALL_CHECKS.filter(({ perStatement }) => perStatement === true).map(({ code }) => code),
);
