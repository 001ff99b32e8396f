/** A policy that allows reading from one resource, laid out as people write it. */
export function reading(resource: string, version = "2012-10-17"): string {
  return `
{
  "Version": "${version}",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "${resource}"
    }
  ]
}
`;
}
