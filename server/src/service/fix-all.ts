/** The fixes of a document that a tool may choose by itself, made one after the other until none is left. */
import { ALL_CHECKS } from "../checks/index.ts";
import { type SourceText } from "../hosts/host.ts";
import { type Policy } from "../policy/policy.ts";
import { applyEdits, type Edit } from "../text/edit.ts";
import { spanContains } from "../text/span.ts";
import { type Phrase } from "../wording/phrase.ts";
import { type FindingsRun, type PlacedFinding } from "./diagnostics.ts";
import { type PolicyDocument } from "./document.ts";
import { type WrittenFix } from "./fixes.ts";
import { SYNTAX_CODE } from "./text-findings.ts";

export interface FixedText {
  readonly text: string;
  /** In the order in which they were made. */
  readonly made: readonly MadeFix[];
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
 * policy gets one fix, or one in each statement if these rest on nothing but that statement.
 */
export function* fixAllSteps(source: SourceText, { read, find, code }: FixingSteps): Generator<undefined, FixedText> {
  const made: MadeFix[] = [];
  const seen = new Set<string>();
  let { text } = source;
  for (let round = 0; round < MOST_ROUNDS && !seen.has(text); round++) {
    seen.add(text);
    const document = yield* read({ ...source, text });
    const run = find(document);
    while (run.phase !== "done") {
      run.step();
      yield;
    }
    const found = run.found.filter((finding) => code === undefined || finding.code === code);
    const ofText = firstFix(found.filter(isAboutText), () => true);
    const chosen = ofText.length > 0 ? ofText : document.policies.flatMap(({ policy }) => fixesOfRound(policy, found));
    for (const { code: ofFinding, title } of chosen) made.push({ code: ofFinding, title });
    text = applyEdits(
      text,
      chosen.flatMap(({ edits }) => edits),
    );
  }
  return { text, made };
}

interface ChosenFix extends MadeFix {
  readonly edits: readonly Edit[];
}

function fixesOfRound({ span, statements }: Policy, found: readonly PlacedFinding[]): readonly ChosenFix[] {
  const own = found.filter((finding) => spanContains(span, finding.span));
  const ofStatements = statements.flatMap((statement) => {
    const inside = own.filter(({ code, span: at }) => PER_STATEMENT.has(code) && spanContains(statement.span, at));
    // An edit that reaches beyond its statement could meet that of a neighbor.
    return firstFix(inside, ({ edits }) => edits.every((edit) => spanContains(statement.span, edit.span)));
  });
  return ofStatements.length > 0 ? ofStatements : firstFix(own, () => true);
}

function isAboutText({ code }: PlacedFinding): boolean {
  return code === SYNTAX_CODE;
}

function firstFix(found: readonly PlacedFinding[], isRight: (fix: WrittenFix) => boolean): readonly ChosenFix[] {
  for (const { code, fixes } of found) {
    const fix = fixes().find((one) => one.isPreferred && isRight(one));
    if (fix !== undefined) return [{ code, title: fix.title, edits: fix.edits }];
  }
  return [];
}

const PER_STATEMENT: ReadonlySet<string> = new Set(
  ALL_CHECKS.filter(({ perStatement }) => perStatement === true).map(({ code }) => code),
);
