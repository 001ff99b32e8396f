/** Who can do something, by the statements of a workspace: those that deny it first, and what is not certain apart. */
import { type AccessQuestion, type Doubt, type StatementAbout } from "../workspace/statements-about.ts";
import { sidOf } from "../policy/policy.ts";
import { kindInWords } from "../wording/layer.ts";
import { countOf, type Inline, listed, name, type Phrase, say, sentences } from "../wording/phrase.ts";
import { phraseToPlainText } from "../wording/plain-text.ts";
import { describeStatement } from "../wording/statement.ts";
import { type UnreadReason } from "../denial/not-known.ts";
import { type ModuleReadOnce } from "../hosts/host.ts";
import { callsOfModule, leftOutOfAnswer, UNLISTED } from "./unknown-sentences.ts";
import { type LinkedPlace, type ReportBlock, reportToText } from "./render-report.ts";

export interface WhoCanRow extends StatementAbout {
  /** The prover says that it matches no request at all. */
  readonly isDead: boolean;
  readonly place: LinkedPlace;
}

export interface WhoCanAnswer {
  readonly question: AccessQuestion;
  readonly rows: readonly WhoCanRow[];
  /** How many policies were looked at. */
  readonly policies: number;
  /** Files that were left out. */
  readonly unread: readonly { readonly why: UnreadReason; readonly files: readonly string[] }[];
  /** Those whose calls are not read. */
  readonly modules: readonly ModuleReadOnce[];
  /** "part" if there may be more files than were listed. */
  readonly extent: "all" | "part";
  /** What is to be said of the action's name: that the reference does not list it. */
  readonly note: Phrase | undefined;
}

/** Plain text with headings that are underlined. */
export function whoCanText(answer: WhoCanAnswer): string {
  return reportToText(reportOf(answer));
}

/** A file name: letters, digits and hyphens. */
export function whoCanTitle({ question: { action } }: WhoCanAnswer): string {
  return `who-can-${action.replace(/[^a-z0-9]+/gi, "-").slice(0, 60)}`;
}

/** One sentence of plain text. */
export function whoCanSummary(answer: WhoCanAnswer): string {
  return phraseToPlainText(summaryOf(answer));
}

const SECTIONS: readonly (readonly [heading: string, holds: (row: WhoCanRow) => boolean])[] = [
  ["Denies it", ({ effect, doubts }) => effect === "Deny" && doubts.length === 0],
  ["May deny it", ({ effect, doubts }) => effect === "Deny" && doubts.length > 0],
  ["Allows it", (row) => grants(row) && row.doubts.length === 0],
  ["May allow it", (row) => grants(row) && row.doubts.length > 0],
  ["Limits that let it through", (row) => row.effect === "Allow" && !grants(row)],
  ["Whether it allows or denies is filled in elsewhere", ({ effect }) => effect === undefined],
];

const LIMITING: ReadonlySet<string> = new Set(["scp", "rcp", "boundary", "session", "vpc-endpoint"]);

function grants({ effect, policy }: WhoCanRow): boolean {
  return effect === "Allow" && !LIMITING.has(policy.kind.kind);
}

/** In one section; more are only counted. */
const MOST_SHOWN = 100;

function reportOf(answer: WhoCanAnswer): readonly ReportBlock[] {
  const alive = answer.rows.filter(({ isDead }) => !isDead);
  const dead = answer.rows.filter(({ isDead }) => isDead);
  return [
    { kind: "title", phrase: say`Who can ${asked(answer.question)}?` },
    { kind: "text", phrase: summaryOf(answer) },
    ...(answer.note === undefined ? [] : [{ kind: "text" as const, phrase: answer.note }]),
    ...SECTIONS.flatMap(([heading, holds]) => section(heading, alive.filter(holds))),
    ...section("Names it, but never matches any request", dead),
    { kind: "heading", phrase: say`What this rests on` },
    {
      kind: "items",
      items: groundsOf(answer).map((phrase) => ({ place: undefined, phrase, commands: [], code: undefined })),
    },
  ];
}

function asked({ action, resource }: AccessQuestion): Phrase {
  return resource === undefined ? say`${name(action)}` : say`${name(action)} on ${name(resource)}`;
}

