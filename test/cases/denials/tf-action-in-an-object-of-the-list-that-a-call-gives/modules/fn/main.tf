data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
variable "name" {
  type = string
}
variable "grants" {
  type = list(object({
    name      = string
    actions   = list(string)
    resources = list(string)
  }))
  default = []
}
resource "aws_iam_role" "this" {
  name = "${var.name}-fn"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role_policy" "grants" {
  for_each = { for g in var.grants : g.name => g }
  name     = each.key
  role     = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = each.value.actions
      Resource = each.value.resources
    }]
  })
}
