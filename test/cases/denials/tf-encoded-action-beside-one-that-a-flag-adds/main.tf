data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "r" {
  name = "worker"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
variable "may_write" {
  type = bool
  default = false
}
resource "aws_iam_role_policy" "p" {
  role = aws_iam_role.r.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = concat(["sqs:ReceiveMessage"], var.may_write ? ["sqs:SendMessage"] : [])
      Resource = "arn:aws:sqs:eu-west-1:222233334444:jobs"
    }]
  })
}
