/** What Access Analyzer finds in a policy, at the places of the text that was sent. */
import {
  AccessAnalyzerClient,
  type PolicyType,
  type Position,
  ValidatePolicyCommand,
  type ValidatePolicyResourceType,
} from "@aws-sdk/client-accessanalyzer";
import { type PolicyKind } from "../policy/policy.ts";
import { askForAll, type Listed } from "./ask.ts";
import { type Session } from "./session.ts";

export interface AwsFinding {
  /** `ERROR`, `SECURITY_WARNING`, `WARNING`, `SUGGESTION`. */
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly page: string | undefined;
  /** In UTF-16 code units of the text that was sent. */
  readonly span: { readonly start: number; readonly end: number } | undefined;
}

/** The kinds that AWS tells apart. */
export type ValidatedKind = Exclude<PolicyKind, "iot" | "unknown">;

/** Calls of ValidatePolicy are free of charge. Source: "IAM Access Analyzer pricing". */
export async function validatePolicy(
  session: Session,
  policyDocument: string,
  kind: PolicyKind,
): Promise<Listed<AwsFinding>> {
  const client = new AccessAnalyzerClient(session.clientFor("AccessAnalyzer"));
  const resourceType = resourceTypeOf(kind);
  const lines = lineStarts(policyDocument);
  return await askForAll<AwsFinding>(session, "access-analyzer:ValidatePolicy", async (nextToken) => {
    const command = new ValidatePolicyCommand({
      policyDocument,
      policyType: policyTypeOf(kind),
      ...(resourceType === undefined ? {} : { validatePolicyResourceType: resourceType }),
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    const page = await session.inTime((limit) => client.send(command, limit));
    const items = page.findings?.map((finding): AwsFinding => {
      const span = finding.locations?.[0]?.span;
      const at = (place: Position | undefined): number =>
        Math.min(Math.max((lines[(place?.line ?? 1) - 1] ?? 0) + (place?.column ?? 0), 0), policyDocument.length);
      return {
        type: finding.findingType ?? "",
        code: finding.issueCode ?? "",
        message: finding.findingDetails ?? "",
        page: finding.learnMoreLink,
        span: span === undefined ? undefined : { start: at(span.start), end: at(span.end) },
      };
    });
    return { items, next: page.nextToken };
  });
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Source: "ValidatePolicy", policyType. */
function policyTypeOf(kind: PolicyKind): PolicyType {
  switch (kind) {
    case "resource":
    case "trust":
    case "vpc-endpoint":
      return "RESOURCE_POLICY";
    case "scp":
      return "SERVICE_CONTROL_POLICY";
    case "rcp":
      return "RESOURCE_CONTROL_POLICY";
    default:
      return "IDENTITY_POLICY";
  }
}

function resourceTypeOf(kind: PolicyKind): ValidatePolicyResourceType | undefined {
  return kind === "trust" ? "AWS::IAM::AssumeRolePolicyDocument" : undefined;
}
