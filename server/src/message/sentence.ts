/**
 * Reads the sentence `[User: ]PRINCIPAL is not authorized to perform: ACTION[ on resource: RESOURCE][ REASON]` and its
 * relatives (SES with backticks, STS `to assume`, KMS `on the resource associated with this ciphertext`, …).
 */
import { type CompactText } from "./compact-text.ts";
import { type DenialPolicyType } from "./denial.ts";
import { type IsAction, readAction } from "./denied-action.ts";
import { isCutOff, isCutValue, isForeign } from "./foreign-sentence.ts";
import { readResourceAndReason } from "./denied-resource.ts";
import { LONGEST_RESOURCE } from "./sentence-fragment.ts";
import { readValue } from "./message-value.ts";
import { type DeniedPrincipal, readPrincipal } from "./principal-of-text.ts";
import { findReasonClause, readReasonClause, type ReasonClause } from "./reason-clause.ts";
import {
  ACTIONS_FOR_LOGGING,
  ACTIONS_FOR_MANAGED_RULE,
  actionsForTags,
  lengthOfTags,
  refusedAction,
} from "./refused-action.ts";

/** What one sentence says. Offsets are those of the readable text. */
export interface Sentence {
  readonly principal: DeniedPrincipal;
  readonly action: string | null;
  /** `AssumeRole` where the sentence names no service. */
  readonly operation: string | null;
  readonly resource: string | null;
  /** There is a place for the resource, and nothing that can be read stands in it. */
  readonly hidesResource: boolean;
  /** The text ends inside the resource. */
  readonly cutsResource: boolean;
  /** The action of the call, where the reason names another one as refused. */
  readonly callAction: string | null;
  readonly additionalActions: readonly string[];
  readonly denyType: "explicit" | "implicit" | "unknown";
  readonly policyType: DenialPolicyType;
  readonly policyArn: string | null;
  /**
   * `general`: "You are not authorized to perform this operation", which names nothing. `common`: so do the applications of
   * many other people say it ("You are not authorized to perform this action").
   */
  readonly form: "action" | "assume" | "access" | "invoke" | "general" | "common";
  /** The same sentence with names of another cloud, or a template that nobody filled in. */
  readonly isForeign: boolean;
  readonly start: number;
  readonly end: number;
}

const UNSAID = {
  action: null,
  callAction: null,
  additionalActions: [],
  operation: null,
  resource: null,
  hidesResource: false,
  cutsResource: false,
} as const;

/**
 * `getcredentials` is Redshift's: `Not authorized to get credentials of role ARN`. Dots stand for what somebody left out
 * between the words and the reason.
 */
const ANCHOR =
  /notauthori[sz]ed(?:to(?:perform|assume|access|invoke|getcredentials(?=ofrole)|create(?=managed-?rule)|execute(?=[a-z0-9-]{2,40}:[a-z]))|perform(?=[a-z0-9-]{1,40}:[a-z])|(?=(?:\.{2,6}|\u2026)(?:with(?:an)?explicitdeny|becauseno)))/g;

export function readSentences(readable: string, compact: CompactText, isAction: IsAction): Sentence[] {
  const anchors = findAnchors(compact.text);
  const sentences: Sentence[] = [];
  let from = 0;
  for (const [index, anchor] of anchors.entries()) {
    const next = anchors[index + 1];
    const until = next?.at ?? compact.text.length;
    if (next !== undefined && compact.text.slice(anchor.end, until).includes(TRUNCATED)) {
      from = compact.text.indexOf(TRUNCATED, anchor.end) + TRUNCATED.length;
      continue;
    }
    const sentence = readSentence(readable, compact, { ...anchor, from, until }, isAction);
    if (sentence !== null) sentences.push(sentence);
    from = Math.max(anchor.end, sentence === null ? 0 : compact.fromReadable(sentence.end));
  }
  return mergeGeneral(sentences, compact);
}

/** The SDK for PHP prints the beginning of the answer, and then all of it. */
const TRUNCATED = "(truncated...)";

/** A paste that repeats one error for megabytes is read as far as this many sentences. */
const MOST_SENTENCES = 1000;

