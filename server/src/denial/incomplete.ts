/** Explanations of what cannot be held against policies: texts that are no denials, and denials that do not say enough. */
import { type Denial } from "../message/denial.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { unknownKeys } from "./assumptions.ts";
import { awsCommand } from "./aws-command.ts";
import { API, permissionForService } from "./function-permission.ts";
import { fetchSteps } from "./fetch-steps.ts";
import { type DeniedRequest } from "./denied-request.ts";
import { type Explanation } from "./explanation.ts";
import { type ExplanationFix } from "./fixes/fix.ts";
import { keyStateSteps } from "./key-steps.ts";
import { type NearMiss } from "./near-miss.ts";
import { type NextStep, type TokenKind } from "./next-step.ts";
import { type Unknown } from "./not-known.ts";
import { alsoNeeded } from "./needed-actions.ts";
import { namedPolicyStep } from "./named-policy.ts";
import { slotOfMessage } from "./denied-layer.ts";
import { otherGates } from "./other-gates.ts";
import { decodeStep, deliverySteps, eventSteps, whoSteps } from "./asking-steps.ts";
import { statementForAnybody } from "./whoever-asked.ts";
import { cureSteps, stepsWithoutDenial, verdictOfCause } from "./not-by-policy.ts";
import { issuerOf, type TokenIssuer } from "../policy/token-issuers.ts";
import { CLAIM } from "./token-providers.ts";
import { hostOf, tokenOf, type TrustsOfTokens } from "./web-identity.ts";

/** Nothing is known but what was read. */
function bareExplanation(denial: Denial, request: DeniedRequest): Explanation {
  return {
    denial,
    verdict: "not-covered",
    reason: "request-incomplete",
    layer: undefined,
    layerBasis: "files",
    denyType: undefined,
    request,
    culprits: [],
    nearMisses: [],
    allowedBy: [],
    layers: [],
    refuted: [],
    byFiles: { allowed: "unknown", denying: [], layers: [] },
    deniedNext: [],
    assumptions: [],
    givenUp: [],
    unknowns: [],
    fixes: [],
    next: [],
  };
}

/** No policy refused: something else did, or nothing. */
export function explainWithoutPolicies(denial: Denial, subject: DeniedRequest): Explanation {
  const bare = bareExplanation(denial, subject);
  const { notByPolicy } = denial;
  if (notByPolicy === undefined)
    return { ...bare, verdict: "not-a-denial", reason: "not-a-denial", next: stepsWithoutDenial(denial) };
  const verdict = denial.isAccessDenied
    ? verdictOfCause(notByPolicy)
    : ({ verdict: "not-a-denial", reason: "not-a-denial" } as const);
  return { ...bare, ...verdict, next: cureSteps(notByPolicy, subject) };
}

export interface WhoeverAsked {
  /** What the policies here say of the action. */
  readonly near: readonly NearMiss[];
  readonly fixes: readonly ExplanationFix[];
}

/** It is not known who asked for what. */
export function explainIncomplete(denial: Denial, subject: DeniedRequest, { near, fixes }: WhoeverAsked): Explanation {
  const { action, asked, assumptions } = subject;
  const { delivery } = denial;
  const isOpen = asked.arn === undefined && action !== undefined && delivery !== "load-balancer-logs";
  const statement = statementForAnybody(denial, subject, near);
  const asksResource = delivery === "event-notifications" || isOpen;
  return {
    ...bareExplanation(denial, subject),
    nearMisses: near,
    assumptions,
    fixes,
    unknowns: [
      ...(isOpen && near.length > 0 ? [{ unknown: "resource", said: asked.said } as const] : []),
      ...unknownKeys(near).map((key): Unknown => ({ unknown: "context-key", key })),
    ],
    next: [
      ...(denial.encodedMessage ? [decodeStep()] : []),
      ...deliverySteps(denial, subject, fixes),
      ...namedSteps(denial, subject),
      ...whoSteps(denial, subject),
      ...deploymentSteps(denial, subject),
      ...(denial.nameless === "api" ? [permissionForService(API)] : []),
      ...(action === undefined && delivery === undefined && !isDeploying(denial, subject) ? [sayWhat(denial)] : []),
      ...eventSteps(denial, subject),
      ...(asksResource ? [sayResource(denial)] : []),
      ...keyStateSteps(denial, subject),
      ...alsoNeeded(denial, subject),
      ...otherGates(denial, subject),
      ...(statement === undefined ? [] : [{ step: "copy-statement", commands: [], ...statement } as const]),
    ],
  };
}

/** The policy that AWS names, or those of the layer that it names, other than the unknown caller's own. */
function namedSteps(denial: Denial, subject: DeniedRequest): readonly NextStep[] {
  if (denial.policyArn !== null) return [namedPolicyStep(denial.policyArn)];
  const slot = slotOfMessage(denial);
  // Whoever asked, the role's trust policy has to name him.
  if (slot === undefined && isAssumingNamedRole(subject)) return fetchSteps("trust", subject);
  if (slot === undefined || slot === "identity") return [];
  return fetchSteps(slot === "resource" && denial.policyType === "role-trust" ? "trust" : slot, subject);
}

function isAssumingNamedRole({ action, asked }: DeniedRequest): boolean {
  return action?.toLowerCase() === "sts:assumerole" && asked.said !== undefined;
}

