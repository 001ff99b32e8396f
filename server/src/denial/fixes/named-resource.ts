/**
 * The ARN of a resource that the message calls by its name alone, as a policy of the caller can say it: in the caller's
 * account, and in every Region, because a name does not show which one it is.
 */
import { isAccountId, readAccountCaller } from "../../policy/account-caller.ts";
import { readArn, splitArn } from "../../policy/arn.ts";
import { isSettled, type ListElement, type Scalar } from "../../policy/policy.ts";
import { isOfTemplate, matchesText } from "./covers.ts";
import { managedRule } from "./managed-rule.ts";
import { type FixProposal, type FixScene } from "./proposal.ts";

/**
 * Of an action that makes something, and of a secret, whose ARN nobody who may not read it is told: what else is there has
 * an ARN, which can be told.
 */
export function resourceToMake(scene: FixScene): string | undefined {
  const isTold = /^(?:[a-z0-9-]+:Create|secretsmanager:)/i.test(scene.action);
  return (isTold ? namedResource(scene) : undefined) ?? ofCallersAccount(scene) ?? managedRule(scene);
}

/**
 * The ARN of the message, which hides the account alone, with the account of a caller whom the files know. Where it shows the
 * caller's, the one that it hides may be another.
 */
function ofCallersAccount(scene: FixScene): string | undefined {
  const account = readAccountCaller(scene.request.principal)?.account ?? "";
  const isFilledIn = isOfCaller(scene) && scene.hidesCaller && isAccountId(account);
  const hidden = isFilledIn ? withHiddenAccount(scene) : undefined;
  return hidden && withField(hidden, "account", account);
}

/** Where the policy of somebody who asks names what was asked for. */
function isOfCaller({ layer }: FixScene): boolean {
  return layer === "identity" || layer === "boundary" || layer === "session";
}

/** Undefined where the message has the ARN, or where more than one kind of resource may have the name. */
export function namedResource(scene: FixScene): string | undefined {
  const { exact, request } = scene;
  const { arn: said, possible = [] } = request.resource;
  if (exact !== undefined || !isOfCaller(scene) || readArn(said) !== undefined) return undefined;
  const [only, ...others] = possible.filter((arn) => !(splitArn(arn)[5]?.text ?? "*").includes("*"));
  const account = readAccountCaller(request.principal)?.account ?? "";
  // A role or a user may be under any path.
  if (only === undefined || others.length > 0 || readArn(only)?.service === "iam") return undefined;
  return isAccountId(account) ? withField(only, "account", account) : undefined;
}

/** What a statement covers of what the message may mean; undefined where it covers none of it, or more than one. */
export function resourceMeantIn({ entries }: ListElement, scene: FixScene): string | undefined {
  const { arn: said, possible = [] } = scene.request.resource;
  if (said === "") return onlyResource(entries, scene);
  const hidden = withHiddenAccount(scene);
  if (hidden !== undefined) return meantIn(entries, (text) => withField(hidden, "account", accountOf(text)));
  const [whole, ...others] = possible.filter((arn) => !/[*?]/.test(arn));
  const named = whole === undefined || others.length > 0 ? namedResource(scene) : whole;
  return named && meantIn(entries, (text) => inRegionOf(text, named));
}

/** The first that an entry covers, as it is there. */
function meantIn(entries: readonly Scalar[], there: (entry: string) => string): string | undefined {
  return entries
    .filter(isSettled)
    .map(({ text }) => ({ text, there: there(text) }))
    .find(({ text, there: meant }) => matchesText(text, meant))?.there;
}

/** The ARN of the message, if it hides the account alone: `arn:aws:ssm:eu-west-1:******:parameter/app`. */
function withHiddenAccount({ request }: FixScene): string | undefined {
  const { arn: said, possible = [] } = request.resource;
  const [only, ...others] = possible;
  if (only === undefined || others.length > 0 || readArn(said) === undefined) return undefined;
  // A star of the message itself is AWS's word for what has no name yet.
  const shown = new Map(splitArn(said).map(({ field, text }) => [field, text]));
  const [open, ...more] = splitArn(only).filter(({ field, text }) => /[*?]/.test(text) && shown.get(field) !== text);
  return open?.field === "account" && open.text === "*" && more.length === 0 ? only : undefined;
}

function accountOf(entry: string): string {
  const { account = "" } = readArn(entry) ?? {};
  return isAccountId(account) ? account : "*";
}

/** One resource of the action, or what is in one, and no pattern of several. */
function onlyResource(entries: readonly Scalar[], { arnTemplates }: FixScene): string | undefined {
  const isOfAction = ({ text }: Scalar): boolean => arnTemplates.some((template) => isOfTemplate(text, template));
  const [only, ...others] = entries.filter(isOfAction);
  if (only === undefined || others.length > 0 || !entries.every(isSettled)) return undefined;
  // Of an entry that is another kind of thing the one in it is left, as a bucket's objects beside the bucket.
  return /[*?$]/.test(only.text.replace(/\/\*$/, "")) ? undefined : only.text;
}

/** The same in the Region of an entry. */
function inRegionOf(entry: string, named: string): string {
  const region = splitArn(entry).find(({ field }) => field === "region")?.text ?? "";
  return region === "" ? named : withField(named, "region", region);
}

/** Where the field is open. */
function withField(arn: string, wanted: "account" | "region", text: string): string {
  const field = splitArn(arn).find((one) => one.field === wanted);
  return field?.text === "*" ? arn.slice(0, field.start) + text + arn.slice(field.end) : arn;
}

export function aboutNamed(scene: FixScene, named: string): FixScene {
  return { ...scene, resource: named, exact: named };
}

/** The proposal is made for the resource of that ARN, which is shown as `shown`. */
export function onlyForNamed(
  proposal: FixProposal,
  named: string,
  { request: { resource } }: FixScene,
  shown: string = named,
): FixProposal {
  return {
    ...proposal,
    resource: named,
    risks: [{ risk: "only-if-resource", said: resource.arn, resource: shown }, ...proposal.risks],
  };
}
