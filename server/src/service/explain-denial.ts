/** A pasted message and the policies of the workspace → why it was denied. */
import { type Catalog } from "../catalog/catalog.ts";
import { actionOfOperation } from "../catalog/operation-actions.ts";
import { type Denial, type DenialReading } from "../denial/denial.ts";
import { explainDenial as explain } from "../denial/explain.ts";
import { type DeniedRequest, type Facts, readDeniedRequest } from "../denial/explain-request.ts";
import { type Explanation } from "../denial/explanation.ts";
import { readMessage } from "../denial/read-message.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import {
  type PolicyQuestion,
  type SelectedLayer,
  selectPolicies,
  statedOwner,
  statedRole,
} from "../workspace/select-policies.ts";
import { type WorkspacePolicies } from "../workspace/workspace.ts";

export interface DenialQuestion {
  /** As pasted: any text. */
  readonly message: string;
  readonly workspace: WorkspacePolicies;
  /**
   * What the user knows of the request: context keys, and `principal`, `action` or `resource` to correct the message.
   */
  readonly facts: Facts;
  readonly catalog: Catalog;
}

/** Explains the first denial of the message; `denial` of the answer is the whole reading. */
export function explainDenial({ message, workspace, facts, catalog }: DenialQuestion): ExplainedDenial {
  const reading = readMessage(message, {
    actionOfOperation: (service, operation) => actionOfOperation(catalog, service, operation),
  });
  const { config, texts } = workspace;
  const read = readDeniedRequest(reading, facts, config.facts);
  const resourceAccount = read.resourceAccount ?? statedOwner(workspace, read.resource);
  const subject: DeniedRequest = { ...read, resourceAccount, context: withRole(read, workspace) };
  const explanation = explain({
    denial: reading,
    subject,
    candidates: selectPolicies(workspace, questionOf(reading, subject)),
    managementAccount: config.organization.managementAccount,
    textOf: (file) => texts.get(file),
  });
  return { ...explanation, denial: reading };
}

export interface ExplainedDenial extends Explanation {
  readonly denial: DenialReading;
}

/** A session's `aws:PrincipalArn` is the ARN of its role. */
function withRole({ context, principal }: DeniedRequest, workspace: WorkspacePolicies): Facts {
  const role = principal === undefined ? undefined : statedRole(workspace, principal);
  return role === undefined || context.has("aws:principalarn")
    ? context
    : new Map([...context, ["aws:principalarn", role]]);
}

function questionOf(denial: Denial, { principal, resource, resourceAccount, context }: DeniedRequest): PolicyQuestion {
  const endpoint = context.get("aws:sourcevpce");
  const layer = slotOfPolicyType(denial);
  return {
    principal,
    resource,
    // Where nothing says who owns the resource, the explanation takes it for the caller's own.
    resourceAccount: resourceAccount ?? (principal === undefined ? undefined : readAccountCaller(principal)?.account),
    endpoint: typeof endpoint === "string" ? endpoint : endpoint?.[0],
    denying: denial.policyArn === null || layer === undefined ? undefined : { layer, arn: denial.policyArn },
  };
}

function slotOfPolicyType({ policyType }: Denial): SelectedLayer | undefined {
  switch (policyType) {
    case "permissions-boundary":
      return "boundary";
    case "role-trust":
      return "resource";
    case "unknown":
      return undefined;
    case "identity":
    case "resource":
    case "session":
    case "scp":
    case "rcp":
    case "vpc-endpoint":
      return policyType;
  }
}
