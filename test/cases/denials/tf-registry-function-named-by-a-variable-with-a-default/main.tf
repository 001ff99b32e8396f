variable "function_name" {
  type    = string
  default = "rate-importer"
}

data "aws_iam_policy_document" "watcher" {
  statement {
    actions   = ["ec2:DescribeVolumes"]
    resources = ["*"]
  }
}

module "importer" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "~> 7.0"

  function_name = var.function_name
  handler       = "index.handler"
  runtime       = "nodejs22.x"

  attach_policy_json = true
  policy_json = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["ec2:DescribeTags"]
      Resource = "*"
    }]
  })
}
