variable "buckets" {
  type = list(string)
}
resource "aws_iam_role" "keeper" {
  name               = "keeper"
  assume_role_policy = file("trust.json")
}
data "aws_iam_policy_document" "keeper" {
  statement {
    sid       = "Keep"
    actions   = ["s3:PutObject"]
    resources = [for name in var.buckets : "arn:aws:s3:::${name}/*"]
  }
}
resource "aws_iam_role_policy" "keeper" {
  name   = "keep"
  role   = aws_iam_role.keeper.id
  policy = data.aws_iam_policy_document.keeper.json
}
