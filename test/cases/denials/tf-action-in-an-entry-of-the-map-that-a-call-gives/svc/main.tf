data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}
variable "name" {}
variable "access" {
  type = map(object({ actions = list(string), resource = string }))
}
resource "aws_iam_role" "svc" {
  name = "${var.name}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role_policy" "svc" {
  for_each = var.access
  name     = each.key
  role     = aws_iam_role.svc.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = each.value.actions, Resource = each.value.resource }]
  })
}
