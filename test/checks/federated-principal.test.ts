import { federatedPrincipal } from "../../server/src/checks/rules/federated-principal.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(federatedPrincipal, {
  fires: [
    {
      name: "an OpenID Connect provider beside a role",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app", "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ federated-principal: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' is an identity provider. Only a role trust policy can name one as principal, so it matches nobody here. Name the role that its users assume.
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a session of a role",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:sts::111122223333:assumed-role/app/ann" },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
  ],
  fixes: [],
});
