# A job that adds up reports each night. Two findings: the name of an action, and objects where a bucket is meant.

locals {
  prefix = "example"
}

resource "aws_s3_bucket" "reports" {
  bucket = "${local.prefix}-reports"
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "nightly" {
  statement {
    sid       = "ReadReports"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.reports.arn}/*"]
  }

  statement {
    sid       = "FindReports"
    actions   = ["s3:ListBucket"]
    resources = ["${aws_s3_bucket.reports.arn}/*"]
  }

  statement {
    sid       = "TellTheTotal"
    actions   = ["cloudwatch:PutMetricDate"]
    resources = ["*"]
  }
}

resource "aws_iam_role" "nightly" {
  name               = "nightly"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

# The message in denied.txt is about writing a report, which this role may only read.
resource "aws_iam_role_policy" "nightly" {
  name   = "reports"
  role   = aws_iam_role.nightly.name
  policy = data.aws_iam_policy_document.nightly.json
}
