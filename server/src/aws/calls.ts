/**
 * What each command calls, and which permission each call needs: what is said of it in the documentation, and the
 * smallest policy that lets the commands work, are made of this table.
 * Source: "Actions, resources, and condition keys for AWS services".
 */
export const COMMANDS = ["whoami", "decode", "simulate", "fetch", "denials", "validate"] as const;
export type AwsCommand = (typeof COMMANDS)[number];

export interface CallRow {
  /** As the call is named: `iam:GetRole`. */
  readonly call: string;
  /** The actions that it needs: of another name where the API and IAM differ. None for what everybody may ask. */
  readonly actions: readonly string[];
  readonly commands: readonly AwsCommand[];
  readonly why: string;
}

function row(call: string, commands: readonly AwsCommand[], why: string, ...actions: string[]): CallRow {
  return { call, actions: actions.length === 0 ? [call] : actions, commands, why };
}

export const CALLS: readonly CallRow[] = [
  { call: "sts:GetCallerIdentity", actions: [], commands: ["whoami", "fetch"], why: "who the credentials belong to" },
  row("sts:DecodeAuthorizationMessage", ["decode"], "what an encoded message says"),
  row("iam:SimulatePrincipalPolicy", ["simulate"], "what AWS's simulator decides"),
  row("iam:GetRole", ["fetch"], "a role, its trust policy and its boundary"),
  row("iam:ListRolePolicies", ["fetch"], "the names of a role's inline policies"),
  row("iam:GetRolePolicy", ["fetch"], "each of them"),
  row("iam:ListAttachedRolePolicies", ["fetch"], "the managed policies of a role"),
  row("iam:GetUser", ["fetch"], "a user and its boundary"),
  row("iam:ListUserPolicies", ["fetch"], "the names of a user's inline policies"),
  row("iam:GetUserPolicy", ["fetch"], "each of them"),
  row("iam:ListAttachedUserPolicies", ["fetch"], "the managed policies of a user"),
  row("iam:ListGroupsForUser", ["fetch"], "the groups of a user"),
  row("iam:ListGroupPolicies", ["fetch"], "the names of a group's inline policies"),
  row("iam:GetGroupPolicy", ["fetch"], "each of them"),
  row("iam:ListAttachedGroupPolicies", ["fetch"], "the managed policies of a group"),
  row("iam:GetPolicy", ["fetch"], "which version of a managed policy is in force"),
  row("iam:GetPolicyVersion", ["fetch"], "its text"),
  row("iam:GetAccountAuthorizationDetails", ["fetch"], "all of the above for a whole account"),
  row("organizations:DescribeOrganization", ["fetch"], "the management account"),
  row("organizations:ListParents", ["fetch"], "the units above an account"),
  row("organizations:ListPoliciesForTarget", ["fetch"], "the SCPs and RCPs of each level"),
  row("organizations:DescribePolicy", ["fetch"], "their text"),
  row("s3:GetBucketPolicy", ["fetch"], "the policy of a bucket"),
  row("kms:GetKeyPolicy", ["fetch"], "the policy of a key"),
  row("sqs:GetQueueUrl", ["fetch"], "the address of a queue"),
  row("sqs:GetQueueAttributes", ["fetch"], "the policy of a queue"),
  row("sns:GetTopicAttributes", ["fetch"], "the policy of a topic"),
  row("secretsmanager:GetResourcePolicy", ["fetch"], "the policy of a secret"),
  row("lambda:GetPolicy", ["fetch"], "the policy of a function"),
  row("ecr:GetRepositoryPolicy", ["fetch"], "the policy of a repository"),
  row("cloudtrail:LookupEvents", ["denials"], "the management events of the last hours"),
  row("access-analyzer:ValidatePolicy", ["validate"], "AWS's findings about a policy"),
];

/** What lets a command make its calls; all of them read. */
export function actionsOf(commands: readonly AwsCommand[]): readonly string[] {
  return CALLS.filter((one) => one.commands.some((command) => commands.includes(command))).flatMap(
    ({ actions }) => actions,
  );
}
