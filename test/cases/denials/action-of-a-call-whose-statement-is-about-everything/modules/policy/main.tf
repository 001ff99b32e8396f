variable "role" { type = string }
variable "actions" { type = list(string) }
resource "aws_iam_role_policy" "this" {
  role = var.role
  policy = data.aws_iam_policy_document.this.json
}
data "aws_iam_policy_document" "this" {
  statement {
    effect    = "Allow"
    actions   = var.actions
    resources = ["*"]
  }
}
