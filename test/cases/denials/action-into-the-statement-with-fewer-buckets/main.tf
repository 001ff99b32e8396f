variable "env" {
  type = string
}

locals {
  restored_from = {
    production = "acme-production-dumps-copy"
    staging    = "acme-production-dumps"
  }
}

resource "aws_iam_role" "dumps" {
  name               = "dumps"
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

data "aws_iam_policy_document" "dumps" {
  statement {
    sid     = "Read"
    actions = ["s3:ListBucket", "s3:GetObject"]
    resources = [
      "arn:aws:s3:::acme-${var.env}-dumps",
      "arn:aws:s3:::acme-${var.env}-dumps/*",
      "arn:aws:s3:::${local.restored_from[var.env]}",
      "arn:aws:s3:::${local.restored_from[var.env]}/*",
    ]
  }
  statement {
    sid       = "Write"
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::acme-${var.env}-dumps/*"]
  }
}

resource "aws_iam_role_policy" "dumps" {
  role   = aws_iam_role.dumps.id
  policy = data.aws_iam_policy_document.dumps.json
}
