data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "r" {
  name = "worker"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
variable "effect" {
  type = string
  default = "Allow"
}
variable "actions" {
  type = any
}
variable "resources" {
  type = any
}
resource "aws_iam_role_policy" "p" {
  role = aws_iam_role.r.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = var.effect, Action = var.actions, Resource = var.resources }]
  })
}
