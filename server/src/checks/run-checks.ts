import { append } from "../domains/append.ts";
import { resultOf } from "../text/steps.ts";
import { type Statement } from "../policy/policy.ts";
import { asGuessed, certainKind } from "./kind-rules.ts";
import { type Check, type Finding, type PolicyUnderCheck, type ReportedFinding, type Severity } from "./check.ts";
import { ALL_CHECKS } from "./index.ts";
import {
  type FindingPhase,
  foundWith,
  keep,
  keepFound,
  type KnownFindings,
  type KnownStatement,
  recall,
} from "./known-statements.ts";
import { withoutSingleOffers } from "./offered-values.ts";
import { isOtherDialect } from "./other-dialects.ts";
import { toldTogether } from "./told-together.ts";

export interface CheckOptions {
  /** By code; a check that is not listed keeps its own severity. */
  readonly severities: ReadonlyMap<string, Severity | "off">;
  /** A check that throws is reported here; the others still run. */
  readonly onCheckFailure: (code: string, error: unknown) => void;
}

/** What the checks say of one policy, in the order of the text. */
export function runChecks(subject: PolicyUnderCheck, options: CheckOptions): readonly ReportedFinding[] {
  return runTheseChecks(ALL_CHECKS, subject, options);
}

/** The same where `subject` has its source: of statements that are known by their text nothing is sought again. */
export function runChecksAgain(subject: PolicyUnderCheck, options: CheckOptions): readonly ReportedFinding[] {
  return toldTogether([
    ...resultOf(checkSteps("looking", subject, options)),
    ...resultOf(checkSteps("proving", subject, options)),
  ]);
}

export function runTheseChecks(
  checks: readonly Check[],
  subject: PolicyUnderCheck,
  options: CheckOptions,
): readonly ReportedFinding[] {
  if (isOtherDialect(subject)) return [];
  const parts: readonly FindingPart[] = subject.whole === undefined ? ["find", "findAround"] : ["find"];
  const asked = subject.policy.statements.map((statement) => askedOf(statement, subject));
  const found: ReportedFinding[] = [];
  for (const check of checks) {
    const isAsked = check.perStatement !== true || asked.some((mayFind) => mayFind(check));
    for (const part of isAsked ? parts : parts.slice(1)) {
      const rest = begun(check, subject, options, part);
      if (rest !== undefined) append(found, resultOf(restOf(check, rest, subject, options)));
    }
  }
  return toldTogether(found);
}

/** Of a check: what it says of statements or the policy, and what of that which is around the statements. */
type FindingPart = "find" | "findAround";

interface PhaseChecks {
  readonly perStatement: readonly Check[];
  /** Those of them that also say something of what is around the statements. */
  readonly around: readonly Check[];
  /** Those that look at the policy as a whole. */
  readonly whole: readonly Check[];
}

const CHECKS: Readonly<Record<FindingPhase, PhaseChecks>> = {
  looking: sorted(ALL_CHECKS.filter(({ proves }) => proves !== true)),
  proving: sorted(ALL_CHECKS.filter(({ proves }) => proves === true)),
};

function sorted(checks: readonly Check[]): PhaseChecks {
  return {
    perStatement: checks.filter(({ perStatement }) => perStatement === true),
    around: checks.filter((check) => check.findAround !== undefined),
    whole: checks.filter(({ perStatement }) => perStatement !== true),
  };
}

/**
 * What the checks that only look say, or those that rest on proofs: a step for each statement, for each check of the
 * policy as a whole, and for whatever takes long in them. Findings of both are still to be told together: `toldTogether`.
 */
export function* checkSteps(
  phase: FindingPhase,
  subject: PolicyUnderCheck,
  options: CheckOptions,
): Generator<undefined, readonly ReportedFinding[]> {
  const known = subject.memory.policies.of(subject);
  const before = known && foundWith(known, phase, options.severities);
  if (before !== undefined) return foundInPolicyAgain(phase, subject, before, options);
  if (isOtherDialect(subject)) return [];
  let failures = 0;
  const onCheckFailure: CheckOptions["onCheckFailure"] = (code, error) => {
    failures++;
    options.onCheckFailure(code, error);
  };
  const found = yield* findInPolicy(phase, subject, { ...options, onCheckFailure });
  const findings = known === undefined || failures > 0 ? undefined : keep(found, subject.policy);
  if (known && findings) keepFound(known, phase, { severities: options.severities, findings });
  return found;
}

