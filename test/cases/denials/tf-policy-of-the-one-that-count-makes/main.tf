variable "is_on" {
  type    = bool
  default = true
}

module "backup" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "~> 8.0"
  count   = var.is_on ? 1 : 0

  function_name = "backup"
  handler       = "index.handler"
  runtime       = "python3.13"
  attach_policy = true
  policy        = one(aws_iam_policy.backup.*.arn)
}

resource "aws_iam_policy" "other" {
  name = "other"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "arn:aws:sqs:eu-west-1:222233334444:other" }]
  })
}

resource "aws_iam_policy" "backup" {
  count = var.is_on ? 1 : 0
  name  = "backup"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "arn:aws:sqs:eu-west-1:222233334444:done" }]
  })
}
