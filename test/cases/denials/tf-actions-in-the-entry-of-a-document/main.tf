data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}
locals {
  actions = {
    reader = ["glue:GetTable"]
    writer = ["glue:GetTable", "glue:CreateTable"]
  }
}
resource "aws_iam_role" "lake" {
  for_each           = local.actions
  name               = "lake-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
data "aws_iam_policy_document" "lake" {
  for_each = local.actions
  statement {
    actions   = each.value
    resources = ["*"]
  }
}
resource "aws_iam_role_policy" "lake" {
  for_each = local.actions
  role     = aws_iam_role.lake[each.key].id
  policy   = data.aws_iam_policy_document.lake[each.key].json
}
