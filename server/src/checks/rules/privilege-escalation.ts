import { hasEffect } from "../../evaluation/decision.ts";
import { evaluate, traceStatements } from "../../evaluation/evaluate.ts";
import { type NamedPolicy, type PolicySet } from "../../evaluation/policy-set.ts";
import { contextOf, type Request } from "../../evaluation/request.ts";
import {
  actionMatches,
  actionPattern,
  mayNameActionsOf,
  type ActionPattern,
  readAction,
} from "../../policy/action-pattern.ts";
import { splitArn } from "../../policy/arn.ts";
import { isSettled, type Policy, type Scalar, type Statement } from "../../policy/policy.ts";
import { type Witness } from "../../proof/proof.ts";
import { listed, name, say } from "../../wording/phrase.ts";
import { type Check, type Finding, type PolicyBeside, type PolicyUnderCheck } from "../check.ts";
import { shownRequest } from "../confirmed-witness.ts";
import { type ChainStep, ESCALATION_CHAINS, type EscalationChain } from "../escalation-chains.ts";
import { ESCALATION_MESSAGES as MESSAGES, LETS, thingOf } from "../escalation-messages.ts";
import { ESCALATION_PATHS, type EscalationPath } from "../escalation-paths.ts";
import { allowsEverything, isForAdministrators } from "../for-administrators.ts";
import { policyOfThose, statementFact } from "../known-statements.ts";
import { textSpan } from "../spans.ts";
import { type PolicyHolder } from "../surroundings.ts";

const ACCOUNT = "111122223333";
/** Of whom nothing else is known: what is for certain callers only is not for this one. */
const ANYONE = `arn:aws:iam::${ACCOUNT}:user/zq8`;

interface Way {
  readonly path: EscalationPath;
  readonly entry: Scalar;
  readonly statement: Statement;
}

/** Source: see `ESCALATION_PATHS`. */
export const privilegeEscalation: Check = {
  code: "privilege-escalation",
  severity: "warning",
  summary: "An Allow lets the caller gain more permissions than the policy grants.",
  messages: MESSAGES,
  *find(subject) {
    const { kind, broken } = subject;
    if (broken || subject.isBounded === true || kind.kind !== "identity") return;
    if (allowsEverything(subject)) return;
    const ways: Way[] = [];
    const entries = iamEntries(policyOfThose(subject, allowsIam));
    for (const path of ESCALATION_PATHS) {
      const wanted = readAction(path.action);
      const [first, ...others] = entries.filter(({ pattern }) => actionMatches(pattern, wanted) === "yes");
      if (first === undefined) continue;
      if (isOpenTo(path, subject)) {
        const open = others.length === 0 ? first : [first, ...others].find((one) => isOpenBy(one, path, subject));
        const { entry, statement } = open ?? first;
        ways.push({ path, entry, statement });
      }
      yield;
    }
    const [first, ...others] = ways;
    if (first === undefined) {
      yield* chainFound(subject);
      return;
    }
    const example = shownRequest(subject, first.statement, { witness: witnessOf(first.path), shows: "matched" });
    yield {
      span: textSpan(first.entry),
      ...MESSAGES.way(first.path, others.length),
      ...example,
      ...(isForAdministrators(subject, first.entry, first.statement) ? { severity: "info" as const } : {}),
      related: [
        ...(example.related ?? []),
        ...others
          .filter(({ entry }) => entry !== first.entry)
          .map(({ path, entry }) => ({
            span: textSpan(entry),
            message: say`With ${name(path.action)} on any ${thingOf(path.on)}, callers ${LETS[path.by]}.`,
          })),
      ],
    };
  },
};

interface ChainWay {
  readonly chain: EscalationChain;
  readonly entry: Scalar;
  /** The files of other policies that some of it takes. */
  readonly files: readonly string[];
}

