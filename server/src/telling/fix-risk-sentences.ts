/** What a fix does besides, and what it assumes, in sentences. */
import { type ExplanationFix } from "../denial/fixes/fix.ts";
import { counted, listed, listedOf, name, type Phrase, say, sentences, value } from "../wording/phrase.ts";
import { type FixRisk, type MakerNamed, type SameText } from "../denial/fixes/fix-risk.ts";
import { coveredBesides } from "./covered-besides.ts";
import { conditionInWords, hasAlternatives } from "./condition-sentences.ts";
import { tagOf } from "./satisfied-sentences.ts";
import { type PossibleCaller } from "../policy/possible-caller.ts";
import { shortName } from "./fix-sentences.ts";
import { deniedElsewhere, lackingAllow, limitOfDeny, MOST_PLACES } from "./other-layer-sentences.ts";
import { statementInWords, whichStatement } from "./place-sentences.ts";
import { layerWithArticle } from "../wording/layer.ts";
import { readArn } from "../policy/arn.ts";
import { type MadePerRun } from "../policy/made-per-run.ts";
import { groupInWords, idOfNamed } from "./attachment-sentences.ts";
import { type StoodFor } from "../denial/not-known.ts";
import { ifListed } from "./only-if-listed.ts";

/** Undefined for a fix that does only what was asked for. */
export function fixRisk({ risks, callers = [] }: ExplanationFix): Phrase | undefined {
  const inWords = (risk: FixRisk): Phrase =>
    risk.risk === "shared-policy" ? sharedInWords(risk.holders, callers) : riskInWords(risk);
  if (risks.length === 0) return undefined;
  const facts = risks.find((one) => one.risk === "only-if");
  const stoodFor = risks.find((one) => one.risk === "only-if-stands-for");
  // Alternatives stay in a sentence of their own, so that none joins by "and" and by "or".
  if (facts === undefined || stoodFor === undefined || facts.facts.some(hasAlternatives))
    return sentences(...risks.map(inWords));
  const together = onlyIf([...facts.facts.map(conditionInWords), ...stoodFor.references.map(stoodForInWords)]);
  return sentences(...risks.filter((one) => one !== stoodFor).map((one) => (one === facts ? together : inWords(one))));
}

/** Of those who may have asked the title has told. */
function sharedInWords(holders: readonly string[], callers: readonly PossibleCaller[]): Phrase {
  const told = new Set(callers.flatMap((one) => (one.is === "named" ? [shortName(one.name)] : [])));
  const others = holders.filter((one) => !told.has(shortName(one)));
  return others.length === 0
    ? say`The change applies to all of them, because they share the policy.`
    : say`The change also applies to ${listedOf(others.slice(0, MOST_PLACES).map(sharerInWords), others.length, "and")}, which ${isOneHolder(others) ? "has" : "have"} the same policy.`;
}

function isOneHolder([first, ...others]: readonly string[]): boolean {
  return others.length === 0 && first?.includes("*") === false;
}

function sharerInWords(holder: string): Phrase {
  const short = shortName(holder);
  if (short.includes("*")) return say`all others called ${name(short)}`;
  return short.startsWith("group/") ? say`everyone in ${name(short)}` : say`${name(short)}`;
}

function partInWords({ policyName, statement }: SameText): Phrase {
  return statement === undefined
    ? say`the policy ${name(policyName)}`
    : say`${whichStatement(statement)} of ${name(policyName)}`;
}

