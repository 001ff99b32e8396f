variable "name" {}
variable "actions" { type = list(string) }
variable "table" {}
resource "aws_iam_role" "r" {
  name = var.name
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_role_policy" "r" {
  role   = aws_iam_role.r.name
  policy = data.aws_iam_policy_document.r.json
}
data "aws_iam_policy_document" "r" {
  statement {
    sid       = "Table"
    actions   = var.actions
    resources = [var.table]
  }
}
