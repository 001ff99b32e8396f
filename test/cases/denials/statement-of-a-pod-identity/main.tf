module "crawler" {
  source  = "terraform-aws-modules/eks-pod-identity/aws"
  version = "~> 2.0"

  name            = "crawler"
  use_name_prefix = false

  attach_custom_policy = true
  policy_statements = [
    {
      sid       = "Pages"
      actions   = ["dynamodb:PutItem"]
      resources = [aws_dynamodb_table.pages.arn]
    },
  ]
}

resource "aws_dynamodb_table" "pages" {
  name = "pages"
}
