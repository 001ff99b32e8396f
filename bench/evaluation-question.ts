/** A question and policies that bear on it, as plain JSON, so that any evaluator can be asked the same. */

export const QUESTION = {
  principal: "arn:aws:iam::111122223333:user/ana",
  action: "s3:GetObject",
  resource: { arn: "arn:aws:s3:::s3-0/2026/a.csv", accountId: "111122223333" },
  context: {
    "aws:SourceIp": "203.0.113.9",
    "aws:PrincipalTag/team": "blue",
    "aws:MultiFactorAuthPresent": "true",
    "aws:username": "ana",
  },
} as const;

/** Ordinary policies of three statements, no two the same, each about one of eight services. The first allows. */
export function policyJson(index: number): object {
  const [prefix, resource, ...names] = SERVICES[index % SERVICES.length] ?? SERVICES[0];
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Use",
        Effect: "Allow",
        Action: names.slice(0, 1 + (index % names.length)).map((name) => `${prefix}:${name}`),
        Resource: [`${resource}${prefix}-${index}`, `${resource}${prefix}-${index}/*`],
        Condition: {
          StringEquals: { "aws:PrincipalTag/team": ["blue", "green"] },
          IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"] },
        },
      },
      {
        Sid: "Look",
        Effect: "Allow",
        Action: [`${prefix}:List*`, `${prefix}:Describe*`],
        Resource: "*",
      },
      {
        Sid: "WithoutMfa",
        Effect: "Deny",
        Action: `${prefix}:*`,
        Resource: `${resource}*`,
        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
      },
    ],
  };
}

/** What of a service's ARNs comes before the resource's name, and names of actions. */
type Service = readonly [prefix: string, resource: string, ...names: string[]];

const SERVICES: readonly [Service, ...Service[]] = [
  ["s3", "arn:aws:s3:::", "GetObject", "PutObject", "DeleteObject", "GetObjectTagging"],
  ["sqs", "arn:aws:sqs:us-east-1:111122223333:", "SendMessage", "ReceiveMessage", "DeleteMessage", "PurgeQueue"],
  ["dynamodb", "arn:aws:dynamodb:us-east-1:111122223333:table/", "GetItem", "PutItem", "Query", "Scan"],
  ["kms", "arn:aws:kms:us-east-1:111122223333:key/", "Decrypt", "Encrypt", "GenerateDataKey*", "DescribeKey"],
  ["lambda", "arn:aws:lambda:us-east-1:111122223333:function:", "InvokeFunction", "GetFunction", "UpdateFunction*"],
  ["sns", "arn:aws:sns:us-east-1:111122223333:", "Publish", "Subscribe", "GetTopicAttributes"],
  ["secretsmanager", "arn:aws:secretsmanager:us-east-1:111122223333:secret:", "GetSecretValue", "PutSecretValue"],
  ["ec2", "arn:aws:ec2:us-east-1:111122223333:instance/", "StartInstances", "StopInstances", "RebootInstances"],
];
