locals {
  groups = {
    app   = "/ops/app"
    audit = "/ops/audit"
  }
}
resource "aws_cloudwatch_log_group" "this" {
  for_each = local.groups
  name     = each.value
}
resource "aws_iam_role" "ops" {
  name               = "ops"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "ops" {
  role = aws_iam_role.ops.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${aws_cloudwatch_log_group.this["app"].arn}:*"]
      },
    ]
  })
}