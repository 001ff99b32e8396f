variable "owner" {
  default = "example"
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["glue.amazonaws.com"]
    }
  }
}
resource "aws_s3_bucket" "lake" {
  bucket = "${var.owner}-lake"
}
resource "aws_iam_role" "job" {
  name               = "lake-job"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
data "aws_iam_policy_document" "job" {
  statement {
    sid       = "Lake"
    actions   = ["s3:ListBucket", "s3:GetObject"]
    resources = ["${aws_s3_bucket.lake.arn}/*"]
  }
}
resource "aws_iam_role_policy" "job" {
  name   = "lake"
  role   = aws_iam_role.job.id
  policy = data.aws_iam_policy_document.job.json
}
