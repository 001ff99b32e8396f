import assert from "node:assert/strict";
import { test } from "node:test";
import { oneCallSeveralResources } from "../../server/src/checks/rules/one-call-several-resources.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn } from "../support/annotated.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(oneCallSeveralResources, {
  fires: [
    {
      name: "a Deny for each of two tags, which is one mistake",
      kind: "scp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
                 ^^^^^^^^^^^^^^^^^^ one-call-several-resources: This Deny hits every call of 'ec2:CreateSnapshot', with or without the tag: AWS decides it once per resource, and 'aws:RequestTag/team' does not come with 'volume'. Limit 'Resource' to 'snapshot'. 1 more denied action has the same mistake. (AWS data of 2026-01-31)
      "Resource": "*",
      "Condition": { "Null": { "aws:RequestTag/team": "true" } }
    },
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
      "Resource": "*",
      "Condition": { "Null": { "aws:RequestTag/cost": "true" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny of what is not tagged",
      kind: "scp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
                 ^^^^^^^^^^^^^^^^^^ one-call-several-resources: This Deny hits every call of 'ec2:CreateSnapshot', with or without the tag: AWS decides it once per resource, and 'aws:RequestTag/team' does not come with 'volume'. Limit 'Resource' to 'snapshot'. (AWS data of 2026-01-31)
      "Resource": "*",
      "Condition": { "Null": { "aws:RequestTag/team": "true" } }
    }
  ]
}
`,
    },
    {
      name: "an Allow of what is tagged",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:CreateSnapshot",
                 ^^^^^^^^^^^^^^^^^^ one-call-several-resources: This statement alone allows no call of 'ec2:CreateSnapshot': AWS decides it once per resource, and 'aws:RequestTag/team' comes only with 'snapshot', not with 'volume'. Allow 'volume' in a statement without that condition. (AWS data of 2026-01-31)
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestTag/team": "web" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny by a key that only one of the resources has",
      kind: "scp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
                 ^^^^^^^^^^^^^^^^^^ one-call-several-resources: This Deny hits every call of 'ec2:CreateSnapshot', whatever 'ec2:ParentVolume' is: AWS decides it once per resource, and 'ec2:ParentVolume' does not come with 'volume'. Limit 'Resource' to 'snapshot'. (AWS data of 2026-01-31)
      "Resource": "*",
      "Condition": { "ArnNotLike": { "ec2:ParentVolume": "arn:aws:ec2:*:111122223333:volume/*" } }
    }
  ]
}
`,
    },
    {
      name: "an Allow by a key that only one of the resources has",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:CreateSnapshot",
                 ^^^^^^^^^^^^^^^^^^ one-call-several-resources: This statement alone allows no call of 'ec2:CreateSnapshot': AWS decides it once per resource, and 'ec2:ParentVolume' comes only with 'snapshot', not with 'volume'. Allow 'volume' in a statement without that condition. (AWS data of 2026-01-31)
      "Resource": "*",
      "Condition": { "ArnLike": { "ec2:ParentVolume": "arn:aws:ec2:*:111122223333:volume/*" } }
    }
  ]
}
`,
    },
    {
      name: "an Allow on one of the resources that the call needs",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:CreateSnapshot",
                 ^^^^^^^^^^^^^^^^^^ one-call-several-resources: This statement alone allows no call of 'ec2:CreateSnapshot': AWS decides it once per resource, and 'Resource' names only 'volume', not 'snapshot'. Allow 'snapshot' as well. (AWS data of 2026-01-31)
      "Resource": "arn:aws:ec2:*:111122223333:volume/*"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "an Allow whose resources the file fills in later",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:CreateSnapshot",
      "Resource": ["arn:aws:ec2:*:111122223333:volume/*", "arn:aws:ec2:*:*:\${Kind}/*"]
    }
  ]
}
`,
    },
    {
      name: "an Allow on each of the resources",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "ec2:CreateSnapshot", "Resource": "arn:aws:ec2:*:111122223333:volume/*" },
    { "Effect": "Allow", "Action": "ec2:CreateSnapshot", "Resource": "arn:aws:ec2:*::snapshot/*" }
  ]
}
`,
    },
    {
      name: "a Deny by the tag of what there is",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
      "Resource": "*",
      "Condition": { "StringNotEquals": { "ec2:ResourceTag/team": "web" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny on what gets the tag",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
      "Resource": "arn:aws:ec2:*::snapshot/*",
      "Condition": { "Null": { "aws:RequestTag/team": "true" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny that has another condition as well",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
      "Resource": "*",
      "Condition": { "Null": { "aws:RequestTag/team": "true" }, "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }
    }
  ]
}
`,
    },
    {
      name: "an Allow with a second statement for the rest",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "ec2:CreateSnapshot", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestTag/team": "web" } } },
    { "Effect": "Allow", "Action": "ec2:CreateSnapshot", "Resource": "arn:aws:ec2:*:*:volume/*" }
  ]
}
`,
    },
    {
      name: "an action on one resource",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:TerminateInstances",
      "Resource": "*",
      "Condition": { "Null": { "aws:RequestTag/team": "true" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny that asks for the tag",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestTag/team": "web" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "limits the Deny for each of the tags",
      kind: "scp",
      title: "Limit 'Resource' in 2 statements",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Deny", "Action": "ec2:CreateSnapshot", "Resource": "*", "Condition": { "Null": { "aws:RequestTag/team": "true" } } },
  { "Effect": "Deny", "Action": "ec2:CreateSnapshot", "Resource": "*", "Condition": { "Null": { "aws:RequestTag/cost": "true" } } }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Deny", "Action": "ec2:CreateSnapshot", "Resource": "arn:aws:ec2:*::snapshot/*", "Condition": { "Null": { "aws:RequestTag/team": "true" } } },
  { "Effect": "Deny", "Action": "ec2:CreateSnapshot", "Resource": "arn:aws:ec2:*::snapshot/*", "Condition": { "Null": { "aws:RequestTag/cost": "true" } } }
] }
`,
    },
    {
      name: "allows the rest of a call whose first resources are named",
      title: "Allow 'volume' in another statement",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "ec2:CreateSnapshot", "Resource": "arn:aws:ec2:*::snapshot/*" }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "ec2:CreateSnapshot", "Resource": "arn:aws:ec2:*::snapshot/*" },
  { "Effect": "Allow", "Action": "ec2:CreateSnapshot", "Resource": "arn:aws:ec2:*:*:volume/*" }
] }
`,
    },
    {
      name: "allows the rest of the call",
      kind: "identity",
      title: "Allow 'volume' in another statement",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:CreateSnapshot",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestTag/team": "web" } }
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:CreateSnapshot",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestTag/team": "web" } }
    },
    {
      "Effect": "Allow",
      "Action": "ec2:CreateSnapshot",
      "Resource": "arn:aws:ec2:*:*:volume/*"
    }
  ]
}
`,
    },
    {
      name: "limits the Deny",
      kind: "scp",
      title: "Limit 'Resource' to 'arn:aws:ec2:*::snapshot/*'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
      "Resource": "*",
      "Condition": { "Null": { "aws:RequestTag/team": "true" } }
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:CreateSnapshot",
      "Resource": "arn:aws:ec2:*::snapshot/*",
      "Condition": { "Null": { "aws:RequestTag/team": "true" } }
    }
  ]
}
`,
    },
  ],
});

test("a security group is made in a VPC, which has no tags of the request", () => {
  const codesOf = (statement: object): readonly string[] =>
    findingsIn(
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Action: "ec2:CreateSecurityGroup", ...statement }] }),
      {
        kind: "identity",
        catalog: realCatalog(),
      },
    ).map(({ code, severity }) => `${severity} ${code}`);
  const untagged = { Condition: { Null: { "aws:RequestTag/Owner": "true" } } };
  assert.deepEqual(codesOf({ Effect: "Deny", Resource: "*", ...untagged }), ["warning one-call-several-resources"]);
  assert.deepEqual(codesOf({ Effect: "Deny", Resource: "arn:aws:ec2:*:*:security-group/*", ...untagged }), []);
  assert.deepEqual(codesOf({ Effect: "Deny", Resource: "*" }), []);
  const tagged = { Effect: "Allow", Condition: { StringEquals: { "aws:RequestTag/Owner": "me" } } };
  const [vpc, group] = ["arn:aws:ec2:us-west-2:111122223333:vpc/vpc-0abc", "arn:aws:ec2:*:*:security-group/*"];
  assert.deepEqual(codesOf({ Resource: [vpc, group], ...tagged }), ["info one-call-several-resources"]);
  assert.deepEqual(codesOf({ Resource: group, ...tagged }), []);
  assert.deepEqual(codesOf({ Resource: vpc, Effect: "Allow" }), []);
});

test("a launch is limited to what carries the tag of its instance, and the rest is allowed beside it", () => {
  const titleOf = (statement: object): readonly string[] => {
    const policy = { Version: "2012-10-17", Statement: [{ Resource: "*", ...statement }] };
    const findings = findingsIn(JSON.stringify(policy), { kind: "identity", catalog: realCatalog() });
    return findings.flatMap(({ fixes }) => (fixes?.() ?? []).map(({ title }) => phraseToMessage(title)));
  };
  const untagged = { Condition: { Null: { "aws:RequestTag/Owner": "true" } } };
  const tagged = { Condition: { StringEquals: { "aws:RequestTag/Owner": "me" } } };
  assert.deepEqual(titleOf({ Effect: "Deny", Action: "ec2:RunInstances", ...untagged }), [
    "Limit 'Resource' to 'arn:aws:ec2:*:*:instance/*'",
  ]);
  assert.deepEqual(titleOf({ Effect: "Deny", Action: ["ec2:RunInstances", "ec2:CreateVolume"], ...untagged }), [
    "Limit 'Resource' to 'arn:aws:ec2:*:*:instance/*' and 'arn:aws:ec2:*:*:volume/*'",
  ]);
  assert.deepEqual(titleOf({ Effect: "Allow", Action: "ec2:RunInstances", ...tagged }), [
    "Allow 'image', 'network-interface', 'security-group' and 'subnet' in another statement",
  ]);
});
