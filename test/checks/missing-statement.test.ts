import { missingStatement } from "../../server/src/checks/rules/missing-statement.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(missingStatement, {
  fires: [
    {
      name: "a policy without statements",
      picture: `
{ "Version": "2012-10-17" }
^ missing-statement: This policy has no 'Statement', so AWS rejects it. Add one.
`,
    },
  ],
  silent: [
    {
      name: "a misspelled Statement: that is unknown-element",
      policy: `
{ "Version": "2012-10-17", "statement": [] }
`,
    },
    {
      name: "a policy that cannot be read to its end",
      policy: `
{
  "Version": "2012-10-17",
  "State
`,
    },
    {
      name: "a policy that is filled in later",
      policy: `
{ "Version": "2012-10-17", "\${statements}": [] }
`,
    },
  ],
  fixes: [],
});
