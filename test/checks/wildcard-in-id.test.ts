import { wildcardInId } from "../../server/src/checks/rules/wildcard-in-id.ts";
import { describeCheck } from "../support/describe-check.ts";

const on = (effect: string, operator: string, key: string, values: string): string =>
  `{ "Version": "2012-10-17", "Statement": { "Effect": "${effect}", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "${operator}": { "${key}": ${values} } } } }`;

describeCheck(wildcardInId, {
  fires: [
    {
      name: "an Allow, of each value",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "StringLike": { "aws:PrincipalOrgID": ["o-*", "o-a1b2c3d4e5"] } } } }
                                                                                                                                                                                                      ^^^ wildcard-in-id: 'o-*' also fits the IDs of others, so the condition on 'aws:PrincipalOrgID' does not keep them out. Write each ID in full.
`,
    },
    {
      name: "a part of an account's ID, in any case of the key",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "StringLikeIfExists": { "AWS:sourceaccount": "1111*" } } } }
                                                                                                                                                                                                            ^^^^^ wildcard-in-id: '1111*' also fits the IDs of others, so the condition on 'AWS:sourceaccount' does not keep them out. Write each ID in full.
`,
    },
    {
      name: "a Deny",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "StringNotLike": { "aws:SourceVpce": "vpce-0a1b2c??" } } } }
                                                                                                                                                                                                   ^^^^^^^^^^^^^ wildcard-in-id: 'vpce-0a1b2c??' also fits the IDs of others, so this Deny lets requests pass that have one of them under 'aws:SourceVpce'. Write each ID in full.
`,
    },
  ],
  silent: [
    ...[
      ["a whole ID", "Allow", "StringLike", "aws:PrincipalOrgID", `"o-a1b2c3d4e5"`],
      ["* alone", "Allow", "StringLike", "aws:PrincipalOrgID", `"*"`],
      ["a Deny that hits more", "Deny", "StringLike", "aws:SourceVpc", `"vpc-*"`],
      ["an Allow of all others", "Allow", "StringNotLike", "aws:SourceVpc", `"vpc-*"`],
      ["a key of which AWS expects patterns", "Allow", "StringLike", "aws:PrincipalOrgPaths", `"o-a1b2c3d4e5/*"`],
      ["an operator without wildcards", "Allow", "StringEquals", "aws:PrincipalAccount", `"1111*"`],
      ["a variable", "Allow", "StringLike", "aws:ResourceOrgID", `"\${aws:PrincipalOrgID}"`],
      ["what a tool fills in", "Allow", "StringLike", "aws:PrincipalAccount", `"\${Account}*"`],
    ].map(([name = "", effect = "", operator = "", key = "", values = ""]) => ({
      name,
      policy: on(effect, operator, key, values),
    })),
    ...["", `"Principal": { "AWS": "arn:aws:iam::111122223333:root" },`].map((principal) => ({
      name: `the organization of callers who are known${principal === "" ? ", as the policy is theirs" : ""}`,
      policy: on("Allow", "StringLike", "aws:PrincipalOrgID", `"o-*"`).replace(`"Principal": "*",`, principal),
    })),
  ],
  fixes: [],
});
