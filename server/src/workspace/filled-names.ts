/**
 * What the name of a caller tells of variables: a role that a module calls `${var.env}-app` is `prod-app` only where
 * `var.env` is `prod`, and then it is so in all that the module makes.
 */
import { type Declaration, type GivenVariables } from "../hosts/host.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { type AccountCaller } from "../policy/caller.ts";
import { isMask } from "../policy/masked-arn.ts";
import { type FilledText, patternOf, withUsual } from "../syntax/filled-text.ts";
import { type Hole } from "../syntax/value.ts";
import { type DeploymentVariables } from "../policy/deployment-variables.ts";
import { bestFitAmong, fitOf } from "./declared-attachments.ts";
import { type WorkspacePolicies } from "./workspace.ts";

/**
 * Of several resources that may be the caller those count that the name fits best. Where calls of a module give it what
 * makes the name, the rest of what they give is known as well. `resource`: the ARN that was asked for, if that is known:
 * where the same names would make another one, it is of another deployment.
 */
export function variablesOfCaller(
  { principal, resource }: { readonly principal: string | undefined; readonly resource: string | undefined },
  { given, filledNames, policies, holders }: NamesInWorkspace & Pick<WorkspacePolicies, "given">,
): VariablesOfCaller {
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  const ofHolders = filledNames.filter(({ type }) => HOLDER.test(type));
  if (caller === undefined || isMask(caller.name) || ofHolders.length === 0) return NOTHING_FILLED;
  const ofCaller = { filledNames: ofHolders, policies, holders };
  const called = new Set<string | undefined>(given.map(({ to }) => to));
  const known = new Map([
    ...givenByMakers(callerMade(caller, ofHolders), given),
    ...variablesInName(caller, (module) => called.has(module), ofCaller),
  ]);
  if (known.size === 0) return NOTHING_FILLED;
  if (resource !== undefined && isMadeElsewhere(resource, filledNames, known))
    return { everywhere: new Map(), ofCaller: known };
  const severalTimes = repeated(given.map(({ to }) => to));
  const isOfSeveral = ([variable]: readonly [string, string]): boolean =>
    severalTimes.some((to) => variable.startsWith(`${to} `));
  return {
    everywhere: new Map([...known].filter((one) => !isOfSeveral(one))),
    ofCaller: new Map([...known].filter(isOfSeveral)),
  };
}

export type VariablesOfCaller = Omit<DeploymentVariables, "ofResource">;

const NOTHING_FILLED: VariablesOfCaller = { everywhere: new Map(), ofCaller: new Map() };

type NamesInWorkspace = Pick<WorkspacePolicies, "filledNames" | "policies" | "holders">;

function callerMade(caller: AccountCaller, holders: readonly Declaration[]): Made {
  const { name, partition, account } = caller;
  const texts = holders.flatMap(({ filledName }) => filledName ?? []);
  return { partition, account, texts, is: (text, textOf) => filledWith(text, textOf) === name };
}

/** Users and roles, in Terraform and CloudFormation. */
const HOLDER = /(?:_iam_|::IAM::)(?:role|user)$/i;

/** Does all that may be the resource have another name with these variables? */
function isMadeElsewhere(
  resource: string,
  filledNames: readonly Declaration[],
  known: ReadonlyMap<string, string>,
): boolean {
  const parts = resource.split(/[:/]/);
  const lower = parts.map((part) => part.toLowerCase());
  const names = filledNames.flatMap(({ filledName }) => filledName ?? []);
  const fitting = names.filter((name) => fitOf(patternOf(name), lower) !== undefined);
  return (
    fitting.length > 0 &&
    fitting.every((fit) => {
      const name = filledWith(fit, ({ variable = "" }) => known.get(variable));
      return name !== undefined && !parts.includes(name);
    })
  );
}

function repeated(texts: readonly string[]): readonly string[] {
  const once = new Set<string>();
  return [...new Set(texts.filter((text) => once.size === once.add(text).size))];
}

/** What is asked for among what calls of modules make. */
export interface Made {
  readonly partition: string;
  /** Of what has it in its ARN. */
  readonly account: string | undefined;
  /** The names or ARNs that variables are part of. */
  readonly texts: readonly FilledText[];
  /** Is it that with these variables? */
  is(text: FilledText, textOf: (hole: Hole) => string | undefined): boolean;
}

/** What all calls that make it give alike. */
export function givenByMakers(made: Made, given: readonly GivenVariables[]): ReadonlyMap<string, string> {
  // There may be thousands of calls, and of texts: each call is asked for those of its module.
  const texts = new Map<string, FilledText[]>();
  for (const text of made.texts) {
    const module = moduleOf(text.holes);
    if (module === undefined) continue;
    const known = texts.get(module);
    if (known === undefined) texts.set(module, [text]);
    else known.push(text);
  }
  const calls = given.flatMap(({ to, texts: gives }) => {
    const own = texts.get(to) ?? [];
    if (own.length === 0) return [];
    const known = new Map([...gives].flatMap(([variable, text]) => deployed(variable, text, made)));
    const isTheirs = own.some((text) => made.is(text, ({ variable = "" }) => known.get(variable)));
    return isTheirs ? [known] : [];
  });
  const [first = new Map<string, string>(), ...others] = calls;
  return new Map([...first].filter(([variable, text]) => others.every((one) => one.get(variable) === text)));
}

