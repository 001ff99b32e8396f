data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
variable "roles" {
  type = map(object({
    actions   = list(string)
    resources = list(string)
  }))
}
resource "aws_iam_role" "this" {
  for_each = var.roles
  name     = "app-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
data "aws_iam_policy_document" "this" {
  for_each = var.roles
  statement {
    actions   = each.value.actions
    resources = each.value.resources
  }
}
resource "aws_iam_role_policy" "this" {
  for_each = var.roles
  role     = aws_iam_role.this[each.key].name
  policy   = data.aws_iam_policy_document.this[each.key].json
}
