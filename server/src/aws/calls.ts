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
  /** What there is where the call is denied; begins in lower case. */
  readonly without: string;
}

const REST = "the rest is fetched, and this is missing";
const HOLDER =
  "nothing of it is fetched; what the AWS CLI prints of it for somebody else can be saved into the workspace";
const OWN_POLICY = "the principal's policies are fetched, and this one is missing";
const LEVELS = "the policies of the account itself are fetched, and those above it are not known";
const FILES = "messages are explained from the files of the workspace, as ever";

const IAM: readonly (readonly [call: string, why: string, without: string])[] = [
  ["iam:GetRole", "a role, its trust policy and its boundary", HOLDER],
  ["iam:ListRolePolicies", "the names of a role's inline policies", REST],
  ["iam:GetRolePolicy", "each of them", REST],
  ["iam:ListAttachedRolePolicies", "the managed policies of a role", REST],
  ["iam:GetUser", "a user and its boundary", HOLDER],
  ["iam:ListUserPolicies", "the names of a user's inline policies", REST],
  ["iam:GetUserPolicy", "each of them", REST],
  ["iam:ListAttachedUserPolicies", "the managed policies of a user", REST],
  ["iam:ListGroupsForUser", "the groups of a user", REST],
  ["iam:ListGroupPolicies", "the names of a group's inline policies", REST],
  ["iam:GetGroupPolicy", "each of them", REST],
  ["iam:ListAttachedGroupPolicies", "the managed policies of a group", REST],
  ["iam:GetPolicy", "which version of a managed policy is in force", REST],
  ["iam:GetPolicyVersion", "its text", REST],
  [
    "iam:GetAccountAuthorizationDetails",
    "all of the above for a whole account",
    "one role or user at a time can be fetched",
  ],
];

const RESOURCES: readonly (readonly [call: string, why: string])[] = [
  ["s3:GetBucketPolicy", "the policy of a bucket"],
  ["kms:GetKeyPolicy", "the policy of a key"],
  ["sqs:GetQueueUrl", "the address of a queue"],
  ["sqs:GetQueueAttributes", "the policy of a queue"],
  ["sns:GetTopicAttributes", "the policy of a topic"],
  ["secretsmanager:GetResourcePolicy", "the policy of a secret"],
  ["lambda:GetPolicy", "the policy of a function"],
  ["ecr:GetRepositoryPolicy", "the policy of a repository"],
];

function row(call: string, commands: readonly AwsCommand[], why: string, without: string): CallRow {
  return { call, actions: [call], commands, why, without };
}

export const CALLS: readonly CallRow[] = [
  {
    ...row("sts:GetCallerIdentity", ["whoami", "fetch"], "who the credentials belong to", FILES),
    actions: [],
  },
  row("sts:DecodeAuthorizationMessage", ["decode"], "what an encoded message says", FILES),
  row("iam:SimulatePrincipalPolicy", ["simulate"], "what AWS's simulator decides", FILES),
  row("iam:SimulateCustomPolicy", ["simulate"], "what it decides by the policies of files", FILES),
  row(
    "iam:GetContextKeysForPrincipalPolicy",
    ["simulate"],
    "which condition keys the policies of a principal ask for",
    "the simulator names those that it was not given",
  ),
  ...IAM.map(([call, why, without]) => row(call, ["fetch"], why, without)),
  row("iam:GetRole", ["simulate"], "the path of a role, where its session does not tell it", FILES),
  row("organizations:DescribeOrganization", ["fetch"], "the management account", "no SCPs and RCPs are fetched"),
  row("organizations:ListParents", ["fetch"], "the units above an account", LEVELS),
  row("organizations:ListPoliciesForTarget", ["fetch"], "the SCPs and RCPs of each level", REST),
  row("organizations:DescribePolicy", ["fetch"], "their text", REST),
  ...RESOURCES.map(([call, why]) => row(call, ["fetch"], why, OWN_POLICY)),
  row("cloudtrail:LookupEvents", ["denials"], "the management events of the last hours", "a message can be pasted"),
  row(
    "access-analyzer:ValidatePolicy",
    ["validate"],
    "AWS's findings about a policy",
    "iam-verdict's own findings need no call",
  ),
  ...(
    [
      ["access-analyzer:CheckNoNewAccess", "whether a policy grants more than another one; AWS charges for it"],
      ["access-analyzer:CheckAccessNotGranted", "whether a policy grants an action; AWS charges for it"],
    ] as const
  ).map(([call, why]) => row(call, ["validate"], why, "iam-verdict's own findings need no call")),
];

/** What lets a command make its calls; all of them read. */
export function actionsOf(commands: readonly AwsCommand[]): readonly string[] {
  return CALLS.filter((one) => one.commands.some((command) => commands.includes(command))).flatMap(
    ({ actions }) => actions,
  );
}
