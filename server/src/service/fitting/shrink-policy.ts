/**
 * A policy in fewer characters that allows and denies the same: first what says nothing is taken out and what belongs
 * together is put together, then, only as long as it is too long, names of statements and of single actions go.
 */
import { redundantEntry } from "../../checks/rules/redundant-entry.ts";
import { redundantStatement } from "../../checks/rules/redundant-statement.ts";
import { type Check, type PolicyUnderCheck } from "../../checks/check.ts";
import { type Quota } from "../../checks/policy-quota.ts";
import { removeMember } from "../../policy/changes.ts";
import { type Change } from "../../syntax/change.ts";
import { memberNamed } from "../../syntax/value.ts";
import { editBetween, type Edit } from "../../text/edit.ts";
import { counted, countOf, listed, type Phrase, say } from "../../wording/phrase.ts";
import { type DocumentPolicy, type PolicyDocument } from "../document.ts";
import { provedChange, type RefactoringSources } from "../refactorings/find-refactorings.ts";
import { listsOf } from "../refactorings/statement-lists.ts";
import { proposeMerge } from "../refactorings/merge-statements.ts";
import { type Proposal, type RefactoringPlace } from "../refactorings/refactoring.ts";
import { proposeCollapse } from "../refactorings/wildcards.ts";
import { writtenIn } from "../refactorings/written.ts";
import { type FittingSources, quotaFor, sizeBy, sizeInWords, subjectOf } from "./policy-size.ts";

export interface ShrunkPolicy {
  /** From how many to how many characters, of how many, and what was done, in sentences. */
  readonly summary: Phrase;
  readonly before: number;
  readonly after: number;
  readonly quota: Quota;
  /** Empty where nothing can be made shorter. */
  readonly edits: readonly Edit[];
}

export interface FittingProblem {
  readonly problem: Phrase;
}

/** `place` is the policy's, counted from 0. Takes a step for each change that is tried. */
export function* shrinkSteps(
  document: PolicyDocument,
  place: number,
  sources: FittingSources,
): Generator<undefined, ShrunkPolicy | FittingProblem> {
  const found = document.policies[place];
  if (found === undefined) return { problem: say`There is no policy here. Put the cursor in one.` };
  if (found.site.broken) return { problem: say`Part of the text could not be read. Correct its syntax first.` };
  if (found.site.writer === undefined || found.site.standing !== "source") {
    return { problem: say`This policy is made elsewhere and cannot be changed here. Shrink it where it is written.` };
  }
  const quota = quotaFor(subjectOf(found, document, sources));
  const shrinking: Shrinking = { document, place, sources, quota, done: new Map() };
  const before = sizeOf(shrinking);
  for (const stage of STAGES) {
    if (stage.isLoss && sizeOf(shrinking) <= quota.most) break;
    yield* stage.run(shrinking);
  }
  const [from, to] = [document.source.text, shrinking.document.source.text];
  const after = sizeOf(shrinking);
  const edits = from === to ? [] : [editBetween(from, to)];
  return { before, after, quota, edits, summary: summaryOf({ before, after, quota, done: shrinking.done }) };
}

/** The policy as it is by now. */
interface Shrinking {
  document: PolicyDocument;
  readonly place: number;
  readonly sources: FittingSources;
  readonly quota: Quota;
  /** How often each thing was done. */
  readonly done: Map<Doing, number>;
}

const DOINGS = ["entries", "statements", "merged", "lists", "sids", "collapsed"] as const;
type Doing = (typeof DOINGS)[number];

interface Stage {
  /** It takes away what somebody may miss. */
  readonly isLoss: boolean;
  readonly run: (shrinking: Shrinking) => Generator<undefined>;
}

const STAGES: readonly Stage[] = [
  { isLoss: false, run: (shrinking) => removeFound(shrinking, redundantStatement, "statements") },
  { isLoss: false, run: (shrinking) => removeFound(shrinking, redundantEntry, "entries") },
  // Before they are merged, since a list of one and its value are not written alike.
  { isLoss: false, run: writeSingleValues },
  { isLoss: false, run: mergeAll },
  { isLoss: true, run: dropSids },
  { isLoss: true, run: collapseAll },
];

function sizeOf(shrinking: Shrinking): number {
  return sizeBy(shrinking.quota, policyOf(shrinking).policy.object);
}

function policyOf({ document, place }: Shrinking): DocumentPolicy {
  const policy = document.policies[place];
  if (policy === undefined) throw new Error("a change that was proved has lost its policy");
  return policy;
}

/** Makes a change if it is proved to change nothing and makes the policy shorter. */
function* tryChange(
  shrinking: Shrinking,
  { changes, ground }: Pick<Proposal, "changes" | "ground">,
  [doing, count]: readonly [Doing, number],
): Generator<undefined, boolean> {
  if (changes.length === 0) return false;
  const { document } = shrinking;
  const proved = yield* provedChange({ changes, ground }, policyOf(shrinking), document, refactoringSources(shrinking));
  yield;
  if (proved === undefined) return false;
  const before = sizeOf(shrinking);
  shrinking.document = proved.after;
  if (sizeOf(shrinking) < before) {
    shrinking.done.set(doing, (shrinking.done.get(doing) ?? 0) + count);
    return true;
  }
  shrinking.document = document;
  return false;
}

function refactoringSources({ document, sources }: Shrinking): RefactoringSources {
  const { catalog, memory, configuration } = sources;
  return { catalog, memory, statedKind: configuration.kindOf(document.source.path) };
}