function riskInWords(risk: FixRisk): Phrase {
  switch (risk.risk) {
    case "other-resources":
    case "other-principals":
    case "other-actions":
    case "made-besides":
      return coveredBesides(risk);
    case "more-than-asked":
    case "made-per-run":
    case "for-anyone":
      return widened(risk);
    case "takes-away":
    case "condition-loosened":
    case "opens-guards":
      return changedForOthers(risk);
    case "only-if":
    case "only-if-resource":
    case "only-if-destination":
    case "only-if-application-balancer":
    case "only-if-stands-for":
    case "only-if-listed":
    case "unless-given":
    case "may-still-deny":
    case "may-lack-allow":
    case "not-in-units":
    case "bucket-behind":
    case "left-to-account":
    case "other-caller":
    case "made-twice":
    case "role-without-path":
      return conditionOfHelp(risk);
    case "denied-next":
    case "denied-if-applied":
      return deniedElsewhere(risk);
    case "exception-for-everyone":
    case "exception-for-forwarded":
    case "only-there":
    case "exception-for-caller":
    case "only-for-cloudfront":
    case "deliberate":
    case "left-out":
    case "owner":
      return limitOfDeny(risk);
    case "passes-role":
    case "takes-role":
      return rightsOfRole(risk);
    case "each-time":
    case "nothing-more":
    case "whole-policy":
    case "invokes-directly":
      return alsoGives(risk);
    case "not-known-named":
    case "not-known-attached":
    case "not-known-in-unit":
    case "only-said":
      return notKnown(risk);
    default:
      return risk.risk === "over-limit" ? overLimit(risk) : alsoApplies(risk);
  }
}

function alsoApplies(
  risk: Extract<FixRisk, { risk: "shared-policy" | "same-text" | "other-use" | "each-key" | "copy-of-deployed" }>,
): Phrase {
  if (risk.risk === "copy-of-deployed")
    return say`${name(risk.file)} is a copy of what is deployed: make the change where the policy is managed.`;
  if (risk.risk === "each-key") return forKeys(risk.keys);
  if (risk.risk === "shared-policy") return sharedInWords(risk.holders, []);
  if (risk.risk === "other-use") {
    const { slot, holders } = risk;
    const those = listedOf(holders.slice(0, MOST_PLACES).map(sharerInWords), holders.length, "and");
    return say`The same text stands in ${layerWithArticle(slot)} of ${those}, so the change applies there, too.`;
  }
  const { parts } = risk;
  return say`The change also applies to ${listedOf(parts.slice(0, MOST_PLACES).map(partInWords), parts.length, "and")}, which ${parts.length === 1 ? "refers" : "refer"} to the same text.`;
}

function changedForOthers(
  risk: Extract<FixRisk, { risk: "takes-away" | "condition-loosened" | "opens-guards" }>,
): Phrase {
  return risk.risk === "takes-away" ? takenAway(risk) : opened(risk);
}

function opened({ risk, key }: Extract<FixRisk, { risk: "condition-loosened" | "opens-guards" }>): Phrase {
  return risk === "opens-guards"
    ? say`The tag ${name(tagOf(key))} opens everything that asks for it, so it is for those who manage such tags to decide.`
    : say`The condition on ${name(key)} is loosened for everyone the statement applies to.`;
}

function overLimit({ policyName, size, limit }: Extract<FixRisk, { risk: "over-limit" }>): Phrase {
  return say`${name(policyName)} would then have at least ${counted(size)} characters, and AWS takes ${counted(limit)} unless your quota is higher: shorten the policy first.`;
}

function rightsOfRole(risk: Extract<FixRisk, { risk: "passes-role" | "takes-role" }>): Phrase {
  return risk.risk === "takes-role"
    ? say`Whoever assumes the role has all its permissions.`
    : say`Passing ${name(risk.role)} gives a service all its permissions. A condition on ${name("iam:PassedToService")} limits that to one service.`;
}

function forKeys(keys: readonly string[] | "all"): Phrase {
  return keys === "all"
    ? say`Terraform makes one such policy for each key of ${name("for_each")} from this list, so the change is for every one.`
    : say`${keys.length === 1 ? "The entry" : "The entries"} ${listed(keys.map(name), "and")} ${keys.length === 1 ? "has" : "have"} the same list, so the change is for what Terraform makes of ${keys.length === 1 ? "that" : "those"} as well.`;
}

