data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}
variable "role_name" {}
variable "policies" {
  type    = any
  default = []
}
resource "aws_iam_role" "default" {
  name = "${var.role_name}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role_policy" "default" {
  count = length(var.policies) > 0 ? 1 : 0
  name  = "${var.role_name}-policy"
  role  = aws_iam_role.default.id

  policy = <<EOF
{
    "Version": "2012-10-17",
    "Statement": ${jsonencode(var.policies)}
}
EOF
}
