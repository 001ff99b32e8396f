/** Small policies for the tests. */

/** An identity policy of one statement that allows `action` on the objects of a bucket, two blanks deep. */
export function policyAllowing(action: string): string {
  const statement = { Effect: "Allow", Action: action, Resource: "arn:aws:s3:::example-reports/*" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, 2);
}