function alsoGives(
  risk: Extract<FixRisk, { risk: "each-time" | "nothing-more" | "whole-policy" | "invokes-directly" }>,
): Phrase {
  switch (risk.risk) {
    case "each-time":
      return say`Terraform repeats this module call, so the change is for every copy of the module.`;
    case "nothing-more":
      return say`It gives nothing else.`;
    case "whole-policy":
      return say`It also gives everything else that ${name(risk.policyName)} allows.`;
    case "invokes-directly":
      return say`It also allows calls to the function without its URL: to leave those out, give ${name("lambda:InvokeFunction")} a statement of its own with the condition ${value("Bool")} ${name("lambda:InvokedViaFunctionUrl")} ${value("true")}.`;
  }
}

function widened(risk: Extract<FixRisk, { risk: "more-than-asked" | "made-per-run" | "for-anyone" }>): Phrase {
  if (risk.risk === "for-anyone")
    return say`Without a condition on ${name("aws:SourceArn")} or ${name("aws:SourceAccount")}, ${name(risk.service)} does this for anyone who uses it, even from other accounts: add one that says for whom, if the service sends it.`;
  return risk.risk === "made-per-run"
    ? EACH_RUN[risk.of](say`${name(risk.granted)}`)
    : say`${name(risk.granted)} is more than this request needs: it covers everything inside.`;
}

function takenAway({ entry, is }: Extract<FixRisk, { risk: "takes-away" }>): Phrase {
  if (is === "exempt") return say`If ${name(entry)} exists after all, it is no longer exempt.`;
  return is === "principal"
    ? say`If ${name(entry)} exists after all, it loses what this statement allows.`
    : say`Requests that needed ${name(entry)} no longer match.`;
}

type ConditionOfHelp =
  | "only-if"
  | "only-if-resource"
  | "only-if-destination"
  | "only-if-application-balancer"
  | "only-if-stands-for"
  | "only-if-listed"
  | "may-still-deny"
  | "may-lack-allow"
  | "not-in-units"
  | "bucket-behind"
  | "left-to-account"
  | "other-caller"
  | "made-twice"
  | "role-without-path"
  | "unless-given";

/** A name of IAM leaves out a path, any other one the Region, and some messages name no resource. */
function namedResource({ said, resource }: Extract<FixRisk, { risk: "only-if-resource" }>): Phrase {
  const { service, region } = readArn(resource) ?? {};
  if (said === "")
    return resource.endsWith("/*")
      ? say`It helps only if the request is for something in ${name(resource)}, which the message does not say.`
      : say`It helps only if the request is for ${name(resource)}, which the message does not say.`;
  if (region === "*")
    return say`The message does not say in which Region ${name(said)} is, so the statement covers it in each. Write the Region if you know it.`;
  return service === "iam"
    ? say`It helps only if ${name(said)} is ${name(resource)}, without a path.`
    : say`It helps only if ${name(said)} is ${name(resource)}.`;
}

/** What has to be so, and nothing here says that it is. */
function conditionOfHelp(risk: Extract<FixRisk, { risk: ConditionOfHelp }>): Phrase {
  switch (risk.risk) {
    case "only-if":
      return onlyIf(risk.facts.map(conditionInWords));
    case "only-if-resource":
      return namedResource(risk);
    case "only-if-destination":
      return say`It helps only if the notification goes to ${name(risk.destination)}, which the message does not say.`;
    case "only-if-application-balancer":
      return say`It helps only if the load balancer is an Application Load Balancer, which the message does not say.`;
    case "only-if-stands-for":
      return onlyIf(risk.references.map(stoodForInWords));
    case "only-if-listed":
      return ifListed(risk);
    case "may-still-deny":
      return say`It helps only if ${listed(risk.places.slice(0, MOST_PLACES).map(statementInWords), "and")} ${risk.places.length === 1 ? "does" : "do"} not deny the request as well. What is known of the request leaves that open.`;
    case "may-lack-allow":
      return lackingAllow(risk);
    case "not-in-units":
      return say`It helps only if the account is not under ${listed(risk.units.slice(0, MOST_PLACES).map(name), "or")}: no SCP here that is attached there allows the request.`;
    case "other-caller":
      return say`It helps only if the policies of that principal allow the request.`;
    case "made-twice":
      return say`It helps only if the caller is the one that ${makerInWords(risk.by)} makes: ${listedOf(risk.others.slice(0, MOST_PLACES).map(makerInWords), risk.others.length, "and")} ${risk.others.length === 1 ? "makes" : "make"} another of the same name.`;
    case "role-without-path":
      return say`${name(risk.role)} is correct only if the role has no path, which the ARN of the session does not show.`;
    case "left-to-account":
      return say`It helps only if the permission set ${name(risk.permissionSet)} allows ${name(risk.action)} as well: the statement is for its account, which leaves that to the policies of the permission set.`;
    case "unless-given":
      return say`It helps only if nothing gives ${name(risk.variable)} another value where this is deployed: look into its variables or parameters.`;
    case "bucket-behind":
      return say`It helps only if the bucket behind ${name(risk.accessPoint)} permits the request as well.`;
  }
}

