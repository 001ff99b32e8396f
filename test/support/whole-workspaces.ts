/**
 * Whole workspaces at random: several policies in every layer, for the caller and for others, here or missing, stated in
 * `iam-verdict.json` or not; and one request with all that AWS would know of it.
 */
import fc from "fast-check";
import { type PolicySlot } from "../../server/src/policy/slots.ts";
import { CONDITIONS, LEVELS, OTHER_LEVELS, type Truth, truth as someTruth } from "./denied-worlds.ts";
import { ACCOUNT, OTHER_ACCOUNT, ROOT, SESSION, USER } from "./evaluation.ts";
import { type Json } from "./generated-evaluations.ts";

/** What `iam-verdict.json` says of a file: all, what kind of policy it is, or nothing. */
export type Stated = "attachment" | "kind" | "nothing";

export interface PolicyFile {
  readonly path: string;
  readonly slot: PolicySlot;
  /** What has it: users, groups, roles, sessions, a resource, levels of the organization, an endpoint. */
  readonly holders: readonly string[];
  readonly arn: string | undefined;
  readonly stated: Stated;
  readonly isHere: boolean;
  readonly statements: readonly Json[];
}

export interface Caller {
  readonly principal: string;
  readonly account: string;
  /** Behind a session. */
  readonly role: string | undefined;
  readonly isInGroup: boolean;
}

export interface WholeWorkspace {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly owner: string;
  /** What is true of the request; a key that is not listed is absent. */
  readonly truth: Truth;
  readonly files: readonly PolicyFile[];
  /** Keys that the user tells. */
  readonly told: readonly string[];
  readonly states: {
    readonly path: boolean;
    readonly membership: boolean;
    readonly organization: boolean;
    readonly owner: boolean;
  };
  readonly isEvent: boolean;
  /** How much of its reason AWS tells: the policy's ARN too, the kind of policy, only that it is a Deny, or nothing. */
  readonly reason: "arn" | "type" | "effect" | "none";
}

export const GROUP = `arn:aws:iam::${ACCOUNT}:group/ops`;
const OTHER_USER = `arn:aws:iam::${ACCOUNT}:user/bob`;
const FOREIGN_ROLE = `arn:aws:iam::${OTHER_ACCOUNT}:role/build`;
const FOREIGN_SESSION = `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/build/s9`;
const KEY = "key/0a1b2c3d-1111-2222-3333-444455556666";
/** In statements, for the ARN of the caller's role or user. */
const CALLER_ARN = "CALLER";

const callers: fc.Arbitrary<Caller> = fc.constantFrom<Caller>(
  { principal: USER, account: ACCOUNT, role: undefined, isInGroup: true },
  { principal: USER, account: ACCOUNT, role: undefined, isInGroup: false },
  { principal: SESSION, account: ACCOUNT, role: `arn:aws:iam::${ACCOUNT}:role/dev`, isInGroup: false },
  { principal: SESSION, account: ACCOUNT, role: `arn:aws:iam::${ACCOUNT}:role/app/dev`, isInGroup: false },
  { principal: ROOT, account: ACCOUNT, role: undefined, isInGroup: false },
  { principal: FOREIGN_SESSION, account: OTHER_ACCOUNT, role: FOREIGN_ROLE, isInGroup: false },
);

const OWNERS = [ACCOUNT, ACCOUNT, OTHER_ACCOUNT] as const;
interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly owner: string;
}
const asked: fc.Arbitrary<Asked> = fc.constantFrom(...OWNERS).chain((owner) =>
  fc.constantFrom<Asked>(
    { action: "s3:GetObject", resource: "arn:aws:s3:::alpha/red", owner },
    { action: "sqs:SendMessage", resource: `arn:aws:sqs:eu-west-1:${owner}:jobs`, owner },
    // RCPs do not reach AWS Lambda.
    { action: "lambda:InvokeFunction", resource: `arn:aws:lambda:eu-west-1:${owner}:function:news`, owner },
    { action: "kms:Decrypt", resource: `arn:aws:kms:eu-west-1:${owner}:${KEY}`, owner },
    { action: "sts:AssumeRole", resource: `arn:aws:iam::${owner}:role/target`, owner },
  ),
);

