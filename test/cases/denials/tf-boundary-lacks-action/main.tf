locals {
  prefix = "team"
}

resource "aws_iam_policy" "limit" {
  name = "limit"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Limit"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role" "app" {
  name                 = "${local.prefix}-app"
  permissions_boundary = aws_iam_policy.limit.arn
  assume_role_policy   = var.trust

  inline_policy {
    name = "objects"
    policy = jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "Objects"
          Effect   = "Allow"
          Action   = ["s3:GetObject", "s3:PutObject"]
          Resource = "*"
        },
      ]
    })
  }
}
