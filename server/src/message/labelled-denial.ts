/**
 * Reads the text that the AWS console offers to copy: who, what, on what and why, each on a line with its label.
 *
 *     User: arn:aws:iam::111122223333:user/kim
 *     Action: iam:ListUsers
 *     Context: no identity-based policy allows the iam:ListUsers action
 */
import { type Denial } from "./denial.ts";
import { principalTypeOf } from "./principal-of-text.ts";
import { readPolicyType } from "./reason-clause.ts";

/** Offsets are those of the readable text. */
export interface LabelledDenial extends Pick<
  Denial,
  "principalArn" | "principalType" | "action" | "resource" | "denyType" | "policyType"
> {
  readonly start: number;
  readonly end: number;
}

/** Chats and mail programs put the lines into one. */
const ACTION = /[\s\v\u2028]Action:\s{0,2}([A-Za-z0-9-]{1,40}:)?([A-Z]\w{1,80})(?=\s|$)/g;
const USER = /(?:^|[\s>])User:\s?(arn:\S{10,600})\s*(?:Service:\s?([a-z0-9-]{2,40})\s*)?$/;
const RESOURCE = /^\s{0,4}(?:On\s{1,2})?[Rr]esource(?:\(s\)|s)?:\s{0,2}(\S{1,900})/;
const CONTEXT = /^\s{0,4}Context:\s{0,2}([^\n\u2028]{1,300}(?:[\n\v][^\n\u2028:]{1,120})?)/;
/** Longer than a principal with its label. */
const BEFORE = 700;
const MOST = 1000;

export function findLabelledDenials(readable: string): LabelledDenial[] {
  const found: LabelledDenial[] = [];
  for (const match of readable.matchAll(ACTION)) {
    if (found.length >= MOST) break;
    const one = readOne(readable, match);
    if (one !== null) found.push(one);
  }
  return found;
}

function readOne(readable: string, match: RegExpExecArray): LabelledDenial | null {
  const from = Math.max(0, match.index - BEFORE);
  const before = USER.exec(readable.slice(from, match.index));
  const principal = before?.[1];
  const service = match[1] ?? (before?.[2] === undefined ? undefined : `${before[2]}:`);
  if (before === null || principal === undefined || service === undefined) return null;
  let end = match.index + match[0].length;
  const take = (pattern: RegExp): string | null => {
    const part = pattern.exec(readable.slice(end, end + 1200));
    if (part === null) return null;
    end += part[0].length;
    return part[1] ?? null;
  };
  const resource = take(RESOURCE);
  const context = take(CONTEXT);
  if (resource === null && context === null) return null;
  return {
    principalArn: principal,
    principalType: principalTypeOf(principal),
    action: `${service}${match[2] ?? ""}`,
    resource,
    ...reasonOf(context ?? ""),
    start: from + before.index,
    end,
  };
}

/** `no identity-based policy allows …`, `a service control policy explicitly denies …`. */
function reasonOf(context: string): Pick<Denial, "denyType" | "policyType"> {
  const words = context.toLowerCase().replace(/\s+/g, "");
  const isExplicit = words.includes("explicitlyden") || words.includes("explicitdeny");
  const isImplicit = !isExplicit && /^(?:because)?no/.test(words);
  const type = readPolicyType(words.replace(/^(?:because|withanexplicitdenyin)?(?:no|an?|the)(?=[a-z])/, ""));
  return {
    denyType: isExplicit ? "explicit" : isImplicit ? "implicit" : "unknown",
    policyType: type?.policyType ?? "unknown",
  };
}
