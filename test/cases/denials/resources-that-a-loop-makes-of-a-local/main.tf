locals {
  tables = ["orders", "customers"]
}

data "aws_caller_identity" "current" {}

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
        Action   = ["dynamodb:GetItem", "dynamodb:Query"]
        Resource = [for t in local.tables : "arn:aws:dynamodb:eu-west-1:${data.aws_caller_identity.current.account_id}:table/${t}"]
      },
    ]
  })
}

variable "trust" {
  type = string
}
