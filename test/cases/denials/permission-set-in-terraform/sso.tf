resource "aws_ssoadmin_permission_set" "data_engineer" {
  name         = "DataEngineer"
  instance_arn = local.instance
}

resource "aws_ssoadmin_permission_set_inline_policy" "data_engineer" {
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.data_engineer.arn
  inline_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Athena"
        Effect   = "Allow"
        Action   = ["athena:StartQueryExecution", "athena:GetQueryResults"]
        Resource = "arn:aws:athena:eu-west-1:111122223333:workgroup/analytics"
      }
    ]
  })
}
