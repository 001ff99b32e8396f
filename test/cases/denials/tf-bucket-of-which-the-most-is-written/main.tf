variable "bucket" {}
variable "stage" {}
data "aws_iam_policy_document" "any" {
  statement {
    sid       = "Any"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::${var.bucket}/*"]
  }
}
data "aws_iam_policy_document" "reports" {
  statement {
    sid       = "Reports"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::example-${var.stage}-reports/*"]
  }
}
resource "aws_iam_role_policy" "any" {
  role   = data.aws_iam_role.app.name
  policy = data.aws_iam_policy_document.any.json
}
resource "aws_iam_role_policy" "reports" {
  role   = data.aws_iam_role.app.name
  policy = data.aws_iam_policy_document.reports.json
}
resource "aws_iam_role_policy" "more_reports" {
  role   = data.aws_iam_role.jobs.name
  policy = data.aws_iam_policy_document.reports.json
}
