import { conflictingDenies } from "../../server/src/checks/rules/conflicting-denies.ts";
import { describeCheck } from "../support/describe-check.ts";

const statement = (sid: string, condition: string, more = ""): string =>
  `{ "Sid": "${sid}", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::example-bucket/*"${more}, "Condition": ${condition} }`;

const policy = (...statements: readonly string[]): string =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ${statements.join(",\n    ")}\n  ]\n}`;

const ENDPOINT = statement("Vpc", `{ "StringNotEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0" } }`);
const OFFICE = statement("Office", `{ "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }`);

describeCheck(conflictingDenies, {
  fires: [
    {
      name: "an endpoint in one and an address in the other",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Vpc",
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "arn:aws:s3:::example-bucket/*",
      "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0" } }
    },
    {
      "Sid": "Office",
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "arn:aws:s3:::example-bucket/*",
      "Condition": { "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
      ^^^^^^^^^^^ conflicting-denies: No request passes both this Deny and statement 'Vpc', so together they deny every request that both are about. If one of the two is enough to pass, put both conditions into one Deny.
    }
  ]
}
`,
    },
    {
      name: "another role in each, one of them for fewer actions",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": { "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/a" } }
    },
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::example-bucket/*",
      "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/b*" } }
      ^^^^^^^^^^^ conflicting-denies: No request passes both this Deny and statement 1, so together they deny every request that both are about. If one of the two is enough to pass, put both conditions into one Deny.
    }
  ]
}
`,
    },
    {
      name: "a condition and its opposite",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:PutObject",
      "Resource": "*",
      "Condition": { "Bool": { "aws:SecureTransport": "false" } }
    },
    {
      "Effect": "Deny",
      "Action": "s3:PutObject",
      "Resource": "*",
      "Condition": { "Bool": { "aws:SecureTransport": "true" } }
      ^^^^^^^^^^^ conflicting-denies: No request passes both this Deny and statement 1, so together they deny every request that both are about. If one of the two is enough to pass, put both conditions into one Deny.
    }
  ]
}
`,
    },
    {
      name: "limits of a number that leave nothing between them",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:ListBucket",
      "Resource": "*",
      "Condition": { "NumericLessThanIfExists": { "s3:max-keys": "10" } }
    },
    {
      "Effect": "Deny",
      "Action": "s3:ListBucket",
      "Resource": "*",
      "Condition": { "NumericGreaterThan": { "s3:max-keys": "5" } }
      ^^^^^^^^^^^ conflicting-denies: No request passes both this Deny and statement 1, so together they deny every request that both are about. If one of the two is enough to pass, put both conditions into one Deny.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "both conditions in one Deny",
      kind: "resource",
      policy: policy(
        statement(
          "Both",
          `{ "StringNotEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0" }, "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }`,
        ),
      ),
    },
    {
      name: "Denies that a request passes with both",
      kind: "resource",
      policy: policy(
        ENDPOINT,
        statement("Org", `{ "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }`),
        statement("Transport", `{ "Bool": { "aws:SecureTransport": "false" } }`),
        statement("Tls", `{ "NumericLessThan": { "s3:TlsVersion": "1.2" } }`),
      ),
    },
    {
      name: "conditions that apply only where their key is there",
      kind: "resource",
      policy: policy(
        statement(
          "Vpc",
          `{ "StringNotEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0" }, "Null": { "aws:SourceVpce": "false" } }`,
        ),
        statement(
          "Office",
          `{ "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" }, "Null": { "aws:SourceIp": "false" } }`,
        ),
      ),
    },
    {
      name: "Denies of different actions",
      kind: "resource",
      policy: policy(ENDPOINT.replace("s3:*", "s3:GetObject"), OFFICE.replace("s3:*", "s3:PutObject")),
    },
    {
      name: "one that denies everything by itself",
      kind: "resource",
      policy: policy(ENDPOINT, statement("All", `{ "Null": { "aws:SourceVpce": "maybe" } }`)),
    },
    {
      name: "values that a template fills in",
      kind: "resource",
      policy: policy(ENDPOINT, OFFICE.replace(`"203.0.113.0/24"`, `"<office>"`)),
    },
    {
      name: "Allows",
      kind: "resource",
      policy: policy(ENDPOINT, OFFICE).replaceAll("Deny", "Allow"),
    },
  ],
  fixes: [
    {
      name: "puts the conditions beside each other",
      kind: "resource",
      title: "Put both conditions into statement 'Vpc'",
      before: policy(ENDPOINT, OFFICE),
      after: policy(
        statement(
          "Vpc",
          `{ "StringNotEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0" }, "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }`,
        ),
      ),
    },
    {
      name: "puts the values of one key into one list",
      kind: "resource",
      title: "Put both conditions into statement 'A'",
      before: policy(
        statement("A", `{ "StringNotEquals": { "s3:x-amz-server-side-encryption": "AES256" } }`).replace(
          "s3:*",
          "s3:PutObject",
        ),
        statement("B", `{ "StringNotEquals": { "s3:x-amz-server-side-encryption": "aws:kms" } }`).replace(
          "s3:*",
          "s3:PutObject",
        ),
      ),
      after: policy(
        statement("A", `{ "StringNotEquals": { "s3:x-amz-server-side-encryption": ["AES256", "aws:kms"] } }`).replace(
          "s3:*",
          "s3:PutObject",
        ),
      ),
    },
    {
      name: "puts what three Denies except into one list",
      kind: "resource",
      title: "Put all conditions into statement 'A'",
      before: policy(
        statement("A", `{ "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/a" } }`),
        statement("B", `{ "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/b" } }`),
        statement("C", `{ "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/c" } }`),
      ),
      after: policy(
        statement(
          "A",
          `{ "ArnNotEquals": { "aws:PrincipalArn": ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/b", "arn:aws:iam::111122223333:role/c"] } }`,
        ),
      ),
    },
  ],
});
