variable "name" { type = string }
variable "actions" { type = list(string) }
variable "arns" { type = list(string) }
resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
data "aws_iam_policy_document" "this" {
  statement {
    sid       = "Work"
    actions   = var.actions
    resources = var.arns
  }
}
resource "aws_iam_role_policy" "this" {
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.this.json
}