/** Where no single permission does. Of a chain the first permission stands in this policy. */
function* chainFound(subject: PolicyUnderCheck): Generator<Finding | undefined> {
  const starts = chainStarts(policyOfThose(subject, startsChain));
  if (starts.length === 0) return;
  const ways: ChainWay[] = [];
  yield undefined;
  const mayAllow = yield* granterOf(subject);
  for (const chain of ESCALATION_CHAINS) {
    const start = readAction(firstActionOf(chain));
    const named = starts.find(({ pattern }) => actionMatches(pattern, start) === "yes");
    // All of a service is given to whoever runs it.
    if (named === undefined || (chain.passedTo === undefined && /:\*+$/.test(named.entry.text))) continue;
    if (!chain.steps.every(({ action }) => mayAllow(action))) continue;
    const files = filesOpenTo(chain, subject);
    if (files !== undefined) ways.push({ chain, entry: named.entry, files });
    yield undefined;
  }
  const [first, ...others] = ways;
  if (first === undefined) return;
  const { chain, entry, files } = first;
  const actions = [...new Set(requestsOf(chain).map(({ action }) => action))];
  const elsewhere = files.length === 0 ? undefined : say`Some of it is allowed by ${listed(files.map(name), "and")}.`;
  yield {
    span: textSpan(entry),
    ...(chain.passedTo === undefined
      ? MESSAGES.taken(actions, elsewhere, others.length)
      : MESSAGES.passed(actions, chain.passedTo, elsewhere, others.length)),
    severity: "info",
  };
}

/**
 * May the policy allow the action? Asked first, because it is soon said. Other policies of the holder may allow it, too.
 * With a step for each statement, because there may be hundreds.
 */
function* granterOf(subject: PolicyUnderCheck): Generator<undefined, (action: string) => boolean, undefined> {
  const { surroundings, policiesBeside = [] } = subject;
  if (surroundings.holders.length > 0 || policiesBeside.some(({ isSure }) => isSure)) return () => true;
  const granted = new Set<string>();
  for (const statement of subject.policy.statements) {
    const own = mayGrant(subject, statement);
    if (own === "any") return () => true;
    for (const action of own) granted.add(action);
    yield undefined;
  }
  return (action) => granted.has(action);
}

/** Which actions of chains the statement may allow. */
const mayGrant = statementFact(({ effect, action }): readonly string[] | "any" => {
  if (effect?.text === "Deny") return NO_ACTIONS;
  if (action === undefined || action.open) return "any";
  const patterns = action.entries
    .filter((entry) => CHAIN_SERVICES.some((service) => mayNameActionsOf(entry, service)))
    .map(actionPattern);
  if (patterns.length === 0) return NO_ACTIONS;
  const granted = CHAIN_ACTIONS.filter(({ pattern }) => patterns.some((one) => actionMatches(one, pattern) !== "no"));
  return granted.length === 0 ? NO_ACTIONS : granted.map(({ action: name }) => name);
});

const NO_ACTIONS: readonly string[] = [];

const CHAIN_ACTIONS = [...new Set(ESCALATION_CHAINS.flatMap(({ steps }) => steps.map(({ action }) => action)))].map(
  (action) => ({ action, pattern: readAction(action) }),
);

const CHAIN_SERVICES = [...new Set(CHAIN_ACTIONS.map(({ pattern }) => pattern.service))];

interface ChainRequest extends ChainStep {
  readonly passedTo?: string;
}

function requestsOf({ passedTo, steps }: EscalationChain): readonly ChainRequest[] {
  return passedTo === undefined ? steps : [{ action: PASS_ROLE, on: ANY_ROLE, passedTo }, ...steps];
}

function firstActionOf({ passedTo, steps: [first] }: EscalationChain): string {
  return passedTo === undefined ? (first?.action ?? "") : PASS_ROLE;
}

const PASS_ROLE = "iam:PassRole";
const ANY_ROLE = "arn:aws:iam::<account>:role/zq7";

