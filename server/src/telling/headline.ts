/** What stands first: the verdict as a heading, and in a sentence or two what it rests on. */
import { isThroughAccessPoint } from "../policy/access-point.ts";
import { type Layer } from "../evaluation/decision.ts";
import { type Denial, type DenialKind } from "../message/denial.ts";
import { capitalized, capitalizedPhrase } from "../wording/capitalized.ts";
import { layerName, layerWithArticle } from "../wording/layer.ts";
import { listed, name, type Phrase, say, sentences, value } from "../wording/phrase.ts";
import { type ElementKey, type NearMiss } from "../denial/near-miss.ts";
import { type Explanation, type RefutedFact } from "../denial/explanation.ts";
import { idOfNamed } from "./attachment-sentences.ts";
import { refutedInWords } from "./assumption-sentences.ts";
import { statementInWords } from "./place-sentences.ts";
import { causeInWords, titleOfCause } from "./non-policy-sentences.ts";
import { systemInWords } from "./other-system-sentences.ts";
import { rejectionInWords } from "./rejection-sentences.ts";
import { incomplete, incompleteTitle } from "./incomplete-summary.ts";
import { tokenTitle, tokenUnknown } from "./token-sentences.ts";
import { candidateAllows, denyMatches, unboundWithoutAllow } from "./unbound-summary.ts";

/** The heading: which layer denied, or why that cannot be said. */
export function titleOf(explanation: Explanation): Phrase {
  const { verdict, reason, layer, denial } = explanation;
  if (denial.notByPolicy !== undefined) return titleOfCause(denial.notByPolicy);
  switch (verdict) {
    case "explained":
      return layer === undefined ? say`Denied` : explainedTitle(explanation, layer);
    case "workspace-allows":
      return explanation.reason === "candidate-allows"
        ? say`A policy here would allow it, but may not be attached`
        : say`The files here do not deny it`;
    case "not-covered":
      if (reason === "request-incomplete") return incompleteTitle(explanation);
      if (reason === "token-unknown") return tokenTitle(explanation);
      if (reason === "resource-unknown") return say`The message does not say for which resource`;
      if (layer !== undefined) return notCoveredTitle(explanation, layer);
      if (explanation.denyType !== "explicit") return say`No file here covers it`;
      return reason === "policy-open" ? say`Denied by a Deny` : say`Denied by a policy that is not here`;
    case "contradiction":
      return explanation.refuted.length > 0
        ? say`What you say contradicts the message`
        : say`The message and the files contradict each other`;
    case "not-a-denial":
      if (denial.kind === "policy-rejected") return say`AWS rejected a policy`;
      return denial.system === undefined ? say`Not a denial by IAM` : say`Not a denial by AWS`;
  }
}

/** What AWS says is said as it is; what only the files say is said of the files. */
function explainedTitle(explanation: Explanation, layer: Layer): Phrase {
  const { layerBasis, denyType, reason, nearMisses, culprits } = explanation;
  if (denyType === "explicit") {
    if (layerBasis === "message") return say`Denied by ${layerWithArticle(layer)}`;
    const isSure = reason === "deny-matches" && culprits[0]?.unbound === undefined;
    return say`${capitalized(layerWithArticle(layer))} here ${isSure ? "denies" : "may deny"} it`;
  }
  if (layerBasis === "message") return say`Denied: no ${layerName(layer)} allows it`;
  if (reason === "allow-may-match" && namesDeleted(explanation) === undefined)
    return nearMisses.length === 0
      ? say`${capitalized(layerWithArticle(layer))} here may allow it`
      : say`${capitalized(layerWithArticle(layer))} here allows it only under conditions`;
  return ONE_OF_A_KIND.has(layer)
    ? say`The ${layerName(layer)} here does not allow it`
    : say`No ${layerName(layer)} here allows it`;
}

/** Layers of which a request has one policy. */
const ONE_OF_A_KIND: ReadonlySet<Layer> = new Set(["resource", "trust", "key-policy", "boundary"]);

function notCoveredTitle({ layerBasis, denyType, reason }: Explanation, layer: Layer): Phrase {
  if (reason === "policy-open") return say`Denied by ${layerWithArticle(layer)}`;
  if (layerBasis === "files")
    return ONE_OF_A_KIND.has(layer)
      ? say`The ${layerName(layer)} is not here`
      : say`No file here is known to be ${layerWithArticle(layer)} that applies`;
  return denyType === "implicit"
    ? say`Denied: no ${layerName(layer)} allows it`
    : say`Denied by ${layerWithArticle(layer)} that is not here`;
}

