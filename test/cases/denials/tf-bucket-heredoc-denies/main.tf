resource "aws_s3_bucket" "reports" {
  bucket = "example-reports"
}

resource "aws_s3_bucket_policy" "reports" {
  bucket = aws_s3_bucket.reports.id
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "OnlyEncrypted",
          "Effect": "Deny",
          "Principal": "*",
          "Action": "s3:PutObject",
          "Resource": "${aws_s3_bucket.reports.arn}/*",
          "Condition": { "StringNotEquals": { "s3:x-amz-server-side-encryption": "aws:kms" } }
        }
      ]
    }
  EOT
}

resource "aws_s3_bucket" "other" {
  bucket = "example-other"
}

resource "aws_s3_bucket_policy" "other" {
  bucket = aws_s3_bucket.other.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Nobody", Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "${aws_s3_bucket.other.arn}/*" }]
  })
}
