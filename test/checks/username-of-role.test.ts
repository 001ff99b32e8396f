import { usernameOfRole } from "../../server/src/checks/rules/username-of-role.ts";
import { describeCheck } from "../support/describe-check.ts";
import { surroundingsOf } from "../support/surroundings.ts";

const ROLE = surroundingsOf([]);
const BOTH = surroundingsOf([], {
  holders: ["arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:user/ana"],
});

const withResource = (resource: string): string => `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "${resource}" }]
}
`;

describeCheck(usernameOfRole, {
  fires: [
    {
      name: "a policy of which the file says that it is a role's",
      kind: "identity",
      holder: "role",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/\${aws:username}/*" },
                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ username-of-role: Only requests of IAM users carry 'aws:username', and this is the policy of a role: no request has a value for '\${aws:username}', so this matches nothing. Use a tag of the role such as '\${aws:PrincipalTag/team}', or '\${aws:userid}'.
    { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*", "Condition": { "StringEquals": { "aws:username": "ann" } } }
                                                                                                     ^^^^^^^^^^^^^^ username-of-role: Only requests of IAM users carry 'aws:username', and this is the policy of a role, so no request meets this condition. Use 'aws:PrincipalArn' or 'aws:userid'.
  ]
}
`,
    },
    {
      name: "the variable, and the key itself",
      kind: "identity",
      surroundings: ROLE,
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::home/all/*", "arn:aws:s3:::home/\${aws:username}/*"]
                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ username-of-role: Only requests of IAM users carry 'aws:username', and this policy is attached to 'role/app': no request has a value for '\${aws:username}', so this matches nothing. Use a tag of the role such as '\${aws:PrincipalTag/team}', or '\${aws:userid}'.
    },
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::home",
      "Condition": { "StringLike": { "s3:prefix": "\${aws:username}/*" } }
                                                   ^^^^^^^^^^^^^^^^^ username-of-role: Only requests of IAM users carry 'aws:username', and this policy is attached to 'role/app': no request has a value for '\${aws:username}', so this matches nothing. Use a tag of the role such as '\${aws:PrincipalTag/team}', or '\${aws:userid}'.
    },
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::home",
      "Condition": { "StringEquals": { "aws:username": ["ana", "ben"] } }
                                       ^^^^^^^^^^^^^^ username-of-role: Only requests of IAM users carry 'aws:username', and this policy is attached to 'role/app', so no request meets this condition. Use 'aws:PrincipalArn' or 'aws:userid'.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a policy of which nobody says who has it",
      kind: "identity",
      policy: withResource("arn:aws:s3:::home/${aws:username}/*"),
    },
    {
      name: "a policy that a user has as well",
      kind: "identity",
      surroundings: BOTH,
      policy: withResource("arn:aws:s3:::home/${aws:username}/*"),
    },
    {
      name: "a variable with a default",
      kind: "identity",
      surroundings: ROLE,
      policy: withResource("arn:aws:s3:::home/${aws:username, 'shared'}/*"),
    },
    {
      name: "what a role has",
      kind: "identity",
      surroundings: ROLE,
      policy: withResource("arn:aws:s3:::home/${aws:userid}/*"),
    },
    {
      name: "everybody who is not that user",
      kind: "identity",
      surroundings: ROLE,
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:username": "ana" } } }]
}
`,
    },
  ],
  fixes: [],
});
