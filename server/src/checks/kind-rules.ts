/** Which elements each kind of policy takes. Source: the element pages of the IAM User Guide, "SCP syntax", "RCP syntax". */
import { type Policy, type PolicyKind } from "../policy/policy.ts";
import { type KindReading } from "../policy/kinds.ts";
import { name, say } from "../wording/phrase.ts";
import { beforeDate } from "../wording/reference.ts";
import { type PolicyUnderCheck, type ReportedFinding } from "./check.ts";
import { elementNamed } from "./elements.ts";

export type KnownKind = Exclude<PolicyKind, "unknown">;

export interface KindRule {
  /** With its article, for messages. */
  readonly label: string;
  /** AWS rejects a policy of the kind that has one of these. */
  readonly unsupported: readonly string[];
  /** AWS describes the kind without these; whether it rejects them is not documented. */
  readonly undescribed?: readonly string[];
  readonly principal: "required" | "optional" | "none";
  readonly resource: "required" | "optional" | "none";
  /** Sids take letters and digits only and must differ. */
  readonly strictSids: boolean;
}

const NO_PRINCIPAL = ["Principal", "NotPrincipal"];

export const KIND_RULES: Readonly<Record<KnownKind, KindRule>> = {
  identity: {
    label: "an identity-based policy",
    unsupported: NO_PRINCIPAL,
    undescribed: ["Id"],
    principal: "none",
    resource: "required",
    strictSids: true,
  },
  boundary: {
    label: "a permissions boundary",
    unsupported: NO_PRINCIPAL,
    undescribed: ["Id"],
    principal: "none",
    resource: "required",
    strictSids: true,
  },
  session: {
    label: "a session policy",
    unsupported: NO_PRINCIPAL,
    principal: "none",
    resource: "required",
    strictSids: true,
  },
  trust: {
    label: "a role trust policy",
    unsupported: ["NotPrincipal", "Resource", "NotResource"],
    principal: "required",
    resource: "none",
    strictSids: true,
  },
  scp: {
    label: "an SCP",
    unsupported: NO_PRINCIPAL,
    principal: "none",
    resource: "required",
    strictSids: false,
  },
  rcp: {
    label: "an RCP",
    unsupported: ["NotPrincipal", "NotAction"],
    principal: "required",
    resource: "required",
    strictSids: false,
  },
  // Policies of ECR repositories and of some other resources have no Resource.
  resource: {
    label: "a resource-based policy",
    unsupported: [],
    principal: "required",
    resource: "optional",
    strictSids: false,
  },
  "vpc-endpoint": {
    label: "a VPC endpoint policy",
    unsupported: [],
    principal: "required",
    resource: "required",
    strictSids: false,
  },
  // Source: "AWS IoT Core policies": a statement holds Effect, Action and Resource, and belongs to whom it is attached.
  iot: {
    label: "an AWS IoT Core policy",
    unsupported: [],
    undescribed: NO_PRINCIPAL,
    principal: "none",
    resource: "required",
    strictSids: false,
  },
};

/**
 * The kind, where it is sure enough to convict on its grounds: stated, or told by a file name that the content does
 * not contradict (`assume-role-policy.json` is often a policy that allows to assume roles). Principals that may assume,
 * and no resource, are in no other policy than a trust policy.
 */
export function certainKind(subject: PolicyUnderCheck): KnownKind | undefined {
  const { kind, basis } = subject.kind;
  if (basis === "content") return kind === "trust" ? kind : undefined;
  if (kind === "unknown") return undefined;
  return basis === "stated" || !contradicts(subject, kind) ? kind : undefined;
}

/** Checks whose errors and warnings are such only in a policy of that kind. */
const OF_KIND: ReadonlySet<string> = new Set([
  "action-out-of-scope",
  "bucket-policy-mismatch",
  "duplicate-sid",
  "federated-principal",
  "invalid-sid",
  "key-policy-lockout",
  "mismatched-action",
  "missing-principal",
  "missing-resource",
  "policy-size",
  "queue-policy-quota",
  "rcp-all-actions",
  "rcp-allow",
  "rcp-principal",
  "rcp-unsupported-service",
  "scp-without-effect",
  "service-needs-actions",
  "trust-policy-action",
  "unsupported-element",
]);

