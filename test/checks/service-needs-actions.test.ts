import { serviceNeedsActions } from "../../server/src/checks/rules/service-needs-actions.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(serviceNeedsActions, {
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
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ service-needs-actions: IAM Roles Anywhere cannot assume this role, because it also needs 'sts:SetSourceIdentity'. Add it.
      "Action": ["sts:AssumeRole", "sts:TagSession"]
    }
  ]
}
`,
    },
    {
      name: "pods that cannot tag their session",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "pods.eks.amazonaws.com" },
                                 ^^^^^^^^^^^^^^^^^^^^^^ service-needs-actions: EKS Pod Identity cannot assume this role, because it also needs 'sts:TagSession'. Add it.
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "pods with both actions, in two statements",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "pods.eks.amazonaws.com" }, "Action": "sts:AssumeRole" },
    { "Effect": "Allow", "Principal": { "Service": "pods.eks.amazonaws.com" }, "Action": "sts:TagSession" }
  ]
}
`,
    },
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
