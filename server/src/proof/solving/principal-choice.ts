/**
 * Whether a Principal or NotPrincipal element leaves anybody who could ask, and who that may be.
 * Source: "AWS JSON policy elements: Principal".
 */
import { readCaller } from "../../policy/caller.ts";
import { isSettled, type PolicyKind, type PrincipalElement, type Scalar, type Statement } from "../../policy/policy.ts";
import { ASSUME_ACTIONS, type AssumeAction, assumeActionOf } from "../../policy/trust-actions.ts";
import { CALLERS, type CallerKind } from "../facts/key-facts.ts";
import { type View } from "../proof.ts";

export interface PrincipalQuestion {
  readonly excludes: boolean;
  readonly element: PrincipalElement | undefined;
  readonly effect: "Allow" | "Deny" | undefined;
  /** It says who may assume a role. */
  readonly ofRole: boolean;
}

export interface PrincipalChoice {
  /** Empty if nobody can be meant. */
  readonly callers: ReadonlySet<CallerKind>;
  readonly example: string | undefined;
  /** The statement's Principal is `*`. */
  readonly everybody?: true;
}

/** Undefined where the kind of policy has no Principal. */
export function principalQuestion(statement: Statement, kind: PolicyKind): PrincipalQuestion | undefined {
  if (kind !== "resource" && kind !== "trust") return undefined;
  const effect = statement.effect?.text;
  return {
    excludes: statement.principal === undefined && statement.notPrincipal !== undefined,
    element: statement.principal ?? statement.notPrincipal,
    effect: effect === "Allow" || effect === "Deny" ? effect : undefined,
    ofRole: kind === "trust",
  };
}

export interface PrincipalsOfUse {
  readonly question: PrincipalQuestion | undefined;
  /** The action with which all of them assume a role, and nobody with another one; undefined where that is not known. */
  readonly use: AssumeAction | undefined;
}

/** The principals of a question apart by the action with which they assume a role, and identity providers one by one. */
export function principalsByUse(question: PrincipalQuestion | undefined): readonly PrincipalsOfUse[] {
  return byUse(question).flatMap((one) => providersApart(one.question).map((own) => ({ ...one, question: own })));
}

/** A token is of one provider and has the claims of no other. */
function providersApart(question: PrincipalQuestion | undefined): readonly (PrincipalQuestion | undefined)[] {
  const { element } = question ?? {};
  if (element?.form !== "typed") return [question];
  const named = element.types.filter(({ entries, open, misplaced }) => open || entries.length + misplaced.length > 0);
  const [only, ...others] = named;
  const isSplit = only?.type === "Federated" && others.length === 0 && !only.open && only.misplaced.length === 0;
  if (!isSplit || only.entries.length < 2 || only.entries.length > MOST_PROVIDERS) return [question];
  return only.entries.map((entry) => withPrincipal(question, { ...only, entries: [entry] }));
}

const MOST_PROVIDERS = 20;

function byUse(question: PrincipalQuestion | undefined): readonly PrincipalsOfUse[] {
  const { element } = question ?? {};
  if (question?.ofRole !== true || question.excludes || element?.form !== "typed")
    return [{ question, use: undefined }];
  const uses = new Set(element.types.flatMap(usesOf));
  if (uses.size === 0) return [{ question, use: undefined }];
  return [...uses].map((use) => ({
    question: { ...question, element: { ...element, types: element.types.map((one) => withUse(one, use)) } },
    use,
  }));
}

/** More of a list that is open may be anybody. */
function usesOf(one: PrincipalTypes): readonly (AssumeAction | undefined)[] {
  const uses = one.entries.map((entry) => useOf(one.type, entry));
  return one.open || one.misplaced.length > 0 ? [...uses, undefined] : uses;
}

function useOf(type: string, entry: Scalar): AssumeAction | undefined {
  return isSettled(entry) ? assumeActionOf(type, entry.text) : undefined;
}

function withUse(one: PrincipalTypes, use: AssumeAction | undefined): PrincipalTypes {
  const entries = one.entries.filter((entry) => useOf(one.type, entry) === use);
  return use === undefined ? { ...one, entries } : { ...one, entries, open: false, misplaced: [] };
}

/** Each of several principals as the only one, with its place in the element. */
export function principalsApart(
  question: PrincipalQuestion | undefined,
): readonly (readonly [readonly (string | number)[], PrincipalQuestion])[] {
  const { element } = question ?? {};
  if (question === undefined || question.excludes || element?.form !== "typed") return [];
  const all = element.types.flatMap(({ entries }) => entries);
  // Where the file chooses between several lists of one type, a place is that of none of them.
  if (new Set(element.types.map(({ type }) => type)).size < element.types.length) return [];
  return element.types.flatMap((one) =>
    one.entries.flatMap((entry, index) => {
      const isBesideOthers = all.some((other) => other !== entry && other.certain);
      if (!isBesideOthers || !isSettled(entry) || one.typeHoles.length > 0) return [];
      const alone = withPrincipal(question, { ...one, entries: [entry], open: false, misplaced: [] });
      return alone === undefined ? [] : [[[one.type, index], alone] as const];
    }),
  );
}

function withPrincipal(question: PrincipalQuestion | undefined, type: PrincipalTypes): PrincipalQuestion | undefined {
  return question?.element?.form === "typed"
    ? { ...question, element: { ...question.element, types: [type] } }
    : question;
}

/** Equal for equal principals. */
export function idOfPrincipal(question: PrincipalQuestion | undefined): string {
  const { element } = question ?? {};
  if (element?.form !== "typed") return String(question === undefined);
  return element.types.map(({ type, entries }) => `${type} ${entries.map(({ text }) => text).join(" ")}`).join();
}

