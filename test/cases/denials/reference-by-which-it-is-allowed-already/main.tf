resource "aws_iam_role" "report" {
  name               = "report"
  assume_role_policy = var.trust
}

resource "aws_iam_role_policy" "report" {
  name = "tables"
  role = aws_iam_role.report.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Update"
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = "arn:aws:dynamodb:eu-west-1:111122223333:table/${var.table}"
      },
      {
        Sid      = "Scan"
        Effect   = "Allow"
        Action   = "dynamodb:Scan"
        Resource = "arn:aws:dynamodb:eu-west-1:111122223333:table/${var.table}"
      },
    ]
  })
}
