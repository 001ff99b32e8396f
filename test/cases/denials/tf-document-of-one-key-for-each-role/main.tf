locals {
  readers = {
    day   = { actions = ["s3:GetObject"] }
    night = { actions = ["s3:GetObject", "s3:ListBucket"] }
  }
}
data "aws_iam_policy_document" "read" {
  for_each = local.readers
  statement {
    sid       = "Read"
    actions   = each.value.actions
    resources = ["*"]
  }
}
resource "aws_iam_role" "reader" {
  for_each           = local.readers
  name               = "reader-${each.key}"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "reader" {
  for_each = local.readers
  role     = aws_iam_role.reader[each.key].id
  policy   = data.aws_iam_policy_document.read["night"].json
}