/** What all calls of each module give it alike, as it is by default and in the account of the principal. */
export function givenAlike(principal: string, given: readonly GivenVariables[]): ReadonlyMap<string, string> {
  const { partition = "aws", account } = readAccountCaller(principal) ?? {};
  const alike = new Map<string, string>();
  const modules = new Map<string, ReadonlySet<string>>();
  for (const { to, texts } of given) {
    const known = modules.get(to);
    const own = new Map(
      [...texts].flatMap(([variable, text]) => deployed(variable, withUsual(text), { partition, account })),
    );
    const kept = [...own].filter(
      ([variable, text]) => known === undefined || (known.has(variable) && alike.get(variable) === text),
    );
    modules.set(to, new Set(kept.map(([variable]) => variable)));
    for (const [variable, text] of kept) alike.set(variable, text);
  }
  return new Map([...alike].filter(([variable]) => modules.get(moduleOfVariable(variable))?.has(variable) === true));
}

/** What stands before the name of a variable: a name refers to those of one module. */
function moduleOf(holes: readonly Hole[]): string | undefined {
  const variable = holes.flatMap((hole) => hole.variable ?? [])[0];
  return variable && moduleOfVariable(variable);
}

function moduleOfVariable(variable: string): string {
  return variable.slice(0, variable.lastIndexOf(" "));
}

/** As it is in the partition and account of what is made; none where more is open. */
function deployed(
  variable: string,
  text: FilledText,
  { partition, account }: Pick<Made, "partition" | "account">,
): readonly (readonly [variable: string, text: string])[] {
  const whole = filledWith(text, ({ stands }) =>
    stands === "partition" ? partition : stands === "account" ? account : undefined,
  );
  return whole === undefined ? [] : [[variable, whole]];
}

/** Undefined where one of the holes is not known. */
function filledWith({ text, holes }: FilledText, textOf: (hole: Hole) => string | undefined): string | undefined {
  const parts: string[] = [];
  let end = 0;
  for (const hole of holes) {
    const known = textOf(hole);
    if (known === undefined) return undefined;
    parts.push(text.slice(end, hole.start), known);
    end = hole.end;
  }
  return parts.join("") + text.slice(end);
}

function variablesInName(
  caller: AccountCaller,
  isCalled: (module: string | undefined) => boolean,
  { filledNames, ...declared }: NamesInWorkspace,
): ReadonlyMap<string, string> {
  const { name } = caller;
  const found = new Map<string, string | undefined>();
  const fits = filledNames.flatMap(({ filledName }) => {
    const pattern = filledName && patternOf(filledName);
    // A name of which nothing is written may be any.
    const fit = pattern === undefined || pattern === "*" ? undefined : fitOf(pattern, [name.toLowerCase()]);
    return filledName === undefined || fit === undefined ? [] : [{ filledName, fit }];
  });
  const best = bestFitAmong(declared, caller);
  // A role without policies here; what the calls of its module give it is not asked for here.
  const bare = fits.filter(({ filledName: { holes } }) => !isCalled(moduleOf(holes)));
  const most = best ?? Math.max(...bare.map(({ fit }) => fit));
  for (const { filledName, fit } of best === undefined ? bare : fits) {
    const told = fit === most ? solve(filledName, name) : undefined;
    for (const [variable, text] of told ?? []) {
      found.set(variable, found.has(variable) && found.get(variable) !== text ? undefined : text);
    }
  }
  return new Map([...found].flatMap(([variable, text]) => (text === undefined ? [] : [[variable, text] as const])));
}

/** The texts of the variables; undefined where there are none, or several that would give the name. */
function solve({ text, holes }: FilledText, name: string): ReadonlyMap<string, string> | undefined {
  if (holes.length > MOST_HOLES || name.length > LONGEST_NAME) return undefined;
  let only: ReadonlyMap<string, string> | undefined;
  let count = 0;
  let left = MOST_TRIED;
  const search = (hole: number, at: number, known: ReadonlyMap<string, string>): void => {
    if (count > 1 || --left < 0) return;
    const literal = text.slice(holes[hole - 1]?.end ?? 0, holes[hole]?.start);
    if (!name.startsWith(literal, at)) return;
    const from = at + literal.length;
    const next = holes[hole];
    if (next === undefined) {
      if (from !== name.length) return;
      only = known;
      count++;
      return;
    }
    const key = next.variable ?? `hole ${hole}`;
    const before = known.get(key);
    for (let end = from + 1; end <= name.length; end++) {
      const filled = name.slice(from, end);
      if (before === undefined || before === filled) search(hole + 1, end, new Map([...known, [key, filled]]));
    }
  };
  search(0, 0, new Map());
  if (count !== 1 || left < 0 || only === undefined) return undefined;
  const variables = new Set(holes.flatMap(({ variable }) => variable ?? []));
  return new Map([...only].filter(([key]) => variables.has(key)));
}

const MOST_HOLES = 4;
/** Source: "IAM and AWS STS quotas": a role's name has at most 64 characters. */
const LONGEST_NAME = 64;
const MOST_TRIED = 5_000;
