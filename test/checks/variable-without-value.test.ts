import { variableWithoutValue } from "../../server/src/checks/rules/variable-without-value.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(variableWithoutValue, {
  fires: [
    {
      name: "variables of devices in policies for other services",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs/\${iot:Connection.Thing.ThingName}/*" },
                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ variable-without-value: Only AWS IoT Core knows '\${iot:Connection.Thing.ThingName}', in requests of its own actions, so this matches nothing. Use a tag of the caller such as '\${aws:PrincipalTag/thing}', or '\${credentials-iot:ThingName}' where the credentials come from AWS IoT Core.
    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::logs", "Condition": { "StringLike": { "s3:prefix": "\${iot:ClientId}/*" } } }
                                                                                                                                  ^^^^^^^^^^^^^^^ variable-without-value: Only AWS IoT Core knows '\${iot:ClientId}', in requests of its own actions, so this matches nothing. Use a tag of the caller such as '\${aws:PrincipalTag/thing}', or '\${credentials-iot:ThingName}' where the credentials come from AWS IoT Core.
  ]
}
`,
    },
    {
      name: "variables of AWS Transfer Family in a policy of IAM",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::\${transfer:HomeBucket}/*" }
                                                                             ^^^^^^^^^^^^^^^^^^^^^^ variable-without-value: AWS Transfer Family replaces '\${transfer:HomeBucket}' only in the session policy of a user, not in a policy of IAM, so this matches nothing. Move the statement into the user's session policy.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "policies of devices",
      kind: "iot",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iot:Publish", "Resource": "arn:aws:iot:us-east-1:111122223333:topic/\${iot:Connection.Thing.ThingName}" }
  ]
}
`,
    },
    {
      name: "actions of AWS IoT beside others",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "iot:Connect"], "Resource": "arn:aws:iot:us-east-1:111122223333:client/\${iot:ClientId}" }
  ]
}
`,
    },
    {
      name: "the variable of credentials that a certificate gave",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/\${credentials-iot:ThingName}/*" }
  ]
}
`,
    },
    {
      name: "the session policy of a user of AWS Transfer Family",
      kind: "session",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::\${transfer:HomeBucket}/*" }
  ]
}
`,
    },
    {
      name: "a file that may be such a session policy",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::\${transfer:HomeBucket}/\${transfer:UserName}/*" }
  ]
}
`,
    },
    {
      name: "what a negated operator compares",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::logs/\${iot:ClientId}/*", "Condition": { "StringNotEquals": { "s3:prefix": "\${iot:ClientId}" } } }
  ]
}
`,
    },
  ],
  fixes: [],
});
