/** Denials for want of an Allow, beside statements that are nearly one or must not be copied: what is offered, and what is not. */
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
} from "./denial-case.ts";

const CASES: readonly DenialCase[] = [
  ...[
    { action: "s3:PutObject", written: "s3:ExistingObjectTag/team", to: "s3:RequestObjectTag/team" },
    { action: "s3:GetObject", written: "s3:RequestObjectTag/team", to: "s3:ExistingObjectTag/team" },
  ].map(({ action, written, to }) => ({
    name: `a tag of an object that a request for ${action} never has`,
    caller: SESSION,
    action,
    resource: "arn:aws:s3:::ledger/2026",
    said: `because no identity-based policy allows the ${action} action`,
    policies: {
      "id.json": [
        {
          Effect: "Allow",
          Action: action,
          Resource: "arn:aws:s3:::ledger/*",
          Condition: { StringEquals: { [written]: "blue" } },
        },
      ],
    },
    config: { policies: [...ofRole.policies, OF_LEDGER] },
    titles: [`In statement 1 of id.json, use ${to} instead of ${written}, which such a request never has`],
    risks: ["only-if"],
    steps: [],
  })),
  {
    name: "an ARN that AWS writes without its account, beside the usual one",
    caller: SESSION,
    action: "codedeploy:ListTagsForResource",
    resource: "arn:aws:codedeploy:eu-west-2::application:shop",
    said: "because no identity-based policy allows the codedeploy:ListTagsForResource action",
    policies: {
      "id.json": [
        {
          Sid: "Deploy",
          Effect: "Allow",
          Action: "codedeploy:*",
          Resource: "arn:aws:codedeploy:eu-west-2:111122223333:application:shop",
        },
      ],
    },
    config: ofRole,
    titles: ["Add a statement to id.json that allows codedeploy:ListTagsForResource"],
    steps: [],
  },
  ...(["iam:AttachRolePolicy", "iam:DetachRolePolicy"] as const).map((action) => ({
    name: `a list of the policies that ${action} is for`,
    caller: SESSION,
    action,
    resource: "arn:aws:iam::111122223333:role/web",
    said: `because no identity-based policy allows the ${action} action`,
    facts: { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
    policies: {
      "id.json": [
        {
          Effect: "Allow",
          Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
          Resource: "*",
          Condition: { ArnLike: { "iam:PolicyARN": "arn:aws:iam::111122223333:policy/web/*" } },
        },
      ],
    },
    config: ofRole,
    titles:
      action === "iam:AttachRolePolicy"
        ? ['Attach a policy whose ARN fits "arn:aws:iam::111122223333:policy/web/*"']
        : [],
    steps: action === "iam:AttachRolePolicy" ? [] : ([["ask-owner"]] as const),
  })),
  {
    name: "a tag of an object in a statement that another action needs it in",
    caller: SESSION,
    action: "s3:PutObject",
    resource: "arn:aws:s3:::ledger/2026",
    said: "because no identity-based policy allows the s3:PutObject action",
    policies: {
      "id.json": [
        {
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:PutObject"],
          Resource: "arn:aws:s3:::ledger/*",
          Condition: { StringEquals: { "s3:ExistingObjectTag/team": "blue" } },
        },
      ],
    },
    config: { policies: [...ofRole.policies, OF_LEDGER] },
    titles: [],
    steps: [],
  },
  ...["*", { AWS: "*" }, "of-topics"].map((named) => ({
    name: `an endpoint whose policy is ${JSON.stringify(named)}`,
    caller: USER,
    action: "sqs:SendMessage",
    resource: "arn:aws:sqs:eu-west-1:111122223333:jobs",
    said: "because no VPC endpoint policy allows the sqs:SendMessage action",
    policies: {
      "net.json": [
        {
          Effect: "Allow",
          Principal: named === "of-topics" ? "*" : named,
          Action: named === "of-topics" ? "sns:Publish" : "sqs:ReceiveMessage",
          Resource: "arn:aws:sqs:eu-west-1:111122223333:done",
        },
      ],
    },
    config: { policies: [{ files: "net.json", kind: "vpc-endpoint", endpoint: "vpce-0123456789abcdef0" }] },
    titles: named === "of-topics" ? [] : ["Add a statement to net.json that allows sqs:SendMessage"],
    steps: [],
  })),
  {
    name: "a trust policy that asks for MFA, which no session has",
    caller: SESSION,
    action: "sts:AssumeRole",
    resource: "arn:aws:iam::444455556666:role/admin",
    said: "",
    policies: {
      "trust.json": [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: "sts:AssumeRole",
          Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
        },
      ],
      "id.json": [EVERYTHING],
    },
    config: {
      policies: [
        ...ofRole.policies,
        { files: "trust.json", kind: "trust", resource: "arn:aws:iam::444455556666:role/admin" },
      ],
    },
    titles: [],
    steps: [["second-factor-of-user"]],
  },
  {
    name: "a service-linked role beside the one for another service",
    caller: SESSION,
    action: "iam:CreateServiceLinkedRole",
    resource: "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
    said: "because no identity-based policy allows the iam:CreateServiceLinkedRole action",
    policies: {
      "id.json": [
        {
          Effect: "Allow",
          Action: "iam:CreateServiceLinkedRole",
          Resource: "arn:aws:iam::*:role/aws-service-role/elasticloadbalancing.amazonaws.com/*",
          Condition: { StringLike: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
        },
      ],
    },
    config: ofRole,
    titles: ["Add a statement to id.json that allows iam:CreateServiceLinkedRole"],
    steps: [],
  },
  {
    name: "variables that are text under the older version",
    caller: USER,
    action: "s3:PutObject",
    resource: "arn:aws:s3:::homes/mia/a.txt",
    said: "because no identity-based policy allows the s3:PutObject action",
    policies: {
      "id.json": [{ Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::homes/${aws:username}/*" }],
    },
    version: "2008-10-17",
    config: ofUser,
    titles: ['Set the version of id.json to "2012-10-17", so that its variables stand for values'],
    steps: [],
  },
  {
    name: "a prefix of the caller's own, which is not written for everybody",
    caller: USER,
    action: "s3:ListBucket",
    resource: "arn:aws:s3:::homes",
    said: "because no identity-based policy allows the s3:ListBucket action",
    policies: {
      "id.json": [
        {
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: "arn:aws:s3:::homes",
          Condition: { StringLike: { "s3:prefix": "${aws:username}/*" } },
        },
      ],
    },
    config: ofUser,
    facts: { "s3:prefix": "mia" },
    titles: ['List with a prefix that begins with "mia/"'],
    steps: [],
  },
  {
    name: "a topic whose default statement is for its owner's account",
    caller: SESSION,
    action: "sns:Publish",
    resource: "arn:aws:sns:eu-west-1:444455556666:news",
    said: "because no resource-based policy allows the sns:Publish action",
    policies: {
      "id.json": [EVERYTHING],
      "topic.json": [
        {
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: ["SNS:Publish", "SNS:Subscribe"],
          Resource: "arn:aws:sns:eu-west-1:444455556666:news",
          Condition: { StringEquals: { "AWS:SourceOwner": "444455556666" } },
        },
      ],
    },
    config: {
      policies: [
        ...ofRole.policies,
        { files: "topic.json", kind: "resource", resource: "arn:aws:sns:eu-west-1:444455556666:news" },
      ],
    },
    titles: ["Add a statement to topic.json that allows sns:Publish"],
    steps: [],
  },
  {
    name: "a repository, whose policy has no Resource",
    caller: SESSION,
    action: "ecr:BatchGetImage",
    resource: "arn:aws:ecr:eu-west-1:444455556666:repository/base",
    said: "because no resource-based policy allows the ecr:BatchGetImage action",
    policies: {
      "id.json": [EVERYTHING],
      "repository.json": [
        { Effect: "Allow", Principal: { AWS: "arn:aws:iam::777788889999:root" }, Action: "ecr:BatchGetImage" },
      ],
    },
    config: {
      policies: [
        ...ofRole.policies,
        { files: "repository.json", kind: "resource", resource: "arn:aws:ecr:eu-west-1:444455556666:repository/base" },
      ],
    },
    titles: [
      `Add ${ROLE} to the principals of statement 1 of repository.json`,
      "Add a statement to repository.json that allows ecr:BatchGetImage",
    ],
    steps: [],
  },
  {
    name: "an alias of a function, which has a policy of its own",
    caller: SESSION,
    action: "lambda:InvokeFunction",
    resource: "arn:aws:lambda:eu-west-1:444455556666:function:shared:live",
    said: "because no resource-based policy allows the lambda:InvokeFunction action",
    policies: {
      "id.json": [EVERYTHING],
      "function.json": [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: "lambda:InvokeFunction",
          Resource: "arn:aws:lambda:eu-west-1:444455556666:function:shared",
        },
      ],
    },
    config: {
      policies: [
        ...ofRole.policies,
        {
          files: "function.json",
          kind: "resource",
          resource: "arn:aws:lambda:eu-west-1:444455556666:function:shared",
        },
      ],
    },
    titles: [],
    steps: [
      [
        "add-permission",
        "aws lambda add-permission --function-name arn:aws:lambda:eu-west-1:444455556666:function:shared --qualifier live",
      ],
    ],
  },
  {
    name: "an id in the place of a role that was deleted",
    caller: SESSION,
    action: "sts:AssumeRole",
    resource: "arn:aws:iam::444455556666:role/target",
    said: "",
    policies: {
      "id.json": [EVERYTHING],
      "trust.json": [{ Effect: "Allow", Principal: { AWS: "AROAEXAMPLE1234567890" }, Action: "sts:AssumeRole" }],
    },
    config: {
      policies: [
        ...ofRole.policies,
        { files: "trust.json", kind: "trust", resource: "arn:aws:iam::444455556666:role/target" },
      ],
    },
    titles: [
      `In statement 1 of trust.json, name ${ROLE} instead of AROAEXAMPLE1234567890, the ID of a user or role that was deleted`,
    ],
    steps: [],
  },
  {
    name: "a call that a service passes on, which has no address of the caller's",
    caller: SESSION,
    action: "dynamodb:CreateTable",
    resource: "arn:aws:dynamodb:eu-west-1:111122223333:table/t",
    said: "because no identity-based policy allows the dynamodb:CreateTable action",
    policies: {
      "id.json": [
        {
          Effect: "Allow",
          Action: "dynamodb:*",
          Resource: "*",
          Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
        },
      ],
    },
    config: ofRole,
    facts: { "aws:CalledVia": ["cloudformation.amazonaws.com"] },
    titles: ["Add a statement to id.json that allows dynamodb:CreateTable"],
    steps: [],
  },
  {
    name: "the exact statement, before a condition that is loosened for a whole service",
    caller: USER,
    action: "ec2:StopInstances",
    resource: "arn:aws:ec2:eu-north-1:111122223333:instance/i-0aaa2222",
    said: "because no identity-based policy allows the ec2:StopInstances action",
    policies: {
      "id.json": [
        {
          Sid: "Dublin",
          Effect: "Allow",
          Action: "ec2:*",
          Resource: "*",
          Condition: { StringEquals: { "ec2:Region": "eu-west-1" } },
        },
      ],
    },
    config: ofUser,
    titles: [
      "Add a statement to id.json that allows ec2:StopInstances",
      'Also accept "eu-north-1" in the condition on ec2:Region of statement Dublin of id.json',
    ],
    steps: [],
  },
  {
    name: "the caller's own policy, before that of a group",
    caller: USER,
    action: "sqs:SendMessage",
    resource: "arn:aws:sqs:eu-west-1:111122223333:orders",
    said: "because no identity-based policy allows the sqs:SendMessage action",
    policies: {
      "group.json": [
        {
          Sid: "Send",
          Effect: "Allow",
          Action: "sqs:SendMessage",
          Resource: "arn:aws:sqs:eu-west-1:111122223333:mail",
        },
      ],
      "own.json": [{ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }],
    },
    config: {
      policies: [
        { files: "group.json", kind: "identity", attachedTo: ["arn:aws:iam::111122223333:group/ops"] },
        { files: "own.json", kind: "identity", attachedTo: [USER] },
      ],
      groups: { "arn:aws:iam::111122223333:group/ops": [USER] },
    },
    titles: [
      "Add a statement to own.json that allows sqs:SendMessage",
      "Add arn:aws:sqs:eu-west-1:111122223333:orders to the resources of statement Send of group.json",
    ],
    steps: [],
  },
  {
    name: "the caller's tag that is to be the same as the resource's, which is known",
    caller: SESSION,
    action: "ec2:StopInstances",
    resource: "arn:aws:ec2:eu-west-1:111122223333:instance/i-0aaa2222",
    said: "because no identity-based policy allows the ec2:StopInstances action",
    policies: {
      "id.json": [
        {
          Effect: "Allow",
          Action: "ec2:StopInstances",
          Resource: "*",
          Condition: { StringEquals: { "ec2:ResourceTag/unit": "${aws:PrincipalTag/unit}" } },
        },
      ],
    },
    config: ofRole,
    facts: { "ec2:ResourceTag/unit": "north" },
    titles: ['Give the caller the tag unit with the value "north", on the user, the role or the session'],
    risks: ["opens-guards"],
    steps: [],
  },
  {
    name: "a bucket of another account whose policy asks for a header that nobody told",
    caller: SESSION,
    action: "s3:PutObject",
    resource: "arn:aws:s3:::handover/a.csv",
    said: "because no identity-based policy allows the s3:PutObject action",
    policies: {
      "id.json": [{ Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::ours/*" }],
      "bucket.json": [
        {
          Sid: "Partner",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: "s3:PutObject",
          Resource: "arn:aws:s3:::handover/*",
          Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
        },
      ],
    },
    config: {
      policies: [
        { files: "id.json", kind: "identity", attachedTo: [ROLE] },
        { files: "bucket.json", kind: "resource", resource: "arn:aws:s3:::handover", account: "444455556666" },
      ],
    },
    titles: [
      "Add arn:aws:s3:::handover/a.csv to the resources of statement 1 of id.json",
      "Add a statement to id.json that allows s3:PutObject",
    ],
    risks: ["may-lack-allow"],
    steps: [],
  },
  {
    name: "a service that asks for another account than a trust policy names, so that no statement is without it",
    caller: "ecs-tasks.amazonaws.com",
    action: "sts:AssumeRole",
    resource: ROLE,
    said: "",
    policies: {
      "trust.json": [
        {
          Effect: "Allow",
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "444455556666" } },
        },
      ],
    },
    config: { policies: [{ files: "trust.json", kind: "trust", resource: ROLE }] },
    titles: [],
    steps: [["add-fact"]],
  },
  {
    name: "a service that invokes a function for one rule: the permission is for one source, too",
    caller: "events.amazonaws.com",
    action: "lambda:InvokeFunction",
    resource: "arn:aws:lambda:eu-west-1:111122223333:function:nightly",
    said: "because no resource-based policy allows the lambda:InvokeFunction action",
    policies: {
      "function.json": [
        {
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "lambda:InvokeFunction",
          Resource: "arn:aws:lambda:eu-west-1:111122223333:function:nightly",
          Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:events:eu-west-1:111122223333:rule/weekly" } },
        },
      ],
    },
    config: {
      policies: [
        {
          files: "function.json",
          kind: "resource",
          resource: "arn:aws:lambda:eu-west-1:111122223333:function:nightly",
        },
      ],
    },
    titles: [],
    steps: [
      [
        "add-permission",
        "aws lambda add-permission --function-name arn:aws:lambda:eu-west-1:111122223333:function:nightly --statement-id AllowCaller --action lambda:InvokeFunction --principal events.amazonaws.com --source-arn",
      ],
    ],
  },
  {
    name: "an Allow for direct calls alone, beside the one for calls through a service",
    caller: SESSION,
    action: "sns:CreateTopic",
    resource: "arn:aws:sns:eu-west-1:111122223333:alarms",
    said: "because no identity-based policy allows the sns:CreateTopic action",
    policies: {
      "id.json": [
        { Effect: "Allow", Action: "sns:*", Resource: "*", Condition: { Bool: { "aws:ViaAWSService": "false" } } },
        {
          Sid: "Via",
          Effect: "Allow",
          Action: "sns:CreateTopic",
          Resource: "arn:aws:sns:eu-west-1:111122223333:app-*",
          Condition: { "ForAnyValue:StringEquals": { "aws:CalledVia": "cloudformation.amazonaws.com" } },
        },
      ],
    },
    config: ofRole,
    facts: { "aws:CalledVia": ["cloudformation.amazonaws.com"], "aws:ViaAWSService": "true" },
    titles: [
      "Add arn:aws:sns:eu-west-1:111122223333:alarms to the resources of statement Via of id.json",
      "Add a statement to id.json that allows sns:CreateTopic",
    ],
    steps: [],
  },
  {
    name: "a principal of another partition, who is nobody there",
    caller: SESSION.replace("arn:aws:", "arn:aws-us-gov:"),
    action: "sqs:ReceiveMessage",
    resource: "arn:aws-us-gov:sqs:us-gov-west-1:444455556666:intake",
    said: "because no resource-based policy allows the sqs:ReceiveMessage action",
    policies: {
      "queue.json": [
        {
          Sid: "Intake",
          Effect: "Allow",
          Principal: { AWS: ROLE },
          Action: "sqs:ReceiveMessage",
          Resource: "arn:aws-us-gov:sqs:us-gov-west-1:444455556666:intake",
        },
      ],
      "id.json": [EVERYTHING],
    },
    config: {
      policies: [
        { files: "queue.json", kind: "resource", resource: "arn:aws-us-gov:sqs:us-gov-west-1:444455556666:intake" },
        { files: "id.json", kind: "identity", attachedTo: [ROLE.replace("arn:aws:", "arn:aws-us-gov:")] },
      ],
    },
    titles: [
      `In statement Intake of queue.json, write ${ROLE.replace("arn:aws:", "arn:aws-us-gov:")} instead of ${ROLE}`,
      "Add a statement to queue.json that allows sqs:ReceiveMessage",
    ],
    steps: [],
  },
  {
    name: "a resource of another partition, which no request is for",
    caller: SESSION.replace("arn:aws:", "arn:aws-cn:"),
    action: "s3:GetObject",
    resource: "arn:aws-cn:s3:::ledger/a.csv",
    said: "because no identity-based policy allows the s3:GetObject action",
    policies: {
      "id.json": [{ Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::ledger/*" }],
    },
    config: {
      policies: [{ files: "id.json", kind: "identity", attachedTo: [ROLE.replace("arn:aws:", "arn:aws-cn:")] }],
    },
    titles: [
      "In statement Read of id.json, write arn:aws-cn:s3:::ledger/* instead of arn:aws:s3:::ledger/*",
      "Add a statement to id.json that allows s3:GetObject",
    ],
    steps: [],
  },
  {
    name: "somebody else's part of a bucket, which a variable leaves to each caller",
    caller: USER,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::homes/jo/a.txt",
    said: "because no identity-based policy allows the s3:GetObject action",
    policies: {
      "id.json": [
        { Sid: "Own", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::homes/${aws:username}/*" },
      ],
    },
    config: ofUser,
    titles: [],
    steps: [["others-part"]],
  },
  {
    name: "the caller's own user under a path, which the variable for its name leaves out",
    caller: "arn:aws:iam::111122223333:user/team/mia",
    action: "iam:CreateAccessKey",
    resource: "user mia",
    said: "because no identity-based policy allows the iam:CreateAccessKey action",
    policies: {
      "id.json": [
        {
          Sid: "Own",
          Effect: "Allow",
          Action: "iam:CreateAccessKey",
          Resource: "arn:aws:iam::111122223333:user/${aws:username}",
        },
      ],
    },
    config: {
      policies: [{ files: "id.json", kind: "identity", attachedTo: ["arn:aws:iam::111122223333:user/team/mia"] }],
    },
    titles: ["Add arn:aws:iam::111122223333:user/team/${aws:username} to the resources of statement Own of id.json"],
    steps: [],
  },
  {
    name: "another user under the path",
    caller: "arn:aws:iam::111122223333:user/team/mia",
    action: "iam:CreateAccessKey",
    resource: "arn:aws:iam::111122223333:user/team/jo",
    said: "because no identity-based policy allows the iam:CreateAccessKey action",
    policies: {
      "id.json": [
        { Effect: "Allow", Action: "iam:CreateAccessKey", Resource: "arn:aws:iam::111122223333:user/${aws:username}" },
      ],
    },
    config: {
      policies: [{ files: "id.json", kind: "identity", attachedTo: ["arn:aws:iam::111122223333:user/team/mia"] }],
    },
    titles: [],
    steps: [["others-part"]],
  },
  {
    name: "items of another caller, by the condition on the key",
    caller: SESSION,
    action: "dynamodb:GetItem",
    resource: "arn:aws:dynamodb:eu-west-1:111122223333:table/profiles",
    said: "because no identity-based policy allows the dynamodb:GetItem action",
    policies: {
      "id.json": [
        {
          Effect: "Allow",
          Action: "dynamodb:GetItem",
          Resource: "arn:aws:dynamodb:eu-west-1:111122223333:table/profiles",
          Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["${aws:PrincipalTag/person}"] } },
        },
      ],
    },
    config: ofRole,
    facts: { "aws:PrincipalTag/person": "mia", "dynamodb:LeadingKeys": ["jo"] },
    titles: [],
    steps: [["others-part"]],
  },
  {
    name: "a key that is to be named by its alias",
    caller: SESSION,
    action: "kms:Encrypt",
    resource: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    said: "because no identity-based policy allows the kms:Encrypt action",
    policies: {
      "id.json": [
        {
          Effect: "Allow",
          Action: "kms:Encrypt",
          Resource: "*",
          Condition: { StringEquals: { "kms:RequestAlias": "alias/app" } },
        },
      ],
    },
    config: ofRole,
    titles: ["Name the key by its alias alias/app in the request"],
    steps: [["cli-options"]],
  },
  {
    name: "a queue of another account, of whose two sides nothing is here",
    caller: USER,
    action: "sqs:SendMessage",
    resource: "arn:aws:sqs:eu-west-1:444455556666:intake",
    said: "because no resource-based policy allows the sqs:SendMessage action",
    policies: {},
    config: {},
    titles: [],
    steps: [["other-side", "aws iam list-groups-for-user --user-name mia"]],
  },
];

testDenials("a denial beside", quarterOf(CASES, 0));
