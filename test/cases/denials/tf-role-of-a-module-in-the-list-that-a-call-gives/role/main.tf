data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}
variable "name" {
  type = string
}
resource "aws_iam_role" "this" {
  name = "${var.name}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
output "name" {
  value = aws_iam_role.this.name
}
output "arn" {
  value = aws_iam_role.this.arn
}
