/** Sentences that have the form of AWS's and are not, or not wholly, one of it: another cloud's, a template, a cut text. */
import { type DeniedAction, type IsAction } from "./denied-action.ts";
import { type ResourceAndReason } from "./denied-resource.ts";
import { type DeniedPrincipal } from "./principal-of-text.ts";

/** Other clouds use the same sentence: their actions have three parts, their resources and principals are no ARNs. */
export function isForeign(principal: DeniedPrincipal, action: DeniedAction, resource: string | null): boolean {
  if (action.isForeign) return true;
  const who = principal.words ?? "";
  if (/^(?:iam|sts|qcs|acs|ram):/i.test(who) || /assumed-agency|assumed-user/i.test(who)) return true;
  if (resource !== null && /^(?:qcs|acs):/i.test(resource)) return true;
  const isTemplate = /^\$\{.*\}$/.test(who) || /^\$\{.*\}$/.test(resource ?? "");
  return (
    (isTemplate && action.action === null) ||
    /^(?:aws-?)?service(?:-name)?:action(?:-?name)?$/i.test(action.action ?? "")
  );
}

/** The string or the `<Message>` of an answer has no end, and what stands there is no whole name of an action. */
export function isCutOff(readable: string, { action, end }: DeniedAction, start: number, isAction: IsAction): boolean {
  const [service = "", name = ""] = action?.split(":") ?? [];
  // The catalog is asked of cut texts alone.
  return action !== null && isOpenAt(readable, start, end) && !isAction(service, name);
}

/**
 * What the end of the text left of a resource within the string of a message, or of an ARN. Of a text that ended inside an
 * ARN something else may follow in the same paste.
 */
export function isCutValue(readable: string, { resource, clause, end }: CutResource, start: number): boolean {
  if (resource === null || clause !== null) return false;
  if (BEGINNING_OF_ARN.test(resource)) return true;
  return isEnd(readable, end) && (BEGINNING.test(resource) || isOpenAt(readable, start, end));
}

type CutResource = Pick<ResourceAndReason, "resource" | "clause" | "end">;

/** Four colons and fewer: the account and the name are missing. */
const BEGINNING_OF_ARN = /^(?:ar|arn(?::[\w-]{0,40}){0,4}|arn:[\w-]{3,20}:[\w-]{2,40}:[\w-]{0,20}:\d{0,12}:)$/;

const BEGINNING = /^(?:a|arn:[\w-]{3,20}:iam::\d{12}:(?!root$)[a-z-]{1,20}|us?e?r?|ro?l?e?|poli?c?y?)$/;

function isOpenAt(readable: string, start: number, end: number): boolean {
  const before = readable.slice(Math.max(0, start - 80), start);
  if (/<Message>[^<]{0,60}$/i.test(before)) return !/<\/?[A-Z]/i.test(readable.slice(end, end + 300));
  const isString = /"(?:error)?message"\s?:\s?"[^"]{0,60}$/i.test(before);
  return isString && isEnd(readable, end) && !readable.slice(start, end).includes('"');
}

function isEnd(readable: string, at: number): boolean {
  return /^\s*$/.test(readable.slice(at, at + MOST_BLANKS)) && readable.length - at < MOST_BLANKS;
}

const MOST_BLANKS = 20;
