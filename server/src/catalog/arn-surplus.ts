/** What stands in an ARN where the names of its resource have ended. */

interface Surplus {
  /** The resource part without it. */
  readonly resource: string;
  readonly surplus: string;
  /** What follows it; empty if it stands at the end. */
  readonly before: string;
}

/** Behind a version or an alias of a function, or between a log group and its streams. `rest`: the part behind `head`. */
export function surplusIn(
  rest: string,
  { service, head, name }: { readonly service: string; readonly head: string; readonly name: string },
): Surplus | undefined {
  const [, group = "", between = "", streams = ""] = BEFORE_STREAMS.exec(name === "LogGroupName" ? rest : "") ?? [];
  if (between !== "") return { resource: `${head}${group}${streams}`, surplus: between, before: STREAMS };
  const isFunction = service === "lambda" && name === "FunctionName";
  const [, own = "", behind = ""] = QUALIFIED.exec(isFunction ? rest : "") ?? [];
  return behind === "" ? undefined : { resource: `${head}${own}`, surplus: behind, before: "" };
}

const STREAMS = ":log-stream:";

/**
 * A log group, and what stands between it and `:log-stream:`, which is in no name. Sources: "CreateLogGroup" and
 * "CreateLogStream" (Amazon CloudWatch Logs API reference).
 */
const BEFORE_STREAMS = /^([^:]+)(:[^:]*)(:log-stream:.+)$/;

/**
 * A function with its version or alias, and what stands behind it: the name of neither holds a colon. Sources:
 * "CreateFunction" and "CreateAlias" (AWS Lambda API reference).
 */
const QUALIFIED = /^([^:/*?]+:[^:/*?]+)(:[^/]*)$/;
