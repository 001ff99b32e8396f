import { notPrincipalWithAllow } from "../../server/src/checks/rules/not-principal-with-allow.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(notPrincipalWithAllow, {
  fires: [
    {
      name: "NotPrincipal with Allow",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "NotPrincipal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "*" }
                          ^^^^^^^^^^^^ not-principal-with-allow: AWS does not support 'NotPrincipal' with 'Allow'. It would allow everyone else, even anonymous callers. Use 'Principal' and name who is allowed.
  ]
}
`,
    },
    {
      name: "NotPrincipal with everyone",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "NotPrincipal": "*", "Action": "s3:GetObject", "Resource": "*" }
                          ^^^^^^^^^^^^ not-principal-with-allow: AWS does not support 'NotPrincipal' with 'Allow'. This one excludes everyone, so it allows nobody. Use 'Principal' and name who is allowed.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "NotPrincipal with Deny",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "NotPrincipal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "an effect that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "\${effect}", "NotPrincipal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "trust policies: that is unsupported-element",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "NotPrincipal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole" }
  ]
}
`,
    },
  ],
  fixes: [],
});