function* findInPolicy(
  phase: FindingPhase,
  subject: PolicyUnderCheck,
  options: CheckOptions,
): Generator<undefined, readonly ReportedFinding[]> {
  const findings: ReportedFinding[] = [];
  const knownOf = subject.memory.statements.of(subject);
  for (const statement of subject.policy.statements) {
    const known = knownOf(statement);
    const alone = (): PolicyUnderCheck => aloneIn(subject, statement);
    const before = foundWith(known, phase, options.severities);
    const found =
      before === undefined
        ? yield* findInStatement(phase, statement, known, alone, options)
        : foundAgain(phase, statement, before, alone, options);
    append(findings, found);
    yield;
  }
  for (const check of CHECKS[phase].around) append(findings, yield* stepsOf(check, subject, options, "findAround"));
  for (const check of CHECKS[phase].whole) {
    const rest = begun(check, subject, options);
    if (rest !== undefined) append(findings, yield* restOf(check, rest, subject, options));
    yield;
  }
  return findings;
}

/** As of a statement. */
function foundInPolicyAgain(
  phase: FindingPhase,
  subject: PolicyUnderCheck,
  { findings }: KnownFindings,
  options: CheckOptions,
): readonly ReportedFinding[] {
  const { perStatement, around, whole } = CHECKS[phase];
  const { statements } = subject.policy;
  const anew = (code: string): readonly ReportedFinding[] => {
    const named = (checks: readonly Check[]): readonly Check[] => checks.filter((check) => check.code === code);
    return [
      ...named(perStatement).flatMap((check) =>
        statements.flatMap((one) => resultOf(stepsOf(check, aloneIn(subject, one), options))),
      ),
      ...named(around).flatMap((check) => resultOf(stepsOf(check, subject, options, "findAround"))),
      ...named(whole).flatMap((check) => resultOf(stepsOf(check, subject, options))),
    ];
  };
  return findings.length === 0 ? NO_FINDINGS : recall(findings, subject.policy, anew);
}

function aloneIn(subject: PolicyUnderCheck, statement: Statement): PolicyUnderCheck {
  const alone = { ...subject, policy: { ...subject.policy, statements: [statement] }, whole: subject.policy };
  // What a statement is known by is the same there, and takes as long as a check.
  subject.memory.statements.ofSome(alone, subject);
  return alone;
}

/** What is known of the statement is not sought again; its fixes are, when somebody asks for them. */
function foundAgain(
  phase: FindingPhase,
  statement: Statement,
  { findings }: KnownFindings,
  alone: () => PolicyUnderCheck,
  options: CheckOptions,
): readonly ReportedFinding[] {
  if (findings.length === 0) return NO_FINDINGS;
  // Whoever asks for the fixes of one finding of a check mostly asks for those of the others.
  const sought = new Map<string, readonly ReportedFinding[]>();
  const anew = (code: string): readonly ReportedFinding[] => {
    const checks = CHECKS[phase].perStatement.filter((check) => check.code === code);
    const again = sought.get(code) ?? runTheseChecks(checks, alone(), options);
    sought.set(code, again);
    return again;
  };
  return recall(findings, statement, anew);
}

