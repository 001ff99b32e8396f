import { missingAction } from "../../server/src/checks/rules/missing-action.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(missingAction, {
  fires: [
    {
      name: "a statement without actions",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Resource": "*" }
    ^ missing-action: This statement has neither 'Action' nor 'NotAction', so AWS rejects the policy. Add one of them.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "actions that are there, negated, misspelled or filled in later",
      policy: `
{ "Statement": [{ "Action": "*" }, { "NotAction": "*" }, { "actions": "*" }, { "Action": { "Ref": "A" } }, { "\${rest}": "" }] }
`,
    },
  ],
  fixes: [],
});
