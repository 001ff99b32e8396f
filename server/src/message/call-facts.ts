/** What stands around an error tells of the request: the command or the listing in front of it, the service behind it. */
import { factsOfCommand } from "./command-options.ts";
import { type Denial } from "./denial.ts";
import { lastLine, prefixOfCommand } from "./resource-elsewhere.ts";
import { passedToOf, viaServiceOf } from "./service-of-error.ts";
import { isShown } from "./shown-value.ts";

export interface AskedCall {
  readonly action: string | null;
  readonly operation: string | null;
  readonly resource: string | null;
}

interface Around {
  readonly before: () => string;
  readonly behind: () => string;
}

export function factsOfCall(
  { action, operation, resource }: AskedCall,
  { before, behind }: Around,
): Pick<Denial, "context" | "parameters"> {
  if (action?.startsWith("kms:") === true && operation === null) {
    const via = viaServiceOf(resource, behind());
    return { context: via === undefined ? {} : { "kms:ViaService": via } };
  }
  if (action?.toLowerCase() === "iam:passrole" && operation === null) {
    const passedTo = passedToOf(behind());
    return { context: passedTo === undefined ? {} : { "iam:PassedToService": passedTo } };
  }
  if (action === null || operation === null) return { context: {} };
  const text = before();
  const isListing = action === "s3:ListBucket" && /^ListObjects(?:V2)?$/.test(operation);
  const prefix = isListing ? prefixOfCommand(text) : null;
  const parameters = factsOfCommand(commandLine(text), { action, operation, resource });
  return {
    context: prefix === null || !isShown(prefix) ? {} : { "s3:prefix": prefix },
    ...(Object.keys(parameters).length > 0 && { parameters }),
  };
}

/** Of a command over several lines, each begins with an option. */
export function commandLine(before: string): string {
  return lastLine(before.replace(/[ \n\v\u2028]{1,20}(?=--[a-z])/g, " "));
}