/** Undefined unless all of it is allowed together; then the files that it takes beside the policy itself. */
function filesOpenTo(
  chain: EscalationChain,
  { policy, surroundings, policiesBeside = [] }: PolicyUnderCheck,
): readonly string[] | undefined {
  const own = { name: "", policy };
  const requests = requestsOf(chain);
  if (chain.passedTo !== undefined && passesToAll(own)) return undefined;
  if (surroundings.holders.length === 0) return namesOpenTo(requests, own, policiesBeside);
  for (const holder of surroundings.holders) {
    const { arn, boundaries, denying } = holder;
    const beside = denying
      .filter(({ kind }) => kind === "identity")
      .map((one) => ({ name: one.file, policy: one.policy }));
    const boundary = boundaries.map((one) => ({ name: one.file, policy: one.policy }));
    const limits = boundary.length === 0 ? {} : { boundary };
    const scps = denying.filter(({ kind }) => kind === "scp");
    const isOpen = (one: ChainRequest, identity: PolicySet["identity"]): boolean =>
      isAllowedChained(one, arn, { identity, ...limits });
    const stopped = requests.some(
      (one) => mayBeDeniedChained(one, holder) || !isOpen(one, [own, ...beside]) || mayBeLeftOut(one, arn, scps),
    );
    if (stopped) continue;
    const needed = requests.filter((one) => !isOpen(one, [own]));
    return beside.filter((other) => needed.some((one) => isOpen(one, [other]))).map((other) => other.name);
  }
  return undefined;
}

/** The same of the policies that a file gives its holder. */
function namesOpenTo(
  requests: readonly ChainRequest[],
  own: NamedPolicy,
  policiesBeside: readonly PolicyBeside[],
): readonly string[] | undefined {
  const beside = policiesBeside.filter(({ isSure }) => isSure);
  const isOpen = (one: ChainRequest, identity: PolicySet["identity"]): boolean =>
    isAllowedChained(one, ANYONE, { identity });
  if (!requests.every((one) => isOpen(one, [own, ...beside]))) return undefined;
  if (requests.some((one) => isDeniedBeside(chainedRequest(one, ANYONE), policiesBeside))) return undefined;
  const needed = requests.filter((one) => !isOpen(one, [own]));
  return beside.filter((other) => needed.some((one) => isOpen(one, [other]))).map((other) => other.name);
}

/** Where an Allow of SCPs is here, it is not for certain that another one, which is not here, allows the rest. */
function mayBeLeftOut(one: ChainRequest, arn: string, scps: PolicyHolder["denying"]): boolean {
  const allowing = scps.filter(({ policy }) => policy.statements.some(({ effect }) => effect?.text === "Allow"));
  return (
    allowing.length > 0 &&
    !allowing.some(({ policy, file }) => isAllowedChained(one, arn, { identity: [{ name: file, policy }] }))
  );
}

/** That is for `passes-any-role` to say. */
function passesToAll(own: NamedPolicy): boolean {
  return isAllowedChained({ action: PASS_ROLE, on: "arn:aws:iam::<account>:zq7" }, ANYONE, { identity: [own] });
}

function isAllowedChained(one: ChainRequest, caller: string, policies: PolicySet): boolean {
  return evaluate(chainedRequest(one, caller), policies).allowed === "yes";
}

function mayBeDeniedChained(one: ChainRequest, { arn, denying }: PolicyHolder): boolean {
  const identity = denying.map(({ policy, file }) => ({ name: file, policy }));
  return traceStatements(chainedRequest(one, arn), { identity }).some((trace) => hasEffect("Deny", trace) !== "no");
}

/** Of its context only the service is known that gets the role, which the caller chooses. */
function chainedRequest({ action, on, passedTo }: ChainRequest, principal: string): Request {
  const accountId = accountOf(principal);
  const known: readonly (readonly [string, string])[] =
    passedTo === undefined ? [] : [["iam:PassedToService", passedTo]];
  return {
    principal,
    action,
    resource: { arn: on.replace("<account>", accountId), accountId },
    context: contextOf(known, { unlisted: "unknown" }),
  };
}

