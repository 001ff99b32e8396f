/**
 * What AWS documents of condition keys, over a few kinds of request: which kinds can have a key (on which occasions stands
 * in the table of global keys), and so which keys are never in one together; and what their values then are. Nothing here
 * is true by the logic of the policy alone.
 */
import { type KeyOccasion } from "../../catalog/catalog.ts";
import { documentedKey } from "../../catalog/global-keys.ts";
import { type ValueFactName } from "../proof.ts";
import { type KeyFreedom } from "../solving/solve-key.ts";
import { ANYTHING, literalShape, NO_COLON, one, run, type TextShape } from "../../domains/text-shape.ts";
import { ALL_ADDRESSES, complementOfAddresses } from "../../domains/address-set.ts";
import { PRIVATE_ADDRESSES } from "../../policy/private-addresses.ts";
import { numbersAbove } from "../../domains/interval-set.ts";
import { type TextSet, WITHOUT_IDENTITY } from "../solving/text-sets.ts";
import { booleanShapes, type ValueTest } from "../solving/value-tests.ts";

export const CALLERS = ["user", "root", "role", "federated-user", "provider", "service", "anonymous"] as const;
export type CallerKind = (typeof CALLERS)[number];

/** One kind of request. */
export interface Situation {
  readonly caller: CallerKind;
  /** Through a VPC endpoint or not. */
  readonly network: "public" | "endpoint";
  /** Made by the caller, or by an AWS service with the caller's credentials. */
  readonly via: "direct" | "service";
}

export const SITUATIONS: readonly Situation[] = CALLERS.flatMap((caller) =>
  (["public", "endpoint"] as const).flatMap((network) =>
    (["direct", "service"] as const).map((via) => ({ caller, network, via })),
  ),
);

const RUN_OF_ANYTHING: TextShape = [run(ANYTHING)];
const SOMETHING: TextShape = [one(ANYTHING), ...RUN_OF_ANYTHING];

/** The kinds of requests that may carry a key which is there only on an occasion. */
const OCCASIONS: Readonly<Record<KeyOccasion, (situation: Situation) => boolean>> = {
  "not-through-endpoint": ({ network }) => network === "public",
  "through-endpoint": ({ network }) => network === "endpoint",
  "by-user": ({ caller }) => caller === "user",
  "by-role-session": ({ caller }) => caller === "role",
  "by-federated-caller": ({ caller }) => caller === "role" || caller === "provider",
  "by-service": ({ caller }) => caller === "service",
  "by-principal": ({ caller }) => caller !== "service" && caller !== "anonymous",
  // A service may pass tags on: IAM Roles Anywhere sets those of a certificate when it assumes the role.
  signed: ({ caller }) => caller !== "anonymous",
  "with-temporary-credentials": ({ caller }) => caller !== "service" && caller !== "anonymous",
  "through-service": ({ via }) => via === "service",
};

interface KnownValue {
  readonly test: ValueTest;
  /** Equal for equal tests of one key. */
  readonly kind: string;
}

/** What a key's value is in every request of a kind; `dataDate` is a day that has passed. */
type ValueFact = (situation: Situation, dataDate: string) => KnownValue | undefined;

const VALUES: ReadonlyMap<string, ValueFact> = new Map<string, ValueFact>([
  ["aws:viaawsservice", ({ via }) => onlyBoolean(via === "service")],
  ["aws:principalisawsservice", ({ caller }) => onlyBoolean(caller === "service")],
  ["aws:currenttime", notInThePast],
  ["aws:epochtime", notInThePast],
  ["aws:tokenissuetime", notExpired],
  ["aws:multifactorauthage", () => ({ test: NOT_NEGATIVE, kind: "seconds" })],
  ["aws:sourceip", () => ({ test: PUBLIC_ADDRESS, kind: "public" })],
  ["aws:vpcsourceip", () => ({ test: ONE_ADDRESS, kind: "address" })],
  [
    "aws:principalarn",
    ({ caller }) => {
      const form = PRINCIPAL_ARNS.get(caller);
      return form === undefined ? OTHER_PRINCIPAL_ARN : { test: oneOf([form]), kind: caller };
    },
  ],
  [
    "aws:principaltype",
    ({ caller }) => {
      const type = PRINCIPAL_TYPES.get(caller);
      return type === undefined ? OTHER_PRINCIPAL_TYPE : { test: oneOf([literalShape(type)]), kind: type };
    },
  ],
]);

function notInThePast(_: Situation, dataDate: string): KnownValue {
  return { test: { kind: "date", set: numbersAbove(Date.parse(dataDate), true), lax: false }, kind: "now" };
}

/**
 * Source: "Compare AWS STS credentials": those of GetSessionToken and GetFederationToken last longest, up to 36 hours. A day
 * more is left for whoever issues them otherwise.
 */
const LONGEST_CREDENTIALS = 60 * 3_600_000;

function notExpired(_: Situation, dataDate: string): KnownValue {
  const set = numbersAbove(Date.parse(dataDate) - LONGEST_CREDENTIALS, true);
  return { test: { kind: "date", set, lax: false }, kind: "issued" };
}

const NOT_NEGATIVE: ValueTest = { kind: "numeric", set: numbersAbove(0, true), lax: false };

const PRINCIPAL_TYPES: ReadonlyMap<CallerKind, string> = new Map([
  ["user", "User"],
  ["root", "Account"],
  ["role", "AssumedRole"],
  ["federated-user", "FederatedUser"],
  ["anonymous", "Anonymous"],
]);

/** A service is not any of these. What it is called instead is not documented. */
const OTHER_PRINCIPAL_TYPE: KnownValue = {
  test: noneOf(["User", "Account", "FederatedUser", "Anonymous"].map(literalShape)),
  kind: "other",
};

