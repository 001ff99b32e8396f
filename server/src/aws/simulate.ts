/** What AWS's policy simulator decides: evidence beside our own decision, never the verdict on a real denial. */
import { type ContextEntry, IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { type Answer, ask, failed } from "./ask.ts";
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

export interface Simulation {
  readonly decision: "allowed" | "explicitDeny" | "implicitDeny";
  readonly matched: readonly { readonly policy: string; readonly kind: string }[];
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
  const call = "iam:SimulatePrincipalPolicy";
  const client = new IAMClient(session.client);
  const command = new SimulatePrincipalPolicyCommand({
    PolicySourceArn: request.principal,
    ActionNames: [request.action],
    ResourceArns: [request.resource],
    ContextEntries: request.context.map(({ key, type, values }): ContextEntry => ({
      ContextKeyName: key,
      ContextKeyType: type,
      ContextKeyValues: [...values],
    })),
  });
  const answer = await ask(session, call, async (limit) => client.send(command, limit));
  if (!answer.ok) return answer;
  const [result] = answer.result.EvaluationResults ?? [];
  const decision = result?.EvalDecision;
  if (result === undefined || !isDecision(decision)) {
    return failed(session, call, new NotAnAwsAnswer(200, "without a decision"));
  }
  return {
    ok: true,
    result: {
      decision,
      matched: (result.MatchedStatements ?? []).map(({ SourcePolicyId, SourcePolicyType }) => ({
        policy: SourcePolicyId ?? "",
        kind: SourcePolicyType ?? "",
      })),
      missingKeys: result.MissingContextValues ?? [],
      allowedByOrganization: result.OrganizationsDecisionDetail?.AllowedByOrganizations,
      allowedByBoundary: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
    },
  };
}

function isDecision(text: string | undefined): text is Simulation["decision"] {
  return text === "allowed" || text === "explicitDeny" || text === "implicitDeny";
}

/** Assuming a role is not among what the simulator decides: it drops such actions without a word. */
export function isSimulated(action: string): boolean {
  return !action.toLowerCase().startsWith("sts:assume");
}
