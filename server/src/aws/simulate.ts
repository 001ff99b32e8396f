/** What AWS's policy simulator decides: evidence beside our own decision, never the verdict on a real denial. */
import {
  type ContextEntry,
  type EvaluationResult,
  GetContextKeysForPrincipalPolicyCommand,
  GetRoleCommand,
  IAMClient,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { readAccountCaller } from "../policy/account-caller.ts";
import { type Answer, ask, askForAll, failed } from "./ask.ts";
import { NotAnAwsAnswer } from "./problems.ts";
import { type Session } from "./session.ts";

export interface SimulatedRequest {
  /** Of a user, group or role: the simulator takes no session. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** A key that is not given counts as absent. */
  readonly context: readonly SimulatedKey[];
}

export interface SimulatedKey {
  readonly key: string;
  readonly type: "string" | "stringList" | "numeric" | "boolean" | "ip" | "date";
  readonly values: readonly string[];
}

/** A request without anybody: what policies that need not be deployed would say. */
export type RequestOfPolicies = Omit<SimulatedRequest, "principal"> & { readonly policies: readonly string[] };

export interface MatchedStatement {
  readonly policy: string;
  readonly kind: string;
  /** Where it begins in the text of the policy, from 1; undefined where AWS does not say. */
  readonly line: number | undefined;
}

export interface Simulation {
  /** Who was asked about in the end: a session does not tell the path of its role. */
  readonly principal?: string;
  readonly decision: "allowed" | "explicitDeny" | "implicitDeny";
  readonly matched: readonly MatchedStatement[];
  readonly missingKeys: readonly string[];
  readonly allowedByOrganization: boolean | undefined;
  readonly allowedByBoundary: boolean | undefined;
}

/** What the simulator never sees. Source: "Testing IAM policies with the IAM policy simulator". */
export const NOT_SIMULATED = [
  "session policies",
  "RCPs",
  "VPC endpoint policies",
  "policies of resources that were not given",
] as const;

export async function simulate(session: Session, request: SimulatedRequest): Promise<Answer<Simulation>> {
  const client = new IAMClient(session.clientFor("IAM"));
  const about = (PolicySourceArn: string): Promise<Answer<Simulation>> =>
    decisionOn(session, "iam:SimulatePrincipalPolicy", request, async (asked) =>
      session.inTime((limit) => client.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ...asked }), limit)),
    );
  const answer = await about(request.principal);
  if (answer.ok || answer.failure.cause !== "not-found") return answer;
  const withPath = await roleWithPath(session, client, request.principal);
  if (withPath === undefined) return answer;
  const again = await about(withPath);
  return again.ok ? { ok: true, result: { ...again.result, principal: withPath } } : again;
}

/** By its name alone; undefined where there is no other ARN of it. */
async function roleWithPath(session: Session, client: IAMClient, principal: string): Promise<string | undefined> {
  const caller = readAccountCaller(principal);
  if (caller?.kind !== "role") return undefined;
  const command = new GetRoleCommand({ RoleName: caller.name });
  const answer = await ask(session, "iam:GetRole", async (limit) => client.send(command, limit));
  const found = answer.ok ? answer.result.Role?.Arn : undefined;
  return found !== undefined && found !== principal && readAccountCaller(found)?.account === caller.account
    ? found
    : undefined;
}

/** Identity-based policies by their texts; nothing that is deployed is looked at. */
export async function simulatePolicies(session: Session, request: RequestOfPolicies): Promise<Answer<Simulation>> {
  const client = new IAMClient(session.clientFor("IAM"));
  const PolicyInputList = [...request.policies];
  return await decisionOn(session, "iam:SimulateCustomPolicy", request, async (asked) =>
    session.inTime((limit) => client.send(new SimulateCustomPolicyCommand({ PolicyInputList, ...asked }), limit)),
  );
}