/** A sentence or two. */
export function summaryOf(explanation: Explanation): Phrase {
  const { verdict, layer, layerBasis, denial, refuted, next } = explanation;
  const said = sentences(sentenceOf(explanation), ...refutedInWords(explanation.givenUp, restsOnUnbound(explanation)));
  if (refuted.length > 0) return sentences(...refuted.map(refutedFactInWords), say`Without that fact:`, said);
  // A service that checks the bucket for its logs speaks of what the bucket allows.
  const isSaid = next.some(({ step }) => step === "log-bucket");
  const byFiles = verdict === "explained" && layer !== undefined && layerBasis === "files" && !isSaid;
  return byFiles && denial.policyType === "unknown"
    ? sentences(said, say`The message does not say which policy denied it.`)
    : said;
}

/** Does the answer rest on policies alone of which nothing says that they apply? */
function restsOnUnbound({ culprits, nearMisses }: Explanation): boolean {
  const shown = [...culprits, ...nearMisses];
  return shown.length > 0 && shown.every(({ place }) => place.basis === "none");
}

function refutedFactInWords({ key, told, said }: RefutedFact): Phrase {
  const saying = say`You say that ${name(key)} is ${value(told)}`;
  return said === undefined
    ? say`${saying}, but then the files here would not deny the request as AWS did.`
    : say`${saying}, but the message says ${value(said)}.`;
}

function otherOfLayer(explanation: Explanation, asked: Phrase, kind: string): Phrase {
  const { denyType, layer } = explanation;
  if (denyType === "implicit" && isBehindAccessPoint(explanation))
    return say`The policy of the access point here allows ${asked}. AWS found no ${kind} that allows it, so the policy of the bucket behind the access point is the one to look at.`;
  if (denyType === "implicit")
    return explanation.givenUp.some(({ assumption }) => assumption === "full-access-attached")
      ? say`AWS found no ${kind} that allows ${asked}. Those here do not deny it.`
      : say`AWS found no ${kind} that allows ${asked}, but those here allow it.`;
  return say`${capitalized(withArticle(layer))} denied ${asked}, but none of those here does. It must be another one.`;
}

function notRestricted(
  reason: "scp-on-management-account" | "guardrail-on-linked-role",
  layer: Explanation["layer"],
): Phrase {
  return reason === "scp-on-management-account"
    ? say`AWS names ${withArticle(layer)}, but SCPs do not restrict the management account, and ${name("iam-verdict.json")} says that the caller is of that account.`
    : say`AWS names ${withArticle(layer)}, but SCPs and RCPs do not restrict service-linked roles, and by the message one of them made the request.`;
}

function sentenceOf(explanation: Explanation): Phrase {
  const { reason, layer, culprits, denial } = explanation;
  const asked = requestInWords(explanation);
  const kind = layer === undefined ? "policy" : layerName(layer);
  const [first] = culprits;
  switch (reason) {
    case "deny-matches":
      return denyMatches(explanation, asked);
    case "deny-may-match":
      return denyMayMatch(explanation, asked);
    case "no-allow":
      return noAllow(explanation, asked, kind);
    case "allow-may-match":
      return allowMayMatch(explanation, asked, kind);
    case "resource-unknown":
      return say`Whether the ${kind} here allows ${asked} depends on the resource, ${denial.resource === null ? "which the message does not name" : "about which the message does not say enough"}.`;
    case "files-allow":
      return layer === undefined
        ? say`The files here allow ${asked}, yet ${denial.actionFrom === "operation" && (denial.additionalActions ?? []).length > 0 ? "the call was refused" : "AWS denied it"}.`
        : say`AWS names ${withArticle(layer)}, but the files here allow ${asked}.`;
    case "candidate-allows":
      return candidateAllows(explanation, asked);
    case "no-file-of-layer":
      return noFileOfLayer(explanation, asked);
    case "no-file-at-all":
      return noFileAtAll(explanation, asked);
    case "other-policy-of-layer":
      return otherOfLayer(explanation, asked, kind);
    case "policy-open":
      return say`AWS names a Deny in ${withArticle(layer)}. It may be one of the statements that are filled in elsewhere; the others here do not deny ${asked}.`;
    case "named-policy-missing":
      return say`AWS names the policy ${name(denial.policyArn ?? "")}, which is not among the files here.`;
    case "named-policy-differs":
      return say`AWS names the policy ${name(denial.policyArn ?? "")}. Its file is here, but has no Deny that matches ${asked}.`;
    case "layer-does-not-deny":
      return say`AWS names an explicit deny in the ${kind}. Its file is here, but has no Deny that matches ${asked}.`;
    case "files-deny-explicitly":
      return say`AWS says that no ${kind} allows it. But ${statementInWords(first?.place)} denies it outright, and AWS would have said so.`;
    case "other-layer-denies":
      return say`AWS names ${withArticle(layer)}, but the one here allows it. According to the files, ${otherLayers(explanation)} would deny ${asked}.`;
    case "scp-on-management-account":
    case "guardrail-on-linked-role":
      return notRestricted(reason, layer);
    case "request-incomplete":
      return incomplete(explanation);
    case "token-unknown":
      return tokenUnknown(explanation);
    case "not-by-policy":
    case "not-a-denial":
      if (denial.notByPolicy !== undefined) return causeInWords(denial.notByPolicy);
      if (denial.rejection !== undefined) return rejectionInWords(denial.rejection);
      if (denial.isPolicyText === true) return say`The text is a policy, not a message about one.`;
      return denial.system === undefined ? NOT_A_DENIAL[denial.kind] : systemInWords(denial.system);
  }
}

