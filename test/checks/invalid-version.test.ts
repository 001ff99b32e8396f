import { invalidVersion } from "../../server/src/checks/rules/invalid-version.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(invalidVersion, {
  fires: [
    {
      name: "a date of one's own",
      picture: `
{ "Version": "2024-01-01", "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::x" } }
              ^^^^^^^^^^ invalid-version: '2024-01-01' is not a version of the policy language. Write '2012-10-17', or '2008-10-17' for the old one.
`,
    },
  ],
  silent: [
    {
      name: "the current version",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "the old version",
      policy: `
{ "Version": "2008-10-17", "Statement": [] }
`,
    },
    {
      name: "no version",
      policy: `
{ "Statement": [] }
`,
    },
    {
      name: "one that is filled in later",
      policy: `
{ "Version": "\${version}", "Statement": [] }
`,
    },
  ],
  fixes: [
    {
      name: "takes the current version",
      title: "Replace '2012-10-18' with '2012-10-17'",
      before: `
{ "Version": "2012-10-18", "Statement": [] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [] }
`,
    },
  ],
});
