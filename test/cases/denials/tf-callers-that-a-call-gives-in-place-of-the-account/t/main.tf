variable "trusted" {
  type = list(string)
  default = []
}
data "aws_caller_identity" "me" {}
locals {
  principals = length(var.trusted) > 0 ? var.trusted : [data.aws_caller_identity.me.account_id]
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = local.principals
    }
  }
}
resource "aws_iam_role" "t" {
  name = "target"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
