locals {
  writers = {
    clicks = {
      actions = ["firehose:PutRecord"]
      stream  = "clicks"
    }
    views = {
      actions = ["firehose:PutRecord", "firehose:DescribeDeliveryStream"]
      stream  = "views"
    }
  }
}
resource "aws_iam_role" "writer" {
  for_each           = local.writers
  name               = "writer-${each.key}"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "writer" {
  for_each = local.writers
  role     = aws_iam_role.writer[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Write"
      Effect   = "Allow"
      Action   = each.value.actions
      Resource = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/${each.value.stream}"
    }]
  })
}
