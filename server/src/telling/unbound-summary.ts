/** The summary of an answer that rests on policies of which nothing says that they apply. */
import { type Explanation, type LayerView } from "../denial/explanation.ts";
import { type Layer } from "../evaluation/decision.ts";
import { capitalizedPhrase } from "../wording/capitalized.ts";
import { layerName, layerWithArticle } from "../wording/layer.ts";
import { counted, listed, name, type Phrase, say, sentences } from "../wording/phrase.ts";
import { idOfNamed } from "./attachment-sentences.ts";
import { hintInWords } from "./near-miss-sentences.ts";
import { statementInWords } from "./place-sentences.ts";

/** AWS found no Allow, so whatever would allow it is not in force as it stands here. */
export function candidateAllows(
  { allowedBy, layerBasis, layer = "identity", layers }: Explanation,
  asked: Phrase,
): Phrase {
  const policies = [...new Map(allowedBy.map(({ policyName, file }) => [policyName, file]))];
  const [first, ...others] = policies;
  const which = first === undefined ? say`A policy here` : policyInWords(first[0], [first[1]]);
  const is = others.length === 0 ? `it is ${BOUND[layer]}` : "they are attached";
  const would = sentences(
    say`${
      others.length === 0
        ? which
        : listed(
            policies.map(([policy]) => name(policy)),
            "and",
          )
    } would allow ${asked}.`,
    say`Nothing here says that ${is}.`,
  );
  // Of a key or a role that is taken, AWS names the caller's policies also where the resource's own is silent.
  const hasTwin = layers.some((view) => view.layer === "key-policy" || view.layer === "trust");
  if (layerBasis !== "message" || (layer === "identity" && hasTwin)) return would;
  const inForce =
    others.length === 0 ? "it is not in force as it stands here" : "none of them is in force as it stands here";
  return sentences(would, say`AWS found no ${layerName(layer)} that allows it, so ${inForce}.`);
}

/** A file is known by its path, and what is called otherwise by that it is a policy. */
function policyInWords(policyName: string, files: readonly string[]): Phrase {
  return files.includes(policyName) ? say`${name(policyName)}` : say`The policy ${name(policyName)}`;
}

/** Policies of which nothing says that they apply: what they lack explains the denial only if they do. */
export function unboundWithoutAllow(
  { layer, files, unboundPolicies = [] }: LayerView,
  asked: Phrase,
  isSilentKey: boolean,
): Phrase {
  const [only = "", ...others] = unboundPolicies;
  if (others.length > 0) {
    return sentences(
      say`None of the ${counted(unboundPolicies.length)} ${KINDS[layer]} here allows ${asked}.`,
      say`Nothing here says which of them are attached.`,
    );
  }
  const lacks = say`${policyInWords(only, files)} does not allow ${asked}.`;
  const bound = say`Nothing here says that it is ${BOUND[layer]}.`;
  return isSilentKey
    ? sentences(
        lacks,
        bound,
        say`As a key policy it names neither the caller nor the caller's account, which would leave access to IAM policies.`,
      )
    : sentences(lacks, bound);
}

const KINDS: Readonly<Record<Layer, string>> = {
  scp: "SCPs",
  rcp: "RCPs",
  identity: "identity-based policies",
  boundary: "permissions boundaries",
  session: "session policies",
  resource: "resource-based policies",
  "key-policy": "key policies",
  trust: "role trust policies",
  "vpc-endpoint": "VPC endpoint policies",
};

const BOUND: Readonly<Record<Layer, string>> = {
  scp: "attached",
  rcp: "attached",
  identity: "attached",
  boundary: "the caller's permissions boundary",
  session: "the policy of this session",
  resource: "the policy of this resource",
  "key-policy": "the policy of this key",
  trust: "the trust policy of this role",
  "vpc-endpoint": "the policy of the VPC endpoint",
};

/** A Deny of a policy that nothing binds denies the request only if the policy applies. */
export function denyMatches({ layer, layerBasis, culprits: [first] }: Explanation, asked: Phrase): Phrase {
  const denies = say`${capitalizedPhrase(statementInWords(first?.place))} denies ${asked}`;
  if (first?.unbound === undefined) return say`${denies}.`;
  const { unbound, place } = first;
  const isPlain = unbound.hint === "not-attached" && unbound.group === undefined;
  const is = isPlain && unbound.slot === "resource" ? "is the policy of the resource" : "is attached";
  const ifBound =
    unbound.hint === "id-not-known"
      ? say`${denies} if ${name(place.policyName)} is ${name(idOfNamed(unbound.arn))}, which nothing here says.`
      : isPlain
        ? say`${denies} if ${name(place.policyName)} ${is}, which nothing here says.`
        : sentences(say`${denies} if that policy applies.`, hintInWords(unbound));
  return layerBasis === "message"
    ? sentences(say`AWS names a Deny in ${layer === undefined ? "a policy" : layerWithArticle(layer)}.`, ifBound)
    : ifBound;
}
