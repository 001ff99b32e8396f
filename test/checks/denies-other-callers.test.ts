import { deniesOtherCallers } from "../../server/src/checks/rules/denies-other-callers.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(deniesOtherCallers, {
  fires: [
    {
      name: "AWS services, by an RCP",
      kind: "rcp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "StringNotEqualsIfExists": {
          "aws:PrincipalOrgID": "o-abc123def4"
           ^^^^^^^^^^^^^^^^^^ denies-other-callers: This Deny also denies AWS services that act as themselves, such as log delivery: their requests have no 'aws:PrincipalOrgID'. Add 'BoolIfExists' with 'aws:PrincipalIsAWSService' and 'false' to exempt them.
        }
      }
    }
  ]
}
`,
    },
    {
      name: "AWS services, by a bucket policy",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": {
        "AWS": "*"
      },
      "Action": "s3:*",
      "Resource": [
        "arn:aws:s3:::logs/*"
      ],
      "Condition": {
        "StringNotEquals": {
          "aws:PrincipalOrgID": "o-abc123def4"
           ^^^^^^^^^^^^^^^^^^ denies-other-callers: This Deny also denies AWS services that act as themselves, such as log delivery: their requests have no 'aws:PrincipalOrgID'. Add 'BoolIfExists' with 'aws:PrincipalIsAWSService' and 'false' to exempt them.
        }
      }
    }
  ]
}
`,
    },
    {
      name: "users and roles",
      kind: "rcp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "StringNotEqualsIfExists": {
          "aws:SourceOrgID": "o-abc123def4"
           ^^^^^^^^^^^^^^^ denies-other-callers: This Deny also denies users and roles: what they call themselves has no 'aws:SourceOrgID'. Add 'Bool' with 'aws:PrincipalIsAWSService' and 'true' to deny only AWS services.
        }
      }
    }
  ]
}
`,
    },
    {
      name: "services that name no source",
      kind: "rcp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "StringNotEqualsIfExists": {
          "aws:SourceOrgID": "o-abc123def4"
           ^^^^^^^^^^^^^^^ denies-other-callers: This Deny also denies AWS services whose requests name no source: these have no 'aws:SourceOrgID'. Add 'Null' with 'aws:SourceAccount' and 'false' to exempt them.
        },
        "Bool": {
          "aws:PrincipalIsAWSService": "true"
        }
      }
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "the account alone, which every request has",
      kind: "rcp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": { "StringNotEquals": { "aws:PrincipalAccount": "111122223333" } }
    }
  ]
}
`,
    },
    {
      name: "services exempted",
      kind: "rcp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "StringNotEqualsIfExists": {
          "aws:PrincipalOrgID": "o-abc123def4"
        },
        "BoolIfExists": {
          "aws:PrincipalIsAWSService": "false"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "only services that name a source",
      kind: "rcp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "StringNotEqualsIfExists": {
          "aws:SourceOrgID": "o-abc123def4"
        },
        "Null": {
          "aws:SourceAccount": "false"
        },
        "Bool": {
          "aws:PrincipalIsAWSService": "true"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "another condition, which may exempt them",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": [
        "arn:aws:s3:::logs/*"
      ],
      "Condition": {
        "StringNotEquals": {
          "aws:PrincipalOrgID": "o-abc123def4"
        },
        "StringNotLike": {
          "aws:PrincipalServiceName": "*.amazonaws.com"
        },
        "StringEquals": {
          "s3:x-amz-acl": "private"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "a key that has to be there",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": [
        "arn:aws:s3:::logs/*"
      ],
      "Condition": {
        "StringEquals": {
          "aws:PrincipalOrgID": "o-abc123def4"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "an SCP, which no service's own request is asked about",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "StringNotEquals": {
          "aws:PrincipalOrgID": "o-abc123def4"
        }
      }
    }
  ]
}
`,
    },
  ],
  fixes: [],
});
