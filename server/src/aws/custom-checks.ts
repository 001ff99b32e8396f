/** Custom policy checks of Access Analyzer: AWS charges for each. Source: "IAM Access Analyzer pricing". */
import {
  AccessAnalyzerClient,
  type AccessCheckPolicyType,
  CheckAccessNotGrantedCommand,
  CheckNoNewAccessCommand,
} from "@aws-sdk/client-accessanalyzer";
import { type PolicyKind } from "../policy/policy.ts";
import { type Answer, ask, failed } from "./ask.ts";
import { NotAnAwsAnswer } from "./problems.ts";
import { type Session } from "./session.ts";

export type CustomCheck =
  /** Does the policy grant nothing that `existing` does not? */
  | { readonly check: "no-new-access"; readonly existing: string }
  /** Does the policy grant none of the actions, on any of the resources or, without any, on all? */
  | { readonly check: "not-granted"; readonly actions: readonly string[]; readonly resources: readonly string[] };

export interface CustomCheckResult {
  readonly passed: boolean;
  /** AWS's words. */
  readonly message: string;
  readonly reasons: readonly { readonly description: string; readonly sid: string | undefined }[];
}

export const CHARGED = "AWS charges for each custom policy check (IAM Access Analyzer pricing).";

/** Undefined where AWS can be asked. Source: "CheckNoNewAccess", policyType. */
export function problemOfCustomCheck(kind: PolicyKind): string | undefined {
  return policyTypeOf(kind) === undefined
    ? "Access Analyzer makes custom checks of identity-based and resource-based policies alone."
    : undefined;
}

/** Throws where `problemOfCustomCheck` has something to say. */
export async function runCustomCheck(
  session: Session,
  policy: string,
  kind: PolicyKind,
  custom: CustomCheck,
): Promise<Answer<CustomCheckResult>> {
  const policyType = policyTypeOf(kind);
  if (policyType === undefined) throw new Error(problemOfCustomCheck(kind));
  const client = new AccessAnalyzerClient(session.clientFor("AccessAnalyzer"));
  const call =
    custom.check === "not-granted" ? "access-analyzer:CheckAccessNotGranted" : "access-analyzer:CheckNoNewAccess";
  const answer = await ask(session, call, async (limit) =>
    custom.check === "not-granted"
      ? client.send(
          new CheckAccessNotGrantedCommand({ policyDocument: policy, policyType, access: [accessOf(custom)] }),
          limit,
        )
      : client.send(
          new CheckNoNewAccessCommand({
            newPolicyDocument: policy,
            existingPolicyDocument: custom.existing,
            policyType,
          }),
          limit,
        ),
  );
  if (!answer.ok) return answer;
  const { result, message = "", reasons = [] } = answer.result;
  if (result !== "PASS" && result !== "FAIL") return failed(session, call, new NotAnAwsAnswer(200, "without a result"));
  return {
    ok: true,
    result: {
      passed: result === "PASS",
      message,
      reasons: reasons.map(({ description = "", statementId: sid }) => ({ description, sid })),
    },
  };
}

function accessOf({ actions, resources }: Extract<CustomCheck, { readonly check: "not-granted" }>) {
  return { actions: [...actions], ...(resources.length === 0 ? {} : { resources: [...resources] }) };
}

function policyTypeOf(kind: PolicyKind): AccessCheckPolicyType | undefined {
  switch (kind) {
    case "identity":
    case "boundary":
    case "session":
      return "IDENTITY_POLICY";
    case "resource":
    case "trust":
    case "vpc-endpoint":
      return "RESOURCE_POLICY";
    default:
      return undefined;
  }
}

export function customCheckSentence({ passed }: CustomCheckResult, { check }: CustomCheck): string {
  if (check === "not-granted") {
    return passed
      ? "By AWS's check the policy grants none of the actions."
      : "By AWS's check the policy may grant one of the actions.";
  }
  return passed
    ? "By AWS's check the policy grants nothing that the other one does not."
    : "By AWS's check the policy may grant more than the other one.";
}
