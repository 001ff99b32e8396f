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
locals {
  base = ["sqs:ReceiveMessage"]
}
data "aws_iam_policy_document" "p" {
  statement {
    actions   = concat(local.base, var.may_write ? ["sqs:SendMessage"] : [])
    resources = ["arn:aws:sqs:eu-west-1:222233334444:jobs"]
  }
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.p.json
}
