variable "name" {
  type = string
}

locals {
  lambdas = {
    send_handler = {
      memory_size      = 128
      extra_policy_arn = aws_iam_policy.send.arn
    }

    lift_handler = {
      memory_size      = 256
      extra_policy_arn = aws_iam_policy.lift.arn
    }

    poll_handler = {
      memory_size = 256
    }
  }
}

module "lambdas" {
  source   = "terraform-aws-modules/lambda/aws"
  version  = "7.20.1"
  for_each = local.lambdas

  function_name = "${replace(var.name, "-", "_")}_${each.key}"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  attach_policy = contains(keys(each.value), "extra_policy_arn")
  policy        = lookup(each.value, "extra_policy_arn", null)
}

resource "aws_iam_policy" "send" {
  name = "send"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = ["arn:aws:sqs:eu-west-1:222233334444:default"]
    }]
  })
}

resource "aws_iam_policy" "lift" {
  name = "lift"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = ["arn:aws:sqs:eu-west-1:222233334444:transactions"]
    }]
  })
}
