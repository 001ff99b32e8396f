variable "stage" {}

resource "aws_sqs_queue" "in" {
  name = "in-${var.stage}"
}

resource "aws_iam_role" "worker" {
  name = "worker-${var.stage}"
}

data "aws_iam_policy_document" "worker" {
  statement {
    sid       = "Queue"
    actions   = ["sqs:ReceiveMessage"]
    resources = [aws_sqs_queue.in.arn]
  }
}

resource "aws_iam_role_policy" "worker" {
  name   = "worker"
  role   = aws_iam_role.worker.name
  policy = data.aws_iam_policy_document.worker.json
}
