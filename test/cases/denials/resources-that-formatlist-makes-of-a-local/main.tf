locals {
  tables = ["orders", "customers"]
}

resource "aws_iam_role" "api" {
  name               = "api"
  assume_role_policy = var.trust
}

resource "aws_iam_role_policy" "api" {
  name = "tables"
  role = aws_iam_role.api.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = formatlist("arn:aws:dynamodb:eu-west-1:111122223333:table/%s", local.tables)
      },
    ]
  })
}

variable "trust" {
  type = string
}
