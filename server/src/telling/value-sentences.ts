/** Where the values of context keys can be read. */
import { type ValueAdvice } from "../denial/next-step.ts";
import { listed, name, type Phrase, say } from "../wording/phrase.ts";

export function valueInWords(advice: ValueAdvice): Phrase {
  switch (advice.step) {
    case "tags-of-resource":
      return say`Look up the tags of ${name(advice.resource)}: they hold ${valuesOf(advice.keys)}.`;
    case "tags-of-caller":
      return advice.is === "user"
        ? say`Look up the tags of the user ${name(advice.caller)}: they hold ${valuesOf(advice.keys)}.`
        : say`Look up the tags of the role ${name(advice.caller)}: they hold ${valuesOf(advice.keys)}, unless the session was given tags of its own.`;
    case "id-of-caller":
      return advice.is === "user"
        ? say`Look up the unique ID of the user ${name(advice.caller)}: it is ${valuesOf(advice.keys)}.`
        : say`Look up the unique ID of the role ${name(advice.caller)}: before a colon and the name of the session it is ${valuesOf(advice.keys)}.`;
    case "tags-of-call":
      return say`Look at the tags that the call asks for: they hold ${valuesOf(advice.keys)}.`;
    case "passed-service":
      return say`Look up the trust policy of the role ${name(advice.role)}: it names the service that the role is passed to, which is the value of ${name("iam:PassedToService")}.`;
    case "source-of-call":
      return say`${name(advice.service)} made the call for ${advice.thing}. Look up its ARN, which is the value of ${name("aws:SourceArn")}.`;
    case "organization-id": {
      const values = valuesOf(advice.keys);
      // A path goes on with the root and the units below it.
      const isPath = advice.keys.every((key) => /paths$/i.test(key));
      const begin = advice.keys.length === 1 ? "begins" : "begin";
      const gives = isPath ? say`${values} ${begin} with it` : say`it gives ${values}`;
      return say`Look up the ID of the organization with credentials of ${whoseAccount(advice.keys)}: ${gives}. An account that is in no organization gets an error.`;
    }
    case "event-of-call":
      return advice.isData
        ? say`If a trail logs the data events of the bucket, look up the event of the call, and paste it here in place of the message: it shows ${valuesOf(advice.keys)}.`
        : say`Look up the CloudTrail event of the call, and paste it here in place of the message: it shows ${valuesOf(advice.keys)}.`;
  }
}

function valuesOf(keys: readonly string[]): Phrase {
  return say`the value${keys.length === 1 ? "" : "s"} of ${listed(keys.map(name), "and")}`;
}

function whoseAccount(keys: readonly string[]): string {
  const isOfCaller = keys.some((key) => /principal/i.test(key));
  const isOfResource = keys.some((key) => /resource/i.test(key));
  if (isOfCaller && isOfResource) return "the caller's account, then of the resource's account";
  return isOfCaller ? "the caller's account" : "the account of the resource";
}
