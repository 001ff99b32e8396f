import { attributesWithoutSelect } from "../../server/src/checks/rules/attributes-without-select.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(attributesWithoutSelect, {
  fires: [
    {
      name: "a query",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "dynamodb:GetItem",
        "dynamodb:Query"
      ],
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
      "Condition": {
        "ForAllValues:StringEquals": {
          "dynamodb:Attributes": [
           ^^^^^^^^^^^^^^^^^^^ attributes-without-select: A query that names no attributes returns all of them, and its request meets this condition. Add 'StringEqualsIfExists' with 'dynamodb:Select' and 'SPECIFIC_ATTRIBUTES'.
            "id",
            "total"
          ]
        }
      }
    }
  ]
}
`,
    },
    {
      name: "a wildcard",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "dynamodb:*",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
      "Condition": {
        "ForAllValues:StringEquals": {
          "dynamodb:Attributes": [
           ^^^^^^^^^^^^^^^^^^^ attributes-without-select: A query that names no attributes returns all of them, and its request meets this condition. Add 'StringEqualsIfExists' with 'dynamodb:Select' and 'SPECIFIC_ATTRIBUTES'.
            "id",
            "total"
          ]
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
      name: "with Select",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "dynamodb:GetItem",
        "dynamodb:Query"
      ],
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
      "Condition": {
        "ForAllValues:StringEquals": {
          "dynamodb:Attributes": [
            "id",
            "total"
          ]
        },
        "StringEqualsIfExists": {
          "dynamodb:Select": "SPECIFIC_ATTRIBUTES"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "one item, which has no Select",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
      "Condition": {
        "ForAllValues:StringEquals": {
          "dynamodb:Attributes": [
            "id",
            "total"
          ]
        }
      }
    }
  ]
}
`,
    },
    {
      name: "a Deny",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": [
        "dynamodb:GetItem",
        "dynamodb:Query"
      ],
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
      "Condition": {
        "ForAllValues:StringEquals": {
          "dynamodb:Attributes": [
            "id",
            "total"
          ]
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
