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
  type    = any
  default = []
}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for rule in var.rules : {
      Effect   = lookup(rule, "effect", "Allow")
      Action   = rule.actions
      Resource = rule.resources
    }]
  })
}
