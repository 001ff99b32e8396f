/** Sentences that have the form of AWS's and are not, or not wholly, one of it: another cloud's, a template, a cut text. */
import { type DeniedAction, type IsAction } from "./denied-action.ts";
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

/** The answer's `<Message>` has no end, and what stands there is no whole name of an action. */
export function isCutOff(readable: string, { action, end }: DeniedAction, start: number, isAction: IsAction): boolean {
  const [service = "", name = ""] = action?.split(":") ?? [];
  const isOpen = /<Message>[^<]{0,60}$/i.test(readable.slice(Math.max(0, start - 80), start));
  return isOpen && action !== null && !isAction(service, name) && !/<\/?[A-Z]/i.test(readable.slice(end, end + 300));
}
