/**
 * What checks found in statements, known again by how they are written: an edit changes one statement of a policy, and
 * in the others the same is found as before. Only texts, numbers and copies are kept, so that no version of a file stays
 * in memory because of them.
 */
import { recent } from "../domains/recent.ts";
import { type Policy, type Statement } from "../policy/policy.ts";
import { ownCopy } from "../text/own-text.ts";
import { type Span } from "../text/span.ts";
import { type PolicyUnderCheck, type ReportedFinding, type Severity } from "./check.ts";
import { allowsNothing, certainKind, namesPrincipals } from "./kind-rules.ts";
import { owningService } from "./owning-service.ts";
import { statementText } from "./statement-text.ts";

export type FindingPhase = "looking" | "proving";

/** Undefined what was not sought yet. */
export interface KnownStatement {
  /** By the severities, last sought first. */
  readonly findings: Partial<Record<FindingPhase, readonly KnownFindings[]>>;
  /** Answers of `statementFact`, by the question. */
  readonly facts: Map<unknown, unknown>;
}

/**
 * What `find` says of a statement, found once for its text. It holds no place, and nothing of the file; what is said rests
 * on the statement, on the kind of policy, and on the other elements of the policy.
 */
export function statementFact<Fact>(
  find: (statement: Statement, subject: PolicyUnderCheck) => Fact,
): (subject: PolicyUnderCheck, statement: Statement) => Fact {
  return (subject, statement) => {
    const { facts } = subject.memory.statements.of(subject)(statement);
    if (!facts.has(find)) facts.set(find, find(statement, subject));
    return facts.get(find) as Fact;
  };
}

export interface KnownFindings {
  /** They are theirs. */
  readonly severities: ReadonlyMap<string, Severity | "off">;
  readonly findings: readonly KeptFinding[];
}

type PlainFinding = Omit<ReportedFinding, "fixes">;

/** A finding as if the statement, or policy, stood at the beginning of the file. */
interface KeptFinding {
  readonly finding: PlainFinding;
  /** Its place among the findings of its check, if it has fixes: they are made of the statement as it stands then. */
  readonly fixesOf: number | undefined;
}

/** Those of the settings, and the checks' own with which the fixes of a denial are tried. */
const MOST_SEVERITIES = 2;

/** What was found in the statement or policy with those severities. */
export function foundWith(
  { findings }: Pick<KnownStatement, "findings">,
  phase: FindingPhase,
  severities: KnownFindings["severities"],
): KnownFindings | undefined {
  return findings[phase]?.find((one) => one.severities === severities);
}

/** Keeps what was found. */
export function keepFound(
  { findings }: Pick<KnownStatement, "findings">,
  phase: FindingPhase,
  found: KnownFindings,
): void {
  findings[phase] = [found, ...(findings[phase] ?? [])].slice(0, MOST_SEVERITIES);
}

export interface StatementMemory {
  /** What is known of statements in policies like this one. */
  of(subject: PolicyUnderCheck): KnownTo;
  /** `one` is `subject` with some of its statements alone: the same is known of them. */
  ofSome(one: PolicyUnderCheck, subject: PolicyUnderCheck): void;
  clear(): void;
}

/** The policy with those statements alone for which `isMeant` holds: a fact of each, so that nobody looks at the others. */
export function policyOfThose(
  subject: PolicyUnderCheck,
  isMeant: (subject: PolicyUnderCheck, statement: Statement) => boolean,
): Policy {
  const { policy } = subject;
  return { ...policy, statements: policy.statements.filter((statement) => isMeant(subject, statement)) };
}

