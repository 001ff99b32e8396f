/** The command that puts a policy in force whose copy a fix edits: an edit of the copy changes nothing. */
import { type KeptPolicy } from "../policy/attached-policy.ts";
import { isAccountId } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { awsCommand as command } from "./aws-command.ts";
import { type ExplanationFix } from "./fixes/fix.ts";
import { type NextStep } from "./next-step.ts";

/** For the first fix. None where it edits no copy, or where it is not known how AWS takes the policy. */
export function deploySteps([first]: readonly ExplanationFix[]): readonly NextStep[] {
  const copies = new Map(
    first?.changes.flatMap(({ policy: { name, kept } }) => (kept === undefined ? [] : [[name, kept] as const])),
  );
  return Array.from(copies, ([policyName, kept]): NextStep => ({
    step: "deploy-copy",
    policyName,
    commands: putting(policyName, kept),
  })).filter(({ commands }) => commands.length > 0);
}

const DOCUMENT = "file://policy.json";

/** Source: AWS CLI Command Reference. */
function putting(name: string, { arn, inlineIn, resource }: KeptPolicy): readonly string[] {
  if (arn !== undefined) return newVersion(arn);
  const document = ["--policy-document", DOCUMENT];
  if (inlineIn !== undefined) {
    const [kind, holder] = kindAndName(inlineIn);
    return HOLDERS.has(kind)
      ? command("iam", `put-${kind}-policy`, `--${kind}-name`, holder, "--policy-name", name, ...document)
      : [];
  }
  return resource === undefined ? [] : ofResource(resource);
}

const HOLDERS: ReadonlySet<string> = new Set(["group", "role", "user"]);

function newVersion(arn: string): readonly string[] {
  const { service, account = "", resource = "" } = readArn(arn) ?? {};
  if (service === "organizations")
    return command("organizations", "update-policy", "--policy-id", lastOf(resource), "--content", DOCUMENT);
  // Nobody changes a policy that AWS manages.
  return service === "iam" && isAccountId(account)
    ? command(
        ...["iam", "create-policy-version", "--policy-arn", arn],
        ...["--policy-document", DOCUMENT, "--set-as-default"],
      )
    : [];
}

function ofResource(arn: string): readonly string[] {
  switch (readArn(arn)?.service) {
    case "iam":
      return command(
        ...["iam", "update-assume-role-policy", "--role-name", kindAndName(arn)[1]],
        ...["--policy-document", DOCUMENT],
      );
    case "s3":
      return command("s3api", "put-bucket-policy", "--bucket", readArn(arn)?.resource ?? "", "--policy", DOCUMENT);
    case "kms":
      return command("kms", "put-key-policy", "--key-id", arn, "--policy", DOCUMENT);
    case "secretsmanager":
      return command("secretsmanager", "put-resource-policy", "--secret-id", arn, "--resource-policy", DOCUMENT);
    case "sns":
      return command(
        ...["sns", "set-topic-attributes", "--topic-arn", arn],
        ...["--attribute-name", "Policy", "--attribute-value", DOCUMENT],
      );
    default:
      return [];
  }
}

/** `role/service/app` is the role `app`. */
function kindAndName(arn: string): readonly [kind: string, name: string] {
  const resource = readArn(arn)?.resource ?? "";
  return [resource.split("/", 1)[0] ?? "", lastOf(resource)];
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
