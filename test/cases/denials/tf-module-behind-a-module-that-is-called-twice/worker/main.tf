variable "name" {
  type = string
}
resource "aws_iam_role" "this" {
  name = var.name
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "this" {
  role   = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = "arn:aws:s3:::acme-jobs/*"
    }]
  })
}