function* findInStatement(
  phase: FindingPhase,
  statement: Statement,
  known: KnownStatement,
  alone: () => PolicyUnderCheck,
  options: CheckOptions,
): Generator<undefined, readonly ReportedFinding[]> {
  let failures = 0;
  const onCheckFailure: CheckOptions["onCheckFailure"] = (code, error) => {
    failures++;
    options.onCheckFailure(code, error);
  };
  const found: ReportedFinding[] = [];
  const subject = alone();
  const own = { ...options, onCheckFailure };
  const mayFind = askedOf(statement, subject);
  const checksInStep = hasLongList(statement) ? 1 : CHECKS_IN_STEP;
  for (const [index, check] of CHECKS[phase].perStatement.entries()) {
    if (!mayFind(check)) continue;
    const rest = begun(check, subject, own);
    if (rest !== undefined) append(found, yield* restOf(check, rest, subject, own));
    // Most have nothing to say of a statement, and giving way takes longer than they do.
    if (check.proves === true || index % checksInStep === 0) yield;
  }
  const findings = failures > 0 ? undefined : keep(found, statement);
  if (findings !== undefined) keepFound(known, phase, { severities: options.severities, findings });
  return found;
}

/** Whether a check has anything to look at in the statement: half of them have not in most. */
export function askedOf(statement: Statement, subject: PolicyUnderCheck): (check: Check) => boolean {
  const { condition, principal, notPrincipal } = statement;
  const has = { Condition: condition !== undefined, Principal: (principal ?? notPrincipal) !== undefined };
  const kind = certainKind(subject);
  return ({ element, kinds }) =>
    (element === undefined || has[element]) && (kinds === undefined || (kind !== undefined && kinds.includes(kind)));
}

/** So many that only look take about as long as a proof of the simplest statement. */
const CHECKS_IN_STEP = 16;

/** Of a long list many checks look at every entry. */
function hasLongList({ action, notAction, resource, notResource }: Statement): boolean {
  return [action, notAction, resource, notResource].some((list) => (list?.entries.length ?? 0) > LONG_LIST);
}

const LONG_LIST = 100;

const NO_FINDINGS: readonly ReportedFinding[] = [];

/** A step wherever the check gives way, and for each finding. */
function* stepsOf(
  check: Check,
  subject: PolicyUnderCheck,
  options: CheckOptions,
  part: FindingPart = "find",
): Generator<undefined, readonly ReportedFinding[]> {
  const rest = begun(check, subject, options, part);
  return rest === undefined ? NO_FINDINGS : yield* restOf(check, rest, subject, options);
}

/** A check that has said something, or gave way, and what it will say. */
interface BegunCheck {
  readonly first: Finding | undefined;
  readonly rest: Iterator<Finding | undefined>;
}

/** Undefined for a check that has nothing to say, as most have of a statement: it takes no steps. */
function begun(
  check: Check,
  subject: PolicyUnderCheck,
  { severities, onCheckFailure }: CheckOptions,
  part: FindingPart = "find",
): BegunCheck | undefined {
  if (severities.get(check.code) === "off") return undefined;
  try {
    const rest = check[part]?.(subject)[Symbol.iterator]();
    const first = rest?.next();
    return rest === undefined || first === undefined || first.done === true ? undefined : { first: first.value, rest };
  } catch (error) {
    onCheckFailure(check.code, error);
    return undefined;
  }
}

function* restOf(
  check: Check,
  { first, rest }: BegunCheck,
  subject: PolicyUnderCheck,
  { severities, onCheckFailure }: CheckOptions,
): Generator<undefined, readonly ReportedFinding[]> {
  const found: Finding[] = [];
  try {
    if (first !== undefined) found.push(first);
    // A list of thousands of entries may have thousands of findings.
    yield;
    for (let next = rest.next(); next.done !== true; next = rest.next()) {
      if (next.value !== undefined) found.push(next.value);
      yield;
    }
  } catch (error) {
    onCheckFailure(check.code, error);
  }
  if (found.length === 0) return NO_FINDINGS;
  const chosen = severities.get(check.code);
  const findings = found.map((finding): ReportedFinding => {
    if (chosen !== undefined && chosen !== "off") return { ...finding, code: check.code, severity: chosen };
    const reported = { ...finding, code: check.code, severity: finding.severity ?? check.severity };
    return asGuessed(reported, subject.kind);
  });
  return withoutSingleOffers(check, findings, subject.policy.statements);
}
