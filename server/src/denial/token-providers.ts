/**
 * The identity providers whose tokens trust policies accept. A template refers to its provider as a rule, so that neither
 * the account nor, at times, the host is settled there: a provider stands in for such a one.
 * Sources: "Create a role for OpenID Connect federation"; "Create a role for SAML 2.0 federation".
 */
import { actionMatches, actionPattern, readAction } from "../policy/action-pattern.ts";
import { readArn } from "../policy/arn.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { readCaller } from "../policy/caller.ts";
import { type Hole } from "../syntax/value.ts";
import { isSettled, isSettledCondition, principalList, type Scalar, type Statement } from "../policy/policy.ts";
import { type TokenKind } from "./next-step.ts";

export interface TokenProvider {
  readonly arn: string;
  /** False where the statement refers to a provider of which the account or the host is not known. */
  readonly isKnown: boolean;
}

/** Which tokens are asked for, and in which account the role is, where somebody says so. */
export interface AskedToken {
  readonly token: TokenKind;
  readonly account: string | undefined;
}

/** Claims that are condition keys for every provider. */
export const CLAIM = /:(?:sub|aud|amr|email|oaud)$/;

/** The providers that the statements of a trust policy name for such tokens. */
export function providersOf(candidate: CandidatePolicy, asked: AskedToken): readonly TokenProvider[] {
  return candidate.policy.statements.flatMap((statement) => providersIn(statement, candidate, asked));
}

/** Does the statement refer to a provider that its file does not settle? */
export function refersToProvider({ principal }: Statement): boolean {
  const list = principalList(principal, FEDERATED);
  return list !== undefined && (list.open || !list.entries.every(isSettled));
}

const FEDERATED = "Federated";

function providersIn(
  statement: Statement,
  { statedFor }: CandidatePolicy,
  { token, account }: AskedToken,
): readonly TokenProvider[] {
  const list = principalList(statement.principal, FEDERATED);
  if (list === undefined) return [];
  const own = account ?? accountOf(statedFor);
  const refers = list.entries.length === 0 && list.open;
  const found = list.entries.flatMap((entry) =>
    isSettled(entry) ? settledProvider(entry, token) : standIn(entry, statement, token, own),
  );
  return refers ? [...found, ...standIn(NO_TEXT, statement, token, own)] : found;
}

/** A role trusts providers of its own account. */
function accountOf(role: string | undefined): string | undefined {
  const account = role === undefined ? undefined : readArn(role)?.account;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

type Referring = Pick<Scalar, "text"> & { readonly holes: readonly Hole[] };

const NO_TEXT: Referring = { text: "", holes: [] };

function settledProvider({ text }: Scalar, token: TokenKind): readonly TokenProvider[] {
  const isOfToken = readCaller(text).kind === "provider" && text.includes(":saml-provider/") === (token === "saml");
  return isOfToken ? [{ arn: text, isKnown: true }] : [];
}

/** Where nobody says in which account the role is; no request is answered with it. */
const NO_ACCOUNT = "000000000000";

function standIn(
  entry: Referring,
  statement: Statement,
  token: TokenKind,
  account: string | undefined,
): readonly TokenProvider[] {
  const written = TYPES.find(({ type }) => entry.text.includes(`:${type}/`));
  // What is no reference to a provider by its text may be one where the statement is about such tokens.
  if (written === undefined ? !allows(statement, token) : written.token !== token) return [];
  const name = settledName(entry) ?? (token === "saml" ? undefined : onlyHost(statement));
  const { type } = TYPES.find((one) => one.token === token) ?? { type: "oidc-provider" };
  return [
    {
      arn: `arn:aws:iam::${account ?? NO_ACCOUNT}:${type}/${name ?? ""}`,
      isKnown: account !== undefined && name !== undefined,
    },
  ];
}

const TYPES: readonly { readonly type: string; readonly token: TokenKind }[] = [
  { type: "oidc-provider", token: "web-identity" },
  { type: "saml-provider", token: "saml" },
];

const ACTIONS: Readonly<Record<TokenKind, ReturnType<typeof readAction>>> = {
  "web-identity": readAction("sts:AssumeRoleWithWebIdentity"),
  saml: readAction("sts:AssumeRoleWithSAML"),
};

function allows({ action }: Statement, token: TokenKind): boolean {
  return action?.entries.some((entry) => actionMatches(actionPattern(entry), ACTIONS[token]) !== "no") ?? false;
}

/** What the entry settles behind its type. */
function settledName({ text, holes }: Referring): string | undefined {
  const type = TYPES.find((one) => text.includes(`:${one.type}/`))?.type;
  if (type === undefined) return undefined;
  const start = text.indexOf(`:${type}/`) + type.length + 2;
  return holes.some(({ end }) => end > start) ? undefined : text.slice(start);
}

/** The host whose claims the statement asks for, if they are all of one. */
function onlyHost({ condition }: Statement): string | undefined {
  const keys = condition?.operators.flatMap(({ entries }) => entries) ?? [];
  const hosts = new Set(
    keys.flatMap((entry) => {
      const key = entry.key.toLowerCase();
      return isSettledCondition(entry) && CLAIM.test(key) ? [key.replace(CLAIM, "")] : [];
    }),
  );
  const [only] = hosts;
  return hosts.size === 1 ? only : undefined;
}
