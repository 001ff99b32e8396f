variable "effect" {
  type = any
}
variable "actions" {
  type = any
}
variable "resources" {
  type = any
}
variable "role" {
  type = any
}
variable "name" {
  type = any
}
data "aws_iam_policy_document" "p" {
  statement {
    effect    = var.effect
    actions   = var.actions
    resources = var.resources
  }
}
resource "aws_iam_role_policy" "p" {
  name   = var.name
  role   = var.role
  policy = data.aws_iam_policy_document.p.json
}
