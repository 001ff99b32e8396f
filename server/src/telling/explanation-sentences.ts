/** The sentences of an explanation. They say what the files at hand say, never that a request is allowed. */
import { type Layer } from "../evaluation/decision.ts";
import { layerName, layerWithArticle } from "../wording/layer.ts";
import { listed, name, type Phrase, say, strong, value } from "../wording/phrase.ts";
import { type DenialKind } from "../message/denial.ts";
import { causeInWords, cureInWords, titleOfCause } from "./non-policy-sentences.ts";
import { systemInWords } from "./other-system-sentences.ts";
import {
  type Assumption,
  type Explanation,
  type LayerView,
  type NearMiss,
  type NearMissHint,
  type NextAdvice,
  type StatementPlace,
  type Unknown,
} from "../denial/explanation.ts";

/** The heading: which layer denied, or why that cannot be said. */
export function titleOf({ verdict, reason, layer, denyType, denial }: Explanation): Phrase {
  if (denial.notByPolicy !== undefined) return titleOfCause(denial.notByPolicy);
  switch (verdict) {
    case "explained":
      if (layer === undefined) return say`Denied`;
      return denyType === "explicit"
        ? say`Denied by ${layerWithArticle(layer)}`
        : say`Denied: no ${layerName(layer)} allows it`;
    case "workspace-allows":
      return say`The files here do not deny it`;
    case "not-covered":
      if (reason === "request-incomplete") return say`The message does not say enough`;
      return layer === undefined
        ? say`No file here covers it`
        : say`Denied by ${layerWithArticle(layer)} that is not here`;
    case "contradiction":
      return say`The message and the files contradict each other`;
    case "not-a-denial":
      return denial.system === undefined ? say`Not a denial by IAM` : say`Not a denial by AWS`;
  }
}

/** One sentence. */
export function summaryOf(explanation: Explanation): Phrase {
  const { reason, layer, culprits, denial } = explanation;
  const asked = requestInWords(explanation);
  const kind = layer === undefined ? "policy" : layerName(layer);
  const first = culprits[0];
  switch (reason) {
    case "deny-matches":
      return say`By ${statementInWords(first?.place)}, ${asked} is denied.`;
    case "deny-may-match":
      return say`By the message a Deny in ${withArticle(layer)} applied; ${statementInWords(first?.place)} is the nearest that would deny ${asked}.`;
    case "no-allow":
      return isSilentKey(explanation)
        ? say`The key policy here neither names the caller of ${asked} nor leaves the key to IAM policies, as a statement for the account would.`
        : say`No statement of the ${kind} here allows ${asked}.`;
    case "allow-may-match":
      return say`A statement of the ${kind} would allow ${asked}, but only under conditions that, by the message, did not hold.`;
    case "files-allow":
      return layer === undefined
        ? say`The files here allow ${asked}, yet AWS denied it.`
        : say`AWS names ${withArticle(layer)}, but the files here allow ${asked}.`;
    case "candidate-allows":
      return say`A policy here would allow ${asked}, but nothing says that it is attached.`;
    case "no-file-of-layer":
      return say`AWS denied ${asked} because of ${withArticle(layer)}, and no file here is known to be one that applies.`;
    case "no-file-at-all":
      return say`No policy here is known to apply to ${asked}.`;
    case "other-policy-of-layer":
      return say`AWS denied ${asked} by ${withArticle(layer)}; none of those here does, so it is another one.`;
    case "named-policy-missing":
      return say`AWS names the policy ${name(denial.policyArn ?? "")}, which is not among the files here.`;
    case "named-policy-differs":
      return say`AWS names the policy ${name(denial.policyArn ?? "")}; its file is here and holds no Deny that fits ${asked}.`;
    case "layer-does-not-deny":
      return say`AWS names an explicit deny in the ${kind}; its file is here and holds no Deny that fits ${asked}.`;
    case "files-deny-explicitly":
      return say`AWS says that no ${kind} allows it, but ${statementInWords(first?.place)} denies it outright, which AWS would have said.`;
    case "other-layer-denies":
      return say`AWS names ${withArticle(layer)}, which allows it by the files here, while ${otherLayers(explanation)} would deny ${asked}.`;
    case "request-incomplete":
      return say`The message does not say ${missingParts(explanation)}, so it cannot be held against the files.`;
    case "not-by-policy":
    case "not-a-denial":
      if (denial.notByPolicy !== undefined) return causeInWords(denial.notByPolicy);
      return denial.system === undefined ? NOT_A_DENIAL[denial.kind] : systemInWords(denial.system);
  }
}