/** What a check says adds nothing: all at once, or one after the other where together they do not pass. */
function* removeFound(shrinking: Shrinking, check: Check, doing: Doing): Generator<undefined> {
  const removals = yield* removalsOf(check, subjectOf(policyOf(shrinking), shrinking.document, shrinking.sources));
  const together = removals.flat();
  if (yield* tryChange(shrinking, { changes: together, ground: "logic" }, [doing, removals.length])) return;
  for (let tried = 0; tried < removals.length; tried++) {
    const [changes, ...more] = (yield* removalsOf(
      check,
      subjectOf(policyOf(shrinking), shrinking.document, shrinking.sources),
    )).slice(tried);
    const isMade = changes !== undefined && (yield* tryChange(shrinking, { changes, ground: "logic" }, [doing, 1]));
    if (isMade) tried--;
    if (!isMade && more.length === 0) return;
  }
}

function* removalsOf(check: Check, subject: PolicyUnderCheck): Generator<undefined, readonly (readonly Change[])[]> {
  const found: (readonly Change[])[] = [];
  for (const finding of check.find(subject)) {
    yield;
    const [fix] = finding?.fixes?.() ?? [];
    if (fix !== undefined) found.push(fix.changes);
  }
  return found;
}

/** Each statement takes in as many of the others as it can. */
function* mergeAll(shrinking: Shrinking): Generator<undefined> {
  for (let index = 0; index < policyOf(shrinking).policy.statements.length; index++) {
    while (yield* mergeInto(shrinking, index));
  }
}

function* mergeInto(shrinking: Shrinking, index: number): Generator<undefined, boolean> {
  const place = placeOf(shrinking, index);
  const count = policyOf(shrinking).policy.statements.length;
  for (const { changes, ground } of place === undefined ? [] : proposeMerge(place)) {
    if (!(yield* tryChange(shrinking, { changes, ground }, ["merged", 0]))) continue;
    const gone = count - policyOf(shrinking).policy.statements.length;
    shrinking.done.set("merged", (shrinking.done.get("merged") ?? 0) + gone);
    return true;
  }
  return false;
}

function placeOf(shrinking: Shrinking, index: number): RefactoringPlace | undefined {
  const policy = policyOf(shrinking);
  const statement = policy.policy.statements[index];
  const { text } = shrinking.document.source;
  const { catalog, memory } = shrinking.sources;
  return statement && { policy, statement, span: statement.span, text, written: writtenIn(text), catalog, memory };
}

function* writeSingleValues(shrinking: Shrinking): Generator<undefined> {
  const { statements } = policyOf(shrinking).policy;
  const changes = statements.flatMap(listsOf).flatMap(({ list: { node } }): readonly Change[] => {
    const [only, ...others] = node.kind === "array" && node.isShortened !== true ? node.items : [];
    return only?.kind !== "string" || others.length > 0
      ? []
      : [{ change: "replace", value: node, by: { copyOf: only } }];
  });
  yield* tryChange(shrinking, { changes, ground: "logic" }, ["lists", changes.length]);
}

function* dropSids(shrinking: Shrinking): Generator<undefined> {
  const { statements } = policyOf(shrinking).policy;
  const removals = statements.flatMap(({ object }) => {
    const sid = memberNamed(object, "Sid");
    return (sid && removeMember(object, sid)) ?? [];
  });
  yield* tryChange(shrinking, { changes: removals, ground: "logic" }, ["sids", removals.length]);
}

/** Statement by statement, until it fits. */
function* collapseAll(shrinking: Shrinking): Generator<undefined> {
  for (let index = 0; index < policyOf(shrinking).policy.statements.length; index++) {
    if (sizeOf(shrinking) <= shrinking.quota.most) return;
    const action = policyOf(shrinking).policy.statements[index]?.action;
    for (const { changes, ground } of action === undefined ? [] : proposeCollapse(action, shrinking.sources.catalog)) {
      const count = changes.filter(({ change }) => change === "remove-item").length;
      yield* tryChange(shrinking, { changes, ground }, ["collapsed", count]);
    }
  }
}

function summaryOf({
  before,
  after,
  quota,
  done,
}: Omit<ShrunkPolicy, "edits" | "summary"> & Pick<Shrinking, "done">): Phrase {
  if (after === before) {
    return before <= quota.most
      ? say`It has ${sizeInWords(before, quota)}. Nothing can be removed without changing what it says. Leave it as it is: it fits.`
      : say`It has ${sizeInWords(before, quota)}. No shorter version was proved to say the same: split it into several policies.`;
  }
  const what = DOINGS.flatMap((doing) => {
    const count = done.get(doing) ?? 0;
    return count === 0 ? [] : [doingInWords(doing, count)];
  });
  const shrunk = say`From ${counted(before)} to ${sizeInWords(after, quota)}: ${listed(what, "and")}. It was proved to allow and deny the same.`;
  const later = (done.get("collapsed") ?? 0) > 0 ? [say` Wildcards also match actions that AWS adds later.`] : [];
  const left = after > quota.most ? [say` It is still too long: split it into several policies.`] : [];
  return [shrunk, ...later, ...left].flat();
}

function doingInWords(doing: Doing, count: number): Phrase {
  switch (doing) {
    case "entries":
      return say`removed ${count === 1 ? "an entry" : say`${counted(count)} entries`} that others cover`;
    case "statements":
      return say`removed ${countOf(count, "statement")} that others cover`;
    case "merged":
      return say`merged ${countOf(count, "statement")} into others`;
    case "lists":
      return say`wrote ${count === 1 ? "a list of one as its value" : say`${counted(count)} lists of one as their values`}`;
    case "sids":
      return say`dropped ${countOf(count, "Sid")}`;
    case "collapsed":
      return say`collapsed ${countOf(count, "action")} to wildcards`;
  }
}
