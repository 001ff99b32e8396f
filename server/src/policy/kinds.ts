/** What kind of policy a document is: said outright, told by its file's name, or read off its content. */
import { connectsDevice, isDeviceAction } from "../catalog/iot-policy-names.ts";
import { type PolicyKind, type Policy, type Statement } from "./policy.ts";

/**
 * `stated`: by a setting, the workspace file or its place in a host. `named`: by file or folder name.
 * `content`: by what the statements hold; a guess that convicts nobody.
 */
export interface KindReading {
  readonly kind: PolicyKind;
  readonly basis: "stated" | "named" | "content";
  /** Of what it is the policy, or how IAM keeps it, where the name of the file says so. */
  readonly holder?: PolicyHolderName;
  /** What the name of the file or of a folder says, where nothing else states the kind. */
  readonly named?: NamedKind;
  /** Only the name of a folder says the kind, that of the file or one above it: what is in it may be something else. */
  readonly byFolder?: "own" | "above";
  /** The folder or file whose name says that AWS may never get the policy, where nothing states its kind. */
  readonly elsewhere?: string;
}

export interface NamedKind {
  readonly kind: KnownKind;
  /** The file is called so and nothing else, as `trust-policy.json` is. */
  readonly isWhole: boolean;
}

type KnownKind = Exclude<PolicyKind, "unknown">;

export type ResourceHolderName =
  | "bucket"
  | "key"
  | "queue"
  | "topic"
  | "repository"
  | "registry"
  | "vault"
  | "domain"
  /** A domain of OpenSearch Service that a VPC has. */
  | "vpc-domain";

/** Whose inline policy it is: of one of them, but it is not known of which, for `inline`. */
export type InlineHolderName = "role" | "user" | "group" | "inline" | "permission-set";

export type PolicyHolderName = ResourceHolderName | InlineHolderName | "managed";

export function readKind(policy: Policy, path: string, stated: StatedKinds): KindReading {
  const reading = kindByName(policy, path, stated);
  const elsewhere = reading.basis === "stated" || !IS_DATA.test(path) ? undefined : elsewhereIn(path);
  return elsewhere === undefined ? reading : { ...reading, elsewhere };
}

/** What a program or a module is given, which says nothing of where it ends. */
const IS_DATA = /\.(?:json|ya?ml|tfvars)$/i;

/** Data for the tests of a program, AWS's own examples, and what an object storage with the grammar of IAM keeps. */
function elsewhereIn(path: string): string | undefined {
  return path.split("/").find((name, index, { length }) => {
    const isFolder = index < length - 1;
    return (isFolder ? TEST_DATA : NAMED_AS_TEST_DATA).test(name) || OTHER_STORAGE.test(hyphenated(name));
  });
}

/** Not `test`, as one of several environments is called. */
const TEST_DATA = /^_*(?:tests|test[-_]?data|fixtures|fuzz|mocks|placebo_recordings|botocore)_*$/i;
/** `bucket.mock.json`, as tests of Open Policy Agent call the plans that they read. */
const NAMED_AS_TEST_DATA = /\.mocks?\.[a-z]+$/i;
const OTHER_STORAGE = /(?:^|-)(?:ceph|minio|rgw|rustfs|scality|seaweedfs|storagegrid|wasabi)(?:-|$)/;

function kindByName(policy: Policy, path: string, { place, said, holder: stated }: StatedKinds): KindReading {
  const named = nameOfPath(path, policy);
  const reading = kindBeside(policy, named?.kind, { place, said });
  if (place !== undefined && reading.kind === place && stated !== undefined) return { ...reading, holder: stated };
  if (named === undefined && reading.basis === "content" && OWN_POLICY.test(path)) {
    return { ...reading, named: { kind: "identity", isWhole: true } };
  }
  if (named === undefined || (named.kind === "vpc-endpoint" && isOfOtherEndpoints(policy))) return reading;
  const { kind, holder, claim, folder } = named;
  return {
    ...reading,
    // Among many words those of a key's or a bucket's policy may be about one.
    ...(holder !== undefined && reading.kind === kind && claim !== "none" ? { holder } : {}),
    ...(folder !== undefined && reading.basis === "named" && reading.kind === kind ? { byFolder: folder } : {}),
    ...(reading.basis === "stated" || claim === "none" || !/\.json$/i.test(path)
      ? {}
      : { named: { kind, isWhole: claim === "whole" } }),
  };
}

function kindBeside(
  policy: Policy,
  named: PolicyKind | undefined,
  { place, said }: Omit<StatedKinds, "holder">,
): KindReading {
  const stated = place ?? said;
  // An identity policy is somebody's boundary if it is attached as one: its place in a file does not say that.
  if (place === "identity" && (said === "boundary" || said === "session")) return { kind: said, basis: "stated" };
  if (place === "identity" && said === undefined && named === "boundary" && !policy.statements.some(hasPrincipal)) {
    return { kind: named, basis: "named" };
  }
  if (stated !== undefined) return { kind: stated, basis: "stated" };
  if (named !== undefined && contentAllows(policy, named)) return { kind: named, basis: "named" };
  return { kind: kindOfContent(policy), basis: "content" };
}

