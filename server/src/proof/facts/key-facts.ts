/**
 * What AWS documents of condition keys: when they are in a request, and so which are never in one together. Everything
 * is told as one table over a few kinds of request. Nothing here is true by the logic of the policy alone.
 */
import {
  ENDPOINT_KEYS,
  FORWARDED_KEYS,
  ROLE_SESSION_KEYS,
  SERVICE_CALLER_KEYS,
  TEMPORARY_CREDENTIAL_KEYS,
} from "../../policy/following-facts.ts";
import { type KeyOccasion } from "../proof.ts";
import { type KeyFreedom } from "../solving/solve-key.ts";
import { ANYTHING, literalShape, NO_COLON, one, run, type TextShape } from "../../domains/text-shape.ts";
import { readAddressRange } from "../../domains/address.ts";
import { addressesOf, complementOfAddresses } from "../../domains/address-set.ts";
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

const KEYS_PAGE = "AWS global condition context keys";

interface Presence {
  readonly keys: readonly string[];
  readonly onlyIf: KeyOccasion;
  readonly source: string;
  holds(situation: Situation): boolean;
}

/** Keys in lower case; one that ends with `/` stands for every key that begins so. */
const PRESENCE: readonly Presence[] = [
  {
    keys: ["aws:sourceip"],
    onlyIf: "not-through-endpoint",
    source: KEYS_PAGE,
    holds: ({ network }) => network === "public",
  },
  {
    keys: ENDPOINT_KEYS,
    onlyIf: "through-endpoint",
    source: KEYS_PAGE,
    holds: ({ network }) => network === "endpoint",
  },
  {
    keys: ["aws:username"],
    onlyIf: "by-user",
    source: KEYS_PAGE,
    holds: ({ caller }) => caller === "user",
  },
  {
    keys: ROLE_SESSION_KEYS,
    onlyIf: "by-role-session",
    source: KEYS_PAGE,
    holds: ({ caller }) => caller === "role",
  },
  {
    keys: ["aws:federatedprovider"],
    onlyIf: "by-federated-caller",
    source: KEYS_PAGE,
    holds: ({ caller }) => caller === "role" || caller === "provider",
  },
  {
    keys: ["aws:principalservicename", "aws:principalservicenameslist"],
    onlyIf: "by-service",
    source: KEYS_PAGE,
    holds: ({ caller }) => caller === "service",
  },
  {
    keys: SERVICE_CALLER_KEYS,
    onlyIf: "by-service",
    source: KEYS_PAGE,
    holds: ({ caller }) => caller === "service",
  },
  {
    keys: ["aws:principalorgid", "aws:principalorgpaths"],
    onlyIf: "by-principal",
    source: KEYS_PAGE,
    holds: ({ caller }) => caller !== "service" && caller !== "anonymous",
  },
  {
    // A service may pass tags on: IAM Roles Anywhere sets those of a certificate when it assumes the role.
    keys: ["aws:principaltag/"],
    onlyIf: "signed",
    source: KEYS_PAGE,
    holds: ({ caller }) => caller !== "anonymous",
  },
  {
    keys: TEMPORARY_CREDENTIAL_KEYS,
    onlyIf: "with-temporary-credentials",
    source: KEYS_PAGE,
    holds: ({ caller }) => caller !== "service" && caller !== "anonymous",
  },
  {
    keys: ["aws:principalarn", "aws:principalisawsservice"],
    onlyIf: "signed",
    source: KEYS_PAGE,
    holds: ({ caller }) => caller !== "anonymous",
  },
  {
    keys: FORWARDED_KEYS,
    onlyIf: "through-service",
    source: KEYS_PAGE,
    holds: ({ via }) => via === "service",
  },
];

/** Keys that every request carries, by the same page. */
const ALWAYS = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:principalaccount",
  "aws:principaltype",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:userid",
  "aws:viaawsservice",
]);

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
  [
    "aws:currenttime",
    (_, dataDate) => ({
      test: { kind: "date", set: numbersAbove(Date.parse(dataDate), true), lax: false },
      kind: "now",
    }),
  ],
  ["aws:sourceip", () => ({ test: PUBLIC_ADDRESS, kind: "public" })],
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

/** The ranges that no request from the internet comes from. Sources: RFC 1122, 1918, 3927, 4193 and 4291. */
const PRIVATE_RANGES = [
  "10.0.0.0/8",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "::1/128",
  "fc00::/7",
  "fe80::/10",
];

const PUBLIC_ADDRESS: ValueTest = {
  kind: "address",
  set: complementOfAddresses(addressesOf(PRIVATE_RANGES.flatMap((range) => readAddressRange(range) ?? []))),
  lax: false,
};

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
  return ALWAYS.has(key) || VALUES.has(key) || presenceOf(key) !== undefined;
}

/** The key, in lower case, in that kind of request; `kind` is equal for equal freedoms of a key. */
export function freedomIn(situation: Situation, key: string, dataDate: string): KeyFreedom & { readonly kind: string } {
  const value = VALUES.get(key)?.(situation, dataDate);
  const present = presenceOf(key)?.holds(situation) ?? true;
  return {
    absent: !ALWAYS.has(key),
    present,
    only: value === undefined ? [] : [value.test],
    kind: present ? (value?.kind ?? "any") : "missing",
  };
}

/** What has to be so for a request to carry the key, in lower case; undefined where that is not known. */
export function occasionOf(key: string): KeyOccasion | undefined {
  return presenceOf(key)?.onlyIf;
}

/** What is so of every value of the key, in lower case. */
export function valueFactOf(key: string): ValueFactName | undefined {
  return VALUE_FACTS.get(key);
}

type ValueFactName = "principal-arn" | "public-address" | "not-in-the-past";

const VALUE_FACTS: ReadonlyMap<string, ValueFactName> = new Map<string, ValueFactName>([
  ["aws:principalarn", "principal-arn"],
  ["aws:sourceip", "public-address"],
  ["aws:currenttime", "not-in-the-past"],
]);

function presenceOf(key: string): Presence | undefined {
  const found = PRESENCE_BY_KEY.get(key);
  if (found !== undefined) return found;
  const slash = key.indexOf("/");
  return slash < 0 ? undefined : PRESENCE_BY_KEY.get(key.slice(0, slash + 1));
}

const PRESENCE_BY_KEY: ReadonlyMap<string, Presence> = new Map(
  PRESENCE.flatMap((row) => row.keys.map((key) => [key, row] as const)),
);
