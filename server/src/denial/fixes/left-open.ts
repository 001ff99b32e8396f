/** Whether a fix helps, as far as that is open once it is made: in its own layers, in the others and between them. */
import { isThroughAccessPoint, readAccessPoint } from "../../policy/access-point.ts";
import { type Layer, slotOfLayer } from "../../evaluation/decision.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { type FixRisk } from "./fix-risk.ts";
import { otherLayers } from "../files-of-layer.ts";
import { unitsLackingAllow } from "./open-units.ts";
import { type FixProposal } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";
import { standInOf, withStandIn } from "./standing-in.ts";
import { type OpenQuestion, stillOpen } from "./still-open.ts";
import { type WithoutPresumed } from "./without-presumed.ts";

interface MadeFix extends WithoutPresumed {
  readonly proposal: FixProposal;
  readonly question: FixQuestion;
  /** That let the request pass now. */
  readonly layers: readonly Layer[];
  readonly placeOf: OpenQuestion["placeOf"];
}

interface LeftOpen {
  /** What has to be so for the fix to help. */
  readonly undecided: readonly FixRisk[];
  /** Layers of the caller that deny it next for want of an Allow, though the decision leaves that open. */
  readonly denying: readonly Layer[];
}

/** Nothing is open where the fix helps whatever is not known of the request. */
export function leftOpen({ proposal, own, elsewhere: after, question, layers, placeOf }: MadeFix): LeftOpen {
  const { principal, resource } = question.request;
  const isOneAccount = resource.accountId !== undefined && readAccountCaller(principal)?.account === resource.accountId;
  const openIn = (layer: Layer): readonly FixRisk[] =>
    stillOpen({
      after: layers.includes(layer) ? own : after,
      layer,
      accessPoint: accessPointOf(question),
      ownerIsOpen: question.ownerIsPresumed ? (question.resource ?? "*") : undefined,
      isOneAccount,
      placeOf,
    });
  // That AWS says it found no Allow tells that no Deny of any layer matched, as long as the request is the same.
  const isSame = question.attempt.denial.denyType === "implicit" && proposal.change.change !== "satisfy";
  const elsewhere = otherLayers(after, layers)
    .flatMap(openIn)
    .filter(({ risk }) => !isSame || risk !== "may-still-deny");
  const open = [...layers.flatMap(openIn), ...elsewhere];
  const standIn = standInOf({ after, principal, layers, wasWithoutAllow: isSame, isOneAccount, placeOf });
  const undecided = [
    ...withStandIn(isOneAccount ? withEither(open) : open, standIn),
    ...unitsLackingAllow(proposal, question, layers),
  ];
  return { undecided, denying: standIn.denying };
}

/**
 * Is nothing open but whose the resource is, which is presumed and said to be? A policy of the resource itself that is edited
 * would have to allow another account's caller as well.
 */
export function isDecided(undecided: readonly FixRisk[], layers: readonly Layer[]): boolean {
  const isOfResource = layers.some((layer) => slotOfLayer(layer) === "resource");
  return undecided.every(
    (risk) => !isOfResource && risk.risk === "may-lack-allow" && risk.ifOther !== undefined && risk.places.length === 0,
  );
}

/** Within one account an Allow of the caller's policies does, or one of the resource's. */
function withEither(risks: readonly FixRisk[]): readonly FixRisk[] {
  const ofLayer = (wanted: Layer) =>
    risks.find((one) => one.risk === "may-lack-allow" && one.layer === wanted && one.places.length > 0);
  const [own, resources] = [ofLayer("identity"), ofLayer("resource")];
  if (own?.risk !== "may-lack-allow" || resources?.risk !== "may-lack-allow") return risks;
  const either: FixRisk = { ...own, places: [...own.places, ...resources.places] };
  return risks.flatMap((one) => (one === own ? [either] : one === resources ? [] : [one]));
}

/** What the request goes through to a bucket. */
function accessPointOf({ request }: FixQuestion): string | undefined {
  const { arn } = request.resource;
  return isThroughAccessPoint(request.action, arn) ? readAccessPoint(arn)?.arn : undefined;
}
