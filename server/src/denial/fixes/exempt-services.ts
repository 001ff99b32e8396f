/** A Deny about users and roles, or about where they are, that meets what an AWS service does by the way. */
import { addCondition } from "../../policy/changes.ts";
import { namesEveryone } from "../../policy/everyone.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { isForwarded, OF_THE_WAY } from "./choosable.ts";
import { hangsOnTheRequest } from "./exempt-caller.ts";
import { changing, type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk } from "./proposal.ts";

/**
 * A service that acts as itself is exempted by its name. Source: "AWS global condition context keys",
 * aws:PrincipalServiceName, which no other request has.
 */
export function serviceException(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { statement, condition } = one.trace;
  const { principal } = statement;
  const { caller } = scene;
  if (caller?.type !== "Service" || condition.open || condition.entries.length === 0) return [];
  const isMeant = condition.entries.some(({ entry: { key } }) => OF_SERVICES.test(key));
  if (isMeant || hangsOnTheRequest(one.trace) || principal === undefined || !namesEveryone(principal)) return [];
  const added = { operator: "StringNotEquals", key: "aws:PrincipalServiceName", value: caller.text };
  return changing(one, addCondition(statement, added), {
    kind: "change-condition",
    change: { change: "except-principal", place: scene.placeOf(one), to: caller.text },
    risks: [{ risk: "exception-for-caller", principal: caller.text }, ...ownerRisk(scene)],
    given: NOTHING_GIVEN,
    attached: undefined,
    cost: 0.4,
  });
}

/** What only requests of services have, or what they are made for. */
const OF_SERVICES =
  /^aws:(?:principal(?:isawsservice|servicename(?:slist)?)|source(?:account|arn|orgid|orgpaths|owner))$/i;

/**
 * What a service passes on comes from where the service runs, which nobody can choose. Source: "AWS global condition
 * context keys", aws:ViaAWSService.
 */
export function forwardedException(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { statement, condition } = one.trace;
  const keys = condition.entries.map(({ entry }) => entry.key.toLowerCase());
  const isOfTheWay = keys.some((key) => OF_THE_WAY.has(key)) && !keys.some((key) => OF_FORWARDING.test(key));
  const forwarded = condition.open || !isOfTheWay ? undefined : whereForwarded(scene);
  if (forwarded === undefined) return [];
  const added = { operator: "BoolIfExists", key: VIA, value: "false" };
  return changing(one, addCondition(statement, added), {
    kind: "change-condition",
    change: { change: "except-condition-value", place: scene.placeOf(one), key: added.key, to: "true" },
    risks: [...forwarded.risks, { risk: "exception-for-forwarded" }, ...ownerRisk(scene)],
    given: forwarded.given,
    attached: undefined,
    cost: 0.4,
  });
}

const OF_FORWARDING = /^aws:(?:viaawsservice|calledvia(?:first|last)?)$/;

/** A service that sends a request with the session of a role may have that role for itself: then it passes nothing on. */
function whereForwarded({ request, isFromService }: FixScene): Pick<FixProposal, "given" | "risks"> | undefined {
  if (isForwarded(request)) return { given: NOTHING_GIVEN, risks: [] };
  if (!isFromService || request.context.entry(VIA).state !== "unknown") return undefined;
  return {
    given: new Map([[VIA.toLowerCase(), { state: "present", form: "single", values: ["true"] }]]),
    risks: [{ risk: "only-if", facts: [{ key: VIA, value: "true" }] }],
  };
}

const VIA = "aws:ViaAWSService";
