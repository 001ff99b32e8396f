import { withoutAncestors } from "../../server/src/checks/rules/without-ancestors.ts";
import { describeCheck } from "../support/describe-check.ts";

const GLUE = "arn:aws:glue:eu-west-1:111122223333";
const allow = (action: string, ...resources: string[]): object => ({
  Effect: "Allow",
  Action: action,
  Resource: resources,
});
const policyOf = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });

describeCheck(withoutAncestors, {
  fires: [
    {
      name: "a table alone, and a database without the catalog",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "glue:GetTable",
                 ^^^^^^^^^^^^^ without-ancestors: AWS Glue asks whether 'glue:GetTable' is allowed on the table, the database and the catalog, and this policy allows it on no database and no catalog. Add their ARNs to 'Resource'.
      "Resource": "arn:aws:glue:eu-west-1:111122223333:table/sales/*"
    },
    {
      "Effect": "Allow",
      "Action": "glue:GetDatabase",
                 ^^^^^^^^^^^^^^^^ without-ancestors: AWS Glue asks whether 'glue:GetDatabase' is allowed on the database and the catalog, and this policy allows it on no catalog. Add its ARN to 'Resource'.
      "Resource": "arn:aws:glue:eu-west-1:111122223333:database/sales"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "all three",
      policy: policyOf(allow("glue:GetTable", `${GLUE}:table/s/*`, `${GLUE}:database/s`, `${GLUE}:catalog`)),
    },
    {
      name: "what another statement allows",
      policy: policyOf(
        allow("glue:GetTable", `${GLUE}:table/s/*`),
        allow("glue:Get*", `${GLUE}:database/s`, `${GLUE}:catalog`),
      ),
    },
    {
      name: "a database that is not named, beside the catalog",
      policy: policyOf(allow("glue:GetDatabase", `${GLUE}:catalog`)),
    },
    { name: "everything", policy: policyOf(allow("glue:GetTable", "*")) },
    { name: "any resource of Glue", policy: policyOf(allow("glue:GetTable", `${GLUE}:*`)) },
    {
      name: "an ARN that the file does not settle",
      policy: policyOf(allow("glue:GetTable", `${GLUE}:table/s/*`, "${More}")),
    },
    { name: "a wildcard for the action", policy: policyOf(allow("glue:GetTab*", `${GLUE}:table/s/*`)) },
    { name: "a Deny", policy: policyOf({ ...allow("glue:GetTable", `${GLUE}:table/s/*`), Effect: "Deny" }) },
    {
      name: "the policy of the catalog",
      kind: "resource",
      policy: policyOf(allow("glue:GetTable", `${GLUE}:table/s/*`)),
    },
  ],
  fixes: [
    {
      name: "the database and the catalog of the table",
      title: `Add '${GLUE}:database/sales' and '${GLUE}:catalog'`,
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "glue:GetTable",
      "Resource": ["${GLUE}:table/sales/*"]
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "glue:GetTable",
      "Resource": ["${GLUE}:table/sales/*", "${GLUE}:database/sales", "${GLUE}:catalog"]
    }
  ]
}
`,
    },
  ],
});