/** `mostKept` bounds how many statements are known again. */
export function openStatementMemory(mostKept: number): StatementMemory {
  const statements = recent<string, KnownStatement>(mostKept);
  const settings = recent<string, number>(mostKept);
  let count = 0;
  const knownTo = (subject: PolicyUnderCheck): KnownTo => {
    const { source, policy } = subject;
    const known = new Map<Statement, KnownStatement>();
    // In a broken text a line may have been left out, so what is written does not tell what was read: it is known for as long
    // as somebody asks about this policy, and no longer.
    const isRead = source !== undefined && !subject.broken;
    const setting = isRead ? settings.get(settingOf(subject), () => ++count) : 0;
    return (statement) => {
      const before = known.get(statement);
      if (before !== undefined) return before;
      if (!isRead) {
        const own = { findings: {}, facts: new Map<unknown, unknown>() };
        known.set(statement, own);
        return own;
      }
      const { span, certain } = statement;
      const values = subject.refers === true ? statementText(policy, statement) : "";
      const text = `${setting} ${certain} ${source.slice(span.start, span.end)}${values}`;
      const now = statements.get(text, () => ({ findings: {}, facts: new Map() }));
      known.set(statement, now);
      return now;
    };
  };
  let asked = new WeakMap<PolicyUnderCheck, KnownTo>();
  const of = (subject: PolicyUnderCheck): KnownTo => {
    const known = asked.get(subject) ?? knownTo(subject);
    asked.set(subject, known);
    return known;
  };
  return {
    of,
    ofSome: (one, subject) => {
      asked.set(one, of(subject));
    },
    clear() {
      statements.clear();
      settings.clear();
      asked = new WeakMap();
    },
  };
}

/** What is known to those who ask about one policy. */
type KnownTo = (statement: Statement) => KnownStatement;

/** Everything beside a statement that a check of it may ask for. */
export function settingOf(subject: PolicyUnderCheck): string {
  const { policy, kind, resource, declaredResources } = subject;
  const elements = policy.object.members.map(({ key }) => key);
  const { version } = policy;
  const asked = [
    version?.text,
    version?.type,
    version?.holes,
    elements,
    certainKind(subject),
    namesPrincipals(subject),
    allowsNothing(subject),
    owningService(subject),
  ];
  return JSON.stringify([kind, resource, declaredResources, asked]);
}

/** Nobody edits a statement with more of them, and copies of them all would take long. */
const MOST_FINDINGS = 200;

/** Undefined if there are too many, or one of them is about a place outside the statement or policy, too. */
export function keep(
  found: readonly ReportedFinding[],
  { span: { start, end } }: Pick<Statement, "span">,
): readonly KeptFinding[] | undefined {
  if (found.length > MOST_FINDINGS) return undefined;
  const counts = new Map<string, number>();
  const kept: KeptFinding[] = [];
  for (const { fixes, ...finding } of found) {
    if (!spansOf(finding).every((span) => start <= span.start && span.end <= end)) return undefined;
    const count = counts.get(finding.code) ?? 0;
    counts.set(finding.code, count + 1);
    kept.push({ finding: ownCopy(moved(finding, -start)), fixesOf: fixes === undefined ? undefined : count });
  }
  return kept;
}

/** The findings where the statement or policy stands now. `anew` finds those of one check once more: for their fixes. */
export function recall(
  kept: readonly KeptFinding[],
  { span: { start } }: Pick<Statement, "span">,
  anew: (code: string) => readonly ReportedFinding[],
): readonly ReportedFinding[] {
  return kept.map(({ finding, fixesOf }) => ({
    ...moved(finding, start),
    ...(fixesOf === undefined ? {} : { fixes: () => anew(finding.code)[fixesOf]?.fixes?.() ?? [] }),
  }));
}

function spansOf({ span, related = [], fades, provedFrom = [] }: PlainFinding): readonly Span[] {
  return [span, ...related.map((one) => one.span), ...(fades === undefined ? [] : [fades]), ...provedFrom];
}

function moved(finding: PlainFinding, by: number): PlainFinding {
  const { span, related, fades, provedFrom } = finding;
  const move = ({ start, end }: Span): Span => ({ start: start + by, end: end + by });
  return {
    ...finding,
    span: move(span),
    ...(related && { related: related.map((one) => ({ ...one, span: move(one.span) })) }),
    ...(fades && { fades: move(fades) }),
    ...(provedFrom && { provedFrom: provedFrom.map(move) }),
  };
}
