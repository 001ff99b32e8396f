/** Denies, most of which did what they are there for: what is offered, and what is not. */
import { quarterOf } from "../../support/searching.ts";
import {
  type DenialCase,
  USER,
  SESSION,
  ROLE,
  EVERYTHING,
  ofUser,
  ofRole,
  OF_LEDGER,
  testDenials,
  type Statement,
} from "./denial-case.ts";

const ONLY_EUROPE: Statement = {
  Effect: "Deny",
  Action: "ec2:*",
  Resource: "*",
  Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } },
};
const IDENTITY_DENIES = "with an explicit deny in an identity-based policy";
const SCP_DENIES = "with an explicit deny in a service control policy";
const RESOURCE_DENIES = "with an explicit deny in a resource-based policy";
const RCP_DENIES = "with an explicit deny in a resource control policy";
const ONLY_LISTED: Statement = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "arn:aws:s3:::ledger/*",
};
const OF_OTHER_ACCOUNT: Statement = {
  Effect: "Deny",
  Action: "s3:*",
  Resource: "*",
  Condition: { StringNotEquals: { "aws:PrincipalAccount": "444455556666" } },
};
const ALL_BUT_BUILD: Statement = {
  Effect: "Deny",
  Action: "s3:*",
  Resource: "*",
  Condition: { ArnNotLike: { "aws:PrincipalArn": ROLE } },
};
const PERIMETER: Statement = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "*",
  Condition: {
    StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:PrincipalAccount": ["888899990000"] },
  },
};
const forPartner = (principal: string): Statement => ({
  Effect: "Allow",
  Principal: { AWS: principal },
  Action: "s3:PutObject",
  Resource: "arn:aws:s3:::ledger/*",
});

