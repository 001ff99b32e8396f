import { resourceMatchesNothing } from "../../server/src/checks/rules/resource-matches-nothing.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(resourceMatchesNothing, {
  fires: [
    {
      name: "all resources left out",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:DeleteObject",
      "NotResource": "*"
                     ^^^ resource-matches-nothing: This Deny never denies: 'NotResource' excludes every resource. Name fewer resources in 'NotResource'.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "some resources left out",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:DeleteObject",
      "NotResource": "arn:aws:s3:::scratch/*"
    }
  ]
}
`,
    },
  ],
  fixes: [],
});
