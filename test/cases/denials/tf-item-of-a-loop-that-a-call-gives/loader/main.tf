variable "name" {}
variable "bucket_arns" {
  type    = list(string)
  default = []
}
resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = file("trust.json")
}
data "aws_iam_policy_document" "this" {
  dynamic "statement" {
    for_each = length(var.bucket_arns) > 0 ? [1] : []
    content {
      sid       = "List"
      actions   = ["s3:ListBucket"]
      resources = var.bucket_arns
    }
  }
  dynamic "statement" {
    for_each = length(var.bucket_arns) > 0 ? [1] : []
    content {
      sid       = "Read"
      actions   = ["s3:GetObject"]
      resources = [for arn in var.bucket_arns : "${arn}/*"]
    }
  }
}
resource "aws_iam_role_policy" "this" {
  name   = "load"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.this.json
}
