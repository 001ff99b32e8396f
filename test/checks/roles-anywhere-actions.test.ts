import { rolesAnywhereActions } from "../../server/src/checks/rules/roles-anywhere-actions.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(rolesAnywhereActions, {
  fires: [
    {
      name: "one of three missing",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "rolesanywhere.amazonaws.com" },
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ roles-anywhere-actions: IAM Roles Anywhere cannot assume this role, because it also needs 'sts:SetSourceIdentity'. Add it.
      "Action": ["sts:AssumeRole", "sts:TagSession"]
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a wildcard",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "rolesanywhere.amazonaws.com" },
      "Action": "sts:*"
    }
  ]
}
`,
    },
    {
      name: "other services",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "lambda.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "actions that are filled in later",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "rolesanywhere.amazonaws.com" },
      "Action": "\${actions}"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "makes a list",
      kind: "trust",
      title: "Add 'sts:SetSourceIdentity' and 'sts:TagSession'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "rolesanywhere.amazonaws.com" },
      "Action": "sts:AssumeRole"
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
      "Principal": { "Service": "rolesanywhere.amazonaws.com" },
      "Action": [
        "sts:AssumeRole",
        "sts:SetSourceIdentity",
        "sts:TagSession"
      ]
    }
  ]
}
`,
    },
    {
      name: "goes on with the list",
      kind: "trust",
      title: "Add 'sts:TagSession'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "rolesanywhere.amazonaws.com" },
      "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"]
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
      "Principal": { "Service": "rolesanywhere.amazonaws.com" },
      "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]
    }
  ]
}
`,
    },
  ],
});