const CASES: readonly DenialCase[] = [
  {
    name: "a second factor that the user can give",
    caller: USER,
    action: "s3:DeleteBucket",
    resource: "arn:aws:s3:::old-logs",
    said: IDENTITY_DENIES,
    policies: {
      "id.json": [
        EVERYTHING,
        {
          Effect: "Deny",
          NotAction: "sts:GetSessionToken",
          Resource: "*",
          Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
        },
      ],
    },
    config: ofUser,
    titles: ["Sign in with MFA"],
    steps: [["get-credentials", "aws sts get-session-token --serial-number"]],
  },
  {
    name: "a session that was revoked",
    caller: SESSION,
    action: "sqs:SendMessage",
    resource: "arn:aws:sqs:eu-west-1:111122223333:jobs",
    said: IDENTITY_DENIES,
    policies: {
      "id.json": [
        EVERYTHING,
        {
          Effect: "Deny",
          Action: "*",
          Resource: "*",
          Condition: { DateLessThan: { "aws:TokenIssueTime": "2026-03-01T08:00:00Z" } },
        },
      ],
    },
    config: ofRole,
    titles: ['Get new credentials: this session is revoked if it began before "2026-03-01T08:00:00Z"'],
    steps: [["get-credentials", 'aws sts assume-role --role-arn "$ROLE_ARN" --role-session-name run-7']],
  },
  {
    name: "a Region in which the request may make what it makes",
    caller: SESSION,
    action: "ec2:RunInstances",
    resource: "arn:aws:ec2:us-east-1:111122223333:instance/*",
    said: SCP_DENIES,
    policies: { "scp.json": [ONLY_EUROPE], "id.json": [EVERYTHING] },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }, ...ofRole.policies] },
    titles: ['Send the request to the Region "eu-west-1"'],
    steps: [["choose-region", "export AWS_REGION=eu-west-1"], ["not-by-identity"]],
  },
  {
    name: "a Region in which the resource is, so that the request cannot go to another",
    caller: SESSION,
    action: "ec2:CreateSnapshot",
    resource: "arn:aws:ec2:us-east-1:111122223333:volume/vol-0123456789abcdef0",
    said: SCP_DENIES,
    policies: { "scp.json": [ONLY_EUROPE], "id.json": [EVERYTHING] },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }, ...ofRole.policies] },
    titles: [],
    steps: [["use-region"]],
  },
  {
    name: "the root user",
    caller: "arn:aws:iam::111122223333:root",
    action: "ec2:RunInstances",
    resource: "arn:aws:ec2:eu-west-1:111122223333:instance/*",
    said: SCP_DENIES,
    policies: {
      "scp.json": [
        {
          Effect: "Deny",
          Action: "*",
          Resource: "*",
          Condition: { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" } },
        },
      ],
    },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }] },
    titles: [],
    steps: [["guard-worked"]],
  },
  {
    name: "what belongs to another caller",
    caller: USER,
    action: "s3:PutObject",
    resource: "arn:aws:s3:::homes/jo/a.txt",
    said: IDENTITY_DENIES,
    policies: {
      "id.json": [EVERYTHING, { Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::homes/${aws:username}/*" }],
    },
    config: ofUser,
    titles: [],
    steps: [["guard-worked"]],
  },
  {
    name: "a tag that the request could leave out, before the tag that opens every guard",
    caller: USER,
    action: "ec2:CreateTags",
    resource: "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0",
    said: IDENTITY_DENIES,
    policies: {
      "id.json": [
        EVERYTHING,
        {
          Effect: "Deny",
          Action: "ec2:CreateTags",
          Resource: "*",
          Condition: {
            "ForAnyValue:StringEquals": { "aws:TagKeys": ["owner"] },
            StringNotEquals: { "aws:PrincipalTag/tagger": "yes" },
          },
        },
      ],
    },
    config: ofUser,
    facts: { "aws:TagKeys": ["owner", "name"] },
    titles: [
      "Leave the tag owner out of the request",
      'Give the caller the tag tagger with the value "yes", on the user, the role or the session',
    ],
    steps: [],
  },
  {
    name: "a role that is exempt by its name, so that it must have a path",
    caller: SESSION,
    action: "ec2:StopInstances",
    resource: "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0",
    said: SCP_DENIES,
    policies: {
      "scp.json": [
        {
          Effect: "Deny",
          Action: "ec2:Stop*",
          Resource: "*",
          Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/build" } },
        },
      ],
    },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }] },
    titles: [],
    steps: [["role-path", "aws iam get-role --role-name build --query Role.Arn"]],
  },
  {
    name: "who is exempt from a guard, and has the SCP's list of what is allowed against the request as well",
    caller: USER,
    action: "s3:DeleteObject",
    resource: "arn:aws:s3:::ledger/2026",
    said: SCP_DENIES,
    policies: {
      "scp.json": [
        {
          Effect: "Deny",
          Action: "s3:DeleteObject",
          Resource: "*",
          Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/janitor" } },
        },
        { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::drafts/*" },
      ],
      "id.json": [EVERYTHING],
    },
    config: {
      policies: [...ofUser.policies, { files: "scp.json", kind: "scp", targets: ["111122223333"] }],
    },
    titles: [],
    steps: [],
  },
  {
    name: "other layers that deny it as well",
    caller: USER,
    action: "s3:DeleteObject",
    resource: "arn:aws:s3:::ledger/2026",
    said: SCP_DENIES,
    policies: {
      "scp.json": [
        {
          Effect: "Deny",
          Action: "s3:DeleteObject",
          Resource: "*",
          Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/janitor" } },
        },
      ],
      "id.json": [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
    },
    config: {
      policies: [...ofUser.policies, { files: "scp.json", kind: "scp", targets: ["111122223333"] }],
    },
    titles: [
      "Make the request as a principal that statement 1 of scp.json exempts: arn:aws:iam::*:role/janitor",
      `Exempt ${USER} from statement 1 of scp.json`,
    ],
    risks: ["denied-next"],
    steps: [],
  },
  {
    name: "a guard of the organization that lists who is exempt",
    caller: USER,
    action: "s3:PutBucketPublicAccessBlock",
    resource: "arn:aws:s3:::ledger",
    said: SCP_DENIES,
    policies: {
      "scp.json": [
        {
          Effect: "Deny",
          Action: ["s3:PutBucketPublicAccessBlock", "s3:PutAccountPublicAccessBlock"],
          Resource: "*",
          Condition: {
            ArnNotLike: {
              "aws:PrincipalArn": [
                "arn:aws:iam::*:role/security-*",
                "arn:aws:iam::*:root",
                "arn:aws:iam::444455556666:role/audit",
                "arn:aws:iam::*:role/aws-service-role/*",
              ],
            },
          },
        },
      ],
      "id.json": [EVERYTHING],
    },
    config: {
      policies: [...ofUser.policies, { files: "scp.json", kind: "scp", targets: ["111122223333"] }],
    },
    titles: [
      "Make the request as a principal that statement 1 of scp.json exempts: arn:aws:iam::*:role/security-*",
      `Exempt ${USER} from statement 1 of scp.json`,
    ],
    risks: ["deliberate"],
    steps: [],
  },
  {
    name: "a list of those who use a bucket, to which one more is added",
    caller: USER,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::ledger/2026",
    said: RESOURCE_DENIES,
    policies: {
      "bucket.json": [{ ...ONLY_LISTED, Condition: { ArnNotEquals: { "aws:PrincipalArn": ROLE } } }],
      "id.json": [EVERYTHING],
    },
    config: { policies: [...ofUser.policies, OF_LEDGER] },
    titles: [`Exempt ${USER} from statement 1 of bucket.json`],
    steps: [],
  },
  {
    name: "a list that has the caller in another partition",
    caller: USER.replace("arn:aws:", "arn:aws-us-gov:"),
    action: "s3:GetObject",
    resource: "arn:aws-us-gov:s3:::ledger/2026",
    said: RESOURCE_DENIES,
    policies: {
      "bucket.json": [
        {
          ...ONLY_LISTED,
          Resource: "arn:aws-us-gov:s3:::ledger/*",
          Condition: { ArnNotLike: { "aws:PrincipalArn": [ROLE, "arn:aws:iam::111122223333:user/m*"] } },
        },
      ],
    },
    config: { policies: [{ ...OF_LEDGER, resource: "arn:aws-us-gov:s3:::ledger" }] },
    titles: [
      'In the condition on aws:PrincipalArn of statement 1 of bucket.json, write "arn:aws-us-gov:iam::111122223333:user/m*" instead of "arn:aws:iam::111122223333:user/m*"',
    ],
    steps: [],
  },
  {
    name: "a list that has the caller's name with a slip",
    caller: USER.replace("mia", "deployer"),
    action: "s3:DeleteObject",
    resource: "arn:aws:s3:::ledger/2026",
    said: RESOURCE_DENIES,
    policies: {
      "bucket.json": [
        {
          ...ONLY_LISTED,
          Action: "s3:DeleteObject",
          Condition: { ArnNotEquals: { "aws:PrincipalArn": [ROLE, "arn:aws:iam::111122223333:user/deployerr"] } },
        },
      ],
    },
    config: { policies: [OF_LEDGER] },
    titles: [
      'In the condition on aws:PrincipalArn of statement 1 of bucket.json, write "arn:aws:iam::111122223333:user/deployer" instead of "arn:aws:iam::111122223333:user/deployerr"',
    ],
    risks: ["takes-away"],
    steps: [],
  },
  ...Object.entries({
    "the caller's sessions in the place of its role": {
      caller: SESSION,
      written: "arn:aws:sts::*:assumed-role/build/*",
      to: "arn:aws:iam::*:role/build",
    },
    "the sessions of the caller's permission set": {
      caller: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Ops_0123456789abcdef/kim",
      written: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Ops_*/*",
      to: "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Ops_*",
    },
    "the role of the caller's permission set without its path": {
      caller: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Ops_0123456789abcdef/kim",
      written: "arn:aws:iam::111122223333:role/AWSReservedSSO_Ops_*",
      to: "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Ops_*",
    },
  }).map(([what, { caller, written, to }]) => ({
    name: `a list that has ${what}`,
    caller,
    action: "iam:CreateUser",
    resource: "arn:aws:iam::111122223333:user/kim",
    said: SCP_DENIES,
    policies: {
      "scp.json": [
        {
          Sid: "NoUsers",
          Effect: "Deny",
          Action: ["iam:CreateUser", "iam:CreateAccessKey"],
          Resource: "*",
          Condition: { ArnNotLike: { "aws:PrincipalArn": [written, "arn:aws:iam::*:role/breakglass"] } },
        },
      ],
    },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }] },
    titles: [
      `In the condition on aws:PrincipalArn of statement NoUsers of scp.json, write "${to}" instead of "${written}"`,
    ],
    steps: [],
  })),
  ...["arn:aws:sts::*:assumed-role/admin/*", "arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_*"].map((listed) => ({
    name: `a list of ${listed}, as whom nobody makes the request`,
    caller: SESSION,
    action: "iam:CreateUser",
    resource: "arn:aws:iam::111122223333:user/kim",
    said: SCP_DENIES,
    policies: {
      "scp.json": [
        {
          Sid: "NoUsers",
          Effect: "Deny",
          Action: "iam:CreateUser",
          Resource: "*",
          Condition: { ArnNotLike: { "aws:PrincipalArn": listed } },
        },
      ],
    },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }] },
    titles: [`Exempt ${ROLE} from statement NoUsers of scp.json`],
    steps: [],
  })),
  {
    name: "whoever is of another organization, which a service meets by the way",
    caller: "cloudtrail.amazonaws.com",
    action: "s3:PutObject",
    resource: "arn:aws:s3:::ledger/AWSLogs/111122223333/a.json.gz",
    said: RESOURCE_DENIES,
    policies: {
      "bucket.json": [
        { ...ONLY_LISTED, Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Action: "s3:PutObject" },
        { ...ONLY_LISTED, Sid: "Ours", Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
      ],
    },
    config: { policies: [OF_LEDGER] },
    titles: ["Exempt cloudtrail.amazonaws.com from statement Ours of bucket.json"],
    risks: ["exception-for-caller", "owner"],
    steps: [],
  },
  {
    name: "whatever a service does for another organization, which is meant",
    caller: "cloudtrail.amazonaws.com",
    action: "s3:PutObject",
    resource: "arn:aws:s3:::ledger/AWSLogs/111122223333/a.json.gz",
    said: RESOURCE_DENIES,
    policies: {
      "bucket.json": [
        {
          ...ONLY_LISTED,
          Condition: {
            StringNotEqualsIfExists: { "aws:SourceOrgID": "o-a1b2c3d4e5" },
            Bool: { "aws:PrincipalIsAWSService": "true" },
          },
        },
      ],
    },
    config: { policies: [OF_LEDGER] },
    facts: { "aws:SourceOrgID": "o-zzzzzzzzzz" },
    titles: [],
    steps: [["guard-worked"]],
  },
  {
    name: "an endpoint that a call which a service passes on does not come through",
    caller: SESSION,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::ledger/2026",
    said: RESOURCE_DENIES,
    policies: {
      "bucket.json": [
        { ...ONLY_LISTED, Sid: "Net", Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-0123456789abcdef0" } } },
      ],
      "id.json": [EVERYTHING],
    },
    config: { policies: [...ofRole.policies, OF_LEDGER] },
    facts: { "aws:CalledVia": ["athena.amazonaws.com"] },
    titles: ['Exempt requests whose aws:ViaAWSService is "true" from statement Net of bucket.json'],
    risks: ["exception-for-forwarded", "owner"],
    steps: [],
  },
  ...Object.entries({
    identity: { said: IDENTITY_DENIES, of: { kind: "identity", attachedTo: [USER] } },
    boundary: { said: "with an explicit deny in a permissions boundary", of: { kind: "boundary", attachedTo: [USER] } },
  }).map(([kind, { said, of }]) => ({
    name: `an account that everyone with the policy is in (${kind})`,
    caller: USER,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::ledger/2026",
    said,
    policies: { "own.json": [EVERYTHING, OF_OTHER_ACCOUNT] },
    config: { policies: [{ files: "own.json", ...of }] },
    titles: [],
    steps: [["guard-worked"] as const],
  })),
  {
    name: "the account that an SCP is attached to",
    caller: USER,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::ledger/2026",
    said: SCP_DENIES,
    policies: { "scp.json": [EVERYTHING, OF_OTHER_ACCOUNT] },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }] },
    titles: [`Exempt ${USER} from statement 2 of scp.json`],
    steps: [],
  },
  {
    name: "one account of those below an SCP",
    caller: USER,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::ledger/2026",
    said: SCP_DENIES,
    policies: { "scp.json": [EVERYTHING, OF_OTHER_ACCOUNT] },
    config: {
      policies: [{ files: "scp.json", kind: "scp", targets: ["ou-ab12-cdefgh34"] }],
      organization: { accounts: { "111122223333": ["r-ab12", "ou-ab12-cdefgh34"] } },
    },
    titles: ['Exempt requests whose aws:PrincipalAccount is "111122223333" from statement 2 of scp.json'],
    steps: [],
  },
  {
    name: "the only holder of a policy, whom an exemption would free of it",
    caller: USER,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::ledger/2026",
    said: IDENTITY_DENIES,
    policies: { "id.json": [EVERYTHING, ALL_BUT_BUILD] },
    config: ofUser,
    titles: ["Exempt arn:aws:s3:::ledger/2026 from statement 2 of id.json"],
    steps: [],
  },
  {
    name: "a guard against deleting in the policy of its only holder",
    caller: USER,
    action: "s3:DeleteObject",
    resource: "arn:aws:s3:::ledger/2026",
    said: IDENTITY_DENIES,
    policies: { "id.json": [EVERYTHING, { ...ALL_BUT_BUILD, Action: "s3:DeleteObject" }] },
    config: ofUser,
    titles: [
      `Make the request as a principal that statement 2 of id.json exempts: ${ROLE}`,
      "Exempt arn:aws:s3:::ledger/2026 from statement 2 of id.json",
    ],
    risks: ["deliberate", "exception-for-everyone"],
    steps: [],
  },
  {
    name: "a list of user names in the policy of a group",
    caller: USER,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::ledger/2026",
    said: IDENTITY_DENIES,
    policies: {
      "id.json": [EVERYTHING, { ...ALL_BUT_BUILD, Condition: { StringNotEquals: { "aws:username": ["jo"] } } }],
    },
    config: {
      policies: [{ files: "id.json", kind: "identity", attachedTo: ["arn:aws:iam::111122223333:group/dev"] }],
      groups: { dev: ["mia", "jo"] },
    },
    titles: [
      'Exempt requests whose aws:username is "mia" from statement 2 of id.json',
      "Exempt arn:aws:s3:::ledger/2026 from statement 2 of id.json",
    ],
    risks: ["exception-for-caller"],
    steps: [],
  },
  {
    name: "one holder of several",
    caller: USER,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::ledger/2026",
    said: IDENTITY_DENIES,
    policies: { "id.json": [EVERYTHING, ALL_BUT_BUILD] },
    config: { policies: [{ files: "id.json", kind: "identity", attachedTo: [USER, ROLE] }] },
    titles: [
      `Exempt ${USER} from statement 2 of id.json`,
      "Exempt arn:aws:s3:::ledger/2026 from statement 2 of id.json",
    ],
    steps: [],
  },
  {
    name: "a protection by tags",
    caller: USER,
    action: "ec2:TerminateInstances",
    resource: "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc",
    said: IDENTITY_DENIES,
    policies: {
      "id.json": [
        EVERYTHING,
        {
          Effect: "Deny",
          Action: "ec2:TerminateInstances",
          Resource: "*",
          Condition: { StringEquals: { "aws:ResourceTag/protected": "true" } },
        },
      ],
    },
    config: ofUser,
    titles: [],
    steps: [["guard-worked"], ["tags-of-resource", "aws resourcegroupstaggingapi get-resources"]],
  },
  {
    name: "the same with somebody who is exempt",
    caller: USER,
    action: "ec2:TerminateInstances",
    resource: "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc",
    said: SCP_DENIES,
    policies: {
      "scp.json": [
        {
          Effect: "Deny",
          Action: "ec2:*Instances",
          Resource: "*",
          Condition: {
            StringEquals: { "aws:ResourceTag/protected": "true" },
            ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/on-call" },
          },
        },
      ],
      "id.json": [EVERYTHING],
    },
    config: { policies: [...ofUser.policies, { files: "scp.json", kind: "scp", targets: ["111122223333"] }] },
    titles: ["Make the request as a principal that statement 1 of scp.json exempts: arn:aws:iam::*:role/on-call"],
    steps: [["guard-worked"]],
  },
  {
    name: "two conditions on the metadata of an instance",
    caller: USER,
    action: "ec2:RunInstances",
    resource: "arn:aws:ec2:eu-west-1:111122223333:instance/*",
    said: SCP_DENIES,
    policies: {
      "scp.json": [
        {
          Effect: "Deny",
          Action: "ec2:RunInstances",
          Resource: "arn:aws:ec2:*:*:instance/*",
          Condition: { StringNotEquals: { "ec2:MetadataHttpTokens": "required" } },
        },
        {
          Effect: "Deny",
          Action: "ec2:RunInstances",
          Resource: "arn:aws:ec2:*:*:instance/*",
          Condition: { NumericGreaterThan: { "ec2:MetadataHttpPutResponseHopLimit": "3" } },
        },
      ],
      "id.json": [EVERYTHING],
    },
    config: { policies: [...ofUser.policies, { files: "scp.json", kind: "scp", targets: ["111122223333"] }] },
    titles: ["Launch the instance with IMDSv2 required, and set the hop limit of the instance's metadata to 3"],
    steps: [["cli-options"]],
  },
  {
    name: "a perimeter around a partner whom the bucket's policy names",
    caller: "arn:aws:iam::777788889999:role/partner",
    action: "s3:PutObject",
    resource: "arn:aws:s3:::ledger/in.csv",
    said: RCP_DENIES,
    policies: { "rcp.json": [PERIMETER], "bucket.json": [forPartner("arn:aws:iam::777788889999:role/partner")] },
    config: { policies: [OF_LEDGER, { files: "rcp.json", kind: "rcp", targets: ["111122223333"] }] },
    titles: [
      'Exempt requests whose aws:PrincipalAccount is "777788889999" from statement 1 of rcp.json',
      'Use a principal of the organization "o-a1b2c3d4e5"',
    ],
    steps: [],
  },
  {
    name: "a perimeter without a list of partners",
    caller: "arn:aws:iam::777788889999:role/partner",
    action: "s3:PutObject",
    resource: "arn:aws:s3:::ledger/in.csv",
    said: RCP_DENIES,
    policies: {
      "rcp.json": [{ ...PERIMETER, Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }],
      "bucket.json": [forPartner("arn:aws:iam::777788889999:role/partner")],
    },
    config: { policies: [OF_LEDGER, { files: "rcp.json", kind: "rcp", targets: ["111122223333"] }] },
    titles: [
      'Exempt requests whose aws:PrincipalAccount is "777788889999" from statement 1 of rcp.json',
      'Use a principal of the organization "o-a1b2c3d4e5"',
    ],
    risks: ["exception-for-caller"],
    steps: [],
  },
  {
    name: "the same around everyone of another account",
    caller: "arn:aws:iam::777788889999:role/partner",
    action: "s3:PutObject",
    resource: "arn:aws:s3:::ledger/in.csv",
    said: RCP_DENIES,
    policies: {
      "rcp.json": [{ ...PERIMETER, Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }],
      "bucket.json": [forPartner("*")],
    },
    config: { policies: [OF_LEDGER, { files: "rcp.json", kind: "rcp", targets: ["111122223333"] }] },
    titles: ['Use a principal of the organization "o-a1b2c3d4e5"'],
    steps: [],
  },
  {
    name: "the same around somebody whom nothing names",
    caller: "arn:aws:iam::777788889999:role/partner",
    action: "s3:PutObject",
    resource: "arn:aws:s3:::ledger/in.csv",
    said: RCP_DENIES,
    policies: { "rcp.json": [PERIMETER], "bucket.json": [forPartner("*")] },
    config: { policies: [OF_LEDGER, { files: "rcp.json", kind: "rcp", targets: ["111122223333"] }] },
    titles: [
      'Use a principal of the organization "o-a1b2c3d4e5"',
      'Exempt requests whose aws:PrincipalAccount is "777788889999" from statement 1 of rcp.json',
    ],
    steps: [],
  },
  {
    name: "an SCP that is full",
    caller: USER,
    action: "s3:DeleteObject",
    resource: "arn:aws:s3:::ledger/2026",
    said: SCP_DENIES,
    policies: {
      "scp.json": [
        {
          Effect: "Deny",
          Action: "s3:DeleteObject",
          Resource: "*",
          Condition: {
            ArnNotLike: {
              "aws:PrincipalArn": Array.from({ length: 148 }, (_, at) => `arn:aws:iam::*:role/janitor-${1000 + at}`),
            },
          },
        },
      ],
      "id.json": [EVERYTHING],
    },
    config: {
      policies: [...ofUser.policies, { files: "scp.json", kind: "scp", targets: ["111122223333"] }],
    },
    titles: [
      "Make the request as a principal that statement 1 of scp.json exempts, such as arn:aws:iam::*:role/janitor-1000, arn:aws:iam::*:role/janitor-1001 or arn:aws:iam::*:role/janitor-1002",
      `Exempt ${USER} from statement 1 of scp.json`,
    ],
    risks: ["over-limit"],
    steps: [],
  },
  {
    name: "Denies of which one denies whatever a key is, so that an exception from another helps no request",
    caller: SESSION,
    action: "sns:DeleteTopic",
    resource: "arn:aws:sns:eu-west-1:111122223333:alarms",
    said: "with an explicit deny in a service control policy",
    policies: {
      "id.json": [{ Effect: "Allow", Action: "sns:*", Resource: "*" }],
      "scp.json": [
        { Effect: "Allow", Action: "*", Resource: "*" },
        { Sid: "Never", Effect: "Deny", Action: "sns:DeleteTopic", Resource: "*" },
        {
          Sid: "Factor",
          Effect: "Deny",
          Action: "sns:Delete*",
          Resource: "*",
          Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
        },
        {
          Sid: "NoFactor",
          Effect: "Deny",
          Action: "sns:Delete*",
          Resource: "*",
          Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
        },
      ],
    },
    config: {
      policies: [
        { files: "id.json", kind: "identity", attachedTo: [ROLE] },
        { files: "scp.json", kind: "scp", targets: ["111122223333"] },
      ],
    },
    titles: [],
    steps: [["not-by-identity", ""]],
  },
  {
    name: "a policy of the organization without room for an exception",
    caller: SESSION,
    action: "sns:DeleteTopic",
    resource: "arn:aws:sns:eu-west-1:111122223333:alarms",
    said: "with an explicit deny in a service control policy",
    policies: {
      "id.json": [{ Effect: "Allow", Action: "sns:*", Resource: "*" }],
      "scp.json": [
        { Effect: "Allow", Action: "*", Resource: "*" },
        { Sid: "Keep", Effect: "Deny", Action: "sns:DeleteTopic", Resource: "*" },
        {
          Effect: "Deny",
          Action: "s3:DeleteBucket",
          Resource: Array.from({ length: 95 }, (_, at) => `arn:aws:s3:::audit-trail-of-the-year-number-${1900 + at}`),
        },
      ],
    },
    config: {
      policies: [
        { files: "id.json", kind: "identity", attachedTo: [ROLE] },
        { files: "scp.json", kind: "scp", targets: ["111122223333"] },
      ],
    },
    titles: [],
    steps: [["policy-full", ""]],
  },
  {
    name: "an address that a request through a VPC endpoint does not have",
    caller: SESSION,
    action: "sqs:SendMessage",
    resource: "arn:aws:sqs:eu-west-1:111122223333:orders",
    said: "with an explicit deny in an identity-based policy",
    policies: {
      "id.json": [
        { Effect: "Allow", Action: "sqs:*", Resource: "*" },
        {
          Effect: "Deny",
          Action: "*",
          Resource: "*",
          Condition: { NotIpAddress: { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/24"] } },
        },
      ],
    },
    config: ofRole,
    facts: { "aws:SourceVpce": "vpce-0abc1234" },
    titles: [
      'Send the request from an address in "203.0.113.0/24" or "198.51.100.0/24", and send it over the internet, not through a VPC endpoint',
    ],
    steps: [],
  },
  {
    name: "a freeze of changes, which ends by itself",
    caller: USER,
    action: "cloudformation:DeleteStack",
    resource: "arn:aws:cloudformation:eu-west-1:111122223333:stack/net/0a1b2c3d-1111-2222-3333-444455556666",
    said: IDENTITY_DENIES,
    policies: {
      "id.json": [
        EVERYTHING,
        {
          Effect: "Deny",
          Action: "cloudformation:DeleteStack",
          Resource: "*",
          Condition: { DateGreaterThan: { "aws:CurrentTime": "2026-11-01T00:00:00Z" } },
        },
      ],
    },
    config: ofUser,
    titles: [],
    steps: [["guard-worked"]],
  },
  {
    name: "a list of all that may be done, to which the action is added and from which nobody is exempted",
    caller: SESSION,
    action: "ec2:CreateKeyPair",
    resource: "arn:aws:ec2:eu-west-1:111122223333:key-pair/build",
    said: SCP_DENIES,
    policies: { "scp.json": [{ Effect: "Deny", NotAction: ["s3:*", "sqs:*"], Resource: "*" }] },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }] },
    titles: ["Exempt ec2:CreateKeyPair from statement 1 of scp.json"],
    steps: [],
  },
  {
    name: "one managed policy that nobody is to attach",
    caller: SESSION,
    action: "iam:AttachRolePolicy",
    resource: ROLE,
    said: SCP_DENIES,
    policies: {
      "scp.json": [
        {
          Effect: "Deny",
          Action: "iam:AttachRolePolicy",
          Resource: "*",
          Condition: { ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" } },
        },
      ],
    },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }] },
    titles: ['Attach a policy other than "arn:aws:iam::aws:policy/AdministratorAccess"'],
    steps: [],
  },
  {
    name: "a key that the image of a launch never has, so that the Deny was meant for the instance",
    caller: SESSION,
    action: "ec2:RunInstances",
    resource: "arn:aws:ec2:eu-west-1::image/ami-0abc1234",
    said: SCP_DENIES,
    policies: {
      "scp.json": [
        {
          Sid: "Small",
          Effect: "Deny",
          Action: "ec2:RunInstances",
          Resource: "*",
          Condition: { StringNotLike: { "ec2:InstanceType": "t3.*" } },
        },
      ],
      "id.json": [EVERYTHING],
    },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }, ...ofRole.policies] },
    titles: ["In statement Small of scp.json, write arn:aws:ec2:*:*:instance/* instead of *"],
    risks: ["only-there"],
    steps: [["not-by-identity"]],
  },
  {
    name: "Regions of which another policy denies the first ones",
    caller: SESSION,
    action: "sqs:CreateQueue",
    resource: "arn:aws:sqs:us-east-1:111122223333:jobs",
    said: SCP_DENIES,
    policies: {
      "scp.json": [
        {
          Sid: "Regions",
          Effect: "Deny",
          Action: "*",
          Resource: "*",
          Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-west-2", "eu-north-1"] } },
        },
      ],
      "id.json": [
        EVERYTHING,
        {
          Effect: "Deny",
          Action: "sqs:*",
          Resource: "*",
          Condition: { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-west-2"] } },
        },
      ],
    },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }, ...ofRole.policies] },
    titles: ['Send the request to the Region "eu-north-1"'],
    steps: [],
  },
  {
    name: "a policy that AWS attaches to a user whose keys are known to others",
    caller: USER,
    action: "iam:CreateUser",
    resource: "arn:aws:iam::111122223333:user/new",
    said: `${IDENTITY_DENIES}: arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3`,
    policies: { "id.json": [EVERYTHING] },
    config: ofUser,
    titles: [],
    steps: [["leaked-keys", "aws iam list-access-keys --user-name mia"], ["named-policy"]],
  },
  {
    name: "a Deny that is certain and has no room for an exception, beside one that asks for MFA",
    caller: SESSION,
    action: "rds:DeleteDBInstance",
    resource: "arn:aws:rds:eu-west-1:111122223333:db:orders",
    said: IDENTITY_DENIES,
    policies: {
      "id.json": [
        EVERYTHING,
        {
          Effect: "Deny",
          Action: "rds:Delete*",
          Resource: "*",
          Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
        },
        { Effect: "Deny", Action: "rds:DeleteDBInstance", Resource: "arn:aws:rds:*:*:db:orders" },
      ],
    },
    config: ofRole,
    titles: [],
    steps: [["ask-owner"]],
  },
  {
    name: "what belongs to another organization, with services exempt by the way",
    caller: SESSION,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::partner/a.csv",
    said: SCP_DENIES,
    policies: {
      "scp.json": [
        {
          Effect: "Deny",
          Action: "s3:*",
          Resource: "*",
          Condition: {
            StringNotEqualsIfExists: { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" },
            BoolIfExists: { "aws:ViaAWSService": "false" },
          },
        },
      ],
    },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }] },
    facts: { "aws:ViaAWSService": "false", "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:ResourceOrgID": "o-zzzzzzzzzz" },
    titles: [],
    steps: [["guard-worked"]],
  },
  {
    name: "the Regions, for a certificate where Amazon CloudFront takes them",
    caller: SESSION,
    action: "acm:RequestCertificate",
    resource: "arn:aws:acm:us-east-1:111122223333:certificate/*",
    said: SCP_DENIES,
    policies: {
      "scp.json": [{ ...ONLY_EUROPE, Sid: "Regions", Action: undefined, NotAction: ["iam:*", "cloudfront:*"] }],
    },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }] },
    titles: ["Exempt acm:RequestCertificate from statement Regions of scp.json"],
    risks: ["only-for-cloudfront", "exception-for-everyone"],
    steps: [],
  },
  {
    name: "the Regions, for a certificate in a Region that no distribution takes it from",
    caller: SESSION,
    action: "acm:RequestCertificate",
    resource: "arn:aws:acm:us-west-2:111122223333:certificate/*",
    said: SCP_DENIES,
    policies: {
      "scp.json": [{ ...ONLY_EUROPE, Sid: "Regions", Action: undefined, NotAction: ["iam:*", "cloudfront:*"] }],
    },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }] },
    titles: ['Send the request to the Region "eu-west-1"'],
    steps: [["choose-region"]],
  },
  {
    name: "the Regions, for the web ACL of a distribution",
    caller: SESSION,
    action: "wafv2:GetWebACL",
    resource: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/1234abcd-12ab-34cd-56ef-1234567890ab",
    said: SCP_DENIES,
    policies: {
      "scp.json": [{ ...ONLY_EUROPE, Sid: "Regions", Action: undefined, NotAction: ["iam:*", "cloudfront:*"] }],
    },
    config: { policies: [{ files: "scp.json", kind: "scp", targets: ["111122223333"] }] },
    titles: ["Exempt wafv2:GetWebACL from statement Regions of scp.json"],
    risks: ["exception-for-everyone"],
    steps: [],
  },
];

testDenials("a denial by", quarterOf(CASES, 0));
