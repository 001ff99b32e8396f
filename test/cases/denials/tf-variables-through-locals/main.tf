locals { prefix = "${var.org}-${var.env}" }
variable "org" { default = "acme" }
variable "env" {}
resource "aws_iam_role" "worker" {
  name = "${local.prefix}-worker"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_sqs_queue" "jobs" {
  name = "${local.prefix}-jobs"
}
data "aws_iam_policy_document" "worker" {
  statement {
    sid       = "Jobs"
    actions   = ["sqs:ReceiveMessage"]
    resources = [aws_sqs_queue.jobs.arn]
  }
}
resource "aws_iam_role_policy" "worker" {
  role   = aws_iam_role.worker.name
  policy = data.aws_iam_policy_document.worker.json
}
