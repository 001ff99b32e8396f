variable "trusted" {
  type = list(string)
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = var.trusted
    }
  }
}
resource "aws_iam_role" "this" {
  name               = "readers"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
