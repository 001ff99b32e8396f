variable "is_shop" {
  type = bool
}

variable "has_mail" {
  type = bool
}

resource "aws_iam_role" "worker" {
  name = "shop-worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
  })
}

data "aws_sqs_queue" "mail" {
  count = var.has_mail ? 1 : 0
  name  = "mail"
}

data "aws_sqs_queue" "jobs" {
  name = "jobs"
}

data "aws_iam_policy_document" "queues" {
  count = var.is_shop ? 1 : 0
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [data.aws_sqs_queue.jobs.arn]
  }
}

resource "aws_iam_role_policy" "queues" {
  count  = var.is_shop ? 1 : 0
  role   = aws_iam_role.worker.id
  policy = data.aws_iam_policy_document.queues[0].json
}
