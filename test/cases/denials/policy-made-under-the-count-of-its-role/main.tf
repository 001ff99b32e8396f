variable "create" {
  default = true
}
resource "aws_iam_role" "app" {
  count              = var.create ? 1 : 0
  name               = "app"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "send" {
  count  = var.create ? 1 : 0
  role   = aws_iam_role.app[0].id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })
}