/** The condition keys that the policies of a user, group or role ask for, whatever the request. */
export async function askedKeys(session: Session, PolicySourceArn: string): Promise<Answer<readonly string[]>> {
  const call = "iam:GetContextKeysForPrincipalPolicy";
  const client = new IAMClient(session.clientFor("IAM"));
  const command = new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn });
  const answer = await ask(session, call, async (limit) => client.send(command, limit));
  if (!answer.ok) return answer;
  const { ContextKeyNames } = answer.result;
  return ContextKeyNames === undefined
    ? failed(session, call, new NotAnAwsAnswer(200, "without the list that was asked for"))
    : { ok: true, result: [...new Set(ContextKeyNames)].sort() };
}

interface AskedOf {
  readonly ActionNames: string[];
  readonly ResourceArns: string[];
  readonly ContextEntries: ContextEntry[];
  readonly Marker: string | undefined;
}

interface ResultPage {
  readonly EvaluationResults?: readonly EvaluationResult[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

async function decisionOn(
  session: Session,
  call: string,
  { action, resource, context }: Omit<SimulatedRequest, "principal">,
  send: (asked: AskedOf) => Promise<ResultPage>,
): Promise<Answer<Simulation>> {
  const ContextEntries = context.map(({ key, type, values }): ContextEntry => ({
    ContextKeyName: key,
    ContextKeyType: type,
    ContextKeyValues: [...values],
  }));
  const { items, failure } = await askForAll(session, call, async (Marker) => {
    const page = await send({ ActionNames: [action], ResourceArns: [resource], ContextEntries, Marker });
    return { items: page.EvaluationResults, next: page.Marker, isMore: page.IsTruncated };
  });
  const [result] = items;
  if (result === undefined && failure !== undefined) return { ok: false, failure };
  const simulation = result === undefined ? undefined : simulationOf(result, resource);
  return simulation === undefined
    ? failed(session, call, new NotAnAwsAnswer(200, "without a decision"))
    : { ok: true, result: simulation };
}

/** For a request that names its resource, the missing keys stand with the resource alone. Source: "EvaluationResult". */
function simulationOf(result: EvaluationResult, resource: string): Simulation | undefined {
  const ofResources = result.ResourceSpecificResults ?? [];
  const specific = ofResources.find(({ EvalResourceName }) => EvalResourceName === resource) ?? ofResources[0];
  const decision = specific?.EvalResourceDecision ?? result.EvalDecision;
  if (!isDecision(decision)) return undefined;
  const matched = [...(specific?.MatchedStatements ?? []), ...(result.MatchedStatements ?? [])].map(
    ({ SourcePolicyId, SourcePolicyType, StartPosition }): MatchedStatement => ({
      policy: SourcePolicyId ?? "",
      kind: SourcePolicyType ?? "",
      line: StartPosition?.Line,
    }),
  );
  const boundary = specific?.PermissionsBoundaryDecisionDetail ?? result.PermissionsBoundaryDecisionDetail;
  return {
    decision,
    matched: matched.filter((one, at) => matched.findIndex((other) => isSameStatement(one, other)) === at),
    missingKeys: [...new Set([...(specific?.MissingContextValues ?? []), ...(result.MissingContextValues ?? [])])],
    allowedByOrganization: result.OrganizationsDecisionDetail?.AllowedByOrganizations,
    allowedByBoundary: boundary?.AllowedByPermissionsBoundary,
  };
}

function isSameStatement(one: MatchedStatement, other: MatchedStatement): boolean {
  return one.policy === other.policy && one.kind === other.kind && one.line === other.line;
}

function isDecision(text: string | undefined): text is Simulation["decision"] {
  return text === "allowed" || text === "explicitDeny" || text === "implicitDeny";
}

/** Assuming a role is not among what the simulator decides: it drops such actions without a word. */
export function isSimulated(action: string): boolean {
  return !action.toLowerCase().startsWith("sts:assume");
}