/** Entries of Allows with the first permission of a chain: whoever allows `*` means everything. */
function chainStarts({ statements }: Policy): readonly Omit<IamEntry, "statement">[] {
  return statements
    .filter(({ effect }) => effect?.text === "Allow")
    .flatMap(({ action }) => action?.entries ?? [])
    .filter((entry) => STARTS.test(entry.text) && isSettled(entry))
    .map((entry) => ({ entry, pattern: actionPattern(entry) }));
}

const STARTS = new RegExp(
  `^(?:${[...new Set(ESCALATION_CHAINS.map((chain) => firstActionOf(chain).split(":")[0]))].join("|")}):`,
  "i",
);

const startsChain = statementFact(
  (statement, { policy }) => chainStarts({ ...policy, statements: [statement] }).length > 0,
);

const allowsIam = statementFact(
  (statement, { policy }) => iamEntries({ ...policy, statements: [statement] }).length > 0,
);

/** Another statement may name the action for some resources only. */
function isOpenBy({ statement }: IamEntry, path: EscalationPath, subject: PolicyUnderCheck): boolean {
  return isOpenTo(path, { ...subject, policy: { ...subject.policy, statements: [statement] } });
}

interface IamEntry {
  readonly statement: Statement;
  readonly entry: Scalar;
  readonly pattern: ActionPattern;
}

/** The entries of Allows that are about IAM: whoever allows `*` means everything. */
function iamEntries({ statements }: Policy): readonly IamEntry[] {
  return statements
    .filter(({ effect }) => effect?.text === "Allow")
    .flatMap((statement) => (statement.action?.entries ?? []).map((entry) => ({ statement, entry })))
    .filter(({ entry }) => /^iam:/i.test(entry.text) && isSettled(entry))
    .map(({ statement, entry }) => ({ statement, entry, pattern: actionPattern(entry) }));
}

/** For someone who has the policy, where the workspace says who that is; otherwise for anyone. */
function isOpenTo(path: EscalationPath, { policy, surroundings, policiesBeside }: PolicyUnderCheck): boolean {
  const own = { name: "", policy };
  if (surroundings.holders.length === 0) {
    return isAllowed(path, ANYONE, { identity: [own] }) && !isDeniedBeside(requestOf(path, ANYONE), policiesBeside);
  }
  return surroundings.holders.some((holder) => {
    const boundary = holder.boundaries.map((one) => ({ name: one.file, policy: one.policy }));
    const set = { identity: [own], ...(boundary.length === 0 ? {} : { boundary }) };
    return isAllowed(path, holder.arn, set) && !mayBeDenied(path, holder);
  });
}

function isAllowed(path: EscalationPath, caller: string, policies: PolicySet): boolean {
  return evaluate(requestOf(path, caller), policies).allowed === "yes";
}

/** By another policy that the file gives the holder. */
function isDeniedBeside(request: Request, beside: PolicyUnderCheck["policiesBeside"] = []): boolean {
  return traceStatements(request, { identity: [...beside] }).some((trace) => hasEffect("Deny", trace) !== "no");
}

/** By a Deny of another policy of the holder, or of an SCP. */
function mayBeDenied(path: EscalationPath, { arn, denying }: PolicyHolder): boolean {
  const identity = denying.map(({ policy, file }) => ({ name: file, policy }));
  return traceStatements(requestOf(path, arn), { identity }).some((trace) => hasEffect("Deny", trace) !== "no");
}

/** Nothing is known of its context, so a condition stops it. */
function requestOf({ action, on }: EscalationPath, principal: string): Request {
  const accountId = accountOf(principal);
  return {
    principal,
    action,
    resource: { arn: `arn:aws:iam::${accountId}:${on}`, accountId },
    context: contextOf([], { unlisted: "unknown" }),
  };
}

function witnessOf({ action, on }: EscalationPath): Witness {
  return { principal: undefined, action, resource: `arn:aws:iam::${ACCOUNT}:${on}`, context: new Map() };
}

function accountOf(principal: string): string {
  return splitArn(principal).find(({ field }) => field === "account")?.text ?? ACCOUNT;
}
