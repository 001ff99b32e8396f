/** The exceptions that a Deny has in its own elements: what its NotAction or NotResource lists, for everybody. */
import { addEntriesOf, exceptAction, exceptResource } from "../../policy/changes.ts";
import { isInServiceBucket } from "../../policy/service-bucket.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { comesBeforeFactor } from "./before-factor.ts";
import { hasVariable } from "./covers.ts";
import { forActionAlone, listsWhatIsAllowed } from "./exempt-caller.ts";
import { mayHaveNoOtherRegion, mayServeCloudFront } from "./one-region.ts";
import { forEachUser } from "./own-part.ts";
import { changing, type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk, runRisk } from "./proposal.ts";

export function elementExceptions(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { statement } = one.trace;
  const { action } = scene;
  const isBefore = comesBeforeFactor(one.trace, scene.request);
  const isOfService = isInServiceBucket(scene.exact);
  const resource = isOfService ? scene.resource : isBefore ? forEachUser(one.policy, scene).resource : scene.exact;
  const place = scene.placeOf(one);
  const exception = (excepted: string): Exception => {
    const made = forEveryone(excepted, scene);
    return isOfService && excepted === resource ? { ...made, risks: [...runRisk(scene), ...made.risks] } : made;
  };
  const ofRegion = listsRegions(one) && hasNoOtherRegion(scene) ? forOneRegion(scene) : undefined;
  const proposals: FixProposal[] = [];
  const isShared = isBefore || statement.notResource?.entries.every((one) => !hasVariable(one)) === true;
  if (statement.notResource !== undefined && isShared && resource !== undefined && resource !== "*") {
    const change = { change: "except-resource", place, to: resource } as const;
    const proposal = { ...exception(resource), change, cost: OF_LIST };
    proposals.push(...changing(one, addEntriesOf(statement, statement.notResource, [resource]), proposal));
  }
  if (statement.notAction !== undefined) {
    const change = { change: "except-action", place, to: action } as const;
    // That is where a Deny of other Regions lists what has no Region of its own.
    const isList = listsWhatIsAllowed(one) || isBefore || ofRegion !== undefined;
    const proposal = { ...(ofRegion ?? exception(action)), change, cost: isList ? 1 : 4 };
    proposals.push(...changing(one, addEntriesOf(statement, statement.notAction, [action]), proposal));
  }
  if (ofRegion !== undefined || isBefore) {
    const change = { change: "except-action", place, to: action } as const;
    const proposal = { ...(ofRegion ?? exception(action)), change, cost: 1 };
    proposals.push(...changing(one, exceptAction(statement, action), proposal));
  }
  const own = scene.layer === "identity" || scene.layer === "boundary" || scene.layer === "session";
  // A perimeter lists what AWS services keep outside of it. Source: "Service-owned resources" (AWS, data perimeter policy examples).
  if ((own || isOfService) && resource?.startsWith("arn:") === true && scene.takesResource !== false) {
    const whole = exceptResource(statement, resource);
    const alone = whole && forActionAlone(one, { Resource: undefined, NotResource: resource }, scene);
    const limit = alone === undefined ? {} : { action };
    const change = { change: "except-resource", place, to: resource, ...limit } as const;
    proposals.push(...changing(one, alone ?? whole, { ...exception(resource), change, cost: isOfService ? 2 : 4 }));
  }
  return proposals;
}

export function listsRegions({ trace }: TracedPolicy): boolean {
  return trace.condition.entries.some(({ entry }) => entry.key.toLowerCase() === REGION);
}

export const REGION = "aws:requestedregion";

export function hasNoOtherRegion({ request }: FixScene): boolean {
  return mayHaveNoOtherRegion(request.action, request.resource.arn);
}

function forOneRegion(scene: FixScene): Exception {
  const { request, action } = scene;
  const made = forEveryone(action, scene);
  const isOpen = mayServeCloudFront(request.action, request.resource.arn);
  return isOpen ? { ...made, risks: [{ risk: "only-for-cloudfront" }, ...made.risks] } : made;
}

type Exception = Pick<FixProposal, "kind" | "risks" | "given" | "attached">;

export function forEveryone(excepted: string, scene: FixScene): Exception {
  return {
    kind: "extend-statement",
    risks: [{ risk: "exception-for-everyone", excepted }, ...ownerRisk(scene)],
    given: NOTHING_GIVEN,
    attached: undefined,
  };
}

/** What may be done without MFA stands in NotAction, or in NotResource. */
export function isOfList({ change, cost }: FixProposal): boolean {
  return change.change === "except-action" || (change.change === "except-resource" && cost <= OF_LIST);
}

/** An exception that is one more entry of a list of those. */
const OF_LIST = 2;
