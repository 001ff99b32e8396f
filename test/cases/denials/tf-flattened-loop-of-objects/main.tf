locals {
  archives = [{ name = "proofs" }]
}
resource "aws_iam_role" "press" {
  name               = "press"
  assume_role_policy = file("trust.json")
}
data "aws_iam_policy_document" "press" {
  statement {
    sid     = "Read"
    actions = ["s3:GetObject", "s3:ListBucket"]
    resources = flatten([
      for archive in local.archives : [
        "arn:aws:s3:::${archive.name}",
        "arn:aws:s3:::${archive.name}/*",
      ]
    ])
  }
}
resource "aws_iam_role_policy" "press" {
  role   = aws_iam_role.press.id
  policy = data.aws_iam_policy_document.press.json
}
