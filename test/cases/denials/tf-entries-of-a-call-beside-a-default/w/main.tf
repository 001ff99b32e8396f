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
variable "access" {
  type = any
  default = [{ actions = ["sqs:SendMessage"], resources = ["arn:aws:sqs:eu-west-1:222233334444:jobs"] }]
}
data "aws_iam_policy_document" "p" {
  dynamic "statement" {
    for_each = var.access
    content {
      actions   = statement.value.actions
      resources = statement.value.resources
    }
  }
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.p.json
}
