variable "exports_arn" {
  description = "Bucket of the exports"
  type        = string
}

resource "aws_iam_role" "exporter" {
  name = "exporter"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
  })
}

data "aws_iam_policy_document" "exporter" {
  statement {
    sid       = "List"
    actions   = ["s3:ListBucket"]
    resources = [var.exports_arn]
  }

  # one file a day
  statement {
    sid       = "Write"
    actions   = ["s3:PutObject"]
    resources = ["${var.exports_arn}/daily/*"]
  }
}

resource "aws_iam_role_policy" "exporter" {
  role   = aws_iam_role.exporter.id
  policy = data.aws_iam_policy_document.exporter.json
}
