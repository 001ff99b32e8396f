resource "aws_iam_role" "worker" {
  name = "shop-worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
  })
}

data "aws_dynamodb_table" "orders" {
  name = "orders"
}

data "aws_sqs_queue" "jobs" {
  name = "jobs"
}

data "aws_iam_policy_document" "queues" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [data.aws_sqs_queue.jobs.arn]
  }
}

resource "aws_iam_role_policy" "queues" {
  role   = aws_iam_role.worker.id
  policy = data.aws_iam_policy_document.queues.json
}
