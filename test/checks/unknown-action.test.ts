import { unknownAction } from "../../server/src/checks/rules/unknown-action.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(unknownAction, {
  fires: [
    {
      name: "a misspelled action",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObjekt", "s3:PutObject"],
                     ^^^^^^^^^ unknown-action: 'GetObjekt' is no action of s3 in the data of 2026-01-31, so 's3:GetObjekt' matches no request; did you mean 'GetObject'?
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "an operation that another action authorizes",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListObjectsV2",
                    ^^^^^^^^^^^^^ unknown-action: 'ListObjectsV2' is no action of s3 in the data of 2026-01-31, so 's3:ListObjectsV2' matches no request; did you mean 'ListBucket'?
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a pattern that matches no action",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:Fetch*", "s3:Get*"],
                     ^^^^^^ unknown-action: No action of s3 in the data of 2026-01-31 matches 'Fetch*', so 's3:Fetch*' matches no request
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "an action that was dropped",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "trustedadvisor:CreateEngagement",
                                ^^^^^^^^^^^^^^^^ unknown-action: 'CreateEngagement' was an action of trustedadvisor and is no longer in the data of 2026-01-31, so 'trustedadvisor:CreateEngagement' matches no request
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a NotAction that excludes nothing",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "NotAction": "s3:GetObjects", "Resource": "*" }
                                         ^^^^^^^^^^ unknown-action: 'GetObjects' is no action of s3 in the data of 2026-01-31, so 's3:GetObjects' excludes nothing; did you mean 'GetObject'?
  ]
}
`,
    },
    {
      name: "no other verb of the service is offered",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetBucket",
                    ^^^^^^^^^ unknown-action: 'GetBucket' is no action of s3 in the data of 2026-01-31, so 's3:GetBucket' matches no request
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "actions in any case",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:getobject", "S3:GETOBJECT", "ec2:describe*"],
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "unknown services: that is unknown-service",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "frobnicate:Foo",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "text that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:\${verb}Object", "s3:<verb>Object"],
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes the near action",
      title: "Replace 'GetObjekt' with 'GetObject'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObjekt",
      "Resource": "*"
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
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "takes the action that authorizes the operation",
      title: "Replace 'ListObjectsV2' with 'ListBucket'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListObjectsV2",
      "Resource": "*"
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
      "Action": "s3:ListBucket",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
});
