module "thumbnails" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "~> 8.0"

  function_name = "thumbnails"

  attach_policy_statements = true
  policy_statements = {
    pictures = {
      effect    = "Allow"
      actions   = ["s3:GetObject"]
      resources = ["arn:aws:s3:::acme-pictures/*"]
    }
  }
}

resource "aws_sqs_queue" "done" {
  name = "thumbnails-done"
}
