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
variable "extra" {
  type = list(string)
  default = []
}
data "aws_iam_policy_document" "p" {
  statement {
    actions   = ["sqs:ReceiveMessage"]
    resources = concat(["arn:aws:sqs:eu-west-1:222233334444:jobs"], length(var.extra) > 0 ? var.extra : [])
  }
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.p.json
}
