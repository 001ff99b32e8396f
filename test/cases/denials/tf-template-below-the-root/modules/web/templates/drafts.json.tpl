{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Keys",
      "Effect": "Allow",
      "Action": ["kms:Decrypt"],
      "Resource": ${keys}
    },
    {
      "Sid": "Drafts",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": ["arn:aws:s3:::example-drafts-${environment}/*"]
    }
  ]
}
