/**
 * What a Principal element says of the keys that its callers' requests carry. Sources: "AWS global condition context
 * keys": `aws:PrincipalAccount`, `aws:PrincipalArn`, `aws:PrincipalServiceName`; "IAM and AWS STS condition context
 * keys": the keys of web identity federation begin with the provider's name.
 */
import { keyOriginOf } from "../../catalog/key-origin.ts";
import { ANYTHING, literalShape, NO_COLON, one, run, type TextShape } from "../../domains/text-shape.ts";
import { accountOfCaller, readCaller } from "../../policy/caller.ts";
import { isSettled, type Scalar } from "../../policy/policy.ts";
import { type PrincipalQuestion } from "../solving/principal-choice.ts";
import { WITHOUT_IDENTITY } from "../solving/text-sets.ts";
import { type ValueTest } from "../solving/value-tests.ts";
import { type CallerKind } from "./key-facts.ts";

export interface NamedCallers {
  /** By key, in lower case, and kind of caller. */
  readonly tests: ReadonlyMap<string, ReadonlyMap<CallerKind, ValueTest>>;
  /** The names of the identity providers, in lower case; undefined where others may ask. */
  readonly providers: readonly string[] | undefined;
}

export const NOBODY_NAMED: NamedCallers = { tests: new Map(), providers: undefined };

/** Of an element that may leave open who asks nothing is said. */
export function namedCallers(question: PrincipalQuestion | undefined): NamedCallers {
  if (question === undefined || question.excludes || question.element?.form !== "typed") return NOBODY_NAMED;
  const { types } = question.element;
  if (types.some(({ open, misplaced, typeHoles }) => open || misplaced.length > 0 || typeHoles.length > 0)) {
    return NOBODY_NAMED;
  }
  const ofType = (type: string): readonly Scalar[] => types.flatMap((one) => (one.type === type ? one.entries : []));
  return {
    tests: new Map([...testsOfAccounts(ofType("AWS")), ...testsOfServices(ofType("Service"))]),
    providers: types.every(({ type }) => type === "Federated") ? providersOf(ofType("Federated")) : undefined,
  };
}

/** A claim of a provider that no token of the named ones can hold. */
export function isOfOtherProvider(key: string, { providers }: NamedCallers): boolean {
  if (providers === undefined || keyOriginOf(key, () => true) !== "provider") return false;
  if (key.startsWith("saml:")) return !providers.some(isOfSaml);
  return !providers.includes(withoutSlash(key.slice(0, key.lastIndexOf(":"))));
}

const SIGNED: readonly CallerKind[] = ["user", "root", "role", "federated-user"];

function testsOfAccounts(
  entries: readonly Scalar[],
): readonly (readonly [string, ReadonlyMap<CallerKind, ValueTest>])[] {
  const callers = entries.map(readNamed);
  if (entries.length === 0 || callers.some((caller) => caller === undefined)) return [];
  const known = callers.filter((caller) => caller !== undefined);
  const forAll = (shapes: readonly TextShape[]): ReadonlyMap<CallerKind, ValueTest> => {
    const test = oneOf(shapes);
    return new Map(SIGNED.map((kind) => [kind, test]));
  };
  return [
    ...ACCOUNTS_OF_CALLERS.map((key) => [key, forAll(known.map(({ account }) => literalShape(account)))] as const),
    ["aws:principalarn", forAll(known.flatMap(({ arns }) => arns))],
    ...testsOfNames(entries.map(({ text }) => text)),
  ];
}

/** Where all are users or roles: the end of a user's ARN is the name. */
function testsOfNames(arns: readonly string[]): readonly (readonly [string, ReadonlyMap<CallerKind, ValueTest>])[] {
  const callers = arns.map(readCaller);
  if (!callers.every(({ kind }) => kind === "user" || kind === "role")) return [];
  const names = arns.flatMap((arn, at) => (callers[at]?.kind === "user" ? arn.slice(arn.lastIndexOf("/") + 1) : []));
  return names.length === 0 ? [] : [["aws:username", new Map([["user", oneOf(names.map(literalShape))]])]];
}

