/** What a Deny is there for, where that is plain: it then did its work, and nobody is exempted from it. */
import { type StatementTrace } from "../../evaluation/decision.ts";
import { type Request } from "../../evaluation/request.ts";
import { readCaller } from "../../policy/caller.ts";
import { isKeyOfOwner } from "../../policy/resource-owner.ts";
import { isInServiceBucket } from "../../policy/service-bucket.ts";
import { operatorOf, type OperatorUse } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled, substitutesVariables } from "../../policy/policy.ts";
import { type Guard } from "../next-step.ts";
import { comesBeforeFactor } from "./before-factor.ts";
import { hasVariable } from "./covers.ts";
import { mayHaveNoOtherRegion } from "./one-region.ts";
import { exemptsNobody } from "./same-for-all.ts";

/**
 * Sources: "Best practices for the root user" and "Restrict access with SCPs", on the root user; "IAM policy elements:
 * Variables and tags", on what is each caller's own; "Establish permissions guardrails using data perimeters"; "AWS:
 * Denies access to AWS based on the requested Region"; "Secure API access with MFA"; "Controlling access to AWS resources using
 * tags".
 */
export function guardOf(
  trace: StatementTrace,
  request: Pick<Request, "principal" | "action" | "resource">,
): Guard | undefined {
  const { statement, condition } = trace;
  const { principal, action, resource: asked } = request;
  if (keepsBoundary(trace)) return "own-boundary";
  if (stopsEverything(trace)) return "stop";
  if (exemptsNobody(trace)) return "exempts-nobody";
  const entries = condition.entries.map(({ entry }) => ({ entry, use: operatorOf(entry) }));
  const isOfRoot = entries.some(
    ({ entry, use }) => namesPrincipals(entry, use) && entry.values.entries.every(({ text }) => /:root$/.test(text)),
  );
  if (isOfRoot) return "root-user";
  if (entries.some(({ entry, use }) => use?.operator.negated === true && isOfInstance(entry)))
    return "instance-network";
  // Under an older version a variable is text, and nothing is anybody's own.
  const isOwn =
    substitutesVariables(trace.policy) !== "no" &&
    (statement.notResource?.entries.some(hasVariable) === true ||
      entries.some(
        ({ entry, use }) =>
          use?.operator.negated === true && !isOfPerimeter(entry.key) && entry.values.entries.some(hasVariable),
      ));
  if (isOwn) return "own-part";
  const isUnsigned = readCaller(principal).kind === "anonymous";
  if (isUnsigned && entries.some(({ entry, use }) => use?.operator.negated === true && isOfSigner(entry)))
    return "unsigned";
  // A caller who never belongs to an organization is not kept outside: the Deny was not written for such callers.
  const { kind } = readCaller(principal);
  const hasOrganization = kind === "user" || kind === "role" || kind === "session" || kind === "root";
  // What AWS keeps for everybody is in nobody's organization.
  const isOfService = isInServiceBucket(asked.arn);
  const perimeter = entries.flatMap(({ entry: { key }, use }) => {
    const lower = key.toLowerCase();
    const isOfOwner = ORGANIZATION.has(lower) && !(isOfService && isKeyOfOwner(lower));
    return use?.operator.negated === true && (NETWORK.has(lower) || (hasOrganization && isOfOwner)) ? [lower] : [];
  });
  if (perimeter.length > 0) return perimeter.every(isKeyOfOwner) ? "perimeter-of-resources" : "perimeter";
  const isOfTags = entries.some(
    ({ entry: { key, values }, use }) =>
      use?.operator.negated === false &&
      use.operator.family === "string" &&
      TAG_OF_RESOURCE.test(key) &&
      values.entries.every((one) => isSettled(one) && !hasVariable(one)),
  );
  if (isOfTags) return "tagged";
  const keys = entries.map(({ entry }) => entry.key.toLowerCase());
  // Services are to ask for known accounts alone. Source: "Cross-service confused deputy prevention".
  const isOfDeputy = entries.some(
    ({ entry, use }) => use?.operator.negated === true && SOURCES.has(entry.key.toLowerCase()),
  );
  if (kind === "service" && isOfDeputy) return "deputy";
  if (keys.some((key) => TIMES.has(key))) return "time";
  // What has no other Region is not what such a Deny was written for.
  if (keys.some((key) => REGIONS.has(key)) && !mayHaveNoOtherRegion(action, asked.arn)) return "region";
  if (!keys.some((key) => key.startsWith("aws:multifactorauth")) || comesBeforeFactor(trace, request)) return undefined;
  return kind === "user" || kind === "root" ? "second-factor-of-user" : "second-factor";
}

