variable "more" {
  default = {}
}

locals {
  own = { loader = aws_iam_policy.read.arn }
}

resource "aws_iam_role" "loader" {
  name               = "loader"
  assume_role_policy = jsonencode({})
}

resource "aws_iam_policy" "read" {
  name   = "read"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:ReceiveMessage", Resource = "arn:aws:sqs:eu-west-1:111122223333:jobs" }]
  })
}

resource "aws_iam_policy" "send" {
  name   = "send"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "arn:aws:sqs:eu-west-1:111122223333:jobs" }]
  })
}

resource "aws_iam_role_policy_attachment" "loader" {
  role       = aws_iam_role.loader.name
  policy_arn = lookup(merge(local.own, var.more), "loader", aws_iam_policy.send.arn)
}
