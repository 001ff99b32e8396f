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
resource "aws_iam_role_policy" "p" {
  for_each = var.roles
  role     = aws_iam_role.r[each.key].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [for s in each.value.statements : { Effect = "Allow", Action = s.actions, Resource = s.resources }]
  })
}