/** Is it an action with which only others assume a role? `action` in lower case. */
export function isUsedByOthers(action: string, use: AssumeAction | undefined): boolean {
  return use !== undefined && action !== use.toLowerCase() && assumesRole(action);
}

/** In lower case, with its service. */
export function assumesRole(action: string): boolean {
  return ASSUMING.has(action);
}

const ASSUMING: ReadonlySet<string> = new Set(ASSUME_ACTIONS.map((action) => action.toLowerCase()));

const EVERYBODY: ReadonlySet<CallerKind> = new Set(CALLERS);
const NOBODY: PrincipalChoice = { callers: new Set(), example: undefined };
const ANYBODY: PrincipalChoice = { callers: EVERYBODY, example: undefined };
const A_USER = "arn:aws:iam::111111111111:user/ann";

export function choosePrincipal(question: PrincipalQuestion | undefined, view: View): PrincipalChoice {
  if (question === undefined) return ANYBODY;
  const { element, excludes, effect } = question;
  if (element === undefined) return NOBODY;
  if (excludes) return chooseOther(element, effect, view);
  switch (element.form) {
    case "everyone":
      return { callers: EVERYBODY, example: A_USER, everybody: true };
    case "unknown":
      return view === "widest" ? ANYBODY : NOBODY;
    case "text":
      return view === "widest" && !isSettled(element.value) ? ANYBODY : NOBODY;
    case "misplaced":
      return NOBODY;
    case "typed":
      break;
  }
  const callers = new Set<CallerKind>();
  let example: string | undefined;
  for (const { type, typeHoles, entries, open, misplaced } of element.types) {
    if (view === "widest" && (open || misplaced.length > 0)) return ANYBODY;
    if (typeHoles.length > 0) continue;
    for (const entry of entries) {
      if (view === "surest" && !entry.certain) continue;
      const named = namedBy(type, entry, view);
      for (const caller of named.callers) callers.add(caller);
      example ??= named.example;
    }
  }
  return { callers, example };
}

/** A Deny with NotPrincipal hits every caller that has a permissions boundary, whomever it lists. */
function chooseOther(element: PrincipalElement, effect: PrincipalQuestion["effect"], view: View): PrincipalChoice {
  const exceptsAll =
    element.form === "everyone" ||
    (element.form === "typed" &&
      element.types.some(
        ({ type, typeHoles, entries }) =>
          type === "AWS" &&
          typeHoles.length === 0 &&
          entries.some((entry) => isSettled(entry) && entry.text === "*" && (entry.certain || view === "surest")),
      ));
  if (exceptsAll) return effect === "Allow" || view === "surest" ? NOBODY : ANYBODY;
  if (view === "widest") return ANYBODY;
  if (element.form !== "typed") return NOBODY;
  return element.types.every(isSettledList) ? { callers: new Set(["user"]), example: userUnlisted(element) } : NOBODY;
}

/** A unique id does not say whose it is. */
function isSettledList({ type, entries, open, misplaced }: PrincipalTypes): boolean {
  const named = entries.every(({ text }) => type !== "AWS" || /^(?:arn:|\d{12}$)/.test(text));
  return !open && misplaced.length === 0 && entries.every(isSettled) && named;
}

type PrincipalTypes = (PrincipalElement & { readonly form: "typed" })["types"][number];

/** A user of an account that the element does not speak of. */
function userUnlisted({ types }: { readonly types: readonly PrincipalTypes[] }): string {
  const listed = types.flatMap(({ entries }) => entries.map(({ text }) => text)).join("\n");
  let account = 111_111_111_111;
  while (listed.includes(String(account))) account++;
  return `arn:aws:iam::${account}:user/ann`;
}

function namedBy(type: string, entry: Scalar, view: View): PrincipalChoice {
  if (!isSettled(entry)) return view === "widest" ? ANYBODY : NOBODY;
  const { text } = entry;
  switch (type) {
    case "AWS":
      return namedByAws(text, view);
    case "Service":
      // A service principal is written as a host's name: `s3.amazonaws.com`.
      return text.includes("*") || !text.includes(".") ? NOBODY : { callers: new Set(["service"]), example: text };
    case "Federated":
      return text === "*" ? perhaps(view) : { callers: new Set(["provider"]), example: text };
    case "CanonicalUser":
      return { callers: EVERYBODY, example: text };
    default:
      return NOBODY;
  }
}

function namedByAws(text: string, view: View): PrincipalChoice {
  if (text === "*") return { callers: EVERYBODY, example: A_USER };
  const account = /^(?:(\d{12})|arn:([a-z-]+):iam::(\d{12}):root)$/.exec(text);
  if (account !== null) {
    const id = account[1] ?? account[3] ?? "";
    const example = `arn:${account[2] ?? "aws"}:iam::${id}:user/ann`;
    return { callers: new Set(["user", "root", "role", "federated-user"]), example };
  }
  // Unique ids of users and roles, and forms we do not know.
  if (!text.startsWith("arn:")) return perhaps(view);
  // Wildcards cannot stand for part of a name, and a group is no principal.
  if (/[*?]/.test(text) || /^arn:[^:]*:iam::[^:]*:group\//.test(text)) return NOBODY;
  const caller = readCaller(text);
  switch (caller.kind) {
    case "user":
      return { callers: new Set(["user", "federated-user"]), example: text };
    case "role":
    case "session":
      return { callers: new Set(["role"]), example: text };
    case "federated-user":
      return { callers: new Set(["federated-user"]), example: text };
    case "root":
    case "anonymous":
    case "service":
    case "provider":
    case "canonical-user":
    case "other":
      return perhaps(view);
  }
}

function perhaps(view: View): PrincipalChoice {
  return view === "widest" ? ANYBODY : NOBODY;
}