function summaryOf({ question, rows, policies }: WhoCanAnswer): Phrase {
  if (policies === 0) {
    return say`No policy was found here, so nothing is known of ${asked(question)}. Ask again in the folder that has your policies.`;
  }
  const alive = rows.filter(({ isDead }) => !isDead);
  const allowing = alive.filter(grants);
  const denying = alive.filter(({ effect }) => effect === "Deny");
  if (allowing.length === 0) {
    const lead = say`No statement in this workspace allows ${asked(question)}.`;
    return denying.length === 0 ? lead : say`${lead} ${counted(denying, "denies it", "deny it")}`;
  }
  return sentences(
    counted(allowing, "allows it", "allow it"),
    denying.length === 0 ? say`None denies it.` : counted(denying, "denies it", "deny it"),
  );
}

/** "3 statements allow it, 1 of them in every case." `several` is what one in doubt may do as well. */
function counted(rows: readonly WhoCanRow[], one: string, several: string): Phrase {
  const sure = rows.filter(({ doubts }) => doubts.length === 0).length;
  const lead = countOf(rows.length, "statement");
  if (sure === 0) return say`${lead} may ${several}.`;
  const sentence = say`${lead} ${rows.length === 1 ? one : several}`;
  return sure === rows.length ? say`${sentence}.` : say`${sentence}, ${String(sure)} of them in every case.`;
}

function section(heading: string, rows: readonly WhoCanRow[]): readonly ReportBlock[] {
  if (rows.length === 0) return [];
  const rest = rows.length - MOST_SHOWN;
  return [
    { kind: "heading", phrase: say`${heading}` },
    ...rows.slice(0, MOST_SHOWN).flatMap(blocksOf),
    ...(rest > 0 ? [{ kind: "text" as const, phrase: say`${countOf(rest, "more statement")} not shown.` }] : []),
  ];
}

function blocksOf(row: WhoCanRow): readonly ReportBlock[] {
  const [lead, ...conditions] = describeStatement(row.statement);
  const items = conditions.map(({ phrase }) => ({ place: undefined, phrase, commands: [], code: undefined }));
  const doubts = row.doubts.map(inDoubt).filter((phrase) => phrase !== undefined);
  return [
    { kind: "place", place: row.place, phrase: sentences(say`${policyOf(row)}.`, lead?.phrase) },
    ...(items.length === 0 ? [] : [{ kind: "items" as const, items }]),
    ...(doubts.length === 0 ? [] : [{ kind: "text" as const, phrase: sentences(...doubts) }]),
  ];
}

/** "Statement Read of `reader`, identity-based policy, attached to `app`" */
function policyOf({ policy, statement }: WhoCanRow): Phrase {
  const sid = sidOf(statement);
  const { kind, binding } = policy;
  const own = sid === undefined ? say`Statement ${statement.index + 1}` : say`Statement ${name(sid)}`;
  const kindName = kind.kind === "unknown" ? "policy of unknown kind" : kindInWords(kind.kind);
  const holders = [...binding.attachedTo, ...binding.targets, ...binding.declared.holders];
  const ofResource = [binding.resource ?? [], binding.declared.resources].flat();
  const attached: readonly Inline[] = [...new Set(holders.length > 0 ? holders : ofResource)].map(name);
  const named = policy.name === policy.path ? say`` : say` of ${name(policy.name)}`;
  const to =
    attached.length === 0 ? say`` : say`, ${holders.length > 0 ? "attached to" : "of"} ${listed(attached, "and")}`;
  return say`${own}${named}, ${kindName}${to}`;
}

/** A condition is shown with the statement. */
function inDoubt(doubt: Doubt): Phrase | undefined {
  switch (doubt) {
    case "condition":
      return undefined;
    case "some-resources":
      return say`It covers only some of these resources.`;
    case "variable":
      return say`A policy variable decides which resources it covers.`;
    case "filled-in":
      return say`Part of it is filled in elsewhere.`;
    case "may-be-absent":
      return say`Something outside the file decides whether it is there.`;
    case "whose":
      return say`It is not known which resource has this policy: say so in ${name("iam-verdict.json")}.`;
  }
}

function groundsOf({ rows, unread, modules, extent }: WhoCanAnswer): readonly Phrase[] {
  const limits = rows.some((row) => row.effect === "Allow" && !grants(row));
  return [
    say`Only the policies of this workspace were looked at. Others may be attached in AWS.`,
    say`An Allow counts for those who have its policy, or whom it names, as long as nothing denies the request.`,
    ...(limits ? [say`A limit grants nothing by itself: another policy has to allow the request, too.`] : []),
    ...unread.map(({ files, why }) => leftOutOfAnswer(files, why)),
    ...modules.map(callsOfModule),
    ...(extent === "part" ? [UNLISTED] : []),
  ];
}
