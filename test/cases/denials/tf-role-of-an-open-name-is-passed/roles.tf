variable "env" {}
data "aws_iam_policy_document" "tasks" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "task" {
  name               = "shop-${var.env}-task"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}
resource "aws_iam_role" "start" {
  name               = "shop-${var.env}-start"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}