function noFileAtAll({ denyType }: Explanation, asked: Phrase): Phrase {
  return denyType === "explicit"
    ? say`A Deny denied ${asked}. AWS does not say which policy it is in, and no policy here is known to apply. Another Allow does not help.`
    : say`No policy here is known to apply to ${asked}.`;
}

function noAllow(explanation: Explanation, asked: Phrase, kind: string): Phrase {
  const view = explanation.layers.find(({ layer }) => layer === explanation.layer);
  const { levelsWithoutAllow: levels = [], unboundWithoutAllow: unbound = [] } = view ?? {};
  if (levels.length > 0) {
    return say`No SCP here that is attached to ${listed(levels.map(name), "or")} allows ${asked}. Every level from the root to the account has to allow it.`;
  }
  if (unbound.length > 0) {
    const [does, is] = unbound.length === 1 ? ["does", "it is"] : ["do", "they are"];
    return say`AWS found no SCP that allows ${asked}. Of those here, ${listed(unbound.map(name), "and")} ${does} not allow it. Nothing says what ${is} attached to.`;
  }
  if (view?.unboundPolicies !== undefined) return unboundWithoutAllow(view, asked, isSilentKey(explanation));
  return isSilentKey(explanation)
    ? say`The key policy here does not allow ${asked}. It names neither the caller nor the caller's account, which would leave access to IAM policies.`
    : say`No statement in the ${kind} here allows ${asked}.`;
}

/** Of several Denies that may have matched, one did, and nobody can tell which. */
function denyMayMatch({ denial, layer, layerBasis, culprits }: Explanation, asked: Phrase): Phrase {
  const those = culprits.map(({ place }) => statementInWords(place));
  const saidByAws = say`AWS names a Deny in ${withArticle(layer)}.`;
  const [only = say`a statement`, ...others] = those;
  if (layerBasis === "files") {
    const which = capitalizedPhrase(others.length === 0 ? only : listed(those, "or"));
    return say`${which} denies ${asked} if every part marked ? matches.`;
  }
  const [{ unbound } = { unbound: undefined }] = culprits;
  if (unbound?.hint === "id-not-known" && others.length === 0)
    return sentences(
      saidByAws,
      say`${capitalizedPhrase(only)} is the only one here that may deny ${asked}. It does if ${name(culprits[0]?.place.policyName ?? "")} is ${name(idOfNamed(unbound.arn))}, which nothing here says.`,
    );
  if (denial.policyArn !== null && others.length === 0) {
    return say`${capitalizedPhrase(only)} denies ${asked}: AWS names this policy, and none of its other statements fits.`;
  }
  return others.length === 0
    ? sentences(saidByAws, say`${capitalizedPhrase(only)} is the only one here that may deny ${asked}.`)
    : sentences(saidByAws, say`Of the statements here, ${listed(those, "or")} denies ${asked}.`);
}

/** The one statement that may allow it, if it names the caller only by the unique id of a deleted user or role. */
function namesDeleted({ nearMisses }: Explanation): NearMiss | undefined {
  const open = nearMisses.filter(({ elements }) => elements.every(({ truth }) => truth !== "no"));
  return open.every(({ hints }) => hints.some(({ hint }) => hint === "unique-id")) ? open[0] : undefined;
}

/** Whether each statement that may allow it is of a policy that nothing attaches: then AWS may not have asked it at all. */
function isOfUnattachedPolicies({ nearMisses }: Explanation): boolean {
  const open = nearMisses.filter(({ elements }) => elements.every(({ truth }) => truth !== "no"));
  return open.every(({ hints }) => hints.some(({ hint }) => hint === "not-attached"));
}

