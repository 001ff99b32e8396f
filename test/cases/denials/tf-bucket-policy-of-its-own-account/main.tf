data "aws_caller_identity" "here" {}

resource "aws_s3_bucket_policy" "archive" {
  bucket = "ledger-archive"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Keep"
        Effect    = "Deny"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.here.account_id}:role/ledger" }
        Action    = "s3:DeleteObject"
        Resource  = "arn:aws:s3:::ledger-archive/*"
      }
    ]
  })
}
