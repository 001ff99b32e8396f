variable "env" { type = string }
variable "bucket_arn" { type = string }
variable "can_write" {
  type    = bool
  default = false
}

resource "aws_iam_role" "app" {
  name               = "${var.env}-app"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "app" {
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject"]
    resources = ["${var.bucket_arn}/*"]
  }
  dynamic "statement" {
    for_each = var.can_write ? [1] : []
    content {
      sid       = "Write"
      actions   = ["s3:PutObject"]
      resources = ["${var.bucket_arn}/*"]
    }
  }
}

resource "aws_iam_role_policy" "app" {
  name   = "app"
  role   = aws_iam_role.app.name
  policy = data.aws_iam_policy_document.app.json
}
