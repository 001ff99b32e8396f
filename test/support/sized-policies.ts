/** Policies and other texts of a given size, made the same in every run. */

const ACTIONS = ["s3:GetObject", "s3:PutObject", "sqs:SendMessage", "dynamodb:GetItem", "kms:Decrypt", "ec2:Describe*"];

/** An ordinary identity policy of about so many characters. */
export function policyOf(characters: number): string {
  const statements: object[] = [];
  let length = 0;
  while (length < characters) {
    const index = statements.length;
    const statement = {
      Sid: `Statement${index}`,
      Effect: index % 5 === 0 ? "Deny" : "Allow",
      Action: ACTIONS.slice(0, 1 + (index % ACTIONS.length)),
      Resource: [`arn:aws:s3:::bucket-${index}/*`, `arn:aws:sqs:us-east-1:111122223333:queue-${index}`],
      Condition: {
        StringEquals: { "aws:PrincipalTag/team": ["blue", "green"], "aws:RequestedRegion": "us-east-1" },
        Bool: { "aws:SecureTransport": "true" },
      },
    };
    statements.push(statement);
    length += JSON.stringify(statement, null, 2).length;
  }
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
}

/** JSON without a policy, of about so many characters. */
export function otherJsonOf(characters: number): string {
  const rows: object[] = [];
  for (let length = 0; length < characters; length += 60) rows.push({ id: rows.length, name: "row", tags: ["a", "b"] });
  return JSON.stringify(rows);
}

/** A log with a denial in its last line. */
export function logOf(characters: number): string {
  const line = "2026-01-02T03:04:05Z INFO worker 17 handled request 4711 in 12 ms: ok\n";
  const denial =
    "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:iam::111122223333:user/ana " +
    'is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::reports/a.csv" because no identity-based ' +
    "policy allows the s3:GetObject action\n";
  return line.repeat(Math.ceil(characters / line.length)) + denial;
}

/** What the AWS CLI prints of a whole account, of about so many characters: roles with inline policies, and managed ones. */
export function snapshotOf(characters: number): string {
  const roles: object[] = [];
  const policies: object[] = [];
  for (let length = 0; length < characters; length += SNAPSHOT_PAIR) {
    const number = roles.length;
    roles.push(roleOf(number));
    policies.push(managedPolicyOf(number));
  }
  return JSON.stringify({ RoleDetailList: roles, Policies: policies }, null, 4);
}

const SNAPSHOT_PAIR = 20_600;
const ACCOUNT = "111122223333";

function roleOf(number: number): object {
  return {
    RoleName: `role-${number}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role/role-${number}`,
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
    RolePolicyList: [{ PolicyName: `inline-${number}`, PolicyDocument: documentOf(number, "r", 9) }],
    AttachedManagedPolicies: [
      { PolicyName: `managed-${number}`, PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/managed-${number}` },
    ],
  };
}

function managedPolicyOf(number: number): object {
  return {
    PolicyName: `managed-${number}`,
    Arn: `arn:aws:iam::${ACCOUNT}:policy/managed-${number}`,
    DefaultVersionId: "v1",
    PolicyVersionList: [{ VersionId: "v1", IsDefaultVersion: true, Document: documentOf(number, "m", 9) }],
  };
}

const GROUPS = [
  ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:GetObjektTagging"],
  ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:BatchGet*"],
  ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"],
  ["ec2:Describe*", "ec2:RunInstances", "ec2:CreateTags"],
  ["kms:Decrypt", "kms:GenerateDataKey"],
  ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
];

/** Some of its statements are wrong, or never match, as in any account. */
function documentOf(number: number, mark: string, statements: number): object {
  return {
    Version: "2012-10-17",
    Statement: Array.from({ length: statements }, (_, index) => {
      const group = (number * 7 + index) % GROUPS.length;
      const service = ["s3", "dynamodb", "sqs", "ec2", "kms", "logs"][group] ?? "s3";
      return {
        Sid: `Statement${mark}${number}n${index}`,
        Effect: index % 4 === 3 ? "Deny" : "Allow",
        Action: GROUPS[group],
        Resource: [
          service === "s3" ? `arn:aws:s3:::bucket-${number}-${index}/*` : `arn:aws:${service}:*:${ACCOUNT}:*`,
          `arn:aws:s3:::shared-${number % 50}/*`,
        ],
        Condition: {
          StringEquals: {
            "aws:RequestedRegion": ["eu-west-1", "us-east-1"],
            [`aws:PrincipalTag/team-${number % 9}`]: `t${index}`,
          },
          ...(number % 10 === 0 ? { Bool: { "aws:SecureTransport": "yes" } } : {}),
        },
      };
    }),
  };
}
