variable "scanner_name" {
  type    = string
  default = "image-scanner"
}

variable "exporter_name" {
  type    = string
  default = "ledger-exporter"
}

resource "aws_iam_role" "exporter" {
  name               = var.exporter_name
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

resource "aws_iam_role_policy" "exporter" {
  role = aws_iam_role.exporter.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["ecr:DescribeImages"]
      Resource = "*"
    }]
  })
}

resource "aws_iam_role" "scanner" {
  name               = var.scanner_name
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

resource "aws_iam_role_policy" "scanner" {
  role = aws_iam_role.scanner.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["ecr:DescribeImages"]
      Resource = "*"
    }]
  })
}

data "aws_iam_policy_document" "tasks" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}
