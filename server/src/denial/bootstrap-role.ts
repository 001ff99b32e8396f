/** The roles that `cdk bootstrap` makes for the AWS CDK. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { type Request } from "../evaluation/request.ts";
import { type NextStep } from "./next-step.ts";
import { type NextQuestion } from "./next-steps.ts";

/**
 * One that the CDK takes in the caller's own account: its trust policy names that account, and no principal in it. Source:
 * "Customize AWS CDK bootstrapping", which shows the template.
 */
export function isBootstrapRole({ action, principal, resource }: Request): boolean {
  const [, account] = TAKEN.exec(resource.arn) ?? [];
  return (
    action.toLowerCase() === "sts:assumerole" &&
    account !== undefined &&
    account === readAccountCaller(principal)?.account
  );
}

const TAKEN =
  /^arn:[^:]+:iam::(\d{12}):role\/(?:[^:]*\/)?cdk-[a-z0-9]{1,10}-(?:deploy|file-publishing|image-publishing|lookup)-role-\1-[a-z0-9-]{5,30}$/;

/**
 * That with which CloudFormation deploys has the policies that are an option of the command. Sources: "Bootstrap your environment for use with the AWS CDK"; "Customize AWS CDK
 * bootstrapping", on qualifiers.
 */
export function bootstrapSteps({ layer, denial, fixes, request: { principal } }: NextQuestion): readonly NextStep[] {
  const name = principal === undefined ? undefined : readAccountCaller(principal)?.name;
  const [, qualifier = "", account = "", region = ""] = MADE.exec(name ?? "") ?? [];
  if (account === "" || layer !== "identity" || denial.denyType === "explicit") return [];
  if (fixes.some(({ kind }) => kind !== "workspace-file")) return [];
  const own = qualifier === STANDARD ? "" : ` --qualifier ${qualifier}`;
  const run = `cdk bootstrap aws://${account}/${region} --cloudformation-execution-policies "$POLICY_ARNS"${own}`;
  return [{ step: "execution-policies", commands: [run] }];
}

const MADE = /^cdk-([a-z0-9]{1,10})-cfn-exec-role-(\d{12})-([a-z0-9-]{5,30})$/;
/** Of whoever gives no other. */
const STANDARD = "hnb659fds";
