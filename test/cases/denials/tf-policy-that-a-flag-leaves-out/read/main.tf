variable "enable_read" {
  type = bool
  default = true
}
resource "aws_iam_role" "this" {
  name = "reader"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "this" {
  count = var.enable_read ? 1 : 0
  role   = aws_iam_role.this.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = "arn:aws:s3:::acme-jobs/*"
    }]
  })
}
