data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Logs"
    actions   = ["logs:PutLogEvents"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "jobs" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]

  statement {
    sid       = "Jobs"
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
    resources = [aws_sqs_queue.jobs.arn]
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_iam_policy" "jobs" {
  name   = "jobs"
  policy = data.aws_iam_policy_document.jobs.json
}

resource "aws_iam_role" "worker" {
  name_prefix        = "worker-"
  assume_role_policy = var.trust
}

resource "aws_iam_role_policy_attachment" "jobs" {
  role       = aws_iam_role.worker.name
  policy_arn = aws_iam_policy.jobs.arn
}
