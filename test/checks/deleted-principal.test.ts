import { deletedPrincipal } from "../../server/src/checks/rules/deleted-principal.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(deletedPrincipal, {
  fires: [
    {
      name: "the unique ID of a role and of a user",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": ["AROAEXAMPLEEXAMPLE123", "AIDAEXAMPLEEXAMPLE123"] },
                              ^^^^^^^^^^^^^^^^^^^^^ deleted-principal: 'AROAEXAMPLEEXAMPLE123' is the ID of a role that no longer exists, so it matches nobody. Remove it, or write the ARN of a role that exists.
                                                       ^^^^^^^^^^^^^^^^^^^^^ deleted-principal: 'AIDAEXAMPLEEXAMPLE123' is the ID of a user that no longer exists, so it matches nobody. Remove it, or write the ARN of a user that exists.
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "accounts, ARNs and what is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": ["111122223333", "arn:aws:iam::111122223333:role/AROAEXAMPLEEXAMPLE123", "\${AROAEXAMPLEEXAMPLE123}"] },
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  fixes: [],
});
