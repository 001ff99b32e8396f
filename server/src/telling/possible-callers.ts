/** Those who may have made a request that names nobody, in words: none is said to have made it. */
import { readArn } from "../policy/arn.ts";
import { type PossibleCaller } from "../policy/possible-caller.ts";
import { listed, name, type Phrase, say } from "../wording/phrase.ts";

/** The condition under which something is for one of them. */
export function ifCallers(callers: readonly PossibleCaller[]): Phrase {
  const policies = callers.flatMap((one) => (one.is === "holder-of" ? [name(one.policyName)] : []));
  return policies.length === callers.length
    ? say`If the caller has ${listed(policies, "or")}`
    : say`If ${callersInWords(callers, "or")} made the request`;
}

export function callersInWords(callers: readonly PossibleCaller[], joint: "and" | "or"): Phrase {
  return listed(callers.map(callerInWords), joint);
}

function callerInWords(caller: PossibleCaller): Phrase {
  switch (caller.is) {
    case "named":
      return say`${name(readArn(caller.name)?.resource ?? caller.name)}`;
    case "made":
      return say`${name(caller.label)} of ${name(caller.file)}`;
    case "holder-of":
      return say`whoever has ${name(caller.policyName)}`;
  }
}