function sayResource({ nearbyResource }: Denial): NextStep {
  return { step: "say-resource", perhaps: nearbyResource, commands: [] };
}

/** Of a token only the call is known: what the trust policies here ask of it. */
export function explainToken(
  denial: Denial,
  subject: DeniedRequest,
  { nearMisses: trusts, fixes }: TrustsOfTokens,
): Explanation {
  const keys = [...new Set(trusts.flatMap((one) => unknownKeys([one])))];
  const claims = [...keys].sort((a, b) => Number(isSubject(b)) - Number(isSubject(a)));
  const { arn, said } = subject.asked;
  const token = tokenOf(subject) ?? "web-identity";
  return {
    ...bareExplanation(denial, subject),
    reason: "token-unknown",
    layer: "trust",
    nearMisses: trusts,
    fixes,
    assumptions: subject.assumptions,
    unknowns: [
      ...claims.map((key): Unknown => ({ unknown: "context-key", key })),
      ...(arn === undefined ? [{ unknown: "resource", said } as const] : []),
    ],
    next: [
      ...(fixes.length > 0 ? [] : operatorSteps(trusts)),
      ...(trusts.length === 0 ? fetchSteps("trust", subject) : subjectSteps(trusts, claims)),
      { step: "token-claims", token, commands: lookUpCalls(token) },
      // With the subject it is told which statement was meant, and so is the role where the text around names one.
      ...(arn === undefined && trusts.length > 0 && !claims.some(isSubject) ? [sayRole(denial)] : []),
    ],
  };
}

/** What the files alone show to be wrong comes first. */
function operatorSteps(trusts: readonly NearMiss[]): readonly NextStep[] {
  return trusts.flatMap(({ hints, place }) =>
    hints.flatMap((one): readonly NextStep[] =>
      one.hint === "literal-wildcard" ? [{ step: "write-like", commands: [], place, operator: one.operator }] : [],
    ),
  );
}

function sayRole({ nearbyResource }: Denial): NextStep {
  return nearbyResource === undefined
    ? { step: "say-role", commands: [] }
    : { step: "say-resource", perhaps: nearbyResource, commands: [] };
}

function isSubject(key: string): boolean {
  return key.toLowerCase().endsWith(":sub");
}

/** Source: AWS CLI Command Reference, "cloudtrail lookup-events". */
function lookUpCalls(token: TokenKind): readonly string[] {
  const event = token === "saml" ? "AssumeRoleWithSAML" : "AssumeRoleWithWebIdentity";
  const attributes = `AttributeKey=EventName,AttributeValue=${event}`;
  return awsCommand("cloudtrail", "lookup-events", "--lookup-attributes", attributes);
}

/**
 * The subjects to tell, each with what it looks like, once for each issuer: by the provider that a statement names or,
 * where it refers to one, by the claims that it asks for.
 */
function subjectSteps(trusts: readonly NearMiss[], claims: readonly string[]): readonly NextStep[] {
  const named = trusts.flatMap(({ elements }) =>
    elements.flatMap(({ element, have }) => (element === "principal" && have !== undefined ? [hostOf(have)] : [])),
  );
  const keys = new Map(claims.filter(isSubject).map((key) => [key.replace(CLAIM, ""), key] as const));
  const issuers = new Map<TokenIssuer, string | undefined>();
  for (const host of [...keys.keys(), ...named]) {
    const issuer = issuerOf(host);
    if (issuer !== undefined && !issuers.has(issuer)) issuers.set(issuer, keys.get(host));
  }
  const described = new Set(issuers.values());
  return [
    ...[...keys.values()]
      .filter((key) => !described.has(key))
      .map((key): NextStep => ({ step: "add-fact", key, commands: [] })),
    ...Array.from(issuers, ([issuer, key]): NextStep => ({ step: "token-subject", issuer, key, commands: [] })),
  ];
}

/** The words name a service and no action of it. */
function isDeploying({ nameless }: Denial, { principal, action }: DeniedRequest): boolean {
  return nameless === "deployment-role" && principal !== undefined && action === undefined;
}

/** Source: "Step 2: Create a service role for CodeDeploy" (AWS CodeDeploy User Guide). */
function deploymentSteps(denial: Denial, subject: DeniedRequest): readonly NextStep[] {
  const { principal = "" } = subject;
  const role = readAccountCaller(principal);
  if (!isDeploying(denial, subject) || role === undefined) return [];
  const policy = `arn:${role.partition}:iam::aws:policy/service-role/AWSCodeDeployRole`;
  const commands = awsCommand("iam", "attach-role-policy", "--role-name", role.name, "--policy-arn", policy);
  return [{ step: "deployment-policy", role: role.name, commands }];
}

/** Most that a browser or CloudFront gets are files. */
function sayWhat({ nameless, operation }: Denial): NextStep {
  const perhaps = nameless === "web-client" ? "s3:GetObject" : undefined;
  const copies = operation !== null && COPYING.has(operation) ? { copies: operation } : {};
  return { step: "say-what", perhaps, ...copies, commands: [] };
}

/** Source: "CopyObject" and "UploadPartCopy" (Amazon S3 API Reference), permissions. */
const COPYING: ReadonlySet<string> = new Set(["CopyObject", "UploadPartCopy"]);
