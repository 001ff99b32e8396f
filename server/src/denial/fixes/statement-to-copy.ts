/** The statement that would allow a request, to be copied where no file here can be edited. */
import { newObject } from "../../syntax/change.ts";
import { printNewDocument } from "../../syntax/json-print.ts";
import { type Layer } from "../../evaluation/decision.ts";
import { type Request } from "../../evaluation/request.ts";
import { readAccessPoint } from "../../policy/access-point.ts";
import { isAccountId, readAccountCaller } from "../../policy/account-caller.ts";
import { readCaller } from "../../policy/caller.ts";
import { otherHolderOf } from "../../policy/policy-holder.ts";
import { type NearMiss } from "../near-miss.ts";
import { type StatementToCopy } from "../next-step.ts";
import { copyOf, isSomebodyElses } from "./new-statement.ts";
import { isForPrivateAddresses } from "./gives-nothing-new.ts";
import { ownCondition } from "./own-condition.ts";
import { type FixScene } from "./proposal.ts";
import { ruleBeside } from "./rule.ts";
import { elementsFor } from "./statement-elements.ts";

/**
 * A new statement for a layer of which no policy is here; undefined for layers of the organization and the network, where
 * nobody adds a statement for one request.
 */
export function statementToCopy(scene: FixScene): StatementToCopy | undefined {
  const { layer, request, caller, resource } = scene;
  if (layer === "scp" || layer === "rcp" || layer === "vpc-endpoint") return undefined;
  const elements = elementsFor(undefined, scene);
  const ofPrincipal = layer === "identity" || layer === "boundary" || layer === "session";
  const holder = ofPrincipal ? (caller?.text ?? withoutSession(request.principal)) : holderOf(resource);
  if (elements === undefined || isSomebodyElses(scene)) return undefined;
  // Which role it is does not stand in its trust policy.
  if (holder === undefined && layer !== "trust") return undefined;
  // No policy is attached to a federated user.
  if (ofPrincipal && readAccountCaller(holder ?? "")?.kind === "federated-user") return undefined;
  // Under the conditions that the others for the action have, or not at all.
  const rule = ruleBeside(scene);
  if (rule !== undefined && elements["Condition"] !== undefined) return undefined;
  if (rule !== undefined && isForPrivateAddresses(rule.of.trace.statement)) return undefined;
  const condition = rule === undefined ? ownCondition(scene)?.condition : copyOf(rule, undefined);
  if (rule !== undefined && condition === undefined) return undefined;
  const of = layer === "resource" ? otherHolderOf(scene.action, resource) : undefined;
  const around = scene.ancestorsOf(resource ?? "");
  return {
    layer,
    holder,
    ...(of === undefined ? {} : { of }),
    ...(around.length === 0 ? {} : { alsoOn: around }),
    text: printNewDocument(newObject({ ...(condition && { Condition: condition }), ...elements })),
  };
}

/** An Allow that lacks nothing at all does not apply, if nothing says that it is attached. */
export function lacksOnlyConditions({ place, elements, hints }: NearMiss): boolean {
  return (
    (place.basis !== "none" || elements.some(({ truth }) => truth !== "yes")) &&
    elements.every(({ element, truth }) => truth === "yes" || element === "condition") &&
    !hints.some(({ hint }) => hint === "attached-elsewhere" || hint === "not-made")
  );
}

/** An access point has a policy, what is read through it has none. */
function holderOf(resource: string | undefined): string | undefined {
  return resource === undefined ? undefined : (readAccessPoint(resource)?.arn ?? resource);
}

/** Policies are attached to the role, of which a message that hides the account shows the name alone. */
function withoutSession(principal: string): string {
  const session = readAccountCaller(principal);
  return session?.kind === "session" && !isAccountId(session.account) ? session.name : principal;
}

/** A service has no policies of its own, so that only the policy of what it asks for can let it in. */
export function onlyLayerOf({ principal, action }: Request): Layer | undefined {
  if (readCaller(principal).kind !== "service") return undefined;
  return action.toLowerCase() === "sts:assumerole" ? "trust" : "resource";
}