const ACTIONS = [
  "*",
  "s3:*",
  "s3:GetObject",
  "sqs:*",
  "sqs:SendMessage",
  "lambda:InvokeFunction",
  "kms:*",
  "kms:Decrypt",
  "sts:AssumeRole",
];
const RESOURCES = ["*", "arn:aws:s3:::alpha/*", "arn:aws:s3:::alpha/${aws:PrincipalTag/team}", "arn:aws:sqs:*:*:jobs"];
const FURTHER_RESOURCES = [
  "arn:aws:lambda:*:*:function:news",
  `arn:aws:kms:*:*:${KEY}`,
  "arn:aws:iam::*:role/target",
  "arn:aws:s3:::beta/*",
];
const PRINCIPALS: readonly unknown[] = [
  "*",
  { AWS: ACCOUNT },
  { AWS: [ROOT, OTHER_ACCOUNT] },
  { AWS: CALLER_ARN },
  { AWS: [OTHER_USER, SESSION] },
  { AWS: FOREIGN_ROLE },
];
const MORE_CONDITIONS: readonly Json[] = [
  { StringEquals: { "aws:PrincipalAccount": ACCOUNT } },
  { StringNotEqualsIfExists: { "aws:username": "bob" } },
  { StringEqualsIgnoreCase: { "aws:RequestedRegion": ["EU-WEST-1", "us-east-1"] } },
];

const condition = fc
  .tuple(
    fc.constantFrom(0, 0, 1, 1, 2),
    ...(Array(2).fill(fc.constantFrom(...CONDITIONS, ...MORE_CONDITIONS)) as [fc.Arbitrary<Json>, fc.Arbitrary<Json>]),
  )
  .map(([count, ...some]): Json => Object.assign({}, ...some.slice(0, count)) as Json);

/** One in six is turned round, as in NotAction. */
const element = (name: string, texts: readonly string[]): fc.Arbitrary<Json> =>
  fc
    .tuple(fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 2 }), fc.nat(5))
    .map(([some, turn]) => ({ [turn === 0 ? `Not${name}` : name]: some.length === 1 ? some[0] : some }));

const ALLOW_ALL: Json = { Effect: "Allow", Action: "*", Resource: "*" };
const statement = (effects: readonly string[]): fc.Arbitrary<Json> =>
  fc
    .tuple(
      fc.constantFrom(...effects),
      element("Action", ACTIONS),
      element("Resource", [...RESOURCES, ...FURTHER_RESOURCES]),
      condition,
    )
    .map(([Effect, action, resource, Condition]) => ({ Effect, ...action, ...resource, Condition }));
const either = statement(["Allow", "Allow", "Deny"]);
const deny = statement(["Deny"]);
const some = (one: fc.Arbitrary<Json>): fc.Arbitrary<readonly Json[]> => fc.array(one, { minLength: 1, maxLength: 3 });
const often = (one: fc.Arbitrary<Json>): fc.Arbitrary<readonly Json[]> => fc.oneof(fc.constant([ALLOW_ALL]), some(one));

/** Policies for somebody in a slot; `folder` says what kind it is, as people name them. */
interface Wanted {
  readonly slot: PolicySlot;
  readonly folder: string;
  /** Its files go by it. */
  readonly code: string;
  readonly holders: fc.Arbitrary<readonly string[]>;
  readonly statements: fc.Arbitrary<readonly Json[]>;
  readonly most: number;
}

const files = ({ slot, folder, code, holders, statements, most }: Wanted): fc.Arbitrary<readonly PolicyFile[]> =>
  fc
    .array(
      fc.record({
        holders,
        statements,
        isHere: fc.nat(9).map((one) => one > 0),
        stated: fc.constantFrom<Stated>("attachment", "attachment", "attachment", "attachment", "kind", "nothing"),
        isNamedByFolder: fc.boolean(),
      }),
      { maxLength: most },
    )
    .map((all) =>
      all.map(({ isNamedByFolder, ...one }, at) => {
        const name = `${code}${at}`;
        // By its content alone it would be the bucket's own policy.
        const looksLikeResource = one.stated === "nothing" && (slot === "rcp" || slot === "vpc-endpoint");
        const isNamed = isNamedByFolder || looksLikeResource;
        return { ...one, slot, path: `${isNamed ? folder : "p"}/${name}.json`, arn: arnOf(slot, name) };
      }),
    );