/**
 * A folder that is called as policies of one kind are may hold others: what would be an error is a warning then, which
 * says what it rests on. Further below a folder of RCPs are policies of resources, too, for services that no RCP is about,
 * and nothing tells them apart: there it is an information. So is whatever is said of test data.
 */
export function asGuessed(finding: ReportedFinding, { kind, byFolder, elsewhere }: KindReading): ReportedFinding {
  const { severity, code } = finding;
  if (elsewhere !== undefined && (severity === "error" || severity === "warning")) {
    const away = say`Its path has ${name(elsewhere)}, so AWS may never get this policy. If AWS does, name its kind in ${name("iam-verdict.json")}.`;
    return { ...finding, severity: "info", message: beforeDate(finding.message, away) };
  }
  if (byFolder === undefined || kind === "unknown" || !OF_KIND.has(code) || finding.ofAnyKind === true) return finding;
  if (severity !== "error" && severity !== "warning") return finding;
  const isVague = kind === "rcp" && byFolder === "above";
  const folder = byFolder === "own" ? "its folder" : "a folder above it";
  const reason = say`The name of ${folder} says that this is ${KIND_RULES[kind].label}. If it is not, name the kind in ${name("iam-verdict.json")}.`;
  const message = beforeDate(finding.message, reason);
  return { ...finding, severity: isVague ? "info" : "warning", message, meansKind: kind };
}

/** Is it what a resource of a template has, and all of it? What a guide shows is for readers to put into theirs. */
export function isOfMadeResource({ kind, isPlain }: Pick<PolicyUnderCheck, "kind" | "isPlain">): boolean {
  return kind.basis === "stated" && isPlain !== true;
}

export function certainRule(subject: PolicyUnderCheck): KindRule | undefined {
  const kind = certainKind(subject);
  return kind === undefined ? undefined : KIND_RULES[kind];
}

/**
 * Is this a document that IAM itself stores? Sure also of a guessed kind if no statement names a principal, because
 * only policies of IAM and Organizations have none, and if one allows something: what only denies may be an SCP, which
 * takes any Sid.
 */
export function isStrictAboutSids(subject: PolicyUnderCheck): boolean {
  const rule = certainRule(subject);
  if (rule !== undefined) return rule.strictSids;
  return subject.kind.kind === "identity" && !allowsNothing(subject) && !namesPrincipals(subject);
}

/** What only denies may be an SCP, where nothing but its content tells its kind. */
export function allowsNothing({ policy, whole = policy }: PolicyUnderCheck): boolean {
  return !whole.statements.some(({ effect }) => effect?.text === "Allow");
}

function contradicts(subject: PolicyUnderCheck, kind: KnownKind): boolean {
  return KIND_RULES[kind].principal === "required"
    ? !namesPrincipals(subject)
    : namingOf(subject) === "every statement";
}

/** Does any statement say for whom it is? Identity policies, boundaries, session policies and SCPs never do. */
export function namesPrincipals(subject: PolicyUnderCheck): boolean {
  return namingOf(subject) !== "none";
}

/** How many statements name a principal. */
type Naming = "none" | "some" | "every statement";

/** Asked by many checks, and for each statement anew. */
const NAMING = new WeakMap<Policy, Naming>();

function namingOf({ policy, whole = policy }: PolicyUnderCheck): Naming {
  const naming = NAMING.get(whole) ?? countNaming(whole);
  NAMING.set(whole, naming);
  return naming;
}

function countNaming({ statements }: Policy): Naming {
  const naming = statements.filter(({ object }) =>
    ["Principal", "NotPrincipal"].some((name) => elementNamed(object, name) !== undefined),
  );
  if (naming.length === 0) return "none";
  const all = statements.every(({ principal, notPrincipal }) => principal !== undefined || notPrincipal !== undefined);
  return all ? "every statement" : "some";
}