const NOT_A_DENIAL: Readonly<Record<DenialKind, Phrase>> = {
  "access-denied": say`The text is a denial.`,
  "expired-token": say`The credentials have expired; sign in again or renew them. No policy is at fault.`,
  "invalid-credentials": say`AWS did not accept the credentials or the signature; check which ones are in use. No policy is at fault.`,
  throttled: say`AWS turned the request away because there were too many; wait and try again. No policy is at fault.`,
  "not-found": say`What was asked for does not exist, at least not in this account and Region. No policy is at fault.`,
  "other-system": say`The refusal comes from a system of its own, not from IAM; look at that system's permissions.`,
  none: say`The text holds no denial. Paste the whole message, from "User:" or the error code to its end.`,
};

export function requestInWords({ request }: Explanation): Phrase {
  const { principal, action, resource } = request;
  return say`${name(action ?? "the action")}${resource === undefined ? "" : say` on ${name(resource)}`}${
    principal === undefined ? "" : say` for ${name(principal)}`
  }`;
}

function isSilentKey({ layer, nearMisses }: Explanation): boolean {
  const unnamed = ({ elements }: NearMiss): boolean =>
    elements.some(({ element, truth }) => element === "principal" && truth === "no");
  return layer === "key-policy" && nearMisses.every(unnamed);
}

