import { actionMatchesNothing } from "../../server/src/checks/rules/action-matches-nothing.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(actionMatchesNothing, {
  fires: [
    {
      name: "all actions left out",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "NotAction": "*",
                   ^^^ action-matches-nothing: This Allow never allows: 'NotAction' excludes every action. Name fewer actions in 'NotAction'.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "among others",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "NotAction": ["iam:*", "*"],
                   ^^^^^^^^^^^^^^ action-matches-nothing: This Deny never denies: 'NotAction' excludes every action. Name fewer actions in 'NotAction'.
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "all actions of a service left out",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "NotAction": "iam:*",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "an entry that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "NotAction": "\${action}",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  fixes: [],
});