function findAnchors(text: string): Omit<Anchor, "from" | "until">[] {
  const anchors: Omit<Anchor, "from" | "until">[] = [];
  for (const match of text.matchAll(ANCHOR)) {
    const verb = match[0].replace(/^notauthori[sz]ed(?:to)?/, "");
    anchors.push({ at: match.index, end: match.index + match[0].length, verb });
    if (anchors.length >= MOST_SENTENCES) break;
  }
  const cut = cutAnchor(text);
  return cut === null ? anchors : [...anchors, cut];
}

/** The text ends within the words, with or without dots for the rest: who was denied still stands there. */
function cutAnchor(whole: string): Omit<Anchor, "from" | "until"> | null {
  const words = "isnotauthorizedtoperform";
  const dots = ["...", "\u2026"].find((some) => whole.endsWith(some)) ?? "";
  const text = whole.slice(0, whole.length - dots.length);
  const isCaller = /user:["'`]?arn:[^:]{2,20}:(?:iam|sts):[^\s]{8,300}$/.test(text.slice(-LONGEST_CALLER));
  if (!isCaller) return null;
  for (let length = words.length - 1; length >= 2; length--) {
    if (text.endsWith(words.slice(0, length)))
      return { at: text.length - length + "is".length, end: text.length, verb: "perform" };
  }
  return null;
}

const LONGEST_CALLER = 360;

interface Anchor {
  /** Compact offsets of `notauthorizedtoperform`, and of what may be read before and behind it. */
  readonly at: number;
  readonly end: number;
  readonly verb: string;
  readonly from: number;
  readonly until: number;
}

function readSentence(readable: string, compact: CompactText, anchor: Anchor, isAction: IsAction): Sentence | null {
  const verb = startOfVerb(readable, compact, anchor);
  const principal = readPrincipal(readable, compact, { from: anchor.from, at: verb, hasVerb: verb < anchor.at });
  switch (anchor.verb) {
    case "assume":
      return assumeSentence(readable, compact, anchor, principal);
    case "getcredentials":
      return assumeSentence(readable, compact, anchor, { ...principal, speaker: "redshift.amazonaws.com" });
    case "access":
    case "create":
    case "invoke":
      return accessSentence(readable, compact, anchor, principal);
    default:
      return performSentence(readable, compact, anchor, principal, isAction);
  }
}

/** Where `is` or `are` before `not authorized` starts. */
function startOfVerb(readable: string, compact: CompactText, anchor: Anchor): number {
  for (const verb of ["is", "are"]) {
    const at = anchor.at - verb.length;
    if (at < anchor.from || !compact.text.startsWith(verb, at)) continue;
    const start = compact.toReadable(at);
    if (at === 0 || !/\w/.test(readable.charAt(start - 1))) return at;
    // The blank before the verb was lost: `…:user/rosais not authorized`.
    if (GLUED_NAME.test(readable.slice(Math.max(0, start - 300), start))) return at;
  }
  return anchor.at;
}

const GLUED_NAME = /(?:arn:[^\s"'`]{5,290}|(?:user|role)\/[^\s"'`]{1,200})$/;

function performSentence(
  readable: string,
  compact: CompactText,
  anchor: Anchor,
  principal: DeniedPrincipal,
  isAction: IsAction,
): Sentence | null {
  const afterVerb = compact.toReadable(anchor.end - 1) + 1;
  const action = readAction(readable, afterVerb, AFTER_ACTION, isAction);
  if (action === null) return incomplete(readable, compact, anchor, principal);
  if (action.operation !== null && ENDED.test(readable.slice(afterVerb, action.end)))
    return incomplete(readable, compact, anchor, principal);
  if (action.operation !== null && !/^[A-Z]\w*[a-z]\w*$/.test(action.operation)) {
    return generalSentence(readable, compact, anchor, principal);
  }
  const named = compact.fromReadable(action.end);
  const after = named + lengthOfTags(compact.text.slice(named, named + 20));
  const until = Math.min(anchor.until, after + LONGEST_RESOURCE);
  const rest = readResourceAndReason(readable, compact, { after, until, actionEnd: action.end });
  const isCut = rest.clause === null && rest.resource === null && isCutOff(readable, action, principal.start, isAction);
  if (isCut) return incompleteAt(principal, action.end);
  const isCutResource = isCutValue(readable, rest, principal.start);
  const refused = refusedAction(action.action, actionOfReason(readable, rest.clause, action.action));
  const tags =
    refused.callAction === null ? actionsForTags(action, readable.slice(action.end, action.end + 160)) : null;
  return {
    principal,
    ...(tags === null ? refused : { ...tags, action: tags.action ?? refused.action }),
    operation: action.operation,
    resource: isCutResource ? null : rest.resource,
    hidesResource: rest.isHidden,
    cutsResource: isCutResource || rest.isCutOff,
    ...reasonOf(rest.clause),
    form: "action",
    isForeign: isForeign(principal, action, rest.resource),
    start: principal.start,
    end: Math.max(action.end, rest.end),
  };
}

/** None where the text ends inside the reason: what is left of the name is that of the sentence. */
function actionOfReason(readable: string, clause: ReasonClause | null, ofSentence: string | null): string | null {
  const action = clause?.action ?? null;
  if (clause === null || action === null) return null;
  const isWhole = /action$/i.test(readable.slice(Math.max(0, clause.end - 12), clause.end).replace(/\s/g, ""));
  return !isWhole && ofSentence?.startsWith(action) === true ? null : action;
}

/** Behind a closing mark or an empty line another sentence begins. */
const ENDED = /^(?:[`"'*]{1,3}\s|[ \t]{0,20}\n[ \t]{0,20}\n)/;

const AFTER_ACTION =
  /^[\s`*"',.…]{0,8}(?:on\s+(?:the\s+|this\s+)?re|on\s+role|because\s|with\s+an\s|\(Service|action)/i;

function incompleteAt(principal: DeniedPrincipal, end: number): Sentence {
  return { principal, ...UNSAID, ...reasonOf(null), form: "action", isForeign: false, start: principal.start, end };
}

const LONGEST_SERVICE = 48;

/** The text ends behind "perform", or something unreadable follows. */
function incomplete(
  readable: string,
  compact: CompactText,
  anchor: Anchor,
  principal: DeniedPrincipal,
): Sentence | null {
  if (principal.principalArn === null) return null;
  const end = compact.toReadable(anchor.end - 1) + 1;
  const clause = findReasonClause(readable, compact, anchor.end, Math.min(anchor.until, anchor.end + 200));
  return {
    principal,
    ...UNSAID,
    action: clause?.action ?? null,
    ...reasonOf(clause),
    form: "action",
    // What a program fills in.
    isForeign: /^[\s:"'`]{0,4}(?:[a-z0-9-]{1,40}:)?%[svqd]\b/.test(readable.slice(end, end + LONGEST_SERVICE)),
    start: principal.start,
    end: Math.max(end, clause?.end ?? 0),
  };
}

function generalSentence(
  readable: string,
  compact: CompactText,
  anchor: Anchor,
  principal: DeniedPrincipal,
): Sentence | null {
  const object = /^:?(?:this|the|that|requested|an?)*(?:requested)?(?:operation|action|api)/.exec(
    compact.text.slice(anchor.end, anchor.end + 60),
  );
  if (object === null) return incomplete(readable, compact, anchor, principal);
  const objectEnd = anchor.end + object[0].length;
  // Dots stand for what was left out before the reason.
  const dots = /^(?:\.{2,6}|\u2026)/.exec(compact.text.slice(objectEnd, objectEnd + 6))?.[0].length ?? 0;
  const clause = dots === 0 ? null : readReasonClause(readable, compact, objectEnd + dots, anchor.until);
  const isCommon = object[0].endsWith("action");
  const you = compact.text.slice(Math.max(0, anchor.at - 6), anchor.at) === "youare";
  // "This request is not authorized to perform this operation" is what another cloud says.
  if (!you && principal.principalArn === null) return null;
  const start = you ? compact.toReadable(anchor.at - 6) : principal.start;
  return {
    principal: you ? { principalArn: null, principalType: "unknown", words: null, account: null, start } : principal,
    ...UNSAID,
    ...reasonOf(clause),
    form: isCommon && principal.principalArn === null ? "common" : "general",
    isForeign: false,
    start,
    end: Math.max(compact.toReadable(objectEnd - 1) + 1, clause?.end ?? 0),
  };
}

function assumeSentence(readable: string, compact: CompactText, anchor: Anchor, principal: DeniedPrincipal): Sentence {
  const word = /^(?:of)?(?:the)?(?:iam|taskstates)?role[:,]?/.exec(compact.text.slice(anchor.end, anchor.end + 20));
  const start = compact.toReadable(anchor.end + (word?.[0].length ?? 0) - 1) + 1;
  const until = Math.min(anchor.until, anchor.end + LONGEST_RESOURCE);
  const found = readValue(readable, start, compact.toReadable(until));
  const isArn = /^(?:arn:|<|\$)/.test(found.value ?? "");
  const end = isArn ? found.end : start;
  const clause = findReasonClause(readable, compact, compact.fromReadable(end), until);
  return {
    principal,
    ...UNSAID,
    operation: "AssumeRole",
    resource: isArn ? found.value : null,
    ...reasonOf(clause),
    form: "assume",
    isForeign: false,
    start: principal.start,
    end: Math.max(end, clause?.end ?? 0),
  };
}

/** `User is not authorized to access this resource`, `Your account is not authorized to invoke this API operation`. */
function accessSentence(
  readable: string,
  compact: CompactText,
  anchor: Anchor,
  principal: DeniedPrincipal,
): Sentence | null {
  const object = /^(?:this|the)?(?:resource|apioperation|operation|api|managed-?rule|logdestination)/.exec(
    compact.text.slice(anchor.end, anchor.end + 40),
  );
  if (object === null) return null;
  const objectEnd = anchor.end + object[0].length;
  const clause = findReasonClause(readable, compact, objectEnd, Math.min(anchor.until, objectEnd + 40));
  const isOfAws =
    anchor.verb !== "access" || clause !== null || principal.principalArn !== null || isApiGateway(readable, principal);
  return {
    principal,
    ...UNSAID,
    additionalActions:
      anchor.verb === "create"
        ? ACTIONS_FOR_MANAGED_RULE
        : object[0].endsWith("logdestination")
          ? ACTIONS_FOR_LOGGING
          : [],
    ...reasonOf(clause),
    form: anchor.verb === "invoke" ? "invoke" : isOfAws ? "access" : "common",
    isForeign: false,
    start: principal.start,
    end: Math.max(compact.toReadable(objectEnd - 1) + 1, clause?.end ?? 0),
  };
}

/** API Gateway speaks of `User`, and of nobody's role, address or current user. */
function isApiGateway(readable: string, { start }: DeniedPrincipal): boolean {
  return (
    /(?:^|[^\w\s)])\s{0,3}$/.test(readable.slice(Math.max(0, start - 12), start)) &&
    /^user\b/i.test(readable.slice(start, start + 5))
  );
}

function reasonOf(clause: ReasonClause | null): Pick<Sentence, "denyType" | "policyType" | "policyArn"> {
  if (clause === null) return { denyType: "unknown", policyType: "unknown", policyArn: null };
  return { denyType: clause.denyType, policyType: clause.policyType, policyArn: clause.policyArn };
}

/** "You are not authorized to perform this operation. User: … is not authorized …" is one denial. */
function mergeGeneral(sentences: readonly Sentence[], compact: CompactText): Sentence[] {
  const merged: Sentence[] = [];
  for (const sentence of sentences) {
    const before = merged.at(-1);
    if (before?.form === "general" && before.principal.principalArn === null && sentence.form === "action") {
      const gap = compact.text.slice(compact.fromReadable(before.end), compact.fromReadable(sentence.start));
      if (/^[.,:;*-]*$/.test(gap)) {
        merged[merged.length - 1] = { ...sentence, start: before.start };
        continue;
      }
    }
    merged.push(sentence);
  }
  return merged;
}
