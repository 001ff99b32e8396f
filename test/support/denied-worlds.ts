/**
 * Whole worlds at random: policies of every layer, an organization, a request with all that AWS would know of it, and the
 * denial that follows, in AWS's own sentence. What a person would have of it is a part: files, a few facts, the message.
 */
import fc from "fast-check";
import { deriveContext } from "../../server/src/evaluation/derive-context.ts";
import { type Decision, hasEffect, type Layer, type StatementTrace } from "../../server/src/evaluation/decision.ts";
import { evaluate } from "../../server/src/evaluation/evaluate.ts";
import { type OrganizationLevel, type PolicySet } from "../../server/src/evaluation/policy-set.ts";
import { contextOf, type Request } from "../../server/src/evaluation/request.ts";
import { type Policy } from "../../server/src/policy/policy.ts";
import { ACCOUNT, OTHER_ACCOUNT, policyOfJson, SESSION, USER } from "./evaluation.ts";
import { type Json } from "./generated-evaluations.ts";

/** A key that is not listed is absent. */
export type Truth = Readonly<Record<string, string>>;

export type Slot = "identity" | "resource" | "boundary" | "scp" | "rcp";

export interface WorldFile {
  readonly path: string;
  readonly slot: Slot;
  /** Of an SCP or RCP: a root, a unit or an account. */
  readonly levels: readonly string[];
  /** Of an SCP. */
  readonly arn: string | undefined;
  readonly statements: readonly Json[];
}

export interface World {
  readonly principal: string;
  readonly path: string;
  readonly action: string;
  readonly resource: string;
  readonly owner: string;
  readonly truth: Truth;
  readonly files: readonly WorldFile[];
  /** Which truths are told; keys. */
  readonly told: readonly string[];
  readonly ownerIsTold: boolean;
  readonly pathIsTold: boolean;
  /** The message is a CloudTrail event. */
  readonly isEvent: boolean;
  /** The path of a file that is not in the workspace. */
  readonly hidden: string | undefined;
  readonly namesPolicy: boolean;
}

export const LEVELS = ["r-acme", "ou-acme-work", ACCOUNT] as const;
export const OTHER_LEVELS: readonly string[] = ["r-acme", "ou-acme-lab", OTHER_ACCOUNT];

/** What each key may be; undefined for a request without it. */
export const DOMAIN: Readonly<Record<string, readonly (string | undefined)[]>> = {
  "aws:SourceIp": ["203.0.113.7", "198.51.100.9", undefined],
  "aws:SourceVpce": ["vpce-0a", "vpce-0b", undefined],
  "aws:MultiFactorAuthPresent": ["true", "false", undefined],
  "aws:SecureTransport": ["true", "false"],
  "aws:PrincipalTag/team": ["red", "blue", undefined],
  "aws:ResourceTag/team": ["red", "blue", undefined],
  "aws:RequestedRegion": ["eu-west-1", "us-east-1"],
  "aws:ResourceAccount": [ACCOUNT, OTHER_ACCOUNT],
  "aws:PrincipalArn": [
    `arn:aws:iam::${ACCOUNT}:role/dev`,
    `arn:aws:iam::${ACCOUNT}:role/app/dev`,
    `arn:aws:iam::${ACCOUNT}:role/x/dev`,
  ],
};

