import assert from "node:assert/strict";
import { test } from "node:test";
import { needsAllResources } from "../../server/src/checks/rules/needs-all-resources.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(needsAllResources, {
  fires: [
    {
      name: "a pattern of which hardly any action takes one",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "ec2:Describe*", "Resource": "arn:aws:ec2:*:*:*/*" } }
                                                                        ^^^^^^^^^^^^^ needs-all-resources: None of the 4 actions that 'ec2:Describe*' stands for has resource types, and AWS documents that 'Resource' must be '*' for such an action. With an ARN they are usually not allowed. Move it to a statement with '*'.
`,
    },
    {
      name: "beside an action that has resources",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["ec2:DescribeInstances", "ec2:TerminateInstances"],
                  ^^^^^^^^^^^^^^^^^^^^^ needs-all-resources: 'ec2:DescribeInstances' has no resource types, and AWS documents that 'Resource' must be '*' for such an action. With an ARN it is usually not allowed. Move it to a statement with '*'.
      "Resource": "arn:aws:ec2:*:*:instance/*"
    }
  ]
}
`,
    },
    {
      name: "an ARN of which a part is filled in",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "arn:aws:ec2:\${AWS::Region}:\${account}:instance/\${id}" }
                                    ^^^^^^^^^^^^^^^^^^^^^ needs-all-resources: 'ec2:DescribeInstances' has no resource types, and AWS documents that 'Resource' must be '*' for such an action. With an ARN it is usually not allowed. Move it to a statement with '*'.
  ]
}
`,
    },
    {
      name: "several of them, told once",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["ec2:DescribeInstances", "ec2:TerminateInstances", "ec2:DescribeImages"],
                  ^^^^^^^^^^^^^^^^^^^^^ needs-all-resources: 'ec2:DescribeInstances' and 'ec2:DescribeImages' have no resource types, and AWS documents that 'Resource' must be '*' for such actions. With an ARN they are usually not allowed. Move them to a statement with '*'.
      "Resource": "arn:aws:ec2:*:*:instance/*"
    }
  ]
}
`,
    },
    {
      name: "the only action of a Deny",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:DescribeInstances",
                 ^^^^^^^^^^^^^^^^^^^^^ needs-all-resources: 'ec2:DescribeInstances' has no resource types, and AWS documents that 'Resource' must be '*' for such an action. With an ARN it is usually not denied. Move it to a statement with '*'.
      "Resource": "arn:aws:ec2:*:*:instance/*"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "an ARN of a type that the reference lists for no action: any of them may act on it",
      catalog: realCatalog(),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["cloudformation:DescribeGeneratedTemplate", "cloudformation:ListGeneratedTemplates"],
      "Resource": "arn:aws:cloudformation:eu-west-1:111122223333:generatedTemplate/0a1b2c3d"
    }
  ]
}
`,
    },
    {
      name: "what a guide of AWS grants on an ARN",
      catalog: realCatalog(),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "eks:CreateCluster",
      "Resource": "arn:aws:eks:us-west-2:111122223333:cluster/my-cluster"
    }
  ]
}
`,
    },
    {
      name: "the policy of a resource",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["s3:GetObject", "s3:ListAllMyBuckets"],
      "Resource": "arn:aws:s3:::example-bucket/*"
    }
  ]
}
`,
    },
    {
      name: "all resources",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:DescribeInstances",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "an ARN of which the resource is a wildcard",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListAllMyBuckets",
      "Resource": "arn:aws:s3:::*"
    }
  ]
}
`,
    },
    {
      name: "a wildcard in the action of which some take a resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:*",
      "Resource": "arn:aws:ec2:*:*:instance/*"
    }
  ]
}
`,
    },
    {
      name: "a resource that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:DescribeInstances",
      "Resource": "\${arn}"
    }
  ]
}
`,
    },
    {
      name: "an ARN of which the end, or most of it, is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "arn:aws:ec2:eu-west-1:\${account}:\${rest}" },
    { "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "arn:aws:\${rest}/x" },
    { "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "\${start}:ec2:eu-west-1:111122223333:instance/x" }
  ]
}
`,
    },
    {
      name: "all resources beside an ARN",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:DescribeInstances",
      "Resource": ["arn:aws:ec2:*:*:instance/*", "*"]
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "moves the action",
      title: "Move 'ec2:DescribeInstances' to a new statement on '*'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["ec2:DescribeInstances", "ec2:TerminateInstances"],
      "Resource": "arn:aws:ec2:*:*:instance/*"
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
      "Action": ["ec2:TerminateInstances"],
      "Resource": "arn:aws:ec2:*:*:instance/*"
    },
    {
      "Effect": "Allow",
      "Action": "ec2:DescribeInstances",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
});

test("it is a warning only where the statement allows nothing, whatever a service asks for", () => {
  const severityOf = (
    action: string | readonly string[],
    resource: string | readonly string[],
    effect = "Allow",
  ): string =>
    findingsIn(
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: effect, Action: action, Resource: resource }] }),
      { checks: [needsAllResources] },
    )
      .map(({ severity }) => severity)
      .join();
  const instance = "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0";
  assert.equal(severityOf("ec2:DescribeInstances", instance), "warning");
  assert.equal(severityOf("ec2:DescribeInstances", [instance, "arn:aws:ec2:*:*:instance/i-1*"]), "warning");
  assert.equal(severityOf("ec2:DescribeInstances", "arn:aws:ec2:*:*:instance/*"), "info");
  assert.equal(severityOf("ec2:DescribeInstances", [instance, "arn:aws:ec2:*:*:instance/*"]), "info");
  assert.equal(severityOf(["ec2:DescribeInstances", "ec2:TerminateInstances"], instance), "info");
  assert.equal(severityOf("ec2:DescribeInstances", instance, "Deny"), "info");
});

test("very many actions are one finding, of which some places are shown and all are moved", () => {
  const { actionNames = [] } = realCatalog().service("ec2") ?? {};
  const described = actionNames.filter((one) => one.startsWith("Describe")).slice(0, 150);
  const Action = ["ec2:TerminateInstances", ...described.map((one) => `ec2:${one}`)];
  const statement = { Effect: "Allow", Action, Resource: "arn:aws:ec2:*:*:instance/*" };
  const [finding, ...others] = findingsIn(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), {
    ...{ kind: "identity", catalog: realCatalog() },
    checks: [needsAllResources],
  });
  assert.deepEqual(others, []);
  assert.equal(finding?.related?.length, 50);
  assert.equal(finding.fixes?.().length, 1);
});
