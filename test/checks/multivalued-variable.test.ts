import { multivaluedVariable } from "../../server/src/checks/rules/multivalued-variable.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(multivaluedVariable, {
  fires: [
    {
      name: "in a resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::home/\${aws:PrincipalOrgPaths}"
                                     ^^^^^^^^^^^^^^^^^^^^^^^^ multivalued-variable: 'aws:PrincipalOrgPaths' can have several values, and AWS does not support such a key as a variable, so '\${aws:PrincipalOrgPaths}' stands for none of them. Use a key with a single value.
    }
  ]
}
`,
    },
    {
      name: "in a condition",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipalTag/a": "\${aws:CalledVia}" } }
                                                              ^^^^^^^^^^^^^^^^ multivalued-variable: 'aws:CalledVia' can have several values, and AWS does not support such a key as a variable, so '\${aws:CalledVia}' stands for none of them. Use a key with a single value.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "keys with one value",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::home/\${aws:username}"
    }
  ]
}
`,
    },
    {
      name: "variables of a template",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::home/\${TagKeys}"
    }
  ]
}
`,
    },
  ],
  fixes: [],
});
