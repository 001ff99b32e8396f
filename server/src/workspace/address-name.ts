/** What a policy that Terraform makes is called in an answer. */
import { type Site } from "../hosts/host.ts";

/**
 * The name of its site; the address of the block where its label says nothing to somebody who reads an answer, as `this`
 * does.
 */
export function nameOrAddress({ name, path }: Pick<Site, "name" | "path">): string | undefined {
  const [block, type, label] = path;
  if (label === undefined || name !== label || !SAYS_NOTHING.has(label)) return name;
  if (block === "resource") return `${type ?? ""}.${label}`;
  return block === "data" ? `data.${type ?? ""}.${label}` : name;
}

/** Of a policy that is called `s3` nobody knows whether the service is meant. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(
  "all default doc document it main policy this dynamodb ec2 ecr ecs iam kms lambda logs s3 secretsmanager sns sqs ssm sts".split(
    " ",
  ),
);
