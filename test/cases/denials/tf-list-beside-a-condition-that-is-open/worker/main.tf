data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "this" {
  name = "worker"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
variable "actions" {
  type = list(string)
}
data "aws_iam_policy_document" "this" {
  statement {
    sid       = "Letters"
    actions   = var.actions
    resources = ["arn:aws:s3:::letters/*"]
    condition {
      test     = "IpAddress"
      variable = "aws:SourceIp"
      values   = ["192.0.2.0/24"]
    }
  }
}
resource "aws_iam_role_policy" "this" {
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.this.json
}