export interface StatedKinds {
  /** What the place in the file says: `AssumeRolePolicyDocument` holds a trust policy. It is closer than what is said. */
  readonly place: PolicyKind | undefined;
  /** What a setting or the workspace file says of the whole file. */
  readonly said: PolicyKind | undefined;
  /** What the place in the file says of its holder: `AWS::SNS::TopicPolicy` is of a topic. */
  readonly holder?: PolicyHolderName | undefined;
}

/**
 * Words of a file or folder name that say a kind. The nearest name to the policy wins, so
 * `scp/trust-policy.json` is a trust policy.
 */
const NAME_WORDS: readonly (readonly [kind: KnownKind, words: readonly string[], holder?: PolicyHolderName])[] = [
  ["scp", ["scp", "scps", "service-control-policy", "service-control-policies"]],
  ["rcp", ["rcp", "rcps", "resource-control-policy", "resource-control-policies"]],
  ["boundary", ["boundary", "boundaries", "permissions-boundary", "permission-boundary"]],
  ["trust", ["trust", "trust-policy", "assume-role-policy", "assume-role", "trust-policies"]],
  ["session", ["session-policy", "session-policies"]],
  ["iot", ["iot-policy", "iot-policies", "iot-core-policy", "iot-core-policies", "iot-thing-policy"]],
  ["vpc-endpoint", ["vpc-endpoint", "vpc-endpoints", "endpoint-policy", "endpoint-policies", "vpce", "vpces"]],
  ["resource", ["bucket-policy", "bucket-policies"], "bucket"],
  ["resource", ["key-policy", "key-policies"], "key"],
  ["resource", ["queue-policy", "queue-policies"], "queue"],
  ["resource", ["topic-policy", "topic-policies"], "topic"],
  ["resource", ["repository-policy", "repository-policies"], "repository"],
  ["resource", ["registry-policy", "registry-policies"], "registry"],
  ["resource", ["vault-policy", "vault-policies", "vault-access-policy", "vault-access-policies"], "vault"],
  ["resource", ["resource-policy", "resource-policies"]],
  ["identity", ["managed-policy", "managed-policies"], "managed"],
  ["identity", ["inline-policy", "inline-policies"], "inline"],
  ["identity", ["identity-policy", "identity-policies", "permissions-policy", "permissions-policies"]],
];

/**
 * What stands beside `trust.json` in the folder of a role. It says enough to wonder at a trust policy there, and nothing
 * that a check may rest on.
 */
const OWN_POLICY =
  /(?:^|\/)(?:roles|users|groups)\/[^/]+\/(?:(?:iam|role|user|group)[-_])?(?:policy|permissions)\.json$/i;

/**
 * Folders that may hold the policies of VPC endpoints, or what belongs to the endpoints of an API or a model: the policy
 * has to have a principal, as theirs do, and must not be an API's own.
 */
const ENDPOINT_FOLDER = /-(?:endpoints|private-?link)-/;

/** What a file is to hold that holds no policy yet: told by its name alone. Undefined if the name speaks of none. */
export function kindOfNewPolicy(path: string): Pick<KindReading, "kind" | "holder"> | undefined {
  const named = nameOfPath(path);
  if (named !== undefined) return named;
  const words = /-(?:polic(?:y|ies)|iam|permissions)-/;
  return path.split("/").some((name) => words.test(`-${hyphenated(name)}-`)) ? { kind: "unknown" } : undefined;
}

interface PathName extends Pick<KindReading, "kind" | "holder"> {
  readonly kind: KnownKind;
  /** `whole`: the file is called so; `part`: its name begins or ends so, or a folder is called so. */
  readonly claim: "whole" | "part" | "none";
  /** Undefined for the name of the file. */
  readonly folder: KindReading["byFolder"];
}

/** A folder `organization-boundaries` says nothing of a policy with principals, which no boundary has. */
function nameOfPath(path: string, policy?: Policy): PathName | undefined {
  const hasPrincipals = policy !== undefined && policy.statements.some(hasPrincipal);
  const names = path
    .split("/")
    .filter((name) => name !== "")
    .reverse();
  for (const [depth, name] of names.entries()) {
    const words = `-${hyphenated(name)}-`;
    for (const [kind, candidates, holder] of NAME_WORDS) {
      const isFolder = depth > 0;
      const word =
        candidates.find((candidate) => words.includes(`-${candidate}-`)) ??
        (kind === "vpc-endpoint" && isFolder && hasPrincipals
          ? ENDPOINT_FOLDER.exec(words)?.[0].slice(1, -1)
          : undefined);
      if (word === undefined || (isFolder && kind === "boundary" && hasPrincipals)) continue;
      // HashiCorp Vault has policies of IAM, and schemas and packages have registries.
      if ((holder === "vault" || holder === "registry") && !hasPrincipals) continue;
      // There, it may be about the queues or topics that somebody manages.
      if (holder !== undefined && !hasPrincipals && isBelowOwnPolicies(names, depth)) continue;
      return {
        kind,
        folder: depth === 0 ? undefined : depth === 1 ? "own" : "above",
        claim: claimOf(words, `-${word}-`, isFolder),
        ...(holder === undefined ? {} : { holder }),
      };
    }
  }
  return undefined;
}

