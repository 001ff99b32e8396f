module "reports" {
  source    = "./modules/role"
  role_name = "reports"
  policies = [
    {
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem"]
      Resource = ["arn:aws:dynamodb:eu-west-1:444455556666:table/reports"]
    },
    {
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = ["*"]
    }
  ]
}
