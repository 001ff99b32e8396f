/** The role with which CloudFormation deploys for the AWS CDK: its policies are an option of the command that made it. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { type NextStep } from "./next-step.ts";
import { type NextQuestion } from "./next-steps.ts";

/** Sources: "Bootstrap your environment for use with the AWS CDK"; "Customize AWS CDK bootstrapping", on qualifiers. */
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