const TAG_OF_RESOURCE = /:(?:Resource|ExistingObject)Tag\//i;

const SOURCES: ReadonlySet<string> = new Set([
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
]);

const TIMES: ReadonlySet<string> = new Set(["aws:currenttime", "aws:epochtime"]);

const REGIONS: ReadonlySet<string> = new Set(["aws:requestedregion", "ec2:region"]);

/**
 * A boundary that its holder may take away limits nobody. Source: "Permissions boundaries for IAM entities", on
 * delegating responsibility to others.
 */
function keepsBoundary({ slot, statement }: StatementTrace): boolean {
  const actions = (statement.action?.entries ?? []).map(({ text }) => text);
  const changes = (text: string): boolean => /^iam:(?:Put|Delete|\*)(?:User|Role|\*)?PermissionsBoundary$/i.test(text);
  return (
    slot === "boundary" &&
    actions.some(changes) &&
    actions.every((text) => changes(text) || CHANGES_OF_A_POLICY.test(text))
  );
}

const CHANGES_OF_A_POLICY = /^iam:(?:CreatePolicyVersion|DeletePolicy(?:Version)?|SetDefaultPolicyVersion)$/i;

/** Source: "AWSDenyAll" and "AWSCompromisedKeyQuarantineV3" (AWS managed policies), on what such a Deny is for. */
function stopsEverything({ statement: { action, resource, principal }, condition }: StatementTrace): boolean {
  const isAll = (list: typeof action): boolean =>
    list?.entries.some((one) => isSettled(one) && one.text === "*") === true;
  const isForAll =
    principal === undefined ||
    principal.form === "everyone" ||
    (principal.form === "typed" && principal.types.some(({ entries }) => entries.some(({ text }) => text === "*")));
  return condition.entries.length === 0 && !condition.open && isForAll && isAll(action) && isAll(resource);
}

/** Is it a condition that the Deny is for these principals alone? */
export function namesPrincipals({ key }: ConditionEntry, use: OperatorUse | undefined): boolean {
  return key.toLowerCase() === "aws:principalarn" && use !== undefined && !use.operator.negated;
}

/** What only signed requests have. Source: "AWS global condition context keys", properties of the principal. */
function isOfSigner({ key }: ConditionEntry): boolean {
  return /^aws:Principal(?:Account|Arn|OrgID|OrgPaths)$/i.test(key);
}

/**
 * Does it compare where the request comes from with where the instance is that was given the credentials? Source: "AWS
 * global condition context keys", aws:Ec2InstanceSourceVpc and aws:Ec2InstanceSourcePrivateIPv4.
 */
function isOfInstance({ key, values }: ConditionEntry): boolean {
  return (
    /^aws:Ec2InstanceSource/i.test(key) || values.entries.some(({ text }) => /^\$\{aws:Ec2InstanceSource/i.test(text))
  );
}

/** That the caller or the resource is to belong to. */
const ORGANIZATION: ReadonlySet<string> = new Set([
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:resourceaccount",
  "s3:dataaccesspointaccount",
  "s3:resourceaccount",
  "aws:resourceorgid",
  "aws:resourceorgpaths",
]);

/** `aws:ResourceOrgID` is compared with the caller's organization by a variable, too. */
function isOfPerimeter(key: string): boolean {
  return ORGANIZATION.has(key.toLowerCase()) || NETWORK.has(key.toLowerCase());
}

/** That requests are to come from. */
const NETWORK: ReadonlySet<string> = new Set([
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:sourcevpcarn",
  "aws:vpceorgid",
  "aws:vpceorgpaths",
  "aws:vpceaccount",
]);