/** A role's sessions have the ARN of the role there. */
const PRINCIPAL_ARNS: ReadonlyMap<CallerKind, TextShape> = new Map([
  ["user", principalArn("iam", literalShape("user/"))],
  ["root", principalArn("iam", literalShape("root"), [])],
  ["role", principalArn("iam", literalShape("role/"))],
  ["federated-user", principalArn("sts", literalShape("federated-user/"))],
]);

/** Those that have an account, whatever is written in its place. */
export const ARNS_OF_PRINCIPALS: readonly TextShape[] = [...PRINCIPAL_ARNS.values()];

/** Who is none of these has the ARN of none of them, and nobody that of a session. A service may act as a role. */
const OTHER_PRINCIPAL_ARN: KnownValue = {
  test: noneOf([
    anyArn("iam", literalShape("user/"), RUN_OF_ANYTHING),
    anyArn("iam", literalShape("root"), []),
    anyArn("sts", literalShape("federated-user/"), RUN_OF_ANYTHING),
    anyArn("sts", literalShape("assumed-role/"), RUN_OF_ANYTHING),
  ]),
  kind: "other",
};

function principalArn(service: string, resource: TextShape, name = SOMETHING): TextShape {
  return anyArn(service, resource, name, [one(NO_COLON), run(NO_COLON)]);
}

function anyArn(service: string, resource: TextShape, name: TextShape, account = [run(NO_COLON)]): TextShape {
  const partition = [...literalShape("arn:"), run(NO_COLON)];
  return [...partition, ...literalShape(`:${service}::`), ...account, ...literalShape(":"), ...resource, ...name];
}

const PUBLIC_ADDRESS: ValueTest = {
  kind: "address",
  set: complementOfAddresses(PRIVATE_ADDRESSES),
  lax: false,
};

const ONE_ADDRESS: ValueTest = { kind: "address", set: ALL_ADDRESSES, lax: false };

function onlyBoolean(value: boolean): KnownValue {
  return { test: oneOf(booleanShapes([value])), kind: String(value) };
}

function oneOf(shapes: readonly TextShape[]): ValueTest {
  return { kind: "text", wanted: true, sets: setsOf(shapes), excluded: new Set(), within: undefined };
}

function noneOf(shapes: readonly TextShape[]): ValueTest {
  return { kind: "text", wanted: false, sets: setsOf(shapes), excluded: new Set(), within: undefined };
}

function setsOf(shapes: readonly TextShape[]): readonly TextSet[] {
  return shapes.map((shape) => ({ shape, exact: true, ...WITHOUT_IDENTITY }));
}

/** Is anything known of the key, so that it matters which kind of request it is? */
export function hasFacts(key: string): boolean {
  return VALUES.has(key) || isAlwaysThere(key) || occasionOf(key) !== undefined;
}

/** `aws:username` "is always included in the request context for IAM users" ("AWS global condition context keys"). */
function isThereFor({ caller, via }: Situation, key: string): boolean {
  return (
    isAlwaysThere(key) ||
    (key === DISPUTED && via === "service") ||
    (key === "aws:username" && caller === "user") ||
    (isInSignedRequests(key) && SIGNING.has(caller))
  );
}

/** Who signs each request. What the requests of services have is documented for few keys. */
const SIGNING: ReadonlySet<CallerKind> = new Set(["user", "root", "role", "federated-user"]);

/** The key, in lower case, in that kind of request; `kind` is equal for equal freedoms of a key. */
export function freedomIn(situation: Situation, key: string, dataDate: string): KeyFreedom & { readonly kind: string } {
  const value = VALUES.get(key)?.(situation, dataDate);
  const present = mayCarry(situation, key);
  return {
    absent: !isThereFor(situation, key),
    present,
    only: value === undefined ? [] : [value.test],
    kind: present ? (value?.kind ?? "any") : "missing",
  };
}

/** May a request of that kind carry the key, in lower case? */
export function mayCarry(situation: Situation, key: string): boolean {
  const occasion = occasionOf(key);
  return occasion === undefined || OCCASIONS[occasion](situation);
}

/** May it be otherwise where a cluster or a file system decides itself? */
export function mayDifferOnDataPlane(key: string): boolean {
  return key === "aws:sourceip" || isAlwaysThere(key) || isInSignedRequests(key);
}

/**
 * "AWS global condition context keys" has it in every request, "Forward access sessions" only in those that a service
 * passes on: direct ones are open.
 */
const DISPUTED = "aws:viaawsservice";

/** The key, in lower case. */
export function isAlwaysThere(key: string): boolean {
  return documentedKey(key)?.availability === "always" && key !== DISPUTED;
}

/** Is the key, in lower case, in each request but those of anonymous callers? */
export function isInSignedRequests(key: string): boolean {
  return documentedKey(key)?.availability === "signed";
}

/** What has to be so for a request to carry the key; undefined where that is not known. */
export function occasionOf(key: string): KeyOccasion | undefined {
  return documentedKey(key)?.onlyIf;
}

/** What is so of every value of the key, in lower case. */
export function valueFactOf(key: string): ValueFactName | undefined {
  return VALUE_FACTS.get(key);
}

const VALUE_FACTS: ReadonlyMap<string, ValueFactName> = new Map<string, ValueFactName>([
  ["aws:principalarn", "principal-arn"],
  ["aws:principaltype", "principal-type"],
  ["aws:sourceip", "public-address"],
  ["aws:vpcsourceip", "one-address"],
  ["aws:currenttime", "not-in-the-past"],
  ["aws:epochtime", "not-in-the-past"],
  ["aws:tokenissuetime", "not-expired"],
  ["aws:multifactorauthage", "not-negative"],
]);
