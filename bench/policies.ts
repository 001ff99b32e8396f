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
