variable "name" {
  type = string
}
variable "actions" {
  type = list(string)
}
variable "resources" {
  type = list(string)
}
resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = file("trust.json")
}
data "aws_iam_policy_document" "this" {
  statement {
    sid       = "Queue"
    actions   = var.actions
    resources = var.resources
  }
}
resource "aws_iam_role_policy" "this" {
  name   = "queue"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.this.json
}
