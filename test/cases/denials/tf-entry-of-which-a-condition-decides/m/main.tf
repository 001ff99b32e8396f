data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
variable "roles" { type = any }
resource "aws_iam_role" "r" {
  for_each = var.roles
  name     = "${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
data "aws_iam_policy_document" "p" {
  for_each = var.roles
  statement {
    actions   = each.value.actions
    resources = each.value.resources
  }
}
resource "aws_iam_role_policy" "p" {
  for_each = var.roles
  role     = aws_iam_role.r[each.key].id
  policy   = data.aws_iam_policy_document.p[each.key].json
}
