variable "allow_ops" {
  type = bool
  default = false
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = concat(["arn:aws:iam::222233334444:role/ci"], var.allow_ops ? ["arn:aws:iam::222233334444:role/ops"] : [])
    }
  }
}
resource "aws_iam_role" "t" {
  name = "target"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
