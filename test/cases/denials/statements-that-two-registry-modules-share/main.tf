locals {
  statements = {
    pictures = {
      effect    = "Allow"
      actions   = ["s3:GetObject"]
      resources = ["arn:aws:s3:::acme-pictures/*"]
    }
  }
}

module "thumbnails" {
  source                   = "terraform-aws-modules/lambda/aws"
  function_name            = "thumbnails"
  attach_policy_statements = true
  policy_statements        = local.statements
}

module "labels" {
  source                   = "terraform-aws-modules/lambda/aws"
  function_name            = "labels"
  attach_policy_statements = true
  policy_statements        = local.statements
}
