/**
 * Reads the clause that says why a request was denied: `because no identity-based policy allows the s3:GetObject action`,
 * `with an explicit deny in a service control policy: ARN`.
 * Source: IAM User Guide, "Troubleshoot access denied error messages"; AWS Security Blog, "Enhanced access denied error
 * messages with policy ARNs".
 */
import { type CompactText } from "./compact-text.ts";
import { type DenialPolicyType } from "./denial.ts";
import { readAction } from "./denied-action.ts";
import { readValue } from "./message-value.ts";

export interface ReasonClause {
  readonly denyType: "explicit" | "implicit" | "unknown";
  readonly policyType: DenialPolicyType;
  readonly policyArn: string | null;
  /** The action that the clause repeats. */
  readonly action: string | null;
  /** Offsets of the text with blanks. */
  readonly start: number;
  readonly end: number;
}

const REASON = /because|dueto(?:an)?explicitdeny|with(?:an)?explicitdeny|explicitdenyin/g;

/** What ends a message: a reason behind it belongs to something else. */
const END_OF_MESSAGE =
  /\(service:|statuscode:|<\/message>|encodedauthorization|gotohttps|requestid|notauthori[sz]ed|\(sdkattempt|\(requesttoken/;

/** The first reason clause between two offsets of the compact text; null if there is none. */
export function findReasonClause(
  readable: string,
  compact: CompactText,
  from: number,
  to: number,
): ReasonClause | null {
  const whole = compact.text.slice(from, to);
  const stop = END_OF_MESSAGE.exec(whole);
  const text = stop === null ? whole : whole.slice(0, stop.index);
  for (const match of text.matchAll(REASON)) {
    const clause = readReasonClause(readable, compact, from + match.index, to);
    if (clause !== null) return clause;
  }
  return null;
}

/** The first clause of the whole text that says explicit or implicit, whatever stands before it. */
export function firstReasonClause(readable: string, compact: CompactText): ReasonClause | null {
  for (const match of compact.text.matchAll(REASON)) {
    const clause = readReasonClause(readable, compact, match.index, compact.text.length);
    if (clause !== null && clause.denyType !== "unknown") return clause;
  }
  return withoutBecause(readable, compact);
}

/** What is left of a clause that was shortened, if it names its action: `no session policy allows the s3:GetObject action`. */
function withoutBecause(readable: string, compact: CompactText): ReasonClause | null {
  for (const { index } of compact.text.matchAll(SHORTENED)) {
    const at = index - BECAUSE.length;
    if (at < 0) continue;
    const text = BECAUSE + compact.text.slice(index, index + LONGEST_CLAUSE);
    const clause = implicitReason(readable, compact, at, text, false);
    if (clause !== null && clause.action !== null) return { ...clause, start: compact.toReadable(index) };
  }
  return null;
}

const BECAUSE = "because";
const SHORTENED =
  /no(?:identity-?based|resource-?based|session|servicecontrol|vpcendpoint|permissionsboundary|roletrust)(?:policy)?allowsthe[a-z0-9-]{2,40}:[a-z]/g;

/** The reason clause that starts at an offset of the compact text. */
export function readReasonClause(readable: string, compact: CompactText, at: number, to: number): ReasonClause | null {
  const text = compact.text.slice(at, Math.min(to, at + LONGEST_CLAUSE));
  const start = compact.toReadable(at);
  const explicit = /^(?:because(?:of)?(?:an)?|dueto(?:an)?|with(?:an)?)?explicitdeny/.exec(text);
  if (explicit !== null) return explicitReason(readable, compact, at, explicit[0].length, to);
  const implicit = /^because(no|the)/.exec(text);
  if (implicit !== null) return implicitReason(readable, compact, at, text, implicit[1] === "the");
  const setting = /^because(?:public(?:acls|policies)are|thisbuckethas|access(?:control)?listsare)/.exec(text);
  if (setting === null) return null;
  const end = compact.toReadable(at + setting[0].length);
  return { denyType: "unknown", policyType: "unknown", policyArn: null, action: null, start, end };
}

const LONGEST_CLAUSE = 400;

function explicitReason(readable: string, compact: CompactText, at: number, length: number, to: number): ReasonClause {
  const start = compact.toReadable(at);
  const text = compact.text.slice(at + length, Math.min(to, at + length + LONGEST_CLAUSE));
  const place = /^in(?:an|a|the)?(?=[a-z])/.exec(text);
  const type = place === null ? null : readPolicyType(text.slice(place[0].length));
  if (place === null || type === null) {
    const end = endOf(compact, at + length);
    return { denyType: "explicit", policyType: "unknown", policyArn: null, action: null, start, end };
  }
  const typeEnd = at + length + place[0].length + type.length;
  const end = endOf(compact, typeEnd);
  const none = {
    denyType: "explicit",
    policyType: type.policyType,
    policyArn: null,
    action: null,
    start,
    end,
  } as const;
  const colon = /^\(?s?\)?:?(?=arn:|<arn|<policy)/.exec(compact.text.slice(typeEnd, typeEnd + 12));
  if (colon === null) return none;
  const found = readValue(readable, compact.toReadable(typeEnd + colon[0].length), compact.toReadable(to));
  if (found.value === null || CUT_ARN.test(found.value)) return none;
  return { ...none, policyArn: found.value.replace(/[.:*\u2026]+$/, ""), end: found.end };
}

/** What the end of the text left of an ARN names no policy. */
const CUT_ARN =
  /^arn(?::[\w-]{0,40}){0,4}$|^arn:[\w-]{3,20}:organizations::[\w-]{0,40}:p?o?l?i?c?y?$|:policy\/(?:o-?\w{0,40}(?:\/[a-z_]{0,40}(?:\/p?-?)?)?)?$/;

function implicitReason(
  readable: string,
  compact: CompactText,
  at: number,
  text: string,
  isWithoutNo: boolean,
): ReasonClause | null {
  const start = compact.toReadable(at);
  const from = "becauseno".length + (isWithoutNo ? 1 : 0);
  const type = readPolicyType(text.slice(from));
  // The clause of an older page lost its "no": "because the role trust policy allows …".
  if (isWithoutNo && type?.policyType !== "role-trust") return null;
  const allows = text.indexOf("allows", from);
  if (type === null && (allows < 0 || allows > from + 60)) return null;
  const policyType = type?.policyType ?? "unknown";
  const base = { denyType: "implicit", policyType, policyArn: null, start } as const;
  if (allows < 0 || allows > from + 80)
    return { ...base, action: null, end: endOf(compact, at + from + (type?.length ?? 0)) };
  const nameStart = at + allows + (text.startsWith("allowsthe", allows) ? "allowsthe".length : "allows".length);
  const none = { ...base, action: null, end: endOf(compact, nameStart) };
  if (compact.text.startsWith("action", nameStart))
    return { ...none, end: endOf(compact, nameStart + "action".length) };
  const found = readAction(readable, compact.toReadable(nameStart), /^[\s`*"']{0,8}action/);
  if (found === null || found.action === null) return none;
  const word = /^[\s`*"']{0,8}action/.exec(readable.slice(found.end, found.end + 20));
  return { ...base, action: found.action, end: found.end + (word?.[0].length ?? 0) };
}

/** Behind the last character before `offset`, so that blanks and marks that follow are left out. */
function endOf(compact: CompactText, offset: number): number {
  return offset > 0 ? compact.toReadable(offset - 1) + 1 : 0;
}

/** Longest first: "resource" also starts "resource control". */
const POLICY_TYPES: readonly (readonly [words: RegExp, type: DenialPolicyType])[] = [
  [/^(?:servicecontrol(?:polic(?:y|ies))?|scp)/, "scp"],
  [/^(?:resourcecontrol(?:polic(?:y|ies))?|rcp)/, "rcp"],
  [/^permissions?boundar(?:y|ies)(?:policy)?/, "permissions-boundary"],
  [/^sessions?polic(?:y|ies)/, "session"],
  [/^vpcendpoint(?:polic(?:y|ies))?(?:transitivelythroughaservicecontrolpolicy)?/, "vpc-endpoint"],
  [/^(?:role)?trustpolic(?:y|ies)/, "role-trust"],
  [/^(?:identity|iam)-?based(?:polic(?:y|ies))?/, "identity"],
  // The auth policy of a service of Amazon VPC Lattice. Source: "Control access to VPC Lattice services using auth policies".
  [/^service-?based(?:polic(?:y|ies))?/, "resource"],
  [/^(?:resource-?based(?:polic(?:y|ies))?|(?:bucket|queue|topic|key)polic(?:y|ies))/, "resource"],
];

export function readPolicyType(compactWords: string): { policyType: DenialPolicyType; length: number } | null {
  for (const [words, policyType] of POLICY_TYPES) {
    const match = words.exec(compactWords);
    if (match !== null) return { policyType, length: match[0].length };
  }
  return null;
}