/** In a folder of IAM's policies, counted from the name of the file on. */
function isBelowOwnPolicies(names: readonly string[], depth: number): boolean {
  return names.slice(depth + 1).some((name) => /^iam-polic(?:y|ies)$/.test(hyphenated(name)));
}

function claimOf(words: string, word: string, isFolder: boolean): PathName["claim"] {
  const name = words.replace(/-json-$/, "-").replace(/(?:-(?:policy|policies|document))+-$/, "-");
  const short = word.replace(/-(?:policy|policies)-$/, "-");
  if (name === short) return isFolder ? "part" : "whole";
  return !isFolder && (name.startsWith(short) || name.endsWith(short)) ? "part" : "none";
}

/** `TrustPolicy.iam.json` → `trust-policy-iam-json`. */
function hyphenated(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .toLowerCase();
}

/** A name may mislead: a file below `trust/` whose statements read objects is no trust policy. */
function contentAllows(policy: Policy, kind: PolicyKind): boolean {
  const content = kindOfContent(policy);
  if (kind === "trust") {
    // A Resource is what people leave in a trust policy by mistake.
    // So are other actions, beside one that is right.
    const assumed = policy.statements.every((one) => hasPrincipal(one) && assumesRolesAmongOthers(one));
    return content === "trust" || assumed || policy.statements.every((one) => one.action === undefined);
  }
  // A policy that manages things is IAM's, whatever its file is called.
  if (kind === "iot") return content === "iot";
  if (kind === "vpc-endpoint") return content !== "trust" && !isOfOtherEndpoints(policy);
  return content !== "trust";
}

/**
 * Of an API, which has a policy of its own, or of a model's endpoint, which has none. Sources: "Amazon API Gateway resource
 * policies"; "Actions, resources, and condition keys for Amazon SageMaker".
 */
function isOfOtherEndpoints(policy: Policy): boolean {
  const names = policy.statements.flatMap(({ action }) => action?.entries.map(({ text }) => text) ?? []);
  const own = policy.statements.some(hasPrincipal) ? /^execute-api:/i : /^(?:execute-api|apigateway|sagemaker):/i;
  return names.length > 0 && names.every((name) => own.test(name));
}

/** Identity policies and SCPs look alike, and so do resource policies and RCPs: content alone never says the rarer one. */
function kindOfContent(policy: Policy): PolicyKind {
  const statements = policy.statements;
  if (statements.length === 0) return "unknown";
  if (!statements.some(hasPrincipal)) {
    if (statements.every(readsAsTrust)) return "unknown";
    return readsAsDevice(policy) ? "iot" : "identity";
  }
  return statements.every((statement) => hasPrincipal(statement) && readsAsTrust(statement)) ? "trust" : "resource";
}

function hasPrincipal(statement: Statement): boolean {
  return statement.principal !== undefined || statement.notPrincipal !== undefined;
}

/** What devices ask for and nothing else, connections among it: IAM's policies for them mostly publish, or manage. */
function readsAsDevice({ statements }: Policy): boolean {
  const isOfDevices = ({ action }: Statement): boolean =>
    action !== undefined &&
    !action.open &&
    action.entries.length > 0 &&
    action.entries.every(({ text }) => isDeviceAction(text));
  return (
    statements.every(isOfDevices) &&
    statements.some(({ action }) => action?.entries.some(({ text }) => connectsDevice(text)) === true)
  );
}

const TRUST_ACTIONS = /^sts:(assumerole[a-z]*|tagsession|setsourceidentity|setcontext|\*)$/i;

/** Is it an action of role trust policies, or a pattern of them? */
export function isTrustAction(action: string): boolean {
  return TRUST_ACTIONS.test(action);
}

function readsAsTrust(statement: Statement): boolean {
  return statement.resource === undefined && statement.notResource === undefined && assumesRoles(statement);
}

function assumesRolesAmongOthers({ action }: Statement): boolean {
  return action?.entries.some((entry) => isTrustAction(entry.text)) === true;
}

function assumesRoles(statement: Statement): boolean {
  const entries = statement.action?.entries ?? [];
  return entries.length > 0 && entries.every((entry) => isTrustAction(entry.text));
}
