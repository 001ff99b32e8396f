import { privilegeEscalation } from "../../server/src/checks/rules/privilege-escalation.ts";
import { describeCheck } from "../support/describe-check.ts";
import { type Surroundings } from "../../server/src/checks/surroundings.ts";
import { surroundingsOf } from "../support/surroundings.ts";

const beside = (kind: "boundary" | "scp" | "identity", statement: object) =>
  surroundingsOf([{ kind, text: JSON.stringify({ Version: "2012-10-17", Statement: statement }) }]);

const PASS = { Effect: "Allow", Action: "iam:PassRole", Resource: "arn:aws:iam::111122223333:role/*" };
const RUN = { Effect: "Allow", Action: ["lambda:CreateFunction", "lambda:InvokeFunction"], Resource: "*" };

const CHAINS_THAT_ARE_STOPPED: readonly (readonly [string, Surroundings | undefined, readonly object[]])[] = [
  ["half of a chain", undefined, [PASS, { ...RUN, Action: "lambda:CreateFunction" }]],
  ["named roles", undefined, [{ ...PASS, Resource: "arn:aws:iam::111122223333:role/web-*" }, RUN]],
  [
    "another service",
    undefined,
    [{ ...PASS, Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } } }, RUN],
  ],
  ["named functions", undefined, [PASS, { ...RUN, Resource: "arn:aws:lambda:*:*:function:web-*" }]],
  [
    "a condition on the rest",
    undefined,
    [PASS, { ...RUN, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }],
  ],
  [
    "a boundary that lacks the rest",
    beside("boundary", { Effect: "Allow", Action: "iam:*", Resource: "*" }),
    [PASS, RUN],
  ],
  ["a Deny of an SCP", beside("scp", { Effect: "Deny", Action: "lambda:CreateFunction", Resource: "*" }), [PASS, RUN]],
  [
    "an SCP that allows other services",
    beside("scp", { Effect: "Allow", Action: "ec2:*", Resource: "*" }),
    [PASS, RUN],
  ],
  ["any role to any service, which has a check of its own", undefined, [{ ...PASS, Resource: "*" }, RUN]],
  ["all of a service", undefined, [{ Effect: "Allow", Action: "lambda:*", Resource: "*" }]],
];