function missingParts({ request, denial }: Explanation): Phrase {
  if (denial.encodedMessage && request.action === undefined) return say`what was asked for before it is decoded`;
  const parts = [
    ...(request.principal === undefined ? [say`who asked`] : []),
    ...(request.action === undefined ? [say`for which action`] : []),
  ];
  return listed(parts, "and");
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

export function statementInWords(place: StatementPlace | undefined): Phrase {
  if (place === undefined) return say`a statement`;
  return say`${whichStatement(place)} of ${name(place.policyName)}`;
}

/** For use beside the file's name: the policy is named only if it has a name of its own. */
export function statementOfFile(place: StatementPlace): Phrase {
  return place.policyName === place.file ? whichStatement(place) : statementInWords(place);
}

function whichStatement({ sid, index }: StatementPlace): Phrase {
  return sid === undefined ? say`statement ${index + 1}` : say`statement ${name(sid)}`;
}

/** What most likely went wrong, as a whole sentence. */
export function hintInWords(hint: NearMissHint): Phrase {
  switch (hint.hint) {
    case "action-typo":
      return say`${name(hint.written)} is written where ${name(hint.meant)} is needed.`;
    case "lacks-what-is-inside":
      return say`${name(hint.written)} names the thing itself, not what is in it; the request needs ${name(`${hint.written}/*`)} or narrower.`;
    case "only-what-is-inside":
      return say`${name(hint.written)} names what is inside, not the thing itself, which the request is about.`;
    case "other-arn-field":
      return say`The ARN's ${hint.field} is ${name(hint.written)}, the request's is ${name(hint.wanted)}.`;
    case "case-differs":
      return say`${name(hint.written)} and ${name(hint.wanted)} differ in upper and lower case, which counts here.`;
    case "session-instead-of-role":
      return say`${name(hint.written)} is a session; ${name("aws:PrincipalArn")} holds the ARN of the role.`;
    case "outside-time":
      return say`The request came at ${value(hint.at)}, outside the time for which the statement allows it.`;
    case "not-attached":
      return say`Nothing here says that this policy is attached.`;
  }
}

export function assumptionInWords(assumption: Assumption): Phrase {
  switch (assumption.assumption) {
    case "callers-account":
      return say`${name(assumption.resource)} belongs to the caller's account.`;
    case "fact-differs":
      return assumption.by === "user"
        ? say`${name(assumption.key)} is ${value(assumption.told)}, as you say; the message says ${value(assumption.said)}.`
        : say`${name(assumption.key)} is ${value(assumption.said)}, as the message says; the workspace file says ${value(assumption.told)}.`;
    case "resource-is-star":
      return say`The request is about ${name("*")}, because the message names no resource.`;
    case "action-of-operation":
      return say`The action is ${name(assumption.action)}, taken from the API operation; the message does not name it.`;
    case "full-access-attached":
      return assumption.level === undefined
        ? say`${name("FullAWSAccess")} is attached beside the SCPs that only deny, as AWS does from the start.`
        : say`${name("FullAWSAccess")} is attached to ${name(assumption.level)} beside the SCPs that only deny.`;
    case "attached":
      return attachedInWords(assumption);
    case "conditions-held":
      return say`The conditions on ${listed(assumption.keys.map(name), "and")} held, because AWS denied the request.`;
    case "conditions-failed":
      return assumption.keys.length === 1
        ? say`The condition on ${listed(assumption.keys.map(name), "and")} did not hold, because AWS denied the request.`
        : say`Of the conditions on ${listed(assumption.keys.map(name), "and")}, at least one did not hold, because AWS denied the request.`;
  }
}

function attachedInWords({ policyName, basis, file }: Extract<Assumption, { assumption: "attached" }>): Phrase {
  const applies = say`${name(policyName)} applies`;
  switch (basis) {
    case "message":
      return say`${applies}: the message names it.`;
    case "stated":
      return say`${applies}: the workspace file says so.`;
    case "named":
      return say`${applies}: the name of its file or folder says so (${name(file)}).`;
    case "content":
      return say`${applies}: its own text names the resource.`;
    case "none":
      return say`${applies}, although nothing says that it is attached.`;
  }
}

export function unknownInWords(unknown: Unknown): Phrase {
  switch (unknown.unknown) {
    case "context-key":
      return say`The request's value of ${name(unknown.key)}.`;
    case "resource":
      return say`The resource: the message does not name it.`;
    case "attachment":
      return say`Whether ${name(unknown.policyName)} is attached.`;
  }
}

/** `passed`, `blocked`, `unknown` or `not in play`, with what it rests on. */
export function layerInWords({ layer, verdict, basis }: LayerView): Phrase {
  const label = capitalized(layerName(layer));
  if (basis === "none") return say`${label}: no file here`;
  const rests = basis === "message" ? " (AWS says so)" : basis === "candidates" ? " (if attached)" : "";
  switch (verdict) {
    case "allow":
      return say`${label}: passed${rests}`;
    case "explicit-deny":
      return say`${strong(`${label}: blocked`)} by a Deny${rests}`;
    case "implicit-deny":
      return say`${strong(`${label}: blocked`)}, no Allow${rests}`;
    case "unknown":
      return say`${label}: unknown, depends on facts not told${rests}`;
    case "not-applicable":
      return say`${label}: not in play`;
  }
}

export function nextInWords(next: NextAdvice): Phrase {
  switch (next.step) {
    case "caller-identity":
      return next.principal === undefined
        ? say`See who you are to AWS.`
        : say`See whether you really are ${name(next.principal)}.`;
    case "identity-policies":
      return say`List what is attached to the caller, and save those policies here.`;
    case "boundary":
      return say`See which permissions boundary the caller has.`;
    case "scp":
      return say`List the SCPs of the account${next.account === undefined ? "" : say` ${name(next.account)}`}; do the same for the organizational units above it.`;
    case "rcp":
      return say`List the RCPs of the account that owns the resource; do the same for the organizational units above it.`;
    case "resource-policy":
      return next.resource === undefined
        ? say`Fetch the resource's own policy.`
        : say`Fetch the policy of ${name(next.resource)}.`;
    case "key-policy":
      return say`Fetch the key's policy.`;
    case "trust-policy":
      return say`Fetch the role's trust policy.`;
    case "session-policy":
      return say`Look at the session policy that is passed where the session is made; it is stored nowhere.`;
    case "vpc-endpoint":
      return say`Fetch the policies of the VPC endpoints.`;
    case "named-policy":
      return say`Fetch ${name(next.arn)}, which the message names.`;
    case "decode-message":
      return say`Decode the message that AWS sent (in ${name("MESSAGE")}), and explain the answer.`;
    case "authorization-details":
      return say`Open the details of authorization ${name(next.id)} in the IAM console; AWS keeps them for 24 hours.`;
    case "deployed-version":
      return say`Compare the deployed policies with the files here: a change may not be deployed yet.`;
    case "propagation":
      return say`If a policy was changed just now, try again: IAM takes seconds to minutes.`;
    case "state-attachment":
      return say`Say in ${name("iam-verdict.json")} what ${name(next.file)} is attached to.`;
    case "add-fact":
      return say`Tell the value of ${name(next.key)} and explain again.`;
    case "deny-exceptions":
      return say`The Deny spares requests that do not meet its conditions on ${listed(next.keys.map(name), "and")}; see whether yours can be one.`;
    case "not-by-identity":
      return NOT_BY_IDENTITY[next.layer];
    case "cure":
      return cureInWords(next.cause);
    case "token-claims":
      return say`Hold the token's claims against the trust policy of the role that was asked for: its ${name("Federated")} provider, and what its conditions ask of ${name("sub")} and ${name("aud")}. The token's claims stand in the CloudTrail event of the call, which can be explained too.`;
    case "say-who":
      return say`Tell who asked, as the fact ${name("principal=ARN")}.`;
    case "say-what":
      return say`Tell which action was asked for, as the fact ${name("action=service:Name")}.`;
  }
}

const NOT_BY_IDENTITY: Readonly<Record<Exclude<Layer, "identity">, Phrase>> = {
  scp: say`No policy inside the account changes what an SCP says: ask whoever runs the organization.`,
  rcp: say`No policy inside the account changes what an RCP says: ask whoever runs the organization of the resource.`,
  boundary: say`An identity-based policy cannot go beyond the permissions boundary: ask whoever set the boundary.`,
  session: say`The session policy limits this one session: change it where the session is made.`,
  resource: say`Ask whoever owns the resource: its own policy decides.`,
  "key-policy": say`Ask whoever owns the key: without its key policy no identity-based policy counts.`,
  trust: say`Ask whoever owns the role: its trust policy decides who may take it.`,
  "vpc-endpoint": say`Ask whoever runs the network: the VPC endpoint's policy decides what may pass.`,
};

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
