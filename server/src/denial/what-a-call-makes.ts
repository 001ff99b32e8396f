/** What a call makes, such as `instance/*` of RunInstances: it has no ID yet, and no tags but those that the call gives it. */
import { readArn } from "../policy/arn.ts";

/** Source: "AWS global condition context keys", aws:ResourceTag, on requests that create a resource with an attached tag. */
export function isMadeByCall(action: string, arn: string | undefined): boolean {
  return isCalledMaking(action) && /[/:]\*$/.test(readArn(arn ?? "")?.resource ?? "");
}

/** Does the name of the call say that it makes something? */
export function isCalledMaking(action: string): boolean {
  return MAKING.test(action.slice(action.indexOf(":") + 1));
}

const MAKING = /^(?:Allocate|Copy|Create|Import|Request|Run)/i;