const EACH_RUN: Readonly<Record<MadePerRun, (granted: Phrase) => Phrase>> = {
  "log-stream": (granted) =>
    say`Log streams are created again and again under new names, so ${granted} covers all streams of the log group.`,
  "log-group": (granted) => say`AWS writes the log group with a stream that has no name here, which ${granted} covers.`,
  connection: (granted) =>
    say`Each client gets a connection ID of its own, so ${granted} covers every connection to the stage.`,
  task: (granted) => say`Each run is a new task, so ${granted} covers every task of the cluster.`,
  job: (granted) => say`Each job has an ID of its own, so ${granted} covers every job of the account in this Region.`,
  execution: (granted) => say`Each run is a new execution, so ${granted} covers every execution of the state machine.`,
  automation: (granted) =>
    say`Each run is a new execution, so ${granted} covers every automation execution of the account in this Region.`,
  stack: (granted) => say`A stack gets a new ID whenever it is created, so ${granted} covers every stack of this name.`,
  revision: (granted) => say`Each change makes a new revision, so ${granted} covers every revision.`,
  layer: (granted) => say`Each change makes a new version of the layer, so ${granted} covers every version.`,
  "image-layer": (granted) =>
    say`Each image has layers of its own, so ${granted} covers all that Amazon ECR keeps there.`,
  "service-object": (granted) =>
    say`The bucket belongs to AWS, and the next request is for another object in it, so ${granted} covers all that AWS provides there.`,
  replicated: (granted) =>
    say`The replication rule copies one object after another, so ${granted} covers every object of the bucket.`,
  object: (granted) =>
    say`The name of the object looks as if each run writes a new one, so ${granted} covers every object whose name begins like that.`,
};

type NotKnown = Extract<
  FixRisk,
  { risk: "not-known-attached" | "not-known-in-unit" | "not-known-named" | "only-said" }
>;

function notKnown(risk: NotKnown): Phrase {
  if (risk.risk === "only-said")
    return say`Only say it if you know it. It goes into ${name("iam-verdict.json")} and changes nothing in AWS.`;
  if (risk.risk === "not-known-named")
    return say`Nothing here says that ${name(risk.policyName)} is ${name(idOfNamed(risk.arn))}.`;
  if (risk.risk === "not-known-attached")
    return risk.group === undefined
      ? say`Nothing here says that ${name(risk.policyName)} is attached.`
      : say`Nothing here says that the caller is in ${groupInWords(shortName(risk.group))}, which has the policy ${name(risk.policyName)}.`;
  return say`Nothing here says that the account is under ${name(risk.unit)}, which has the policy ${name(risk.policyName)}.`;
}

function makerInWords({ file, provider }: MakerNamed): Phrase {
  return provider === undefined ? say`${name(file)}` : say`${name(file)} under ${name(provider)}`;
}

function onlyIf(conditions: readonly Phrase[]): Phrase {
  return say`It helps only if ${listed(conditions, "and")}.`;
}

function stoodForInWords({ written, value: text }: StoodFor): Phrase {
  return say`${name(written)} is ${value(text)}`;
}
