resource "awscc_iam_role" "app" {
  role_name                   = "app"
  assume_role_policy_document = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
  policies = [{
    policy_name = "data"
    policy_document = jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Sid      = "Data"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = "arn:aws:s3:::example-data/*"
      }]
    })
  }]
}
