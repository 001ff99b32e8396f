/** How the policy that AWS names by its ARN is fetched. */
import { readArn } from "../policy/arn.ts";
import { awsCommand as command } from "./aws-command.ts";
import { type NextStep } from "./next-step.ts";

/** The policy that the message itself names. */
export function namedPolicyStep(arn: string): NextStep {
  const read = readArn(arn);
  const id = read?.resource.split("/").at(-1) ?? "";
  if (read?.service === "organizations") {
    return { step: "named-policy", commands: command("organizations", "describe-policy", "--policy-id", id), arn };
  }
  const version = command("iam", "get-policy", "--policy-arn", arn, "--query", "Policy.DefaultVersionId");
  const text = command("iam", "get-policy-version", "--policy-arn", arn).map(
    (one) => `${one} --version-id "$VERSION_ID"`,
  );
  return { step: "named-policy", commands: [...version, ...text], arn };
}
