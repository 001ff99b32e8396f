import { malformedVariable } from "../../server/src/checks/rules/malformed-variable.ts";
import { describeCheck } from "../support/describe-check.ts";
import { reading } from "../support/reading-policy.ts";

describeCheck(malformedVariable, {
  fires: [
    {
      name: "a variable without its sign",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::home/{aws:username}/*", "arn:aws:s3:::home/{{aws:username}}", "arn:aws:s3:::home/#{aws:username}"]
                                      ^^^^^^^^^^^^^^ malformed-variable: A variable starts with '$', so AWS takes '{aws:username}' as plain text. Write '\${aws:username}'.
    }
  ]
}
`,
    },
    {
      name: "variables without braces",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::home/$aws:username/*", "arn:aws:s3:::home/$(aws:PrincipalTag/team)/*"]
                                      ^^^^^^^^^^^^^ malformed-variable: A variable stands in braces, so AWS takes '$aws:username' as plain text. Write '\${aws:username}'.
                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^ malformed-variable: A variable stands in braces, so AWS takes '$(aws:PrincipalTag/team)' as plain text. Write '\${aws:PrincipalTag/team}'.
    }
  ]
}
`,
    },
    {
      name: "a variable that is not closed",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::home/\${aws:username"
                                     ^^^^^^^^^^^^^^ malformed-variable: '\${aws:username' has no closing '}', so AWS takes it as plain text. Add the '}'.
    }
  ]
}
`,
    },
    {
      name: "blanks around the key",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::home/\${ aws:username }/*"
                                     ^^^^^^^^^^^^^^^^^ malformed-variable: A variable cannot have spaces around its key, so AWS does not replace '\${ aws:username }'. Remove the spaces.
    }
  ]
}
`,
    },
    {
      name: "a default without quotes",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::home/\${aws:PrincipalTag/team, none}/*"
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ malformed-variable: The default value of a variable needs single quotes, so AWS does not replace '\${aws:PrincipalTag/team, none}'. Put it in single quotes.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a dollar sign of a name",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::home/$LATEST/$aws/\${aws:username}/*"
    }
  ]
}
`,
    },
    {
      name: "variables, defaults and escapes",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::home/\${aws:username}/\${*}", "arn:aws:s3:::home/\${aws:PrincipalTag/team, 'none'}/*"]
    }
  ]
}
`,
    },
    {
      name: "variables of a template",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::home/\${ bucket }/*", "arn:aws:s3:::home/\${"]
    }
  ]
}
`,
    },
    {
      name: "the old version, which knows no variables",
      policy: `
{
  "Version": "2008-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/\${ aws:username }/*" }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "puts braces around",
      title: "Replace with '${aws:username}'",
      before: reading("arn:aws:s3:::home/$aws:username/*"),
      after: reading(`arn:aws:s3:::home/\${aws:username}/*`),
    },
    {
      name: "removes the blanks",
      title: "Replace with '${aws:username}'",
      before: reading(`arn:aws:s3:::home/\${ aws:username }/*`),
      after: reading(`arn:aws:s3:::home/\${aws:username}/*`),
    },
    {
      name: "quotes the default",
      title: "Replace with '${aws:PrincipalTag/team, 'none'}'",
      before: reading(`arn:aws:s3:::home/\${aws:PrincipalTag/team, none}/*`),
      after: reading(`arn:aws:s3:::home/\${aws:PrincipalTag/team, 'none'}/*`),
    },
  ],
});
