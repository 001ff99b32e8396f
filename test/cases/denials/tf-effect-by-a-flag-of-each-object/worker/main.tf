data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

variable "name" {
  type = string
}

resource "aws_iam_role" "worker" {
  name               = "worker-${var.name}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

variable "rules" {
  type = map(object({
    denies    = optional(bool, false)
    actions   = list(string)
    resources = list(string)
  }))
}

data "aws_iam_policy_document" "worker" {
  dynamic "statement" {
    for_each = var.rules
    content {
      effect    = statement.value.denies ? "Deny" : "Allow"
      actions   = statement.value.actions
      resources = statement.value.resources
    }
  }
}

resource "aws_iam_role_policy" "worker" {
  role   = aws_iam_role.worker.id
  policy = data.aws_iam_policy_document.worker.json
}