/** The conditions, the resource or both are open, and AWS's word settles them only where it names the layer. */
function allowMayMatch(explanation: Explanation, asked: Phrase, kind: string): Phrase {
  const { layerBasis, nearMisses } = explanation;
  const deleted = namesDeleted(explanation);
  if (deleted !== undefined) {
    return say`${capitalizedPhrase(statementInWords(deleted.place))} would allow ${asked}, but it names a unique ID, which AWS shows in place of the ARN of a user or role that was deleted.`;
  }
  const hangsOn = (one: ElementKey): boolean =>
    nearMisses.some(
      ({ elements }) =>
        elements.every(({ truth }) => truth !== "no") &&
        elements.some(({ element, truth }) => element === one && truth === "unknown"),
    );
  if (nearMisses.length === 0)
    return say`Whether the ${kind} here allows ${asked} depends on what is filled in elsewhere.`;
  if (layerBasis === "files")
    return say`A statement in the ${kind} here allows ${asked} if every part marked ? matches.`;
  const orElse = isOfUnattachedPolicies(explanation) ? say`, or that the policy does not apply to the request` : "";
  // What was changed here after the denial, AWS's answer says nothing of.
  const means = orElse === "" ? say`If it is in force, AWS's answer means that` : say`AWS's answer means that`;
  if (hangsOn("action") || hangsOn("principal") || hangsOn("presence"))
    return say`Whether the ${kind} here allows ${asked} depends on what is filled in elsewhere. ${means} it does not${orElse}.`;
  return hangsOn("resource") && !hangsOn("condition")
    ? say`A statement in the ${kind} here allows ${requestInWords(explanation, "resource")} on some resources. ${means} ${notCovered(explanation)}${orElse}.`
    : say`A statement in the ${kind} here would allow ${asked}, but only under conditions. ${means} they did not hold${orElse}.`;
}

function noFileOfLayer({ layer, layerBasis, denyType, denial, request }: Explanation, asked: Phrase): Phrase {
  if (layerBasis === "message") {
    return denyType === "implicit"
      ? say`AWS found no ${layer === undefined ? "policy" : layerName(layer)} that allows ${asked}, and no file here is known to be one that applies.`
      : say`AWS denied ${asked} because of ${withArticle(layer)}, and no file here is known to be one that applies.`;
  }
  const must =
    layer === "identity"
      ? say`An identity-based policy`
      : say`The ${layer === undefined ? "policy" : layerName(layer)}`;
  const whose = layer === "identity" ? request.principal : request.resource;
  const of = whose === undefined ? "" : say` of ${name(whose)}`;
  const required = say`${must}${of} has to allow ${name(request.action ?? "the action")}, and it is not here.`;
  return denial.policyType === "unknown"
    ? sentences(required, say`What is here does not deny it.`)
    : sentences(say`${capitalized(layerWithArticle(NAMED[denial.policyType]))} here allows it.`, required);
}

const NAMED: Readonly<Record<Exclude<Denial["policyType"], "unknown">, Layer>> = {
  identity: "identity",
  "permissions-boundary": "boundary",
  rcp: "rcp",
  resource: "resource",
  "role-trust": "trust",
  scp: "scp",
  session: "session",
  "vpc-endpoint": "vpc-endpoint",
};

const NOT_A_DENIAL: Readonly<Record<DenialKind, Phrase>> = {
  "access-denied": say`The text is a denial.`,
  "expired-token": say`The credentials have expired. No policy is at fault.`,
  "invalid-credentials": say`AWS did not accept the credentials or the signature. No policy is at fault.`,
  throttled: say`AWS throttled the request because there were too many. No policy is at fault.`,
  "not-found": say`What was asked for does not exist, at least not in this account and Region. No policy is at fault.`,
  "other-system": say`The refusal comes from another system, not from IAM.`,
  "policy-rejected": say`AWS did not accept the text of a policy. No request was denied.`,
  none: say`No message that denies a request was found in the text.`,
};

export function requestInWords({ request }: Explanation, without?: "resource"): Phrase {
  const { principal, action, resource } = request;
  const on = resource === undefined || without === "resource" ? "" : say` on ${name(resource)}`;
  return say`${name(action ?? "the action")}${on}${principal === undefined ? "" : say` for ${name(principal)}`}`;
}

function notCovered({ request: { resource } }: Explanation): Phrase {
  return resource === undefined ? say`the request was for another one` : say`${name(resource)} is not one of them`;
}

function isSilentKey({ layer, nearMisses }: Explanation): boolean {
  const unnamed = ({ elements }: NearMiss): boolean =>
    elements.some(({ element, truth }) => element === "principal" && truth === "no");
  return layer === "key-policy" && nearMisses.every(unnamed);
}

function otherLayers({ deniedNext }: Explanation): Phrase {
  return deniedNext.length === 0
    ? say`another layer`
    : listed(
        deniedNext.map((one) => say`the ${layerName(one)}`),
        "and",
      );
}

function withArticle(layer: Layer | undefined): string {
  return layer === undefined ? "a policy" : layerWithArticle(layer);
}

function isBehindAccessPoint({ layer, request: { action = "", resource = "" } }: Explanation): boolean {
  return layer === "resource" && isThroughAccessPoint(action, resource);
}
