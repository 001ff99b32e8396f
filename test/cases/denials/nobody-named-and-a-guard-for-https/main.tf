resource "aws_s3_bucket" "dist" {
  bucket = var.bucket
}

resource "aws_s3_bucket_policy" "dist" {
  bucket = aws_s3_bucket.dist.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OnlyHttps"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = "${aws_s3_bucket.dist.arn}/*"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_iam_role" "runner" {
  name               = "runner"
  assume_role_policy = var.trust
}

resource "aws_iam_role_policy" "runner" {
  name = "runner"
  role = aws_iam_role.runner.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Read"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "${var.distribution}/*"
      },
    ]
  })
}
