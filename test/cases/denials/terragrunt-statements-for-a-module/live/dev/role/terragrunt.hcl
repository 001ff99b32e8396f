terraform {
  source = "../../../modules/role"
}
inputs = {
  name = "ci-dev"
  statements = [
    {
      Sid      = "All"
      Effect   = "Allow"
      Action   = ["ecr:*"]
      Resource = "*"
    },
  ]
}