export const CONDITIONS: readonly Json[] = [
  { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
  { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
  { StringNotEquals: { "aws:SourceVpce": "vpce-0a" } },
  { StringEqualsIfExists: { "aws:SourceVpce": "vpce-0b" } },
  { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
  { Bool: { "aws:MultiFactorAuthPresent": "true" } },
  { Bool: { "aws:SecureTransport": "false" } },
  { Bool: { "aws:SecureTransport": "true" } },
  { StringEquals: { "aws:PrincipalTag/team": "red" } },
  { StringNotEquals: { "aws:PrincipalTag/team": "red" } },
  { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } },
  { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } },
  { StringNotEquals: { "aws:ResourceAccount": ACCOUNT } },
  { ArnNotLike: { "aws:PrincipalArn": [`arn:aws:iam::${ACCOUNT}:role/dev`, `arn:aws:iam::${ACCOUNT}:user/bob`] } },
  { StringLike: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/app/*` } },
  { Null: { "aws:PrincipalTag/team": "true" } },
];

const ACTIONS = ["*", "s3:*", "s3:GetObject", "s3:Put*", "sqs:*", "sqs:SendMessage"] as const;
const RESOURCES = ["*", "arn:aws:s3:::alpha/*", "arn:aws:s3:::beta/*", `arn:aws:sqs:*:*:jobs`] as const;
const PRINCIPALS: readonly unknown[] = [
  "*",
  { AWS: ACCOUNT },
  { AWS: `arn:aws:iam::${ACCOUNT}:role/app/dev` },
  { AWS: USER },
  { AWS: SESSION },
  { AWS: OTHER_ACCOUNT },
];

const condition = fc
  .tuple(fc.constantFrom(0, 0, 1, 1, 2), fc.constantFrom(...CONDITIONS), fc.constantFrom(...CONDITIONS))
  .map(([count, ...some]): Json => Object.assign({}, ...some.slice(0, count)) as Json);

const statement = fc
  .tuple(
    fc.constantFrom("Allow", "Allow", "Deny"),
    fc.constantFrom(...ACTIONS),
    fc.constantFrom(...RESOURCES),
    condition,
  )
  .map(([Effect, Action, Resource, Condition]): Json => ({ Effect, Action, Resource, Condition }));
const denial = statement.map((one): Json => ({ ...one, Effect: "Deny" }));
const ofResource = fc
  .tuple(statement, fc.constantFrom(...PRINCIPALS))
  .map(([one, Principal]): Json => ({ ...one, Principal }));
const ALLOW_ALL: Json = { Effect: "Allow", Action: "*", Resource: "*" };

const some = (one: fc.Arbitrary<Json>): fc.Arbitrary<readonly Json[]> => fc.array(one, { minLength: 1, maxLength: 3 });
const often = <T>(value: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> => fc.oneof(fc.constant(value), other);

const file = (path: string, slot: Slot, statements: readonly Json[], levels: readonly string[] = []): WorldFile => ({
  path,
  slot,
  levels,
  arn:
    slot === "scp"
      ? `arn:aws:organizations::${OTHER_ACCOUNT}:policy/o-acme/service_control_policy/p-${path.replace(/\W/g, "")}`
      : undefined,
  statements,
});

const files: fc.Arbitrary<readonly WorldFile[]> = fc
  .record({
    identity: fc.array(often<readonly Json[]>([ALLOW_ALL], some(statement)), { minLength: 1, maxLength: 2 }),
    boundary: fc.option(often<readonly Json[]>([ALLOW_ALL], some(statement)), { nil: undefined }),
    resource: fc.option(some(ofResource), { nil: undefined }),
    allowed: fc.tuple(...LEVELS.map(() => often<readonly Json[]>([ALLOW_ALL], some(statement)))),
    guards: fc.array(fc.tuple(fc.constantFrom(...LEVELS), some(denial)), { maxLength: 2 }),
    rcps: fc.array(fc.tuple(fc.constantFrom(...LEVELS, ...OTHER_LEVELS), denial), { maxLength: 1 }),
    hasScps: fc.boolean(),
  })
  .map(({ identity, boundary, resource, allowed, guards, rcps, hasScps }) => [
    ...identity.map((one, at) => file(`identity/p${at}.json`, "identity", one)),
    ...(boundary === undefined ? [] : [file("boundary.json", "boundary", boundary)]),
    ...(resource === undefined ? [] : [file("resource.json", "resource", resource)]),
    ...(hasScps ? allowed.map((one, at) => file(`scp/level${at}.json`, "scp", one, [LEVELS[at] ?? ""])) : []),
    ...(hasScps ? guards.map(([level, one], at) => file(`scp/guard${at}.json`, "scp", one, [level])) : []),
    ...rcps.map(([level, one], at) => file(`rcp/guard${at}.json`, "rcp", [{ ...one, Principal: "*" }], [level])),
  ]);

/** Not all of it fits together. */
export const truth: fc.Arbitrary<Truth> = fc
  .record(
    Object.fromEntries(Object.entries(DOMAIN).map(([key, values]) => [key, fc.constantFrom(...values)])) as Record<
      string,
      fc.Arbitrary<string | undefined>
    >,
  )
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Truth);

export const world: fc.Arbitrary<World> = fc
  .record({
    principal: fc.constantFrom(USER, SESSION, SESSION),
    path: fc.constantFrom("app/", ""),
    asked: fc.constantFrom(
      ["s3:GetObject", "arn:aws:s3:::alpha/red"] as const,
      ["sqs:SendMessage", `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`] as const,
      ["sqs:SendMessage", `arn:aws:sqs:eu-west-1:${OTHER_ACCOUNT}:jobs`] as const,
    ),
    owner: fc.constantFrom(ACCOUNT, ACCOUNT, OTHER_ACCOUNT),
    truth,
    files,
    told: fc.subarray(Object.keys(DOMAIN).filter((key) => !/Arn|ResourceAccount/.test(key))),
    tells: fc.boolean(),
    ownerIsTold: fc.boolean(),
    pathIsTold: fc.boolean(),
    isEvent: fc.constantFrom(false, false, true),
    hides: fc.constantFrom(false, false, false, true),
    hiddenAt: fc.nat(9),
    namesPolicy: fc.boolean(),
  })
  .map(({ asked: [action, resource], tells, hides, hiddenAt, ...one }): World => {
    const isOfArn = action.startsWith("sqs:");
    const owner = isOfArn ? (resource.split(":")[4] ?? "") : one.owner;
    const path = one.principal === USER ? "" : one.path;
    return {
      ...one,
      action,
      resource,
      owner,
      path,
      truth: consistent(one.truth, { ...one, owner, path, region: isOfArn ? "eu-west-1" : undefined }),
      told: tells ? one.told : [],
      hidden: hides ? one.files[hiddenAt % one.files.length]?.path : undefined,
    };
  });

/** As another truth could be in the world: what follows from its caller, owner and Region stays. */
export function truthIn({ principal, owner, path, resource, isEvent }: World, all: Truth): Truth {
  const region = resource.split(":")[3] ?? "";
  return consistent(all, { principal, owner, path, region: region === "" ? undefined : region, isEvent });
}

interface Facts {
  readonly principal: string;
  readonly owner: string;
  readonly path: string;
  readonly region: string | undefined;
  readonly isEvent: boolean;
}

/** What cannot be otherwise: keys that exclude each other, and those that follow from caller, owner and Region. */
function consistent(all: Truth, { principal, owner, path, region, isEvent }: Facts): Truth {
  const values = new Map(Object.entries(all));
  if (values.has("aws:SourceVpce")) values.delete("aws:SourceIp");
  else if (!values.has("aws:SourceIp")) values.set("aws:SourceIp", "198.51.100.9");
  // Credentials of a role never say that there was a second factor.
  const isSet = values.get("aws:MultiFactorAuthPresent") === "true" || isEvent;
  if (principal === SESSION && isSet) values.set("aws:MultiFactorAuthPresent", "false");
  values.set("aws:PrincipalArn", principal === USER ? USER : `arn:aws:iam::${ACCOUNT}:role/${path}dev`);
  values.set("aws:ResourceAccount", owner);
  values.set("aws:ViaAWSService", "false");
  if (region !== undefined) values.set("aws:RequestedRegion", region);
  return Object.fromEntries(values);
}

export interface TrueDenial {
  readonly decision: Decision;
  readonly layer: Layer;
  readonly isExplicit: boolean;
  /** Denies that match, in the layer. */
  readonly culprits: readonly StatementTrace[];
  readonly fileOf: (policy: Policy) => WorldFile | undefined;
  readonly message: string;
  /** The file of the policy whose ARN the message has. */
  readonly named: WorldFile | undefined;
}

export function requestIn({ principal, action, resource, owner }: World, context: Truth): Request {
  const plain: Request = {
    principal,
    action,
    resource: { arn: resource, accountId: owner },
    context: contextOf(Object.entries(context), { unlisted: "absent" }),
  };
  return { ...plain, context: deriveContext(plain) };
}

/** The policies of these files as AWS holds them, and which file each is. */
export function policySetOf(
  { owner }: World,
  parts: readonly WorldFile[],
): { readonly set: PolicySet; readonly fileOf: (policy: Policy) => WorldFile | undefined } {
  const read = parts.map((part) => ({
    part,
    policy: policyOfJson({ Version: "2012-10-17", Statement: part.statements }),
  }));
  const named = (slot: Slot, level?: string): { readonly name: string; readonly policy: Policy }[] =>
    read
      .filter(({ part }) => part.slot === slot && (level === undefined || part.levels.includes(level)))
      .map(({ part, policy }) => ({ name: part.path, policy }));
  const levels = (slot: Slot, path: readonly string[]): readonly OrganizationLevel[] =>
    path
      .map((level) => ({ orgIdentifier: level, policies: named(slot, level) }))
      .filter(({ policies }) => policies.length > 0);
  const [resource] = named("resource");
  const boundary = named("boundary");
  const scps = levels("scp", LEVELS);
  const rcps = levels("rcp", owner === ACCOUNT ? LEVELS : OTHER_LEVELS);
  return {
    set: {
      identity: named("identity"),
      ...(resource === undefined ? {} : { resource }),
      ...(boundary.length === 0 ? {} : { boundary }),
      ...(scps.length === 0 ? {} : { scps }),
      ...(rcps.length === 0 ? {} : { rcps }),
    },
    fileOf: (policy) => read.find((one) => one.policy === policy)?.part,
  };
}

const ORDER: readonly Layer[] = ["scp", "rcp", "resource", "identity", "boundary"];
const WORDS: Readonly<Partial<Record<Layer, string>>> = {
  scp: "service control policy",
  rcp: "resource control policy",
  resource: "resource-based policy",
  identity: "identity-based policy",
  boundary: "permissions boundary",
};

/** Undefined where AWS allows the request. */
export function denialIn(one: World): TrueDenial | undefined {
  const { set, fileOf } = policySetOf(one, one.files);
  const decision = evaluate(requestIn(one, one.truth), set);
  if (decision.allowed !== "no") return undefined;
  const verdictOf = (layer: Layer): string | undefined => decision.layers.find((each) => each.layer === layer)?.verdict;
  const explicit = ORDER.find((layer) => verdictOf(layer) === "explicit-deny");
  const layer = explicit ?? ORDER.find((each) => decision.deniedBy.includes(each));
  if (layer === undefined) return undefined;
  const culprits = decision.statements.filter((trace) => trace.slot === layer && hasEffect("Deny", trace) === "yes");
  const files = culprits.flatMap(({ policy }) => fileOf(policy) ?? []);
  const named = one.namesPolicy && layer === "scp" && explicit !== undefined ? files[0] : undefined;
  const reason =
    explicit === undefined
      ? `because no ${WORDS[layer] ?? ""} allows the ${one.action} action`
      : `with an explicit deny in a${layer === "identity" ? "n" : ""} ${WORDS[layer] ?? ""}${named?.arn === undefined ? "" : `: ${named.arn}`}`;
  const sentence = `User: ${one.principal} is not authorized to perform: ${one.action} on resource: ${one.resource} ${reason}`;
  return {
    decision,
    layer,
    isExplicit: explicit !== undefined,
    culprits,
    fileOf,
    message: one.isEvent ? JSON.stringify(eventOf({ ...one, role: roleOf(one) }, sentence)) : sentence,
    named,
  };
}

function roleOf({ principal, path }: World): string | undefined {
  return principal === USER ? undefined : `arn:aws:iam::${ACCOUNT}:role/${path}dev`;
}

export interface EventFacts {
  readonly principal: string;
  /** Behind a session. */
  readonly role: string | undefined;
  readonly truth: Truth;
  readonly action: string;
  readonly resource: string;
  readonly owner: string;
}

/** As CloudTrail logs it; what it leaves out tells as well. */
export function eventOf(
  { principal, role, truth: all, action, resource, owner }: EventFacts,
  errorMessage: string,
): Json {
  const account = principal.split(":")[4] ?? "";
  const mfaAuthenticated = all["aws:MultiFactorAuthPresent"];
  const isRoot = principal.endsWith(":root");
  const sessionContext = {
    ...(role === undefined
      ? {}
      : { sessionIssuer: { type: "Role", arn: role, accountId: account, userName: role.split("/").at(-1) } }),
    ...(mfaAuthenticated === undefined
      ? {}
      : { attributes: { creationDate: "2026-01-01T00:00:00Z", mfaAuthenticated } }),
  };
  return {
    eventVersion: "1.11",
    userIdentity: {
      type: isRoot ? "Root" : role === undefined ? "IAMUser" : "AssumedRole",
      arn: principal,
      accountId: account,
      accessKeyId: role === undefined && mfaAuthenticated === undefined ? "AKIAEXAMPLE0000" : "ASIAEXAMPLE0000",
      ...(Object.keys(sessionContext).length === 0 ? {} : { sessionContext }),
    },
    eventTime: "2026-01-01T00:10:00Z",
    eventSource: `${action.split(":")[0] ?? ""}.amazonaws.com`,
    eventName: action.split(":")[1],
    awsRegion: all["aws:RequestedRegion"],
    sourceIPAddress: all["aws:SourceIp"] ?? "10.0.0.7",
    errorCode: "AccessDenied",
    errorMessage,
    eventID: "e",
    eventType: "AwsApiCall",
    resources: [{ ARN: resource, accountId: owner }],
    ...(all["aws:SourceVpce"] === undefined ? {} : { vpcEndpointId: all["aws:SourceVpce"] }),
    ...(all["aws:SecureTransport"] === "true" ? { tlsDetails: { tlsVersion: "TLSv1.3" } } : {}),
  };
}

export interface Told {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** The text of the workspace file. */
  readonly config: string;
  readonly facts: ReadonlyMap<string, string>;
}

/** What a person has of the world beside the message. */
export function toldOf(one: World): Told {
  const here = one.files.filter(({ path }) => path !== one.hidden);
  const role = one.pathIsTold ? `arn:aws:iam::${ACCOUNT}:role/${one.path}dev` : "dev";
  const holder = one.principal === USER ? USER : role;
  const policies = here.map(({ path, slot, levels, arn }) => ({
    files: path,
    kind: slot,
    ...(slot === "identity" || slot === "boundary" ? { attachedTo: [holder] } : {}),
    ...(slot === "resource"
      ? {
          resource: one.resource.replace(/\/.*$/, ""),
          ...(one.ownerIsTold || one.action.startsWith("sqs:") ? { account: one.owner } : {}),
        }
      : {}),
    ...(levels.length === 0 ? {} : { targets: levels }),
    ...(arn === undefined ? {} : { arn }),
  }));
  const accounts = { [ACCOUNT]: LEVELS.slice(0, 2), [OTHER_ACCOUNT]: OTHER_LEVELS.slice(0, 2) };
  return {
    files: here.map(({ path, statements }) => ({
      path,
      text: JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 1),
    })),
    config: JSON.stringify({ policies, organization: { accounts } }),
    facts: new Map(
      one.told.flatMap((key) => {
        const value = one.truth[key];
        return value === undefined ? [] : [[key, value] as const];
      }),
    ),
  };
}
