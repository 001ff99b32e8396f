/** The fixes of a document that a tool may choose by itself, made one after the other until none is left. */
import { ALL_CHECKS } from "../checks/index.ts";
import { type SourceText } from "../hosts/host.ts";
import { type Policy } from "../policy/policy.ts";
import { applyEdits } from "../text/edit.ts";
import { lastAtOrBefore } from "../text/last-at-or-before.ts";
import { type Span, spanContains } from "../text/span.ts";
import { type Phrase } from "../wording/phrase.ts";
import { type FindingsRun, type PlacedFinding } from "./diagnostics.ts";
import { type PolicyDocument } from "./document.ts";
import { type WrittenFix } from "./fixes.ts";
import { fixesAtOnce, type FoundFix } from "./fixes-at-once.ts";
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
 * policy gets one fix, or in each statement those that rest on nothing but that statement and not on each other.
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
    const ofText = firstFix(found.filter(isAboutText));
    const within = { foundIn: insideOf(found), placesIn: insideOf(places), text };
    const chosen = ofText.length > 0 ? ofText : document.policies.flatMap(({ policy }) => fixesOfRound(policy, within));
    for (const { finding, fix } of chosen) made.push({ code: finding.code, title: fix.title });
    text = applyEdits(
      text,
      chosen.flatMap(({ fix }) => fix.edits),
    );
  }
  return { text, made, looked: looked?.at === text ? looked : undefined };
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

function fixesOfRound({ span, statements }: Policy, { foundIn, placesIn, text }: Found): readonly FoundFix[] {
  const ofStatements = statements.flatMap((statement) =>
    // An edit that reaches beyond its statement could meet that of a neighbor.
    fixesAtOnce(
      chosenFixes(placesIn(statement.span), ({ edits }) =>
        edits.every((edit) => spanContains(statement.span, edit.span)),
      ),
      text,
    ),
  );
  return ofStatements.length > 0 ? ofStatements : firstFix(foundIn(span));
}

function isAboutText({ code }: PlacedFinding): boolean {
  return code === SYNTAX_CODE;
}

/** The fixes that a tool may choose, each made only when it is asked for. */
function* chosenFixes(
  found: readonly PlacedFinding[],
  isRight: (fix: WrittenFix) => boolean = () => true,
): Generator<FoundFix> {
  for (const finding of found) {
    const fix = finding.fixes().find((one) => one.isPreferred && isRight(one));
    if (fix !== undefined) yield { finding, fix };
  }
}

function firstFix(found: readonly PlacedFinding[]): readonly FoundFix[] {
  for (const one of chosenFixes(found)) return [one];
  return [];
}

const PER_STATEMENT: ReadonlySet<string> = new Set(
  ALL_CHECKS.filter(({ perStatement }) => perStatement === true).map(({ code }) => code),
);
