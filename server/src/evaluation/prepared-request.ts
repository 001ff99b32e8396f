/** A request taken apart once, so that every statement can be held against it without reading it again. */
import { type RequestAction, readAction } from "../policy/action-pattern.ts";
import { readCaller } from "../policy/caller.ts";
import { type CallerNames, callerNames } from "../policy/principal-match.ts";
import { readPossibleArns, readRequestArn, type RequestedResource } from "../policy/request-arn.ts";
import { type VariableLookup, type VariableValue } from "../policy/text-pattern.ts";
import { type Request, type RequestContext } from "./request.ts";

export interface PreparedRequest {
  readonly request: Request;
  readonly action: RequestAction;
  readonly resource: RequestedResource;
  readonly caller: CallerNames;
  readonly context: RequestContext;
  readonly lookup: VariableLookup;
}

export function prepareRequest(request: Request): PreparedRequest {
  return {
    request,
    action: readAction(request.action),
    resource:
      request.resource.possible === undefined
        ? readRequestArn(request.resource.arn)
        : readPossibleArns(request.resource.possible),
    caller: callerNames(readCaller(request.principal)),
    context: request.context,
    lookup: (key) => variableValue(request.context, key),
  };
}

const NONE: VariableValue = { state: "none" };
const UNKNOWN: VariableValue = { state: "unknown" };

/** A list cannot stand for a variable, even with one value. Source: "IAM policy elements: Variables and tags". */
function variableValue(context: RequestContext, key: string): VariableValue {
  const entry = context.entry(key);
  if (entry.state === "unknown") return UNKNOWN;
  if (entry.state === "absent" || entry.form === "list") return NONE;
  return { state: "text", text: entry.values[0] ?? "" };
}