/** Source: "AWS KMS condition keys", `kms:CallerAccount`: the account of the user or role that calls. */
const ACCOUNTS_OF_CALLERS = ["aws:principalaccount", "kms:calleraccount"];

interface NamedCaller {
  readonly account: string;
  readonly arns: readonly TextShape[];
}

/** Undefined for whoever has no account in the text. */
function readNamed(entry: Scalar): NamedCaller | undefined {
  if (!isSettled(entry) || /[*?]/.test(entry.text)) return undefined;
  const { text } = entry;
  if (/^\d{12}$/.test(text)) return { account: text, arns: [arnIn(text)] };
  if (!text.startsWith("arn:")) return undefined;
  const caller = readCaller(text);
  const account = accountOfCaller(caller);
  if (account === undefined || !/^\d{12}$/.test(account)) return undefined;
  switch (caller.kind) {
    case "role":
      return { account, arns: [literalShape(text)] };
    case "user":
      // Its federated users have ARNs of their own.
      return { account, arns: [literalShape(text), arnIn(account, "federated-user/")] };
    case "root":
    case "session":
    case "federated-user":
      return { account, arns: [arnIn(account)] };
    case "anonymous":
    case "service":
    case "provider":
    case "canonical-user":
    case "other":
      return undefined;
  }
}

function arnIn(account: string, resource = ""): TextShape {
  const field = [...literalShape(":"), run(NO_COLON)];
  return [
    ...literalShape("arn"),
    ...field,
    ...field,
    ...field,
    ...literalShape(`:${account}:${resource}`),
    run(ANYTHING),
  ];
}

/** The principal of a service may be named with its Region or without. */
function testsOfServices(
  entries: readonly Scalar[],
): readonly (readonly [string, ReadonlyMap<CallerKind, ValueTest>])[] {
  if (entries.length === 0 || !entries.every(isSettled)) return [];
  const shapes = entries.map(({ text }) => [
    ...literalShape(`${text.split(".")[0] ?? ""}.`),
    one(ANYTHING),
    run(ANYTHING),
  ]);
  return [["aws:principalservicename", new Map([["service", oneOf(shapes)]])]];
}

/** Undefined if one of them is no provider of web identities. */
function providersOf(entries: readonly Scalar[]): readonly string[] | undefined {
  const names = entries.map((entry) =>
    isSettled(entry) || isOpenInAccount(entry) ? providerIn(entry.text) : undefined,
  );
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length && known.length > 0 ? known : undefined;
}

/** Is nothing open but in which partition and account the provider is, as of a reference to it? */
function isOpenInAccount({ text, holes }: Scalar): boolean {
  const at = text.search(/:(?:oidc|saml)-provider\//);
  return holes.every(({ end, stands }) => stands !== undefined && end <= at);
}

function providerIn(text: string): string | undefined {
  const [, name] = /^arn:[^:]*:iam::[^:]*:oidc-provider\/(.+)$/.exec(text) ?? [];
  // A SAML assertion has no claims of a web identity.
  if (isOfSaml(text)) return text;
  if (name !== undefined) return /[*?]/.test(name) ? undefined : withoutSlash(name.toLowerCase());
  return BUILT_IN.has(text) ? text : undefined;
}

function isOfSaml(provider: string): boolean {
  return /^arn:[^:]*:iam::[^:]*:saml-provider\/[^*?]+$/.test(provider);
}

/** Whether the URL of a provider ends in a slash, and its claims with it, is a matter of how it was created. */
function withoutSlash(name: string): string {
  return name.endsWith("/") ? name.slice(0, -1) : name;
}

/** Source: "AWS JSON policy elements: Principal" (OIDC federated principals). */
const BUILT_IN: ReadonlySet<string> = new Set([
  "accounts.google.com",
  "cognito-identity.amazonaws.com",
  "graph.facebook.com",
  "www.amazon.com",
]);

function oneOf(shapes: readonly TextShape[]): ValueTest {
  const sets = shapes.map((shape) => ({ shape, exact: true, ...WITHOUT_IDENTITY }));
  return { kind: "text", wanted: true, sets, excluded: new Set(), within: undefined };
}
