/** The message does not say which resource was asked for: what a statement shows by itself of the one that it is about. */
import { everythingIn } from "../../catalog/arn-template.ts";
import { type Request } from "../../evaluation/request.ts";
import { type Denial } from "../../message/denial.ts";
import { isAccountId, readAccountCaller } from "../../policy/account-caller.ts";
import { readArn } from "../../policy/arn.ts";
import { isSettled, type ListElement, type Scalar } from "../../policy/policy.ts";
import { type Hole } from "../../syntax/value.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { isOfTemplate, matchesText } from "./covers.ts";
import { aboutNamed, onlyForNamed } from "./named-resource.ts";
import { type FixProposal, type FixScene } from "./proposal.ts";
import { resourceProposals } from "./resources.ts";
import { takesNoResource } from "./statement-elements.ts";

export interface ReferredResource {
  /** As the statement is shown. */
  readonly shown: string;
  /** One that the reference may stand for. */
  readonly arn: string;
  /** Does the file leave open only where it is deployed, for a caller whose account is known? */
  readonly isKnown: boolean;
}

/** What the one entry of a list refers to, where that may be a resource of the action; undefined for other lists. */
export function onlyReference({ entries, open }: ListElement, scene: FixScene): ReferredResource | undefined {
  const { request, arnTemplates } = scene;
  const [only, ...others] = entries;
  if (request.resource.arn !== "" || open || only === undefined || others.length > 0) return undefined;
  if (isSettled(only) || !only.certain || /[*?]/.test(only.text.replace(INSIDE, ""))) return undefined;
  const arn = possibleText(only, scene).replace(INSIDE, `/${SOMETHING}`);
  if (!arnTemplates.some((template) => isOfTemplate(arn, template))) return undefined;
  const isKnown = only.holes.every(({ stands }) => stands !== undefined) && accountOf(request) !== undefined;
  return { shown: only.text, arn, isKnown };
}

/**
 * Whose policy it is that may be extended: the resource that it is stated for, or, where no statement of such a policy names
 * one, any of the action's only type.
 */
export function ownResource(scene: FixScene): ReferredResource | undefined {
  const { layer, request, arnTemplates, policies } = scene;
  if (layer !== "resource" || request.resource.arn !== "") return undefined;
  const [policy, ...others] = policies;
  if (policy === undefined || others.length > 0) return undefined;
  if (policy.statedFor !== undefined) return { shown: policy.statedFor, arn: policy.statedFor, isKnown: true };
  const [template, ...more] = arnTemplates;
  const arn = template === undefined || more.length > 0 ? undefined : filledTemplate(template, request);
  return arn === undefined || !takesNoResource(arn) ? undefined : { shown: "", arn, isKnown: false };
}

/**
 * AWS Lambda makes the network interface before anybody could name it, and AWS gives the role the call on everything. Source:
 * "Giving Lambda functions access to resources in an Amazon VPC".
 */
export function isGivenOnEverything({ action, resource }: Request, { nameless }: Denial): boolean {
  return nameless === "function-role" && resource.arn === "" && /^ec2:\w+NetworkInterfaces?$/i.test(action);
}

/**
 * The ARN names no resource but the call itself: `arn:aws:ce:us-east-1:111122223333:/GetCostAndUsage`. Source: "Identity-based
 * policy (IAM policy) examples for AWS Cost Management", on `*`.
 */
export function namesTheCall({ action, resource }: Request): boolean {
  return readArn(resource.arn)?.resource.toLowerCase() === `/${action.slice(action.indexOf(":") + 1).toLowerCase()}`;
}

/**
 * For a statement that names what the resources of the action are in, as a bucket for its objects: all that is in it. Which
 * of them was asked for nobody says.
 */
export function insideProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { possible = [] } = scene.request.resource;
  const entries = one.trace.statement.resource?.entries ?? [];
  const insides = entries.slice(0, MOST_ENTRIES).flatMap((entry) => {
    const text = possibleText(entry, scene);
    const [all] = scene.arnTemplates.flatMap((template) => everythingIn(text, template) ?? []);
    const inside = all?.replaceAll("*", SOMETHING);
    return inside !== undefined && possible.some((arn) => matchesText(arn, inside)) ? [inside] : [];
  });
  const [wanted, ...others] = insides;
  if (wanted === undefined || others.length > 0) return [];
  return resourceProposals(one, aboutNamed(scene, wanted)).flatMap((made) =>
    isOfAll(made) ? [{ ...onlyForNamed(withoutMore(made), wanted, scene, made.change.to), cost: ALL_INSIDE }] : [],
  );
}

/** All that is in what is referred to. */
const INSIDE = /\/\*$/;
const SOMETHING = "something";
const MOST_ENTRIES = 20;
/** As much as a slip that is sure: nothing less can be written. */
const ALL_INSIDE = 0.5;

/** Nobody says that less was asked for. */
function withoutMore(made: FixProposal): FixProposal {
  return { ...made, risks: made.risks.filter(({ risk }) => risk !== "more-than-asked") };
}

function isOfAll(made: FixProposal): made is FixProposal & { readonly change: { readonly to: string } } {
  const { change } = made;
  return (change.change === "correct-resource" || change.change === "add-resource") && /\*$/.test(change.to);
}

/** The text with something in the place of each reference. */
function possibleText({ text, holes }: Scalar, { request, arnTemplates }: FixScene): string {
  let filled = "";
  let at = 0;
  for (const { start, end, stands } of holes) {
    const isWhole = start === 0 && end === text.length;
    const whole = isWhole && arnTemplates.length === 1 ? arnTemplates[0] : undefined;
    filled += text.slice(at, start);
    filled += whole === undefined ? placed(stands, request) : filledTemplate(whole, request);
    at = end;
  }
  return filled + text.slice(at);
}

function filledTemplate(template: string, request: Request): string {
  return template
    .replace("${Partition}", placed("partition", request))
    .replace("${Region}", placed("region", request))
    .replace("${Account}", placed("account", request))
    .replace(/\$\{[^}]*\}/g, SOMETHING);
}

function placed(stands: Hole["stands"], request: Request): string {
  switch (stands) {
    case "partition":
      return readArn(request.principal)?.partition ?? "aws";
    case "region":
      return "us-east-1";
    case "account":
      return accountOf(request) ?? "111122223333";
    case undefined:
      return SOMETHING;
  }
}

function accountOf({ principal }: Request): string | undefined {
  const account = readAccountCaller(principal)?.account ?? "";
  return isAccountId(account) ? account : undefined;
}
