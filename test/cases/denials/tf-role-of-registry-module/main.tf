module "irsa" {
  source           = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  version          = "~> 5.0"
  role_name        = "irsa-app"
  role_policy_arns = { app = aws_iam_policy.app.arn }
}
resource "aws_iam_policy" "app" {
  name   = "app"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Sid = "Read", Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::example-data/*" }]
  })
}
