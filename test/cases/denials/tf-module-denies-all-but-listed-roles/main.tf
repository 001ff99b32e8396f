module "db_secret" {
  source        = "terraform-aws-modules/secrets-manager/aws"
  version       = "1.3.1"
  name          = "db-password"
  create_policy = true
  policy_statements = {
    only_app = {
      sid     = "OnlyApp"
      effect  = "Deny"
      actions = ["secretsmanager:GetSecretValue"]
      resources = ["*"]
      principals = [{ type = "AWS", identifiers = ["*"] }]
      condition = [{ test = "ArnNotEquals", variable = "aws:PrincipalArn", values = ["arn:aws:iam::111122223333:role/app"] }]
    }
  }
}
resource "aws_iam_role" "report" {
  name = "report"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
resource "aws_iam_role_policy" "report" {
  role   = aws_iam_role.report.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "arn:aws:secretsmanager:*:111122223333:secret:db-*" }] })
}
