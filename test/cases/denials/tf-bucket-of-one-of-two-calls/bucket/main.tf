variable "name" {}
variable "writer" {}

resource "aws_s3_bucket" "this" {
  provider = aws
  bucket   = var.name
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id
  policy = data.aws_iam_policy_document.this.json
}

data "aws_iam_policy_document" "this" {
  statement {
    sid       = "Write"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.this.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = [var.writer.arn]
    }
  }

  statement {
    sid       = "KeepVersions"
    effect    = "Deny"
    actions   = ["s3:DeleteObjectVersion"]
    resources = ["${aws_s3_bucket.this.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_iam_user_policy" "writer" {
  name   = "${var.name}-writer"
  user   = var.writer.name
  policy = data.aws_iam_policy_document.writer.json
}

data "aws_iam_policy_document" "writer" {
  statement {
    sid       = "All"
    actions   = ["s3:*"]
    resources = ["${aws_s3_bucket.this.arn}/*"]
  }
}
