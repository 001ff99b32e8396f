/** What a call makes, such as `instance/*` of RunInstances: it has no ID yet, and no tags but those that the call gives it. */
import { readArn } from "../policy/arn.ts";

/** Source: "AWS global condition context keys", aws:ResourceTag, on requests that create a resource with an attached tag. */
export function isMadeByCall(action: string, arn: string | undefined): boolean {
  const name = action.slice(action.indexOf(":") + 1);
  return MAKING.test(name) && /[/:]\*$/.test(readArn(arn ?? "")?.resource ?? "");
}

const MAKING = /^(?:Allocate|Copy|Create|Import|Request|Run)/i;
