import { roleTrustsItself } from "../../server/src/checks/rules/role-trusts-itself.ts";
import { describeCheck } from "../support/describe-check.ts";

const OWN = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "sts:AssumeRole" } }`;

describeCheck(roleTrustsItself, {
  fires: [
    {
      name: "the role that a template makes",
      kind: "trust",
      declaredResources: ["arn:*:iam::*:role/app"],
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": ["arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:role/other"] },
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role-trusts-itself: This is the role's own trust policy, and AWS rejects it while 'arn:aws:iam::111122223333:role/app' does not exist ("Invalid principal in policy"). Create the role without this principal, then add it. Otherwise name the account, with a condition on 'aws:PrincipalArn'.
    "Action": "sts:AssumeRole"
  }
}
`,
    },
    {
      name: "the role that the folder is called after",
      kind: "trust",
      folderOfRole: "app",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role-trusts-itself: This is the role's own trust policy, and AWS rejects it while 'arn:aws:iam::111122223333:role/app' does not exist ("Invalid principal in policy"). Create the role without this principal, then add it. Otherwise name the account, with a condition on 'aws:PrincipalArn'.
    "Action": "sts:AssumeRole"
  }
}
`,
    },
  ],
  silent: [
    { name: "another role", kind: "trust", folderOfRole: "web", policy: OWN },
    { name: "a role of another account", kind: "trust", resource: "arn:aws:iam::444455556666:role/app", policy: OWN },
    { name: "a name that is open", kind: "trust", declaredResources: ["arn:*:iam::*:role/app-*"], policy: OWN },
    { name: "nothing that says whose it is", kind: "trust", policy: OWN },
    { name: "a policy of a resource", kind: "resource", declaredResources: ["arn:*:iam::*:role/app"], policy: OWN },
  ],
  fixes: [],
});
