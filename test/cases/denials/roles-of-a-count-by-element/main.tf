data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
locals {
  teams = ["billing", "refunds"]
}

resource "aws_iam_role" "team" {
  count              = length(local.teams)
  name               = "team-${element(local.teams, count.index)}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "queue" {
  count  = length(local.teams)
  role   = element(aws_iam_role.team.*.id, count.index)
  policy = data.aws_iam_policy_document.queue.json
}

data "aws_iam_policy_document" "queue" {
  statement {
    actions   = ["sqs:ReceiveMessage"]
    resources = ["arn:aws:sqs:eu-west-1:222233334444:invoices"]
  }
}
