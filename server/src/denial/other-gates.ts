/** What else may have refused, where the words tell of a status or a failure and of no policy. */
import { type Denial } from "../message/denial.ts";
import { isOfImageLayers } from "../policy/service-bucket.ts";
import { awsCommand } from "./aws-command.ts";
import { type DeniedRequest } from "./denied-request.ts";
import { type NextStep } from "./next-step.ts";

/** Whose own rules, or whose state, may have refused as well. */
export type OtherGate = "collection" | "domain" | "mount" | "launch-template" | "organization" | "image-layers";

/**
 * One step, or none. Sources: Amazon OpenSearch Service Developer Guide, "Troubleshooting Amazon OpenSearch Serverless" and
 * "Fine-grained access control in Amazon OpenSearch Service"; AWS Lambda Developer Guide, "Troubleshoot invocation issues";
 * Amazon EC2 Auto Scaling User Guide, "Control Amazon EC2 launch template usage in Auto Scaling groups"; AWS
 * Organizations API Reference, "API operations by account"; Amazon ECR User Guide, "Amazon ECR interface VPC endpoints".
 */
export function otherGates(denial: Denial, { action, asked }: DeniedRequest): readonly NextStep[] {
  const { principalArn, policyType, nearbyResource } = denial;
  if (nearbyResource !== undefined && isOfImageLayers(nearbyResource)) {
    const commands = awsCommand(
      "ec2",
      "describe-vpc-endpoints",
      "--query",
      "VpcEndpoints[].[ServiceName,PolicyDocument]",
    );
    return [{ step: "other-gate", gate: "image-layers", commands }];
  }
  if (principalArn === null && policyType === "unknown" && OF_MANAGEMENT.test(action ?? "")) {
    const commands = awsCommand("organizations", "describe-organization", "--query", "Organization.MasterAccountId");
    return [{ step: "other-gate", gate: "organization", commands }];
  }
  if (denial.actionFrom !== null || action === undefined) return [];
  if (/^aoss:\w+AccessAll$/i.test(action)) {
    const commands = awsCommand("opensearchserverless", "list-access-policies", "--type", "data");
    return [{ step: "other-gate", gate: "collection", commands }];
  }
  if (/^es:ESHttp/i.test(action)) {
    const domain = /^[a-z][a-z0-9-]{2,27}(?=\/|$)/.exec(asked.said ?? "")?.[0];
    const query = ["--query", "DomainStatus.AdvancedSecurityOptions.Enabled"];
    const commands =
      domain === undefined ? [] : awsCommand("opensearch", "describe-domain", "--domain-name", domain, ...query);
    return [{ step: "other-gate", gate: "domain", commands }];
  }
  if (action === "ec2:RunInstances" && denial.callAction?.startsWith("autoscaling:") === true) {
    const template = ["--launch-template-id", "<TEMPLATE>", "--versions", "$Default"];
    const commands = awsCommand("ec2", "describe-launch-template-versions", ...template);
    return [{ step: "other-gate", gate: "launch-template", commands }];
  }
  return denial.errorCode === "EFSMountFailureException" ? [{ step: "other-gate", gate: "mount", commands: [] }] : [];
}

const OF_MANAGEMENT =
  /^organizations:(?:List(?:Accounts|Children|CreateAccountStatus|Delegated|HandshakesForOrganization|OrganizationalUnits|Parents|Policies|Roots|Targets)|Describe(?:Account|CreateAccountStatus|OrganizationalUnit|Policy)$)/i;