describeCheck(privilegeEscalation, {
  fires: [
    {
      name: "any role passed to a service that the caller can make run something",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
                 ^^^^^^^^^^^^ privilege-escalation: With 'iam:PassRole', 'lambda:CreateFunction' and 'lambda:InvokeFunction', callers can run what they like as any role that trusts 'lambda.amazonaws.com'. 7 more combinations have the same effect. Name what is meant in 'Resource', or limit it by a condition.
      "Resource": "*",
      "Condition": { "StringEquals": { "iam:PassedToService": ["lambda.amazonaws.com", "glue.amazonaws.com"] } }
    },
    { "Effect": "Allow", "Action": ["lambda:Create*", "lambda:InvokeFunction", "glue:*"], "Resource": "*" }
  ]
}
`,
    },
    {
      name: "any role by its ARN, with what another policy of the holder allows",
      kind: "identity",
      surroundings: beside("identity", { Effect: "Allow", Action: "cloudformation:*", Resource: "*" }),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/*" }
                                    ^^^^^^^^^^^^ privilege-escalation: With 'iam:PassRole' and 'cloudformation:CreateStack', callers can run what they like as any role that trusts 'cloudformation.amazonaws.com'. Some of it is allowed by 'identity.json'. 4 more combinations have the same effect. Name what is meant in 'Resource', or limit it by a condition.
  ]
}
`,
    },
    {
      name: "what has a role is taken over",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["lambda:UpdateFunctionCode", "lambda:InvokeFunction"], "Resource": "*" }
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ privilege-escalation: With 'lambda:UpdateFunctionCode', callers can run what they like with the roles that such resources have. Name what is meant in 'Resource', or limit it by a condition.
  ]
}
`,
    },
    {
      name: "any policy's content",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:CreatePolicyVersion",
                 ^^^^^^^^^^^^^^^^^^^^^^^ privilege-escalation: With 'iam:CreatePolicyVersion' on any policy, callers can change a policy that they have, so that it allows everything. Name what is meant in 'Resource', or limit it by a condition.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "several ways, in two statements",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "iam:PutUserPolicy",
        "iam:AttachUserPolicy"
         ^^^^^^^^^^^^^^^^^^^^ privilege-escalation: With 'iam:AttachUserPolicy' on any user, callers can attach a policy that allows everything. 2 more actions here have the same effect. Name what is meant in 'Resource', or limit it by a condition.
      ],
      "Resource": "arn:aws:iam::111122223333:user/*"
    },
    {
      "Effect": "Allow",
      "Action": "iam:CreateAccessKey",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "what one statement names for some roles, and another for all",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:AttachRolePolicy", "Resource": "arn:aws:iam::111122223333:role/app-*" },
    { "Effect": "Allow", "Action": "iam:AttachRolePolicy", "Resource": "*" }
                                    ^^^^^^^^^^^^^^^^^^^^ privilege-escalation: With 'iam:AttachRolePolicy' on any role, callers can attach a policy that allows everything. Name what is meant in 'Resource', or limit it by a condition.
  ]
}
`,
    },
    {
      name: "joining any group",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:AddUserToGroup",
                 ^^^^^^^^^^^^^^^^^^ privilege-escalation: With 'iam:AddUserToGroup' on any group, callers can join the one with the most permissions. Name what is meant in 'Resource', or limit it by a condition.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "letting oneself in",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:UpdateAssume*",
                 ^^^^^^^^^^^^^^^^^ privilege-escalation: With 'iam:UpdateAssumeRolePolicy' on any role, callers can let themselves assume the one with the most permissions. Name what is meant in 'Resource', or limit it by a condition.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "taking the limits away, beside a Deny of something else",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:DeleteRolePermissionsBoundary",
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ privilege-escalation: With 'iam:DeleteRolePermissionsBoundary' on any role, callers can remove a permissions boundary, even their own. Name what is meant in 'Resource', or limit it by a condition.
      "Resource": "*"
    },
    {
      "Effect": "Deny",
      "Action": "iam:DeleteRole",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "three ways",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "iam:PutRolePolicy",
        "iam:AttachRolePolicy",
         ^^^^^^^^^^^^^^^^^^^^ privilege-escalation: With 'iam:AttachRolePolicy' on any role, callers can attach a policy that allows everything. 2 more actions here have the same effect. Name what is meant in 'Resource', or limit it by a condition.
        "iam:UpdateAssumeRolePolicy"
      ],
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a boundary that allows it, too",
      kind: "identity",
      surroundings: beside("boundary", { Effect: "Allow", Action: "iam:*", Resource: "*" }),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:PutRolePolicy", "Resource": "*" }
                                    ^^^^^^^^^^^^^^^^^ privilege-escalation: With 'iam:PutRolePolicy' on any role, callers can write a policy that allows everything. Name what is meant in 'Resource', or limit it by a condition.
  ]
}
`,
    },
  ],
  silent: [
    ...CHAINS_THAT_ARE_STOPPED.map(([name, surroundings, statements]) => ({
      name,
      kind: "identity" as const,
      ...(surroundings === undefined ? {} : { surroundings }),
      policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
    })),
    {
      name: "a boundary that does not allow it",
      kind: "identity",
      surroundings: beside("boundary", { Effect: "Allow", Action: "s3:*", Resource: "*" }),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:PutRolePolicy", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "an SCP that denies it",
      kind: "identity",
      surroundings: beside("scp", { Effect: "Deny", Action: "iam:PutRolePolicy", Resource: "*" }),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:PutRolePolicy", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "another policy that may deny it",
      kind: "identity",
      surroundings: beside("identity", {
        Effect: "Deny",
        Action: "iam:*",
        Resource: "*",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
      }),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:PutRolePolicy", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "named users",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:CreateAccessKey",
      "Resource": "arn:aws:iam::111122223333:user/ci-*"
    }
  ]
}
`,
    },
    {
      name: "one's own keys",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:CreateAccessKey",
      "Resource": "arn:aws:iam::111122223333:user/\${aws:username}"
    }
  ]
}
`,
    },
    {
      name: "a condition",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:PutRolePolicy",
      "Resource": "*",
      "Condition": {
        "StringEquals": {
          "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/limit"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "a Deny of it",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:PutRolePolicy",
      "Resource": "*"
    },
    {
      "Effect": "Deny",
      "Action": "iam:Put*",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a Deny of it on a condition",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:PutRolePolicy",
      "Resource": "*"
    },
    {
      "Effect": "Deny",
      "Action": "iam:Put*",
      "Resource": "*",
      "Condition": {
        "StringNotEquals": {
          "aws:PrincipalTag/team": "iam"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "everything, which is meant",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "reading",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "iam:Get*",
        "iam:List*"
      ],
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a boundary, which grants nothing",
      kind: "boundary",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:PutRolePolicy",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  fixes: [],
});
