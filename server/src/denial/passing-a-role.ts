/** What a new statement for `iam:PassRole` asks for. Source: "Grant a user permissions to pass a role to an AWS service". */
import { newObject, type NewValue } from "../syntax/change.ts";

export const PASSED_TO = "iam:PassedToService";

/** A role is passed to one service; undefined for other actions, and where the call does not say which service it is. */
export function onPassingTo(service: string | undefined, action: string): NewValue | undefined {
  if (action.toLowerCase() !== "iam:passrole" || service === undefined) return undefined;
  return newObject({ StringEquals: newObject({ [PASSED_TO]: service }) });
}