function arnOf(slot: PolicySlot, name: string): string | undefined {
  switch (slot) {
    case "scp":
      return `arn:aws:organizations::${OTHER_ACCOUNT}:policy/o-acme/service_control_policy/p-${name}`;
    case "rcp":
      return `arn:aws:organizations::${OTHER_ACCOUNT}:policy/o-acme/resource_control_policy/p-${name}`;
    case "identity":
    case "boundary":
      return `arn:aws:iam::${ACCOUNT}:policy/${name}`;
    default:
      return undefined;
  }
}

const LEVEL = fc.constantFrom(...LEVELS, ...OTHER_LEVELS);

/** All that there is around one caller and one request. */
function filesAround({
  caller,
  action,
  resource,
  owner,
}: Asked & { readonly caller: Caller }): fc.Arbitrary<readonly PolicyFile[]> {
  const holder = caller.role ?? caller.principal;
  const always = (one: string): fc.Arbitrary<readonly string[]> => fc.constant([one]);
  const levels = caller.account === ACCOUNT ? LEVELS : OTHER_LEVELS;
  const withPrincipal = (one: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
    fc.tuple(one, fc.constantFrom(...PRINCIPALS)).map(([json, Principal]) => ({
      ...json,
      Principal: JSON.parse(JSON.stringify(Principal).replace(CALLER_ARN, holder)) as unknown,
    }));
  const isTrust = action === "sts:AssumeRole";
  const trusting = withPrincipal(either).map((json): Json => {
    const { Effect, Principal, Condition } = json;
    return { Effect, Principal, Condition, Action: "sts:AssumeRole" };
  });
  const own = resource.replace(/(:::[^/]+)\/.*$/, "$1");
  const isRoot = caller.principal === ROOT;
  const ownSlots: readonly Wanted[] = [
    { slot: "identity", folder: "identity", code: "i", holders: always(holder), statements: often(either), most: 2 },
    { slot: "boundary", folder: "boundaries", code: "b", holders: always(holder), statements: often(either), most: 1 },
    {
      slot: "session",
      folder: "session-policies",
      code: "s",
      holders: always(caller.principal),
      statements: often(either),
      most: caller.role === undefined ? 0 : 1,
    },
  ];
  const wanted: readonly Wanted[] = [
    ...(isRoot ? [] : ownSlots),
    { slot: "identity", folder: "groups", code: "g", holders: always(GROUP), statements: some(either), most: 1 },
    { slot: "identity", folder: "others", code: "o", holders: always(OTHER_USER), statements: often(either), most: 1 },
    {
      slot: "resource",
      folder: "resource-policies",
      code: "r",
      holders: always(own),
      statements: some(isTrust ? trusting : withPrincipal(either)),
      most: 1,
    },
    {
      slot: "scp",
      folder: "scp",
      code: "d",
      holders: fc.uniqueArray(LEVEL, { minLength: 1, maxLength: 2 }),
      statements: some(deny),
      most: 2,
    },
    {
      slot: "rcp",
      folder: "rcp",
      code: "c",
      holders: fc.uniqueArray(LEVEL, { minLength: 1, maxLength: 2 }),
      statements: fc.tuple(deny).map(([one]) => [{ ...one, Principal: "*" }]),
      most: 1,
    },
    {
      slot: "vpc-endpoint",
      folder: "vpc-endpoints",
      code: "e",
      holders: fc.constantFrom(["vpce-0a"], ["vpce-0b"]),
      statements: fc.oneof(fc.constant([{ ...ALLOW_ALL, Principal: "*" }]), some(withPrincipal(either))),
      most: 1,
    },
  ];
  const allowing = levels.map((level, at) =>
    files({ slot: "scp", folder: "scps", code: `a${at}x`, holders: always(level), statements: often(either), most: 1 }),
  );
  return fc.tuple(...wanted.map(files), fc.tuple(...allowing)).map((all) => {
    const flat = all.flat(2) as readonly PolicyFile[];
    // A key and a role have a policy in any case; there are SCPs on every level or on none.
    const lacksOwn = owner !== "" && isGovernedAction(action) && !flat.some(({ slot }) => slot === "resource");
    const scps = flat.filter(({ slot }) => slot === "scp");
    const isWhole = levels.every((level) =>
      scps.some((one) => one.holders.includes(level) && one.statements.some(({ Effect }) => Effect === "Allow")),
    );
    const isForeign = caller.account !== ACCOUNT;
    const known = flat.map((one) =>
      isForeign && one.arn?.startsWith("arn:aws:iam:") ? { ...one, arn: undefined } : one,
    );
    return [
      ...known.filter(({ slot }) => isWhole || slot !== "scp"),
      ...(lacksOwn ? [defaultPolicy(own, owner, isTrust)] : []),
    ];
  });
}

function isGovernedAction(action: string): boolean {
  return action.startsWith("kms:") || action.startsWith("sts:");
}

function defaultPolicy(own: string, owner: string, isTrust: boolean): PolicyFile {
  const Principal = { AWS: `arn:aws:iam::${owner}:root` };
  const allows = isTrust
    ? { Effect: "Allow", Principal, Action: "sts:AssumeRole" }
    : { ...ALLOW_ALL, Action: "kms:*", Principal };
  return {
    path: "p/default.json",
    slot: "resource",
    holders: [own],
    arn: undefined,
    stated: "attachment",
    isHere: false,
    statements: [allows],
  };
}

export const wholeWorkspace: fc.Arbitrary<WholeWorkspace> = fc
  .record({ caller: callers, asked })
  // The root user assumes no role, whatever policies say.
  .filter(({ caller, asked: { action } }) => caller.principal !== ROOT || action !== "sts:AssumeRole")
  .chain(({ caller, asked: { action, resource, owner } }) =>
    fc
      .record({
        files: filesAround({ caller, action, resource, owner }),
        truth: someTruth,
        told: fc.subarray([
          "aws:SourceIp",
          "aws:SourceVpce",
          "aws:MultiFactorAuthPresent",
          "aws:SecureTransport",
          "aws:PrincipalTag/team",
          "aws:ResourceTag/team",
          "aws:RequestedRegion",
        ]),
        states: fc.record({
          path: fc.boolean(),
          membership: fc.boolean(),
          organization: fc.boolean(),
          owner: fc.boolean(),
        }),
        isEvent: fc.constantFrom(false, false, true),
        reason: fc.constantFrom("arn", "type", "type", "type", "effect", "none"),
        isTold: fc.constantFrom(true, false, false),
      })
      .map(({ isTold, ...one }): WholeWorkspace => ({
        ...one,
        ...(isTold ? { files: one.files.map(told), states: ALL_STATED } : {}),
        caller,
        action,
        resource,
        owner,
        truth: truthOf(one.truth, { caller, resource, owner, isEvent: one.isEvent }),
      })),
  );

const ALL_STATED = { path: true, membership: true, organization: true, owner: true };

function told(file: PolicyFile): PolicyFile {
  return { ...file, isHere: true, stated: "attachment" };
}

/** What cannot be otherwise: keys that exclude each other, and those that follow from caller, owner and Region. */
function truthOf(
  all: Truth,
  { caller, resource, owner, isEvent }: Pick<WholeWorkspace, "caller" | "resource" | "owner" | "isEvent">,
): Truth {
  const { principal, account, role } = caller;
  const values = new Map(Object.entries(all));
  if (values.has("aws:SourceVpce")) values.delete("aws:SourceIp");
  else if (!values.has("aws:SourceIp")) values.set("aws:SourceIp", "198.51.100.9");
  // Credentials of a role never say that there was a second factor.
  const isSet = values.get("aws:MultiFactorAuthPresent") === "true" || isEvent;
  if (role !== undefined && isSet) values.set("aws:MultiFactorAuthPresent", "false");
  if (principal === ROOT) values.delete("aws:PrincipalTag/team");
  values.set("aws:PrincipalArn", role ?? principal);
  values.set("aws:PrincipalAccount", account);
  if (principal === USER) values.set("aws:username", "ann");
  values.set("aws:ResourceAccount", owner);
  values.set("aws:ViaAWSService", "false");
  const region = resource.split(":")[3] ?? "";
  if (region !== "") values.set("aws:RequestedRegion", region);
  return Object.fromEntries(values);
}
